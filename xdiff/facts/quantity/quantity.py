"""A quantity: a number with what it counts, and the few ways it changes while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.quantity.units import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.facts.quantity.numerals import Numeral
    from xdiff.facts.quantity.units import Unit

ABOUT_WIDTH = Decimal("0.1")
"""How far "about" reaches, as a share of the value: "about 90" may be 81 to 99."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number with what it counts, at the lexemes `first` to `last` (half-open)."""

    numeral: Numeral
    first: int
    last: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    bound: str = "exact"
    unit: str | None = None
    dimension: str = ""
    factor: str = ""
    money: bool = False
    approximate: bool = False
    data: Mapping[str, str] = field(default_factory=dict)


def scaled(bare: Quantity, factor: int, last: int) -> Quantity:
    """Return `bare` times `factor`, reaching to `last`."""
    return replace(
        bare,
        numeral=replace(bare.numeral, scale=factor, value=bare.numeral.value * factor),
        last=last,
        value=bare.value * factor,
        low=None if bare.low is None else bare.low * factor,
        high=None if bare.high is None else bare.high * factor,
    )


def about(found: Quantity) -> Quantity:
    """Return `found` as a round figure, within `ABOUT_WIDTH` unless its words are vague by themselves."""
    width = abs(found.value) * ABOUT_WIDTH
    low = found.value - width if found.numeral.low is None else found.numeral.low
    high = found.value + width if found.numeral.high is None else found.numeral.high
    return replace(found, low=low, high=high, bound="about", approximate=True)


def with_unit(bare: Quantity, unit: Unit, end: int) -> Quantity:
    """Return `bare` in `unit`, reaching to the lexeme `end`."""
    return replace(bare, unit=unit.name, dimension=unit.dimension, factor=unit.factor, last=end)


def in_thousands(bare: Quantity) -> Quantity:
    """Return "1.200" read as twelve hundred, where nothing has three decimals."""
    whole = bare.numeral.thousands
    return bare if whole is None else replace(bare, value=whole, low=whole, high=whole)


_YEARS = {"decade": 10, "century": 100}


def in_years(found: Quantity) -> Quantity:
    """Return decades and centuries as years, which other documents tell them in; a round figure."""
    if (years := _YEARS.get(found.unit or "")) is None:
        return found
    value = found.value * years
    low = None if found.low is None else found.low * years
    high = None if found.high is None else found.high * years
    told = with_unit(replace(found, value=value, low=low, high=high), MEASURES["year"], found.last)
    return about(told) if told.bound == "exact" else told
