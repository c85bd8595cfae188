"""`xdiff compare --review FILE` as a person meets it: real files, real decisions, real mistakes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from xdiff import report

SCHEMA = Path(report.__file__).parent.parent / "data" / "schema" / "compare.json"
LEFT = """Flood talks in Marova

Mayor Ana Petrov met residents for 95 minutes on Monday after the river Tesna flooded 240 homes.

"We will rebuild every street," Petrov said at the town hall.

The regional government promised 12 million euros for repairs, a spokesman said.
"""
RIGHT = """Marova counts the cost

Residents met mayor Ana Petrov for about 90 minutes on Monday, days after the Tesna flooded 310 homes.

"We will rebuild all the streets," said Petrov.

A spokesman for the regional government promised 12 million euros to repair the damage.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Two short reports of one event in a folder `story`."""
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "left.txt").write_text(LEFT, encoding="utf-8")
    (folder / "right.txt").write_text(RIGHT, encoding="utf-8")
    return folder


def xdiff(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "xdiff", *map(str, arguments)], capture_output=True, timeout=120, check=False
    )


def compared(*arguments: str | Path) -> dict[str, Any]:
    """Return the JSON of a comparison, which its schema allows."""
    result = xdiff("compare", *arguments, "--format", "json")
    assert result.returncode == 0, result.stderr
    made: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(made, json.loads(SCHEMA.read_text(encoding="utf-8")))
    return made


def divergences(run: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every divergence of a run."""
    return [each for fact in run["facts"] for each in fact["divergences"]]


def decision(finding: dict[str, Any], decided: str | None, subject: str = "divergence", **about: Any) -> Any:
    """Return an entry of a review file about a finding as the JSON report names it."""
    entry = {"key": finding["key"], "subject": subject, "decision": decided}
    return entry | {"by": "Anna Berg", "at": "2026-11-20T09:30:00Z"} | about


