"""Named periods: quarters, halves, fiscal years, centuries, decades in words, seasons alone, fixed feasts.

A period whose year nobody gives keeps the code of ISO 8601-2 for a part of a year: "XXXX-33" for a first
quarter (33 to 36), "XXXX-40" and "XXXX-41" for its halves, "XXXX-21" for a spring (21 to 24).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from xdiff.facts.calendar.almanac import SEASONS, Moment, of_year, yearless
from xdiff.facts.calendar.named_dates import year_number
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.quantity.numerals import TENS

if TYPE_CHECKING:
    from collections.abc import Sequence

_ORDINALS = {
    word: number
    for number, words_ in enumerate((("first", "1"), ("second", "2"), ("third", "3"), ("fourth", "4")), 1)
    for word in words_
}
_QUARTERS = {f"q{number}": number for number in range(1, 5)}
# Without one of these in its sentence a quarter may be one of a match, and a half that of a film.
_BUSINESS = frozenset(
    words(
        """
        profit profits earnings revenue revenues sales gdp growth economy loss losses income results
        fiscal shares dividend output exports imports forecast analysts company bank orders deliveries
        grew shrank contracted expanded
        """
    )
)
_REACH = 40  # lexemes looked at for such a word; it keeps one endless sentence linear
_SEASON_CODES = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DURING = frozenset(words("in during by since until till from late early mid before after this"))
_NOT_SEASONS = frozenset(words("of water waters roll rolls onion onions chicken back short guy girl asleep"))
# "Unemployment is in the mid-30s", "highs in the 60s": no decade of a century.
_NOT_YEARS = frozenset(
    words(
        """
        temperature temperatures degrees highs lows fahrenheit celsius percent % rate rates ratings
        unemployment polls polling
        """
    )
)
_DECADES = {word.removesuffix("y") + "ies": value for word, value in TENS.items() if value >= 30}
_FEASTS = {
    "new year eve": (12, 31),  # lexemes of dates have no possessive
    "new year day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
}
_FEASTS_BEGIN = frozenset(feast.split()[0] for feast in _FEASTS)
STARTERS = (
    frozenset(_ORDINALS)
    | frozenset(_QUARTERS)
    | frozenset(_DECADES)
    | _FEASTS_BEGIN
    | frozenset({"fiscal", "financial", "fy", "q"})
)
"""Words such a period may begin with, besides seasons."""


def period(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read the named period that starts at `index`, or None."""
    word = lexemes[index].lower
    if word in _ORDINALS or word in _QUARTERS or word == "q":
        return _part_of_year(lexemes, index)
    if word in {"fiscal", "financial", "fy"}:
        return _fiscal(lexemes, index)
    if word in _DECADES:
        return _decade(lexemes, index, _DECADES[word], index + 1)
    if word in SEASONS:
        return _season(lexemes, index)
    for length in (2, 3) if word in _FEASTS_BEGIN else ():
        if (feast := _FEASTS.get(phrase(lexemes, index, index + length))) and lexemes[index].text[
            0
        ].isupper():
            return yearless(index, index + length, *feast, published)
    return None


