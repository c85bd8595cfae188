"""Places where the grammar jolts."""

from __future__ import annotations

from xdiff.records import Span
from xdiff.signals.base import FUNCTION_WORDS, Measurement, Prose, Signal, per, place
from xdiff.signals.shapes import surprisals

JOLT = 12.0  # bits of a function word: one place in 4,000 would have it there


def measure(prose: Prose) -> Measurement | None:
    """Return function words and lower-case words of more than `JOLT` bits, per 100 words."""
    found = []
    for sentence in surprisals(prose):
        before = None
        for bits, token in sentence:
            if bits > JOLT and token.word and token.text.islower():
                start = before.span.start if before is not None else token.span.start
                span = Span(start=start, end=token.span.end)
                if token.text in FUNCTION_WORDS:
                    found.append(
                        place(span, "jolts", f"“{span.of(prose.text)}” is seldom so joined ({bits:.0f} bits)")
                    )
            before = token
    return per(len(found), prose.words, 100), tuple(found)


SIGNAL = Signal(
    name="jolts",
    unit="per 100 words",
    direction="lower",
    why="A function word where English grammar hardly ever has one is an error, or very elliptic.",
    measure=measure,
    step=0.3,
)
