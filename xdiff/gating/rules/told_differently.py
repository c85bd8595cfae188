"""CS406: documents tell the same differently, and both may be right."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from xdiff.gating.divergent import beyond_told, found, reworded
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.records import Divergence, Run


def check(run: Run, limits: Limits) -> Iterator[Found]:
    """Note the first few variants of each document, the weightier first, and how many there are beyond."""
    most = int(str(limits["most"]))
    told: dict[str, list[Found]] = defaultdict(list)
    for each in found(run, _wanted, limit="one telling", once=True):
        told[each.document_id].append(each)
    for several in told.values():
        yield from beyond_told(several[:most], len(several) - most, "one")


def _wanted(divergence: Divergence) -> bool:
    return divergence.severity != "conflict" and not reworded(divergence)


RULE = Rule(
    code="CS406",
    name="told-differently",
    severity="note",
    what="Something that documents about one event tell in ways which can all be true: a rounded figure, a "
    "name in two spellings, one statement through two translations, a claim that one states as fact.",
    why="It says what to unify in a corpus and where two outlets put weight differently. Nobody is in the "
    "wrong, so it is told once, at the document that stands first.",
    examples=(
        "“The talks lasted 95 minutes.” beside “The talks lasted about 90 minutes.”",
        "“Sergej Orlow, the envoy, left early.” beside “Sergei Orlov, the envoy, left early.”",
    ),
    near_misses=("“The talks lasted 95 minutes.” beside “The talks lasted 40 minutes.”: that is CS401",),
    mend="Nothing needs mending. Choose one spelling or figure where a corpus should have one; to hear less, "
    "lower `most` or ignore the rule.",
    limits=(
        Limit(
            name="most",
            default=5,
            what="how many are told at one document, the weightier ones first",
            least=1,
            most=1000,
        ),
    ),
    story=check,
)
