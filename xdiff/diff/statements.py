"""What somebody said, quoted or reported, as the comparisons of quotations and attributions read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from xdiff.diff.base import Place
from xdiff.diff.stems import FUNCTION_WORDS, spoken
from xdiff.records import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.diff.story import Side, Story, Text

_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]+")
BESIDE = 40  # characters between a statement and the name of whoever said it
NO_NAMES = frozenset({
    "chief", "dr", "foreign", "general", "gov", "governor", "judge", "king", "minister", "mr",
    "mrs", "ms", "pope", "president", "prime", "queen", "rep", "secretary", "sen", "senator",
    "spokesman", "spokeswoman", "the",
})  # fmt: skip
_DEPENDENT = re.compile(r"\b(?:of|for|at|in|from|to|by|with)\b", re.IGNORECASE)


@dataclass(frozen=True)  # no slots: the cached properties live in __dict__
class Statement:
    """One sentence, or part of one, that a document quotes or reports."""

    text: Text
    span: Span
    quoted: bool
    fact: Fact
    speaker: str  # canonical name, or "" when open
    speaker_kind: str  # person, organisation, place, other, or "" when not a name
    said_by: str  # as the document puts it, or ""

    @property
    def surface(self) -> str:
        """The statement as it stands."""
        return self.span.of(self.text.article.document.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case, contractions written out: what word identity is counted on."""
        return tuple(spoken(self.surface))

    @cached_property
    def senses(self) -> frozenset[str]:
        """The senses of its telling words."""
        return frozenset(self.text.content(self.span))

    def holds(self, words: Sequence[str]) -> bool:
        """Whether the document has these words in a row, in this quotation or anywhere."""
        return f" {' '.join(words)} " in self.text.spoken

    def place(self, value: str) -> Place:
        """Return this statement as one side of a match."""
        return Place(
            document_id=self.text.article.document.id, span=self.span, surface=self.surface, value=value
        )


def quoted(side: Side) -> list[Statement]:
    """Return the sentences inside each quotation of one side, in reading order."""
    return [statement for fact in side.of_kind("quote") for statement in _pieces(side, fact, quoted=True)]


def reported(side: Side) -> list[Statement]:
    """Return the contents that one side attributes to somebody without quoting them."""
    quotes = side.of_kind("quote")
    return [
        statement
        for fact in side.of_kind("attribution")
        if not any(_cross(fact.span, quote.span) for quote in quotes)
        for statement in _pieces(side, fact, quoted=False)
    ]


def _pieces(side: Side, fact: Fact, *, quoted: bool) -> Iterable[Statement]:
    """Cut a quotation or report at the ends of sentences: outlets quote different stretches of one speech."""
    text, whole = side.text, side.document.text
    speaker, kind = speaker_of(text, fact)
    for sentence in (text.article.sentences[index] for index in side.member.sentences):
        start, end = max(sentence.span.start, fact.span.start), min(sentence.span.end, fact.span.end)
        span = _trimmed(whole, start, end)
        if span.start < span.end:
            yield Statement(
                text=text, span=span, quoted=quoted, fact=fact, speaker=speaker, speaker_kind=kind,
                said_by=" ".join((fact.speaker or "").split()),
            )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and not (text[start].isalnum() or text[start] in "([$€£"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")]%"):
        end -= 1
    return Span(start=start, end=end)


def speaker_of(text: Text, fact: Fact) -> tuple[str, str]:
    """Return the canonical name of who said `fact` and what kind of name it is, or two empty strings.

    Only a name that heads the speaker's description counts: "Ben Stephenson, controller of drama" is a
    person, "a spokesman for Obama" and "the Kremlin leader" are nobody that a name tells.
    """
    if fact.speaker_span is not None:
        names = [name for name in text.names if _cross(name.span, fact.speaker_span)]
        whole = text.article.document.text
        heads = [
            name
            for name in names
            if not _DEPENDENT.search(whole[fact.speaker_span.start : name.span.start])
            and whole[name.span.end : name.span.end + 2] not in {"'s", "’s"}
        ]
        persons = [name for name in heads if name.unit == "person"]
        for name in (persons or heads)[-1:]:
            return name.value, name.unit or ""
        return "", ""
    if fact.kind == "attribution" and fact.value:
        unit = next((name.unit or "" for name in text.names if name.value == fact.value), "")
        return fact.value, unit
    return "", ""


def different_persons(left: Statement, right: Statement) -> bool:
    """Whether both documents name a person in full as the speaker, and surely not the same one."""
    if not left.speaker_kind == right.speaker_kind == "person" or left.speaker == right.speaker:
        return False
    if not (_said_outright(left) and _said_outright(right)):
        return False
    a, b = _name_parts(left), _name_parts(right)
    return len(a) > 1 and len(b) > 1 and not _share_a_part(a, b)


def _said_outright(statement: Statement) -> bool:
    """Whether the speaker stands beside the statement, not carried over from an earlier one or a pronoun."""
    fact = statement.fact
    if fact.speaker_span is None or fact.data.keys() & {"inherited", "resolved"}:
        return False
    gap = max(fact.speaker_span.start - statement.span.end, statement.span.start - fact.speaker_span.end)
    return gap <= BESIDE


def _name_parts(statement: Statement) -> list[str]:
    """Return the parts of a speaker's canonical name, and of the name as it stands, without titles."""
    told = [word.lower() for word in _CAPITALISED.findall(statement.said_by)]
    return [part for part in dict.fromkeys([*statement.speaker.split(), *told]) if part not in NO_NAMES]


def _share_a_part(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names may be one: a part of one, or two parts joined, is like a part of the other."""
    import jellyfish

    return any(
        jellyfish.jaro_winkler_similarity(one, other) >= 0.85
        for one in (*a, *map("".join, pairwise(a)))
        for other in (*b, *map("".join, pairwise(b)))
        if len(one) > 2 and len(other) > 2
    )


def overlap(story: Story, left: Iterable[str], right: Iterable[str]) -> tuple[frozenset[str], float, float]:
    """Return the shared senses, and their weight as a share of the lighter and of the heavier statement."""
    a, b = frozenset(left), frozenset(right)
    shared = a & b
    weight = sum(story.weight(sense) for sense in shared)
    masses = sorted(sum(story.weight(sense) for sense in each) for each in (a, b))
    return shared, weight / masses[0] if masses[0] else 0.0, weight / masses[1] if masses[1] else 0.0


def content_words(words: Sequence[str]) -> list[str]:
    """Leave out the function words."""
    return [word for word in words if word not in FUNCTION_WORDS]


def _cross(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
