"""A review file: what is read from it, and what is said of a file that is none."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sample_run import EVIL, sample_run

from xdiff import report, review
from xdiff.errors import InputError
from xdiff.review.load import MAX_BYTES

SCHEMA = Path(report.__file__).parent.parent / "data" / "schema" / "review.json"

WHOLE: dict[str, Any] = {
    "schema": "xdiff.review/1",
    "xdiff": "0.1.0",
    "signature": "xdiff:0.1.0",
    "run": "0123456789abcdef",
    "exported": "2026-11-22T05:10:00Z",
    "documents": [{"id": "harbour-post", "sha256": "a" * 64}, {"id": "page-17", "sha256": None}],
    "decisions": [
        {
            "key": "number:91b0c51f0e1a8e2c",
            "subject": "divergence",
            "decision": "reject",
            "comment": "A slip of ours.",
            "by": "Anna Berg",
            "at": "2026-11-20T09:30:00.000Z",
            "message": "214 people, 240 persons",
            "documents": ["harbour-post", "page-17"],
        },
        {"key": "origin:00000000000000aa", "subject": "origin", "decision": None},
    ],
}


def written(folder: Path, content: Any) -> Path:
    """Write a review file: bytes as they are, text in UTF-8, anything else as JSON."""
    path = folder / "review.json"
    if not isinstance(content, (bytes, str)):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path: Path) -> str:
    """Return what is said of a file that cannot be used, with its hint and its place checked."""
    with pytest.raises(InputError) as caught:
        review.read(path)
    error = caught.value
    assert error.hint.endswith((".", ")"))
    assert str(path) in error.where
    return str(error)


def changed(*path: str | int, to: Any) -> dict[str, Any]:
    """Return the whole review with another value at a path; `...` takes the key away."""
    made = copy.deepcopy(WHOLE)
    inner: Any = made
    for step in path[:-1]:
        inner = inner[step]
    if to is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return made


def test_everything_in_a_review_is_read(tmp_path: Path) -> None:
    """Documents and decisions come out as they stood; what is not given is empty."""
    path = written(tmp_path, WHOLE)
    file = review.read(path)
    assert file.path == str(path)
    assert [(each.id, each.sha256) for each in file.documents] == [
        ("harbour-post", "a" * 64),
        ("page-17", ""),
    ]
    first, second = file.decisions
    assert (first.key, first.subject, first.decision) == (
        "number:91b0c51f0e1a8e2c",
        "divergence",
        "reject",
    )
    assert (first.comment, first.by, first.at) == (
        "A slip of ours.",
        "Anna Berg",
        "2026-11-20T09:30:00.000Z",
    )
    assert first.message == "214 people, 240 persons"
    assert first.document_ids == ("harbour-post", "page-17")
    assert (second.decision, second.comment, second.by, second.at, second.message) == (None, "", "", "", "")
    assert second.document_ids == ()


def test_keys_of_later_versions_are_ignored(tmp_path: Path) -> None:
    """What this version does not know is passed over, wherever it stands."""
    made = copy.deepcopy(WHOLE) | {"mood": {"x": [1, 2]}}
    made["documents"][0]["pages"] = 3
    made["decisions"][0]["colour"] = "red"
    assert review.read(written(tmp_path, made)).decisions == review.read(written(tmp_path, WHOLE)).decisions


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    """An editor's UTF-8 mark at the start, and white space around, change nothing."""
    text = b"\xef\xbb\xbf \r\n" + json.dumps(WHOLE).encode() + b"\n\n"
    assert len(review.read(written(tmp_path, text)).decisions) == 2


def test_a_review_through_a_pipe() -> None:
    """A file need not be one on a disk: `--review <(command)` is read as well."""
    reading, writing = os.pipe()
    os.write(writing, json.dumps(WHOLE).encode())
    os.close(writing)
    try:
        assert len(review.read(f"/dev/fd/{reading}").decisions) == 2
    finally:
        os.close(reading)


def test_odd_words_are_read_as_they_are(tmp_path: Path) -> None:
    """Controls, lone surrogates and markup in comments are text: the reports make them harmless."""
    for text in EVIL:
        made = changed("decisions", 0, "comment", to=text)
        assert review.read(written(tmp_path, made)).decisions[0].comment == text


