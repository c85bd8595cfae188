"""Baselines: which findings are known, which are new, and what is gone."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from xdiff import gating
from xdiff.fingerprint import finding as named
from xdiff.gating import baseline, baseline_file
from xdiff.records import (
    Finding,
    Judged,
    Level,
    Outcome,
    Problem,
    Related,
    RuleInfo,
    Signature,
    Suppression,
)

SCHEMA = Path(gating.__file__).parent.parent / "data" / "schema" / "baseline.json"
FAMILIES = {"OR": "origin", "FL": "fluency", "HY": "hygiene", "CS": "cross-source"}


def info(code: str) -> RuleInfo:
    """Return a rule that was asked."""
    texts = {"name": "x", "what": "", "why": "", "mend": ""}
    return RuleInfo(
        code=code, family=FAMILIES[code[:2]], severity="error", examples=(), near_misses=(), **texts
    )


def found(
    document: str,
    code: str,
    words: str,
    *,
    number: int = 1,
    others: tuple[str, ...] = (),
    severity: Level = "error",
    suppressed: Suppression | None = None,
) -> Finding:
    """Return a finding about some words."""
    key = named(code, (words,)) + (f"#{number}" if number > 1 else "")
    return Finding(
        code=code,
        severity=severity,
        document_id=document,
        span=None,
        message=f"about “{words}”",
        measured="1",
        limit="none",
        key=key,
        related=tuple(Related(document_id=each, path=None, place=None, excerpt=None) for each in others),
        suppressed=suppressed,
    )


def outcome(
    documents: dict[str, Path | str | tuple[Path, int]],
    *findings: Finding,
    codes: tuple[str, ...] = ("HY302", "HY304", "CS401", "CS404"),
    stories: tuple[tuple[str, ...], ...] = (),
    problems: tuple[str, ...] = (),
) -> Outcome:
    """Return the outcome of a run over documents: id to path, with a line for a JSON line."""
    judged = []
    for name, where in documents.items():
        path, line = where if isinstance(where, tuple) else (where, None)
        judged.append(Judged(document_id=name, path=str(path), words=9, line=line))
    return Outcome(
        signature=Signature(parts=()),
        documents=tuple(judged),
        findings=findings,
        rules=tuple(info(code) for code in codes),
        stories=stories,
        problems=tuple(Problem(what="broken", where=each, hint="") for each in problems),
    )


def kept(run: Outcome, path: Path, *, update: bool = False) -> baseline.Baseline:
    """Write a baseline of a run, over the earlier one where that is asked for, and read it back."""
    earlier = baseline.read(path) if update else None
    path.write_text(baseline.written(run, path, earlier), encoding="utf-8")
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), json.loads(SCHEMA.read_text()))
    return baseline.read(path)


def told(run: Outcome) -> tuple[list[str], list[str]]:
    """Return what stands and what is gone, as the words of the messages."""
    return (
        [each.message.removeprefix("about ").strip("“”") for each in run.standing],
        [each.message.removeprefix("about ").strip("“”") for each in run.gone],
    )


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a folder with two documents."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name in ("x.txt", "y.txt", "z.txt"):
        (folder / name).write_text("A ferry left Nordhaven.", encoding="utf-8")
    return folder


def test_only_new_findings_stand(tmp_path: Path, seeds: Path) -> None:
    """What the baseline has does not count, and says where it is known from; what is new counts."""
    file = tmp_path / "baseline.json"
    old = found("x", "HY302", "ferry")
    earlier = kept(outcome({"x": seeds / "x.txt"}, old), file)
    now = baseline.apply(outcome({"x": seeds / "x.txt"}, old, found("x", "HY304", "left")), earlier)
    assert told(now) == (["left"], [])
    assert now.findings[0].suppressed == Suppression(because="baseline", where=file.as_posix())


def test_known_is_known_under_another_severity_and_message(tmp_path: Path, seeds: Path) -> None:
    """A policy that raises a severity, or a version that says it otherwise, makes no finding new."""
    earlier = kept(
        outcome({"x": seeds / "x.txt"}, found("x", "HY302", "ferry", severity="note")), tmp_path / "b"
    )
    louder = replace(found("x", "HY302", "ferry"), message="in other words", measured="2")
    assert baseline.apply(outcome({"x": seeds / "x.txt"}, louder), earlier).standing == ()


def test_another_rule_document_or_word_is_new(tmp_path: Path, seeds: Path) -> None:
    """A name is document, rule and words: none of the three may differ."""
    paths: dict[str, Any] = {"x": seeds / "x.txt", "y": seeds / "y.txt"}
    earlier = kept(outcome(paths, found("x", "HY302", "ferry")), tmp_path / "b")
    others = (found("y", "HY302", "ferry"), found("x", "HY304", "ferry"), found("x", "HY302", "ferries"))
    assert told(baseline.apply(outcome(paths, *others), earlier)) == (
        ["ferry", "ferry", "ferries"],
        ["ferry"],
    )


def test_the_same_words_are_counted(tmp_path: Path, seeds: Path) -> None:
    """Of two known findings any two are known; a third is new; when one goes, in any place, one is gone."""
    paths: dict[str, Any] = {"x": seeds / "x.txt"}
    one, two, three = (found("x", "HY302", "ferry", number=number) for number in (1, 2, 3))
    earlier = kept(outcome(paths, one, two), tmp_path / "b")
    assert told(baseline.apply(outcome(paths, one, two), earlier)) == ([], [])
    assert told(baseline.apply(outcome(paths, one, two, three), earlier)) == (["ferry"], [])
    assert told(baseline.apply(outcome(paths, one), earlier)) == ([], ["ferry"])
    assert told(baseline.apply(outcome(paths), earlier)) == ([], ["ferry", "ferry"])
    assert len(kept(outcome(paths, one), tmp_path / "b", update=True).known) == 1
    assert len(kept(outcome(paths, one, two, three), tmp_path / "b", update=True).known) == 3


def test_what_is_excused_needs_no_place(tmp_path: Path, seeds: Path) -> None:
    """An exception keeps its reason, uses up no entry that another finding needs, and is not gone."""
    paths: dict[str, Any] = {"x": seeds / "x.txt"}
    excused = Suppression(because="exception", where="seeds.toml", reason="quoted so")
    earlier = kept(outcome(paths, found("x", "HY302", "ferry")), tmp_path / "b")
    first = found("x", "HY302", "ferry", suppressed=excused)
    second = found("x", "HY302", "ferry", number=2)
    now = baseline.apply(outcome(paths, first, second), earlier)
    assert [each.suppressed and each.suppressed.because for each in now.findings] == ["exception", "baseline"]
    assert told(baseline.apply(outcome(paths, first), earlier)) == ([], [])
    assert kept(outcome(paths, first), tmp_path / "b", update=True).known == ()


def test_what_the_baseline_suppressed_is_written_again(tmp_path: Path, seeds: Path) -> None:
    """An update keeps what is known and still found."""
    paths: dict[str, Any] = {"x": seeds / "x.txt"}
    run = outcome(paths, found("x", "HY302", "ferry"))
    earlier = kept(run, tmp_path / "b")
    assert kept(baseline.apply(run, earlier), tmp_path / "b", update=True) == earlier


def test_a_path_may_be_typed_otherwise(tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are known from any working folder, however they and the baseline are named."""
    run = outcome({"x": seeds / "x.txt"}, found("x", "HY302", "ferry"))
    kept(run, tmp_path / "b.json")
    for folder, path, file in (
        (tmp_path, "seeds/x.txt", "b.json"),
        (tmp_path, "./seeds/../seeds//x.txt", "./b.json"),
        (seeds, "x.txt", "../b.json"),
        (tmp_path.parent, str(seeds / "x.txt"), str(tmp_path / "b.json")),
    ):
        monkeypatch.chdir(folder)
        again = outcome({"seeds/x": path}, found("seeds/x", "HY302", "ferry"))
        assert baseline.apply(again, baseline.read(Path(file))).standing == ()


