"""What a comparison is, and how the pairs it finds become divergences."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from xdiff.diff.twins import moved
from xdiff.records import SEVERITIES, Divergence, DivergenceKind, Fact, Group, Severity, Span, Variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xdiff.diff.story import Side, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One group as comparisons see it: each document's side, first document first."""

    group: Group
    sides: tuple[Side, ...]
    story: Story
    twins: Mapping[str, tuple[Side, ...]] = field(default_factory=dict)  # of a document: see `twins.apart`

    def pairs(self) -> Iterable[tuple[Side, Side]]:
        """Return every two sides, in document order."""
        return combinations(self.sides, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One kind of divergence and how it is found; each module of this room defines one as `COMPARISON`.

    `compare(shared)` returns the divergences of one group. It may return any kind (a quotation given to
    two speakers is an attribution); `kind` names the module's main one.
    """

    kind: DivergenceKind
    compare: Callable[[Shared], Iterable[Divergence]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of one document that stands on one side of a match, with the value it is compared by."""

    document_id: str
    span: Span
    surface: str
    value: str

    @classmethod
    def of(cls, fact: Fact, *, value: str | None = None) -> Place:
        """Return the place of `fact`; `value` stands in for the fact's own where that compares better."""
        value = fact.value if value is None else value
        return cls(document_id=fact.document_id, span=fact.span, surface=fact.surface, value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two places that speak of the same thing.

    `severity` is None when they agree; such a match only ties a third document to the two. `why` ends
    the message, as a clause without a full stop; `topic` is what both speak of, when it can be said: words
    that go behind the two sides as they stand (", of the dead").
    """

    left: Place
    right: Place
    severity: Severity | None
    why: str
    topic: str = ""
    score: float = 1.0


def one_to_one(matches: Iterable[Match]) -> list[Match]:
    """Keep the best match of every place, best score first; ties fall to the earlier place."""
    taken: set[tuple[str, Span]] = set()
    kept: list[Match] = []
    for match in sorted(matches, key=lambda each: (-each.score, each.left.span, each.right.span)):
        ends = {(match.left.document_id, match.left.span), (match.right.document_id, match.right.span)}
        if not ends & taken:
            taken |= ends
            kept.append(match)
    return kept


def divergences_of(shared: Shared, kind: DivergenceKind, matches: Sequence[Match]) -> list[Divergence]:
    """Join matches that touch into one divergence each, with at most one variant per document.

    A set of places that all agree gives none. The severity is the worst of its matches, and the reason
    that of the first match so severe.
    """
    found = []
    for cluster in _clusters(matches):
        worst = min((SEVERITIES.index(m.severity) for m in cluster if m.severity), default=None)
        if worst is None:
            continue
        severity = SEVERITIES[worst]
        telling = next(m for m in cluster if m.severity == severity)
        places = _with_twins(shared, _one_per_document(telling, cluster))
        order = {member.document_id: index for index, member in enumerate(shared.group.members)}
        places.sort(key=lambda place: order[place.document_id])
        found.append(
            Divergence(
                group_id=shared.group.id,
                kind=kind,
                severity=severity,
                variants=tuple(
                    Variant(document_id=p.document_id, span=p.span, surface=p.surface, value=p.value)
                    for p in places
                ),
                message=message(
                    shared.story, places, why=telling.why, topic=telling.topic, severity=severity
                ),
            )
        )
    return found


def _clusters(matches: Sequence[Match]) -> list[list[Match]]:
    """Group matches that share a place, best score first within a group."""
    clusters: list[tuple[set[tuple[str, Span]], list[Match]]] = []
    for match in sorted(matches, key=lambda each: -each.score):
        ends = {(match.left.document_id, match.left.span), (match.right.document_id, match.right.span)}
        touching = [cluster for cluster in clusters if cluster[0] & ends]
        joined: tuple[set[tuple[str, Span]], list[Match]] = (set(ends), [])
        for cluster in touching:
            joined[0].update(cluster[0])
            joined[1].extend(cluster[1])
            clusters.remove(cluster)
        joined[1].append(match)
        clusters.append(joined)
    return [found for _, found in clusters]


def _one_per_document(telling: Match, cluster: Sequence[Match]) -> list[Place]:
    """Return the places of a cluster, the telling match's own first, at most one of each document."""
    chosen = {telling.left.document_id: telling.left, telling.right.document_id: telling.right}
    for match in cluster:
        for place in (match.left, match.right):
            chosen.setdefault(place.document_id, place)
    return list(chosen.values())


def _with_twins(shared: Shared, places: list[Place]) -> list[Place]:
    """Add the places of the documents that tell the fact in the same words as one that was compared."""
    if not shared.twins:
        return places
    sides = {side.document.id: side for side in shared.sides}
    found = list(places)
    for place in places:
        for twin in shared.twins.get(place.document_id, ()):
            span = moved(place.span, sides[place.document_id], twin)
            if span is not None:
                found.append(replace(place, document_id=twin.document.id, span=span))
    return found


def message(story: Story, places: Sequence[Place], *, why: str, topic: str, severity: Severity) -> str:
    """Say who has what, of what, and why that matters: `"35" in A against "42" in B, of the dead; ...`."""
    by_value: dict[str, list[Place]] = {}
    for place in places:
        by_value.setdefault(place.value, []).append(place)
    sides = [
        f"{quoted(group[0].surface)} in {listed([story.label(place.document_id) for place in group])}"
        for group in by_value.values()
    ]
    joint = " against " if severity == "conflict" and len(sides) == 2 else ", "
    return f"{joint.join(sides)}{topic}; {why}."


def quoted(surface: str, *, limit: int = 120) -> str:
    """Return `surface` on one line in double quotes, its middle left out when it is longer than `limit`."""
    text = " ".join(surface.replace('"', "'").split())
    if len(text) > limit:
        half = limit // 2
        text = f"{text[:half].rsplit(' ', 1)[0]} … {text[-half:].split(' ', 1)[-1]}"
    return f'"{text}"'


MOST_NAMED = 6  # outlets that a message names; the variants hold them all


def listed(names: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`, or the first few and how many others there are."""
    if len(names) > MOST_NAMED:
        few = names[: MOST_NAMED - 2]
        return f"{', '.join(few)} and {len(names) - len(few)} others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
