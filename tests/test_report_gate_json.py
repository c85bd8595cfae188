"""The JSON contract of the gate: a schema that refuses what breaks it, exact places, text that parses."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sample_gate
from sample_gate import OUTCOMES

from xdiff import report
from xdiff.report import sanitise
from xdiff.report.gate import render as shown

SCHEMA = Path(report.__file__).parent.parent / "data" / "schema" / "gate.json"


@pytest.fixture(scope="module")
def schema() -> Any:
    """Return a validator of the shipped schema."""
    loaded = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded)


@pytest.mark.parametrize("made", OUTCOMES)
def test_json_keeps_its_schema(schema: Any, made: str) -> None:
    """What both JSON formats write is valid under the shipped schema."""
    outcome = OUTCOMES[made]()
    text = shown(outcome, "json")
    whole = json.loads(text)
    schema.validate(whole)
    assert not sanitise.UNSEEN.search(text)
    lined = shown(outcome, "json-lines").split("\n")
    assert lined.pop() == ""
    assert len(lined) == len(outcome.findings)
    for each in lined[:200]:
        schema.validate(json.loads(each))


def _keys(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [found for key, each in value.items() for found in [(*path, key), *_keys(each, (*path, key))]]
    if isinstance(value, list):
        return [found for at, each in enumerate(value) for found in _keys(each, (*path, at))]
    return []


def test_schema_refuses_every_missing_and_misnamed_key(schema: Any) -> None:
    """Dropping or renaming any one key breaks the schema: there is none that it does not know."""
    outcome = replace(
        sample_gate.across(), gone=sample_gate.gone().gone, problems=sample_gate.problems().problems
    )
    known = replace(outcome.findings[0], suppressed=sample_gate.EXCEPTION)
    whole = json.loads(shown(replace(outcome, findings=(known, *outcome.findings[2:])), "json"))
    paths = [path for path in _keys(whole) if path[0] != "policy" or len(path) == 1]
    assert len(paths) > 150
    for path in paths:
        for renamed in (None, f"{path[-1]}s"):
            changed = copy.deepcopy(whole)
            inner = changed
            for step in path[:-1]:
                inner = inner[step]
            value = inner.pop(path[-1])
            if renamed is not None:
                inner[renamed] = value
            assert not schema.is_valid(changed), (path, renamed)


def test_schema_explains_what_a_reader_cannot_guess(schema: Any) -> None:
    """Every kind of object says what it is, and what a null stands for is told."""
    kinds = schema.schema["$defs"]
    assert all("description" in kinds[each] for each in ("place", "excerpt", "related", "suppressed", "rule"))
    for each in ("start", "place", "suppressed", "path"):
        of = kinds["finding"]["properties"][each]
        said = of.get("description") or kinds[each]["description"]
        assert "null" in said


def test_json_offsets_and_places_are_the_words() -> None:
    """A program finds the words by offset and by line and column alike."""
    for each in json.loads(shown(sample_gate.failing(), "json"))["findings"]:
        if each["start"] is None:
            assert each["place"] is None
            continue
        text = sample_gate.TEXTS[each["path"]]
        assert text[each["start"] : each["end"]] == each["excerpt"]["marked"]
        row = text.split("\n")[each["place"]["line"] - 1]
        assert row[each["place"]["column"] - 1 : each["place"]["end_column"] - 1] == each["excerpt"]["marked"]
        data = row.encode()[each["place"]["byte_column"] - 1 : each["place"]["end_byte_column"] - 1]
        assert data.decode() == each["excerpt"]["marked"]


def test_formats_load_nothing_heavy_before_it_is_needed() -> None:
    """The names of the formats, and those that draw nothing, load neither rich nor jinja2."""
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import sample_gate\n"
        "from xdiff.report import gate\n"
        "assert 'full' in gate.formats()\n"
        "for form in ('json', 'json-lines', 'markdown', 'concise'):\n"
        "    gate.render(sample_gate.failing(), form)\n"
        "assert not {'rich', 'jinja2'} & set(sys.modules), 'too much is loaded'\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
