"""Two dates told as one span: the second one's year is the first one's too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.calendar.almanac import Moment, of_day, of_month, valid
from xdiff.facts.quantity.lexemes import Lexeme, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

_DASHES = frozenset("-‐‑–—")
_LINKS = _DASHES | {"to", "until", "till", "through", "and"}


def with_years(lexemes: Sequence[Lexeme], found: Sequence[Moment]) -> list[Moment]:
    """Give "May 30" in "May 30 to June 2, 2014" its year; join the two where a dash ties them."""
    joined: list[Moment] = []
    for right in found:
        left = joined[-1] if joined else None
        link = phrase(lexemes, left.last, right.first) if left else ""
        if left is None or link not in _LINKS or left.unit != right.unit or right.resolved != "explicit":
            joined.append(right)
            continue
        early = _of_year(left, right)
        if early is None:
            joined.append(right)
        elif link in _DASHES:
            joined[-1] = replace(
                early, last=right.last, value=f"{early.value}/{right.value}", high=right.high
            )
        else:
            joined[-1:] = [early, right]
    return joined


def _of_year(left: Moment, right: Moment) -> Moment | None:
    """Return `left`, a month or a day without a year of its own, in the year that leads up to `right`."""
    if (
        left.resolved == "explicit"
        or right.low is None
        or left.unit not in {"day", "month"}
        or "/" in right.value
    ):
        return None
    parts = [int(each) for each in left.value.split("-") if each.isdecimal()]
    if left.resolved == "document date":
        parts = parts[1:]
    if len(parts) != (2 if left.unit == "day" else 1):
        return None
    month = parts[0]
    year = right.low.year - (month > right.low.month)
    if not valid(year, month, parts[-1] if left.unit == "day" else 1):
        return None
    if left.unit == "month":
        return of_month(left.first, left.last, year, month)
    return of_day(left.first, left.last, right.low.replace(year=year, month=month, day=parts[1]))
