"""Fits the calibration and chooses the cuts, on texts of content groups held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin.calibration import CLASSES, Calibration, inputs
from xdiff.origin.sample import HUMAN, Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Shares of held-out originals and human translations that may pass the cut for machine translation. Half of
# what the verdict promises (2 % and 5 %): the packs and other registers draw more false alarms than ours.
MARGIN = (0.01, 0.03)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as `judge` sees them: windows, short prefixes, and whole texts of several windows."""

    scores: NDArray[np.float64]
    words: NDArray[np.intp]
    target: NDArray[np.intp]  # index in CLASSES
    cell: NDArray[np.str_]  # content group and kind


def texts(sample: Sample, picked: NDArray[np.intp], scores: NDArray[np.float64]) -> Texts:
    """Return the windows picked, and beside them the mean of each text that has several.

    Args:
        sample: the sample.
        picked: windows.
        scores: of those windows, in their order.
    """
    words = np.array(sample.words)[picked]
    target = classes(sample)[picked]
    cell = np.array([f"{sample.group[each]} {sample.kind[each]}" for each in picked])
    members: dict[str, list[int]] = {}
    for place, each in enumerate(picked):
        if not sample.prefix[each]:
            members.setdefault(f"{cell[place]} {sample.row[each]}", []).append(place)
    several = [places for places in members.values() if len(places) > 1]
    if not several:
        return Texts(scores, words, target, cell)
    means = np.stack([np.average(scores[places], axis=0, weights=words[places]) for places in several])
    first = [places[0] for places in several]
    return Texts(
        np.concatenate([scores, means]),
        np.concatenate([words, [int(words[places].sum()) for places in several]]),
        np.concatenate([target, target[first]]),
        np.concatenate([cell, cell[first]]),
    )


def calibrate(found: Texts) -> Calibration:
    """Fit the softmax on scores of held-out groups.

    Machine translation weighs half of all, originals and human translations a quarter each: the prior that
    the probabilities stand on. Within a class every group weighs as the square root of its windows.
    """
    features = np.stack(
        [inputs(row, int(count)) for row, count in zip(found.scores, found.words, strict=True)]
    )
    coefficients, intercepts = softmax(found, features)
    return Calibration(coefficients=coefficients, intercepts=intercepts)


def softmax(found: Texts, features: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return coefficients (a row for each of CLASSES) and intercepts of a softmax over features of texts."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1.0, max_iter=1000)
    fitted.fit(features, found.target, sample_weight=class_weights(found))
    return fitted.coef_.astype(np.float64), fitted.intercept_.astype(np.float64)


def classes(sample: Sample) -> NDArray[np.intp]:
    """Return the index in CLASSES of every window."""
    return np.array([CLASSES.index(kind) if kind in HUMAN else 2 for kind in sample.kind])


def class_weights(found: Texts) -> NDArray[np.float64]:
    """Return weights with a mass of 1/4, 1/4 and 1/2 for CLASSES, groups by the root of their size."""
    weights = np.zeros(len(found.target))
    for number, mass in enumerate((0.25, 0.25, 0.5)):
        here = found.target == number
        for name in np.unique(found.cell[here]):
            cell = here & (found.cell == name)
            weights[cell] = float(cell.sum()) ** -0.5
        weights[here] *= mass * len(weights) / weights[here].sum()
    return weights


def probabilities(calibration: Calibration, scores: NDArray[np.float64], words: Sequence[int]) -> Any:
    """Return the three probabilities of each row of scores."""
    return np.stack(
        [calibration.probabilities(inputs(row, int(count))) for row, count in zip(scores, words, strict=True)]
    )


def choose_cuts(found: Texts, chances: NDArray[np.float64]) -> dict[str, float]:
    """Return the probabilities from which each label is given, from held-out texts.

    `machine_translation`: at most MARGIN of each human class above it. `original`: at most 4 % of translated
    texts. `human_translation`: at most 6 % of machine translations. Every group counts by its root.
    """
    weights = class_weights(found)

    def cut(number: int, wrong: NDArray[np.bool_], share: float) -> float:
        order = np.argsort(-chances[wrong, number])
        passed = np.cumsum(weights[wrong][order]) / weights[wrong].sum()
        return float(chances[wrong, number][order][np.searchsorted(passed, share)])

    machine = max(cut(2, found.target == number, MARGIN[number]) for number in (0, 1))
    return {
        "machine_translation": round(machine, 3),
        "original": round(cut(0, found.target != 0, 0.04), 3),
        "human_translation": round(cut(1, found.target == 2, 0.06), 3),
    }