def _part_of_year(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "the third quarter of 2014", "Q3 2014", "first-quarter profit", "the first half of 2014"."""
    word = lexemes[index].lower
    at = index + 1
    if word == "q":
        number = int(lower_at(lexemes, at)) if lower_at(lexemes, at) in {"1", "2", "3", "4"} else 0
        if not number or not touches(lexemes, index):
            return None
        at, parts = at + 1, 4
    elif word in _QUARTERS:
        number, parts = _QUARTERS[word], 4
    else:
        number = _ORDINALS[word]
        if lower_at(lexemes, at) in {"st", "nd", "rd", "th"} and touches(lexemes, index):
            at += 1
        at += lower_at(lexemes, at) == "-"
        parts = {"quarter": 4, "half": 2}.get(lower_at(lexemes, at), 0)
        at += 1
        if number > parts:
            return None
    behind = at
    while lower_at(lexemes, behind) in {"of", "the", "fiscal", "calendar", "year", "financial"}:
        behind += 1
    year = year_number(lexemes, behind)
    if year is not None:
        first, last = (number - 1) * 12 // parts + 1, number * 12 // parts
        fiscal = any(each.lower in {"fiscal", "financial"} for each in lexemes[at:behind])
        return Moment(
            first=index,
            last=behind + 1,
            value=f"{year:04}-{first:02}/{year:04}-{last:02}",
            unit="quarter" if parts == 4 else "half",
            low=None if fiscal else date(year, first, 1),
            high=None if fiscal else date(year, last, monthrange(year, last)[1]),
            approximate=fiscal,
        )
    near = {each.lower for each in lexemes[max(0, index - _REACH) : index + _REACH]}
    if not near & _BUSINESS or (parts == 2 and phrase(lexemes, at, at + 3) != "of the year"):
        return None
    code = (32 if parts == 4 else 39) + number
    unit = "quarter" if parts == 4 else "half"
    return _open(index, at, f"XXXX-{code}", unit)


def _fiscal(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "fiscal 2015", "fiscal year 2014-15", "FY2015", "FY15"."""
    at = index + 1
    if lower_at(lexemes, at) == "year":
        at += 1
    elif lexemes[index].lower == "financial":
        return None
    year = year_number(lexemes, at)
    text = lower_at(lexemes, at)
    if year is None and lexemes[index].text == "FY" and text.isdecimal() and len(text) == 2:
        year = 2000 + int(text)
    if year is None:
        return None
    return fiscal_year(of_year(index, at + 1, year))


def fiscal_year(moment: Moment) -> Moment:
    """Return a year as the one that accounts are kept by: it may begin in any month of the year before."""
    low = moment.low and date(max(moment.low.year - 1, 1), 1, 1)
    return replace(moment, unit="fiscal year", low=low, approximate=True)


def _decade(lexemes: Sequence[Lexeme], index: int, tens: int, last: int) -> Moment | None:
    """Read "the sixties" and "the 60s"; not the ages of people or the warmth of days."""
    before = lower_at(lexemes, index - 1)
    if before == "-":
        before = lower_at(lexemes, index - 2)
    near = {each.lower for each in lexemes[max(0, index - _REACH) : index + _REACH]}
    if before not in {"the", "early", "mid", "late"} or near & _NOT_YEARS:
        return None
    if before != "the" and lower_at(lexemes, index - 2) in {"his", "her", "their", "my", "your"}:
        return None
    whole = of_year(index, last, 1900 + tens, until=1909 + tens)
    return replace(whole, value=f"{190 + tens // 10}X", approximate=True)


def digit_decade(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "the 60s"."""
    text = lexemes[index].text
    if len(text) != 2 or not text.isdecimal() or text[1] != "0" or int(text) < 30:
        return None
    if lower_at(lexemes, index + 1) != "s" or not touches(lexemes, index):
        return None
    return _decade(lexemes, index, int(text), index + 2)


def century(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "the 19th century"."""
    text = lexemes[index].text
    if not text.isdecimal() or not 1 <= int(text) <= 21 or not touches(lexemes, index):
        return None
    if (
        lower_at(lexemes, index + 1) not in {"st", "nd", "rd", "th"}
        or lower_at(lexemes, index + 2) != "century"
    ):
        return None
    hundreds = int(text) - 1
    return Moment(
        first=index,
        last=index + 3,
        value=f"{hundreds:02}XX",
        unit="century",
        low=date(max(hundreds * 100, 1), 1, 1),
        high=date(hundreds * 100 + 99, 12, 31),
        approximate=True,
    )


def _season(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "in the spring": which one, only a tense could tell."""
    before = lower_at(lexemes, index - 1)
    if before == "the":
        before = lower_at(lexemes, index - 2)
    if (
        before not in _DURING
        or not lexemes[index].text[0].islower()
        or lower_at(lexemes, index + 1) in _NOT_SEASONS
    ):
        return None
    if lexemes[index].lower == "fall" and lower_at(lexemes, index - 1) != "the":
        return None  # "since fall", "in fall": the verb and the noun of falling are commoner
    season = lexemes[index].lower
    told = _open(index, index + 1, f"XXXX-{_SEASON_CODES[season]}", "season")
    return replace(told, data={"season": "autumn" if season == "fall" else season})


def _open(first: int, last: int, value: str, unit: str) -> Moment:
    return Moment(first=first, last=last, value=value, unit=unit, approximate=True, resolved="no")
