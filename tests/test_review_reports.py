"""Decisions in the reports: told beside what they are about, and what was rejected accuses nobody."""

from __future__ import annotations

import copy
import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hostile_words import HOSTILE
from markdown_it import MarkdownIt  # which rich brings along
from rich.cells import cell_len
from sample_review import (
    DECISIONS,
    WHY_NOT_MACHINE,
    WHY_REJECTED,
    all_decided,
    decided,
    hostile_review,
    keys,
    reviewed_run,
)
from sample_run import hostile_run, sample_pair, sample_run

from xdiff import report
from xdiff.records import Decision, Review
from xdiff.report import sanitise
from xdiff.report.base import View
from xdiff.report.escape import escaped
from xdiff.report.markdown import headline

if TYPE_CHECKING:
    from xdiff.records import Run

SCHEMA = Path(report.__file__).parent.parent / "data" / "schema" / "compare.json"
GITHUB_MOST = 65_536
ESCAPE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


# JSON


def json_of(run: Run) -> Any:
    """Return the JSON report, which its schema allows."""
    made = json.loads(report.render(run, "json"))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(made)
    return made


def test_json_names_every_finding_and_its_decision() -> None:
    """Each divergence, verdict and inconsistency has its lasting name, and what was decided or null."""
    run = reviewed_run()
    made = json_of(run)
    found = [each for fact in made["facts"] for each in fact["divergences"]]
    found += [each["origin"] for each in made["documents"]]
    found += [one for each in made["documents"] for one in each["inconsistencies"]]
    assert {each["key"] for each in found} == {key for key, *_ in keys(run)}
    by_key = {each.key: each for each in run.review.decisions}
    for each in found:
        decision = by_key.get(each["key"])
        expected = decision and {
            "decision": decision.decision,
            "comment": decision.comment,
            "by": decision.by,
            "at": decision.at,
        }
        assert each["decision"] == expected
    assert sum(each["decision"] is not None for each in found) == DECISIONS
    assert made["review"]["decisions"] == DECISIONS
    assert made["review"]["changed"] == ["harbour-post"]
    assert [(each["decision"], each["message"]) for each in made["review"]["gone"]] == [
        ("reject", "300 tonnes against 30 tonnes"),
        ("accept", "1 May, 2 May"),
    ]
    assert made["review"]["gone"][0]["documents"] == ["harbour-post", "page-17"]


def test_json_of_a_run_without_review_and_of_a_hostile_one() -> None:
    """Without a review everything is null; hostile words in a review come back as they were."""
    made = json_of(sample_run())
    assert made["review"] == {"decisions": 0, "gone": [], "changed": []}
    assert all(each["origin"]["decision"] is None for each in made["documents"])
    run = hostile_review()
    comments = [each.comment for each in run.review.gone]
    assert [each["comment"] for each in json_of(run)["review"]["gone"]] == comments


def test_the_schema_refuses_a_decision_without_one_of_its_keys() -> None:
    """Dropping any key of a decision, of the review or of what is gone breaks the schema."""
    check = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    whole = json_of(reviewed_run())
    for where in (
        lambda made: made["review"],
        lambda made: made["review"]["gone"][0],
        lambda made: made["documents"][1]["origin"]["decision"],
        lambda made: made["documents"][1]["inconsistencies"][0],
        lambda made: made["facts"][0]["divergences"][0],
    ):
        for key in where(whole):
            made = copy.deepcopy(whole)
            del where(made)[key]
            assert not check.is_valid(made), key


# The terminal


def test_a_rejected_divergence_stands_at_the_end_alone() -> None:
    """It is not among the others, is counted in brackets, and stands at the end with who, when and why."""
    text = report.render(reviewed_run(), "text", width=140)
    listed, end = text.split("REJECTED IN REVIEW")
    assert "Pavel Dorn is spelled Pavel Dorne" not in listed
    assert "an exact 95 minutes" not in listed
    assert "4 conflicts, 3 variants (1 rejected) and 3 notes (1 rejected)" in flat(listed)
    assert "3 variants (1 rejected): the same thing told differently" in listed
    assert re.search(r"VARIANT +d6 +name: Pavel Dorn is spelled Pavel Dorne +\(in f4\)", end)
    assert f"rejected by Anna Berg, 20 November 2026: {WHY_REJECTED}" in flat(end)
    assert re.search(r"NOTE +d9 .*\n +rejected by a reviewer\n", end)
    narrow = report.render(reviewed_run(), "text", width=80)
    assert re.search(r"^f4 .* see d2$", narrow, re.MULTILINE)


