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
    return found(run, _wanted, limit="one account")


def _wanted(divergence: Divergence) -> bool:
    return divergence.kind in ("polarity", "name", "wording") and divergence.severity == "conflict"


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
