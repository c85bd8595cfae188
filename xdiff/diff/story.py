"""The documents of one story as the comparisons read them: stems, how telling each is, who sits where."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from xdiff.diff.lexicon import senses
from xdiff.diff.stems import FUNCTION_WORDS, spoken, stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.records import Article, Document, Fact, FactKind, Group, Member, Span, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One document's part in one group: its sentences and the facts in them, in reading order."""

    text: Text
    member: Member
    facts: tuple[Fact, ...]

    @property
    def document(self) -> Document:
        """The document this side belongs to."""
        return self.text.article.document

    def of_kind(self, kind: FactKind) -> list[Fact]:
        """Return this side's facts of one kind."""
        return [fact for fact in self.facts if fact.kind == kind]


class Text:
    """One article with a stem and a sense (the stem that stands for its synonyms) for every token."""

    def __init__(self, article: Article, facts: Sequence[Fact]) -> None:
        self.article = article
        self.facts = tuple(facts)
        self.stems: tuple[str, ...] = tuple(_stem_of(token) for token in article.tokens)
        known = senses()
        self.senses: tuple[str, ...] = tuple(known.get(found, found) for found in self.stems)
        self._starts = [token.span.start for token in article.tokens]

    @cached_property
    def by_sentence(self) -> dict[int, list[Fact]]:
        """The article's facts by sentence; a quotation of three sentences stands under each of them."""
        found: dict[int, list[Fact]] = {}
        sentences = self.article.sentences
        for fact in self.facts:
            index = fact.sentence
            found.setdefault(index, []).append(fact)
            while index + 1 < len(sentences) and sentences[index + 1].span.start < fact.span.end:
                index += 1
                found.setdefault(index, []).append(fact)
        return found

    @cached_property
    def names(self) -> tuple[Fact, ...]:
        """The article's names."""
        return tuple(fact for fact in self.facts if fact.kind == "name")

    @cached_property
    def spoken(self) -> str:
        """The whole body as words in lower case, a space around each."""
        return f" {' '.join(spoken(self.article.document.text))} "

    def tokens_in(self, span: Span) -> range:
        """Return the indexes of the tokens that start within `span`."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def content(self, span: Span) -> list[str]:
        """Return the senses of the words in `span` that are neither function words nor bare figures."""
        return [self.senses[at] for at in self.tokens_in(span) if self.tells(at)]

    def tells(self, at: int) -> bool:
        """Whether token `at` is a word that carries meaning by itself."""
        found = self.stems[at]
        return bool(found) and found not in FUNCTION_WORDS and not found[0].isdigit()

    def side(self, member: Member) -> Side:
        """Return what this article brings to a group."""
        found = [fact for sentence in member.sentences for fact in self.by_sentence.get(sentence, ())]
        once = {(fact.kind, fact.span, fact.value): fact for fact in found}
        return Side(text=self, member=member, facts=tuple(once.values()))


def _stem_of(token: Token) -> str:
    """Return the stem of a token; "US" is a country, not the pronoun."""
    if not token.word:
        return ""
    return "u.s." if token.text in {"US", "U.S", "U.S.", "USA"} else stem(token.text)


class Story:
    """The articles compared in one run, and the weight of each sense among them."""

    def __init__(self, articles: Sequence[Article], facts: Sequence[Sequence[Fact]]) -> None:
        self.texts: Mapping[str, Text] = {
            article.document.id: Text(article, found) for article, found in zip(articles, facts, strict=True)
        }
        frequency: Counter[str] = Counter()
        sentences = 0
        for text in self.texts.values():
            for sentence in text.article.sentences:
                frequency.update({text.senses[at] for at in range(*sentence.tokens)})
                sentences += 1
        self._weights = {found: log(1 + sentences / count) for found, count in frequency.items()}
        self._labels = _labels([article.document for article in articles])

    def weight(self, found: str) -> float:
        """Return how telling a sense is here: log(1 + sentences / sentences that have it), in nats."""
        return self._weights.get(found, 0.0)

    def label(self, document_id: str) -> str:
        """Return the outlet's name when only one document has it, else the document's id."""
        return self._labels[document_id]

    def sides(self, group: Group) -> tuple[Side, ...]:
        """Return the sides of a group, in the order of its members."""
        return tuple(self.texts[member.document_id].side(member) for member in group.members)


def _labels(documents: Sequence[Document]) -> dict[str, str]:
    outlets = Counter(document.outlet for document in documents)
    return {
        document.id: document.outlet if document.outlet and outlets[document.outlet] == 1 else document.id
        for document in documents
    }
