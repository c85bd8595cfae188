"""FL202: spaces where English sets none, or none where it sets one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from xdiff.gating.rule import Found, Limit, Limits, Rule
from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Inspection

STRAIGHT: Final = "a straight quotation mark with a space on both sides"

# What a slip is called, by how it looks; the first that fits holds.
_KINDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("a space inside quotation marks", re.compile(r"[“«]\s|\s[”»]")),
    ("a space inside brackets", re.compile(r"\(\s|\s\)")),
    ("a space before an apostrophe", re.compile(r"\s'")),
    ("a space before a punctuation mark", re.compile(r"\s[.,;:!?]")),
    ("no space after a punctuation mark", re.compile(r"[.,;:!?]")),
)

# The signal leaves straight marks alone: which way one faces is not told. With a space on both sides it is
# set wrong whichever way it faces; after a figure it may mean inches.
_BETWEEN = re.compile(
    r'(?<=[^\W\d])[ \u00a0\u202f]"(?=[ \u00a0\u202f]\w)|(?<=[,;:.!?])[ \u00a0\u202f]"(?=[ \u00a0\u202f]\w)'
)

MOST = 20  # places that a signal shows; there may be more


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag each kind of slip once, at its first place; its other places are related.

    Three slips of a kind are a habit, which 1 of 2,356 originals and 8 of 5,105 human translations have;
    one or two stand in 3 and 4 % of them, and are notes.
    """
    document = inspection.document
    habit = int(str(limits["habit"]))
    for name, spans in sorted(_places(inspection).items(), key=lambda each: each[1][0]):
        many = len(spans) >= habit and name != STRAIGHT
        counted = f"{len(spans)}{' or more' if len(spans) >= MOST else ''}"
        yield Found(
            document_id=document.id,
            span=spans[0],
            message=name if len(spans) == 1 else f"{name}, {counted} times",
            measured="1 place" if len(spans) == 1 else f"{counted} places",
            limit="none",
            words=(name,),
            related=tuple((document.id, span) for span in spans[1:]),
            severity=None if many else "note",
        )


def _places(inspection: Inspection) -> dict[str, list[Span]]:
    """Return the places of each kind of slip, in the order of the text."""
    text = inspection.document.text
    found: dict[str, list[Span]] = {}
    for reading in inspection.fluency.readings:
        if reading.signal == "spacing":
            for place in reading.evidence:
                if not _ellipsis(text, place.span):
                    found.setdefault(_kind(place.span.of(text)), []).append(place.span)
    for sentence in inspection.article.sentences:
        for match in _BETWEEN.finditer(sentence.span.of(text)):
            start = sentence.span.start + match.start()
            found.setdefault(STRAIGHT, []).append(Span(start=start, end=start + len(match[0]) + 1))
    return found


def _kind(slip: str) -> str:
    return next((name for name, looks in _KINDS if looks.search(slip)), "a space too many or too few")


def _ellipsis(text: str, span: Span) -> bool:
    """Say whether a point is one of several with spaces between them, as some newspapers set an ellipsis."""
    if not span.of(text).endswith("."):
        return False
    return text[span.start - 1 : span.start] == "." or text[span.end : span.end + 2] in (" .", "\u00a0.")


RULE = Rule(
    code="FL202",
    name="odd-spacing",
    severity="warning",
    what="Spaces inside quotation marks or brackets or before a mark, and words glued to the mark before "
    "them. Each kind is told once for a document; fewer than three places are a note, and straight "
    "quotation marks always.",
    why="It is foreign typography or careless assembly, and tokenisers make other tokens of it.",
    examples=("He spoke of “ a good day ”, of “ progress ” and of “ luck ”, and left .",),
    near_misses=(
        "He spoke of “a good day” . . . and left.",
        'The shelf is 6" wide.',
        "It costs .50 or so :-)",
    ),
    mend="Set the spaces as English does. What is meant as it stands can be excepted with `allow`.",
    limits=(
        Limit(
            name="habit",
            default=3,
            what="places of one kind from which they are a warning",
            least=1,
        ),
    ),
    needs=frozenset({"fluency"}),
    document=check,
)
