"""`xdiff.gate`: the gate as a Python call."""

from __future__ import annotations

import doctest
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gate_run import CLEAN, SPOILT

import xdiff

ROOT = Path(__file__).parents[1]
SELECT = {"select": ["mojibake"]}


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a clean document and a spoilt one, in the folder that is worked in."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/clean.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "texts/spoilt.txt").write_text(SPOILT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_the_outcome_is_what_the_command_reports(texts: Path) -> None:
    """The call finds what the command finds: the same findings, in the same order."""
    outcome = xdiff.gate(["texts"], SELECT)
    assert isinstance(outcome, xdiff.Outcome)
    assert outcome.failed
    assert [each.document_id for each in outcome.documents] == ["clean", "spoilt"]
    told = subprocess.run(
        [sys.executable, "-m", "xdiff", "gate", "texts", "--select=mojibake", "--no-cache", "--format=json"],
        cwd=texts,
        capture_output=True,
        timeout=120,
        check=False,
    )
    reported = [(each["code"], each["document"], each["key"]) for each in json.loads(told.stdout)["findings"]]
    assert reported == [(each.code, each.document_id, each.key) for each in outcome.findings]


def test_nothing_is_printed_and_nothing_written(texts: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A call leaves no trace: no output, no cache, no file changed; problems are only told in the outcome."""
    before = files(texts)
    outcome = xdiff.gate(["texts", "none.txt"], SELECT)
    assert [each.where for each in outcome.problems] == ["none.txt"]
    assert capfd.readouterr() == ("", "")
    assert files(texts) == before


def test_a_cache_is_kept_where_the_policy_asks_for_it(texts: Path) -> None:
    """`cache = true` keeps what was found: the next call knows the documents."""
    asked = {**SELECT, "cache": True}
    assert not any(each.cached for each in xdiff.gate("texts", asked).documents)
    assert all(each.cached for each in xdiff.gate("texts", asked).documents)
    assert (texts / ".xdiff_cache").is_dir()


@pytest.mark.parametrize("one", ["texts/spoilt.txt", Path("texts/spoilt.txt"), ["texts/spoilt.txt"]])
@pytest.mark.usefixtures("texts")
def test_one_path_needs_no_list(one: str | Path | list[str]) -> None:
    """A path may stand alone; it is not taken for a list of letters."""
    outcome = xdiff.gate(one, SELECT)
    assert [each.document_id for each in outcome.documents] == ["spoilt"]
    assert outcome.problems == ()


def test_a_policy_may_be_a_mapping_a_file_a_policy_or_the_nearest(texts: Path) -> None:
    """All four ways say the same; without a policy the file above the working folder holds."""
    (texts / "xdiff.toml").write_text('select = ["mojibake"]\nfail-on = "never"\n', encoding="utf-8")
    ways = [
        xdiff.gate("texts", {**SELECT, "fail-on": "never"}),
        xdiff.gate("texts", "xdiff.toml"),
        xdiff.gate("texts", Path("xdiff.toml")),
        xdiff.gate("texts", xdiff.Policy(select=("mojibake",), fail_on="never")),
        xdiff.gate("texts"),
    ]
    assert [(each.failed, len(each.findings), each.fail_on) for each in ways] == [
        (False, len(ways[0].findings), "never")
    ] * len(ways)
    assert ways[0].findings


def test_a_baseline_of_the_policy_is_obeyed(texts: Path) -> None:
    """Known findings stay in the outcome, suppressed, and fail nothing."""
    subprocess.run(
        [
            *(sys.executable, "-m", "xdiff", "gate", "texts", "--select=mojibake", "--no-cache"),
            *("--write-baseline=known.json", "--format=concise"),
        ],
        cwd=texts,
        capture_output=True,
        timeout=120,
        check=True,
    )
    outcome = xdiff.gate("texts", {**SELECT, "baseline": "known.json"})
    assert not outcome.failed
    assert outcome.findings
    assert outcome.standing == ()


@pytest.mark.parametrize(
    ("paths", "policy", "words"),
    [
        ([], None, ("nothing to judge",)),
        ("texts", {"selct": ["HY"]}, ("selct", "select")),
        ("texts", {"select": ["HY999"]}, ("HY999",)),
        ("texts", {"fail-on": "bad"}, ("fail-on", "bad")),
        ("texts", {"baseline": "none.json"}, ("none.json",)),
        ("texts", {"reviews": ["none.json"]}, ("none.json",)),
        ("texts", {"packs": ["none.toml"]}, ("none.toml",)),
        ("texts", "none.toml", ("none.toml",)),
        ("texts", {"select": ["mojibake"], "ignore": ["mojibake"]}, ("mojibake",)),
    ],
)
@pytest.mark.usefixtures("texts")
def test_what_is_wrong_with_a_call_is_an_xdiff_error(
    paths: object, policy: object, words: tuple[str]
) -> None:
    """A mistake of the caller is an `XdiffError` that names it, and never another exception."""
    with pytest.raises(xdiff.XdiffError) as caught:
        xdiff.gate(paths, policy)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.usefixtures("texts")
def test_odd_paths_are_problems_of_their_own() -> None:
    """A name that no file can have, a folder of nothing, a missing file: problems, with the rest judged."""
    Path("empty").mkdir()
    outcome = xdiff.gate(["a\0b.txt", "", "empty", "none.txt", "x" * 5000, "texts"], SELECT)
    assert len(outcome.problems) == 5
    assert len(outcome.documents) == 2


def test_standard_input_is_read_when_it_is_named(monkeypatch: pytest.MonkeyPatch, texts: Path) -> None:
    """`-` is standard input, in Python too."""
    assert texts
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SPOILT.encode())))
    outcome = xdiff.gate("-", SELECT)
    assert [each.path for each in outcome.documents] == ["-"]
    assert {each.path for each in outcome.findings} == {None}


def test_a_working_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """In a folder that was deleted meanwhile, the call ends with an `XdiffError`."""
    gone = tmp_path / "gone"
    gone.mkdir()
    line = (
        "import os, xdiff\n"
        "os.rmdir(os.getcwd())\n"
        "try:\n    xdiff.gate('-')\n"
        "except xdiff.XdiffError as error:\n    print(error)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", line], cwd=gone, capture_output=True, text=True, timeout=120, check=False
    )
    assert "the working folder has been deleted" in ended.stdout, ended.stderr


def test_the_example_of_the_docstring_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the documentation of `xdiff.gate` shows is what comes out."""
    monkeypatch.chdir(ROOT)
    (example,) = doctest.DocTestFinder(recurse=False).find(xdiff.gate, "gate", globs={})
    assert len(example.examples) >= 4
    assert doctest.DocTestRunner().run(example).failed == 0


def test_import_stays_light() -> None:
    """`import xdiff` loads neither models nor numpy nor typer, and still names what is public."""
    line = (
        "import sys, xdiff\n"
        "heavy = {'numpy', 'typer', 'rich', 'xdiff.pipeline', 'xdiff.records'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert set(xdiff.__all__) <= set(dir(xdiff))\n"
        "assert all(hasattr(xdiff, name) for name in xdiff.__all__)\n"
        "assert not hasattr(xdiff, 'nothing')\n"
    )
    subprocess.run([sys.executable, "-c", line], timeout=120, check=True, env={**os.environ})
