"""What an extractor is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xdiff.records import Article, Fact, FactKind

Earlier = Mapping[FactKind, tuple[Fact, ...]]
"""The facts of the kinds an extractor named in `after`, keyed by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """One kind of fact and how it is found.

    `extract(article, earlier)` returns the facts of `kind` in reading order; `earlier` holds the facts of
    every kind in `after`, and of no other. A module of this room defines one as `EXTRACTOR`.
    """

    kind: FactKind
    extract: Callable[[Article, Earlier], tuple[Fact, ...]]
    after: tuple[FactKind, ...] = ()
