"""The two sides of a vote, "230 votes to 180": compared as one result, not number by number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from xdiff.diff.base import Match, Place
from xdiff.diff.frames import likeness
from xdiff.diff.onething import one_scope
from xdiff.diff.quantity import APART, relation, too_far
from xdiff.diff.setting import one_setting, told_by
from xdiff.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.diff.counted import Counted
    from xdiff.diff.story import Side, Story

UNIT = "vote"
ALIKE = 0.30  # how alike the words around the two must be when neither of the two figures agrees
ALIKE_HALF = 0.15  # the same when one of them does
_AGAINST = re.compile(r"\s*(?:to|against|-|–|versus|in favou?r(?: and|,)|for(?: and|,))\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Two exact counts of votes, one set against the other."""

    first: Counted
    second: Counted

    @property
    def values(self) -> tuple[str, str]:
        """Both counts, as canonical decimals."""
        return self.first.fact.value, self.second.fact.value

    def place(self) -> Place:
        """Return the stretch from the first count to the end of the second."""
        span = Span(start=self.first.fact.span.start, end=self.second.fact.span.end)
        document = self.first.text.article.document
        surface = span.of(document.text)
        return Place(document_id=document.id, span=span, surface=surface, value="-".join(self.values))


def tallies(numbers: Sequence[Counted]) -> list[Tally]:
    """Return the tallies among the numbers of one side."""
    return [
        Tally(first=one, second=other)
        for one, other in pairwise(numbers)
        if one.fact.unit == other.fact.unit == UNIT
        and _AGAINST.fullmatch(one.text.article.document.text, one.fact.span.end, other.fact.span.start)
    ]


def tallies_apart(
    story: Story, sides: tuple[Side, Side], here: Sequence[Counted], there: Sequence[Counted]
) -> Iterable[Match]:
    """Return the tallies of one vote that differ; several votes on a side leave open which is meant."""
    ours, theirs = tallies(here), tallies(there)
    if len(ours) != 1 or len(theirs) != 1:
        return
    left, right = ours[0], theirs[0]
    both = [(left.first, right.first), (left.second, right.second)]
    apart = [pair for pair in both if relation(pair[0].fact, pair[1].fact) == "apart"]
    if not apart or set(left.values) == set(right.values):
        return
    alike = likeness(story, left.first.frame, right.first.frame)
    if alike < (ALIKE_HALF if len(apart) == 1 else ALIKE):
        return
    if not one_scope(left.first, right.first) or not one_setting(left.first, right.first):
        return
    for one, other in apart:
        if too_far(one.fact, other.fact) or told_by(one.fact, sides[1]) or told_by(other.fact, sides[0]):
            return
    yield Match(
        left=left.place(),
        right=right.place(),
        severity="conflict",
        why=APART,
        topic=", of the vote",
        score=1.0 + alike,
    )
