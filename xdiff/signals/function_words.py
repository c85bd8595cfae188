"""The share of function words."""

from __future__ import annotations

from xdiff.signals.base import FUNCTION_WORDS, Measurement, Prose, Signal, per


def measure(prose: Prose) -> Measurement | None:
    """Return closed-class words per 100 words."""
    count = sum(word.lower in FUNCTION_WORDS for words in prose.sentences for word in words)
    return per(count, prose.words, 100), ()


SIGNAL = Signal(
    name="function-words",
    unit="per 100 words",
    direction="middle",
    why="Engines that drop small words fall below what English needs; literal ones carry over too many.",
    measure=measure,
    step=1.0,
)
