"""Fit the link model and the lexicon, and write their files and card."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from xdiff.align import features, lexicon, model, train_lexicon
from xdiff.align.card import card
from xdiff.align.evaluate import SETS, f1_of_sets
from xdiff.align.model import Model, Trees
from xdiff.align.sides import prepare

if TYPE_CHECKING:
    from pathlib import Path

    from xdiff.align.candidates import Cells
    from xdiff.align.lexicon import Floats, Lexicon

Progress = Callable[[str], None]
Bools = npt.NDArray[np.bool_]

RNG = 20150928
FOLDS = 5  # by content: 0, 1, 2 train, 3 chooses cut and calibration, 4 is tested once
CHOOSE, TEST = 3, 4
# Unlike cells are most of what there is and teach little: this share is kept, at 1 / share the weight.
EASY_MARGIN = 0.05  # behind the best other cell of row or column, by soft overlap
EASY_SHARE = 0.3
SMALL = 60  # cells; of a smaller matrix all are kept
MIXED = 200  # matrices joined from pairs of several stories, see `mixed`
MIXED_WEIGHT = 0.5  # of one set's
TREES: dict[str, Any] = {
    "max_iter": 120,
    "learning_rate": 0.09,
    "max_leaf_nodes": 16,
    "min_samples_leaf": 100,
    "l2_regularization": 10.0,
    "max_features": 0.3,
    "max_bins": 63,  # a third of the time of 255, the same F1 within .003
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


def content(row: dict[str, Any]) -> str:
    """Return what a row is about, so that no content is both trained on and tested.

    The two versions of a Bible chapter, the pairs of an ECB+ topic and the summaries of one SuperPAL topic
    stay together. The gospel windows overlap in content over pairs of books and are split by window.
    """
    parts = str(row["id"]).split(":")
    if row["set"].startswith("ecb") and (topic := re.match(r"\d+", parts[2])):
        return topic.group()
    if row["set"].startswith(("bible", "superpal")):
        return parts[1]
    return str(row["id"])


def fold(row: dict[str, Any]) -> int:
    """Return the fold of a row, from a hash of its content."""
    return crc32(f"align/{row['set']}/{content(row)}".encode()) % FOLDS


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
    others = [measured.values[:, features.NAMES.index(f"soft.{side}_other")] for side in ("row", "column")]
    easy = ~is_link & (np.maximum(*others) < -EASY_MARGIN) & (len(is_link) > SMALL)
    kept = ~easy | (rng.random(len(easy)) < EASY_SHARE)
    importance = np.where(easy, 1 / EASY_SHARE, 1).astype(np.float32)
    return Example(row["id"], row["set"], fold(row), measured, is_link, len(gold), kept, importance)


def mixed(rows: Sequence[dict[str, Any]], rng: np.random.Generator) -> list[dict[str, Any]]:
    """Join news pairs of several stories into larger matrices, and pair documents that share nothing.

    The news sets have 3 by 7 sentences a pair, all near the event; whole articles have 25 by 25, most of
    which link to nothing. Without these rows the model learns that small matrices are dense and meets no
    unrelated documents at all.
    """
    news = [
        row for row in rows if row["set"].startswith(("ecb", "superpal")) and fold(row) not in (CHOOSE, TEST)
    ]
    made: list[dict[str, Any]] = []
    for k in range(MIXED):
        count = int(rng.integers(2, 6))
        chosen = [news[int(i)] for i in rng.choice(len(news), count, replace=False)]
        if len({content(row) for row in chosen}) < count:
            continue
        a: list[str] = []
        b: list[str] = []
        gold: list[list[Any]] = []
        unrelated = k % 4 == 0
        for place, row in enumerate(chosen):
            if not unrelated:
                gold += [[i + len(a), j + len(b), kind] for i, j, kind in row["gold"]]
            if not (unrelated and place % 2):
                a += row["a"]
            if not unrelated or place % 2:
                b += row["b"]
        order_a, order_b = rng.permutation(len(a)), rng.permutation(len(b))
        at_a, at_b = np.argsort(order_a), np.argsort(order_b)
        made.append(
            {
                "id": f"mixed:{k}",
                "set": "mixed",
                "a": [a[i] for i in order_a],
                "b": [b[j] for j in order_b],
                "gold": [[int(at_a[i]), int(at_b[j]), kind] for i, j, kind in gold],
            }
        )
    return made


def fit_trees(examples: Sequence[Example], columns: Sequence[Floats]) -> Trees:
    """Fit boosted trees; each set's links weigh the same together."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - the `train` extra

    totals: Counter[str] = Counter()
    for each in examples:
        totals[each.set] += int(each.gold.sum())
    weights = np.concatenate(
        [
            (each.importance / totals[each.set] * (MIXED_WEIGHT if each.set == "mixed" else 1.0))[each.kept]
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
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - the `train` extra

    sizes = Counter(each.set for each in examples for _ in range(len(each.gold)))
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
    assert sizes
    return np.stack([grid, values]).astype(np.float32)


def train(data: Path, out: Path, progress: Progress) -> None:
    """Fit lexicon and model from `data` (the folder of DATA.md) and write three files into `out`.

    Writes `align-lexicon.npz` (unless `out` has one made from the same data), `align-model.npz` and the
    card `align.md`. The same data and versions give the same figures.
    """
    origin = data / "origin" / "train.jsonl.gz"
    labelled = data / "align" / "sentence-alignment.jsonl.gz"
    if not (out / lexicon.FILE).exists():
        train_lexicon.fit(origin, out / lexicon.FILE, progress, rng=RNG)
    rows = [row for row in train_lexicon.rows(labelled) if row["a"] and row["b"]]
    report = fit_files(rows, out, progress)
    report["hashes"] = {each.name: _sha256(each) for each in (origin, labelled)}
    (out / "align.md").write_text(card(report), encoding="utf-8")


def fit_files(rows: Sequence[dict[str, Any]], out: Path, progress: Progress) -> dict[str, Any]:
    """Fit the model, write it, and return the figures of its card."""
    figures = lexicon.read(out / lexicon.FILE)
    rng = np.random.default_rng(RNG)
    examples = [example(row, figures, rng) for row in rows]
    extra = [example(row, figures, rng) for row in mixed(rows, rng)]
    progress(f"{len(examples)} pairs and {len(extra)} mixed ones measured")
    parts = {
        name: [each for each in examples if (each.fold in (CHOOSE, TEST)) == (name != "train")]
        for name in ("train",)
    }
    parts["choose"] = [each for each in examples if each.fold == CHOOSE]
    parts["test"] = [each for each in examples if each.fold == TEST]
    first, second = fit_model(parts["train"], extra)
    draft = Model(first, second, 0.5, np.asarray([[-9, 9], [0, 1]], dtype=np.float32))
    scores = [draft.scores(each.measured) for each in parts["choose"]]
    cut = choose_cut(parts["choose"], scores)
    steps = calibration(parts["choose"], scores)
    fitted = Model(first, second, cut, steps)
    model.write(out / model.FILE, fitted)
    report: dict[str, Any] = {"cut": cut, "sets": {}, "sizes": Counter(each.set for each in examples)}
    for name in ("choose", "test"):
        scored = [fitted.scores(each.measured) for each in parts[name]]
        report["sets"][name] = f1_of_sets(counts(parts[name], scored, cut))
        ones = [model.probability(fitted.first.log_odds(each.measured.values)) for each in parts[name]]
        report["sets"][f"{name}, first pass alone"] = f1_of_sets(counts(parts[name], ones, cut))
        progress(f"{name}: {report['sets'][name]}")
        progress(f"{name}, first pass: {report['sets'][f'{name}, first pass alone']}")
    assert set(SETS) >= set(report["sizes"])
    return report


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
