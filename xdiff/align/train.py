"""Fit the link model and the lexicon, and write their files and card."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from xdiff.align import features, lexicon, model, train_lexicon
from xdiff.align.card import card
from xdiff.align.corpus import CHOOSE, TEST, fold, mixed, whole
from xdiff.align.evaluate import f1_of_sets
from xdiff.align.model import Model
from xdiff.align.sides import prepare
from xdiff.align.trees import LEAVES, Trees

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xdiff.align.candidates import Cells
    from xdiff.align.lexicon import Floats, Lexicon
    from xdiff.align.train_lexicon import Progress

Bools = npt.NDArray[np.bool_]

RNG = 20150928
# Unlike cells are most of what there is and teach little: this share is kept, at 1 / share the weight.
EASY_MARGIN = 0.05  # behind the best other cell of row or column, by soft overlap
EASY_SHARE = 0.3
UNKNOWN_SHARE = 0.1  # of the unlabelled cells of whole articles that are kept as no links
SMALL = 60  # cells; of a smaller matrix all are kept
EXTRA_WEIGHT = {"mixed": 0.5, "whole": 0.5}  # of one set's, see corpus.py
TREES: dict[str, Any] = {
    "max_iter": 120,
    "learning_rate": 0.09,
    "max_leaf_nodes": LEAVES,
    "min_samples_leaf": 100,
    "l2_regularization": 10.0,
    "max_features": 0.3,
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


def example(row: dict[str, Any], figures: Lexicon, rng: np.random.Generator) -> Example:
    """Measure one labelled pair of documents."""
    measured = features.measure(prepare(row["a"], row["b"], figures))
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
    return Example(row["id"], row["set"], fold(row), measured, is_link, len(gold), kept, importance)


def fit_trees(examples: Sequence[Example], columns: Sequence[Floats]) -> Trees:
    """Fit boosted trees; each set's links weigh the same together."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    totals: Counter[str] = Counter()
    for each in examples:
        totals[each.set] += int(each.gold.sum())
    weights = np.concatenate(
        [
            (each.importance / totals[each.set] * EXTRA_WEIGHT.get(each.set, 1.0))[each.kept]
            for each in examples
        ]
    )
    values = np.concatenate([part[each.kept] for part, each in zip(columns, examples, strict=True)])
    gold = np.concatenate([each.gold[each.kept] for each in examples])
    trees = HistGradientBoostingClassifier(**TREES, random_state=RNG)
    trees.fit(values, gold, sample_weight=weights / weights.mean())
    return exported(trees)


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


def fit_model(examples: Sequence[Example], extra: Sequence[Example]) -> tuple[Trees, Trees]:
    """Fit both passes. The second sees the first's probabilities as they are on unseen contents."""
    folds = sorted({each.fold for each in examples})
    everything = [*examples, *extra]
    # Mixed rows are made of many contents: each goes to a fold by its place.
    held = [each.fold for each in examples] + [folds[k % len(folds)] for k in range(len(extra))]
    seen: list[Floats] = [np.zeros(0, dtype=np.float32)] * len(everything)
    for out in folds:
        inside = [each for each, at in zip(everything, held, strict=True) if at != out]
        first = fit_trees(inside, [each.measured.values for each in inside])
        for k, each in enumerate(everything):
            if held[k] == out:
                probability = model.probability(first.log_odds(each.measured.values))
                context = model.context(each.cells, probability)
                seen[k] = np.concatenate([context, each.measured.values], axis=1)
    return fit_trees(everything, [each.measured.values for each in everything]), fit_trees(everything, seen)


def choose_cut(examples: Sequence[Example], scores: Sequence[Floats]) -> float:
    """Return the cut with the best mean F1 over the sets."""
    cuts = np.round(np.arange(0.1, 0.7, 0.01), 2)
    means = [macro(examples, scores, float(cut)) for cut in cuts]
    smooth = np.convolve(
        np.pad(means, 2, mode="edge"), np.ones(5) / 5, mode="valid"
    )  # peaks of one cut are luck
    return float(cuts[int(np.argmax(smooth))])


def macro(examples: Sequence[Example], scores: Sequence[Floats], cut: float) -> float:
    """Return the mean F1 over the sets at one cut."""
    return f1_of_sets(counts(examples, scores, cut))["macro"]


