"""Fits the model that `judge` applies. Needs scikit-learn (the extra `train`), imported only to fit.

What is decided here was decided on content groups apart: choices on DEV, the card's last figures on TEST,
calibration and cuts on groups held out in turn. Humans and machines meet within each group only.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin import model as models
from xdiff.origin.calibrate import calibrate, choose_cuts, probabilities, softmax, texts
from xdiff.origin.corpus import DEV, TEST, read_rows, sha256
from xdiff.origin.languages import fit_languages, known_ratios
from xdiff.origin.sample import HUMAN, MACHINE, Progress, Sample, draw, read_originals, vocabulary
from xdiff.origin.tables import Tables, fit_tables, held_out, join

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from xdiff.origin.calibration import Calibration
    from xdiff.origin.features import Vocabulary

FILES = (
    "origin/train.jsonl.gz",
    "origin/dev.jsonl.gz",
    "align/same-event-articles.jsonl.gz",
    "facts/attributions.jsonl.gz",
)
AXES = ("machine", "human_translation")  # of every part, over original


@dataclass(frozen=True, slots=True)
class Fitted:
    """One fit: what it was fitted on, and what came out."""

    chosen: NDArray[np.bool_]
    tables: Tables
    calibration: Calibration
    cuts: dict[str, float]
    languages: tuple[tuple[str, ...], Any, Any]
    held_out: NDArray[np.float64]  # scores by window, not-a-number outside


def train(data: Path, out: Path, progress: Progress) -> None:
    """Fit, calibrate, measure and write `origin.npz` and its card `origin.md`.

    Args:
        data: the folder with `origin/`, `align/` and `facts/` as DATA.md describes them.
        out: the folder to write to.
        progress: called with a step's name, how many of its parts are done, and of how many.

    Raises:
        InputError: the data cannot be read.

    """
    from xdiff.origin.card import write_card

    files = [data / name for name in FILES]
    words, sample = read_sample(data, progress)
    shipped = fit(sample, TEST, progress)
    card: dict[str, Any] = {
        "version": models.VERSION,
        "languages": shipped.languages[0],
        "cuts": shipped.cuts,
        "figures": {
            name: measured(sample, shipped, groups) for name, groups in (("dev", DEV), ("test", TEST))
        },
        "heads": AXES,
        "groups": {"dev": DEV, "test": TEST},
        "data": {str(file.relative_to(data)): sha256(file) for file in files},
    }
    card["false_positive_rate"] = card["figures"]["test"]["false_positive_rate"]
    write_model(out / models.NAME, words.words, shipped, known_ratios(sample, shipped.chosen), card)
    write_card(out / "origin.md", card)


def read_sample(data: Path, progress: Progress) -> tuple[Vocabulary, Sample]:
    """Read every row and hash the sample; the test groups' words are not counted."""
    rows = [row for name in FILES[:2] for row in read_rows(data / name)]
    words = vocabulary(row for row in rows if row.group not in TEST)
    return words, draw([*rows, *read_originals(data)], words, progress)


def fit(sample: Sample, apart: Sequence[str], progress: Progress) -> Fitted:
    """Fit tables, calibration, cuts and languages on every content group but those `apart`."""
    groups = np.array(sample.group)
    chosen = sample.mask(kind=HUMAN + MACHINE) & ~np.isin(groups, list(apart))
    apart_scores = held_out(sample, chosen, progress)
    full = chosen & ~np.array(sample.prefix)
    progress("fit", 0, 2)
    inside = np.flatnonzero(chosen)
    raw = texts(sample, inside, apart_scores[inside])
    tables, scores = join(fit_tables(sample, full), apart_scores, softmax(raw, raw.scores)[0])
    found = texts(sample, inside, scores[inside])
    calibration = calibrate(found)
    chances = probabilities(calibration, found.scores, found.words.tolist())
    progress("fit", 1, 2)
    languages = fit_languages(sample, full)
    return Fitted(full, tables, calibration, choose_cuts(found, chances), languages, scores)


def measured(sample: Sample, fitted: Fitted, groups: Sequence[str]) -> dict[str, Any]:
    """Return the figures on content groups: by held-out scores where there are any, else by the tables."""
    from xdiff.origin.measure import table

    outside = np.flatnonzero(np.isin(np.array(sample.group), list(groups)))
    fresh, languages = fitted.held_out[outside], None
    if np.isnan(fresh).any():
        # Source languages have no held-out scores, so that only groups never fitted on can measure them.
        fresh, languages = fitted.tables.scores(sample, outside), fitted.languages
    chances = probabilities(fitted.calibration, fresh, [sample.words[each] for each in outside])
    return table(sample, outside, chances, fitted.cuts, languages)


def write_model(
    path: Path,
    common: Sequence[str],
    fitted: Fitted,
    known: tuple[NDArray[Any], NDArray[Any]],
    card: dict[str, Any],
) -> None:
    """Quantise the weights and write the model file."""
    arrays: dict[str, NDArray[Any]] = {}
    calibration, languages = fitted.calibration, fitted.languages
    for part, rows in fitted.tables.rows.items():
        arrays[part], arrays[f"{part}_scale"] = models.quantise(rows)
    top = float(np.quantile(np.abs(languages[1]), 0.9999))
    arrays["languages"] = np.clip(np.rint(languages[1] / top * 127), -127, 127).astype(np.int8)
    arrays["languages_scale"] = np.array(top / 127, dtype=np.float32)
    arrays["languages_bias"] = np.asarray(languages[2], dtype=np.float32)
    arrays["common"] = np.frombuffer("\n".join(common).encode(), dtype=np.uint8)
    arrays["coefficients"], arrays["intercepts"] = calibration.coefficients, calibration.intercepts
    arrays["known"], arrays["ratio"] = known
    # Tells one training from another in every signature, whatever the version says.
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(arrays[name].tobytes())
    models.save(path, arrays, {**card, "fingerprint": digest.hexdigest()[:8]})
