"""SARIF of the gate: valid by its schema, whole, and what GitHub needs to know of each result."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
import sample_gate as sample
from sample_machines import OUTCOMES, diagnostics, nameless, run

from xdiff.records import Outcome, Place
from xdiff.report import gate as reports
from xdiff.report.gate import sarif

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"


@pytest.fixture(params=sorted(OUTCOMES))
def outcome(request: pytest.FixtureRequest) -> Outcome:
    """One outcome after the other."""
    return OUTCOMES[request.param]()


@pytest.mark.parametrize("format_", ["sarif", "sarif-standing"])
def test_sarif_keeps_to_the_schema(outcome: Outcome, format_: str) -> None:
    """The log is valid by the schema of SARIF 2.1.0."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(reports.render(outcome, format_)))


def test_sarif_has_every_finding(outcome: Outcome) -> None:
    """A result a finding, suppressed or not, in their order, with its rule, level and place."""
    made = run(outcome)
    rules = made["tool"]["driver"]["rules"]
    assert len(made["results"]) == len(outcome.findings)
    assert len(run(outcome, "sarif-standing")["results"]) == len(outcome.standing)
    for result, finding in zip(made["results"], outcome.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == finding.severity
        (location,) = result["locations"]
        region = location["physicalLocation"].get("region")
        if finding.place is None:
            assert region is None
        else:
            assert region["startLine"] == finding.place.line
            assert region["startColumn"] == finding.place.column
            assert region["endLine"] == finding.place.end_line
            assert region["endColumn"] == finding.place.end_column
        assert [each["id"] for each in result.get("relatedLocations", [])] == list(
            range(1, len(finding.related) + 1)
        )
        assert bool(result.get("suppressions")) == (finding.suppressed is not None)
    assert made["columnKind"] == "unicodeCodePoints"


def test_sarif_says_why_a_finding_is_suppressed() -> None:
    """Each suppression says what let the finding go, where that stands, and the reason."""
    told = [each["suppressions"][0] for each in run(sample.suppressed())["results"]]
    assert {each["kind"] for each in told} == {"external"}
    assert {each["status"] for each in told} == {"accepted"}
    assert {each["properties"]["because"] for each in told} == {"exception", "baseline", "review"}
    assert "review in review.json: the figures are of two ships" in {each["justification"] for each in told}


def test_sarif_tells_new_from_known_beside_a_baseline_only() -> None:
    """With a baseline each result is new or unchanged, and what is gone is no result; without, neither."""
    made = run(sample.gone())
    assert [each["baselineState"] for each in made["results"]] == ["new", "unchanged"]
    told = made["invocations"][0]["toolExecutionNotifications"]
    assert [each["descriptor"]["id"] for each in told] == ["gone", "gone"]
    assert "seeds/009.txt: OR101: reads as" in told[1]["message"]["text"]
    assert all("baselineState" not in each for each in run(sample.failing())["results"])
    empty = replace(sample.failing(), policy=(("baseline", "baseline.json"),))
    assert {each["baselineState"] for each in run(empty)["results"]} == {"new"}


def test_sarif_fails_an_invocation_that_left_something_unread() -> None:
    """What could not be read makes the run unsuccessful, and is told."""
    (made,) = run(sample.problems())["invocations"]
    assert made["executionSuccessful"] is False
    assert [each["level"] for each in made["toolExecutionNotifications"]] == ["error", "error"]
    assert run(sample.failing())["invocations"][0]["executionSuccessful"] is True


def test_sarif_uris_are_the_bytes_of_the_name() -> None:
    """A URI is ASCII, decodes to the name's own bytes, and is relative to the root where the path is."""
    made = nameless()
    for result, finding in zip(run(made)["results"], made.findings, strict=True):
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        path = finding.path or ""
        assert re.fullmatch(r"(file:///([A-Za-z]:)?)?[\w.~/%-]*", artifact["uri"], re.ASCII)
        uri = artifact["uri"].removeprefix("file:///" if path[1:2] == ":" else "file://")
        if "\ud800" not in path:
            assert unquote_to_bytes(uri) == path.encode("utf-8", "surrogateescape")
        assert ("uriBaseId" in artifact) == (not path.startswith(("/", "../", "C:/")))


def test_sarif_of_standard_input_names_no_file() -> None:
    """Standard input is `-`, said in words, and not below the root."""
    first = run(sample.lines())["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert first == {"uri": "-", "description": {"text": "standard input"}}


def test_sarif_gives_a_line_of_json_lines_whole() -> None:
    """A document of JSON lines is a line without columns, since its end is not known."""
    whole = Place(line=4, column=1, end_line=4, end_column=1, byte_column=1, end_byte_column=1)
    made = sample.outcome(replace(sample.CUT_OFF, place=whole))
    assert run(made)["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 4}
    assert diagnostics(made)[0]["location"]["range"] == {"start": {"line": 4}}


def test_sarif_gives_github_a_name_where_its_own_would_not_do() -> None:
    """GitHub's own field is filled for whole documents, and for the second of two results on one line."""
    second = replace(sample.RESIDUE, key="OR103:2")
    made = sample.outcome(sample.MACHINE, sample.RESIDUE, second, sample.SPACING)
    prints = [each["partialFingerprints"] for each in run(made)["results"]]
    assert ["primaryLocationLineHash" in each for each in prints] == [True, False, True, False]
    assert len({each["xdiff/v1"] for each in prints}) == 4
    assert prints[2]["primaryLocationLineHash"] == prints[2]["xdiff/v1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“{{ name }}” is a placeholder", "“{{ name }}” is a placeholder"),
        ("“{0}” is left", "“{{0}}” is left"),
        ("see [1]", "see [1]"),
        ("[click](1) and [2]", r"\[click\](1) and \[2\]"),
        (r"\[click](1)", r"\\\[click\](1)"),
    ],
)
def test_sarif_messages_hold_no_links_and_no_arguments(text: str, expected: str) -> None:
    """What SARIF would read as a link or an argument is escaped as it says; anything else stays."""
    made = sample.outcome(replace(sample.CUT_OFF, message=text, measured="", limit=""))
    assert run(made)["results"][0]["message"]["text"] == f"{expected}."


def test_sarif_links_related_places() -> None:
    """The message links its first other places, each once: GitHub shows a related place in no other way."""
    odd = replace(sample.NUMBERS.related[0], path="a [b](2).txt", place=None)
    made = replace(sample.NUMBERS, related=(*sample.NUMBERS.related * 2, odd, *sample.DRIFT.related))
    text = run(sample.outcome(made))["results"][0]["message"]["text"]
    linked = r"[seeds/001.txt:2:29](1), [a \[b\](2).txt](3), [seeds/001.txt:3:1](4) and 1 more"
    assert text.endswith(f"[2 values; limit 1 value] (see {linked}).")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (50, []),
        (51, ["51 results: GitHub keeps the 50 most severe"]),
        (81, ["81 results: GitHub refuses a file of more than 80"]),
    ],
)
def test_sarif_tells_githubs_limits(
    number: int, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond what GitHub keeps, or takes at all, its limit is told, and all results stay."""
    assert (sarif.STORED, sarif.ACCEPTED) == (5_000, 25_000)
    monkeypatch.setattr(sarif, "STORED", 50)
    monkeypatch.setattr(sarif, "ACCEPTED", 80)
    made = run(sample.crowd(number, documents=10))
    told = made["invocations"][0]["toolExecutionNotifications"]
    assert [each["message"]["text"] for each in told] == expected
    assert len(made["results"]) == number


def test_sarif_keeps_to_githubs_limit_of_places() -> None:
    """A finding with hundreds of other places has the hundred that GitHub shows."""
    made = sample.outcome(replace(sample.NUMBERS, related=sample.NUMBERS.related * 300))
    assert len(run(made)["results"][0]["relatedLocations"]) == sarif.RELATED


def test_sarif_explains_the_rules() -> None:
    """A rule has its name, its level under the policy, and a help text in both forms that is safe to show."""
    made = run(sample.hostile())["tool"]["driver"]["rules"]
    assert [each["name"] for each in made] == [each.name for each in sample.rules()]
    assert [each["defaultConfiguration"]["level"] for each in made] == [
        each.severity for each in sample.rules()
    ]
    for each in made:
        assert "<img" not in each["help"]["markdown"]
        assert "a text that is flagged" in each["help"]["text"]
