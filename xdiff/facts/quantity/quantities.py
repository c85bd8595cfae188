"""From a numeral to a quantity: its unit or the noun it counts, and all that belongs to it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.quantity.ages import age_before, aged
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.quantity.money import HYPHENS, money
from xdiff.facts.quantity.nouns import counted, noun_at
from xdiff.facts.quantity.numerals import Numeral, read
from xdiff.facts.quantity.qualifiers import AFTER, qualified
from xdiff.facts.quantity.quantity import Quantity, about, in_thousands, in_years, scaled, with_unit
from xdiff.facts.quantity.roles import magnitude, part_of, rate, role, temperature_change
from xdiff.facts.quantity.units import DEAD, HURT, MEASURES, PEOPLE, ROLES, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_COUNTED_IN_HYPHENS = frozenset(
    words(
        """
        member person nation seat storey story page vote country game goal point bed room man woman
        team party mile ship vehicle car magnitude hole bedroom berth bed lane wheel volume episode
        karat carat yard inning run county caliber calibre state employee
        """
    )
)
_DETERMINERS = frozenset(words("the these those his her its their our my your all"))
_MEASURING = frozenset(words("by than almost nearly about over up down only"))  # "fell by a third"
_BEHIND_SHARE = frozenset(words(". , ; ) were was are is have had has said say did do would will can")) | {""}
_PRONOUNS = frozenset(words("them us you which whom those these it"))
_FRAMES = frozenset({"480", "720", "1080", "2160"})  # lines of a picture: "720p"
_SHORT = frozenset(
    words("g ft mi ha kt lb kg yd mg ml km mm cm bit sec min bp hp")
)  # measures only after digits


def quantity(lexemes: Sequence[Lexeme], numeral: Numeral, closed: Collection[int]) -> Quantity | None:
    """Read everything that belongs to `numeral`; None when it turns out to be no quantity ("a third man")."""
    bare = Quantity(
        numeral=numeral,
        first=numeral.first,
        last=numeral.last,
        value=numeral.value,
        low=numeral.low or numeral.value,
        high=numeral.high or numeral.value,
        bound="about" if numeral.low is not None else "exact",
        approximate=numeral.low is not None or lower_at(lexemes, numeral.first) in {"a", "an"},
    )
    bare = _signed(lexemes, bare)
    if named := age_before(lexemes, bare) or magnitude(lexemes, bare):
        return qualified(lexemes, named)
    found = money(lexemes, bare) or _measured(lexemes, bare, closed)
    if found is None:
        return None
    found = rate(lexemes, in_years(qualified(lexemes, found)), closed)
    return part_of(lexemes, role(lexemes, temperature_change(lexemes, found)))


def _signed(lexemes: Sequence[Lexeme], bare: Quantity) -> Quantity:
    before = bare.first - 1
    if phrase(lexemes, before - 1, before + 1) == "or minus":
        return bare  # "plus or minus four points"
    if lower_at(lexemes, before) == "minus" or (
        lower_at(lexemes, before) in {"-", "−"}
        and touches(lexemes, before)
        and not touches(lexemes, before - 1)
    ):
        return replace(bare, first=before, value=-bare.value, low=-bare.value, high=-bare.value)
    return bare


def _measured(lexemes: Sequence[Lexeme], bare: Quantity, closed: Collection[int]) -> Quantity | None:
    if bare.numeral.form == "fraction":
        return _share(lexemes, bare, closed)
    at = bare.last
    hyphened = lower_at(lexemes, at) in HYPHENS and touches(lexemes, at - 1)
    if not hyphened and _is_apart(lexemes, at):
        return _hyphened(lexemes, bare, closed)
    if hyphened and touches(lexemes, at) and at + 1 < len(lexemes) and lexemes[at + 1].kind == "word":
        return _hyphened(lexemes, bare, closed)
    if lower_at(lexemes, at) == "+" and touches(lexemes, at - 1):
        return _measured(
            lexemes, replace(bare, last=at + 1, high=None, bound="over", approximate=True), closed
        )
    if (found := measure_at(lexemes, at, digits=bare.numeral.form == "digits")) and at not in closed:
        unit, end = found
        return aged(lexemes, _and_a_half(lexemes, with_unit(bare, unit, end)))
    if lower_at(lexemes, at) == "m" and bare.numeral.form == "digits":
        head = counted(lexemes, at + 1, closed)
        if head is None:
            return with_unit(bare, MEASURES["metre"], at + 1)
        return _counting(lexemes, scaled(bare, 10**6, at + 1), head)
    if touches(lexemes, at - 1) and at < len(lexemes) and lexemes[at].kind == "word":
        return None  # "3D", "71st", "1990s", "737s": a name or an ordinal
    return _noun(lexemes, bare, closed)


def _is_apart(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether a hyphen that tokenised text set apart ties the number to a measure: "a 90 - day stint"."""
    if lower_at(lexemes, at) != "-" or touches(lexemes, at):
        return False
    word = lower_at(lexemes, at + 1)
    return word in _COUNTED_IN_HYPHENS or (word in MEASURES and not word.endswith("s"))


