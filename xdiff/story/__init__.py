"""The view across documents: who copies whom, how each begins, what only one says, who is quoted.

Groups say who tells a fact; this room says what that makes of the story. It counts and looks up, and
judges no text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.records import Story
from xdiff.story.alone import alone
from xdiff.story.leads import lead
from xdiff.story.voices import speech, voices
from xdiff.story.who import Who
from xdiff.story.wires import independent, wires

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article, Fact, Group, Member, Wire

__all__ = ["independent", "tell", "wires"]


def tell(
    articles: Sequence[Article],
    facts: Sequence[Sequence[Fact]],
    groups: Sequence[Group],
    only: Sequence[Member],
    joined: Sequence[Wire] = (),
) -> Story:
    """Look at all the documents of one story together.

    Args:
        articles: the documents that were compared, in the order the user gave them.
        facts: the facts of each article, with names reconciled across the documents.
        groups: the facts they share.
        only: for each document, the sentences in no group.
        joined: documents joined by passages they have word for word, as `wires` gives them.

    Returns:
        The view. Its cost grows with the number of facts, not with the pairs of documents.
    """
    who = Who(articles, facts)
    known = {article.document.id: (article, found) for article, found in zip(articles, facts, strict=True)}
    return Story(
        compared=tuple(known),
        wires=tuple(joined),
        leads=tuple(lead(article, found, groups, who) for article, found in known.values()),
        alone=tuple(alone(*known[each.document_id], each, who) for each in only if each.document_id in known),
        voices=voices(articles, facts),
        speech=tuple(speech(article, found) for article, found in known.values()),
    )
