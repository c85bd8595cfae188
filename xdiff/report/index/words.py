"""What a row of an index says, in words that its page and its Markdown share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from xdiff.records import SEVERITIES
from xdiff.report import phrases

if TYPE_CHECKING:
    from xdiff.report.index.entries import Entry, Listing, Scan, Scanned

# Of more headlines or languages than this a row names the first ones and counts the rest.
NAMED: Final = 2

ORDER: Final = (
    "Worst first: by conflicts, then by documents that read as machine translation, then by variants, by "
    "notes, by the highest probability of machine translation, and by name. What a reviewer rejected is not "
    "counted."
)


def sums(listing: Listing) -> str:
    """Say in a sentence or two what all reports and all scans hold."""
    said = []
    if listing.all_entries:
        found = listing.sums
        differ = (
            f"{phrases.count(found.conflicts, 'conflict')} in {found.with_conflicts:,} of them"
            if found.conflicts
            else "no conflict"
        )
        reports = phrases.count(listing.all_entries, "report")
        over = phrases.count(found.documents, "document")
        said.append(f"{reports} over {over}: {differ}; {_read_as(found.suspicious)} as machine translation.")
    if listing.scans:
        machine = listing.labels["machine_translation"]
        scanned = phrases.count(listing.all_scanned, "document")
        said.append(f"{scanned} scanned: {_read_as(machine)} as machine translation.")
    return " ".join(said)


def _read_as(number: int) -> str:
    if not number:
        return "none of the documents reads"
    return f"{phrases.count(number, 'document')} {'reads' if number == 1 else 'read'}"


def left_out(shown: int, every: int, noun: str) -> str:
    """Say how many are not listed; empty when all are."""
    if shown >= every:
        return ""
    return f"These are the worst {shown:,}; {phrases.count(every - shown, f'more {noun}')} left out."


def suspicion(entry: Entry) -> tuple[str, str]:
    """Return which documents read as machine translation, and from which languages; empty when none does."""
    found = entry.suspicious
    if not found:
        return "", ""
    who = found[0].name if len(found) == 1 else f"{len(found)} of {len(entry.documents)} documents"
    likely = Counter(each.source for each in found if each.source).most_common()
    several = len(likely) > 1
    named = [f"{phrases.language(code)}{f' ({times})' if several else ''}" for code, times in likely[:NAMED]]
    more = ["others"] if len(likely) > NAMED else []
    return who, f", most likely from {phrases.listing(named + more)}" if likely else ""


def otherwise(entry: Entry) -> str:
    """Say what else is to know of its verdicts: those that a reviewer rejected, those without a result."""
    rejected = sum(each.rejected for each in entry.documents)
    unsure = sum(each.label == "unsure" for each in entry.documents)
    said = []
    if rejected:
        said.append(f"{phrases.count(rejected, 'verdict')} rejected")
    if unsure:
        said.append(f"{unsure} unsure or not judged")
    return ", ".join(said)


def counted(entry: Entry) -> list[tuple[str, int]]:
    """Return each severity that occurs with how often it does, worst first."""
    return [(severity, entry.counts[severity]) for severity in SEVERITIES if entry.counts[severity]]


def dates(entry: Entry) -> tuple[str, str]:
    """Return the first and the last date that its documents were published; empty where none is known."""
    known = sorted(each.published for each in entry.documents if each.published)
    return (known[0], known[-1]) if known else ("", "")


def titles(entry: Entry) -> tuple[list[str], int]:
    """Return the first headlines, each once, and how many more there are."""
    found = list(dict.fromkeys(each.title for each in entry.documents if each.title))
    return found[:NAMED], len(found) - len(found[:NAMED])


def verdict(found: Scanned) -> str:
    """Return a label of a scan as a phrase."""
    if found.label == "unsure" and found.p_machine is None:
        return "not judged"
    return phrases.ORIGINS[found.label]


def probability(share: float) -> str:
    """Return a probability with two decimals; what is not certain is not rounded to certainty."""
    if 0.99 < share < 1:
        return "over 0.99"
    return "under 0.01" if 0 < share < 0.01 else f"{share:.2f}"


def place(found: Scanned) -> str:
    """Say where in its file a scanned document stands."""
    return f"{'document' if found.file.lower().endswith('.json') else 'line'} {found.line:,}"


def labels(scan: Scan) -> str:
    """Count the documents of one file of a scan by their labels, the most suspicious first."""
    return phrases.listing(
        [f"{scan.labels[label]:,} {phrases.ORIGINS[label]}" for label in phrases.LABELS if scan.labels[label]]
    )
