"""Whole reports that a person can read; `pytest --regen tests/test_report_goldens.py` writes them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample_run import sample_pair, sample_run

from xdiff import report

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]


@pytest.mark.parametrize("width", [80, 140])
def test_compare_text(golden: Golden, width: int) -> None:
    """The terminal report of two documents, in a narrow terminal and in a wide one."""
    golden(f"compare-pair-{width}.txt", report.render(sample_pair(), "text", width=width))


def test_compare_text_of_four(golden: Golden) -> None:
    """Four documents, two of them not judged, fit 80 columns."""
    golden("compare-four-80.txt", report.render(sample_run(), "text", width=80))


def test_compare_text_in_ascii(golden: Golden) -> None:
    """A terminal without Unicode gets the same report in ASCII."""
    golden("compare-pair-80-ascii.txt", report.render(sample_pair(), "text", width=80, ascii=True))


def test_compare_markdown(golden: Golden) -> None:
    """The comment for a pull request."""
    golden("compare-four.md", report.render(sample_run(), "markdown"))


def test_detect_text(golden: Golden) -> None:
    """Verdicts with their evidence underlined in its sentence."""
    run = sample_run()
    golden("detect-80.txt", report.render_detect(run.inspections, "text", width=80, signature=run.signature))


def test_detect_markdown(golden: Golden) -> None:
    """Verdicts for a pull request."""
    golden("detect.md", report.render_detect(sample_run().inspections, "markdown"))


def test_score_text(golden: Golden) -> None:
    """Signals as bars against their usual range."""
    golden("score-80.txt", report.render_score(sample_run().inspections, "text", width=80))
