"""Words that a pattern cannot match without, by which most rules of a document are never asked.

A text stands for what a piece of a pattern matches: in lower case, " " for white space, `EDGE` where the
pattern says that a word begins or ends. A *set* is a set of words of which every match holds one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

EDGE = "\b"  # a boundary in a text; no letter, so words are parted there
TWICE = "\b\b"  # stands in a set for any word that is written twice in a row
MOST_TEXTS = 256  # of one piece; beyond, what it matches counts as unknown
MOST_SETS = 3  # of one pattern, the rarest
WORD = re.compile(r"[^\W_]+")  # "_" parts words here, though not for `\b`: a sentence more, never one less

# The commonest words of English: in nearly every document, so of all words they tell the least.
_COMMON_WORDS = """
a about after all also an and any are as at be been before being but by can could did do does down
first for from had has have he her here his i if in into is it its last like made make many more
most new no not now of on one only or other our out over part people said say says she so some such
than that the their them then there these they this those time to two under up us was we were what
when where which who will with would year years you
"""
_COMMON = frozenset(_COMMON_WORDS.split())
COMMON = 100  # rarity of a set that holds one of them
_NO_SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ \n"


def rarity(words: Collection[str]) -> int:
    """Order sets of words, the rarest first: a document without all of them is passed over."""
    return sum(COMMON if word in _COMMON else 10 if len(word) < 4 else 4 for word in words)


def whole_words(texts: Iterable[str]) -> frozenset[str] | None:
    """Return the rarest whole word of each text, or None where one has none.

    A word at either end of a text may go on beyond it, and is no whole one.
    """
    found: set[str] = set()
    for text in texts:
        whole = [match[0] for match in WORD.finditer(text) if match.start() > 0 and match.end() < len(text)]
        if not whole:
            return None
        found.add(min(whole, key=lambda word: (word in _COMMON, -len(word))))
    return frozenset(found)


def rarest(sets: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the rarest sets, each once."""
    return tuple(sorted(dict.fromkeys(sets), key=lambda each: (rarity(each), sorted(each)))[:MOST_SETS])


def is_sign(source: str) -> bool:
    """Say whether a class of characters, as a regular expression, holds no letter of English and no blank."""
    try:
        return re.search(source, _NO_SIGNS) is None
    except re.error:  # told when the whole pattern is compiled
        return False


class Run:
    """What a pattern matches from left to right, as texts; the sets of words that this gives."""

    def __init__(self, before: str = "") -> None:
        self.sets: list[frozenset[str]] = []
        self._texts = [before]

    def add(self, texts: Sequence[str]) -> None:
        """Go on with one of `texts`."""
        if len(self._texts) * len(texts) > MOST_TEXTS:
            self.end("", texts)
        else:
            self._texts = [before + text for before in self._texts for text in texts]

    def end(self, mark: str = "", texts: Sequence[str] = ("",)) -> None:
        """Note the words so far, followed by `mark`, and begin anew with `texts`."""
        found = whole_words(text + mark for text in self._texts)
        if found:
            self.sets.append(found)
        self._texts = list(texts)
