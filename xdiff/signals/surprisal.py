"""How surprising the grammar is on the whole."""

from __future__ import annotations

from xdiff.signals.base import Measurement, Prose, Signal
from xdiff.signals.shapes import surprisals


def measure(prose: Prose) -> Measurement | None:
    """Return the mean surprisal of a word's shape after the two before it."""
    bits = [each for sentence in surprisals(prose) for each, _ in sentence]
    return (sum(bits) / len(bits), ()) if bits else None


SIGNAL = Signal(
    name="surprisal",
    unit="bits per word",
    direction="lower",
    why="Word order and small words that English does not use make the grammar hard to foresee.",
    measure=measure,
    step=0.1,
)
