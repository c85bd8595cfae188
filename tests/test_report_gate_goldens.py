"""Whole reports of the gate that a person can read; `pytest --regen` writes them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sample_gate

from xdiff.report.gate import render as shown

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]


@pytest.mark.parametrize("width", [80, 140])
def test_full_of_a_run_that_fails(golden: Golden, width: int) -> None:
    """A terminal is shown errors first, words underlined, what does not count and why, and what to do."""
    golden(f"gate-full-{width}.txt", shown(sample_gate.failing(), "full", width=width))


def test_full_in_a_narrow_ascii_terminal(golden: Golden) -> None:
    """Forty columns of ASCII hold the same report."""
    golden("gate-full-40-ascii.txt", shown(sample_gate.failing(), "full", width=40, ascii=True))


def test_full_across_documents(golden: Golden) -> None:
    """A finding across documents shows the words of each, with their places."""
    golden("gate-across-80.txt", shown(sample_gate.across(), "full", width=80))


def test_full_with_a_baseline(golden: Golden) -> None:
    """What the baseline knows is counted, and what is gone from it is told."""
    golden("gate-gone-80.txt", shown(sample_gate.gone(), "full", width=80))


def test_full_of_foreign_letters(golden: Golden) -> None:
    """Wide, combining and right-to-left letters are underlined over as many columns as they take."""
    golden("gate-foreign-80.txt", shown(sample_gate.foreign(), "full", width=80))


def test_full_that_is_folded(golden: Golden) -> None:
    """Of hundreds of findings a few are shown, the worst first; the rest is counted."""
    golden("gate-crowd-80.txt", shown(sample_gate.crowd(240, 12), "full", width=80))


def test_full_of_others(golden: Golden) -> None:
    """A clean run, one with all suppressed and one of which nothing could be read are short."""
    runs = (sample_gate.clean(), sample_gate.suppressed(), sample_gate.problems())
    golden("gate-short-80.txt", "\n".join(shown(each, "full", width=80) for each in runs))


def test_concise(golden: Golden) -> None:
    """A line a finding, places of web pages and JSON lines too, and one line that counts."""
    runs = (sample_gate.failing(), sample_gate.across(), sample_gate.lines(), sample_gate.clean())
    golden("gate-concise.txt", "\n".join(shown(each, "concise") for each in runs))


def test_markdown(golden: Golden) -> None:
    """The comment of a run that fails."""
    golden("gate-failing.md", shown(sample_gate.failing(), "markdown"))


def test_markdown_across_documents(golden: Golden) -> None:
    """The comment of a run over documents about one event."""
    golden("gate-across.md", shown(sample_gate.across(), "markdown"))


def test_json(golden: Golden) -> None:
    """The contract, written out."""
    golden("gate-gone.json", shown(sample_gate.gone(), "json"))


def test_json_lines(golden: Golden) -> None:
    """A finding a line."""
    golden("gate-across.jsonl", shown(sample_gate.across(), "json-lines"))
