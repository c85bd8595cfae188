"""Numerals that count nothing: parts of names, labels, scores, telephone numbers, ordinals, pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.facts.quantity.lexemes import Lexeme, lower_at, touches, words
from xdiff.facts.quantity.numerals import ONES, TENS, Numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

# A number right after one of these is a name or a label, not a count.
LABELS = frozenset(
    words(
        """
        page pages p pp chapter section sections article articles no nos number numbers nr line
        lines figure fig table flight route highway interstate room gate channel resolution chapter
        volume vol issue item clause paragraph version step type model boeing airbus apollo windows
        ios xbox playstation iphone galaxy android formula phase stage level tier grade class
        category area zone district sector block building tower platform pier psalm matthew luke
        mark john genesis exodus acts romans corinthians verse route line bus train unit engine size
        ward precinct proposition prop amendment title rule case appendix annex schedule episode
        season part day week game match round lap set war ii iii top rank ranked seeded seed id isbn
        doi code zip box suite apt studio u.s.c. act op opus sonata symphony louis elizabeth john
        paul pius benedict henry catch ocean's
        """
    )
)
_ABBREVIATED = frozenset(words("no nos nr p pp sec fig vol ch art par st op"))
_ORDINALS = frozenset(
    words(
        """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
        fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth
        """
    )
)
_ONE_OTHER = frozenset(words("no any every each some the this that which another number other only day by"))
DASHES = frozenset("-‐‑–—")


def is_label(lexemes: Sequence[Lexeme], numeral: Numeral) -> bool:
    """Whether the numeral is part of a name, a label, a score, a telephone number or another word."""
    first, last = numeral.first, numeral.last
    before, after = lower_at(lexemes, first - 1), lower_at(lexemes, last)
    if before in LABELS or (before == "." and lower_at(lexemes, first - 2) in _ABBREVIATED):
        return True
    if touches(lexemes, first - 1) and _glued(lexemes, first):
        return True
    if numeral.form == "words":
        return _is_other_word(lexemes, numeral)
    if first and lexemes[first - 1].kind == "digits" and numeral.form == "digits":
        return True
    if last < len(lexemes) and lexemes[last].kind == "digits" and numeral.scale == 1:
        return True
    if _between_digits(lexemes, first, last):
        return True
    if touches(lexemes, last - 1) and after in {"/", "_", ":", "@", "=", "."} and touches(lexemes, last):
        return after != "/" or lower_at(lexemes, last + 1) not in {
            "h",
            "day",
            "month",
            "year",
            "barrel",
            "kg",
        }
    lone = (first == 0 and after in {".", ")"}) or (
        first == 1 and before in {"(", "["} and after in {")", "]"}
    )
    return (lone and last < len(lexemes) - 1) or (before == "[" and after == "]")


def _between_digits(lexemes: Sequence[Lexeme], first: int, last: int) -> bool:
    """Whether a slash or colon ties it to other digits: "9 / 11", "6 : 05", as tokenised text has them."""
    return (lower_at(lexemes, last) in {"/", ":"} and lower_at(lexemes, last + 1).isdecimal()) or (
        lower_at(lexemes, first - 1) in {"/", ":"} and lower_at(lexemes, first - 2).isdecimal()
    )


def _glued(lexemes: Sequence[Lexeme], first: int) -> bool:
    """Whether the numeral touches a letter or a hyphened word before it: "MH370", "F-16", "#1"."""
    before = lexemes[first - 1]
    if before.kind == "word":
        return before.text not in {"US", "Rs", "EUR", "USD", "GBP"}
    if before.text in "#@_/\\=№:." or before.kind == "digits":
        return True
    if before.text == "+":
        return touches(lexemes, first) and lower_at(lexemes, first + 1) == "("
    if before.text not in DASHES or not touches(lexemes, first - 2) or first < 2:
        return False
    other = lexemes[first - 2]
    return other.kind == "word" and other.lower not in ONES and other.lower not in TENS


def _is_other_word(lexemes: Sequence[Lexeme], numeral: Numeral) -> bool:
    """Whether number words are an ordinal ("twenty-first"), a year ("nineteen eighty") or a pronoun."""
    first, last = numeral.first, numeral.last
    after = lower_at(lexemes, last)
    if after == "-" and lower_at(lexemes, last + 1) in _ORDINALS | frozenset({"fold", "something"}):
        return True
    if after in _ORDINALS and lower_at(lexemes, last - 1) in TENS:
        return True
    if 13 <= numeral.value <= 20 and (after in TENS or after in {"hundred", "oh"}):
        return True
    if last - first == 1 and lexemes[first].lower in TENS and lower_at(lexemes, first - 1) in ONES:
        return True
    if after == "o'clock":
        return True
    if numeral.value == 1 and last - first == 1:
        if lower_at(lexemes, first - 1) == "at" and after in {"point", "time", "stage"}:
            return True
        return lower_at(lexemes, first - 1) in _ONE_OTHER or after in {"of", "another", "day", "by", "'s"}
    return False
