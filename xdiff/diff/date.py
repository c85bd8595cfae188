"""Dates of one happening that differ: a Monday against a Tuesday, 2012 against 2013."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of, one_to_one
from xdiff.diff.frames import Frame, frame, likeness, topic
from xdiff.diff.story import Side, Story
from xdiff.records import Divergence, Fact, Severity

Relation = Literal["same", "finer", "apart", "open"]

ALIKE_CONFLICT = 0.40
ALIKE_VARIANT = 0.40
AGREEING = 0.50
COMPARED_UNITS = frozenset({"day", "month", "year"})
_VALUE = re.compile(r"(?P<year>\d{4})?(?:-?-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|--W(?P<weekday>[1-7])")
_STAMP = re.compile(
    r"\b(?:updated|published|posted|modified|created|filed|date)\W*(?:\w+\W+){0,2}$", re.IGNORECASE
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
        matches.extend(one_to_one(_candidates(shared.story, left, right)))
    return divergences_of(shared, "date", matches)


def relation(left: str, right: str) -> Relation:
    """Compare two ISO 8601 dates, either of which may be partial ("2015", "--09-29", "--W1").

    `same`: every part both give is equal, and they give the same parts. `finer`: one gives more.
    `apart`: a part differs. `open`: they share no part, so nothing can be said.
    """
    a, b = _parts(left), _parts(right)
    common = a.keys() & b.keys()
    if not common:
        return "open"
    if any(a[part] != b[part] for part in common):
        return "apart"
    return "same" if a.keys() == b.keys() or "weekday" in common else "finer"


def _parts(value: str) -> dict[str, int]:
    found = _VALUE.fullmatch(value)
    if not found:
        return {}
    parts = {name: int(text) for name, text in found.groupdict().items() if text}
    if {"year", "month", "day"} <= parts.keys():
        try:
            parts["weekday"] = date(parts["year"], parts["month"], parts["day"]).isoweekday()
        except ValueError:
            return {}
    return parts


def _candidates(story: Story, left: Side, right: Side) -> Iterable[Match]:
    frames = {id(fact): frame(side.text, fact) for side in (left, right) for fact in side.of_kind("date")}
    for one in left.of_kind("date"):
        for other in right.of_kind("date"):
            if one.unit in COMPARED_UNITS and other.unit in COMPARED_UNITS:
                match = _match(story, (left, one, frames[id(one)]), (right, other, frames[id(other)]))
                if match:
                    yield match


def _match(story: Story, left: tuple[Side, Fact, Frame], right: tuple[Side, Fact, Frame]) -> Match | None:
    (side, one, here), (other_side, other, there) = left, right
    found = relation(one.value, other.value)
    alike = likeness(story, here, there)
    severity: Severity | None = None
    why = "the same"
    if found == "open":
        return None
    if found == "same":
        alike += AGREEING
    elif found == "finer":
        if alike < ALIKE_VARIANT:
            return None
        severity, why = "note", "compatible, one is more exact"
    else:
        if alike < ALIKE_CONFLICT or _stands_in(one, other_side) or _stands_in(other, side):
            return None
        severity, why = "conflict", "both cannot be true of the same thing"
    if severity and (_dateline(side, one) or _dateline(other_side, other) or not _one_predicate(here, there)):
        return None
    return Match(
        left=Place.of(one), right=Place.of(other), severity=severity, why=why,
        topic=topic(story, here, there), score=alike,
    )  # fmt: skip


def _one_predicate(left: Frame, right: Frame) -> bool:
    """Whether the word next to both dates, names left out, is shared: what happened then."""
    return bool(left.nearest & right.nearest)


def _dateline(side: Side, fact: Fact) -> bool:
    """Whether a date tells when the page was written, not when something happened.

    A date with its year and without a preposition, or beside a time of day, or behind "Updated".
    """
    text = side.document.text
    sentence = side.text.article.sentences[fact.sentence].span
    before, behind = text[sentence.start : fact.span.start], text[fact.span.end : sentence.end]
    if _STAMP.search(before) or _CLOCK.match(behind) or _CLOCK_BEFORE.search(before):
        return True
    full = len(fact.value) == 10 and any(character.isdigit() for character in fact.surface)
    return full and not _PREPOSITION.search(before)


def _stands_in(fact: Fact, side: Side) -> bool:
    """Whether the other document gives this date, or one that may be it, somewhere."""
    return any(
        other.kind == "date" and relation(fact.value, other.value) in {"same", "finer"}
        for other in side.text.facts
    )


COMPARISON = Comparison(kind="date", compare=compare)
