"""Times of day: "9 p.m.", "14:30 GMT", "0900 hours", "five o'clock", "noon", as ISO 8601 "T21:00"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.calendar.almanac import Moment
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.quantity.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?\Z")
_HALVES = {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12}
# Hours ahead of UTC, as in the IANA time-zone data; "ET" and "PT" are one of two by the time of the year, and
# "CST" and "IST" are of several countries, so that nothing is worked out for them.
_OFFSETS = {
    "gmt": (0,), "utc": (0,), "cet": (1,), "cest": (2,), "bst": (1,), "msk": (3,), "jst": (9,),
    "aest": (10,), "aedt": (11,), "est": (-5,), "edt": (-4,), "et": (-4, -5), "eastern": (-4, -5),
    "cdt": (-5,), "mst": (-7,), "mdt": (-6,), "pst": (-8,), "pdt": (-7,), "pt": (-7, -8),
    "pacific": (-7, -8), "cst": (), "ist": (), "ct": (), "mt": (), "central": (), "local": (),
}  # fmt: skip
_ZONES = frozenset(_OFFSETS)
_SPELLED_ZONES = frozenset({"eastern", "pacific", "central", "local"})
_DAY_PARTS = {"morning": 0, "afternoon": 12, "evening": 12}
_BEFORE = frozenset(words("at by from until till around about before after since between past to and"))
_PAST = {"half past": 30, "quarter past": 15, "quarter after": 15, "quarter to": -15}
NAMED_TIMES = {"noon": "T12:00", "midday": "T12:00", "midnight": "T00:00"}


def time_of_day(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read the time of day that starts at `index`, or None."""
    lexeme = lexemes[index]
    if lexeme.lower in NAMED_TIMES:
        if index and lexeme.text[0].isupper():
            return None  # a programme, a film
        return _moment(index, index + 1, NAMED_TIMES[lexeme.lower])
    if lower_at(lexemes, index + 1) == "o'clock":
        hour = ONES.get(lexeme.lower) or (int(lexeme.text) if lexeme.text.isdecimal() else 0)
        return _with_half(lexemes, index, index + 2, hour, 0) if 1 <= hour <= 12 else None
    if lexeme.lower in {"half", "quarter"}:
        return _past_hour(lexemes, index)
    if lexeme.kind != "digits":
        return None
    if found := _hours(lexemes, index):
        return found
    if match := _CLOCK.match(lexeme.text):
        return _clock(lexemes, index, int(match[1]), int(match[2]), colon=":" in lexeme.text)
    if not lexeme.text.isdecimal():
        return None
    if len(lexeme.text) <= 2 and lower_at(lexemes, index + 1) in _HALVES:
        return _with_half(lexemes, index, index + 1, int(lexeme.text), 0)
    after = lower_at(lexemes, index + 1)
    if len(lexeme.text) <= 2 and _day_part(lexemes, index + 1) and lower_at(lexemes, index - 1) in _BEFORE:
        return (
            _with_half(lexemes, index, index + 1, int(lexeme.text), 0)
            if 1 <= int(lexeme.text) <= 12
            else None
        )
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
    if after in {"hrs", "hours"}:
        return _moment(index, index + 2, value)
    zone, end = _zone(lexemes, index + 1)
    if zone:
        return _moment(index, end, value, zone=zone)
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
    elif part := _day_part(lexemes, at):
        hour, at = hour % 12 + _DAY_PARTS[part], at + 3
        half = 0
    zone, end = _zone(lexemes, at)
    return _moment(first, end, f"T{hour:02}:{minute:02}", zone=zone, loose=half is None)


def _day_part(lexemes: Sequence[Lexeme], at: int) -> str:
    """Return "evening" of "in the evening" at `at`, else an empty string."""
    part = lower_at(lexemes, at + 2)
    return part if phrase(lexemes, at, at + 2) == "in the" and part in _DAY_PARTS else ""


def _zone(lexemes: Sequence[Lexeme], at: int) -> tuple[str, int]:
    """Return the zone at `at` and the index behind it: "ET", "Eastern Time", "local time"."""
    zone = lower_at(lexemes, at).replace(".", "")
    if zone not in _ZONES:
        return "", at
    if zone in _SPELLED_ZONES:
        end = at + 1
        while lower_at(lexemes, end) in {"standard", "daylight"}:
            end += 1
        timed = lower_at(lexemes, end) == "time"
        return (zone, end + 1) if timed else (zone, at + 1) if zone in {"eastern", "pacific"} else ("", at)
    return (zone, at + 1) if lexemes[at].text.isupper() else ("", at)


def _past_hour(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "half past nine" and "quarter to ten", of the morning or the evening."""
    minutes = _PAST.get(phrase(lexemes, index, index + 2))
    word = lower_at(lexemes, index + 2)
    hour = ONES.get(word, 0) or (int(word) if word.isdecimal() and len(word) <= 2 else 0)
    if minutes is None or not 1 <= hour <= 12:
        return None
    if minutes < 0:
        hour, minutes = (hour - 1 or 12), 60 + minutes
    return _with_half(lexemes, index, index + 3, hour, minutes)


def _hours(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "9 to 11 a.m." and "9-11 a.m.": the half of the day is told once."""
    link = lower_at(lexemes, index + 1)
    text = lexemes[index].text
    if link not in {"to", "-", "–"} or not (text.isdecimal() and len(text) <= 2) or not 1 <= int(text) <= 12:
        return None
    end = time_of_day(lexemes, index + 2) if lower_at(lexemes, index + 3) in _HALVES else None
    if end is None:
        return None
    start = int(text) % 12 + (12 if int(end.value[1:3]) >= 12 else 0)
    if start > int(end.value[1:3]):
        start -= 12  # "9 to 2 p.m." begins in the morning
    if start < 0:
        return None
    return replace(end, first=index, value=f"T{start:02}:00/{end.value}")


def _moment(first: int, last: int, value: str, *, zone: str = "", loose: bool = False) -> Moment:
    data = {}
    if zone and zone not in {"hrs", "hours"}:
        data["zone"] = zone if zone in _SPELLED_ZONES else zone.upper()
        ahead = _OFFSETS.get(zone, ())
        utc = "|".join(f"T{(int(value[1:3]) - each) % 24:02}:{value[4:]}" for each in ahead)
        data |= {"utc": utc} if utc else {}
    return Moment(first=first, last=last, value=value, unit="time", approximate=loose, data=data)
