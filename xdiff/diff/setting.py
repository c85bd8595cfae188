"""Where and when two numbers were counted: whether their sentences may tell of one happening."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xdiff.diff.calendar import may_be_one, of_the_page
from xdiff.diff.counted import numbers_of
from xdiff.diff.frames import CLAUSE_MARKS
from xdiff.diff.quantity import one_dimension, relation, too_far

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.diff.counted import Counted
    from xdiff.diff.story import Side
    from xdiff.records import Fact

RISING_WITHIN = 60  # characters on either side of a count in which its words may tell that it grows
_RISING = re.compile(
    r"\b(?:so far|as of|to date|now stands|(?:risen|rose|climbed|grown|increased|jumped) to|latest|initial"
    r"|initially|preliminary|earlier|revised|updated?|expected to (?:rise|climb|grow)|still rising)\b",
    re.IGNORECASE,
)
OF_MARKETS = frozenset({"percent", "percentage point", "basis point", "point", "cent"})


def two_events(left: Counted, right: Counted) -> bool:
    """Whether the two sentences tell of two happenings: none of their figures, places or times agree.

    Counts of people are left out: the dead and the injured of one toll are often both out of date.
    """
    return (
        not _shared_happening(left, right)
        and _figures_apart([left.fact, *left.beside], [right.fact, *right.beside])
    ) or not one_setting(left, right)


def one_setting(left: Counted, right: Counted) -> bool:
    """Whether the two sentences may tell of one place, time of day, year and day."""
    here, there = [left.fact, *left.beside], [right.fact, *right.beside]
    times = [{f.value for f in facts if f.kind == "date" and f.unit == "time"} for facts in (here, there)]
    dates = [
        [
            f
            for f in facts
            if f.kind == "date" and f.unit != "time" and not of_the_page(number.text.article.document.text, f)
        ]
        for number, facts in ((left, here), (right, there))
    ]
    places = [{f.value for f in facts if f.kind == "name" and f.unit == "place"} for facts in (here, there)]
    if places[0] and places[1] and not places[0] & places[1]:
        return False
    if times[0] and times[1] and not times[0] & times[1]:
        return False
    years = [{f.value[:4] for f in each if f.value[:4].isdigit() and _explicit(f)} for each in dates]
    if years[0] and years[1] and years[0] != years[1]:
        return False
    return not (dates[0] and dates[1]) or any(may_be_one(a, b) for a in dates[0] for b in dates[1])


def _shared_happening(left: Counted, right: Counted) -> bool:
    """Whether one name did one thing to what both count: "the Oderin flooded 150 farms".

    Only whole counts of things: a share that "rose 3 percent", or 86.5 points, does so every day.
    """
    unit = left.fact.unit
    if unit is None or unit.isupper() or unit in OF_MARKETS or "si" in left.fact.data:
        return False
    return bool(_doings(left) & _doings(right))


def _doings(number: Counted) -> set[tuple[str, str]]:
    """Return each name before the number with the one telling word that stands between the two."""
    found = set()
    for name in number.beside:
        words = words_between(number, name) if name.kind == "name" and name.span < number.fact.span else []
        if len(words) == 1:
            found.add((name.value, words[0]))
    return found


def _figures_apart(here: Sequence[Fact], there: Sequence[Fact]) -> bool:
    """Whether the two sentences give figures of two units or more, and none that are equal."""
    ours, theirs = ({(fact.unit, fact.value) for fact in numbers_of(each)} for each in (here, there))
    units = {unit for unit, _ in ours} & {unit for unit, _ in theirs} - {"person", None}
    return len(units) > 1 and not ours & theirs


def _explicit(date: Fact) -> bool:
    return date.data.get("resolved") != "document date"


def told_by(fact: Fact, side: Side) -> bool:
    """Whether a document gives this number somewhere, or a compatible one here: then it does not deny it."""
    surface = fact.surface.lower()
    for other in side.text.facts:
        if other.kind == "date" and surface in other.surface.lower():
            return True  # "up from five hours before" is read as a point in time
        if other.kind != "number":
            continue
        here = other in side.facts
        if other.value == fact.value and (
            other.unit == fact.unit or (here and not one_dimension(fact, other))
        ):
            return True
        if here and other.unit == fact.unit and relation(fact, other) != "apart" and not too_far(fact, other):
            return True
    return False


def counted_later(left: Counted, right: Counted) -> bool:
    """Whether two counts may be of two times: documents of two days, or words that tell of a rising toll."""
    days = [number.text.article.document.published for number in (left, right)]
    if days[0] and days[1] and days[0][:10] != days[1][:10]:
        return True
    return any(_RISING.search(_clause(number)) for number in (left, right))


def _clause(number: Counted) -> str:
    whole = number.text.article.document.text
    sentence = number.text.article.sentences[number.fact.sentence].span
    start = max(sentence.start, number.fact.span.start - RISING_WITHIN)
    return whole[start : min(sentence.end, number.fact.span.end + RISING_WITHIN)]


def words_between(number: Counted, name: Fact) -> list[str]:
    """Return the telling words between a name and a number behind it, other numbers left out.

    None where a clause ends between the two.
    """
    text = number.text
    counts = {at for fact in numbers_of(number.beside) for at in text.tokens_in(fact.span)}
    walk = range(text.tokens_in(name.span).stop, text.tokens_in(number.fact.span).start)
    if any(text.article.tokens[at].text in CLAUSE_MARKS for at in walk):
        return []
    return [text.senses[at] for at in walk if text.tells(at) and at not in counts]
