"""Earlier decisions in the page: words for readers without scripts, data for the page's script."""

from __future__ import annotations

import json
import re
from importlib import resources

import jsonschema
import pytest
from sample_review import hostile_review, reviewed_run
from sample_run import sample_run

from xdiff import report
from xdiff.records import Decision
from xdiff.report import reviewed

BLOCK = re.compile(r'<script type="application/json" id="review-data">(.*?)</script>', re.DOTALL)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-22T05:10:00Z", "22 November 2026"),
        ("2026-01-02T23:59:59.123+02:00", "2 January 2026"),
        ("", ""),
        ("yesterday", ""),
    ],
)
def test_the_day_of_a_decision_is_said_in_words(at: str, day: str) -> None:
    """An ISO 8601 time gives its day; what is none gives nothing."""
    assert reviewed.day(at) == day


def test_a_decision_taken_back_without_a_comment_says_nothing() -> None:
    """What is undecided is told only for its comment."""

    def decision(comment: str) -> Decision:
        return Decision(key="number:1", subject="divergence", decision=None, comment=comment)

    assert not reviewed.says(None)
    assert not reviewed.says(decision(""))
    assert reviewed.says(decision("Ask."))


def test_the_page_brings_every_decision_as_a_review_file_has_it() -> None:
    """Those on findings that are gone as well, so that an export from the page loses none."""
    run = reviewed_run()
    found = BLOCK.search(report.render(run, "html"))
    assert found
    decisions = json.loads(found[1])
    schema = json.loads(
        resources.files("xdiff").joinpath("data/schema/review.json").read_text(encoding="utf-8")
    )
    jsonschema.Draft202012Validator(schema).validate(
        {"schema": "xdiff.review/1", "documents": [{"id": "a"}], "decisions": decisions}
    )
    assert [each["key"] for each in decisions] == [
        each.key for each in (*run.review.decisions, *run.review.gone)
    ]


def test_hostile_decisions_do_not_leave_their_block() -> None:
    """No word of a reviewer can end the data block or open another; what is read from it is as it was."""
    run = hostile_review()
    text = report.render(run, "html")
    blocks = BLOCK.findall(text)
    assert len(blocks) == 1
    assert not set("<>&'") & set(blocks[0])
    assert [each["comment"] for each in json.loads(blocks[0])] == [
        each.comment for each in (*run.review.decisions, *run.review.gone)
    ]


def test_a_report_without_a_review_says_nothing_of_one() -> None:
    """Neither the block nor the part about an earlier review is there."""
    text = report.render(sample_run(), "html")
    assert "review-data" not in text.partition("<script>")[0]
    assert 'id="earlier-review"' not in text


def test_a_review_says_what_has_changed_since() -> None:
    """Documents with another text, and findings that are gone, are named with their decisions."""
    text = report.render(reviewed_run(), "html")
    part = text.partition('id="earlier-review"')[2].partition("</section>")[0]
    assert "The text of <bdi>harbour-post</bdi> has changed since the review." in part
    assert "300 tonnes against 30 tonnes" in part
    assert "The figure was mended after we wrote to them." in part
