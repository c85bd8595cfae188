"""The story across documents in every report: who tells what, who copies, how each begins, who is quoted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sample_run import at, cut_up, sample_many, sample_pair, sample_run

from xdiff import report
from xdiff.records import CopiedPart, Group, Inspection, Member, Run, Signature, Story, Wire
from xdiff.report import across, phrases
from xdiff.report.base import View

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS = ("text", "markdown", "html")


def plain(text: str) -> str:
    """Return a report without its tags, scripts and help, on one line."""
    text = re.sub(r"<(script|style|dialog)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("&#39;", "'").split())


def copies(count: int, *, share: float = 1.0) -> Run:
    """Return so many documents with one sentence each, all copied from one wire."""
    run = sample_pair()
    articles = [
        cut_up((("body", ("It rained in Varn for 9 days.",)),), id=f"paper-{number}")
        for number in range(count)
    ]
    members = tuple(Member(document_id=each.document.id, sentences=(0,)) for each in articles)
    parts = tuple(CopiedPart(document_id=each.document_id, sentences=(0,), share=share) for each in members)
    first = run.inspections[0]
    return Run(
        signature=Signature(parts=(("xdiff", "sample"),)),
        inspections=tuple(
            Inspection(article=each, language="en", verdict=first.verdict, fluency=first.fluency)
            for each in articles
        ),
        groups=(Group(id="f1", members=members, score=0.9, witnesses=1),),
        divergences=(),
        diffs=(),
        only=tuple(Member(document_id=each.document_id, sentences=()) for each in members),
        story=Story(compared=tuple(each.document_id for each in members), wires=(Wire(members=parts),)),
    )


def test_facts_stand_by_how_many_tell_them() -> None:
    """Three outlets and more: the facts that most independent ones tell come first; a line counts them."""
    view = View(sample_run())
    assert [each.group.id for each in across.by_witnesses(view)] == ["f2", "f1", "f3", "f4", "f5", "f6"]
    said = "1 fact in all three, 5 in two independent ones (A+B 4, A+B+C 1)."
    assert across.spread(view) == said
    for format_ in FORMATS:
        assert said in plain(report.render(sample_run(), format_, width=140))
    html = report.render(sample_run(), "html")
    assert html.index('id="f2"') < html.index('id="f1"')
    assert "In two independent ones: 5 facts" in html


def test_two_documents_stay_in_reading_order() -> None:
    """Of two outlets both tell every shared fact: there is nothing to order by, and nothing to count."""
    view = View(sample_pair())
    assert [each.group.id for each in across.by_witnesses(view)] == ["f1", "f2", "f3", "f4", "f5", "f6"]
    assert across.spread(view) == ""


def test_many_documents_are_counted_and_not_listed() -> None:
    """Of a hundred a sentence names the first few, and each version of a fact stands once with its owners."""
    view = View(copies(100))
    assert across.letters(view.compared) == "A, B, C, D, E, F and 94 more"
    (((sides, _),),) = [across.tellings(each) for each in view.shared]
    assert len(sides) == 100
    assert "1 of the 1 fact in all 100" in across.spread(view)
    for format_ in ("text", "markdown"):
        text = report.render(copies(100), format_)
        assert text.count("It rained in Varn for 9 days.") == 1
        assert len(text.splitlines()) < 200
    assert phrases.differences(view) == "They share 1 fact, and do not diverge on it."


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((0.95, 0.99), "A and B are one text, word for word nearly throughout"),
        ((0.3, 0.97), "Nearly all of B stands word for word in A, as about 30 of 100 words of A."),
        ((0.3, 0.4), "about 30 of 100 words of A and about 40 of 100 words of B."),
    ],
)
def test_copied_text_is_said_by_how_much_it_is(shares: Sequence[float], said: str) -> None:
    """A whole copy, a shortened one and a common passage are told apart; each says what it counts for."""
    run = copies(2)
    parts = tuple(
        CopiedPart(document_id=f"paper-{at}", sentences=(0,), share=share) for at, share in enumerate(shares)
    )
    run = replace(run, story=replace(run.story, wires=(Wire(members=parts),)))
    (line,) = across.copied(View(run))
    assert said in line
    assert "count as one witness" in line
    for format_ in FORMATS:
        assert said in plain(report.render(run, format_, width=200))


def test_each_beginning_stands_with_where_others_put_it() -> None:
    """Headline and lead by outlet; who begins with the same fact, who has it lower, who leaves it out."""
    post, page, wire = across.beginnings(View(sample_run()))
    assert post.lead.headline == "Ferry aground off Skerrin, all on board safe"
    assert post.text.startswith("A ferry with 214 people on board")
    assert post.emphasis == ("f1: B and C begin with it too",)
    assert (post.also, post.nobody) == ("by all others: Skerrin; by B: 2 March", "214 people")
    assert wire.emphasis[1] == "f2: B begins with it too; A has it in sentence 4 of 9"
    assert page.headline_only == "ferry"
    for format_ in FORMATS:
        text = plain(report.render(sample_run(), format_, width=140))
        assert "B and C begin with it too" in text
        assert "A has it in sentence 4 of 9" in text
        assert "by all others: Skerrin; by B: 2 March" in text


def test_documents_that_begin_alike_stand_together() -> None:
    """A hundred copies begin once, with the letters of all."""
    run = sample_run()
    first = run.story.leads[0]
    wire = run.inspections[2].document.id
    alike = tuple(
        replace(run.story.leads[2], document_id=each, headline="Rain", groups=()) for each in (wire, wire)
    )
    found = across.beginnings(View(replace(run, story=replace(run.story, leads=(first, *alike)))))
    assert [len(each.sides) for each in found] == [1, 2]


def test_speakers_stand_by_outlet() -> None:
    """A table of who is quoted, how much of each text is quotation, and whom only one quotes."""
    for format_ in FORMATS:
        text = plain(report.render(sample_run(), format_, width=140))
        assert "Only B quotes Pavel Dorn" in text
        assert "about 11 of 100 words of A, about 19 of 100 words of B and no word of C" in text
        assert "Not named in C: a coastguard" in text
        if format_ != "html":
            assert re.search(r"Ingrid Solheim[ |]+1 \(9\)[ |]+1 \(6\) \+2[ |]+–", text)


def test_what_only_one_says_begins_with_what_can_be_checked() -> None:
    """The sentences with things of their own come first, and the things are named."""
    for format_ in ("text", "markdown"):
        text = plain(report.render(sample_run(), format_, width=140))
        start = text.rindex(
            "She has commanded the ship for nine years.", 0, text.index("Nobody was hurt.", 2000)
        )
        assert "nine years" in text[start + 40 : start + 70]


def test_slips_within_a_document_stand_with_it() -> None:
    """One name in two spellings is told where its document is described, and in the JSON with its places."""
    message = "invented for the sample"
    for format_ in FORMATS:
        assert message in plain(report.render(sample_run(), format_))
    assert '"inconsistencies": [{"kind": "name"' in report.render(sample_run(), "json")


def test_different_events_have_no_tables() -> None:
    """Without a shared fact the report says so in its first lines, and compares nothing further."""
    run = sample_pair()
    leads = tuple(replace(each, groups=()) for each in run.story.leads)
    run = replace(run, groups=(), divergences=(), diffs=(), story=replace(run.story, leads=leads))
    for format_ in FORMATS:
        text = plain(report.render(run, format_))
        assert "No shared facts" in text
        assert "Who is quoted" not in text
        assert "WHO IS QUOTED" not in text
        assert "Where they differ" not in text
    anchors = set(re.findall(r'href="#([^"]+)"', report.render(run, "html")))
    assert not anchors & {"divergences", "facts", "only", "quoted", "beginnings"}


def test_nothing_compared_is_not_no_shared_fact() -> None:
    """With one English document nothing was compared, which no report calls a lack of shared facts."""
    run = replace(sample_pair(), groups=(), divergences=(), diffs=(), only=(), story=Story())
    for format_ in FORMATS:
        text = plain(report.render(run, format_))
        assert "Nothing was compared: fewer than two of the documents are in English." in text
        assert "No shared facts" not in text


def test_a_divergence_of_many_shows_each_version_once() -> None:
    """Of more documents than have room, those that say one thing in one form stand together."""
    run = sample_many()
    first = run.divergences[0]
    wire = run.inspections[2].article
    more = tuple(
        replace(first.variants[2], document_id=each.document.id, span=at(wire, "Some 200 people"))
        for each in run.inspections[4:]
    )
    view = View(replace(run, divergences=(replace(first, variants=(*first.variants, *more)),)))
    versions = across.versions(view.divergences[0])
    assert [len(sides) for sides, _ in versions] == [1, 1, 3]
