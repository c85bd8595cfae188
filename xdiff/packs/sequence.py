"""Sequences of words: rules over word lists too long for a regular expression.

A sequence is written as items parted by spaces: `the|a|an` (any of these words), `{name}` (any word of a
word list), `{a}|{b}`; a last item `$` wants a punctuation mark, the end of the sentence or a word of the
list `closed` to follow, so that the last word cannot belong to a longer noun phrase. Between the words of
a hit there is white space and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xdiff.packs.required import rarest, rarest_word

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_LIST = re.compile(r"\{([a-z_]+)\}")
END = "$"

Word = tuple[str, int, int, bool]  # text, start, end, whether only white space parts it from the next


class SequenceError(ValueError):
    """A sequence cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class WordSequence:
    """Sets of words, one a place; `closed` holds the words that may follow, or is None when any may."""

    items: tuple[frozenset[str], ...]
    closed: frozenset[str] | None

    @property
    def words(self) -> tuple[frozenset[str], ...]:
        """Sets of words, in lower case, of which every hit holds one each (see `xdiff.packs.required`)."""
        pieces = [[rarest_word(word.lower()) for word in item] for item in self.items]
        return rarest(frozenset(filter(None, item)) for item in pieces if all(item))

    def matches(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Yield start and end of every hit in the words of one sentence (see `words_of`)."""
        first, size = self.items[0], len(self.items)
        for index in range(len(words) - size + 1):
            if words[index][0] not in first:
                continue
            inside = words[index : index + size]
            if all(word[0] in item for word, item in zip(inside, self.items, strict=True)) and all(
                word[3] for word in inside[:-1]
            ):
                last = inside[-1]
                follows = words[index + size][0] if last[3] and index + size < len(words) else None
                if self.closed is None or follows is None or follows in self.closed:
                    yield inside[0][1], last[2]


def words_of(text: str) -> list[Word]:
    """Return the words of one sentence."""
    found = [(word[0], word.start(), word.end()) for word in _WORD.finditer(text)]
    starts = [start for _, start, _ in found[1:]]
    joined = [text[end:start].isspace() for (_, _, end), start in zip(found, starts, strict=False)]
    joined.append(False)
    return [(*word, flag) for word, flag in zip(found, joined, strict=False)]


def read_sequence(text: str, lists: Mapping[str, Sequence[str]], *, case: bool) -> WordSequence:
    """Read one sequence.

    Raises:
        SequenceError: an unknown list, or fewer than two words.
    """
    items = text.split()
    closed: frozenset[str] | None = None
    if items and items[-1] == END:
        items.pop()
        closed = frozenset(_words("{closed}", lists, case=case))
    if len(items) < 2:
        raise SequenceError("a sequence has two words or more")
    return WordSequence(tuple(frozenset(_words(item, lists, case=case)) for item in items), closed)


def _words(item: str, lists: Mapping[str, Sequence[str]], *, case: bool) -> list[str]:
    words: list[str] = []
    for part in item.split("|"):
        named = _LIST.fullmatch(part)
        if named and named[1] not in lists:
            raise SequenceError(f"no word list {named[1]!r}")
        words += lists[named[1]] if named else [part]
    return words if case else [word.lower() for word in words]
