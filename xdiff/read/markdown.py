"""Markdown: the text stays as it stands, and its marks are furniture so that nobody takes them for words.

Covers CommonMark 0.31 and GitHub's tables as far as marks go; it renders nothing. What a mark encloses
stays body: the words of a link, of a heading, of a list item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xdiff.read import prose
from xdiff.read.base import Metadata, Reader, ReadResult, Source, iso_date
from xdiff.read.decode import decode
from xdiff.records import Furniture, Span

# `xdiff.segment` knows headings by this beginning of a mark's `why`.
_HEADING = "heading mark: the line is a heading"

_FRONT_MATTER = re.compile(
    r"(?:---[ \t]*\r?\n(?:.*\r?\n){0,200}?---|\+\+\+[ \t]*\r?\n(?:.*\r?\n){0,200}?\+\+\+)[ \t]*(?:\r?\n|$)"
)
_FRONT_KEY = re.compile(
    r"""^(title|date|published|outlet|site|publication)\s*[:=]\s*["']?(.+?)["']?\s*$""",
    re.MULTILINE | re.IGNORECASE,
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_WHOLE_LINES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$"), "rule: a line across the page"),
    (re.compile(r" {0,3}\[[^\]\n]{1,200}\]:\s*\S"), "link target: not to be read"),
    (re.compile(r"[\s|:-]*\|[\s|:-]*$"), "table mark: parts the head of a table"),
)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_LINE_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r" {0,3}#{1,6}(?=\s|$)\s*"), _HEADING),
    (re.compile(r" {0,3}>(?:\s*>)*\s?"), "quotation mark of Markdown: the line is quoted"),
    (re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?"), "list mark: the line is an item"),
)
_CLOSING_HASHES = re.compile(r"\s+#+\s*$")

# Each alternative is bounded, so that the time stays linear whatever the text holds.
_INLINE = re.compile(
    r"""
      (?P<comment><!--(?:[^-\n]|-(?!->)){0,300}-->)
    | (?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)(?P<inside>[^`\n]{1,500})(?P=ticks)(?!`))
    | (?P<image>!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\]))
    | (?P<note>\[\^[^\]\s]{1,50}\]:?)
    | (?P<link>\[(?P<words>[^\[\]\n]{1,500})\]
        (?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)|\[[^\[\]\n]{0,200}\]))
    | (?P<auto><(?:https?://|mailto:)[^<>\s]{1,2000}>)
    | (?P<tag></?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>\n]{0,500})?/?>)
    | (?P<escape>\\)(?:[!-/:-@\[-`{-~])
    | (?P<emphasis>(?:(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|(?<![\w_])_{1,3}(?=[^\s_])
        |(?<=[^\s_])_{1,3}(?![\w_])|(?<!~)~~(?!~)))
    | (?P<cell>\|)
    """,
    re.VERBOSE,
)
_WHY = {
    "comment": "comment: not to be read",
    "code": "code mark",
    "image": "image: its description and address",
    "note": "footnote mark",
    "link": "link target: not to be read",
    "auto": "address: not to be read",
    "tag": "HTML element",
    "escape": "escape mark",
    "emphasis": "emphasis mark",
    "cell": "table mark",
}


def read(source: Source) -> ReadResult:
    """Read Markdown. Raises InputError for binary or empty input."""
    decoded = decode(source.data, where=source.where)
    text = decoded.text
    front = _FRONT_MATTER.match(text)
    begin = front.end() if front else 0
    found = _front_matter(front.group()) if front else Metadata()
    marks = [_mark(0, len(front.group().rstrip()), "front matter: keys and values, no text")] if front else []
    marks += _marks(text, begin)
    return prose.document(source, decoded, format="markdown", inline=marks, found=found)


def _front_matter(front: str) -> Metadata:
    said = {key.lower(): value for key, value in _FRONT_KEY.findall(front)}
    return Metadata(
        title=said.get("title"),
        outlet=said.get("outlet") or said.get("site") or said.get("publication"),
        published=iso_date(said.get("published")) or iso_date(said.get("date")),
    )


def _marks(text: str, begin: int) -> Iterator[Furniture]:
    """Yield the marks of every line from `begin` on, in order and without overlaps."""
    fence = ""
    position = begin
    previous = ""
    for raw in text[begin:].splitlines(keepends=True):
        line = raw.rstrip("\r\n")
        opened = _FENCE.match(line)
        if fence:
            if line:
                yield _mark(position, position + len(line), "code block: no prose")
            if opened and opened.group(1).startswith(fence) and not line.strip(" `~"):
                fence = ""
        elif opened:
            fence = opened.group(1)
            yield _mark(position, position + len(line), "code block: no prose")
        else:
            yield from _line_marks(line, position, previous)
        previous = "" if fence else line
        position += len(raw)


def _line_marks(line: str, position: int, previous: str) -> Iterator[Furniture]:
    if _UNDERLINE.match(line) and previous.strip() and not _LINE_MARKS[2][0].match(previous):
        yield _mark(position, position + len(line), "heading underline: the line above is a heading")
        return
    for pattern, why in _WHOLE_LINES:
        if pattern.match(line):
            yield _mark(position, position + len(line), why)
            return
    begin = 0
    for pattern, why in (_LINE_MARKS[1], _LINE_MARKS[2], _LINE_MARKS[0]):
        found = pattern.match(line, begin)
        if found and found.end() > begin:
            yield _mark(position + begin, position + found.end(), why)
            begin = found.end()
    end = len(line)
    hashes = _CLOSING_HASHES.search(line, begin) if line.rstrip().endswith("#") else None
    if hashes:
        end = hashes.start()
    for found in _INLINE.finditer(line, begin, end):
        yield from _inline_marks(found, position)
    if hashes:
        yield _mark(position + end, position + len(line), "heading mark at the end of the line")


def _inline_marks(found: re.Match[str], position: int) -> Iterator[Furniture]:
    kind = found.lastgroup or ""
    if found.group("code"):
        kind, inside = "code", "inside"
    elif found.group("link"):
        kind, inside = "link", "words"
    else:
        yield _mark(position + found.start(kind), position + found.end(kind), _WHY[kind])
        return
    yield _mark(position + found.start(), position + found.start(inside), _WHY[kind])
    yield _mark(position + found.end(inside), position + found.end(), _WHY[kind])


def _mark(start: int, end: int, why: str) -> Furniture:
    return Furniture(span=Span(start=start, end=end), why=why)


READER = Reader(name="markdown", suffixes=(".md", ".markdown"), read=read)
