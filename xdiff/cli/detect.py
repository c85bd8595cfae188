"""`xdiff detect` and `xdiff score`: one document at a time."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

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
    Width,
    colored,
    columns,
    drawable,
)
from xdiff.errors import EXIT_FOUND, EXIT_UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xdiff.records import Inspection


class DetectFormat(StrEnum):
    """Formats of a verdict."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"


class ScoreFormat(StrEnum):
    """Formats of fluency signals."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


class FailOnOrigin(StrEnum):
    """Which verdict makes `detect` exit with 1."""

    machine = "machine_translation"
    never = "never"


def _inspect_each(
    paths: list[str],
    max_bytes: int | None,
    register: RegisterName,
    packs: list[Path] | None,
    emit: Callable[[tuple[Inspection, ...]], None],
    *,
    stream: bool,
    fluency: bool,
    lm: bool = False,
) -> tuple[tuple[Inspection, ...], bool]:
    """Inspect every document, emitting each at once when streaming, else all at the end."""
    from xdiff import pipeline
    from xdiff.cli.inputs import documents
    from xdiff.cli.output import progress

    read = documents(paths, max_bytes)
    if not read.documents:  # each reason has been told
        raise typer.Exit(EXIT_UNUSABLE)
    found = []
    with progress() as show:
        for done, document in enumerate(read.documents):
            show("inspect", done, len(read.documents))
            found.append(
                pipeline.inspect(
                    document,
                    register=register.value,
                    packs=tuple(packs or ()),
                    fluency=fluency,
                    facts=False,
                    lm=lm,
                )
            )
            if stream:
                emit((found[-1],))
    if not stream:
        emit(tuple(found))
    return tuple(found), bool(read.problems)


def _printer(
    render: Callable[..., str],
    form: str,
    register: RegisterName,
    packs: list[Path] | None,
    width: int | None,
    color: ColorChoice,
    *,
    lm: bool = False,
) -> Callable[[tuple[Inspection, ...]], None]:
    """Return what renders inspections as asked and prints them, with the settings behind their numbers."""
    from xdiff import pipeline
    from xdiff.cli.output import say

    def emit(inspections: tuple[Inspection, ...]) -> None:
        # A line of JSON carries no settings, and there may be a million of them.
        settings = (
            None
            if form == "jsonl"
            else pipeline.signature(register=register.value, packs=tuple(packs or ()), comparing=False, lm=lm)
        )
        say(
            render(
                inspections,
                form,
                width=columns(width),
                color=colored(color),
                ascii=not drawable(),
                signature=settings,
            )
        )

    return emit


def detect(
    paths: Paths,
    format: Annotated[
        DetectFormat, typer.Option("--format", "-f", help="What goes to standard output.")
    ] = DetectFormat.text,
    fail_on: Annotated[
        FailOnOrigin, typer.Option("--fail-on", help="Exit with 1 when a document gets this verdict.")
    ] = FailOnOrigin.never,
    register: RegisterOption = RegisterName.news,
    pack: PackOption = None,
    lm: LmOption = False,
    max_bytes: MaxBytes = None,
    width: Width = None,
    color: Color = ColorChoice.auto,
) -> None:
    """Tell how each document's English came to be, and show the words that gave it away."""
    from xdiff import report

    emit = _printer(report.render_detect, format.value, register, pack, width, color, lm=lm)
    found, problems = _inspect_each(
        paths, max_bytes, register, pack, emit, stream=format is DetectFormat.jsonl, fluency=False, lm=lm
    )
    if problems:
        raise typer.Exit(EXIT_UNUSABLE)
    if any(each.verdict.label == fail_on.value for each in found):
        raise typer.Exit(EXIT_FOUND)


def score(
    paths: Paths,
    format: Annotated[
        ScoreFormat, typer.Option("--format", "-f", help="What goes to standard output.")
    ] = ScoreFormat.text,
    register: RegisterOption = RegisterName.news,
    max_bytes: MaxBytes = None,
    width: Width = None,
    color: Color = ColorChoice.auto,
) -> None:
    """Measure how each document reads: every signal with its unit and what is usual for the register."""
    from xdiff import report

    emit = _printer(report.render_score, format.value, register, None, width, color)
    _, problems = _inspect_each(
        paths, max_bytes, register, None, emit, stream=format is ScoreFormat.jsonl, fluency=True
    )
    if problems:
        raise typer.Exit(EXIT_UNUSABLE)
