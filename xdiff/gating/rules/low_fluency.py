"""FL201: the text reads worse than people's texts of its register do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.records import Inspection, Reading, Register

# Floors by register. Share of texts below, of the training data by split (train, dev, test as in
# xdiff/origin/corpus.py; machine translations without WMT 2013, which the score was fitted on):
#
#   news 72   originals .1 .0 .0 %, human translations .4 .0 .1 % (4 % of shops' and social pages judged as
#             news); rule-based 32 53 %, statistical 8 16 %, neural 0 2 %, large language models 0 2 %
#   talk 70   people's 0 of 274 and 2 of 65; language models 5 of 26
#   wiki 76   originals 0 of 201; neural 0 of 66
#
# Of literary texts none were measured: their fluency has no score, and the rule does not ask.
FLOORS: Final[Mapping[Register, float]] = {"news": 72.0, "talk": 70.0, "wiki": 76.0}

# The reading that counts half of the score (`xdiff.signals.score`): where it is unusual it is named first.
WEIGHTIEST: Final = "turns"
CALLED: Final[Mapping[str, str]] = {
    "turns": "turns of phrase that people seldom take",
    "jolts": "small words where grammar wants none",
    "of-chains": "chains of “of”",
    "surprisal": "surprise of its grammar",
}
WORST: Final = 3  # readings named
MOST: Final = 10  # of the places behind the first of them


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag the document when its fluency score is below the floor of its register."""
    fluency, document = inspection.fluency, inspection.document
    own = float(str(limits["score"]))
    floor = own if own >= 0 else FLOORS.get(fluency.register)
    if fluency.score is None or floor is None or fluency.score >= floor:
        return
    outside = [(_outside(each), each) for each in fluency.readings]
    worst = [
        each
        for far, each in sorted(outside, key=lambda pair: (pair[1].signal != WEIGHTIEST, -pair[0]))
        if far > 0
    ][:WORST]
    named = f": {', '.join(map(_named, worst))}" if worst else ""
    yield Found(
        document_id=document.id,
        span=None,
        message=f"reads worse than human {fluency.register} texts do{named}",
        measured=f"fluency {fluency.score:.1f} of 100",
        limit=f"{floor:g} or more",
        related=tuple((document.id, place.span) for place in worst[0].evidence[:MOST]) if worst else (),
    )


def _outside(reading: Reading) -> float:
    """Return how far a reading lies outside the usual range on its worse side, in widths of that range."""
    if reading.usual is None:
        return 0.0
    low, high = reading.usual
    above, below = reading.value - high, low - reading.value
    far = {"lower": above, "higher": below, "middle": max(above, below)}[reading.direction]
    return far / ((high - low) or max(abs(high), 1.0))


def _named(reading: Reading) -> str:
    name = CALLED.get(reading.signal, reading.signal.replace("-", " "))
    low, high = reading.usual or (0.0, 0.0)
    usual = f"at most {high:.3g}" if reading.value > high else f"at least {low:.3g}"
    return f"{name} ({reading.value:.3g} {reading.unit}, usually {usual})"


RULE = Rule(
    code="FL201",
    name="low-fluency",
    severity="warning",
    what="A text whose fluency score is below the floor for its register: 72 of 100 for news, 70 for talk, "
    "76 for wiki. Literary texts and texts of fewer than 60 words have no score.",
    why="Hardly any text by people reads so badly (fewer than 1 of 200 news texts), and one third to one "
    "half of rule-based and about one tenth of statistical translations do. Fluency is not origin: neural "
    "translations read as well as people's texts, and a learner's text may be flagged.",
    examples=(
        "“The the jihadists of of group has strike, it is the question that one poses.”, and on in this way",
    ),
    near_misses=("plain short sentences", "long sentences with many clauses, well made"),
    mend="Have the text edited or leave it out. If the register is another one, say so: `register` in the "
    "policy or in seeds.toml.",
    limits=(
        Limit(
            name="score",
            default=-1.0,
            what="the floor, 0 to 100, for every register; -1: the register's own",
            least=-1.0,
            most=100.0,
        ),
    ),
    needs=frozenset({"fluency"}),
    document=check,
)
