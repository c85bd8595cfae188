"""A line a finding: `path:line:column: CODE severity: message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.report.gate.base import GateReport

if TYPE_CHECKING:
    from xdiff.records import Outcome


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return a line for each standing finding."""
    return "".join(
        f"{each.path}: {each.code} {each.severity}: {each.message} ({each.measured}; limit {each.limit})\n"
        for each in outcome.standing
    )


GATE_REPORT = GateReport("concise", ".txt", render)
