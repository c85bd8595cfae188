"""Which sentences of two or more documents state the same fact.

`align` gives the shared facts of whole articles, `link` the linked sentences of two lists, `copies` the
passages that documents have word for word. The numpy code behind them is imported when they are called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.records import Article, Copy, Fact, Group

__all__ = ["align", "copies", "link", "signature", "witnesses"]


def align(articles: Sequence[Article], facts: Sequence[Sequence[Fact]]) -> tuple[Group, ...]:
    """Group the sentences of two or more documents that state one fact.

    Args:
        articles: the documents of one story, in the order the user gave them.
        facts: the facts of each article, reconciled (names with one value across documents), or empty.

    Returns:
        Groups with ids f1, f2 ... in reading order of the first document that has them. Members are in
        the order of `articles`; every group has sentences of two documents or more. `score` is the mean,
        over the group's sentences, of the calibrated probability of each one's best link.

    """
    from xdiff.align.groups import align as run

    return run(articles, facts)


def link(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, float]]:
    """Link sentences of two lists that say the same: (left index, right index, probability)."""
    from xdiff.align.links import link as run

    return run(left, right)


def signature() -> tuple[tuple[str, str], ...]:
    """Return what the links' probabilities rest on, as (key, value) pairs."""
    from xdiff.align import model

    return (("align", f"trees-v{model.VERSION}"), ("cut", f"{model.shipped().cut:.2f}"))


def copies(articles: Sequence[Article]) -> tuple[Copy, ...]:
    """Find the passages of twelve words or more that documents share word for word, as wire text is.

    Args:
        articles: two or more documents, each with an id of its own.

    Returns:
        One `Copy` for each set of documents that share passages, most copied words first. A quotation
        alone, a common phrase or a line of the page ("All rights reserved") is none.

    """
    from xdiff.align.copied import copies as run

    return run(articles)


def witnesses(group: Group, copies: Iterable[Copy]) -> int:
    """Count the independent witnesses of a group: documents whose members are copies count as one.

    Args:
        group: a shared fact.
        copies: what `copies` found in the same documents.

    Returns:
        1 or more.

    """
    from xdiff.align.copied import witnesses as run

    return run(group, copies)
