"""One person, place or body under two spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of
from xdiff.records import Divergence, Fact

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "president", "minister", "general", "sir", "lord", "lady"}
)
SHORTEST = 4  # letters of a part of a name; below it an initial or a particle is what differs


def compare(shared: Shared) -> list[Divergence]:
    """Return names that the facts call one and that the documents of this group spell differently."""
    matches: list[Match] = []
    for left, right in shared.pairs():
        for one in left.of_kind("name"):
            for other in right.of_kind("name"):
                matches.extend(_spellings(one, other))
    return divergences_of(shared, "name", matches)


def _spellings(left: Fact, right: Fact) -> Iterable[Match]:
    if left.value != right.value or left.unit != right.unit:
        return
    a, b = _parts(left.surface), _parts(right.surface)
    only_a, only_b = [part for part in a if part not in b], [part for part in b if part not in a]
    for one in only_a:
        for other in only_b:
            if _respelled(one, other):
                yield Match(
                    left=Place.of(left, value=left.surface),
                    right=Place.of(right, value=right.surface),
                    severity="variant",
                    why=f"one name in two spellings ({one.title()}, {other.title()})",
                )
                return


def _parts(surface: str) -> list[str]:
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(surface))
    return [word for word in words if word not in TITLES]


def _respelled(one: str, other: str) -> bool:
    """Whether two parts of a name are one in two spellings: they start and sound alike, and differ little."""
    if min(len(one), len(other)) < SHORTEST or one[0] != other[0]:
        return False
    if one.rstrip("s") == other.rstrip("s"):
        return False  # a plural or a possessive
    import jellyfish  # noqa: PLC0415 - only names that differ need it

    similar: float = jellyfish.jaro_winkler_similarity(one, other)
    return similar >= 0.85


COMPARISON = Comparison(kind="name", compare=compare)
