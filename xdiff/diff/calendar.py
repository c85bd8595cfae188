"""Whether two dates can be one."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from xdiff.records import Fact

Relation = Literal["same", "finer", "apart", "open"]

COMPARED_UNITS = frozenset({"day", "month", "year"})
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_DECADE = re.compile(r"(?P<decade>\d{3})X")
_LOOSE_DECADE = 1  # years by which a decade reaches into its neighbours: "the early 1970s" and 1969
PREPOSITION = re.compile(
    r"\b(?:on|in|of|since|until|till|by|from|to|before|after|between|and|during|the|early|late|mid|dated)"
    r"[\s-]*$",
    re.IGNORECASE | re.DOTALL,
)
"""What stands before a date on which something happened."""
_VALUE = re.compile(r"(?P<year>\d{4})?(?:-?-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|--W(?P<weekday>[1-7])")


def relation(left: str, right: str) -> Relation:
    """Compare two ISO 8601 dates, either of which may be partial ("2015", "--09-29", "--W1").

    `same`: every part both give is equal, and they give the same parts. `finer`: one gives more.
    `apart`: a part differs. `open`: they share no part, so nothing can be said. A decade ("197X") is
    compared with years and decades.
    """
    if "X" in left or "X" in right:
        return _of_decades(left, right)
    a, b = _parts(left), _parts(right)
    common = a.keys() & b.keys()
    if not common:
        return "open"
    if any(a[part] != b[part] for part in common):
        return "apart"
    return "same" if a.keys() == b.keys() or "weekday" in common else "finer"


def affirms(left: str, right: str) -> bool:
    """Whether a document that gives the date `right` gives `left` too: as exact a date, but for its year."""
    if relation(left, right) not in {"same", "finer"}:
        return False
    asked, given = _parts(left).keys(), _parts(right).keys()
    return (
        "X" in left + right
        or not asked - {"year"}
        or bool(asked & given & {"day", "weekday"})
        or ("month" in asked & given and "day" not in asked)
    )


def _of_decades(left: str, right: str) -> Relation:
    """Compare two dates of which one or both are decades."""
    spans = [_years(each) for each in (left, right)]
    if not spans[0] or not spans[1]:
        return "open"
    (a, b), (c, d) = spans[0], spans[1]
    if (a, b) == (c, d):
        return "same"
    both_decades = "X" in left and "X" in right
    loose = 0 if both_decades else _LOOSE_DECADE
    return "finer" if max(a, c) <= min(b, d) + loose else "apart"


def _years(value: str) -> tuple[int, int] | None:
    """Return the first and last year of a date that has its year, or of a decade."""
    decade = _DECADE.fullmatch(value)
    if decade:
        first = int(decade["decade"]) * 10
        return first, first + 9
    year = _parts(value).get("year")
    return (year, year) if year else None


def _parts(value: str) -> dict[str, int]:
    found = _VALUE.fullmatch(value)
    if not found:
        return {}
    parts = {name: int(text) for name, text in found.groupdict().items() if text}
    if {"year", "month", "day"} <= parts.keys():
        try:
            parts["weekday"] = date(parts["year"], parts["month"], parts["day"]).isoweekday()
        except ValueError:
            return {}
    return parts


def of_the_page(text: str, fact: Fact) -> bool:
    """Whether a date stands in `text` like that of a page: day, month and year, without a preposition."""
    full = len(fact.value) == 10 and any(character.isdigit() for character in fact.surface)
    return full and not PREPOSITION.search(text, max(0, fact.span.start - 16), fact.span.start)


def comparable_value(fact: Fact) -> str:
    """Return the value of a date as far as it can be held against another document's.

    A weekday that was resolved by the page's own day is taken back to the weekday: whether "Thursday" was
    or will be depends on a verb, and two pages of one story carry two days. "Today" and "last March" are
    left out of comparison altogether.
    """
    if fact.data.get("resolved") != "document date":
        return fact.value
    weekday = _WEEKDAY.search(fact.surface)
    return f"--W{_WEEKDAYS.index(weekday.group().lower()[:3]) + 1}" if weekday else ""


def may_be_one(one: Fact, other: Fact) -> bool:
    """Whether two dates may be one, as far as they go.

    A bare weekday tells of the week the page was written in, so it is not "in February" or "in 2003".
    """
    left, right = comparable_value(one), comparable_value(other)
    found = relation(left, right)
    if found == "open":
        return not left or not right or left.startswith("--W") == right.startswith("--W")
    return found != "apart"
