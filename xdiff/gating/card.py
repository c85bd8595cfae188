"""What the gate keeps of a document once its own rules have looked: small, and enough to compare many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.gating import near, stories

if TYPE_CHECKING:
    from xdiff.records import Inspection


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


def card(inspection: Inspection) -> Card:
    """Return the card of a document; its facts need not have been extracted."""
    document = inspection.document
    declared = document.extra.get("story")
    return Card(
        document_id=document.id,
        sha256=document.sha256,
        words=sum(len(sentence.text.split()) for sentence in inspection.article.sentences),
        english=inspection.language in (None, "en"),
        published=document.published,
        story=declared if isinstance(declared, str) and declared else None,
        sketch=near.sketch(inspection),
        terms=stories.terms(inspection),
    )
