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
#   news 72   originals .1 .0 .0 %, human translations .4 .0 .1 % (of shops' and social pages judged as news 4
# %);
#             rule-based 32 53 %, statistical 8 16 %, neural 0 2 %, large language models 0 2 %
#   talk 70   people's 0 of 274 and 2 of 65; language models 5 of 26
#   wiki 76   originals 0 of 201; neural 0 of 66
#
# Of literary texts none were measured: their fluency has no score, and the rule does not ask.
FLOORS: Final[Mapping[Register, float]] = {"news": 72.0, "talk": 70.0, "wiki": 76.0}

WORST = 3  # readings named


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag the document when its fluency score is below the floor of its register."""
    fluency = inspection.fluency
    own = float(str(limits["score"]))
    floor = own if own >= 0 else FLOORS.get(fluency.register)
    if fluency.score is None or floor is None or fluency.score >= floor:
        return
    worst = [_named(each) for each in fluency.readings if _unusual(each)][:WORST]
    outside = f"; unusual: {', '.join(worst)}" if worst else ""
    yield Found(
        document_id=inspection.document.id,
        span=None,
        message=f"reads worse than human {fluency.register} texts do{outside}",
        measured=f"fluency {fluency.score:.1f} of 100",
        limit=f"{floor:g} or more",
    )


def _unusual(reading: Reading) -> bool:
    if reading.usual is None:
        return False
    low, high = reading.usual
    below, above = reading.value < low, reading.value > high
    return {"lower": above, "higher": below, "middle": below or above}[reading.direction]


def _named(reading: Reading) -> str:
    return f"{reading.signal.replace('-', ' ')} {reading.value:.3g} {reading.unit}".strip()


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
