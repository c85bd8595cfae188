"""Words of a sentence as alignment compares them: lower case, light stems, names and numbers marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# A number with its separators, or a word with inner apostrophes, or a mixed code such as "4x4".
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?![^\W\d_])|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?:]['\"”’)]*\s*$")
# A clause ends at a mark, a quotation mark or before these words; a list is cut too, which does no harm.
_CLAUSE_MARK = re.compile(r"[,;:()\"“”]|\s[-–—]+\s")
_CLAUSE_WORDS = frozenset(
    {"but", "while", "which", "who", "that", "because", "although", "when", "after", "and"}
)
_SHORTEST_CLAUSE = 4  # words; a shorter one stays with the one before
_VOWEL = re.compile(r"[aeiouy]")

# Number words that news writes in letters below ten and in digits above: the commonest mismatch
# of numbers. "one" is mostly a pronoun ("no one"), so it never counts.
_NUMBER_WORDS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "thirteen": "13",
    "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16",
    "seventeen": "17",
    "eighteen": "18",
    "nineteen": "19",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
    "hundred": "100",
    "dozen": "12",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence as stems in order, and what some of them are.

    `measured` are nouns that a number stands before ("95 minutes"): two documents that count the same
    thing often differ in the number. `initials` are those of runs of capitals ("un" of United Nations),
    `acronyms` the words in capitals. `clauses` are where clauses start among the stems.
    """

    stems: tuple[str, ...]
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    measured: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    clauses: tuple[int, ...] = (0,)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Strip the commonest English endings from a lower-case word: plural, -ed, -ing, -ly, possessive.

    Light on purpose: after Porter (1980), step 1 with the adverb ending, and without the later steps,
    which join words that news keeps apart ("general" and "generate").
    """
    for mark in ("'s", "’s"):
        word = word.removesuffix(mark)
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y" if len(word) > 4 else word
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed", "ly"):
        body = word.removesuffix(ending)
        if body is not word and body != word and len(body) >= 3 and _VOWEL.search(body):
            word = body
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if word.endswith("y") and len(word) > 4:
        return word[:-1] + "i"
    return word.removesuffix("e") if len(word) > 4 else word


@lru_cache(maxsize=20_000)  # a sentence of a story is compared with every other document
def words(sentence: str) -> Words:
    """Cut `sentence` into stems. A capital at the start of a sentence or after a stop marks no name."""
    stems: list[str] = []
    names: set[str] = set()
    numbers: set[str] = set()
    measured: set[str] = set()
    initials: set[str] = set()
    acronyms: set[str] = set()
    clauses = [0]
    run = ""  # first letters of the capitalised words that lead up to here
    end = 0
    for match in _WORD.finditer(sentence):
        surface, gap = match.group(), sentence[end : match.start()]
        lower, end = surface.lower(), match.end()
        capital = surface[0].isupper()
        if (surface[0].isdigit() and surface[-1].isdigit()) or lower in _NUMBER_WORDS:
            key = _NUMBER_WORDS.get(lower) or _number(surface)
            numbers.add(key)
        else:
            key = stem(lower.replace("’", "'"))
            before = sentence[: match.start()].rstrip(" \t\"'“‘(")
            if capital and before and not _SENTENCE_END.search(before[-3:]):
                names.add(key)
            if stems and stems[-1] in numbers:
                measured.add(key)
        run = (run if gap == " " else "") + surface[0].lower() if capital else ""
        if 2 <= len(run) <= 5:
            initials.add(run)
        if 2 <= len(surface) <= 5 and surface.isupper() and surface.isalpha():
            acronyms.add(key)
        parted = lower in _CLAUSE_WORDS or _CLAUSE_MARK.search(gap)
        if parted and len(stems) - clauses[-1] >= _SHORTEST_CLAUSE:
            clauses.append(len(stems))
        stems.append(key)
    if len(clauses) > 1 and len(stems) - clauses[-1] < _SHORTEST_CLAUSE:
        clauses.pop()
    return Words(
        stems=tuple(stems),
        names=frozenset(names),
        numbers=frozenset(numbers),
        measured=frozenset(measured),
        initials=frozenset(initials),
        acronyms=frozenset(acronyms),
        clauses=tuple(clauses),
    )


def _number(surface: str) -> str:
    """Write a numeral without separators of thousands: "1,200" and "1200" are one number."""
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", surface)
    return plain.rstrip(".,")
