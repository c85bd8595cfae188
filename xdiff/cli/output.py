"""Where text leaves xdiff: stdout, stderr, files written whole or not at all, and progress."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from xdiff.errors import InputError, XdiffError

# What a shell shows for a process that its reader left (128 + SIGPIPE): `xdiff compare a b | head`.
EXIT_PIPE_CLOSED = 141


def printable(text: str) -> str:
    """Make control characters visible, so that a file name cannot act on the terminal.

    Args:
        text: one or more lines of text.

    Returns:
        The text with every C0 and C1 control but newline and tab, and every bidirectional control,
        written as an escape.
    """
    return "".join(
        character
        if character in "\n\t" or (character.isprintable() and not "\ud800" <= character <= "\udfff")
        else character.encode("unicode_escape", "backslashreplace").decode("ascii")
        for character in text
    )


def complain(error: XdiffError) -> None:
    """Print one error on stderr, as `xdiff: where: what. hint`; where stderr takes nothing, go on without.

    It is one line, and nothing in it is a command to a CI server that reads the log.
    """
    from xdiff.report.sanitise import visible

    shown = printable(visible(f"xdiff: {error}".replace("\n", "\\n").replace("\r", "\\r")))
    try:
        sys.stderr.write(shown + "\n")
        sys.stderr.flush()
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Let what `stream` still holds go nowhere: the interpreter flushes it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(text: str) -> None:
    """Print a report on stdout; a reader that has left ends the program quietly.

    Raises:
        SystemExit: 141 when the pipe is closed.
        InputError: standard output takes no more.
    """
    try:
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        discard(sys.stdout)
        raise SystemExit(EXIT_PIPE_CLOSED) from None
    except OSError as error:
        discard(sys.stdout)
        raise InputError(
            f"the report could not be written ({error.strerror})",
            where="standard output",
            hint="Make room, or write to another place.",
        ) from None


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all: the old file stands until the new one is complete.

    Args:
        path: where the file goes; its folder must exist.
        text: what goes into it, written as UTF-8.

    Raises:
        InputError: the folder is missing or not writable, or the disk is full. The old file is whole.
    """
    if str(path) == "-":
        say(text)
        return
    temporary = None
    try:
        if path.exists() and (not path.is_file() or _of_the_system(path)):
            # A device or pipe such as /dev/stdout cannot be replaced, only written to; neither can the name
            # /dev/stdout where it stands for a file, which `replace` would take from the whole machine.
            if path.is_dir():
                raise IsADirectoryError(21, "it is a folder")
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
            return
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            errors="backslashreplace",
            newline="",
            dir=path.parent,
            prefix=f".{path.name}.",
            delete=False,
        ) as file:
            temporary = Path(file.name)
            file.write(text)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise InputError(
            f"the file could not be written ({error.strerror})",
            where=str(path),
            hint="Check that the folder exists, is writable and has room; an earlier file is untouched.",
        ) from None


def _of_the_system(path: Path) -> bool:
    return f"{os.path.realpath(path.parent)}/".startswith(("/dev/", "/proc/"))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show the steps of long work on stderr while it lasts; nothing when stderr is not a terminal.

    Yields:
        A function of step name, items done and items in all.
    """
    if not sys.stderr.isatty():
        yield lambda _step, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        tasks = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield show
