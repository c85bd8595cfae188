"""What somebody said, quoted or reported, as the comparisons of quotations and attributions read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from xdiff.diff.base import Place
from xdiff.diff.stems import FUNCTION_WORDS
from xdiff.diff.story import Side, Story, Text
from xdiff.records import Fact, Span

_PIECE = re.compile(r"[^.!?;…]+[.!?;…]*")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CONTRACTIONS = {
    "can't": "cannot", "won't": "will not", "n't": " not", "'re": " are", "'ll": " will", "'ve": " have",
    "'m": " am", "can not": "cannot",
}  # fmt: skip
PERSONAL = frozenset({"he", "she", "they", "it", "who", "i", "we", "this", "that", "his", "her", "their"})


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

    def place(self, value: str) -> Place:
        """Return this statement as one side of a match."""
        return Place(
            document_id=self.text.article.document.id, span=self.span, surface=self.surface, value=value
        )


def spoken(text: str) -> list[str]:
    """Return the words of `text` in lower case, contractions written out and punctuation left out."""
    text = text.lower().replace("’", "'")
    for short, long in _CONTRACTIONS.items():
        text = text.replace(short, long)
    return [word.removesuffix("'s") for word in _WORD.findall(text)]


def quoted(side: Side) -> list[Statement]:
    """Return the sentences inside each quotation of one side, in reading order."""
    return [
        statement for fact in side.of_kind("quote") for statement in _pieces(side.text, fact, quoted=True)
    ]


def reported(side: Side) -> list[Statement]:
    """Return the contents that one side attributes to somebody without quoting them."""
    quotes = side.of_kind("quote")
    return [
        statement
        for fact in side.of_kind("attribution")
        if not any(_cross(fact.span, quote.span) for quote in quotes)
        for statement in _pieces(side.text, fact, quoted=False)
    ]


def _pieces(text: Text, fact: Fact, *, quoted: bool) -> Iterable[Statement]:
    whole = text.article.document.text
    speaker, kind = speaker_of(text, fact)
    for found in _PIECE.finditer(whole, fact.span.start, fact.span.end):
        span = _trimmed(whole, found.start(), found.end())
        if span.start < span.end:
            yield Statement(
                text=text, span=span, quoted=quoted, fact=fact, speaker=speaker, speaker_kind=kind,
                said_by=fact.speaker or "",
            )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and not (text[start].isalnum() or text[start] in "([$€£"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")]%"):
        end -= 1
    return Span(start=start, end=end)


def speaker_of(text: Text, fact: Fact) -> tuple[str, str]:
    """Return the canonical name of who said `fact` and what kind of name it is, or two empty strings."""
    if fact.speaker_span is not None:
        names = [name for name in text.facts if name.kind == "name" and _cross(name.span, fact.speaker_span)]
        persons = [name for name in names if name.unit == "person"]
        if persons:
            return persons[-1].value, "person"
        if fact.kind == "attribution" and fact.value:
            known = next((name.unit or "" for name in names if name.value == fact.value), "")
            return fact.value, known
    if fact.kind == "attribution" and fact.value and fact.value not in PERSONAL:
        unit = next((f.unit or "" for f in text.facts if f.kind == "name" and f.value == fact.value), "")
        return fact.value, unit
    return "", ""


def different_persons(left: Statement, right: Statement) -> bool:
    """Whether both documents name a person as the speaker, and not the same one."""
    return left.speaker_kind == right.speaker_kind == "person" and left.speaker != right.speaker


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
