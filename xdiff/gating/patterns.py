"""Patterns of a policy: which files they name. The same on every system, whatever its case and slashes."""

from __future__ import annotations

import os
import unicodedata
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

STDIN = "-"

# For the reference page and for messages: what a pattern means.
MEANING = """\
Patterns name files by their path below the policy's folder, with `/` on every system.

| pattern | names |
|---|---|
| `*.html` | without `/`: files and folders of this name, at any depth |
| `drafts` | so also everything in each folder called `drafts` |
| `drafts/` | the same, folders only |
| `seeds/*.txt` | with `/`: read from the policy's folder; `*` and `?` do not go beyond a `/` |
| `seeds/**/old.txt` | `**` stands for any number of folders, also for none |
| `[0-9]*.txt` | one character of several; `[!0-9]` one that is none of them, `[*]` the star itself |
| `../wire/*.txt` | files outside the policy's folder |
| `-` | standard input, which nothing else names |

Capitals count, on systems where a file name's do not as well. Of JSON lines, the file's path decides for all
of its documents. A link is named by its own path, not by where it leads.
"""


def fault(pattern: str) -> tuple[str, str] | None:
    """Return what is wrong with a pattern and what to write, or None when it can name files."""
    if not pattern.strip() or not any(part not in ("", ".") for part in pattern.split("/")):
        return "an empty pattern", "Write `**` for every file."
    if "\\" in pattern:
        return "a pattern with a backslash", "Write `/` between folders, on every system."
    if pattern.startswith("/") or pattern[1:3] == ":/":
        return "an absolute path", "Patterns are read from the policy's folder, such as `seeds/*.txt`."
    if pattern.startswith("!"):
        return "a pattern that begins with `!`", "No pattern takes files back in: name fewer with the others."
    parts = [each for each in pattern.split("/") if each not in ("", ".")]
    above = next((at for at, each in enumerate(parts) if each != ".."), len(parts))
    if ".." in parts[above:]:
        return "`..` inside a pattern", "It may only stand at the beginning."
    return None


def fits(pattern: str, path: str | None, root: Path) -> bool:
    """Return whether a pattern names a file.

    Args:
        pattern: see `MEANING`; one that `fault` finds nothing wrong with.
        path: the file as it was typed, from the folder xdiff runs in; `-` is standard input. None: the
            document came from no file, and nothing names it.
        root: the policy's folder.
    """
    if path is None:
        return False
    if STDIN in (path, pattern):
        return path == pattern
    return _names(*_parts(pattern), _below(path, str(root), os.getcwd()))  # noqa: PTH109 (four times as fast)


# Each pattern asks for the same file, and each line of a file of JSON lines: 0.2 ms apiece.
@lru_cache(maxsize=1024)
def _below(path: str, root: str, _from: str) -> tuple[str, ...]:
    """Return the parts of a file's path, from a folder; they begin with `..` where it lies outside."""
    # Not Path.resolve(), which follows links: a link is named by its own path.
    file, folder = Path(os.path.abspath(path)), Path(os.path.abspath(root))  # noqa: PTH100 (as said)
    parts = _relative(file, folder)
    if parts[0] == "..":
        # One of them may have been reached through a link, such as /tmp on a Mac. Only the folders are
        # followed: a link to a file keeps its name.
        followed = _relative(Path(os.path.realpath(file.parent)) / file.name, Path(os.path.realpath(folder)))
        parts = followed if followed[0] != ".." else parts
    return tuple(unicodedata.normalize("NFC", part) for part in parts)


def _relative(file: Path, folder: Path) -> tuple[str, ...]:
    try:
        return Path(os.path.relpath(file, folder)).parts or (".",)
    except ValueError:  # on another drive: only its name is left to go by
        return "..", file.name


@lru_cache(maxsize=1024)
def _parts(pattern: str) -> tuple[tuple[str, ...], bool, bool]:
    """Return the parts of a pattern, whether they start at the policy's folder, and if it needs a folder."""
    parts = [unicodedata.normalize("NFC", each) for each in pattern.split("/") if each not in ("", ".")]
    anchored, folder = "/" in pattern.rstrip("/"), pattern.endswith("/")
    while len(parts) > 1 and parts[-1] == "**":  # `seeds/**`: what is in it, as `seeds/`
        parts.pop()
        folder = True
    return tuple(parts), anchored or parts == ["**"], folder


def _names(pattern: tuple[str, ...], anchored: bool, folder: bool, file: tuple[str, ...]) -> bool:
    """Return whether a pattern names a file, or a folder that it is in."""
    if not anchored:
        names = file[:-1] if folder else file
        return any(part != ".." and fnmatchcase(part, pattern[0]) for part in names)
    reached = _closed({0}, pattern)
    for left, part in zip(range(len(file) - 1, -1, -1), file, strict=True):
        reached = _closed({each for used in reached for each in _after(used, pattern, part)}, pattern)
        if len(pattern) in reached and (left or not folder):
            return True
    return False


def _after(used: int, pattern: tuple[str, ...], part: str) -> tuple[int, ...]:
    """Return how much of the pattern is used up once a part of the path is."""
    if used == len(pattern):
        return ()
    wanted = pattern[used]
    if ".." in (wanted, part):  # no star goes up
        return (used + 1,) if wanted == part else ()
    if wanted == "**":
        return (used,)
    return (used + 1,) if fnmatchcase(part, wanted) else ()


def _closed(reached: set[int], pattern: tuple[str, ...]) -> set[int]:
    """Return the places in the pattern that are reached when each `**` may stand for nothing."""
    whole = set(reached)
    for used in sorted(reached):
        at = used
        while at < len(pattern) and pattern[at] == "**":
            at += 1
            whole.add(at)
    return whole
