"""Masked tokens to hashed features: word n-grams, shape n-grams, and a handful of document measures.

A *shape* keeps the commonest words and the masks, and writes every other word as its ending: what is left
is close to a part-of-speech sequence, which sees the grammar that topic hides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

ORDERS: Mapping[str, tuple[int, ...]] = {"words": (1, 2, 3), "shapes": (1, 2, 3, 4, 5)}
BITS = 20  # tables of 2^20 buckets: exact n-grams of 4 documents or more are within .01 of AUC of it
KEPT = 300  # commonest words that a shape keeps; the figure of DATA.md's quick tries
ENDING = 3  # letters of a word's ending that its shape keeps: "ing", "ion", "ely"

_BOUNDARY = 0x5BD1E995  # stands before and after every sentence
# Odd multipliers (Knuth, Steele) that spread a rolling hash over 64 bits.
_ROLL = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


class Grams(NamedTuple):
    """The n-grams of one document: 32-bit hashes, and where each stands in the token row."""

    hashes: NDArray[np.uint32]
    first: NDArray[np.int32]  # index of the n-gram's first token in the row with boundaries
    order: NDArray[np.int8]


class _Ids(dict[str, tuple[int, int]]):
    """The 32-bit hashes of masked words and of their shapes; those of common words and masks are kept."""

    def __init__(self, common: frozenset[str], kept: frozenset[str]) -> None:
        super().__init__()
        self._common = common
        self._kept = kept

    def __missing__(self, word: str) -> tuple[int, int]:
        found = crc32(word.encode()), crc32(shape(word, self._kept).encode())
        if word in self._common or not word.islower():
            self[word] = found
        return found


class Vocabulary:
    """The words usual in lower case, commonest first: all may open a sentence, KEPT stay in shapes.

    `ids` maps every masked word to its hashes.
    """

    def __init__(self, common: Sequence[str]) -> None:
        self.words = tuple(common)
        self.common = frozenset(common)
        self.kept = frozenset(common[:KEPT])
        self.ids = _Ids(self.common, self.kept)


class Bag:
    """The distinct n-grams of one window, and where each first stood."""

    __slots__ = ("_buckets", "grams", "words")

    def __init__(self, sentences: Sequence[Sequence[str]], vocabulary: Vocabulary) -> None:
        self.words = sum(map(len, sentences))
        hashed = rows(sentences, vocabulary)
        self.grams = {part: grams(hashed[part], orders) for part, orders in ORDERS.items()}
        self._buckets = {
            part: _distinct(found.hashes >> np.uint32(32 - BITS)) for part, found in self.grams.items()
        }

    def buckets(self, part: str) -> NDArray[np.uint32]:
        """Return the distinct buckets of one part's n-grams."""
        return self._buckets[part]

    def size(self, part: str) -> int:
        """Return how many distinct buckets that is."""
        return len(self._buckets[part])


def shape(word: str, kept: frozenset[str]) -> str:
    """Return a word's shape: itself when common or masked, else its ending."""
    if word in kept or not word.islower():
        return word
    return "~" + word[-ENDING:] if len(word) > ENDING else "~" + str(len(word))


def rows(sentences: Sequence[Sequence[str]], vocabulary: Vocabulary) -> dict[str, NDArray[np.uint64]]:
    """Hash every token, as a word and as a shape, with a boundary before, between and after the sentences."""
    ids = vocabulary.ids
    pairs: list[tuple[int, int]] = [(_BOUNDARY, _BOUNDARY)]
    for sentence in sentences:
        pairs += [ids[token] for token in sentence]
        pairs.append((_BOUNDARY, _BOUNDARY))
    both = np.array(pairs, dtype=np.uint64)
    return {"words": both[:, 0], "shapes": both[:, 1]}


def _distinct(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the values sorted, each once: `np.unique` would import numpy.ma, which takes 20 ms."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def grams(ids: NDArray[np.uint64], orders: Sequence[int]) -> Grams:
    """Hash the n-grams of a token row; none crosses a sentence boundary, so sentence order is no feature."""
    boundary = ids == _BOUNDARY
    hashes, firsts, sizes = [], [], []
    rolled = np.zeros(len(ids), dtype=np.uint64)
    for order in range(1, max(orders) + 1):
        count = len(ids) - order + 1
        if count <= 0:
            break
        rolled = rolled[:count] * _ROLL + ids[order - 1 :] + np.uint64(order)
        if order not in orders:
            continue
        valid = np.ones(count, dtype=bool)
        inner = range(1, order - 1) if order > 1 else range(1)
        for step in inner:
            valid &= ~boundary[step : step + count]
        if order == 2:
            valid &= ~(boundary[:count] & boundary[1 : 1 + count])
        at = np.flatnonzero(valid)
        mixed = rolled[at] * _MIX
        hashes.append((mixed >> np.uint64(32)).astype(np.uint32))
        firsts.append(at.astype(np.int32))
        sizes.append(np.full(len(at), order, dtype=np.int8))
    if not hashes:
        none = np.zeros(0, dtype=np.uint32)
        return Grams(none, none.astype(np.int32), none.astype(np.int8))
    return Grams(np.concatenate(hashes), np.concatenate(firsts), np.concatenate(sizes))
