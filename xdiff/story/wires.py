"""Documents that have passages word for word: who with whom, and how much of each."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from xdiff.records import CopiedPart, Wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article, Copy, Group

# A text is a copy as a whole from here on: what is left are a headline and a name.
WHOLE: Final = 0.9


def wires(articles: Sequence[Article], copies: Sequence[Copy]) -> tuple[Wire, ...]:
    """Join the documents that copies connect, and add up what each has of them; the largest first.

    Who wrote it first is not known: a wire agency's text often is none of the documents.
    """
    order = {article.document.id: at for at, article in enumerate(articles)}
    parent = {document: document for document in order}

    def root(document: str) -> str:
        while parent[document] != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    sentences: dict[str, set[int]] = defaultdict(set)
    share: dict[str, float] = defaultdict(float)
    for copy in copies:
        for part in copy.members:
            sentences[part.document_id].update(part.sentences)
            share[part.document_id] += part.share
        for left, right in pairwise(copy.members):
            parent[root(left.document_id)] = root(right.document_id)
    joined: dict[str, list[str]] = defaultdict(list)
    for document in sorted(sentences, key=order.__getitem__):
        joined[root(document)].append(document)
    found = [
        Wire(
            members=tuple(
                CopiedPart(
                    document_id=each,
                    sentences=tuple(sorted(sentences[each])),
                    share=min(1.0, share[each]),
                )
                for each in documents
            )
        )
        for documents in joined.values()
    ]
    return tuple(sorted(found, key=lambda wire: -sum(each.share for each in wire.members)))


def independent(group: Group, witnesses: int, joined: Sequence[Wire]) -> int:
    """Return how many independent witnesses a group has, where some documents are copies as a whole.

    A rewritten headline or a name put in does not make a copy a second witness: of the documents of one
    wire that are copied throughout, one counts.
    """
    source = {
        part.document_id: at for at, wire in enumerate(joined) for part in wire.members if part.share >= WHOLE
    }
    sources = {source.get(each.document_id, each.document_id) for each in group.members}
    return min(witnesses, len(sources))
