"""Which sentence a place in the text belongs to, and how a stretch of words is compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.records import Article

WORDS = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


class Sentences:
    """Finds the sentence that holds an offset of `Document.text`, by bisection."""

    def __init__(self, article: Article) -> None:
        self._starts = [sentence.span.start for sentence in article.sentences]

    def at(self, offset: int) -> int:
        """Return the index of the last sentence that starts at or before `offset` (0 before the first)."""
        return max(0, bisect_right(self._starts, offset) - 1)


def plain(text: str) -> str:
    """Return the words of `text` in lower case with straight apostrophes, joined by single spaces."""
    return " ".join(word.group().lower().replace("’", "'") for word in WORDS.finditer(text))
