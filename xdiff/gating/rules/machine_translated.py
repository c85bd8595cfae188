"""OR101: the text reads as a machine translation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff import fingerprint
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Inspection


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag the document when its verdict is machine translation, and as likely as the policy asks."""
    verdict = inspection.verdict
    p_machine = verdict.p_machine
    if verdict.label != "machine_translation" or p_machine is None:
        return
    cut = max(verdict.cut or 0.0, float(str(limits["p_machine"])))
    if p_machine < cut:
        return
    languages = ", most likely from " + verdict.source_languages[0][0] if verdict.source_languages else ""
    yield Found(
        document_id=inspection.document.id,
        span=None,
        message=f"reads as a machine translation{languages}",
        measured=f"p_machine {p_machine:.2f}",
        limit=f"below {cut:.2f}",
        review=fingerprint.origin(inspection.article, verdict),
    )


RULE = Rule(
    code="OR101",
    name="machine-translated",
    severity="error",
    what="A text that reads as a machine translation.",
    why="A corpus of human English is spoilt by machine translations, and a reader is misled by them.",
    examples=(),
    near_misses=(),
    mend="Take the human original, or leave the text out. If the verdict is wrong, reject it in a review.",
    limits=(
        Limit(
            name="p_machine",
            default=0.0,
            what="least probability flagged, beside the model's own cut",
            least=0.0,
            most=1.0,
        ),
    ),
    needs=frozenset({"verdict"}),
    document=check,
)
