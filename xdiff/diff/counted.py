"""What a number counts, and of what: read from its sentence, to ask whether two numbers are of one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.diff.ages import bearer
from xdiff.diff.calendar import may_be_one, of_the_page
from xdiff.diff.frames import CLAUSE_MARKS, Frame, frame
from xdiff.diff.lexicon import generic_words
from xdiff.diff.quantity import in_one_unit, one_dimension, relation, too_far
from xdiff.records import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.diff.story import Side, Text

ALIKE_AMONG_SEVERAL = 0.6
AGES = 3  # years by which reports of one person's age differ
NAME_WITHIN = 6  # tokens behind a number in which a name tells where it was counted

# A number behind one of these is what the other one is not, or was, or the same in another currency.
_ASIDE = re.compile(
    r"(?:\b(?:instead of|rather than|not|compared (?:with|to)|up from|down from|from|versus|than|another"
    r"|an additional|an extra|previous(?:ly)?|earlier|including|of whom|of them|each|within)"
    r"|[\d%]\s*(?:[\w-]+\s*)?[(])\W*$"
    r"|\b(?:better|higher|lower|larger|bigger|greater) than\s+(?:[\w-]+\s+){1,4}$",
    re.IGNORECASE,
)
# Numbers are compared with their like: "his last two games" with such a stretch, a rise with a rise, a
# running total with a running total, an address with an address, "42-year" with its like. "#" stands for
# the number.
_KINDS = (
    re.compile(r"\b(?:last|past|first|next|previous|other|final|another|every)\W*#", re.IGNORECASE),
    re.compile(
        r"\b(?:by|rose|fell|up|down|increased|decreased|dropped|gained|grew|climbed|jumped|slipped)\W*#"
        r"|\b(?:increase|decrease|rise|drop|decline|gain|fall|cut|raise|jump|reduction|hike) of\W*#"
        r"|#\W*(?:increase|rise|drop|decline|gain|fall|cut|raise|jump|reduction)s?\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:so far|in total|altogether|overall|cumulative)\b", re.IGNORECASE),
    re.compile(r"#(?:st|nd|rd|th)?\W*block\b", re.IGNORECASE),
)
_POINT_BEFORE = re.compile(r"\d\s?\.\s$")
_POINT_BEHIND = re.compile(r"\s?\.\s?\d")
DENIALS = frozenset(
    {"not", "no", "never", "unable", "without", "failed", "n't", "cannot", "neither", "nor", "rejected"}
)
DENIED_WITHIN = 8  # tokens on either side
CLOSE = 0.06  # share by which a number fits another one that it was rounded from, or is a later count of
_OF_OTHERS = re.compile(r"\s(?:other|more|additional|further|fellow|extra)\b", re.IGNORECASE)
FATES = frozenset({"dead", "injured", "missing", "arrested", "rescued", "evacuated"})
RISES = 1  # index of the pattern of rises and falls
_OF_MARKETS = frozenset({"percent", "percentage point", "basis point", "point", "cent"})
_BESIDE = re.compile(r"\s*(?:,|and|or|to|,\s*and|/|x|by|-|–)?\s*")
_PHRASE = re.compile(
    r"(?:\s+(?:north|south|east|west|northeast|northwest|southeast|southwest|away|off))*\s+(?:in|across|of|among|throughout|around|at|from|for)\s+(?P<what>(?:(?!(?:in|on|at|and|but|who|that|which|when"
    r"|after|for|from|to|by|with|as|is|was|were|are|have|has)\b)[\w'’-]+(?:\s+|$)?){1,5})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One number with what its sentence tells of it."""

    text: Text
    fact: Fact
    frame: Frame
    before: str  # its sentence up to it
    roles: frozenset[str]  # what it counts, as the fact tells, else as the words nearby measure
    where: frozenset[str]  # the senses of the first name behind it
    scope: frozenset[str]  # the senses of the phrase right behind it: "in the province", "of the voters"
    bearer: str  # for an age, the name of the person it is of
    kinds: tuple[bool, ...]  # which of the patterns above its sentence has

    @property
    def beside(self) -> list[Fact]:
        """The other facts of its sentence."""
        return [fact for fact in self.text.by_sentence[self.fact.sentence] if fact.span != self.fact.span]

    @property
    def aside(self) -> bool:
        """Whether it is told only to set another number against it, or as another one converted."""
        return _ASIDE.search(self.before) is not None


