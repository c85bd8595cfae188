"""CS401: two documents of one event give different figures or dates for one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff import fingerprint
from xdiff.gating.rule import Found, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Run


def check(run: Run, _limits: Limits) -> Iterator[Found]:
    """Flag each conflict of a number or a date, held against the document that stands first."""
    keys = fingerprint.divergences(run.divergences)
    for divergence, key in zip(run.divergences, keys, strict=True):
        if divergence.kind not in ("number", "date") or divergence.severity != "conflict":
            continue
        first, *others = divergence.variants
        yield Found(
            document_id=first.document_id,
            span=first.span,
            message=divergence.message,
            measured=f"{len({each.value for each in divergence.variants})} values",
            limit="1 value",
            words=(key,),
            related=tuple((each.document_id, each.span) for each in others),
            review=key,
        )


RULE = Rule(
    code="CS401",
    name="conflicting-numbers",
    severity="error",
    what="Documents about one event that give different numbers or dates for one thing.",
    why="At most one of them is right.",
    examples=(),
    near_misses=(),
    mend="Check the figure at its source, and mend the document or leave it out.",
    story=check,
)
