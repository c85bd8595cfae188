"""What CI servers read of the gate: github, gitlab, junit and rdjson; sarif has a file of its own.

JUnit XML is held against its schema (`schemas/README.md` says whose), the others against what their documents
say of each field. Whatever stands in a document or in a file name, a report stays well-formed, says what it
said, and is no command to the server that reads it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sample_gate as sample
from lxml import etree
from sample_machines import OUTCOMES, commands, diagnostics, entries, every, suites

from xdiff.records import Judged, Outcome, Place, Related
from xdiff.report import gate as reports
from xdiff.report import sanitise
from xdiff.report.gate import junit, machine
from xdiff.version import __version__

FORMATS = ("github", "gitlab", "junit", "sarif", "sarif-standing", "rdjson")
SCHEMA = Path(__file__).parent / "schemas" / "junit-10.xsd"


@pytest.fixture(params=sorted(OUTCOMES))
def outcome(request: pytest.FixtureRequest) -> Outcome:
    """One outcome after the other."""
    return OUTCOMES[request.param]()


# ---- all of them


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["hostile", "worst", "nameless"])
def test_nothing_acts_on_a_log(format_: str, name: str) -> None:
    """No line has a control, a direction mark or half a character, and no line but github's is a command."""
    text = reports.render(OUTCOMES[name](), format_)
    assert not sanitise.UNSEEN.search(text)
    assert "\t" not in text
    if format_ != "github":
        assert not re.search(r"^\s*::", text, re.MULTILINE)
        assert not re.search(r"##\w*\[", text)


@pytest.mark.parametrize("format_", FORMATS)
def test_ascii_says_the_same(format_: str) -> None:
    """Where only ASCII can be shown a report is ASCII, and its reader gets the same text."""
    made = sample.foreign()
    plain, ascii_ = reports.render(made, format_), reports.render(made, format_, ascii=True)
    assert "岛屿" in plain
    assert ascii_.isascii()
    if format_ == "github":  # a log has no escape for a letter: it shows Python's
        assert "file=seeds/\\u8239.txt" in ascii_
        assert len(list(commands(ascii_))) == len(list(commands(plain)))
    elif format_ == "junit":
        assert etree.tostring(etree.fromstring(plain.encode())) == etree.tostring(
            etree.fromstring(ascii_.encode())
        )
    else:
        assert json.loads(plain) == json.loads(ascii_)


@pytest.mark.parametrize("format_", [each for each in FORMATS if each != "sarif-standing"])
def test_golden(format_: str, golden: Callable[[str, str], None]) -> None:
    """Each format as a person would read it."""
    text = reports.render(every(), format_).replace(f'"version": "{__version__}"', '"version": "0.0"')
    golden(f"gate-every.{format_}{'.xml' if format_ == 'junit' else '.txt'}", text)


@pytest.mark.parametrize("format_", ["github", "gitlab", "rdjson", "sarif-standing"])
def test_suppressed_findings_are_left_out(format_: str) -> None:
    """Formats whose readers know no suppression show what stands, and nothing else."""
    text = reports.render(sample.suppressed(), format_)
    assert sample.CUT_OFF.message not in text
    assert sample.CUT_OFF.message in reports.render(sample.failing(), format_)


def test_a_finding_keeps_its_name() -> None:
    """A finding that only moved has the same name; in another file, or about other words, it has another."""
    made = sample.failing()
    moved = replace(sample.RESIDUE, place=replace(sample.NUMBERS.place or 0), span=None)
    names = machine.Names(made)
    assert names.of(sample.RESIDUE) == names.of(moved)
    assert names.of(sample.RESIDUE) != names.of(replace(sample.RESIDUE, path="seeds/000.txt"))
    assert names.of(sample.RESIDUE) != names.of(replace(sample.RESIDUE, key="OR103:0"))
    # An id is told apart by folder when another file of that name comes along: the path alone names the file.
    assert names.of(sample.RESIDUE) == names.of(replace(sample.RESIDUE, document_id="seeds/001"))


