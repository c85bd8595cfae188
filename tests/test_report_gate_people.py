"""The gate's formats for people and programs: the same figures in all, safe, bounded, and easy to act on."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sample_gate
from rich.cells import cell_len
from sample_gate import COMMANDS, CUT_OFF, MACHINE, OUTCOMES, RESIDUE

from xdiff import report
from xdiff.records import LEVELS, Finding, Gone, Outcome, Place, Problem, Related, Span
from xdiff.report import gate, sanitise
from xdiff.report.gate.counts import Counts
from xdiff.report.gate.shown import inert, name

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]

SCHEMA = Path(report.__file__).parent.parent / "data" / "schema" / "gate.json"
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
# What GitHub, Azure and TeamCity read in a log as a command: `::` first in a line, the others anywhere.
COMMAND = re.compile(r"^\s*::|##\w*\[")
PLAIN = ("full", "concise")
COLOR = re.compile(r"\x1b\[[0-9;]*m")


def shown(outcome: Outcome, form: str, **asked: Any) -> str:
    """Return a report."""
    return gate.render(outcome, form, **asked)


def lines_of(text: str) -> list[str]:
    """Return the lines of a report, broken at nothing but line feeds."""
    return text.removesuffix("\n").split("\n")


# The same figures everywhere


def _verdict_line(text: str) -> str:
    return next(each for each in lines_of(text) if re.match(r"(FAILED|PASSED|INCOMPLETE): ", each))


@pytest.mark.parametrize("made", OUTCOMES)
def test_formats_agree(made: str) -> None:
    """Every format gives the figures that a count by hand gives: by severity, rule and document."""
    outcome = OUTCOMES[made]()
    standing = [each for each in outcome.findings if each.suppressed is None]
    levels = {level: sum(each.severity == level for each in standing) for level in LEVELS}
    failing = {each.document_id for each in outcome.failing}
    counts = Counts(outcome)

    whole = json.loads(shown(outcome, "json"))
    told = whole["counts"]
    assert {level: told[level] for level in LEVELS} == levels
    assert told["findings"] == len(standing)
    assert told["failing"] == len(outcome.failing) == sum(each["fails"] for each in whole["findings"])
    assert told["documents_failing"] == len(failing) == sum(each["failed"] for each in whole["documents"])
    assert told["documents_clean"] == len(outcome.documents) - len({each.document_id for each in standing})
    assert sum(told["suppressed"].values()) == len(outcome.findings) - len(standing)
    for code in {each.code for each in outcome.findings}:
        of_rule = next(each for each in told["rules"] if each["code"] == code)
        for level in LEVELS:
            assert of_rule[level] == sum(each.code == code and each.severity == level for each in standing)
    for level in LEVELS:
        assert sum(each[level] for each in whole["documents"]) == levels[level]
        assert sum(each[level] for each in told["rules"]) == levels[level]

    lined = [json.loads(each) for each in shown(outcome, "json-lines").split("\n")[:-1]]
    assert lined == whole["findings"]

    concise = lines_of(shown(outcome, "concise"))
    assert len(concise) == len(standing) + 1
    for level in LEVELS:
        pattern = re.compile(rf"^\S.*?:\d+:\d+: [A-Z]{{2}}\d{{3}} {level}: ")
        if made != "hostile":  # whose names look like findings
            assert sum(bool(pattern.match(each)) for each in concise[:-1]) == levels[level]

    full = shown(outcome, "full", width=1_000)
    assert _verdict_line(full).split(";")[0] == concise[-1].split(";")[0]
    markdown = shown(outcome, "markdown")
    assert markdown.startswith(
        f"## {'🔴' if outcome.failed else '🟡' if outcome.problems else '🟢'} xdiff gate"
    )
    assert counts.why[1:] in markdown
    assert counts.why in full
    for rule in counts.by_rule:
        if rule.standing:
            said = [f"{number:,} {level}" for level, number in rule.levels.items() if number]
            row = next(each for each in lines_of(full) if each.startswith(f"  {rule.code} {rule.name} "))
            assert all(each in row for each in said)


@pytest.mark.parametrize(("fail_on", "failing"), [("error", 2), ("warning", 4), ("note", 5), ("never", 0)])
def test_every_format_says_what_it_fails_on(fail_on: Any, failing: int) -> None:
    """The level that is the user's to set decides the verdict in each format, and is told."""
    outcome = replace(sample_gate.failing(), fail_on=fail_on)
    whole = json.loads(shown(outcome, "json"))
    assert (whole["fail_on"], whole["counts"]["failing"], whole["failed"]) == (fail_on, failing, failing > 0)
    word = "FAILED" if failing else "PASSED"
    words = {
        "error": "the gate fails on errors",
        "warning": "the gate fails on errors and warnings",
        "note": "the gate fails on any finding",
        "never": "the gate never fails",
    }[fail_on]
    assert shown(outcome, "markdown").split("\n")[0].endswith(word)
    for form in (*PLAIN, "markdown"):
        assert word in shown(outcome, form, width=300)
        assert words in shown(outcome, form, width=300)


