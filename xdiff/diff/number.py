"""Numbers of one thing that differ: "95 minutes" against "about 90"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of, one_to_one
from xdiff.diff.calendar import COMPARED_UNITS
from xdiff.diff.calendar import relation as relation_of_dates
from xdiff.diff.frames import CLAUSE_MARKS, Frame, frame, likeness, topic
from xdiff.diff.lexicon import generic_words
from xdiff.diff.quantity import relation, too_far, why
from xdiff.diff.story import Side, Story
from xdiff.records import Divergence, Fact, Severity, Span

# How alike the words around two numbers must be. A variant is the milder claim ("compatible") and needs less.
ALIKE_CONFLICT = 0.30
ALIKE_VARIANT = 0.20
ALIKE_FAR = 0.75  # numbers of quite another size count one thing only where nearly every word is shared
SAME_ROLE = 0.15  # added when both count the same ("killed" and "dead")
AGREEING = 0.50  # added to the score of equal numbers, so that they find each other first
RIVAL = 0.8  # share of a match's score from which on another match of the same number makes it a guess
ALONE_WITHIN = 1.25  # the factor between two numbers that have no rival on either side
NAME_WITHIN = 6
COMPATIBLE = 0.20  # added to that of compatible ones: what can be explained is not a conflict

# A number behind one of these is what the other one is not, or was, or the same in another currency.
_ASIDE = re.compile(
    r"(?:\b(?:instead of|rather than|not|compared (?:with|to)|up from|down from|from|versus|than|another"
    r"|an additional|an extra|previous(?:ly)?|earlier|including|of whom|of them|each|within)"
    r"|[\d%]\s*(?:[\w-]+\s*)?[(])\W*$",
    re.IGNORECASE,
)
# "his last two games" and "14 games" count different stretches; so do "the first 17 passes".
_STRETCH = re.compile(
    r"\b(?:last|past|first|next|previous|other|final|another|every|extra)\W*$", re.IGNORECASE
)
_BESIDE = re.compile(r"\s*(?:,|and|or|to|,\s*and|/|x|by|-|–)?\s*")
_PHRASE = re.compile(
    r"\s+(?:in|across|of|among|throughout|around|at|from|for)\s+"
    r"(?P<what>(?:(?!(?:in|on|at|and|but|who|that|which|when|after|for|from|to|by|with|as|is|was|were|are|have|has)\b)"
    r"[\w'’-]+(?:\s+|$)?){1,5})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """One number with what stands around it."""

    side: Side
    fact: Fact
    frame: Frame
    roles: frozenset[str]  # what it counts, as the fact tells, else as the words nearby measure
    before: str  # its sentence up to it
    where: frozenset[str]  # the names that follow it within NAME_WITHIN tokens of its clause
    scope: frozenset[str]  # the senses of the phrase right behind it: "in the province", "of the voters"


def compare(shared: Shared) -> list[Divergence]:
    """Return where the documents of one group give different numbers for the same quantity."""
    matches: list[Match] = []
    for left, right in shared.pairs():
        matches.extend(_pair(shared.story, left, right))
    return divergences_of(shared, "number", matches)


def _pair(story: Story, left: Side, right: Side) -> list[Match]:
    here, there = _numbers(left), _numbers(right)
    found = [match for one in here for other in there if (match := _match(story, one, other)) is not None]
    return one_to_one([*_without_rivals(found), *_alone(story, here, there)])


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


def _alone(story: Story, here: Sequence[_Number], there: Sequence[_Number]) -> Iterable[Match]:
    """Return the compatible numbers that are the only ones of their unit on both sides, asides left out.

    "The talks went on past the hour (95 minutes instead of 60)" and "a meeting of about 90 minutes" share
    little else; one shared word and near values are enough for the mild claim that they are compatible.
    """
    for unit in {number.fact.unit for number in here if number.fact.unit}:
        sides = [
            [n for n in side if n.fact.unit == unit and not _ASIDE.search(n.before)] for side in (here, there)
        ]
        if len(sides[0]) == len(sides[1]) == 1:
            (left,), (right,) = sides
            found = relation(left.fact, right.fact)
            near = found in {"rounded", "overlapping"} and not too_far(left.fact, right.fact, by=ALONE_WITHIN)
            alike = likeness(story, left.frame, right.frame)
            if near and 0 < alike < ALIKE_VARIANT and _comparable(left, right) and _one_scope(left, right):
                yield _told(story, left, right, "variant", alike)


def _numbers(side: Side) -> list[_Number]:
    text = side.document.text
    found = []
    for fact in side.of_kind("number"):
        around = frame(side.text, fact)
        role = fact.data.get("role")
        start = side.text.article.sentences[fact.sentence].span.start
        found.append(
            _Number(
                side=side,
                fact=fact,
                frame=around,
                roles=frozenset({role}) if role else around.measures,
                before=text[start : fact.span.start],
                where=_where(side, fact),
                scope=_scope(side, fact),
            )
        )
    return found


def _scope(side: Side, fact: Fact) -> frozenset[str]:
    """Return the senses of the prepositional phrase that follows the number at once, if one does."""
    end = side.text.article.sentences[fact.sentence].span.end
    phrase = _PHRASE.match(side.document.text, fact.span.end, end)
    if phrase is None:
        return frozenset()
    return frozenset(side.text.content(Span(start=phrase.start("what"), end=phrase.end())))


def _where(side: Side, fact: Fact) -> frozenset[str]:
    """Return the senses of the first capitalised run behind the number, in its clause."""
    text, tokens = side.text, side.text.article.tokens
    own = text.tokens_in(fact.span)
    end = text.article.sentences[fact.sentence].tokens[1]
    found: list[str] = []
    for at in range(own.stop, min(end, own.stop + NAME_WITHIN)):
        if tokens[at].text in CLAUSE_MARKS:
            break
        if tokens[at].word and tokens[at].text[0].isupper() and text.tells(at):
            found.append(text.senses[at])
        elif found:
            break
    return frozenset(found)


def _match(story: Story, left: _Number, right: _Number) -> Match | None:
    one, other = left.fact, right.fact
    if not _comparable(left, right):
        return None
    found = relation(one, other)
    alike = likeness(story, left.frame, right.frame) + (SAME_ROLE if left.roles & right.roles else 0.0)
    severity: Severity | None = None
    if found == "same":
        alike += AGREEING
    elif found == "apart":
        severity = "conflict"
        if alike < ALIKE_CONFLICT or not _conflicting(left, right):
            return None
        if too_far(one, other) and (alike < ALIKE_FAR or not left.frame.nearest & right.frame.nearest):
            return None
    else:
        severity = "variant"
        if alike < ALIKE_VARIANT or too_far(one, other) or not _one_scope(left, right):
            return None
        alike += COMPATIBLE
    return _told(story, left, right, severity, alike)


def _told(story: Story, left: _Number, right: _Number, severity: Severity | None, score: float) -> Match:
    return Match(
        left=Place.of(left.fact),
        right=Place.of(right.fact),
        severity=severity,
        why=why(left.fact, right.fact, relation(left.fact, right.fact)),
        topic=topic(story, left.frame, right.frame),
        score=score,
    )


def _comparable(left: _Number, right: _Number) -> bool:
    """Whether the two may be numbers of one thing at all: one unit, one role, one stretch."""
    one, other = left.fact, right.fact
    if one.unit != other.unit or one.data.get("per") != other.data.get("per"):
        return False
    if one.unit == "person" and bool(left.roles) != bool(right.roles):
        return False
    if left.roles and right.roles and not left.roles & right.roles:
        return False
    if "age" in {one.data.get("role"), other.data.get("role")} and one.data.get("role") != other.data.get(
        "role"
    ):
        return False
    if one.unit is None and not left.frame.nearest & right.frame.nearest:
        return False
    return bool(_STRETCH.search(left.before)) == bool(_STRETCH.search(right.before))


def _conflicting(left: _Number, right: _Number) -> bool:
    """Whether two numbers that differ are surely said of one thing."""
    if _ASIDE.search(left.before) or _ASIDE.search(right.before):
        return False
    if not _one_thing(left, right) or _listed(left) or _listed(right):
        return False
    if left.where and right.where and not left.where & right.where:
        return False
    if not _one_scope(left, right) or _other_event(left, right):
        return False
    return not (_stands_in(left.fact, right.side) or _stands_in(right.fact, left.side))


def _one_scope(left: _Number, right: _Number) -> bool:
    """Whether nothing tells that the two are numbers of different bodies or different places."""
    if left.scope and right.scope and not left.scope & right.scope:
        return False
    return not _other_subject(left, right)


def _one_thing(left: _Number, right: _Number) -> bool:
    """Whether the words next to both share one that tells what is counted; for an age, whose it is."""
    shared = left.frame.near & right.frame.near
    names = left.frame.names | right.frame.names
    if left.fact.data.get("role") == "age":
        return bool(shared & names)
    return bool(shared - names - generic_words())


def _listed(number: _Number) -> bool:
    """Whether it is one of several of its kind: "6 and 16", "4 minutes 48 seconds", three percentages."""
    text, own = number.side.document.text, number.fact
    beside = 0
    for other in number.side.text.by_sentence[own.sentence]:
        if other.kind != "number" or other.span == own.span:
            continue
        gap = text[min(own.span.end, other.span.end) : max(own.span.start, other.span.start)]
        beside += other.unit == own.unit
        kin = other.unit == own.unit or (other.data.get("dimension") or "") == own.data.get("dimension")
        if kin and _BESIDE.fullmatch(gap):
            return True
    return beside > 1  # three of a unit in one sentence: a table in prose


def _other_subject(left: _Number, right: _Number) -> bool:
    """Whether each number follows a name that the other sentence does not have: two teams, two firms."""
    one, other = _subject(left), _subject(right)
    if not one or not other:
        return False
    return one not in _names(right) and other not in _names(left)


def _subject(number: _Number) -> str:
    """Return the last person or organisation named before the number in its sentence, or an empty string."""
    names = [
        fact.value
        for fact in number.side.text.by_sentence[number.fact.sentence]
        if fact.kind == "name" and fact.unit in {"person", "organisation"} and fact.span < number.fact.span
    ]
    return names[-1] if names else ""


def _names(number: _Number) -> set[str]:
    return {f.value for f in number.side.text.by_sentence[number.fact.sentence] if f.kind == "name"}


def _other_event(left: _Number, right: _Number) -> bool:
    """Whether the sentences around two numbers tell of two happenings: no figure or no time of theirs agrees.

    Counts of people are left out: the dead and the injured of one toll are often both out of date.
    """
    here = left.side.text.by_sentence[left.fact.sentence]
    there = right.side.text.by_sentence[right.fact.sentence]
    units = {fact.unit for fact in here if fact.kind == "number"}
    units &= {fact.unit for fact in there if fact.kind == "number"}
    agree = any(
        one.value == other.value and one.unit == other.unit
        for one in here
        for other in there
        if one.kind == other.kind == "number"
    )
    if len(units - {"person", None}) > 1 and not agree:
        return True
    clocks = [
        {fact.value for fact in facts if fact.kind == "date" and fact.unit == "time"}
        for facts in (here, there)
    ]
    return bool(clocks[0] and clocks[1] and not clocks[0] & clocks[1])


def _apart_in_time(here: Sequence[Fact], there: Sequence[Fact]) -> bool:
    """Whether both sentences give dates and no two of them may be one.

    A bare weekday tells of the week the page was written in, so it is not "in February" or "in 2003".
    """
    dates = [
        [fact.value for fact in facts if fact.kind == "date" and fact.unit in COMPARED_UNITS]
        for facts in (here, there)
    ]
    return bool(dates[0] and dates[1]) and not any(_may_be_one(a, b) for a in dates[0] for b in dates[1])


def _may_be_one(one: str, other: str) -> bool:
    found = relation_of_dates(one, other)
    return found in {"same", "finer"} or (
        found == "open" and one.startswith("--W") == other.startswith("--W")
    )


def _stands_in(fact: Fact, side: Side) -> bool:
    """Whether the other document gives this very number somewhere: then it does not deny it."""
    return any(
        other.kind == "number"
        and other.value == fact.value
        and (other.unit == fact.unit or other in side.facts)
        for other in side.text.facts
    )


COMPARISON = Comparison(kind="number", compare=compare)
