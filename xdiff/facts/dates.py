"""Dates: the points in time a sentence names, as ISO 8601 values, resolved against the day of publication.

A partial date stays partial ("2015-09", "--09-29", "--W1" for a Monday that no document date resolves); an
interval is ISO's own ("2014/2015", "2015-09-28/2015-09-29"); a decade is "199X". `data["resolved"]` says
whether the year stood there. Lengths of time ("for two years") are numbers, not dates.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from xdiff.facts.almanac import (
    MONTHS,
    NAMES_TOO,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Moment,
    of_day,
    of_month,
    of_season,
    of_year,
    published_date,
    valid,
    weekday,
    yearless,
)
from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.clock import time_of_day
from xdiff.facts.lexemes import Lexeme, lex, lower_at, phrase, touches, words
from xdiff.facts.nouns import is_plural
from xdiff.facts.numerals import ONES, TENS
from xdiff.facts.relative import STARTERS, TIME_UNITS, relative
from xdiff.facts.units import MEASURES, PEOPLE, SYMBOLS
from xdiff.records import Article, Fact, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})\Z")
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})\Z")
_SEASON_YEARS = re.compile(r"(1[89]\d\d|20\d\d)/(\d\d|\d{4})\Z")
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_DASHES = frozenset("-‐‑–—")
_NUMERIC_ANYWHERE = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2\d{4}(?![\d./])")

YEAR_PREPOSITIONS = frozenset(
    words(
        """
        in since by until till during before after through throughout early late mid year around
        circa from back
        """
    )
)
_WEAK_PREPOSITIONS = frozenset(words("of to and for between or the a his her its their our this that last"))
_MONTH_PREPOSITIONS = frozenset(
    words(
        """
        in of by since until till last next this early late mid during from through before after
        between past every each for to on middle end beginning start
        """
    )
)
_LABELS = frozenset(
    words("page pages no number room resolution article section flight psalm model chapter of")
)
_NOT_A_DAY = frozenset(
    words(
        """
        black good ash super bloody easter palm maundy holy fat cyber giving man freaky shrove whit
        casual
        """
    )
)
_NOT_BEFORE = frozenset(
    words("times telegraph mail express mirror post herald school review addams roast best")
)
_FUTURE = frozenset(words("will won't shall upcoming scheduled due expected planned plans plan slated"))
_TOLD = frozenset(
    words(
        """
        said says told announced met began held was were had took came went left won lost made gave
        found spoke wrote saw sent got ran fell rose broke led on late early
        """
    )
)
_DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night", "lunchtime"})
_NEW_YORK_2001 = date(2001, 9, 11)


def extract(article: Article, _earlier: Earlier) -> tuple[Fact, ...]:
    """Return the points in time of `article`, in reading order."""
    published = published_date(article.document.published)
    day_first = _day_comes_first(article.document.text)
    facts: list[Fact] = []
    for index, sentence in enumerate(article.sentences):
        lexemes = lex(sentence.text)
        for moment in moments(lexemes, published, day_first=day_first):
            start, end = lexemes[moment.first].start, lexemes[moment.last - 1].end
            facts.append(
                Fact(
                    kind="date",
                    document_id=article.document.id,
                    sentence=index,
                    span=Span(start=sentence.span.start + start, end=sentence.span.start + end),
                    surface=sentence.text[start:end],
                    value=moment.value,
                    unit=moment.unit,
                    approximate=moment.approximate,
                    low=float(moment.low.toordinal()) if moment.low else None,
                    high=float(moment.high.toordinal()) if moment.high else None,
                    data={"resolved": moment.resolved, **moment.data},
                )
            )
    return tuple(facts)


def _day_comes_first(text: str) -> bool | None:
    """Return how the document writes 29/09/2015, or None when no date in it tells."""
    for match in _NUMERIC_ANYWHERE.finditer(text):
        if int(match[1]) > 12 >= int(match[3]):
            return True
        if int(match[3]) > 12 >= int(match[1]):
            return False
        if match[2] == ".":
            return True
    return None


def moments(lexemes: Sequence[Lexeme], published: date | None, *, day_first: bool | None) -> list[Moment]:
    """Return the points in time of one sentence, left to right, none overlapping."""
    found: list[Moment] = []
    index = 0
    while index < len(lexemes):
        moment = _at(lexemes, index, published, day_first)
        if moment is None or moment.last <= index:
            index += 1
            continue
        found.append(moment)
        index = moment.last
    return found


def _at(
    lexemes: Sequence[Lexeme], index: int, published: date | None, day_first: bool | None
) -> Moment | None:
    lexeme = lexemes[index]
    word = lexeme.lower
    if lexeme.kind == "digits":
        return (
            _numeric(lexemes, index, day_first)
            or time_of_day(lexemes, index)
            or _day_month(lexemes, index, published)
            or relative(lexemes, index, published)
            or _year(lexemes, index)
        )
    if lexeme.kind != "word":
        return _short_decade(lexemes, index) if lexeme.text in {"'", "’", "‘"} else None
    if lexeme.text[0].isupper():
        if word in MONTHS or word in SHORT_MONTHS:
            return _month(lexemes, index, published)
        if word in WEEKDAYS or word in SHORT_WEEKDAYS:
            return _weekday(lexemes, index, published)
    if word in SEASONS:
        return _season(lexemes, index)
    if found := time_of_day(lexemes, index):
        return found
    if word in STARTERS or word in TIME_UNITS or word in ONES or word in TENS:
        return relative(lexemes, index, published) or _ahead_of_name(lexemes, index, published)
    return None


def _ahead_of_name(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "last Monday", "next October": the word before decides which one."""
    which = lexemes[index].lower
    if which not in {"last", "next", "this"} or lower_at(lexemes, index - 1) == "the":
        return None
    word = lower_at(lexemes, index + 1)
    if not lexemes[index + 1 : index + 2] or not lexemes[index + 1].text[0].isupper():
        return None
    if word in WEEKDAYS:
        moment = _weekday(lexemes, index + 1, published)
        return moment and replace(moment, first=index)
    if word in MONTHS:
        moment = _month(lexemes, index + 1, published)
        if moment and moment.resolved != "explicit" and moment.unit == "month":
            towards = {"last": -1, "next": 1, "this": 0}[which]
            moment = yearless(index, moment.last, MONTHS[word], None, published, towards=towards)
        return moment and replace(moment, first=index)
    return None


