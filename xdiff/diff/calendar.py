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
_VALUE = re.compile(r"(?P<year>\d{4})?(?:-?-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|--W(?P<weekday>[1-7])")


def relation(left: str, right: str) -> Relation:
    """Compare two ISO 8601 dates, either of which may be partial ("2015", "--09-29", "--W1").

    `same`: every part both give is equal, and they give the same parts. `finer`: one gives more.
    `apart`: a part differs. `open`: they share no part, so nothing can be said.
    """
    a, b = _parts(left), _parts(right)
    common = a.keys() & b.keys()
    if not common:
        return "open"
    if any(a[part] != b[part] for part in common):
        return "apart"
    return "same" if a.keys() == b.keys() or "weekday" in common else "finer"


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
