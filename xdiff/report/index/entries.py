"""What an index lists: a row for each report, a row for each document of a scan, and their order.

Worst first, in one order for both: the conflicts that no reviewer rejected, the documents read as machine
translation (verdicts not rejected), the variants, the notes, the highest probability of machine translation,
the name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.errors import InputError
    from xdiff.records import Origin, Severity

SCHEMA: Final = "xdiff.index/1"
# A page of so many rows opens at once, and nobody reads further down.
MOST: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A document of a report: what the row says of it. `identity` is the same wherever it is listed."""

    identity: str
    name: str
    title: str | None
    published: str | None
    label: Origin
    p_machine: float | None
    source: str | None  # ISO 639-1 code of the likeliest source language
    rejected: bool = False  # a reviewer found the verdict wrong

    @property
    def suspicious(self) -> bool:
        """Whether it reads as a machine translation and no reviewer objected."""
        return self.label == "machine_translation" and not self.rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """The worst divergence of a report that no reviewer rejected."""

    id: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report. `file` is its path below the folder; `also` are other files of the same run.

    `counts` are of divergences not rejected; `reviewed` of `findings` were accepted or rejected. `written`
    is the file's time of last change, in seconds since 1970.
    """

    file: str
    run: str
    title: str
    documents: tuple[About, ...]
    facts: int
    counts: Mapping[Severity, int]
    rejected: int
    reviewed: int
    findings: int
    worst: Worst | None
    written: float
    html: bool
    also: tuple[str, ...] = ()

    @property
    def suspicious(self) -> tuple[About, ...]:
        """The documents that read as machine translations."""
        return tuple(each for each in self.documents if each.suspicious)

    @property
    def p_machine(self) -> float:
        """The highest probability of machine translation among its documents, 0 where none was judged."""
        return max((each.p_machine or 0.0 for each in self.documents if not each.rejected), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """One document of a scan; `line` is where in the file it stands, counted from 1."""

    file: str
    line: int
    id: str
    title: str | None
    path: str | None
    language: str | None
    label: Origin
    p_machine: float | None
    source: str | None
    abstained: str | None


@dataclass(slots=True, kw_only=True)
class Scan:
    """One file of a scan: how many documents got which label, all counted."""

    file: str
    written: float
    labels: Counter[Origin]

    @property
    def documents(self) -> int:
        """How many documents it has."""
        return self.labels.total()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All that was found in a folder.

    `entries` and `scanned` are at most as many as were asked for, worst first; `all_entries` counts the
    reports, `scans` count all documents. `ignored` files have a suffix that xdiff writes and are not its
    reports.
    """

    folder: str
    entries: tuple[Entry, ...]
    all_entries: int
    scanned: tuple[Scanned, ...]
    scans: tuple[Scan, ...]
    sums: Sums
    ignored: int = 0
    problems: tuple[InputError, ...] = ()

    @property
    def all_scanned(self) -> int:
        """How many documents the scans have."""
        return sum(each.documents for each in self.scans)

    @property
    def labels(self) -> Counter[Origin]:
        """How many documents of scans got which label."""
        return sum((each.labels for each in self.scans), Counter())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Over all reports: a document in several of them is counted once."""

    documents: int
    suspicious: int
    conflicts: int
    with_conflicts: int  # reports
    undecided: int  # reports with a finding that nobody decided on


def summed(entries: list[Entry]) -> Sums:
    """Add up all reports."""
    return Sums(
        documents=len({each.identity for entry in entries for each in entry.documents}),
        suspicious=len({each.identity for entry in entries for each in entry.suspicious}),
        conflicts=sum(entry.counts["conflict"] for entry in entries),
        with_conflicts=sum(entry.counts["conflict"] > 0 for entry in entries),
        undecided=sum(entry.reviewed < entry.findings for entry in entries),
    )


def badness(entry: Entry) -> tuple[int, int, int, int, float, str, str]:
    """Return a report's place: worst first, as the module says."""
    return (
        -entry.counts["conflict"],
        -len(entry.suspicious),
        -entry.counts["variant"],
        -entry.counts["note"],
        -entry.p_machine,
        entry.title.casefold(),
        entry.file,
    )


def scanned_badness(found: Scanned) -> tuple[bool, float, str, str, int]:
    """Return the place of a document of a scan: the same order, of which most parts are none here."""
    machine = found.label == "machine_translation"
    return not machine, -(found.p_machine or 0.0), found.id.casefold(), found.file, found.line


def merged(found: list[Entry]) -> list[Entry]:
    """Make one entry of all files of a run.

    A page stands before JSON, since it can be read; then the one with the most decisions, the latest, the
    first by name. The others are named in `also`.
    """
    by_run: dict[str, list[Entry]] = {}
    for each in found:
        by_run.setdefault(each.run, []).append(each)
    return [_one(same) for same in by_run.values()]


def _one(same: list[Entry]) -> Entry:
    if len(same) == 1:
        return same[0]
    first, *rest = sorted(same, key=lambda each: (not each.html, -each.reviewed, -each.written, each.file))
    return replace(first, also=tuple(sorted(each.file for each in rest)))
