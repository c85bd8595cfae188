"""Dates in digits: 2015-09-29, 29/09/2015, 2014-15, a year among counts, a decade."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from xdiff.facts.calendar.almanac import (
    Moment,
    of_day,
    of_year,
    valid,
)
from xdiff.facts.calendar.relative import TIME_UNITS
from xdiff.facts.quantity.currencies import CURRENCY_NAMES, SYMBOLS
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, touches, words
from xdiff.facts.quantity.nouns import is_plural
from xdiff.facts.quantity.units import MEASURES, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})\Z")
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})\Z")
_SEASON_YEARS = re.compile(r"(1[89]\d\d|20\d\d)/(\d\d|\d{4})\Z")
DASHES = frozenset("-‐‑–—")
_NUMERIC_ANYWHERE = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2\d{4}(?![\d/-]|\.\d)")
YEAR_PREPOSITIONS = frozenset(
    words(
        """
        in since by until till during before after through throughout early late mid year around
        circa from back
        """
    )
)
_WEAK_PREPOSITIONS = frozenset(words("of to and for between or the a his her its their our this that last"))
_LABELS = frozenset(
    words(
        """
        page pages no number room resolution article section flight psalm model chapter of mile route
        highway road bus train pin code case lot channel line locker badge
        """
    )
)
_STREETS = frozenset(words("street road avenue lane drive boulevard terrace"))
_NEW_YORK_2001 = date(2001, 9, 11)


def day_comes_first(text: str) -> bool | None:
    """Return how the document writes 29/09/2015, or None when no date in it tells."""
    for match in _NUMERIC_ANYWHERE.finditer(text):
        if int(match[1]) > 12 >= int(match[3]):
            return True
        if int(match[3]) > 12 >= int(match[1]):
            return False
        if match[2] == ".":
            return True
    return None


def numeric(lexemes: Sequence[Lexeme], index: int, day_first: bool | None) -> Moment | None:
    """Read 2015-09-29, 29/09/2015, 29.09.2015, 9/11, 2014/15."""
    text = lexemes[index].text
    if text == "9/11" and not touches(lexemes, index - 1):
        return of_day(index, index + 1, _NEW_YORK_2001)
    if found := _iso(lexemes, index) or _hyphened(lexemes, index, day_first):
        return found
    if match := _YEAR_FIRST.match(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        return of_day(index, index + 1, date(year, month, day)) if valid(year, month, day) else None
    if match := _SEASON_YEARS.match(text):
        return _years_to(index, index + 1, int(match[1]), match[2])
    if (match := _NUMERIC.match(text)) is None:
        return None
    left, right, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        if match[2] == ".":
            return None  # 1.10.15 is as likely a section
        year += 2000 if year < 50 else 1900
    return _ordered(index, year, left, right, day_first=True if match[2] == "." else day_first)


def _ordered(index: int, year: int, left: int, right: int, *, day_first: bool | None) -> Moment | None:
    """Return the day of a numeric date; a year with both readings in `data` when nothing tells."""
    readings = {
        date(year, month, day)
        for month, day, right_order in ((right, left, True), (left, right, False))
        if valid(year, month, day) and (day_first is None or day_first is right_order)
    }
    if not readings:  # the document's own order gives no date: take the other one
        return None if day_first is None else _ordered(index, year, left, right, day_first=None)
    low, high = min(readings), max(readings)
    if low == high:
        return of_day(index, index + 1, low)
    whole = of_year(index, index + 1, year)
    either = f"{low.isoformat()}|{high.isoformat()}"
    return replace(whole, low=low, high=high, approximate=True, resolved="no", data={"either": either})


def _iso(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    parts = lexemes[index : index + 5]
    if len(parts) < 5 or len(parts[0].text) != 4 or not all(touches(lexemes, index + at) for at in range(4)):
        return None
    numbers = [part.text for part in parts[::2]]
    if parts[1].text != "-" or parts[3].text != "-" or not all(each.isdecimal() for each in numbers):
        return None
    year, month, day = (int(each) for each in numbers)
    return of_day(index, index + 5, date(year, month, day)) if valid(year, month, day) else None


def _hyphened(lexemes: Sequence[Lexeme], index: int, day_first: bool | None) -> Moment | None:
    """Read 29-09-2015."""
    parts = lexemes[index : index + 5]
    if len(parts) < 5 or parts[1].text != "-" or parts[3].text != "-" or len(parts[4].text) != 4:
        return None
    numbers = [part.text for part in parts[::2]]
    tied = not touches(lexemes, index - 1) and all(touches(lexemes, index + at) for at in range(4))
    if (
        not tied
        or not all(each.isdecimal() for each in numbers)
        or len(numbers[0]) > 2
        or len(numbers[1]) > 2
    ):
        return None
    left, right, year = (int(each) for each in numbers)
    if not 1000 <= year <= 2199:
        return None
    found = _ordered(index, year, left, right, day_first=day_first)
    return found and replace(found, last=index + 5)


def _years_to(first: int, last: int, year: int, ending: str) -> Moment | None:
    until = int(ending) if len(ending) == 4 else year - year % 100 + int(ending)
    return of_year(first, last, year, until=until) if year < until <= year + 99 else None


def year_or_decade(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read a year or a decade; "2000 people" and "page 2015" are not."""
    text = lexemes[index].text
    if not (text.isdecimal() and len(text) == 4):
        return None
    year = int(text)
    before, after = lower_at(lexemes, index - 1), lower_at(lexemes, index + 1)
    if touches(lexemes, index - 1) and before not in DASHES | {"(", "[", '"', "“", "'", "‘"}:
        return None
    if before in DASHES and index > 1 and lexemes[index - 2].kind == "digits":
        tied = touches(lexemes, index - 2) and touches(lexemes, index - 1)
        if tied:
            return None  # "555-2014"
    if after == "s" and touches(lexemes, index) and year % 10 == 0 and 1000 <= year <= 2090:
        return _decade(index, index + 2, year)
    if (
        after in {"'", "’"}
        and lower_at(lexemes, index + 2) == "s"
        and year % 10 == 0
        and before in {"the", "early", "late"}
    ):
        return _decade(index, index + 3, year)
    if touches(lexemes, index) and (lexemes[index + 1].kind == "word" or after in {"%", "/", ":"}):
        return None
    if after in DASHES and touches(lexemes, index) and touches(lexemes, index + 1):
        ending = lexemes[index + 2].text if index + 2 < len(lexemes) else ""
        if ending.isdecimal() and len(ending) in {2, 4} and 1000 <= year <= 2100:
            return _years_to(index, index + 3, year, ending)
    return of_year(index, index + 1, year) if _is_year(lexemes, index, year) else None


