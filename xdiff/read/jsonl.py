"""JSON lines: one document a line, with `id` and `text`; what xdiff does not know passes through."""

from __future__ import annotations

import hashlib
import json
from typing import NoReturn

from xdiff.errors import InputError
from xdiff.read import furniture
from xdiff.read.base import ORIGINS, Reader, ReadResult, Source, as_origin, iso_date
from xdiff.read.decode import decode
from xdiff.records import Document

_TEXT_KEYS = ("outlet", "title")
_READ_KEYS = frozenset({"id", "text", "outlet", "title", "published", "date", "declared_origin"})
_EXAMPLE = 'A line is {"id": "...", "text": "..."}.'


def read(source: Source) -> ReadResult:
    """Read JSON lines; a line that cannot be used is a problem with its number, the others are read.

    Raises:
        InputError: binary data, or no line at all.
    """
    decoded = decode(source.data, where=source.where)
    if not decoded.text.strip():
        raise InputError("there is no line in it", where=source.where, hint=_EXAMPLE)
    documents: list[Document] = []
    problems: list[InputError] = []
    # Only "\n" ends a line: U+2028 and the like may stand inside a JSON string.
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            documents.append(_document(line, source, number, decoded.encoding, decoded.notes))
        except InputError as error:
            problems.append(error)
    return ReadResult(documents=tuple(documents), problems=tuple(problems))


def sniff(head: str) -> bool:
    """Tell whether the first line is a JSON object, or begins like one when it is longer than `head`."""
    first = head.lstrip().partition("\n")[0]
    if not first.startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return '"text"' in first and "\n" not in head.lstrip()
    except RecursionError:
        return False


def _document(line: str, source: Source, number: int, encoding: str, notes: tuple[str, ...]) -> Document:
    where = f"{source.where}:{number}"
    row = _parse(line, where)
    text = row.get("text")
    if not isinstance(text, str):
        what = "`text` is not a string" if "text" in row else "no `text`"
        raise InputError(what, where=where, hint=_EXAMPLE)
    if not text.strip():
        raise InputError("`text` is empty", where=where, hint="Leave the line out, or give it its text.")
    if "\0" in text:
        raise InputError("`text` has NUL characters in it, as binary data has", where=where, hint=_EXAMPLE)
    page = furniture.find(text)
    said: dict[str, str] = {}
    own_notes = list(notes)
    for key in _TEXT_KEYS:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            said[key] = value
        elif value is not None and not isinstance(value, str):
            own_notes.append(f"`{key}` is not a string and was left out")
    published, note = _published(row)
    own_notes += note
    declared = as_origin(row.get("declared_origin"))
    if declared is None and row.get("declared_origin") is not None:
        own_notes.append(f"`declared_origin` is none of {', '.join(ORIGINS)} and was left out")
    return Document(
        id=_id(row, source, number),
        text=text,
        path=source.path,
        outlet=said.get("outlet"),
        title=said.get("title") or page.title,
        published=published or page.published,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        declared_origin=declared,
        format="jsonl",
        encoding=encoding,
        furniture=page.furniture,
        extra={key: value for key, value in row.items() if key not in _READ_KEYS},
        notes=(*own_notes, *page.notes),
        line=number,
    )


def _id(row: dict[str, object], source: Source, number: int) -> str:
    value = row.get("id")
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return f"{source.name}:{number}"


def _published(row: dict[str, object]) -> tuple[str | None, list[str]]:
    for key in ("published", "date"):
        value = row.get(key)
        if value in (None, ""):
            continue
        found = iso_date(value)
        return found, [] if found else [f"`{key}` is no ISO 8601 date and was left out"]
    return None, []


def _parse(line: str, where: str) -> dict[str, object]:
    try:
        row = json.loads(line, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        what = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]} at column {error.colno}"
        raise InputError(what, where=where, hint=_EXAMPLE) from None
    except ValueError as error:  # NaN, or a number of thousands of digits
        raise InputError(f"not valid JSON: {error}", where=where, hint=_EXAMPLE) from None
    except RecursionError:
        raise InputError("nested too deeply", where=where, hint=_EXAMPLE) from None
    if not isinstance(row, dict):
        raise InputError("the line is no JSON object", where=where, hint=_EXAMPLE)
    if "\\ud" in line or "\\uD" in line:
        _refuse_lone_surrogates(row, where)
    return row


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _refuse_lone_surrogates(row: dict[str, object], where: str) -> None:
    """Half a surrogate pair is no character: it cannot be printed, and no file can hold it as UTF-8."""
    try:
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        found = ord(error.object[error.start])
        raise InputError(
            f"half a surrogate pair, \\u{found:04x}",
            where=where,
            hint="Write the character itself, or both halves; often a text was cut inside an emoji.",
        ) from None


READER = Reader(name="jsonl", suffixes=(".jsonl", ".ndjson"), read=read, sniff=sniff)
