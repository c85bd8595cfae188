"""Parts of a month, a year or a decade: "early March", "mid-2014", "the end of 2014", "the late 1960s".

The value stays that of the whole, as the surface does; `data["part"]` says which part, and the bounds are
narrowed to it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from xdiff.facts.quantity.lexemes import Lexeme, lower_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.facts.calendar.almanac import Moment

_BEFORE = frozenset({"early", "mid", "late", "earlier", "later"})
_OF = frozenset({"beginning", "start", "middle", "end", "close"})
_SECTIONS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}
# First and last of each third, as the words are used; "mid" reaches into both neighbours.
_DAYS = ((1, 10), (11, 20), (21, 31))
_MONTHS = ((1, 4), (4, 9), (9, 12))
_YEARS = ((0, 3), (4, 6), (7, 9))


def with_part(lexemes: Sequence[Lexeme], moment: Moment) -> Moment:
    """Return `moment` with the part of it that the words before it name."""
    if moment.unit not in {"day", "week", "month", "year"} or "part" in moment.data:
        return moment
    at = moment.first - 1
    if lower_at(lexemes, at) == "-":
        at -= 1
    word = lower_at(lexemes, at)
    if word in {"of", "on"} or word == "the":
        at -= 1
        while lower_at(lexemes, at) in {"of", "the"}:
            at -= 1
        word = lower_at(lexemes, at)
        known = _BEFORE if lower_at(lexemes, at + 1) == "on" else _OF
        determined = lower_at(lexemes, moment.first - 1) == "the" and moment.value.isdecimal()
        if determined and known is _OF:
            return moment  # "the start of the 2016 campaign"
    else:
        known = _BEFORE
    if word not in known:
        return moment
    low, high = _narrowed(moment, _SECTIONS.get(word))
    return replace(moment, low=low, high=high, approximate=True, data={**moment.data, "part": word})


def _narrowed(moment: Moment, section: int | None) -> tuple[date | None, date | None]:
    """Return the bounds of one third of a month, a year or a decade; those of the whole for anything else."""
    low, high = moment.low, moment.high
    if section is None or low is None or high is None or "season" in moment.data:
        return low, high
    if moment.unit == "month" and (low.year, low.month) == (high.year, high.month):
        first, last = _DAYS[section]
        return low.replace(day=first), high.replace(day=min(last, high.day))
    if moment.unit != "year":
        return low, high
    if low.year == high.year:
        first, last = _MONTHS[section]
        return date(low.year, first, 1), date(low.year, last, monthrange(low.year, last)[1])
    if high.year - low.year == 9:  # a decade
        first, last = _YEARS[section]
        return date(low.year + first, 1, 1), date(low.year + last, 12, 31)
    return low, high
