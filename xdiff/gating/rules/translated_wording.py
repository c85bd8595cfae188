"""OR105: English words chosen or ordered as another language does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating import hits
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Inspection

# People write all of these turns: one hit of any weight stands in 9 to 18 of 100 texts written in English.
# What people do not do is write many of them. Share of documents of 500 characters or more whose hits add up
# to `together` or more, by split (train, dev, test of xdiff/origin/corpus.py):
#
#     nats   originals        human translations   rule-based     statistical    neural
#      3     .3  .6  .9 %     1.6  2.7  3.4 %      50  56  67 %   13  17  25 %   10  8  6 %
#      4     .0  .6  .0 %      .4   .8  1.0 %      36  46  55 %    9  12  15 %    6  4  1 %
#      5     .0  .6  .0 %      .3   .1   .5 %      28  34  43 %    4   8   8 %    4  2  0 %
TOGETHER = 4.0

# A lone hit of this weight stands in .7 to 6 % of originals and 2 to 5 % of human translations: a note.
LONE = 2.5


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Warn of every turn where they are many; otherwise note only those that weigh much by themselves."""
    enough, lone = float(str(limits["together"])), float(str(limits["weight"]))
    total = hits.together(inspection)
    many = total >= enough
    for place in hits.places(inspection, standing=False):
        if many or place.weight >= lone:
            yield hits.found(
                inspection,
                place,
                measured=f"{total:.2f} nats together" if many else f"{place.weight:.2f} nats",
                limit=f"below {enough if many else lone:.2f} nats",
                severity=None if many else "note",
            )


RULE = Rule(
    code="OR105",
    name="translated-wording",
    severity="warning",
    what="English words chosen or ordered as another language does: calques, false friends, adjectives after "
    "their noun, a tense or an article of the source.",
    why="Such turns read badly and teach a model to write so. A few stand in many texts by people; together "
    "they reach the limit in at most 1 of 100 texts by people, and in 36 to 55 of 100 rule-based and 9 to "
    "15 of 100 statistical translations (xdiff/gating/rules/translated_wording.py has the measurement).",
    examples=(
        "These last years were hard. They are not nationals Syrian. In the years 80 it was well more costly.",
    ),
    near_misses=(
        "They are not Syrian nationals.",
        "The fact that he was late cost him.",
    ),
    mend="Say it as English does. What a rule of a pack looks for is told by `xdiff rule CODE`, "
    "with the code in brackets. A turn that is meant can be excepted with `allow`, and a policy may raise "
    "the limits.",
    limits=(
        Limit(
            name="together",
            default=TOGETHER,
            what="sum of weights (nats of log-odds, less in longer texts) from which each turn is a warning",
            least=0.0,
            most=100.0,
        ),
        Limit(
            name="weight",
            default=LONE,
            what="least weight of a turn that is noted where the sum is lower, in nats",
            least=0.0,
            most=100.0,
        ),
    ),
    needs=frozenset({"verdict"}),
    document=check,
)
