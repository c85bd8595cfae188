"""What a quantity is besides its unit: a rate ("a day"), a magnitude, the dead or the injured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.quantity.conversion import as_change
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.quantity.units import ADVERBS, PEOPLE, PER, ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xdiff.facts.quantity.quantity import Quantity

STRONGEST = 10  # magnitude; the strongest quake on record had 9.5
_BETWEEN_ROLE = frozenset(
    words(
        """
        were was are is have has had been being be others other also more reported confirmed feared
        people left now presumed officially remain remains remained still listed seriously critically
        declared pronounced believed
        """
    )
)
_BEFORE_ROLE = frozenset(
    words(
        """
        to of at by rose rises risen climbed climbs reached from has had in stands stood least the another
        : a further some
        """
    )
)
_TURNS = frozenset(words("ago earlier later before after"))  # "two men a year ago" is no rate


def magnitude(lexemes: Sequence[Lexeme], bare: Quantity) -> Quantity | None:
    """Read "magnitude 6.1", "magnitude-6.1", "a magnitude of 6.1", "6.1 on the Richter scale"."""
    first = bare.first - 1
    if bare.value > STRONGEST:
        return None
    if phrase(lexemes, bare.last, bare.last + 3) == "on the richter":
        return replace(bare, unit="magnitude")
    if lower_at(lexemes, first) in {"of", "-"}:
        first -= 1
    if lower_at(lexemes, first) != "magnitude":
        return None
    return replace(bare, first=first, unit="magnitude")


def rate(lexemes: Sequence[Lexeme], found: Quantity, closed: Collection[int]) -> Quantity:
    """Read "per day", "a year", "/day", "each month", "daily"."""
    at = found.last
    link = lower_at(lexemes, at)
    if found.unit is None or at in closed:
        return found
    if link in ADVERBS and found.dimension != "time":
        return replace(found, last=at + 1, data={**found.data, "per": ADVERBS[link]})
    noun = lower_at(lexemes, at + 1)
    if lower_at(lexemes, at - 1) == "bpd":
        return replace(found, data={**found.data, "per": "day"})
    if (tied := _tied_rate(lexemes, at)) is not None:
        return replace(found, last=at + 4, data={**found.data, "per": tied})
    if link in {"per", "a", "an", "each", "every", "/"} and noun in PER and at + 1 not in closed:
        if link in {"a", "an"} and lower_at(lexemes, at + 2) in _TURNS:
            return found
        return replace(found, last=at + 2, data={**found.data, "per": noun})
    return found


_CHANGING = frozenset(
    words("rise rises increase warming drop fall decline difference change swing jump cooling limit")
)
_CHANGED = frozenset(words("warmer cooler hotter colder higher lower above below"))


def _tied_rate(lexemes: Sequence[Lexeme], at: int) -> str | None:
    """Return the noun of "$20-a-barrel" and "£90,000-a-week"."""
    tied = phrase(lexemes, at, at + 3) in {"- a -", "- an -", "- per -"} and touches(lexemes, at - 1)
    noun = lower_at(lexemes, at + 3)
    return noun if tied and noun in PER else None


def temperature_change(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Tell "a rise of 2 degrees Celsius" and "2C warmer", which have no zero, from a temperature."""
    if found.dimension != "temperature":
        return found
    before = lower_at(lexemes, found.first - 1)
    changing = before == "by" or (before == "of" and lower_at(lexemes, found.first - 2) in _CHANGING)
    return as_change(found) if changing or lower_at(lexemes, found.last) in _CHANGED else found


_OF_THINGS = frozenset({"dead", "injured", "missing", "rescued", "evacuated", "infected"})


def role(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Say what became of the people counted, and give "12 were killed" its unit."""
    if "role" in found.data or found.money or found.numeral.form == "fraction":
        return found
    people = found.dimension == "people"
    if not people and found.unit not in {None, "other"} and (found.dimension or found.factor):
        return found
    counts_people = people or found.unit in {None, "other"}
    became = _role_after(lexemes, found.last)
    if became is None and counts_people:
        became = _role_before(lexemes, found.first)
    if became is None and found.unit is None and _toll_before(lexemes, found.first):
        became = "dead"
    if became is None:
        return found
    data = {**found.data, "role": became}
    if counts_people:
        unit = _noun_before(lexemes, found.first) if found.unit in {None, "other"} else found.unit
        return replace(found, unit=unit, dimension="people", data=data)
    return replace(found, data=data) if became in _OF_THINGS else found


def _toll_before(lexemes: Sequence[Lexeme], first: int) -> bool:
    """Whether the number is a death toll: "the death toll in the town has climbed to"."""
    before = phrase(lexemes, first - 12, first)
    return "death toll" in before or (
        "toll" in before.split()[-4:] and lower_at(lexemes, first - 1) in {"at", "to", "reached", "hit", "is"}
    )


def _noun_before(lexemes: Sequence[Lexeme], first: int) -> str:
    """Return the noun of a table's line ("Passengers killed: 14"), else "person"."""
    if lower_at(lexemes, first - 1) != ":":
        return "person"
    return next(
        (PEOPLE[each.lower] for each in lexemes[max(0, first - 4) : first] if each.lower in PEOPLE), "person"
    )


def _role_after(lexemes: Sequence[Lexeme], at: int) -> str | None:
    for index in range(at, min(at + 4, len(lexemes))):
        if became := ROLES.get(lexemes[index].lower):
            return became
        if lexemes[index].lower not in _BETWEEN_ROLE:
            return None
    return None


def _role_before(lexemes: Sequence[Lexeme], first: int) -> str | None:
    for index in range(first - 1, max(first - 5, -1), -1):
        word = lexemes[index].lower
        if word == "lives":
            return None  # "he lives at 12"
        if became := ROLES.get(word):
            return became
        if word not in _BEFORE_ROLE:
            return None
    return None


def part_of(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Mark a count as a part of the one told before: "including three children", "five of them"."""
    before = lower_at(lexemes, found.first - 1)
    after = phrase(lexemes, found.numeral.last, found.numeral.last + 2)
    if before == "including":
        return replace(found, data={**found.data, "part": "including"})
    if after in {"of them", "of whom", "of those"}:
        return replace(found, data={**found.data, "part": "of them"})
    return found