# Digits


def _numeric(lexemes: Sequence[Lexeme], index: int, day_first: bool | None) -> Moment | None:
    """Read 2015-09-29, 29/09/2015, 29.09.2015, 9/11, 2014/15."""
    text = lexemes[index].text
    if text == "9/11" and not touches(lexemes, index - 1):
        return of_day(index, index + 1, _NEW_YORK_2001)
    if found := _iso(lexemes, index):
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
    """Return the day of a numeric date; a year with both readings in `data` when nothing tells which it is."""
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


def _years_to(first: int, last: int, year: int, ending: str) -> Moment | None:
    until = int(ending) if len(ending) == 4 else year - year % 100 + int(ending)
    return of_year(first, last, year, until=until) if year < until <= year + 99 else None


def _day_number(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int] | None:
    """Read "29", "29th", "the 29th" as a day of a month; return it with the index after it."""
    text = lexemes[index].text if index < len(lexemes) else ""
    if not (text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31):
        return None
    if lower_at(lexemes, index + 1) in _ORDINAL_ENDINGS and touches(lexemes, index):
        return int(text), index + 2
    if touches(lexemes, index) and lexemes[index + 1].kind == "word":
        return None
    return int(text), index + 1


def _day_month(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "29 September 2015", "29th of September", "28-29 September"."""
    found = _day_number(lexemes, index)
    if found is None or lower_at(lexemes, index - 1) in SYMBOLS:
        return None
    day, at = found
    until = None
    if lower_at(lexemes, at) in _DASHES | {"to", "and"} and (second := _day_number(lexemes, at + 1)):
        until, at = second
    if lower_at(lexemes, at) == "of":
        at += 1
    if (
        at >= len(lexemes)
        or not lexemes[at].text[0].isupper()
        or (month := _month_number(lexemes, at)) is None
    ):
        return None
    at = at + 2 if _dotted(lexemes, at) else at + 1
    year_at = at + 1 if lower_at(lexemes, at) in {",", "of"} else at
    if (year := _year_number(lexemes, year_at)) is not None:
        at = year_at + 1
    return _on(index, at, year, month, day, until, published)


def _month_number(lexemes: Sequence[Lexeme], index: int) -> int | None:
    word = lower_at(lexemes, index)
    return MONTHS.get(word) or SHORT_MONTHS.get(word)


def _dotted(lexemes: Sequence[Lexeme], index: int) -> bool:
    return (
        lower_at(lexemes, index + 1) == "."
        and touches(lexemes, index)
        and lexemes[index].lower in SHORT_MONTHS
    )


def _year_number(lexemes: Sequence[Lexeme], index: int) -> int | None:
    text = lexemes[index].text if index < len(lexemes) else ""
    if not (text.isdecimal() and len(text) == 4 and 1000 <= int(text) <= 2199):
        return None
    glued = touches(lexemes, index) and lexemes[index + 1].kind == "word"
    return None if glued else int(text)


def _on(
    first: int, last: int, year: int | None, month: int, day: int, until: int | None, published: date | None
) -> Moment | None:
    if year is None:
        start = yearless(first, last, month, day, published)
    else:
        start = of_day(first, last, date(year, month, day)) if valid(year, month, day) else None
    if start is None or until is None or until <= day:
        return start
    if start.low is None:
        return replace(start, value=f"{start.value}/--{month:02}-{until:02}")
    if not valid(start.low.year, month, until):
        return start
    end = start.low.replace(day=until)
    return replace(start, value=f"{start.value}/{end.isoformat()}", high=end)


def _year(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read a year or a decade; "2000 people" and "page 2015" are not."""
    text = lexemes[index].text
    if not (text.isdecimal() and len(text) == 4):
        return None
    year = int(text)
    before, after = lower_at(lexemes, index - 1), lower_at(lexemes, index + 1)
    if touches(lexemes, index - 1) and before not in _DASHES | {"(", "[", '"', "“", "'", "‘"}:
        return None
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
    if after in _DASHES and touches(lexemes, index) and touches(lexemes, index + 1):
        ending = lexemes[index + 2].text if index + 2 < len(lexemes) else ""
        if ending.isdecimal() and len(ending) in {2, 4} and 1000 <= year <= 2100:
            return _years_to(index, index + 3, year, ending)
    return of_year(index, index + 1, year) if _is_year(lexemes, index, year) else None


def _is_year(lexemes: Sequence[Lexeme], index: int, year: int) -> bool:
    before, after = lower_at(lexemes, index - 1), lower_at(lexemes, index + 1)
    if before in SYMBOLS or before in _LABELS - {"of"} or not 1000 <= year <= 2150:
        return False
    if after in MEASURES and after not in TIME_UNITS:
        return False
    if after in PEOPLE and (before not in YEAR_PREPOSITIONS or year < 1900):
        return False
    if after in {"hundred", "thousand", "million", "billion", "gmt", "hours", "hrs", "utc"}:
        return False
    counts = (
        index + 1 < len(lexemes) and is_plural(lexemes[index + 1]) and lexemes[index + 1].text[0].islower()
    )
    if before in YEAR_PREPOSITIONS or (
        before in _DASHES and lower_at(lexemes, index - 2) in {"mid", "pre", "post"}
    ):
        return year >= 1900 or not counts
    if not 1900 <= year <= 2050:
        return year >= 1500 and (before in _WEAK_PREPOSITIONS or before in {"(", ","}) and not counts
    if before in {"the", "his", "her", "its", "their", "our", "this"}:
        return True
    return not counts


def _decade(first: int, last: int, year: int) -> Moment:
    whole = of_year(first, last, year, until=year + 9)
    return replace(whole, value=f"{year // 10}X", approximate=True)


def _short_decade(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "the '90s"."""
    text = lower_at(lexemes, index + 1)
    if text.isdecimal() and len(text) == 2 and text[1] == "0" and lower_at(lexemes, index + 2) == "s":
        year = 1900 + int(text) if int(text) >= 30 else 2000 + int(text)
        return _decade(index, index + 3, year)
    return None


# Names of months, days and seasons


def _month(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "September 29, 2015", "Sept. 29", "September 2015", "in October"."""
    word = lexemes[index].lower
    number = _month_number(lexemes, index)
    if number is None:
        return None
    dotted = _dotted(lexemes, index)
    at = index + 2 if dotted else index + 1
    if lower_at(lexemes, at) == "the":
        at += 1
    if found := _day_number(lexemes, at):
        unit = lower_at(lexemes, found[1])
        if unit not in MEASURES and unit not in PEOPLE:
            return _month_day(lexemes, index, number, found, published)
    at = index + 2 if dotted else index + 1
    year_at = at + 1 if lower_at(lexemes, at) in {",", "of"} else at
    if (year := _year_number(lexemes, year_at)) is not None:
        return of_month(index, year_at + 1, year, number)
    if word in MONTHS and _is_month(lexemes, index):
        return yearless(index, index + 1, number, None, published)
    return None


def _month_day(
    lexemes: Sequence[Lexeme], index: int, month: int, found: tuple[int, int], published: date | None
) -> Moment | None:
    day, at = found
    until = None
    if lower_at(lexemes, at) in _DASHES | {"to", "and"} and (second := _day_number(lexemes, at + 1)):
        unit = lower_at(lexemes, second[1])
        if lower_at(lexemes, at) in _DASHES or unit in {",", ".", "", ")"}:
            until, at = second
    year_at = at + 1 if lower_at(lexemes, at) in {",", "of"} else at
    year = _year_number(lexemes, year_at)
    if year is not None and (lower_at(lexemes, at) == "," or lower_at(lexemes, year_at + 1) not in PEOPLE):
        at = year_at + 1
    else:
        year = None
    return _on(index, at, year, month, day, until, published)


def _is_month(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a bare month is one, and not Theresa May or a march."""
    word = lexemes[index].lower
    before = lexemes[index - 1] if index else None
    after = lexemes[index + 1] if index + 1 < len(lexemes) else None
    named = (
        after is not None and after.kind == "word" and after.text[0].isupper() and after.lower not in MONTHS
    )
    if (
        before is not None
        and before.lower in _DASHES
        and lower_at(lexemes, index - 2) in {"mid", "early", "late"}
    ):
        return True
    if word in NAMES_TOO:
        return (
            before is not None
            and before.lower in _MONTH_PREPOSITIONS - {"to", "for", "on", "of"}
            and not named
        )
    if before is not None and before.kind == "word" and before.text[0].isupper() and index > 1:
        return before.lower in _MONTH_PREPOSITIONS or before.lower in MONTHS
    return True


def _weekday(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "Monday", "Monday night", "Mon., Sept. 28", "Monday, September 28, 2015"."""
    word = lexemes[index].lower
    short = word not in WEEKDAYS
    number = WEEKDAYS.get(word) or SHORT_WEEKDAYS[word]
    last = index + 1
    if short and lower_at(lexemes, last) == "." and touches(lexemes, index):
        last += 1
    at = last + 1 if lower_at(lexemes, last) in {",", "the"} else last
    if at < len(lexemes) and lexemes[at].kind in {"word", "digits"}:
        full = (
            _month(lexemes, at, published)
            if _month_number(lexemes, at)
            else _day_month(lexemes, at, published)
        )
        if full is not None and full.unit == "day":
            return replace(full, first=index)
    if short and not (last == index + 2 and lower_at(lexemes, index - 1) in {"on", "last", "next"}):
        return None
    before, after = lower_at(lexemes, index - 1), lower_at(lexemes, last)
    if before in _NOT_A_DAY or after in _NOT_BEFORE:
        return None
    data = {}
    if after in _DAY_PARTS and not lexemes[last].text[0].isupper():
        data, last = {"part": after}, last + 1
    moment = weekday(index, last, number, published, ahead=_is_ahead(lexemes, index))
    return replace(moment, data=data)


def _is_ahead(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a weekday lies after publication: "next Monday", "until Friday", "will meet on Friday"."""
    before = lower_at(lexemes, index - 1)
    if before in {"next", "coming", "until", "till", "by"}:
        return True
    if before in {"last", "past", "since", "this"}:
        return False
    near = [lexemes[at].lower for at in range(max(0, index - 3), index)]
    if any(word.endswith("ed") or word in _TOLD - {"on", "late", "early"} for word in near):
        return False
    return any(each.lower in _FUTURE or each.lower.endswith("'ll") for each in lexemes[:index]) or (
        phrase(lexemes, index + 1, index + 2) in {"will", "when"}
    )


def _season(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "summer 2015", "the spring of 2014"."""
    at = index + 2 if lower_at(lexemes, index + 1) == "of" else index + 1
    year = _year_number(lexemes, at)
    if year is None or lexemes[index].lower not in SEASONS:
        return None
    return of_season(index, at + 1, year, lexemes[index].lower)


EXTRACTOR = Extractor(kind="date", extract=extract)
