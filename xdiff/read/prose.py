"""From decoded text to a Document: what plain text, Markdown and extracted pages have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.errors import InputError
from xdiff.read import furniture
from xdiff.read.base import Metadata, ReadResult, Source
from xdiff.records import Document, Furniture

if TYPE_CHECKING:
    from xdiff.read.decode import Decoded


def document(
    source: Source,
    decoded: Decoded,
    *,
    format: str,  # noqa: A002 - the field of Document it fills
    text: str | None = None,
    inline: Sequence[Furniture] = (),
    found: Metadata | None = None,
    notes: tuple[str, ...] = (),
) -> ReadResult:
    """Build the one document of `source`.

    Args:
        source: the bytes, their name and what `seeds.toml` says of them.
        decoded: the decoded bytes.
        format: name of the reader.
        text: the document's text where it is not the decoded text itself (HTML).
        inline: marks inside lines that the format has already found (Markdown).
        found: what the format itself says (HTML's meta elements). `source.metadata` goes before it, and
            both before what the text's first lines say.
        notes: what the format's reader had to assume.

    Raises:
        InputError: there is nothing but white space.
    """
    body = decoded.text if text is None else text
    refuse_empty(body, source)
    page = furniture.find(body, inline)
    known = prefer(source.metadata, found or Metadata(), Metadata(title=page.title, published=page.published))
    made = Document(
        id=source.name,
        text=body,
        path=source.path,
        outlet=known.outlet,
        title=known.title,
        published=known.published,
        declared_origin=known.declared_origin,
        sha256=hashlib.sha256(source.data).hexdigest(),
        format=format,
        encoding=decoded.encoding,
        furniture=page.furniture,
        extra=known.extra,
        notes=decoded.notes + notes + page.notes,
        described_in=source.described_in,
    )
    return ReadResult(documents=(made,), problems=())


def prefer(first: Metadata, *others: Metadata) -> Metadata:
    """Fill what `first` leaves open from `others`, in order; `extra` is `first`'s over the others'."""
    merged = first
    for other in others:
        merged = replace(
            merged,
            outlet=merged.outlet or other.outlet,
            title=merged.title or other.title,
            published=merged.published or other.published,
            declared_origin=merged.declared_origin or other.declared_origin,
            extra={**other.extra, **merged.extra},
        )
    return merged


def refuse_empty(text: str, source: Source) -> None:
    """Raise InputError when `text` has nothing to judge."""
    if text.strip():
        return
    what = "the file is empty" if not source.data else "there is nothing but white space"
    raise InputError(what, where=source.where, hint="Give a file with text in it, or leave this one out.")
