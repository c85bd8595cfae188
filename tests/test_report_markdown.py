"""The Markdown report: documents cannot write in the comment, and the comment is never too long."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sample_run import hostile_run, sample_run

from xdiff import report
from xdiff.report.escape import escaped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a | b", "a \\| b"),
        ("`rm`", "\\`rm\\`"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("*x* _y_ ~~z~~", "\\*x\\* \\_y\\_ \\~\\~z\\~\\~"),
        ("[a](b)", "\\[a\\](b)"),
        ("$x$", "\\$x\\$"),
        ("@octocat", "@&#8203;octocat"),
        ("see #12", "see #&#8203;12"),
        ("GH-7", "GH&#8203;-7"),
        ("https://a.b", "https:&#8203;//a.b"),
        ("www.a.b", "www&#8203;.a.b"),
        (":tada:", ":&#8203;tada:"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("# title", "\\# title"),
        ("two\nlines", "two lines"),
        ("\x1b[2J", "\\\\x1b\\[2J"),
        ("at 5 p.m. (95 minutes): no", "at 5 p.m. (95 minutes): no"),
        ("Mr. Dorn - a minister", "Mr. Dorn - a minister"),
    ],
)
def test_escaping(text: str, expected: str) -> None:
    """What Markdown or GitHub would act on is escaped; plain prose stays plain."""
    assert escaped(text) == expected


def test_documents_write_no_html_links_or_mentions() -> None:
    """The only tags in a comment are ours, and nothing in it can notify or link."""
    run = hostile_run()
    for text in (report.render(run, "markdown"), report.render_detect(run.inspections, "markdown")):
        assert set(re.findall(r"<[^>]*>", text)) <= {
            "<b>", "</b>", "<sub>", "</sub>", "<details>", "</details>", "<summary>", "</summary>",
        }  # fmt: skip
        assert not re.search(r"@\w|(?<!&)#\d|\bwww\.|://", text)
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_tables_keep_their_columns() -> None:
    """Pipes in documents do not break a table: each row has as many cells as the head."""
    text = report.render(hostile_run(), "markdown")
    widths: set[int] = set()
    for line in text.splitlines():
        if line.startswith("|"):
            widths.add(len(re.findall(r"(?<!\\)\|", line)))
        elif widths:
            assert len(widths) == 1
            widths = set()


def test_long_report_is_cut_and_says_so() -> None:
    """A comment stays under 60,000 characters, and counts what it leaves out."""
    run = sample_run()
    long = replace(run, divergences=run.divergences * 60, groups=run.groups * 30, diffs=run.diffs)
    text = report.render(long, "markdown")
    assert len(text) < 60_000
    assert re.search(r"\*… \d+ more (conflict|variant|note|fact)s", text)
    assert text.rstrip().endswith("</sub>")