def counted(side: Side) -> list[Counted]:
    """Return the numbers of one side, in reading order."""
    found = []
    for fact in side.of_kind("number"):
        around = frame(side.text, fact)
        role = fact.data.get("role")
        sentence = side.text.article.sentences[fact.sentence].span
        before = side.document.text[sentence.start : fact.span.start]
        marked = f"{before}#{side.document.text[fact.span.end : sentence.end]}"
        found.append(
            Counted(
                text=side.text,
                fact=fact,
                frame=around,
                before=before,
                roles=frozenset({role}) if role else around.measures,
                where=_where(side.text, fact),
                scope=_scope(side.text, fact, sentence),
                bearer=bearer(side.text, fact) if role == "age" else "",
                kinds=(
                    *(pattern.search(marked) is not None for pattern in _KINDS),
                    _OF_OTHERS.search(fact.surface) is not None,
                    _hyphened(fact),
                ),
            )
        )
    return found


def _hyphened(fact: Fact) -> bool:
    """Whether it describes a thing, "a 42-year wait"; a magnitude, a length or an age does so in any form."""
    dimension = fact.data.get("dimension")
    return (
        "-" in fact.surface
        and fact.data.get("role") != "age"
        and dimension in {"time", None}
        and (fact.unit != "magnitude")
    )


def _scope(text: Text, fact: Fact, sentence: Span) -> frozenset[str]:
    """Return the senses of the prepositional phrase that follows the number at once, if one does."""
    phrase = _PHRASE.match(text.article.document.text, fact.span.end, sentence.end)
    if phrase is None:
        return frozenset()
    return frozenset(text.content(Span(start=phrase.start("what"), end=phrase.end())))


def _where(text: Text, fact: Fact) -> frozenset[str]:
    """Return the senses of the first place named behind the number, in its clause."""
    tokens = text.article.tokens
    own = text.tokens_in(fact.span)
    end = min(text.article.sentences[fact.sentence].tokens[1], own.stop + NAME_WITHIN)
    marks = [tokens[at].span.start for at in range(own.stop, end) if tokens[at].text in CLAUSE_MARKS]
    last = tokens[end - 1].span.end if end > own.stop else fact.span.end
    stop = min([last, *marks])
    for name in text.by_sentence.get(fact.sentence, ()):
        if name.kind == "name" and name.unit == "place" and fact.span.end <= name.span.start < stop:
            return frozenset(text.content(name.span))
    return frozenset()


def comparable(left: Counted, right: Counted) -> bool:
    """Whether the two may be numbers of one thing at all: one unit, one role, one kind of statement."""
    one, other = left.fact, right.fact
    if one.unit != other.unit and not one_dimension(one, other):
        return False
    if one.data.get("per") != other.data.get("per") or left.kinds != right.kinds:
        return False
    if left.roles and right.roles and not left.roles & right.roles:
        return False
    if one.unit == "person" and bool(left.roles) != bool(right.roles):
        return False
    ages = [fact.data.get("role") == "age" for fact in (one, other)]
    if ages[0] != ages[1]:
        return False
    return one.unit is not None or bool(left.frame.nearest & right.frame.nearest)


def one_scope(left: Counted, right: Counted) -> bool:
    """Whether nothing tells that the two were counted of different bodies or in different places."""
    if left.scope and right.scope and not left.scope & right.scope:
        strict = left.fact.unit == "person" or left.fact.data.get("dimension") == "length"
        if strict or not (left.scope & _said(right) or right.scope & _said(left)):
            return False
    one, other = _subject(left), _subject(right)
    return not one or not other or one in _names(right) or other in _names(left)


