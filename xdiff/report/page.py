"""What the HTML report shows of each document: its text cut at every mark, its evidence, its anchors.

Anchors: `#f3` a shared fact, `#d2` a divergence, `#doc-a` a document, `#origin-a` how it came to be, `#a-4`
its fifth sentence, `#a-e2` a piece of evidence. They are the same in every run over the same inputs.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from xdiff.report import phrases, sanitise
from xdiff.report.base import explains_itself, passage_bounds, weighs_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Evidence, Passage, Sentence
    from xdiff.report.base import Numbered, Side, View

# The panel lists every place of a rule and this many of the words that only weigh, the weightiest first;
# all are underlined in the text.
WORDS_LISTED: Final = 30


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence with its anchor and its words."""

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
class Piece:
    """A run of characters under the same marks. `anchor` is set where a piece of evidence begins."""

    text: str
    proofs: tuple[Proof, ...] = ()
    divergence: Numbered | None = None
    anchor: str = ""

    @property
    def faint(self) -> bool:
        """Whether no rule's place is among the marks."""
        return all(proof.faint for proof in self.proofs)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the body with its anchor and the shared facts it stands in.

    `turn` is the passage that begins with it, in a text of mixed origin.
    """

    anchor: str
    pieces: tuple[Piece, ...]
    facts: tuple[str, ...]
    turn: Passage | None = None


@dataclass(slots=True)
class Block:
    """A paragraph, a heading, or a run of furniture: each piece with the reason why it is furniture."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document, ready to be shown whole."""

    side: Side
    anchor: str
    blocks: tuple[Block, ...]
    proofs: tuple[Proof, ...]
    words: tuple[Proof, ...]
    more_words: int
    origin: str
    passages: tuple[tuple[str, str, Passage], ...] = ()  # anchor, sentence numbers, passage


def sheet(view: View, side: Side) -> Sheet:
    """Lay out one document: every character of body and furniture, in reading order."""
    anchor = side.letter.lower()
    text = side.article.document.text
    ordered = sorted(side.inspection.verdict.evidence, key=lambda each: each.span)
    proofs = [
        Proof(f"{anchor}-e{at}", each, each.span.of(text))
        for at, each in enumerate((each for each in ordered if each.weight > 0), 1)
    ]
    places = [
        (quoted.variant.span.start, quoted.variant.span.end, each)
        for each in view.divergences
        for quoted in each.quoted
        if quoted.side is side and quoted.variant.surface
    ]
    judged = side.inspection.verdict.passages
    turns = {first: each for (first, _), each in zip(passage_bounds(side.inspection), judged, strict=True)}
    facts: dict[int, list[str]] = {}
    for shared in view.shared:
        passage = shared.passage(side)
        for at in passage.sentences if passage else ():
            facts.setdefault(at, []).append(shared.group.id)
    blocks: list[tuple[int, Block]] = [
        (each.span.start, Block("furniture", pieces=[(each.span.of(text), each.why)]))
        for each in side.article.document.furniture
    ]
    for paragraph in side.article.paragraphs:
        lines = [
            Line(
                f"{anchor}-{at}",
                pieces(text, side.article.sentences[at], proofs, places),
                tuple(facts.get(at, ())),
                turns.get(at),
            )
            for at in range(*paragraph.sentences)
        ]
        blocks.append((paragraph.span.start, Block(paragraph.kind, lines)))
    blocks.sort(key=lambda each: each[0])
    strongest = sorted(proofs, key=lambda each: (-each.evidence.weight, each.evidence.span))
    words = [each for each in strongest if each.faint]
    return Sheet(
        side=side,
        anchor=f"doc-{anchor}",
        origin=f"origin-{anchor}",
        blocks=_joined([block for _, block in blocks]),
        proofs=tuple(each for each in strongest if not each.faint),
        words=tuple(words[:WORDS_LISTED]),
        more_words=max(0, len(words) - WORDS_LISTED),
        passages=tuple(
            (f"{anchor}-{first}", numbers, each)
            for (first, each), numbers in zip(
                turns.items(), phrases.sentence_numbers(side.inspection), strict=True
            )
        ),
    )


def _joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    joined: list[Block] = []
    for block in blocks:
        if joined and block.kind == joined[-1].kind == "furniture":
            joined[-1].pieces += block.pieces
        else:
            joined.append(block)
    return tuple(joined)


def pieces(
    text: str, sentence: Sentence, proofs: Sequence[Proof], places: Sequence[tuple[int, int, Numbered]]
) -> tuple[Piece, ...]:
    """Cut a sentence wherever a mark begins or ends; of two divergences at one place the worse is shown."""
    start, end = sentence.span.start, sentence.span.end
    here = [each for each in proofs if each.evidence.span.start < end and each.evidence.span.end > start]
    there = [each for each in places if each[0] < end and each[1] > start]
    borders = {start, end}
    for proof in here:
        borders |= {proof.evidence.span.start, proof.evidence.span.end}
    for left, right, _ in there:
        borders |= {left, right}
    cuts = sorted(each for each in borders if start <= each <= end)
    made = []
    begun: set[str] = set()
    for left, right in pairwise(cuts):
        over = tuple(
            each for each in here if each.evidence.span.start <= left and each.evidence.span.end >= right
        )
        # View.divergences come worst first, and `places` keep that order.
        divergence = next((each for first, last, each in there if first <= left and last >= right), None)
        fresh = next((each.anchor for each in over if each.anchor not in begun), "")
        begun |= {each.anchor for each in over}
        made.append(Piece(text[left:right], over, divergence, fresh))
    return tuple(made)


def command(view: View) -> str:
    """Return the command that makes this report again from the same files."""
    paths = [side.inspection.document.path for side in view.sides]
    named = list(dict.fromkeys(sanitise.line(path) for path in paths if path))
    return " ".join(["xdiff compare", *(shlex.quote(path) for path in named or ["-"]), "--html report.html"])
