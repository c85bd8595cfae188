"""Exceptions that a document brings along: `allow` in `seeds.toml` or its JSON line, each with a reason.

An exception names one rule, and holds for all that this rule finds in the document. It has no date on which
it ends: the same documents and policy give the same outcome on every day. One that excuses nothing is told.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xdiff.errors import PolicyError
from xdiff.gating import registry, toml
from xdiff.gating.keys import listed, near
from xdiff.gating.place import shown
from xdiff.gating.policy import REGISTERS
from xdiff.records import Suppression

if TYPE_CHECKING:
    from xdiff.gating.rule import Rule
    from xdiff.records import Document, Finding

# What xdiff reads in a table of `seeds.toml`; other keys are the user's own.
KEYS: Final = ("outlet", "title", "published", "declared_origin", "allow", "story", "register")
_OURS: Final = ("allow", "story", "register")
_EXAMPLE: Final = 'Such as `allow = { HY302 = "why it may stand" }`.'
_MOST_BYTES: Final = 5_000_000  # as much of a `seeds.toml` as is read for its documents
_SHORTENED: Final = 60  # characters of a reason in a note


def allowed(document: Document) -> Mapping[str, Suppression]:
    """Return the codes that a document is excepted from, with where that stands and the reason for each.

    `story` and `register`, which stand beside `allow`, are checked as well, and in `seeds.toml` a key that
    is all but one of ours: what is misspelt would be without effect.

    Args:
        document: `extra["allow"]` is a table of rule (code or name) to reason.

    Raises:
        PolicyError: it is no such table, a rule does not exist, or a reason is empty; `where` has the file
            and the line.
    """
    if document.line is not None and document.path not in (None, "-"):
        _refuse_table_of_lines(Path(document.path or ""))
    if not document.extra:
        return {}
    if document.line is None:
        for key in document.extra:
            _refuse_slip(document, key)
    _refuse_story(document)
    _refuse_register(document)
    table = document.extra.get("allow")
    if table is None:
        return {}
    if not isinstance(table, Mapping):
        what = f"allow is {_kind(table)}, not a table of rules and reasons"
        raise PolicyError(what, where=_where(document, "allow"), hint=_EXAMPLE)
    found: dict[str, Suppression] = {}
    for word, reason in table.items():
        # A place is only looked for once there is a fault: the file is read again for it.
        rule = registry.only(word) or registry.one(word, where=_where(document, "allow", word))
        if rule.code in found:
            what = f"{rule.code} {rule.name} is excepted twice"
            raise PolicyError(what, where=_where(document, "allow", word), hint="Give one reason.")
        found[rule.code] = Suppression(
            because="exception", where=_file(document), reason=_reason(document, rule, word, reason)
        )
    return found


def _reason(document: Document, rule: Rule, word: str, reason: object) -> str:
    if not isinstance(reason, str):
        what = f"the reason for {rule.code} is {_kind(reason)}, not a text in quotation marks"
        raise PolicyError(what, where=_where(document, "allow", word), hint=_EXAMPLE)
    if not reason.strip():
        hint = "Say for the next reader why the document may stand as it is."
        raise PolicyError(
            f"the reason for {rule.code} is empty", where=_where(document, "allow", word), hint=hint
        )
    return " ".join(reason.split())


def unused(
    findings: Sequence[Finding],
    given: Mapping[str, Mapping[str, Suppression]],
    rules: Sequence[Rule],
    ignored: Mapping[str, frozenset[str]] | None = None,
) -> tuple[str, ...]:
    """Return a note for each exception that excuses nothing any more, of rules that were asked.

    Only of rules that look at a document alone: whether two seeds are alike, or two outlets differ, a run
    over a part of them cannot tell.

    Args:
        findings: of the run, suppressed ones too.
        given: the exceptions of each document, by its id.
        rules: those that were asked.
        ignored: by document id, the codes that the policy does not ask of it.
    """
    asked = {rule.code: rule for rule in rules if rule.document}
    found = {(each.document_id, each.code) for each in findings}
    left = ignored or {}
    return tuple(
        f"{document_id}: the exception for {code} {asked[code].name} ({_short(why.reason)}) "
        f"excuses nothing any more; take it out of {why.where}"
        for document_id, exceptions in given.items()
        for code, why in exceptions.items()
        if code in asked
        and (document_id, code) not in found
        and code not in left.get(document_id, frozenset())
    )


def _short(reason: str) -> str:
    return reason if len(reason) <= _SHORTENED else f"{reason[: _SHORTENED - 1].rstrip()}…"


def _refuse_slip(document: Document, key: str) -> None:
    """Refuse a key of a `seeds.toml` that is a letter away from one of ours: it would be without effect."""
    if key in KEYS:
        return
    plain = key.casefold().replace("-", "_")
    close = [each for each in KEYS if abs(len(each) - len(plain)) <= 1]
    found = difflib.get_close_matches(plain, close, n=1, cutoff=0.85)
    if found:
        hint = f"Did you mean {found[0]}? A key of your own needs a name that is less like it."
        raise PolicyError(f"no key {key!r}", where=_where(document, key), hint=hint)


def _refuse_table_of_lines(file: Path) -> None:
    """Refuse what a `seeds.toml` says of a file of JSON lines: only the lines themselves are read for it."""
    seeds = file.parent / "seeds.toml"
    try:
        state = seeds.stat()
    except (OSError, ValueError):
        return
    key = _about_lines(str(seeds), file.name, state.st_mtime_ns, state.st_size)
    if key:
        source = toml.Source(toml.read(seeds, str(seeds), most_bytes=_MOST_BYTES), str(seeds))
        hint = f'Put it into the line of each document: `"{key}": ...`.'
        raise PolicyError(
            f"{key} of JSON lines stands in the lines, not here",
            where=source.where((file.name, key)),
            hint=hint,
        )


@lru_cache(maxsize=64)
def _about_lines(seeds: str, name: str, _changed: int, _size: int) -> str | None:
    """Return the key of ours that a `seeds.toml` has for a file; None where it cannot be read."""
    try:
        table = toml.Source(toml.read(Path(seeds), seeds, most_bytes=_MOST_BYTES), seeds).table.get(name)
    except PolicyError:  # told by the reader of the documents
        return None
    return next((key for key in _OURS if key in table), None) if isinstance(table, Mapping) else None


def _refuse_story(document: Document) -> None:
    story = document.extra.get("story")
    if story is None or (isinstance(story, str) and story.strip()):
        return
    what = f"story is {_kind(story)}, not the name of an event"
    hint = 'Give all documents about it the same name, such as `story = "ferry strike"`.'
    raise PolicyError(what, where=_where(document, "story"), hint=hint)


def _refuse_register(document: Document) -> None:
    register = document.extra.get("register")
    if register is None or register in REGISTERS:
        return
    what = f"register is {repr(register)[:60] if isinstance(register, str) else _kind(register)}"
    hint = f"It is {listed(REGISTERS)}."
    if isinstance(register, str):
        hint = near(register, REGISTERS, otherwise=hint)
    if document.line is not None:
        hint += " A key of your own for something else needs another name."
    raise PolicyError(f"{what}, not {listed(REGISTERS)}", where=_where(document, "register"), hint=hint)


def _kind(value: object) -> str:
    """Return what a value is, for a message."""
    if isinstance(value, str):
        return "a text" if value.strip() else "empty"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    return str(value).lower() if isinstance(value, bool) else str(value)[:60]


def _file(document: Document) -> str:
    """Return the file that says so: the JSON lines, or the `seeds.toml` of the folder."""
    file = document.path if document.line is not None else document.described_in
    return shown(file or document.path) or document.id


def _where(document: Document, *keys: str) -> str:
    """Return file and line, and in a `seeds.toml` the table: it is read once more, since it has a fault."""
    if document.line is not None:
        return f"{document.path or document.id}:{document.line}"
    if document.described_in is None or document.path is None:
        return document.id
    name = Path(document.path).name
    text = toml.read(Path(document.described_in), document.described_in, most_bytes=_MOST_BYTES)
    return f"{toml.Source(text, document.described_in).where((name, *keys))}, {toml.key(name)}"
