"""Who is quoted, as a small chart: how much each document gives each speaker, in words a newcomer reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xdiff.report.phrases import count

if TYPE_CHECKING:
    from xdiff.records import Quoting
    from xdiff.report.base import Side, View

# So many speakers stand open; the others, who are quoted less, are one click away.
OPEN: Final = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """How much one document, or several alike, give a speaker; `share` is of the longest, 0 to 100."""

    sides: tuple[Side, ...]
    share: int
    quoted: str
    told: str


@dataclass(frozen=True, slots=True)
class Row:
    """One speaker (the name is empty for all without one), the documents that quote them most first."""

    name: str
    cells: tuple[Cell, ...]

    def of(self, side: Side) -> Cell | None:
        """Return what one document gives this speaker, or None."""
        return next((each for each in self.cells if any(one.index == side.index for one in each.sides)), None)


def rows(view: View) -> tuple[Row, ...]:
    """Return a row for each speaker, most quoted first, as the run has them."""
    voices = view.run.story.voices
    most = max((each.words for voice in voices for each in voice.quoting), default=0)
    return tuple(
        Row(voice.name, tuple(_cell(view, each, most) for each in voice.quoting)) for voice in voices
    )


def joined(row: Row) -> tuple[Cell, ...]:
    """Return the cells of one speaker, documents that give them the same together, the longest first."""
    alike: dict[tuple[int, str, str], list[Side]] = {}
    for each in row.cells:
        alike.setdefault((each.share, each.quoted, each.told), []).extend(each.sides)
    found = [Cell(tuple(sides), *given) for given, sides in alike.items()]
    return tuple(sorted(found, key=lambda each: -each.share))


def _cell(view: View, each: Quoting, most: int) -> Cell:
    quoted = f"{count(each.words, 'word')} in {count(each.quotations, 'quotation')}"
    return Cell(
        sides=(view.side(each.document_id),),
        share=round(100 * each.words / most) if most else 0,
        quoted=quoted if each.quotations else "",
        told=f"{count(each.statements, 'statement')} told without quotation marks" if each.statements else "",
    )
