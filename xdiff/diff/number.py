"""Numbers of one thing that differ: "95 minutes" against "about 90"."""

from __future__ import annotations

from collections.abc import Iterable

from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of, one_to_one
from xdiff.diff.frames import Frame, frame, likeness, topic
from xdiff.diff.quantity import relation, why
from xdiff.diff.story import Side, Story
from xdiff.records import Divergence, Fact, Severity

# How alike the words around two numbers must be. A variant is the milder claim ("compatible") and needs less.
ALIKE_CONFLICT = 0.30
ALIKE_VARIANT = 0.20
SAME_MEASURE = 0.15  # added when both show the same measure ("killed" and "dead")
AGREEING = 0.50  # added to the score of equal numbers, so that they find each other first


def compare(shared: Shared) -> list[Divergence]:
    """Return where the documents of one group give different numbers for the same quantity."""
    matches: list[Match] = []
    for left, right in shared.pairs():
        matches.extend(one_to_one(_candidates(shared.story, left, right)))
    return divergences_of(shared, "number", matches)


def _candidates(story: Story, left: Side, right: Side) -> Iterable[Match]:
    frames = {id(fact): frame(side.text, fact) for side in (left, right) for fact in side.of_kind("number")}
    for one in left.of_kind("number"):
        for other in right.of_kind("number"):
            if one.unit != other.unit:
                continue
            match = _match(story, (left, one, frames[id(one)]), (right, other, frames[id(other)]))
            if match:
                yield match


def _match(story: Story, left: tuple[Side, Fact, Frame], right: tuple[Side, Fact, Frame]) -> Match | None:
    (side, one, here), (other_side, other, there) = left, right
    found = relation(one, other)
    alike = likeness(story, here, there)
    if here.measures and there.measures:
        if not here.measures & there.measures:
            return None
        alike += SAME_MEASURE
    severity: Severity | None
    if found == "same":
        severity, alike = None, alike + AGREEING
    elif found == "apart":
        severity = "conflict"
        if alike < ALIKE_CONFLICT or _stands_in(one, other_side) or _stands_in(other, side):
            return None
    else:
        severity = "variant"
        if alike < ALIKE_VARIANT:
            return None
    return Match(
        left=Place.of(one),
        right=Place.of(other),
        severity=severity,
        why=why(one, other, found),
        topic=topic(story, here, there),
        score=alike,
    )


def _stands_in(fact: Fact, side: Side) -> bool:
    """Whether the other document gives this very number somewhere: then it does not deny it."""
    return any(
        other.kind == "number" and other.value == fact.value and other.unit == fact.unit
        for other in side.text.facts
    )


COMPARISON = Comparison(kind="number", compare=compare)
