"""Dates with a name in them: "September 29, 2015", "in October", "Monday night", "summer 2014"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from xdiff.facts.calendar.almanac import (
    MONTHS,
    NAMES_TOO,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Moment,
    of_day,
    of_month,
    of_season,
    valid,
    weekday,
    yearless,
)
from xdiff.facts.calendar.numeric_dates import DASHES
from xdiff.facts.quantity.currencies import SYMBOLS
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.quantity.units import MEASURES, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_MONTH_PREPOSITIONS = frozenset(
    words(
        """
        in of by since until till last next this early late mid during from through before after
        between past every each for to on middle end beginning start
        """
    )
)
SPOKEN_DAYS = {
    word: number
    for number, word in enumerate(
        words(
            """
            first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
            fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
            """
        ),
        1,
    )
} | {"thirtieth": 30}
"""Ordinals in words, as in "the twentieth of March"."""
_MONTH_PARTS = frozenset(words("beginning start middle end month half part week weeks days day rest course"))
_PAPERS = frozenset({"mail", "independent", "scotland", "wales", "express"})
_REPEATED = frozenset({"every", "each", "any", "most", "alternate"})
_ATTACKS = frozenset(
    words(
        """
        attack attacks hijacker hijackers hijackings terror terrorist terrorists commission memorial
        anniversary
        """
    )
)
_NEW_YORK_2001 = date(2001, 9, 11)
_NOT_A_DAY = frozenset(
    words(
        """
        black good ash super bloody easter palm maundy holy fat cyber giving man freaky shrove whit
        casual
        """
    )
)
_NOT_BEFORE = frozenset(
    words("times telegraph mail express mirror post herald school review addams roast best")
)
_CLAUSE = 40  # lexemes looked back for a future tense; it keeps one endless sentence linear
_FUTURE = frozenset(
    words(
        """
        will won't shall upcoming scheduled resume resumes reopen reopens due expected planned plans
        plan slated starts begins opens airs
        """
    )
)
_TOLD = frozenset(
    words(
        """
        said says told announced met began held was were had took came went left won lost made gave
        found spoke wrote saw sent got ran fell rose broke led on late early
        """
    )
)
_DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night", "lunchtime"})


def _spoken_day(lexemes: Sequence[Lexeme], index: int) -> int:
    """Return the day that "third" or "twenty-first" names, 0 when none."""
    word = lower_at(lexemes, index)
    if word in SPOKEN_DAYS:
        return SPOKEN_DAYS[word]
    tens = {"twenty": 20, "thirty": 30}.get(word, 0)
    unit = SPOKEN_DAYS.get(lower_at(lexemes, index + 2), 0) if lower_at(lexemes, index + 1) == "-" else 0
    return tens + unit if tens and 1 <= unit <= 9 and tens + unit <= 31 else 0


def _day_number(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int] | None:
    """Read "29", "29th", "the 29th" as a day of a month; return it with the index after it."""
    if lower_at(lexemes, index + 1) == "of" and (day := _spoken_day(lexemes, index)):
        return day, index + 1
    if lower_at(lexemes, index + 3) == "of" and (day := _spoken_day(lexemes, index)):
        return day, index + 3
    text = lexemes[index].text if index < len(lexemes) else ""
    if not (text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31):
        return None
    if lower_at(lexemes, index + 1) in _ORDINAL_ENDINGS and touches(lexemes, index):
        return int(text), index + 2
    if touches(lexemes, index) and lexemes[index + 1].kind == "word":
        return None
    return int(text), index + 1


def day_month(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "29 September 2015", "29th of September", "28-29 September"."""
    found = _day_number(lexemes, index)
    if found is None or lower_at(lexemes, index - 1) in SYMBOLS:
        return None
    day, at = found
    until = None
    if lower_at(lexemes, at) in DASHES | {"to", "and"} and (second := _day_number(lexemes, at + 1)):
        until, at = second
    if lower_at(lexemes, at) == "of":
        at += 1
    if (
        at >= len(lexemes)
        or not lexemes[at].text[0].isupper()
        or (month := _month_number(lexemes, at)) is None
    ):
        return None
    at = at + 2 if _dotted(lexemes, at) else at + 1
    year_at = at + 1 if lower_at(lexemes, at) in {",", "of"} else at
    if (year := year_number(lexemes, year_at)) is not None:
        at = year_at + 1
    return _on(lexemes, index, at, year, month, day, until, published)


def _month_number(lexemes: Sequence[Lexeme], index: int) -> int | None:
    word = lower_at(lexemes, index)
    return MONTHS.get(word) or SHORT_MONTHS.get(word)


