"""The gate's comment: documents cannot write in it, it is never too long, and what fails comes first."""

from __future__ import annotations

import re
from dataclasses import replace

import sample_gate
from markdown_it import MarkdownIt  # which rich brings along
from sample_gate import CUT_OFF, FURNITURE, MACHINE, RESIDUE

from xdiff.records import Gone, Problem
from xdiff.report import sanitise
from xdiff.report.gate import render as shown

# What may follow from reading a comment: our own headings, lists, tables, bold and small print.
HARMLESS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "softbreak",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "strong_open",
    "strong_close", "em_open", "em_close", "html_inline", "html_block", "text_special", "code_inline",
    "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open",
    "tr_close", "th_open", "th_close", "td_open", "td_close",
}  # fmt: skip


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def test_a_reader_of_markdown_finds_only_our_own_marks() -> None:
    """No document, name or message makes a link, an image, a heading, a quotation or a block of code."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    text = shown(sample_gate.hostile(), "markdown")
    tokens = [token for block in reader.parse(text) for token in (block, *(block.children or ()))]
    assert {token.type for token in tokens} <= HARMLESS
    assert {token.content for token in tokens if token.type == "code_inline"} == {"--format json"}
    # The level of a heading stands for what it is: the verdict, a part, a document.
    assert [token.tag for token in tokens if token.type == "heading_open"].count("h2") == 1
    assert sum(token.tag == "h3" for token in tokens if token.type == "heading_open") == 3


def test_markdown_is_safe() -> None:
    """The only tags are ours, none is left open, and nothing links, notifies or is an image."""
    text = shown(sample_gate.hostile(), "markdown")
    ours = {"<b>", "</b>", "<sub>", "</sub>", "<details>", "</details>", "<summary>", "</summary>"}
    tags = re.findall(r"<[^>]*>", text)
    assert set(tags) <= ours
    for each in ours:
        if not each.startswith("</"):
            assert tags.count(each) == tags.count(f"</{each[1:]}")
    assert not re.search(r"@\w|(?<!&)#\d|\bwww\.|://", text)
    assert not re.search(r"(?<!\\)!?\[", text)
    assert not sanitise.UNSEEN.search(text)
    for summary in re.findall(r"<summary>(.*?)</summary>", text):
        assert re.fullmatch(r"[\w ,:⚪-]+", summary)


def test_markdown_tables_keep_their_columns() -> None:
    """Pipes in documents do not break a table: each row has as many cells as its head."""
    widths: list[int] = []
    for line in _lines(shown(sample_gate.hostile(), "markdown")):
        if line.startswith("| "):
            widths.append(len(re.findall(r"(?<!\\)\|", line)))
        elif widths and not line.startswith("|"):
            assert len(set(widths)) == 1
            widths = []


def test_markdown_fits_a_comment() -> None:
    """However much was found, GitHub takes the comment, and it says what was left out."""
    long = "x<&|@#" * 1_000
    wordy = tuple(
        replace(
            each,
            message=long,
            measured=long,
            limit=long,
            path=f"{long}{at}",
            document_id=str(at),
            excerpt=replace(CUT_OFF.excerpt, marked=long) if CUT_OFF.excerpt else None,
        )
        for at, each in enumerate((MACHINE, FURNITURE, RESIDUE, CUT_OFF) * 100)
    )
    documents = tuple(replace(sample_gate.judged(long)[0], document_id=str(at)) for at in range(400))
    outcome = replace(
        sample_gate.hostile(),
        findings=wordy,
        documents=documents,
        notes=(long,) * 100,
        policy=(("policy", long),),
        stories=((long,) * 50,) * 50,
        problems=(Problem(what=long, where=long, hint=long),) * 50,
        gone=(Gone(code="HY302", path=long, message=long),) * 50,
    )
    for each in (outcome, sample_gate.crowd(), sample_gate.hostile()):
        text = shown(each, "markdown")
        assert len(text) < 65_536
        assert re.search(r"\*… [\d,]+ more [a-z]+; `--format json` has all\.\*", text)
        assert text.count("<details>") == text.count("</details>")


def test_markdown_shows_what_fails_before_what_does_not() -> None:
    """A comment that is cut has the failing documents, whatever came first in the run."""
    text = shown(sample_gate.crowd(), "markdown")
    assert text.index("seeds/0125.txt") < text.index("seeds/0000.txt")
    assert "| seeds/0125.txt | HY302 cut-off-end |" in text


def test_commands_of_a_rules_help_are_code() -> None:
    """What a reader is to type stands as code; a mark without its fellow, or a bar, is only text."""
    outcome = sample_gate.failing()

    def cell(mend: str) -> str:
        rules = tuple(replace(each, mend=mend) for each in outcome.rules)
        text = shown(replace(outcome, rules=rules), "markdown")
        return next(row for row in _lines(text) if row.startswith("| HY302")).split(" | ", 5)[5]

    assert (
        cell("Run `xdiff rule *`, <b>then</b> stop.") == "Run `xdiff rule *`, &lt;b&gt;then&lt;/b&gt; stop. |"
    )
    assert cell("Run `xdiff") == "Run \\`xdiff |"
    assert cell("Run `a | b`") == "Run \\`a \\| b\\` |"
