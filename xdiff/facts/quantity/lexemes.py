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

# Each alternative can end in one way only, so the scan is linear.
_LEXEME = re.compile(
    r"(?P<digits>\d+(?:[.,:/]\d+)*|(?<![\w.,])\.\d+)"  # ".5" at the start of a word only
    r"|(?P<word>(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>\.{2,}|\S)"
)
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
    for match in _LEXEME.finditer(text):
        piece = match[0]
        kind = match.lastgroup or "mark"
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


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list written as running text, so that a table of 100 words reads as 8 lines."""
    return tuple(text.split())
