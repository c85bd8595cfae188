"""Who says it, and how: one statement given to two people, or reported with another stance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Shared, divergences_of, one_to_one
from xdiff.diff.statements import Statement, different_persons, overlap, quoted, reported

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xdiff.diff.story import Side, Story
    from xdiff.records import Divergence, Severity

# Two statements are one when they share this much of the weight of both: a speaker is never said to differ on
# less, because officials of one story say much alike.
ONE_LIGHTER = 0.65
ONE_HEAVIER = 0.45
ONE_SENSES = 3

# What a pair of stances amounts to, whichever document has which; pairs not named here say nothing.
STANCES: Mapping[frozenset[str], tuple[Severity, str]] = {
    frozenset({"denied", "admitted"}): ("conflict", "denied in one, admitted in the other"),
    frozenset({"said", "claimed"}): ("note", "one reports it as a claim"),
    frozenset({"said", "admitted"}): ("note", "one reports it as an admission"),
    frozenset({"claimed", "admitted"}): ("note", "a claim in one, an admission in the other"),
}


def compare(shared: Shared) -> list[Divergence]:
    """Return where the documents of one group attribute one statement to different people, or otherwise."""
    matches: list[Match] = []
    for left, right in shared.pairs():
        here, there = _statements(left), _statements(right)
        found = [match for a in here for b in there for match in _match(shared.story, a, b)]
        matches.extend(one_to_one(found))
    return divergences_of(shared, "attribution", matches)


def _statements(side: Side) -> list[Statement]:
    return [*quoted(side), *reported(side)]


def _match(story: Story, left: Statement, right: Statement) -> Iterable[Match]:
    shared, lighter, heavier = overlap(story, left.senses, right.senses)
    if len(shared) < ONE_SENSES or lighter < ONE_LIGHTER or heavier < ONE_HEAVIER:
        return
    if left.speaker and left.speaker == right.speaker:
        stances = _stance(left), _stance(right)
        severity, why = STANCES.get(frozenset(stances), (None, "the same speaker"))
        yield Match(
            left=left.place(stances[0]), right=right.place(stances[1]), severity=severity, why=why,
            score=heavier + (severity is None),
        )  # fmt: skip
    elif different_persons(left, right) and not (left.quoted and right.quoted):
        # Of two quotations the comparison of quotations asks for word identity.
        why = f"one statement, given to {left.said_by} in one and to {right.said_by} in the other"
        yield Match(
            left=left.place(left.speaker), right=right.place(right.speaker), severity="conflict", why=why,
            score=heavier,
        )  # fmt: skip


def _stance(statement: Statement) -> str:
    fact = statement.fact
    return (fact.unit if fact.kind == "attribution" else fact.data.get("stance")) or ""


COMPARISON = Comparison(kind="attribution", compare=compare)
