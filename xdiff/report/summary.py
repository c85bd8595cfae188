"""What an HTML report says of itself for programs: `xdiff.report/1`, a small block of data in the page.

The page's script, `report index` and a reviewer's tools read it. It is measured in kilobytes, not in pages:
messages, titles and notes are cut, and only the worst divergences are named. Ids, paths and hashes are
whole, since a review file is matched by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff import fingerprint
from xdiff.records import SEVERITIES
from xdiff.report import lines, sanitise
from xdiff.report.base import shortened
from xdiff.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.records import Decision
    from xdiff.report.base import Side, View

SCHEMA: Final = "xdiff.report/1"
# The element that holds the block; a reader of pages looks for exactly this tag.
OPENING: Final = '<script type="application/json" id="report-data">'
WORST: Final = 5
TITLED: Final = 4  # a page is titled by the names of its first documents
MESSAGE, TITLE, NOTES = 240, 160, 20

# Inside a script element only these could end it or begin a comment; in JSON an escape means the same.
_ACTING: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def summary(view: View) -> lines.Json:
    """Return what a report says of itself, as JSON values (schema `data/schema/report.json`).

    `counts` are of the divergences that no reviewer rejected. `findings` are all that a reviewer can decide
    on (divergences, inconsistencies, verdicts), `reviewed` those accepted or rejected, `rejected` the latter.
    """
    standing = [each for each in view.divergences if not each.rejected]
    decided = [each.decision for each in _decisions(view) if each is not None and each.decision is not None]
    return {
        "schema": SCHEMA,
        "xdiff": __version__,
        "run": fingerprint.run(each.document for each in view.run.inspections),
        "title": title([side.name for side in view.sides]),
        "signature": str(view.run.signature),
        "documents": [_document(view, side) for side in view.sides],
        "facts": len(view.shared),
        "counts": {
            severity: sum(each.divergence.severity == severity for each in standing)
            for severity in SEVERITIES
        },
        "rejected": decided.count("reject"),
        "reviewed": len(decided),
        "findings": sum(1 for _ in _decisions(view)),
        "worst": [
            {
                "id": each.id,
                "severity": each.divergence.severity,
                "kind": each.divergence.kind,
                "message": shortened(each.divergence.message, MESSAGE),
            }
            for each in standing[:WORST]
        ],
        "notes": _notes(view.run.notes),
    }


def block(view: View) -> str:
    """Return the summary as text for inside a script element: nothing in it can close the element or act."""
    text = lines.written(summary(view))
    for character, escape in _ACTING.items():
        text = text.replace(character, escape)
    return text


def title(names: Sequence[str]) -> str:
    """Name a report by its documents: the first four, and how many more there are."""
    named = ", ".join(names[:TITLED])
    rest = len(names) - TITLED
    return f"{named} and {rest} more" if rest > 0 else named


def _document(view: View, side: Side) -> lines.Json:
    inspection = side.inspection
    document, verdict = inspection.document, inspection.verdict
    decision = view.verdict_decision(side)
    return {
        "letter": side.letter.lower(),
        "id": document.id,
        "name": sanitise.line(side.name),  # the script shows it
        "path": document.path,
        "title": None if document.title is None else shortened(document.title, TITLE),
        "published": document.published,
        "sha256": document.sha256,
        "language": inspection.language,
        "label": verdict.label,
        "p_machine": verdict.p_machine,
        # A source language means something only where the text reads as translated.
        "source": verdict.source_languages[0][0]
        if verdict.source_languages and verdict.label in ("machine_translation", "human_translation")
        else None,
        "fluency": inspection.fluency.score,
        "decision": None if decision is None else decision.decision,
    }


def _decisions(view: View) -> Iterable[Decision | None]:
    """Give what a review said of each finding, in the page's order; None where it said nothing."""
    yield from (each.decision for each in view.divergences)
    for side in view.sides:
        yield from (each.decision for each in view.in_itself(side))
        yield view.verdict_decision(side)


def _notes(notes: Iterable[str]) -> list[str]:
    kept = [shortened(each, MESSAGE) for each in notes]
    return kept if len(kept) <= NOTES else [*kept[:NOTES], f"and {len(kept) - NOTES:,} more"]
