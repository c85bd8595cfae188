"""OR104: what is declared of a text's origin is not how it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff import fingerprint
from xdiff.gating import origins
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Inspection, Level

# A translation, whoever made it, where an original is declared. Documents that the model never saw, of any
# length, that are as likely or likelier translated: at .97 3.2 % of originals and 41 % of human translations;
# at .98 1.5 % and 33 %; at .99 .9 %, 22 %, and 95, 82 and 37 % of rule-based, statistical and neural
# translations.
TRANSLATED = 0.99


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag a document whose verdict contradicts `declared_origin`."""
    document, verdict = inspection.document, inspection.verdict
    declared = document.declared_origin
    p_machine, p_translated = verdict.p_machine, verdict.p_translated
    if declared is None or p_machine is None or p_translated is None:
        return
    least = float(str(limits["p_translated"]))
    message, measured, limit = "", f"p_machine {origins.chance(p_machine)}", ""
    severity: Level | None = None
    if declared in ("original", "human_translation") and verdict.label == "machine_translation":
        message = f"reads as a machine translation{origins.source(verdict)}"
        limit = f"below {verdict.cut or 0.0:.2f}"
    elif declared == "original" and p_translated >= least:
        message, severity = f"reads as a translation{origins.source(verdict)}", "note"
        measured, limit = f"p_translated {origins.chance(p_translated)}", f"below {least:.2f}"
    elif declared == "machine_translation" and verdict.label in ("original", "human_translation"):
        # Good engines write so: 15 % of neural translations and 36 % of those by language models are called
        # human.
        message, severity = "reads as a person's English, as good machine translation often does", "note"
        limit = "near the cut or above"
    if message:
        yield Found(
            document_id=document.id,
            span=None,
            message=f"declared {origins.DECLARED[declared]}, but {message}",
            measured=measured,
            limit=limit,
            words=(declared, verdict.label if declared != "original" or not severity else "translated"),
            severity=severity,
            review=fingerprint.origin(inspection.article, verdict),
        )


RULE = Rule(
    code="OR104",
    name="declared-origin-contradicted",
    severity="warning",
    what="A text whose `declared_origin` in seeds.toml is not how it reads: declared to be a person's, it "
    "reads as a machine translation. Notes: declared an original, it reads as a translation; declared a "
    "machine translation, it reads as a person's.",
    why="A label that is wrong spoils every figure measured with it. Either the label is wrong or the "
    "verdict is: a person's work is called machine translation in .4 % (originals) and 3.7 % (human "
    "translations) of cases.",
    examples=('declared_origin = "human_translation" over a text that reads as a machine translation',),
    near_misses=(
        'declared_origin = "human_translation" over a text that reads as written in English',
        "a text that the verdict calls unsure",
        "a text of which nothing is declared",
    ),
    mend="Look up how the text came to be, and mend `declared_origin`, or leave the text out. If the label "
    "is right, reject the verdict in a review, or allow `declared-origin-contradicted` and say how you know.",
    limits=(
        Limit(
            name="p_translated",
            default=TRANSLATED,
            what="least probability of any translation at which a declared original is noted",
            least=0.5,
            most=1.0,
        ),
    ),
    needs=frozenset({"verdict"}),
    document=check,
)
