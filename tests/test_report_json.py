"""The JSON contract: schemas that refuse what breaks it, exact offsets, text that any parser takes."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from sample_run import hostile_run, sample_pair, sample_run

from xdiff import report

if TYPE_CHECKING:
    from xdiff.records import Run

SCHEMAS = Path(report.__file__).parent.parent / "data" / "schema"
RUNS = {"sample": sample_run, "pair": sample_pair, "hostile": hostile_run}


def validator(name: str) -> Any:
    """Return a validator of one shipped schema."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def keys(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every key of every object, the first item of each list standing for all."""
    if isinstance(value, dict):
        return [found for key, each in value.items() for found in [(*path, key), *keys(each, (*path, key))]]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return keys(value[0], (*path, 0))
    return []


@pytest.mark.parametrize("name", RUNS)
def test_compare_keeps_its_schema(name: str) -> None:
    """What `compare --format json` writes is valid under the shipped schema."""
    validator("compare").validate(json.loads(report.render(RUNS[name](), "json")))


def without(value: Any, path: tuple[str | int, ...], renamed: str | None) -> Any:
    """Return a copy of `value` whose key at `path` is gone, or has another name."""
    changed = copy.deepcopy(value)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    gone = inner.pop(path[-1])
    if renamed is not None:
        inner[renamed] = gone
    return changed


# Objects whose keys are data (names of classes, of attributes), not the contract's.
OPEN = ("false_positive_rate", "data")


def test_schema_refuses_every_missing_and_misnamed_key() -> None:
    """Dropping or renaming any one key of a comparison breaks the schema."""
    check = validator("compare")
    whole = json.loads(report.render(sample_run(), "json"))
    paths = [path for path in keys(whole) if not any(step in OPEN for step in path[:-1])]
    assert len(paths) > 60
    for path in paths:
        assert not check.is_valid(without(whole, path, None)), f"missing {path}"
        assert not check.is_valid(without(whole, path, f"{path[-1]}s")), f"misnamed {path}"


def test_contract_has_the_agreed_keys() -> None:
    """The keys that other programs were promised are there, under their names."""
    run = json.loads(report.render(sample_run(), "json"))
    assert set(run) >= {"schema", "signature", "documents", "facts", "only"}
    document = run["documents"][1]
    assert set(document) >= {
        "id", "path", "outlet", "title", "published", "sha256", "language", "origin", "fluency", "sentences",
    }  # fmt: skip
    assert document["origin"]["source_languages"][0] == ["fr", 0.81]
    assert set(document["origin"]["evidence"][0]) >= {"rule", "start", "end", "text", "message", "weight"}
    assert set(document["fluency"]["signals"][0]) >= {"name", "value", "unit"}
    fact = run["facts"][0]
    assert fact["members"][0] == {"document": "harbour-post", "sentences": [1]}
    assert fact["divergences"][0]["variants"][1]["text"] == "240 persons"
    assert {operation for operation, _ in fact["diffs"][0]["ops"]} == {"equal", "delete", "insert"}


@pytest.mark.parametrize("name", RUNS)
def test_offsets_are_exact(name: str) -> None:
    """Every range covers exactly the text it is given with, in code points of the document's text."""
    run = RUNS[name]()
    texts = {each.document.id: each.document.text for each in run.inspections}
    made = json.loads(report.render(run, "json"))
    for document in made["documents"]:
        text = texts[document["id"]]
        pieces = (
            document["sentences"] + document["furniture"] + document["facts"] + document["origin"]["evidence"]
        )
        for piece in pieces:
            assert text[piece["start"] : piece["end"]] == piece["text"]
    for fact in made["facts"]:
        for divergence in fact["divergences"]:
            for variant in divergence["variants"]:
                assert texts[variant["document"]][variant["start"] : variant["end"]] == variant["text"]


def test_diff_operations_join_to_both_passages() -> None:
    """`equal` and `delete` give the left passage, `equal` and `insert` the right one."""
    made = json.loads(report.render(sample_run(), "json"))
    sentences = {each["id"]: [one["text"] for one in each["sentences"]] for each in made["documents"]}
    for fact in made["facts"]:
        for diff in fact["diffs"]:
            for side, own in (("left", "delete"), ("right", "insert")):
                joined = "".join(text for operation, text in diff["ops"] if operation in ("equal", own))
                member = diff[side]
                assert joined == " ".join(sentences[member["document"]][at] for at in member["sentences"])


def test_unseen_characters_travel_as_escapes() -> None:
    """Controls, overrides and lone surrogates come out as escapes and come back as they were."""
    run = hostile_run()
    text = report.render(run, "json")
    text.encode("utf-8")
    assert not any(character in text for character in "\x00\x07\x1b\x9b\u202e\u200b\ufeff\ud800\U000e0041")
    assert json.loads(text)["notes"] == list(run.notes)


def test_a_number_json_cannot_hold_is_null() -> None:
    """An infinite reading is null, never `Infinity`, which is not JSON."""
    made = json.loads(report.render(hostile_run(), "json"))
    assert made["documents"][0]["fluency"]["signals"][0]["value"] is None


def test_output_is_the_same_every_time() -> None:
    """Two renderings of one run are equal to the byte."""
    assert report.render(sample_run(), "json") == report.render(sample_run(), "json")


def with_keys(run: Run, **extra: object) -> Run:
    """Return the run whose first document came from a JSON line with further keys."""
    first = run.inspections[0]
    document = replace(first.document, extra=extra)
    changed = replace(first, article=replace(first.article, document=document))
    return replace(run, inspections=(changed, *run.inspections[1:]))


@pytest.mark.parametrize(
    ("name", "render"), [("detect", report.render_detect), ("score", report.render_score)]
)
def test_single_documents_keep_their_schema(name: str, render: Any) -> None:
    """Each line of `jsonl`, and the `json` report, are valid, and a missing key is refused."""
    check = validator(name)
    for run in (sample_run(), hostile_run(), with_keys(sample_run(), label="gold", topic=["sea"])):
        lines = render(run.inspections, "jsonl").splitlines()
        assert len(lines) == len(run.inspections)
        for line in lines:
            check.validate(json.loads(line))
        check.validate(json.loads(render(run.inspections, "json", signature=run.signature)))
    line = json.loads(lines[1])
    for path in keys(line):
        if not any(step in OPEN for step in path[:-1]) and path[0] != "input":
            assert not check.is_valid(without(line, path, None)), f"missing {path}"


def test_input_keys_pass_through_and_hide_nothing() -> None:
    """A JSON line's own keys stand beside ours; one of the same name goes under `input`."""
    line = report.detect_line(with_keys(sample_run(), label="gold", topic=["sea"]).inspections[0])
    assert line["label"] == "original"
    assert line["topic"] == ["sea"]
    assert line["input"] == {"label": "gold"}


def test_a_page_brings_its_text() -> None:
    """The offsets of a web page count in its extracted text, so that text comes along."""
    run = sample_run()
    first = run.inspections[0]
    page = replace(first, article=replace(first.article, document=replace(first.document, format="html")))
    made = json.loads(report.render(replace(run, inspections=(page, *run.inspections[1:])), "json"))
    validator("compare").validate(made)
    assert made["documents"][0]["text"] == first.document.text
    assert "text" not in made["documents"][1]
