"""Cutting one sentence into words, digit groups and marks, for the extractors that read number by number.

`Article.tokens` are made for counting words; here "4.2", "14:30" and "29/09/2015" must each stay one
piece, and whether two pieces touch ("20m", "MH370", "95-minute") decides what they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list written as running text, so that a table of 100 words reads as 8 lines."""
    return tuple(text.split())


_MONTH_NAMES = words(
    """
    January February March April May June July August September October November December
    Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec.
    """
)
_NO_MONTH = "".join(f"(?<!{name} )" for name in _MONTH_NAMES)
# Tokenised text parts "10:03", "$2,029", "2,029 points", "05/02/2013" and "a.m." by spaces. A comma is closed
# up only where a currency or a plural tells that both groups are one number.
_APART = re.compile(r"\d[:,] \d\d|\d / \d|[ap]\. m")
_HALF = r"(?P<half>[ap](?:(?<=\d[ap])|(?<=\d [ap]))\. ?m\.)|"
_SPACED = (
    r"(?P<spaced>(?=\d)(?<![\d.,:/])(?:\d{1,2}: [0-5]\d(?![\d:])|\d{1,2} / \d{1,2} / \d{2}(?:\d\d)?(?!\d)"
    r"|(?<=[$€£])\d{1,3}(?:, \d{3})+(?!\d)"
    rf"|{_NO_MONTH}[1-9]\d{{0,2}}(?:, \d{{3}})+(?= [a-z]+s\b|\.(?:\s|$))))|"
)
# Each alternative can end in one way only, so the scan is linear. Words come first: they are the commonest.
_WORD = r"(?P<word>(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)|"
_DIGITS = r"(?P<digits>\d+(?:[.,:/]\d+)*|(?<![\w.,])\.\d+)|"  # ".5" at the start of a word only
_MARK = r"(?P<mark>\.{2,}|\S)"
_LEXEME = re.compile(_WORD + _DIGITS + _MARK)
_TOKENISED = re.compile(_HALF + _WORD + _SPACED + _DIGITS + _MARK)
_CLOSED_UP = {"spaced": "digits", "half": "word"}
_LONGEST_NUMERAL = 30  # characters; anything longer is a key or a table rule, not a quantity


class Lexeme(NamedTuple):
    """One piece of a sentence: `kind` is `word`, `digits` or `mark`; offsets count from its start."""

    text: str
    lower: str
    start: int
    end: int
    kind: str


@lru_cache(maxsize=1024)  # three extractors read each sentence; cutting it took two fifths of their time
def lex(text: str) -> tuple[Lexeme, ...]:
    """Cut `text` into lexemes, in order. A digit group of over 30 characters comes as a mark."""
    found = []
    for match in (_TOKENISED if _APART.search(text) else _LEXEME).finditer(text):
        piece = match[0]
        kind = match.lastgroup or "mark"
        if kind in _CLOSED_UP:
            kind, piece = _CLOSED_UP[kind], piece.replace(" ", "")
        if kind == "digits" and len(piece) > _LONGEST_NUMERAL:
            kind = "mark"
        start, end = match.span()
        found.append(Lexeme(piece, _lower(piece), start, end, kind))
    return tuple(found)


@lru_cache(maxsize=8192)
def _lower(piece: str) -> str:
    """Return `piece` in lower case, with a straight apostrophe; one string for all places it stands at."""
    return piece.lower().replace("’", "'")


def touches(lexemes: Sequence[Lexeme], left: int) -> bool:
    """Whether nothing stands between the lexemes `left` and `left + 1`; False past either end."""
    return 0 <= left < len(lexemes) - 1 and lexemes[left].end == lexemes[left + 1].start


def lower_at(lexemes: Sequence[Lexeme], index: int) -> str:
    """Return the lower-case lexeme at `index`, or "" past either end."""
    return lexemes[index].lower if 0 <= index < len(lexemes) else ""


def phrase(lexemes: Sequence[Lexeme], start: int, end: int) -> str:
    """Return the lower-case lexemes from `start` to `end` joined by single spaces."""
    return " ".join(each.lower for each in lexemes[max(start, 0) : end])
