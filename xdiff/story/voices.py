"""Who is quoted, and how much, by document; speakers have one name across documents.

A quotation is what stands in quotation marks and is no scare quote; one that goes on over paragraphs
counts once. Its speaker is the one of the attribution over the same words. A statement told without marks
counts only where its speaker is named: of those without a name too many are no statements at all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xdiff.records import Quoting, Speech, Voice
from xdiff.story.body import headings, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from xdiff.records import Article, Fact

# Stances of words that somebody is said to have uttered; "expects" and "seems" report no words.
UTTERED: Final = frozenset({"said", "claimed", "admitted", "denied"})
# "Moscow said" is a statement of nobody in particular.
SPEAK: Final = frozenset({"person", "organisation"})
# Words in marks that nobody is said to speak are a title or a term ("Ring of Fire") when they are so few.
LEAST_UNSPOKEN: Final = 5
PRONOUNS: Final = frozenset({"he", "she", "they", "it", "i", "we", "who", "which", "that", "you"})


@dataclass(slots=True)
class _Count:
    quotations: int = 0
    words: int = 0
    statements: int = 0
    called: dict[str, str] = field(default_factory=dict)


def voices(articles: Sequence[Article], facts: Sequence[Sequence[Fact]]) -> tuple[Voice, ...]:
    """Return every speaker with what each document gives them, the most quoted first."""
    shown = _shown(facts)
    people = {each.value for found in facts for each in found if each.kind == "name" and each.unit in SPEAK}
    counts: dict[str, dict[str, _Count]] = defaultdict(lambda: defaultdict(_Count))
    for article, found in zip(articles, facts, strict=True):
        document = article.document.id
        speakers = {each.span: each for each in found if each.kind == "attribution"}
        quotes = {each.span for each in found if each.kind == "quote"}
        for quote in _quotations(article, found):
            speaker = speakers.get(quote.span)
            count = counts[speaker.value if speaker else ""][document]
            count.quotations += "continued" not in quote.data
            count.words += words(article, quote.span)
            if (speaker is None or not speaker.value) and _describes(quote.speaker):
                called = quote.speaker or ""
                count.called.setdefault(called.casefold().removeprefix("the ").removeprefix("a "), called)
        for said in speakers.values():
            if said.span not in quotes and said.value in people and said.unit in UTTERED:
                counts[said.value][document].statements += 1
    doubts = _doubts(facts, counts.get("", {}).keys())
    made = [_voice(value, shown, counts[value], doubts.get(value, set())) for value in counts]
    return tuple(sorted(made, key=_rank))


def _voice(
    value: str,
    shown: Mapping[str, str],
    counts: Mapping[str, _Count],
    doubts: set[str],
) -> Voice:
    quoting = tuple(
        Quoting(
            document_id=document,
            quotations=each.quotations,
            words=each.words,
            statements=each.statements,
            called=tuple(each.called.values()),
        )
        for document, each in counts.items()
    )
    quoted = [each.document_id for each in quoting if each.quotations]
    certain = value and len(quoted) == 1 and not doubts - set(quoted)
    return Voice(
        name=value and shown.get(value, value.title()),
        quoting=quoting,
        only=quoted[0] if certain else None,
    )


def _doubts(facts: Sequence[Sequence[Fact]], open_: Collection[str]) -> Mapping[str, set[str]]:
    """Return, for each name, the documents that may quote its bearer in a quotation that has no speaker.

    They name them and leave a quotation open, or name them in a sentence with other words in marks: of 43
    speakers that only one outlet of a story seemed to quote, one stood elsewhere with two words in marks.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for document in facts:
        spoken = {each.span for each in document if each.kind == "attribution" and each.value}
        marked = {
            each.sentence
            for each in document
            if each.kind == "quote" and ("scare" in each.data or each.span not in spoken)
        }
        for each in document:
            if each.kind == "name" and (each.document_id in open_ or each.sentence in marked):
                found[each.value].add(each.document_id)
    return found


def speech(article: Article, facts: Sequence[Fact]) -> Speech:
    """Return how many words of the body stand in quotations."""
    above = headings(article)
    return Speech(
        document_id=article.document.id,
        quoted=sum(words(article, each.span) for each in _quotations(article, facts)),
        words=sum(token.word and token.sentence not in above for token in article.tokens),
    )


def _quotations(article: Article, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Give the quotations of the body that are speech and stand in no other one."""
    above = headings(article)
    spoken = {each.span for each in facts if each.kind == "attribution"}
    for each in facts:
        if each.kind != "quote" or each.sentence in above or {"scare", "nested"} & each.data.keys():
            continue
        if each.span in spoken or words(article, each.span) >= LEAST_UNSPOKEN:
            yield each


def _shown(facts: Sequence[Sequence[Fact]]) -> Mapping[str, str]:
    """Return how each name is written, by its value."""
    return {
        fact.value: fact.data.get("display", fact.surface)
        for found in facts
        for fact in found
        if fact.kind == "name"
    }


def _describes(speaker: str | None) -> bool:
    """Return whether words for a speaker say more than a pronoun does."""
    return speaker is not None and speaker.casefold() not in PRONOUNS


def _rank(voice: Voice) -> tuple[bool, int, int, str]:
    said = sum(each.words for each in voice.quoting)
    return not voice.name, -said, -sum(each.statements for each in voice.quoting), voice.name
