"""Figures of sentences and documents."""

from __future__ import annotations

import numpy as np
import pytest

from xdiff.align import features, lexicon
from xdiff.align.shape import _central, _neighbour
from xdiff.align.sides import Bags, prepare

LEFT = ["The mill at Torbeck closed.", "Owners of the mill at Torbeck blamed 3 dry summers.", "It rained."]
RIGHT = ["Torbeck has no mill now.", "Bread is dear."]


def column(name: str) -> np.ndarray:
    """Return one measurement of LEFT and RIGHT, as a matrix."""
    measured = features.measure(prepare(LEFT, RIGHT, lexicon.shipped()))
    return measured.values[:, features.NAMES.index(name)].reshape(len(LEFT), len(RIGHT))


def test_own_figures_are_those_of_the_sentence() -> None:
    """A figure of a left sentence is one along its row, of a right sentence one along its column."""
    assert column("left_from_start").tolist() == [pytest.approx([np.log1p(k)] * 2) for k in range(3)]
    assert column("right_from_end")[0].tolist() == pytest.approx([np.log(2), 0])
    assert column("left_numbers")[:, 0].tolist() == pytest.approx([0, np.log(2), 0])


def test_figures_of_the_document_are_one_everywhere() -> None:
    """A figure of a document is the same in every cell, and each side has its own."""
    sizes = column("left_size"), column("right_size")
    assert np.allclose(sizes[0], np.log(3))
    assert np.allclose(sizes[1], np.log(2))


def test_likeness_to_neighbours_and_to_the_rest() -> None:
    """Sentences that share words with the next one or with the rest are told from those that share none."""
    weight = np.ones(6, dtype=np.float32)
    bags = Bags(np.asarray([0, 1, 1, 2, 3, 4]), np.asarray([0, 2, 4, 6]))
    assert _neighbour(bags, weight).tolist() == pytest.approx([0.5, 0.5, 0])
    assert _central(bags, weight).tolist() == pytest.approx([1 / np.sqrt(2 * 4), 1 / np.sqrt(2 * 4), 0])


def test_one_sentence_has_no_neighbour() -> None:
    """A document of one sentence has zeros, not errors."""
    bags = Bags(np.asarray([0, 1]), np.asarray([0, 2]))
    weight = np.ones(2, dtype=np.float32)
    assert _neighbour(bags, weight).tolist() == [0]
    assert np.isfinite(_central(bags, weight)).all()
