"""Learn which words stand for each other, from pairs of sentences that say the same.

IBM model 1 (Brown et al. 1993) over the words that only one of the two sentences has, both ways: a word
is explained by a word of the other sentence, or by nothing. A pair of words must be met in two contents
or more, since the outlets of one story pair its names with its nouns.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from xdiff.align.corpus import content
from xdiff.align.substitutes import Substitutes
from xdiff.align.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.align.train_lexicon import Unit

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating[Any]]

ROUNDS = 8  # of expectation and maximisation
FIRST_NOTHING, NOTHING = 0.5, 0.02  # chance that nothing explains a word, in the first round and later
DAMPING = 2.0  # added to the uses of a word, so that a pair seen once says little
DISCOUNT = 0.3  # taken from the expected uses of a pair in each round, for the same reason
LEAST_USES = 1.5  # expected, after 0.5 is taken off: geometric mean of both ways
LEAST_LIKENESS = 0.04
SURE = 0.15  # from this chance on, a content counts as one that has the pair
CONTENTS = 2
RENDERINGS = 6  # of a line, compared to find the two least alike
LEAST_ALIKE = 0.25  # shared words among all: less is another line
SAME_MEANING = {"0-5": 3.5, "0/1": 1.0}  # least score of a pair of `sentence-similarity`, by its scale


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two sentences that say the same, as stems, and a number for what they are about."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    content: int


def linked(rows: Iterable[dict[str, Any]]) -> list[Pairing]:
    """Return the linked sentences of labelled rows."""
    return [
        Pairing(
            words(row["a"][i]).stems, words(row["b"][j]).stems, crc32((row["set"] + content(row)).encode())
        )
        for row in rows
        for i, j, *_ in row["gold"]
    ]


def similar(rows: Iterable[dict[str, Any]]) -> list[Pairing]:
    """Return the pairs of `sentence-similarity.jsonl.gz` that say the same, each a content of its own."""
    return [
        Pairing(words(row["a"]).stems, words(row["b"]).stems, -1 - k)
        for k, row in enumerate(rows)
        if row["score"] >= SAME_MEANING[row["scale"]]
    ]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Every word that one sentence of a pair has alone, beside every such word of the other."""

    stems: list[str]
    uses: Floats  # of each stem, alone
    explained: Ints
    explains: Ints
    place: Ints  # the occurrence that is explained
    content: Ints
    places: int


def learn(pairs: Sequence[Pairing]) -> Substitutes:
    """Fit the table on sentences that say the same."""
    cells = _cells(pairs)
    size = len(cells.stems)
    keys, at = np.unique(cells.explained * size + cells.explains, return_inverse=True)
    left, right = keys // size, keys % size
    back = np.searchsorted(keys, right * size + left)  # every pair of words is there both ways
    chance = np.ones(len(keys))
    for k in range(ROUNDS):
        nothing = NOTHING if k else FIRST_NOTHING
        share = chance[at] / (np.bincount(cells.place, chance[at], cells.places) + nothing)[cells.place]
        expected = np.bincount(at, share, len(keys))
        chance = np.maximum(expected - DISCOUNT, 1e-6) / (cells.uses[right] + DAMPING)
    sure = share > SURE
    met = np.unique(np.stack([at[sure], cells.content[sure]]), axis=1)[0]
    contents = np.bincount(met, minlength=len(keys))
    both = np.sqrt(np.maximum(expected - 0.5, 0) * np.maximum(expected[back] - 0.5, 0))
    likeness = both / np.sqrt((cells.uses[left] + DAMPING) * (cells.uses[right] + DAMPING))
    kept = (both >= LEAST_USES) & (likeness >= LEAST_LIKENESS)
    kept &= np.minimum(contents, contents[back]) >= CONTENTS
    hashes = np.asarray([crc32(stem.encode()) for stem in cells.stems], dtype=np.uint32)
    return Substitutes(hashes[left[kept]], hashes[right[kept]], likeness[kept].astype(np.float32))


def _cells(pairs: Sequence[Pairing]) -> _Cells:
    index: dict[str, int] = {}
    alone: list[Ints] = []
    parts: list[tuple[Ints, Ints, Ints, Ints]] = []
    places = 0
    for pair in pairs:
        sides = [
            np.asarray([index.setdefault(stem, len(index)) for stem in sorted(only)], dtype=np.int64)
            for only in (set(pair.left) - set(pair.right), set(pair.right) - set(pair.left))
        ]
        for mine, other in (sides, sides[::-1]):
            alone.append(mine)
            place = np.repeat(np.arange(places, places + len(mine)), len(other))
            parts.append(
                (
                    np.repeat(mine, len(other)),
                    np.tile(other, len(mine)),
                    place,
                    np.full(len(place), pair.content, dtype=np.int64),
                )
            )
            places += len(mine)
    explained, explains, place, about = (np.concatenate(column) for column in zip(*parts, strict=True))
    uses = np.bincount(np.concatenate(alone), minlength=len(index)).astype(np.float64)
    return _Cells(list(index), uses, explained, explains, place, about, places)


def rendered(pooled: Sequence[Unit]) -> list[Pairing]:
    """Return, for each line that several people and systems translated, two of the least like renderings."""
    found: list[Pairing] = []
    for k, unit in enumerate(pooled):
        step = max(1, len(unit) // RENDERINGS)
        bags = [set(each) for each in unit]
        pairs = list(combinations(range(0, len(unit), step), 2))
        alike = [len(bags[i] & bags[j]) / max(len(bags[i] | bags[j]), 1) for i, j in pairs]
        near = [(share, pair) for share, pair in zip(alike, pairs, strict=True) if share > LEAST_ALIKE]
        if near:
            _, (i, j) = min(near)
            found.append(Pairing(unit[i], unit[j], k))
    return found


def together(parts: Sequence[Substitutes]) -> Substitutes:
    """Return the pairs of all tables, each with the greatest likeness it has."""
    keys = np.concatenate([(each.left.astype(np.uint64) << np.uint64(32)) | each.right for each in parts])
    likeness = np.concatenate([each.likeness for each in parts])
    order = np.lexsort((-likeness, keys))
    keys, likeness = keys[order], likeness[order]
    first = np.concatenate([[True], keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, dtype=bool)
    keys = keys[first]
    return Substitutes(
        (keys >> np.uint64(32)).astype(np.uint32), keys.astype(np.uint32), likeness[first].astype(np.float32)
    )
