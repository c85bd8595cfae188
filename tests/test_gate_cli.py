"""`xdiff gate` as a person, a script or a CI server meets it: exit codes, files, streams, refusals."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from gate_run import CLEAN, SELECT, SPOILT, Gate

from xdiff.cli.gate import GateFormat
from xdiff.report import gate as reports

ROOT = Path(__file__).parents[1]
FORMATS = [each.value for each in GateFormat]


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Gate:
    """A folder `texts` with a clean document and a spoilt one."""
    made = Gate(tmp_path, monkeypatch, capfd)
    made.write("texts/clean.txt")
    made.write("texts/spoilt.txt", SPOILT)
    return made


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test when a document is judged: what is refused is refused before the work."""

    def worked(*_: object, **__: object) -> None:
        pytest.fail("a document was judged")

    monkeypatch.setattr(import_module("xdiff.pipeline.gate"), "inspect", worked)


def test_every_format_on_the_command_line_exists() -> None:
    """`--format` and `--output` take the same names, and each has a module that renders it."""
    assert set(FORMATS) == set(reports.formats())


# ---- exit codes


def test_clean_is_0_found_is_1_unread_is_2(gate: Gate) -> None:
    """The exit code tells the three apart; what could not be read leaves the rest judged."""
    assert gate("texts/clean.txt", SELECT).code == 0
    assert gate("texts", SELECT).code == 1
    result = gate("texts", "none.txt", SELECT, "--format=concise")
    assert result.code == 2
    assert "HY304" in result.out
    assert "none.txt: no such file" in result.err


def test_exit_zero_lets_findings_pass_and_nothing_else(gate: Gate) -> None:
    """`--exit-zero` turns 1 into 0, and leaves 2 as it is."""
    assert gate("texts", SELECT, "--exit-zero").code == 0
    assert gate("texts", "none.txt", SELECT, "--exit-zero").code == 2


@pytest.mark.parametrize("severity", ["error", "warning", "note"])
@pytest.mark.parametrize("level", ["error", "warning", "note", "never"])
def test_fail_on_counts_what_is_as_severe_or_more(gate: Gate, severity: str, level: str) -> None:
    """`--fail-on` fails at its level and above; `never` at none."""
    gate.write("xdiff.toml", f'[rules.HY304]\nseverity = "{severity}"\n')
    levels = ["never", "error", "warning", "note"]
    expected = int(levels.index(level) >= levels.index(severity))
    assert gate("texts", SELECT, f"--fail-on={level}").code == expected


def test_the_command_line_wins_over_the_policy(gate: Gate) -> None:
    """`fail-on` of the policy holds until the command line says otherwise."""
    gate.write("xdiff.toml", 'fail-on = "never"\n')
    assert gate("texts", SELECT).code == 0
    assert gate("texts", SELECT, "--fail-on=error").code == 1


def test_nothing_to_judge_is_no_pass(gate: Gate) -> None:
    """Without a path, with a folder of nothing, or with no rule left, the gate does not pass."""
    gate.refuses(words=("nothing to judge",))
    gate.refuses("texts", SELECT, "--ignore=mojibake", words=("no rule is left",))
    (gate.folder / "empty").mkdir()
    result = gate("empty", SELECT)
    assert result.code == 2
    assert "holds no documents" in result.err


# ---- what is judged


