"""Points in time told from another one: "yesterday", "last week", "two days earlier", "the day after".

Words that count from the day of publication ("yesterday", "ago") are resolved when that day is known.
Words that count from something told before ("earlier", "the next day") stay open as ISO 8601 durations,
"-P2D", with `data["anchor"]` naming what they count from; an `X` stands for an amount nobody gave ("hours
earlier").
"""

from __future__ import annotations

from dataclasses import replace
from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING

from xdiff.facts.calendar.almanac import (
    SEASONS,
    Moment,
    of_day,
    of_month,
    of_season,
    of_week,
    of_year,
    shifted,
)
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase
from xdiff.facts.quantity.numerals import SCALES, read
from xdiff.facts.quantity.units import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_PARTS = frozenset({"morning", "afternoon", "evening", "night", "noon", "lunchtime", "weekend"})
_WHICH = {"last": -1, "this": 0, "next": 1}
_CALENDAR = frozenset({"week", "month", "year", "decade", "century", "weekend"})
_BESIDES = {  # the day before, the following week
    "previous": -1,
    "preceding": -1,
    "following": 1,
    "next": 1,
    "same": 0,
}
_TWO_OFF = {"before yesterday": -2, "after tomorrow": 2}
_TURNS = {
    "ago": -1,
    "earlier": -1,
    "before": -1,
    "previously": -1,
    "later": 1,
    "after": 1,
    "afterwards": 1,
    "hence": 1,
}
_ISO_UNITS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
_TIMES = {"fortnight": 2, "decade": 10, "century": 100}
_MANY = frozenset({"several", "few", "couple", "some", "many"})

_BESIDE_BEGINS = frozenset(_ISO_UNITS) | frozenset(_BESIDES) | _PARTS
STARTERS = (
    frozenset(_DAYS)
    | frozenset(_WHICH)
    | frozenset({"the", "a", "an", "that", "previous", "following"})
    | _MANY
)
"""Words a relative expression may begin with, besides number words and units of time."""

TIME_UNITS = frozenset(word for word, unit in MEASURES.items() if unit.dimension == "time" and len(word) > 2)


