"""Fits the n-gram tables: one regression for each head and part, and the two axes they are joined to.

Kinds of machine translation differ more from each other than from people, so each has a head of its own
beside the head for all; dev, mean of ten AUCs: all alone .805, one for each kind .831, both .838.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin.features import BITS, ORDERS
from xdiff.origin.sample import MACHINE, Progress, Sample, matrix, pair

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNPAIRED = ("events", "polnear")  # originals without machines beside them
HUMAN_TRANSLATION = ("human_translation",)
# Each against human translation; the last head, originals against translations of every kind, is apart.
AGAINST_HUMANS = {
    "machine": MACHINE,
    "statistical": ("smt", "rbmt"),
    "neural": ("nmt",),
    "language model": ("llm",),
}
HEADS = (*AGAINST_HUMANS, "translated")
FOLDS = 4
STRENGTH = 30.0  # C of the n-gram regressions; 10 to 300 are within .005 of AUC on dev
ROUNDS = 35  # of L-BFGS; more moves no dev figure by .003
FEWEST = 4  # windows a bucket must stand in


@dataclass(frozen=True, slots=True)
class Tables:
    """Float weights of every part, one row a head (or an axis, once joined)."""

    rows: dict[str, list[NDArray[np.float32]]]

    def scores(self, sample: Sample, picked: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return a score for each window picked, part and head, in the order that the model gives them."""
        columns = []
        for part in ORDERS:
            design = matrix(sample, part, picked)
            columns += [np.asarray(design @ row) for row in self.rows[part]]
        return np.stack(columns, axis=1)


def head_weights(
    sample: Sample, chosen: NDArray[np.bool_]
) -> dict[str, tuple[NDArray[np.bool_], NDArray[np.float64]]]:
    """Return each head's targets and weights on the windows chosen."""
    kinds = np.array(sample.kind)
    heads: dict[str, tuple[NDArray[np.bool_], NDArray[np.float64]]] = {
        name: (np.isin(kinds, some), pair(sample, chosen, some, HUMAN_TRANSLATION))
        for name, some in AGAINST_HUMANS.items()
    }
    every = MACHINE + HUMAN_TRANSLATION
    translated = pair(sample, chosen, every, ("original",))
    # Originals of more outlets, at half the paired ones' weight: dev SMT-fr against originals .936 -> .990.
    extra = chosen & sample.mask(group=UNPAIRED, kind=("original",))
    if extra.any():
        paired = translated.sum() / 2
        translated[sample.mask(kind=every)] *= 1.5
        translated[extra] = 0.5 * paired / extra.sum()
    return {**heads, "translated": (np.isin(kinds, every), translated)}


def fit_tables(sample: Sample, chosen: NDArray[np.bool_]) -> Tables:
    """Fit every head on every part, on the windows chosen; a head without both its sides stays 0."""
    heads = head_weights(sample, chosen)
    rows: dict[str, list[NDArray[np.float32]]] = {}
    picked = np.flatnonzero(chosen)
    for part in ORDERS:
        design = matrix(sample, part, picked)
        seen = np.bincount(design.indices, minlength=1 << BITS)
        columns = np.flatnonzero(seen >= FEWEST)
        # Rare n-grams get more room, as in TF-IDF; folded into the weights, so that applying needs no table.
        rarity = ((np.log((1 + len(picked)) / (1 + seen[columns])) + 1) / 6).astype(np.float32)
        design = design[:, columns]
        design.data *= rarity[design.indices]
        rows[part] = []
        for head in HEADS:
            target, weights = heads[head][0][picked], heads[head][1][picked]
            used = np.flatnonzero(weights > 0)
            row = np.zeros(1 << BITS, dtype=np.float32)
            if len(set(target[used].tolist())) == 2:
                row[columns] = regress(design[used], target[used], weights[used])[0][0] * rarity
            rows[part].append(row)
    return Tables(rows)


def regress(
    design: Any, target: NDArray[Any], weights: NDArray[np.float64], strength: float = STRENGTH
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return the coefficients (a row a class, or one) and intercepts of a logistic regression."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=strength, solver="lbfgs", max_iter=ROUNDS, tol=1e-6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that ROUNDS were not enough to converge; see there
        fitted.fit(design, target, sample_weight=weights / weights.mean())
    return fitted.coef_.astype(np.float32), fitted.intercept_


def held_out(sample: Sample, chosen: NDArray[np.bool_], progress: Progress) -> NDArray[np.float64]:
    """Score every window chosen with tables fitted without its content group; others stay not-a-number."""
    groups = np.array(sample.group)
    full = chosen & ~np.array(sample.prefix)
    sizes = {str(group): int((full & (groups == group)).sum()) for group in np.unique(groups[chosen])}
    folds: list[list[str]] = [[] for _ in range(FOLDS)]
    for group in sorted(sizes, key=lambda each: -sizes[each]):  # the largest group to the emptiest fold
        min(folds, key=lambda fold: sum(sizes[each] for each in fold)).append(group)
    scores = np.full((len(sample), len(ORDERS) * len(HEADS)), np.nan)
    for done, fold in enumerate(folds):
        progress("hold out", done, len(folds))
        apart = np.isin(groups, fold)
        picked = np.flatnonzero(chosen & apart)
        scores[picked] = fit_tables(sample, full & ~apart).scores(sample, picked)
    return scores


def join(
    tables: Tables, scores: NDArray[np.float64], coefficients: NDArray[np.float64]
) -> tuple[Tables, NDArray[np.float64]]:
    """Return tables and scores with each part's heads summed to the axes that a softmax over them uses.

    Args:
        tables: with HEADS.
        scores: of windows, part by part and head by head.
        coefficients: of a softmax over those scores, a row for each of original, human and machine.

    Returns:
        The same with two axes a part: machine translation over original, human translation over original.
        A softmax over the axes can say all that one over the heads can, from two fifths of the tables.
    """
    axes = np.stack([coefficients[2] - coefficients[0], coefficients[1] - coefficients[0]])
    rows: dict[str, list[NDArray[np.float32]]] = {}
    columns = []
    for number, part in enumerate(tables.rows):
        here = slice(number * len(HEADS), (number + 1) * len(HEADS))
        rows[part] = [
            np.sum([float(w) * row for w, row in zip(axis[here], tables.rows[part], strict=True)], axis=0)
            for axis in axes
        ]
        columns += [scores[:, here] @ axis[here] for axis in axes]
    return Tables(rows), np.stack(columns, axis=1)
