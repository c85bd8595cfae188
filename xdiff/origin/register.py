"""When not to judge: too short, not English, or unlike any text the model learned from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xdiff.origin.normalise import NAME, NUMBER, Masked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.origin.features import Vocabulary

SHORTEST = 60  # words; below, held-out AUC against human translation falls under .65

# Each limit lies outside what 99.5 % of the training windows of 60 words or more show.
USUAL_WORDS = 0.70  # least share of lower-case words that are among the common 8,000
FUNCTION_WORDS = 0.30  # least share of tokens that are among the commonest 300
MASKED = 0.45  # greatest share of tokens that are names and numbers
CAPITALS = 0.40  # greatest share of words wholly in capitals
SYMBOLS = 0.04  # greatest share of characters that are brackets, slashes and the like
SENTENCE = 110.0  # greatest mean words a sentence
LINE = 45  # characters: a median line shorter than this, not ending as a sentence, is verse or a list

_SYMBOLS = re.compile(r"[{}\[\]<>=_\\|*#@^~+/]")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_WORDS = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.!?:;,][\"'”’»)\]]*\s*$")


def unfit(
    texts: Sequence[str], masked: Sequence[Sequence[Masked]], vocabulary: Vocabulary, language: str | None
) -> str | None:
    """Return why a text cannot be judged, or None.

    Args:
        texts: its sentences, each once.
        masked: the same, masked.
        vocabulary: the model's common words.
        language: ISO 639-1 code, or None when it was not found out.

    """
    if language not in (None, "en"):
        return f"not English: {language}"
    words = [token.text for sentence in masked for token in sentence if token.text[0].isalnum()]
    whole = "\n".join(texts)
    written = len(_WORDS.findall(whole))
    if written < SHORTEST:
        return f"too short: {written} words, needs {SHORTEST}"
    if len(_CAPITALS.findall(whole)) > CAPITALS * written:
        return "out of register: mostly capitals"
    lower = [word for word in words if word.islower()]
    usual = sum(word in vocabulary.common for word in lower) / max(len(lower), 1)
    if usual < USUAL_WORDS:
        return f"not English, or out of register: {usual:.0%} of its words are common English words"
    if len(_SYMBOLS.findall(whole)) > SYMBOLS * len(whole):
        return "out of register: mostly code or markup"
    if sum(word in (NAME, NUMBER) for word in words) > MASKED * len(words):
        return "out of register: mostly names and numbers"
    if sum(word in vocabulary.kept for word in words) < FUNCTION_WORDS * len(words):
        return "out of register: mostly list or headings, with few function words"
    if len(words) > SENTENCE * len(masked):
        return "out of register: no sentence ends"
    return _short_lines(texts)


def _short_lines(texts: Sequence[str]) -> str | None:
    lines = sorted((line for text in texts for line in text.splitlines() if line.strip()), key=len)
    if len(lines) < 10 or len(lines[len(lines) // 2]) >= LINE:
        return None
    open_ended = sum(not _ENDS.search(line) for line in lines)
    return "out of register: mostly list or verse" if open_ended > 0.5 * len(lines) else None
