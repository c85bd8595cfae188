"""From what the user typed to documents: files, folders, standard input; ids that are unique in a run."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from xdiff.discover import parts
from xdiff.errors import InputError
from xdiff.read import metadata
from xdiff.read.base import MAX_BYTES, Metadata, Reader, ReadResult, Source
from xdiff.read.decode import peek

if TYPE_CHECKING:
    from xdiff.records import Document

STDIN = "-"
_PIECE = 1 << 20  # bytes

# Modules of this room that serve the readers.
_COMMON = frozenset({"base", "dates", "decode", "furniture", "furniture_rules", "metadata", "paths", "prose"})
_SNIFF_ORDER = ("jsonl", "html")  # the ones with unmistakable first characters; plain text is the rest


@cache
def readers() -> Mapping[str, Reader]:
    """Every reader of the room by its name, which is its module's."""
    return parts("xdiff.read", "READER", Reader, common=_COMMON)


def read_bytes(
    data: bytes,
    *,
    name: str,
    path: str | None = None,
    format: str | None = None,  # noqa: A002 - the word the user knows it by
) -> tuple[Document, ...]:
    """Read one input that is already in memory.

    Args:
        data: the bytes.
        name: id of the document; for JSON lines, of the lines that bring none.
        path: what stands in `Document.path`, and whose suffix tells the format.
        format: `text`, `markdown`, `html` or `jsonl`; None: by suffix, then by the first characters.

    Raises:
        InputError: the input, or any line of it, cannot be used.
    """
    result = _read_source(Source(data=data, name=name, path=path), format)
    if result.problems:
        raise result.problems[0]
    return _with_distinct_ids(result.documents)


def read_paths(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
    skip: Callable[[str], bool] = lambda _path: False,
) -> ReadResult:
    """Read files, folders and standard input.

    A folder stands for its files with a known suffix, and those of its subfolders, in order of their
    names; hidden ones are left out. An id is the file name without its suffix. Files whose ids would be
    the same are told apart by suffix or folder (`a.txt` and `a.html`, `left/a` and `right/a`), and what
    is left by `#2`, `#3` in the order of the run; the ids of JSON lines are taken as they are.

    Args:
        paths: what the user typed; `-` is standard input.
        stdin: in place of the process's own standard input.
        max_bytes: refuse a file larger than this; no more than one byte above it is ever read.
        skip: asked of each file, once; those it names are left alone, and whether they can be read is no
            matter.

    Returns:
        the documents in the order of `paths`, and one InputError for each thing that cannot be read.
    """
    problems: list[InputError] = []
    documents: list[Document] = []
    files = [file for file in _files(paths, problems) if not skip(file)]
    names = _distinct_names(files)
    inputs = _Inputs(max_bytes=max_bytes, stdin=stdin, problems=problems)
    for file in files:
        try:
            source = inputs.standard_input() if file == STDIN else inputs.file(file, names[file])
            result = _read_source(source, None)
        except InputError as error:
            problems.append(error)
            continue
        documents += result.documents
        problems += result.problems
    return ReadResult(documents=_with_distinct_ids(documents), problems=tuple(problems))


def _read_source(source: Source, format_: str | None) -> ReadResult:
    known = readers()
    if format_ is not None:
        if format_ not in known:
            hint = f"Use one of {', '.join(known)}."
            raise InputError(f"no such format: {format_!r}", where=source.where, hint=hint)
        return known[format_].read(source)
    suffix = PurePath(source.path or "").suffix.lower()
    for reader in known.values():
        if suffix in reader.suffixes:
            return reader.read(source)
    head = peek(source.data)
    for name in _SNIFF_ORDER:
        sniff = known[name].sniff
        if sniff is not None and sniff(head):
            return known[name].read(source)
    return known["text"].read(source)


def _files(paths: Sequence[str], problems: list[InputError]) -> Iterator[str]:
    """Yield each file the user means, folders opened up; `-` stays as it is."""
    for typed in paths:
        if not typed:  # which Path would take for the folder it runs in
            hint = "A variable of the shell may be unset; give `.` for this folder."
            problems.append(InputError("an empty file name", where="''", hint=hint))
            continue
        if typed == STDIN or not os.path.isdir(typed):  # noqa: PTH112 (Path raises for a name too long)
            yield typed
            continue
        count = len(problems)
        found = False
        for file in _files_of(typed, problems):
            found = True
            yield file
        if not found and len(problems) == count:
            hint = f"xdiff reads files that end in {' '.join(sorted(_known_suffixes()))}."
            problems.append(InputError("the folder holds no documents", where=typed, hint=hint))


