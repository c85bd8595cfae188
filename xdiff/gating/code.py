"""What a Markdown document has that is no text to read: code, addresses, tags of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Document

_MARKS = ("code block", "link target", "image", "address", "HTML element", "comment", "front matter")


def passages(document: Document) -> tuple[Span, ...]:
    """Return the passages that rules about words must leave alone, in order; none but for Markdown.

    The reader marks the ticks around inline code; here what stands between them counts as well.
    """
    if document.format != "markdown":
        return ()
    found: list[Span] = []
    opened: Span | None = None
    for mark in document.furniture:
        if mark.why.startswith(_MARKS):
            found.append(mark.span)
        elif mark.why.startswith("code mark"):
            if opened is None:
                opened = mark.span
            else:
                found.append(Span(start=opened.start, end=mark.span.end))
                opened = None
    return tuple(sorted(found))
