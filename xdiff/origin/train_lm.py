"""Fits the second stage anew: probabilities of the n-gram model, a language model's answers, and `lm_fit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xdiff.origin import lm, lm_fit, surprisal
from xdiff.origin.calibration import inputs
from xdiff.origin.corpus import TEST, read_rows, windows
from xdiff.origin.train import FILES, Fitted, fit, read_sample
from xdiff.origin.verdict import pack_log_odds
from xdiff.packs import find, load
from xdiff.packs.examples import article_of_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from xdiff.origin.corpus import Row
    from xdiff.origin.sample import Progress, Sample

ANSWERS = "origin-lm-answers"  # folder of the language model's answers, kept so that a stop loses little


def train_stage(data: Path, out: Path, progress: Progress) -> None:
    """Fit and write `origin-lm.npz` and its card: a quarter of an hour, and one more for the answers.

    Args:
        data: the folder with `origin/`, `align/` and `facts/` as DATA.md describes them.
        out: the folder to write to; the answers stay in its folder ANSWERS.
        progress: called with a step's name, how many of its parts are done, and of how many.

    Raises:
        InputError: the data cannot be read.
        ModelError: the language model is not installed.

    """
    model = surprisal.load(surprisal.weights())  # first: without it nothing else is of use
    _, sample = read_sample(data, progress)
    chances = base(sample, fit(sample, TEST, progress), data)
    rows = [row for name in FILES[:2] for row in read_rows(data / name) if row.id in chances]
    lm_fit.collect(lm_fit.plan(rows), out / ANSWERS, model, progress)
    stage = lm_fit.fit(lm_fit.read(out / ANSWERS), chances)
    lm.save(out / lm.NAME, stage)
    lm_fit.write_card(out / "origin-lm.md", stage)


def base(
    sample: Sample, twin: Fitted, data: Path, wanted: frozenset[str] | None = None
) -> dict[str, NDArray[np.float64]]:
    """Return the three probabilities of each text's first window, packs and all, by row.

    Args:
        sample: the sample.
        twin: a fit without the test groups; other groups have its held-out scores.
        data: the folder with `origin/`, for the words that the packs read.
        wanted: rows to look at; all when None.

    """
    test = np.isin(np.array(sample.group), list(TEST))
    first: dict[str, int] = {}
    for place, name in enumerate(sample.row):
        if not sample.prefix[place]:
            first.setdefault(name, place)
    packs = load()
    found: dict[str, NDArray[np.float64]] = {}
    for row in (row for name in FILES[:2] for row in read_rows(data / name)):
        at = first.get(row.id)
        if at is None or (wanted is not None and row.id not in wanted) or not _is_first(sample, at, row):
            continue
        outside = np.array([at])
        scores = twin.tables.scores(sample, outside)[0] if test[at] else twin.held_out[at]
        if not np.isnan(scores).any():
            lines: Sequence[str] = windows(row.lines)[0]
            residue = find(article_of_lines(row.id, "\n".join(lines)), packs)
            words = sample.words[at]
            found[row.id] = twin.calibration.probabilities(
                inputs(scores, words), pack_log_odds(residue, words)
            )
    return found


def _is_first(sample: Sample, at: int, row: Row) -> bool:
    """Return whether a window is its text's first: where a group had too many, any of them was drawn."""
    return sample.characters[at] == sum(map(len, windows(row.lines)[0]))