def _said(number: Counted) -> set[str]:
    """Return the senses of the telling words of its sentence."""
    return set(number.text.content(number.text.article.sentences[number.fact.sentence].span))


def _subject(number: Counted) -> str:
    """Return the last person or organisation named before the number in its sentence, or an empty string.

    A name of another kind counts where one telling word stands between: "the Oderin flooded 150 farms".
    """
    names = [
        fact
        for fact in number.beside
        if fact.kind == "name" and fact.unit != "place" and fact.span < number.fact.span
    ]
    for name in reversed(names):
        if name.unit in {"person", "organisation"} or len(_words_between(number, name)) == 1:
            return name.value
    return ""


def _words_between(number: Counted, name: Fact) -> list[str]:
    """Return the telling words between a name and a number behind it, other numbers left out.

    None where a clause ends between the two.
    """
    text = number.text
    counts = {at for fact in _numbers(number.beside) for at in text.tokens_in(fact.span)}
    walk = range(text.tokens_in(name.span).stop, text.tokens_in(number.fact.span).start)
    if any(text.article.tokens[at].text in CLAUSE_MARKS for at in walk):
        return []
    return [text.senses[at] for at in walk if text.tells(at) and at not in counts]


def _names(number: Counted) -> set[str]:
    return {fact.value for fact in number.beside if fact.kind == "name"}


def _ages_apart(left: Counted, right: Counted) -> bool:
    """Whether two ages are so far apart that they are of two times, or two people."""
    return (
        left.fact.data.get("role") == "age" and abs(float(left.fact.value) - float(right.fact.value)) > AGES
    )


def surely_one(left: Counted, right: Counted, *, alike: float) -> bool:
    """Whether all that the two sentences tell speaks for one thing, counted once: what a conflict takes.

    `alike` is the likeness of the words around the two. Where a sentence has several numbers of the kind,
    which is meant is known only if nearly the same words stand around it, and next to it, on both sides.
    """
    if left.aside or right.aside or not _one_thing(left, right) or not one_scope(left, right):
        return False
    if (left.where and right.where and not left.where & right.where) or _ages_apart(left, right):
        return False
    if _listed(left) or _listed(right) or _two_events(left, right):
        return False
    if left.kinds[RISES] and not _agreeing(left, right):
        return False
    if _denial(left) != _denial(right) or _cut(left) or _cut(right) or _nearer(left, right):
        return False
    plain = alike >= ALIKE_AMONG_SEVERAL and bool(left.frame.nearest & right.frame.nearest)
    return plain or not (_has_rivals(left, right) or _has_rivals(right, left))


def _agreeing(left: Counted, right: Counted) -> bool:
    """Whether the two sentences share another figure: rises and falls are many, "a drop of 34,000" is one."""
    ours, theirs = ({(fact.unit, fact.value) for fact in _numbers(each.beside)} for each in (left, right))
    return bool(ours & theirs)


def _denial(number: Counted) -> bool:
    """Whether a denial stands near: "unable to decide after 30 hours" is not "decided after 12 hours"."""
    text = number.text
    own = text.tokens_in(number.fact.span)
    start, end = text.article.sentences[number.fact.sentence].tokens
    near = range(max(start, own.start - DENIED_WITHIN), min(end, own.stop + DENIED_WITHIN))
    return any(text.article.tokens[at].text.lower() in DENIALS for at in near)


def _cut(number: Counted) -> bool:
    """Whether a number was cut at its decimal point, "a magnitude of 4. 4", as badly spaced pages have it."""
    whole = number.text.article.document.text
    span = number.fact.span
    return bool(_POINT_BEFORE.search(whole, max(0, span.start - 4), span.start)) or bool(
        _POINT_BEHIND.match(whole, span.end)
    )


