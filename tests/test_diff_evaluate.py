"""The share of contradicted numbers that is found, on pairs of sentences of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.diff import divergences
from xdiff.diff.evaluate import decided_by_numbers, one_group, plain, score
from xdiff.facts import extract, reconcile
from xdiff.records import Document
from xdiff.segment import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Divergence

ROWS = [
    {"a": "The mill opened in 1902 .", "b": "It opened in 1902 .", "label": "SUPPORTS", "numbers": True},
    {"a": "The mill opened in 1908 .", "b": "It opened in 1902 .", "label": "REFUTES", "numbers": True},
    {"a": "The mill closed in 1902 .", "b": "It opened in 1902 .", "label": "REFUTES", "numbers": True},
    {"a": "The mill is in Tarn .", "b": "The mill stands in Tarn .", "label": "SUPPORTS", "numbers": False},
]


def compare(documents: Sequence[Document]) -> tuple[Divergence, ...]:
    """Compare two sentences as one forced group."""
    articles = [segment(document) for document in documents]
    return divergences((one_group(articles),), articles, reconcile([extract(each) for each in articles]))


def test_numbers_alone_decide_where_a_supported_pair_differs_in_nothing_else() -> None:
    """A year decides the second pair; the third is refuted by its verb."""
    assert decided_by_numbers(ROWS) == [False, True, False, False]


def test_shares_are_counted_of_their_own_rows() -> None:
    """The one pair that a year decides is found, the one that a verb decides is no conflict of dates."""
    assert score(ROWS, compare) == {
        "decided": 1.0, "refuted": 0.5, "false": 0.0, "false_all": 0.0,
        "decided_rows": 1.0, "refuted_rows": 2.0, "false_rows": 1.0, "false_all_rows": 2.0,
    }  # fmt: skip


def test_a_false_conflict_is_counted() -> None:
    """A comparison that calls every pair a conflict is as wrong as it can be."""
    found = compare(
        [Document(id="a", text="It opened in 1902."), Document(id="b", text="It opened in 1908.")]
    )
    assert [each.kind for each in found] == ["date"]
    assert score(ROWS, lambda _: found)["false_all"] == 1.0


def test_no_rows_give_no_shares() -> None:
    """Nothing to find is no division by nothing."""
    assert score([], compare)["decided"] == 0.0


def test_brackets_of_a_treebank_are_read_as_brackets() -> None:
    """A tokenised text spells its brackets out."""
    assert plain("Ada -LRB- born 1902 -RRB-") == "Ada ( born 1902 )"