def _files_of(folder: str, problems: list[InputError], above: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the files of a folder and of its subfolders by name; a link back up is a problem, not a loop."""
    real = os.path.realpath(folder)
    if real in above:
        what = "a directory loop: this link leads back to a folder above it"
        problems.append(InputError(what, where=folder, hint="Remove the link, or give the files themselves."))
        return
    suffixes = _known_suffixes()
    try:
        entries = sorted(Path(folder).iterdir())
    except OSError as error:
        problems.append(_unreadable(folder, error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files_of(str(entry), problems, above | {real})
        elif entry.suffix.lower() in suffixes:
            yield str(entry)


def _known_suffixes() -> frozenset[str]:
    return frozenset(suffix for reader in readers().values() for suffix in reader.suffixes)


class _Inputs:
    """The bytes behind what the user typed, and what `seeds.toml` says of them."""

    def __init__(self, *, max_bytes: int, stdin: BinaryIO | None, problems: list[InputError]) -> None:
        self._max_bytes = max_bytes
        self._stdin = stdin
        self._stdin_read = False
        self._problems = problems
        self._tables: dict[Path, Mapping[str, Metadata]] = {}
        self._described: dict[Path, str] = {}

    def standard_input(self) -> Source:
        if self._stdin_read:
            raise InputError("standard input is named twice", where=STDIN, hint="Give `-` once.")
        self._stdin_read = True
        stream = self._stdin
        if stream is None:
            if sys.stdin is None:
                hint = "Pipe a document to xdiff, or give a file in its place."
                raise InputError("standard input is closed", where=STDIN, hint=hint)
            stream = sys.stdin.buffer
        data = _read_at_most(stream, self._max_bytes + 1)
        self._refuse_large(len(data), "standard input", at_least=True)
        return Source(data=data, name="stdin", path=STDIN)

    def file(self, typed: str, name: str) -> Source:
        path = Path(typed)
        try:
            mode = path.stat().st_mode
            if not stat.S_ISREG(mode):
                hint = "Pipe its content to xdiff and give `-` in its place."
                raise InputError(f"this is {_kind(mode)}, not a file", where=typed, hint=hint)
            with path.open("rb") as file:
                self._refuse_large(os.fstat(file.fileno()).st_size, typed)
                data = _read_at_most(file, self._max_bytes + 1)
                self._refuse_large(len(data), typed, at_least=True)
        except OSError as error:
            raise _unreadable(typed, error) from None
        except ValueError:  # a NUL character inside the name
            raise InputError("this is no file name", where=repr(typed), hint="Check the name.") from None
        known = self._metadata(path)  # first: it looks for the folder's `seeds.toml`
        described = self._described.get(path.parent)
        return Source(data=data, name=name, path=typed, metadata=known, described_in=described)

    def _refuse_large(self, size: int, where: str, *, at_least: bool = False) -> None:
        if size <= self._max_bytes:
            return
        measured = f"more than {self._max_bytes:,}" if at_least else f"{size:,}"
        raise InputError(
            f"{measured} bytes; the limit is {self._max_bytes:,}",
            where=where,
            hint="Split it into documents, or raise the limit with --max-bytes.",
        )

    def _metadata(self, path: Path) -> Metadata:
        folder = path.parent
        if folder not in self._tables:
            self._tables[folder] = {}
            if os.path.lexists(folder / metadata.FILE_NAME):
                self._described[folder] = str(folder / metadata.FILE_NAME)
            try:
                self._tables[folder] = metadata.load(folder)
            except InputError as error:
                self._problems.append(error)
            for name in self._tables[folder]:
                if not os.path.lexists(folder / name):
                    where = str(folder / metadata.FILE_NAME)
                    hint = "Mend the name, or take the table out."
                    self._problems.append(
                        InputError(f"names {name!r}, which is not there", where=where, hint=hint)
                    )
        return self._tables[folder].get(path.name, Metadata())


def _read_at_most(stream: BinaryIO, limit: int) -> bytes:
    """Read to the end or to `limit` bytes, in pieces: one read of a huge limit asks for as much memory."""
    pieces: list[bytes] = []
    while limit > 0 and (piece := stream.read(min(limit, _PIECE))):
        pieces.append(piece)
        limit -= len(piece)
    return b"".join(pieces)


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _unreadable(where: str, error: OSError) -> InputError:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        hint = "Check the name, or give `-` for standard input."
        return InputError("no such file or folder", where=where, hint=hint)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return InputError(
            "no permission to read it", where=where, hint="Change its permissions, or leave it out."
        )
    if error.errno == errno.ELOOP:
        return InputError("a loop of symbolic links", where=where, hint="Give the file itself.")
    return InputError(
        f"cannot be read: {error.strerror}", where=where, hint="Copy it somewhere else and try again."
    )


def _distinct_names(files: Sequence[str]) -> Mapping[str, str]:
    """Name each file by its stem; those of one stem by suffix, else by as many folders as it takes."""
    rivals: dict[str, dict[str, None]] = {}
    for file in files:
        rivals.setdefault(PurePath(file).stem, {})[file] = None
    return {
        file: name for stem, group in rivals.items() for file, name in _told_apart(stem, list(group)).items()
    }


def _told_apart(stem: str, group: Sequence[str]) -> Mapping[str, str]:
    if len(group) == 1:
        return {group[0]: stem}
    names = {file: file for file in group}
    left = set(group)
    depth = max(len(PurePath(file).parts) for file in group)
    for count, whole in [(1, True), *product(range(2, depth + 1), (False, True))]:
        candidates = {file: _tail(PurePath(file), count, whole=whole) for file in group}
        shared = Counter(candidates.values())
        for file in [file for file in left if shared[candidates[file]] == 1]:
            names[file] = candidates[file]
            left.discard(file)
    return names


def _tail(path: PurePath, count: int, *, whole: bool) -> str:
    """Return the last `count` parts of a path, with its suffix when `whole`."""
    return "/".join((path if whole else path.with_suffix("")).parts[-count:])


def _with_distinct_ids(documents: Sequence[Document]) -> tuple[Document, ...]:
    taken: Counter[str] = Counter()
    distinct: list[Document] = []
    for document in documents:
        name = document.id
        while name in taken:
            taken[document.id] += 1
            name = f"{document.id}#{taken[document.id]}"
        taken[name] = 1
        if name == document.id:
            distinct.append(document)
            continue
        note = f"the id {document.id!r} was taken already; this is {name!r}"
        distinct.append(replace(document, id=name, notes=(*document.notes, note)))
    return tuple(distinct)
