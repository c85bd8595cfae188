"""The words that tell one event from another, and how much each tells: its rareness in news, and where it is.

How rare a word is comes from a shipped table of document frequencies (`xdiff.gating.train_stories`), not from
the documents of a run, so that two documents alone can be told apart, and a story does not change when
unrelated documents come or go.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from zipfile import BadZipFile
from zlib import crc32

from xdiff.errors import ModelError
from xdiff.shipped import Shipped

# Terms kept of a document, and what weighs more or less. Found on one half of the events of the same-event
# articles, among a thousand other texts; of 30 to 100 terms, 50 to 80 did alike.
MOST: Final = 60
LEAD: Final = 25  # telling words of title and beginning that count twice: a report begins with its event
NAME: Final = 1.3
YEAR: Final = 0.5  # every report of a year has its number
SMALL: Final = 0.3  # as every report has a "3"
ENDINGS: Final = ("ing", "ed")

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGINS = re.compile(r"[.!?:\n“”\"]")
_YEAR = re.compile(r"#(?:19|20)\d\d")
# fmt: off
_FUNCTION = frozenset({
    "the", "a", "an", "and", "or", "but", "of", "to", "in", "on", "at", "by", "for", "with", "from", "as",
    "is", "was", "were", "be", "been", "are", "am", "has", "have", "had", "do", "does", "did", "will",
    "would", "can", "could", "may", "might", "shall", "should", "must", "not", "no", "nor", "it", "its",
    "he", "she", "they", "them", "his", "her", "their", "our", "your", "my", "we", "you", "i", "me", "us",
    "him", "who", "whom", "which", "that", "this", "these", "those", "there", "here", "what", "when",
    "where", "why", "how", "than", "then", "so", "if", "into", "over", "under", "after", "before", "about",
    "between", "against", "during", "through", "all", "any", "both", "each", "more", "most", "some", "such",
    "only", "own", "same", "too", "very", "just", "also", "said", "says", "say", "one", "two",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Rareness:
    """How many of `documents` texts of news have a word, by the CRC-32 of its stem."""

    documents: int
    having: Mapping[int, int]

    def of(self, term: str) -> float:
        """Return log(documents / documents that have it), in nats; a word of none counts as of half a one."""
        return math.log((self.documents + 1) / (self.having.get(key(term), 0) + 0.5))


def key(term: str) -> int:
    """Return the number that a term has in the table."""
    return crc32(term.encode("utf-8", "replace"))


def read(path: Path) -> Rareness:
    """Read a table of document frequencies.

    Raises:
        ModelError: the file is missing or is no such table.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as arrays:
            keys, having = arrays["keys"].tolist(), arrays["having"].tolist()
            return Rareness(documents=int(arrays["documents"]), having=dict(zip(keys, having, strict=True)))
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"cannot read the table of words ({error})", where=str(path), hint="Reinstall xdiff."
        ) from error


RARENESS: Final = Shipped("event-words.npz", read)


def weighed(passages: Iterable[str], rareness: Rareness | None = None) -> list[tuple[str, float]]:
    """Return the most telling terms of a text with their weights, the weightiest first.

    Args:
        passages: the title and the sentences, in order.
        rareness: the table; the shipped one if left out.

    Raises:
        ModelError: the shipped table cannot be read.
    """
    table = RARENESS.get() if rareness is None else rareness
    times: Counter[str] = Counter()
    names = set()
    for at, (term, name) in enumerate(each for passage in passages for each in spotted(passage)):
        times[term] += 2 if at < LEAD else 1
        if name:
            names.add(term)
    found = [
        (term, (1 + math.log(count)) * table.of(term) * _kind(term, name=term in names))
        for term, count in times.items()
    ]
    return sorted(found, key=lambda each: (-each[1], each[0]))[:MOST]


def spotted(passage: str) -> Iterator[tuple[str, bool]]:
    """Give the stem of each telling word of a passage and whether it is a name; `#` begins a number."""
    end = 0
    for match in _WORD.finditer(passage):
        word = match.group()
        begins = end == 0 or _BEGINS.search(passage, end, match.start()) is not None
        end = match.end()
        lower = word.casefold()
        if word[0].isdigit():
            yield "#" + word.replace(",", ""), False
        elif len(lower) > 1 and lower not in _FUNCTION:
            yield stem(lower), word[0].isupper() and not begins


@cache
def _endings() -> tuple[tuple[str, int], ...]:
    return tuple((ending, len(ending) + 3) for ending in ENDINGS)


def stem(word: str) -> str:
    """Strip plural, possessive, -ed, -ing and a last e: light, for rare words are mostly names."""
    word = re.sub(r"['’]s?$", "", word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("es") and word[-3] in "sxzh":
        return word[:-2]
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "su":
        word = word[:-1]
    for ending, least in _endings():
        if len(word) > least and word.endswith(ending):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word


def _kind(term: str, *, name: bool) -> float:
    if term[0] != "#":
        return NAME if name else 1.0
    if len(term) <= 2:
        return SMALL
    return YEAR if _YEAR.fullmatch(term) else 1.0
