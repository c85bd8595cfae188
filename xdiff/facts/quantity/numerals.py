"""Reading one numeral: "1,200", "4.2 billion", "two hundred and forty thousand", "half a million", "dozens".

Own rules and not text2num: it turns "$4.2 billion" into "$4.2 1000000000", leaves "a dozen" and
"half a" as words, and gives no offsets, which every fact needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.quantity.lexemes import Lexeme, lower_at, touches, words

if TYPE_CHECKING:
    from collections.abc import Sequence

ONES = {
    word: value
    for value, word in enumerate(
        words(
            """
            zero one two three four five six seven eight nine ten eleven twelve thirteen
            fourteen fifteen sixteen seventeen eighteen nineteen
            """
        )
    )
}
TENS = {
    word: 10 * (value + 2)
    for value, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"))
} | {"fourty": 40}  # the commonest misspelling of a number word
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
# Only after digits: "4.2bn", "20 mln". A lone "m" may be metres, so who reads the unit decides about it.
SHORT_SCALES = {
    "k": 10**3,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
# What a plural scale word allows: (least, most). "Hundreds" is 100 to 999; "thousands" is used of tens of
# thousands too, and "millions" of hundreds of millions.
VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (100, 999),
    "thousands": (1000, 99_999),
    "millions": (10**6, 10**9 - 1),
    "billions": (10**9, 10**12 - 1),
    "trillions": (10**12, 10**15 - 1),
}
VAGUE_TIMES = {"tens": (10, 99), "dozens": (24, 99), "hundreds": (100, 999)}  # "tens of thousands"
# "several dozen": how many of the scale word, least and most.
VAGUE_COUNTS = {"several": (2, 9), "few": (2, 5), "couple": (2, 3)}
PARTS = {  # the part a fraction word names
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "eighth": 8,
    "eighths": 8,
    "tenth": 10,
    "tenths": 10,
}
GLYPHS = {"½": "0.5", "⅓": "1/3", "⅔": "2/3", "¼": "0.25", "¾": "0.75", "⅛": "0.125"}

STARTERS = (
    frozenset(ONES)
    | frozenset(TENS)
    | frozenset(VAGUE)
    | frozenset(VAGUE_COUNTS)
    | frozenset({"a", "an", "half", "tens", "hundred", "thousand"})
)
BEGINNINGS = STARTERS | frozenset(GLYPHS)
"""Words and glyphs a numeral may begin with; a digit group is the other way."""

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\Z")  # 1,200 and 1,200.50
_EUROPEAN = re.compile(
    r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?\Z|\d{1,3}(?:\.\d{3})+,\d+\Z"
)  # 1.200.000 and 1.200,50
_DECIMAL_COMMA = re.compile(r"(?:\d+,\d{1,2}|0,\d+)\Z")  # 4,2 and 0,125: no group of three, so a decimal
_PLAIN = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)\Z")
_ONE_EUROPEAN_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}\Z")  # 1.200: the unit decides
_SLASHED = re.compile(r"([1-9])/([2-9]|10)\Z")
_SPACE_GROUP = re.compile(r"\d{3}\Z")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at the lexemes `first` to `last` (half-open).

    `scale` is the factor its scale word gave ("million"), 1 without one. `low` and `high` are set when the
    words are vague. `form` is `digits`, `words`, `vague` or `fraction`; `thousands` is the other reading of
    "1.200", for whoever knows that it counts whole things.
    """

    first: int
    last: int
    value: Decimal
    form: str
    scale: int = 1
    low: Decimal | None = None
    high: Decimal | None = None
    thousands: Decimal | None = None


def read(lexemes: Sequence[Lexeme], index: int) -> Numeral | None:
    """Read the longest numeral that starts at `index`; None when none does."""
    lexeme = lexemes[index]
    if lexeme.kind == "digits":
        return _digits(lexemes, index)
    if lexeme.text in GLYPHS:
        return Numeral(index, index + 1, _glyph(lexeme.text), "fraction")
    if lexeme.lower not in STARTERS:
        return None
    return _vague(lexemes, index) or _fraction(lexemes, index) or _words(lexemes, index)


