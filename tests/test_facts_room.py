"""The facts room itself: extractors run after those they need, and what cannot work is refused loudly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import xdiff.facts
from xdiff.errors import RoomError
from xdiff.facts.base import Earlier, Extractor
from xdiff.records import Article, Document, Fact
from xdiff.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.records import FactKind


def _nothing(_article: Article, _earlier: Earlier) -> tuple[Fact, ...]:
    return ()


def _room(monkeypatch: pytest.MonkeyPatch, *parts: tuple[FactKind, tuple[FactKind, ...]]) -> None:
    found = {
        f"part{number}": Extractor(kind=kind, after=after, extract=_nothing)
        for number, (kind, after) in enumerate(parts)
    }
    monkeypatch.setattr(xdiff.facts, "parts", lambda *_args, **_named: found)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """The room is scanned once and remembered: forget before and after."""
    xdiff.facts.extractors.cache_clear()
    yield
    xdiff.facts.extractors.cache_clear()


def test_every_kind_has_its_extractor_after_those_it_needs() -> None:
    """The shipped room extracts all six kinds, and numbers see the dates first."""
    order = [extractor.kind for extractor in xdiff.facts.extractors()]
    assert sorted(order) == ["attribution", "date", "name", "number", "polarity", "quote"]
    for extractor in xdiff.facts.extractors():
        assert all(order.index(needed) < order.index(extractor.kind) for needed in extractor.after)


def test_two_extractors_of_one_kind_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second extractor of a kind is a mistake, told with its module."""
    _room(monkeypatch, ("date", ()), ("date", ()))
    with pytest.raises(RoomError, match=r"part1: a second extractor of kind 'date'"):
        xdiff.facts.extractors()


def test_a_need_that_nobody_meets_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor that needs a missing kind does not run on half of its input."""
    _room(monkeypatch, ("number", ("date",)))
    with pytest.raises(RoomError, match="'number' needs 'date', which nobody extracts"):
        xdiff.facts.extractors()


def test_a_circle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extractors that need each other are told by name."""
    _room(monkeypatch, ("number", ("date",)), ("date", ("number",)))
    with pytest.raises(RoomError, match="extractors need each other"):
        xdiff.facts.extractors()


def test_facts_come_in_reading_order() -> None:
    """All kinds together are sorted by where they stand."""
    text = "On Monday 12 people did not come. “We met 95 men,” said Anna Kovacs on 3 May 2014."
    facts = xdiff.facts.extract(segment(Document(id="d", text=text)))
    starts = [fact.span.start for fact in facts]
    assert starts == sorted(starts)
    assert {"date", "number", "polarity"} <= {fact.kind for fact in facts}