def relative(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read the relative expression that starts at `index`, or None."""
    word = lexemes[index].lower
    if word in _DAYS:
        return _named_day(lexemes, index, published)
    if word in _WHICH and (found := _which(lexemes, index, published)):
        return found
    if word in {"the", "that"} and (found := _beside(lexemes, index, published)):
        return found
    return _distance(lexemes, index, published)


def _named_day(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    if index and lexemes[index].text[0].isupper() and lexemes[index - 1].kind == "word":
        return None  # "USA Today"
    shift = _DAYS[lexemes[index].lower]
    last = index + 1
    data = {"anchor": "document"}
    if lower_at(lexemes, last) in _PARTS - {"weekend"}:
        data["part"] = lexemes[last].lower
        last += 1
    if lexemes[index].lower == "tonight":
        data["part"] = "night"
    return replace(_day_off(index, last, shift, published), data=data)


def _day_off(first: int, last: int, shift: int, published: date | None) -> Moment:
    if published is None:
        return _open(first, last, "day", str(abs(shift)), back=shift < 0, anchor="document")
    return of_day(first, last, published + timedelta(days=shift), resolved="document date")


def _open(first: int, last: int, unit: str, amount: str, *, back: bool, anchor: str) -> Moment:
    code = _ISO_UNITS[unit]
    if unit in _TIMES and amount.isdigit():
        amount = str(int(amount) * _TIMES[unit])
    value = f"{'-' if back else ''}P{code[:-1]}{amount}{code[-1]}"
    return Moment(
        first=first,
        last=last,
        value=value,
        unit="duration",
        approximate=True,
        resolved="no",
        data={"anchor": anchor},
    )


def _which(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "last week", "this morning", "next summer"; not "the last year", which is a length of time."""
    if lower_at(lexemes, index - 1) in {"the", "his", "her", "its", "their", "our", "my"} or (
        lower_at(lexemes, index - 1) == "at" and lexemes[index].lower == "last"
    ):
        return None
    shift = _WHICH[lexemes[index].lower]
    noun = lower_at(lexemes, index + 1)
    named = index + 1 < len(lexemes) and lexemes[index + 1].text[0].isupper()
    if index and named and (noun in _PARTS or noun in _CALENDAR):
        return None  # "CBS This Morning", "Last Week Tonight"
    first, last = index, index + 2
    data = {"anchor": "document"}
    if noun in _PARTS - {"weekend"}:
        if shift == 1:
            return None
        return replace(_day_off(first, last, shift, published), data=data | {"part": noun})
    if noun not in _CALENDAR and noun not in SEASONS:
        return None
    if lower_at(lexemes, last) in {"'", "’"} or lower_at(lexemes, last) == "s":
        last += 1
    if noun in SEASONS:
        if published is None:
            return replace(
                _open(first, last, "year", str(abs(shift)), back=shift < 0, anchor="document"), data=data
            )
        season = of_season(first, last, _season_year(noun, shift, published), noun, resolved="document date")
        return replace(season, data={**season.data, **data})
    unit = "week" if noun == "weekend" else noun
    if published is None:
        return _open(first, last, unit, str(abs(shift)), back=shift < 0, anchor="document")
    return _resolved(first, last, unit, shift, published)


def _season_year(season: str, shift: int, published: date) -> int:
    start = SEASONS[season][0]
    year = published.year
    if shift < 0:
        return year if start + 2 < published.month else year - 1
    if shift > 0:
        return year if published.month < start else year + 1
    return year


def _resolved(first: int, last: int, unit: str, shift: int, published: date) -> Moment | None:
    day = shifted(published, "day" if unit == "night" else unit, shift)
    if day is None:
        return None
    if unit in {"day", "night"}:
        return of_day(first, last, day, resolved="document date")
    if unit in {"week", "fortnight"}:
        return of_week(first, last, day)
    if unit == "month":
        return of_month(first, last, day.year, day.month, resolved="document date")
    if unit == "year":
        return of_year(first, last, day.year, resolved="document date")
    span = 10 if unit == "decade" else 100
    start = day.year - day.year % span
    return replace(
        of_year(first, last, max(start, 1), resolved="document date", until=start + span - 1),
        approximate=True,
    )


def _beside(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "the day after", "the following week", "the day before yesterday", "that same day"."""
    word, then = lower_at(lexemes, index + 1), lower_at(lexemes, index + 2)
    if word not in _BESIDE_BEGINS:
        return None
    if word == "day" and (shift := _TWO_OFF.get(phrase(lexemes, index + 2, index + 4))):
        return replace(_day_off(index, index + 4, shift, published), data={"anchor": "document"})
    if then == "before" and lower_at(lexemes, index + 3) == "last" and word in _CALENDAR | {"night", "day"}:
        return _before_last(index, index + 4, "week" if word == "weekend" else word, published)
    if word == "weekend":
        return _weekend(lexemes, index, published)
    if lexemes[index].lower == "that" and word in {"day", "night", "week", "month", "year"} | _PARTS:
        unit = word if word in _ISO_UNITS else "day"
        return _open(index, index + 2, unit, "0", back=False, anchor="context")
    if word in _ISO_UNITS and then in {"before", "after"} and word not in {"second", "minute"}:
        return _open(index, index + 3, word, "1", back=then == "before", anchor="context")
    if word in _BESIDES and then in _CALENDAR | {"day", "night", "morning", "evening", "afternoon"}:
        unit = then if then in _ISO_UNITS else "week" if then == "weekend" else "day"
        shift = _BESIDES[word]
        return _open(index, index + 3, unit, str(abs(shift)), back=shift < 0, anchor="context")
    return None


def _before_last(first: int, last: int, unit: str, published: date | None) -> Moment | None:
    """Read "the night before last": two back."""
    if published is None:
        return _open(first, last, unit, "2", back=True, anchor="document")
    return _resolved(first, last, unit, -2, published)


def _weekend(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "over the weekend": the last one at or before publication, open without that."""
    if lower_at(lexemes, index - 1) not in {"at", "over", "during", "on", "for"}:
        return None
    if published is None:
        return Moment(
            first=index, last=index + 2, value="--W6/--W7", unit="day", approximate=True, resolved="no"
        )
    saturday = published - timedelta(days=(published.isoweekday() - 6) % 7)
    told = of_day(index, index + 2, saturday, resolved="document date")
    sunday = saturday + timedelta(days=1)
    return replace(told, value=f"{saturday.isoformat()}/{sunday.isoformat()}", high=sunday)


def _distance(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "two days earlier", "a week ago", "hours later", "several years before"."""
    amount, at = _amount(lexemes, index)
    unit = MEASURES.get(lower_at(lexemes, at))
    if unit is None or unit.name not in _ISO_UNITS:
        return None
    if amount == "X" and at == index and (not lexemes[at].lower.endswith("s") or _has_amount(lexemes, at)):
        return None  # "day after day"; "a year before" is read with its article
    turn = lower_at(lexemes, at + 1)
    if turn not in _TURNS or (turn in {"before", "after"} and at == index and amount == "X"):
        return None
    if amount.isdigit() and int(amount) >= MAXYEAR:
        return None  # "4.54 billion years ago" is an age: a number
    anchor = "document" if turn in {"ago", "hence"} else "context"
    back = _TURNS[turn] < 0
    if (
        anchor == "document"
        and published is not None
        and amount.isdigit()
        and not _ISO_UNITS[unit.name].startswith("T")
    ):
        tens = 10 if unit.name == "decade" else 1  # "a decade ago" is a year, not a decade of the calendar
        many = int(amount) * tens * (-1 if back else 1)
        found = _resolved(index, at + 2, "year" if tens == 10 else unit.name, many, published)
        return found and replace(found, data={"anchor": anchor})
    return _open(index, at + 2, unit.name, amount, back=back, anchor=anchor)


def _has_amount(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether the word before `index` ends a number that was not read as an amount."""
    before = lexemes[index - 1] if index else None
    return before is not None and (before.kind == "digits" or before.lower in SCALES)


def _amount(lexemes: Sequence[Lexeme], index: int) -> tuple[str, int]:
    """Return how many, `X` when nobody says, and the index after it."""
    word = lexemes[index].lower
    if word in {"a", "an"} and lower_at(lexemes, index + 1) in TIME_UNITS:
        return "1", index + 1
    at = index + 1 if word in {"a", "an"} else index
    if lower_at(lexemes, at) in _MANY:
        at += 1
        return "X", at + 1 if lower_at(lexemes, at) in {"of", "more", "short"} else at
    if numeral := read(lexemes, index):
        whole = numeral.value == numeral.value.to_integral_value() and numeral.form in {"digits", "words"}
        amount = (
            str(int(numeral.value))
            if whole
            else "X"
            if numeral.form == "vague"
            else f"{numeral.value.normalize():f}"
        )
        return amount, numeral.last
    return "X", index
