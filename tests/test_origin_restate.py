"""The rates that verdicts print are those of whole verdicts, and can be put into a model file."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from xdiff.errors import ModelError
from xdiff.origin import model


def test_rates_of_whole_verdicts_go_into_the_file_and_nothing_else_changes(tmp_path: Path) -> None:
    """The rates are the new ones beside those of registers, and the weights are the old ones."""
    path = tmp_path / "origin.npz"
    shutil.copy(Path(str(files("xdiff.data") / model.NAME)), path)
    model.restate(path, {"false_alarms.original": 0.25, "auc.smt/original": 0.9})
    after, before = model.load(path), model.shipped()
    assert after.card["false_positive_rate"] == {"original": 0.25, **after.card["registers"]}
    assert after.card["whole"]["auc.smt/original"] == 0.9
    assert all((after.tables[part] == before.tables[part]).all() for part in before.tables)


def test_a_damaged_model_is_refused_before_it_is_touched(tmp_path: Path) -> None:
    """A file that is no model stays as it is."""
    path = tmp_path / "origin.npz"
    path.write_bytes(b"no model")
    with pytest.raises(ModelError):
        model.restate(path, {"false_alarms.original": 0.25})
    assert path.read_bytes() == b"no model"


def test_shipped_rates_come_from_whole_verdicts() -> None:
    """What every report prints was measured with the packs, on texts kept apart."""
    card = model.shipped().card
    assert card["false_positive_rate"]["human_translation"] == card["whole"]["false_alarms.human_translation"]