def test_accepted_and_commented_divergences_say_so() -> None:
    """Beside an accepted one stands who accepted it; one with only a comment shows the comment."""
    text = flat(report.render(reviewed_run(), "text", width=140))
    assert "review: accepted by J. S., 20 November 2026: Asked the coastguard: 214." in text
    assert "review: commented by Anna Berg, 20 November 2026: Which of the two did she say?" in text
    assert "Reviewed: 1 accepted, 4 rejected, 1 commented." in text


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_a_rejected_verdict_accuses_nobody(format: str) -> None:  # noqa: A002 (the option's name)
    """Where a reviewer rejected “machine translation”, no report says it as its own finding."""
    before, after = (report.render(run, format, width=140) for run in (sample_run(), reviewed_run()))
    accusing = (
        "reads as a machine translation",
        "about 97 are machine translations",
        "French (about 81 of 100)",
        "fr.echouer",
    )
    for said in accusing:
        assert said in flat(before)
        assert said not in flat(after)
    words = "the verdict “machine translation” was rejected in review by Anna Berg, 20 November 2026: "
    assert words + WHY_NOT_MACHINE in flat(after)
    assert "! B" not in after


def test_a_rejected_inconsistency_is_at_the_end() -> None:
    """Where a document was wrongly said to differ from itself, that is told at the end only."""
    for format, mark in (("text", "REJECTED IN REVIEW"), ("markdown", "Rejected in review:")):  # noqa: A001 (the option's name)
        listed, end = report.render(reviewed_run(), format, width=140).split(mark)
        assert "invented for the sample" not in listed
        assert "invented for the sample" in end
        assert "Two different names." in end


def test_without_a_review_nothing_is_told_of_one() -> None:
    """A run without decisions, or with one that was taken back, has no word about a review."""
    run = sample_run()
    blank = replace(
        run, review=Review(decisions=(decided(run, 0, None), decided(run, len(run.divergences), None)))
    )
    for format in ("text", "markdown"):  # noqa: A001 (the option's name)
        assert not re.search(r"in review|review:|reviewed", report.render(run, format), re.IGNORECASE)
        assert report.render(blank, format) == report.render(run, format)


def test_when_everything_is_rejected() -> None:
    """The reports say so, list nothing as found, and the headline counts nothing."""
    run = all_decided(sample_run(), "reject", "No.")
    text = flat(report.render(run, "text", width=140))
    assert "Every divergence that was found was rejected in review." in text
    assert "4 conflicts (4 rejected)" in text
    assert "in itself" not in text
    markdown = report.render(run, "markdown")
    assert markdown.splitlines()[0] == "## xdiff: no divergence in 6 shared facts"
    assert "🔴" not in markdown
    assert "Rejected in review: 15 findings" in markdown


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("color", [False, True])
def test_the_terminal_report_fits_and_acts_on_nothing(width: int, ascii_only: bool, color: bool) -> None:
    """At any width, in ASCII and in colour, no line is too wide and no reviewer's word acts."""
    for run in (
        reviewed_run(),
        hostile_review(),
        all_decided(hostile_run(), "reject", "w" * 2000, "n" * 100),
    ):
        text = report.render(run, "text", width=width, ascii=ascii_only, color=color)
        text = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert not ESCAPE.search(text)
        assert max(cell_len(line) for line in text.splitlines()) <= width
        if ascii_only:
            text.encode("ascii")


def test_many_rejected_findings_are_counted() -> None:
    """A terminal lists some, in the same order, and counts the rest."""
    run = sample_pair()
    many = replace(run, divergences=run.divergences * 6)
    text = report.render(all_decided(many, "reject"), "text", width=80)
    assert re.search(r"… \d+ more; `--html FILE` shows every one", text[text.index("REJECTED IN REVIEW") :])


# Markdown


def test_the_first_line_says_what_was_found() -> None:
    """Conflicts, variants, notes and suspects that stand are counted in the first line, in our own words."""
    run = sample_run()
    assert headline(View(run)) == "4 conflicts, 3 variants and 3 notes; B reads as a machine translation"
    assert headline(View(reviewed_run())) == "4 conflicts, 2 variants and 2 notes"
    assert headline(View(hostile_run())).endswith("A and B read as machine translations")
    none = replace(run, divergences=())
    assert headline(View(none)) == "no divergence in 6 shared facts; B reads as a machine translation"
    alone = replace(none, groups=(), diffs=(), story=replace(run.story, leads=()))
    assert headline(View(alone)) == "no shared facts; B reads as a machine translation"
    nothing = replace(alone, only=(), story=replace(alone.story, compared=()))
    assert headline(View(nothing)).startswith("nothing was compared")
    for each in (run, hostile_run(), hostile_review()):
        assert report.render(each, "markdown").splitlines()[0] == f"## xdiff: {headline(View(each))}"


def test_the_most_important_stands_open_and_first() -> None:
    """Conflicts stand before any fold; variants, notes and all else are folded, each fold closed again."""
    text = report.render(reviewed_run(), "markdown")
    opened = text[: text.index("<details>")]
    assert opened.count("🔴") == 4
    assert "🟡" not in opened
    assert "accepted by J. S., 20 November 2026: Asked the coastguard: 214." in opened
    assert text.count("<details>") == text.count("</details>") > 6
    folded = re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)
    assert "details" not in folded
    assert text.index("🟡") < text.index("⚪") < text.index("How the English") < text.index("What they share")


