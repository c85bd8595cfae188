"""The best way through a matrix in the order of both documents, and how far each cell is off it.

Translations, versions and gospels keep their order; outlets do not. Both are told by the best monotone
path over the cells' gains: what it costs to go through a cell, and how much of all gain lies on the path.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xdiff.align.candidates import ALL_CELLS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xdiff.align.candidates import Cells
    from xdiff.align.lexicon import Floats
    from xdiff.align.sides import Ints


@dataclass(frozen=True, slots=True)
class Path:
    """What the best path says.

    `through` is, for each cell, the gain of the best path through it less that of the best path, 0 at most.
    """

    through: Floats
    best: float


def path(cells: Cells, gain: Floats, *, several: bool) -> Path:
    """Find the best paths, by dynamic programming over rows.

    A matrix that is compared whole takes a few numpy calls a row; of a larger one, only the cells are gone
    through, so that the time grows with them and not with rows times columns.

    Args:
        cells: the compared cells.
        gain: of each; one below 0 counts as 0.
        several: a sentence may have several partners; else each has one at most.

    """
    gain = np.maximum(gain, 0).astype(np.float64)
    starts = np.searchsorted(cells.row, np.arange(cells.rows + 1))
    turned = cells.columns - 1 - cells.column
    if cells.rows * cells.columns > ALL_CELLS:
        before, best = _sparse(cells.row, cells.column, gain, several=several)
        after, _ = _sparse(-cells.row[::-1], turned[::-1], gain[::-1], several=several)
        after = after[::-1]
    else:
        sweep = _several if several else _single
        before, best = sweep(range(cells.rows), starts, cells.column, gain, cells.columns)
        after, _ = sweep(range(cells.rows - 1, -1, -1), starts, turned, gain, cells.columns)
    return Path((before + gain + after - best).astype(np.float32), best)


def _single(
    rows: Iterable[int], starts: Ints, column: Ints, gain: Floats, columns: int
) -> tuple[Floats, float]:
    """Return the best gain before each cell, in rows and columns before its own, and the best of all."""
    before = np.zeros(len(gain))
    reached = np.zeros(columns + 1)  # reached[c]: best gain over the rows so far and columns below c
    for row in rows:
        here = slice(starts[row], starts[row + 1])
        at = column[here]
        before[here] = reached[at]
        ended = reached.copy()
        ended[at + 1] = np.maximum(ended[at + 1], reached[at] + gain[here])
        reached = np.maximum.accumulate(ended)
    return before, float(reached[-1])


def _several(
    rows: Iterable[int], starts: Ints, column: Ints, gain: Floats, columns: int
) -> tuple[Floats, float]:
    """As `_single`, but a path may stay in a row or column and take all it meets there."""
    before = np.zeros(len(gain))
    reached = np.zeros(columns + 1)
    for row in rows:
        here = slice(starts[row], starts[row + 1])
        at = column[here]
        sums = np.zeros(columns + 1)
        sums[at + 1] = gain[here]
        sums = np.cumsum(sums)  # of this row, over columns below c
        # Enter the row at the best column so far, then take all on the way.
        ended = np.maximum.accumulate(reached[1:] - sums[:-1]) + sums[1:]
        before[here] = ended[at] - gain[here]
        reached[1:] = np.maximum.accumulate(np.maximum(reached[1:], ended))
    return before, float(reached[-1])


def _sparse(row: Ints, column: Ints, gain: Floats, *, several: bool) -> tuple[Floats, float]:
    """Do what `_single` and `_several` do, cell by cell, rows and columns being in rising order.

    The best gain over the rows so far rises in steps; each step is a column and what is reached from there.
    """
    steps, reached = [-1], [0.0]
    before = np.zeros(len(gain))
    waiting: list[tuple[int, float]] = []  # ends of paths in this row, for the rows after it
    here, run = None, 0.0
    for k, (at, place, own) in enumerate(zip(row.tolist(), column.tolist(), gain.tolist(), strict=True)):
        if at != here:
            for each in waiting:
                _step(steps, reached, *each)
            waiting, here, run = [], at, 0.0
        best = reached[bisect_right(steps, place if several else place - 1) - 1]
        before[k] = best = max(best, run) if several else best
        if own > 0:
            run = best + own
            waiting.append((place, run))
    for each in waiting:
        _step(steps, reached, *each)
    return before, reached[-1]


def _step(steps: list[int], reached: list[float], place: int, total: float) -> None:
    """Note that `total` is reached from column `place` on; steps that do not rise over it go."""
    at = bisect_right(steps, place) - 1
    if reached[at] >= total:
        return
    first = at if steps[at] == place else at + 1
    last = bisect_right(reached, total, lo=first)
    steps[first:last], reached[first:last] = [place], [total]
