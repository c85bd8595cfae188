"""FL203: one name in two spellings within one document."""

from __future__ import annotations

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
        yield Found(
            document_id=inspection.document.id,
            span=first.span,
            message=f"one name in two spellings: {' and '.join(f'“{surface}”' for surface in surfaces)}",
            measured=f"{len(surfaces)} spellings",
            limit="1 spelling",
            words=tuple(sorted(surfaces)),
            related=tuple(
                (variant.document_id, variant.span) for variant in each.variants if variant is not first
            ),
            review=key,
        )


RULE = Rule(
    code="FL203",
    name="name-spelt-two-ways",
    severity="warning",
    what="One person's or place's name that the document spells in two ways.",
    why="Two spellings are two entities to whoever counts or links names, and a frequent trace of a "
    "transliteration done anew at each place.",
    examples=("President Karim Rouhavi spoke first. Later Rowhavi left the hall.",),
    near_misses=("Paul Fenwick met Paula Fenwick.", "Mr. Fenwick and the Fenwicks came."),
    mend="Choose one spelling. If they are two bearers, reject the finding in a review, or allow "
    "`name-spelt-two-ways` with that reason.",
    needs=frozenset({"facts"}),
    document=check,
)
