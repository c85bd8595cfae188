"""What every reader shares: the record a reader is given, the record it hands back, and its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, get_args

from xdiff.records import Document, Origin

if TYPE_CHECKING:
    from xdiff.errors import InputError

MAX_BYTES = 20_000_000  # a long newspaper page is 0.5 MB; above this a file is a corpus, not a document

ORIGINS: tuple[Origin, ...] = get_args(Origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about a document beside its text; None where nothing is."""

    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    declared_origin: Origin | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input before it is decoded. `name` becomes the id, `path` is what the user typed.

    `described_in` is the `seeds.toml` of its folder, whether it names this file or not; None without one.
    """

    data: bytes
    name: str
    path: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    described_in: str | None = None

    @property
    def where(self) -> str:
        """How an error names this input."""
        return self.path or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """Documents that could be read, in input order, and what could not be read."""

    documents: tuple[Document, ...]
    problems: tuple[InputError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One input format.

    Attributes:
        name: what `Document.format` says.
        suffixes: file name endings, lower case, with the dot.
        read: bytes to documents; raises InputError when nothing of the input can be used, and puts
            what concerns one line only among the problems.
        sniff: tells from the first 4,096 characters whether input without a known suffix is of this
            format. None: never chosen by content.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], ReadResult]
    sniff: Callable[[str], bool] | None = None


def iso_date(value: object) -> str | None:
    """Return the ISO 8601 calendar date that `value` begins with, or None when it begins with none.

    `value` may be a `date` or `datetime` (TOML), or text such as `2015-09-29T10:00:00Z` or `20150929`.
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return None
    head = value.strip()[:10]
    for candidate in (head, head[:8]):
        try:
            return date.fromisoformat(candidate).isoformat()
        except ValueError:
            continue
    return None


def as_origin(value: object) -> Origin | None:
    """Return `value` when it is one of the four origins, else None."""
    return next((origin for origin in ORIGINS if origin == value), None)
