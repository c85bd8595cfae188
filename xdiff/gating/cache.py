"""What earlier runs found, kept in a folder that may be deleted at any time and shared by runs at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

NAME: Final = ".xdiff_cache"


class Cache:
    """A folder of JSON values by key; without a folder nothing is kept and nothing found.

    An entry that is missing, half written, damaged or of another kind counts as not there. A folder that
    cannot be written to is told once, in `note`.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.note: str | None = None

    def get(self, key: str) -> Any:
        """Return the value kept under a key, or None."""
        return None

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key."""


def key(*parts: object) -> str:
    """Return a name for a value by everything it depends on: the parts as JSON, and xdiff itself."""
    return repr(parts)