def test_nothing_fails_quietly_while_an_input_was_not_read() -> None:
    """A run that judged the rest as clean does not call itself passed."""
    outcome = replace(sample_gate.clean(), problems=sample_gate.problems().problems)
    for form in (*PLAIN, "markdown"):
        text = shown(outcome, form)
        assert "INCOMPLETE" in text
        assert "PASSED" not in text
        assert "2 inputs could not be read" in text
    for form in ("full", "markdown"):
        assert "seeds/003.txt" in shown(outcome, form)
    both = replace(sample_gate.failing(), problems=sample_gate.problems().problems)
    for form in (*PLAIN, "markdown"):
        assert "FAILED" in shown(both, form)
        assert "2 inputs could not be read" in shown(both, form, width=200)


def test_a_run_that_judged_nothing_says_so() -> None:
    """No documents is no success to be proud of."""
    outcome = replace(sample_gate.clean(), documents=())
    for form in (*PLAIN, "markdown"):
        assert "no document was judged" in shown(outcome, form).lower()


# Full


@pytest.mark.parametrize("width", [40, 60, 80, 140])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_full_fits_the_terminal(width: int, ascii_only: bool) -> None:
    """Every line fits, of the hostile run too, and no line ends in spaces."""
    for made, build in OUTCOMES.items():
        text = shown(build(), "full", width=width, ascii=ascii_only)
        assert max(cell_len(line) for line in lines_of(text)) <= width, made
        assert text.isascii() or not ascii_only
        assert not re.search(r"[ \t]$", text, re.MULTILINE)


@pytest.mark.parametrize("form", PLAIN)
def test_nothing_acts_on_the_terminal_or_a_log(form: str) -> None:
    """Escape sequences, overrides and commands of CI servers come out as text that does nothing."""
    for width in (40, 80, 140):
        for ascii_only in (False, True):
            text = shown(sample_gate.hostile(), form, width=width, ascii=ascii_only)
            assert not FORBIDDEN.search(text)
            assert not [line for line in lines_of(text) if COMMAND.search(line)]
    colored = shown(sample_gate.hostile(), form, color=True)
    assert not FORBIDDEN.search(COLOR.sub("", colored))
    assert not [line for line in lines_of(COLOR.sub("", colored)) if COMMAND.search(line)]


def test_a_command_is_taken_apart_where_two_pieces_meet() -> None:
    """Words that are harmless alone give no command beside each other, nor behind colour or white space."""
    assert inert("a\n \u3000::error::x") == "a\n \u3000\\x3a:error::x"
    assert inert("\x1b[1m::error::x") == "\x1b[1m\\x3a:error::x"
    assert inert("say ##[group]x and ##vso[y]") == "say \\x23#[group]x and \\x23#vso[y]"
    assert inert("a::b and ## heading [1]\n") == "a::b and ## heading [1]\n"
    split = replace(CUT_OFF.excerpt or sample_gate.excerpt("", Span(start=0, end=0)), before="x ##")
    joined = replace(CUT_OFF, excerpt=replace(split, marked="[error]y"))
    assert not COMMAND.search(shown(sample_gate.outcome(joined), "full"))


def test_a_name_is_one_line_and_tells_its_characters() -> None:
    """Line ends, tabs, doubled spaces and bytes that are no UTF-8 are told apart in a name."""
    assert name("a\nb\tc\rd") == "a\\nb\\tc\\rd"
    assert name("a  b.txt") == "a  b.txt"
    assert name("caf\udce9.txt") == "caf\\udce9.txt"
    assert name("::error::.txt") == "\\x3a:error::.txt"
    assert name(None) == "-"
    assert name("é.txt", ascii=True) == "\\xe9.txt"


@pytest.mark.parametrize("form", PLAIN)
def test_colour_says_nothing_that_words_do_not(form: str) -> None:
    """Without its colour codes a coloured report is the plain one."""
    for made in ("failing", "across", "foreign", "gone", "problems"):
        outcome = OUTCOMES[made]()
        colored = shown(outcome, form, color=True)
        assert COLOR.search(colored)
        plain = "\n".join(line.rstrip() for line in COLOR.sub("", colored).split("\n"))
        assert plain == shown(outcome, form)


