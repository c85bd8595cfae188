"""Light English stems, for asking whether two passages use the same words: no dictionary, no grammar."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATA = tomllib.loads((pkgutil.get_data("xdiff.diff", "stems.toml") or b"").decode("utf-8"))

NEGATIONS = frozenset(
    {
        "not",
        "no",
        "never",
        "none",
        "nothing",
        "nobody",
        "neither",
        "nor",
        "without",
        "cannot",
        "didn't",
        "don't",
    }
)
_WHOLE = frozenset(_DATA["whole"].split())
_IRREGULAR = {
    form: base
    for base, _, forms in (line.partition(":") for line in _DATA["irregular"].strip().splitlines())
    for form in forms.split()
}

_WORD = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"\s?['’]\s?(?=(?:s|t|d|m|re|ve|ll)\b)")
_INSERTED = re.compile(r"[(\[][^)\]]*[)\]]")  # an editor's word, not the speaker's
_CONTRACTIONS = {
    "can't": "cannot", "won't": "will not", "n't": " not", "'re": " are", "'ll": " will", "'ve": " have",
    "'m": " am", "can not": "cannot", "gonna": "going to",
}  # fmt: skip

_LONG_ENDINGS = (
    "ational",
    "fulness",
    "iveness",
    "ization",
    "isation",
    "ation",
    "ition",
    "ement",
    "ment",
    "ness",
)


def spoken(text: str) -> list[str]:
    """Return the words of `text` in lower case, contractions written out, an editor's brackets left out."""
    text = _APOSTROPHE.sub("'", _INSERTED.sub(" ", text.lower()))
    for short, long in _CONTRACTIONS.items():
        text = text.replace(short, long)
    return _WORD.findall(text.replace("'s ", " ").replace("'", ""))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of one word: lower case, no possessive, no common ending.

    It errs towards joining ("operate", "operation"), since stems are only counted in overlaps. The rules
    follow the idea of Porter's first step (M. F. Porter, "An algorithm for suffix stripping", 1980).
    """
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").strip("'")
    word = _IRREGULAR.get(word, word)
    if "-" in word:
        return stem(word.rpartition("-")[2] or word.strip("-"))  # "anti-Isis", "6.1-magnitude"
    if len(word) <= 3 or word in _WHOLE or not word.isalpha():
        return word
    word = _singular(word)
    if word.endswith("ly") and len(word) > 6:
        word = word[:-2]
    word = _without_tense(word)
    for ending in _LONG_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    else:
        if len(word) > 5:
            word = word.removesuffix("ion")
    if word.endswith("ate") and len(word) > 5:
        word = word[:-3]
    elif word.endswith("at") and len(word) > 5:
        word = word[:-2]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("y"):
        word = word[:-1] + "i"
    return word


def is_verbal(word: str) -> bool:
    """Whether a word has the form of a verb ("rescued", "pointing", "shot"): by its ending, or irregular."""
    return word.lower().endswith(("ed", "ing")) or word.lower() in _IRREGULAR


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_tense(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and any(vowel in rest for vowel in "aeiouy"):
            if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
                rest = rest[:-1]
            return rest
    return word


def one_spelling(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two runs of words are one but for hyphens, spaces or British and American spelling."""
    return american("".join(left)) == american("".join(right))


def american(word: str) -> str:
    """Return a key that is equal for the British and the American spelling of a word ("centre", "center")."""
    return word.replace("is", "iz").replace("our", "or").replace("tre", "ter").replace("ence", "ense")


FUNCTION_WORDS = frozenset(
    form for word in _DATA["function_words"].split() for form in (word, word.replace("'", "’"), stem(word))
)
"""Words of grammar, of saying and of vague time, and their stems."""
