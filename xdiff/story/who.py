"""Who has a checkable thing: names, numbers, dates and quotations looked up over all documents at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xdiff.records import Article, Fact

# "More than 80" has no upper end, and is taken to mean up to half as much again; "tens of thousands" must
# not cover every number of the story.
OPEN_RANGE: Final = 1.5
# Rounding moves a converted figure by less than this.
MOST_ROUNDED: Final = 1.2
# Two quotations with so many words in a row in common are one.
RUN: Final = 4
# Two presidents, one man: such counts are wording, and stand in every text.
SMALL: Final = 2.0
SMALL_BARE: Final = 9.0
# A word of a name with so many letters says that the name is known to a text, whatever form it has there.
TELLING: Final = 4

# All units at once: "two million" has none, and may be the same number as "two million euros".
ANY: Final = "*"


@dataclass(slots=True)
class _Scale:
    """The numbers of one unit: where each begins and ends, and the document that has it."""

    ranges: list[tuple[float, float, str]] = field(default_factory=list)

    def overlapping(self, low: float, high: float) -> set[str]:
        """Return the documents with a number that meets `low` to `high`; no range exceeds OPEN_RANGE."""
        first = bisect_left(self.ranges, low / OPEN_RANGE, key=_low)
        last = bisect_right(self.ranges, high, key=_low)
        return {document for _, end, document in self.ranges[first:last] if end >= low}


def _low(each: tuple[float, float, str]) -> float:
    return each[0]


class Who:
    """Which documents have a thing, by the value that facts of one kind are compared by."""

    def __init__(self, articles: Sequence[Article], facts: Sequence[Sequence[Fact]]) -> None:
        self._order = {article.document.id: at for at, article in enumerate(articles)}
        self._has: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._scales: dict[str, _Scale] = defaultdict(_Scale)
        self._units: dict[str, set[str]] = defaultdict(set)  # the units of one sort of measure
        self._words: dict[str, set[str]] = defaultdict(set)
        for article, found in zip(articles, facts, strict=True):
            for token in article.tokens:
                if token.word and (len(token.text) >= TELLING or token.text.isdigit()):
                    self._words[token.text.casefold()].add(article.document.id)
            for fact in found:
                self._add(fact)
        for scale in self._scales.values():
            scale.ranges.sort()

    def _add(self, fact: Fact) -> None:
        for key in _keys(fact):
            self._has[key].add(fact.document_id)
        bounds = _bounds(fact)
        if bounds is not None:
            for unit in (fact.unit or "", ANY):
                self._scales[unit].ranges.append((*bounds, fact.document_id))
        measured = _measured(fact)
        if measured is not None:
            sort, low, high = measured
            self._units[sort].add(fact.unit or "")
            self._scales[f"{sort} in {fact.unit}"].ranges.append((low, high, fact.document_id))

    def others(self, fact: Fact) -> tuple[str, ...]:
        """Return the other documents that have the same thing, in the order given."""
        return self._listed(self._same(fact), fact)

    def _same(self, fact: Fact) -> set[str]:
        found: set[str] = set()
        for key in _keys(fact):
            found |= self._has[key]
        bounds = _bounds(fact)
        if bounds is not None:
            found |= self._scales[fact.unit or ""].overlapping(*bounds)
        measured = _measured(fact)
        if measured is not None:
            sort, low, high = measured
            for unit in self._units[sort] - {fact.unit}:
                found |= self._scales[f"{sort} in {unit}"].overlapping(low, high)
        return found

    def nobody_else(self, fact: Fact) -> bool:
        """Return whether it is certain that no other document has it.

        A name may stand elsewhere in a form that is not known as one, so one telling word of it is enough
        for doubt, as is the same figure or number, whatever it counts there.
        """
        found = self._same(fact)
        bounds = _bounds(fact)
        if bounds is not None:
            for unit in ("", ANY) if not fact.unit else ("",):
                found |= self._scales[unit].overlapping(*bounds)
        if fact.kind in ("name", "number"):
            for word in fact.surface.casefold().split():
                if fact.kind == "name" or word.isdigit():
                    found |= self._words.get(word, set())
        return not found - {fact.document_id}

    def _listed(self, found: set[str], fact: Fact) -> tuple[str, ...]:
        return tuple(sorted(found - {fact.document_id}, key=self._order.__getitem__))


def _bounds(fact: Fact) -> tuple[float, float] | None:
    """Return what a number allows, in its own unit; None for other facts."""
    if fact.kind != "number" or fact.low is None or fact.low < 0:
        return None
    top = fact.low * OPEN_RANGE
    return fact.low, max(fact.low, top if fact.high is None else min(fact.high, top))


def _measured(fact: Fact) -> tuple[str, float, float] | None:
    """Return a measure in SI with room for the rounding of a conversion: ten miles are 16 kilometres.

    For numbers in different units only: 95 minutes are not 90.
    """
    if fact.kind != "number" or "si_value" not in fact.data:
        return None
    value, room = float(fact.data["si_value"]), float(fact.data["si_step"]) / 2
    low = float(fact.data.get("si_low", value)) - room
    high = float(fact.data.get("si_high", value)) + room
    return fact.data["si_unit"], max(low, value / MOST_ROUNDED), min(high, value * MOST_ROUNDED)


def _keys(fact: Fact) -> Iterator[tuple[str, ...]]:
    """Give what a fact is found by; a quotation by every few words of it in a row."""
    if fact.kind in ("name", "date"):
        yield fact.kind, fact.value
    elif fact.kind == "quote":
        words = fact.value.split()
        for at in range(max(1, len(words) - RUN + 1)):
            yield "quote", *words[at : at + RUN]


def checkable(fact: Fact) -> bool:
    """Return whether a reader could check this thing, and would look for it in another report.

    Numbers above two (without a unit, above nine), dates with a figure, names of people, bodies and places,
    quotations of more than a word or two. "Monday" and "the Russians" stand in every report.
    """
    if fact.kind == "number":
        return fact.low is not None and fact.low > (SMALL if fact.unit else SMALL_BARE)
    if fact.kind == "date":
        return any(each.isdigit() for each in fact.surface)
    if fact.kind == "name":
        return fact.unit in ("person", "organisation", "place") and "metonym" not in fact.data
    return fact.kind == "quote" and "scare" not in fact.data
