"""From what rules found to findings: severity, place and lasting name, and what does not count and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xdiff import fingerprint
from xdiff.gating.place import Lines
from xdiff.records import Finding, Related, RuleInfo, Span, Suppression

if TYPE_CHECKING:
    from xdiff.gating.policy import Policy
    from xdiff.gating.rule import Found, Rule, Value
    from xdiff.records import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuses:
    """What keeps findings from counting, beside a baseline.

    `allowed` are the exceptions of a document (by id): rule code to why. `rejected` are what reviewers
    rejected, by the finding's name in a review file.
    """

    allowed: Mapping[str, Mapping[str, Suppression]]
    rejected: Mapping[str, Suppression]


def findings(
    found: Mapping[str, Sequence[Found]], documents: Sequence[Document], policy: Policy, excuses: Excuses
) -> tuple[Finding, ...]:
    """Return what rules found as findings: documents in their order, then by place, then by code.

    Args:
        found: what each rule found, by its code; the policy's `per_file_ignores` are obeyed already.
        documents: those that were judged.
        policy: gives the severities.
        excuses: what keeps findings from counting.
    """
    rules = {rule.code: rule for rule in policy.rules()}
    known = {document.id: Lines(document) for document in documents}
    order = {document.id: at for at, document in enumerate(documents)}
    flat = [(rules[code], each) for code, several in found.items() for each in several]
    flat.sort(key=lambda one: (order[one[1].document_id], *_span(one[1]), one[0].code))
    seen: dict[tuple[str, str], int] = {}
    made = []
    for rule, each in flat:
        key = _key(rule, each, known[each.document_id].document)
        times = seen[each.document_id, key] = seen.get((each.document_id, key), 0) + 1
        # Of those with the same words, the later ones have a number after their name.
        finding = _finding(rule, each, known, policy, key if times == 1 else f"{key}#{times}")
        made.append(replace(finding, suppressed=_excused(rule, each, excuses)))
    return tuple(made)


def info(rule: Rule, policy: Policy) -> RuleInfo:
    """Return what a rule says of itself, with the severity and the limits that a policy gives it."""
    limits = policy.limits_of(rule)
    return RuleInfo(
        code=rule.code,
        name=rule.name,
        family=rule.family,
        severity=policy.severity.get(rule.code, rule.severity),
        what=rule.what,
        why=rule.why,
        examples=rule.examples,
        near_misses=rule.near_misses,
        mend=rule.mend,
        limits=tuple((each.name, told(limits[each.name]), each.what) for each in rule.limits),
    )


def told(value: Value) -> str:
    """Return a limit's value as a person reads it."""
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def _span(found: Found) -> tuple[int, int]:
    return (found.span.start, found.span.end) if found.span else (-1, -1)  # the whole document stands first


def _key(rule: Rule, found: Found, document: Document) -> str:
    words = found.words or ((found.span.of(document.text),) if found.span else ())
    return fingerprint.finding(rule.code, words)


def _finding(rule: Rule, found: Found, known: Mapping[str, Lines], policy: Policy, key: str) -> Finding:
    own = known[found.document_id]
    return Finding(
        code=rule.code,
        severity=policy.severity.get(rule.code) or found.severity or rule.severity,
        document_id=found.document_id,
        span=found.span,
        message=found.message,
        measured=found.measured,
        limit=found.limit,
        key=key,
        path=own.path,
        place=own.place(found.span) if found.span else own.whole,
        excerpt=own.excerpt(found.span) if found.span else None,
        related=tuple(_related(known[each], span) for each, span in found.related if each in known),
    )


def _related(lines: Lines, span: Span | None) -> Related:
    return Related(
        document_id=lines.document.id,
        path=lines.path,
        place=lines.place(span) if span else lines.whole,
        excerpt=lines.excerpt(span) if span else None,
    )


def _excused(rule: Rule, found: Found, excuses: Excuses) -> Suppression | None:
    allowed = excuses.allowed.get(found.document_id, {}).get(rule.code)
    return allowed or (excuses.rejected.get(found.review) if found.review else None)