SUITED = json.dumps(WHOLE)[1:-1]  # the inside of the object, to build odd text around
OTHERS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "empty": (b"", ("it is empty", "Export one")),
    "blank": (b"\xef\xbb\xbf \n", ("it is empty",)),
    "binary": (b"\x7fELF\0\0\0", ("binary",)),
    "utf-16": (json.dumps(WHOLE).encode("utf-16"), ("UTF-16", "Save it as UTF-8")),
    "utf-32": (b"\0\0\xfe\xff" + json.dumps(WHOLE).encode("utf-32-be"), ("UTF-32",)),
    "latin-1": ('{"comment": "Zoë"}'.encode("latin-1"), ("not UTF-8 (byte 15)",)),
    "text": ("Dear editor,", ("it is not JSON", "line 1, column 1")),
    "cut off": (json.dumps(WHOLE)[:200], ("it is not JSON", "line 1")),
    "trailing comma": ('{"schema": "xdiff.review/1",}', ("it is not JSON", "line 1, column 2")),
    "comment": ("{} // mine", ("more than one JSON value",)),
    "json lines": ("{}\n{}\n", ("more than one JSON value (a second begins in line 2)",)),
    "control character": ('{"comment": "a\tb"}', ("it is not JSON", "control character")),
    "page": ("\n<!doctype html><title>xdiff</title>", ("it is a page", "Open it in a browser")),
    "list": ([WHOLE], ("no review but a list",)),
    "word": ('"review"', ("no review but a text",)),
    "number": ("1", ("no review but a number",)),
    "null": ("null", ("no review but null",)),
    "true": ("true", ("no review but true",)),
    "no keys": ({}, ("empty object",)),
    "another kind": ({"runs": [], "version": "2.1.0"}, ('another kind (its keys: "runs", "version")',)),
    "no schema": (changed("schema", to=...), ('it has no "schema"', '"schema": "xdiff.review/1"')),
    "later version": (changed("schema", to="xdiff.review/2"), ('version "2"', "reads version 1", "Update")),
    "report": (changed("schema", to="xdiff.compare/1"), ("the JSON report of `xdiff compare`, no review",)),
    "detect": (changed("schema", to="xdiff.detect/1"), ("the JSON report of `xdiff detect`",)),
    "baseline": (changed("schema", to="xdiff.baseline/1"), ("a baseline of `xdiff gate`",)),
    "page's data": (changed("schema", to="xdiff.report/1"), ("the data of an HTML report",)),
    "foreign": (changed("schema", to="org.example/9"), ('another kind ("org.example/9")',)),
    "odd schema": (changed("schema", to=1), ("another kind (a number)",)),
    "twice": ("{" + SUITED + ", " + SUITED + "}", ('the key "schema" stands twice',)),
    "nan": ('{"schema": NaN}', ("it holds NaN, which is not JSON",)),
    "infinity": ('{"schema": [-Infinity]}', ("it holds -Infinity",)),
    "nested": ("[" * 100_000, ("nested too deeply",)),
    "nested objects": ('{"a":' * 100_000, ("nested too deeply",)),
    "digits": ('{"schema": 1' + "0" * 10_000 + "}", ("a number too long",)),
    "large": (b" " * (MAX_BYTES + 1), ("larger than 20 MB",)),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_another_kind_is_told(tmp_path: Path, name: str) -> None:
    """What is no review is refused with what it seems to be and what to do."""
    content, words = OTHERS[name]
    said = refusal(written(tmp_path, content))
    for word in words:
        assert word in said


def test_a_report_of_ours_is_told_by_its_name(tmp_path: Path) -> None:
    """The JSON of a comparison, a line of detect and the HTML page are each told for what they are."""
    run = sample_run()
    assert "xdiff compare" in refusal(written(tmp_path, report.render(run, "json")))
    assert "it is a page" in refusal(written(tmp_path, report.render(run, "html")))
    lines = report.render_detect(run.inspections, "jsonl")
    assert "more than one JSON value" in refusal(written(tmp_path, lines))


def test_no_file(tmp_path: Path) -> None:
    """A missing file, a folder and a name that no system takes are refused."""
    assert "no such review file" in refusal(tmp_path / "none.json")
    assert "it is a folder" in refusal(tmp_path)
    assert "cannot be read" in refusal(tmp_path / ("n" * 5000))
    assert "cannot be read" in refusal(tmp_path / "nul\0.json")


