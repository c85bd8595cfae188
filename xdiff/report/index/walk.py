"""The files of a folder that may hold a report, each once, whatever links lead to it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xdiff.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

HTML: Final = frozenset({".html", ".htm"})
JSON: Final = frozenset({".json"})
LINES: Final = frozenset({".jsonl", ".ndjson"})
SUFFIXES: Final = HTML | JSON | LINES
# The last second of the year 9999: a file may claim a later one, a calendar has none.
_LATEST: Final = 253_402_300_799.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file: where it lies, how it is named below the folder, its size in bytes and its time."""

    path: Path
    name: str
    size: int
    written: float

    @property
    def suffix(self) -> str:
        """The ending of its name, in lower case, with the dot."""
        return self.path.suffix.lower()


def files(folder: str, problems: list[InputError], *, recursive: bool) -> list[Found]:
    """Return the files of a folder with a suffix that xdiff writes, by name; hidden ones are left out.

    A folder or file that several links lead to is taken once, so that a loop of links ends by itself.

    Args:
        folder: as the user typed it.
        problems: takes what cannot be read; `where` is relative to the folder.
        recursive: whether its subfolders are read too.

    Raises:
        InputError: there is no such folder, or it cannot be read.
    """
    _refuse(folder)
    seen: set[str] = set()
    # A file is known by its own name rather than by that of a link to it.
    paths = sorted(
        _walk(Path(folder), seen, problems, folder, recursive=recursive),
        key=lambda each: (each.is_symlink(), each),
    )
    taken: set[str] = set()
    found = []
    for path in paths:
        real = os.path.realpath(path)
        if real in taken:
            continue
        taken.add(real)
        each = _file(path, os.path.relpath(path, folder).replace(os.sep, "/"), problems)
        if each is not None:
            found.append(each)
    return sorted(found, key=lambda each: each.name)


def _refuse(folder: str) -> None:
    if not folder:  # which Path would take for the folder it runs in
        hint = "A variable of the shell may be unset; give `.` for this folder."
        raise InputError("an empty folder name", where="''", hint=hint)
    try:
        mode = Path(folder).stat().st_mode
        if stat.S_ISDIR(mode):
            os.scandir(folder).close()
    except OSError as error:
        raise unreadable(folder, error, "folder") from None
    except ValueError:  # a NUL character inside the name
        raise InputError("this is no folder name", where=repr(folder), hint="Check the name.") from None
    if not stat.S_ISDIR(mode):
        hint = "An index is made of a folder of reports; give the folder that this lies in."
        raise InputError("this is not a folder", where=folder, hint=hint)


def _walk(
    folder: Path, seen: set[str], problems: list[InputError], top: str, *, recursive: bool
) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        problems.append(unreadable(os.path.relpath(folder, top), error, "folder"))
        return
    for path in inside:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if recursive:
                yield from _walk(path, seen, problems, top, recursive=True)
        elif path.suffix.lower() in SUFFIXES:
            yield path


def _file(path: Path, name: str, problems: list[InputError]) -> Found | None:
    try:
        status = path.stat()
    except OSError as error:
        problems.append(unreadable(name, error, "file"))
        return None
    if not stat.S_ISREG(status.st_mode):
        hint = "Move it out of the folder, or rename it."
        problems.append(InputError("this is a pipe or a device, not a file", where=name, hint=hint))
        return None
    written = min(max(status.st_mtime, 0.0), _LATEST)
    return Found(path=path, name=name, size=status.st_size, written=written)


def unreadable(where: str, error: OSError, what: str) -> InputError:
    """Return what to say of a file or folder that the system does not give."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return InputError(f"no such {what}", where=where, hint="Check the name; it may be a link to nowhere.")
    if isinstance(error, PermissionError):
        return InputError("no permission to read it", where=where, hint="Change its permissions, or move it.")
    return InputError(f"cannot be read: {error.strerror}", where=where, hint="Copy it somewhere else.")
