"""Whether two numbers are of one thing: what a conflict takes beyond two values that cannot both be true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xdiff.diff.counted import ASIDE, RISES, RUNNING, numbers_of
from xdiff.diff.lexicon import generic_words
from xdiff.diff.quantity import in_one_unit, one_dimension
from xdiff.diff.setting import OF_MARKETS, two_events, words_between

if TYPE_CHECKING:
    from xdiff.diff.counted import Counted
    from xdiff.records import Fact

ALIKE_AMONG_SEVERAL = 0.6
AGES = 3  # years by which reports of one person's age differ
DENIED_WITHIN = 8  # tokens on either side
CLOSE = 0.06  # share by which a number fits another one that it was rounded from, or is a later count of
DENIALS = frozenset(
    {"not", "no", "never", "unable", "without", "failed", "n't", "cannot", "neither", "nor", "rejected"}
)
FATES = frozenset({"dead", "injured", "missing", "arrested", "rescued", "evacuated"})
"""What befell people: counted again and again while an event lasts."""
_POINT_BEFORE = re.compile(r"\d\s?\.\s$")
_POINT_BEHIND = re.compile(r"\s?\.\s?\d")
_BESIDE = re.compile(r"\s*(?:,|and|or|to|,\s*and|/|x|by|-|–)?\s*")


def comparable(left: Counted, right: Counted) -> bool:
    """Whether the two may be numbers of one thing at all: one unit, one role, one kind of statement."""
    one, other = left.fact, right.fact
    if one.unit != other.unit and not one_dimension(one, other):
        return False
    if one.data.get("per") != other.data.get("per") or _kinds(left) != _kinds(right):
        return False
    if _speaks(left) or _speaks(right):
        return False
    if left.roles and right.roles and not left.roles & right.roles:
        return False
    if one.unit == "person" and bool(left.roles) != bool(right.roles):
        return False
    ages = [fact.data.get("role") == "age" for fact in (one, other)]
    if ages[0] != ages[1]:
        return False
    return one.unit is not None or bool(left.frame.nearest & right.frame.nearest)


def _speaks(number: Counted) -> bool:
    """Whether it counts whoever is quoted: "four officials familiar with it said", each outlet its own."""
    return any(
        fact.kind in {"attribution", "quote"}
        and fact.speaker_span is not None
        and fact.speaker_span.start <= number.fact.span.start < fact.speaker_span.end
        and number.fact.data.get("role") != "age"
        for fact in number.beside
    )


def _kinds(number: Counted) -> tuple[bool, ...]:
    """Return the kinds of statement that must agree; that a toll is of "so far" makes it a later count."""
    if number.fact.data.get("role") in FATES:
        return tuple(kind for index, kind in enumerate(number.kinds) if index != RUNNING)
    return number.kinds


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
        if name.unit in {"person", "organisation"} or len(words_between(number, name)) == 1:
            return name.value
    return ""


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
    if _listed(left) or _listed(right) or two_events(left, right):
        return False
    if left.kinds[RISES] and _of_markets(left) and not _agreeing(left, right):
        return False
    if _denial(left) != _denial(right) or _cut(left) or _cut(right) or _nearer(left, right):
        return False
    plain = alike >= ALIKE_AMONG_SEVERAL and bool(left.frame.nearest & right.frame.nearest)
    return plain or not (_has_rivals(left, right) or _has_rivals(right, left))


def _of_markets(number: Counted) -> bool:
    """Whether it is a bare figure, a sum of money or a share."""
    unit = number.fact.unit
    return unit is None or unit.isupper() or unit in OF_MARKETS


def _agreeing(left: Counted, right: Counted) -> bool:
    """Whether the two sentences share another figure: rises and falls are many, "a drop of 34,000" is one."""
    ours, theirs = ({(fact.unit, fact.value) for fact in numbers_of(each.beside)} for each in (left, right))
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
        for fact in numbers_of(number.beside)
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
    if _of_markets(left):
        return telling > 1 or (telling == 1 and bool(left.roles & right.roles))
    if unit == "time":  # "twice" belongs to the verb beside it
        return bool(left.frame.nearest & right.frame.nearest)
    if role in FATES and role == right.fact.data.get("role"):
        return bool(shared)
    counts_things = "si" not in left.fact.data and unit not in {"person", "magnitude", "vote"}
    return telling > 0 or (counts_things and bool(shared))


def _listed(number: Counted) -> bool:
    """Whether another number of its kind stands right beside it: "6 and 16", "4 minutes 48 seconds"."""
    text, own = number.text.article.document.text, number.fact
    dimension = own.data.get("dimension")
    for other in numbers_of(number.beside):
        gap = text[min(own.span.end, other.span.end) : max(own.span.start, other.span.start)]
        kin = other.unit == own.unit or (dimension and other.data.get("dimension") == dimension)
        if kin and _BESIDE.fullmatch(gap):
            return True
    return False


def _has_rivals(number: Counted, against: Counted) -> bool:
    """Whether its sentence has another number of its unit and role, one that is no mere aside.

    A number that the other sentence has as well has its partner there.
    """
    partners = {(fact.unit, fact.value) for fact in numbers_of(against.beside)}
    text, own = number.text.article.document.text, number.fact
    start = number.text.article.sentences[own.sentence].span.start
    return any(
        other.unit == own.unit
        and other.data.get("role") == own.data.get("role")
        and (other.unit, other.value) not in partners
        and not ASIDE.search(text[start : other.span.start])
        for other in numbers_of(number.beside)
    )