def test_documents_of_one_file_are_told_apart() -> None:
    """Two lines of one file with the same finding have two names."""
    made = sample.lines()
    first, second = (
        replace(sample.MACHINE, document_id=f"news-{at}", path="seeds/many.jsonl") for at in (17, 18)
    )
    names = machine.Names(made)
    assert names.of(first) != names.of(second)


@pytest.mark.parametrize(
    ("related", "expected"),
    [
        ((), ""),
        (sample.NUMBERS.related, " (see seeds/001.txt:2:29)"),
        ((sample.there("seeds/000.txt", "Captain"),), " (see 5:26)"),
        (
            sample.NUMBERS.related * 2 + sample.DRIFT.related,
            " (see seeds/001.txt:2:29, seeds/001.txt:3:1, seeds/002.txt:2:1)",
        ),
        (
            tuple(sample.there("seeds/002.txt", each) for each in ("Nobody", "was", "hurt", "when", "ferry")),
            " (see seeds/002.txt:1:1, seeds/002.txt:1:8, seeds/002.txt:1:12 and 2 more)",
        ),
    ],
)
def test_other_places_are_told_in_short(related: tuple[Related, ...], expected: str) -> None:
    """A message names three other places, each once, and those of its own file without the file."""
    assert machine.also(replace(sample.NUMBERS, related=related)) == expected


def test_words_are_told_where_no_place_leads_to_them() -> None:
    """In a web page and in a document of JSON lines a finding tells its words."""
    page = replace(sample.RESIDUE, place=None)
    line = Place(line=4, column=1, end_line=4, end_column=1, byte_column=1, end_byte_column=1)
    for each in (page, replace(page, place=line)):
        assert (
            machine.said(each) == "“naufrage” is left standing in French, at “naufrage” [1 word; limit none]"
        )
    assert machine.said(sample.RESIDUE) == "“naufrage” is left standing in French [1 word; limit none]"
    assert (
        machine.said(replace(sample.RESIDUE, measured="", limit=""))
        == "“naufrage” is left standing in French"
    )


# ---- github


def test_github_has_a_command_for_each_finding(outcome: Outcome) -> None:
    """Problems and standing findings, the worst first, each with its file, its line and what it says."""
    read = list(commands(reports.render(outcome, "github")))
    own = [each for each in read if each[1]["title"] != "xdiff gate"]
    ranked = [kind for kind, _, _ in own]
    assert ranked == sorted(ranked, key=["error", "warning", "notice"].index)
    judged = [each for each in own if each[1]["title"] not in ("not judged", "note")]
    assert len(own) - len(judged) == len(outcome.problems) + len(outcome.notes)
    expected = Counter(
        (
            machine.file(each.path),
            ("" if each.path else f"{machine.at(each)}: ") + machine.said(each) + machine.also(each),
        )
        for each in outcome.standing
    )
    assert expected == Counter((given.get("file", "-"), text) for _, given, text in judged)


def test_github_tells_columns_of_one_line_only() -> None:
    """Columns come with a finding that begins and ends on one line, and with no other."""
    place = Place(line=2, column=3, end_line=2, end_column=9, byte_column=3, end_byte_column=9)
    lines = replace(place, end_line=4)
    whole = replace(place, column=1, end_column=1)
    for each, expected in ((place, {"line", "endLine", "col", "endColumn"}), (lines, {"line", "endLine"})):
        made = sample.outcome(replace(sample.CUT_OFF, place=each))
        ((_, given, _),) = commands(reports.render(made, "github"))
        assert set(given) == {"file", "title", *expected}
    made = sample.outcome(replace(sample.CUT_OFF, place=whole))
    assert "col" not in reports.render(made, "github").partition("title")[0]


