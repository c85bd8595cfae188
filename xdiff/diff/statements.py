"""What somebody said, quoted or reported, as the comparisons of quotations and attributions read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from xdiff.diff.base import Place
from xdiff.diff.speakers import beside, parts_of, share_a_part, speaker_of, speaks_for_itself
from xdiff.diff.stems import FUNCTION_WORDS, spoken
from xdiff.records import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.diff.story import Side, Story, Text
PRONOUNS = frozenset({"he", "i", "it", "she", "they", "we", "who", "which", "that"})


@dataclass(frozen=True)  # no slots: the cached properties live in __dict__
class Statement:
    """One sentence, or part of one, that a document quotes or reports."""

    text: Text
    span: Span
    quoted: bool
    fact: Fact
    said_by: str  # who says it, as the document puts it, or ""

    @property
    def surface(self) -> str:
        """The statement as it stands."""
        return self.span.of(self.text.article.document.text)

    @cached_property
    def _speaker(self) -> tuple[str, str]:
        return speaker_of(self.text, self.fact)

    @property
    def speaker(self) -> str:
        """The canonical name of who says it, or "" when that is open."""
        return self._speaker[0]

    @property
    def speaker_kind(self) -> str:
        """What kind of name that is: person, organisation, place, other, or "" when it is none."""
        return self._speaker[1]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case, contractions written out: what word identity is counted on."""
        return tuple(spoken(" ".join(self.surface.split())))

    @cached_property
    def senses(self) -> frozenset[str]:
        """The senses of its telling words."""
        return frozenset(self.text.content(self.span))

    @property
    def source(self) -> str:
        """Who says it, for a message: as it stands, or the name that a pronoun was resolved to."""
        if self.said_by.lower() not in PRONOUNS:
            return self.said_by or "somebody"
        named = (name for name in self.text.names if name.value == self.fact.value)
        return next((name.data.get("display", name.surface) for name in named), f'"{self.said_by}"')

    @property
    def around(self) -> tuple[str, ...]:
        """The words of its sentence outside the quotation or report, as `words` has them."""
        text, sentence = self.text.article.document.text, self.text.article.sentences
        own = [each.span for each in sentence if each.span.start <= self.span.start < each.span.end]
        return tuple(
            word
            for span in own
            for piece in (text[span.start : self.fact.span.start], text[self.fact.span.end : span.end])
            for word in spoken(piece)
        )

    @property
    def breaks_off(self) -> bool:
        """Whether the text itself shows that more was said: "...", or no closing mark."""
        whole = self.text.article.document.text
        return "unclosed" in self.fact.data or whole[self.span.end : self.span.end + 3].startswith(
            ("...", "…")
        )

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
        if not any(fact.span.start < quote.span.end and quote.span.start < fact.span.end for quote in quotes)
        for statement in _pieces(side, fact, quoted=False)
    ]


def _pieces(side: Side, fact: Fact, *, quoted: bool) -> Iterable[Statement]:
    """Cut a quotation or report at the ends of sentences: outlets quote different stretches of one speech."""
    text, whole = side.text, side.document.text
    for sentence in (text.article.sentences[index] for index in side.member.sentences):
        start, end = max(sentence.span.start, fact.span.start), min(sentence.span.end, fact.span.end)
        span = _trimmed(whole, start, end)
        if span.start < span.end:
            yield Statement(
                text=text, span=span, quoted=quoted, fact=fact,
                said_by=" ".join((fact.speaker or "").split()),
            )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and not (text[start].isalnum() or text[start] in "([$€£"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")]%"):
        end -= 1
    return Span(start=start, end=end)


def different_persons(left: Statement, right: Statement) -> bool:
    """Whether both documents name a person in full as the speaker, and surely not the same one."""
    return left.speaker_kind == right.speaker_kind == "person" and _surely_two(left, right, fewest=2)


def different_bodies(left: Statement, right: Statement) -> bool:
    """Whether both documents name a body as the speaker, and neither name is the other's or its letters."""
    sides = (left, right)
    if any(each.speaker_kind != "organisation" for each in sides) or not _surely_two(left, right, fewest=1):
        return False
    if not all(speaks_for_itself(each.text, each.speaker) for each in sides):
        return False
    one, other = left.speaker, right.speaker
    return _letters(one) != "".join(other.split()) and _letters(other) != "".join(one.split())


def _surely_two(left: Statement, right: Statement, *, fewest: int) -> bool:
    """Whether two names of at least `fewest` parts stand beside the statement, and share none."""
    if left.speaker == right.speaker or not (beside(left.fact) and beside(right.fact)):
        return False
    a, b = (parts_of(each.speaker, each.said_by) for each in (left, right))
    return min(len(a), len(b)) >= fewest and not share_a_part(a, b)


def _letters(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in FUNCTION_WORDS)


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
