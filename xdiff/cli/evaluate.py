"""`xdiff evaluate`: score a labelled file, and write one prediction per row."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xdiff.errors import InputError

app = typer.Typer(
    help="Score xdiff on a labelled file of JSON lines (plain or .gz) and write its predictions.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="Labelled JSON lines; gold may be missing.", show_default=False)
]
Predictions = Annotated[
    Path | None,
    typer.Option("--predictions", metavar="OUT", help="Write one prediction per row here, as JSON lines."),
]


def _evaluate(task: str, file: Path, out: Path | None) -> None:
    import json
    from typing import cast

    from xdiff import evaluate
    from xdiff.cli.output import progress, say, write_file

    kind = cast("evaluate.Task", task)
    given = list(evaluate.rows(file, kind))
    if not given:
        raise InputError("there is no row in it", where=str(file), hint="Give a file of JSON lines.")
    with progress() as show:
        predicted = evaluate.predictions(kind, given, show)
    if out is not None:
        write_file(out, "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in predicted))
    scores = evaluate.figures(kind, given, predicted)
    say(json.dumps({"file": str(file), "rows": len(given), "figures": scores}, indent=2))
    if not scores and out is None:
        hint = "Rows without gold are only predicted; `--predictions OUT` keeps that."
        raise InputError("no row has gold: nothing was scored", where=str(file), hint=hint)


@app.command()
def origin(file: File, predictions: Predictions = None) -> None:
    """Score verdicts: AUC by kind of machine, false alarms by kind of human text, calibration."""
    _evaluate("origin", file, predictions)


@app.command()
def alignment(file: File, predictions: Predictions = None) -> None:
    """Score links between the sentences of two texts: precision, recall and F1, by set and over all."""
    _evaluate("alignment", file, predictions)


@app.command()
def attributions(file: File, predictions: Predictions = None) -> None:
    """Score who is said to have said what: quotations, and quotations with the right speaker."""
    _evaluate("attributions", file, predictions)