def _nearer(left: Counted, right: Counted) -> bool:
    """Whether either sentence has a number of the kind that fits the other number: the part of a whole."""
    return any(
        _kin(fact, other.fact) and fact.span != number.fact.span and _within(fact, other.fact, CLOSE)
        for number, other in ((left, right), (right, left))
        for fact in _numbers(number.beside)
    )


def _kin(fact: Fact, other: Fact) -> bool:
    return fact.unit in {other.unit, None} or one_dimension(fact, other)


def _within(fact: Fact, other: Fact, share: float) -> bool:
    if fact.unit is None:
        return abs(float(fact.value) - float(other.value)) <= share * abs(float(other.value))
    a, b = in_one_unit(fact, other)
    return a is not None and b is not None and abs(float(a) - float(b)) <= share * abs(float(b))


def _one_thing(left: Counted, right: Counted) -> bool:
    """Whether the words next to both share one that tells what is counted; for an age, whose it is.

    Sums of money, shares and bare figures are many in one story, and take two such words or one and what they
    measure. Where the noun itself tells ("two missiles"), or the fate ("3 dead"), a shared name is enough.
    """
    shared = left.frame.near & right.frame.near
    names = left.frame.names | right.frame.names
    unit, role = left.fact.unit, left.fact.data.get("role")
    if role == "age":
        return bool(shared & names)
    telling = len(shared - names - generic_words())
    if unit is None or unit.isupper() or unit in _OF_MARKETS:
        return telling > 1 or (telling == 1 and bool(left.roles & right.roles))
    if role in FATES and role == right.fact.data.get("role"):
        return bool(shared)
    counts_things = "si" not in left.fact.data and unit not in {"person", "magnitude", "vote"}
    return telling > 0 or (counts_things and bool(shared))


def _listed(number: Counted) -> bool:
    """Whether another number of its kind stands right beside it: "6 and 16", "4 minutes 48 seconds"."""
    text, own = number.text.article.document.text, number.fact
    dimension = own.data.get("dimension")
    for other in _numbers(number.beside):
        gap = text[min(own.span.end, other.span.end) : max(own.span.start, other.span.start)]
        kin = other.unit == own.unit or (dimension and other.data.get("dimension") == dimension)
        if kin and _BESIDE.fullmatch(gap):
            return True
    return False


def _has_rivals(number: Counted, against: Counted) -> bool:
    """Whether its sentence has another number of its unit and role, one that is no mere aside.

    A number that the other sentence has as well has its partner there.
    """
    partners = {(fact.unit, fact.value) for fact in _numbers(against.beside)}
    text, own = number.text.article.document.text, number.fact
    start = number.text.article.sentences[own.sentence].span.start
    return any(
        other.unit == own.unit
        and other.data.get("role") == own.data.get("role")
        and (other.unit, other.value) not in partners
        and not _ASIDE.search(text[start : other.span.start])
        for other in _numbers(number.beside)
    )


def _two_events(left: Counted, right: Counted) -> bool:
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
    if unit is None or unit.isupper() or unit in _OF_MARKETS or "si" in left.fact.data:
        return False
    return bool(_doings(left) & _doings(right))


def _doings(number: Counted) -> set[tuple[str, str]]:
    """Return each name before the number with the one telling word that stands between the two."""
    found = set()
    for name in number.beside:
        words = _words_between(number, name) if name.kind == "name" and name.span < number.fact.span else []
        if len(words) == 1:
            found.add((name.value, words[0]))
    return found


def _figures_apart(here: Sequence[Fact], there: Sequence[Fact]) -> bool:
    """Whether the two sentences give figures of two units or more, and none that are equal."""
    ours, theirs = ({(fact.unit, fact.value) for fact in _numbers(each)} for each in (here, there))
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
        if other.value == fact.value and (other.unit == fact.unit or here):
            return True
        if here and other.unit == fact.unit and relation(fact, other) != "apart" and not too_far(fact, other):
            return True
    return False


def _numbers(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.kind == "number"]