def test_underline_stands_under_the_words() -> None:
    """The carets cover the columns of the words, at each width, wherever the words stand."""
    for made in ("failing", "across", "lines", "foreign"):
        outcome = OUTCOMES[made]()
        for width in (60, 80, 140):
            rows = lines_of(shown(outcome, "full", width=width))
            carets = [at for at, row in enumerate(rows) if re.fullmatch(r" *│ *\^+", row)]
            assert carets
            for at in carets:
                start, size = cell_len(rows[at].split("^")[0]), rows[at].count("^")
                words = _columns(rows[at - 1], start, size)
                marked = [
                    sanitise.line(place.excerpt.marked)
                    for each in outcome.findings
                    for place in (each, *each.related)
                    if place.excerpt
                ]
                assert words in marked


def _columns(row: str, start: int, size: int) -> str:
    """Return the characters of a row that stand in some columns."""
    found, at = "", 0
    for character in row:
        room = cell_len(character)
        if start <= at < start + size or (room == 0 and start < at <= start + size):
            found += character
        at += room
    return found


def _at(each: Related) -> str:
    assert each.place is not None
    return f"{each.place.line}:{each.place.column}"


def test_other_places_of_the_same_document() -> None:
    """One other place in the document is shown with its words, several by line and column, each once."""
    one = sample_gate.there("seeds/001.txt", "guard of the coasts")
    two = sample_gate.there("seeds/001.txt", "the buoy")
    elsewhere = sample_gate.there("seeds/002.txt", "Skerrin")

    def text(form: str, *related: Related) -> str:
        return shown(sample_gate.outcome(replace(RESIDUE, related=related)), form, width=140)

    assert re.search(rf" also at {_at(one)}\n +│ .*guard of the coasts", text("full", one))
    several = text("full", one, two, one, elsewhere)
    assert f" also at {_at(one)}, {_at(two)}\n" in several
    assert f" beside seeds/002.txt:{_at(elsewhere)}\n" in several
    assert text("concise", one, two, one).count("seeds/001.txt:") == 3
    # In JSON lines all of them stand on the whole line: then their words tell them apart.
    same = replace(one, place=RESIDUE.place)
    assert "(see" not in text("concise", same, same)
    assert text("full", same, same).count("guard of the coasts") == 2


def test_other_documents_as_a_whole_are_named_on_one_line() -> None:
    """Of a finding about many whole documents their names are told, and counted where they are too many."""
    bare = [
        replace(
            sample_gate.there("seeds/002.txt", "Skerrin"), path=f"seeds/{at}.txt", place=None, excerpt=None
        )
        for at in range(11)
    ]
    few = shown(sample_gate.outcome(replace(MACHINE, related=tuple(bare[:2]))), "full", width=140)
    assert " beside seeds/0.txt, seeds/1.txt\n" in few
    many = shown(sample_gate.outcome(replace(MACHINE, related=tuple(bare))), "full", width=140)
    assert re.search(r" beside seeds/0.txt, .*seeds/7.txt and 3 more\n", many)


def test_one_error_is_not_buried() -> None:
    """Among 5,000 findings the error comes first, and again at the end with its value and limit."""
    text = shown(sample_gate.crowd(), "full", width=80)
    rows = lines_of(text)
    assert len(rows) < 300
    assert rows[0] == "seeds/0125.txt"
    assert "HY302" in rows[1]
    assert any("HY302" in row and "“displ”; limit none" in row for row in rows[-20:])
    assert "`--format concise` lists every finding" in text
    assert re.search(r"… and .*\d+ more of HY301", text)
    shown_documents = sum(bool(re.match(r"seeds/\d+\.txt$", row)) for row in rows)
    rest = re.search(r"… and (\d+) more documents with", text)
    assert rest
    assert shown_documents + int(rest[1]) == 250


def test_every_failing_document_is_summed_up() -> None:
    """Of more failing documents than are shown, each stands in the summary, with value, limit and number."""
    many = tuple(
        replace(each, document_id=f"{at:03}", path=f"seeds/{at:03}.txt")
        for at in range(150)
        for each in (MACHINE, CUT_OFF, CUT_OFF)
    )
    judged = tuple(sample_gate.judged(f"seeds/{at:03}.txt")[0] for at in range(150))
    text = shown(replace(sample_gate.outcome(), documents=judged, findings=many), "full", width=100)
    summary = text[text.index("Failing: 150 documents") :]
    for at in range(150):
        assert f"\n  seeds/{at:03}.txt\n" in summary
    assert summary.count("OR101 machine-translated: p_machine 0.99; limit below 0.85\n") == 150
    assert summary.count("“displ”; limit the end of a sentence (the first of 2)\n") == 150
    assert "… and 100 more documents with 300 errors" in text


