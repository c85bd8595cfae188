"""SARIF 2.1.0: the results of one run, with its rules, for code scanning and for viewers.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01" (2023), and
what GitHub code scanning makes of it ("SARIF support for code scanning", docs.github.com, 2026).

Suppressed findings stay in, with `suppressions` that say why; beside a baseline each result has a
`baselineState`, `unchanged` for known ones and `new` for the others. GitHub obeys neither and shows them as
open alerts. That is deliberate: they are known, not mended. Left out, their alerts would be closed as fixed,
and opened again when the baseline goes. An alert keeps its identity, so who dismisses it there once is rid of
it. reviewdog (from 0.21.1) and the viewers obey `suppressions`. Who wants only what stands writes the format
`sarif-standing`. What is gone from the baseline is a notification, not a result with the state `absent`,
since GitHub would open an alert for it.

Identity: every result has `xdiff/v1` in its `partialFingerprints`, a name made of its file and its words.
GitHub reads `primaryLocationLineHash` alone, which its upload action fills from the text of the line, and
the action warns of each one that is there already (github/codeql-action#4052). So ours stands there only
where the action would make none (a finding about a whole document), or the same one again: GitHub takes two
results of one rule on one line for one alert, and in prose a line is a paragraph.

A result about a whole document, or of a web page, has no region. A message names the first related places as
links to them, since GitHub shows no others. Apart from those, square brackets and braces are only escaped
where a reader would take them for a link or a placeholder, as in `[a](1)` and `{0}`.

GitHub's limits: a file of more than 25,000 results is refused, and of more than 5,000 the least severe are
dropped; beyond either, a notification says so, and the file is whole all the same. A result has at most 100
related places, all that GitHub shows. A rule has one tag of 20. Of the 10 MB of gzip that GitHub takes,
25,000 results are some 4 (160 bytes each, measured on this project's seeds).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from xdiff.report import sanitise
from xdiff.report.escape import escaped
from xdiff.report.gate import machine
from xdiff.report.gate.base import GateReport
from xdiff.report.phrases import count
from xdiff.version import __version__

if TYPE_CHECKING:
    from xdiff.records import Excerpt, Finding, Outcome, Place, Related, RuleInfo, Suppression

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "%SRCROOT%"  # the name that GitHub's own files give the repository's folder
RELATED: Final = 100
STORED: Final = 5_000
ACCEPTED: Final = 25_000

# What a message would make a link of, or put an argument in the place of (SARIF 3.11.5 and 3.11.6).
_LINK: Final = re.compile(r"\]\(")
_BRACKET: Final = re.compile(r"[\\\[\]]")
_ESCAPED: Final = r"\\\g<0>"
_PLACEHOLDER: Final = re.compile(r"\{(\d+)\}")


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return the log file: one run, a result for each finding, suppressed ones too."""
    return machine.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(outcome)]}, ascii=ascii)


def _run(outcome: Outcome) -> dict[str, Any]:
    driver = {
        "name": "xdiff",
        "version": __version__,
        "rules": [_rule(each) for each in outcome.rules],
    }
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": "xdiff/gate/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that xdiff ran in."}}},
        "invocations": [
            {
                "executionSuccessful": not outcome.problems,
                "toolExecutionNotifications": _notifications(outcome),
            }
        ],
        "results": _results(outcome),
        "properties": {
            "signature": str(outcome.signature),
            "failOn": outcome.fail_on,
            "policy": [f"{key}: {value}" for key, value in outcome.policy],
            "documents": len(outcome.documents),
            "ignored": outcome.ignored,
        },
    }


def _rule(rule: RuleInfo) -> dict[str, Any]:
    parts = (
        ("Why", (rule.why,)),
        ("Examples", rule.examples),
        ("Left alone", rule.near_misses),
        ("Limits", tuple(f"{name} = {value}: {what}" for name, value, what in rule.limits)),
        ("How to mend it", (rule.mend,)),
    )
    told = [(head, [sanitise.line(each) for each in several]) for head, several in parts if several]
    text = "\n\n".join([rule.what, *(f"{head}: {'; '.join(several)}" for head, several in told)])
    markdown = [escaped(rule.what)]
    for head, several in told:
        lines = [escaped(each) for each in several]
        listed = "\n".join(f"- {each}" for each in lines) if len(lines) > 1 else lines[0]
        markdown.append(f"**{head}**\n\n{listed}")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": sanitise.line(rule.what)},
        "fullDescription": {"text": sanitise.line(f"{rule.what} {rule.why}")},
        "help": {"text": text, "markdown": "\n\n".join(markdown)},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.family]},
    }


