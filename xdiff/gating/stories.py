"""Which documents of many are about one event, told cheaply before any two are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.gating.card import Card
    from xdiff.records import Inspection

# auto: those that `seeds.toml` names, and what else the words tell; declared: only those it names;
# one: all documents are about one event; none: nothing is compared.
Stories = Literal["auto", "declared", "one", "none"]
STORIES: tuple[Stories, ...] = get_args(Stories)


def terms(inspection: Inspection) -> tuple[str, ...]:
    """Return the words of a document that tell its event from others."""
    return ()


def stories(cards: Sequence[Card], how: Stories) -> tuple[tuple[str, ...], ...]:
    """Return the documents of each event, by id, each event of two or more documents."""
    if how == "one":
        return (tuple(each.document_id for each in cards),) if len(cards) > 1 else ()
    return ()
