"""A review file (`xdiff.review/1`): read, and checked entry by entry.

The schema is `xdiff/data/schema/review.json`; it is checked here by hand, so that no further library is
needed and a mistake is told in words. Keys that it does not name are ignored.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from xdiff.errors import InputError
from xdiff.records import Decision, Judgement, Subject
from xdiff.review.load import EXPORT, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

SCHEMA: Final = "xdiff.review/1"
# The most characters, as the schema has them.
KEY, COMMENT, BY, MESSAGE, ID = 200, 2_000, 100, 5_000, 2_000
XDIFF, SIGNATURE, RUN = 100, 20_000, 200
DOCUMENTS, DECISIONS = 10_000, 100_000
AGAIN: Final = "Mend it, or export the review again."

# What another file of ours says of itself, and what it is.
_KINDS: Final[Mapping[str, str]] = {
    "xdiff.compare": "the JSON report of `xdiff compare`",
    "xdiff.detect": "the JSON report of `xdiff detect`",
    "xdiff.score": "the JSON report of `xdiff score`",
    "xdiff.report": "the data of an HTML report",
    "xdiff.baseline": "a baseline of `xdiff gate`",
}
_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_SHA256: Final = re.compile(r"([0-9a-f]{64})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedDocument:
    """A document as it was when it was reviewed; `sha256` of its bytes, empty where it is not known."""

    id: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFile:
    """What a review file holds: every decision in it, as it stands, even two for one finding."""

    path: str
    documents: tuple[ReviewedDocument, ...]
    decisions: tuple[Decision, ...] = ()


def read(path: str | PathLike[str]) -> ReviewFile:
    """Read one review file.

    Args:
        path: a file of schema `xdiff.review/1`, in UTF-8, of 20 MB at most.

    Returns:
        Its documents and decisions.

    Raises:
        InputError: it is missing, unreadable, not JSON, of another kind, or breaks the schema; `where` names
            file, entry and key.
    """
    path = Path(path)
    where = str(path)
    table = _review(load(path), where)
    documents = _list(table, "documents", where, DOCUMENTS)
    if not documents:
        raise InputError("it names no document", where=f"{where}, documents", hint=EXPORT)
    for key, most in (("xdiff", XDIFF), ("signature", SIGNATURE), ("run", RUN)):
        _text(table, key, where, most)  # of no use here, but a file that breaks them is not one of ours
    if "exported" in table and not _time(table, "exported", where):
        raise _no_time("", f"{where}, exported")
    return ReviewFile(
        path=where,
        documents=tuple(
            _document(each, f"{where}, document {number}") for number, each in enumerate(documents, 1)
        ),
        decisions=tuple(
            _decision(each, f"{where}, decision {number}")
            for number, each in enumerate(_list(table, "decisions", where, DECISIONS), 1)
        ),
    )


def time(at: str) -> datetime:
    """Return a decision's time; one without is earlier than all others."""
    return datetime.fromisoformat(at or "0001-01-01T00:00:00Z")


def _review(value: Any, where: str) -> dict[str, Any]:
    """Return the object of a review; say of another kind of JSON what it seems to be."""
    if not isinstance(value, dict):
        raise InputError(f"it is no review but {_kind(value)}", where=where, hint=EXPORT)
    schema = value.get("schema")
    if schema == SCHEMA:
        return value
    if schema is None:
        if {"decisions", "documents"} <= value.keys():
            hint = f'A review begins with "schema": "{SCHEMA}".'
            raise InputError('it has no "schema"', where=where, hint=hint)
        keys = ", ".join(_shown(each) for each in list(value)[:4])
        what = f"it is JSON of another kind (its keys: {keys})" if keys else "it is an empty object"
        raise InputError(f"{what}, no review", where=where, hint=EXPORT)
    name, _, version = schema.partition("/") if isinstance(schema, str) else ("", "", "")
    if name == "xdiff.review":
        what = f"it is a review of version {_shown(version)}, and this xdiff reads version 1"
        raise InputError(what, where=where, hint="Update xdiff, or export the review with this version.")
    found = (
        f"{_KINDS[name]}, no review" if name in _KINDS else f"of another kind ({_found(schema)}), no review"
    )
    raise InputError(f"it is {found}", where=where, hint=EXPORT)