def test_a_file_that_vanishes_leaves_the_others_judged(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is deleted between listing and reading is a problem of its own."""
    gate.write("texts/fleeting.txt")
    reading = import_module("xdiff.read.paths")
    listed = reading._distinct_names

    def deleted(files: list[str]) -> object:
        (gate.folder / "texts/fleeting.txt").unlink()
        return listed(files)

    monkeypatch.setattr(reading, "_distinct_names", deleted)
    result = gate("texts", SELECT, "--format=json")
    assert result.code == 2
    assert "fleeting.txt: no such file" in result.err
    told = json.loads(result.out)
    assert [each["id"] for each in told["documents"]] == ["clean", "spoilt"]
    assert [each["where"] for each in told["problems"]] == ["texts/fleeting.txt"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_what_was_not_read(gate: Gate, form: str) -> None:
    """A report of any format names the file that was not read, and has the findings in the others."""
    result = gate("texts", "gone.txt", SELECT, f"--output={form}=report", "--format=concise")
    assert result.code == 2
    report = (gate.folder / "report").read_text(encoding="utf-8")
    assert "spoilt" in report
    # The first three are lists of findings and have no place for it; `concise` counts in its last line.
    if form == "concise":
        assert "1 input could not be read" in report
    elif form not in {"gitlab", "rdjson", "json-lines"}:
        assert "gone.txt" in report


def test_a_file_is_judged_once_however_often_it_is_named(gate: Gate) -> None:
    """A document is no duplicate of itself, and its findings are told once."""
    result = gate("texts", "./texts/spoilt.txt", str(gate.folder / "texts"), "--format=json")
    told = json.loads(result.out)
    assert [each["id"] for each in told["documents"]] == ["clean", "spoilt"]


def test_what_stands_beside_documents_is_none(gate: Gate) -> None:
    """`xdiff gate texts/*` names `seeds.toml` and the baseline too; they are told of and not judged."""
    gate.write("texts/seeds.toml", '["clean.txt"]\noutlet = "The Skerrin Post"\n')
    gate("texts", SELECT, "--write-baseline=texts/known.json")
    names = sorted(str(each.relative_to(gate.folder)) for each in (gate.folder / "texts").iterdir())
    assert len(names) == 4
    result = gate(*names, SELECT, "--baseline=texts/known.json", "--format=json")
    assert result.code == 0
    told = json.loads(result.out)
    assert [each["id"] for each in told["documents"]] == ["clean", "spoilt"]
    assert sum("not judged" in note for note in told["notes"]) == 2


def test_what_the_policy_excludes_is_never_read(gate: Gate) -> None:
    """A file that `exclude` names cannot fail, not even unreadable; where nothing is left, that is said."""
    gate.write("xdiff.toml", 'exclude = ["drafts/"]\n')
    gate.write("drafts/binary.txt", b"\x00\x01\x02\xff" * 100)
    assert gate("drafts", "texts/clean.txt", SELECT).code == 0
    result = gate("drafts/binary.txt", SELECT, "--format=json")
    assert result.code == 0
    assert "excludes the file" in json.loads(result.out)["notes"][0]


def test_standard_input_is_a_document(gate: Gate) -> None:
    """`-` is judged like a file; twice is a mistake that is told."""
    result = gate("-", SELECT, "--format=concise", stdin=SPOILT.encode())
    assert result.code == 1
    assert "HY304" in result.out
    twice = gate("-", "-", SELECT, stdin=CLEAN.encode())
    assert twice.code == 2
    assert "twice" in twice.err


# ---- files that are written


def test_several_reports_are_written_at_once(gate: Gate) -> None:
    """Each `--output` writes its file, and `--format` goes to standard output beside them."""
    asked = [f"--output={form}=report.{form}" for form in FORMATS]
    result = gate("texts", SELECT, *asked, "--format=concise")
    assert result.code == 1
    assert "HY304" in result.out
    for form in FORMATS:
        assert (gate.folder / f"report.{form}").read_text(encoding="utf-8")


@pytest.mark.usefixtures("idle")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--output=json"], ("FORMAT=FILE",)),
        (["--output=json="], ("FORMAT=FILE",)),
        (["--output=jsn=x"], ("no format 'jsn'", "Did you mean json")),
        (["--output=json=-"], ("standard output", "--format json")),
        (["--output=json=/dev/stdout"], ("standard output", "--format json")),
        (["--output=json=texts/clean.txt"], ("would overwrite an input",)),
        (["--output=json=./texts/../texts/clean.txt"], ("would overwrite an input",)),
        (["--output=json=link"], ("would overwrite an input",)),
        (["--output=json=texts/seeds.toml"], ("would overwrite seeds.toml",)),
        (["--output=json=xdiff.toml"], ("would overwrite the policy",)),
        (["--output=json=known.json", "--baseline=known.json"], ("would overwrite the baseline",)),
        (["--output=json=review.json", "--review=review.json"], ("would overwrite the review",)),
        (["--output=json=pack.toml", "--pack=pack.toml"], ("would overwrite the pack",)),
        (["--output=json=x", "--output=sarif=./x"], ("--output json and --output sarif name one file",)),
        (["--output=json=x", "--write-baseline=x"], ("--write-baseline", "name one file")),
        (["--output=json=none/x"], ("the folder for --output json is missing", "none")),
        (["--output=json=texts"], ("names a folder",)),
        (["--output=json=xdiff.toml/x"], ("folder", "missing")),
        (["--output=json=" + "x" * 300], ("--output json", "name")),
        (["--output=markdown=texts/report.md"], ("would judge the report",)),
        (["--output=markdown=link-folder/report.md"], ("would judge the report",)),
        (["--write-baseline=texts/clean.txt"], ("texts/clean.txt",)),
        (["--write-baseline=texts/seeds.toml"], ("would overwrite seeds.toml",)),
        (["--write-baseline=none/known.json"], ("the folder for --write-baseline is missing",)),
        (["--baseline=a.json", "--write-baseline=b.json"], ("two files", "--write-baseline")),
        (["--show-policy", "--output=json=x"], ("--show-policy",)),
        (["--show-policy", "--write-baseline=x"], ("--show-policy",)),
        (["--cache-dir=x", "--no-cache"], ("--cache-dir",)),
        (["--select=HY999"], ("no rule 'HY999'", "--select")),
        (["--ignore=mojibak"], ("no rule 'mojibak'", "mojibake")),
        (["--config=none.toml"], ("none.toml",)),
        (["--baseline=none.json"], ("none.json",)),
        (["--review=none.json"], ("none.json",)),
        (["--pack=none.toml"], ("none.toml",)),
    ],
)
def test_what_cannot_work_is_refused_before_the_work(
    gate: Gate, arguments: list[str], words: tuple[str, ...]
) -> None:
    """Nothing that is read is written over, and a mistake costs no minutes: exit 2, and no file changes."""
    for name in ("review.json", "pack.toml", "xdiff.toml", "texts/seeds.toml"):
        gate.write(name, "")
    gate.write("known.json", '{"schema": "xdiff.baseline/1", "findings": []}')
    (gate.folder / "link").symlink_to("texts/clean.txt")
    (gate.folder / "link-folder").symlink_to("texts")
    before = {each: each.read_bytes() for each in gate.folder.rglob("*") if each.is_file()}
    gate.refuses("texts", *arguments, words=words)
    assert {each: each.read_bytes() for each in gate.folder.rglob("*") if each.is_file()} == before


def test_a_report_may_lie_among_the_documents_where_it_is_excluded(gate: Gate) -> None:
    """A report in a judged folder is fine where the policy leaves it out, or no reader would take it."""
    gate.write("xdiff.toml", 'exclude = ["texts/report.md"]\n')
    asked = ["--output=markdown=texts/report.md", "--output=sarif=texts/found.sarif"]
    assert gate("texts", SELECT, *asked).code == 1
    assert gate("texts", SELECT, *asked).code == 1


def test_a_report_that_cannot_be_written_takes_no_other_along(gate: Gate) -> None:
    """On a full disk the other reports are written all the same, and the exit code is 2."""
    asked = ["--output=json=/dev/full", "--output=sarif=found.sarif"]
    result = gate("texts", SELECT, *asked, "--format=concise")
    assert result.code == 2
    assert "/dev/full" in result.err
    assert "No space left" in result.err
    assert "HY304" in result.out
    assert "HY304" in (gate.folder / "found.sarif").read_text(encoding="utf-8")


def test_reports_may_go_to_nowhere_twice(gate: Gate) -> None:
    """A device is no file that a second report destroys."""
    asked = ["--output=json=/dev/null", "--output=sarif=/dev/null"]
    assert gate("texts", SELECT, *asked).code == 1


def test_a_link_to_the_terminal_is_written_to_and_not_replaced(gate: Gate) -> None:
    """`--output json=/dev/stderr 2> file` writes into the file, and leaves /dev/stderr what it is."""
    link = Path("/dev/stderr")
    before = link.readlink()
    ended = program(gate.folder, "gate texts --output=json=/dev/stderr 2>out")
    assert ended.returncode == 1
    assert link.readlink() == before
    assert json.loads((gate.folder / "out").read_bytes())["failed"] is True


# ---- baselines


def test_a_baseline_is_made_obeyed_and_brought_up_to_date(gate: Gate) -> None:
    """Known findings pass, new ones fail, what is gone is told; writing it again keeps what is still true."""
    gate.write("xdiff.toml", 'baseline = "known.json"\nselect = ["mojibake"]\n')
    assert gate("texts", "--write-baseline=known.json").code == 0  # though the policy names it already
    assert gate("texts").code == 0
    first = (gate.folder / "known.json").read_text(encoding="utf-8")
    gate.write("texts/second.txt", SPOILT.replace("Skerrin", "Marova"))
    result = gate("texts", "--format=concise")
    assert result.code == 1
    assert "second.txt" in result.out
    assert "texts/spoilt.txt" not in result.out
    assert gate("texts/second.txt", "--write-baseline=known.json").code == 0
    assert gate("texts").code == 0  # the first document's findings were kept, though it was not judged
    (gate.folder / "texts/second.txt").unlink()
    told = json.loads(gate("texts", "--format=json").out)
    assert {each["path"] for each in told["gone"]} == {"texts/second.txt"}
    gate("texts", "--write-baseline=known.json")
    assert (gate.folder / "known.json").read_text(encoding="utf-8") == first


def test_a_baseline_written_twice_is_the_same(gate: Gate) -> None:
    """Writing the baseline of unchanged documents changes no byte."""
    gate("texts", "--write-baseline=known.json")
    first = (gate.folder / "known.json").read_bytes()
    gate("texts", "--write-baseline=known.json")
    assert (gate.folder / "known.json").read_bytes() == first


def test_a_damaged_baseline_is_not_written_over(gate: Gate) -> None:
    """A file that is no baseline stays as it is: it may be somebody's work."""
    gate.write("known.json", '{"schema": "something else"}')
    gate.refuses("texts", SELECT, "--write-baseline=known.json", words=("known.json",))
    assert (gate.folder / "known.json").read_text(encoding="utf-8") == '{"schema": "something else"}'


# ---- streams


@pytest.mark.parametrize("form", ["json", "gitlab", "sarif", "rdjson"])
def test_standard_output_holds_the_report_alone(gate: Gate, form: str) -> None:
    """What a program reads is one JSON value, whatever else there was to say."""
    gate.write("texts/seeds.toml", '["nobody.txt"]\noutlet = "x"\n')
    result = gate("texts", "texts/seeds.toml", "none.txt", SELECT, f"--format={form}")
    assert result.code == 2
    assert isinstance(json.loads(result.out), dict | list)
    assert "none.txt" in result.err
    assert "nobody.txt" in result.err


def test_lines_of_json_are_each_a_value(gate: Gate) -> None:
    """`json-lines` has a finding a line, and nothing else."""
    result = gate("texts", "none.txt", SELECT, "--format=json-lines")
    assert {json.loads(line)["code"] for line in result.out.splitlines()} == {"HY304"}


def test_show_policy_prints_toml_and_judges_nothing(gate: Gate) -> None:
    """What is printed can be read back; nothing but it is on standard output."""
    gate.write("xdiff.toml", 'fail-on = "warning"\n')
    result = gate("--show-policy")
    assert result.code == 0
    assert tomllib.loads(result.out)["fail-on"] == "warning"


def program(folder: Path, line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell line in `folder`, with `gate` standing for this interpreter's `xdiff gate`."""
    line = f'gate() {{ "{sys.executable}" -m xdiff gate --no-cache {SELECT} "$@"; }}; {line}'
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, timeout=120, check=False)


def test_a_reader_that_leaves_ends_it_quietly(gate: Gate) -> None:
    """`xdiff gate | head` says nothing on stderr, and the reports in files are whole."""
    ended = program(gate.folder, "gate texts --output=json=x.json | true; exit ${PIPESTATUS[0]}")
    assert ended.returncode == 141
    assert ended.stderr == b""
    assert json.loads((gate.folder / "x.json").read_bytes())["failed"] is True


def test_a_full_disk_behind_standard_output_is_told(gate: Gate) -> None:
    """A report that could not be printed is exit 2, not a pass; those in files are whole."""
    ended = program(gate.folder, "gate texts/clean.txt --output=json=x.json >/dev/full")
    assert ended.returncode == 2
    assert b"No space left" in ended.stderr
    assert json.loads((gate.folder / "x.json").read_bytes())["failed"] is False


def test_progress_is_for_a_terminal(gate: Gate) -> None:
    """In a log nothing but problems goes to stderr; on a terminal the steps are shown there meanwhile."""
    assert program(gate.folder, "gate texts").stderr == b""
    ours, theirs = pty.openpty()
    ended = subprocess.run(
        [sys.executable, "-m", "xdiff", "gate", "--no-cache", "texts", SELECT],
        env={**os.environ, "TERM": "xterm"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        timeout=120,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert ended.returncode == 1
    assert b"judge" in shown


# ---- our own seeds


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Gate:
    """A copy of the project's seeds, with what is known of them."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return Gate(tmp_path, monkeypatch, capfd)


def test_our_seeds_fail_for_reasons_that_the_baseline_knows(seeds: Gate) -> None:
    """The bad seed fails for its reasons, the good one has no error, and with the baseline nothing is new."""
    told = json.loads(seeds("seeds", "--format=json").out)
    errors = {
        (each["document"][:3], each["code"]) for each in told["findings"] if each["severity"] == "error"
    }
    assert errors >= {("001", "OR101"), ("001", "HY302"), ("001", "HY303")}
    assert {document for document, _ in errors} == {"001"}
    good = [each for each in told["findings"] if each["document"].startswith("000")]
    assert {each["code"] for each in good if each["severity"] == "warning"} == {"HY301"}
    known = seeds("seeds", "--baseline=seeds/baseline.json", "--format=json", "--fail-on=note")
    assert known.code == 0, known.out
    assert json.loads(known.out)["gone"] == []


def test_the_committed_baseline_is_fresh(seeds: Gate) -> None:
    """Written anew, it has the same bytes: `nox -s regen` writes it."""
    committed = (seeds.folder / "seeds/baseline.json").read_bytes()
    assert seeds("seeds", "--write-baseline=seeds/baseline.json").code == 0
    assert (seeds.folder / "seeds/baseline.json").read_bytes() == committed
    (seeds.folder / "seeds/baseline.json").unlink()
    assert seeds("seeds", "--write-baseline=seeds/baseline.json").code == 0
    assert (seeds.folder / "seeds/baseline.json").read_bytes() == committed
