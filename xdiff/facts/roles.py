"""What a quantity is besides its unit: a rate ("a day"), an age, the dead or the injured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.lexemes import Lexeme, lower_at, phrase, words
from xdiff.facts.units import ADVERBS, PER, ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xdiff.facts.quantity import Quantity

_BETWEEN_ROLE = frozenset(
    words(
        """
        were was are is have has had been being be others other also more reported confirmed feared
        people left now presumed officially
        """
    )
)
_BEFORE_ROLE = frozenset(
    words("to of at by rose rises risen reached from has had in stands stood least the another")
)
_AGE_WORDS = frozenset({"aged", "age", "ages"})


def aged(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    after = phrase(lexemes, found.last, found.last + 2)
    if found.unit not in {"year", "month"}:
        return found
    if after.startswith("old"):
        return replace(found, last=found.last + 1, data={"role": "age"})
    if after == "of age":
        return replace(found, last=found.last + 2, data={"role": "age"})
    return found


def rate(lexemes: Sequence[Lexeme], found: Quantity, closed: Collection[int]) -> Quantity:
    """Read "per day", "a year", "/day", "each month", "daily"."""
    at = found.last
    link = lower_at(lexemes, at)
    if found.unit is None or at in closed:
        return found
    if link in ADVERBS and found.dimension != "time":
        return replace(found, last=at + 1, data={**found.data, "per": ADVERBS[link]})
    noun = lower_at(lexemes, at + 1)
    if link in {"per", "a", "an", "each", "every", "/"} and noun in PER and at + 1 not in closed:
        if link in {"a", "an"} and lower_at(lexemes, at + 2) in {
            "ago",
            "earlier",
            "later",
            "before",
            "after",
        }:
            return found
        return replace(found, last=at + 2, data={**found.data, "per": noun})
    return found


def role(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Say what became of the people counted, and give "12 were killed" its unit."""
    if "role" in found.data:
        return found
    if found.unit is None and lower_at(lexemes, found.first - 1) in _AGE_WORDS:
        return replace(found, first=found.first - 1, unit="year", dimension="time", data={"role": "age"})
    if not (found.dimension == "people" or found.unit in {None, "other"}) or found.money:
        return found
    role = _role_after(lexemes, found.last) or _role_before(lexemes, found.first)
    if role is None:
        return found
    unit = "person" if found.unit in {None, "other"} else found.unit
    return replace(found, unit=unit, dimension="people", data={**found.data, "role": role})


def _role_after(lexemes: Sequence[Lexeme], at: int) -> str | None:
    for index in range(at, min(at + 4, len(lexemes))):
        if role := ROLES.get(lexemes[index].lower):
            return role
        if lexemes[index].lower not in _BETWEEN_ROLE:
            return None
    return None


def _role_before(lexemes: Sequence[Lexeme], first: int) -> str | None:
    for index in range(first - 1, max(first - 5, -1), -1):
        if role := ROLES.get(lexemes[index].lower):
            return role
        if lexemes[index].lower not in _BEFORE_ROLE:
            return None
    return None