def _dotted(lexemes: Sequence[Lexeme], index: int) -> bool:
    return (
        lower_at(lexemes, index + 1) == "."
        and touches(lexemes, index)
        and lexemes[index].lower in SHORT_MONTHS
    )


def year_number(lexemes: Sequence[Lexeme], index: int) -> int | None:
    """Return the year at `index`, as it may follow a day or a month; None when it is another number."""
    text = lexemes[index].text if index < len(lexemes) else ""
    if not (text.isdecimal() and len(text) == 4 and 1000 <= int(text) <= 2199):
        return None
    glued = touches(lexemes, index) and lexemes[index + 1].kind == "word"
    return None if glued else int(text)


def _is_attack(lexemes: Sequence[Lexeme], last: int) -> bool:
    """Whether "September 11" is the day of 2001: "the September 11 attacks"."""
    return lower_at(lexemes, last) in _ATTACKS or (
        lower_at(lexemes, last) == "," and lower_at(lexemes, last + 1) in _ATTACKS
    )


def _on(
    lexemes: Sequence[Lexeme],
    first: int,
    last: int,
    year: int | None,
    month: int,
    day: int,
    until: int | None,
    published: date | None,
) -> Moment | None:
    if year is None:
        start = yearless(first, last, month, day, published)
    else:
        start = of_day(first, last, date(year, month, day)) if valid(year, month, day) else None
    if start is not None and year is None and (month, day) == (9, 11) and _is_attack(lexemes, last):
        start = of_day(first, last, _NEW_YORK_2001)
    if start is None or until is None or until <= day:
        return start
    if start.low is None:
        return replace(start, value=f"{start.value}/--{month:02}-{until:02}")
    if not valid(start.low.year, month, until):
        return start
    end = start.low.replace(day=until)
    return replace(start, value=f"{start.value}/{end.isoformat()}", high=end)


