"""FL203: one name in two spellings within one document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff import fingerprint
from xdiff.gating.rule import Found, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Inspection


def check(inspection: Inspection, _limits: Limits) -> Iterator[Found]:
    """Flag the rarer of two spellings where it first stands; every other place of both is related."""
    keys = fingerprint.inconsistencies(inspection.inconsistencies)
    for each, key in zip(inspection.inconsistencies, keys, strict=True):
        if each.kind != "name" or not each.variants:
            continue
        surfaces = tuple(dict.fromkeys(variant.surface for variant in each.variants))
        first = next(variant for variant in each.variants if variant.surface == surfaces[-1])
        accents = len({_bare(surface) for surface in surfaces}) == 1
        how = "with and without accents" if accents else "in two spellings"
        yield Found(
            document_id=inspection.document.id,
            span=first.span,
            message=f"one name {how}: {' and '.join(f'“{surface}”' for surface in surfaces)}",
            measured=f"{len(surfaces)} spellings",
            limit="1 spelling",
            words=tuple(sorted(surfaces)),
            related=tuple(
                (variant.document_id, variant.span) for variant in each.variants if variant is not first
            ),
            severity="note" if accents else None,
            review=key,
        )


def _bare(name: str) -> str:
    """Return a name without accents."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )


RULE = Rule(
    code="FL203",
    name="name-spelt-two-ways",
    severity="warning",
    what="One person's or place's name that the document spells in two ways. With and without accents it is "
    "a note.",
    why="Two spellings are two entities to whoever counts or links names. They are slips, or names that "
    "were transliterated anew at each place: 6 of 100 statistical and 10 of 100 rule-based translations "
    "have some, 15 of 1,000 texts written in English and 21 of 1,000 human translations.",
    examples=("President Karim Rouhavi spoke first. Later Rowhavi left the hall.",),
    near_misses=("Paul Fenwick met Paula Fenwick.", "Mr. Fenwick and the Fenwicks came."),
    mend="Choose one spelling. If they are two bearers, reject the finding in a review, or allow "
    "`name-spelt-two-ways` with that reason.",
    needs=frozenset({"facts"}),
    document=check,
)
