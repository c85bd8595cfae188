"""Figures on labelled rows: right on hand-made cases, and rows without gold are left out."""

from __future__ import annotations

import numpy as np
import pytest

from xdiff.origin.evaluate import score
from xdiff.origin.measure import auc, calibration_error


def test_auc_counts_ties_half() -> None:
    """Of the four pairs, 2 above, 1 equal, 1 below: (2 + .5) / 4."""
    assert auc(np.array([0.9, 0.5]), np.array([0.5, 0.6])) == pytest.approx(0.625)


def test_auc_of_nothing_is_nothing() -> None:
    """Without a text of each class there is no figure, rather than a made-up one."""
    assert auc(np.array([]), np.array([0.5])) is None


def test_calibration_error_is_the_gap() -> None:
    """Ten texts at .75 of which five are true miss by .25."""
    truth = np.array([True] * 5 + [False] * 5)
    assert calibration_error(np.full(10, 0.75), truth, np.ones(10)) == pytest.approx(0.25)


def row(label: str, **more: object) -> dict[str, object]:
    """Make a labelled row of a long text."""
    return {"id": "x", "text": "a " * 700, "label": label, **more}


def guess(label: str, chance: float | None, *languages: str) -> dict[str, object]:
    """Make a prediction."""
    return {
        "label": label,
        "p_machine": chance,
        "p_translated": chance,
        "source_languages": [[name, 0.5] for name in languages],
    }


def test_score_tells_classes_alarms_and_languages() -> None:
    """AUC by kind, false alarms, share flagged and first source language, on four rows."""
    rows = [
        row("original"),
        row("human_translation", src_lang="de"),
        row("machine_translation", mt_type="smt", src_lang="fr", orig_lang="en"),
        row("machine_translation", mt_type="nmt", src_lang="cs"),
        row("post_edited"),
    ]
    guesses = [
        guess("original", 0.1),
        guess("machine_translation", 0.9, "de"),
        guess("machine_translation", 0.95, "fr", "es"),
        guess("unsure", 0.5, "ru"),
        guess("unsure", None),
    ]
    found = score(rows, guesses)
    assert found["auc.smt/human_translation"] == 1.0
    assert found["auc.nmt/human_translation"] == 0.0
    assert found["auc.smt-fr/original"] == 1.0
    assert found["false_alarms.human_translation"] == 1.0
    assert found["false_alarms.original"] == 0.0
    assert found["flagged.smt"] == 1.0
    assert found["unsure.nmt"] == 1.0
    assert found["source_language"] == pytest.approx(2 / 3)
    assert found["source_language.english_origin"] == 1.0
    assert found["rows"] == 4


def test_rows_without_gold_are_not_scored() -> None:
    """Unlabelled rows give no figure and no error."""
    assert score([{"id": "x", "text": "a"}], [guess("unsure", None)]) == {"rows": 0.0, "judged": 0.0}
