"""Every comparison against its cases, end to end: two texts through segmentation, facts and differences."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from xdiff.diff import comparisons, divergences
from xdiff.facts import extract, reconcile
from xdiff.records import Document, Group, Member
from xdiff.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.records import Divergence

CASES = Path(__file__).parent / "cases" / "diff"
KINDS = tuple(comparison.kind for comparison in comparisons())


def compare(*texts: str) -> tuple[Divergence, ...]:
    """Compare texts as one group that has all their sentences."""
    articles = [segment(Document(id=f"doc{index}", text=text)) for index, text in enumerate(texts)]
    facts = reconcile([extract(article) for article in articles])
    members = tuple(
        Member(document_id=article.document.id, sentences=tuple(range(len(article.sentences))))
        for article in articles
    )
    return divergences((Group(id="f1", members=members, score=1.0),), articles, facts)


def _of(kind: str) -> list[dict[str, str]]:
    cases: list[dict[str, str]] = tomllib.loads((CASES / f"{kind}.toml").read_text(encoding="utf-8"))["case"]
    return cases


def _cases() -> Iterator[Any]:
    for kind in KINDS:
        for number, case in enumerate(_of(kind), 1):
            yield pytest.param(kind, case, id=f"{kind}-{number}")


@pytest.mark.parametrize(("kind", "case"), list(_cases()))
def test_case(kind: str, case: dict[str, str]) -> None:
    """The two texts differ in this kind exactly as severely as expected, once, or not at all."""
    found = [each for each in compare(case["left"], case["right"]) if each.kind == kind]
    assert [each.severity for each in found] == ([case["expected"]] if case["expected"] else []), (
        case["why"],
        [each.message for each in found],
    )
    texts = {"doc0": case["left"], "doc1": case["right"]}
    for variant in (variant for each in found for variant in each.variants):
        assert variant.span.of(texts[variant.document_id]) == variant.surface


@pytest.mark.parametrize("kind", KINDS)
def test_every_comparison_has_hits_and_near_misses(kind: str) -> None:
    """A comparison needs six of each; numbers, quotations and attribution need twelve."""
    cases = _of(kind)
    fewest = 12 if kind in {"number", "quote", "attribution"} else 6
    assert sum(bool(case["expected"]) for case in cases) >= fewest
    assert sum(not case["expected"] for case in cases) >= fewest
    assert all(case["why"] for case in cases)
