"""Sentences that end without an end."""

from __future__ import annotations

from xdiff.signals.base import Measurement, Prose, Signal, place

_ENDS = frozenset(".!?…:;。！？")
_CLOSERS = frozenset("\"'”’»)]*“„")
FEWEST_WORDS = 4  # a shorter line is a label, unless the text ends with it


def measure(prose: Prose) -> Measurement | None:
    """Return body paragraphs whose last sentence has no end mark, per 100 paragraphs."""
    paragraphs = 0
    found = []
    end = len(prose.sentences) - 1
    for index, (words, tokens, span, last) in enumerate(
        zip(prose.sentences, prose.tokens, prose.spans, prose.last_of_paragraph, strict=True)
    ):
        if not last:
            continue
        paragraphs += 1
        marks = [token.text for token in tokens]
        while marks and marks[-1] in _CLOSERS:
            marks.pop()
        if marks and marks[-1][-1] not in _ENDS and (len(words) >= FEWEST_WORDS or index == end):
            what = "the text is cut off" if index == end else "this paragraph ends without an end mark"
            found.append(place(span, "unfinished", what))
    return (100 * len(found) / paragraphs, tuple(found)) if paragraphs else None


SIGNAL = Signal(
    name="unfinished",
    unit="per 100 paragraphs",
    direction="lower",
    why="A text cut off, or lines that are no sentences, read unfinished.",
    measure=measure,
    step=10.0,
)
