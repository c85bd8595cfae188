"""Dates of one happening that differ: a Monday against a Tuesday, 2012 against 2013."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of, one_to_one
from xdiff.diff.calendar import COMPARED_UNITS, comparable_value, relation
from xdiff.diff.frames import Frame, frame, likeness, topic
from xdiff.diff.lexicon import happenings, nameless_happenings
from xdiff.diff.quantity import OF_ONE_THING
from xdiff.diff.stems import NEGATIONS, is_verbal

if TYPE_CHECKING:
    from xdiff.diff.story import Side, Story
    from xdiff.records import Divergence, Fact, Severity

ALIKE_CONFLICT = 0.40
ALIKE_NOTE = 0.40
BEFORE, BEHIND = 8, 4  # tokens in which to look for what happened
BEHIND_OPENING = 14  # the same behind a date that opens its sentence: "In 1971 the label was founded"
AGREEING = 0.50
_CLAUSE_ENDS = frozenset(";:()")
_BORN = re.compile(r"\(\s*(?:[^()]*;\s*)?born\b[^()]*$")
_OPENED = re.compile(r"\((?:[^()]*;\s*)?$")
_UNTIL = re.compile(r"\s*[-–—−]+\s*[^()]*\d{4}\s*\)")
_SINCE = re.compile(r"\([^()]*\d{4}\s*[-–—−]+\s*$")
_CLOSED = re.compile(r"\s*\)")
_BESIDE = re.compile(r"\s*(?:,|and|or|,\s*and)\s*")
_SPOKEN = re.compile(
    r"\b(?:day|week|month|quarter|year)s?\s+(?:ended|ending|to)\s*$"
    r"|\b(?:said|says|announced|told|reported|confirmed|added|tweeted|wrote)\W*(?:\w+\W+)?(?:on\W+)?"
    r"(?:late\W+|early\W+)?$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"\b(?:updated|published|posted|modified|created|filed|date)\W*(?:\w+\W+){0,6}$", re.IGNORECASE
)
_CLOCK = re.compile(r"[\s,|-]*(?:at\s+)?\d{1,2}[:.]?\d{2}\s*(?:[ap]\.?m|[A-Z]{3}|$)", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?\W*$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:on|in|of|since|until|till|by|from|to|before|after|between|and|during|the|dated)\s*$",
    re.IGNORECASE | re.DOTALL,
)


def compare(shared: Shared) -> list[Divergence]:
    """Return where the documents of one group date the same happening differently."""
    matches: list[Match] = []
    for left, right in shared.pairs():
        matches.extend(_pair(shared.story, left, right))
    return divergences_of(shared, "date", matches)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Date:
    """One date with what stands around it and what happened then."""

    side: Side
    fact: Fact
    frame: Frame
    happening: str  # "birth", "arrest" ... where one is told, else empty
    subject: frozenset[str]  # the senses of the names before what happened, else of the word before it
    named: bool  # whether they are names


def _pair(story: Story, left: Side, right: Side) -> list[Match]:
    here, there = _dates(left), _dates(right)
    found = [match for one in here for other in there if (match := _match(story, one, other)) is not None]
    return one_to_one(found)


def _dates(side: Side) -> list[_Date]:
    found = []
    for fact in side.of_kind("date"):
        if fact.unit in COMPARED_UNITS:
            happening, at = _happening(side, fact)
            subject, named = _subject(side, fact, at)
            found.append(
                _Date(
                    side=side,
                    fact=fact,
                    frame=frame(side.text, fact),
                    happening=happening,
                    subject=subject,
                    named=named,
                )
            )
    return found


def _happening(side: Side, fact: Fact) -> tuple[str, int]:
    """Return what happened at a date, and the token that tells it: the nearest such word of its clause."""
    own = side.text.tokens_in(fact.span)
    tokens = side.text.article.tokens
    start, end = side.text.article.sentences[fact.sentence].tokens
    lifespan = _lifespan(side, fact)
    if lifespan:
        return lifespan, own.start
    before = range(own.start - 1, max(start, own.start - BEFORE) - 1, -1)
    reach = BEHIND_OPENING if own.start - start <= 2 else BEHIND
    behind = range(own.stop, min(end, own.stop + reach))
    for walk in (before, behind):
        for at in walk:
            if tokens[at].text in _CLAUSE_ENDS:
                break
            found = happenings().get(tokens[at].text.lower())
            if found:
                return found, at
    return "", own.start


def _lifespan(side: Side, fact: Fact) -> str:
    """Return "birth" or "death" for the dates of "(4 May 1902 – 2 June 1960)" and "(born 4 May 1902)"."""
    text = side.document.text
    sentence = side.text.article.sentences[fact.sentence].span
    before, behind = text[sentence.start : fact.span.start], text[fact.span.end : sentence.end]
    if _BORN.search(before) or (_OPENED.search(before) and _UNTIL.match(behind)):
        return "birth"
    return "death" if _SINCE.search(before) and _CLOSED.match(behind) else ""


def _subject(side: Side, fact: Fact, at: int) -> tuple[frozenset[str], bool]:
    """Return the senses of the names, not of places, before token `at`, else of one word; and which."""
    text = side.text
    before = text.article.tokens[at].span
    names = [
        sense
        for name in text.by_sentence[fact.sentence]
        if name.kind == "name" and name.unit != "place" and name.span < before
        for sense in text.content(name.span)
    ]
    start = text.article.sentences[fact.sentence].tokens[0]
    nouns = (text.senses[n] for n in range(at - 1, start - 1, -1) if text.tells(n))
    return frozenset(names or [next(nouns, "")]) - {""}, bool(names)


def _match(story: Story, left: _Date, right: _Date) -> Match | None:
    one, other = left.fact, right.fact
    found = relation(comparable_value(one), comparable_value(other))
    if found == "open" or (left.happening and right.happening and left.happening != right.happening):
        return None
    alike = likeness(story, left.frame, right.frame)
    once = left.happening != "" and left.happening == right.happening
    severity: Severity | None = None
    why = "the same"
    if found == "same":
        alike += AGREEING
    elif _dateline(left.side, one) or _dateline(right.side, other):
        return None
    elif found == "finer":
        if not _one_predicate(left.frame, right.frame) or alike < ALIKE_NOTE:
            return None
        severity, why = "note", "compatible, one is more exact"
    else:
        if not _one_subject(left, right):
            return None
        if not once and (alike < ALIKE_CONFLICT or not _one_predicate(left.frame, right.frame)):
            return None
        if _aside(left) or _aside(right) or _stands_in(one, right.side) or _stands_in(other, left.side):
            return None
        severity, why = "conflict", f"both cannot be true{'' if once else OF_ONE_THING}"
    return Match(
        left=Place.of(one),
        right=Place.of(other),
        severity=severity,
        why=why,
        topic=f", of the {left.happening}" if once else topic(story, left.frame, right.frame),
        score=alike + once,
    )


def _aside(dated: _Date) -> bool:
    """Whether a date is one of a list, or its sentence denies: "in 1971, 1972 and 1973", "not in 2014"."""
    text, own = dated.side.text, dated.fact
    if any(text.stems[at] in NEGATIONS for at in range(*text.article.sentences[own.sentence].tokens)):
        return True
    return any(
        _BESIDE.fullmatch(
            text.article.document.text,
            min(own.span.end, other.span.end),
            max(own.span.start, other.span.start),
        )
        for other in text.by_sentence[own.sentence]
        if other.kind == "date" and other.unit == own.unit and other.span != own.span
    )


def _one_subject(left: _Date, right: _Date) -> bool:
    """Whether the two tell of one subject.

    Where one names nobody ("It was founded in 1998"), the aligned sentences alone say so: enough for years
    and full dates, and for a birth or a founding, but not for weekdays, of which every story has several.
    """
    if left.subject & right.subject or not left.happening:
        return True
    if left.named and right.named:
        return False
    years = all(comparable_value(each.fact)[:4].isdigit() for each in (left, right))
    return years or left.happening in nameless_happenings()


def _one_predicate(left: Frame, right: Frame) -> bool:
    """Whether a verb next to both dates is shared: what happened then."""
    return any(
        is_verbal(left.surfaces[sense]) and is_verbal(right.surfaces[sense])
        for sense in left.nearest & right.nearest
    )


def _dateline(side: Side, fact: Fact) -> bool:
    """Whether a date tells when the page was written or something was said, not when it happened.

    Such is a date with its year and without a preposition, or one beside a time of day, or behind "Updated";
    the day on which somebody spoke ("said Wednesday that they have arrested"); the end of a period of
    statistics.
    """
    text = side.document.text
    sentence = side.text.article.sentences[fact.sentence].span
    before, behind = text[sentence.start : fact.span.start], text[fact.span.end : sentence.end]
    own = side.text.tokens_in(fact.span)
    if _lifespan(side, fact) or (
        own.start and side.text.article.tokens[own.start - 1].text.lower() in happenings()
    ):
        return False
    if _SPOKEN.search(before):
        return True
    if _STAMP.search(before) or _CLOCK.match(behind) or _CLOCK_BEFORE.search(before):
        return True
    if fact.unit == "year" and not _PREPOSITION.search(before):
        return True  # "the 2020 election": a year that names an event, and need not be when it is spoken of
    full = len(fact.value) == 10 and any(character.isdigit() for character in fact.surface)
    return full and not _PREPOSITION.search(before)


def _stands_in(fact: Fact, side: Side) -> bool:
    """Whether the other document gives this date, or one that may be it, somewhere."""
    return any(
        other.kind == "date"
        and relation(comparable_value(fact), comparable_value(other)) in {"same", "finer"}
        for other in side.text.facts
    )


COMPARISON = Comparison(kind="date", compare=compare)
