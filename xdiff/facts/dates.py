"""Dates: the points in time a sentence names, as ISO 8601 values, resolved against the day of publication.

A partial date stays partial ("2015-09", "--09-29", "--W1" for a Monday that no document date resolves); an
interval is ISO's own ("2014/2015", "2015-09-28/2015-09-29"); a decade is "199X". `data["resolved"]` says
whether the year stood there; `part` names a part of it ("early", "mid", "end", "evening"), `zone` and `utc`
belong to a time of day. Quarters, halves, fiscal years, centuries and seasons without a year have units of
their own (`calendar/periods.py`). Lengths of time ("for two years") are numbers, not dates.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.calendar.almanac import (
    MONTHS,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Moment,
    published_date,
)
from xdiff.facts.calendar.clock import NAMED_TIMES, time_of_day
from xdiff.facts.calendar.named_dates import (
    SPOKEN_DAYS,
    ahead_of_name,
    day_month,
    month_date,
    season_date,
    weekday_date,
)
from xdiff.facts.calendar.numeric_dates import day_comes_first, numeric, short_decade, year_or_decade
from xdiff.facts.calendar.parts import with_part
from xdiff.facts.calendar.periods import STARTERS as PERIODS_BEGIN
from xdiff.facts.calendar.periods import century, digit_decade, fiscal_year, period
from xdiff.facts.calendar.relative import STARTERS, TIME_UNITS, relative
from xdiff.facts.calendar.spans import with_years
from xdiff.facts.quantity.lexemes import Lexeme, lex, phrase
from xdiff.facts.quantity.numerals import ONES, TENS
from xdiff.records import Article, Fact, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


_QUOTES = frozenset("'’‘")
_TRIGGERS = (
    frozenset(MONTHS)
    | frozenset(SHORT_MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(SHORT_WEEKDAYS)
    | frozenset(SEASONS)
    | frozenset(NAMED_TIMES)
    | STARTERS
    | TIME_UNITS
    | PERIODS_BEGIN
    | frozenset(SPOKEN_DAYS)
    | {"half", "quarter"}
    | frozenset(ONES)
    | frozenset(TENS)
    | _QUOTES
)
"""Words and marks a date may begin with; digits are the other way."""
_POSSESSIVE = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | TIME_UNITS
    | frozenset(
        {"today", "tonight", "yesterday", "tomorrow", "weekend", "summer", "spring", "autumn", "winter"}
    )
)


def extract(article: Article, _earlier: Earlier) -> tuple[Fact, ...]:
    """Return the points in time of `article`, in reading order."""
    published = published_date(article.document.published)
    day_first = day_comes_first(article.document.text)
    facts: list[Fact] = []
    for index, sentence in enumerate(article.sentences):
        lexemes: Sequence[Lexeme] = lex(sentence.text)
        if "'s" in sentence.text or "’s" in sentence.text:
            lexemes = _without_possessives(lexemes)
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


def _without_possessives(lexemes: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """Return the lexemes with "Monday's" and "last year's" as "Monday" and "year"."""
    return [
        each._replace(text=each.text[:-2], lower=each.lower[:-2], end=each.end - 2)
        if each.lower.endswith("'s") and each.lower[:-2] in _POSSESSIVE
        else each
        for each in lexemes
    ]


def moments(lexemes: Sequence[Lexeme], published: date | None, *, day_first: bool | None) -> list[Moment]:
    """Return the points in time of one sentence, left to right, none overlapping."""
    found: list[Moment] = []
    index = 0
    while index < len(lexemes):
        lexeme = lexemes[index]
        if lexeme.kind != "digits" and lexeme.lower not in _TRIGGERS:
            index += 1
            continue
        moment = _at(lexemes, index, published, day_first)
        if moment is None or moment.last <= index:
            index += 1
            continue
        found.append(moment)
        index = moment.last
    return [_in_context(lexemes, each) for each in with_years(lexemes, found)]


def _in_context(lexemes: Sequence[Lexeme], moment: Moment) -> Moment:
    """Return `moment` as the words around it narrow it: "early March", "the 2014-15 fiscal year"."""
    behind = phrase(lexemes, moment.last, moment.last + 2)
    if moment.unit == "year" and behind in {"fiscal year", "financial year"}:
        return fiscal_year(replace(moment, last=moment.last + 2))
    return with_part(lexemes, moment)


def _at(
    lexemes: Sequence[Lexeme], index: int, published: date | None, day_first: bool | None
) -> Moment | None:
    lexeme = lexemes[index]
    word = lexeme.lower
    if lexeme.kind == "digits":
        return (
            numeric(lexemes, index, day_first)
            or time_of_day(lexemes, index)
            or day_month(lexemes, index, published)
            or relative(lexemes, index, published)
            or century(lexemes, index)
            or period(lexemes, index, published)
            or digit_decade(lexemes, index)
            or year_or_decade(lexemes, index)
        )
    if lexeme.kind != "word":
        return short_decade(lexemes, index) if lexeme.text in _QUOTES else None
    if lexeme.text[0].isupper():
        if word in MONTHS or word in SHORT_MONTHS:
            return month_date(lexemes, index, published)
        if word in WEEKDAYS or word in SHORT_WEEKDAYS:
            return weekday_date(lexemes, index, published)
    if word in SEASONS:
        return season_date(lexemes, index) or period(lexemes, index, published)
    if found := time_of_day(lexemes, index):
        return found
    if word in STARTERS or word in TIME_UNITS or word in ONES or word in TENS:
        found = relative(lexemes, index, published) or ahead_of_name(lexemes, index, published)
        if found:
            return found
    if word in SPOKEN_DAYS or word in {"twenty", "thirty"}:
        found = day_month(lexemes, index, published)
    return found or (period(lexemes, index, published) if word in PERIODS_BEGIN else None)


EXTRACTOR = Extractor(kind="date", extract=extract)
