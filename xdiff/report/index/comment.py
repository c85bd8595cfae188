"""The index as Markdown, for a pull-request comment: the worst reports and documents in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.report import phrases
from xdiff.report.base import NAME_LENGTH, shortened
from xdiff.report.escape import bold, escaped, row, table_head
from xdiff.report.index import words
from xdiff.report.markdown import MARKS

if TYPE_CHECKING:
    from xdiff.report.index.entries import Entry, Listing, Scanned

# More rows than this nobody reads in a comment, and GitHub takes 65,536 characters.
MOST: Final = 20
_MESSAGE: Final = 160


def render(listing: Listing) -> str:
    """Return GitHub-flavoured Markdown of fewer than 65,536 characters, everything from files escaped."""
    out = [f"## xdiff: reports in {escaped(shortened(listing.folder, NAME_LENGTH))}", "", words.sums(listing)]
    if listing.entries:
        out += ["", *table_head("report", "where they differ", "read as machine translation", "decided")]
        out += [_entry(each) for each in listing.entries[:MOST]]
        out += _left_out(min(MOST, len(listing.entries)), listing.all_entries, "report")
    if listing.scans:
        out += ["", *(f"- {escaped(each.file)}: {words.labels(each)}" for each in listing.scans[:MOST])]
        out += _left_out(min(MOST, len(listing.scans)), len(listing.scans), "scan")
    if listing.scanned:
        out += ["", *table_head("document", "reads as", "source language", "where")]
        out += [_scanned(each) for each in listing.scanned[:MOST]]
        out += _left_out(min(MOST, len(listing.scanned)), listing.all_scanned, "document")
    if listing.problems:
        said = [escaped(shortened(str(each), _MESSAGE)) for each in listing.problems[:MOST]]
        out += ["", *(f"- **Not read:** {each}" for each in said)]
        out += _left_out(len(said), len(listing.problems), "file")
    return "\n".join(out) + "\n"


def _left_out(shown: int, every: int, noun: str) -> list[str]:
    return ["", f"*… {phrases.count(every - shown, f'more {noun}')}.*"] if every > shown else []


def _entry(entry: Entry) -> str:
    counts = [
        f"{MARKS[severity]} {phrases.count(number, severity)}" for severity, number in words.counted(entry)
    ]
    differs = ", ".join(counts) or "nowhere"
    if entry.worst:
        differs += f"<br>{escaped(shortened(entry.worst.message, _MESSAGE))}"
    said = [escaped(each) for each in ("".join(words.suspicion(entry)), words.otherwise(entry)) if each]
    return row(
        f"{bold(entry.title)}<br>{escaped(_file(entry.file))}",
        differs,
        "; ".join(said) or "none",
        f"{entry.reviewed:,} of {entry.findings:,}",
    )


def _scanned(found: Scanned) -> str:
    share = "" if found.p_machine is None else f", {words.probability(found.p_machine)}"
    return row(
        escaped(found.id),
        f"{words.verdict(found)}{share}",
        phrases.language(found.source) if found.source in phrases.LANGUAGES else escaped(found.source or ""),
        f"{escaped(_file(found.file))}, {words.place(found)}",
    )


def _file(name: str) -> str:
    """Return a file's name with its folders, cut in the middle."""
    return name if len(name) <= _MESSAGE else f"{name[: _MESSAGE // 2]} … {name[-_MESSAGE // 3 :]}"
