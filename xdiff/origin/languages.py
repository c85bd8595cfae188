"""Fits the table of source languages, and counts the n-grams that evidence is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin.features import BITS, ORDERS
from xdiff.origin.sample import MACHINE, Sample, matrix
from xdiff.origin.tables import head_weights, regress

if TYPE_CHECKING:
    from numpy.typing import NDArray

LANGUAGE_BITS = 16
LANGUAGE_STRENGTH = 30.0
# The table is surer of itself than it is right: dev log loss 2.51 as fitted, 2.05 over 2.5, 2.12 over 4.
TEMPERATURE = 2.5
KNOWN = 30_000
SMOOTHING = 3.0  # windows added to both counts, so that a ratio of rare n-grams stays modest
# Source languages ranked: those the data translates from in three or more test sets, or in thousands of rows.
LANGUAGES = ("ar", "cs", "de", "es", "fi", "fr", "hu", "it", "ja", "pl", "pt", "ro", "ru", "tr", "uk", "zh")


def fit_languages(sample: Sample, chosen: NDArray[np.bool_]) -> tuple[tuple[str, ...], Any, Any]:
    """Fit the source-language table on translated windows, words and shapes together, names masked.

    Contents first written in English weigh three times as much as the others: there every language
    translates the same topics, so that only the residue of the language is left to learn.
    """
    sources = np.array(sample.source)
    usable = chosen & sample.mask(kind=(*MACHINE, "human_translation")) & np.isin(sources, LANGUAGES)
    picked = np.flatnonzero(usable)
    design = language_design(sample, picked)
    target = sources[picked]
    controlled = np.array(sample.first)[picked] == "en"
    weights = np.where(controlled, 3.0, 1.0)
    for language in np.unique(target):
        here = target == language
        weights[here] *= len(picked) / weights[here].sum() ** 0.7 / len(picked) ** 0.3
    coefficients, intercepts = regress(design, target, weights, strength=LANGUAGE_STRENGTH)
    if len(coefficients) == 1:  # of two languages, scikit-learn gives the second's row alone
        coefficients = (np.concatenate([-coefficients, coefficients]) / 2).astype(np.float32)
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    names = tuple(sorted({str(each) for each in target}))
    return names, coefficients / TEMPERATURE, intercepts / TEMPERATURE


def language_design(sample: Sample, picked: NDArray[np.intp]) -> Any:
    """Return the matrix that source languages are read from: words and shapes, folded."""
    from scipy import sparse  # type: ignore[import-untyped]  # ships no types

    return sparse.hstack([fold(matrix(sample, part, picked)) for part in ORDERS]).tocsr()


def fold(design: Any) -> Any:
    """Fold a matrix of 2^BITS columns to half of 2^LANGUAGE_BITS."""
    from scipy import sparse

    columns = design.indices >> (BITS - LANGUAGE_BITS + 1)
    return sparse.csr_matrix(
        (design.data, columns, design.indptr), (design.shape[0], 1 << (LANGUAGE_BITS - 1))
    )


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
