"""SARIF of the findings that nothing suppresses, for servers that show suppressed ones as open.

Everything else is as in `sarif`. GitHub closes the alert of a finding that a baseline, an exception or a
review suppresses, as fixed, and opens it again when that goes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.report.gate import sarif
from xdiff.report.gate.base import GateReport

if TYPE_CHECKING:
    from xdiff.records import Outcome


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002
    """Return the log file with a result for each standing finding."""
    standing = replace(outcome, findings=outcome.standing)
    return sarif.render(standing, width=width, color=color, ascii=ascii)


GATE_REPORT = GateReport("sarif-standing", ".sarif", render)