def test_a_checkout_may_move(tmp_path: Path, seeds: Path) -> None:
    """Nothing of where a checkout stood is in the file."""
    kept(outcome({"x": seeds / "x.txt"}, found("x", "HY302", "ferry")), tmp_path / "b.json")
    assert tmp_path.name not in (tmp_path / "b.json").read_text(encoding="utf-8")
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    seeds.rename(moved / "seeds")
    (tmp_path / "b.json").rename(moved / "b.json")
    run = outcome({"x": moved / "seeds" / "x.txt"}, found("x", "HY302", "ferry"))
    assert told(baseline.apply(run, baseline.read(moved / "b.json"))) == ([], [])


def test_a_renamed_file_is_another(tmp_path: Path, seeds: Path) -> None:
    """Its findings are new, and those of the old name are gone."""
    earlier = kept(outcome({"x": seeds / "x.txt"}, found("x", "HY302", "ferry")), tmp_path / "b")
    (seeds / "x.txt").rename(seeds / "w.txt")
    run = baseline.apply(outcome({"w": seeds / "w.txt"}, found("w", "HY302", "ferry")), earlier)
    assert told(run) == (["ferry"], ["ferry"])
    assert run.gone[0].path == (seeds / "x.txt").as_posix()


def test_what_was_not_judged_says_nothing_and_stays(tmp_path: Path, seeds: Path) -> None:
    """A run over one file, or by one rule, neither tells nor removes what others have."""
    paths: dict[str, Any] = {"x": seeds / "x.txt", "y": seeds / "y.txt"}
    both = outcome(paths, found("x", "HY302", "ferry"), found("y", "HY302", "left"), found("x", "HY304", "a"))
    earlier = kept(both, tmp_path / "b")
    some = outcome({"x": seeds / "x.txt"}, codes=("HY302",))
    assert told(baseline.apply(some, earlier)) == ([], ["ferry"])
    left = kept(some, tmp_path / "b", update=True)
    assert [each.message for each in left.known] == ["about “a”", "about “left”"]


