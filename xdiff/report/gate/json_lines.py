"""A finding a line, each the same object as among the `findings` of the JSON report; suppressed ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.report import lines
from xdiff.report.gate import json
from xdiff.report.gate.base import GateReport
from xdiff.report.gate.counts import Counts

if TYPE_CHECKING:
    from xdiff.records import Outcome


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return a line of JSON for each finding; nothing where there is none."""
    return "".join(f"{lines.written(each)}\n" for each in json.findings(Counts(outcome)))


GATE_REPORT = GateReport("json-lines", ".jsonl", render)
