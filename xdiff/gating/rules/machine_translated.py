"""OR101: the text reads as a machine translation, or is declared to be one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff import fingerprint
from xdiff.gating import origins
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Inspection

# Fewer words must be CERTAIN for an error, and are a warning otherwise. Of originals that the model never
# saw, the cut flags 2 of 272 (.7 %) of so many words or more, and 4 of 70 of fewer, 1 of them as CERTAIN.
FEWEST_WORDS = 200
CERTAIN = 0.95


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag the document when its verdict, or else its declared origin, is machine translation.

    A declared origin never excuses a document: it is what is doubted. `allow` does, and asks for a reason.
    """
    document, verdict = inspection.document, inspection.verdict
    p_machine = verdict.p_machine
    cut = max(verdict.cut or 0.0, float(str(limits["p_machine"])))
    declared = document.declared_origin == "machine_translation"
    if verdict.label == "machine_translation" and p_machine is not None and p_machine >= cut:
        short = p_machine < CERTAIN and origins.words(inspection) < int(str(limits["words"]))
        part = " in part" if verdict.passages else ""
        known = ", as it is declared" if declared else origins.false_alarms(verdict)
        yield Found(
            document_id=document.id,
            span=None,
            message=f"reads{part} as a machine translation{origins.source(verdict)}{known}",
            measured=f"p_machine {origins.chance(p_machine)}",
            limit=f"below {cut:.2f}",
            severity="warning" if short and not declared else None,
            review=fingerprint.origin(inspection.article, verdict),
        )
    elif declared and limits["declared"]:
        # Without a name in a review file: a report shows no such finding to reject.
        told = "was not judged" if p_machine is None else f"has p_machine {origins.chance(p_machine)}"
        yield Found(
            document_id=document.id,
            span=None,
            message=f"declared a machine translation; its wording {told}",
            measured="declared machine_translation",
            limit="written or translated by a person",
        )


RULE = Rule(
    code="OR101",
    name="machine-translated",
    severity="error",
    what="A text that reads as a machine translation, or whose declared origin is machine translation. Of "
    "fewer than 200 words it is a warning, unless the probability is .95 or more.",
    why="A corpus of human English is spoilt by machine translations, and a reader is misled by them. A "
    "person's work may be accused: of documents of 1,200 characters or more that the model never saw, the "
    "cut flags .4 % of those written in English, 3.7 % of human translations, 79 % of rule-based, 80 % of "
    "statistical and 25 % of neural translations, and hardly any by large language models (the twin of the "
    "shipped model, on WMT 2013, 2020 and 2021). A declared origin that the wording contradicts is OR104.",
    examples=(
        "“The jihadists of IE were struck, has declared the minister”, and on in this way for 200 words",
        'declared_origin = "machine_translation" in seeds.toml, whatever the text',
    ),
    near_misses=(
        "“The jihadists were struck, the minister said. It has been talked about for years.”",
        "a text near the cut, which the verdict calls unsure",
        "a text of too few words for a verdict",
    ),
    mend="Take the human original, or leave the text out. If the verdict is wrong, reject it in a "
    'review, or say in seeds.toml how you know better: `allow = { machine-translated = "reason" }`.',
    limits=(
        Limit(
            name="p_machine",
            default=0.0,
            what="least probability flagged; it makes the model's own cut stricter, never looser: at .70 it "
            "would flag 3 % of originals and 14 % of human translations, at .50 12 % and 32 %",
            least=0.0,
            most=1.0,
        ),
        Limit(
            name="words",
            default=FEWEST_WORDS,
            what="fewer words than this are a warning, unless the probability is .95 or more",
            least=0,
        ),
        Limit(
            name="declared",
            default=True,
            what="flag what is declared a machine translation though its wording does not tell",
        ),
    ),
    needs=frozenset({"verdict"}),
    document=check,
)
