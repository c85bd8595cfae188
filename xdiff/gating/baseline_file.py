"""The file of a baseline: read strictly, and written so that a change of a finding is a change of a line.

The schema is `xdiff/data/schema/baseline.json`; it is checked here by hand, so that no further library is
needed and a mistake is told in words. Keys that it does not name are ignored.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

from xdiff.errors import PolicyError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCHEMA: Final = "xdiff.baseline/1"
MAX_BYTES: Final = 100_000_000  # some 500,000 findings; more is no list that anybody works off
ANEW: Final = "Make one with `xdiff gate PATH... --write-baseline FILE`."
MEND: Final = "Mend it, or move the file away and make it anew with --write-baseline."
MESSAGE: Final = 500  # characters of a message that are kept, for a person who reads the file

_KEY: Final = re.compile(r"[A-Z]{2}[0-9]{3}:[0-9a-f]{16}(#[1-9][0-9]{0,6})?")
_CONFLICT: Final = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$", re.MULTILINE)
# What another file says of itself, and what it is.
_KINDS: Final = {
    "xdiff.compare": "the JSON report of `xdiff compare`",
    "xdiff.detect": "the JSON report of `xdiff detect`",
    "xdiff.score": "the JSON report of `xdiff score`",
    "xdiff.gate": "the JSON report of `xdiff gate`",
    "xdiff.report": "the data of an HTML report",
    "xdiff.review": "a review, which `--review` reads",
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Name:
    """A document in a baseline: its path from the baseline's folder, and the id of a JSON line."""

    document: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One finding of a baseline.

    `key` is `Finding.key`; of several about the same words the later ones are numbered. `others` are the
    documents that it is about as well.
    """

    name: Name
    key: str
    message: str
    others: tuple[Name, ...] = ()

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.key.partition(":")[0]

    @property
    def kind(self) -> str:
        """The key without its number: what all about the same words have in common."""
        return kind(self.key)


def kind(key: str) -> str:
    """Return a finding's key without its number."""
    return key.partition("#")[0]


def text(known: Iterable[Known]) -> str:
    """Return the text of a baseline file: JSON, sorted, a finding a line, no character that is not seen."""
    ordered = sorted(known, key=lambda each: (each.name, each.kind, len(each.key), each.key))
    lines = ",\n".join(f"    {_json(_entry(each))}" for each in ordered)
    findings = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "schema": "{SCHEMA}",\n  "findings": {findings}\n}}\n'


def read(path: Path) -> list[Known]:
    """Return the findings of a baseline file, in their order.

    Raises:
        PolicyError: it is missing, unreadable, not JSON, of another kind, or breaks the schema; `where` names
            file, entry and key.
    """
    where = str(path)
    decoded = _decoded(_bytes(path, where), where)
    try:
        value = json.loads(decoded, object_pairs_hook=_once, parse_constant=_refused)
    except RecursionError:
        raise PolicyError("its JSON is nested too deeply", where=where, hint=ANEW) from None
    except json.JSONDecodeError as error:
        _not_json(decoded, error, where)
    except _TwiceError as error:
        what = f"the key {_shown(str(error))} stands twice in one object"
        hint = "After a merge, put both lists into one; or make the file anew with --write-baseline."
        raise PolicyError(what, where=where, hint=hint) from None
    except ValueError as error:  # NaN, or an integer of more digits than Python reads
        raise PolicyError(f"it is not JSON ({error})", where=where, hint=MEND) from None
    findings = _baseline(value, where)
    return [_known(each, f"{where}, finding {number}") for number, each in enumerate(findings, 1)]


def _entry(known: Known) -> dict[str, Any]:
    entry: dict[str, Any] = {**_named(known.name), "key": known.key}
    if known.others:
        entry["others"] = [_named(each) for each in known.others]
    message = known.message
    entry["message"] = message if len(message) <= MESSAGE else message[: MESSAGE - 1] + "…"
    return entry


def _named(name: Name) -> dict[str, str]:
    return {"document": name.document, "id": name.id} if name.id else {"document": name.document}


def _json(value: object) -> str:
    """Return JSON in which a person can read names, and that cannot act on a terminal that shows a diff."""
    plain = json.dumps(value, ensure_ascii=False)
    if plain.isprintable():
        return plain
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in plain)


def _bytes(path: Path, where: str) -> bytes:
    try:
        if path.exists() and not path.is_file():
            what = "it is a folder" if path.is_dir() else "it is no ordinary file"
            raise PolicyError(f"{what}, not a baseline", where=where, hint=ANEW)
        with path.open("rb") as file:  # one byte more than the most tells whether there is more
            found = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise PolicyError("there is no such baseline", where=where, hint=f"Check its name. {ANEW}") from None
    except (OSError, ValueError) as error:  # a name with a null byte is a ValueError
        why = getattr(error, "strerror", None) or str(error)
        raise PolicyError(
            f"the baseline cannot be read ({why})", where=where, hint="Check its name and rights."
        ) from None
    if len(found) > MAX_BYTES:
        hint = "So many findings are better left to the policy: ignore a rule, or raise its limits."
        raise PolicyError(f"it is larger than {MAX_BYTES // 1_000_000} MB", where=where, hint=hint)
    return found


