"""The card of a document, made of its inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.gating import near, stories
from xdiff.gating.card import Card

if TYPE_CHECKING:
    from xdiff.records import Inspection


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