def test_what_is_no_longer_there_is_gone(tmp_path: Path, seeds: Path) -> None:
    """A deleted file is told though it was not judged, and leaves the baseline."""
    paths: dict[str, Any] = {"x": seeds / "x.txt", "y": seeds / "y.txt"}
    earlier = kept(outcome(paths, found("x", "HY302", "ferry")), tmp_path / "b")
    (seeds / "x.txt").unlink()
    now = outcome({"y": seeds / "y.txt"})
    assert told(baseline.apply(now, earlier)) == ([], ["ferry"])
    assert kept(now, tmp_path / "b", update=True).known == ()


def test_a_finding_about_two_documents_is_gone_when_both_were_judged(tmp_path: Path, seeds: Path) -> None:
    """A hook that gives changed files alone must not be told that conflicts with others are gone."""
    paths: dict[str, Any] = {"x": seeds / "x.txt", "y": seeds / "y.txt"}
    run = outcome(paths, found("x", "CS401", "214 people", others=("y",)), stories=(("x", "y"),))
    earlier = kept(run, tmp_path / "b")
    alone = outcome({"x": seeds / "x.txt"})
    assert told(baseline.apply(alone, earlier)) == ([], [])
    assert kept(alone, tmp_path / "b", update=True) == earlier
    assert told(baseline.apply(outcome(paths), earlier)) == ([], ["214 people"])
    (seeds / "y.txt").unlink()
    assert told(baseline.apply(alone, earlier)) == ([], ["214 people"])


