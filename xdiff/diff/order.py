"""Each difference told once, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.records import SEVERITIES, Divergence, DivergenceKind, Group, Variant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Which kinds an overlapping divergence of a kind makes superfluous, when it is as severe or worse, and in
# which order kinds of one severity are asked: a figure is more exact than the quotation that holds it, and
# who said it matters more than how the words were rendered. Other kinds stand beside each other.
TELLS: dict[DivergenceKind, frozenset[DivergenceKind]] = {
    "number": frozenset({"number", "quote"}),
    "date": frozenset({"date", "quote"}),
    "attribution": frozenset({"attribution", "quote"}),
    "quote": frozenset({"quote", "attribution", "polarity"}),
    "polarity": frozenset({"polarity"}),
    "name": frozenset(),
    "wording": frozenset(),
}
# A spelling or a choice of word recurs through a whole text; it is told where it first stands.
TOLD_ONCE: frozenset[DivergenceKind] = frozenset({"name", "wording"})


def ranked(found: Iterable[Divergence], groups: Sequence[Group]) -> tuple[Divergence, ...]:
    """Drop what is told twice and order by severity, then by group and place in the first document."""
    place = {group.id: index for index, group in enumerate(groups)}
    kinds = {kind: index for index, kind in enumerate(TELLS)}

    def precedence(each: Divergence) -> tuple[int, int, int, int]:
        start = each.variants[0].span.start
        return SEVERITIES.index(each.severity), kinds[each.kind], place[each.group_id], start

    def reading(each: Divergence) -> tuple[int, int, int, int]:
        start = each.variants[0].span.start
        return SEVERITIES.index(each.severity), place[each.group_id], start, kinds[each.kind]

    kept: list[Divergence] = []
    for candidate in sorted(found, key=precedence):
        if not any(_told(candidate, earlier) for earlier in kept):
            kept.append(candidate)
    return tuple(sorted(kept, key=reading))


def _told(candidate: Divergence, earlier: Divergence) -> bool:
    """Whether `earlier` already shows what `candidate` would."""
    if candidate.kind in TOLD_ONCE:
        return candidate.kind == earlier.kind and _words(candidate) == _words(earlier)
    return candidate.kind in TELLS[earlier.kind] and all(
        any(_cross(mine, theirs) for theirs in earlier.variants) for mine in candidate.variants
    )


def _words(each: Divergence) -> set[tuple[str, str]]:
    return {(variant.document_id, variant.surface.casefold()) for variant in each.variants}


def _cross(one: Variant, other: Variant) -> bool:
    return (
        one.document_id == other.document_id
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )
