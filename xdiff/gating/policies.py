"""Policies: read from a file, found above a folder, made of a mapping, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.gating import discovery, reading, showing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xdiff.gating.policy import Policy
    from xdiff.gating.toml import Keys


def load(path: Path) -> Policy:
    """Read the policy of one file.

    Args:
        path: `pyproject.toml` with a table `tool.xdiff`; any other file has its keys at the top.

    Raises:
        PolicyError: it cannot be read, or a key or value is not known; `where` has file and line, the hint
            the nearest right key.
    """
    return discovery.load(path)


def discover(folder: Path) -> Policy:
    """Return the policy nearest to a folder: of it, or of the folders above it; the defaults without one.

    Of each folder `xdiff.toml` is looked for first, then a `pyproject.toml` with a table `tool.xdiff`. The
    search ends with the folder of a version control repository, or at the file system's root.

    Raises:
        PolicyError: the nearest one is malformed.
    """
    return discovery.discover(folder)


def of(table: Mapping[str, object], *, root: Path, source: str = "") -> Policy:
    """Return the policy of a mapping with the keys of `[tool.xdiff]`.

    Args:
        table: the keys, dashes or underscores alike; lists may be tuples, files `Path`s.
        root: the folder that patterns and relative paths are read from.
        source: how messages name it.

    Raises:
        PolicyError: a key or value is not known.
    """

    def where(keys: Keys) -> str:
        return f"{source or 'policy'}, {'.'.join(map(str, keys))}"

    return reading.policy(table, root=root, source=source, where=where)


def show(policy: Policy) -> str:
    """Return a policy as TOML that `load` reads back, every setting in it, defaults marked as such."""
    return showing.show(policy)


def settings(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Return what a reader must know: where the policy stands, and what is not the default."""
    return showing.settings(policy)