def _decoded(found: bytes, where: str) -> str:
    if found.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise PolicyError("it is saved as UTF-16", where=where, hint="Save it as UTF-8.")
    if b"\0" in found:
        raise PolicyError("it is a binary file, not a baseline", where=where, hint=ANEW)
    try:
        decoded = found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyError(f"it is not UTF-8 (byte {error.start:,})", where=where, hint=MEND) from None
    if not decoded.strip():
        hint = "Remove it, and make it anew with --write-baseline."
        raise PolicyError("it is empty", where=where, hint=hint)
    return decoded


class _TwiceError(ValueError):
    """A key that stands twice in one object, of which JSON readers would silently take the last."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return made


def _refused(name: str) -> NoReturn:
    raise ValueError(f"it holds {name}")


def _not_json(found: str, error: json.JSONDecodeError, where: str) -> NoReturn:
    conflict = _CONFLICT.search(found)
    if conflict:
        line = found.count("\n", 0, conflict.start()) + 1
        raise PolicyError(
            "it holds a merge conflict that is not resolved",
            where=f"{where}:{line}",
            hint="Keep the lines of both sides without the markers, a comma after each but the last; "
            "`--write-baseline` then tidies it.",
        ) from None
    place = f"{where}:{error.lineno}:{error.colno}"
    said = error.msg[:1].lower() + error.msg[1:]
    raise PolicyError(f"it is no baseline: not JSON ({said})", where=place, hint=MEND) from None


def _baseline(value: Any, where: str) -> list[Any]:
    """Return the list of a baseline's findings; say of another kind of JSON what it seems to be."""
    if not isinstance(value, dict):
        raise PolicyError(f"it is {_kind(value)}, not a baseline", where=where, hint=ANEW)
    schema = value.get("schema")
    name, _, version = schema.partition("/") if isinstance(schema, str) else ("", "", "")
    if name == "xdiff.baseline" and schema != SCHEMA:
        what = f"it is a baseline of version {_shown(version)}, and this xdiff reads version 1"
        raise PolicyError(what, where=where, hint="Update xdiff, or make the file anew with this version.")
    if schema != SCHEMA:
        raise PolicyError(f"it is {_seems(value, name)}, not a baseline", where=where, hint=ANEW)
    findings = value.get("findings")
    if not isinstance(findings, list):
        what = f"it is {_kind(findings)}, not a list" if "findings" in value else 'it has no "findings"'
        raise PolicyError(what, where=f"{where}, findings", hint=MEND)
    return findings


def _seems(value: dict[str, Any], name: str) -> str:
    if name in _KINDS:
        return _KINDS[name]
    if "runs" in value and "version" in value:
        return "a SARIF report"
    if "diagnostics" in value:
        return "a report in rdjson"
    keys = ", ".join(_shown(each) for each in list(value)[:4])
    return f"JSON of another kind (its keys: {keys})" if keys else "an empty object"


def _known(value: Any, where: str) -> Known:
    name = _name(value, where)
    key = _text(value, "key", where)
    if not _KEY.fullmatch(key):
        hint = "A key is such as HY302:91b0c51f0e1a8e2c."
        raise PolicyError(f"{_shown(key)} is no name of a finding", where=f"{where}, key", hint=hint)
    others = value.get("others", [])
    if not isinstance(others, list):
        raise PolicyError(f"it is {_kind(others)}, not a list", where=f"{where}, others", hint=MEND)
    return Known(
        name=name,
        key=key,
        message=_text(value, "message", where, empty=True),
        others=tuple(_name(each, f"{where}, other {number}") for number, each in enumerate(others, 1)),
    )


def _name(value: Any, where: str) -> Name:
    if not isinstance(value, dict):
        raise PolicyError(f"it is {_kind(value)}, not an object", where=where, hint=MEND)
    document = _text(value, "document", where)
    return Name(document=document, id=_text(value, "id", where) if "id" in value else "")


def _text(table: dict[str, Any], key: str, where: str, *, empty: bool = False) -> str:
    if key not in table:
        if empty:
            return ""
        raise PolicyError(f'it has no "{key}"', where=where, hint=MEND)
    found = table[key]
    if not isinstance(found, str):
        raise PolicyError(f"it is {_kind(found)}, not a text", where=f"{where}, {key}", hint=MEND)
    if not found and not empty:
        raise PolicyError("it is empty", where=f"{where}, {key}", hint=MEND)
    return found


def _kind(value: Any) -> str:
    """Name a JSON value's type."""
    if isinstance(value, bool):
        return "true" if value else "false"
    names = {dict: "an object", list: "a list", str: "a text", int: "a number", float: "a number"}
    return names.get(type(value), "null")


def _shown(foreign: str) -> str:
    """Return foreign text for a message: in quotation marks, short, unseen characters as escapes."""
    return json.dumps(foreign if len(foreign) <= 60 else f"{foreign[:58]} …", ensure_ascii=False)