def _results(outcome: Outcome) -> list[dict[str, Any]]:
    index = {rule.code: at for at, rule in enumerate(outcome.rules)}
    families = {rule.code: rule.family for rule in outcome.rules}
    compared = _has_baseline(outcome)
    names = machine.Names(outcome)
    lines: set[tuple[str, str | None, int]] = set()
    results = []
    for finding in outcome.findings:
        result: dict[str, Any] = {"ruleId": finding.code}
        if finding.code in index:
            result["ruleIndex"] = index[finding.code]
        result |= {
            "level": finding.severity,
            "message": {"text": f"{_message(machine.said(finding))}{_links(finding)}."},
            "locations": [_location(finding)],
        }
        if finding.related:
            related = enumerate(finding.related[:RELATED], 1)
            result["relatedLocations"] = [_related(at, each) for at, each in related]
        result["partialFingerprints"] = _fingerprints(finding, names.of(finding), lines)
        if compared:
            known = finding.suppressed is not None and finding.suppressed.because == "baseline"
            result["baselineState"] = "unchanged" if known else "new"
        if finding.suppressed:
            result["suppressions"] = [_suppression(finding.suppressed)]
        properties = {"measured": finding.measured, "limit": finding.limit}
        if finding.code in families:
            properties["family"] = families[finding.code]
        result["properties"] = {**properties, "key": finding.key}
        results.append(result)
    return results


def _has_baseline(outcome: Outcome) -> bool:
    """Return whether there was a baseline; a run may have one that knows nothing."""
    known = (each.suppressed for each in outcome.findings)
    named = any(key == "baseline" for key, _ in outcome.policy)
    return named or bool(outcome.gone) or any(each and each.because == "baseline" for each in known)


def _fingerprints(finding: Finding, name: str, lines: set[tuple[str, str | None, int]]) -> dict[str, str]:
    """Return the fingerprints of a finding; `lines` are those where a result of a rule stands already."""
    fingerprints = {"xdiff/v1": name}
    line = (finding.code, finding.path, finding.place.line) if finding.place else None
    if line is None or line in lines:
        fingerprints["primaryLocationLineHash"] = name
    else:
        lines.add(line)
    return fingerprints


def _location(found: Finding | Related) -> dict[str, Any]:
    artifact: dict[str, Any] = {"uri": machine.uri(found.path)}
    if found.path is None:
        artifact["description"] = {"text": "standard input"}
    elif not artifact["uri"].startswith(("file:", "../")):
        artifact["uriBaseId"] = ROOT
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if found.place:
        physical["region"] = _region(found.place, found.excerpt)
    return {"physicalLocation": physical, "logicalLocations": [{"name": found.document_id}]}


def _region(place: Place, excerpt: Excerpt | None) -> dict[str, Any]:
    if machine.whole_line(place):
        return {"startLine": place.line}
    region: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return region | ({"snippet": {"text": excerpt.marked}} if excerpt else {})


def _related(at: int, related: Related) -> dict[str, Any]:
    words = f"“{sanitise.line(related.excerpt.marked)}”" if related.excerpt else machine.at(related)
    return {"id": at, **_location(related), "message": {"text": _message(words)}}


def _suppression(suppression: Suppression) -> dict[str, Any]:
    where = f"{suppression.because} in {suppression.where}" if suppression.where else suppression.because
    return {
        "kind": "external",
        "status": "accepted",
        "justification": sanitise.line(f"{where}: {suppression.reason}" if suppression.reason else where),
        "properties": {"because": suppression.because},
    }


def _notifications(outcome: Outcome) -> list[dict[str, Any]]:
    told = [("not-judged", "error", machine.unread(each)) for each in outcome.problems]
    told += [
        ("gone", "note", f"{machine.file(each.path)}: {each.code}: {each.message}") for each in outcome.gone
    ]
    told += [("note", "note", each) for each in outcome.notes]
    if len(outcome.findings) > STORED:
        limit = (
            f"GitHub refuses a file of more than {ACCEPTED:,}"
            if len(outcome.findings) > ACCEPTED
            else f"GitHub keeps the {STORED:,} most severe"
        )
        told.append(("limit", "warning", f"{count(len(outcome.findings), 'result')}: {limit}"))
    return [
        {
            "descriptor": {"id": name},
            "level": level,
            "message": {"text": _message(sanitise.line(text))},
        }
        for name, level, text in told
    ]


def _links(finding: Finding) -> str:
    """Return the first related places, each once, as ` (see [seeds/b.txt:3:14](1))`."""
    places: dict[str, int] = {}
    for at, each in enumerate(finding.related[:RELATED], 1):
        places.setdefault(machine.at(each), at)
    if not places:
        return ""
    links = [f"[{_BRACKET.sub(_ESCAPED, place)}]({at})" for place, at in list(places.items())[: machine.SEE]]
    more = f" and {len(places) - machine.SEE:,} more" if len(places) > machine.SEE else ""
    return f" (see {', '.join(links)}{more})"


def _message(text: str) -> str:
    if _LINK.search(text):
        text = _BRACKET.sub(_ESCAPED, text)
    return _PLACEHOLDER.sub(r"{{\1}}", text)


GATE_REPORT = GateReport("sarif", ".sarif", render)
