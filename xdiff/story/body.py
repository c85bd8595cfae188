"""Which sentences of an article are its headings, and how many words a stretch of it has."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.records import Article, Span


def headings(article: Article) -> frozenset[int]:
    """Return the sentences that are headings."""
    return frozenset(
        at
        for paragraph in article.paragraphs
        if paragraph.kind == "heading"
        for at in range(*paragraph.sentences)
    )


def words(article: Article, span: Span) -> int:
    """Return how many words begin within `span`."""
    first, last = (
        bisect_left(article.tokens, edge, key=lambda token: token.span.start)
        for edge in (span.start, span.end)
    )
    return sum(token.word for token in article.tokens[first:last])
