"""Points in time as ISO 8601 strings with the days they may cover, and the words that name them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta

from xdiff.facts.quantity.lexemes import words

_MONTH_NAMES = words("january february march april may june july august september october november december")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items() if name != "may"} | {"sept": 9}
NAMES_TOO = frozenset({"april", "may", "june", "august", "march", "jan", "mar"})
"""Months that are names, verbs or titles as well: they need a preposition or a number beside them."""

WEEKDAYS = {
    name: number
    for number, name in enumerate(words("monday tuesday wednesday thursday friday saturday sunday"), 1)
}
SHORT_WEEKDAYS = {name[:3]: number for name, number in WEEKDAYS.items()} | {
    "tues": 2,
    "weds": 3,
    "thur": 4,
    "thurs": 4,
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
"""First and last month, as on the northern half of the earth; 13 and 14 lie in the next year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time at the lexemes `first` to `last` (half-open); `low` and `high` are days it may cover.

    `resolved` says where its year or day came from: `explicit` (it stands there), `document date`, or `no`.
    """

    first: int
    last: int
    value: str
    unit: str
    low: date | None = None
    high: date | None = None
    approximate: bool = False
    resolved: str = "explicit"
    data: Mapping[str, str] = field(default_factory=dict)


def valid(year: int, month: int, day: int = 1) -> bool:
    """Whether the Gregorian calendar has this day."""
    return 1 <= year < MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def of_day(first: int, last: int, day: date, *, resolved: str = "explicit") -> Moment:
    """Return one day; it is approximate when the document's date had to help."""
    return Moment(
        first=first,
        last=last,
        value=day.isoformat(),
        unit="day",
        low=day,
        high=day,
        approximate=resolved != "explicit",
        resolved=resolved,
    )


def of_month(first: int, last: int, year: int, month: int, *, resolved: str = "explicit") -> Moment:
    """Return one month of a known year."""
    low, high = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return Moment(
        first=first,
        last=last,
        value=f"{year:04}-{month:02}",
        unit="month",
        low=low,
        high=high,
        approximate=resolved != "explicit",
        resolved=resolved,
    )


def of_year(
    first: int, last: int, year: int, *, resolved: str = "explicit", until: int | None = None
) -> Moment:
    """Return one year, or the ISO interval of years to `until`."""
    end = until or year
    return Moment(
        first=first,
        last=last,
        value=f"{year:04}" if until is None else f"{year:04}/{until:04}",
        unit="year",
        low=date(year, 1, 1),
        high=date(end, 12, 31),
        approximate=resolved != "explicit",
        resolved=resolved,
    )


def of_week(first: int, last: int, day: date) -> Moment:
    """Return the ISO week of a day that the document's date led to."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Moment(
        first=first,
        last=last,
        value=f"{year:04}-W{week:02}",
        unit="week",
        low=monday,
        high=monday + timedelta(days=6),
        approximate=True,
        resolved="document date",
    )


def of_season(first: int, last: int, year: int, season: str, *, resolved: str = "explicit") -> Moment:
    """Return a season as its year with narrower bounds and `data["season"]`."""
    start, end = SEASONS[season]
    end_year, end_month = (year, end) if end <= 12 else (year + 1, end - 12)
    return Moment(
        first=first,
        last=last,
        value=f"{year:04}",
        unit="year",
        low=date(year, start, 1),
        high=date(end_year, end_month, monthrange(end_year, end_month)[1]),
        approximate=True,
        resolved=resolved,
        data={"season": "autumn" if season == "fall" else season},
    )


def yearless(
    first: int, last: int, month: int, day: int | None, published: date | None, *, towards: int = 0
) -> Moment | None:
    """Return "September 29" or "October" in the year nearest to `published`, open when that is unknown.

    `towards` is -1 for "last October", 1 for "next October", 0 for the nearest; None when no year has it.
    """
    if not valid(2000, month, day or 1):
        return None
    if published is None:
        value = f"--{month:02}" if day is None else f"--{month:02}-{day:02}"
        unit = "month" if day is None else "day"
        return Moment(first=first, last=last, value=value, unit=unit, approximate=True, resolved="no")
    middle = day or 15
    years = [year for year in range(published.year - 4, published.year + 5) if valid(year, month, middle)]
    if towards < 0:
        years = [year for year in years if (year, month) < (published.year, published.month)] or years
    elif towards > 0:
        years = [year for year in years if (year, month) > (published.year, published.month)] or years
    year = min(years, key=lambda each: abs((date(each, month, middle) - published).days))
    if day is None:
        return of_month(first, last, year, month, resolved="document date")
    return of_day(first, last, date(year, month, day), resolved="document date")


def weekday(first: int, last: int, number: int, published: date | None, *, ahead: bool) -> Moment:
    """Return a weekday (1 is Monday): the last one at or before `published`, or the first after it."""
    if published is None:
        return Moment(
            first=first, last=last, value=f"--W{number}", unit="day", approximate=True, resolved="no"
        )
    back = (published.isoweekday() - number) % 7
    day = published + timedelta(days=7 - back) if ahead else published - timedelta(days=back)
    return of_day(first, last, day, resolved="document date")


def shifted(day: date, unit: str, amount: int) -> date | None:
    """Return `day` moved by `amount` days, weeks, months, years, decades or centuries, if it exists."""
    try:
        if unit in {"day", "week", "fortnight"}:
            return day + timedelta(days=amount * {"day": 1, "week": 7, "fortnight": 14}[unit])
        months = amount * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def published_date(text: str | None) -> date | None:
    """Return the day of an ISO 8601 date or time, or None when there is none to read."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