def counts(
    examples: Sequence[Example], scores: Sequence[Floats], cut: float
) -> dict[str, tuple[int, int, int]]:
    """Return right, claimed and gold links for each set."""
    found: dict[str, tuple[int, int, int]] = {}
    for each, score in zip(examples, scores, strict=True):
        claimed = score >= cut
        right, said, gold = found.get(each.set, (0, 0, 0))
        found[each.set] = (
            right + int((claimed & each.gold).sum()),
            said + int(claimed.sum()),
            gold + each.links,
        )
    return found


def calibration(examples: Sequence[Example], scores: Sequence[Floats]) -> Floats:
    """Map the model's log-odds to the share of right links on `examples`; each set weighs the same."""
    from sklearn.isotonic import IsotonicRegression

    odds = model.log_odds(np.concatenate(scores))
    gold = np.concatenate([each.gold for each in examples])
    links: Counter[str] = Counter()
    for each in examples:
        links[each.set] += int(each.gold.sum())
    weight = np.concatenate([np.full(len(each.gold), 1 / max(links[each.set], 1)) for each in examples])
    fitted = IsotonicRegression(out_of_bounds="clip", y_min=0.001, y_max=0.999).fit(
        odds, gold, sample_weight=weight
    )
    grid = np.linspace(-9, 9, 37)
    values = np.convolve(np.pad(fitted.predict(grid), 1, mode="edge"), np.ones(3) / 3, mode="valid")
    return np.stack([grid, values]).astype(np.float32)


def train(data: Path, out: Path, progress: Progress) -> None:
    """Fit lexicon and model from `data` (the folder of DATA.md) and write three files into `out`.

    Writes `align-lexicon.npz`, `align-model.npz` and the card `align.md`; some ten minutes on one core. The
    same data and versions give the same figures.
    """
    origin = data / "origin" / "train.jsonl.gz"
    labelled = data / "align" / "sentence-alignment.jsonl.gz"
    train_lexicon.fit(origin, out / lexicon.FILE, progress, rng=RNG)
    rows = [row for row in train_lexicon.rows(labelled) if row["a"] and row["b"]]
    stories = data / "align" / "same-event-articles.jsonl.gz"
    articles = list(train_lexicon.rows(stories))
    report = fit_files(rows, articles, out, progress)
    report["hashes"] = {
        f"{each.parent.name}/{each.name}": _sha256(each) for each in (origin, labelled, stories)
    }
    (out / "align.md").write_text(card(report), encoding="utf-8")


def fit_files(
    rows: Sequence[dict[str, Any]], articles: Sequence[dict[str, Any]], out: Path, progress: Progress
) -> dict[str, Any]:
    """Fit the model, write it, and return the figures of its card."""
    figures = lexicon.read(out / lexicon.FILE)
    rng = np.random.default_rng(RNG)
    examples = [example(row, figures, rng) for row in rows]
    extra = [example(row, figures, rng) for row in [*mixed(rows, rng), *whole(rows, articles, rng)]]
    progress(f"align: {len(examples)} pairs and {len(extra)} made ones measured", 1, 3)
    parts = {
        "train": [each for each in examples if each.fold not in (CHOOSE, TEST)],
        "choose": [each for each in examples if each.fold == CHOOSE],
        "test": [each for each in examples if each.fold == TEST],
    }
    draft = Model(*fit_model(parts["train"], extra), 0.5, np.asarray([[-9, 9], [0, 1]], dtype=np.float32))
    progress("align: draft fitted on the train split", 2, 3)
    scores = [draft.scores(each.measured) for each in parts["choose"]]
    cut = choose_cut(parts["choose"], scores)
    steps = calibration(parts["choose"], scores)
    # Cut and calibration are chosen; the choose split now teaches too. The test split never does.
    fitted = Model(*fit_model([*parts["train"], *parts["choose"]], extra), cut, steps)
    model.write(out / model.FILE, fitted)
    progress("align: model fitted on train and choose splits", 3, 3)
    report: dict[str, Any] = {"cut": cut, "sets": {}, "sizes": Counter(each.set for each in examples)}
    for title, trees, name in (
        ("choose (draft, trained without it)", draft, "choose"),
        ("test (draft)", draft, "test"),
        ("test (the shipped model)", fitted, "test"),
    ):
        scored = [trees.scores(each.measured) for each in parts[name]]
        report["sets"][title] = f1_of_sets(counts(parts[name], scored, cut))
    ones = [model.probability(fitted.first.log_odds(each.measured.values)) for each in parts["test"]]
    report["sets"]["test (its first pass alone)"] = f1_of_sets(counts(parts["test"], ones, cut))
    return report


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
