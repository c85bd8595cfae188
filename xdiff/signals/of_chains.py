"""Nouns chained with "of"."""

from __future__ import annotations

from xdiff.records import Span
from xdiff.signals.base import FUNCTION_WORDS, Measurement, Prose, Signal, Word, per, place

REACH = 4  # words from one "of" to the next of a chain: "of the heads of the"


def measure(prose: Prose) -> Measurement | None:
    """Return chains of two or more "of" with only articles and content words between, per 1,000 words."""
    found = []
    for words in prose.sentences:
        before: int | None = None
        for index, word in enumerate(words):
            if word.lower == "of":
                if before is not None and index - before <= REACH and _joined(prose, words, before, index):
                    span = Span(
                        start=words[before].span.start, end=words[min(index + 1, len(words) - 1)].span.end
                    )
                    found.append(place(span, "of-chains", f"a chain of nouns: “{span.of(prose.text)}”"))
                    before = None
                else:
                    before = index
    return per(len(found), prose.words, 1000), tuple(found)


def _joined(prose: Prose, words: tuple[Word, ...], start: int, end: int) -> bool:
    between = words[start + 1 : end]
    inside = prose.text[words[start].span.start : words[end].span.start]
    return all(mark not in inside for mark in ",;:()") and all(
        word.lower not in FUNCTION_WORDS or word.lower in {"the", "a", "an", "his", "her", "their", "its"}
        for word in between
    )


SIGNAL = Signal(
    name="of-chains",
    unit="per 1,000 words",
    direction="lower",
    why="Romance and Slavic languages chain nouns by genitives; English compounds them or starts anew.",
    measure=measure,
    step=2.0,
)
