"""Fit the two passes of the link model, so that each sees the other's work as it is on unseen contents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from xdiff.align import features, model
from xdiff.align.sides import prepare
from xdiff.align.trees import LEAVES, Trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from xdiff.align.candidates import Cells
    from xdiff.align.lexicon import Floats, Lexicon
    from xdiff.align.substitutes import Substitutes

Bools = npt.NDArray[np.bool_]


RNG = 20150928
# Unlike cells are most of what there is and teach little: this share is kept, at 1 / share the weight.
EASY_MARGIN = 0.05  # behind the best other cell of row or column, by soft overlap
EASY_SHARE = 0.3
UNKNOWN_SHARE = 0.1  # of the unlabelled cells of whole articles that are kept as no links
SMALL = 60  # cells; of a smaller matrix all are kept
# A set weighs as the root of its links: with all sets alike, the few of SuperPAL weigh as much as all of
# ECB+, and the macro F1 of four folds is .008 lower.
SET_POWER = 0.5
EXTRA_WEIGHT = {"mixed": 0.5, "whole": 1.0}  # of one set's, see corpus.py
TREES: dict[str, Any] = {
    "max_iter": 240,
    "learning_rate": 0.05,
    "max_leaf_nodes": LEAVES,
    "min_samples_leaf": 100,
    "l2_regularization": 10.0,
    "max_features": 0.2,
    "max_bins": 63,  # a fit takes a third of the time that 255 take
    "early_stopping": False,
}


@dataclass(frozen=True, slots=True)
class Example:
    """One pair of documents: measured cells, which of them are links, and how much each cell weighs."""

    id: str
    set: str
    fold: int
    measured: features.Measured
    gold: Bools
    links: int  # in the gold, those outside the compared cells too
    kept: Bools
    importance: Floats

    @property
    def cells(self) -> Cells:
        """The compared cells."""
        return self.measured.cells


def example(
    row: dict[str, Any], fold: int, figures: Lexicon, substitutes: Substitutes, rng: np.random.Generator
) -> Example:
    """Measure one labelled pair of documents, with substitutes learned from other contents."""
    measured = features.measure(prepare(row["a"], row["b"], figures, None, substitutes))
    gold = {(i, j) for i, j, *_ in row["gold"]}
    cells = measured.cells
    is_link = np.fromiter(
        ((i, j) in gold for i, j in zip(cells.row.tolist(), cells.column.tolist(), strict=True)),
        dtype=bool,
        count=len(cells.row),
    )
    behind = measured.values[
        :, [features.NAMES.index(f"soft.{side}_other") for side in ("row", "column")]
    ].max(axis=1)
    easy = ~is_link & (behind < -EASY_MARGIN) & (len(is_link) > SMALL)
    if "known" in row:
        # What is not labelled is taken as no link where another cell is clearly likelier, and left out else.
        known = np.isin(
            cells.row * cells.columns + cells.column, [i * cells.columns + j for i, j in row["known"]]
        )
        kept = known | (easy & (rng.random(len(easy)) < UNKNOWN_SHARE))
        importance = np.ones(len(easy), dtype=np.float32)
    else:
        kept = ~easy | (rng.random(len(easy)) < EASY_SHARE)
        importance = np.where(easy, 1 / EASY_SHARE, 1).astype(np.float32)
    return Example(row["id"], row["set"], fold, measured, is_link, len(gold), kept, importance)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Both passes, and the log-odds of each example by passes that had not seen its fold, where asked for."""

    first: Trees
    second: Trees
    held_out: list[Floats]


def fit(examples: Sequence[Example], step: Callable[[], None], *, held_out: bool) -> Fitted:
    """Fit both passes on `examples`.

    The second pass learns from first passes that had not seen the fold. For log-odds that are held out, the
    same is done again without each fold, so that neither pass had seen it.

    Args:
        examples: of two folds or more.
        step: called after each fit.
        held_out: also give held-out log-odds.

    """
    folds = sorted({each.fold for each in examples})
    firsts: dict[tuple[int, ...], Trees] = {}
    without = [(), *((fold,) for fold in folds), *(combinations(folds, 2) if held_out else ())]
    for out in without:
        inside = [each for each in examples if each.fold not in out]
        firsts[out] = fit_trees(inside, [each.measured.values for each in inside])
        step()

    def second(out: tuple[int, ...]) -> Trees:
        inside = [each for each in examples if each.fold not in out]
        trees = fit_trees(inside, [_seen(each, firsts[tuple(sorted({each.fold, *out}))]) for each in inside])
        step()
        return trees

    odds: list[Floats] = []
    if held_out:
        seconds = {fold: second((fold,)) for fold in folds}
        odds = [
            model.joined_log_odds(each.measured, firsts[each.fold,], seconds[each.fold]) for each in examples
        ]
    return Fitted(firsts[()], second(()), odds)


def fits(folds: int, *, held_out: bool) -> int:
    """Return how many fits `fit` makes."""
    return 2 + folds + (folds * (folds - 1) // 2 + folds if held_out else 0)


def _seen(each: Example, first: Trees) -> Floats:
    """Return what the second pass sees of an example."""
    odds = first.log_odds(each.measured.values)
    seen = model.context(each.cells, model.probability(odds))
    return np.concatenate([seen, each.measured.values], axis=1)


def fit_trees(examples: Sequence[Example], columns: Sequence[Floats]) -> Trees:
    """Fit boosted trees on the kept cells of the examples, `columns` being what is known of each."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    totals = links(examples)
    weights = np.concatenate(
        [
            (each.importance / totals[each.set] ** SET_POWER * EXTRA_WEIGHT.get(each.set, 1.0))[each.kept]
            for each in examples
        ]
    )
    values = np.concatenate([part[each.kept] for part, each in zip(columns, examples, strict=True)])
    gold = np.concatenate([each.gold[each.kept] for each in examples])
    trees = HistGradientBoostingClassifier(**TREES, random_state=RNG)
    trees.fit(values, gold, sample_weight=weights / weights.mean())
    return exported(trees)


def links(examples: Iterable[Example]) -> Counter[str]:
    """Count the links of each set."""
    totals: Counter[str] = Counter()
    for each in examples:
        totals[each.set] += int(each.gold.sum())
    return totals


def exported(fitted: Any) -> Trees:
    """Return a fitted HistGradientBoostingClassifier as plain arrays."""
    all_nodes = [predictors[0].nodes for predictors in fitted._predictors]  # noqa: SLF001 - no public access
    most = max(map(len, all_nodes))
    shape = (len(all_nodes), most)
    feature = np.zeros(shape, dtype=np.int16)
    threshold = np.full(shape, np.inf, dtype=np.float32)
    left = np.zeros(shape, dtype=np.int16)
    right = np.zeros(shape, dtype=np.int16)
    value = np.zeros(shape, dtype=np.float32)
    for k, nodes in enumerate(all_nodes):
        count = len(nodes)
        leaf = nodes["is_leaf"].astype(bool)
        own = np.arange(count)
        feature[k, :count] = np.where(leaf, 0, nodes["feature_idx"])
        threshold[k, :count] = np.where(leaf, np.inf, nodes["num_threshold"])
        left[k, :count] = np.where(leaf, own, nodes["left"])
        right[k, :count] = np.where(leaf, own, nodes["right"])
        value[k, :count] = nodes["value"]
    depth = max(int(nodes["depth"].max()) for nodes in all_nodes)
    start = float(np.asarray(fitted._baseline_prediction).ravel()[0])  # noqa: SLF001 - as above
    return Trees(feature, threshold, left, right, value, start, depth)