def test_a_finding_of_a_story_is_gone_when_there_was_a_story(tmp_path: Path, seeds: Path) -> None:
    """What a comparison found in one document is not gone because nothing was compared."""
    paths: dict[str, Any] = {"x": seeds / "x.txt", "y": seeds / "y.txt"}
    earlier = kept(outcome(paths, found("x", "CS404", "a tunnel"), stories=(("x", "y"),)), tmp_path / "b")
    assert told(baseline.apply(outcome(paths), earlier)) == ([], [])
    assert told(baseline.apply(outcome(paths, stories=(("x", "y"),)), earlier)) == ([], ["a tunnel"])


def test_entries_that_were_not_judged_are_not_doubled(tmp_path: Path, seeds: Path) -> None:
    """A finding that is found again is one entry, though its other document was not judged this time."""
    paths: dict[str, Any] = {"x": seeds / "x.txt", "y": seeds / "y.txt", "z": seeds / "z.txt"}
    kept(outcome(paths, found("x", "CS401", "214", others=("y", "z"))), tmp_path / "b")
    del paths["z"]
    run = outcome(paths, found("x", "CS401", "214", others=("y",)))
    assert len(kept(run, tmp_path / "b", update=True).known) == 1


def test_json_lines_are_known_by_their_ids(tmp_path: Path, seeds: Path) -> None:
    """Lines may move, and ids that another file of the run has too may be numbered by the reader."""
    rows, more = seeds / "rows.jsonl", seeds / "more.jsonl"
    for file in (rows, more):
        file.write_text("{}", encoding="utf-8")
    earlier = kept(outcome({"a": (rows, 1), "b": (rows, 2)}, found("b", "HY302", "ferry")), tmp_path / "f")
    assert earlier.known[0].name == baseline_file.Name(document="seeds/rows.jsonl", id="b")
    moved: dict[str, Any] = {"b": (more, 1), "b#2": (rows, 1), "a": (rows, 9)}
    assert told(baseline.apply(outcome(moved, found("b#2", "HY302", "ferry")), earlier)) == ([], [])
    assert told(baseline.apply(outcome(moved, found("b", "HY302", "ferry")), earlier)) == (
        ["ferry"],
        ["ferry"],
    )


def test_lines_of_one_id_are_told_apart(tmp_path: Path, seeds: Path) -> None:
    """Two lines of a file with one id are two documents; an id that looks numbered is left as it is."""
    rows = seeds / "rows.jsonl"
    rows.write_text("{}", encoding="utf-8")
    paths: dict[str, Any] = {"a": (rows, 1), "a#2": (rows, 2), "c#2": (rows, 3)}
    run = outcome(paths, *(found(each, "HY302", "ferry") for each in paths))
    earlier = kept(run, tmp_path / "f")
    assert [each.name.id for each in earlier.known] == ["a", "a#2", "c#2"]
    assert told(baseline.apply(run, earlier)) == ([], [])


def test_a_line_that_was_taken_out_is_gone(tmp_path: Path, seeds: Path) -> None:
    """The file was judged without it; but where a line of it could not be read, it may be that one."""
    rows = seeds / "rows.jsonl"
    rows.write_text("{}", encoding="utf-8")
    earlier = kept(outcome({"a": (rows, 1), "b": (rows, 2)}, found("b", "HY302", "ferry")), tmp_path / "f")
    now = baseline.apply(outcome({"a": (rows, 1)}), earlier)
    assert told(now) == ([], ["ferry"])
    assert now.gone[0].path == f"{rows.as_posix()}#b"
    broken = outcome({"a": (rows, 1)}, problems=(f"{rows}:2",))
    assert told(baseline.apply(broken, earlier)) == ([], [])


def test_standard_input_is_never_known(tmp_path: Path) -> None:
    """Any text may come there, so a baseline keeps nothing of it, and the run can tell how much."""
    run = outcome({"stdin": "-"}, found("stdin", "HY302", "ferry"))
    earlier = kept(run, tmp_path / "b")
    assert earlier.known == ()
    assert baseline.unnamed(run) == 1
    assert baseline.apply(run, earlier) == run


