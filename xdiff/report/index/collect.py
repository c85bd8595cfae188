"""A folder of reports and scans into a listing, one file after the other."""

from __future__ import annotations

import heapq
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xdiff.errors import InputError
from xdiff.report.index import reports, scans, walk
from xdiff.report.index.entries import (
    MOST,
    Entry,
    Listing,
    Scan,
    Scanned,
    badness,
    merged,
    scanned_badness,
    summed,
)
from xdiff.report.index.shape import parsed
from xdiff.report.lines import DETECT_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xdiff.report.index.walk import Found

# JSON is read whole; that of a hundred long documents is a tenth of this.
LARGEST_JSON: Final = 200_000_000
_MEGABYTE: Final = 1_000_000


def collect(
    folder: str,
    *,
    recursive: bool = True,
    most: int = MOST,
    output: Path | None = None,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
) -> Listing:
    """Read every report and every scan of a folder.

    Args:
        folder: as the user typed it.
        recursive: whether its subfolders are read too.
        most: how many reports, and how many documents of scans, are listed; the worst ones.
        output: where the index goes, which must be none of the files that are read.
        progress: is told the step, megabytes read, megabytes in all.

    Raises:
        InputError: there is no such folder, or it holds no report and no scan, or `output` is one of them.
    """
    problems: list[InputError] = []
    reading = _Reading(problems, progress)
    files = walk.files(folder, problems, recursive=recursive)
    # nsmallest holds no more documents than are asked for, whatever comes.
    scanned = heapq.nsmallest(most, reading.scanned(files), key=scanned_badness)
    if output is not None:
        reading.refuse(output)
    entries = merged(reading.entries)
    if not entries and not reading.scans:
        raise _nothing(folder, files, problems)
    return Listing(
        folder=Path(os.path.realpath(folder)).name or folder,
        entries=tuple(heapq.nsmallest(most, entries, key=badness)),
        all_entries=len(entries),
        scanned=tuple(scanned),
        scans=tuple(reading.scans),
        sums=summed(entries),
        ignored=reading.ignored,
        problems=tuple(problems),
    )


def _nothing(folder: str, files: list[Found], problems: list[InputError]) -> InputError:
    if len(problems) == 1:
        where = os.path.join(folder, problems[0].where)  # noqa: PTH118 (a Path would change what was typed)
        return InputError(problems[0].what, where=where, hint=problems[0].hint)
    hint = "Write one there with `xdiff compare ... --html FILE` or `xdiff detect ... --format jsonl`."
    looked = f" among its {len(files):,} files" if files else ""
    if problems:
        hint = f"The first of {len(problems):,} problems is in {problems[0].where}: {problems[0].what}."
    return InputError(f"the folder holds no report{looked}", where=folder, hint=hint)


class _Reading:
    """What has been read so far."""

    def __init__(self, problems: list[InputError], progress: Callable[[str, int, int], None]) -> None:
        self.entries: list[Entry] = []
        self.scans: list[Scan] = []
        self.problems = problems
        self.ignored = 0
        self._inputs: dict[str, str] = {}
        self._progress = progress

    def scanned(self, files: list[Found]) -> Iterator[Scanned]:
        """Read every file: give the documents of scans, keep the reports."""
        total = sum(each.size for each in files)
        before = 0
        for found in files:
            known = len(self.entries), len(self.scans), len(self.problems)
            start = before

            def told(read: int, start: int = start) -> None:
                self._progress("read, in MB", (start + read) // _MEGABYTE, total // _MEGABYTE)

            told(0)
            try:
                yield from self._documents(found, told)
            except InputError as error:
                self.problems.append(error)
            except OSError as error:
                self.problems.append(walk.unreadable(found.name, error, "file"))
            if known != (len(self.entries), len(self.scans), len(self.problems)):
                self._inputs[os.path.realpath(found.path)] = found.name
            before += found.size

    def _documents(self, found: Found, told: Callable[[int], None]) -> Iterator[Scanned]:
        if found.suffix in walk.HTML:
            self._page(found)
        elif found.suffix in walk.LINES:
            count = len(self.scans)
            yield from scans.from_lines(found, self.scans, self.problems, told)
            self.ignored += len(self.scans) == count
        else:
            yield from self._json(found)

    def _page(self, found: Found) -> None:
        entry = reports.from_html(found)
        if entry is not None:
            self.entries.append(entry)
        elif not is_index(found.path):
            self.ignored += 1

    def _json(self, found: Found) -> Iterator[Scanned]:
        if found.size > LARGEST_JSON:
            hint = "Write a scan as `--format jsonl`, which is read a line at a time."
            what = f"{found.size:,} bytes of JSON; the limit is {LARGEST_JSON:,}"
            raise InputError(what, where=found.name, hint=hint)
        values = parsed(found.path.read_bytes(), found.name)
        schema = values.get("schema") if isinstance(values, dict) else None
        if not isinstance(schema, str):
            schema = ""
        if schema.startswith("xdiff.compare/"):
            self.entries.append(reports.from_compare(values, found))
        elif schema.startswith(DETECT_SCHEMA.rpartition("/")[0] + "/"):
            yield from scans.from_listed(values, found, self.scans)
        else:
            self.ignored += 1

    def refuse(self, output: Path) -> None:
        """Raise InputError when the index would overwrite what it is made of."""
        name = self._inputs.get(os.path.realpath(output))
        if name is not None:
            hint = "Name another file with --output."
            raise InputError(f"the index would overwrite a report ({name})", where=str(output), hint=hint)


def is_index(path: Path) -> bool:
    """Return whether a file is an index that xdiff made.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return reports.is_index(file.read(reports.HEAD))
