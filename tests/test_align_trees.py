"""Trees summed without walking them."""

from __future__ import annotations

import numpy as np
import pytest

from xdiff.align import model
from xdiff.align.trees import HOPELESS, LEAVES, Trees
from xdiff.errors import ModelError


def walked(trees: Trees, row: np.ndarray) -> float:
    """Return the sum of the leaves that `row` reaches, of half the trees where that is hopeless."""
    total = trees.start
    for k in range(len(trees.feature)):
        if k == len(trees.feature) // 2 and total < HOPELESS:
            break
        node = 0
        while trees.left[k, node] != node:
            right = row[trees.feature[k, node]] > trees.threshold[k, node]
            node = int((trees.right if right else trees.left)[k, node])
        total += float(trees.value[k, node])
    return total


def test_sum_is_that_of_walking() -> None:
    """Every row has the log-odds of the leaves that a walk down each tree reaches."""
    trees = model.shipped().first
    rows = np.random.default_rng(7).normal(size=(200, int(trees.feature.max()) + 1)).astype(np.float32)
    assert trees.log_odds(rows) == pytest.approx([walked(trees, row) for row in rows], abs=1e-4)


def test_no_rows_have_no_sum() -> None:
    """An empty matrix gives an empty answer."""
    trees = model.shipped().first
    assert trees.log_odds(np.zeros((0, int(trees.feature.max()) + 1), dtype=np.float32)).shape == (0,)


def test_a_tree_with_too_many_leaves_is_refused() -> None:
    """A comb of one leaf too many is a damaged model, not a wrong sum."""
    count = LEAVES  # splits; one leaf more
    nodes = 2 * count + 1
    own = np.arange(nodes, dtype=np.int16)
    left, right = own.copy(), own.copy()
    for split in range(count):  # even nodes are splits, the odd ones leaves
        left[2 * split], right[2 * split] = 2 * split + 1, 2 * split + 2
    values = np.zeros((1, nodes), dtype=np.float32)
    with pytest.raises(ModelError, match="leaves"):
        Trees(own[None] * 0, values, left[None], right[None], values, 0.0, count)
