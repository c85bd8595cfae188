"""The passages of a document's body: paragraphs and headings, with the format's marks blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.records import Document, ParagraphKind

# Wrapped text: mail, RFCs and old web pages break between 60 and 80, some at 130.
_WIDTHS = (40, 140)
_WRAPPED_SHARE = 0.8  # of the line breaks, those where the next word did not fit
_FEWEST_BREAKS = 3
_HEADING_WORDS = 18
_HEADING_LENGTH = 140

_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*\s*[\"'”’»“]?$")
_LIST_ITEM = re.compile(r"\s*(?:[-*•·▪◦‣–—]|\(?\d{1,2}[.)])\s")
_CONTINUATION_LENGTH = 40  # a shorter line that ends in the air is a label, not half a sentence


# How the reader of Markdown names its marks at the beginning of a line.
_MARKS = (("heading mark:", "heading"), ("list mark:", "item"), ("table mark", "cell"))
_UNDERLINE = "heading underline:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph. `text` has as many code points as its stretch of the document; marks are spaces."""

    start: int
    text: str
    kind: ParagraphKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    end: int  # without outer white space
    text: str
    mark: str = ""  # what the format says of it: "heading", "item", "cell", or nothing


def passages(document: Document) -> Iterator[Passage]:
    """Yield the paragraphs of the body in order.

    A blank line or a line of furniture ends a paragraph. Inside a block every line is a paragraph of its
    own, unless the block is hard-wrapped: then its lines are joined.
    """
    text = _blanked(document)
    blocks = list(_blocks(text, _line_marks(document)))
    soft_breaks = document.format == "markdown"
    width = _wrap_width([block for block in blocks if len(block) > 1])
    pieces: list[list[_Line]] = []
    for block in blocks:
        pieces += _joined(block, width or _wrap_width([block]), soft_breaks=soft_breaks)
    last = max((index for index, piece in enumerate(pieces) if not _short(piece)), default=-1)
    for index, piece in enumerate(pieces):
        start, end = piece[0].start, piece[-1].end
        is_heading = piece[0].mark == "heading" or (index < last and _short(piece))
        yield Passage(start=start, text=text[start:end], kind="heading" if is_heading else "body")


def _blanked(document: Document) -> str:
    """Return the text with furniture replaced by as many spaces; a line of it becomes a blank one."""
    text = document.text
    pieces: list[str] = []
    position = 0
    for mark in document.furniture:
        pieces.append(text[position : mark.span.start])
        hidden = mark.span.of(text)
        pieces.append("".join(each if each in "\r\n" else " " for each in hidden))
        position = mark.span.end
    pieces.append(text[position:])
    return "".join(pieces)


def _line_marks(document: Document) -> Mapping[int, str]:
    """Map where the words of a line begin, or where the line ends, to what Markdown's marks say of it."""
    said: dict[int, str] = {}
    for mark in document.furniture:
        if mark.why.startswith(_UNDERLINE):
            said[len(document.text[: mark.span.start].rstrip())] = "heading"
        for why, name in _MARKS:
            if mark.why.startswith(why):
                said[_next_word(document.text, mark.span.end)] = name
    return said


def _next_word(text: str, index: int) -> int:
    while index < len(text) and text[index] in " \t":
        index += 1
    return index


def _blocks(text: str, marks: Mapping[int, str]) -> Iterator[list[_Line]]:
    block: list[_Line] = []
    position = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if not stripped:
            if block:
                yield block
            block = []
        else:
            start = position + len(raw) - len(raw.lstrip())
            end = start + len(stripped)
            mark = marks.get(start) or marks.get(end) or ""
            block.append(_Line(start=start, end=end, text=stripped, mark=mark))
        position += len(raw)
    if block:
        yield block


def _wrap_width(blocks: Sequence[Sequence[_Line]]) -> int | None:
    """Return the width the lines were wrapped at, or None when they were not.

    Wrapping is greedy: at each break the next word would not have fit. With lines of one sentence each,
    the next word would have fit nearly always.
    """
    breaks = [(line, after) for block in blocks for line, after in pairwise(block)]
    if len(breaks) < _FEWEST_BREAKS:
        return None
    lengths = sorted(len(line.text) for line, _ in breaks)
    width = lengths[min(len(lengths) - 1, int(0.95 * len(lengths)))]
    fewest, most = _WIDTHS
    if not fewest <= width <= most:
        return None
    full = [line for line, after in breaks if not _fits(line, after, width)]
    ending = sum(_SENTENCE_END.search(line.text[-8:]) is None for line in full)
    if len(full) < _WRAPPED_SHARE * len(breaks) or ending < 0.5 * len(full):
        return None
    return width


def _fits(line: _Line, after: _Line, width: int) -> bool:
    return len(line.text) + 1 + len(after.text.split(None, 1)[0]) <= width


def _joined(block: Sequence[_Line], width: int | None, *, soft_breaks: bool) -> Iterator[list[_Line]]:
    piece = [block[0]]
    for line, after in pairwise(block):
        if _continues(line, after, width, soft_breaks=soft_breaks):
            piece.append(after)
        else:
            yield piece
            piece = [after]
    yield piece


def _continues(line: _Line, after: _Line, width: int | None, *, soft_breaks: bool) -> bool:
    """Tell whether `after` is the same paragraph; in Markdown it is, where no mark says otherwise."""
    if line.mark == "heading" or after.mark or _LIST_ITEM.match(after.text):
        return False
    if soft_breaks:
        return line.mark != "cell"
    ends = _SENTENCE_END.search(line.text[-8:]) is not None
    if width is not None:
        return not _fits(line, after, width) or not ends
    return not ends and len(line.text) >= _CONTINUATION_LENGTH and after.text[0].islower()


def _short(piece: Sequence[_Line]) -> bool:
    """Tell whether a paragraph looks like a heading: one short line that no punctuation ends."""
    line = piece[0]
    if (
        line.mark
        or len(piece) > 1
        or len(line.text) > _HEADING_LENGTH
        or len(line.text.split()) > _HEADING_WORDS
    ):
        return False
    return _SENTENCE_END.search(line.text[-8:]) is None and not _LIST_ITEM.match(line.text)
