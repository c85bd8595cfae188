"""Figures of a fitted model on content groups it never saw: the card's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin.sample import HUMAN, MACHINE, Sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONG = 1200  # characters; the figures of DATA.md are on texts of this length and more


def auc(high: NDArray[np.float64], low: NDArray[np.float64]) -> float | None:
    """Return the chance that one of `high` scores above one of `low`, ties half; None without both.

    The Mann-Whitney statistic over its maximum.
    """
    if not len(high) or not len(low):
        return None
    both = np.concatenate([high, low])
    _, place, counts = np.unique(both, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    rank_sum = float(ranks[place[: len(high)]].sum())
    return (rank_sum - len(high) * (len(high) + 1) / 2) / (len(high) * len(low))


def calibration_error(
    chances: NDArray[np.float64], truth: NDArray[np.bool_], weights: NDArray[np.float64]
) -> float:
    """Return the expected calibration error over ten equal bins of probability, weighted."""
    bins = np.minimum((chances * 10).astype(int), 9)
    error = 0.0
    for number in range(10):
        here = bins == number
        mass = weights[here].sum()
        if mass:
            gap = (weights[here] * (truth[here] - chances[here])).sum() / mass
            error += abs(gap) * mass / weights.sum()
    return float(error)


def table(
    sample: Sample,
    picked: NDArray[np.intp],
    chances: NDArray[np.float64],
    cuts: dict[str, float],
) -> dict[str, Any]:
    """Return AUC, false alarms, hits and calibration error, by kind of text."""
    kinds = np.array(sample.kind)[picked]
    groups = np.array(sample.group)[picked]
    sources = np.array(sample.source)[picked]
    domains = np.array(sample.domain)[picked]
    long = (np.array(sample.characters)[picked] >= LONG) & ~np.array(sample.prefix)[picked]
    machine = chances[:, 2]
    cut = cuts["machine_translation"]
    out: dict[str, Any] = {"auc": {}, "false_positive_rate": {}, "flagged": {}, "labels": {}}

    def pick(*wanted: str, group: str | None = None, source: str | None = None) -> NDArray[np.bool_]:
        mask: NDArray[np.bool_] = long & np.isin(kinds, wanted)
        if group:
            mask &= groups == group
        if source:
            mask &= sources == source
        return mask

    for group in sorted({str(each) for each in groups}):
        for kind in MACHINE:
            for human in HUMAN:
                if pick(kind, group=group).any() and pick(human, group=group).any():
                    value = auc(machine[pick(kind, group=group)], machine[pick(human, group=group)])
                    out["auc"][f"{group}: {kind} / {human}"] = value
    for human in HUMAN:
        for kind in MACHINE:
            if pick(kind).any():
                out["auc"][f"all: {kind} / {human}"] = auc(machine[pick(kind)], machine[pick(human)])
        french = pick("smt", source="fr")
        if french.any():
            out["auc"][f"all: smt from French / {human}"] = auc(machine[french], machine[pick(human)])
        if pick(human).any():
            out["false_positive_rate"][human] = float((machine[pick(human)] >= cut).mean())
        for domain in sorted({str(each) for each in domains[pick(human)]}):
            here = pick(human) & (domains == domain)
            if here.sum() >= 20:
                out["false_positive_rate"][f"{human}, {domain}"] = float((machine[here] >= cut).mean())
    for kind in MACHINE:
        if pick(kind).any():
            out["flagged"][kind] = float((machine[pick(kind)] >= cut).mean())
    if pick("smt", source="fr").any():
        out["flagged"]["smt from French"] = float((machine[pick("smt", source="fr")] >= cut).mean())
    weights = np.zeros(len(picked))
    for wanted, mass in (((HUMAN[0],), 0.25), ((HUMAN[1],), 0.25), (MACHINE, 0.5)):
        here = np.isin(kinds, wanted)
        weights[here] = mass / max(here.sum(), 1)
    out["calibration_error"] = calibration_error(machine, np.isin(kinds, MACHINE), weights)
    out["calibration_error_translated"] = calibration_error(1 - chances[:, 0], kinds != HUMAN[0], weights)
    out["windows"] = len(picked)
    return out
