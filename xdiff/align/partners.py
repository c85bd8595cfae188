"""Which documents of a story are compared: all pairs of a few, the nearest partners of many."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from xdiff.align import lexicon
from xdiff.align.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

ALL_PAIRS = 10  # documents; ten make 45 pairs
# Partners of each document beyond that: the pairs then grow with the documents, not their square. A hundred
# copies of one text with small edits make 573 pairs (13 times those of ten), and 756 with eight partners.
NEAREST = 6
# Cosine of two documents' distinct words, weighted by background IDF. Of 85 pairs of ECB+ articles about one
# event the least has 0.148; of pairs about different events 95 % lie under 0.105, the links refuse the rest.
SAME_EVENT = 0.1
MAX_POSTINGS = 200  # documents that have a word; a commoner one finds no partners


def partners(documents: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return the pairs of documents to compare, lower index first, in order."""
    bags = [{stem for sentence in each for stem in words(sentence).stems} for each in documents]
    frequency = Counter(stem for bag in bags for stem in bag)
    vocabulary = sorted(frequency)
    idf, _, _ = lexicon.shipped().look_up(vocabulary)
    weight = {stem: float(value) for stem, value in zip(vocabulary, idf, strict=True)}
    norms = [sum(weight[stem] ** 2 for stem in bag) ** 0.5 for bag in bags]
    found: set[tuple[int, int]] = set()
    shared = _shared(bags, frequency, weight)
    for mine, others in enumerate(shared):
        near = sorted(
            (
                (-total / (norms[mine] * norms[other]), other)
                for other, total in others.items()
                if other != mine
            ),
        )
        limit = len(near) if len(documents) <= ALL_PAIRS else NEAREST
        for minus_cosine, other in near[:limit]:
            if -minus_cosine >= SAME_EVENT:
                found.add((min(mine, other), max(mine, other)))
    return sorted(found)


def _shared(
    bags: Sequence[set[str]],
    frequency: Counter[str],
    weight: dict[str, float],
) -> list[dict[int, float]]:
    """Return, for each document, the squared weight it shares with each other one."""
    postings: dict[str, list[int]] = defaultdict(list)
    for document, bag in enumerate(bags):
        for stem in bag:
            if 1 < frequency[stem] <= MAX_POSTINGS:
                postings[stem].append(document)
    shared: list[dict[int, float]] = [defaultdict(float) for _ in bags]
    for stem, holders in postings.items():
        square = weight[stem] ** 2
        for mine in holders:
            row = shared[mine]
            for other in holders:
                row[other] += square
    return shared
