"""One measure in two units: what `Fact.data` holds for a comparison across them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xdiff.facts import dates, numbers
from xdiff.records import Document, Fact
from xdiff.segment import segment


def _number(told: str) -> Fact:
    article = segment(Document(id="d", text=f"The log says {told}."))
    (found,) = numbers.extract(article, {"date": dates.extract(article, {})})
    return found


def _agree(left: Fact, right: Fact) -> bool:
    """Compare as the module says: the bounds, each widened by half the last place shown, meet."""
    sides = []
    for fact in (left, right):
        half = Decimal(fact.data["si_step"]) / 2
        low, high = fact.data.get("si_low", "-Infinity"), fact.data.get("si_high", "Infinity")
        sides.append((Decimal(low) - half, Decimal(high) + half))
    return max(low for low, _ in sides) <= min(high for _, high in sides)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("60 miles", "97 kilometres"),
        ("6.2 miles", "10 km"),
        ("155 pounds", "70 kilograms"),
        ("3 tonnes", "6,600 pounds"),
        ("2 tons", "2,032 kilograms"),
        ("100 degrees Fahrenheit", "38 degrees Celsius"),
        ("minus 40 degrees Celsius", "-40F"),
        ("500 acres", "202 hectares"),
        ("2 square kilometres", "200 hectares"),
        ("6 feet", "1.83 metres"),
        ("120 mph", "193 km/h"),
        ("120 miles per hour", "104 knots"),
        ("10 gallons", "38 litres"),
        ("48 hours", "two days"),
        ("more than 60 miles", "120 kilometres"),
        ("24 months", "two years"),
        ("2 weeks", "14 days"),
        ("1 cubic metre", "1,000 litres"),
    ],
)
def test_converted_figures_agree(one: str, other: str) -> None:
    """A figure and its conversion, each rounded as newspapers do, have one SI unit and meet."""
    left, right = _number(one), _number(other)
    assert left.data["si_unit"] == right.data["si_unit"]
    assert _agree(left, right)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("61 miles", "60 kilometres"),
        ("more than 60 miles", "80 kilometres"),
        ("155 pounds", "155 kilograms"),
        ("100 degrees Fahrenheit", "48 degrees Celsius"),
        ("500 acres", "505 hectares"),
        ("95 minutes", "one hour"),
        ("72 hours", "two days"),
        ("2 tonnes", "2,600 kilograms"),
    ],
)
def test_figures_that_differ_do_not_meet(one: str, other: str) -> None:
    """Figures of one dimension that no rounding explains stay apart."""
    left, right = _number(one), _number(other)
    assert left.data["si_unit"] == right.data["si_unit"]
    assert not _agree(left, right)


@pytest.mark.parametrize(
    ("told", "unit"),
    [
        ("a rise of 2 degrees Celsius", "K change"),
        ("that it rose by 2 degrees Celsius", "K change"),
        ("2 degrees Celsius", "K"),
        ("5 percent", None),
        ("5 dollars", None),
        ("35 degrees", None),
        ("12 people", None),
        ("5 pints", "m3"),
    ],
)
def test_what_has_an_si_unit(told: str, unit: str | None) -> None:
    """A change of temperature has no zero; money, shares and counts have no SI unit at all."""
    assert _number(told).data.get("si_unit") == unit


def test_the_text_keeps_its_own_unit() -> None:
    """Value and unit are those of the text; the SI figures stand beside them with the open bound open."""
    found = _number("more than 6 miles")
    assert (found.value, found.unit) == ("6", "mile")
    assert (found.data["si_value"], found.data["si_low"], found.data["si_step"]) == (
        "9656.064",
        "9656.064",
        "1609.344",
    )
    assert "si_high" not in found.data


@pytest.mark.parametrize("digits", [21, 22, 23, 27, 30])
def test_a_measure_of_absurdly_many_digits_is_told_all_the_same(digits: int) -> None:
    """A figure that leaves no room for decimals has its SI value too, and no traceback."""
    assert _number(f"{'9' * digits} miles").data["si_unit"] == "m"
