"""Counts the n-grams that evidence is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xdiff.origin.tables import head_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xdiff.origin.sample import Sample

KNOWN = 30_000
SMOOTHING = 3.0  # windows added to both counts, so that a ratio of rare n-grams stays modest


def known_ratios(sample: Sample, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.uint32], NDArray[np.float16]]:
    """Return the word n-grams that machine translation has clearly more often than human translation.

    Counted in windows, under the weights that pair the two within content groups. Hashes sorted, with the
    log of the ratio of their rates.
    """
    target, weights = head_weights(sample, chosen)["machine"]
    picked = np.flatnonzero(chosen & (weights > 0))
    hashes = np.concatenate([sample.exact[each] for each in picked])
    owner = np.repeat(picked, [len(sample.exact[each]) for each in picked])
    names, place, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    unit = weights[picked].mean()
    rate = [
        np.bincount(place, weights=weights[owner] * (target[owner] == side), minlength=len(names)) / unit
        for side in (True, False)
    ]
    ratio = np.log((rate[0] + SMOOTHING) / (rate[1] + SMOOTHING))
    fit = (counts >= 15) & (ratio >= np.log(1.5))
    best = np.flatnonzero(fit)[np.argsort(-(ratio * counts**0.5)[fit], kind="stable")[:KNOWN]]
    best.sort()
    return names[best], ratio[best].astype(np.float16)
