"""Counts that no numeral tells: "twice", "once a week", "lasted a week", "for the past decade"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.quantity.numerals import Numeral
from xdiff.facts.quantity.qualifiers import qualified
from xdiff.facts.quantity.quantity import Quantity, about, in_years, with_unit
from xdiff.facts.quantity.roles import rate
from xdiff.facts.quantity.units import ADVERBS, MEASURES, PER

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_OFTEN = {"once": 1, "twice": 2, "thrice": 3}
_LASTING = frozenset(words("for lasted lasting lasts last took take takes taking spent spend spending"))
_QUALIFYING = frozenset(
    words("than nearly almost about around roughly least within under over approximately")
)
_SHORT = frozenset({"second", "minute"})  # "for a minute" is a while
_NOT_ALONE = frozenset(words("ago earlier later before after old long hence and - 's"))
_RECENT = frozenset({"past", "last"})
_DURING = frozenset(words("for over during in within throughout across of"))
BEGINNINGS = frozenset(_OFTEN) | _RECENT
"""Words that such a count may begin with, besides "a" and "an"."""


def lone(lexemes: Sequence[Lexeme], index: int, closed: Collection[int]) -> Quantity | None:
    """Read the count that starts at `index` without a numeral; `closed` lexemes belong to other facts."""
    word = lexemes[index].lower
    if word in _OFTEN:
        return _often(lexemes, index, closed)
    if index + 1 in closed:
        return None
    return _recent(lexemes, index) if word in _RECENT else _one(lexemes, index, closed)


def _often(lexemes: Sequence[Lexeme], index: int, closed: Collection[int]) -> Quantity | None:
    """Read "twice" as two times, and "once a week"; "once" alone may be "formerly"."""
    word = lexemes[index].lower
    if lower_at(lexemes, index - 1) in {"think", "thinks", "thought", "at"}:
        return None
    if touches(lexemes, index) and lower_at(lexemes, index + 1) == "-":
        return None  # "twice-elected"
    found = rate(lexemes, _bare(index, index + 1, _OFTEN[word], unit="time"), closed)
    return found if word != "once" or "per" in found.data else None


def _one(lexemes: Sequence[Lexeme], index: int, closed: Collection[int]) -> Quantity | None:
    """Read "for a week", "nearly an hour", "more than a mile", "a week or two"."""
    unit = MEASURES.get(lower_at(lexemes, index + 1))
    if unit is None or not unit.factor or lexemes[index + 1].lower.endswith("s"):
        return None
    before, after = lower_at(lexemes, index - 1), lower_at(lexemes, index + 2)
    lasting = before in _LASTING and unit.dimension == "time" and unit.name not in _SHORT
    if after in _NOT_ALONE or not (lasting or before in _QUALIFYING):
        return None
    if before in {"about", "over", "around"} and lower_at(lexemes, index + 2) in PER | frozenset(ADVERBS):
        return None
    one = with_unit(_bare(index, index + 1, 1, unit=None), unit, index + 2)
    if phrase(lexemes, index + 2, index + 4) == "or two":
        two = Decimal(2)
        return replace(one, last=index + 4, value=Decimal("1.5"), high=two, bound="range", approximate=True)
    found = in_years(qualified(lexemes, one))
    return rate(lexemes, found if found.first < index else about(found), closed)


def _recent(lexemes: Sequence[Lexeme], index: int) -> Quantity | None:
    """Read "over the past decade": one decade up to now."""
    unit = MEASURES.get(lower_at(lexemes, index + 1))
    if unit is None or unit.dimension != "time" or lexemes[index + 1].lower.endswith("s"):
        return None
    if unit.name in _SHORT or lower_at(lexemes, index - 1) not in {"the", "this"}:
        return None
    if lower_at(lexemes, index - 2) not in _DURING or unit.name == "night":
        return None
    one = with_unit(_bare(index, index + 1, 1, unit=None), unit, index + 2)
    return in_years(one) if unit.name in {"decade", "century"} else about(one)


def _bare(first: int, last: int, value: int, *, unit: str | None) -> Quantity:
    exact = Decimal(value)
    numeral = Numeral(first, last, exact, "lone")
    return Quantity(numeral=numeral, first=first, last=last, value=exact, low=exact, high=exact, unit=unit)
