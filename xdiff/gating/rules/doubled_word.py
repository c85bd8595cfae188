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


# More places of one word are told once: a page that repeats itself is one fault.
HABIT = 10
MOST = 20  # places that are shown of such a habit


def check(inspection: Inspection, _limits: Limits) -> Iterator[Found]:
    """Flag each place where a word is repeated."""
    document = inspection.document
    by_word: dict[str, list[Span]] = {}
    for span in _spans(inspection):
        by_word.setdefault(span.of(document.text).split()[0], []).append(span)
    for word, spans in by_word.items():
        if word in _FINE:
            continue
        habit = len(spans) > HABIT
        for span in spans[:1] if habit else spans:
            yield Found(
                document_id=document.id,
                span=span,
                message=f"“{word}” twice in a row" + (f", at {len(spans):,} places" if habit else ""),
                measured="2 times",
                limit="once",
                related=tuple((document.id, each) for each in spans[1:MOST]) if habit else (),
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