def _and_a_half(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Read the rest of "an hour and a half"."""
    if found.dimension != "time" or phrase(lexemes, found.last, found.last + 3) != "and a half":
        return found
    value = found.value + Decimal("0.5")
    return replace(found, last=found.last + 3, value=value, low=value, high=value)


def measure_at(lexemes: Sequence[Lexeme], index: int, *, digits: bool) -> tuple[Unit, int] | None:
    """Read a measure of up to three words at `index`; return it with the index after it.

    `digits` says whether the number was written in digits: only then "g" and "ft" are measures.
    """
    for length in (3, 2, 1):
        if index + length <= len(lexemes) and (unit := MEASURES.get(phrase(lexemes, index, index + length))):
            if length == 1 and lexemes[index].lower in _SHORT and not digits:
                continue
            if lexemes[index].text in {"G", "HR"}:
                continue  # "3G" is a network, "203 HR" are home runs
            return _raised(lexemes, unit, index + length) if digits else (unit, index + length)
    if lower_at(lexemes, index) == "sq" and lower_at(lexemes, index + 1) == ".":
        unit = MEASURES.get(f"square {lower_at(lexemes, index + 2)}")
        return (unit, index + 3) if unit else None
    text = lexemes[index].text if index < len(lexemes) else ""
    if digits and text in MEASURES:
        return MEASURES[text], index + 1
    tied = digits and touches(lexemes, index - 1)
    if tied and text in {"in", "p"} and lexemes[index - 1].text not in _FRAMES:
        return MEASURES["inch" if text == "in" else "penny"], index + 1
    if tied and text in {"C", "F"}:
        return MEASURES["degrees " + text.lower()], index + 1
    return None


def _raised(lexemes: Sequence[Lexeme], unit: Unit, end: int) -> tuple[Unit, int]:
    """Return the square or cube of a length behind which a 2 or 3 is written: "km2"."""
    power = {"2": "square", "3": "cubic"}.get(lower_at(lexemes, end)) if touches(lexemes, end - 1) else None
    raised = MEASURES.get(f"{power} {unit.name}") if power else None
    return (raised, end + 1) if raised else (unit, end)


def _hyphened(lexemes: Sequence[Lexeme], bare: Quantity, closed: Collection[int]) -> Quantity | None:
    """Read "95-minute", "45-year-old", "12-member", "40-odd people", "7-strong"."""
    at = bare.last + 1
    word = lexemes[at].lower
    if word == "odd":
        return _noun(lexemes, about(replace(bare, last=at + 1)), closed)
    if word == "plus":
        return _noun(lexemes, replace(bare, last=at + 1, high=None, bound="over", approximate=True), closed)
    if word in {"to", "or"} and lower_at(lexemes, at + 1) in HYPHENS:
        return bare  # "18-to-24-year-olds"
    if word == "strong":
        return replace(bare, unit="person", dimension="people", last=at + 1)
    if lexemes[at].text[0].isupper() and lexemes[at].text.lower() == lexemes[at].lower and at > 2:
        return None  # "Six-Day War" is a name
    if found := measure_at(lexemes, at, digits=bare.numeral.form == "digits"):
        unit, end = found
        if unit.name == "foot" and (inches := _inches(lexemes, end)) is not None:
            value = bare.value * 12 + inches
            told = with_unit(bare, MEASURES["inch"], end + 2)
            return replace(told, value=value, low=value, high=value)
        old = lower_at(lexemes, end) == "-" and lower_at(lexemes, end + 1) in {"old", "olds"}
        if old and unit.name in {"year", "month", "week", "day"}:
            return replace(with_unit(bare, unit, end + 2), data={"role": "age"})
        return with_unit(bare, unit, end)
    if word in _COUNTED_IN_HYPHENS:
        people = word in PEOPLE
        return replace(bare, unit=noun_at(lexemes, at), dimension="people" if people else "", last=at + 1)
    return None


def _inches(lexemes: Sequence[Lexeme], at: int) -> int | None:
    """Return the 11 of "5-foot-11" behind its foot."""
    text = lower_at(lexemes, at + 1) if lower_at(lexemes, at) == "-" and touches(lexemes, at) else ""
    return int(text) if text.isdecimal() and int(text) < 12 else None


def _noun(lexemes: Sequence[Lexeme], bare: Quantity, closed: Collection[int]) -> Quantity:
    at = bare.last
    if at in closed:
        return bare
    if phrase(lexemes, at, at + 2) in AFTER:
        at += 2  # "twenty or so guests"
    whole = False
    if lower_at(lexemes, at) == "of":
        at, whole = _past_partitive(lexemes, at)
    if (found := measure_at(lexemes, at, digits=False)) and found[0].dimension == "time" and at > bare.last:
        return with_unit(bare, *found)
    head = None if bare.value == 1 else counted(lexemes, at, closed)
    if head is not None:
        part = _counting(lexemes, bare, head)
        # "Five" of "the 12 jurors": the whole has its own fact, so the part's span ends before it.
        return replace(part, last=bare.last) if whole else part
    word = lower_at(lexemes, at)
    if bare.value == 1 and word in PEOPLE:
        return replace(bare, unit=PEOPLE[word], dimension="people", last=at + 1)
    if (word in DEAD or word in HURT) and at > bare.last + 1 and lower_at(lexemes, at - 1) == "the":
        return replace(bare, unit="person", dimension="people", last=at + 1)  # "four of the wounded died"
    if word in DEAD or word in HURT or word in {"missing", "arrested", "detained"}:
        return replace(bare, unit="person", dimension="people", last=at + 1, data={"role": ROLES[word]})
    return bare


def _past_partitive(lexemes: Sequence[Lexeme], at: int) -> tuple[int, bool]:
    """Return the index after "of the", "of its" or "of the 12", and whether a number was passed."""
    at += 1
    if lower_at(lexemes, at) in _PRONOUNS:
        return at, False
    while lower_at(lexemes, at) in _DETERMINERS:
        at += 1
    if at < len(lexemes) and (whole := read(lexemes, at)):
        return whole.last, True
    return at, False


def _counting(lexemes: Sequence[Lexeme], bare: Quantity, head: int) -> Quantity:
    """Count the plural noun at `head`."""
    bare = in_thousands(bare)  # nobody counts 1.2 people
    word = lexemes[head].lower
    if unit := MEASURES.get(word):
        return aged(lexemes, with_unit(bare, unit, head + 1))
    if word in DEAD or word in HURT or word == "arrests":
        return replace(bare, unit="person", dimension="people", last=head + 1, data={"role": ROLES[word]})
    between = {
        ROLES[lexemes[at].lower]
        for at in range(bare.last, head)
        if lexemes[at].lower in ROLES and lower_at(lexemes, at - 1) != "-"  # "nine pro-death jurors"
    }
    data = {"role": between.pop()} if between else bare.data
    people = word in PEOPLE or lexemes[head].text[0].isupper()
    return replace(
        bare, unit=noun_at(lexemes, head), dimension="people" if people else "", last=head + 1, data=data
    )


def _share(lexemes: Sequence[Lexeme], bare: Quantity, closed: Collection[int]) -> Quantity | None:
    """Read a fraction: of an hour (a measure) or of a whole (a percentage)."""
    at = bare.last
    half = phrase(lexemes, bare.first, at) == "half"
    if lower_at(lexemes, at) in HYPHENS and touches(lexemes, at):
        at += 1
    if lower_at(lexemes, at) in {"a", "an"}:
        at += 1
    elif phrase(lexemes, at, at + 2) in {"of a", "of an"}:
        at += 2
    found = measure_at(lexemes, at, digits=False)
    if found and (at > bare.last or found[0].dimension != "share"):
        return with_unit(bare, *found)  # "half a mile", "half a percent"
    at = bare.last
    following = lower_at(lexemes, at)
    single = bare.numeral.last - bare.numeral.first <= 2 and not half
    if following == "of":
        at += 1
    elif half and following in _DETERMINERS | {"that"}:
        pass
    elif single and not (_measuring(lexemes, bare.first) and _ends_phrase(following)):
        return None  # "a third man", "a quarter century": an ordinal or a name
    elif half and not _measuring(lexemes, bare.first):
        return None
    while lower_at(lexemes, at) in _DETERMINERS:
        at += 1
    value = bare.value * 100
    head = None if lower_at(lexemes, at) in _PRONOUNS else counted(lexemes, at, closed)
    if head is not None:
        bare = replace(bare, last=head + 1, data={"of": noun_at(lexemes, head)})
    return about(replace(bare, value=value, unit="percent", dimension="share", factor="0.01"))


def _ends_phrase(following: str) -> bool:
    """Whether a mark or a verb follows a fraction: "less than a third agreed"."""
    return following in _BEHIND_SHARE or following.endswith("ed")


def _measuring(lexemes: Sequence[Lexeme], first: int) -> bool:
    return lower_at(lexemes, first - 1) in _MEASURING
