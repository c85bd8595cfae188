"""Scores to probabilities: a softmax over original, human and machine translation that knows the length."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLASSES = ("original", "human_translation", "machine_translation")
USUAL = 300.0  # words; lengths are measured against it
SHORTEST, LONGEST = 40.0, 1500.0  # words; beyond, length adds nothing that was measured


def inputs(scores: NDArray[np.float64], words: int) -> NDArray[np.float64]:
    """Return what the softmax reads: the scores, the scores times log length, and log length."""
    length = math.log(min(max(words, SHORTEST), LONGEST) / USUAL)
    return np.concatenate([scores, scores * length, [length]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Multinomial logistic regression over `inputs`, fitted on texts of content groups held out."""

    coefficients: NDArray[np.float64]  # class by input
    intercepts: NDArray[np.float64]

    def probabilities(self, features: NDArray[np.float64], residue: float = 0.0) -> NDArray[np.float64]:
        """Return the probability of each of CLASSES.

        Args:
            features: from `inputs`.
            residue: log-odds that the language packs add for machine translation.

        """
        logits = self.coefficients @ features + self.intercepts
        logits[2] += residue
        powers = np.exp(logits - logits.max())
        return np.asarray(powers / powers.sum())

    def parts(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each input adds to the log-odds of machine translation, the intercept last.

        Against the human classes together: each counts by its own share, so that the parts and a rest that
        depends on all of them (returned with the intercept) add up to the log-odds exactly.
        """
        chances = self.probabilities(features)
        human = chances[:2] / chances[:2].sum()
        slopes = self.coefficients[2] - human @ self.coefficients[:2]
        parts = slopes * features
        log_odds = math.log(chances[2] / chances[:2].sum())
        return np.append(parts, log_odds - parts.sum())
