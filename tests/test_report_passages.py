"""Where a text's origin changes, every report says at which sentence, and what stands on either side."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest
from sample_run import sample_run

from xdiff import report
from xdiff.records import Inspection, Passage, Run, Span, Verdict
from xdiff.report import phrases


def mixed(inspection: Inspection, at: int = 3) -> Inspection:
    """Return an inspection whose text turns from a person's English to a machine's at sentence `at`."""
    sentences = inspection.article.sentences
    first = Span(start=sentences[0].span.start, end=sentences[at - 1].span.end)
    second = Span(start=sentences[at].span.start, end=sentences[-1].span.end)
    return replace(
        inspection,
        verdict=Verdict(
            label="unsure",
            p_machine=0.52,
            p_translated=0.7,
            abstained="mixed origin",
            passages=(
                Passage(span=first, label="original", p_machine=0.08),
                Passage(span=second, label="machine_translation", p_machine=0.93),
            ),
        ),
    )


def mixed_run() -> Run:
    """Return the sample story with its first document of mixed origin."""
    run = sample_run()
    return replace(run, inspections=(mixed(run.inspections[0]), *run.inspections[1:]))


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_detect_and_compare_say_where_it_changes(form: str) -> None:
    """The sentence, counted from 1, with the label and the probability before and after."""
    run = mixed_run()
    for text in (
        report.render_detect(run.inspections[:1], form, width=400),
        report.render(run, form, width=400),
    ):
        line = next(line for line in text.splitlines() if "changes at sentence" in line)
        assert "changes at sentence 4" in line
        before, after = line.split("; after, ")
        assert "written in English (about 8 of 100" in before
        assert "machine translation (about 93 of 100" in after


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_text_of_one_origin_says_nothing_of_passages(form: str) -> None:
    """Without a change there is no line, no panel and no mark."""
    text = report.render(sample_run(), form)
    for words in ("changes at sentence", "Passages in", "Where its origin changes", 'class="turn'):
        assert words not in text


def test_the_page_marks_the_change_and_links_to_it() -> None:
    """The panel links each passage to its first sentence, where the text carries a mark."""
    page = report.render(mixed_run(), "html")
    assert '<a href="#a-3">sentences 4 to' in page
    assert '<span class="turn machine_translation"' in page
    turn = page.index('<span class="turn machine_translation"')
    assert page.index('id="a-3"', turn) - turn < 300


@pytest.mark.parametrize("name", ["detect", "compare"])
def test_programs_read_passages(name: str) -> None:
    """`passages` holds start, end, label and p_machine of each, by the schema; empty without a change."""
    run = mixed_run()
    text = (resources.files("xdiff.data") / "schema" / f"{name}.json").read_text(encoding="utf-8")
    check = jsonschema.Draft202012Validator(json.loads(text))
    if name == "detect":
        made = json.loads(report.render_detect(run.inspections, "json", signature=run.signature))
        origins = made["documents"]
    else:
        made = json.loads(report.render(run, "json"))
        origins = [each["origin"] for each in made["documents"]]
    check.validate(made)
    assert [each["label"] for each in origins[0]["passages"]] == ["original", "machine_translation"]
    assert origins[0]["passages"][1]["start"] == run.inspections[0].article.sentences[3].span.start
    assert origins[1]["passages"] == []


def test_the_summary_says_that_only_a_part_reads_as_machine_made() -> None:
    """A text of mixed origin that passes the cut is not said to read as a machine translation throughout."""
    one = mixed_run().inspections[0]
    flagged = replace(one.verdict, label="machine_translation", abstained=None)
    said = phrases.suspicion("A", replace(one, verdict=flagged))
    assert said.startswith("A reads in part as a machine translation")
    throughout = replace(one, verdict=replace(flagged, passages=()))
    assert phrases.suspicion("A", throughout).startswith("A reads as a machine translation")


def test_the_page_says_it_in_its_summary() -> None:
    """The card of a document of mixed origin says at which sentence it changes."""
    card = report.render(mixed_run(), "html").partition('id="card-doc-a"')[2].partition("</article>")[0]
    assert "Changes at sentence 4: before, written in English" in card
