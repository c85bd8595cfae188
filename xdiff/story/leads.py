"""How a document begins: its headline, the first sentence of its body, and what stands in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xdiff.records import Lead, Thing
from xdiff.story.body import headings
from xdiff.story.who import TELLING, checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article, Fact, Group
    from xdiff.story.who import Who

# "60th" has the figure of "60", "COVID-19" the word of "COVID".
LETTERS_OR_DIGITS: Final = re.compile(r"[^\W\d_]+|\d+")


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
        headline_only=() if heading is None else _headline_only(article, facts, heading, who),
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


def _headline_only(article: Article, facts: Sequence[Fact], heading: int, who: Who) -> tuple[Thing, ...]:
    """Return the numbers and names of the headline that the body never mentions.

    A number counts as mentioned where any number of the body is the same or covers it, whatever it counts;
    a name where a word of the body begins like one of its longer words. A name must be one to another
    document as well: headlines in capitals make names of any words. Read over 267 headlines, this leaves
    no "60" over a "60th" and no "COVID" over a "COVID-19".
    """
    above = headings(article)
    body = [fact for fact in facts if fact.sentence not in above]
    if not body:
        return ()
    values = {(fact.kind, fact.value) for fact in body}
    ranges = [(fact.low, fact.high) for fact in body if fact.kind == "number" and fact.low is not None]
    words = {
        word
        for each in article.tokens
        if each.word and each.sentence not in above
        for word in LETTERS_OR_DIGITS.findall(each.text.casefold())
    }
    found = []
    for fact in facts:
        if fact.sentence != heading or not checkable(fact) or (fact.kind, fact.value) in values:
            continue
        if (fact.kind == "number" and not _covered(fact, ranges, words)) or (
            fact.kind == "name" and who.others(fact) and not _mentioned(fact, words)
        ):
            found.append(Thing(kind=fact.kind, span=fact.span, surface=fact.surface))
    return tuple(found)


def _covered(fact: Fact, ranges: Sequence[tuple[float, float | None]], words: set[str]) -> bool:
    low, high = fact.low or 0.0, float("inf") if fact.high is None else fact.high
    if any(start <= high and (end is None or end >= low) for start, end in ranges):
        return True
    return not words.isdisjoint(LETTERS_OR_DIGITS.findall(fact.surface.casefold()))


def _mentioned(fact: Fact, words: set[str]) -> bool:
    telling = [each for each in LETTERS_OR_DIGITS.findall(fact.surface.casefold()) if len(each) >= TELLING]
    stems = {each[:TELLING] for each in telling}
    return not telling or any(word[:TELLING] in stems for word in words)
