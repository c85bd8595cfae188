"""Earlier decisions of a review in the page: as words for a reader, as data for the page's script."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.records import Decision, Judgement, Review
    from xdiff.report import lines

SAID: Final[Mapping[Judgement | None, str]] = {
    "accept": "Accepted",
    "reject": "Rejected",
    None: "Commented",
}
# A sign beside the word, so that what was decided is seen at a glance and not by colour alone.
SIGNS: Final[Mapping[Judgement | None, str]] = {"accept": "✓", "reject": "✗", None: "✎"}


def says(decision: Decision | None) -> bool:
    """Return whether there is anything to tell: one taken back without a comment tells nothing."""
    return decision is not None and (decision.decision is not None or bool(decision.comment))


def day(at: str) -> str:
    """Return the day of an ISO 8601 time as `22 November 2026`, empty where it is none."""
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return ""
    return f"{time.day} {time:%B %Y}"


def records(review: Review) -> list[lines.Json]:
    """Return every decision that came with the run, as in a review file: where the page starts from."""
    return [
        {
            "key": each.key,
            "subject": each.subject,
            "decision": each.decision,
            "comment": each.comment,
            "by": each.by,
            "at": each.at,
            "message": each.message,
            "documents": list(each.document_ids),
        }
        for each in (*review.decisions, *review.gone)
    ]
