"""One finding for a thing that stands in a document many times: its first place, and some others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.records import Span

# A page garbled from end to end has thousands of places; to find it, some are enough.
_RELATED = 5


def grouped(
    document_id: str, places: Iterable[tuple[str, Span]]
) -> Iterator[tuple[str, Span, int, tuple[tuple[str, Span | None], ...]]]:
    """Join places of one name.

    Args:
        document_id: the document they stand in.
        places: names with spans, in the order of the text.

    Yields:
        name, span of the first place, how many there are, and the next five as `Found.related` wants them.
    """
    known: dict[str, list[Span]] = {}
    for name, span in places:
        known.setdefault(name, []).append(span)
    for name, spans in known.items():
        related = tuple((document_id, span) for span in spans[1 : 1 + _RELATED])
        yield name, spans[0], len(spans), related


def counted(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 line`, `3 lines`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
