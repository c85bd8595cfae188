"""Two lists of sentences as arrays: words, word pairs, names, numbers and character n-grams by number."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from xdiff.align.substitutes import none
from xdiff.align.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xdiff.align.lexicon import Floats, Lexicon
    from xdiff.align.substitutes import Substitutes
    from xdiff.align.words import Words

Ints = npt.NDArray[np.int64]

CHARACTERS = 4  # length of the character n-grams
CHARACTER_BUCKETS = 1 << 16
_MARKS = re.compile(r"[\W_]+")


def distinct(values: Ints) -> Ints:
    """Return the distinct values, sorted. `np.unique` imports numpy.ma, 20 ms, to do the same."""
    ordered = np.sort(values)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def in_both(left: Ints, right: Ints) -> Ints:
    """Return the values that both have, sorted."""
    return np.intersect1d(distinct(left), distinct(right), assume_unique=True)


@dataclass(frozen=True, slots=True)
class Bags:
    """A bag of numbered terms for each sentence: terms of sentence k are `terms[starts[k]:starts[k + 1]]`.

    The terms of one sentence are distinct and sorted.
    """

    terms: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def rows(self) -> Ints:
        """Return the sentence of every term."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def take(self, chosen: Ints) -> Bags:
        """Return the bags of the sentences `chosen`, in that order."""
        sizes = np.diff(self.starts)[chosen]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        offsets = np.repeat(self.starts[chosen] - starts[:-1], sizes)
        return Bags(self.terms[np.arange(starts[-1]) + offsets], starts)

    def sums(self, weights: Floats) -> Floats:
        """Return the sum of `weights` (one per term number) over each bag."""
        return np.bincount(self.rows(), weights[self.terms], len(self)).astype(np.float32)

    def dense(self, weights: Floats, columns: Ints) -> Floats:
        """Return a matrix of sentences by `columns` (sorted term numbers), holding each term's weight."""
        matrix = np.zeros((len(self), len(columns)), dtype=np.float32)
        if len(columns):
            at = np.minimum(np.searchsorted(columns, self.terms), len(columns) - 1)
            known = columns[at] == self.terms
            matrix[self.rows()[known], at[known]] = weights[self.terms[known]]
        return matrix


