"""Groups and facts -> divergences and word differences: where documents differ about a shared fact.

One kind of divergence is one module that defines `COMPARISON`; the room is scanned for them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Shared
from xdiff.diff.order import ranked
from xdiff.diff.story import Story
from xdiff.diff.twins import apart
from xdiff.diff.words import words
from xdiff.discover import parts
from xdiff.records import Article, Divergence, Fact, Group, Member, WordDiff

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["COMMON", "MOST_RATED", "comparisons", "divergences", "word_diffs", "words"]

COMMON = frozenset(
    {
        "altered",
        "ages",
        "base",
        "bodies",
        "calendar",
        "contraries",
        "counted",
        "dated",
        "evaluate",
        "frames",
        "lexicon",
        "onething",
        "opposed",
        "order",
        "quantity",
        "setting",
        "speakers",
        "statements",
        "stems",
        "story",
        "swapped",
        "tally",
        "telling",
        "twins",
        "vouched",
        "words",
    }
)
"""Modules of this room that serve the comparisons and are none themselves."""


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Return every comparison of the room, by module name.

    Raises:
        RoomError: a module of the room has no `COMPARISON`.

    """
    return tuple(parts("xdiff.diff", "COMPARISON", Comparison, common=COMMON).values())


def divergences(
    groups: Sequence[Group], articles: Sequence[Article], facts: Sequence[Sequence[Fact]]
) -> tuple[Divergence, ...]:
    """Return where the documents of each group differ, worst first, then in reading order.

    `facts[i]` are those of `articles[i]`, with names reconciled across the documents. One difference is
    told once: a number inside a quotation as a number, a spelling of a name where it first stands.
    """
    story = Story(articles, facts)
    found: list[Divergence] = []
    for group in groups:
        sides, twins = apart(story.sides(group))
        shared = Shared(group=group, sides=sides, story=story, twins=twins)
        for comparison in comparisons():
            found.extend(comparison.compare(shared))
    return ranked(found, groups)


# TER searches for moved blocks: 60 ms a pair of independent news sentences, 19 times of 20 to end near or
# above 90. Below this chrF no edit rate is asked for; renderings of one source sentence are above it.
LEAST_CHRF_FOR_TER = 40.0
# Edit rates of one run, at 50 to 90 ms each: two texts of 20,000 words took 200 s, four fifths of it here.
MOST_RATED = 200


def word_diffs(
    groups: Sequence[Group],
    articles: Sequence[Article],
    *,
    chrf: Callable[[str, str], float],
    ter: Callable[[str, str], float],
) -> tuple[WordDiff, ...]:
    """Compare the passages of each group word by word, the first document's with each other one's.

    A passage is the sentences of one member joined by a space. `chrf` and `ter` take the right passage
    as hypothesis and the left one as reference; `ter` is asked only where chrF is
    `LEAST_CHRF_FOR_TER` or more, and for the first `MOST_RATED` of those.
    """
    by_id = {article.document.id: article for article in articles}
    diffs = []
    rated = 0
    for group in groups:
        first, *others = group.members
        left = _passage(by_id[first.document_id], first)
        for other in others:
            right = _passage(by_id[other.document_id], other)
            likeness = chrf(right, left)
            rate = None
            if left == right:
                rate = 0.0
            elif likeness >= LEAST_CHRF_FOR_TER and rated < MOST_RATED:
                rate = ter(right, left)
                rated += 1
            diffs.append(
                WordDiff(
                    group_id=group.id,
                    left=first,
                    right=other,
                    ops=words(left, right),
                    chrf=likeness,
                    ter=rate,
                )
            )
    return tuple(diffs)


def _passage(article: Article, member: Member) -> str:
    return " ".join(article.sentences[index].text for index in member.sentences)
