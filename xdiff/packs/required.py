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
MOST_BRANCHES = 24  # of one pattern; more are taken together
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


Sets = tuple[frozenset[str], ...]  # a match holds a word of each


def rarity(words: Collection[str]) -> int:
    """Order sets of words, the rarest first: a document without all of them is passed over."""
    return sum(COMMON if word in _COMMON else 10 if len(word) < 4 else 4 for word in words)


def whole_words(text: str) -> list[str]:
    """Return the whole words of a text; one at either end may go on beyond it, and is none."""
    return [match[0] for match in WORD.finditer(text) if match.start() > 0 and match.end() < len(text)]


def _commonness(word: str) -> tuple[bool, int]:
    return word in _COMMON, -len(word)


def rarest_word(word: str) -> str | None:
    """Return the rarest piece of a word written with hyphens or apostrophes."""
    return word if word.isalnum() else min(WORD.findall(word), key=_commonness, default=None)


def rarest(sets: Iterable[frozenset[str]]) -> Sets:
    """Return the rarest sets, each once."""
    return tuple(sorted(dict.fromkeys(sets), key=rarity)[:MOST_SETS])


def together(branches: Sequence[Sets]) -> Sets:
    """Return one set that holds for every branch, or none."""
    best = [rarest(branch)[:1] for branch in branches]
    return (frozenset[str]().union(*(each[0] for each in best)),) if all(best) else ()


def tells(branches: Sequence[Sets]) -> bool:
    """Say whether each branch has a set without common words, so that few sentences hold it."""
    return all(branch and rarity(branch[0]) < COMMON for branch in branches)


def is_common(text: str) -> bool:
    """Say whether nearly every document holds a text: a common word, or one or two characters."""
    return text in _COMMON or len(text) < 3


def is_sign(source: str) -> bool:
    """Say whether a class of characters, as a regular expression, holds no letter of English and no blank."""
    try:
        return re.search(source, _NO_SIGNS) is None
    except re.error:  # told when the whole pattern is compiled
        return False


class Run:
    """What a pattern matches from left to right, as texts; the sets of words that this gives."""

    def __init__(self, before: str = "") -> None:
        self._sets: list[frozenset[str]] = []
        self._choices: list[tuple[Sets, ...]] = []
        self._texts = [before]

    def add(self, texts: Sequence[str]) -> None:
        """Go on with one of `texts`."""
        if len(self._texts) * len(texts) > MOST_TEXTS:
            self.end("", texts)
        else:
            self._texts = [before + text for before in self._texts for text in texts]

    def end(self, mark: str = "", texts: Sequence[str] = ("",)) -> None:
        """Note the words so far, followed by `mark`, and begin anew with `texts`."""
        whole = [whole_words(text + mark) for text in self._texts]
        if all(whole) and len(whole) <= MOST_BRANCHES and max(map(len, whole)) > 1:
            self._choices.append(tuple(tuple(frozenset((word,)) for word in words) for words in whole))
        elif all(whole):
            self._sets.append(frozenset(min(words, key=_commonness) for words in whole))
        self._texts = list(texts)

    def choose(self, branches: tuple[Sets, ...]) -> None:
        """Note a piece of the pattern that holds the sets of one of `branches`."""
        if len(branches) > 1:
            self._choices.append(branches)
        else:
            self._sets += branches[0]

    def branches(self) -> tuple[Sets, ...]:
        """Return the sets of every branch: of the choices the first stays one, others are taken together."""
        first, *others = self._choices or [((),)]
        shared = [*self._sets, *(each for choice in others for each in together(choice))]
        return tuple(rarest((*branch, *shared)) for branch in first)
