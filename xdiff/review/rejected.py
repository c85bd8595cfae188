"""Which findings of a run reviewers rejected: they are not reported again, and nothing fails for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff import fingerprint

if TYPE_CHECKING:
    from xdiff.records import Divergence, Inconsistency, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What reviewers found wrong, or of no matter.

    `origins` are the ids of the documents whose verdict was rejected.
    """

    divergences: frozenset[Divergence] = frozenset()
    origins: frozenset[str] = frozenset()
    inconsistencies: frozenset[Inconsistency] = frozenset()


def rejected(run: Run) -> Rejected:
    """Return the findings of a run that its review (`Run.review`, made by `match`) rejects."""
    keys = {each.key for each in run.review.decisions if each.decision == "reject"}
    if not keys:
        return Rejected()
    named = zip(run.divergences, fingerprint.divergences(run.divergences), strict=True)
    inspections = run.inspections
    return Rejected(
        divergences=frozenset(each for each, key in named if key in keys),
        origins=frozenset(
            each.document.id for each in inspections if fingerprint.origin(each.article, each.verdict) in keys
        ),
        inconsistencies=frozenset(
            one
            for each in inspections
            for one, key in zip(
                each.inconsistencies, fingerprint.inconsistencies(each.inconsistencies), strict=True
            )
            if key in keys
        ),
    )