def test_github_says_what_it_will_not_show() -> None:
    """Beyond ten of a kind a notice counts what is in the log only, and stands where it is shown itself."""
    crowd = sample.crowd(3_000, documents=10)
    read = list(commands(reports.render(crowd, "github")))
    assert read[0][0] == "error"
    told = [at for at, each in enumerate(read) if each[1]["title"] == "xdiff gate"]
    (at,) = told
    assert [kind for kind, _, _ in read].index("notice") == at
    warnings = sum(kind == "warning" for kind, _, _ in read)
    assert f"{warnings - 10:,} of {warnings:,} warnings" in read[at][2]
    assert "errors" not in read[at][2]
    few = replace(crowd, findings=crowd.findings[:12])
    assert all(given["title"] != "xdiff gate" for _, given, _ in commands(reports.render(few, "github")))


def test_github_counts_its_own_notices() -> None:
    """Ten notes and a notice of its own are eleven: the tenth note is told to be in the log only."""
    notes = tuple(replace(sample.ALONE, key=str(at)) for at in range(10))
    assert len(list(commands(reports.render(sample.outcome(*notes), "github")))) == 10
    gone = replace(sample.outcome(*notes), gone=sample.gone().gone)
    told = [
        text for _, given, text in commands(reports.render(gone, "github")) if given["title"] == "xdiff gate"
    ]
    assert "2 findings of the baseline" in told[0]
    assert "2 of 10 notices" in told[1]


# ---- gitlab


def test_gitlab_has_the_fields_gitlab_demands(outcome: Outcome) -> None:
    """Each entry has its fields, of the right types, and a fingerprint that no other one has."""
    found = entries(outcome)
    assert len(found) >= len(outcome.standing)
    for each in found:
        assert all(isinstance(each[name], str) and each[name] for name in ("description", "check_name"))
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert re.fullmatch("[0-9a-f]{32}", each["fingerprint"])
        assert isinstance(each["location"]["path"], str)
        lines = each["location"]["lines"]
        assert 1 <= lines["begin"] <= lines["end"]
        assert each["type"] == "issue"
        assert each["categories"]
    assert len({each["fingerprint"] for each in found}) == len(found)


def test_gitlab_tells_two_problems_apart() -> None:
    """What could not be read is critical; the same thing said twice is one entry, as GitLab would make it."""
    made = sample.problems()
    found = entries(replace(made, problems=(*made.problems, made.problems[0])))
    assert [each["severity"] for each in found] == ["critical", "critical"]
    assert [each["check_name"] for each in found] == ["not-judged", "not-judged"]


# ---- junit


def test_junit_keeps_to_the_schema(outcome: Outcome) -> None:
    """The report is valid but for `file`, which GitLab wants and the schema does not know."""
    root = suites(outcome)
    for case in root.iter("testcase"):
        case.attrib.pop("file", None)
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)


def test_junit_fails_what_fails(outcome: Outcome) -> None:
    """A case fails exactly where a finding fails the gate, once for each rule and document."""
    root = suites(outcome)
    failed = {(case.get("classname"), case.get("name", "").split()[0]) for case in root.xpath("//failure/..")}
    assert failed == {(junit._line(each.document_id), each.code) for each in outcome.failing}
    assert len(root.xpath("//error")) == len(outcome.problems)
    for suite in root:
        cases = suite.findall("testcase")
        names = [(case.get("classname"), case.get("name")) for case in cases]
        assert len(set(names)) == len(names)
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))
    assert int(root.get("tests", "")) == len(root.xpath("//testcase"))
    assert int(root.get("failures", "")) == len(root.xpath("//failure"))


def test_junit_tells_what_does_not_fail() -> None:
    """What stands below the level is output of a case that passes; what is suppressed skips it, and why."""
    root = suites(sample.warned())
    assert not root.xpath("//failure | //skipped")
    assert "stands in the text" in root.xpath("string(//testcase[starts-with(@name, 'HY301')]/system-out)")
    skipped = suites(sample.suppressed()).xpath("//skipped/@message")
    assert "exception in seeds/seeds.toml: the site's own lines are part of the test" in skipped
    assert "baseline in baseline.json" in skipped