def _is_year(lexemes: Sequence[Lexeme], index: int, year: int) -> bool:
    before, after = lower_at(lexemes, index - 1), lower_at(lexemes, index + 1)
    if before in SYMBOLS or before in _LABELS - {"of"} or not 1000 <= year <= 2150:
        return False
    if before == "is" and lower_at(lexemes, index - 2) in {"pin", "code", "password", "number"}:
        return False
    behind = lexemes[index + 1 : index + 4]
    if (
        any(each.lower in _STREETS and each.text[0].isupper() for each in behind[1:])
        and behind[0].text[0].isupper()
    ):
        return False  # "1920 Elm Street"
    if (after in MEASURES and after not in TIME_UNITS) or (after in CURRENCY_NAMES and before != "in"):
        return False  # but "in 2006 dollars"
    if after in PEOPLE and is_plural(lexemes[index + 1]) and (before not in YEAR_PREPOSITIONS or year < 1900):
        return False
    if after in {"x", "×"} or before in {"x", "×"}:
        return False  # "1680 x 1050"
    if after in {"hundred", "thousand", "million", "billion", "gmt", "hours", "hrs", "utc"}:
        return False
    counts = (
        index + 1 < len(lexemes) and is_plural(lexemes[index + 1]) and lexemes[index + 1].text[0].islower()
    )
    if before in YEAR_PREPOSITIONS or (
        before in DASHES and lower_at(lexemes, index - 2) in {"mid", "pre", "post"}
    ):
        return year >= 1900 or not counts
    if before == "between" and after == "and" and lower_at(lexemes, index + 2).isdecimal():
        noun = index + 3 < len(lexemes) and is_plural(lexemes[index + 3])
        return len(lexemes[index + 2].text) == 4 and not noun  # "between 1035 and 1814"
    if not 1900 <= year <= 2050:
        return year >= 1500 and (before in _WEAK_PREPOSITIONS or before in {"(", ","}) and not counts
    if before in {"the", "his", "her", "its", "their", "our", "this"}:
        return True
    # Who counts 2,016 players writes the comma or rounds; "the big-money 2016 players" are of a year.
    return not counts or year % 50 != 0


def _decade(first: int, last: int, year: int) -> Moment:
    whole = of_year(first, last, year, until=year + 9)
    return replace(whole, value=f"{year // 10}X", approximate=True)


def short_decade(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "the '90s"."""
    text = lower_at(lexemes, index + 1)
    if text.isdecimal() and len(text) == 2 and text[1] == "0" and lower_at(lexemes, index + 2) == "s":
        year = 1900 + int(text) if int(text) >= 30 else 2000 + int(text)
        return _decade(index, index + 3, year)
    return None
