"""`compare --format json`: the whole run for programs, in the contract `xdiff.compare/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.report import lines, story_lines
from xdiff.report.base import Report, View

if TYPE_CHECKING:
    from xdiff.records import Decision, Run
    from xdiff.report.base import Side

SCHEMA: Final = "xdiff.compare/1"


def contract(run: Run) -> lines.Json:
    """Return the run as JSON values, keys in the contract's order."""
    view = View(run)
    articles = {side.id: side.article for side in view.sides}
    return {
        "schema": SCHEMA,
        "signature": str(run.signature),
        "notes": list(run.notes),
        "documents": [_document(view, side) for side in view.sides],
        "facts": [
            {
                "id": each.group.id,
                "score": each.group.score,
                "witnesses": each.witnesses,
                "members": [lines.member(member) for member in each.group.members],
                "divergences": [
                    lines.divergence(one.id, one.divergence, articles) | _decided(one.key, one.decision)
                    for one in each.divergences
                ],
                "diffs": [lines.diff(one) for one in each.diffs],
            }
            for each in view.shared
        ],
        "only": [story_lines.only(each, run.story) for each in run.only],
        "copies": [story_lines.copy(each) for each in run.copies],
        "leads": [story_lines.lead(each) for each in run.story.leads],
        "speakers": [story_lines.speaker(each) for each in run.story.voices],
        "speech": [story_lines.speech(each) for each in run.story.speech],
        "review": lines.review(run.review),
    }


def _document(view: View, side: Side) -> lines.Json:
    made = lines.document(side.inspection)
    made["origin"] |= _decided(view.verdict_key(side), view.verdict_decision(side))
    for table, each in zip(made["inconsistencies"], view.in_itself(side), strict=True):
        table.update(_decided(each.key, each.decision))
    return made


def _decided(key: str, decision: Decision | None) -> lines.Json:
    return {"key": key, "decision": lines.decision(decision)}


def render(run: Run, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001 (every report's)
    """Return the run as JSON; width, colour and encoding are of no matter to it."""
    return lines.listed(contract(run))


REPORT = Report("json", ".json", render)
