"""FL204: the same word twice in a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating.rule import Found, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Inspection, Span

# What the packs call the same thing. They also look at texts that are too short to be measured.
_PACK_RULE = "any.doubled-word"

# Doubled by writers, beside what the signal leaves alone: "what I tell you you know", "the cha cha", "etc
# etc".
_FINE = frozenset(
    {"you", "who", "it", "there", "now", "etc", "tsk", "cha", "knock", "alone", "again", "ever"}
)


def check(inspection: Inspection, _limits: Limits) -> Iterator[Found]:
    """Flag each place where a word is repeated."""
    text = inspection.document.text
    for span in _spans(inspection):
        word = span.of(text).split()[0]
        if word in _FINE:
            continue
        yield Found(
            document_id=inspection.document.id,
            span=span,
            message=f"“{word}” twice in a row",
            measured="2 times",
            limit="once",
        )


def _spans(inspection: Inspection) -> list[Span]:
    measured = {
        place.span
        for reading in inspection.fluency.readings
        if reading.signal == "doubled-words"
        for place in reading.evidence
    }
    if inspection.fluency.readings:
        return sorted(measured)
    return sorted({each.span for each in inspection.verdict.evidence if each.rule == _PACK_RULE})


RULE = Rule(
    code="FL204",
    name="doubled-word",
    severity="warning",
    what="A word that stands twice in a row, where English writers do not double it.",
    why="It is a slip of the pen, the seam of two phrases that an engine joined, or a fault of extraction. "
    "11 of 100 rule-based and 3 of 100 statistical translations have one, and 1 of 100 texts by people: all "
    "but a few of those are slips.",
    examples=("They met in the the capital.",),
    near_misses=("He said that that was all she had had.", "It was a very, very long day in Pago Pago."),
    mend="Delete one of the two. If both are meant, allow `doubled-word` with that reason.",
    needs=frozenset({"fluency", "verdict"}),
    document=check,
)
