"""From readings to one score.

For one reading: its distance from the median of human text, towards the worse side (either side for
`middle`), in steps; a step is the distance from that median to the 10th or 90th percentile, and at least
the signal's own `step`. Half a step costs nothing, `MOST_STEPS` or more cost all. The score is 100 less
100 times the weighted mean cost of the readings; the weights stand in `WEIGHTS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.signals.base import Signal
    from xdiff.signals.usual import Usual

FREE_STEPS = 0.5
MOST_STEPS = 4.0

# What a signal counts for, relative to the others (1 unless named). Signals of grammar count more than
# those of style, as a plain style is no fault; `turns`, the one that tells clumsy text from fluent text of
# the same contents, counts about half of the whole.
WEIGHTS = {"turns": 16.0, "surprisal": 2.0, "unknown-words": 2.0, "agreement": 2.0, "doubled-words": 2.0}


def cost(value: float, signal: Signal, usual: Usual) -> float:
    """Return what one reading costs, from 0 (usual) to 1 (as unusual as it counts)."""
    low, middle, high = usual
    above = (value - middle) / max(high - middle, signal.step)
    below = (middle - value) / max(middle - low, signal.step)
    steps = {"lower": above, "higher": below, "middle": max(above, below)}[signal.direction]
    return min(max(steps - FREE_STEPS, 0.0) / (MOST_STEPS - FREE_STEPS), 1.0)


def score(costs: Sequence[tuple[str, float]]) -> float:
    """Return the score, 0 (worst) to 100, of named costs."""
    total = sum(WEIGHTS.get(name, 1.0) for name, _ in costs)
    return 100.0 * (1.0 - sum(WEIGHTS.get(name, 1.0) * each for name, each in costs) / total)
