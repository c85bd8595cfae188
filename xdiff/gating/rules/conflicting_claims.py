"""CS405: one document says what another denies, or gives an act to another person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.gating.divergent import found
from xdiff.gating.rule import Found, Limits, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.records import Divergence, Run


def check(run: Run, _limits: Limits) -> Iterator[Found]:
    """Flag each conflict of polarity, names or wording in the documents that it puts in doubt."""
    denied = [each for each in run.divergences if each.kind == "attribution" and each.severity == "conflict"]
    return found(
        run,
        lambda each: _wanted(each) and not any(_told(each, other) for other in denied),
        limit="one account",
    )


def _wanted(divergence: Divergence) -> bool:
    return divergence.kind in ("polarity", "name", "wording") and divergence.severity == "conflict"


def _told(divergence: Divergence, other: Divergence) -> bool:
    """Return whether CS403 tells the same: "he denied it" beside "he admitted it" is both."""
    return all(
        any(
            each.document_id == one.document_id
            and each.span.start < one.span.end
            and one.span.start < each.span.end
            for each in other.variants
        )
        for one in divergence.variants
    )


RULE = Rule(
    code="CS405",
    name="conflicting-claims",
    severity="warning",
    what="Documents about one event of which one says what the other denies, or which name different people "
    "for one part in it.",
    why="Both cannot be true. That two sentences speak of one thing is harder to tell than for a figure: "
    "a warning.",
    examples=(
        "“The council approved the harbour plan.” beside “The council did not approve the harbour plan.”",
    ),
    near_misses=(
        "“The council approved the harbour plan.” beside “The council has not yet voted on the airport.”",
    ),
    mend="Find out which of the two holds, and mend the other or leave it out. Where both were true at "
    "different times, reject the finding in a review.",
    story=check,
)