def _document(value: Any, where: str) -> ReviewedDocument:
    table = _table(value, where)
    sha256 = "" if table.get("sha256") is None else _text(table, "sha256", where, 64)
    if not _SHA256.fullmatch(sha256):
        hint = "It is 64 hexadecimal digits in small letters, or null."
        raise InputError(f"{_shown(sha256)} is no SHA-256", where=f"{where}, sha256", hint=hint)
    return ReviewedDocument(id=_named(table, "id", where, ID), sha256=sha256)


def _decision(value: Any, where: str) -> Decision:
    table = _table(value, where)
    documents = _list(table, "documents", where, DOCUMENTS, optional=True)
    return Decision(
        key=_named(table, "key", where, KEY),
        subject=_one_of(table, "subject", where, get_args(Subject)),
        decision=_one_of(table, "decision", where, (*get_args(Judgement), None)),
        comment=_text(table, "comment", where, COMMENT),
        by=_text(table, "by", where, BY),
        at=_time(table, "at", where),
        message=_text(table, "message", where, MESSAGE),
        document_ids=tuple(
            _named({"documents": each}, "documents", f"{where}, entry {number}", ID)
            for number, each in enumerate(documents, 1)
        ),
    )


def _time(table: dict[str, Any], key: str, where: str) -> str:
    """Return an ISO 8601 time as it stands; one that is not given is empty."""
    found = _text(table, key, where, 100)
    try:
        if not found:
            return found
        if _TIME.fullmatch(found):
            time(found)
            return found
    except ValueError:  # the thirteenth month
        pass
    raise _no_time(found, f"{where}, {key}")


def _no_time(found: str, where: str) -> InputError:
    hint = 'A time is such as "2026-11-22T05:10:00Z", with its offset from UTC or Z.'
    return InputError(f"{_shown(found)} is no time", where=where, hint=hint)


def _table(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"it is {_kind(value)}, not an object", where=where, hint=AGAIN)
    return value


def _list(table: dict[str, Any], key: str, where: str, most: int, *, optional: bool = False) -> list[Any]:
    if key not in table:
        if optional:
            return []
        raise InputError(f'it has no "{key}"', where=where, hint=EXPORT)
    found = table[key]
    if not isinstance(found, list):
        raise InputError(f"it is {_kind(found)}, not a list", where=f"{where}, {key}", hint=AGAIN)
    if len(found) > most:
        what = f"it has {len(found):,} entries, more than {most:,}"
        raise InputError(what, where=f"{where}, {key}", hint="Share them among several review files.")
    return found


def _text(table: dict[str, Any], key: str, where: str, most: int) -> str:
    """Return a text of at most `most` characters; one that is not given is empty."""
    found = table.get(key, "")
    if not isinstance(found, str):
        raise InputError(f"it is {_kind(found)}, not a text", where=f"{where}, {key}", hint=AGAIN)
    if len(found) > most:
        what = f"it has {len(found):,} characters, more than {most:,}"
        raise InputError(what, where=f"{where}, {key}", hint="Shorten it.")
    return found


def _named(table: dict[str, Any], key: str, where: str, most: int) -> str:
    """Return a text that must be there."""
    if key not in table:
        raise InputError(f'it has no "{key}"', where=where, hint=AGAIN)
    found = _text(table, key, where, most)
    if not found:
        raise InputError("it is empty", where=f"{where}, {key}", hint=AGAIN)
    return found


def _one_of(table: dict[str, Any], key: str, where: str, allowed: tuple[Any, ...]) -> Any:
    if key not in table:
        raise InputError(f'it has no "{key}"', where=where, hint=AGAIN)
    found = table[key]
    if found is not None and not isinstance(found, str):
        raise InputError(f"it is {_kind(found)}", where=f"{where}, {key}", hint=_choice(allowed))
    if found not in allowed:
        raise InputError(
            f"{_found(found)} is none that xdiff knows", where=f"{where}, {key}", hint=_choice(allowed)
        )
    return found


def _choice(allowed: tuple[Any, ...]) -> str:
    *first, last = (_found(each) for each in allowed)
    return f"It is {', '.join(first)} or {last}."


def _kind(value: Any) -> str:
    """Name a JSON value's type."""
    if isinstance(value, bool):
        return "true" if value else "false"
    names = {dict: "an object", list: "a list", str: "a text", int: "a number", float: "a number"}
    return names.get(type(value), "null")


def _found(value: Any) -> str:
    return _shown(value) if isinstance(value, str) else _kind(value)


def _shown(text: str) -> str:
    """Return foreign text for a message: in quotation marks, short, unseen characters as escapes."""
    return json.dumps(text if len(text) <= 60 else f"{text[:58]} …", ensure_ascii=False)
