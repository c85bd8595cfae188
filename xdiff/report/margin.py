"""What stands in the margin of a document: the places that its notes speak of, joined and numbered.

A note says what was found and how much it weighs; it does not say how the text came to be. Places in one
paragraph of which the same is to be said share a note.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xdiff.report import phrases
from xdiff.report.base import explains_itself, shortened, weighs_only

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.records import Evidence, Reading, Sentence, Span
    from xdiff.report.base import Side

# A note repeats so many characters of a further place that it speaks of.
WORDS_QUOTED: Final = 48


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence with its anchor and its words.

    What stands outside every sentence is marked nowhere: its anchor is the document's.
    """

    anchor: str
    evidence: Evidence
    words: str

    @property
    def faint(self) -> bool:
        """Whether these are words that only weigh, to be marked less than a rule's place."""
        return weighs_only(self.evidence)

    @property
    def plain(self) -> bool:
        """Whether the message quotes the words itself."""
        return explains_itself(self.evidence, self.words)


@dataclass(frozen=True, slots=True)
class Note:
    """What the margin says beside a paragraph, about one place of it or several.

    `reading` is set where it is about how the text reads; else it is about how the text came to be.
    `again` is the earlier note that says the same.
    """

    anchor: str
    number: int
    places: tuple[Proof, ...]
    reading: Reading | None = None
    again: Note | None = None

    @property
    def evidence(self) -> Evidence:
        """What the message and the weight are taken from."""
        return self.places[0].evidence

    @property
    def also(self) -> list[tuple[str, str]]:
        """Return the anchors and words that the message does not quote."""
        rest = self.places if self.again or not self.places[0].plain else self.places[1:]
        return [(each.anchor, shortened(" ".join(each.words.split()), WORDS_QUOTED)) for each in rest]


class Sentences:
    """Which sentences a span touches, found by bisection."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self._starts = [each.span.start for each in sentences]
        self._ends = [each.span.end for each in sentences]

    def touched(self, span: Span) -> range:
        """Return the indices of the sentences that share a character with a span."""
        if span.end <= span.start:
            return range(0)
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def paragraph(self, span: Span) -> int:
        """Return the paragraph of the first sentence that a span touches."""
        return self.sentences[self.touched(span).start].paragraph


def proofs(side: Side, lookup: Sentences) -> list[Proof]:
    """Return what speaks for machine translation, in the order of the text."""
    letter, text = side.letter.lower(), side.article.document.text
    ordered = sorted(
        (each for each in side.inspection.verdict.evidence if each.weight > 0), key=lambda each: each.span
    )
    return [
        Proof(f"{letter}-e{at}" if lookup.touched(each.span) else f"doc-{letter}", each, each.span.of(text))
        for at, each in enumerate(ordered, 1)
    ]


def readings(side: Side, lookup: Sentences) -> list[tuple[Reading, Proof]]:
    """Return the places of each fluency reading that lies outside the usual range.

    Of places of one reading that overlap, the first is shown: a longer turn holds the shorter one.
    """
    letter, text = side.letter.lower(), side.article.document.text
    found: list[tuple[Reading, Evidence]] = []
    for reading in side.inspection.fluency.readings:
        if phrases.standing(reading) not in ("low", "high"):
            continue
        end = -1
        for each in sorted(reading.evidence, key=lambda each: (each.span.start, -each.span.end)):
            if each.span.start >= end and lookup.touched(each.span):
                found.append((reading, each))
                end = each.span.end
    found.sort(key=lambda each: each[1].span)
    return [
        (reading, Proof(f"{letter}-r{at}", each, each.span.of(text)))
        for at, (reading, each) in enumerate(found, 1)
    ]


def _gist(proof: Proof) -> str:
    """Return a message without the words it quotes: places with the same one are told of together."""
    return proof.evidence.message.replace(f"“{proof.words}”", "")


def notes(
    letter: str, rules: Iterable[Proof], unusual: Iterable[tuple[Reading, Proof]], lookup: Sentences
) -> list[Note]:
    """Join the places of a paragraph of which the same is to be said, and number the notes as they come."""
    joined: dict[tuple[int, str, str], tuple[Reading | None, list[Proof]]] = {}
    for reading, proof in (*((None, each) for each in rules), *unusual):
        if not lookup.touched(proof.evidence.span):
            continue
        what = (proof.evidence.rule, _gist(proof)) if reading is None else (reading.signal, "")
        key = (lookup.paragraph(proof.evidence.span), *what)
        joined.setdefault(key, (reading, []))[1].append(proof)
    ordered = sorted(joined.items(), key=lambda each: (each[0][0], each[1][1][0].evidence.span, each[0][1:]))
    made: list[Note] = []
    said: dict[tuple[bool, str, str], Note] = {}
    for number, ((_, code, gist), (reading, places)) in enumerate(ordered, 1):
        same = (reading is None, code, gist)
        note = Note(f"{letter}-n{number}", number, tuple(places), reading, said.get(same))
        said.setdefault(same, note)
        made.append(note)
    return made
