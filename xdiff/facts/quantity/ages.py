"""Ages: "aged 45", "45 years old", "Smith, 45, said", "people over 65", "in her early sixties"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.quantity.numerals import TENS, Numeral
from xdiff.facts.quantity.quantity import Quantity
from xdiff.facts.quantity.units import MEASURES, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

OLDEST = 122  # years; nobody on record grew older
_YEAR = MEASURES["year"]
_DYING = frozenset(words("died dies dead die"))
_AGE_WORDS = frozenset({"aged", "age", "ages"})
_TURNING = frozenset(words("turn turns turned turning"))
_AGED_PEOPLE = frozenset(words("anyone everyone those adults kids girls boys pensioners")) | frozenset(
    spelling for spelling in PEOPLE if spelling not in PEOPLE.values()
)
_DECADES = {word.removesuffix("y") + "ies": value for word, value in TENS.items()}
_PARTS = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}
_AGE_ENDS = frozenset((*words(". , ; ) when and at"), ""))
_OWNERS = frozenset(words("his her their my your our"))
DECADES = frozenset(_DECADES)
"""Words a decade of life may be told by, besides digits: "her sixties"."""


def _age(found: Quantity, **changes: object) -> Quantity:
    """Return `found` as an age in years."""
    told = replace(found, unit=_YEAR.name, dimension="time", factor=_YEAR.factor, data={"role": "age"})
    return replace(told, **changes)  # type: ignore[arg-type]  # fields of Quantity by name


def age_before(lexemes: Sequence[Lexeme], bare: Quantity) -> Quantity | None:
    """Read "aged 45" and "the age of 45" when no unit follows."""
    first = bare.first
    if lower_at(lexemes, bare.last) in MEASURES or bare.value > OLDEST:
        return None
    if lower_at(lexemes, first - 1) in _AGE_WORDS:
        first -= 1
    elif lower_at(lexemes, first - 1) == "at" and _DYING & set(phrase(lexemes, first - 9, first - 1).split()):
        pass  # "died at 94"
    elif not (lower_at(lexemes, first - 1) == "of" and lower_at(lexemes, first - 2) in _AGE_WORDS):
        return None
    return _age(bare, first=first)


def aged(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Return "45 years old" and "45 years of age" as an age."""
    if found.unit not in {"year", "month", "week", "day"}:
        return found
    after = phrase(lexemes, found.last, found.last + 2)
    if after.startswith("old"):
        return replace(found, last=found.last + 1, data={"role": "age"})
    if after == "of age":
        return replace(found, last=found.last + 2, data={"role": "age"})
    return found


def decade_of_life(lexemes: Sequence[Lexeme], index: int) -> Quantity | None:
    """Read "in his 40s" and "in her early sixties" from the number on; the middle is the value."""
    word = lexemes[index].lower
    last = index + 1
    tens = _DECADES.get(word)
    if tens is None and word.isdecimal() and len(word) == 2 and word[1] == "0" and touches(lexemes, index):
        tens = int(word) if lower_at(lexemes, last) == "s" else None
        last += 1
    first = index - 1
    if tens is None:
        return None
    if lower_at(lexemes, first) == "-":
        first -= 1
    low, high = _PARTS.get(lower_at(lexemes, first), (0, 9))
    if lower_at(lexemes, first) in _PARTS:
        first -= 1
    if lower_at(lexemes, first) not in _OWNERS or lower_at(lexemes, first - 1) != "in":
        return None
    bounds = Decimal(tens + low), Decimal(tens + high)
    numeral = Numeral(index, last, (bounds[0] + bounds[1]) / 2, "digits")
    bare = Quantity(
        numeral=numeral,
        first=first - 1,
        last=last,
        value=numeral.value,
        low=bounds[0],
        high=bounds[1],
        bound="range",
        approximate=True,
    )
    return _age(bare)


def as_age(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Return a bare number as an age where the words around it make it one."""
    numeral = found.numeral
    whole = found.value == found.value.to_integral_value() or found.bound == "range"
    if found.unit is not None or found.money or not whole or not 1 <= found.value <= OLDEST:
        return found
    before = lower_at(lexemes, found.first - 1)
    if before in _AGE_WORDS:
        return _age(found, first=found.first - 1)  # "aged between 8 and 11"
    if before in _AGED_PEOPLE and found.bound in {"over", "under"} and _by_preposition(lexemes, found):
        return _age(found)
    if before in _TURNING and numeral.value >= 10:
        return _age(found)
    person = lower_at(lexemes, found.first - 2) in {"he", "she", "i", "who"} and before in {"is", "was"}
    if person and found.value > 1 and lower_at(lexemes, found.last) in _AGE_ENDS:
        return _age(found)  # "since he was five"
    if numeral.form != "digits" or numeral.first < 2 or numeral.last - numeral.first != 1:
        return found
    framed = before == "," and lower_at(lexemes, numeral.last) in {",", ".", ";", ")"}
    return _age(found) if framed and lexemes[numeral.first - 2].text[0].isupper() else found


def _by_preposition(lexemes: Sequence[Lexeme], found: Quantity) -> bool:
    """Whether "over" or "under" stands before the number, or "and over" behind: "people over 65"."""
    return lower_at(lexemes, found.first) in {"over", "under", "above", "below"} or lower_at(
        lexemes, found.last - 1
    ) in {"over", "under", "older", "younger"}
