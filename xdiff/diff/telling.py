"""How matches of statements, names and wording become divergences, each with a sentence of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xdiff.diff.base import Match, Place, Shared, divergences_of, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from xdiff.records import Divergence, DivergenceKind

LONGEST = 120  # characters of a surface inside a message; the variants hold the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A match with the sentence that tells it, made of the names of the left and of the right outlet.

    `tell` is asked for no match that agrees.
    """

    match: Match
    tell: Callable[[str, str], str]

    @property
    def score(self) -> float:
        """How sure it is that both places speak of one thing."""
        return self.match.score


def agreed(match: Match) -> Told:
    """Return a match that only ties a third document to the two: nothing is told of it."""
    return Told(match=match, tell=lambda left, right: f"{left} and {right} agree.")


def best(found: Iterable[Told]) -> list[Told]:
    """Keep the best match of every place, best score first; ties fall to the earlier place."""
    taken: set[object] = set()
    kept: list[Told] = []
    for told in sorted(found, key=lambda each: (-each.score, each.match.left.span, each.match.right.span)):
        ends = {_key(told.match.left), _key(told.match.right)}
        if not ends & taken:
            taken |= ends
            kept.append(told)
    return kept


def divergences_told(shared: Shared, kind: DivergenceKind, found: Sequence[Told]) -> list[Divergence]:
    """Join matches that touch into one divergence each, told by its first match of the worst severity."""
    by_score = sorted(found, key=lambda each: -each.score)
    told = []
    for divergence in divergences_of(shared, kind, [each.match for each in found]):
        places = {(variant.document_id, variant.span): variant for variant in divergence.variants}
        telling = next(
            each
            for each in by_score
            if each.match.severity == divergence.severity
            and {_key(each.match.left), _key(each.match.right)} <= places.keys()
        )
        told.append(replace(divergence, message=_message(shared, divergence, telling)))
    return told


def _message(shared: Shared, divergence: Divergence, telling: Told) -> str:
    """Return the sentence of `telling`; outlets with the same value stand together, others behind it."""
    sides: dict[str, list[str]] = {}
    surfaces: dict[str, str] = {}
    for variant in divergence.variants:
        sides.setdefault(variant.value, []).append(shared.story.label(variant.document_id))
        surfaces.setdefault(variant.value, variant.surface)
    left, right = telling.match.left, telling.match.right
    if left.value == right.value:
        labels = [shared.story.label(place.document_id) for place in (left, right)]
    else:
        labels = [listed(sides.pop(place.value)) for place in (left, right)]
    others = [f"{quoted(surfaces[value])} in {listed(names)}" for value, names in sides.items()]
    others = others if left.value != right.value else []
    whole = telling.tell(*labels)
    return f"{whole[:-1]}; {', '.join(others)}." if others else whole


def _key(place: Place) -> tuple[str, object]:
    return place.document_id, place.span


def as_written(words: Sequence[str], surface: str, *, marks: bool = False) -> str:
    """Return `words` (lower case, contractions written out) as they stand in `surface`, or joined by spaces.

    With `marks`, what punctuation and space follows them is returned too.
    """
    pattern = r"(?:['’]\w+)?\W+".join(map(re.escape, words)) + (r"\W*" if marks else "")
    found = re.search(pattern, surface, re.IGNORECASE)
    return found.group() if found else " ".join(words)


def short(surface: str) -> str:
    """Return `surface` in double quotes, its middle left out when it is longer than `LONGEST`."""
    return quoted(surface, limit=LONGEST)
