"""What can go wrong, and the exit codes.

| code | meaning |
|---|---|
| 0 | clean: the command did its work and found nothing at or above the level asked for |
| 1 | found: divergences or findings at or above the level asked for |
| 2 | could not run: bad usage, or no usable input |
"""

from __future__ import annotations

EXIT_CLEAN = 0
EXIT_FOUND = 1
EXIT_UNUSABLE = 2


class XdiffError(Exception):
    """Something the user can mend.

    Args:
        what: what happened, as a clause without a full stop.
        where: the file, line, option or key it happened in; empty when there is no place.
        hint: what to try next, as a sentence.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.hint}" if self.hint else head


class InputError(XdiffError):
    """A document, or a whole input, cannot be read."""


class PackError(XdiffError):
    """A language pack is malformed; `where` holds file and line."""


class ModelError(XdiffError):
    """A shipped or given model file is missing, damaged or of another version."""


class RoomError(XdiffError):
    """A module in a scanned folder lacks its named constant: a programming error, told loudly."""


class PolicyError(XdiffError):
    """A policy, a baseline or an exception is malformed; `where` holds file, line or key."""
