"""The link model: boosted trees in two passes.

The first pass looks at each pair of sentences; the second sees the first's probabilities in the whole
matrix (row, column, diagonal, how one-to-one it is, the best path through it) and decides again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from xdiff.align import features
from xdiff.align.features import relative
from xdiff.align.paths import path
from xdiff.align.substitutes import Substitutes
from xdiff.align.trees import AT_A_TIME, Trees
from xdiff.errors import ModelError
from xdiff.shipped import Shipped

if TYPE_CHECKING:
    from xdiff.align.candidates import Cells
    from xdiff.align.lexicon import Floats

FILE = "align-model.npz"
TWIN = "align-twin.npz"  # fitted without the test fold, so that it can be measured there
VERSION = 2
FIRST_SHARE = 0.3  # of the first pass in the mean of both log-odds
# Log-odds of the first pass. Less likely cells are not asked again: most of a pair of articles, and of the
# labelled pairs 77 % of the cells with 57 of 8,526 links (held out).
SECOND_FROM = -5.3
GAIN_FROM = -1.0  # log-odds: likelier cells count on a path

NEIGHBOURS = ((-1, -1), (1, 1), (-1, 0), (1, 0), (0, -1), (0, 1), (-1, 1), (1, -1), (2, 2), (-2, -2))
CONTEXT: tuple[str, ...] = (
    "log_odds",
    *(f"p.{relation}" for relation in features.RELATIONS),
    "row_sum",
    "column_sum",
    "row_share",  # the cell's share of it
    "column_share",
    *(f"p.at{place}" for place in NEIGHBOURS),
    "off_line",  # distance from the line that the likely links lie on
    "correlation",  # of row and column over likely links: 1 for versions of one text
    "mean",
    "links_per_sentence",
    "mean_best",
    "sureness",
    "mean_top",
    # For one partner at most, and for several, see paths.py: what the way through the cell costs, and the
    # best path's share of what the best cells of rows or columns have.
    "single_path",
    "single_share",
    "several_path",
    "several_share",
    "all_share",  # the best path's share of all cells' gain
)


@dataclass(frozen=True, slots=True)
class Model:
    """Both passes, the cut for a link, the calibration of its probability, and the learned substitutes.

    `steps` maps the log-odds of `scores` to the share of right links among cells of contents not trained on
    at that score (isotonic regression): `steps[0]` are log-odds, `steps[1]` shares.
    """

    first: Trees
    second: Trees
    cut: float  # of `scores`, before calibration
    steps: Floats
    substitutes: Substitutes

    def scores(self, measured: features.Measured) -> Floats:
        """Return the probability of every measured cell, from both passes, before calibration."""
        return probability(joined_log_odds(measured, self.first, self.second))

    def calibrated(self, scores: Floats) -> Floats:
        """Return the share of right links at these scores as `steps` have it."""
        return np.asarray(np.interp(log_odds(scores), self.steps[0], self.steps[1]), dtype=np.float32)


def joined_log_odds(measured: features.Measured, first: Trees, second: Trees) -> Floats:
    """Return the log-odds of every measured cell from both passes."""
    odds = first.log_odds(measured.values)
    seen = context(measured.cells, probability(odds))
    asked = np.flatnonzero(odds >= SECOND_FROM)
    joined = odds.copy()
    for k in range(0, len(asked), AT_A_TIME):  # 20,000 by 20,000 sentences have a million cells to join
        chunk = asked[k : k + AT_A_TIME]
        again = second.log_odds(np.concatenate([seen[chunk], measured.values[chunk]], axis=1))
        joined[chunk] = FIRST_SHARE * odds[chunk] + (1 - FIRST_SHARE) * again
    return joined


def probability(values: Floats) -> Floats:
    """Return the logistic function of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float32)


def log_odds(values: Floats) -> Floats:
    """Return the log-odds of probabilities, clipped to 0.0001 .. 0.9999."""
    clipped = np.clip(values, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)), dtype=np.float32)


