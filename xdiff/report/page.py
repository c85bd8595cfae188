"""What the HTML report shows of each document: its text cut at every mark, its notes, its anchors.

Anchors: `#f3` a shared fact, `#d2` a divergence, `#doc-a` a document, `#origin-a` how it came to be, `#a-4`
its fifth sentence, `#a-e2` a piece of evidence of its origin, `#a-r2` a place where it reads unusually,
`#a-n1` a note in its margin. They are the same in every run over the same inputs.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from xdiff.report import margin, phrases, sanitise
from xdiff.report.base import passage_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.records import Passage, Span
    from xdiff.report.base import Numbered, Side, View
    from xdiff.report.margin import Note, Proof, Sentences

# The panel lists every place of a rule and this many of the words that only weigh, the weightiest first;
# all are underlined in the text.
WORDS_LISTED: Final = 30
# A text of fewer sentences is seen nearly whole: a strip of positions would tell nothing.
STRIP_FROM: Final = 12
# The strip's own units, from the first character of the document to the last.
STRIP: Final = 1000


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one sentence that is marked, in code points of the document.

    `kind` is "ev" for a rule's place, "ev faint" for words that only weigh, "fl" for a place of a fluency
    reading, "" for a divergence's place. `anchor` is set where it begins, `note` where it ends.
    """

    start: int
    end: int
    kind: str
    anchor: str = ""
    note: Note | None = None
    divergence: Numbered | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same marks, with the anchors that begin here and the notes that follow.

    `continued` is set where its divergence has begun in an earlier piece of the sentence.
    """

    text: str
    kind: str = ""
    divergence: Numbered | None = None
    continued: bool = False
    anchors: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


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
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A divergence's place on the strip of positions: the sentence it leads to, and how far in it stands."""

    at: int
    anchor: str
    found: Numbered


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document, ready to be shown whole.

    `stretches` are its blocks in reading order; each begins with a block that has notes (the first need
    not), so that notes have the room beside the blocks up to the next ones. `strip` says where shared facts
    stand, in thousandths of the text, `ticks` where divergences do; both empty for a short text.
    """

    side: Side
    anchor: str
    stretches: tuple[tuple[Block, ...], ...]
    notes: int
    strip: tuple[int, ...]
    ticks: tuple[Tick, ...]
    proofs: tuple[Proof, ...]
    words: tuple[Proof, ...]
    more_words: int
    origin: str
    passages: tuple[tuple[str, str, Passage], ...] = ()  # anchor, sentence numbers, passage


def sheet(view: View, side: Side) -> Sheet:
    """Lay out one document: every character of body and furniture, in reading order.

    The time grows with the text and its marks, not with their product.
    """
    letter = side.letter.lower()
    article = side.article
    lookup = margin.Sentences(article.sentences)
    proofs = margin.proofs(side, lookup)
    strongest = sorted(proofs, key=lambda each: (-each.evidence.weight, each.evidence.span))
    words = [each for each in strongest if each.faint]
    rules = [each for each in proofs if not each.faint]
    notes = margin.notes(letter, rules, margin.readings(side, lookup), lookup)
    marks = _marks(view, side, lookup, notes, proofs, {each.anchor for each in words[:WORDS_LISTED]})
    judged = side.inspection.verdict.passages
    turns = {first: each for (first, _), each in zip(passage_bounds(side.inspection), judged, strict=True)}
    facts = _facts(view, side)
    blocks: list[tuple[int, Block]] = [
        (each.span.start, Block("furniture", pieces=[(each.span.of(article.document.text), each.why)]))
        for each in article.document.furniture
    ]
    beside: dict[int, list[Note]] = {}
    for note in notes:
        beside.setdefault(lookup.paragraph(note.evidence.span), []).append(note)
    for number, paragraph in enumerate(article.paragraphs):
        lines = [
            Line(
                f"{letter}-{at}",
                pieces(article.document.text, article.sentences[at].span, marks.get(at, ())),
                tuple(facts.get(at, ())),
                turns.get(at),
            )
            for at in range(*paragraph.sentences)
        ]
        block = Block(paragraph.kind, lines, notes=tuple(beside.get(number, ())))
        blocks.append((paragraph.span.start, block))
    blocks.sort(key=lambda each: each[0])
    strip, ticks = _strip(side, facts, marks)
    return Sheet(
        side=side,
        anchor=f"doc-{letter}",
        origin=f"origin-{letter}",
        stretches=_stretches(_joined([block for _, block in blocks])),
        notes=len(notes),
        strip=strip,
        ticks=ticks,
        proofs=tuple(each for each in strongest if not each.faint),
        words=tuple(words[:WORDS_LISTED]),
        more_words=max(0, len(words) - WORDS_LISTED),
        passages=tuple(
            (f"{letter}-{first}", numbers, each)
            for (first, each), numbers in zip(
                turns.items(), phrases.sentence_numbers(side.inspection), strict=True
            )
        ),
    )


def _marks(
    view: View,
    side: Side,
    lookup: Sentences,
    notes: Iterable[Note],
    proofs: Iterable[Proof],
    linked: set[str],
) -> dict[int, list[Mark]]:
    """Return the marks of each sentence; `linked` are the anchors of words that the panel leads to."""
    found: dict[int, list[Mark]] = {}

    def mark(span: Span, kind: str, anchor: str, note: Note | None, divergence: Numbered | None) -> None:
        touched = lookup.touched(span)
        for at in touched:
            own = lookup.sentences[at].span
            here = Mark(
                max(span.start, own.start),
                min(span.end, own.end),
                kind,
                anchor if at == touched.start else "",
                note if at == touched.stop - 1 else None,
                divergence,
            )
            found.setdefault(at, []).append(here)

    # View.divergences come worst first: of two at one place the first mark is shown.
    for each in view.divergences:
        for quoted in each.quoted:
            if quoted.side is side and quoted.variant.surface:
                mark(quoted.variant.span, "", "", None, each)
    for note in notes:
        for proof in note.places:
            mark(proof.evidence.span, "fl" if note.reading else "ev", proof.anchor, note, None)
    for proof in proofs:
        if proof.faint:
            mark(proof.evidence.span, "ev faint", proof.anchor * (proof.anchor in linked), None, None)
    return found


def _facts(view: View, side: Side) -> dict[int, list[str]]:
    """Return the shared facts that each sentence stands in."""
    facts: dict[int, list[str]] = {}
    for shared in view.shared:
        passage = shared.passage(side)
        for at in passage.sentences if passage else ():
            facts.setdefault(at, []).append(shared.group.id)
    return facts


def _strip(
    side: Side, facts: Iterable[int], marks: dict[int, list[Mark]]
) -> tuple[tuple[int, ...], tuple[Tick, ...]]:
    """Return where shared facts and divergences stand, in thousandths of the document."""
    sentences = side.article.sentences
    if len(sentences) < STRIP_FROM:
        return (), ()
    size = len(side.article.document.text)

    def place(offset: int) -> int:
        return round(offset * STRIP / size)

    ticks = {
        (mark.divergence.id, at): Tick(place(mark.start), f"{side.letter.lower()}-{at}", mark.divergence)
        for at in sorted(marks)
        for mark in marks[at]
        if mark.divergence
    }
    return tuple(sorted({place(sentences[at].span.start) for at in facts})), tuple(ticks.values())


def _joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    joined: list[Block] = []
    for block in blocks:
        if joined and block.kind == joined[-1].kind == "furniture":
            joined[-1].pieces += block.pieces
        else:
            joined.append(block)
    return tuple(joined)


def _stretches(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], ...]:
    found: list[list[Block]] = []
    for block in blocks:
        if block.notes or not found:
            found.append([block])
        else:
            found[-1].append(block)
    return tuple(tuple(each) for each in found)


# A rule's place is shown over a fluency reading's, and that over words that only weigh.
_KINDS: Final = {"ev": 0, "fl": 1, "ev faint": 2, "": 3}


def pieces(text: str, span: Span, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Cut a sentence wherever a mark begins or ends, in one pass.

    Of two divergences at one place the first of `marks` is shown.
    """
    if not marks:
        return (Piece(text[span.start : span.end]),)
    cuts = sorted({span.start, span.end, *(each.start for each in marks), *(each.end for each in marks)})
    opening = sorted(enumerate(marks), key=lambda each: each[1].start)
    over: list[tuple[int, Mark]] = []
    begun: set[str] = set()
    made = []
    at = 0
    for left, right in pairwise(cuts):
        over = [each for each in over if each[1].end > left]
        fresh = at
        while at < len(opening) and opening[at][1].start <= left:
            over.append(opening[at])
            at += 1
        anchors = tuple(each.anchor for _, each in opening[fresh:at] if each.anchor)
        kind, shown, notes = _over(over, right)
        made.append(
            Piece(text[left:right], kind, shown, shown is not None and shown.id in begun, anchors, notes)
        )
        if shown:
            begun.add(shown.id)
    return tuple(made)


def _over(over: Iterable[tuple[int, Mark]], end: int) -> tuple[str, Numbered | None, tuple[Note, ...]]:
    """Return the strongest kind of these marks, the first divergence, and the notes that end here."""
    kind, shown, worst = "", None, -1
    notes: dict[int, Note] = {}
    for order, each in over:
        if each.divergence and (shown is None or order < worst):
            shown, worst = each.divergence, order
        if _KINDS[each.kind] < _KINDS[kind]:
            kind = each.kind
        if each.note and each.end == end:
            notes[each.note.number] = each.note
    return kind, shown, tuple(notes[number] for number in sorted(notes))


def command(view: View) -> str:
    """Return the command that makes this report again from the same files."""
    paths = [side.inspection.document.path for side in view.sides]
    named = list(dict.fromkeys(sanitise.line(path) for path in paths if path))
    return " ".join(["xdiff compare", *(shlex.quote(path) for path in named or ["-"]), "--html report.html"])
