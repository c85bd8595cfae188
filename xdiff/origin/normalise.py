"""Sentences to masked tokens: what a source's typography, topic and names could leak is taken away here.

Quotation marks, bullets and ellipses are dropped; dashes, digits, clitics and entities have one form each;
capitalised words other than sentence openers become one NAME; British spelling becomes American. What is
left is grammar and common words.
Every token keeps the span it stood at, so that evidence can be shown in the file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from xdiff.origin.spelling import AMERICAN

NAME = "NAME"
NUMBER = "00"
DAY = "DAY"
MONTH = "MONTH"
MONEY = "MONEY"
DASH = "–"

_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
# "may" and "march" are left to the capital: in lower case they are other words.
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
)

# One alternative per class of token, the commonest first; what matches none, such as bullets, falls away.
# An apostrophe may stand as ', ’, ` or as an entity, with blanks around it where a source is tokenised.
_APOSTROPHE = r"[ \t]?(?:['’‘`´]|&\#0?39;|&apos;|&rsquo;|&lsquo;)[ \t]?"
_TOKEN = re.compile(
    rf"""
      (?P<word>[^\W\d_]+)
    | (?P<clitic>(?<=\w){_APOSTROPHE}(?:[sdmtSDMT]|re|ve|ll|RE|VE|LL)\b|(?<=s)[’'](?=\s))
    | (?P<quote>[\"“”„«»]|&(?:quot|ldquo|rdquo|lsquo|rsquo|\#\d{{1,5}});)
    | (?P<entity>&(?:amp|lt|gt|nbsp|hellip);)
    | (?P<number>\d+(?:[.,:/’']?\d+)*(?:[ ]?(?:st|nd|rd|th|s)\b)?)
    | (?P<money>[$€£¥₹])
    | (?P<dash>(?<=\s)-{{1,3}}(?=\s)|--+|[–—―])
    | (?P<mark>\.\.\.+|[.,;:?!()%])
    """,
    re.VERBOSE,
)
_PLAIN = re.compile(r"(?<![^\s\"“(])[a-z]+(?=[\s,.;:?!)])")
_CLITIC = re.compile(r"(?:[sdmt]|re|ve|ll)$", re.IGNORECASE)
_NEGATED = frozenset(
    [
        "isn",
        "aren",
        "wasn",
        "weren",
        "don",
        "doesn",
        "didn",
        "hasn",
        "haven",
        "hadn",
        "won",
        "wouldn",
        "couldn",
        "shouldn",
        "mustn",
    ]
)
_CONSTANTS = {"number": NUMBER, "money": MONEY, "dash": DASH}
# After these a capital may only open a sentence, so it does not make a name.
_OPENERS = frozenset(".?!:")
_QUOTES = frozenset("'‘’`")  # those that may also be apostrophes
# Soft hyphens, zero-width characters and marks of direction: put inside a word they would cut it up.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class Masked(NamedTuple):
    """One token after masking, and the span of code points it stands for."""

    text: str
    start: int
    end: int


def tokens(sentence: str, offset: int, common: frozenset[str]) -> list[Masked]:
    """Cut one sentence into masked tokens.

    Args:
        sentence: one sentence, or one heading; line breaks count as blanks.
        offset: code points before the sentence in its document, added to every span.
        common: words that are usual in lower case. A capitalised word that opens a sentence and is among
            them is taken for that word; elsewhere, or when it is not, it is a name.

    """
    if _UNSEEN.search(sentence):
        kept = [at for at, each in enumerate(sentence) if not _UNSEEN.match(each)]
        return [
            Masked(each.text, kept[each.start] + offset, kept[each.end - 1] + 1 + offset)
            for each in tokens(seen(sentence), 0, common)
        ]
    found: list[Masked] = []
    opens, quoted = True, False
    abbreviated = False  # the token before is "Mr", "U" or "Gen", whose full stop is a matter of house style
    for match in _TOKEN.finditer(sentence):
        kind = match.lastgroup
        raw = match[0]
        start, end = match.span()
        start, end = start + offset, end + offset
        if kind == "word" and raw[0].islower() and raw.islower():  # two thirds of all tokens
            found.append(Masked(AMERICAN.get(raw, raw), start, end))
            opens = quoted = False
            continue
        if kind == "entity":
            continue
        if kind == "quote":
            quoted = True
            continue
        if kind == "word":
            lower = raw.lower()
            if raw[0].islower() or lower == "i":
                text = AMERICAN.get(lower, lower)
            elif lower in _DAYS:
                text = DAY
            elif lower in _MONTHS and not (opens and lower in ("may", "march")):
                text = MONTH
            elif (opens or quoted or sentence[match.start() - 1] in _QUOTES) and _is_common(
                lower, raw, common
            ):
                text = AMERICAN.get(lower, lower)
            else:
                text = NAME
                abbreviated = len(raw) <= 3
                if found and found[-1].text == NAME:  # a run of names is one name
                    found[-1] = Masked(NAME, found[-1].start, end)
                    opens = quoted = False
                    continue
            opens = False
        elif kind == "mark":
            if raw.startswith("...") or (raw == "." and abbreviated and found[-1].text == NAME):
                continue
            text = raw
            opens = raw in _OPENERS
        elif kind == "clitic":
            ending = _CLITIC.search(raw)
            text = "'" + ending.group().lower() if ending else "'s"
            if text == "'t" and found and found[-1].text[-1] == "n":  # "don't" is "do" and "n't"
                stem = found.pop()
                if len(stem.text) > 1:
                    found.append(Masked(stem.text[:-1], stem.start, stem.end - 1))
                text, start = "n't", stem.end - 1
        else:
            text = _CONSTANTS[str(kind)]
        quoted = False
        found.append(Masked(text, start, end))
    return found


def seen(text: str) -> str:
    """Return a text without the characters that take no room."""
    return _UNSEEN.sub("", text)


def _is_common(lower: str, raw: str, common: frozenset[str]) -> bool:
    """Return whether a capitalised word is a common one; "Isn" of "Isn't" is."""
    if len(raw) > 1 and raw.isupper():
        return False
    return lower in common or (lower[-1] == "n" and lower in _NEGATED)


def plain_words(line: str) -> list[str]:
    """Return the words of a line that stand in lower case, for counting which are common."""
    return _PLAIN.findall(line)
