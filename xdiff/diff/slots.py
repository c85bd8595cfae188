"""One thing under two names, known by its surroundings: a body by its members, an interview by its giver."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xdiff.diff.base import Match, Place
from xdiff.diff.lexicon import bodies
from xdiff.records import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xdiff.diff.story import Side, Text

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
