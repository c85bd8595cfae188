"""Where a policy stands: the file given, or the nearest one above a folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from xdiff.errors import PolicyError
from xdiff.gating import reading, toml
from xdiff.gating.keys import near
from xdiff.gating.policy import Policy

OWN: Final = "xdiff.toml"
SHARED: Final = "pyproject.toml"
_TABLE: Final = ("tool", "xdiff")
_REPOSITORY: Final = (".git", ".hg", ".jj")  # a file or a folder of this name: the search goes no higher


def load(path: Path) -> Policy:
    """Read the policy of one file: see `xdiff.gating.policies.load`."""
    shared = path.name == SHARED
    start = _TABLE if shared else ()
    source = toml.Source(toml.read(path, str(path)), str(path), start)
    table = _within(source)
    if table is None:
        tools = source.table.get("tool")
        hint = "Write `[tool.xdiff]` above the settings."
        if isinstance(tools, Mapping):
            hint = near("xdiff", tools, otherwise=hint)
        raise PolicyError("it has no table [tool.xdiff]", where=str(path), hint=hint)
    if not shared and "tool" in table:
        hint = f"Only in {SHARED} do settings stand under [tool.xdiff]; here, at the top."
        raise PolicyError("no key of the policy 'tool'", where=source.where(("tool",)), hint=hint)
    return reading.policy(table, root=path.parent, source=str(path), where=source.where)


def discover(folder: Path) -> Policy:
    """Find the nearest policy and read it: see `xdiff.gating.policies.discover`."""
    for each in (start := Path(os.path.realpath(folder)), *start.parents):
        own, shared = each / OWN, each / SHARED
        if os.path.lexists(own):
            found = load(_told(own))
            return _with_note(found, shared) if _settles(shared) else found
        if _settles(shared):
            return load(_told(shared))
        if any(os.path.lexists(each / name) for name in _REPOSITORY):
            break
    return Policy(root=_told(folder))


def _settles(path: Path) -> bool:
    """Return whether a `pyproject.toml` is there that has settings of ours.

    Most have not, and one without our name in it is none of our business, whatever state it is in.

    Raises:
        PolicyError: it names us, and is malformed.
    """
    try:
        with path.open("rb") as file:
            if b"xdiff" not in file.read(toml.MOST_BYTES):
                return False
    except OSError:
        return False
    told = str(_told(path))
    return _within(toml.Source(toml.read(path, told), told, _TABLE)) is not None


def _within(source: toml.Source) -> Mapping[str, Any] | None:
    """Return the table of our settings, or None where the file has none.

    Raises:
        PolicyError: something else stands in its place.
    """
    table: Any = source.table
    for key in source.start:
        if not isinstance(table, Mapping) or key not in table:
            return None
        table = table[key]
    if not isinstance(table, Mapping):
        what = f"{'.'.join(source.start)} is no table"
        raise PolicyError(what, where=source.where(()), hint="Write `[tool.xdiff]` above the settings.")
    return table


def _with_note(policy: Policy, shared: Path) -> Policy:
    note = f"{_told(shared)} has a table [tool.xdiff] as well, which is not read: {OWN} beside it holds"
    return replace(policy, notes=(*policy.notes, note))


def _told(path: Path) -> Path:
    """Return a path from the folder xdiff runs in, as what users type is; whole where that is elsewhere."""
    try:
        return Path(os.path.relpath(path))
    except (OSError, ValueError):  # this folder is gone, or on another drive
        return path