WRONG: list[tuple[tuple[str | int, ...], Any, tuple[str, ...]]] = [
    (("documents",), ..., ('it has no "documents"',)),
    (("documents",), {}, ("documents", "an object, not a list")),
    (("documents",), [], ("it names no document",)),
    (("documents", 1), "page-17", ("document 2", "a text, not an object")),
    (("documents", 1, "id"), ..., ("document 2", 'it has no "id"')),
    (("documents", 1, "id"), "", ("document 2, id", "it is empty")),
    (("documents", 1, "id"), 17, ("document 2, id", "a number, not a text")),
    (("documents", 1, "id"), "i" * 2001, ("document 2, id", "2,001 characters")),
    (("documents", 0, "sha256"), "abc", ("document 1, sha256", '"abc" is no SHA-256', "64 hexadecimal")),
    (("documents", 0, "sha256"), "A" * 64, ("is no SHA-256",)),
    (("documents", 0, "sha256"), False, ("document 1, sha256", "false, not a text")),
    (("run",), 5, ("run", "a number, not a text")),
    (("xdiff",), None, ("xdiff", "null, not a text")),
    (("signature",), "s" * 20_001, ("signature", "20,001 characters")),
    (("exported",), 5, ("exported", "a number, not a text")),
    (("exported",), "", ("exported", '"" is no time')),
    (("exported",), "now", ("exported", '"now" is no time')),
    (("decisions",), ..., ('it has no "decisions"',)),
    (("decisions",), "none", ("decisions", "a text, not a list")),
    (("decisions",), None, ("decisions", "null, not a list")),
    (("decisions", 1), ["x"], ("decision 2", "a list, not an object")),
    (("decisions", 1), None, ("decision 2", "null, not an object")),
    (("decisions", 1, "key"), ..., ("decision 2", 'it has no "key"')),
    (("decisions", 1, "key"), "", ("decision 2, key", "it is empty")),
    (("decisions", 1, "key"), 5, ("decision 2, key", "a number")),
    (("decisions", 1, "key"), "k" * 201, ("decision 2, key", "201 characters, more than 200")),
    (("decisions", 1, "subject"), ..., ("decision 2", 'it has no "subject"')),
    (("decisions", 1, "subject"), "fact", ('"fact" is none that xdiff knows', '"divergence", "origin" or')),
    (("decisions", 1, "subject"), None, ("decision 2, subject", "null is none")),
    (("decisions", 1, "decision"), ..., ("decision 2", 'it has no "decision"')),
    (("decisions", 1, "decision"), "rejected", ('"rejected" is none', '"accept", "reject" or null')),
    (("decisions", 1, "decision"), False, ("decision 2, decision", "it is false")),
    (("decisions", 1, "decision"), [], ("decision 2, decision", "it is a list")),
    (("decisions", 0, "comment"), None, ("decision 1, comment", "null, not a text")),
    (("decisions", 0, "comment"), "c" * 2001, ("decision 1, comment", "2,001 characters", "Shorten")),
    (("decisions", 0, "by"), 3.5, ("decision 1, by", "a number, not a text")),
    (("decisions", 0, "by"), "b" * 101, ("decision 1, by", "101 characters")),
    (("decisions", 0, "at"), "yesterday", ('"yesterday" is no time', "2026-11-22T05:10:00Z")),
    (("decisions", 0, "at"), "2026-11-20", ("is no time",)),
    (("decisions", 0, "at"), "2026-11-20T09:30:00", ("is no time", "offset from UTC")),
    (("decisions", 0, "at"), 1763631000, ("decision 1, at", "a number, not a text")),
    (("decisions", 0, "message"), {}, ("decision 1, message", "an object, not a text")),
    (("decisions", 0, "message"), "m" * 5001, ("5,001 characters",)),
    (("decisions", 0, "documents"), "page-17", ("decision 1, documents", "a text, not a list")),
    (("decisions", 0, "documents"), ["a", 5], ("decision 1, entry 2, documents", "a number, not a text")),
    (("decisions", 0, "documents"), [""], ("decision 1, entry 1", "it is empty")),
]


@pytest.mark.parametrize(("path", "value", "words"), WRONG)
def test_a_wrong_entry_is_named(
    tmp_path: Path, path: tuple[str | int, ...], value: Any, words: tuple[str, ...]
) -> None:
    """A wrong type or value is refused with file, entry, key, what was found and what to do."""
    said = refusal(written(tmp_path, changed(*path, to=value)))
    for word in words:
        assert word in said


def test_reader_and_schema_agree(tmp_path: Path) -> None:
    """The reader refuses exactly what the shipped schema refuses."""
    schema = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    schema.validate(WHOLE)
    for path, value, _ in WRONG:
        assert not schema.is_valid(changed(*path, to=value)), path
    fine: list[tuple[tuple[str | int, ...], Any]] = [
        (("run",), ...),
        (("exported",), ...),
        (("xdiff",), ""),
        (("decisions",), []),
        (("documents", 0, "sha256"), ...),
        (("documents", 0, "sha256"), ""),
        (("decisions", 0, "comment"), ...),
        (("decisions", 0, "comment"), "c" * 2000),
        (("decisions", 0, "by"), ""),
        (("decisions", 0, "at"), ""),
        (("decisions", 0, "at"), "2026-11-20T09:30:00+14:00"),
        (("decisions", 0, "at"), "0001-01-01T00:00:00.123456789+14:00"),
        (("decisions", 0, "documents"), []),
        (("decisions", 0, "subject"), "inconsistency"),
        (("decisions", 0, "decision"), "accept"),
    ]
    for path, value in fine:
        made = changed(*path, to=value)
        schema.validate(made)
        review.read(written(tmp_path, made))


def test_a_day_that_does_not_exist_is_no_time(tmp_path: Path) -> None:
    """Of the right shape, but the thirteenth month or the 25th hour: refused, since it cannot be compared."""
    for at in (
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:00:00+99:00",
    ):
        assert "is no time" in refusal(written(tmp_path, changed("decisions", 0, "at", to=at)))