def decimal_of(text: str) -> Decimal | None:
    """Return the value of a digit group, or None when it is a time, a date or a section number."""
    if _PLAIN.match(text):
        return Decimal(text)
    if _GROUPED.match(text):
        return Decimal(text.replace(",", ""))
    if _DECIMAL_COMMA.match(text):
        return Decimal(text.replace(",", "."))
    if _EUROPEAN.match(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if slashed := _SLASHED.match(text):
        top, bottom = int(slashed[1]), int(slashed[2])
        return Decimal(top) / bottom if top < bottom else None
    return None


def _digits(lexemes: Sequence[Lexeme], index: int) -> Numeral | None:
    text, last = _spaced_groups(lexemes, index)
    value = decimal_of(text)
    if value is None:
        return None
    form = "fraction" if "/" in text else "digits"
    thousands = Decimal(text.replace(".", "")) if _ONE_EUROPEAN_GROUP.match(text) else None
    if form == "digits" and last < len(lexemes) and (more := _part_after(lexemes, last)):
        return Numeral(index, more[1], value + more[0], form)
    scale, last = _scales(lexemes, last)
    if scale == 1 and (short := SHORT_SCALES.get(lower_at(lexemes, last))):
        attached = touches(lexemes, last - 1)
        if attached or lower_at(lexemes, last) != "k":
            scale, last = short, last + 1
    if scale != 1:
        thousands = None
    return Numeral(index, last, value * scale, form, scale, thousands=thousands)


def _spaced_groups(lexemes: Sequence[Lexeme], index: int) -> tuple[str, int]:
    """Join "240 000" to one group: one space or no-break space between groups of exactly three digits."""
    text = lexemes[index].text
    last = index + 1
    if not (text.isdigit() and len(text) <= 3 and text[0] != "0"):
        return text, last
    if _comma_apart(lexemes, last):  # "13, 000" and "120 , 000", as tokenised text has them
        at = last
        while _comma_apart(lexemes, at):
            text, at = text + lexemes[at + 1].text, at + 2
        return text, at
    while (
        last < len(lexemes)
        and lexemes[last].start == lexemes[last - 1].end + 1
        and _SPACE_GROUP.match(lexemes[last].text)
    ):
        text += lexemes[last].text
        last += 1
    if (
        last < len(lexemes)
        and lexemes[last].kind == "digits"
        and lexemes[last].start == lexemes[last - 1].end + 1
    ):
        return lexemes[index].text, index + 1  # a telephone number: more digits follow that are no group
    return text, last


def _comma_apart(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether a comma and a group that no number begins with ("000", "050") follow at `at`."""
    return (
        lower_at(lexemes, at) == ","
        and at + 1 < len(lexemes)
        and lexemes[at + 1].text[0] == "0"
        and bool(_SPACE_GROUP.match(lexemes[at + 1].text))
    )


def _part_after(lexemes: Sequence[Lexeme], index: int) -> tuple[Decimal, int] | None:
    """Read the fraction in "2½", "2 1/2" and "two and a half"; return it with the index after it."""
    lexeme = lexemes[index]
    if lexeme.text in GLYPHS:
        return _glyph(lexeme.text), index + 1
    if _SLASHED.match(lexeme.text) and (part := decimal_of(lexeme.text)) is not None:
        return part, index + 1
    at = _past_hyphen(lexemes, index)
    if at > index and _SLASHED.match(lexemes[at].text) and (part := decimal_of(lexemes[at].text)) is not None:
        return part, at + 1  # "2-1/2"
    if lower_at(lexemes, at) != "and":
        return None
    at = _past_hyphen(lexemes, at + 1)
    top = {"a": 1, "one": 1, "two": 2, "three": 3}.get(lower_at(lexemes, at))
    if top is None:
        return None
    at = _past_hyphen(lexemes, at + 1)
    bottom = PARTS.get(lower_at(lexemes, at))
    if bottom in {2, 3, 4} and top < bottom and lower_at(lexemes, at + 1) != "of":
        return Decimal(top) / bottom, at + 1
    return None


def _past_hyphen(lexemes: Sequence[Lexeme], index: int) -> int:
    """Return the index behind a hyphen that ties the words around it: "one-and-a-half"."""
    tied = lower_at(lexemes, index) == "-" and touches(lexemes, index - 1) and touches(lexemes, index)
    return index + 1 if tied else index


def _glyph(text: str) -> Decimal:
    top, _, bottom = GLYPHS[text].partition("/")
    return Decimal(top) / Decimal(bottom or 1)


def _scales(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int]:
    """Multiply scale words from `index` on ("hundred thousand"); return the factor and the index after."""
    scale = 1
    while index < len(lexemes) and scale < 10**12:
        at = index
        if lexemes[at].text == "-" and touches(lexemes, at - 1) and touches(lexemes, at):
            at += 1  # "4-million-dollar"
        if (factor := SCALES.get(lower_at(lexemes, at))) is None:
            break
        scale *= factor
        index = at + 1
    return scale, index


def _vague(lexemes: Sequence[Lexeme], index: int) -> Numeral | None:
    """Read "dozens", "tens of thousands", "several hundred", "a few thousand"."""
    word = lexemes[index].lower
    if word in VAGUE_TIMES and lower_at(lexemes, index + 1) == "of" and lower_at(lexemes, index + 2) in VAGUE:
        times = VAGUE_TIMES[word]
        of = VAGUE[lower_at(lexemes, index + 2)][0]
        if of >= 1000:
            return _between(index, index + 3, times[0] * of, (times[1] + 1) * of - 1, of)
    if word in VAGUE:
        if word == "scores" and lower_at(lexemes, index + 1) != "of":
            return None  # the scores of a match
        return _between(index, index + 1, *VAGUE[word], 1)
    start = index + 1 if word in {"a", "an"} else index
    if counts := VAGUE_COUNTS.get(lower_at(lexemes, start)):
        at = start + 2 if lower_at(lexemes, start + 1) == "of" else start + 1
        scale, last = _scales(lexemes, at)
        if scale > 1:
            return _between(index, last, counts[0] * scale, counts[1] * scale, scale)
        if lower_at(lexemes, start) == "couple" and at == start + 2 and start > index:
            return _between(index, start + 1, *counts, 1)  # "a couple of days"
    return None


def _between(first: int, last: int, low: int, high: int, scale: int) -> Numeral:
    return Numeral(first, last, Decimal(low), "vague", scale, Decimal(low), Decimal(high))


def _fraction(lexemes: Sequence[Lexeme], index: int) -> Numeral | None:
    """Read "half", "a third", "two-thirds", "half a million", "a quarter of a million"."""
    word = lexemes[index].lower
    at = index
    top = 1
    if word in {"a", "an"}:
        at += 1
    elif word in ONES and word != "zero":
        top = ONES[word]
        at += 1
        if lower_at(lexemes, at) == "-":
            at += 1
    name = lower_at(lexemes, at)
    bottom = PARTS.get(name)
    if bottom is None or (at == index and name != "half") or top >= bottom or (top > 1) != name.endswith("s"):
        return None
    value = Decimal(top) / bottom
    last = at + 1
    after = last + 1 if lower_at(lexemes, last) == "of" else last
    if lower_at(lexemes, after) in {"a", "one"}:
        scale, end = _scales(lexemes, after + 1)
        if scale > 1:
            return Numeral(index, end, value * scale, "words", scale)
    scale, end = _scales(lexemes, last)  # "half million"
    if scale > 1:
        return Numeral(index, end, value * scale, "words", scale)
    return Numeral(index, last, value, "fraction")


def _words(lexemes: Sequence[Lexeme], index: int) -> Numeral | None:
    """Read number words: groups below a thousand, each closed by its scale word."""
    at = index
    if lexemes[at].lower in {"a", "an"}:
        scale, last = _scales(lexemes, at + 1)
        if scale == 1:
            return None
        if last < len(lexemes) and (part := _part_after(lexemes, last)):
            return Numeral(index, part[1], scale * (1 + part[0]), "words", scale)  # "a million and a half"
        more = _below_thousand(lexemes, last + 1) if lower_at(lexemes, last) == "and" else None
        if more and more[0] < scale and more[0] > 1 and lower_at(lexemes, more[1]) not in SCALES:
            return Numeral(index, more[1], Decimal(scale + more[0]), "words", scale)
        return Numeral(index, last, Decimal(scale), "words", scale)
    total = Decimal(0)
    scale = 10**15
    last = index
    while group := _below_thousand(lexemes, at):
        factor, end = _scales(lexemes, group[1])
        if factor >= scale:
            break
        total += Decimal(group[0]) * factor
        last, scale = end, factor
        if scale == 1:
            break
        at = end + 1 if lower_at(lexemes, end) in {"and", ","} else end
        if lower_at(lexemes, end) == "," and factor < 1000:
            break
    if last == index:
        return None
    if last < len(lexemes) and (part := _part_after(lexemes, last)) and scale == 1:
        factor, end = _scales(lexemes, part[1])
        return Numeral(index, end, (total + part[0]) * factor, "words", factor)
    return Numeral(index, last, total, "words", max(scale, 1) if scale < 10**15 else 1)


def _below_thousand(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int] | None:
    """Read "twenty-five", "two hundred and forty", "fifteen"; return value and the index after."""
    value, at = _below_hundred(lexemes, index) or (None, index)
    if value is None:
        if lower_at(lexemes, index) not in {"hundred", "thousand"}:
            return None
        value = 1  # "thousand people", as translations have it
    if lower_at(lexemes, at) != "hundred":
        return value, at
    value, at = value * 100, at + 1
    and_at = at + 1 if lower_at(lexemes, at) == "and" else at
    more = _below_hundred(lexemes, and_at)
    # "two hundred and one" is 201, but in "a hundred and one of them" the pronoun stays out.
    if more and not (lower_at(lexemes, and_at) == "one" and lower_at(lexemes, more[1]) == "of"):
        return value + more[0], more[1]
    return value, at


def _below_hundred(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int] | None:
    word = lower_at(lexemes, index)
    if word in ONES:
        return ONES[word], index + 1
    if word not in TENS:
        return None
    at = index + 2 if lower_at(lexemes, index + 1) == "-" else index + 1
    unit = ONES.get(lower_at(lexemes, at), 0)
    if 1 <= unit <= 9 and lexemes[at].start - lexemes[index].end <= 1:
        return TENS[word] + unit, at + 1
    return TENS[word], index + 1
