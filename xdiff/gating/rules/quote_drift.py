"""CS402: one quotation stands in two documents in different words."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from xdiff.gating.divergent import found, reworded
from xdiff.gating.rule import Found, Limits, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.records import Divergence, Run


def check(run: Run, _limits: Limits) -> Iterator[Found]:
    """Flag quotations altered in sense, and note those altered in their words or cut."""
    return chain(
        found(run, _altered, limit="the same words"),
        found(
            run,
            lambda each: not _altered(each) and reworded(each),
            limit="the same words",
            severity="note",
            once=True,
        ),
    )


def _altered(divergence: Divergence) -> bool:
    return divergence.kind == "quote" and divergence.severity == "conflict"


RULE = Rule(
    code="CS402",
    name="quote-drift",
    severity="warning",
    what="A quotation that two documents of one event give in different words.",
    why="Quotation marks promise the words that were said. Where a word that matters differs, or a denial "
    "was lost, one of the two puts words into a mouth: that has the rule's own severity. A quotation "
    "reworded in the same sense, or cut so that its sense may change, is a note. One statement in two "
    "translations is no drift; CS406 notes it.",
    examples=("“We will rebuild the school this year,” beside “We will not rebuild the school this year,”",),
    near_misses=(
        "“The dam is safe,” beside “The dam is safe and was tested in May,”: a part of the same words",
        "“an open, frank talk”, said in Polish, beside “a conversation of great candour”: two translations",
    ),
    mend="Look the words up in the recording or the first report, and mend the quotation or take its marks "
    "off. A difference that is right as it stands can be rejected in a review.",
    story=check,
)
