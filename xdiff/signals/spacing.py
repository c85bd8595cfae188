"""Spaces where English sets none."""

from __future__ import annotations

import re

from xdiff.records import Span
from xdiff.signals.base import Measurement, Prose, Signal, per, place

# A space before a mark, inside quotation marks, or a word glued to the mark before it. Straight quotation
# marks are left alone: which way they face is not told. An ellipsis and a number (".50") may follow space.
_SLIP = re.compile(
    r"""(?<=\w)[ \u00a0\u202f]+(?:[,;:!?](?!\w)|\.(?=\s|$))
      | [“«][ \u00a0\u202f]\S | \S[ \u00a0\u202f][”»]
      | (?<=[a-z]{2})[,;](?=[A-Za-z]{2}) | (?<=[a-z]{2})[.?!](?=[A-Z][a-z])(?!\w+\.\w)
      | (?<=\w)[ ]'(?:s|t|re|ve|ll)\b | \([ ] | [ ]\)
    """,
    re.VERBOSE,
)


def measure(prose: Prose) -> Measurement | None:
    """Return misplaced spaces per 1,000 words."""
    found = []
    for sentence in prose.spans:
        text = sentence.of(prose.text)
        for slip in _SLIP.finditer(text):
            span = Span(start=sentence.start + slip.start(), end=sentence.start + slip.end())
            found.append(place(span, "spacing", f"a space too many or too few: “{span.of(prose.text)}”"))
    return per(len(found), prose.words, 1000), tuple(found)


SIGNAL = Signal(
    name="spacing",
    unit="per 1,000 words",
    direction="lower",
    why="Spaces inside quotation marks and before marks come of foreign typography or careless assembly.",
    measure=measure,
    step=2.0,
)
