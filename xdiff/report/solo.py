"""What only one document says: its sentences with the checkable things marked in them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from xdiff.report import across
from xdiff.report.base import outer_space

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xdiff.records import Lead, Span, Thing
    from xdiff.report.base import Alone, Side, View

# So many sentences of one document stand open; more are one click away.
OPEN: Final = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; `mark` is `thing` for a number, name or date, `cited` for a quotation, or nothing."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in pieces, the checkable things that no other document has with a mark."""

    sentence: int
    pieces: tuple[Piece, ...]
    tells: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """The sentences that only one document has, in two lots: what stands open, and what is folded."""

    side: Side
    shown: tuple[Line, ...]
    folded: tuple[Line, ...]

    @property
    def telling(self) -> int:
        """How many have checkable things of their own."""
        return sum(each.tells for each in (*self.shown, *self.folded))


def lines(view: View, alone: Alone) -> Lines:
    """Return the sentences of one document that no other has, those with checkable things first."""
    side = alone.side
    telling = across.telling(view, side)
    found = []
    for at in across.in_order(alone, telling):
        solo = telling.get(at)
        found.append(Line(at, marked(side, at, solo.things if solo else ()), solo is not None))
    # One more is shown rather than folded alone.
    kept = len(found) if len(found) <= OPEN + 1 else OPEN
    return Lines(side, tuple(found[:kept]), tuple(found[kept:]))


def lead(side: Side, found: Lead) -> tuple[Piece, ...]:
    """Return the first sentence of a document with what no other document has marked."""
    if found.sentence is None:
        return ()
    return marked(side, found.sentence, [each for each in found.things if not each.also])


def marked(side: Side, sentence: int, things: Iterable[Thing]) -> tuple[Piece, ...]:
    """Return a sentence in pieces, cut wherever one of these things begins or ends in it."""
    span = side.article.sentences[sentence].span
    text = side.article.document.text
    over = [(*_bare(text, each.span), "cited" if each.kind == "quote" else "thing") for each in things]
    borders = {span.start, span.end, *(each for start, end, _ in over for each in (start, end))}
    made: list[Piece] = []
    for left, right in pairwise(sorted(each for each in borders if span.start <= each <= span.end)):
        kinds = {kind for start, end, kind in over if start <= left and right <= end}
        # A name inside a quotation stands out from it.
        made.append(Piece(text[left:right], "thing" if "thing" in kinds else "cited" if kinds else ""))
    return tuple(made)


def _bare(text: str, span: Span) -> tuple[int, int]:
    """Return where a thing begins and ends without the white space around it, which would be underlined."""
    before, words, _ = outer_space(span.of(text))
    return span.start + len(before), span.start + len(before) + len(words)
