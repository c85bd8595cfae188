"""What rules found, and cards, as JSON values for the cache and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xdiff.gating.card import Card
    from xdiff.gating.rule import Found


def dumped(found: Mapping[str, Sequence[Found]], card: Card | None) -> Any:
    """Return what rules found, by code, and a card, as a JSON value."""
    return None


def loaded(value: Any) -> tuple[dict[str, tuple[Found, ...]], Card | None] | None:
    """Return what `dumped` was given, or None for a value that it did not make."""
    return None
