"""Names known by what surrounds them: a body by its members, an interview by its giver, one for another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.diff.base import Match, Place
from xdiff.diff.lexicon import bodies
from xdiff.records import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xdiff.diff.story import Side, Text

FEWEST_SAME = 8  # words and gaps that two sentences share before a changed name tells of a changed fact
FEWEST_MEMBERS = 3  # names in a row that two lists share before they are taken for the members of one body
BODY_WITHIN = 10  # tokens before the list in which its body is named
INTERVIEWER = 3  # tokens of an interviewer's name at most
_BETWEEN = re.compile(r"\s*(?:,|and|&|,\s*and)\s*")
_WITH = frozenset({"with", "to", "on", "for", "by"})


def bodies_of(left: Side, right: Side) -> Iterable[Match]:
    """Return bodies with the same members that two documents call by different nouns."""
    for one, here in _member_lists(left):
        for other, there in _member_lists(right):
            if len(here & there) >= FEWEST_MEMBERS and one.value != other.value:
                yield Match(
                    left=one, right=other, severity="variant", why="one body by its members, two names"
                )


def interviews_of(left: Side, right: Side) -> Iterable[Match]:
    """Return interviews of one person that two documents say were given to different outlets."""
    for one, here in _interviews(left):
        for other, there in _interviews(right):
            told = one.value in other.value or other.value in one.value
            if here & there and not told:
                why = "an interview of one person, with two outlets or with one under two names"
                yield Match(left=one, right=other, severity="note", why=why)


def swapped(left: Side, right: Side) -> Iterable[Match]:
    """Return names that stand in one place of sentences that are otherwise word for word the same.

    A copy with "Russia" where the other has "Prussia": both cannot be what happened. Speakers are left to
    attribution, and sentences that differ in more than this one name say nothing for sure.
    """
    for here in left.member.sentences:
        for there in right.member.sentences:
            ours, theirs = _frame_of(left.text, here), _frame_of(right.text, there)
            if (
                len(ours.rest) < FEWEST_SAME
                or ours.rest != theirs.rest
                or len(ours.names) != len(theirs.names)
            ):
                continue
            apart = [
                (one, other)
                for one, other in zip(ours.names, theirs.names, strict=True)
                if one.value != other.value
            ]
            if (
                len(apart) == 1
                and apart[0][0].unit == apart[0][1].unit
                and not _speaks(left, right, *apart[0])
            ):
                one, other = (Place.of(fact, value=fact.value) for fact in apart[0])
                yield Match(
                    left=one,
                    right=other,
                    severity="conflict",
                    why="all the other words of the sentence are the same",
                )


@dataclass(frozen=True, slots=True)
class _Frame:
    """A sentence with a gap for every name: its other words, and the names in order."""

    rest: tuple[str, ...]
    names: tuple[Fact, ...]


def _frame_of(text: Text, sentence: int) -> _Frame:
    found = sorted(
        (fact for fact in text.by_sentence.get(sentence, ()) if fact.kind == "name"),
        key=lambda fact: fact.span,
    )
    inside = {at: number for number, fact in enumerate(found) for at in text.tokens_in(fact.span)}
    rest: list[str] = []
    for at in range(*text.article.sentences[sentence].tokens):
        if at in inside:
            gap = f"[{inside[at]}]"
            if not rest or rest[-1] != gap:
                rest.append(gap)
        elif text.article.tokens[at].word:
            rest.append(text.article.tokens[at].text.lower())
    return _Frame(tuple(rest), tuple(found))


def _speaks(left: Side, right: Side, one: Fact, other: Fact) -> bool:
    """Whether one of two names is who said something, which attribution compares."""
    return any(
        fact.speaker_span is not None
        and fact.speaker_span.start < name.span.end
        and name.span.start < fact.speaker_span.end
        for side, name in ((left, one), (right, other))
        for fact in side.facts
        if fact.kind in ("quote", "attribution")
    )


def _member_lists(side: Side) -> Iterable[tuple[Place, frozenset[str]]]:
    whole = side.document.text
    for sentence in side.member.sentences:
        names = [f for f in side.text.by_sentence.get(sentence, ()) if f.kind == "name"]
        run: list[Fact] = []
        for name in [*names, None]:
            if name and run and _BETWEEN.fullmatch(whole, run[-1].span.end, name.span.start):
                run.append(name)
                continue
            if len(run) >= FEWEST_MEMBERS:
                body = _body_before(side.text, run[0])
                if body:
                    yield body, frozenset(member.value for member in run)
            run = [name] if name else []


def _body_before(text: Text, member: Fact) -> Place | None:
    """Return the body named last before its first member, with the word before it."""
    tokens = text.article.tokens
    first = text.tokens_in(member.span).start
    start = text.article.sentences[member.sentence].tokens[0]
    for at in range(first - 1, max(start, first - BODY_WITHIN) - 1, -1):
        if text.stems[at] in bodies():
            begin = at - 1 if at > start and text.tells(at - 1) else at
            span = Span(start=tokens[begin].span.start, end=tokens[at].span.end)
            return _place(text, span, text.stems[at])
    return None


def _interviews(side: Side) -> Iterable[tuple[Place, frozenset[str]]]:
    text, tokens = side.text, side.text.article.tokens
    for sentence in side.member.sentences:
        names = [f for f in text.by_sentence.get(sentence, ()) if f.kind == "name" and f.unit == "person"]
        people = frozenset(name.value for name in names)
        start, end = text.article.sentences[sentence].tokens
        for at in range(start, end - 2):
            if text.stems[at] != "interview" or tokens[at + 1].text not in _WITH:
                continue
            first = at + 2 + (tokens[at + 2].text.lower() == "the")
            last = first
            while last < min(end, first + INTERVIEWER) and text.tells(last):
                last += 1
            if last == first or not tokens[first].text[0].isupper():
                continue
            span = Span(start=tokens[first].span.start, end=tokens[last - 1].span.end)
            taken = [f for f in text.by_sentence.get(sentence, ()) if f.kind == "date" or f in names]
            if not any(fact.span.start < span.end and span.start < fact.span.end for fact in taken):
                yield _place(text, span, " ".join(text.stems[first:last])), people


def _place(text: Text, span: Span, value: str) -> Place:
    document = text.article.document
    return Place(document_id=document.id, span=span, surface=span.of(document.text), value=value)
