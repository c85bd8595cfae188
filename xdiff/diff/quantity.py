"""Whether two stated quantities can both be true."""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from xdiff.records import Fact

Relation = Literal["same", "rounded", "overlapping", "apart"]

# A figure below this is taken at its word: "50 dead" is not 48 rounded. At or above it, a figure that ends in
# zeros and lies within ROUNDING of the finer one may be that figure rounded.
ROUNDABLE = 100
ROUNDING = 0.07  # "$13 billion" is written of 13.9
SMALLEST_WHOLE = 2  # "1" is not 1.4 rounded
MILLION = 1_000_000
ROUNDING_MILLIONS = 0.2  # "$1 trillion" stands for 1.2 in headlines
# Reports of one thing that differed, in the aligned news we read, differed by a factor of 2.3 at most, and
# numbers farther apart counted different things. Tolls grow faster.
FARTHEST = 2.5
FARTHEST_TOLL = 3
TOLLS = frozenset({"dead", "injured", "missing"})
# A bound allows nearly every value, so that only one near the other's value tells anything; a wide range too.
FARTHEST_OVER, FARTHEST_UNDER = 2, 1.25
WIDE = 2  # the high end of a range over its low end
WIDE_VAGUE = 20  # the same of vague words: "dozens" and "hundreds" still say something, "millions" does not
# "About", "dozens" and "hundreds" are soft: a value this share outside of their range is still compatible.
SOFT = 0.15
SOFT_UNITS = 0.05  # by which two measures in two units may miss each other: both were rounded, one converted
APART = "both cannot be true"
APART_UNSURE = "only one can be true if one thing is meant"  # where no measure or happening tells which thing


def relation(left: Fact, right: Fact) -> Relation:
    """Compare two numbers of one unit.

    `same`: equal values, whatever the words around them ("95", "about 95"). `rounded`: one is the other
    rounded to the places it shows (4.23 and 4.2 billion). `overlapping`: the ranges that the words allow
    have values in common ("more than 80", 85). `apart`: no value satisfies both.
    """
    if left.unit != right.unit:
        return _relation_in_si(left, right)
    a, b = _decimal(left.value), _decimal(right.value)
    if a is None or b is None:
        return "same" if left.value == right.value else "overlapping"
    if a == b and not _strict(left, right):
        return "same"
    if _rounds(a, b) or _rounds(b, a):
        return "rounded"
    return "overlapping" if _meet(left, right, soft=SOFT) else "apart"


def one_dimension(left: Fact, right: Fact) -> bool:
    """Whether two measures in two units can be compared: miles and kilometres, years and decades."""
    unit = left.data.get("si_unit")
    return unit is not None and unit == right.data.get("si_unit") and left.unit != right.unit


def _relation_in_si(left: Fact, right: Fact) -> Relation:
    """Compare two numbers of two units of one dimension, each within half of the last place it shows."""
    low = max(_si_bound(fact, "si_low", -1, -math.inf) for fact in (left, right))
    high = min(_si_bound(fact, "si_high", 1, math.inf) for fact in (left, right))
    if low <= high:
        exact = all(fact.data.get("bound") == "exact" for fact in (left, right))
        return "same" if exact else "overlapping"
    # A share of a temperature means nothing: its zero is 273 degrees below that of water.
    soft = 0.0 if left.data.get("si_unit") == "K" else SOFT_UNITS * abs(high)
    return "overlapping" if low - high <= soft else "apart"


def _si_bound(fact: Fact, key: str, side: int, missing: float) -> float:
    """Return a bound in SI, moved outwards by half a step; `missing` where the words leave it open."""
    told = fact.data.get(key)
    return missing if told is None else float(told) + side * float(fact.data.get("si_step", 0)) / 2


def in_one_unit(left: Fact, right: Fact) -> tuple[Decimal | None, Decimal | None]:
    """Return the values of two numbers in one unit, SI where their units differ."""
    if left.unit == right.unit:
        return _decimal(left.value), _decimal(right.value)
    return _decimal(left.data.get("si_value", "")), _decimal(right.data.get("si_value", ""))


def _meet(left: Fact, right: Fact, *, soft: float = 0.0) -> bool:
    """Whether the ranges of two numbers have a value in common."""
    low = max(_loose(fact, fact.low, -soft, -math.inf) for fact in (left, right))
    high = min(_loose(fact, fact.high, soft, math.inf) for fact in (left, right))
    return low <= high


def too_far(left: Fact, right: Fact, *, by: float | None = None) -> bool:
    """Whether two numbers are so far apart, `by` a factor or more, that they hardly count the same thing."""
    a, b = in_one_unit(left, right)
    if a is None or b is None or a * b <= 0:
        return a != b
    if by is None:
        by = min(_reach(left), _reach(right))
    return max(abs(a), abs(b)) > Decimal(str(by)) * min(abs(a), abs(b))


def _reach(fact: Fact) -> float:
    """Return the factor within which the words of a number still say something of another number."""
    bound = fact.data.get("bound")
    if bound == "over":
        return FARTHEST_OVER
    wide = WIDE if bound == "range" else WIDE_VAGUE
    if bound == "under" or (fact.high or 0) > wide * (fact.low or 0):
        return FARTHEST_UNDER
    return FARTHEST_TOLL if fact.data.get("role") in TOLLS else FARTHEST