def context(cells: Cells, first: Floats) -> Floats:
    """Return the columns named in CONTEXT: the first pass's probabilities as a matrix sees them."""
    row_mean, column_mean = cells.means(first)
    row_sum, column_sum = (row_mean * cells.columns)[cells.row], (column_mean * cells.rows)[cells.column]
    off_line, correlation = _line(cells, first)
    row_best, column_best = cells.bests(first)
    both = cells.rows + cells.columns
    top = np.sort(first)[-max(1, min(cells.rows, cells.columns)) :]
    whole = (
        correlation,
        float(first.mean()) if len(first) else 0.0,
        float(first.sum()) / both,
        float(row_best.sum() + column_best.sum()) / both,
        float((first * first).sum() / max(float(first.sum()), 1e-6)),
        float(top.mean()) if len(top) else 0.0,
    )
    columns = [
        log_odds(first),
        *relative(cells, first),
        row_sum,
        column_sum,
        first / np.maximum(row_sum, 1e-6),
        first / np.maximum(column_sum, 1e-6),
        *(cells.at(first, *place) for place in NEIGHBOURS),
        off_line,
        *(np.full(len(first), value, dtype=np.float32) for value in whole),
        *_paths(cells, first),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _paths(cells: Cells, first: Floats) -> list[Floats]:
    """Return the columns of the best paths."""
    gain = np.maximum(log_odds(first) - GAIN_FROM, 0)
    row_best, column_best = cells.bests(gain)
    most = max(min(float(row_best.sum()), float(column_best.sum())), 1e-3)
    single, several = (path(cells, gain, several=each) for each in (False, True))
    shares = (single.best / most, several.best / most, several.best / max(float(gain.sum()), 1e-3))
    same = [np.full(len(first), value, dtype=np.float32) for value in shares]
    return [single.through, same[0], several.through, same[1], same[2]]


def _line(cells: Cells, first: Floats) -> tuple[Floats, float]:
    """Fit lines through the likely links; return each cell's distance and the correlation.

    The distance is the mean of those from the regression of columns on rows and of rows on columns.
    """
    row = (cells.row + 0.5) / max(cells.rows, 1)
    column = (cells.column + 0.5) / max(cells.columns, 1)
    weight = first * first + 1e-6
    total = max(float(weight.sum()), 1e-9)
    row, column = row - float((weight * row).sum()) / total, column - float((weight * column).sum()) / total
    spread_row, spread_column = float((weight * row**2).sum()), float((weight * column**2).sum())
    joint = float((weight * row * column).sum())
    off_row = np.abs(row - joint / max(spread_column, 1e-9) * column)
    off_column = np.abs(column - joint / max(spread_row, 1e-9) * row)
    correlation = joint / max(float(np.sqrt(spread_row * spread_column)), 1e-9)
    return ((off_row + off_column) / 2).astype(np.float32), correlation


def read(path: Path) -> Model:
    """Read a model file.

    Raises:
        ModelError: the file is missing, damaged, or made for other features.

    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            names = json.loads(str(arrays["names"]))
            wanted = [VERSION, list(features.NAMES), [*CONTEXT, *features.NAMES]]
            if names != wanted:
                raise ModelError(
                    "the alignment model was made for other features",
                    where=str(path),
                    hint="Train it anew with `xdiff model train align`.",
                )
            return Model(
                first=_trees(arrays, "first"),
                second=_trees(arrays, "second"),
                cut=float(arrays["cut"]),
                steps=arrays["steps"],
                substitutes=Substitutes(
                    left=arrays["substitutes.left"],
                    right=arrays["substitutes.right"],
                    likeness=arrays["substitutes.likeness"],
                ),
            )
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"cannot read the alignment model ({error})", where=str(path), hint="Reinstall xdiff."
        ) from error


def write(path: Path, model: Model) -> None:
    """Write a model file: figures and the names of its features."""
    parts: dict[str, npt.NDArray[np.generic]] = {}
    for name, trees in (("first", model.first), ("second", model.second)):
        for part in ("feature", "threshold", "left", "right", "value", "start", "depth"):
            parts[f"{name}.{part}"] = np.asarray(getattr(trees, part))
    for part in ("left", "right", "likeness"):
        parts[f"substitutes.{part}"] = np.asarray(getattr(model.substitutes, part))
    names = json.dumps([VERSION, list(features.NAMES), [*CONTEXT, *features.NAMES]])
    np.savez_compressed(
        path,
        allow_pickle=False,
        names=np.asarray(names),
        cut=np.asarray(model.cut),
        steps=model.steps,
        **parts,
    )


def _trees(arrays: np.lib.npyio.NpzFile, name: str) -> Trees:
    return Trees(
        feature=arrays[f"{name}.feature"],
        threshold=arrays[f"{name}.threshold"],
        left=arrays[f"{name}.left"],
        right=arrays[f"{name}.right"],
        value=arrays[f"{name}.value"],
        start=float(arrays[f"{name}.start"]),
        depth=int(arrays[f"{name}.depth"]),
    )


_file = Shipped(FILE, read)
shipped, instead, forget = _file.get, _file.instead, _file.forget
