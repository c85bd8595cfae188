"""The shipped lexicon: background IDF of words, and a space where words that paraphrase each other are near.

Figures only: a word is found by the CRC-32 of its stem. Made by `train_lexicon.py`, see data/align.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
import numpy.typing as npt

from xdiff.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Floats = npt.NDArray[np.floating[Any]]

FILE = "align-lexicon.npz"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`keys` are sorted; `place[k]` is the row of a word's vectors, or -1."""

    keys: npt.NDArray[np.uint32]
    idf: Floats
    place: npt.NDArray[np.int32]
    unit: npt.NDArray[np.int8]
    substitution: npt.NDArray[np.int8]
    unseen_idf: float

    def look_up(self, stems: Sequence[str]) -> tuple[Floats, Floats, Floats]:
        """Return IDF (nats) and both kinds of vectors of `stems`, each of length one.

        A word the lexicon does not know has the IDF of a word seen in half a unit, and vectors of zeros.
        """
        wanted = np.fromiter((crc32(each.encode()) for each in stems), dtype=np.uint32, count=len(stems))
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = self.keys[at] == wanted
        idf = np.where(known, self.idf[at], np.float32(self.unseen_idf)).astype(np.float32)
        place = np.where(known, self.place[at], -1)
        return idf, self._vectors(self.unit, place), self._vectors(self.substitution, place)

    @staticmethod
    def _vectors(table: npt.NDArray[np.int8], place: npt.NDArray[np.int32]) -> Floats:
        vectors = table[np.maximum(place, 0)].astype(np.float32)
        vectors[place < 0] = 0
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


def read(path: Path) -> Lexicon:
    """Read a lexicon file.

    Raises:
        ModelError: the file is missing or is not a lexicon.

    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return Lexicon(
                keys=arrays["keys"],
                idf=arrays["idf"].astype(np.float32),
                place=arrays["place"],
                unit=arrays["unit"],
                substitution=arrays["substitution"],
                unseen_idf=float(arrays["unseen_idf"]),
            )
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"cannot read the lexicon ({error})", where=str(path), hint="Reinstall xdiff, or train it anew."
        ) from error


@cache
def shipped() -> Lexicon:
    """Return the lexicon of the package, read once."""
    with as_file(files("xdiff.data") / FILE) as path:
        return read(path)
