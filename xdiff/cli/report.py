"""`xdiff report`: what is made of reports that were written before."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xdiff.errors import EXIT_UNUSABLE, InputError

app = typer.Typer(help="Make an index over many reports.", no_args_is_help=True, rich_markup_mode=None)


class IndexFormat(StrEnum):
    """Formats of an index."""

    html = "html"
    markdown = "markdown"
    jsonl = "jsonl"


# Where the page goes when no file is named; what else has this name is not ours to overwrite.
NAME = "index.html"
MOST = 2_000


@app.callback()
def report() -> None:
    """Make an index over many reports."""


@app.command()
def index(
    folder: Annotated[
        str,
        typer.Argument(
            metavar="DIR", help="Folder of reports (HTML or JSON) and verdicts.", show_default=False
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where the index goes, - for standard output; index.html in DIR when left out (other "
            "formats: standard output).",
        ),
    ] = None,
    format: Annotated[
        IndexFormat, typer.Option("--format", "-f", help="A page, a table for a comment, or JSON lines.")
    ] = IndexFormat.html,
    recursive: Annotated[
        bool, typer.Option("--recursive/--flat", help="Whether the folders inside DIR are read too.")
    ] = True,
    most: Annotated[
        int,
        typer.Option(
            "--most", min=1, metavar="N", help="List the worst N reports and the worst N scanned documents."
        ),
    ] = MOST,
) -> None:
    """Make one page over many reports, the worst first: conflicts, machine translation, what is undecided.

    It lists the pages of `compare --html`, the JSON of `compare --format json` where there is no page of
    the same run, and the documents of `detect --format jsonl` or json. Other files are passed over.
    """
    from xdiff.cli.output import complain, printable, progress, say, write_file
    from xdiff.report import index as indexing

    stdout = output is None if format is not IndexFormat.html else str(output) == "-"
    place = None if stdout else output or Path(folder, NAME)
    with progress() as show:
        listing = indexing.collect(folder, recursive=recursive, most=most, output=place, progress=show)
    for problem in listing.problems:
        where = os.path.join(folder, problem.where)  # noqa: PTH118 (a Path would change what was typed)
        complain(InputError(problem.what, where=where, hint=problem.hint))
    if place is None or str(place) == "-":
        say(indexing.render(listing, format.value))
    else:
        if output is None:
            _refuse_foreign(place)
        write_file(place, indexing.render(listing, format.value, prefix=_way(folder, place)))
        say(f"{printable(str(place))}: {indexing.sums(listing)}")
    if listing.problems:
        raise typer.Exit(EXIT_UNUSABLE)


def _way(folder: str, place: Path) -> str:
    """Return the way from the index to the reports, for links that hold wherever both are moved together."""
    try:
        return os.path.relpath(folder, place.parent)
    except ValueError:  # on Windows, another drive
        hint = "Name a file on the drive of the reports."
        raise InputError("no link leads from there to the reports", where=str(place), hint=hint) from None


def _refuse_foreign(place: Path) -> None:
    """Raise InputError when a page that is no index stands where the index would go unasked."""
    from xdiff.report import index as indexing

    try:
        ours = not place.exists() or indexing.is_index(place)
    except OSError:
        ours = False
    if not ours:
        hint = "Name a file with --output."
        raise InputError("this page is not an index that xdiff made", where=str(place), hint=hint)
