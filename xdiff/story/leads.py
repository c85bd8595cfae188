"""How a document begins: its headline, the first sentence of its body, and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.records import Lead, Thing
from xdiff.story.body import headings
from xdiff.story.who import TELLING, checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article, Fact, Group
    from xdiff.story.who import Who


def lead(article: Article, facts: Sequence[Fact], groups: Sequence[Group], who: Who) -> Lead:
    """Return how `article` begins; a headline that stands in no heading is the title it came with."""
    document = article.document
    heading, sentence = _heading(article), _first(article)
    begins = {at for at in (heading, sentence) if at is not None}
    things: dict[tuple[str, str], Thing] = {}
    for fact in facts:
        if fact.sentence not in begins or fact.kind == "quote" or not checkable(fact):
            continue
        also = who.others(fact)
        # That one outlet gives the day as a date and the others as "Tuesday" is no difference.
        if also or (fact.kind != "date" and who.nobody_else(fact)):
            found = Thing(kind=fact.kind, span=fact.span, surface=fact.surface, also=also)
            things.setdefault((fact.kind, f"{fact.value} {fact.unit}"), found)
    return Lead(
        document_id=document.id,
        headline=document.title if heading is None else article.sentences[heading].text,
        heading=heading,
        sentence=sentence,
        groups=tuple(
            group.id
            for group in groups
            for member in group.members
            if member.document_id == document.id and begins & set(member.sentences)
        ),
        things=tuple(things.values()),
        headline_only=() if heading is None else _headline_only(article, facts, heading),
    )


def _heading(article: Article) -> int | None:
    """Return the heading above all of the body, if the text begins with one."""
    first = article.paragraphs[0] if article.paragraphs else None
    return first.sentences[0] if first is not None and first.kind == "heading" else None


def _first(article: Article) -> int | None:
    """Return the first sentence of the body."""
    for paragraph in article.paragraphs:
        if paragraph.kind == "body" and paragraph.sentences[0] < paragraph.sentences[1]:
            return paragraph.sentences[0]
    return None


def _headline_only(article: Article, facts: Sequence[Fact], heading: int) -> tuple[Thing, ...]:
    """Return the numbers and names of the headline that the body never mentions.

    A number counts as mentioned where any number of the body is the same or covers it, whatever it counts;
    a name where the body has one of its longer words: a headline shortens, and this must not accuse.
    """
    above = headings(article)
    body = [fact for fact in facts if fact.sentence not in above]
    if not body:
        return ()
    values = {(fact.kind, fact.value) for fact in body}
    ranges = [(fact.low, fact.high) for fact in body if fact.kind == "number" and fact.low is not None]
    words = {each.text.casefold() for each in article.tokens if each.word and each.sentence not in above}
    found = []
    for fact in facts:
        if fact.sentence != heading or not checkable(fact) or (fact.kind, fact.value) in values:
            continue
        if fact.kind == "number":
            low, high = fact.low or 0.0, fact.high if fact.high is not None else float("inf")
            silent = not any(
                start <= high and (end is None or end >= low) for start, end in ranges
            ) and not words.intersection(fact.surface.casefold().split())
        elif fact.kind == "name":
            telling = [each for each in fact.surface.casefold().split() if len(each) >= TELLING]
            silent = bool(telling) and not words.intersection(telling)
        else:
            continue
        if silent:
            found.append(Thing(kind=fact.kind, span=fact.span, surface=fact.surface))
    return tuple(found)
