"""OR103: words, letters or signs of the source language left standing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating import hits
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Inspection

# Log-odds of a hit from which it is a warning. On documents of 1,200 characters or more of the training data
# such hits stand in 0 to .3 % of those written in English and 1 to 2.5 % of human translations (percentages,
# names and quotations set as the source does), against 26 to 53 % of rule-based and 6 to 47 % of statistical
# translations, whatever the split.
CERTAIN = 1.0


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag each piece of residue once, however often it stands; every other place is related."""
    least = float(str(limits["weight"]))
    for place in hits.places(inspection, standing=True):
        if place.weight >= least:
            yield hits.found(
                inspection,
                place,
                measured=f"{len(place.spans):,} place{'s' if len(place.spans) > 1 else ''}",
                limit="none",
                severity=None if place.weight >= CERTAIN else "note",
            )


RULE = Rule(
    code="OR103",
    name="source-residue",
    severity="warning",
    what="Words, letters or signs of another language that a translation left standing: an acronym in its "
    "order, an elision, a foreign date, quotation marks or decimal commas.",
    why="Each is a word a reader of English cannot read, and a sure sign that nobody read the text through. "
    "It stands in 26 to 53 of 100 rule-based translations and in fewer than 1 of 100 texts written in "
    "English (xdiff/gating/rules/source_residue.py has the measurement).",
    examples=(
        "The ONU and the OTAN agreed on a plan.",
        "He called it „a good day“ and left.",
        "The coalition struck the EI again, and Islamic State answered.",
    ),
    near_misses=(
        "The UN and NATO agreed on a plan.",
        "He met his fiancée in a café.",
        "Benefits are paid under EI.",
    ),
    mend="Translate what was left, or set it as English does. What a rule of a pack looks for is told by "
    "`xdiff rule CODE`, with the code in brackets. Names and quotations that are meant to stay "
    "can be excepted with `allow`.",
    limits=(
        Limit(
            name="weight",
            default=0.0,
            what="least weight of a hit, in log-odds (nats) of machine translation; those below 1 are notes",
            least=0.0,
            most=3.0,
        ),
    ),
    needs=frozenset({"verdict"}),
    document=check,
)
