"""What reviewers decided, in the words of the reports for a terminal and a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.report import phrases, reviewed
from xdiff.report.base import shortened

if TYPE_CHECKING:
    from xdiff.records import Decision
    from xdiff.report.base import Itself, Numbered, Side, View

# A reviewer writes a sentence or two; a whole essay is in the review file.
COMMENT: Final = 600
NAME: Final = 60


def who(decision: Decision) -> str:
    """Say who decided, and on which day, as far as the review file tells."""
    name = shortened(" ".join(decision.by.split()), NAME) or "a reviewer"
    day = reviewed.day(decision.at)
    return f"{name}, {day}" if day else name


def comment(decision: Decision) -> str:
    """Return the reviewer's words, the beginning of many."""
    return shortened(decision.comment.strip(), COMMENT)


def said(decision: Decision) -> str:
    """Say what was decided, by whom and when, and the comment: `accepted by A. B.: right`."""
    head = f"{reviewed.SAID[decision.decision].lower()} by {who(decision)}"
    words = comment(decision)
    return f"{head}: {words}" if words else head


def verdict(side: Side, decision: Decision) -> str:
    """Say that the verdict on a document was rejected, by whom and why."""
    label = phrases.origin(side.inspection.verdict)
    words = comment(decision)
    head = f"{side.letter} ({side.name}): the verdict “{label}” was rejected in review by {who(decision)}"
    return f"{head}: {words}" if words else f"{head}."


def verdicts(view: View) -> list[str]:
    """Say of each rejected verdict that it is, in a sentence that calls the text nothing itself."""
    return [verdict(side, decision) for side, decision in rejected_verdicts(view)]


def rejected_verdicts(view: View) -> list[tuple[Side, Decision]]:
    """Return the documents whose verdict a reviewer rejected, each with that decision."""
    found = ((side, view.verdict_decision(side)) for side in view.sides if view.verdict_rejected(side))
    return [(side, decision) for side, decision in found if decision is not None]


def rejected(view: View) -> tuple[Numbered, ...]:
    """Return the divergences that a reviewer rejected, worst first."""
    return tuple(each for each in view.divergences if each.rejected)


def rejected_in_itself(view: View) -> tuple[tuple[Side, Itself], ...]:
    """Return where a document was said to differ from itself, and a reviewer rejected that."""
    return tuple((side, each) for side in view.sides for each in view.in_itself(side) if each.rejected)


def account(view: View) -> str:
    """Count what a review decided; empty without one."""
    told = [each.decision for each in view.run.review.decisions if reviewed.says(each)]
    parts = [
        f"{told.count(decision):,} {word.lower()}"
        for decision, word in reviewed.SAID.items()
        if decision in told
    ]
    return f"Reviewed: {', '.join(parts)}." if parts else ""


def by_suspicion(view: View) -> list[Side]:
    """Return the documents, the most suspicious first; a rejected verdict makes none suspicious."""
    return sorted(
        view.sides,
        key=lambda side: (
            view.verdict_rejected(side),
            phrases.LABELS.index(side.inspection.verdict.label),
        ),
    )


def no_divergence(view: View) -> str:
    """Say why no divergence is listed."""
    if view.divergences:
        return "Every divergence that was found was rejected in review."
    return phrases.no_divergence(view)
