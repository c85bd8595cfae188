"""The terminal report: it fits, it acts on nothing, and it says what it means."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from sample_run import hostile_run, sample_pair, sample_run

from xdiff import report
from xdiff.errors import XdiffError
from xdiff.report.single import BAR, bar
from xdiff.report.text import FACTS_SHOWN

FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, ascii_only: bool) -> None:
    """Every line fits, with short words and with one of 400 letters."""
    for run in (sample_run(), sample_pair(), hostile_run()):
        outputs = (
            report.render(run, "text", width=width, ascii=ascii_only),
            report.render_detect(run.inspections, "text", width=width, ascii=ascii_only),
            report.render_score(run.inspections, "text", width=width, ascii=ascii_only),
        )
        for text in outputs:
            assert max(cell_len(line) for line in text.splitlines()) <= width


def test_documents_cannot_act_on_the_terminal() -> None:
    """Escape sequences, overrides and zero-width characters come out as escapes; markup stays text."""
    run = hostile_run()
    for text in (
        report.render(run, "text"),
        report.render_detect(run.inspections, "text"),
        report.render_score(run.inspections, "text"),
    ):
        assert not FORBIDDEN.search(text)
    shown = report.render(run, "text", width=200)
    assert "[bold red]loud[/bold red] :smile:" in shown
    assert r"\x1b]0;owned\x07\x1b[2J\x9b31m" in shown
    assert r"over\u202eedir" in shown


def test_colour_only_on_request_and_never_a_link() -> None:
    """Without colour there is no escape sequence; with it there are only colours and weights."""
    assert "\x1b" not in report.render(sample_run(), "text")
    coloured = report.render(hostile_run(), "text", color=True)
    assert "\x1b[" in coloured
    assert not re.sub(r"\x1b\[[0-9;]*m", "", coloured).count("\x1b")


def test_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the caller asked for holds whatever the terminal's variables say."""
    plain, coloured = report.render(sample_run(), "text"), report.render(sample_run(), "text", color=True)
    terminal = {"NO_COLOR": "1", "FORCE_COLOR": "1", "COLUMNS": "33", "TERM": "dumb"}
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)
    assert report.render(sample_run(), "text") == plain
    assert report.render(sample_run(), "text", color=True) == coloured


def test_ascii_is_ascii() -> None:
    """With `ascii` nothing beyond ASCII is printed, from us or from a document."""
    for run in (sample_run(), hostile_run()):
        report.render(run, "text", ascii=True).encode("ascii")
        report.render_detect(run.inspections, "text", ascii=True).encode("ascii")
        report.render_score(run.inspections, "text", ascii=True).encode("ascii")


def test_words_that_only_weigh_stay_behind_the_rules() -> None:
    """The model's words stand on one line after the rules' places, and not at all in a person's own text."""
    shown = " ".join(report.render(sample_pair(), "text", width=140).split())
    assert "on board” is" not in shown
    assert shown.index("has failed itself") < shown.index("machine translation: “comes to”, “have announced”")


def test_a_long_comparison_stays_short() -> None:
    """Of many facts those with a divergence and the surest are shown, each cut; the rest is counted."""
    run = sample_pair()
    more = tuple(replace(run.groups[-1], id=f"f{at}", score=0.4) for at in range(100, 400))
    text = report.render(replace(run, groups=(*run.groups, *more)), "text", width=80)
    assert len(text.splitlines()) < 600
    assert f"{len(run.groups) + len(more) - FACTS_SHOWN} more shared facts" in text
    table = text[text.index("WHAT THEY SHARE") :]
    for each in run.divergences:
        assert re.search(rf"^ +{each.group_id} ", table, re.MULTILINE)


def test_no_bare_percentage() -> None:
    """A share is said as cases out of a hundred."""
    text = report.render(sample_run(), "text", width=200)
    assert "%" not in text
    assert "Of 100 texts that read like this one, about 97 are machine translations" in text


def test_parts_come_in_the_order_a_reader_needs() -> None:
    """Suspicion first, then divergences worst first, then what is shared, then the rest."""
    text = report.render(sample_run(), "text", width=140)
    marks = ["WHAT IS SUSPICIOUS", "WHERE THEY DIFFER", "4 conflicts:", "3 variants:", "3 notes:"]
    marks += ["WHAT THEY SHARE", "Only in A", "SETTINGS"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_carets_stand_under_their_words() -> None:
    """In `detect` the carets are exactly under the words of the evidence."""
    lines = report.render_detect(sample_run().inspections, "text", width=100).splitlines()
    under = [
        lines[at - 1][each.start() : each.end()]
        for at, line in enumerate(lines)
        for each in re.finditer(r"\^+", line)
    ]
    assert under == ["has failed itself", "“ We", "boat of fishing", "actual", "the 4 March"]


def test_bar_shows_where_a_value_lies() -> None:
    """A value in the usual range stands on the band, one below before it, one far beyond at the edge."""
    third = BAR // 3
    assert third <= bar(5.0, (0.0, 10.0), ascii=True).index("o") < BAR - third
    assert bar(-2.0, (0.0, 10.0), ascii=True).index("o") < third
    assert bar(1e9, (0.0, 10.0), ascii=True).index("o") == BAR - 1
    assert bar(0.0, (0.0, 0.0), ascii=True).index("o") == third


def test_unknown_format_is_refused_with_those_there_are() -> None:
    """A wrong format is an error that names the right ones."""
    run = sample_pair()
    with pytest.raises(XdiffError, match="html, json, markdown, text"):
        report.render(run, "pdf")
    with pytest.raises(XdiffError, match="text, json, jsonl, markdown"):
        report.render_detect(run.inspections, "pdf")
    with pytest.raises(XdiffError, match="text, json, jsonl"):
        report.render_score(run.inspections, "markdown")