def test_help_stands_once_for_a_rule() -> None:
    """How to mend is said once, however often a rule finds something."""
    text = shown(sample_gate.crowd(), "full", width=140)
    assert text.count("Cut the lines that belong to the web site.") == 1


def test_reasons_and_files_of_what_does_not_count() -> None:
    """Exceptions and rejections stand with their reasons, known ones with the number in their file."""
    text = shown(sample_gate.suppressed(), "full", width=140)
    assert "3 findings in baseline.json" in text
    assert "HY301 in seeds/000.txt: the site's own lines are part of the test (seeds/seeds.toml)" in text
    assert "CS401 in seeds/000.txt: the figures are of two ships (review.json)" in text
    assert "PASSED: no findings that count in 3 documents" in text


def test_long_lists_end_in_a_count() -> None:
    """Hundreds of notes, problems and entries gone do not make the report longer than a page each."""
    outcome = replace(
        sample_gate.clean(),
        notes=tuple(f"note {at}" for at in range(300)),
        gone=tuple(Gone(code="HY302", path=f"{at}.txt", message="it stops") for at in range(300)),
        problems=tuple(Problem(what="unreadable", where=f"{at}.txt", hint="") for at in range(300)),
        stories=tuple((f"a{at}", f"b{at}") for at in range(300)),
    )
    text = shown(outcome, "full")
    assert text.count("… and 290 more") == 4
    assert len(lines_of(text)) < 70
    assert len(shown(outcome, "markdown")) < 12_000


# Concise


def test_concise_is_sorted_and_one_line_each() -> None:
    """Lines stand by path, line and column, however the run found them; a related place is named."""
    outcome = sample_gate.outcome(*reversed(sample_gate.failing().standing))
    rows = lines_of(shown(replace(outcome, findings=outcome.findings[::-1]), "concise"))
    places = [re.match(r"(.+?):(\d+):(\d+): ", row) for row in rows[:-1]]
    found = [(each[1], int(each[2]), int(each[3])) for each in places if each]
    assert len(found) == 5
    assert found == sorted(found)
    assert "(see seeds/001.txt:2:29)" in shown(sample_gate.across(), "concise")


def test_concise_keeps_a_finding_on_its_line() -> None:
    """No name, message or value can begin a line of its own."""
    outcome = sample_gate.hostile()
    rows = lines_of(shown(outcome, "concise"))
    assert len(rows) == len(outcome.standing) + 1
    assert all(re.search(r":\d+:\d+: CS401 error:", row) for row in rows[:-1])


# Names beside each other


def test_documents_of_one_file_are_told_apart() -> None:
    """Two documents of one file of JSON lines stand under the file's name and their own."""
    for form in ("full", "markdown"):
        text = shown(sample_gate.lines(), form)
        assert "seeds/many.jsonl (news-17)" in text
        assert "seeds/many.jsonl (news-18)" in text
        assert "seeds/page.html (" not in text
        assert "standard input" in text
    assert "\n-:4:64: HY302" in f"\n{shown(sample_gate.lines(), 'concise')}"


def test_a_rule_that_is_not_described_is_still_reported() -> None:
    """A finding whose rule the outcome does not describe loses its name, not its place."""
    outcome = replace(sample_gate.failing(), rules=())
    assert "HY302: the text stops within a word" in shown(outcome, "full")
    assert "HY302" in shown(outcome, "markdown")
    assert {each["name"] for each in json.loads(shown(outcome, "json"))["findings"]} == {""}


def _finding_at(line: int) -> Finding:
    place = Place(line=line, column=1, end_line=line, end_column=2, byte_column=1, end_byte_column=2)
    return replace(CUT_OFF, place=place)


def test_errors_come_first_in_a_document() -> None:
    """Within a document the worst come first, then those nearer to its beginning."""
    outcome = sample_gate.outcome(RESIDUE, _finding_at(9), _finding_at(12))
    rows = [row.split() for row in lines_of(shown(outcome, "full", width=200))]
    heads = [row[:3] for row in rows if len(row) > 2 and row[2] in ("HY302", "OR103")]
    assert heads == [["9:1", "error", "HY302"], ["12:1", "error", "HY302"], ["1:20", "warning", "OR103"]]


def test_commands_are_among_the_hostile_words() -> None:
    """The sample that the tests above try holds each of the commands."""
    assert any(each.startswith("::") for each in COMMANDS)
    assert sum("##" in each for each in COMMANDS) == 2
