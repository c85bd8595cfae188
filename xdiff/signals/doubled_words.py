"""The same word twice."""

from __future__ import annotations

from itertools import pairwise

from xdiff.records import Span
from xdiff.signals.base import Measurement, Prose, Signal, per, place

# Doubled by writers too: "had had", "that that", "very very", "no no", and doubled names (Pago Pago).
ALLOWED = frozenset({
    "had", "that", "very", "no", "so", "bye", "ha", "blah", "more", "her", "do", "yes", "really", "many",
    "well", "long", "far", "never", "in", "on", "is",
})  # fmt: skip


def measure(prose: Prose) -> Measurement | None:
    """Return doubled lower-case words per 1,000 words."""
    found = []
    for words in prose.sentences:
        for word, following in pairwise(words):
            if word.text == following.text and word.text.isalpha() and word.text.islower():
                span = Span(start=word.span.start, end=following.span.end)
                if word.text not in ALLOWED and span.of(prose.text).replace(word.text, "").isspace():
                    found.append(place(span, "doubled-words", f"“{word.text}” twice"))
    return per(len(found), prose.words, 1000), tuple(found)


SIGNAL = Signal(
    name="doubled-words",
    unit="per 1,000 words",
    direction="lower",
    why="A word twice is a slip of the pen, or the seam of two phrases of a statistical engine.",
    measure=measure,
    step=1.0,
)
