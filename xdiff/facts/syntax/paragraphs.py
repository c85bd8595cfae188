"""The paragraphs of an article as rows of words, cut into sentences; made once for all that seek speech."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.facts.syntax.grammar import Word, row, sentences
from xdiff.facts.syntax.marks import Quotation, quotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph: its words, each outermost quotation being one, and the ranges of its sentences."""

    words: Sequence[Word]
    sentences: Sequence[tuple[int, int]]


def rows(article: Article) -> tuple[Row, ...]:
    """Return the row of each paragraph of the body, in order."""
    if not _latest or _latest[0][0] is not article:
        _latest.append((article, _rows(article)))
    return _latest[0][1]


# The rows of one article are asked for several times in turn.
_latest: deque[tuple[Article, tuple[Row, ...]]] = deque(maxlen=1)


def _rows(article: Article) -> tuple[Row, ...]:
    text = article.document.text
    quoted: dict[int, list[Quotation]] = {}
    for quotation in quotations(article):
        quoted.setdefault(quotation.paragraph, []).append(quotation)
    found: list[Row] = []
    for index, paragraph in enumerate(article.paragraphs):
        words = row(text, paragraph.span, quoted.get(index, ()))
        found.append(Row(words, sentences(words, text)))
    return tuple(found)