def test_a_file_judged_twice_is_written_once(tmp_path: Path, seeds: Path) -> None:
    """One file under two names in a run has its findings once, and both are known."""
    paths: dict[str, Any] = {"x": seeds / "x.txt", "x#2": seeds / ".." / "seeds" / "x.txt"}
    run = outcome(paths, found("x", "HY302", "ferry"), found("x#2", "HY302", "ferry"))
    earlier = kept(run, tmp_path / "b")
    assert len(earlier.known) == 1
    assert told(baseline.apply(run, earlier)) == ([], [])


def test_the_file_is_sorted_and_a_change_is_a_line(tmp_path: Path, seeds: Path) -> None:
    """Another order of documents and findings gives the same file; one finding more is one line more."""
    draw = random.Random(6)  # noqa: S311  # a sample, no secret
    paths: dict[str, Any] = {name: seeds / f"{name}.txt" for name in "xyz"}
    findings = [found(name, code, words) for name in paths for code in ("HY302", "HY304") for words in "abc"]
    first = baseline.written(outcome(paths, *findings), tmp_path / "b")
    draw.shuffle(findings)
    backwards = dict(reversed(paths.items()))
    assert baseline.written(outcome(backwards, *findings), tmp_path / "b") == first
    less = baseline.written(outcome(paths, *findings[1:]), tmp_path / "b")
    lines, fewer = ({line.rstrip(",") for line in text.splitlines()} for text in (first, less))
    assert fewer < lines
    assert len(lines - fewer) == 1


def test_the_file_can_be_read_and_not_act(tmp_path: Path, seeds: Path) -> None:
    """Names and words of any language stay readable; what acts on a terminal, or is not seen, is escaped."""
    evil = seeds / "caf\udce9\n\x1b[2J\u202e.txt"
    run = outcome({"x": evil}, found("x", "HY302", "Zoë \x1b]0;x\x07 \u2066 \U000e0041"))
    text = baseline.written(run, tmp_path / "b")
    assert "Zoë" in text
    assert text.replace("\n", "").isprintable()
    (tmp_path / "b").write_text(text, encoding="utf-8")
    again = baseline.read(tmp_path / "b")
    assert again.known[0].name.document == "seeds/caf\udce9\n\x1b[2J\u202e.txt"
    assert baseline.apply(run, again).standing == ()


def test_long_messages_are_shortened(tmp_path: Path, seeds: Path) -> None:
    """A line of the file stays a line that a person can review."""
    run = outcome({"x": seeds / "x.txt"}, found("x", "HY302", "ferry " * 1_000))
    known = kept(run, tmp_path / "b").known[0]
    assert len(known.message) == baseline_file.MESSAGE
    assert known.message.endswith("…")


def test_any_baseline_applied_to_its_own_run_leaves_nothing(tmp_path: Path, seeds: Path) -> None:
    """Whatever was found: written, read and applied, nothing stands and nothing is gone."""
    draw = random.Random(8)  # noqa: S311  # a sample, no secret
    paths: dict[str, Any] = {name: seeds / f"{name}.txt" for name in "xyz"}
    for _ in range(50):
        findings = []
        for name in paths:
            for words in draw.choices("abc", k=draw.randrange(6)):
                number = sum(
                    each.message == f"about “{words}”" and each.document_id == name for each in findings
                )
                findings.append(found(name, "HY302", words, number=number + 1))
        run = outcome(paths, *findings)
        earlier = kept(run, tmp_path / "b")
        assert told(baseline.apply(run, earlier)) == ([], [])
        fewer = outcome(paths, *findings[: len(findings) // 2])
        now = baseline.apply(fewer, earlier)
        assert len(now.gone) == len(findings) - len(fewer.findings)
        assert kept(now, tmp_path / "c", update=False).known == kept(fewer, tmp_path / "b", update=True).known
