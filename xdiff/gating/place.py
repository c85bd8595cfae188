"""Places in files: lines and columns, words with what stands around them, paths as reports show them."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from xdiff.records import Excerpt, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdiff.records import Document, Span

AROUND: Final = 40  # code points shown before and after the words of a finding
LONGEST: Final = 160  # code points of the words themselves; of longer ones the beginning and the end
_HEAD, _TAIL = 100, 55  # what stays of those
_CUT: Final = "…"

# Formats whose `Document.text` is the file's own. A web page's was taken out of it; a JSON line is escaped.
_OWN_TEXT: Final = frozenset({"text", "markdown"})

# What editors and CI servers count as a line's end; U+2028 and the like begin none.
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
# What ends a line for some reader of a report, with the white space around it.
_BREAKS: Final = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_STEP: Final = 1 << 12  # code points between two known byte offsets


class Lines:
    """One document's lines, for finding places in them; what it counts, it counts once."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def path(self) -> str | None:
        """The file as a report shows it."""
        return shown(self.document.path)

    @property
    def whole(self) -> Place | None:
        """The place of a document within its file: None, but for a line of JSON lines its line, whole.

        How long that line is in the file is not known: it is given as beginning and ending at column 1.
        """
        line = self.document.line
        if self.document.format != "jsonl" or line is None:
            return None
        return Place(line=line, column=1, end_line=line, end_column=1, byte_column=1, end_byte_column=1)

    def place(self, span: Span) -> Place | None:
        """Return where a span stands in the file, or None where the text is not the file's own (a web page).

        A line ends with LF, CR LF or CR. A tab is one column. A byte-order mark is none, and no byte either.
        Line ends at the beginning and the end of a span are left out, so that it ends on the line of its
        last word. In JSON lines the place is the whole line (`whole`).
        """
        if self.document.format not in _OWN_TEXT:
            return self.whole
        start, end = self._trimmed(span)
        line, column, byte_column = self._at(start)
        end_line, end_column, end_byte_column = self._at(end)
        return Place(
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            byte_column=byte_column,
            end_byte_column=end_byte_column,
        )

    def excerpt(self, span: Span) -> Excerpt:
        """Return the words of a span with some around them, on one line.

        At most `AROUND` characters stand before and after, whole words where that is possible; of words
        longer than `LONGEST` characters, the middle is left out. Line ends, with the white space around
        them, and tabs are one space; other control characters stay: reports make them visible.
        """
        text = self.document.text
        return Excerpt(
            before=_before(text, span.start), marked=_marked(span.of(text)), after=_after(text, span.end)
        )

    def _trimmed(self, span: Span) -> tuple[int, int]:
        text, start, end = self.document.text, span.start, span.end
        while start < end and text[end - 1] in "\r\n":
            end -= 1
        if start == end:
            return start, start
        while text[start] in "\r\n":
            start += 1
        return start, end

    def _at(self, offset: int) -> tuple[int, int, int]:
        """Return line, column and byte column of an offset, from 1."""
        index = bisect_right(self._starts, offset) - 1
        start = self._starts[index]
        if self.document.text[offset - 1 : offset + 1] == "\r\n":
            offset -= 1  # between CR and LF is no place: the line's end is before both
        return index + 1, offset - start + 1, self._bytes(offset) - self._bytes(start) + 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(each.end() for each in _LINE_END.finditer(self.document.text))]

    def _bytes(self, offset: int) -> int:
        """Return how many bytes of UTF-8 stand before an offset."""
        if not self._counted:
            return offset
        step = offset // _STEP
        return self._counted[step] + _size(self.document.text[step * _STEP : offset])

    @cached_property
    def _counted(self) -> list[int]:
        """The bytes before every `_STEP`th code point, so that a text of one long line takes no longer.

        Empty for a text of ASCII, where bytes are code points.
        """
        text = self.document.text
        if text.isascii():
            return []
        counted = [0]
        for at in range(0, len(text), _STEP):
            counted.append(counted[-1] + _size(text[at : at + _STEP]))
        return counted


def shown(path: str | None) -> str | None:
    """Return a path as reports show it: from the folder xdiff runs in where it is below it, with `/`.

    One file has one name there, however it was typed (`x`, `./x`, `/home/me/seeds/x`). A path elsewhere
    stays as it was typed, without `.` and doubled separators. Bytes of a name that are no UTF-8 stay
    surrogates, as Python has them. None for standard input.
    """
    if path is None or path in ("", "-"):
        return None
    if os.name == "posix" and not path.startswith("/") and ".." not in path:
        return _tidied(path)  # as most are typed: it is below the working folder, whichever that is
    return _below(path) or _tidied(path)


def _below(path: str) -> str | None:
    """Return a path from the working folder, or None where it is not below it or there is none."""
    try:
        here = Path.cwd()
        for candidate in _candidates(path):
            try:
                return _tidied(str(candidate.relative_to(here)))
            except ValueError:  # not below it, or on another drive
                continue
    except (OSError, ValueError):  # the folder is gone; or a NUL in the name
        return None
    return None


def _candidates(path: str) -> Iterator[Path]:
    """Yield a path from the root: as typed, then with its folders' links followed.

    What a link is called is what its file is called, so the last part is not followed. A `..` behind a link
    does not lead back: such a path is only right with its links followed.
    """
    absolute = Path(path).absolute()
    if ".." not in absolute.parts:
        yield absolute
    if absolute.name == "..":
        yield Path(os.path.realpath(absolute))
    else:
        yield Path(os.path.realpath(absolute.parent)) / absolute.name


def _tidied(path: str) -> str:
    tidy = PurePath(path).as_posix()
    return tidy if tidy != "-" else "./-"  # a file of that name is not standard input


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text).replace("\t", " ")


def _before(text: str, end: int) -> str:
    start = max(0, end - 2 * AROUND)  # twice, since blank lines shrink to a space
    shown_ = _line(text[start:end])
    if start == 0:
        shown_ = shown_.lstrip()
    if start == 0 and len(shown_) <= AROUND:
        return shown_
    return _CUT + _last_words(shown_, min(AROUND, len(shown_) - 1))


def _after(text: str, start: int) -> str:
    end = start + 2 * AROUND
    shown_ = _line(text[start:end])
    if end >= len(text):
        shown_ = shown_.rstrip()
    if end >= len(text) and len(shown_) <= AROUND:
        return shown_
    return _first_words(shown_, min(AROUND, len(shown_) - 1)) + _CUT


def _marked(text: str) -> str:
    if len(text) <= 4 * LONGEST and len(shown_ := _line(text)) <= LONGEST:
        return shown_
    head, tail = _line(text[: 2 * LONGEST]), _line(text[-2 * LONGEST :])
    return f"{_first_words(head, _HEAD)} {_CUT} {_last_words(tail, _TAIL)}"


def _first_words(text: str, most: int) -> str:
    """Return the whole words at the beginning, `most` code points in all; one word alone is cut within."""
    if len(text) <= most:
        return text.rstrip()
    cut = text.rfind(" ", 1, most + 1)
    return text[: cut if cut > 0 else most].rstrip()


def _last_words(text: str, most: int) -> str:
    if len(text) <= most:
        return text.lstrip()
    cut = text.find(" ", len(text) - most - 1, len(text) - 1)
    return text[cut + 1 if cut >= 0 else len(text) - most :].lstrip()
