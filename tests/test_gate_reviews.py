"""Reviews at the gate: what a reviewer rejected in a report on the same documents does not count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xdiff import gate, pipeline
from xdiff.fingerprint import divergences
from xdiff.read import read_paths

LEFT = """The dam failed on Monday, killing 42 people in the town of Brask, officials said. Mayor Ilse Torven
said the wall had been inspected in May.

The flood destroyed 310 homes and a school. Engineers had reported cracks in the wall in March.
"""
RIGHT = """Officials said 57 people died when the dam at Brask failed on Monday. The wall had been inspected
in May, said the mayor, Ilse Torven.

The flood destroyed 310 houses and a school. Cracks in the wall were reported in March by engineers.
"""
POLICY = {"stories": "one", "select": ["CS401"]}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Two reports of one event that give two figures for the dead."""
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "left.txt").write_text(LEFT, encoding="utf-8")
    (folder / "right.txt").write_text(RIGHT, encoding="utf-8")
    return folder


def review(
    path: Path, key: str, decision: str, documents: list[str], at: str = "2026-11-22T05:10:00Z"
) -> str:
    """Write a review with one decision; return its file."""
    decided = {"key": key, "subject": "divergence", "decision": decision, "comment": "two counts", "at": at}
    whole = {
        "schema": "xdiff.review/1",
        "documents": [{"id": each, "sha256": None} for each in documents],
        "decisions": [decided],
    }
    path.write_text(json.dumps(whole), encoding="utf-8")
    return str(path)


def conflict(folder: Path) -> str:
    """Return the name that a report gives the conflict."""
    run = pipeline.compare(read_paths([str(folder)]).documents)
    named = zip(run.divergences, divergences(run.divergences), strict=True)
    return next(key for each, key in named if each.severity == "conflict" and "57 people" in each.message)


def test_a_conflict_rejected_in_a_report_does_not_fail(story: Path, tmp_path: Path) -> None:
    """A rejected divergence stays in the outcome, with the reviewer's words, and no longer counts."""
    assert gate([story], POLICY).failed
    file = review(tmp_path / "r.json", conflict(story), "reject", ["left", "right"])
    outcome = gate([story], {**POLICY, "reviews": [file]})
    assert not outcome.failed
    rejected = [each.suppressed for each in outcome.findings if "57 people" in each.message]
    assert rejected
    for each in rejected:
        assert each is not None
        assert (each.because, each.reason) == ("review", "two counts")


def test_the_later_of_two_decisions_holds(story: Path, tmp_path: Path) -> None:
    """A finding that one reviewer rejected and another accepted later counts."""
    key = conflict(story)
    later = review(tmp_path / "late.json", key, "accept", ["left"], "2026-11-23T05:10:00Z")
    earlier = review(tmp_path / "early.json", key, "reject", ["left"])
    assert gate([story], {**POLICY, "reviews": [later, earlier]}).failed


def test_a_review_of_other_documents_is_told(story: Path, tmp_path: Path) -> None:
    """A review of none of the documents decides nothing and ends nothing: a commit may hold none of them."""
    file = review(tmp_path / "other.json", "number:0", "reject", ["elsewhere"])
    outcome = gate([story], {**POLICY, "reviews": [file]})
    assert outcome.failed
    assert any("review of other documents" in note for note in outcome.notes)
