"""What is measured of a pair of sentences: how like they are, alone and beside their neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xdiff.align import shape
from xdiff.align.candidates import Cells, candidates
from xdiff.align.sides import distinct, in_both

if TYPE_CHECKING:
    from xdiff.align.lexicon import Floats
    from xdiff.align.sides import Bags, Ints, Pair, Side

# Measured of the two sentences alone. Sides are kept apart: a simple text beside a full one is a usual case,
# and one that does not know which is which lost .06 of F1 on SWiPE and .02 on Cochrane.
ALONE = (
    "words",  # cosine, weights from background and pair
    "background",  # cosine, background IDF alone: needs no other sentence
    "pairs",  # cosine of word pairs
    "characters",  # cosine of character n-grams
    "left_covered",  # weight of the left's words that the right has, as a share
    "right_covered",
    "left_soft",  # the same, a word counting as far as its nearest word on the other side
    "right_soft",
    "soft_weight",  # log of the weight so found, the lesser of both ways
    "clause",  # the likest pair of clauses: soft weight over all weight, damped for short ones
    "block",  # cosine of each sentence with both its neighbours
    "unit",  # cosine of mean vectors
    "substitution",
    "names",  # weight of shared names
    "names_covered",  # as a share of the side that has less
    "numbers",  # shared numbers
    "numbers_apart",  # numbers that each side has and the other lacks: the smaller count
    "measured",  # weight of shared nouns that numbers stand before
    "rarest",  # weight of the rarest shared word
    "shared",  # number of shared words, log
)
# Those that are also taken relative to row, column and diagonal.
RELATIVE = (
    "words",
    "background",
    "pairs",
    "characters",
    "covered",
    "soft",
    "clause",
    "block",
    "unit",
    "substitution",
)
RELATIONS = ("row_mean", "column_mean", "row_other", "column_other")
DIAGONAL = ("words", "soft")
NAMES: tuple[str, ...] = (
    *ALONE,
    *(f"{each}.{relation}" for each in RELATIVE for relation in RELATIONS),
    *(f"{each}.{side}" for each in DIAGONAL for side in ("before", "after")),
    *shape.NAMES,
)
BLOCK = 64  # rows compared at a time: bounds memory, whatever the size
SOFT_FLOOR = 0.3  # cosines of words below this are chance: 95 % of random pairs of words lie under 0.28
# Weight added below the line, so that a clause of two words that are both found is no sure link.
CLAUSE_DAMPING = 8.0


@dataclass(frozen=True, slots=True)
class Measured:
    """The compared cells, row by row, and one column of `values` for every name in `NAMES`."""

    cells: Cells
    values: Floats


def measure(pair: Pair) -> Measured:
    """Compare all sentences of two small lists, or the likely pairs of two large ones."""
    cells = candidates(pair)
    alone = np.zeros((len(ALONE), len(cells.row)), dtype=np.float32)
    for first in range(0, cells.rows, BLOCK):
        lower, upper = np.searchsorted(cells.row, [first, first + BLOCK])
        if upper > lower:
            rows = distinct(cells.row[lower:upper])
            columns = distinct(cells.column[lower:upper])
            block = _alone(pair, rows, columns)
            at_row = np.searchsorted(rows, cells.row[lower:upper])
            at_column = np.searchsorted(columns, cells.column[lower:upper])
            alone[:, lower:upper] = block[:, at_row, at_column]
    by_name: dict[str, Floats] = dict(zip(ALONE, alone, strict=True))
    for each in ("covered", "soft"):
        by_name[each] = (by_name[f"left_{each}"] + by_name[f"right_{each}"]) / 2
    columns_of = [*alone]
    for each in RELATIVE:
        columns_of += relative(cells, by_name[each])
    for each in DIAGONAL:
        columns_of += [cells.at(by_name[each], -1, -1), cells.at(by_name[each], 1, 1)]
    columns_of += shape.shape(pair, cells, by_name)
    return Measured(cells, np.stack(columns_of, axis=1))


def relative(cells: Cells, values: Floats) -> list[Floats]:
    """Return `values` less the mean of row and column, and less the best other cell of row and column."""
    row_mean, column_mean = cells.means(values)
    row_other, column_other = cells.best_others(values)
    means = (values - row_mean[cells.row], values - column_mean[cells.column])
    others = (values - row_other, values - column_other)
    return [*means, *others]


def _alone(pair: Pair, rows: Ints, columns: Ints) -> Floats:
    """Return one matrix of `rows` by `columns` for each of ALONE."""
    left = pair.left.words.take(rows)
    right = pair.right.words.take(columns)
    shared_terms = in_both(left.terms, right.terms)
    plain = np.ones_like(pair.weight)
    has_left, has_right = left.dense(plain, shared_terms), right.dense(plain, shared_terms)
    weight = pair.weight[shared_terms]
    covered = (has_left * weight) @ has_right.T
    left_total, right_total = _floor(left.sums(pair.weight))[:, None], _floor(right.sums(pair.weight))
    near = _near(pair, left, right)
    left_soft, right_soft = _soft(pair, near, left, right)
    names_left, names_right = pair.left.names.take(rows), pair.right.names.take(columns)
    names = _shared(names_left, names_right, pair.weight)
    least = np.minimum(names_left.sums(pair.weight)[:, None], names_right.sums(pair.weight))
    numbers_left, numbers_right = pair.left.numbers.take(rows), pair.right.numbers.take(columns)
    numbers = _shared(numbers_left, numbers_right, plain)
    left_lacks = numbers_left.sums(plain)[:, None] - numbers
    right_lacks = numbers_right.sums(plain) - numbers
    return np.stack(
        [
            _cosine(left, right, pair.weight),
            _cosine(left, right, pair.background),
            _cosine(pair.left.pairs.take(rows), pair.right.pairs.take(columns), pair.pair_weight),
            _cosine(
                pair.left.characters.take(rows), pair.right.characters.take(columns), pair.character_weight
            ),
            covered / left_total,
            covered / right_total,
            left_soft / left_total,
            right_soft / right_total,
            np.log1p(np.minimum(left_soft, right_soft)),
            _clause(pair, near, rows, columns),
            _cosine(pair.left.blocks.take(rows), pair.right.blocks.take(columns), pair.weight),
            _mean_vectors(left, pair.weight, pair.unit) @ _mean_vectors(right, pair.weight, pair.unit).T,
            _mean_vectors(left, pair.weight, pair.substitution)
            @ _mean_vectors(right, pair.weight, pair.substitution).T,
            names,
            names / np.maximum(least, 1e-6),
            numbers,
            np.minimum(left_lacks, right_lacks),
            _shared(pair.left.measured.take(rows), pair.right.measured.take(columns), pair.weight),
            _rarest(has_left, has_right, weight),
            np.log1p(has_left @ has_right.T),
        ]
    )


def _floor(values: Floats) -> Floats:
    return np.maximum(values, np.float32(1e-6))


def _shared(left: Bags, right: Bags, weights: Floats) -> Floats:
    terms = in_both(left.terms, right.terms)
    return left.dense(weights, terms) @ right.dense(np.ones_like(weights), terms).T


def _cosine(left: Bags, right: Bags, weights: Floats) -> Floats:
    terms = in_both(left.terms, right.terms)
    squares = weights * weights
    norms = np.sqrt(_floor(left.sums(squares))[:, None] * _floor(right.sums(squares)))
    return np.asarray(left.dense(weights, terms) @ right.dense(weights, terms).T / norms, dtype=np.float32)


def _mean_vectors(bags: Bags, weights: Floats, vectors: Floats) -> Floats:
    """Return the weighted mean vector of each sentence, at length one."""
    terms = distinct(bags.terms)
    mean = bags.dense(weights, terms) @ vectors[terms]
    return np.asarray(mean / _floor(np.linalg.norm(mean, axis=1, keepdims=True)), dtype=np.float32)


def _rarest(has_left: Floats, has_right: Floats, weight: Floats) -> Floats:
    """Return the greatest weight of a shared word: words by falling weight, the first that both have."""
    best = np.zeros((len(has_left), len(has_right)), dtype=np.float32)
    for k, line in enumerate(has_left):
        mine = np.flatnonzero(line)
        if len(mine):
            best[k] = (has_right[:, mine] * weight[mine]).max(axis=1)
    return best


@dataclass(frozen=True, slots=True)
class _Near:
    """Likeness of each word of the left (row of `values`) to each of the right, 0 to 1; same words have 1."""

    left: Ints
    right: Ints
    values: Floats


def _near(pair: Pair, left: Bags, right: Bags) -> _Near:
    left_terms, right_terms = distinct(left.terms), distinct(right.terms)
    near = (
        pair.unit[left_terms] @ pair.unit[right_terms].T
        + pair.substitution[left_terms] @ pair.substitution[right_terms].T
    ) / 2
    near = np.where(near < SOFT_FLOOR, 0, near)
    _, same_left, same_right = np.intersect1d(
        left_terms, right_terms, assume_unique=True, return_indices=True
    )
    near[same_left, same_right] = 1
    _raise_substitutes(pair, left_terms, right_terms, near)
    return _Near(left_terms, right_terms, near)


def _raise_substitutes(pair: Pair, left: Ints, right: Ints, near: Floats) -> None:
    """Give learned substitutes at least the likeness that the table has for them."""
    one, other, likeness = pair.substitutes
    if len(one) and len(left) and len(right):
        row = np.minimum(np.searchsorted(left, one), len(left) - 1)
        column = np.minimum(np.searchsorted(right, other), len(right) - 1)
        here = (left[row] == one) & (right[column] == other)
        at = row[here], column[here]
        near[at] = np.maximum(near[at], likeness[here])


def _soft(pair: Pair, near: _Near, left: Bags, right: Bags) -> tuple[Floats, Floats]:
    """Sum, for each pair of bags, weight times the likeness of each word's nearest word on the other side."""
    best_for_left = _best(near.values, np.searchsorted(near.right, right.terms), right.starts)
    best_for_right = _best(near.values.T, np.searchsorted(near.left, left.terms), left.starts)
    from_left = left.dense(pair.weight, near.left) @ best_for_left
    return from_left, (right.dense(pair.weight, near.right) @ best_for_right).T


