"""The Reviewdog Diagnostic Format: one `DiagnosticResult` as JSON.

Source: `proto/rdf/reviewdog.proto` of reviewdog 0.21 (MIT). reviewdog refuses fields it does not know, so
there are none but those of that file; `related_locations` needs reviewdog 0.18 (June 2024) and is only given
where a finding has another place. Columns count bytes of UTF-8 from 1, and the end is the place after the
last one. A finding about a whole document, or of a web page, has no range. `original_output` is what
reviewdog prints when it runs locally. Suppressed findings are left out; what could not be read is an error
with the code `not-judged`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from xdiff.report import sanitise
from xdiff.report.gate import machine
from xdiff.report.gate.base import GateReport

if TYPE_CHECKING:
    from xdiff.records import Finding, Level, Outcome, Problem, Related

_SEVERITIES: Final[Mapping[Level, str]] = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return a diagnostic for each thing that could not be read and for each standing finding."""
    result = {
        "source": {"name": "xdiff"},
        "diagnostics": [
            *(_problem(each) for each in outcome.problems),
            *(_diagnostic(each) for each in outcome.standing),
        ],
    }
    return machine.dumps(result, ascii=ascii)


def _diagnostic(finding: Finding) -> dict[str, Any]:
    message = machine.said(finding)
    diagnostic: dict[str, Any] = {
        "message": message,
        "location": _location(finding),
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
        "original_output": f"{machine.at(finding)}: {finding.code} {finding.severity}: {message}",
    }
    if finding.related:
        diagnostic["related_locations"] = [_related(each) for each in finding.related]
    return diagnostic


def _related(related: Related) -> dict[str, Any]:
    words = {"message": sanitise.line(f"“{related.excerpt.marked}”")} if related.excerpt else {}
    return words | {"location": _location(related)}


def _location(found: Finding | Related) -> dict[str, Any]:
    location: dict[str, Any] = {"path": machine.file(found.path)}
    place = found.place
    if place is None:
        return location
    if machine.whole_line(place):
        location["range"] = {"start": {"line": place.line}}
    else:
        location["range"] = {
            "start": {"line": place.line, "column": place.byte_column},
            "end": {"line": place.end_line, "column": place.end_byte_column},
        }
    return location


def _problem(problem: Problem) -> dict[str, Any]:
    message = machine.unread(problem)
    return {
        "message": f"not judged: {message}",
        "location": {"path": machine.file(problem.where)},
        "severity": "ERROR",
        "code": {"value": "not-judged"},
        "original_output": f"not judged: {message}",
    }


GATE_REPORT = GateReport("rdjson", ".json", render)
