"""One measure told in two units: miles against kilometres, Fahrenheit against Celsius, as SI figures.

`Fact.value` keeps the text's own unit. What a comparison across units needs stands in `Fact.data`,
as decimals:

`si_value`, `si_unit`: the value in the SI unit ("16093.44", "m"). Two numbers are of one sort when their
`si_unit` is equal. Temperatures are in kelvin ("K"); a change of temperature has the unit "K change".
`si_low`, `si_high`: what the words allow, in SI; a bound is absent where they leave it open ("more than").
A ton, a gallon, a pint and a horsepower are two measures each, and the bounds hold both.
`si_step`: the last place that the figure shows, in SI, and half of it is what rounding may hide: "6.2 miles"
is 160.9344. Empty zeros may be rounded or not, and count as a tenth of the figure at most: "100 miles" is
16093.44. A converted figure is rounded on both sides, so two numbers agree when their bounds, each widened
by half its step, meet.

Factors and the zero of the Fahrenheit scale: BIPM, SI brochure, 9th edition; NIST SP 811, appendix B.8.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.facts.quantity.quantity import Quantity

SI_UNITS = {
    "time": "s",
    "length": "m",
    "area": "m2",
    "volume": "m3",
    "mass": "kg",
    "speed": "m/s",
    "power": "W",
    "energy": "J",
    "temperature": "K",
    "temperature change": "K change",
    "frequency": "Hz",
    "voltage": "V",
    "data": "B",
    "bits": "bit",
    "pixels": "pixel",
}
"""The unit of each dimension's base."""

_ZEROS = {"degree Celsius": Decimal("273.15"), "degree Fahrenheit": Decimal("459.67") * 5 / 9}
# Measures that are two: the short and the long ton, the American and the imperial gallon and pint, the
# imperial and the metric horsepower. `units.py` has the first.
_OTHER_FACTORS = {
    "ton": Decimal("1016.0469088"),
    "gallon": Decimal("0.00454609"),
    "pint": Decimal("0.00056826125"),
    "horsepower": Decimal("735.49875"),
}
_NINE_DIGITS = Context(prec=9)


def as_change(found: Quantity) -> Quantity:
    """Return a temperature as a change of temperature: "a rise of 2 degrees Celsius" has no zero."""
    return replace(found, dimension="temperature change") if found.dimension == "temperature" else found


def in_si(found: Quantity) -> dict[str, str]:
    """Return the keys of `Fact.data` that compare across units; none for what has no SI unit."""
    unit = SI_UNITS.get(found.dimension)
    if unit is None or not found.factor:
        return {}
    factor = Decimal(found.factor)
    zero = _ZEROS.get(found.unit or "", Decimal(0)) if found.dimension == "temperature" else Decimal(0)
    factors = (factor, _OTHER_FACTORS.get(found.unit or "", factor))
    data = {
        "si": canonical(found.value * factor + zero),
        "dimension": found.dimension,
        "si_value": _figure(found.value * factor + zero),
        "si_unit": unit,
        "si_step": _figure(_step(found.value) * factor),
    }
    if found.low is not None:
        data["si_low"] = _figure(min(found.low * each for each in factors) + zero)
    if found.high is not None:
        data["si_high"] = _figure(max(found.high * each for each in factors) + zero)
    return data


def _figure(value: Decimal) -> str:
    """Return `value` to nine significant digits, without an exponent: a milligram is 0.000001 kg."""
    short = _NINE_DIGITS.create_decimal(value)
    return str(int(short)) if short == short.to_integral_value() else format(short.normalize(), "f")


def _step(value: Decimal) -> Decimal:
    """Return the place value of the last digit that is no empty zero, a tenth of `value` for such zeros."""
    exponent = value.normalize().as_tuple().exponent
    place = Decimal(1).scaleb(exponent) if value and isinstance(exponent, int) else Decimal(1)
    return max(min(place, abs(value) / 10), Decimal(1)) if place > 1 else place


def canonical(value: Decimal) -> str:
    """Return `value` as a decimal string with at most six decimals: "4200000000", "0.5", "33.333333"."""
    # Decimal rounds to 28 digits at most: a figure of 23 digits or more has no room for six decimals.
    rounded = round(value, 6) if value.adjusted() < 22 else value.to_integral_value()
    if rounded == rounded.to_integral_value():
        return str(int(rounded))
    return format(rounded.normalize(), "f")
