"""How much sentences differ in length."""

from __future__ import annotations

from statistics import fmean, pstdev

from xdiff.signals.base import Measurement, Prose, Signal

FEWEST = 5  # sentences; of fewer a deviation says little


def measure(prose: Prose) -> Measurement | None:
    """Return the standard deviation of sentence lengths, divided by their mean."""
    lengths = [len(words) for words in prose.sentences if words]
    return (pstdev(lengths) / fmean(lengths), ()) if len(lengths) >= FEWEST else None


SIGNAL = Signal(
    name="sentence-variation",
    unit="ratio",
    direction="middle",
    why="Writers vary the length of their sentences; text that does not is monotonous.",
    measure=measure,
    step=0.1,
)
