"""Words that are no English words."""

from __future__ import annotations

from collections import Counter

from xdiff.signals.base import Measurement, Prose, Signal, Word, per, place
from xdiff.signals.shapes import load

# An ending, and what the stem has in its place.
_ENDINGS = (
    ("'s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"), ("ly", ""), ("ally", ""), ("er", ""), ("er", "e"), ("ers", ""), ("est", ""), ("ness", ""),
    ("less", ""), ("like", ""), ("able", ""), ("y", ""), ("ish", ""), ("ism", ""), ("ist", ""), ("ists", ""),
    ("ization", "ize"), ("isation", "ise"), ("ship", ""), ("hood", ""), ("ment", ""), ("ments", ""),
    ("ful", ""), ("ity", ""), ("ity", "e"),
)  # fmt: skip
_BEGINNINGS = (
    "un", "re", "non", "anti", "pre", "over", "under", "out", "mis", "inter", "super", "sub", "co", "de",
    "dis",
)  # fmt: skip


def measure(prose: Prose) -> Measurement | None:
    """Return lower-case words that neither the model's word list holds nor its endings explain.

    Per 1,000 words. Capitalised words are never counted, so that foreign names are no errors, and a word
    counts once however often it stands: a rare term of the topic is one term.
    """
    words = load().words
    seen: Counter[str] = Counter()
    found = []
    for sentence in prose.sentences:
        for word in sentence:
            if not _known(word, words):
                seen[word.lower] += 1
                if seen[word.lower] == 1:
                    message = f"“{word.text}” is no English word we know"
                    found.append(place(word.span, "unknown-words", message))
    return per(len(found), prose.words, 1000), tuple(found)


def _known(word: Word, words: frozenset[str]) -> bool:
    text = word.text
    if len(text) < 3 or not text.isalpha() or not text.islower() or text in words:
        return True
    stems = {text[: -len(end)] + instead for end, instead in _ENDINGS if text.endswith(end)}
    stems |= {stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]}  # "stopped"
    if any(stem in words for stem in stems if len(stem) > 2):
        return True
    for start in _BEGINNINGS:
        rest = text.removeprefix(start)
        if rest != text and (rest in words or any(stem.removeprefix(start) in words for stem in stems)):
            return True
    return any(text[:cut] in words and text[cut:] in words for cut in range(3, len(text) - 2))


SIGNAL = Signal(
    name="unknown-words",
    unit="per 1,000 words",
    direction="lower",
    why="Words of the source language that the engine passed on, misspellings, words run together.",
    measure=measure,
    step=3.0,
)
