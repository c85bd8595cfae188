"""Everything the gate found, for programs, in the contract `xdiff.gate/1` (`xdiff/data/schema/gate.json`)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from xdiff.records import LEVELS
from xdiff.report import lines
from xdiff.report.gate.base import GateReport
from xdiff.report.gate.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.records import Excerpt, Finding, Judged, Level, Outcome, Place, Related, RuleInfo
    from xdiff.report.gate.counts import Examined, RuleCount

SCHEMA: Final = "xdiff.gate/1"


def contract(outcome: Outcome) -> lines.Json:
    """Return the outcome as JSON values, keys in the contract's order."""
    counts = Counts(outcome)
    examined = {each.document_id: each for each in counts.documents}
    return {
        "schema": SCHEMA,
        "signature": str(outcome.signature),
        "policy": dict(outcome.policy),
        "failed": outcome.failed,
        "fail_on": outcome.fail_on,
        "counts": _counts(counts),
        "documents": [_document(each, examined[each.document_id]) for each in outcome.documents],
        "findings": findings(counts),
        "rules": [_rule(each) for each in outcome.rules],
        "stories": [list(each) for each in outcome.stories],
        "gone": [{"code": each.code, "path": each.path, "message": each.message} for each in outcome.gone],
        "problems": [
            {"what": each.what, "where": each.where, "hint": each.hint} for each in outcome.problems
        ],
        "notes": list(outcome.notes),
    }


def findings(counts: Counts) -> list[lines.Json]:
    """Return every finding, suppressed ones too, in the order of the run."""
    failing = {id(each) for each in counts.failing}
    return [
        _finding(each, counts.name(each.code), fails=id(each) in failing) for each in counts.outcome.findings
    ]


def _finding(found: Finding, name: str, *, fails: bool) -> lines.Json:
    let_go = found.suppressed
    return {
        "code": found.code,
        "name": name,
        "severity": found.severity,
        "fails": fails,
        "document": found.document_id,
        "path": found.path,
        "message": found.message,
        "measured": found.measured,
        "limit": found.limit,
        "key": found.key,
        "start": None if found.span is None else found.span.start,
        "end": None if found.span is None else found.span.end,
        "place": _place(found.place),
        "excerpt": _excerpt(found.excerpt),
        "related": [_related(each) for each in found.related],
        "suppressed": None
        if let_go is None
        else {"because": let_go.because, "where": let_go.where, "reason": let_go.reason},
    }


def _related(found: Related) -> lines.Json:
    return {
        "document": found.document_id,
        "path": found.path,
        "place": _place(found.place),
        "excerpt": _excerpt(found.excerpt),
    }


def _place(place: Place | None) -> lines.Json | None:
    return None if place is None else asdict(place)


def _excerpt(excerpt: Excerpt | None) -> lines.Json | None:
    return None if excerpt is None else asdict(excerpt)


def _document(judged: Judged, examined: Examined) -> lines.Json:
    return {
        "id": judged.document_id,
        "path": judged.path,
        "line": judged.line,
        "words": judged.words,
        "cached": judged.cached,
        "failed": bool(examined.failing),
        **_levels(examined.levels),
        "suppressed": len(examined.suppressed),
    }


def _rule(rule: RuleInfo) -> lines.Json:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "what": rule.what,
        "why": rule.why,
        "examples": list(rule.examples),
        "near_misses": list(rule.near_misses),
        "mend": rule.mend,
        "limits": [{"name": name, "value": value, "what": what} for name, value, what in rule.limits],
    }


def _counts(counts: Counts) -> lines.Json:
    outcome = counts.outcome
    return {
        "documents": len(outcome.documents),
        "documents_clean": counts.clean,
        "documents_failing": len(counts.failing_documents),
        "findings": len(counts.standing),
        "failing": len(counts.failing),
        **_levels(counts.levels),
        "suppressed": dict(counts.because),
        "ignored": outcome.ignored,
        "gone": len(outcome.gone),
        "problems": len(outcome.problems),
        "rules": [_rule_count(each) for each in counts.by_rule],
    }


def _rule_count(each: RuleCount) -> lines.Json:
    return {
        "code": each.code,
        "name": each.name,
        **_levels(each.levels),
        "suppressed": each.suppressed,
    }


def _levels(levels: Mapping[Level, int]) -> lines.Json:
    return {level: levels[level] for level in LEVELS}


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return the outcome as JSON, a line for each document, finding and rule."""
    return lines.listed(contract(outcome))


GATE_REPORT = GateReport("json", ".json", render)
