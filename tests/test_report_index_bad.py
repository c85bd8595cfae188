"""`report index` on damaged, hostile and unreadable files: told with their place, the rest is listed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from index_folder import files, page, page_text, split, verdict_line
from sample_run import sample_pair

from xdiff import report
from xdiff.errors import InputError, XdiffError
from xdiff.report import index
from xdiff.report.index import scans, walk

HERE = Path(__file__).parent


BROKEN = {
    "not ours any more": ({"schema": "other/1"}, "schema"),
    "no schema": ({"schema": None}, "schema"),
    "newer": ({"schema": "xdiff.report/2"}, "newer xdiff"),
    "a run without name": ({"run": 7}, "run is not text"),
    "counts are a list": ({"counts": [1, 2]}, "counts is not a table"),
    "a negative count": (
        {"counts": {"conflict": -1, "variant": 0, "note": 0}},
        "counts.conflict is not a count",
    ),
    "a huge count": ({"counts": {"conflict": 10**40, "variant": 0, "note": 0}}, "counts.conflict"),
    "true is no number": ({"facts": True}, "facts is not a count"),
    "documents are missing": ({"documents": None}, "documents is not a list"),
    "a document is text": ({"documents": ["a"]}, "documents[0] is not a table"),
    "an unknown label": ({"first": {"label": "<script>"}}, "documents[0].label"),
    "a label that cannot be hashed": ({"first": {"label": ["original"]}}, "documents[0].label"),
    "a probability above 1": ({"first": {"p_machine": 1.5}}, "documents[0].p_machine is not a probability"),
    "a probability as text": ({"first": {"p_machine": "0.5"}}, "documents[0].p_machine"),
    "a name that is none": ({"first": {"name": {}}}, "documents[0].name is not text"),
    "a decision of another kind": ({"first": {"decision": "maybe"}}, "documents[0].decision"),
    "worst is text": ({"worst": "d1"}, "worst is not a list"),
    "an unknown severity": (
        {"worst": [{"id": "d1", "severity": "bad", "kind": "name", "message": ""}]},
        "worst[0].severity",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_damaged_data_is_told_and_the_rest_listed(tmp_path: Path, name: str) -> None:
    """Whatever a block says, the file is named with the key that is wrong, and the others are listed."""
    changes, said = BROKEN[name]
    page(tmp_path / "good.html")
    page(tmp_path / "bad.html", **changes)
    listing = index.collect(str(tmp_path))
    assert files(listing) == ["good.html"]
    (problem,) = listing.problems
    assert problem.where == "bad.html"
    assert said in problem.what
    assert "bad.html" in index.render(listing, "html")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("", "broken JSON"),
        ('{"schema": "xdiff.report/1", ', "broken JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"facts": NaN}', "NaN"),
        ('{"facts": ' + "9" * 5_000 + "}", "broken JSON"),
        ("[]", "not a table"),
        ('"text"', "not a table"),
        (" " * 9_000_000, "too large"),
    ],
)
def test_a_block_that_is_no_table(tmp_path: Path, block: str, said: str) -> None:
    """No text in place of the block is more than a problem with a name."""
    page(tmp_path / "good.html")
    page(tmp_path / "bad.html", block=block)
    (problem,) = index.collect(str(tmp_path)).problems
    assert said in problem.what
    assert problem.where.startswith("bad.html")


def test_a_page_of_ours_without_data(tmp_path: Path) -> None:
    """A report that was cut off, or made before there were data blocks, is told, not passed over."""
    page(tmp_path / "good.html")
    (tmp_path / "cut.html").write_text(page_text("pair")[:9_000], encoding="utf-8")
    before, data, _ = split(page_text("pair"))
    (tmp_path / "cut2.html").write_text(before + data, encoding="utf-8")
    listing = index.collect(str(tmp_path))
    assert [(each.where, each.what) for each in listing.problems] == [
        ("cut.html", "this report has no data block"),
        ("cut2.html", "its data block has no end, or is too large"),
    ]


def test_broken_json_is_told_with_its_line(tmp_path: Path) -> None:
    """A JSON file names file and line; so does a line of a scan, whose other lines are read."""
    page(tmp_path / "good.html")
    (tmp_path / "a.json").write_text('{"schema":\n "xdiff.compare/1",\n oh}', encoding="utf-8")
    (tmp_path / "b.json").write_bytes(b'{"schema": "\xff\xfe"}')
    (tmp_path / "c.json").write_text("", encoding="utf-8")
    (tmp_path / "d.jsonl").write_text(verdict_line(1) + "{oh\n" + verdict_line(3), encoding="utf-8")
    (tmp_path / "e.jsonl").write_text(verdict_line(1) + '{"id": 1}\n', encoding="utf-8")
    (tmp_path / "f.jsonl").write_text("{oh\n" + verdict_line(2), encoding="utf-8")
    (tmp_path / "g.jsonl").write_text(verdict_line(1) + verdict_line(2, "martian"), encoding="utf-8")
    listing = index.collect(str(tmp_path))
    assert [each.where for each in listing.problems] == [
        "a.json:3", "b.json", "c.json:1", "d.jsonl:2", "e.jsonl:2", "f.jsonl:1", "g.jsonl:2",
    ]  # fmt: skip
    assert listing.all_scanned == 4


def test_what_a_shell_makes_of_an_encoding(tmp_path: Path) -> None:
    """JSON in UTF-16, as PowerShell redirects it, is read; lines in it are told with what to do."""
    (tmp_path / "r.json").write_text(report.render(sample_pair(), "json"), encoding="utf-16")
    (tmp_path / "s.jsonl").write_text(verdict_line(1), encoding="utf-16")
    listing = index.collect(str(tmp_path))
    assert files(listing) == ["r.json"]
    (problem,) = listing.problems
    assert (problem.where, problem.what) == ("s.jsonl:1", "broken JSON: it is not UTF-8")
    assert "Save it as UTF-8" in problem.hint


def test_many_broken_lines_are_counted(tmp_path: Path) -> None:
    """Of a file with many broken lines five are told, and how many more there are."""
    (tmp_path / "s.jsonl").write_text(verdict_line(1) + "{oh\n" * 1_000, encoding="utf-8")
    listing = index.collect(str(tmp_path))
    assert [each.where for each in listing.problems[:5]] == [f"s.jsonl:{line}" for line in range(2, 7)]
    assert listing.problems[5].what == "995 more lines cannot be read"
    assert len(listing.problems) == 6


def test_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any verdict is told and passed over; the lines after it are read."""
    monkeypatch.setattr(scans, "LONGEST_LINE", 20_000)
    lines = verdict_line(1) + "x" * 70_001 + "\n" + verdict_line(3) + "y" * 40_000
    (tmp_path / "s.jsonl").write_text(lines, encoding="utf-8")
    listing = index.collect(str(tmp_path))
    assert {each.line for each in listing.scanned} == {1, 3}
    assert [each.where for each in listing.problems] == ["s.jsonl:2", "s.jsonl:4"]


