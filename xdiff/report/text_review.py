"""Decisions of a review in the terminal report: a line beside a finding, and what was rejected at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.report import decided, phrases, reviewed
from xdiff.report.base import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.records import Decision
    from xdiff.report.base import View
    from xdiff.report.terminal import Page

REJECTED_SHOWN: Final = 40
MESSAGE_LINES: Final = 3
# The column of a tag such as `VARIANT   d3`, and of the words under it.
TAG: Final = 12


def beside(page: Page, decision: Decision | None, *, indent: int = 0) -> None:
    """Add what was decided on the finding above; nothing where nothing was said."""
    if decision is not None and reviewed.says(decision):
        page.hanging(page.own("review:", "bold"), page.foreign(decided.said(decision)), indent=indent)


def rejected(page: Page, view: View) -> None:
    """Add what reviewers rejected: what it said, who rejected it, when and why."""
    found = list(_rejected(view))
    if not found:
        return
    page.heading("Rejected in review")
    page.show(
        page.own(
            "Found wrong, or of no matter: not listed above, and `--fail-on` does not count them.", "dim"
        )
    )
    page.gap()
    for tag, message, decision in found[:REJECTED_SHOWN]:
        words = page.foreign(shortened(message, page.width * MESSAGE_LINES))
        page.hanging(page.own(tag, "dim"), words, head_width=TAG)
        page.hanging(page.own(""), page.foreign(decided.said(decision)), head_width=TAG)
    if len(found) > REJECTED_SHOWN:
        more = f"… {len(found) - REJECTED_SHOWN} more; `--html FILE` shows every one."
        page.show(page.own(more, "dim"))


def _rejected(view: View) -> Iterator[tuple[str, str, Decision]]:
    """Give a tag, what was said, and the decision: verdicts first, since they are about somebody's work."""
    for side, decision in decided.rejected_verdicts(view):
        said = f"{side.name}: {phrases.origin(side.inspection.verdict)}"
        yield f"{'VERDICT':8} {side.letter:>3}", said, decision
    for each in decided.rejected(view):
        if each.decision is not None:
            found = each.divergence
            said = f"{phrases.KINDS[found.kind]}: {found.message}  (in {found.group_id})"
            yield f"{found.severity.upper():8} {each.id:>3}", said, each.decision
    for side, itself in decided.rejected_in_itself(view):
        if itself.decision is not None:
            yield f"{'ITSELF':8} {side.letter:>3}", itself.inconsistency.message, itself.decision
