"""The command line as a person meets it: output, exit codes, and what it says about bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
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
FRENCH = (
    "Le maire de la ville a rencontré lundi les habitants pendant une heure, après la crue "
    "de la rivière qui a inondé plusieurs centaines de maisons. Il a promis que toutes les rues "
    "seraient refaites.\n"
)


def xdiff(*arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "xdiff", *arguments],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Two short reports of one event in a folder."""
    (tmp_path / "left.txt").write_text(LEFT, encoding="utf-8")
    (tmp_path / "right.txt").write_text(RIGHT, encoding="utf-8")
    return tmp_path


def refused(result: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """Assert that a run ended with exit 2 and one clear message, never a traceback."""
    error = result.stderr.decode()
    assert result.returncode == 2, error
    assert "Traceback" not in error
    for word in words:
        assert word in error


def test_version_and_help_name_the_program() -> None:
    """`--version` prints one line; `--help` lists the commands."""
    assert xdiff("--version").stdout.startswith(b"xdiff 0.")
    shown = xdiff("--help").stdout.decode()
    for command in ("compare", "detect", "score", "rule", "model", "evaluate"):
        assert command in shown


def test_completion_script_is_offered() -> None:
    """Shell completion comes with the program."""
    environment = {
        **os.environ,
        "_XDIFF_COMPLETE": "source_bash",
        "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
    }
    shown = subprocess.run(
        [str(Path(sys.executable).with_name("xdiff"))], capture_output=True, env=environment, check=False
    )
    assert b"_XDIFF_COMPLETE" in shown.stdout


def test_compare_finds_what_two_reports_share(story: Path) -> None:
    """Two reports of one event share facts, and the numbers that differ are named."""
    result = xdiff("compare", str(story), "--format", "json")
    assert result.returncode == 0, result.stderr
    run = json.loads(result.stdout)
    assert run["schema"] == "xdiff.compare/1"
    assert [each["id"] for each in run["documents"]] == ["left", "right"]
    numbers = [d for fact in run["facts"] for d in fact["divergences"] if d["kind"] == "number"]
    assert {"95", "90"} <= {v["value"] for d in numbers for v in d["variants"]} or {"240", "310"} <= {
        v["value"] for d in numbers for v in d["variants"]
    }


def test_compare_spans_are_exact(story: Path) -> None:
    """Every span in the JSON covers, in the file as decoded, exactly the text it is shown with."""
    run = json.loads(xdiff("compare", str(story), "--format", "json").stdout)
    texts = {each["id"]: Path(each["path"]).read_bytes().decode() for each in run["documents"]}
    spans = 0
    for document in run["documents"]:
        for piece in [*document["sentences"], *document["origin"]["evidence"]]:
            assert texts[document["id"]][piece["start"] : piece["end"]] == piece["text"]
            spans += 1
    for fact in run["facts"]:
        for divergence in fact["divergences"]:
            for variant in divergence["variants"]:
                assert texts[variant["document"]][variant["start"] : variant["end"]] == variant["text"]
                spans += 1
    assert spans >= 10


def test_every_sentence_is_shared_or_only(story: Path) -> None:
    """Nothing is lost: a sentence stands in a fact or in `only`."""
    run = json.loads(xdiff("compare", str(story), "--format", "json").stdout)
    placed = {(m["document"], i) for fact in run["facts"] for m in fact["members"] for i in m["sentences"]}
    placed |= {(m["document"], i) for m in run["only"] for i in m["sentences"]}
    assert placed == {(d["id"], i) for d in run["documents"] for i in range(len(d["sentences"]))}


def test_compare_writes_html_beside_any_format(story: Path) -> None:
    """`--html FILE` writes the page whatever goes to standard output."""
    page = story / "report.html"
    result = xdiff("compare", str(story / "left.txt"), str(story / "right.txt"), "--html", str(page))
    assert result.returncode == 0
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    assert b"95" in result.stdout


def test_fail_on_turns_divergences_into_exit_1(story: Path) -> None:
    """`--fail-on note` exits with 1 when anything diverges, `never` (the default) with 0."""
    assert xdiff("compare", str(story), "--fail-on", "note").returncode == 1
    assert xdiff("compare", str(story)).returncode == 0


def test_detect_reads_standard_input() -> None:
    """`-` is standard input; a short text is `unsure` with its reason, never judged by accident."""
    result = xdiff(
        "detect", "-", "--format", "jsonl", stdin=b"Ten words are too few to judge anyone's work by."
    )
    line = json.loads(result.stdout)
    assert result.returncode == 0
    assert line["label"] == "unsure"
    assert "short" in line["abstained"]


def test_detect_keeps_json_line_ids(tmp_path: Path) -> None:
    """One line comes out for each line that went in, under its own id."""
    lines = tmp_path / "in.jsonl"
    lines.write_text(
        "".join(json.dumps({"id": f"row-{n}", "text": LEFT}) + "\n" for n in range(3)), encoding="utf-8"
    )
    out = xdiff("detect", str(lines), "--format", "jsonl").stdout.decode().splitlines()
    assert [json.loads(line)["id"] for line in out] == ["row-0", "row-1", "row-2"]
    assert set(json.loads(out[0])) >= {
        "id", "path", "label", "p_machine", "p_translated", "source_languages", "abstained", "evidence",
    }  # fmt: skip


def test_score_prints_signals_with_units(story: Path) -> None:
    """Each signal comes with a unit and a direction."""
    out = json.loads(xdiff("score", str(story / "left.txt"), "--format", "jsonl").stdout)
    assert all(signal["unit"] and signal["direction"] for signal in out["signals"])


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A missing file is named, with what to try."""
    refused(xdiff("compare", str(tmp_path / "none.txt"), str(SEEDS)), "none.txt")


def test_folder_without_documents(tmp_path: Path) -> None:
    """An empty folder is an error that names the folder."""
    refused(xdiff("compare", str(tmp_path)), tmp_path.name)


def test_empty_and_binary_files_are_named_and_the_rest_compared(story: Path) -> None:
    """Unreadable files among good ones are reported, the others still compared, and the exit code is 2."""
    (story / "empty.txt").write_bytes(b"")
    (story / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    result = xdiff("compare", str(story), "--format", "json")
    refused(result, "empty.txt", "picture.txt")
    assert len(json.loads(result.stdout)["documents"]) == 2


def test_one_document_is_not_a_comparison(story: Path) -> None:
    """A single document for compare is an error that points to detect."""
    refused(xdiff("compare", str(story / "left.txt")), "two or more", "detect")


def test_same_document_twice(story: Path) -> None:
    """A document compared with its own copy is an error; beside a third it is left out and said."""
    (story / "copy.txt").write_text(LEFT, encoding="utf-8")
    refused(xdiff("compare", str(story / "left.txt"), str(story / "copy.txt")), "same document twice")
    run = json.loads(xdiff("compare", str(story), "--format", "json").stdout)
    assert len(run["documents"]) == 2
    assert any("byte for byte" in note for note in run["notes"])


def test_huge_file_is_refused(tmp_path: Path) -> None:
    """A 50 MB file is refused with its size, without being read whole."""
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    refused(xdiff("detect", str(huge)), "huge.txt", "--max-bytes")


def test_text_that_is_not_english_is_said(story: Path) -> None:
    """A French text gets no verdict, and the report says why."""
    (story / "french.txt").write_text(FRENCH * 5, encoding="utf-8")
    result = xdiff("detect", str(story / "french.txt"), "--format", "jsonl")
    line = json.loads(result.stdout)
    assert line["label"] == "unsure"
    assert line["p_machine"] is None
    assert "not English" in line["abstained"]
    run = xdiff("compare", str(story / "left.txt"), str(story / "french.txt"), "--format", "json")
    assert run.returncode == 2
    assert any("nothing was compared" in note for note in json.loads(run.stdout)["notes"])


def test_output_folder_that_does_not_exist(story: Path) -> None:
    """A report that cannot be written is an error that names the file."""
    refused(xdiff("compare", str(story), "--html", str(story / "no" / "report.html")), "report.html")


def test_failed_write_leaves_the_old_file_whole(story: Path) -> None:
    """When a report cannot be written, nothing half-written is left."""
    target = story / "report.html"
    target.mkdir()
    refused(
        xdiff("compare", str(story / "left.txt"), str(story / "right.txt"), "--html", str(target)),
        "report.html",
    )
    assert not [each for each in story.iterdir() if each.name.startswith(".report")]


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    """Escape sequences and rich markup in documents and file names are shown, not acted on."""
    evil = "[bold]\x1b]0;owned\x07\x1b[2J\u202eabc "
    (tmp_path / "a\x1b[31m.txt").write_text(evil + LEFT.replace("for 95", f"{evil}for 95"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(evil + RIGHT, encoding="utf-8")
    for format_ in ("text", "markdown", "json", "html"):
        out = xdiff("compare", str(tmp_path), "--format", format_).stdout
        assert out
        assert b"\x1b" not in out
        assert b"\x07" not in out
    text = xdiff("compare", str(tmp_path), "--format", "text").stdout.decode()
    assert "\u202e" not in text
    assert "[bold]" in text


def test_closed_pipe_ends_quietly(story: Path) -> None:
    """A reader that leaves early ends the program without a traceback."""
    command = f'"{sys.executable}" -m xdiff compare "{story}" --format json | head -c 1'
    result = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120, check=False)
    assert result.stderr == b""


def test_unknown_option_is_a_usage_error() -> None:
    """Bad usage is exit 2 and names the option."""
    refused(xdiff("compare", "--frobnicate"), "--frobnicate")


def test_bad_pack_is_refused_with_file_and_line(story: Path) -> None:
    """A pack with a bad rule is refused, naming the file."""
    pack = story / "bad.toml"
    pack.write_text(
        'language = "xx"\nname = "Broken"\n[[rule]]\ncode = "xx.bad"\npattern = "("\n', encoding="utf-8"
    )
    refused(xdiff("detect", str(story / "left.txt"), "--pack", str(pack)), "bad.toml")


def test_detect_names_only_the_settings_it_used(story: Path) -> None:
    """A verdict's signature has the model, the packs and the language check, and nothing of alignment."""
    signature = json.loads(xdiff("detect", str(story / "left.txt"), "--format", "json").stdout)["signature"]
    assert "origin:" in signature
    assert "packs:" in signature
    assert "align:" not in signature
    assert "align:" in json.loads(xdiff("compare", str(story), "--format", "json").stdout)["signature"]
