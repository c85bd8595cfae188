"""The parts of the Markdown report that look across documents: how each begins, who is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.report import across
from xdiff.report.base import shortened
from xdiff.report.escape import bold, escaped, row, table_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.report.base import View

LEAD_LENGTH: Final = 300
BEGINNINGS_SHOWN: Final = 12
SPEAKERS_SHOWN: Final = 20
# Beyond so many documents a table of speakers has no room for a column each.
MOST_COLUMNS: Final = 6


def beginnings(view: View) -> Iterator[str]:
    """Give each document's headline and lead, a list item each."""
    for each in across.beginnings(view):
        name = f" {escaped(each.sides[0].name)}" if len(each.sides) == 1 else ""
        headline = bold(each.lead.headline) + " " if each.lead.headline else ""
        lines = [
            f"- {across.letters(each.sides)}{name}: {headline}{escaped(shortened(each.text, LEAD_LENGTH))}"
        ]
        lines += [f"  - begins with {said}" for said in each.emphasis]
        if each.also:
            lines.append(f"  - also told {escaped(each.also)}")
        if each.nobody:
            lines.append(f"  - only here: {escaped(each.nobody)}")
        if each.headline_only:
            lines.append(f"  - in the headline, nowhere below it: {escaped(each.headline_only)}")
        yield "\n".join(lines)


def quoted(view: View) -> Iterator[str]:
    """Give how much each document quotes, and whom only one does, a line each."""
    if shares := across.quoted_shares(view):
        yield f"- {shares}"
    for said in (*across.only_quoted(view), *across.called(view)):
        yield f"- {escaped(said)}"


def speakers(view: View) -> tuple[list[str], list[str]]:
    """Return the head and the rows of the table of speakers."""
    found = across.voices(view)
    few = len(view.compared) <= MOST_COLUMNS
    columns = [side.letter for side in view.compared] if few else ["quoted by"]
    rows = []
    for voice, cells in found:
        name = escaped(voice.name) if voice.name else "*not named*"
        if few:
            rows.append(row(name, *(cells.get(side.id, "–") for side in view.compared)))
        else:
            rows.append(row(name, shortened(across.by_letter(view, cells), LEAD_LENGTH)))
    return list(table_head("speaker", *columns)), rows