def parser() -> MarkdownIt:
    """Return a CommonMark parser with GitHub's tables and strikethrough, HTML let through."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shown(rendered: str) -> str:
    """Return what a reader sees of a rendered comment, on one line."""
    return flat(html.unescape(re.sub(r"<[^>]*>", "", rendered)).replace("\u200b", ""))


OURS = {
    "p",
    "ul",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "b",
    "strong",
    "em",
    "sub",
    "h2",
    "h3",
    "details",
    "summary",
    "hr",
    "code",
}
# The mentions, numbers, commits and addresses that GitHub would link.
LINKS = re.compile(r"@\w|(?<!&)#\d|\bGH-\d|\bwww\.|://|\b[0-9a-f]{40}\b|:\w+:")


@pytest.mark.parametrize("words", HOSTILE)
def test_a_real_parser_shows_foreign_words_as_they_are(words: str) -> None:
    """In a list, a cell, bold and at the start of a line the words come out as words, whatever they are."""
    safe = escaped(words)
    assert not LINKS.search(safe.replace("&#8203;", "\u200b"))
    plain = flat(sanitise.line(words))
    places = {
        f"- review: {safe} end": f"review: {plain} end",
        safe: plain,
        f"<sub>{safe}</sub>": plain,
        f"| a | b |\n| --- | --- |\n| {safe} | x |": f"a b {plain} x",
        f"- x\n  - <b>{safe}</b> end": f"x {plain} end",
    }
    for text, expected in places.items():
        rendered = parser().render(text)
        assert set(re.findall(r"<([a-z0-9]+)", rendered)) <= OURS, rendered
        assert "<a" not in rendered
        assert shown(rendered) == flat(expected)


def test_nobody_writes_in_the_comment_but_we() -> None:
    """Hostile documents, comments and names make no tag, link, heading or table of their own."""
    for run in (
        hostile_review(),
        *(all_decided(hostile_run(), "reject", each, each) for each in HOSTILE[:20]),
    ):
        text = report.render(run, "markdown")
        assert not LINKS.search(re.sub(r"&#8203;", "\u200b", text))
        assert not ESCAPE.search(text.replace("\n", ""))
        rendered = parser().render(text)
        assert set(re.findall(r"<([a-z0-9]+)", rendered)) <= OURS - {"code"}
        assert len(re.findall("<h2", rendered)) == 1
        assert re.findall("<h3>([^<]*)", rendered) == ["Where they differ"]
        for table in re.findall("<table>.*?</table>", rendered, re.DOTALL):
            widths = {
                len(re.findall("<t[dh]", line)) for line in re.findall("<tr>.*?</tr>", table, re.DOTALL)
            }
            assert len(widths) == 1


WIDE = "<@&*|" * 400


def with_document(run: Run, at: int, **about: Any) -> Run:
    """Return the run with other facts about one document."""
    inspections = [*run.inspections]
    each = inspections[at]
    inspections[at] = replace(
        each, article=replace(each.article, document=replace(each.article.document, **about))
    )
    return replace(run, inspections=tuple(inspections))


def long_run(name: str) -> Run:
    """Return a run that is too long for a comment in one way."""
    run = sample_run()
    many = replace(run, divergences=run.divergences * 40)
    first, page, *rest = run.inspections
    if name == "divergences":
        return replace(run, divergences=run.divergences * 100)
    if name == "messages":
        return replace(run, divergences=tuple(replace(each, message=WIDE * 20) for each in run.divergences))
    if name == "notes":
        return replace(run, notes=(WIDE,) * 500)
    if name in ("accept", "reject"):
        return all_decided(many, name, WIDE, WIDE[:100])  # type: ignore[arg-type]  # a decision
    if name == "signature":
        return replace(run, signature=replace(run.signature, parts=((WIDE, WIDE * 9),)))
    if name == "names":
        named = with_document(run, 0, outlet=WIDE, title=WIDE)
        judged = replace(first.verdict, label="unsure", abstained=WIDE * 9)
        return replace(named, inspections=(replace(named.inspections[0], verdict=judged), page, *rest))
    if name == "documents":
        copies = (with_document(run, 0, id=f"{at}{WIDE}", outlet=None).inspections[0] for at in range(40))
        return replace(run, inspections=(*run.inspections, *copies))
    found = replace(first, inconsistencies=page.inconsistencies * 1000)
    return replace(run, inspections=(found, page, *rest))


LONG = ("divergences", "messages", "notes", "accept", "reject", "documents", "signature", "names", "itself")


@pytest.mark.parametrize("name", LONG)
def test_a_comment_is_never_too_long(name: str) -> None:
    """Whatever is long, GitHub takes the comment: under its limit, every fold closed, the end as ever."""
    text = report.render(long_run(name), "markdown")
    assert len(text) < GITHUB_MOST
    assert text.count("<details>") == text.count("</details>")
    assert text.rstrip().endswith("</sub>")
    assert text.startswith("## xdiff: ")


def test_a_decision_without_name_or_day() -> None:
    """Who gave no name is “a reviewer”; a time that is none is left out."""
    run = sample_run()
    made = Decision(key=keys(run)[0][0], subject="divergence", decision="accept", at="", by=" ")
    text = flat(report.render(replace(run, review=Review(decisions=(made,))), "text", width=140))
    assert "review: accepted by a reviewer CONFLICT" in text