def _clause(pair: Pair, near: _Near, rows: Ints, columns: Ints) -> Floats:
    """Return, for each pair of sentences, the likeness of their likest clauses.

    Long news sentences state several facts, and another outlet's sentence often shares only one.
    """
    left, left_starts = _clauses_of(pair.left, rows)
    right, right_starts = _clauses_of(pair.right, columns)
    from_left, from_right = _soft(pair, near, left, right)
    total = left.sums(pair.weight)[:, None] + right.sums(pair.weight)
    alike = (from_left + from_right) / (total + CLAUSE_DAMPING)
    by_row = np.maximum.reduceat(alike, left_starts, axis=0)
    return np.asarray(np.maximum.reduceat(by_row, right_starts, axis=1), dtype=np.float32)


def clause_weights(pair: Pair) -> tuple[Floats, Floats]:
    """Return the soft weight of the first left sentence's clauses in each right sentence, and their whole."""
    clauses, _ = _clauses_of(pair.left, np.zeros(1, dtype=np.int64))
    near = _near(pair, pair.left.words, pair.right.words)
    found, _ = _soft(pair, near, clauses, pair.right.words)
    return found, clauses.sums(pair.weight)


def _clauses_of(side: Side, chosen: Ints) -> tuple[Bags, Ints]:
    """Return the clauses of the `chosen` sentences, and where each sentence's begin."""
    sizes = np.diff(side.clause_starts)[chosen]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    offsets = np.repeat(side.clause_starts[chosen] - starts[:-1], sizes)
    return side.clauses.take(np.arange(starts[-1]) + offsets), starts[:-1]


def _best(near: Floats, terms: Ints, starts: Ints) -> Floats:
    """Return, for each word (row of `near`), its greatest value over the terms of each bag."""
    best = np.zeros((len(near), len(starts) - 1), dtype=np.float32)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled) and len(near):
        best[:, filled] = np.maximum.reduceat(near[:, terms], starts[filled], axis=1)
    return best
