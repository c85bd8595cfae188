"""The command line against hostile surroundings: closed and full streams, outputs over inputs, odd bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

LEFT = """Mayor Ana Petrov met residents for 95 minutes on Monday after the river Tesna flooded 240 homes.

"We will rebuild every street," Petrov said at the town hall.
"""
RIGHT = """Residents met mayor Ana Petrov for about 90 minutes on Monday after the Tesna flooded 310 homes.

"We will rebuild all the streets," said Petrov.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Two short reports of one event in a folder."""
    (tmp_path / "left.txt").write_text(LEFT, encoding="utf-8")
    (tmp_path / "right.txt").write_text(RIGHT, encoding="utf-8")
    return tmp_path


def shell(folder: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell line in `folder`, with `xdiff` standing for this interpreter's."""
    line = f'xdiff() {{ "{sys.executable}" -m xdiff "$@"; }}; {command}'
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, timeout=120, check=False)


def refused(result: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """Assert exit 2 with one message that holds `words`, and no traceback."""
    error = result.stderr.decode()
    assert result.returncode == 2, error
    assert "Traceback" not in error
    assert "Exception ignored" not in error
    for word in words:
        assert word in error


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("xdiff detect - <&-", ("standard input is closed",)),
        ("xdiff detect left.txt >&-", ("standard output", "closed")),
        ("xdiff --help >/dev/full", ("standard output", "No space left")),
        ("xdiff --version >/dev/full", ("standard output", "No space left")),
        ("xdiff detect left.txt >/dev/full", ("standard output", "No space left")),
        ("xdiff detect none.txt 2>&-", ()),
        ("xdiff detect left.txt >/dev/full 2>/dev/full", ()),
    ],
)
def test_closed_and_full_streams_are_told(story: Path, command: str, words: tuple[str, ...]) -> None:
    """A stream that is closed or full gives exit 2 and one message, where a message can still be read."""
    refused(shell(story, command), *words)


def test_reports_never_go_over_an_input_or_each_other(story: Path) -> None:
    """A report is refused where it would replace a document that was read, or another report."""
    refused(shell(story, "xdiff compare left.txt right.txt --html ./left.txt"), "left.txt", "an input")
    refused(shell(story, "xdiff compare . --json right.txt"), "right.txt", "an input")
    assert (story / "left.txt").read_text(encoding="utf-8") == LEFT
    assert (story / "right.txt").read_text(encoding="utf-8") == RIGHT
    twice = shell(story, "xdiff compare left.txt right.txt --html out --json ./out")
    refused(twice, "out", "--html", "--json")
    assert not (story / "out").exists()


def test_nothing_to_compare_is_said_on_stderr(story: Path) -> None:
    """With fewer than two English documents the exit code is 2, and stderr says why."""
    french = "Le maire a rencontré lundi les habitants pendant une heure, après la crue de la rivière. " * 4
    (story / "french.txt").write_text(french, encoding="utf-8")
    refused(shell(story, "xdiff compare left.txt french.txt"), "fewer than two", "English")


def test_nothing_read_prints_no_report(story: Path) -> None:
    """When no input can be read, standard output stays empty: there is no report of nothing."""
    result = shell(story, "xdiff detect none.txt nothing.txt")
    refused(result, "none.txt", "nothing.txt")
    assert result.stdout == b""


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read(story: Path, encoding: str) -> None:
    """Plain ASCII in UTF-16 is valid UTF-8 as well, full of NULs; it is read as what it is."""
    (story / "wide.txt").write_bytes(RIGHT.encode(encoding))
    result = shell(story, "xdiff compare left.txt wide.txt --format json")
    assert result.returncode == 0, result.stderr
    sentences = json.loads(result.stdout)["documents"][1]["sentences"]
    assert all(RIGHT[each["start"] : each["end"]] == each["text"] for each in sentences)


def test_an_empty_name_is_no_folder(story: Path) -> None:
    """An empty argument, as an unset shell variable leaves, is an error and not the current folder."""
    result = shell(story, 'xdiff detect "$UNSET_VARIABLE"')
    refused(result, "empty file name")
    assert result.stdout == b""


def test_a_limit_beyond_memory_is_only_a_limit(story: Path) -> None:
    """`--max-bytes` of any size asks for no more memory than the file needs."""
    limit = 10**30
    result = shell(story, f"xdiff detect left.txt - --max-bytes {limit} --format jsonl < right.txt")
    assert result.returncode == 0, result.stderr
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["left", "stdin"]


@pytest.mark.parametrize(
    ("task", "line", "words"),
    [
        ("origin", "{broken", ("rows:1", "not JSON")),
        ("origin", "[" * 100_000, ("rows:1", "not JSON")),
        ("origin", '{"id": 1, "text": 5}', ("rows:1", "`text`")),
        ("alignment", '{"id": 1, "a": "one sentence", "b": []}', ("rows:1", "`a`")),
        ("alignment", '{"id": 1, "a": ["x"], "b": ["x"], "gold": [[0]]}', ("rows:1", "`gold`")),
        ("attributions", '{"id": 1, "text": "x", "attributions": [{"source": [1]}]}', ("`attributions`",)),
        ("attributions", '{"id": 1, "text": "x"}', ("no row has gold",)),
        ("origin", "", ("no row",)),
    ],
)
def test_evaluate_refuses_rows_of_another_shape(
    story: Path, task: str, line: str, words: tuple[str, ...]
) -> None:
    """A row that is none of the task's is named with its line; a file without gold gets no figures of 0."""
    (story / "rows").write_text(line + "\n", encoding="utf-8")
    result = shell(story, f"xdiff evaluate {task} rows")
    refused(result, *words)
    assert b"0.0" not in result.stdout


RULE = {
    "code": '"de.a"', "family": '"calque"', "message": '"“{match}”"', "why": '"Why."', "weight": "1.0",
    "example": '"some residents"', "near_miss": '"none"', "pattern": '"residents"',
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"weight": "nan"}, "weight"),
        ({"message": '"{match.__class__}"'}, "match.__class__"),
        ({"pattern": '"' + "word|" * 20_000 + '"'}, "10,000 at most"),
        ({"pattern": '"' + "(?:" * 2_000 + "a" + ")" * 2_000 + '"'}, "nested"),
        ({"deep": "[" * 50_000}, "nested"),
    ],
)
def test_a_hostile_pack_is_refused_whatever_the_text(story: Path, change: dict[str, str], word: str) -> None:
    """A pack that would hang, or spoil every figure, is named; also where no document is in English."""
    rule = "".join(f"{key} = {value}\n" for key, value in {**RULE, **change}.items())
    (story / "de.toml").write_text(f'language = "de"\nname = "German"\n[[rule]]\n{rule}', encoding="utf-8")
    french = "Le maire a rencontré lundi les habitants pendant une heure, après la crue de la rivière. " * 4
    (story / "french.txt").write_text(french, encoding="utf-8")
    refused(shell(story, "xdiff detect french.txt --pack de.toml"), "de.toml", word)


def test_an_error_is_one_line_and_no_command_to_a_ci_server(tmp_path: Path) -> None:
    """A file name with a line break and a server's commands is told on one line, its signs written out."""
    name = "gone\n::error::forged\n##vso[task.complete]"
    done = subprocess.run(
        [sys.executable, "-m", "xdiff", "detect", name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "##vso" not in done.stderr
    assert r"\n::error::forged\n\x23#vso[task.complete]" in done.stderr
