"""OR102: part of the text reads as a machine translation, and the rest does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating import origins
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Inspection, Passage


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag each passage that reads as a machine translation in a text of mixed origin."""
    document, passages = inspection.document, inspection.verdict.passages
    least = float(str(limits["p_machine"]))
    for passage in passages:
        if passage.p_machine < least or len(passages) < 2:
            continue
        words = len(passage.span.of(document.text).split())
        certain = passage.label == "machine_translation"
        yield Found(
            document_id=document.id,
            span=passage.span,
            message=f"{words:,} words that {'read' if certain else 'may be read'} as a machine translation, "
            "beside others that read as a person's English",
            measured=f"p_machine {origins.chance(passage.p_machine)}",
            limit=f"below {least:.2f}",
            words=_ends(inspection, passage),
            related=tuple((document.id, each.span) for each in passages if each is not passage),
            severity=None if certain else "note",
        )


def _ends(inspection: Inspection, passage: Passage) -> tuple[str, ...]:
    """Return the passage's first and last sentence: what is edited between them is still this passage."""
    inside = [
        sentence.text
        for sentence in inspection.article.sentences
        if passage.span.start <= sentence.span.start < passage.span.end
    ]
    return (inside[0], inside[-1]) if inside else (passage.span.of(inspection.document.text),)


RULE = Rule(
    code="OR102",
    name="mixed-origin",
    severity="warning",
    what="A passage of 150 words or more that reads as a machine translation, in a text whose other "
    "passages read as a person's English. A passage near the cut is a note.",
    why="An article that was half translated and half written, or two texts that were joined, passes where "
    "only wholes are judged. Of the training data's originals 3 in 1,000 have such a passage; originals "
    "joined to statistical translations are found in about 3 of 10 cases, to neural ones in 1 of 10 "
    "(xdiff/origin/passages.py has the measurement).",
    examples=("200 words of a machine translation after 200 words that a person wrote",),
    near_misses=("a text of one origin", "one sentence of a translation, quoted"),
    mend="Find out where the passage comes from, and leave it out or have it translated by a person. A "
    "verdict that is wrong can be excepted with `allow`.",
    limits=(
        Limit(
            name="p_machine",
            default=0.6,
            what="least probability of machine translation of a passage",
            least=0.6,
            most=1.0,
        ),
    ),
    needs=frozenset({"verdict"}),
    document=check,
)
