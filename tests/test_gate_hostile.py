"""The gate against hostile names, texts and files: nothing acts on a terminal, a log or the disk."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from gate_run import CLEAN, SELECT, SPOILT, Gate
from hostile_words import HOSTILE
from sample_hostile import strings

from xdiff.cli.gate import GateFormat

FORMATS = [each.value for each in GateFormat]
JSON = [each for each in FORMATS if each in {"json", "gitlab", "rdjson"} or each.startswith("sarif")]

# Names that a file may have on Linux, as bytes.
NAMES = (
    b"new\nline.txt",
    b"::error file=a.py::owned\n::stop-commands::x.txt",
    b"tab\tand\rreturn.txt",
    b"\x1b]0;owned\x07\x1b[2J\x1b[31m.txt",
    b"not \xff\xfe utf-8 \xc3.txt",
    b"-oconcise=owned.txt",
    b"--exit-zero.txt",
    b"--config=xdiff.toml.txt",
    b" spaces  .txt",
    "over\u202edir \u200b\u2066\u2028 line.txt".encode(),
    b"<script>alert(1)<!-- ]]>&amp;.txt",
    b"[click](javascript:alert(1)) @octocat #12.txt",
    b"%0A%25,title=x: y;z.txt",
    b"{{ 7 * 7 }} ${7*7} $(touch owned) `touch owned`.txt",
    b"'\"\\ a|b.txt",
    "école 東京 😀.txt".encode(),
    b"x" * 250 + b".txt",
)


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Gate:
    """An empty folder to judge in."""
    return Gate(tmp_path, monkeypatch, capfd)


@pytest.fixture
def odd(gate: Gate) -> Gate:
    """A folder `texts` with a spoilt document under each of the names, each another text."""
    (gate.folder / "texts").mkdir()
    for number, name in enumerate(NAMES):
        path = os.path.join(os.fsencode(gate.folder / "texts"), name)  # noqa: PTH118 (bytes)
        with open(path, "wb") as file:  # noqa: PTH123 (bytes)
            file.write(SPOILT.replace("Skerrin", f"Skerrin{number}").encode())
    return gate


def inert(text: str) -> None:
    """Assert that a terminal or a log would not act on any character of a report."""
    acting = re.findall(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text
    )
    assert acting == []
    text.encode()  # nor is there half a surrogate pair


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_acts_on_nothing(odd: Gate, form: str) -> None:
    """Whatever a file is called, each format stands as written: judged, told, and no file made by it."""
    before = sorted(each.name for each in odd.folder.iterdir())
    result = odd("texts", SELECT, f"--format={form}")
    assert result.code == 1, result.err
    assert result.err == ""
    inert(result.out)
    assert sorted(each.name for each in odd.folder.iterdir()) == before
    checked(form, result.out, len(NAMES))


def checked(form: str, report: str, least: int) -> None:
    """Assert that a report is well formed, and tells of at least so many findings."""
    if form in JSON:
        told = json.loads(report)
        findings = {
            "json": lambda: told["findings"],
            "gitlab": lambda: told,
            "rdjson": lambda: told["diagnostics"],
        }.get(form, lambda: told["runs"][0]["results"])()
        assert len(findings) >= least
    elif form == "json-lines":
        assert len([json.loads(line) for line in report.splitlines()]) >= least
    elif form == "junit":
        root = ET.fromstring(report)  # noqa: S314 (our own output)
        assert len(root.findall(".//failure")) >= min(least, 1)
    elif form == "github":
        assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in report.splitlines())
    elif form == "concise":
        lines = report.splitlines()[:-1]
        assert len(lines) >= least
        assert all(re.search(r": [A-Z]{2}\d{3} (error|warning|note): ", line) for line in lines)


@pytest.mark.parametrize("name", [os.fsdecode(name) for name in NAMES if b"\n" not in name])
def test_a_name_on_the_command_line_is_a_path(odd: Gate, name: str) -> None:
    """After `--`, a file may be called as an option is; a problem with it is told on one line."""
    result = odd("--format=concise", SELECT, "--", f"texts/{name}", f"none/{name}")
    assert result.code == 2
    inert(result.out + result.err)
    assert len(result.err.splitlines()) == 1
    assert "HY304" in result.out


def test_a_text_acts_on_nothing(gate: Gate) -> None:
    """Text, title, outlet and id may hold anything: every format stays what it is, no text is lost."""
    words = list(dict.fromkeys((*HOSTILE, *strings(400))))
    lines = []
    for number, word in enumerate(words):
        text = f"{word} The harbour of Skerrin opened again on Tuesday â€œ{word}â€\u009d, she said. {word}\n"
        made = {"id": f"{word[:100]}{number}", "text": text, "title": word, "outlet": word}
        lines.append(json.dumps({**made, "story": f"s{number}"}))
    gate.write("hostile.jsonl", "\n".join(lines))
    asked = [f"--output={form}={form}" for form in FORMATS]
    result = gate("hostile.jsonl", *asked, "--format=concise")
    assert result.code in {1, 2}, result.err  # half of a surrogate pair is no text that could be read
    inert(result.out)
    inert(result.err)
    told = json.loads((gate.folder / "json").read_bytes())
    assert len(told["documents"]) + len(told["problems"]) == len(words)
    for form in FORMATS:
        report = (gate.folder / form).read_text(encoding="utf-8")
        inert(report)
        checked(form, report, len(told["documents"]) // 2)


@pytest.mark.parametrize("form", FORMATS)
def test_what_cannot_be_read_acts_on_nothing(gate: Gate, form: str) -> None:
    """A problem's words come from outside too: its name is made harmless in each format."""
    gate.write("clean.txt")
    result = gate("clean.txt", "no\x1b[31m::error::\n<b>.txt", SELECT, f"--format={form}")
    assert result.code == 2
    inert(result.out)
    assert "\x1b" not in result.err
    checked(form, result.out, 0)


