"""What the gate keeps of a document once its own rules have looked: small, and enough to compare many."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A document among many.

    `sketch` stands for its wording (`xdiff.gating.near`), `terms` for its event (`xdiff.gating.stories`).
    `story` is the name its `seeds.toml` gives the event, if any. `words` count its body. A card is kept in
    the cache as JSON, so it holds nothing but text and numbers.
    """

    document_id: str
    sha256: str
    words: int
    english: bool
    published: str | None = None
    story: str | None = None
    sketch: tuple[int, ...] = ()
    terms: tuple[str, ...] = ()
