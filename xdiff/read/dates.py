"""Lines that are a date and nothing else ("19/09/2016 16:44"), and the day they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
            ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip

# Five small patterns, taken off one after the other, compile in 2 ms; one for whole lines took 18.
_YEAR = re.compile(r"\d{4}")
_LEAD = re.compile(
    r"(?P<later>last )?(?:first |originally )?(?P<verb>published|posted|updated?|modified|created|released|"
    r"issued|added|filed|date|dated|edited)(?: on| at)?\s*:?\s+",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:(?:\b|(?<=\d)T)\d{1,2}\s?[:.h]\s?\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?)"
    r"(?:\s*\(?(?:[A-Z]{2,5}\b|[A-Z][a-z]+ [Tt]ime|Z|(?:UTC|GMT)?\s?[+-]\d{1,2}:?\d{0,2})\)?)?"
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s*", re.IGNORECASE
)
_NUMBERS = re.compile(r"(\d{1,4})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{1,4})")
_DAY_MONTH = re.compile(
    r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?[\s-]+([a-z]+)\.?[\s,-]+(\d{4})", re.IGNORECASE
)
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_JOINTS = " \t\u00a0.,;|·•–-"
# No date line is longer: "Last updated on Wednesday, September 30, 2015 at 11:59:59 p.m. Eastern time".
_MAX_LENGTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """A line that is a date.

    Attributes:
        day: None when day and month may stand either way round (05/02/2016).
        published: False when the line says that it is the day of a later change.
    """

    day: date | None
    published: bool = True


def read(line: str) -> DateLine | None:
    """Return what a line without outer white space says when it is a date, with or without a time.

    The year stands in four digits. Of two numbers one above 12 is the day; two equal ones need no
    telling. None: the line is something else, or the date is none of the calendar's.
    """
    if len(line) > _MAX_LENGTH or not _YEAR.search(line):
        return None
    lead = _LEAD.match(line)
    published = lead is None or not (
        lead.group("later") or lead.group("verb").lower() in {"updated", "update", "modified", "edited"}
    )
    rest = line[lead.end() :] if lead else line
    rest = _without_clock(rest)
    weekday = _WEEKDAY.match(rest)
    rest = rest[weekday.end() :] if weekday else rest
    try:
        found, day = _day(rest)
    except ValueError:
        return None
    return DateLine(day=day, published=published) if found else None


def _without_clock(rest: str) -> str:
    """Cut one time of day off either end."""
    for clock in _CLOCK.finditer(rest):
        before, after = rest[: clock.start()].strip(_JOINTS), rest[clock.end() :].strip(_JOINTS)
        if not before or not after:
            kept = before or after
            return kept.removesuffix(" at").strip(_JOINTS)
    return rest.strip(_JOINTS)


def _day(text: str) -> tuple[bool, date | None]:
    """Return whether `text` is a date, and its day where that can be told; ValueError for no such day."""
    if match := _NUMBERS.fullmatch(text):
        return _of_numbers(match.group(1), int(match.group(3)), match.group(4))
    if match := _DAY_MONTH.fullmatch(text):
        day, month, year = match.groups()
    elif match := _MONTH_DAY.fullmatch(text):
        month, day, year = match.groups()
    else:
        return False, None
    number = _MONTHS.get(month.lower())
    return (True, date(int(year), number, int(day))) if number else (False, None)


def _of_numbers(first: str, second: int, third: str) -> tuple[bool, date | None]:
    if len(first) == 4 and len(third) <= 2:
        return True, date(int(first), second, int(third))
    if len(first) > 2 or len(third) != 4:
        return False, None
    one, year = int(first), int(third)
    if one > 12:
        return True, date(year, second, one)
    if second > 12 or one == second:
        return True, date(year, one, second)
    date(year, one, second)  # refuses 00/05/2016
    return True, None