BROKEN = {
    "nothing": b"",
    "binary": bytes(range(256)),
    "half a pair": b'{"schema": "\\ud800"}',
    "text": CLEAN.encode(),
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "of another kind": b'{"schema": "xdiff.compare/1"}',
    "huge number": b'{"schema": 1' + b"0" * 10_000 + b"}",
    "merge conflict": b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n",
    "UTF-16": CLEAN.encode("utf-16"),
}


@pytest.mark.parametrize("option", ["--baseline", "--review", "--config", "--pack", "--write-baseline"])
@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_named_and_left_alone(gate: Gate, option: str, kind: str) -> None:
    """A baseline, review, policy or pack that is broken is told by name: exit 2, and nothing changed."""
    gate.write("clean.txt")
    gate.write("broken.toml", BROKEN[kind])
    if option == "--config" and kind == "nothing":
        return  # an empty xdiff.toml is a policy: the defaults
    gate.refuses("clean.txt", SELECT, f"{option}=broken.toml", words=("broken.toml",))
    assert (gate.folder / "broken.toml").read_bytes() == BROKEN[kind]


@pytest.mark.parametrize("option", ["--baseline", "--review", "--config", "--pack", "--write-baseline"])
def test_a_folder_or_a_loop_is_no_file(gate: Gate, option: str) -> None:
    """A folder, a link to itself, or a name too long in the place of a file ends in a message."""
    gate.write("clean.txt")
    (gate.folder / "folder").mkdir()
    (gate.folder / "loop").symlink_to("loop")
    names = ("folder", "x" * 5000) if option == "--write-baseline" else ("folder", "loop", "x" * 5000)
    for name in names:  # a link that leads nowhere may be written over
        gate.refuses("clean.txt", SELECT, f"{option}={name}", words=(name[:50],))


@pytest.mark.parametrize("kind", [each for each in BROKEN if each != "nothing"])
def test_a_broken_seeds_toml_leaves_the_documents_judged(gate: Gate, kind: str) -> None:
    """Where `seeds.toml` cannot be read, that is told, and the texts are judged all the same."""
    gate.write("texts/spoilt.txt", SPOILT)
    gate.write("texts/seeds.toml", BROKEN[kind])
    result = gate("texts", SELECT, "--format=concise")
    assert result.code == 2
    assert "seeds.toml" in result.err
    assert "HY304" in result.out


def test_a_thousand_tiny_documents_are_judged_one_by_one(gate: Gate) -> None:
    """Many documents with next to nothing in them: each is told of, none is lost."""
    lines = [json.dumps({"id": f"d{at}", "text": f"Itâ€™s {at}."}) for at in range(1000)]
    gate.write("many.jsonl", "\n".join(lines))
    result = gate("many.jsonl", "--format=json", SELECT)
    assert result.code == 1
    told = json.loads(result.out)
    assert len(told["documents"]) == 1000
    assert {each["document"] for each in told["findings"]} == {f"d{at}" for at in range(1000)}
