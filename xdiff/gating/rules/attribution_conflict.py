"""CS403: two documents give one statement to different people, or one says that it was denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.gating.divergent import found
from xdiff.gating.rule import Found, Limits, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.records import Divergence, Run


def check(run: Run, _limits: Limits) -> Iterator[Found]:
    """Flag each conflict over who said something in the documents that it puts in doubt."""
    return found(run, _wanted, limit="one speaker")


def _wanted(divergence: Divergence) -> bool:
    return divergence.kind == "attribution" and divergence.severity == "conflict"


RULE = Rule(
    code="CS403",
    name="attribution-conflict",
    severity="error",
    what="A statement that two documents of one event give to different people, or that its speaker admits "
    "in one and denies in the other.",
    why="Somebody is quoted with words that were another's. A reader, or a model that learns from the text, "
    "cannot tell which.",
    examples=("“The dam is safe,” said Anna Brandt. beside “The dam is safe,” said Tomas Weil.",),
    near_misses=(
        "“The dam is safe,” said Anna Brandt. beside “The dam is safe,” the mayor said.: one person",
        "“The dam is safe,” said Anna Brandt. beside “The dam is not to blame,” said Tomas Weil.: two",
    ),
    mend="Look up who said it, and mend the document or leave it out. Where both said it, reject the finding "
    "in a review.",
    story=check,
)
