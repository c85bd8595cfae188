"""Boosted trees as plain arrays, and the sum of their leaves without walking them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from xdiff.errors import ModelError

if TYPE_CHECKING:
    from xdiff.align.lexicon import Floats

AT_A_TIME = 2_000  # cells scored at a time: 2,000 by 120 trees of 15 splits are 14 MB
# Log-odds that half of the trees must leave a cell for the others to be asked: in the end 80 % of the
# cells of the labelled pairs lie lower, with 71 of 8,526 links (held out).
HOPELESS = -5.0
LEAVES = 16  # of a tree, at most: what the training asks for
ALL_LEAVES = np.uint16(0xFFFF)


@dataclass(frozen=True, slots=True)
class Splits:
    """The splits of all trees in one row, as many for each tree, and the leaves from left to right.

    `keeps` are the leaves still reachable when a split says right, one bit each, the leftmost lowest.
    """

    feature: npt.NDArray[np.int64]
    threshold: Floats
    keeps: npt.NDArray[np.uint16]
    value: Floats  # (trees, leaves)


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted binary trees. Node 0 of each tree is its root; a leaf points to itself.

    `feature`, `threshold`, `left`, `right`, `value` have the shape (trees, nodes). A cell goes left where
    its feature is at most the threshold. The sum of leaf values and `start` is in log-odds.
    """

    feature: npt.NDArray[np.int16]
    threshold: Floats
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    value: Floats
    start: float
    depth: int

    splits: Splits = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the splits out for `log_odds`."""
        object.__setattr__(self, "splits", _splits(self))

    def log_odds(self, values: Floats) -> Floats:
        """Return the log-odds of each row of `values`.

        Rows that half of the trees leave under `HOPELESS` are not asked further.
        """
        half = len(self.feature) // 2
        columns = np.ascontiguousarray(values.T)
        found = self._sum(columns, 0, half) + np.float32(self.start)
        rest = np.flatnonzero(found >= HOPELESS)
        found[rest] += self._sum(np.ascontiguousarray(columns[:, rest]), half, len(self.feature))
        return found

    def _sum(self, columns: Floats, first: int, end: int) -> Floats:
        """Ask all splits of the trees `first` to `end` at once, and add the leaves that stay reachable.

        After Lucchese et al. 2015 (QuickScorer): the answer "right" of a split rules out the leaves on its
        left; of those that stay, the leftmost is the one reached. Four times as fast as walking.
        """
        total = np.zeros(columns.shape[1], dtype=np.float32)
        if end == first:
            return total
        splits, size = self.splits, LEAVES - 1
        chosen = slice(first * size, end * size)
        for k in range(0, columns.shape[1], AT_A_TIME):
            part = columns[:, k : k + AT_A_TIME]
            right = part[splits.feature[chosen]] > splits.threshold[chosen, None]
            reachable = np.where(right, splits.keeps[chosen, None], ALL_LEAVES)
            left = np.bitwise_and.reduce(reachable.reshape(end - first, size, part.shape[1]), axis=1)
            lowest = left & (~left + np.uint16(1))
            leaf = np.frexp(lowest.astype(np.float32))[1] - 1
            total[k : k + AT_A_TIME] = np.take_along_axis(splits.value[first:end], leaf, axis=1).sum(axis=0)
        return total


def _splits(trees: Trees) -> Splits:
    """Number the leaves of each tree from left to right, and find what each split rules out.

    Raises:
        ModelError: a tree has more than `LEAVES` leaves.

    """
    count = len(trees.feature)
    feature = np.zeros((count, LEAVES - 1), dtype=np.int64)
    threshold = np.full((count, LEAVES - 1), np.inf, dtype=np.float32)
    keeps = np.full((count, LEAVES - 1), ALL_LEAVES, dtype=np.uint16)
    value = np.zeros((count, LEAVES), dtype=np.float32)
    for k in range(count):
        left, right, leaves = trees.left[k].tolist(), trees.right[k].tolist(), 0
        found: list[tuple[int, int, int]] = []  # split, first leaf on its left, first on its right
        todo: list[tuple[int, int]] = [(0, -1)]  # node, leaves before it once its left side is done
        while todo:
            node, before = todo.pop()
            if before >= 0:
                found.append((node, before, leaves))
            elif left[node] == node:
                if leaves == LEAVES:
                    raise ModelError(f"a tree of the alignment model has more than {LEAVES} leaves")
                value[k, leaves] = trees.value[k, node]
                leaves += 1
            else:
                todo += [(right[node], -1), (node, leaves), (left[node], -1)]
        for place, (node, first, after) in enumerate(found):
            feature[k, place] = trees.feature[k, node]
            threshold[k, place] = trees.threshold[k, node]
            keeps[k, place] = int(ALL_LEAVES) & ~((1 << after) - (1 << first))
    return Splits(feature.ravel(), threshold.ravel(), keeps.ravel(), value)
