"""Times of day: "9 p.m.", "14:30 GMT", "0900 hours", "five o'clock", "noon", as ISO 8601 "T21:00"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xdiff.facts.calendar.almanac import Moment
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, touches, words
from xdiff.facts.quantity.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?\Z")
_HALVES = {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12}
_ZONES = frozenset(words("gmt utc est edt cst cdt mst mdt pst pdt cet cest bst ist jst msk et pt"))
_BEFORE = frozenset(words("at by from until till around about before after since between past to and"))
NAMED_TIMES = {"noon": "T12:00", "midday": "T12:00", "midnight": "T00:00"}


def time_of_day(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read the time of day that starts at `index`, or None."""
    lexeme = lexemes[index]
    if lexeme.lower in NAMED_TIMES:
        return _moment(index, index + 1, NAMED_TIMES[lexeme.lower])
    if lower_at(lexemes, index + 1) == "o'clock":
        hour = ONES.get(lexeme.lower) or (int(lexeme.text) if lexeme.text.isdecimal() else 0)
        return _with_half(lexemes, index, index + 2, hour, 0) if 1 <= hour <= 12 else None
    if lexeme.kind != "digits":
        return None
    if match := _CLOCK.match(lexeme.text):
        return _clock(lexemes, index, int(match[1]), int(match[2]), colon=":" in lexeme.text)
    if not lexeme.text.isdecimal():
        return None
    if len(lexeme.text) <= 2 and lower_at(lexemes, index + 1) in _HALVES:
        return _with_half(lexemes, index, index + 1, int(lexeme.text), 0)
    after = lower_at(lexemes, index + 1)
    if len(lexeme.text) == 4 and (after in _ZONES or (after in {"hrs", "hours"} and lexeme.text[0] in "012")):
        hour, minute = int(lexeme.text[:2]), int(lexeme.text[2:])
        if hour < 24 and minute < 60:
            return _moment(index, index + 2, f"T{hour:02}:{minute:02}", zone=after)
    return None


def _clock(lexemes: Sequence[Lexeme], index: int, hour: int, minute: int, *, colon: bool) -> Moment | None:
    if hour > 24 or minute > 59:
        return None
    after = lower_at(lexemes, index + 1)
    if after in _HALVES:
        return _with_half(lexemes, index, index + 1, hour, minute)
    if hour > 23:
        return None
    value = f"T{hour:02}:{minute:02}"
    if after in _ZONES or after in {"hrs", "hours", "local"}:
        return _moment(index, index + 2, value, zone=after if after in _ZONES else "")
    before = lower_at(lexemes, index - 1)
    if (
        colon
        and before in {"at", "by", "until", "around", "before", "after", "since"}
        and not touches(lexemes, index)
    ):
        return _moment(index, index + 1, value)
    if colon and before in _BEFORE and hour >= 6 and after in {",", ".", "", "to", "and", "on", ")"}:
        return _moment(index, index + 1, value)
    return None


def _with_half(lexemes: Sequence[Lexeme], first: int, at: int, hour: int, minute: int) -> Moment | None:
    """Apply "a.m." or "p.m." at the index `at`, and the zone after it."""
    half = _HALVES.get(lower_at(lexemes, at))
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + half
        at += 1
    zone = lower_at(lexemes, at)
    if zone in _ZONES and lexemes[at].text.isupper():
        return _moment(first, at + 1, f"T{hour:02}:{minute:02}", zone=zone)
    return _moment(first, at, f"T{hour:02}:{minute:02}", loose=half is None)


def _moment(first: int, last: int, value: str, *, zone: str = "", loose: bool = False) -> Moment:
    data = {"zone": zone.upper()} if zone and zone not in {"hrs", "hours"} else {}
    return Moment(first=first, last=last, value=value, unit="time", approximate=loose, data=data)
