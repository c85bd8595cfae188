"""The command line: arguments in, text and exit code out. The only place that catches `XdiffError`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from xdiff.cli import compare, detect, evaluate, gate, model, report, rule
from xdiff.cli.output import complain, discard
from xdiff.errors import EXIT_UNUSABLE, InputError, XdiffError
from xdiff.version import __version__

# Plain help: Typer's rich help costs 1.75 times `import typer, rich.console`, plain help 0.75 times,
# and it reads the same in a CI log as in a terminal.
app = typer.Typer(
    name="xdiff",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"xdiff {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Tell whether English text is machine translated, and where several outlets differ about the same facts.

    Exit codes: 0 clean, 1 something found at or above the level asked for, 2 could not run.
    """


app.command("compare")(compare.compare)
app.command("detect")(detect.detect)
app.command("score")(detect.score)
app.command("gate")(gate.gate)
app.command("rule")(rule.rule)
app.add_typer(report.app, name="report")
app.add_typer(model.app, name="model")
app.add_typer(evaluate.app, name="evaluate")


def main() -> None:
    """Run the command line; every `XdiffError` becomes one message on stderr and exit code 2.

    So does an `OSError` that reaches this far: help or a usage message that could not be written.
    """
    if sys.stderr is None:  # closed by the caller: messages go nowhere, the exit code stays right
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open to the end)
    if sys.stdout is None:
        what, hint = "it is closed", "Send it to a file, or to /dev/null if only the exit code is wanted."
        complain(InputError(what, where="standard output", hint=hint))
        raise SystemExit(EXIT_UNUSABLE)
    # The models' matrices are small: numpy's threads cost the seeds' comparison 0.25 s and gave nothing.
    # Read when numpy is first imported, which is later than this; a user's own setting stands.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe in another encoding must not turn a report into a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except XdiffError as error:
        complain(error)
        raise SystemExit(EXIT_UNUSABLE) from None
    except OSError as error:
        discard(sys.stdout)
        where = str(error.filename or "standard output")
        complain(InputError(f"the system refused ({error.strerror})", where=where, hint="Make room there."))
        raise SystemExit(EXIT_UNUSABLE) from None
