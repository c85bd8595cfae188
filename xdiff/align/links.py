"""Links: which sentences of two lists say the same, with a probability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.align import lexicon, model
from xdiff.align.features import measure
from xdiff.align.sides import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.align.candidates import Cells
    from xdiff.align.lexicon import Floats


@dataclass(frozen=True, slots=True)
class Scored:
    """Compared cells of two lists: calibrated probability of each, and whether it passes the cut."""

    cells: Cells
    probability: Floats
    linked: Floats  # 1 where the score is at or above the model's cut, else 0


def score(left: Sequence[str], right: Sequence[str], aliases: Mapping[str, str] | None = None) -> Scored:
    """Score the pairs of sentences of two lists; for large ones, the likely pairs only."""
    trees = model.shipped()
    measured = measure(prepare(left, right, lexicon.shipped(), aliases, trees.substitutes))
    raw = trees.scores(measured)
    return Scored(measured.cells, trees.calibrated(raw), (raw >= trees.cut).astype("float32"))


def link(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, float]]:
    """Link sentences of two lists that say the same, in whole or in part.

    Args:
        left: sentences of one document, in order.
        right: sentences of the other.

    Returns:
        (index in left, index in right, calibrated probability), in order. One cut serves all kinds of text.

    """
    if not left or not right:
        return []
    scored = score(left, right)
    at = scored.linked.nonzero()[0]
    return [
        (int(scored.cells.row[k]), int(scored.cells.column[k]), round(float(scored.probability[k]), 4))
        for k in at
    ]
