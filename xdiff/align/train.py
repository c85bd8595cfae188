"""Fit the link model, its twin and the lexicon, and write their files and card."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.align import fit, lexicon, model, train_lexicon
from xdiff.align.card import card
from xdiff.align.corpus import FOLDS, TEST, fold, mixed, whole
from xdiff.align.evaluate import f1_of_sets
from xdiff.align.model import Model
from xdiff.align.train_substitutes import learn, linked, rendered, similar, together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xdiff.align.fit import Example
    from xdiff.align.lexicon import Floats, Lexicon
    from xdiff.align.substitutes import Substitutes
    from xdiff.align.train_lexicon import Progress, Unit
    from xdiff.align.train_substitutes import Pairing

Rows = list[dict[str, Any]]

EXTRA = ("mixed", "whole")  # made rows: they teach, and no figure counts them


@dataclass(frozen=True, slots=True)
class Material:
    """Labelled rows of each fold, rows made from them, and what substitutes are learned from besides."""

    rows: list[Rows]
    made: list[Rows]
    similar: list[Pairing]
    rendered: Substitutes

    def substitutes(self, folds: Sequence[int]) -> Substitutes:
        """Return the table that is learned when only these folds may be seen."""
        pairs = [pair for each in folds for pair in linked(self.rows[each])]
        return together([self.rendered, learn(pairs + self.similar)])


def train(data: Path, out: Path, progress: Progress) -> None:
    """Fit lexicon and model from `data` (the folder of DATA.md) and write four files into `out`.

    Writes `align-lexicon.npz`, `align-model.npz`, its twin `align-twin.npz` and the card `align.md`; some
    twenty minutes on one core. The shipped model learns from every fold. The twin is made by the same steps
    without the test fold, so that it can be measured there; cut and calibration are chosen on the other
    folds, by scores held out. The same data and versions give the same figures.
    """
    origin = data / "origin" / "train.jsonl.gz"
    labelled = data / "align" / "sentence-alignment.jsonl.gz"
    stories = data / "align" / "same-event-articles.jsonl.gz"
    sentences = data / "align" / "sentence-similarity.jsonl.gz"
    pooled = train_lexicon.units(origin)
    train_lexicon.fit(pooled, out / lexicon.FILE, progress, rng=fit.RNG)
    rows = [row for row in train_lexicon.rows(labelled) if row["a"] and row["b"]]
    articles, pairs = list(train_lexicon.rows(stories)), list(train_lexicon.rows(sentences))
    report = fit_files(material(rows, articles, pairs, pooled), out, progress)
    report["hashes"] = {
        f"{each.parent.name}/{each.name}": _sha256(each) for each in (origin, labelled, stories, sentences)
    }
    (out / "align.md").write_text(card(report), encoding="utf-8")


def material(rows: Rows, articles: Rows, pairs: Rows, pooled: Sequence[Unit]) -> Material:
    """Part labelled rows by fold, and make rows of each fold, see `corpus.mixed` and `corpus.whole`.

    Args:
        rows: of `sentence-alignment.jsonl.gz`.
        articles: of `same-event-articles.jsonl.gz`.
        pairs: of `sentence-similarity.jsonl.gz`.
        pooled: the renderings of each line of `origin/train.jsonl.gz`.

    """
    rng = np.random.default_rng(fit.RNG)
    parted = [[row for row in rows if fold(row) == each] for each in range(FOLDS)]
    made = [[*mixed(each, rng), *whole(each, articles, rng)] for each in parted]
    return Material(parted, made, similar(pairs), learn(rendered(pooled)))


def fit_files(given: Material, out: Path, progress: Progress) -> dict[str, Any]:
    """Fit the model and its twin, write them, and return the figures of their card."""
    figures = lexicon.read(out / lexicon.FILE)
    folds = range(FOLDS)
    known = [each for each in folds if each != TEST]
    total = fit.fits(len(known), held_out=True) + fit.fits(FOLDS, held_out=False)
    done = iter(range(1, total + 1))

    def step() -> None:
        progress("align: fits of the model and its twin", next(done), total)

    seen = examples(given, figures, known)
    twin = fit.fit(seen, step, held_out=True)
    counted = [k for k, each in enumerate(seen) if each.set not in EXTRA]
    labelled = [seen[k] for k in counted]
    held_out = [model.probability(twin.held_out[k]) for k in counted]
    cut = choose_cut(labelled, held_out)
    make = partial(Model, cut=cut, steps=calibration(labelled, held_out))
    substitutes = given.substitutes(known)
    measured = make(first=twin.first, second=twin.second, substitutes=substitutes)
    model.write(out / model.TWIN, measured)

    rng = np.random.default_rng(fit.RNG)
    test = [fit.example(row, TEST, figures, substitutes, rng) for row in given.rows[TEST]]
    all_folds = fit.fit(examples(given, figures, folds), step, held_out=False)
    shipped = make(first=all_folds.first, second=all_folds.second, substitutes=given.substitutes(folds))
    model.write(out / model.FILE, shipped)
    of_test = [measured.scores(each.measured) for each in test]
    first = [model.probability(measured.first.log_odds(each.measured.values)) for each in test]
    return {
        "cut": cut,
        "sizes": Counter(row["set"] for rows in given.rows for row in rows),
        "substitutes": len(shipped.substitutes.left) // 2,
        "sets": {
            "held out, the other four folds": f1_of_sets(counts(labelled, held_out, cut)),
            "test fold, the twin": f1_of_sets(counts(test, of_test, cut)),
            "test fold, its first pass alone": f1_of_sets(counts(test, first, cut)),
        },
    }


def examples(given: Material, figures: Lexicon, folds: Sequence[int]) -> list[Example]:
    """Measure the rows of `folds`, those of each with the substitutes that the others teach."""
    rng = np.random.default_rng(fit.RNG)
    found: list[Example] = []
    for each in folds:
        substitutes = given.substitutes([other for other in folds if other != each])
        found += [
            fit.example(row, each, figures, substitutes, rng) for row in given.rows[each] + given.made[each]
        ]
    return found


def choose_cut(examples: Sequence[Example], scores: Sequence[Floats]) -> float:
    """Return the cut with the best mean F1 over the sets."""
    cuts = np.round(np.arange(0.1, 0.7, 0.01), 2)
    means = [f1_of_sets(counts(examples, scores, float(cut)))["macro"] for cut in cuts]
    smooth = np.convolve(
        np.pad(means, 2, mode="edge"), np.ones(5) / 5, mode="valid"
    )  # peaks of one cut are luck
    return float(cuts[int(np.argmax(smooth))])


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
    totals = fit.links(examples)
    weight = np.concatenate([np.full(len(each.gold), 1 / max(totals[each.set], 1)) for each in examples])
    fitted = IsotonicRegression(out_of_bounds="clip", y_min=0.001, y_max=0.999).fit(
        odds, gold, sample_weight=weight
    )
    grid = np.linspace(-9, 9, 37)
    values = np.convolve(np.pad(fitted.predict(grid), 1, mode="edge"), np.ones(3) / 3, mode="valid")
    return np.stack([grid, values]).astype(np.float32)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
