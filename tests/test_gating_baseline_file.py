"""The file of a baseline: what is said of one that is broken, or of another kind."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from xdiff import gating
from xdiff.errors import PolicyError
from xdiff.gating import baseline, baseline_file

SCHEMA = Path(gating.__file__).parent.parent / "data" / "schema" / "baseline.json"
ENTRY = {"document": "x.txt", "key": "HY302:0123456789abcdef", "message": "m"}


def whole(*findings: object, **other: object) -> str:
    """Return the text of a baseline with these findings."""
    return json.dumps({"schema": "xdiff.baseline/1", "findings": list(findings), **other})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("{", "not JSON (expecting property name enclosed in double quotes)"),
        ("The ferry left.", "not JSON"),
        ("[seeds]\nx = 1\n", "not JSON"),
        ("[]", "it is a list, not a baseline"),
        ("12", "it is a number, not a baseline"),
        ("{}", "it is an empty object, not a baseline"),
        ('{"a": 1, "b": 2}', 'it is JSON of another kind (its keys: "a", "b"), not a baseline'),
        ('{"schema": "xdiff.review/1", "documents": []}', "it is a review"),
        ('{"schema": "xdiff.compare/1"}', "it is the JSON report of `xdiff compare`"),
        ('{"schema": "xdiff.gate/1"}', "it is the JSON report of `xdiff gate`"),
        ('{"version": "2.1.0", "runs": []}', "it is a SARIF report"),
        ('{"source": {}, "diagnostics": []}', "it is a report in rdjson"),
        ('{"schema": "xdiff.baseline/2", "findings": []}', 'of version "2", and this xdiff reads version 1'),
        ('{"schema": "xdiff.baseline/1"}', 'findings: it has no "findings"'),
        ('{"schema": "xdiff.baseline/1", "findings": {}}', "findings: it is an object, not a list"),
        ('{"schema": "xdiff.baseline/1", "findings": [], "findings": []}', 'the key "findings" stands twice'),
        ('{"schema": NaN}', "it holds NaN"),
        ('{"schema": ' + "9" * 5_000 + "}", "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        (whole(3), "finding 1: it is a number, not an object"),
        (whole(ENTRY, {"key": "x"}), 'finding 2: it has no "document"'),
        (whole({**ENTRY, "document": ""}), "finding 1, document: it is empty"),
        (whole({**ENTRY, "document": None}), "finding 1, document: it is null, not a text"),
        (whole({**ENTRY, "id": 3}), "finding 1, id: it is a number, not a text"),
        (whole({**ENTRY, "key": "HY302"}), 'finding 1, key: "HY302" is no name of a finding'),
        (whole({**ENTRY, "key": "HY302:0123456789abcdef#0"}), "is no name of a finding"),
        (whole({**ENTRY, "message": []}), "finding 1, message: it is a list, not a text"),
        (whole({**ENTRY, "others": "y"}), "finding 1, others: it is a text, not a list"),
        (whole({**ENTRY, "others": [True]}), "finding 1, other 1: it is true, not an object"),
    ],
)
def test_a_broken_baseline_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """It is said what is wrong, where, and what to do; never is a broken baseline an empty one."""
    file = tmp_path / "b.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        baseline.read(file)
    assert said in str(caught.value)
    assert str(file) in caught.value.where
    assert caught.value.hint


def test_a_merge_conflict_is_told(tmp_path: Path) -> None:
    """Two branches that both touched the baseline are usual: it is said what it is, where, and what to do."""
    file = tmp_path / "b.json"
    lines = whole(ENTRY).replace("[{", "[\n<<<<<<< HEAD\n{").replace("}]", "}\n=======\n>>>>>>> other\n]")
    file.write_text(lines, encoding="utf-8")
    with pytest.raises(PolicyError, match="merge conflict") as caught:
        baseline.read(file)
    assert caught.value.where == f"{file}:2"
    assert "both sides" in caught.value.hint


def test_both_sides_of_a_merge_may_be_kept(tmp_path: Path) -> None:
    """The same entry twice is one entry: it does not excuse a second finding."""
    file = tmp_path / "b.json"
    file.write_text(whole(ENTRY, ENTRY), encoding="utf-8")
    assert len(baseline.read(file).known) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01\x02", "a binary file"),
        (b"\xff\xfe{\x00}\x00", "saved as UTF-16"),
        (b'{"a": "\xe9"}', "not UTF-8 (byte 7)"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    """Bytes that are no UTF-8 are told as what they are."""
    file = tmp_path / "b.json"
    file.write_bytes(content)
    with pytest.raises(PolicyError, match=said.replace("(", r"\(").replace(")", r"\)")):
        baseline.read(file)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Some editors write one."""
    file = tmp_path / "b.json"
    file.write_bytes(b"\xef\xbb\xbf" + whole(ENTRY).encode())
    assert len(baseline.read(file).known) == 1


def test_what_is_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing file, a folder, a name that no file has, and a file too large are told, and the way out."""
    for path, said in (
        (tmp_path / "none.json", "there is no such baseline"),
        (tmp_path, "it is a folder"),
        (Path("a\0b"), "cannot be read"),
    ):
        with pytest.raises(PolicyError, match=said):
            baseline.read(path)
    monkeypatch.setattr(baseline_file, "MAX_BYTES", 50)
    (tmp_path / "b.json").write_text(whole(ENTRY), encoding="utf-8")
    with pytest.raises(PolicyError, match="larger than"):
        baseline.read(tmp_path / "b.json")


def test_what_a_later_version_adds_is_ignored(tmp_path: Path) -> None:
    """Keys that this version does not know change nothing."""
    file = tmp_path / "b.json"
    file.write_text(whole({**ENTRY, "since": "2026-11-22"}, made="by hand"), encoding="utf-8")
    jsonschema.validate(json.loads(file.read_text(encoding="utf-8")), json.loads(SCHEMA.read_text()))
    assert baseline.read(file).known[0].message == "m"
