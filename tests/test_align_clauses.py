"""The second look at long sentences, and the pairs it finds beside the groups."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xdiff.align import clauses
from xdiff.align.candidates import cells
from xdiff.align.groups import AMONG, further

CASES = Path(__file__).parent / "cases" / "align" / "clauses.toml"

ALL = cells(np.asarray([0, 0, 1, 1]), np.asarray([0, 1, 0, 1]), 2, 2)


def _cases() -> list[Any]:
    return list(tomllib.loads(CASES.read_text(encoding="utf-8"))["case"])


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["why"])
def test_cases(case: dict[str, Any]) -> None:
    """A sentence is cut where the case says, and nowhere else."""
    assert clauses.split(case["text"]) == case["expected"]


def test_a_cell_has_its_likeliest_clauses() -> None:
    """A sentence that shares one of two clauses is found by that clause, and others stay unlikely."""
    left = [
        "The harbour board raised the fees by a third, while the pilots of the port voted for a strike.",
        "Nobody was on the pier.",
    ]
    right = [
        "Pilots of the port voted for a strike.",
        "A choir of forty children sang in the church.",
    ]
    odds = clauses.log_odds(left, right, None, ALL)
    assert odds[0] > 0
    assert odds[0] == odds.max()
    assert odds[3] < -1


def test_empty_sentences_have_no_clauses_in_common() -> None:
    """Sentences without words are unlikely, and no error."""
    assert (clauses.log_odds(["", "..."], ["", "—"], None, ALL) < 0).all()


def test_a_pair_in_a_group_is_not_given_again() -> None:
    """What a group has already is no further pair; another partner of its sentence is one."""
    looks = {((0, 0), (1, 0)): 0.9, ((0, 0), (1, 1)): 0.5}
    assert list(further(looks, [[(0, 0), (1, 0)]])) == [((0, 0), (1, 1))]


def test_only_the_likeliest_pairs_of_a_sentence_are_given() -> None:
    """A sentence linked to many stands only with its likeliest ones."""
    looks = {((0, 0), (1, k)): 0.9 - 0.01 * k for k in range(6)}
    assert list(further(looks, [])) == [((0, 0), (1, k)) for k in range(AMONG)]


def test_a_pair_must_be_likely_for_both_its_sentences() -> None:
    """Being the best of a poor row is not enough where the column has likelier ones."""
    looks = {((0, k), (1, 0)): 0.9 - 0.01 * k for k in range(6)}
    assert ((0, 5), (1, 0)) not in further(looks, [])


def test_two_groups_are_joined_by_one_pair() -> None:
    """However many sentences of two groups are near each other, only the nearest make a pair."""
    sure = [[(0, 0), (1, 0), (2, 0)], [(0, 1), (1, 1), (2, 1)]]
    looks = {((0, 0), (1, 1)): 0.5, ((0, 0), (2, 1)): 0.6, ((1, 0), (2, 1)): 0.45, ((0, 1), (1, 0)): 0.41}
    assert list(further(looks, sure)) == [((0, 0), (2, 1))]