def month_date(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "September 29, 2015", "Sept. 29", "September 2015", "in October"."""
    word = lexemes[index].lower
    number = _month_number(lexemes, index)
    if number is None:
        return None
    dotted = _dotted(lexemes, index)
    at = index + 2 if dotted else index + 1
    if lower_at(lexemes, at) == "the":
        at += 1
    if found := _day_number(lexemes, at):
        unit = lower_at(lexemes, found[1])
        if unit not in MEASURES and unit not in PEOPLE:
            return _month_day(lexemes, index, number, found, published)
    at = index + 2 if dotted else index + 1
    year_at = at + 1 if lower_at(lexemes, at) in {",", "of"} else at
    if (year := year_number(lexemes, year_at)) is not None:
        return of_month(index, year_at + 1, year, number)
    if word in MONTHS and _is_month(lexemes, index):
        return yearless(index, index + 1, number, None, published)
    return None


def _month_day(
    lexemes: Sequence[Lexeme], index: int, month: int, found: tuple[int, int], published: date | None
) -> Moment | None:
    day, at = found
    until = None
    if lower_at(lexemes, at) in DASHES | {"to", "and"} and (second := _day_number(lexemes, at + 1)):
        unit = lower_at(lexemes, second[1])
        if lower_at(lexemes, at) in DASHES or unit in {",", ".", "", ")"}:
            until, at = second
    year_at = at + 1 if lower_at(lexemes, at) in {",", "of"} else at
    year = year_number(lexemes, year_at)
    if year is not None and (lower_at(lexemes, at) == "," or lower_at(lexemes, year_at + 1) not in PEOPLE):
        at = year_at + 1
    else:
        year = None
    return _on(lexemes, index, at, year, month, day, until, published)


def _is_month(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a bare month is one, and not Theresa May or a march."""
    word = lexemes[index].lower
    before = lexemes[index - 1] if index else None
    after = lexemes[index + 1] if index + 1 < len(lexemes) else None
    named = (
        after is not None and after.kind == "word" and after.text[0].isupper() and after.lower not in MONTHS
    )
    if (
        before is not None
        and before.lower in DASHES
        and lower_at(lexemes, index - 2) in {"mid", "early", "late"}
    ):
        return True
    if lower_at(lexemes, index + 1) in DASHES | {"to", "through"} and _names_month(lexemes, index + 2):
        return True  # "June-August"
    if word in NAMES_TOO:
        if before is not None and before.lower == "of" and lower_at(lexemes, index - 2) in _MONTH_PARTS:
            return not named
        return (
            before is not None
            and before.lower in _MONTH_PREPOSITIONS - {"to", "for", "on", "of"}
            and not named
        )
    if before is not None and before.kind == "word" and before.text[0].isupper() and index > 1:
        return before.lower in _MONTH_PREPOSITIONS or before.lower in MONTHS
    return True


def _names_month(lexemes: Sequence[Lexeme], index: int) -> bool:
    return index < len(lexemes) and lexemes[index].lower in MONTHS and lexemes[index].text[0].isupper()


def weekday_date(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "Monday", "Monday night", "Mon., Sept. 28", "Monday, September 28, 2015"."""
    word = lexemes[index].lower
    short = word not in WEEKDAYS
    number = WEEKDAYS.get(word) or SHORT_WEEKDAYS[word]
    last = index + 1
    if short and lower_at(lexemes, last) == "." and touches(lexemes, index):
        last += 1
    at = last + 1 if lower_at(lexemes, last) in {",", "the"} else last
    if at < len(lexemes) and lexemes[at].kind in {"word", "digits"}:
        full = (
            month_date(lexemes, at, published)
            if _month_number(lexemes, at)
            else day_month(lexemes, at, published)
        )
        if full is not None and full.unit == "day":
            return replace(full, first=index)
    if short and not (last == index + 2 and lower_at(lexemes, index - 1) in {"on", "last", "next"}):
        return None
    before, after = lower_at(lexemes, index - 1), lower_at(lexemes, last)
    if before in _NOT_A_DAY | _REPEATED or after in _NOT_BEFORE:
        return None
    if (
        before == "on"
        and index > 1
        and lower_at(lexemes, index - 2) in _PAPERS
        and lexemes[index - 2].text[0].isupper()
    ):
        return None  # "The Mail on Sunday"
    data = {}
    if after in _DAY_PARTS and not lexemes[last].text[0].isupper():
        data, last = {"part": after}, last + 1
    moment = weekday(index, last, number, published, ahead=_is_ahead(lexemes, index))
    return replace(moment, data=data)


def _is_ahead(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a weekday lies after publication: "next Monday", "until Friday", "will meet on Friday"."""
    before = lower_at(lexemes, index - 1)
    if before in {"next", "coming", "until", "till", "by"}:
        return True
    if before in {"last", "past", "since", "this"}:
        return False
    near = [lexemes[at].lower for at in range(max(0, index - 3), index)]
    if any(word.endswith("ed") or word in _TOLD - {"on", "late", "early"} for word in near):
        return False
    return any(
        each.lower in _FUTURE or each.lower.endswith("'ll")
        for each in lexemes[max(0, index - _CLAUSE) : index]
    ) or (phrase(lexemes, index + 1, index + 2) in {"will", "when"})


def season_date(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "summer 2015", "the spring of 2014", "the winter of 2014-15"."""
    at = index + 2 if lower_at(lexemes, index + 1) == "of" else index + 1
    year = year_number(lexemes, at)
    if year is None or lexemes[index].lower not in SEASONS:
        return None
    found = of_season(index, at + 1, year, lexemes[index].lower)
    ending = lower_at(lexemes, at + 2)
    tied = lower_at(lexemes, at + 1) in DASHES | {"/"} and touches(lexemes, at) and touches(lexemes, at + 1)
    if tied and ending.isdecimal() and int(ending) in {(year + 1) % 100, year + 1}:
        return replace(found, last=at + 3, value=f"{year:04}/{year + 1:04}")
    return found


def ahead_of_name(lexemes: Sequence[Lexeme], index: int, published: date | None) -> Moment | None:
    """Read "last Monday", "next October": the word before decides which one."""
    which = lexemes[index].lower
    if which in {"the", "that"}:
        return _named_beside(lexemes, index)
    if which not in {"last", "next", "this"} or lower_at(lexemes, index - 1) == "the":
        return None
    word = lower_at(lexemes, index + 1)
    if not lexemes[index + 1 : index + 2] or not lexemes[index + 1].text[0].isupper():
        return None
    if word in WEEKDAYS:
        moment = weekday_date(lexemes, index + 1, published)
        return moment and replace(moment, first=index)
    if word in MONTHS:
        moment = month_date(lexemes, index + 1, published)
        if moment and moment.resolved != "explicit" and moment.unit == "month":
            towards = {"last": -1, "next": 1, "this": 0}[which]
            moment = yearless(index, moment.last, MONTHS[word], None, published, towards=towards)
        return moment and replace(moment, first=index)
    return None


def _named_beside(lexemes: Sequence[Lexeme], index: int) -> Moment | None:
    """Read "the following Monday": a weekday that counts from something told before stays open."""
    which, at = lower_at(lexemes, index + 1), index + 2
    if which not in {"following", "previous", "preceding", "next", "same"} or at >= len(lexemes):
        return None
    if lexemes[at].lower not in WEEKDAYS or not lexemes[at].text[0].isupper():
        return None
    moment = weekday(index, at + 1, WEEKDAYS[lexemes[at].lower], None, ahead=False)
    return replace(moment, data={"anchor": "context"})
