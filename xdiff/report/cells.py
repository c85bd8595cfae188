"""What a document says in a shared fact, cut for the facts table: words only it has, words they differ on."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from xdiff.records import Member
from xdiff.report.base import Marked, outer_space, passage_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xdiff.records import Severity
    from xdiff.report.base import Passage, Quoted, Shared


def cells(shared: Shared, passage: Passage) -> list[Marked]:
    """Cut a passage of a fact wherever a mark begins or ends; of two divergences the worse one is shown.

    What was rejected in review is not marked, nor is a divergence on the whole passage, or on words among
    which the differing ones are marked already: that would hide more than it shows.
    """
    text = "".join(piece.text for piece in passage.pieces)
    starts = [0, *accumulate(len(piece.text) for piece in passage.pieces)]
    places = list(_places(shared, passage, text, starts))
    borders = sorted({*starts, *(at for start, end, _ in places for at in (start, end))})
    cut = []
    for left, right in pairwise(borders):
        piece = passage.pieces[bisect_right(starts, left) - 1]
        differs = next((severity for start, end, severity in places if start <= left and right <= end), None)
        cut.append(Marked(text[left:right], piece.changed, differs))
    return cut


def _places(
    shared: Shared, passage: Passage, text: str, borders: Sequence[int]
) -> Iterator[tuple[int, int, Severity]]:
    """Yield where in `text` divergences of this fact stand, the worst first (as `View` has them)."""
    for each in shared.divergences:
        for quoted in each.quoted:
            if each.rejected or quoted.side is not passage.side or quoted.sentence not in passage.sentences:
                continue
            _, words, _ = outer_space(quoted.variant.surface)
            start = _offset(passage, quoted, text)
            if not words or words == text.strip() or start is None or not text.startswith(words, start):
                continue
            if not any(start < at < start + len(words) for at in borders):
                yield start, start + len(words), each.divergence.severity


def _offset(passage: Passage, quoted: Quoted, text: str) -> int | None:
    """Return where a quoted variant begins in a passage; None where that is not sure."""
    article = passage.side.article
    if text != passage_text(article, Member(document_id=passage.side.id, sentences=passage.sentences)):
        # A word difference writes white space in its own way: then only words that stand once are sure.
        _, words, _ = outer_space(quoted.variant.surface)
        return text.index(words) if words and text.count(words) == 1 else None
    before: Sequence[int] = passage.sentences[: passage.sentences.index(quoted.sentence or 0)]
    ahead = sum(len(article.sentences[at].text) + 1 for at in before)
    space, _, _ = outer_space(quoted.variant.surface)
    return ahead + quoted.variant.span.start + len(space) - article.sentences[quoted.sentence or 0].span.start
