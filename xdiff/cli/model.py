"""`xdiff model`: what the shipped models are, and making them anew."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xdiff.errors import InputError
from xdiff.records import Document

app = typer.Typer(
    help="Show the model cards, or fit the models anew.", no_args_is_help=True, rich_markup_mode=None
)


class ModelName(StrEnum):
    """The shipped models."""

    origin = "origin"
    lm = "origin-lm"
    align = "align"
    judgement = "judgement"
    speakers = "speakers"


@app.command()
def show(
    name: Annotated[ModelName, typer.Argument(help="Which model.")] = ModelName.origin,
) -> None:
    """Print a model card: data, hashes, every figure, false-alarm rates at the cut, what it cannot do."""
    from importlib.resources import files

    from xdiff.cli.output import say

    say(files("xdiff.data").joinpath(f"{name.value}.md").read_text(encoding="utf-8"))


@app.command()
def train(
    name: Annotated[
        ModelName | None, typer.Argument(help="Which model; all but origin-lm when left out.")
    ] = None,
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="Folder with origin/, align/ and facts/.")
    ] = Path("../shared/data"),
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Where the model and its card go; xdiff's own data folder when left out.",
        ),
    ] = None,
) -> None:
    """Fit the models anew from the data (extra: train); an hour or so on two cores."""
    from importlib.resources import files
    from importlib.util import find_spec

    from xdiff.cli.output import progress

    if find_spec("sklearn") is None:
        raise InputError(
            "training needs scikit-learn",
            where="xdiff model train",
            hint="Install it: pip install 'xdiff[train]'.",
        )
    if not data.is_dir():
        raise InputError(
            "no such folder of training data",
            where=str(data),
            hint="Name it with --data DIR; it is not part of xdiff.",
        )
    target = out or Path(str(files("xdiff.data")))
    if not target.is_dir():
        raise InputError(
            "no such folder", where=str(target), hint="Create it, or name another with --out DIR."
        )
    with progress() as report:
        if name in (None, ModelName.origin):
            from xdiff.origin import train as origin_train

            origin_train.train(data, target, report)
            state(data, target, report)
        if name == ModelName.lm:
            from xdiff.origin import train_lm

            train_lm.train_stage(data, target, report)
        if name in (None, ModelName.align):
            from xdiff.align import train as align_train

            align_train.train(data, target, report)
        if name in (None, ModelName.judgement):
            _judgement(data, target, report)
        if name in (None, ModelName.speakers):
            _speakers(data, target, report)


def _judgement(data: Path, target: Path, report: Callable[[str, int, int], None]) -> None:
    """Fit the judgement of claimed facts: it belongs to the alignment model that is installed."""
    from xdiff import facts
    from xdiff.align import model, train_judgement
    from xdiff.segment import segment

    model.forget()  # it may have been fitted just now
    report("judgement", 0, 1)
    train_judgement.train(
        data,
        target,
        lambda row, name: segment(
            Document(id=name, text=str(row["text"]), title=row.get("title"), published=row.get("date"))
        ),
        lambda articles: facts.reconcile([facts.extract(each) for each in articles]),
    )
    report("judgement", 1, 1)


def _speakers(data: Path, target: Path, report: Callable[[str, int, int], None]) -> None:
    """Fit the model that tells who said a quotation."""
    from xdiff.facts.speaking import train as speakers
    from xdiff.segment import segment

    report("speakers", 0, 1)
    speakers.train(data, target, lambda row: segment(Document(id=str(row["id"]), text=str(row["text"]))))
    report("speakers", 1, 1)


@app.command()
def evaluate(
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="Folder with origin/, align/ and facts/.")
    ] = Path("../shared/data"),
) -> None:
    """Measure whole verdicts on texts the model's twin never saw: figures, robustness, lengths."""
    from xdiff import evaluate as measure
    from xdiff.cli.output import progress, say
    from xdiff.origin.card import figures_table

    with progress() as report:
        whole = measure.whole_verdicts(data, report)
        tables = measure.robustness(data, report)
    say("\n".join([*figures_table(whole), "", *tables]))


def state(data: Path, target: Path, report: Callable[[str, int, int], None]) -> None:
    """Measure whole verdicts with the twin of a model just fitted; their rates go into it and its card.

    Only the twin of the shipped model can be measured; a model written elsewhere keeps the rates of its
    windows.
    """
    from importlib.resources import files

    from xdiff import evaluate
    from xdiff.origin import model
    from xdiff.origin.card import write_card

    path = target / model.NAME
    if path != Path(str(files("xdiff.data") / model.NAME)):
        return
    model.forget()
    whole, tables = evaluate.whole_verdicts(data, report), evaluate.robustness(data, report)
    write_card(path.with_suffix(".md"), model.restate(path, whole, tables))
    model.forget()
