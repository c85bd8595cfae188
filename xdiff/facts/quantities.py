"""From a numeral to a quantity: its qualifier ("about"), its unit or the noun it counts, its rate ("a day")."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.nouns import counted, noun_at, singular
from xdiff.facts.numerals import Numeral, read
from xdiff.facts.units import (
    ADVERBS,
    CAREFUL,
    CODES,
    CURRENCY_NAMES,
    DEAD,
    HURT,
    MEASURES,
    NATIONS,
    PEOPLE,
    PER,
    ROLES,
    SYMBOLS,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# What stands before a number and says how exact it is. The longest one wins.
QUALIFIERS = {
    "about": "about around approximately roughly some circa ca approx ~ ≈ estimated|an estimated|close to|"
    "in the region of|on the order of|in the neighborhood of|in the vicinity of|something like|or so",
    "below": "nearly almost|just under|a little under|slightly under|just below|just short of|a little less than|"
    "slightly less than|just less than",
    "over": "over above exceeding > + ≥|more than|at least|no fewer than|no less than|not less than|upwards of|"
    "upward of|in excess of|as many as|well over|just over|a little over|slightly over|a little more than|"
    "slightly more than|just more than|well above|just above|a minimum of|far more than|much more than|"
    "many more than|greater than|higher than|better than|minimum|north of",
    "under": "under below < ≤|up to|less than|fewer than|at most|no more than|not more than|as few as|a maximum of|"
    "well under|well below|as little as|lower than|maximum|smaller than",
}
EXACTLY = frozenset({"exactly", "precisely"})
UP_TO = frozenset({"as many as", "as much as", "up to"})  # an upper bound that somebody named
_AFTER = {
    "or so": "about",
    "or thereabouts": "about",
    "or more": "over",
    "and more": "over",
    "and over": "over",
    "or over": "over",
    "and above": "over",
    "or less": "under",
    "or fewer": "under",
    "and under": "under",
    "or under": "under",
    "at least": "over",
    "at most": "under",
}
# "Over five years" is "in the course of"; "lasted over five years" is "more than".
_LASTING = frozenset(
    words(
        """
        for lasted lasting lasts last took take takes taking after spent spend spending in of well
        just been aged waited is was are be a weighs weighing
        """
    )
)
_ABOUT_WHAT = frozenset(
    words(
        """
        talk talked talking speak spoke think know worry worried concerned concern concerns story
        stories report reports book film question questions information asked ask told tell learn
        hear heard read joke jokes complain
        """
    )
)
ABOUT_WIDTH = Decimal("0.1")
"""How far "about" reaches, as a share of the value: "about 90" may be 81 to 99."""

MONEY_VERBS = frozenset(
    words(
        """
        pay paid pays paying cost costs worth fine fined price priced spent spend earn earned
        """
    )
)
_HYPHENS = frozenset("-‐‑–")
_COUNTED_IN_HYPHENS = frozenset(
    words(
        """
        member person nation seat storey story page vote country game goal point bed room man woman
        team party mile ship vehicle car
        """
    )
)
_DETERMINERS = frozenset(words("the these those his her its their our my your all"))
_PRONOUNS = frozenset(words("them us you which whom those these it"))
_SHORT = frozenset(
    words("g ft mi ha kt lb kg yd mg ml km mm cm bit sec min bp hp")
)  # measures only after digits
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
    found = _money(lexemes, bare) or _measured(lexemes, bare, closed)
    if found is None:
        return None
    found = _rate(lexemes, _qualified(lexemes, found), closed)
    return _role(lexemes, found)


def _signed(lexemes: Sequence[Lexeme], bare: Quantity) -> Quantity:
    before = bare.first - 1
    if lower_at(lexemes, before) == "minus" or (
        lower_at(lexemes, before) in {"-", "−"}
        and touches(lexemes, before)
        and not touches(lexemes, before - 1)
    ):
        return replace(bare, first=before, value=-bare.value, low=-bare.value, high=-bare.value)
    return bare


# Money


def _money(lexemes: Sequence[Lexeme], bare: Quantity) -> Quantity | None:
    first, last = bare.first, bare.last
    code = None
    before = lower_at(lexemes, first - 1)
    if lexemes[first - 1].text in SYMBOLS and first:
        code, first = SYMBOLS[lexemes[first - 1].text], first - 1
        if (
            touches(lexemes, first - 1)
            and (joint := lexemes[first - 1].text + lexemes[first].text) in SYMBOLS
        ):
            code, first = SYMBOLS[joint], first - 1
    elif before == "." and lower_at(lexemes, first - 2) == "rs":
        code, first = "INR", first - 2
    elif first and (lexemes[first - 1].text in CODES or lexemes[first - 1].text == "US$"):
        code, first = lexemes[first - 1].text, first - 1
    if code:
        bare, last = _scaled_by_letter(lexemes, bare, last)
        named = _currency_after(lexemes, replace(bare, last=last), money=True)
        return replace(bare, first=first, last=named[1] if named else last, unit=code, money=True, factor="")
    lettered, after = _scaled_by_letter(lexemes, bare, last)
    for each, end in ((bare, last), (lettered, after)):
        if named := _currency_after(lexemes, replace(each, last=end), money=False):
            return replace(each, last=named[1], unit=named[0], money=True)
    return None


def _scaled_by_letter(lexemes: Sequence[Lexeme], bare: Quantity, last: int) -> tuple[Quantity, int]:
    """Apply the "m" or "b" of "$20m", which only money makes a scale."""
    factor = {"m": 10**6, "b": 10**9, "t": 10**12}.get(lower_at(lexemes, last))
    if factor is None or bare.numeral.scale != 1 or bare.numeral.form != "digits":
        return bare, last
    return scaled(bare, factor, last + 1), last + 1


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


def _currency_after(lexemes: Sequence[Lexeme], bare: Quantity, *, money: bool) -> tuple[str, int] | None:
    """Read "dollars", "-dollar", "US dollars", "New Zealand dollars", "EUR"; return code and the index after."""
    at = bare.last
    if lower_at(lexemes, at) in _HYPHENS and touches(lexemes, at - 1):
        at += 1
    if at >= len(lexemes):
        return None
    if lexemes[at].text in CODES:
        return lexemes[at].text, at + 1
    if lexemes[at].text in SYMBOLS and lexemes[at].text != "Rs" and not _starts_money(lexemes, at):
        return SYMBOLS[lexemes[at].text], at + 1  # "3 €"
    nation = None
    if lower_at(lexemes, at) in {"new", "hong", "south"}:
        at += 1
    if lower_at(lexemes, at) in NATIONS:
        nation = NATIONS[lower_at(lexemes, at)]
        at += 1
    name = lower_at(lexemes, at)
    if nation and (code := nation.get(singular(name)) or nation.get(name)):
        return code, at + 1
    if name in CURRENCY_NAMES and (nation is None or name not in CAREFUL):
        spoken = bare.numeral.scale >= 1000 or money or lower_at(lexemes, at + 1) == "sterling"
        if name not in CAREFUL or spoken or _money_before(lexemes, bare.first):
            end = at + 2 if lower_at(lexemes, at + 1) == "sterling" else at + 1
            return CURRENCY_NAMES[name], end
    return None


def _starts_money(lexemes: Sequence[Lexeme], at: int) -> bool:
    return at + 1 < len(lexemes) and lexemes[at + 1].kind == "digits" and touches(lexemes, at)


def _money_before(lexemes: Sequence[Lexeme], first: int) -> bool:
    return any(lexemes[at].lower in MONEY_VERBS for at in range(max(0, first - 5), first))


# Measures and counted nouns


def _measured(lexemes: Sequence[Lexeme], bare: Quantity, closed: Collection[int]) -> Quantity | None:
    if bare.numeral.form == "fraction":
        return _share(lexemes, bare, closed)
    at = bare.last
    hyphened = lower_at(lexemes, at) in _HYPHENS and touches(lexemes, at - 1)
    if hyphened and touches(lexemes, at) and at + 1 < len(lexemes) and lexemes[at + 1].kind == "word":
        return _hyphened(lexemes, bare, closed)
    if lower_at(lexemes, at) == "+" and touches(lexemes, at - 1):
        return _measured(
            lexemes, replace(bare, last=at + 1, high=None, bound="over", approximate=True), closed
        )
    if (found := measure_at(lexemes, at, digits=bare.numeral.form == "digits")) and at not in closed:
        unit, end = found
        return _aged(lexemes, _with(bare, unit, end))
    if lower_at(lexemes, at) == "m" and bare.numeral.form == "digits":
        head = counted(lexemes, at + 1, closed)
        if head is None:
            return _with(bare, MEASURES["metre"], at + 1)
        return _counting(lexemes, scaled(bare, 10**6, at + 1), head)
    if touches(lexemes, at - 1) and at < len(lexemes) and lexemes[at].kind == "word":
        return None  # "3D", "71st", "1990s", "737s": a name or an ordinal
    return _noun(lexemes, bare, closed)


def measure_at(lexemes: Sequence[Lexeme], index: int, *, digits: bool) -> tuple[Unit, int] | None:
    """Read a measure of up to three words at `index`; return it with the index after it.

    `digits` says whether the number was written in digits: only then "g" and "ft" are measures.
    """
    for words in (3, 2, 1):
        if index + words <= len(lexemes) and (unit := MEASURES.get(phrase(lexemes, index, index + words))):
            if words == 1 and lexemes[index].lower in _SHORT and not digits:
                continue
            return unit, index + words
    text = lexemes[index].text if index < len(lexemes) else ""
    if digits and text in MEASURES:
        return MEASURES[text], index + 1
    if digits and text in {"C", "F"} and touches(lexemes, index - 1):
        return MEASURES["degrees " + text.lower()], index + 1
    return None


def _with(bare: Quantity, unit: Unit, end: int) -> Quantity:
    return replace(bare, unit=unit.name, dimension=unit.dimension, factor=unit.factor, last=end)


def _aged(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    after = phrase(lexemes, found.last, found.last + 2)
    if found.unit not in {"year", "month"}:
        return found
    if after.startswith("old"):
        return replace(found, last=found.last + 1, data={"role": "age"})
    if after == "of age":
        return replace(found, last=found.last + 2, data={"role": "age"})
    return found


def _hyphened(lexemes: Sequence[Lexeme], bare: Quantity, closed: Collection[int]) -> Quantity | None:
    """Read "95-minute", "45-year-old", "12-member", "40-odd people", "7-strong"."""
    at = bare.last + 1
    word = lexemes[at].lower
    if word == "odd":
        return _noun(lexemes, _about(replace(bare, last=at + 1)), closed)
    if word == "plus":
        return _noun(lexemes, replace(bare, last=at + 1, high=None, bound="over", approximate=True), closed)
    if word == "strong":
        return replace(bare, unit="person", dimension="people", last=at + 1)
    if lexemes[at].text[0].isupper() and lexemes[at].text.lower() == lexemes[at].lower and at > 2:
        return None  # "Six-Day War" is a name
    if found := measure_at(lexemes, at, digits=bare.numeral.form == "digits"):
        unit, end = found
        old = lower_at(lexemes, end) == "-" and lower_at(lexemes, end + 1) in {"old", "olds"}
        if old and unit.name in {"year", "month", "week", "day"}:
            return replace(_with(bare, unit, end + 2), data={"role": "age"})
        return _with(bare, unit, end)
    if word in _COUNTED_IN_HYPHENS:
        people = word in PEOPLE
        return replace(bare, unit=noun_at(lexemes, at), dimension="people" if people else "", last=at + 1)
    return None


def _noun(lexemes: Sequence[Lexeme], bare: Quantity, closed: Collection[int]) -> Quantity:
    at = bare.last
    if at in closed:
        return bare
    if lower_at(lexemes, at) == "of":
        at = _past_partitive(lexemes, at)
    if (found := measure_at(lexemes, at, digits=False)) and found[0].dimension == "time" and at > bare.last:
        return _with(bare, *found)
    head = counted(lexemes, at, closed)
    if head is not None:
        return _counting(lexemes, bare, head)
    word = lower_at(lexemes, at)
    if bare.value == 1 and word in PEOPLE:
        return replace(bare, unit=PEOPLE[word], dimension="people", last=at + 1)
    if word in DEAD or word in HURT or word in {"missing", "arrested", "detained"}:
        return replace(bare, unit="person", dimension="people", last=at + 1, data={"role": ROLES[word]})
    return bare


def _past_partitive(lexemes: Sequence[Lexeme], at: int) -> int:
    """Return the index after "of the", "of its", "of the 12" in "five of the 12 members"."""
    at += 1
    if lower_at(lexemes, at) in _PRONOUNS:
        return at
    while lower_at(lexemes, at) in _DETERMINERS:
        at += 1
    if at < len(lexemes) and (whole := read(lexemes, at)):
        return whole.last
    return at


def _counting(lexemes: Sequence[Lexeme], bare: Quantity, head: int) -> Quantity:
    """Count the plural noun at `head`."""
    thousands = bare.numeral.thousands
    if thousands is not None:  # nobody counts 1.2 people: the point parts thousands
        bare = replace(bare, value=thousands, low=thousands, high=thousands)
    word = lexemes[head].lower
    if unit := MEASURES.get(word):
        return _aged(lexemes, _with(bare, unit, head + 1))
    if word in DEAD or word in HURT:
        return replace(bare, unit="person", dimension="people", last=head + 1, data={"role": ROLES[word]})
    between = {ROLES[each.lower] for each in lexemes[bare.last : head] if each.lower in ROLES}
    data = {"role": between.pop()} if between else bare.data
    people = word in PEOPLE or lexemes[head].text[0].isupper()
    return replace(
        bare, unit=noun_at(lexemes, head), dimension="people" if people else "", last=head + 1, data=data
    )


def _share(lexemes: Sequence[Lexeme], bare: Quantity, closed: Collection[int]) -> Quantity | None:
    """Read a fraction: of an hour (a measure) or of a whole (a percentage)."""
    at = bare.last
    words = phrase(lexemes, bare.first, at)
    if lower_at(lexemes, at) in _HYPHENS and touches(lexemes, at):
        at += 1
    if lower_at(lexemes, at) in {"a", "an"}:
        at += 1
    elif phrase(lexemes, at, at + 2) in {"of a", "of an"}:
        at += 2
    found = measure_at(lexemes, at, digits=False)
    if found and found[0].dimension not in {"share", "points"}:
        return _with(bare, *found)
    at = bare.last
    following = lower_at(lexemes, at)
    single = bare.numeral.last - bare.numeral.first <= 2 and words != "half"
    if following == "of":
        at += 1
    elif words == "half" and following in _DETERMINERS | {"that"}:
        pass
    elif single and (following not in {"", ".", ",", ";", ")"} or not _measuring(lexemes, bare.first)):
        return None  # "a third man", "a quarter century": an ordinal or a name
    elif words == "half" and not _measuring(lexemes, bare.first):
        return None
    while lower_at(lexemes, at) in _DETERMINERS:
        at += 1
    value = bare.value * 100
    head = counted(lexemes, at, closed)
    data = {"of": noun_at(lexemes, head)} if head is not None else {}
    return _about(replace(bare, value=value, unit="percent", dimension="share", factor="0.01", data=data))


def _measuring(lexemes: Sequence[Lexeme], first: int) -> bool:
    return lower_at(lexemes, first - 1) in {
        "by",
        "than",
        "almost",
        "nearly",
        "about",
        "over",
        "up",
        "down",
        "only",
    }


# Qualifiers, rates, what became of people


def _phrases() -> dict[str, str]:
    found: dict[str, str] = {}
    for bound, listed in QUALIFIERS.items():
        single, *longer = listed.split("|")
        found |= dict.fromkeys((*single.split(), *longer), bound)
    return found


_BOUNDS = _phrases()
_LONGEST_QUALIFIER = max(len(each.split()) for each in _BOUNDS)


def _about(found: Quantity) -> Quantity:
    width = abs(found.value) * ABOUT_WIDTH
    low = found.value - width if found.numeral.low is None else found.numeral.low
    high = found.value + width if found.numeral.high is None else found.numeral.high
    return replace(found, low=low, high=high, bound="about", approximate=True)


def bounded(found: Quantity, bound: str) -> Quantity:
    """Return `found` as its qualifier allows it to be."""
    if bound == "about":
        return _about(found)
    if bound == "below":
        return replace(_about(found), high=found.value)
    if bound == "over":
        return replace(found, low=found.low, high=None, bound="over", approximate=True)
    return replace(found, low=None, high=found.high, bound="under", approximate=True)


def _qualified(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    first = found.first
    if lower_at(lexemes, first - 1) in {"the", "a", "an"}:
        first -= 1  # "about a hundred", "more than the 50 men"
    for words in range(_LONGEST_QUALIFIER, 0, -1):
        start = first - words
        if start < 0:
            continue
        text = phrase(lexemes, start, first)
        if text in EXACTLY:
            return replace(found, first=start)
        bound = _BOUNDS.get(text)
        if bound and _qualifies(lexemes, found, text, start):
            found = bounded(replace(found, first=start), "under" if text in UP_TO else bound)
            break
    after = _AFTER.get(phrase(lexemes, found.last, found.last + 2))
    if after is None and found.numeral.last != found.last:
        after = _AFTER.get(phrase(lexemes, found.numeral.last, found.numeral.last + 2))  # "20 or so people"
        if after:
            return bounded(found, after)
    return bounded(replace(found, last=found.last + 2), after) if after else found


def _qualifies(lexemes: Sequence[Lexeme], found: Quantity, text: str, start: int) -> bool:
    before = lower_at(lexemes, start - 1)
    if (
        text in {"over", "above", "below", "under"}
        and found.dimension == "time"
        and found.data.get("role") != "age"
    ):
        return before in _LASTING
    if text == "about":
        return before not in _ABOUT_WHAT
    return text != "some" or found.value >= 10 or found.money


def _rate(lexemes: Sequence[Lexeme], found: Quantity, closed: Collection[int]) -> Quantity:
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


def _role(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
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