def test_junit_lists_several_findings_of_a_rule_in_one_failure() -> None:
    """GitLab shows one failure a case: it counts them, and holds each with its place."""
    again = replace(
        sample.CUT_OFF, key="HY302:2", place=replace(sample.NUMBERS.place or 0), message="and here"
    )
    (failure,) = suites(sample.outcome(sample.CUT_OFF, again)).xpath("//failure")
    assert failure.get("message").startswith("2 findings; the first: the text stops")
    assert "seeds/001.txt:4:64: error: the text stops" in failure.text
    assert "seeds/001.txt:4:18: error: and here" in failure.text


def test_junit_names_documents() -> None:
    """Standard input has no file; documents of one file have suites of their own."""
    root = suites(sample.lines())
    assert [suite.get("name") for suite in root] == [
        *("standard input", "seeds/page.html"),
        *("seeds/many.jsonl: news-17", "seeds/many.jsonl: news-18"),
    ]
    assert not root[0].xpath("testcase/@file")
    assert set(root[3].xpath("testcase/@file")) == {"seeds/many.jsonl"}


def test_junit_folds_what_passes_in_a_large_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond 100,000 cases a suite has one for all rules that found nothing; findings keep theirs."""
    assert junit.CASES == 100_000
    monkeypatch.setattr(junit, "CASES", 90)
    many = tuple(Judged(document_id=str(at), path=f"{at}.txt", words=1) for at in range(11))
    assert len(suites(replace(sample.outcome(), documents=many[:10])).findall("*/testcase")) == 90
    found = replace(sample.CUT_OFF, document_id="7", path="7.txt")
    root = suites(replace(sample.outcome(), documents=many, findings=(found,)))
    assert len(root) == len(many)
    assert [case.get("name") for case in root[7].iter("testcase")] == ["HY302 cut-off-end", junit.REST]
    assert [case.get("name") for case in root[8].iter("testcase")] == [junit.REST]


def test_junit_holds_what_xml_cannot() -> None:
    """Characters that XML 1.0 forbids are escapes."""
    text = "a\x00b\x1bc\ufffed\uffffe\ud800f"
    made = sample.outcome(replace(sample.CUT_OFF, message=text))
    assert r"a\x00b\x1bc\ufffed\uffffe\ud800f" in suites(made).xpath("string(//failure/@message)")


# ---- rdjson

FIELDS = {
    "Diagnostic": {
        "message",
        "location",
        "severity",
        "source",
        "code",
        "original_output",
        "related_locations",
    },
    "Location": {"path", "range"},
    "Related": {"message", "location"},
}


def _location(location: dict[str, Any]) -> None:
    assert set(location) <= FIELDS["Location"]
    assert isinstance(location["path"], str)
    for position in location.get("range", {}).values():
        assert set(position) <= {"line", "column"}
        assert all(isinstance(each, int) and each >= 1 for each in position.values())


def test_rdjson_has_the_fields_of_the_format_and_no_others(outcome: Outcome) -> None:
    """Reviewdog refuses a file with a field it does not know, or a value of another type."""
    result = json.loads(reports.render(outcome, "rdjson"))
    assert set(result) == {"source", "diagnostics"}
    assert result["source"] == {"name": "xdiff"}
    assert len(result["diagnostics"]) == len(outcome.standing) + len(outcome.problems)
    for each in result["diagnostics"]:
        assert set(each) <= FIELDS["Diagnostic"]
        assert each["severity"] in {"ERROR", "WARNING", "INFO"}
        assert set(each["code"]) == {"value"}
        assert all(isinstance(each[name], str) for name in ("message", "original_output"))
        _location(each["location"])
        for related in each.get("related_locations", ()):
            assert set(related) <= FIELDS["Related"]
            _location(related["location"])


def test_rdjson_counts_bytes() -> None:
    """Columns cut the finding's words out of the bytes of its line."""
    made = sample.foreign()
    line = "東京の船 नाव سفينة e\u0301cole\u200b 岛屿 ran aground 午後".encode()
    for each, finding in zip(diagnostics(made), made.findings, strict=True):
        start, end = (each["location"]["range"][side]["column"] - 1 for side in ("start", "end"))
        assert finding.excerpt is not None
        assert line[start:end].decode() == finding.excerpt.marked
