"""Writes xdiff/REFERENCE.md from the code, or checks that it is fresh: `nox -s regen`, `nox -s lint`.

The page holds each command's `--help`, each rule of the gate and each key of its policy, each rule of each
pack, each fluency signal, each kind of fact and divergence, and each exit code, so that what it says cannot
differ from what the program does.
"""

from __future__ import annotations

import argparse
import os
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.gating import Rule

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "xdiff" / "REFERENCE.md"
COMMANDS = (
    (),
    ("compare",),
    ("detect",),
    ("score",),
    ("gate",),
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


def _gate_rules() -> str:
    from xdiff.gating import FAMILIES, registry

    rules = sorted(registry.rules().values(), key=lambda each: each.code[2:])
    families = "; ".join(f"{name} ({head[:2]}), {registry.ABOUT[name]}" for name, head in FAMILIES.items())
    pieces = [
        "## Rules of the gate\n",
        f"Families: {families}.\n",
        "| code | name | severity | flags |\n|---|---|---|---|",
        *(f"| `{each.code}` | `{each.name}` | {each.severity} | {_cell(each.what)} |" for each in rules),
        "",
        *map(_gate_rule, rules),
    ]
    return "\n".join(pieces)


def _gate_rule(rule: Rule) -> str:
    from xdiff.gating.reading import bounds
    from xdiff.gating.toml import value

    pieces = [f"### `{rule.code}` {rule.name}\n\n{rule.what} By default: {rule.severity}.\n\n{rule.why}\n"]
    for label, texts in (("Flagged", rule.examples), ("Left alone", rule.near_misses)):
        if texts:
            pieces.append(f"{label}:\n\n" + "\n\n".join(map(_fenced, texts)) + "\n")
    pieces.append(f"{rule.mend}\n")
    if rule.limits:
        pieces.append("| limit | default | what it means |\n|---|---|---|")
        for each in rule.limits:
            said = bounds(each).removeprefix(" of").strip()
            may_be = f" ({said})" if said.removeprefix("from ") not in each.what else ""
            may_be += f"; of {', '.join(each.choices)}" if each.choices else ""
            default = _cell(value(each.default))
            pieces.append(f"| `{each.name}` | `{default}` | {_cell(each.what + may_be)} |")
        pieces.append("")
    return "\n".join(pieces)


def _fenced(text: str) -> str:
    """Return a text as a block of code; characters that cannot be seen are written as escapes."""
    seen = "".join(
        each if each == "\n" or each.isprintable() else each.encode("unicode_escape").decode("ascii")
        for each in text
    )
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", seen)), default=0))
    return f"{fence}text\n{seen}\n{fence}"


def _policy() -> str:
    from xdiff.gating import patterns
    from xdiff.gating.keys import KEYS

    pieces = [
        "## The gate's policy\n",
        _WHERE,
        "| key | takes | default | what it means | option |\n|---|---|---|---|---|",
    ]
    pieces += [
        f"| `{each.name}` | {_cell(each.takes)} | `{_cell(each.default)}` | {_cell(each.what)} "
        f"| {f'`{each.option}`' if each.option else ''} |"
        for each in KEYS
    ]
    examples = "\n".join(each.example for each in KEYS)
    pieces.append(f"\nA line of each, for `xdiff.toml`:\n\n```toml\n{examples}\n```\n")
    pieces.append(f"### Patterns\n\n{patterns.MEANING}")
    pieces.append(_EXCEPTIONS)
    return "\n".join(pieces)


_WHERE = """\
The keys stand in a table `[tool.xdiff]` of `pyproject.toml`, or at the top of `xdiff.toml`; dashes and
underscores are alike. The nearest of them holds, from the folder xdiff runs in upward, as far as the folder
of the repository; where one folder has both, `xdiff.toml`. `--config FILE` names another one. The command
line goes before the policy; `--ignore`, `--review` and `--pack` add to it, and a rule that `--select` names
by itself is asked though the policy ignores it. `xdiff gate --show-policy` prints what is in force and where
each setting comes from, and with PATHs what holds for these documents.
"""

_EXCEPTIONS = """\
### Exceptions

What a document may be excused from stands beside it, with a reason, in the `seeds.toml` of its folder:

```toml
["001.txt"]
allow = { HY302 = "the outlet cuts its pages", too-short = "a brief" }
story = "bridge opening"  # documents of one name are about one event
register = "talk"         # what its fluency is measured against
```

A line of JSON lines may have the same keys: `"allow": {"HY302": "the outlet cuts its pages"}`. An exception
names one rule and holds for all that the rule finds in the document; the findings stay in the report, and do
not count. It has no date on which it ends, so that the same texts pass on every day. One that excuses nothing
any more is told, where its rule looks at a document alone.
"""


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
    pieces = [head, _commands(), _gate_rules(), _policy(), _rules(), _signals(), _parts()]
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
