"""The command `report index`: where the page goes, what is said, what is never overwritten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from index_folder import page

from xdiff.report import index

HERE = Path(__file__).parent


def xdiff(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "xdiff", "report", "index", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
    )


def refused(result: subprocess.CompletedProcess[str], *words: str) -> None:
    """Assert that a run ended with exit 2 and a clear message, never a traceback."""
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_command_writes_the_page_into_the_folder(tmp_path: Path) -> None:
    """Without `--output` the page is index.html in the folder, and one line says what it holds."""
    page(tmp_path / "r.html", counts={"conflict": 2, "variant": 0, "note": 0})
    result = xdiff(tmp_path)
    assert result.returncode == 0, result.stderr
    assert "1 report over 2 documents: 2 conflicts in 1 of them" in result.stdout
    assert 'href="./r.html"' in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert xdiff(tmp_path).returncode == 0  # an older index is ours to write over


def test_command_writes_elsewhere(tmp_path: Path) -> None:
    """`--output FILE` has links that lead from there; `-` and other formats go to standard output."""
    page(tmp_path / "in" / "r.html")
    (tmp_path / "out").mkdir()
    assert xdiff("in", "--output", "out/all.html", cwd=tmp_path).returncode == 0
    assert 'href="../in/r.html"' in (tmp_path / "out" / "all.html").read_text(encoding="utf-8")
    assert xdiff("in", "-o", "-", cwd=tmp_path).stdout.startswith("<!doctype html>")
    assert xdiff("in", "--format", "markdown", cwd=tmp_path).stdout.startswith("## xdiff")
    assert json.loads(xdiff("in", "--format", "jsonl", cwd=tmp_path).stdout)["kind"] == "report"
    assert not (tmp_path / "in" / "index.html").exists()


def test_command_tells_what_it_could_not_read(tmp_path: Path) -> None:
    """Exit 2 and a line on stderr for each problem, with its whole path; the index is written anyway."""
    page(tmp_path / "r.html")
    (tmp_path / "bad.json").write_text("{\noh", encoding="utf-8")
    result = xdiff(tmp_path)
    refused(result, f"{tmp_path}/bad.json:2: broken JSON")
    assert "bad.json:2" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "no such folder"),
        (lambda path: path.mkdir(), "the folder holds no report"),
        (lambda path: path.write_text("x"), "this is not a folder"),
    ],
)
def test_command_without_reports(tmp_path: Path, make: object, said: str) -> None:
    """A folder that is missing, empty or a file is named, with what to try; nothing is written."""
    make(tmp_path / "it")  # type: ignore[operator]  # a function of the path
    refused(xdiff(tmp_path / "it"), said, "it")
    assert not (tmp_path / "it" / "index.html").exists()
    refused(xdiff(""), "empty folder name")


def test_command_finds_nothing_of_ours(tmp_path: Path) -> None:
    """Files without a report among them: how many were looked at, or the one reason why."""
    (tmp_path / "a.html").write_text("<p>", encoding="utf-8")
    (tmp_path / "b.json").write_text("[]", encoding="utf-8")
    refused(xdiff(tmp_path), "no report among its 2 files", "xdiff compare")
    page(tmp_path / "c.html", schema="xdiff.report/9")
    refused(xdiff(tmp_path), "c.html", "newer xdiff", "Update xdiff")


def test_command_never_overwrites_a_report(tmp_path: Path) -> None:
    """Neither a report given as output, nor one that is called index.html, nor somebody's own index.html."""
    whole = page(tmp_path / "r.html").read_bytes()
    refused(xdiff(tmp_path, "--output", tmp_path / "r.html"), "would overwrite a report")
    (tmp_path / "link.html").symlink_to("r.html")
    refused(xdiff(tmp_path, "--output", tmp_path / "link.html"), "would overwrite a report")
    assert (tmp_path / "r.html").read_bytes() == whole
    (tmp_path / "index.html").write_text("<h1>My site</h1>", encoding="utf-8")
    refused(xdiff(tmp_path), "not an index that xdiff made", "--output")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<h1>My site</h1>"
    page(tmp_path / "index.html")
    refused(xdiff(tmp_path), "would overwrite a report")


def test_command_without_a_place_to_write(tmp_path: Path) -> None:
    """A folder that is missing, or is a file, is told, and the old file is whole."""
    page(tmp_path / "in" / "r.html")
    refused(xdiff(tmp_path / "in", "-o", tmp_path / "none" / "x.html"), "could not be written")
    (tmp_path / "old").write_text("old", encoding="utf-8")
    refused(xdiff(tmp_path / "in", "-o", tmp_path / "old" / "x.html"), "could not be written")
    refused(xdiff(tmp_path / "in", "-o", tmp_path / "in"), "could not be written")
    assert (tmp_path / "old").read_text(encoding="utf-8") == "old"


def test_command_explains_itself(tmp_path: Path) -> None:
    """`--help` names the formats read and the options; fewer than one row is refused."""
    shown = " ".join(xdiff("--help").stdout.split())
    for word in ("--output", "--format", "--flat", "--most", "detect --format jsonl", str(index.MOST)):
        assert word in shown
    assert xdiff(tmp_path, "--most", "0").returncode == 2


def test_hostile_names_in_messages(tmp_path: Path) -> None:
    """A file's name cannot act on the terminal."""
    folder = tmp_path / "evil\x1b[2J"
    page(folder / "r.html")
    (folder / "evil\x1b[2J\n.json").write_text("{", encoding="utf-8")
    result = xdiff(folder)
    refused(result, "\\x1b[2J")
    assert "\x1b" not in result.stderr + result.stdout
