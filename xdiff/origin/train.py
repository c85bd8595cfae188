"""Fits the model that `judge` applies. Needs scikit-learn (the extra `train`), imported only to fit.

What is decided here was decided on content groups apart: choices on DEV, the card's last figures on TEST,
calibration and cuts on groups held out in turn. Humans and machines meet within each group only. People's
translations are the scarcest data, so the shipped model learns from the test groups too (dev, words alone:
neural against human translation of 2021 .785 without them, .830 with them); a twin without them is measured.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin import model as models
from xdiff.origin import sources, stored
from xdiff.origin.calibrate import calibrate, choose_cuts, probabilities, softmax, texts
from xdiff.origin.corpus import DEV, TEST, read_rows, sha256
from xdiff.origin.known import known_ratios
from xdiff.origin.sample import HUMAN, MACHINE, Progress, Sample, draw, read_originals, vocabulary
from xdiff.origin.study import parts, published, registers
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
    held_out: NDArray[np.float64]  # scores by window, not-a-number outside


def train(data: Path, out: Path, progress: Progress) -> None:
    """Fit, calibrate, measure and write `origin.npz`, its twin and its card `origin.md`.

    The shipped model learns from every content group. Its twin is made by the same steps without the groups
    of TEST, so that these can measure it; the shipped one has seen more, and should do no worse.

    Args:
        data: the folder with `origin/`, `align/` and `facts/` as DATA.md describes them.
        out: the folder to write to.
        progress: called with a step's name, how many of its parts are done, and of how many.

    Raises:
        InputError: the data cannot be read.

    """
    from xdiff.origin.train_sources import train_languages

    words, sample = read_sample(data, progress)
    twin = fit(sample, TEST, progress)
    shipped = fit(sample, (), progress)
    train_languages(data, out, progress)
    write(data, out, words, sample, shipped, twin)


def write(data: Path, out: Path, words: Vocabulary, sample: Sample, shipped: Fitted, twin: Fitted) -> None:
    """Write the shipped model, its twin and the card of both; the table of languages is there already."""
    from xdiff.origin.card import write_card

    systems = {row.id: str(row.extra.get("system")) for name in FILES[:2] for row in read_rows(data / name)}
    card: dict[str, Any] = {
        "version": models.VERSION,
        "figures": {name: measured(sample, twin, groups) for name, groups in (("dev", DEV), ("test", TEST))},
        "published": published(sample, systems),
        "sources": sources.load(out / sources.NAME).card["figures"],
        "parts": parts(sample, twin.held_out, DEV, len(AXES)),
        "heads": AXES,
        "groups": {"dev": DEV, "test": TEST},
        "data": {name: sha256(data / name) for name in FILES},
    }
    for name, fitted in ((models.NAME, shipped), (models.TWIN, twin)):
        inside = np.flatnonzero(~np.isnan(fitted.held_out[:, 0]))
        chances = probabilities(
            fitted.calibration, fitted.held_out[inside], [sample.words[each] for each in inside]
        )
        own = {
            "cuts": fitted.cuts,
            "false_positive_rate": card["figures"]["test"]["false_positive_rate"],
            "registers": registers(sample, fitted.held_out, chances, fitted.cuts),
        }
        known = known_ratios(sample, fitted.chosen)
        write_model(out / name, words.words, fitted, known, card | own)
        if name == models.NAME:
            write_card(out / "origin.md", card | own)


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
    progress("fit", 0, 1)
    inside = np.flatnonzero(chosen)
    raw = texts(sample, inside, apart_scores[inside])
    tables, scores = join(fit_tables(sample, full), apart_scores, softmax(raw, raw.scores)[0])
    found = texts(sample, inside, scores[inside])
    calibration = calibrate(found)
    chances = probabilities(calibration, found.scores, found.words.tolist())
    return Fitted(full, tables, calibration, choose_cuts(found, chances), scores)


def measured(sample: Sample, fitted: Fitted, groups: Sequence[str]) -> dict[str, Any]:
    """Return the figures on content groups: by held-out scores where there are any, else by the tables."""
    from xdiff.origin.measure import table

    outside = np.flatnonzero(np.isin(np.array(sample.group), list(groups)))
    fresh = fitted.held_out[outside]
    if np.isnan(fresh).any():
        fresh = fitted.tables.scores(sample, outside)
    chances = probabilities(fitted.calibration, fresh, [sample.words[each] for each in outside])
    return table(sample, outside, chances, fitted.cuts)


def write_model(
    path: Path,
    common: Sequence[str],
    fitted: Fitted,
    known: tuple[NDArray[Any], NDArray[Any]],
    card: dict[str, Any],
) -> None:
    """Quantise the weights and write the model file."""
    arrays: dict[str, NDArray[Any]] = {}
    calibration = fitted.calibration
    for part, rows in fitted.tables.rows.items():
        arrays[part], arrays[f"{part}_scale"] = models.quantise(rows)
    arrays["common"] = np.frombuffer("\n".join(common).encode(), dtype=np.uint8)
    arrays["coefficients"], arrays["intercepts"] = calibration.coefficients, calibration.intercepts
    arrays["known"], arrays["ratio"] = known
    # Tells one training from another in every signature, whatever the version says.
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(arrays[name].tobytes())
    stored.write(path, arrays, {**card, "fingerprint": digest.hexdigest()[:8]})