@dataclass(frozen=True, slots=True)
class Side:
    """One list of sentences. All bags but `characters` share the term numbers of `Pair.idf`."""

    words: Bags
    pairs: Bags
    names: Bags
    numbers: Bags
    measured: Bags
    blocks: Bags  # words of a sentence and both its neighbours
    clauses: Bags  # one bag for each clause
    clause_starts: Ints  # clauses of sentence k are clause_starts[k] to clause_starts[k + 1]
    characters: Bags
    lengths: Floats  # in words


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides and the weights of their terms.

    `background` is the lexicon's IDF of a word, `inner` the IDF inside these two lists, `weight` the mean
    of both: what is rare in English and what is rare here (a name that every sentence has says little).
    """

    left: Side
    right: Side
    background: Floats
    weight: Floats
    pair_weight: Floats
    character_weight: Floats
    unit: Floats  # vectors of each word, see Lexicon
    substitution: Floats
    substitutes: tuple[Ints, Ints, Floats]  # words that stand for each other, both ways, and their likeness


def prepare(
    left: Sequence[str],
    right: Sequence[str],
    lexicon: Lexicon,
    aliases: Mapping[str, str] | None = None,
    substitutes: Substitutes | None = None,
) -> Pair:
    """Give the terms of two lists of sentences their numbers.

    Args:
        left: sentences of one document.
        right: sentences of the other.
        lexicon: background figures.
        aliases: stem -> stem that stands for it, for names that are one name in two spellings.
        substitutes: words that stand for each other; none unless given.

    """
    cut = [[_renamed(words(each), aliases) for each in side] for side in (left, right)]
    acronyms = {each for side in cut for sentence in side for each in sentence.acronyms}
    vocabulary: dict[str, int] = {}
    couples: dict[tuple[str, str], int] = {}
    sides = [
        _side(sentences, side, vocabulary, couples, acronyms)
        for sentences, side in zip((left, right), cut, strict=True)
    ]
    total = len(left) + len(right)
    background, unit, substitution = lexicon.look_up(list(vocabulary))
    inner = _idf((side.words for side in sides), len(vocabulary), total)
    return Pair(
        left=sides[0],
        right=sides[1],
        background=background,
        # Both are in nats; the background reaches 13, the inner one 4 on two short articles.
        weight=(background / 3 + inner) / 2,
        pair_weight=_idf((side.pairs for side in sides), len(couples), total),
        character_weight=_idf((side.characters for side in sides), CHARACTER_BUCKETS, total),
        unit=unit,
        substitution=substitution,
        substitutes=(substitutes or none()).among(list(vocabulary)),
    )


def _renamed(sentence: Words, aliases: Mapping[str, str] | None) -> Words:
    if not aliases:
        return sentence
    return replace(
        sentence,
        stems=tuple(aliases.get(each, each) for each in sentence.stems),
        names=frozenset(aliases.get(each, each) for each in sentence.names),
        numbers=frozenset(aliases.get(each, each) for each in sentence.numbers),
        measured=frozenset(aliases.get(each, each) for each in sentence.measured),
    )


def _side(
    sentences: Sequence[str],
    cut: Sequence[Words],
    vocabulary: dict[str, int],
    couples: dict[tuple[str, str], int],
    acronyms: set[str],
) -> Side:
    bags: dict[str, list[Iterable[int]]] = defaultdict(list)
    for each in cut:
        # "United Nations" counts as "UN" too where either side writes it so.
        spelt_out = [
            vocabulary.setdefault(short, len(vocabulary)) for short in sorted(each.initials & acronyms)
        ]
        numbered = [vocabulary.setdefault(stem, len(vocabulary)) for stem in each.stems]
        bags["words"].append([*numbered, *spelt_out])
        bags["pairs"].append([couples.setdefault(couple, len(couples)) for couple in pairwise(each.stems)])
        bags["names"].append([vocabulary[stem] for stem in sorted(each.names)] + spelt_out)
        bags["numbers"].append([vocabulary[stem] for stem in each.numbers])
        bags["measured"].append([vocabulary[stem] for stem in each.measured])
        ends = [*each.clauses[1:], len(numbered)]
        bags["clauses"] += [numbered[start:end] for start, end in zip(each.clauses, ends, strict=True)]
    filled = {name: _bags(lists) for name, lists in bags.items()}
    return Side(
        **filled,
        blocks=_blocks(filled["words"]),
        clause_starts=np.concatenate([[0], np.cumsum([len(each.clauses) for each in cut])]).astype(np.int64),
        characters=_characters(sentences),
        lengths=np.asarray([len(each.stems) for each in cut], dtype=np.float32),
    )


def _bags(lists: Sequence[Iterable[int]]) -> Bags:
    distinct = [sorted(set(each)) for each in lists]
    starts = np.concatenate([[0], np.cumsum([len(each) for each in distinct])]).astype(np.int64)
    return Bags(np.asarray([term for each in distinct for term in each], dtype=np.int64), starts)


def _blocks(words: Bags) -> Bags:
    """Join the bag of each sentence with those of the sentences beside it."""
    count, size = len(words), int(words.terms.max(initial=0)) + 1
    rows = words.rows()
    keys = np.concatenate([(rows + shift) * size + words.terms for shift in (-1, 0, 1)])
    keys = distinct(keys[(keys >= 0) & (keys < count * size)])
    return Bags(keys % size, np.searchsorted(keys, np.arange(count + 1) * size).astype(np.int64))


def _characters(sentences: Sequence[str]) -> Bags:
    grams = [_grams(each) for each in sentences]
    starts = np.concatenate([[0], np.cumsum([len(each) for each in grams])]).astype(np.int64)
    return Bags(np.concatenate([np.zeros(0, dtype=np.int64), *grams]), starts)


@lru_cache(maxsize=20_000)  # a sentence of a story is compared with every other document
def _grams(sentence: str) -> Ints:
    """Hash the character n-grams of lower-case words into buckets, without a loop over characters."""
    plain = f" {_MARKS.sub(' ', sentence.lower()).strip()} "
    codes = np.frombuffer(plain.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    count = max(len(codes) - CHARACTERS + 1, 0)
    mixed = np.zeros(count, dtype=np.int64)
    for k in range(CHARACTERS):
        mixed = mixed * 1_000_003 + codes[k : k + count]
    return distinct((mixed ^ (mixed >> 17)) % CHARACTER_BUCKETS)


def _idf(sides: Iterable[Bags], size: int, total: int) -> Floats:
    counts = np.zeros(size, dtype=np.float32)
    for bags in sides:
        counts += np.bincount(bags.terms, minlength=size)
    return np.log(1 + total / np.maximum(counts, 1)).astype(np.float32)
