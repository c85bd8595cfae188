"""What a quantity is besides its unit: a rate ("a day"), an age, the dead or the injured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.quantity.conversion import as_change
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, words
from xdiff.facts.quantity.units import ADVERBS, MEASURES, PER, ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xdiff.facts.quantity.quantity import Quantity

_DYING = frozenset(words("died dies dead die"))
OLDEST = 122  # years; nobody on record grew older
_BETWEEN_ROLE = frozenset(
    words(
        """
        were was are is have has had been being be others other also more reported confirmed feared
        people left now presumed officially
        """
    )
)
_BEFORE_ROLE = frozenset(
    words(
        "to of at by rose rises risen climbed climbs reached from has had in stands stood least the another"
    )
)
_AGE_WORDS = frozenset({"aged", "age", "ages"})
_TURNS = frozenset(words("ago earlier later before after"))  # "two men a year ago" is no rate


def age_before(lexemes: Sequence[Lexeme], bare: Quantity) -> Quantity | None:
    """Read "aged 45" and "the age of 45" when no unit follows."""
    first = bare.first
    if lower_at(lexemes, bare.last) in MEASURES or bare.value > OLDEST:
        return None
    if lower_at(lexemes, first - 1) in _AGE_WORDS:
        first -= 1
    elif lower_at(lexemes, first - 1) == "at" and _DYING & set(phrase(lexemes, first - 4, first - 1).split()):
        pass  # "died at 94"
    elif not (lower_at(lexemes, first - 1) == "of" and lower_at(lexemes, first - 2) in _AGE_WORDS):
        return None
    return replace(
        bare, first=first, unit="year", dimension="time", factor=MEASURES["year"].factor, data={"role": "age"}
    )


def magnitude_before(lexemes: Sequence[Lexeme], bare: Quantity) -> Quantity | None:
    """Read "magnitude 6.1" and "a magnitude of 6.1"."""
    first = bare.first - 1
    if lower_at(lexemes, first) == "of":
        first -= 1
    if lower_at(lexemes, first) != "magnitude" or bare.value > 10:
        return None
    return replace(bare, first=first, unit="magnitude")


def aged(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Return "45 years old" and "45 years of age" as an age."""
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
        if link in {"a", "an"} and lower_at(lexemes, at + 2) in _TURNS:
            return found
        return replace(found, last=at + 2, data={**found.data, "per": noun})
    return found


_CHANGING = frozenset(
    words("rise rises increase warming drop fall decline difference change swing jump cooling limit")
)
_CHANGED = frozenset(words("warmer cooler hotter colder higher lower above below"))


def temperature_change(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Tell "a rise of 2 degrees Celsius" and "2C warmer", which have no zero, from a temperature."""
    if found.dimension != "temperature":
        return found
    before = lower_at(lexemes, found.first - 1)
    changing = before == "by" or (before == "of" and lower_at(lexemes, found.first - 2) in _CHANGING)
    return as_change(found) if changing or lower_at(lexemes, found.last) in _CHANGED else found


def role(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Say what became of the people counted, and give "12 were killed" its unit."""
    if "role" in found.data:
        return found
    if not (found.dimension == "people" or found.unit in {None, "other"}) or found.money:
        return found
    became = _role_after(lexemes, found.last) or _role_before(lexemes, found.first)
    if (
        became is None
        and found.unit is None
        and "death toll" in phrase(lexemes, found.first - 12, found.first)
    ):
        became = "dead"
    if became is None:
        return found
    unit = "person" if found.unit in {None, "other"} else found.unit
    return replace(found, unit=unit, dimension="people", data={**found.data, "role": became})


def _role_after(lexemes: Sequence[Lexeme], at: int) -> str | None:
    for index in range(at, min(at + 4, len(lexemes))):
        if became := ROLES.get(lexemes[index].lower):
            return became
        if lexemes[index].lower not in _BETWEEN_ROLE:
            return None
    return None


def _role_before(lexemes: Sequence[Lexeme], first: int) -> str | None:
    for index in range(first - 1, max(first - 5, -1), -1):
        if became := ROLES.get(lexemes[index].lower):
            return became
        if lexemes[index].lower not in _BEFORE_ROLE:
            return None
    return None
