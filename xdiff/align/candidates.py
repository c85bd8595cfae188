"""Which pairs of sentences are compared at all, and arithmetic over the cells that are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from xdiff.align.lexicon import Floats
    from xdiff.align.sides import Ints, Pair

# Up to this many cells all are compared: 200 by 200 sentences, some 5,000 words a side.
ALL_CELLS = 40_000
# Beyond it, the sentences of the other side that share most weight with a sentence.
PER_SENTENCE = 16
# A word in more sentences than this finds no candidates, unless its sentence has no rarer one.
MAX_POSTINGS = 500


@dataclass(frozen=True, slots=True)
class Cells:
    """The compared cells of a matrix of `rows` by `columns`, sorted by row, then column.

    Cells that are not compared count as zero in means and bests.
    """

    row: Ints
    column: Ints
    rows: int
    columns: int
    by_column: Ints  # the order that sorts the cells by column, then row

    def means(self, values: Floats) -> tuple[Floats, Floats]:
        """Return the mean of each row and of each column."""
        row = np.bincount(self.row, values, self.rows) / max(self.columns, 1)
        column = np.bincount(self.column, values, self.columns) / max(self.rows, 1)
        return row.astype(np.float32), column.astype(np.float32)

    def bests(self, values: Floats) -> tuple[Floats, Floats]:
        """Return the best value of each row and of each column."""
        row = np.zeros(self.rows, dtype=np.float32)
        column = np.zeros(self.columns, dtype=np.float32)
        np.maximum.at(row, self.row, values)
        np.maximum.at(column, self.column, values)
        return row, column

    def best_others(self, values: Floats) -> tuple[Floats, Floats]:
        """Return, for each cell, the best value of another cell in its row, and in its column."""
        others = np.zeros((2, len(values)), dtype=np.float32)
        for k, (group, order, size) in enumerate(
            ((self.row, None, self.rows), (self.column, self.by_column, self.columns))
        ):
            groups = group if order is None else group[order]
            ordered = values if order is None else values[order]
            best = np.zeros(size, dtype=np.float32)
            np.maximum.at(best, groups, ordered)
            top = ordered >= best[groups]
            holders = np.bincount(groups[top], minlength=size)
            second = np.zeros(size, dtype=np.float32)
            np.maximum.at(second, groups[~top], ordered[~top])
            alone = top & (holders[groups] == 1)
            found = np.where(alone, second[groups], best[groups])
            if order is None:
                others[k] = found
            else:
                others[k, order] = found
        return others[0], others[1]

    def at(self, values: Floats, down: int, right: int) -> Floats:
        """Return, for each cell, the value of the cell `down` rows and `right` columns away, or zero."""
        keys = self.row * (self.columns + 2) + self.column
        row, column = self.row + down, self.column + right
        inside = (row >= 0) & (row < self.rows) & (column >= 0) & (column < self.columns)
        wanted = row * (self.columns + 2) + column
        found = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        hit = inside & (keys[found] == wanted) if len(keys) else inside
        return np.where(hit, values[found], 0).astype(np.float32)


def cells(row: Ints, column: Ints, rows: int, columns: int) -> Cells:
    """Put the cells (row, column), each given once, in order."""
    order = np.lexsort((column, row))
    row, column = row[order], column[order]
    return Cells(row, column, rows, columns, np.lexsort((row, column)))


def candidates(pair: Pair) -> Cells:
    """Choose the cells worth comparing: all, or the likeliest few of each row and each column."""
    rows, columns = len(pair.left.words), len(pair.right.words)
    if rows * columns <= ALL_CELLS:
        return cells(np.repeat(np.arange(rows), columns), np.tile(np.arange(columns), rows), rows, columns)
    forward = _likeliest(pair, turned=False)
    backward = _likeliest(pair, turned=True)
    keys = np.unique(np.concatenate([forward[0] * columns + forward[1], backward[1] * columns + backward[0]]))
    return cells(keys // columns, keys % columns, rows, columns)


def _likeliest(pair: Pair, *, turned: bool) -> tuple[Ints, Ints]:
    """Return the PER_SENTENCE likeliest partners of each sentence of one side, by an inverted index."""
    here, there = (pair.right.words, pair.left.words) if turned else (pair.left.words, pair.right.words)
    order = np.argsort(there.terms, kind="stable")
    owners = there.rows()[order]
    starts = np.searchsorted(there.terms[order], np.arange(len(pair.weight) + 1))
    sizes = np.diff(starts)
    found_row: list[Ints] = []
    found_column: list[Ints] = []
    lengths = np.sqrt(np.maximum(there.sums(pair.weight), 1e-6))
    for k in range(len(here)):
        terms = here.terms[here.starts[k] : here.starts[k + 1]]
        terms = terms[sizes[terms] > 0]
        if not len(terms):
            continue
        rare = terms[sizes[terms] <= MAX_POSTINGS]
        if not len(rare):
            rare = terms[np.argsort(sizes[terms])[:2]]
        hits = np.concatenate([owners[starts[term] : starts[term + 1]] for term in rare])
        sums = np.repeat(pair.weight[rare], sizes[rare])
        partners, where = np.unique(hits, return_inverse=True)
        score = np.bincount(where, sums) / lengths[partners]
        best = partners[np.argsort(-score, kind="stable")[:PER_SENTENCE]]
        found_row.append(np.full(len(best), k, dtype=np.int64))
        found_column.append(best)
    empty = np.zeros(0, dtype=np.int64)
    return np.concatenate([empty, *found_row]), np.concatenate([empty, *found_column])
