"""Shares told by two numbers: "one in five", "9 out of 10", "one in every three"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.quantity.lexemes import Lexeme, lower_at
from xdiff.facts.quantity.numerals import read
from xdiff.facts.quantity.quantities import quantity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xdiff.facts.quantity.numerals import Numeral
    from xdiff.facts.quantity.quantity import Quantity

_ROUND_WHOLES = frozenset({3, 4, 5, 8, 10, 20, 50, 100, 1000, 10_000, 100_000})


def ratio(lexemes: Sequence[Lexeme], numeral: Numeral, closed: Collection[int]) -> Quantity | None:
    """Read "one in five", "9 out of 10", "one of every three" as a percentage; None when it is none.

    "One in five", "1 in 64" and "9 out of 10" are shares; "3 in 17" may be three goals in 17 minutes.
    """
    at = _past_link(lexemes, numeral.last)
    whole = read(lexemes, at) if numeral.last < at < len(lexemes) and at not in closed else None
    if whole is None or whole.form not in {"digits", "words"} or numeral.form not in {"digits", "words"}:
        return None
    as_share = numeral.value == 1 or whole.value in _ROUND_WHOLES
    if not numeral.value < whole.value or not as_share:
        return None
    if lower_at(lexemes, numeral.last) == "in" and numeral.value > 9:
        return None
    bare = quantity(lexemes, numeral, frozenset(range(numeral.last, len(lexemes))))
    if bare is None or bare.money or bare.last != numeral.last:
        return None
    after = quantity(lexemes, whole, frozenset())
    if after is None or after.dimension == "time":
        return None  # "one in three years"
    value = numeral.value * 100 / whole.value
    data = {"form": "ratio"} | ({"of": after.unit} if after.unit else {})
    return replace(
        bare,
        last=after.last,
        value=value,
        low=value * Decimal("0.9"),
        high=value * Decimal("1.1"),
        bound="about",
        approximate=True,
        unit="percent",
        dimension="share",
        factor="0.01",
        data=data,
    )


def _past_link(lexemes: Sequence[Lexeme], at: int) -> int:
    """Return the index behind "in", "out of", "in every" or "of every"; `at` itself without one."""
    link, behind = lower_at(lexemes, at), lower_at(lexemes, at + 1)
    if link == "out" and behind == "of":
        return at + 3 if lower_at(lexemes, at + 2) == "every" else at + 2
    if link == "in":
        return at + 2 if behind == "every" else at + 1
    return at + 2 if link == "of" and behind == "every" else at
