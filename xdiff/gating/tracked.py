"""Whether git has a folder under version control, from its index alone.

No program is run for it: git does what the configuration of a checkout says, which may be a stranger's.
The format of the index: https://git-scm.com/docs/index-format (versions 2 to 4).
"""

from __future__ import annotations

import hashlib
import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST: Final = 500_000_000  # bytes of an index; that of a checkout with a million files has 100 MB
_HEAD: Final = struct.Struct(">4sLL")
_FIXED: Final = 40  # bytes of an entry before the name of its object
_EXTENDED: Final = 0x4000


def tracked(folder: Path) -> bool:
    """Return whether anything in a folder, or the folder itself (a link, a submodule), is in git's index.

    A folder in no checkout, or in one whose index cannot be read, is not tracked.
    """
    absolute = Path(os.path.realpath(folder))
    for above in absolute.parents:
        index = _index(above)
        if index is not None:
            # In small letters, since some file systems tell no capitals apart.
            wanted = os.fsencode(absolute.relative_to(above).as_posix()).lower()
            return any((name.lower() + b"/").startswith(wanted + b"/") for name in _names(index))
    return False


def _index(checkout: Path) -> bytes | None:
    """Return the index of a checkout; empty where it has none yet; None where the folder is no checkout."""
    git = checkout / ".git"
    if not os.path.lexists(git):
        return None
    try:
        if git.is_file():  # of a submodule or a second worktree: where it really is
            with git.open(encoding="utf-8", errors="surrogateescape") as file:
                said = file.read(10_000)
            git = checkout / said.removeprefix("gitdir:").strip()
        with (git / "index").open("rb") as index:
            return index.read(_MOST)
    except (OSError, ValueError):
        return b""


def _names(index: bytes) -> Iterator[bytes]:
    """Yield the paths in an index, as far as it can be read."""
    if len(index) < _HEAD.size:
        return
    magic, version, count = _HEAD.unpack_from(index)
    if magic != b"DIRC" or version not in (2, 3, 4):
        return
    digits = 32 if hashlib.sha256(index[:-32]).digest() == index[-32:] else 20
    at, name = _HEAD.size, b""
    for _ in range(count):
        start = at
        at += _FIXED + digits + 2
        if at > len(index):
            return
        at += 2 if int.from_bytes(index[at - 2 : at]) & _EXTENDED else 0
        dropped = len(name)  # without compression, all of the name before
        if version == 4:
            try:
                dropped, at = _number(index, at)
            except IndexError:  # cut off
                return
        end = index.find(b"\0", at)
        if end < 0:
            return
        name = name[: max(0, len(name) - dropped)] + index[at:end]
        yield name
        # Up to version 3 an entry is filled up to eight bytes, with one NUL at least.
        at = end + 1 if version == 4 else start + (end - start + 8) // 8 * 8


def _number(index: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable width, and where it ends."""
    value = index[at] & 0x7F
    while index[at] & 0x80:
        at += 1
        value = (value + 1 << 7) | (index[at] & 0x7F)
    return value, at + 1
