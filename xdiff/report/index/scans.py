"""Verdicts of a scan read back: `detect --format jsonl`, a line at a time, and `detect --format json`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, BinaryIO, Final

from xdiff.errors import InputError
from xdiff.report import summary
from xdiff.report.base import shortened
from xdiff.report.index.entries import Scan, Scanned
from xdiff.report.index.reports import likeliest, refuse_newer
from xdiff.report.index.shape import Shape, parsed
from xdiff.report.lines import DETECT_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xdiff.report.index.walk import Found

# The verdict on a book, with all its evidence, takes less.
LONGEST_LINE: Final = 16_000_000
# Of the lines of one file that cannot be read so many are told one by one.
LINES_TOLD: Final = 5
# So often the progress of a long file is told.
_STEP: Final = 5_000
_KEYS: Final = ("id", "path", "label", "p_machine", "source_languages", "abstained")
_NAME: Final = 160


def from_lines(
    found: Found, scans: list[Scan], problems: list[InputError], told: Callable[[int], None]
) -> Iterator[Scanned]:
    """Give each verdict of a file of lines, holding one line at a time.

    Args:
        found: the file.
        scans: takes the counts of the file, once it is known to be a scan.
        problems: takes lines that cannot be read; the others are read all the same.
        told: is called now and then with the bytes read.

    Raises:
        InputError: the first line is no JSON.
        OSError: the file cannot be read.
    """
    scan: Scan | None = None
    broken = 0
    with found.path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            if number % _STEP == 0:
                told(file.tell())
            if line is not None and not line.strip():
                continue
            try:
                verdict = _read(line, number, found, known=scan is not None)
            except InputError as error:
                if scan is None:
                    raise
                broken += 1
                if broken <= LINES_TOLD:
                    problems.append(error)
                continue
            if verdict is None:  # the first line tells whether this is a scan
                return
            if scan is None:
                scan = Scan(file=found.name, written=found.written, labels=Counter())
                scans.append(scan)
            scan.labels[verdict.label] += 1
            yield verdict
    if broken > LINES_TOLD:
        what = f"{broken - LINES_TOLD:,} more lines cannot be read"
        problems.append(InputError(what, where=found.name, hint="Run the scan again."))


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Give each line; None for one that is too long, which is passed over a piece at a time."""
    while line := file.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        yield None
        while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)


def _read(line: bytes | None, number: int, found: Found, *, known: bool) -> Scanned | None:
    """Return the verdict in a line; None where it is none, in a file not `known` to be a scan."""
    if line is None:
        if not known:
            return None
        hint = "Run the scan again without that document."
        raise InputError(
            f"a line of more than {LONGEST_LINE:,} bytes", where=f"{found.name}:{number}", hint=hint
        )
    if number == 1:
        line = line.removeprefix(b"\xef\xbb\xbf")
    values = parsed(line, found.name, line=number)
    data = Shape(values, f"{found.name}:{number}") if isinstance(values, dict) else None
    if data is None or not data.has(*_KEYS):
        if not known:
            return None
        raise InputError(
            "this line is no verdict", where=f"{found.name}:{number}", hint="Run the scan again."
        )
    return _scanned(data, found.name, number)


def _scanned(data: Shape, file: str, line: int) -> Scanned:
    label = data.origin("label")
    title = data.words("title")  # of the line that was scanned, where it had one
    path, abstained = data.text_or_none("path"), data.text_or_none("abstained")
    return Scanned(
        file=file,
        line=line,
        id=shortened(data.text("id"), _NAME),
        title=None if title is None else shortened(title, summary.TITLE),
        path=None if path is None else shortened(path, _NAME),
        language=data.text_or_none("language"),
        label=label,
        p_machine=data.share("p_machine"),
        source=likeliest(data, label),
        abstained=None if abstained is None else shortened(abstained, _NAME),
    )


def from_listed(values: object, found: Found, scans: list[Scan]) -> Iterator[Scanned]:
    """Give each verdict of `detect --format json`; `line` counts the documents.

    Raises:
        InputError: it is damaged, or of a newer xdiff.
    """
    data = Shape(values, found.name)
    refuse_newer(data, DETECT_SCHEMA, found.name)
    read = [_scanned(each, found.name, at) for at, each in enumerate(data.each("documents"), 1)]
    scans.append(Scan(file=found.name, written=found.written, labels=Counter(each.label for each in read)))
    yield from read
