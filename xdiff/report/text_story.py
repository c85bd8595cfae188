"""The parts of the terminal report that look across documents: how each begins, who is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.report import across
from xdiff.report.base import shortened

if TYPE_CHECKING:
    from rich.text import Text

    from xdiff.report.across import Beginning
    from xdiff.report.base import View
    from xdiff.report.terminal import Page

BEGINNINGS_SHOWN: Final = 8
FACTS_OF_A_LEAD: Final = 3
SPEAKERS_SHOWN: Final = 12
# A column of figures needs so much; with more documents each speaker has a line instead.
LEAST_COLUMN: Final = 11
SPEAKER_COLUMN: Final = 24
LABEL: Final = 10


def beginnings(page: Page, view: View) -> None:
    """Add each document's headline and first sentence, and where the others put what it begins with."""
    found = across.beginnings(view)
    if not found:
        return
    page.heading("How each begins")
    for each in found[:BEGINNINGS_SHOWN]:
        _beginning(page, each)
    if len(found) > BEGINNINGS_SHOWN:
        page.show(page.own(f"… {len(found) - BEGINNINGS_SHOWN} more; `--html FILE` shows every one.", "dim"))


def _beginning(page: Page, each: Beginning) -> None:
    from xdiff.report.terminal import QUIET

    who = across.letters(each.sides)
    name = f"  {each.sides[0].name}" if len(each.sides) == 1 else ""
    page.show(page.join(page.own(who, "bold"), page.foreign(name, QUIET)))
    rows: list[tuple[str, Text]] = []
    if each.lead.headline:
        rows.append(("headline", page.foreign(shortened(each.lead.headline, page.width * 2), "bold")))
    if each.text:
        rows.append(("lead", page.foreign(shortened(each.text, page.width * 3))))
    shown = each.emphasis[:FACTS_OF_A_LEAD]
    rows += [("begins" if at == 0 else "", page.own(said)) for at, said in enumerate(shown)]
    if each.also:
        rows.append(("also told", page.foreign(each.also)))
    if each.nobody:
        rows.append(("only here", page.foreign(each.nobody)))
    if each.headline_only:
        rows.append(("title only", page.foreign(f"{each.headline_only}: in the headline, nowhere below it")))
    for label, row in rows:
        page.hanging(page.own(label, QUIET), row, indent=2, head_width=LABEL)
    page.gap()


def quoted(page: Page, view: View) -> None:
    """Add who is quoted, by document, and how much of each text is quotation."""
    found = across.voices(view)
    if not view.run.story.speech:
        return
    page.heading("Who is quoted")
    if shares := across.quoted_shares(view):
        page.show(page.own(shares))
    for said in across.only_quoted(view):
        page.show(page.foreign(said))
    if not found:
        page.show(page.own("Nobody is quoted."))
        return
    named = [each for each in found if each[0].name][:SPEAKERS_SHOWN]
    shown = [*named, *(each for each in found if not each[0].name)]
    page.show(page.own(across.CELLS, "dim"))
    if (page.width - SPEAKER_COLUMN) // len(view.compared) >= LEAST_COLUMN:
        page.columns(
            [page.own("speaker"), *(page.own(side.letter) for side in view.compared)],
            (
                [
                    _speaker(page, voice.name),
                    *(page.own(cells.get(side.id, "–")) for side in view.compared),
                ]
                for voice, cells in shown
            ),
            first=SPEAKER_COLUMN,
            lines=False,
        )
    else:
        for voice, cells in shown:
            said = across.by_letter(view, cells)
            page.hanging(
                _speaker(page, voice.name),
                page.own(shortened(said, page.width * 2)),
                head_width=SPEAKER_COLUMN,
            )
    left_out = len(found) - len(shown)
    if left_out:
        page.show(page.own(f"… {left_out} more speakers; `--html FILE` shows every one.", "dim"))
    for said in across.called(view):
        page.show(page.foreign(said, "dim"))


def _speaker(page: Page, name: str) -> Text:
    return page.foreign(shortened(name, SPEAKER_COLUMN - 1)) if name else page.own("not named", "dim")
