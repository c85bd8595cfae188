"""GitLab's Code Quality report: a JSON array with an object a finding.

Source: "Code Quality report format" (docs.gitlab.com/ci/testing/code_quality, 2026) and the schema GitLab
checks each entry with (`codeclimate.json`); it stops reading at the first entry that breaks it. `type` and
`categories` are for other readers of the Code Climate format (its analyzers' specification), which require
them.

GitLab compares the report with the target branch's by `fingerprint`, and shows what is new and what is gone.
A fingerprint names a finding by its file and its words, so it stays when the file is edited elsewhere; no two
are alike, since GitLab drops the second of two. Suppressed findings are left out. A finding about a whole
document, or of a web page, is shown at line 1: the format demands a line. What could not be read is an entry
of its own, `critical`, since a report that lacks a file looks the same as a clean one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from xdiff.report.gate import machine
from xdiff.report.gate.base import GateReport

if TYPE_CHECKING:
    from xdiff.records import Finding, Level, Outcome, Problem

_SEVERITIES: Final[Mapping[Level, str]] = {"error": "major", "warning": "minor", "note": "info"}
_CATEGORIES: Final[Mapping[str, str]] = {"fluency": "Clarity", "hygiene": "Style"}
_OTHER_CATEGORY: Final = "Bug Risk"


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return an entry for each thing that could not be read and for each standing finding."""
    names = machine.Names(outcome)
    rules = {rule.code: rule for rule in outcome.rules}
    entries = _problems(outcome)
    for finding in outcome.standing:
        rule = rules.get(finding.code)
        category = _CATEGORIES.get(rule.family, _OTHER_CATEGORY) if rule else _OTHER_CATEGORY
        entries.append(_entry(finding, machine.title(finding.code, rules), category, names.of(finding)))
    return machine.dumps(entries, ascii=ascii)


def _entry(finding: Finding, title: str, category: str, name: str) -> dict[str, Any]:
    place = finding.place
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": f"{title}: {machine.said(finding)}{machine.also(finding)}",
        "categories": [category],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": name,
        "location": {
            "path": machine.file(finding.path),
            "lines": {"begin": place.line if place else 1, "end": place.end_line if place else 1},
        },
    }


def _problems(outcome: Outcome) -> list[dict[str, Any]]:
    unique = {_fingerprint(each): each for each in outcome.problems}
    return [
        {
            "type": "issue",
            "check_name": "not-judged",
            "description": f"not judged: {machine.unread(problem)}",
            "categories": [_OTHER_CATEGORY],
            "severity": "critical",
            "fingerprint": fingerprint,
            "location": {"path": machine.file(problem.where), "lines": {"begin": 1, "end": 1}},
        }
        for fingerprint, problem in unique.items()
    ]


def _fingerprint(problem: Problem) -> str:
    whole = f"{len(problem.where)} {problem.where}\n{problem.what}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


GATE_REPORT = GateReport("gitlab", ".json", render)
