"""How long sentences are."""

from __future__ import annotations

from xdiff.signals.base import Measurement, Prose, Signal


def measure(prose: Prose) -> Measurement | None:
    """Return the mean number of words of a sentence."""
    lengths = [len(words) for words in prose.sentences if words]
    return (sum(lengths) / len(lengths), ()) if lengths else None


SIGNAL = Signal(
    name="sentence-length",
    unit="words",
    direction="middle",
    why="Very long sentences are hard to follow; very short ones are a list.",
    measure=measure,
    step=2.0,
)
