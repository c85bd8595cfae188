"""What each part of the model brings, and how often the cut flags each register of people's own work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from xdiff.origin.calibrate import calibrate, probabilities, texts
from xdiff.origin.features import ORDERS
from xdiff.origin.measure import LONG, auc
from xdiff.origin.sample import HUMAN, Sample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

# Kinds of machine translation against kinds of human text: the columns of the card's study.
PAIRS = tuple((kind, human) for kind in ("smt", "rbmt", "nmt", "llm") for human in reversed(HUMAN))
ENGINES = ("deepl", "google")
_YEAR = re.compile(r"wmt\d\d$")
FEW = 20  # texts of a register; of fewer no rate is stated


def parts(
    sample: Sample, scores: NDArray[np.float64], groups: Sequence[str], axes: int
) -> dict[str, dict[str, float]]:
    """Return the AUC of each part of the n-gram model alone, and of all together.

    Args:
        sample: the sample.
        scores: held-out scores of every window, part by part and axis by axis; not-a-number outside.
        groups: content groups that the figures are of.
        axes: columns that each part has.

    Returns:
        By part, then by `KIND/HUMAN`, on texts of 1,200 characters or more.

    """
    inside = np.flatnonzero(~np.isnan(scores[:, 0]))
    here = np.isin(np.array(sample.group)[inside], list(groups)) & _whole(sample)[inside]
    kinds = np.array(sample.kind)[inside][here]
    columns = {part: range(number * axes, (number + 1) * axes) for number, part in enumerate(ORDERS)}
    columns[" and ".join(ORDERS)] = range(len(ORDERS) * axes)
    found: dict[str, dict[str, float]] = {}
    for part, some in columns.items():
        chosen = scores[inside][:, list(some)]
        fitted = calibrate(texts(sample, inside, chosen))
        words = [sample.words[each] for each in inside[here]]
        machine = probabilities(fitted, chosen[here], words)[:, 2]
        values = {
            f"{kind}/{human}": auc(machine[kinds == kind], machine[kinds == human]) for kind, human in PAIRS
        }
        found[part] = {name: value for name, value in values.items() if value is not None}
    return found


def registers(
    sample: Sample, scores: NDArray[np.float64], chances: NDArray[np.float64], cuts: Mapping[str, float]
) -> dict[str, float]:
    """Return the share of people's own texts that the cut flags, by kind of text and register.

    Args:
        sample: the sample.
        scores: held-out scores; windows without one are left out.
        chances: the three probabilities of every window that has a score, in the sample's order.
        cuts: the model's.

    Returns:
        By `original, news` and the like, for registers with FEW texts of 1,200 characters or more.

    """
    inside = np.flatnonzero(~np.isnan(scores[:, 0]))
    flagged = chances[:, 2] >= cuts["machine_translation"]
    kinds, domains = np.array(sample.kind)[inside], np.array(sample.domain)[inside]
    whole = _whole(sample)[inside]
    found = {}
    for human in HUMAN:
        for domain in sorted({str(each) for each in domains[kinds == human]} - {""}):
            here = whole & (kinds == human) & (domains == domain)
            if here.sum() >= FEW:
                found[f"{human}, {domain}"] = float(flagged[here].mean())
    return found


def _whole(sample: Sample) -> NDArray[np.bool_]:
    """Return which windows are long enough to measure on, and no mere beginnings of others."""
    return np.asarray((np.array(sample.characters) >= LONG) & ~np.array(sample.prefix))


def published(sample: Sample, systems: Mapping[str, str]) -> dict[str, float]:
    """Repeat the published German-English set-up: learn from news tests before 2018, judge documents of 2018.

    The papers learn from the tests before 2019 and judge those of 2019 (COLING 2020 and later: about .82 for
    DeepL and .62 to .64 for Google, as shares of documents judged right); 2019 is not in the data, so 2018
    stands for it. No other language and no other register is learned from, as there.

    Args:
        sample: the sample; only texts first written in German and their translations are read.
        systems: the system of each row, by its id.

    Returns:
        `ENGINE.auc` and `ENGINE.right`: the share of documents judged right, people's and the engine's
        weighing the same, where the fit's own middle is the cut. Empty without German texts of those years.

    """
    from xdiff.origin.sample import matrix
    from xdiff.origin.tables import regress

    kinds = np.array(sample.kind)
    german = sample.mask(source=("de",), first=("de",), kind=("nmt", "human_translation"))
    german &= ~np.array(sample.prefix)
    year = np.array([int(group[3:5]) if _YEAR.match(group) else 99 for group in sample.group])
    learned, asked = np.flatnonzero(german & (year < 18)), np.flatnonzero(german & (year == 18))
    target = kinds[learned] == "nmt"
    if not target.any() or target.all() or not len(asked):
        return {}
    weights = np.where(target, 0.5 / target.sum(), 0.5 / (~target).sum())
    scores = np.zeros(len(asked))
    for part in ORDERS:
        coefficients, intercepts = regress(matrix(sample, part, learned), target, weights)
        scores += matrix(sample, part, asked) @ coefficients[0] + intercepts[0]
    ids = np.array(sample.row)[asked]
    whole = {each: float(scores[ids == each].mean()) for each in np.unique(ids)}
    human = {str(each) for each in ids[kinds[asked] == "human_translation"]}
    people = np.array([score for each, score in whole.items() if each in human])
    found = {}
    for engine in ENGINES:
        machine = np.array([whole[each] for each in whole if systems.get(str(each), "").startswith(engine)])
        value = auc(machine, people)
        if value is not None:
            found[f"{engine}.auc"] = value
            found[f"{engine}.right"] = float(((machine > 0).mean() + (people <= 0).mean()) / 2)
    return found
