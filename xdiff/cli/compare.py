"""`xdiff compare`: several documents about one event, side by side."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xdiff.cli.options import (
    Color,
    ColorChoice,
    LmOption,
    MaxBytes,
    PackOption,
    Paths,
    RegisterName,
    RegisterOption,
    ReviewOption,
    Width,
    colored,
    columns,
    drawable,
)
from xdiff.errors import EXIT_FOUND, EXIT_UNUSABLE, InputError


class Format(StrEnum):
    """Formats of a comparison."""

    text = "text"
    json = "json"
    markdown = "markdown"
    html = "html"


class FailOn(StrEnum):
    """The least severity that makes `compare` exit with 1."""

    conflict = "conflict"
    variant = "variant"
    note = "note"
    never = "never"


def _refuse_overwriting(files: Mapping[str, Path | None], inputs: Sequence[str]) -> None:
    """Raise InputError when two reports would go to one file, or a report over an input."""
    read = {os.path.realpath(each) for each in inputs if Path(each).is_file()}
    taken: dict[str, str] = {}
    for option, path in files.items():
        if path is None or (path.exists() and not path.is_file()):  # two reports to /dev/null are fine
            continue
        real = os.path.realpath(path)
        rival = "an input" if real in read else taken.get(real)
        if rival:
            hint = "Give each report a file of its own."
            raise InputError(f"{option} would overwrite {rival}", where=str(path), hint=hint)
        taken[real] = f"what {option} writes"


def compare(
    paths: Paths,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="What goes to standard output.")
    ] = Format.text,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the HTML report here as well.")
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the JSON here as well.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="Write the Markdown here as well.")
    ] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            help="Exit with 1 when a divergence is at least this severe; "
            "one that a --review rejects never counts.",
        ),
    ] = FailOn.never,
    review: ReviewOption = None,
    register: RegisterOption = RegisterName.news,
    pack: PackOption = None,
    lm: LmOption = False,
    max_bytes: MaxBytes = None,
    width: Width = None,
    color: Color = ColorChoice.auto,
) -> None:
    """Align what two or more documents say about the same facts, and show where they differ."""
    from xdiff import pipeline, report
    from xdiff.cli.inputs import documents, reviews
    from xdiff.cli.output import complain, progress, say, write_file
    from xdiff.records import SEVERITIES
    from xdiff.review import rejected

    files = {"--html": html, "--json": json, "--markdown": markdown}
    decided = review or []
    _refuse_overwriting(files, [*paths, *map(str, decided)])
    earlier = reviews(decided)
    read = documents(paths, max_bytes)
    _refuse_overwriting(files, [each.path for each in read.documents if each.path])
    with progress() as show:
        run = pipeline.compare(
            read.documents,
            register=register.value,
            packs=tuple(pack or ()),
            lm=lm,
            notes=tuple(f"not read: {problem}" for problem in read.problems),
            reviews=earlier,
            progress=show,
        )
    for option, path in files.items():
        if path is not None:
            write_file(path, report.render(run, option.removeprefix("--")))
    say(report.render(run, format.value, width=columns(width), color=colored(color), ascii=not drawable()))

    judged = sum(each.language in (None, "en") for each in run.inspections)
    if judged < 2:
        hint = "Give another document in English; `xdiff detect` tells each one's language."
        complain(InputError("nothing was compared: fewer than two documents are in English", hint=hint))
    if read.problems or judged < 2:
        raise typer.Exit(EXIT_UNUSABLE)
    if fail_on is not FailOn.never:
        counted = SEVERITIES[: SEVERITIES.index(fail_on.value) + 1]
        let_go = rejected(run).divergences
        if any(each.severity in counted and each not in let_go for each in run.divergences):
            raise typer.Exit(EXIT_FOUND)
