"""Writes xdiff/REFERENCE.md from the code, or checks that it is fresh: `nox -s regen`, `nox -s lint`.

The page holds each command's `--help`, each rule of each pack, each fluency signal, each kind of fact and
divergence, and each exit code, so that what it says cannot differ from what the program does.
"""

from __future__ import annotations

import argparse
import os
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "xdiff" / "REFERENCE.md"
COMMANDS = (
    (),
    ("compare",),
    ("detect",),
    ("score",),
    ("rule",),
    ("report",),
    ("report", "index"),
    ("model",),
    ("model", "show"),
    ("model", "train"),
    ("evaluate",),
    ("evaluate", "origin"),
    ("evaluate", "alignment"),
    ("evaluate", "attributions"),
)


def _help(command: tuple[str, ...]) -> str:
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100"}
    shown = subprocess.run(
        [sys.executable, "-m", "xdiff", *command, "--help"],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    ).stdout
    return "\n".join(line.rstrip() for line in shown.strip().splitlines()).replace("python -m xdiff", "xdiff")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _commands() -> str:
    pieces = ["## Commands\n"]
    pieces += [
        f"### `{' '.join(('xdiff', *command))}`\n\n```text\n{_help(command)}\n```\n" for command in COMMANDS
    ]
    return "\n".join(pieces)


def _rules() -> str:
    from xdiff import packs

    pieces = ["## Rules of the language packs\n"]
    for pack in packs.load():
        pieces.append(f"### {pack.name} (`{Path(pack.file).name}`)\n")
        pieces.append("| code | why | example | near miss | weight |\n|---|---|---|---|---|")
        pieces += [
            f"| `{rule.code}` | {_cell(rule.why)} | {_cell(rule.examples[0])} "
            f"| {_cell(rule.near_misses[0])} | {rule.weight:+.2f} |"
            for rule in pack.rules
        ]
        pieces.append("")
    return "\n".join(pieces)


def _signals() -> str:
    from xdiff import signals

    pieces = ["## Fluency signals\n", "| signal | unit | better when | why |\n|---|---|---|---|"]
    pieces += [
        f"| `{signal.name}` | {_cell(signal.unit)} | {signal.direction} | {_cell(signal.why)} |"
        for signal in signals.registry().values()
    ]
    return "\n".join(pieces) + "\n"


def _parts() -> str:
    rooms = (
        ("read", "READER"),
        ("signals", "SIGNAL"),
        ("facts", "EXTRACTOR"),
        ("diff", "COMPARISON"),
        ("report", "REPORT"),
    )
    rows = []
    for room, constant in rooms:
        package = import_module(f"xdiff.{room}")
        for info in pkgutil.iter_modules(package.__path__):
            module = import_module(f"xdiff.{room}.{info.name}")
            if hasattr(module, constant):
                first = (module.__doc__ or "").split("\n\n")[0].removesuffix(".")
                rows.append(f"| {room} | `{info.name}` | {_cell(first)} |")
    return "## Parts of the rooms\n\n| room | part | what it does |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def page() -> str:
    """Return the whole reference page."""
    head = (
        "# Reference\n\nMade from the code by `nox -s regen`; `nox -s lint` fails when it is stale.\n\n"
        "Exit codes: 0 clean, 1 found something at or above the level asked for, 2 could not run.\n"
    )
    pieces = [head, _commands(), _rules(), _signals(), _parts()]
    return "\n".join(pieces)


def main() -> None:
    """Write the page, or with --check fail when it is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
            raise SystemExit("xdiff/REFERENCE.md is stale: run `nox -s regen`")
        return
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
