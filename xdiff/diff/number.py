"""Numbers of one thing that differ: "95 minutes" against "about 90"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.diff.ages import one_bearer
from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of, one_to_one
from xdiff.diff.counted import ADDRESS, Counted, counted
from xdiff.diff.frames import likeness, topic
from xdiff.diff.lexicon import measures, told_measures
from xdiff.diff.onething import FATES, comparable, one_scope, surely_one
from xdiff.diff.quantity import APART, APART_UNSURE, relation, too_far, why
from xdiff.diff.setting import counted_later, one_setting, told_by
from xdiff.diff.stems import is_verbal
from xdiff.diff.tally import tallies_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.diff.story import Side, Story
    from xdiff.records import Divergence, Fact, Severity

# How alike the words around two numbers must be. A variant is the milder claim ("compatible") and needs less.
ALIKE_CONFLICT = 0.20
ALIKE_VARIANT = 0.20
ALIKE_FAR = 0.75  # numbers of quite another size count one thing only where nearly every word is shared
SAME_ROLE = 0.15  # added when both count the same ("killed" and "dead")
AGREEING = 0.50  # added to the score of equal numbers, so that they find each other first
COMPATIBLE = 0.20  # added to that of compatible ones: what can be explained is not a conflict
RIVAL = 0.8  # share of a match's score from which on another match of the same number makes it a guess
LATER = "compatible, the two may have been counted at different times"
ALIKE_NAMED = 0.45  # the same where a name beside both is shared
COMMON_UNITS = frozenset({"person", "percent", "vote", "magnitude", "point"})
A_BIRTHDAY = 1  # years
ALONE_WITHIN = 1.25  # the factor between two numbers that have no rival on either side


def compare(shared: Shared) -> list[Divergence]:
    """Return where the documents of one group give different numbers for the same quantity."""
    matches: list[Match] = []
    for left, right in shared.pairs():
        matches.extend(_pair(shared.story, left, right))
    return divergences_of(shared, "number", matches)


def _pair(story: Story, left: Side, right: Side) -> list[Match]:
    here, there = counted(left), counted(right)
    sides = (left, right)
    found = [
        match for one in here for other in there if (match := _match(story, sides, one, other)) is not None
    ]
    votes = tallies_apart(story, sides, here, there)
    return one_to_one([*_without_rivals(found), *_alone(story, here, there), *votes])


def _match(story: Story, sides: tuple[Side, Side], left: Counted, right: Counted) -> Match | None:
    one, other = left.fact, right.fact
    if not comparable(left, right):
        return None
    found = relation(one, other)
    if left.bearer and right.bearer:
        return _of_ages(story, sides, left, right)
    alike = likeness(story, left.frame, right.frame) + (SAME_ROLE if left.roles & right.roles else 0.0)
    severity: Severity | None = None
    if found == "same":
        alike += AGREEING
    elif found == "apart":
        severity = "conflict"
        if alike < ALIKE_CONFLICT or not surely_one(left, right, alike=alike):
            return None
        if too_far(one, other) and not _alike_though_far(left, right, alike):
            return None
        if told_by(one, sides[1]) or told_by(other, sides[0]):
            return None
        if left.roles & right.roles & FATES and counted_later(left, right):
            return replace(_told(story, left, right, "variant", alike), why=LATER)
    else:
        severity = "variant"
        if left.kinds[ADDRESS]:
            return None
        if alike < ALIKE_VARIANT or too_far(one, other) or not one_scope(left, right):
            return None
        alike += COMPATIBLE
    return _told(story, left, right, severity, alike)


def _alike_though_far(left: Counted, right: Counted, alike: float) -> bool:
    """Whether numbers of quite another size are still of one thing.

    The next word to both is the same, and nearly all others are; or both count one noun that no place
    narrows, and share the verb or a name beside it.
    """
    nearest = left.frame.nearest & right.frame.nearest
    if nearest and alike >= ALIKE_FAR:
        return True
    noun = left.fact.unit is not None and not left.fact.unit.isupper() and "si" not in left.fact.data
    narrowed = left.scope or right.scope or left.where or right.where
    verb = any(
        is_verbal(left.frame.surfaces[sense]) and is_verbal(right.frame.surfaces[sense]) for sense in nearest
    )
    if not noun or narrowed or left.fact.unit in COMMON_UNITS:
        return False
    named = left.frame.near & right.frame.near & left.frame.names & right.frame.names
    return (verb and alike >= ALIKE_CONFLICT) or (bool(named) and alike >= ALIKE_NAMED)


def _of_ages(story: Story, sides: tuple[Side, Side], left: Counted, right: Counted) -> Match | None:
    """Return two ages of one person, whatever else their sentences tell."""
    one, other = left.fact, right.fact
    years = abs(float(one.value) - float(other.value))
    if not one_bearer(left.bearer, right.bearer, years=years):
        return None
    if years == 0:
        return _told(story, left, right, None, 1.0 + AGREEING)
    if told_by(one, sides[1]) or told_by(other, sides[0]):
        return None
    if not one_setting(left, right):
        return None
    if years <= A_BIRTHDAY:
        match = _told(story, left, right, "variant", 1.0)
        return replace(match, why="compatible, a birthday may lie between the two reports")
    return _told(story, left, right, "conflict", 1.0)


def _without_rivals(matches: list[Match]) -> list[Match]:
    """Drop conflicts of a number that might as well be set against another one: which is meant is a guess."""
    return [
        match
        for match in matches
        if match.severity != "conflict"
        or not any(
            rival is not match
            and (rival.left == match.left or rival.right == match.right)
            and rival.score > RIVAL * match.score
            for rival in matches
        )
    ]


def _alone(story: Story, here: Sequence[Counted], there: Sequence[Counted]) -> Iterable[Match]:
    """Return the compatible numbers that are the only ones of their unit on both sides, asides left out.

    "The talks went on past the hour (95 minutes instead of 60)" and "a meeting of about 90 minutes" share
    little else; one shared word and near values are enough for the mild claim that they are compatible.
    """
    for unit in sorted({number.fact.unit for number in here if number.fact.unit}):
        ours, theirs = ([n for n in side if n.fact.unit == unit and not n.aside] for side in (here, there))
        if len(ours) != 1 or len(theirs) != 1:
            continue
        left, right = ours[0], theirs[0]
        near = relation(left.fact, right.fact) in {"rounded", "overlapping"}
        near = near and not too_far(left.fact, right.fact, by=ALONE_WITHIN)
        alike = likeness(story, left.frame, right.frame)
        if near and 0 < alike < ALIKE_VARIANT and comparable(left, right) and one_scope(left, right):
            yield _told(story, left, right, "variant", alike)


def _told(story: Story, left: Counted, right: Counted, severity: Severity | None, score: float) -> Match:
    measure = _measure(left, right)
    reason = why(left.fact, right.fact, relation(left.fact, right.fact))
    return Match(
        left=Place.of(left.fact),
        right=Place.of(right.fact),
        severity=severity,
        why=APART if measure and reason == APART_UNSURE else reason,
        topic=f", {measure}" if measure else topic(story, left.frame, right.frame),
        score=score,
    )


def _measure(left: Counted, right: Counted) -> str:
    """Return what both numbers measure, as a message says it, or an empty string when that is not sure."""
    roles = left.roles & right.roles
    if len(roles) != 1:
        return ""
    (role,) = roles
    if role not in told_measures():
        return ""
    told, kinds = told_measures()[role]
    beside = all(_said_beside(number, role) for number in (left, right))
    return told if beside and {_kind(left.fact), _kind(right.fact)} <= kinds else ""


def _said_beside(number: Counted, role: str) -> bool:
    """Whether the next telling word to a count says what it measures: "four officials" told of a killing."""
    if _kind(number.fact) not in {"count", "bare"} or number.fact.data.get("role") == role:
        return True
    return any(measures().get(sense) == role for sense in number.frame.nearest)


def _kind(fact: Fact) -> str:
    """Return what a number is a number of, in the words of `measures.toml`."""
    if fact.unit is None:
        return "bare"
    if fact.unit.isupper():
        return "money"
    return fact.data.get("dimension") or (
        fact.unit if fact.unit in {"percent", "vote", "magnitude"} else "count"
    )


COMPARISON = Comparison(kind="number", compare=compare)
