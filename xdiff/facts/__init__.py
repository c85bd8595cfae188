"""Article -> Facts: the checkable things each sentence says, normalised so that two documents compare.

One kind of fact is one module that defines `EXTRACTOR`; the room is scanned for them. An extractor sees
the facts of the kinds it names in `after`: numbers leave the years to dates, attribution needs quotes.
"""

from __future__ import annotations

from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from xdiff.discover import parts
from xdiff.errors import RoomError
from xdiff.facts.base import Extractor
from xdiff.facts.people.spellings import Spelling, spellings
from xdiff.facts.reconcile import reconcile

if TYPE_CHECKING:
    from xdiff.records import Article, Fact, FactKind

__all__ = ["COMMON", "Spelling", "extract", "extractors", "reconcile", "spellings"]

COMMON = frozenset(
    {"base", "calendar", "evaluate", "people", "predicate", "quantity", "reconcile", "speaking", "syntax"}
)
"""Modules of this room that serve the extractors and are none themselves."""


@cache
def extractors() -> tuple[Extractor, ...]:
    """Return every extractor of the room, each after those it needs.

    Raises:
        RoomError: two modules extract one kind, one needs a kind nobody extracts, or two need each other.

    """
    by_kind: dict[FactKind, Extractor] = {}
    for module, extractor in parts("xdiff.facts", "EXTRACTOR", Extractor, common=COMMON).items():
        if extractor.kind in by_kind:
            raise RoomError(f"a second extractor of kind {extractor.kind!r}", where=f"xdiff.facts.{module}")
        by_kind[extractor.kind] = extractor
    for extractor in by_kind.values():
        for needed in extractor.after:
            if needed not in by_kind:
                raise RoomError(
                    f"{extractor.kind!r} needs {needed!r}, which nobody extracts", where="xdiff.facts"
                )
    graph = {kind: extractor.after for kind, extractor in by_kind.items()}
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise RoomError("extractors need each other", where=" > ".join(error.args[1])) from error
    return tuple(by_kind[kind] for kind in order)


def extract(article: Article) -> tuple[Fact, ...]:
    """Return every fact of `article`, in reading order; facts that start together keep extraction order."""
    found: dict[FactKind, tuple[Fact, ...]] = {}
    for extractor in extractors():
        earlier = {kind: found[kind] for kind in extractor.after}
        found[extractor.kind] = extractor.extract(article, earlier)
    facts = [fact for kind in found for fact in found[kind]]
    return tuple(sorted(facts, key=lambda fact: (fact.span.start, fact.span.end)))
