"""Words that stand for each other where two texts say the same: "hath" and "has", "adverse" and "side"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Keys = npt.NDArray[np.uint32]
Terms = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Substitutes:
    """Pairs of words by the CRC-32 of their stems, both ways, with a likeness of 0 to 1.

    Learned by `train_substitutes.py` from pairs of sentences that say the same. Figures only.
    """

    left: Keys
    right: Keys
    likeness: Floats

    def among(self, stems: Sequence[str]) -> tuple[Terms, Terms, Floats]:
        """Return the pairs of which `stems` has both: their places in it, and their likeness."""
        keys = np.fromiter((crc32(each.encode()) for each in stems), dtype=np.uint32, count=len(stems))
        order = np.argsort(keys)
        left, right = (_places(keys[order], order, each) for each in (self.left, self.right))
        known = (left >= 0) & (right >= 0)
        return left[known], right[known], self.likeness[known]


def _places(keys: Keys, order: Terms, wanted: Keys) -> Terms:
    """Return where each wanted key stands, given sorted keys and the places they had; else -1."""
    if not len(keys):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, order[at], -1).astype(np.int64)


def none() -> Substitutes:
    """Return a table without pairs."""
    keys = np.zeros(0, dtype=np.uint32)
    return Substitutes(keys, keys, np.zeros(0, dtype=np.float32))