def reviewed(path: Path, run: dict[str, Any], *decisions: Any) -> Path:
    """Write a review file of a run."""
    documents = [{"id": each["id"], "sha256": each["sha256"]} for each in run["documents"]]
    made = {"schema": "xdiff.review/1", "documents": documents, "decisions": decisions}
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def refused(result: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """Assert that a run ended with exit 2, one clear message and no report."""
    error = result.stderr.decode()
    assert result.returncode == 2, error
    assert "Traceback" not in error
    assert error.count("\n") == 1
    assert result.stdout == b""
    for word in words:
        assert word in error


def test_decisions_come_back_in_every_format(story: Path, tmp_path: Path) -> None:
    """What was rejected and accepted stands in JSON, text, Markdown and the page, with who and why."""
    before = compared(story)
    assert before["review"] == {"decisions": 0, "gone": [], "changed": []}
    first, *_, last = divergences(before)
    assert first["decision"] is None
    file = reviewed(
        tmp_path / "review.json",
        before,
        decision(first, "reject", comment="Both rounded."),
        decision(last, "accept", comment="Heard the tape."),
        decision(before["documents"][0]["origin"], "accept", "origin", comment="She wrote it."),
    )
    after = compared(story, "--review", file)
    said = {each["key"]: each["decision"] for each in divergences(after)}
    assert said[first["key"]] == {
        "decision": "reject",
        "comment": "Both rounded.",
        "by": "Anna Berg",
        "at": "2026-11-20T09:30:00Z",
    }
    assert said[last["key"]]["decision"] == "accept"
    assert after["documents"][0]["origin"]["decision"]["comment"] == "She wrote it."
    assert after["documents"][1]["origin"]["decision"] is None
    assert after["review"] == {"decisions": 3, "gone": [], "changed": []}
    assert after["notes"] == before["notes"]

    page, markdown = tmp_path / "r.html", tmp_path / "r.md"
    text = xdiff(
        "compare", story, "--review", file, "--html", page, "--markdown", markdown, "--width", "100"
    ).stdout.decode()
    listed, rejected = text.split("REJECTED IN REVIEW")
    assert (
        first["message"].split()[0] not in listed[listed.index("WHERE THEY DIFFER") :].split("WHAT THEY")[0]
    )
    assert "rejected by Anna Berg, 20 November 2026: Both rounded." in " ".join(rejected.split())
    assert "review: accepted by Anna Berg, 20 November 2026: Heard the tape." in " ".join(listed.split())
    for made in (page, markdown):
        for words in ("Both rounded.", "Heard the tape.", "Anna Berg"):
            assert words in made.read_text(encoding="utf-8")


def test_rejected_divergences_do_not_fail_a_run(story: Path, tmp_path: Path) -> None:
    """`--fail-on` counts what nobody rejected: accepted and open ones count, rejected ones never."""
    run = compared(story)
    found = divergences(run)
    every = reviewed(tmp_path / "every.json", run, *(decision(each, "reject") for each in found))
    assert xdiff("compare", story, "--fail-on", "note").returncode == 1
    assert xdiff("compare", story, "--fail-on", "note", "--review", every).returncode == 0
    for left in (decision(found[0], "accept"), decision(found[0], None, comment="Hm.")):
        rest = [decision(each, "reject") for each in found[1:]]
        file = reviewed(tmp_path / "most.json", run, left, *rest)
        assert xdiff("compare", story, "--fail-on", "note", "--review", file).returncode == 1
    assert "one that a --review rejects never counts" in " ".join(
        xdiff("compare", "--help").stdout.decode().split()
    )


def test_two_reviewers(story: Path, tmp_path: Path) -> None:
    """Of two review files the later decision holds, and a note names both reviewers and the finding."""
    run = compared(story)
    found = divergences(run)[0]
    anna = reviewed(tmp_path / "anna.json", run, decision(found, "reject"))
    later = {"by": "J. S.", "at": "2026-11-21T08:00:00+01:00"}
    joe = reviewed(tmp_path / "joe.json", run, decision(found, "accept") | later)
    for order in ((anna, joe), (joe, anna)):
        after = compared(story, "--review", order[0], "--review", order[1])
        assert divergences(after)[0]["decision"]["by"] == "J. S."
        (note,) = after["notes"]
        assert "Anna Berg rejected it; J. S. accepted it later, and that holds" in note
        assert found["message"][:30] in note


def test_a_document_edited_elsewhere(story: Path, tmp_path: Path) -> None:
    """An edit of another sentence keeps a decision; one of the quoted words loses it, and that is told."""
    run = compared(story)
    number = next(each for each in divergences(run) if "310" in each["message"])
    file = reviewed(tmp_path / "review.json", run, decision(number, "reject", message=number["message"]))
    right = story / "right.txt"
    right.write_text(RIGHT.replace("counts the cost", "counts its losses"), encoding="utf-8")
    after = compared(story, "--review", file)
    assert [each["decision"]["decision"] for each in divergences(after) if each["decision"]] == ["reject"]
    assert after["review"]["changed"] == ["right"]
    assert after["notes"] == [
        "right has changed since it was reviewed: decisions hold where the words are the same"
    ]
    right.write_text(RIGHT.replace("310", "320"), encoding="utf-8")
    after = compared(story, "--review", file)
    assert not any(each["decision"] for each in divergences(after))
    assert [each["message"] for each in after["review"]["gone"]] == [number["message"]]
    assert after["notes"][-1] == "1 decision of the review is about a finding that is no longer there"


def test_files_in_another_folder_and_order(story: Path, tmp_path: Path) -> None:
    """A review holds when the same files lie elsewhere, under other names, and are given in another order."""
    run = compared(story)
    file = reviewed(tmp_path / "review.json", run, *(decision(each, "reject") for each in divergences(run)))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(story / "left.txt", elsewhere / "z.txt")
    shutil.copy(story / "right.txt", elsewhere / "a.txt")
    for paths in ((elsewhere,), (story / "right.txt", story / "left.txt")):
        after = compared(*paths, "--review", file)
        assert all(each["decision"]["decision"] == "reject" for each in divergences(after))
        assert after["review"]["gone"] == []


def test_a_review_of_another_run_is_refused(story: Path, tmp_path: Path) -> None:
    """A review of other documents is one message with both sides' documents, before anything is compared."""
    run = compared(story)
    for each in run["documents"]:
        each |= {"id": f"other-{each['id']}", "sha256": "0" * 64}
    file = reviewed(tmp_path / "review.json", run)
    page = tmp_path / "report.html"
    page.write_text("the old one", encoding="utf-8")
    result = xdiff("compare", story, "--review", file, "--html", page)
    refused(result, "review.json", "other-left and other-right", "left and right", "Compare the documents")
    assert page.read_text(encoding="utf-8") == "the old one"


def test_a_bad_review_is_refused_before_the_work(story: Path, tmp_path: Path) -> None:
    """A missing, broken or foreign file, or a wrong entry, is one message that says what to do."""
    review = tmp_path / "review.json"
    refused(xdiff("compare", story, "--review", review), "review.json", "no such review file")
    refused(xdiff("compare", story, "--review", tmp_path), "it is a folder")
    review.write_bytes(b"")
    refused(xdiff("compare", story, "--review", review), "it is empty", "Export one")
    review.write_bytes(b'{"schema": "xdiff.review/1", ')
    refused(xdiff("compare", story, "--review", review), "it is not JSON", "line 1")
    review.write_bytes(b"[" * 100_000)
    refused(xdiff("compare", story, "--review", review), "nested too deeply")
    review.write_bytes(xdiff("compare", story, "--format", "json").stdout)
    refused(xdiff("compare", story, "--review", review), "the JSON report of `xdiff compare`, no review")
    run = compared(story)
    bad = reviewed(review, run, decision(divergences(run)[0], "rejected"))
    refused(
        xdiff("compare", story, "--review", bad), "decision 1, decision", '"rejected"', '"reject" or null'
    )


def test_a_report_never_goes_over_its_review(story: Path, tmp_path: Path) -> None:
    """A report that would replace the review file is refused, and the file is whole."""
    file = reviewed(tmp_path / "review.json", compared(story))
    before = file.read_bytes()
    result = xdiff("compare", story, "--review", file, "--json", tmp_path / "." / "review.json")
    refused(result, "--json would overwrite an input")
    assert file.read_bytes() == before


def test_hostile_words_of_a_reviewer_act_nowhere(story: Path, tmp_path: Path) -> None:
    """Escape sequences, markup and mentions in a review reach neither terminal nor page nor comment."""
    evil = "\x1b]0;owned\x07 \u202e <img src=x onerror=alert(1)> @octocat #12 [x](javascript:alert(1)) | `"
    run = compared(story)
    found = [
        decision(each, kind, comment=evil, by=evil, message=evil)
        for each in divergences(run)
        for kind in ("reject",)
    ]
    found += [
        decision(each["origin"], "reject", "origin", comment=evil, by=evil) for each in run["documents"]
    ]
    file = reviewed(
        tmp_path / "review.json",
        run,
        *found,
        {"key": evil, "subject": "divergence", "decision": "reject", "by": evil, "message": evil},
    )
    for format in ("text", "markdown", "json", "html"):  # noqa: A001 (the option's name)
        result = xdiff("compare", story, "--review", file, "--format", format)
        assert result.returncode == 0
        assert b"owned" in result.stdout
        for bad in (b"\x1b", b"\x07", "\u202e".encode()):
            assert bad not in result.stdout
        if format in ("markdown", "html"):
            assert b"<img" not in result.stdout
        if format == "markdown":
            assert b"@octocat" not in result.stdout
            assert b"[x](" not in result.stdout
