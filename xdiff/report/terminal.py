"""A page of terminal text: rich does the wrapping and the tables, nothing from a document is markup.

Everything is a `rich.text.Text`, never a markup string, and passes through `sanitise` first.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from rich import box
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from xdiff.report import sanitise
from xdiff.report.cuts import clipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from xdiff.report.base import Cut, Marked

STANDARD: Final = ColorSystem.STANDARD
SEVERITY_STYLES: Final = {"conflict": "bold red", "variant": "yellow", "note": "cyan"}
STRONG, QUIET, HIT = "bold", "dim", "bold underline"


class Page:
    """Collects lines of a terminal report and gives them back as one string."""

    def __init__(self, *, width: int, color: bool, ascii: bool) -> None:  # noqa: A002
        self.width = width
        self.ascii = ascii
        self._colored = color
        self._out = io.StringIO()
        # An empty environment: NO_COLOR, COLUMNS or a notebook must not change what the caller asked for.
        self._console = Console(
            file=self._out,
            width=width,
            color_system="standard" if color else None,
            force_terminal=color,
            no_color=not color,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )

    def text(self) -> str:
        """Return the page; no line ends in spaces."""
        return "\n".join(line.rstrip() for line in self._out.getvalue().split("\n"))

    def foreign(self, text: str, style: str = "") -> Text:
        """Return text that came from outside, on one line, harmless."""
        return Text(sanitise.line(text, ascii=self.ascii), style=style)

    def own(self, text: str, style: str = "") -> Text:
        """Return our own words; in ASCII their dashes and quotes become plain."""
        return Text(sanitise.visible(text, ascii=self.ascii), style=style)

    def join(self, *parts: str | Text) -> Text:
        """Return parts as one text; a plain string is ours."""
        return Text().join([part if isinstance(part, Text) else self.own(part) for part in parts])

    def show(self, what: RenderableType, *, indent: int = 0) -> None:
        """Add a text or table, wrapped to the width, `indent` columns in."""
        self._console.print(Padding(what, (0, 0, 0, indent)) if indent else what)

    def row(self, what: Text, *, indent: int = 0) -> None:
        """Add a text as `show` does; where it fits on one line that costs a tenth."""
        if what.cell_len + indent > self.width:
            self.show(what, indent=indent)
            return
        self._out.write(" " * indent)
        for piece in what.render(self._console, end="\n"):
            style = piece.style if self._colored and isinstance(piece.style, Style) else None
            self._out.write(style.render(piece.text, color_system=STANDARD) if style else piece.text)

    def gap(self) -> None:
        """Add an empty line."""
        self._console.print()

    def heading(self, title: str, *, ours: bool = True) -> None:
        """Add a heading with a rule under it; one of our own is in capitals."""
        self.gap()
        self.show(self.own(title.upper(), STRONG) if ours else self.foreign(title, STRONG))
        self.show(Text(("-" if self.ascii else "─") * self.width, style=QUIET))

    def hanging(
        self, head: Text, body: RenderableType, *, indent: int = 0, head_width: int | None = None
    ) -> None:
        """Add `body` wrapped beside `head`, its further lines under its first."""
        grid = Table.grid(padding=(0, 1), pad_edge=False)
        room = head_width or head.cell_len
        grid.add_column(width=room, no_wrap=head.cell_len <= room, overflow="fold")
        grid.add_column(ratio=1, overflow="fold")
        grid.expand = True
        grid.add_row(head, body)
        self.show(grid, indent=indent)

    def signature(self, signature: str) -> None:
        """Add the settings, broken only after a `|` where that is possible."""
        line = ""
        for part in sanitise.line(signature, ascii=self.ascii).replace("|", "|\n").split("\n"):
            if line and cell_len(line + part) > self.width:
                self.show(Text(line, style=QUIET))
                line = ""
            line += part
        self.show(Text(line, style=QUIET))

    def columns(
        self,
        headings: Sequence[Text],
        rows: Iterable[Sequence[RenderableType]],
        *,
        first: int = 0,
        lines: bool = True,
    ) -> None:
        """Add a table of equal columns; `first`, when given, is the width of a narrow first column."""
        table = Table(
            box=box.ASCII2 if self.ascii else box.SIMPLE_HEAD, show_lines=lines, expand=True, padding=(0, 1)
        )
        for at, heading in enumerate(headings):
            if first and at == 0:
                table.add_column(heading, width=first, overflow="fold")
            else:
                table.add_column(heading, ratio=1, overflow="fold")
        for row in rows:
            table.add_row(*row)
        self.show(table)

    def abreast(self, parts: Sequence[tuple[Text, RenderableType]], *, indent: int) -> None:
        """Add short heads with their bodies in equal columns beside each other."""
        grid = Table.grid(padding=(0, 1), pad_edge=False)
        grid.expand = True
        for head, _ in parts:
            grid.add_column(width=head.cell_len, no_wrap=True)
            grid.add_column(ratio=1, overflow="fold")
        grid.add_row(*(cell for part in parts for cell in part))
        self.show(grid, indent=indent)

    def cut(self, piece: Cut) -> Text:
        """Return a passage with the words in question in square brackets (and underlined in colour)."""
        whole = Text()
        whole.append_text(self.foreign(piece.before))
        if piece.hit:
            whole.append_text(self.marked(piece.hit, "[", "]", HIT))
        whole.append_text(self.foreign(piece.after))
        return whole

    def underlined(self, piece: Cut, *, indent: int, style: str = "red", gutter: str = "") -> None:
        """Add a passage on one line, with carets under the words in question.

        What does not fit around the words is left out; of words that do not fit, the beginning stays.
        """
        room = self.width - indent - cell_len(gutter) - 2
        cut = clipped(piece, room)
        before, hit, after = (
            sanitise.line(part, ascii=self.ascii) for part in (cut.before, cut.hit, cut.after)
        )
        before = self._tail(before, max(0, room - cell_len(hit)))
        after = self._head(after, room - cell_len(before) - cell_len(hit))
        line = Text(before) + Text(hit, style="bold") + Text(after)
        line.truncate(room, overflow="crop" if self.ascii else "ellipsis")
        edge = Text(gutter, style=QUIET)
        self.show(Text().join([edge, line]), indent=indent)
        start = cell_len(before)
        carets = Text(" " * start + "^" * max(1, min(cell_len(hit), room - start)), style=style)
        self.show(Text().join([edge, carets]), indent=indent)

    def _tail(self, text: str, room: int) -> str:
        """Return the end of a text that fits `room` columns, from a word's start where it is cut."""
        if cell_len(text) <= room:
            return text
        mark = "... " if self.ascii else "… "
        kept = text
        while kept and cell_len(mark + kept) > room:
            kept = kept[1:]
        kept = kept[kept.find(" ") + 1 :]
        return mark + kept if kept.strip() else ""

    def _head(self, text: str, room: int) -> str:
        """Return the beginning of a text that fits `room` columns, to a word's end where it is cut."""
        if cell_len(text) <= room:
            return text
        mark = " ..." if self.ascii else " …"
        kept = text
        while kept and cell_len(kept + mark) > room:
            kept = kept[:-1]
        return kept[: kept.rfind(" ")] + mark if " " in kept else text

    def marked(self, text: str, opening: str, closing: str, style: str) -> Text:
        """Return foreign text between marks."""
        return Text(f"{opening}{sanitise.line(text, ascii=self.ascii)}{closing}", style=style)

    def pieces(self, pieces: Sequence[Marked], *, removed: bool) -> Text:
        """Return a passage whose own words stand in [-  -] (of the first text) or {+  +} (of another)."""
        opening, closing, style = ("[-", "-]", "red") if removed else ("{+", "+}", "green")
        whole = Text()
        for piece in pieces:
            if piece.changed:
                whole.append_text(self.marked(piece.text, opening, closing, style))
            else:
                whole.append_text(self.foreign(piece.text))
        return whole
