"""The shipped model: weight tables for hashed n-grams, and the few numbers that calibrate them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin import stored
from xdiff.origin.calibration import Calibration
from xdiff.origin.features import Bag, Vocabulary
from xdiff.shipped import Shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

VERSION = "2"
NAME = "origin.npz"
TWIN = "origin-twin.npz"  # fitted without the test groups, so that they can measure it
TABLES = ("words", "shapes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Everything a verdict needs.

    `tables[part]` has one row of int8 weights a head, `scales[part]` what to multiply a row by. A score is
    the sum of the weights of a text's distinct n-grams over the square root of their number.
    """

    vocabulary: Vocabulary
    heads: tuple[str, ...]
    tables: Mapping[str, NDArray[np.int8]]
    scales: Mapping[str, NDArray[np.float32]]
    calibration: Calibration
    known: NDArray[np.uint32]  # sorted hashes of the n-grams whose rate in both classes was counted
    ratio: NDArray[np.float32]  # log of how many times as usual each is in machine translation
    card: Mapping[str, Any]

    def scores(self, bag: Bag) -> NDArray[np.float64]:
        """Return the scores of one window: each part's heads, part by part."""
        out = [
            self.tables[part][:, bag.buckets(part)].sum(axis=1, dtype=np.int64)
            * self.scales[part]
            / max(bag.size(part), 1) ** 0.5
            for part in TABLES
        ]
        return np.concatenate(out)


def load(path: Path) -> Model:
    """Read a model file.

    Raises:
        ModelError: the file is missing, damaged, or of another version.

    """
    return stored.read(path, "the model", VERSION, _model)


def _parts(arrays: stored.Arrays, card: dict[str, Any]) -> tuple[stored.Arrays, dict[str, Any]]:
    return arrays, card


def _model(arrays: stored.Arrays, card: dict[str, Any]) -> Model:
    return Model(
        vocabulary=Vocabulary(arrays["common"].tobytes().decode().split("\n")),
        heads=tuple(card["heads"]),
        tables={part: arrays[part] for part in TABLES},
        scales={part: arrays[f"{part}_scale"] for part in TABLES},
        calibration=Calibration(coefficients=arrays["coefficients"], intercepts=arrays["intercepts"]),
        known=arrays["known"],
        ratio=arrays["ratio"].astype(np.float32),
        card=card,
    )


_file = Shipped(NAME, load)
shipped, instead, forget = _file.get, _file.instead, _file.forget


def restate(path: Path, whole: Mapping[str, float], robustness: Sequence[str] = ()) -> dict[str, Any]:
    """Write figures of whole verdicts, packs and all, into a model file; its verdicts print their rates.

    Args:
        path: the model file.
        whole: figures of `xdiff.origin.evaluate.score` on documents that the model, or its twin, never saw.
        robustness: lines of Markdown tables on texts changed, cut and joined.

    Returns:
        The card as it now stands.

    Raises:
        ModelError: as `load`.

    """
    load(path)  # a file of other contents is refused before it is touched
    arrays, card = stored.read(path, "the model", VERSION, _parts)
    card["whole"], card["robustness"] = dict(whole), list(robustness)
    card["false_positive_rate"] = {
        name.removeprefix("false_alarms."): value
        for name, value in whole.items()
        if name.startswith("false_alarms.")
    } | card.get("registers", {})
    stored.write(path, arrays, card)
    return card


def quantise(rows: Sequence[NDArray[np.float32]]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return rows of weights as int8, and each row's scale; the largest 0.01 % are clipped."""
    tops = [max(float(np.quantile(np.abs(row[row != 0]), 0.9999)), 1e-9) for row in rows]
    table = np.stack(
        [
            np.clip(np.rint(row / top * 127), -127, 127).astype(np.int8)
            for row, top in zip(rows, tops, strict=True)
        ]
    )
    return table, np.array([top / 127 for top in tops], dtype=np.float32)
