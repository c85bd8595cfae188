"""Paths on the command line into documents, with what could not be read told on stderr."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from xdiff.cli.output import complain
from xdiff.read import MAX_BYTES, ReadResult, read_paths
from xdiff.review import ReviewFile
from xdiff.review import read as read_review


def documents(paths: Sequence[str], max_bytes: int | None) -> ReadResult:
    """Read every path; complain about each that cannot be read and go on.

    Args:
        paths: as they stood on the command line.
        max_bytes: the largest input read, or None for the reader's own limit.

    Returns:
        The documents and the problems already told.

    Raises:
        InputError: nothing could be read at all, and there was one reason for it.
    """
    result = read_paths(paths, max_bytes=MAX_BYTES if max_bytes is None else max_bytes)
    if not result.documents and len(result.problems) == 1:
        raise result.problems[0]
    for problem in result.problems:
        complain(problem)
    return result


def reviews(paths: Iterable[Path]) -> tuple[ReviewFile, ...]:
    """Read review files, each once, in the order given.

    Raises:
        InputError: one of them cannot be used. Without it, what was rejected would be reported again.
    """
    return tuple(read_review(path) for path in dict.fromkeys(paths))
