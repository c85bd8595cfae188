"""Dates of one happening that differ: a Monday against a Tuesday, 2012 against 2013."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of, one_to_one
from xdiff.diff.calendar import affirms, comparable_value, relation
from xdiff.diff.dated import Dated, dated, dateline, denied, listed, one_act, phases, speech
from xdiff.diff.frames import Frame, likeness, topic
from xdiff.diff.lexicon import nameless_happenings
from xdiff.diff.quantity import APART, APART_UNSURE
from xdiff.diff.stems import is_verbal

if TYPE_CHECKING:
    from xdiff.diff.story import Side, Story
    from xdiff.records import Divergence, Fact, Severity

ALIKE_CONFLICT = 0.40
ALIKE_VERB = 0.25  # the same where one verb stands near both
ALIKE_SUBJECT, NEAR_SHARED = 0.35, 2  # the same where one subject and that many words near both are shared
ALIKE_NOTE = 0.40
AGREEING = 0.50
OF_AN_ACT = "one of the two is off, or two are meant"
ONE_SIDED = frozenset({"before", "after", "since"})  # "the most since June": of such days there are many


def compare(shared: Shared) -> list[Divergence]:
    """Return where the documents of one group date the same happening differently."""
    matches: list[Match] = []
    for left, right in shared.pairs():
        matches.extend(_pair(shared.story, left, right))
    return divergences_of(shared, "date", matches)


def _pair(story: Story, left: Side, right: Side) -> list[Match]:
    here, there = dated(left), dated(right)
    found = [match for one in here for other in there if (match := _match(story, one, other)) is not None]
    return one_to_one(found)


def _match(story: Story, left: Dated, right: Dated) -> Match | None:
    one, other = left.fact, right.fact
    found = relation(comparable_value(one), comparable_value(other))
    if found == "open" or not _one_kind(left, right):
        return None
    alike = likeness(story, left.frame, right.frame)
    once = _once(left, right)
    severity: Severity | None = None
    why = "the same"
    if found == "same":
        alike += AGREEING
    elif dateline(left) or dateline(right):
        return None
    elif found == "finer":
        if not (once and _one_subject(left, right)) and (
            not _one_predicate(left.frame, right.frame) or alike < ALIKE_NOTE
        ):
            return None
        severity, why = "note", "compatible, one is more exact"
    elif denied(left) or denied(right):
        return None
    elif _apart(left, right, alike, once=once):
        severity, why = "conflict", APART if once else APART_UNSURE
    else:
        return _of_an_act(left, right)
    told = f", of the {left.happening}" if once and left.happening else topic(story, left.frame, right.frame)
    return Match(
        left=Place.of(one),
        right=Place.of(other),
        severity=severity,
        why=why,
        topic=told,
        score=alike + once,
    )


def _apart(left: Dated, right: Dated, alike: float, *, once: bool) -> bool:
    """Whether two dates that differ are those of one happening, and neither document has the other's."""
    if not _one_subject(left, right):
        return False
    if not once and (left.limit in ONE_SIDED or not _one_doing(left, right, alike)):
        return False
    if not once and (listed(left) or listed(right)):
        return False
    return not (_stands_in(left.fact, right.side) or _stands_in(right.fact, left.side))


def _of_an_act(left: Dated, right: Dated) -> Match | None:
    """Return two weekdays of an act that a noun tells, "a Tuesday letter"; it may still be another one."""
    values = [comparable_value(each.fact) for each in (left, right)]
    if not all(value.startswith("--W") for value in values) or listed(left) or listed(right):
        return None
    act = one_act(left, right)
    if not act:
        return None
    return Match(
        left=Place.of(left.fact),
        right=Place.of(right.fact),
        severity="variant",
        why=OF_AN_ACT,
        topic=f", of the {act}",
        score=0.0,  # a match of any other kind comes first
    )


def _one_kind(left: Dated, right: Dated) -> bool:
    """Whether both are days on which something happened, or both the first of its days, and so on."""
    if left.happening and right.happening and left.happening != right.happening:
        return False
    return left.limit == right.limit and bool(left.describes) == bool(right.describes)


def _once(left: Dated, right: Dated) -> bool:
    """Whether both tell when one thing happened that happens once, or what year a work is of."""
    if left.describes or right.describes:
        return bool(left.describes & right.describes)
    if left.limit in {"start", "end"}:
        shared = (left.frame.words.keys() & right.frame.words.keys()) - left.frame.names
        return any(left.frame.surfaces[sense].lower() not in phases() for sense in shared)
    return left.happening != "" and left.happening == right.happening


def _one_subject(left: Dated, right: Dated) -> bool:
    """Whether the two tell of one subject.

    Where one names nobody ("It was founded in 1998"), the aligned sentences alone say so: enough for years
    and full dates, and for a birth or a founding, but not for weekdays, of which every story has several.
    """
    if left.subject & right.subject:
        return True
    if not left.happening:
        return not (left.named and right.named) or not (left.limit or left.describes)
    if left.named and right.named:
        return False
    years = not any(comparable_value(each.fact).startswith("--") for each in (left, right))
    return years or left.happening in nameless_happenings()


def _one_doing(left: Dated, right: Dated, alike: float) -> bool:
    """Whether both dates go with one verb, or with one subject in like words: "sank off Tarn on Monday".

    Of 1,000 pairs of equal dates in aligned news sentences a third pass, of 65 pairs of other dates two.
    """
    if left.verb in speech() or right.verb in speech():
        return False
    if _one_predicate(left.frame, right.frame):
        return alike >= ALIKE_CONFLICT
    near = left.frame.near & right.frame.near
    if left.verb == right.verb and left.verb in near:
        return alike >= ALIKE_VERB
    return len(near) >= NEAR_SHARED and bool(left.subject & right.subject) and alike >= ALIKE_SUBJECT


def _one_predicate(left: Frame, right: Frame) -> bool:
    """Whether a verb next to both dates is shared: what happened then."""
    return any(
        is_verbal(left.surfaces[sense]) and is_verbal(right.surfaces[sense])
        for sense in left.nearest & right.nearest
    )


def _stands_in(fact: Fact, side: Side) -> bool:
    """Whether the other document gives this date, or one that may be it, somewhere."""
    return any(
        other.kind == "date" and affirms(comparable_value(fact), comparable_value(other))
        for other in side.text.facts
    )


COMPARISON = Comparison(kind="date", compare=compare)
