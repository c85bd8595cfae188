"""Bytes of a review file into JSON values; what is not JSON is told by what it seems to be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

from xdiff.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

# 100,000 decisions with a short comment each take about as much.
MAX_BYTES: Final = 20_000_000
EXPORT: Final = "Export one from the HTML report (`xdiff compare ... --html FILE`, then “Export”)."
# By their first bytes. UTF-32's little-endian mark begins with UTF-16's.
_MARKS: Final = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\0\0\xfe\xff": "UTF-32"}


def load(path: Path) -> Any:
    """Return the JSON value in a file.

    Raises:
        InputError: the file cannot be read, is too large, or is not JSON with every key once.
    """
    where = str(path)
    text = _text(_bytes(path, where), where)
    try:
        return json.loads(text, object_pairs_hook=_once(where), parse_constant=_refused(where))
    except RecursionError:
        raise InputError("its JSON is nested too deeply to be a review", where=where, hint=EXPORT) from None
    except json.JSONDecodeError as error:
        _not_json(text, error, where)
    except ValueError:  # an integer of more digits than Python reads
        what = "it holds a number too long to be read"
        raise InputError(what, where=where, hint=EXPORT) from None


def _bytes(path: Path, where: str) -> bytes:
    try:
        with path.open("rb") as file:  # one byte more than the most tells whether there is more
            read = file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise InputError(
            "it is a folder, not a review file", where=where, hint="Name the file in it."
        ) from None
    except FileNotFoundError:
        raise InputError("there is no such review file", where=where, hint="Check its name.") from None
    except (OSError, ValueError) as error:  # a name with a null byte is a ValueError
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"the review file cannot be read ({why})", where=where, hint="Check its name and rights."
        ) from None
    if len(read) > MAX_BYTES:
        hint = f"{EXPORT} Of several reviewers, give each file with a `--review` of its own."
        raise InputError(f"it is larger than {MAX_BYTES // 1_000_000} MB", where=where, hint=hint)
    return read


def _text(read: bytes, where: str) -> str:
    for mark, encoding in _MARKS.items():
        if read.startswith(mark):
            hint = "Save it as UTF-8, or export it again."
            raise InputError(f"it is saved as {encoding}", where=where, hint=hint)
    if b"\0" in read:
        raise InputError("it is a binary file, not a review", where=where, hint=EXPORT)
    try:
        text = read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"it is not UTF-8 (byte {error.start:,})"
        raise InputError(what, where=where, hint="Save it as UTF-8, or export it again.") from None
    if not text.strip():
        raise InputError("it is empty", where=where, hint=EXPORT)
    return text


def _once(where: str) -> Any:
    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            what = f"the key {json.dumps(twice[:60])} stands twice in one object"
            raise InputError(what, where=where, hint="Remove one of the two, or export the review again.")
        return made

    return table


def _refused(where: str) -> Any:
    def constant(name: str) -> NoReturn:
        raise InputError(
            f"it holds {name}, which is not JSON", where=where, hint="Remove it, or export the review again."
        )

    return constant


def _not_json(text: str, error: json.JSONDecodeError, where: str) -> NoReturn:
    if text.lstrip().startswith("<"):
        what = "it is a page, not a review"
        hint = "Open it in a browser, decide, export the review, and give that file."
        raise InputError(what, where=where, hint=hint) from None
    if error.msg == "Extra data":
        what = f"it holds more than one JSON value (a second begins in line {error.lineno:,})"
        raise InputError(what, where=where, hint=EXPORT) from None
    place = f"line {error.lineno:,}, column {error.colno:,}"
    what = f"it is not JSON ({error.msg[:1].lower()}{error.msg[1:]}: {place})"
    raise InputError(what, where=where, hint="Mend that place, or export the review again.") from None
