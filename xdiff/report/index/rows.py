"""The index as JSON lines: one for each report and each document of a scan, worst first (`xdiff.index/1`)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from xdiff.records import SEVERITIES
from xdiff.report.index.entries import SCHEMA
from xdiff.report.lines import Json, written

if TYPE_CHECKING:
    from xdiff.report.index.entries import About, Entry, Listing, Scan, Scanned


def render(listing: Listing) -> str:
    """Return a line for each report, then one for each scan with its counts, then its listed documents."""
    lines = [_entry(each) for each in listing.entries]
    lines += [_scan(each) for each in listing.scans]
    lines += [_scanned(each) for each in listing.scanned]
    return "".join(f"{written({'schema': SCHEMA} | each)}\n" for each in lines)


def _entry(entry: Entry) -> Json:
    worst = entry.worst
    return {
        "kind": "report",
        "file": entry.file,
        "also": list(entry.also),
        "run": entry.run,
        "title": entry.title,
        "documents": [_about(each) for each in entry.documents],
        "facts": entry.facts,
        "counts": {severity: entry.counts[severity] for severity in SEVERITIES},
        "suspicious": len(entry.suspicious),
        "rejected": entry.rejected,
        "reviewed": entry.reviewed,
        "findings": entry.findings,
        "worst": worst and {"id": worst.id, "severity": worst.severity, "message": worst.message},
        "written": _time(entry.written),
    }


def _about(about: About) -> Json:
    return {
        "name": about.name,
        "title": about.title,
        "published": about.published,
        "label": about.label,
        "p_machine": about.p_machine,
        "source": about.source,
        "rejected": about.rejected,
    }


def _scan(scan: Scan) -> Json:
    return {
        "kind": "scan",
        "file": scan.file,
        "documents": scan.documents,
        "labels": dict(scan.labels.most_common()),
        "written": _time(scan.written),
    }


def _scanned(found: Scanned) -> Json:
    return {
        "kind": "document",
        "file": found.file,
        "line": found.line,
        "id": found.id,
        "path": found.path,
        "title": found.title,
        "language": found.language,
        "label": found.label,
        "p_machine": found.p_machine,
        "source": found.source,
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
