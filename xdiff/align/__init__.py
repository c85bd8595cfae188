"""Which sentences of two or more documents state the same fact.

`align` gives the shared facts of whole articles, `link` the linked sentences of two lists. The numpy code
behind them is imported when they are called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article, Fact, Group

__all__ = ["align", "link", "signature"]


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
