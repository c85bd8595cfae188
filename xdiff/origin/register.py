"""When not to judge: too short, not English, or unlike any text that was learned from; and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xdiff.origin.normalise import NAME, NUMBER, Masked, seen

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
LINE = 60  # characters: a median line shorter than this, not ending as a sentence, is verse or a list
FEWEST_LINES = 8
# A sentence of FEWEST_WORDS lower-case words or more, less than FOREIGN_WORDS of them common, is in another
# language; as is one whose letters are mostly not Latin.
FEWEST_WORDS = 3
FOREIGN_WORDS = 0.5
FOREIGN = 0.12  # greatest share of words in such sentences, where there are several
FOREIGN_ALONE = 0.25  # greatest share of words in one such sentence

_SYMBOLS = re.compile(r"[{}\[\]<>=_\\|*#@^~+/]")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_WORDS = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.!?:][\"'”’»)\]]*\s*$")
_LETTERS = re.compile(r"[^\W\d_]")
_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Zªº\u00c0-\u024f\u1e00-\u1eff\ufb00-\ufb06]")

_PROSE = "give its running prose alone"


def unfit(
    texts: Sequence[str],
    masked: Sequence[Sequence[Masked]],
    vocabulary: Vocabulary,
    language: str | None,
    *,
    repeated: int = 0,
) -> str | None:
    """Return why a text cannot be judged and what to do, or None.

    Args:
        texts: its sentences, each once.
        masked: the same, masked.
        vocabulary: the model's common words.
        language: ISO 639-1 code, or None when it was not found out.
        repeated: how many sentences were left out for standing there already.

    """
    if language not in (None, "en"):
        return f"not English: {language}; give the English text alone"
    words = [token.text for sentence in masked for token in sentence if token.text[0].isalnum()]
    whole = seen("\n".join(texts))
    written = len(_WORDS.findall(whole))
    if written < SHORTEST:
        once = ", each sentence counted once" if repeated else ""
        return f"too short: {written} words, needs {SHORTEST}{once}; give more of the text"
    if len(_CAPITALS.findall(whole)) > CAPITALS * written:
        return "out of register: mostly capitals; give it in small letters, capitals where names have them"
    if len(_SYMBOLS.findall(whole)) > SYMBOLS * len(whole):
        return f"out of register: mostly code or markup; {_PROSE}"
    lower = [word for word in words if word.islower()]
    usual = sum(word in vocabulary.common for word in lower) / max(len(lower), 1)
    if usual < USUAL_WORDS:
        share = f"{usual:.0%} of its words are common English words"
        return f"not English, or out of register: {share}; {_PROSE}, in English"
    if sum(word in (NAME, NUMBER) for word in words) > MASKED * len(words):
        return f"out of register: mostly names and numbers; {_PROSE}"
    if sum(word in vocabulary.kept for word in words) < FUNCTION_WORDS * len(words):
        return f"out of register: mostly list or headings, with few function words; {_PROSE}"
    if len(words) > SENTENCE * len(masked):
        return "out of register: no sentence ends; give it with its punctuation"
    return _partly_foreign(texts, masked, vocabulary) or _short_lines(texts)


def _partly_foreign(
    texts: Sequence[str], masked: Sequence[Sequence[Masked]], vocabulary: Vocabulary
) -> str | None:
    """Return what to do where sentences in another language or script are too many to pass over."""
    latin = not any(_NOT_LATIN.search(text) for text in texts)
    foreign = [
        (not latin and _is_other_script(text)) or _is_foreign(sentence, vocabulary)
        for text, sentence in zip(texts, masked, strict=True)
    ]
    if not any(foreign):
        return None
    sizes = [len(_WORDS.findall(text)) for text in texts]
    share = sum(size for size, found in zip(sizes, foreign, strict=True) if found) / sum(sizes)
    if share <= (FOREIGN if sum(foreign) > 1 else FOREIGN_ALONE):
        return None
    count = f"{sum(foreign)} of {len(texts)} sentences, {share:.0%} of its words"
    return f"partly not English: {count}; give its English part alone"


def _is_other_script(text: str) -> bool:
    return 2 * len(_NOT_LATIN.findall(text)) > len(_LETTERS.findall(text))


def _is_foreign(masked: Sequence[Masked], vocabulary: Vocabulary) -> bool:
    lower = [token.text for token in masked if token.text.islower() and token.text[0].isalpha()]
    common = sum(word in vocabulary.common for word in lower)
    return len(lower) >= FEWEST_WORDS and common < FOREIGN_WORDS * len(lower)


def _short_lines(texts: Sequence[str]) -> str | None:
    """Tell verse and lists: short lines that end in the air, and the next does not go on in small letters."""
    lengths, open_ended = [], 0
    for text in texts:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        lengths += [len(line) for line in lines]
        for line, after in zip(lines, [*lines[1:], ""], strict=True):
            open_ended += not _ENDS.search(line) and not after[:1].islower()
    if len(lengths) < FEWEST_LINES or sorted(lengths)[len(lengths) // 2] >= LINE:
        return None
    if open_ended <= 0.5 * len(lengths):
        return None
    return f"out of register: mostly short lines, as in a list or verse; {_PROSE}, its wrapped lines joined"
