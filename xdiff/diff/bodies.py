"""Names known by what surrounds them: a body by its members or its purpose, an interview by its giver."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.diff.base import Match, Place, listed
from xdiff.diff.lexicon import bodies
from xdiff.diff.telling import Told, short
from xdiff.records import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xdiff.diff.story import Side, Text

FEWEST_MEMBERS = 3  # names in a row that two lists share before they are taken for the members of one body
BODY_WITHIN = 10  # tokens before the list in which its body is named
PURPOSE = 6  # tokens behind a body in which its purpose is told
FEWEST_PURPOSE = 2  # telling words of one purpose, in one order
INTERVIEWER = 3  # tokens of an interviewer's name at most
_BETWEEN = re.compile(r"\s*(?:,|and|&|,\s*and)\s*")
_FOR = frozenset({"against", "for", "on", "to"})
_WITH = frozenset({"with", "to", "on", "for", "by"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as one document names it, by the names of its members or by the words of its purpose."""

    place: Place
    members: tuple[Fact, ...] = ()
    purpose: tuple[str, ...] = ()
    purpose_words: str = ""


def bodies_of(left: Side, right: Side) -> Iterable[Told]:
    """Return bodies with the same members, or the same purpose, that go by two different nouns."""
    for one in _bodies(left):
        for other in _bodies(right):
            if one.place.value == other.place.value:
                continue
            ours = {member.value for member in one.members}
            shared = [member for member in other.members if member.value in ours]
            if len(shared) >= FEWEST_MEMBERS:
                names = listed([member.data.get("display", member.surface) for member in shared])
                yield _told(one.place, other.place, f"to judge by its members ({names})")
            elif len(one.purpose) >= FEWEST_PURPOSE and one.purpose == other.purpose:
                yield _told(one.place, other.place, f"to judge by its purpose ({one.purpose_words})")


def _told(one: Place, other: Place, how: str) -> Told:
    return Told(
        match=Match(left=one, right=other, severity="variant", why=""),
        tell=lambda left, right: (
            f"One body under two names, {how}: {short(one.surface)} in {left}, "
            f"{short(other.surface)} in {right}."
        ),
    )


def interviews_of(left: Side, right: Side) -> Iterable[Told]:
    """Return interviews of one person that two documents say were given to different outlets."""
    for one, here in _interviews(left):
        for other, there in _interviews(right):
            told = one.value in other.value or other.value in one.value
            if here & there and not told:
                yield Told(
                    match=Match(left=one, right=other, severity="note", why=""), tell=_interviewed(one, other)
                )


def _interviewed(one: Place, other: Place) -> Callable[[str, str], str]:
    return lambda left, right: (
        f"The interview was with {short(one.surface)} in {left}, with {short(other.surface)} in {right}: "
        "two interviews, or one outlet under two names."
    )


def _bodies(side: Side) -> Iterable[Body]:
    text = side.text
    for sentence in side.member.sentences:
        for run in _runs(side, sentence):
            if at := _body_before(text, run[0]):
                yield Body(place=_named(text, at), members=tuple(run))
        start, end = text.article.sentences[sentence].tokens
        for at in range(start, end - 1):
            if text.stems[at] in bodies() and text.article.tokens[at + 1].text.lower() in _FOR:
                purpose = _purpose(text, at + 2, end)
                if purpose:
                    span = Span(
                        start=text.article.tokens[purpose[0]].span.start,
                        end=text.article.tokens[purpose[-1]].span.end,
                    )
                    yield Body(
                        place=_named(text, at),
                        purpose=tuple(text.senses[n] for n in purpose),
                        purpose_words=" ".join(span.of(side.document.text).split()),
                    )


def _runs(side: Side, sentence: int) -> Iterable[list[Fact]]:
    """Return the names of a sentence that stand in a row, joined by commas and "and"."""
    run: list[Fact] = []
    for name in [*(f for f in side.text.by_sentence.get(sentence, ()) if f.kind == "name"), None]:
        if name and run and _BETWEEN.fullmatch(side.document.text, run[-1].span.end, name.span.start):
            run.append(name)
            continue
        if len(run) >= FEWEST_MEMBERS:
            yield run
        run = [name] if name else []


def _body_before(text: Text, member: Fact) -> int | None:
    """Return the token of the body named last before its first member."""
    first = text.tokens_in(member.span).start
    start = text.article.sentences[member.sentence].tokens[0]
    places = range(first - 1, max(start, first - BODY_WITHIN) - 1, -1)
    return next((at for at in places if text.stems[at] in bodies()), None)


def _named(text: Text, at: int) -> Place:
    """Return the body at a token, with the word before it where that tells something."""
    tokens = text.article.tokens
    start = text.article.sentences[tokens[at].sentence].tokens[0]
    begin = at - 1 if at > start and text.tells(at - 1) else at
    return _place(text, Span(start=tokens[begin].span.start, end=tokens[at].span.end), text.stems[at])


def _purpose(text: Text, start: int, end: int) -> list[int]:
    """Return the first telling tokens behind "for" or "on", up to a mark or a word of grammar behind them."""
    found: list[int] = []
    for at in range(start, min(end, start + PURPOSE)):
        if text.tells(at):
            found.append(at)
        elif found or not text.article.tokens[at].word:
            break
    return found


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