def why(left: Fact, right: Fact, found: Relation) -> str:
    """Say what `found` means for these two, as the clause that ends a message."""
    if found == "same":
        return "the same"
    if left.unit != right.unit:
        converted = f'"{right.surface}" is {_in_unit_of(left, right)}'
        told = "compatible" if found != "apart" else APART
        return f"{told}, since {converted}"
    if found == "apart":
        return APART_UNSURE
    told = _of_limits(left, right)
    if told:
        return told
    ranged = [fact for fact in (left, right) if fact.low != fact.high]
    if not _meet(left, right):
        exact = not ranged
        return "compatible, one is the other rounded" if exact else "compatible, since the words are loose"
    if len(ranged) > 1:
        return "compatible, since the two ranges overlap"
    return f'compatible, since "{ranged[0].surface}" allows {allowed(ranged[0])}' if ranged else "compatible"


def _in_unit_of(left: Fact, right: Fact) -> str:
    """Return the right number in the left one's unit: "about 19.9 miles", "about 20 degrees Celsius"."""
    here, there = float(left.data["si_value"]), float(right.data["si_value"])
    own, zero = float(left.value), 0.0
    if left.data.get("si_unit") == "K" and left.unit in _DEGREES:
        size, zero = _DEGREES[left.unit]
    else:
        size = here / own if own else 1.0
    value = float(f"{there / size - zero:.3g}")
    return f"about {_shown(value)} {several(left.unit or '', value)}"


# Kelvin in a degree of each scale, and how many degrees its zero lies above absolute zero.
_DEGREES = {"degree Celsius": (1.0, 273.15), "degree Fahrenheit": (5 / 9, 459.67)}


def several(unit: str, count: float) -> str:
    """Return a unit behind a count: "6.2 miles", "80 kilometres per hour", "3 square feet"."""
    head, per, rest = unit.partition(" per ")
    if count != 1:
        for end, plural in (("foot", "feet"), ("inch", "inches"), ("hertz", "hertz"), ("stone", "stone")):
            if head.endswith(end):
                head = head.removesuffix(end) + plural
                break
        else:
            degree = head.startswith("degree ")
            head = f"degrees{head.removeprefix('degree')}" if degree else f"{head}s"
    return head + per + rest


def _of_limits(left: Fact, right: Fact) -> str:
    """Say why "more than 350" and 352 are compatible, or two lower limits; empty where no limit is told."""
    bounds = left.data.get("bound"), right.data.get("bound")
    if bounds[0] == bounds[1] and bounds[0] in {"over", "under"}:
        return f"compatible, since each gives only {'a lower' if bounds[0] == 'over' else 'an upper'} limit"
    for fact, limit in ((left, right), (right, left)):
        side = limit.data.get("bound")
        bound = limit.low if side == "over" else limit.high
        if fact.data.get("bound") != "exact" or side not in {"over", "under"} or bound is None:
            continue
        value = float(fact.value)
        if value > bound and side == "over":
            return f"compatible, since {_shown(value)} is more than {_shown(bound)}"
        if value < bound and side == "under":
            return f"compatible, since {_shown(value)} is less than {_shown(bound)}"
    return ""


def allowed(fact: Fact) -> str:
    """Return the range of values that the words of a number allow, as words: "11.7 to 14.3 billion"."""
    low, high = fact.low, fact.high
    if low is None and high is None:
        return "any value"
    if fact.unit is not None and not fact.unit.isupper() and "si" not in fact.data and fact.unit != "percent":
        low = None if low is None else math.ceil(low)  # people and things come whole
        high = None if high is None else math.floor(high)
    if high is None:
        return f"{_shown(low)} and more"
    if low is None:
        return f"up to {_shown(high)}"
    first, last = _shown(low), _shown(high)
    scale = last.partition(" ")[2]
    return f"{first.removesuffix(f' {scale}') if scale else first} to {last}"


def _strict(left: Fact, right: Fact) -> bool:
    """Whether one says "more than" or "under" the very value that the other gives as exact."""
    bounds = {left.data.get("bound"), right.data.get("bound")}
    return bounds == {"over", "under"}


def _decimal(value: str) -> Decimal | None:
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _rounds(fine: Decimal, coarse: Decimal) -> bool:
    """Whether `coarse` is `fine` rounded to the last place that `coarse` shows."""
    exponent = coarse.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or coarse in {fine, 0}:
        return False
    if exponent >= 0 and abs(coarse) < ROUNDABLE:
        return _drops_fraction(fine, coarse)
    digits = len(coarse.normalize().as_tuple().digits)
    loose = ROUNDING_MILLIONS if digits == 1 and abs(coarse) >= MILLION else ROUNDING
    if abs(fine - coarse) > abs(coarse) * Decimal(str(loose)):
        return False
    step = Decimal(1).scaleb(exponent)
    return any(
        (fine / step).quantize(Decimal(1), rounding=mode) * step == coarse
        for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)
    )


def _drops_fraction(fine: Decimal, coarse: Decimal) -> bool:
    """Whether a small whole number is the other one without its fraction: 7.2 and 7, 4.5 and 4 or 5."""
    if fine == fine.to_integral_value() or abs(coarse) < SMALLEST_WHOLE:
        return False
    return any(fine.quantize(Decimal(1), rounding=mode) == coarse for mode in (ROUND_HALF_UP, ROUND_DOWN))


def _loose(fact: Fact, value: float | None, soft: float, missing: float) -> float:
    """Return a bound, moved by the share `soft` of itself when the words are vague."""
    if value is None:
        return missing
    return value + soft * abs(value) if fact.data.get("bound") == "about" else value


_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def _shown(value: float | None) -> str:
    """Return a value as a person writes it: 95, 1,250, "13.9 billion"."""
    if value is None:
        return ""
    for size, name in _SCALES:
        if abs(value) >= size:
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
