"""For a terminal or a CI log: what was found, document by document, the words underlined, and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.report.gate.base import GateReport
from xdiff.report.gate.shown import inert

if TYPE_CHECKING:
    from xdiff.records import Outcome


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002
    """Return the report that a person reads first; long ones are folded and say how to see all."""
    from xdiff.report.gate import drawn

    return inert(drawn.drawn(outcome, width=width, color=color, ascii=ascii))


GATE_REPORT = GateReport("full", ".txt", render)
