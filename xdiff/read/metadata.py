"""`seeds.toml`: what is known about the files of a folder beside their text, one table a file name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from xdiff.errors import InputError
from xdiff.read.base import ORIGINS, Metadata, as_origin, iso_date

FILE_NAME = "seeds.toml"
_LINE = re.compile(r"at line (\d+)")
_LONG_NUMBER = re.compile(r"\d[\d_]{4299}")  # Python refuses to read them
_KNOWN = ("outlet", "title", "published", "declared_origin")
_LIMIT = 5_000_000  # bytes; a table of 300 bytes for each of 16,000 files


def load(folder: Path) -> Mapping[str, Metadata]:
    """Read the metadata file of `folder`; an empty mapping when it has none.

    Keys other than outlet, title, published and declared_origin go to `extra`.

    Raises:
        InputError: the file cannot be read or is no TOML, or a table holds a wrong value; `where` has
            the line.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            data = file.read(_LIMIT + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    if len(data) > _LIMIT:
        raise InputError(f"larger than {_LIMIT:,} bytes", where=str(path), hint="Split the folder.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError("not UTF-8, as TOML must be", where=f"{path}:{line}") from None
    import tomllib

    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        raise _broken(path, text, error) from None
    return {name: _metadata(path, text, name, table) for name, table in tables.items()}


def _broken(path: Path, text: str, error: Exception) -> InputError:
    said = str(error)
    place = _LINE.search(said)
    line = int(place.group(1)) if place else text.count("\n") + 1
    what = said.partition(" (at ")[0] or "nested too deeply"
    if long := _LONG_NUMBER.search(text) if type(error) is ValueError else None:
        line, what = text.count("\n", 0, long.start()) + 1, "a number of too many digits"
    hint = 'A table is `["file.txt"]` with lines such as `outlet = "Name"` and `published = 2015-09-29`.'
    return InputError(f"not valid TOML: {what[:1].lower()}{what[1:]}", where=f"{path}:{line}", hint=hint)


def _metadata(path: Path, text: str, name: str, table: object) -> Metadata:
    if not isinstance(table, dict):
        raise InputError(
            f"{name!r} stands outside of a table",
            where=f"{path}:{_line_of(text, name)}",
            hint='Put it under the name of its file, such as `["file.txt"]`.',
        )
    for key in ("outlet", "title"):
        if key in table and not isinstance(table[key], str):
            raise _wrong(path, text, name, key, "text in quotation marks")
    if "published" in table and iso_date(table["published"]) is None:
        raise _wrong(path, text, name, "published", "a date such as 2015-09-29")
    if "declared_origin" in table and as_origin(table["declared_origin"]) is None:
        raise _wrong(path, text, name, "declared_origin", f"one of {', '.join(ORIGINS)}")
    return Metadata(
        outlet=table.get("outlet"),
        title=table.get("title"),
        published=iso_date(table.get("published")),
        declared_origin=as_origin(table.get("declared_origin")),
        extra={key: value for key, value in table.items() if key not in _KNOWN},
    )


def _wrong(path: Path, text: str, name: str, key: str, wanted: str) -> InputError:
    return InputError(
        f"{key} of {name!r} has a value it cannot have",
        where=f"{path}:{_line_of(text, name, key)}",
        hint=f"It must be {wanted}.",
    )


def _line_of(text: str, name: str, key: str | None = None) -> int:
    """Return the line of a table, or of a key in it: tomllib keeps no places. 1 when it is not found."""
    table = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not table and name in line:
            table = number
            if key is None:
                break
        elif table and key is not None and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return table or 1
