"""Which sentences are linked, and with what probability."""

from __future__ import annotations

import time

import pytest

from xdiff.align import link

LEFT = [
    "The ferry Aurora sank off the coast of Norland late on Sunday with 240 people aboard.",
    "Divers recovered eleven bodies before dark, the coast guard said.",
    "The prime minister cancelled a visit to Paris.",
    "Tickets for the summer festival go on sale next week.",
]
RIGHT = [
    "A museum of clocks reopened in the old harbour after three years of repairs.",
    "Eleven bodies were brought up by divers before nightfall, according to the coast guard.",
    "A ferry carrying 240 passengers, the Aurora, went down near Norland on Sunday night.",
    "Share prices of the shipping company were unchanged.",
]


def test_same_content_in_other_order_is_linked() -> None:
    """Two sentences that say the same in other words are linked wherever they stand."""
    found = {(i, j) for i, j, _ in link(LEFT, RIGHT)}
    assert {(0, 2), (1, 1)} <= found


def test_other_content_is_not_linked() -> None:
    """Sentences about other things are linked to nothing."""
    found = {(i, j) for i, j, _ in link(LEFT, RIGHT)}
    assert not {i for i, _ in found} & {2, 3}
    assert not {j for _, j in found} & {0, 3}


def test_sides_may_change_places() -> None:
    """Linking right to left gives the same links, turned, with probabilities that differ by .1 at most."""
    forward = {(i, j): p for i, j, p in link(LEFT, RIGHT)}
    backward = {(i, j): p for j, i, p in link(RIGHT, LEFT)}
    assert forward.keys() == backward.keys()
    assert all(backward[key] == pytest.approx(p, abs=0.1) for key, p in forward.items())


def test_probabilities_are_probabilities() -> None:
    """Every score lies between 0 and 1, and an exact copy is nearly sure."""
    copied = link(LEFT, LEFT)
    assert all(0 <= p <= 1 for _, _, p in copied)
    assert {(k, k) for k in range(len(LEFT))} <= {(i, j) for i, j, p in copied if p > 0.8}


@pytest.mark.parametrize(
    ("left", "right"),
    [([], []), (["One sentence."], []), ([""], [""]), (["..."], ["— —"]), (["日本"], ["中国"])],
)
def test_nothing_to_compare(left: list[str], right: list[str]) -> None:
    """Empty lists and sentences without words give no links, and no error."""
    assert link(left, right) == []


def test_many_sentences_are_compared_in_bounded_time() -> None:
    """Lists too long to compare all pairs still link their copies, by candidates."""
    left = [
        f"Report {k}: item{k * 3} and object{k * 7} were moved to place{k * 11} at dawn." for k in range(450)
    ]
    start = time.perf_counter()
    found = {(i, j) for i, j, _ in link(left, left[::-1])}
    assert sum((k, 449 - k) in found for k in range(450)) > 430
    assert time.perf_counter() - start < 60
