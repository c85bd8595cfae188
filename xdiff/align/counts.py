"""Sentences that count the same thing, which words alone often miss ("95 minutes", "about 90 minutes")."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.records import Fact

# Links among sentence pairs of the labelled sets (without Bible and gospels) whose counted noun stands in one
# sentence of each document: 264 of 321 with the same number, 26 of 40 where the bounds of the two meet ("95",
# "about 90"), 3 of 8 with others within a fifth, 2 of 31 further apart. Of all pairs one in 13 is a link.
SAME = 0.9
NEAR = 2.0  # log-odds (nats) that numbers whose bounds meet add; on its own 26 of 40 would add 3
# Units that one story counts many different things in.
COMMON_UNITS = frozenset({"percent", "percentage point", "year", "person"})

Bounds = tuple[float, float]


def ties(left: Sequence[Fact], right: Sequence[Fact]) -> dict[tuple[int, int], bool]:
    """Return (left sentence, right sentence) -> whether the number is the same, or their bounds meet.

    Only where both alone count the thing: a pair of two near numbers is no link by itself.

    Args:
        left: the facts of one document; only numbers with a unit are read.
        right: those of the other.
    """
    here, there = _counted(left), _counted(right)
    found: dict[tuple[int, int], bool] = {}
    for unit in sorted(here.keys() & there.keys()):
        if len(here[unit]) == 1 and len(there[unit]) == 1:
            (left_sentence, left_bounds), (right_sentence, right_bounds) = (
                here[unit].popitem(),
                there[unit].popitem(),
            )
            agreeing = [
                same
                for mine in left_bounds
                for theirs in right_bounds
                if (same := _agree(mine, theirs)) is not None
            ]
            if agreeing:
                key = left_sentence, right_sentence
                found[key] = found.get(key, False) or any(agreeing)
    return found


def _counted(facts: Sequence[Fact]) -> Mapping[str, dict[int, list[Bounds]]]:
    """Return unit -> sentence -> bounds of the numbers there. Currency codes are upper-case units."""
    found: dict[str, dict[int, list[Bounds]]] = defaultdict(dict)
    for fact in facts:
        if fact.kind == "number" and fact.unit and not fact.unit.isupper() and fact.unit not in COMMON_UNITS:
            try:
                value = float(fact.value)
            except ValueError:  # "dozens" has no value of its own
                continue
            low = value if fact.low is None else fact.low
            high = value if fact.high is None else fact.high
            found[fact.unit].setdefault(fact.sentence, []).append((low, high))
    return found


def _agree(first: Bounds, second: Bounds) -> bool | None:
    """Tell whether two numbers are equal and exact, or their bounds meet (False), or do not (None)."""
    if first == second and first[0] == first[1]:
        return True
    low, high = sorted((first, second))
    return False if high[0] <= low[1] else None