def test_damaged_json_reports(tmp_path: Path) -> None:
    """JSON of ours with wrong types, or of a newer xdiff, is told with the key."""
    page(tmp_path / "good.html")
    whole = json.loads(report.render(sample_pair(), "json"))
    for name, changes in {
        "newer": {"schema": "xdiff.compare/12"},
        "facts": {"facts": [{"divergences": 3}]},
        "documents": {"documents": [{}]},
    }.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(whole | changes), encoding="utf-8")
    (tmp_path / "scan.json").write_text('{"schema": "xdiff.detect/2", "documents": []}', encoding="utf-8")
    said = {each.where: each.what for each in index.collect(str(tmp_path)).problems}
    assert "newer" in said["newer.json"]
    assert "facts[0].divergences is not a list" in said["facts.json"]
    assert "documents[0]" in said["documents.json"]
    assert "newer" in said["scan.json"]


def test_json_of_before_decisions_is_read(tmp_path: Path) -> None:
    """A comparison without keys for decisions has none."""
    whole = json.loads(report.render(sample_pair(), "json"))
    for table in [one for fact in whole["facts"] for one in fact["divergences"]]:
        del table["decision"]
    (tmp_path / "r.json").write_text(json.dumps(whole), encoding="utf-8")
    (entry,) = index.collect(str(tmp_path)).entries
    assert entry.reviewed == 0


def test_what_is_no_file(tmp_path: Path) -> None:
    """Pipes and links to nowhere are told and never opened."""
    page(tmp_path / "good.html")
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere.html")
    said = {each.where: each.what for each in index.collect(str(tmp_path)).problems}
    assert said == {"pipe.json": "this is a pipe or a device, not a file", "gone.html": "no such file"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_must_not_be_read(tmp_path: Path) -> None:
    """Files and folders without permission are told; the rest is listed."""
    page(tmp_path / "good.html")
    page(tmp_path / "secret.html").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    listing = index.collect(str(tmp_path))
    (tmp_path / "closed").chmod(0o700)
    assert [each.where for each in listing.problems] == ["closed", "secret.html"]


def test_a_file_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while reading is told for its file; the rest is listed."""
    page(tmp_path / "good.html")
    page(tmp_path / "bad.html")
    whole = Path.open

    def refusing(self: Path, *arguments: str, **more: str) -> object:
        if self.name == "bad.html":
            raise PermissionError(13, "Permission denied", str(self))
        return whole(self, *arguments, **more)  # type: ignore[call-overload]  # handed on as it came

    monkeypatch.setattr(Path, "open", refusing)
    listing = index.collect(str(tmp_path))
    assert files(listing) == ["good.html"]
    assert [(each.where, each.what) for each in listing.problems] == [
        ("bad.html", "no permission to read it")
    ]


def test_a_time_beyond_any_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that claims a later time than any date has the last one: here, five seconds past 1970."""
    monkeypatch.setattr(walk, "_LATEST", 5.0)  # few file systems hold a year beyond 9999
    page(tmp_path / "r.html")
    assert "1970-01-01T00:00:05Z" in index.render(index.collect(str(tmp_path)), "jsonl")


def test_no_such_format(tmp_path: Path) -> None:
    """Another format is refused with those there are."""
    page(tmp_path / "r.html")
    with pytest.raises(XdiffError, match="html, markdown, jsonl"):
        index.render(index.collect(str(tmp_path)), "pdf")


def test_folder_name_that_is_none() -> None:
    """A NUL character in a folder's name is no traceback."""
    with pytest.raises(InputError, match="no folder name"):
        index.collect("a\0b")
