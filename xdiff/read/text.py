"""Plain text: the decoded text is the document, as it stands."""

from __future__ import annotations

from xdiff.read import prose
from xdiff.read.base import Reader, ReadResult, Source
from xdiff.read.decode import decode


def read(source: Source) -> ReadResult:
    """Read plain text. Raises InputError for binary or empty input."""
    return prose.document(source, decode(source.data, where=source.where), format="text")


READER = Reader(name="text", suffixes=(".txt",), read=read)
