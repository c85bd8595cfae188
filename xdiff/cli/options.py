"""Arguments and options that several commands share, so that each is worded once."""

from __future__ import annotations

import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

# Narrower than 40 columns nothing can be shown side by side or stacked; 100 is what a log is read at.
MIN_WIDTH, LOG_WIDTH = 40, 100


class RegisterName(StrEnum):
    """Kinds of text that fluency has been measured on."""

    news = "news"
    wiki = "wiki"
    literary = "literary"
    talk = "talk"


class ColorChoice(StrEnum):
    """When terminal reports carry colour."""

    auto = "auto"
    always = "always"
    never = "never"


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files (text, Markdown, HTML, JSON lines), folders, or - for standard input.",
        show_default=False,
    ),
]
RegisterOption = Annotated[
    RegisterName, typer.Option("--register", help="Kind of text that fluency is measured against.")
]
PackOption = Annotated[
    list[Path] | None,
    typer.Option("--pack", metavar="FILE", help="A language pack of your own; may be repeated."),
]
LmOption = Annotated[
    bool,
    typer.Option("--lm", help="Ask a small language model as well (extra lm): 1 s more a document."),
]
ReviewOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--review",
        metavar="FILE",
        help="Show the decisions of this review, exported from an HTML report; may be repeated.",
    ),
]
MaxBytes = Annotated[
    int | None,
    typer.Option("--max-bytes", min=1, metavar="N", help="Largest input that is read, in bytes."),
]
Width = Annotated[
    int | None,
    typer.Option("--width", min=MIN_WIDTH, metavar="COLUMNS", help="Columns of the terminal report."),
]
Color = Annotated[ColorChoice, typer.Option("--color", help="Colour in terminal reports.")]


def columns(asked: int | None) -> int:
    """Return how wide a terminal report may be: as asked, as the terminal is, or 100 in a log."""
    if asked is not None:
        return asked
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return LOG_WIDTH
    return max(MIN_WIDTH, shutil.get_terminal_size((LOG_WIDTH, 24)).columns)


def colored(choice: ColorChoice) -> bool:
    """Return whether a report carries colour; NO_COLOR (no-color.org) is honoured under `auto`."""
    if choice is ColorChoice.auto:
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return choice is ColorChoice.always


def drawable() -> bool:
    """Return whether standard output can carry box-drawing characters; without, reports use ASCII."""
    try:
        "│─█".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
