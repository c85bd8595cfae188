"""Annotations of GitHub Actions: a workflow command a finding, read from the log of the step.

Source: "Workflow commands for GitHub Actions" (docs.github.com, 2026), and the runner that reads them
(actions/runner, `ActionCommand.cs`): `%`, CR and LF are escaped in the message, `:` and `,` in properties as
well. The runner reads a line as a command when it begins with `::`, white space aside, and looks for its
older `##[command]` only in lines that are none. So every line here is one command, and what it holds cannot
be one.

GitHub shows 10 annotations of each kind for a step, and 50 for a job; the log has them all. So the worst
come first, and a notice says what is in the log only. It stands before the notes: after ten of them it would
not be shown itself. Columns are only told of a single line, since GitHub takes them for no other. Suppressed
findings are left out. Paths are seen from the folder that xdiff ran in: run it in the repository's root, so
that GitHub finds the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.records import LEVELS
from xdiff.report import sanitise
from xdiff.report.gate import machine
from xdiff.report.gate.base import GateReport
from xdiff.report.phrases import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.records import Finding, Level, Outcome

SHOWN: Final = 10
_KINDS: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return commands for what could not be read, for the standing findings, worst first, and for notes."""
    rules = {rule.code: rule for rule in outcome.rules}
    commands: dict[Level, list[str]] = {level: [] for level in LEVELS}
    for problem in outcome.problems:
        commands["error"].append(_command("error", {"title": "not judged"}, machine.unread(problem)))
    for finding in outcome.standing:
        commands[finding.severity].append(_annotation(finding, machine.title(finding.code, rules)))
    for note in outcome.notes:
        commands["note"].append(_command("notice", {"title": "note"}, sanitise.line(note)))
    notices = _notices(outcome, commands)
    text = "".join([*commands["error"], *commands["warning"], *notices, *commands["note"]])
    return sanitise.visible(text, ascii=True) if ascii else text


def _annotation(finding: Finding, title: str) -> str:
    properties = {"file": machine.file(finding.path) if finding.path else ""}
    place = finding.place
    if finding.path and place:
        properties |= {"line": str(place.line), "endLine": str(place.end_line)}
        if place.line == place.end_line and not machine.whole_line(place):
            properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties["title"] = title
    where = "" if finding.path else f"{machine.at(finding)}: "  # a file alone can have a line
    message = where + machine.said(finding) + machine.also(finding)
    return _command(_KINDS[finding.severity], properties, message)


def _notices(outcome: Outcome, commands: Mapping[Level, list[str]]) -> list[str]:
    told = []
    if outcome.gone:
        what = f"{count(len(outcome.gone), 'finding')} of the baseline can be taken out of it: gone"
        told.append(_command("notice", {"title": "xdiff gate"}, what))
    counts = {level: len(several) for level, several in commands.items()}
    counts["note"] += len(told)
    if any(each > SHOWN for each in counts.values()):
        counts["note"] += 1  # the notice itself
        hidden = [
            f"{each - SHOWN:,} of {count(len(commands[level]), _KINDS[level])}"
            for level, each in counts.items()
            if each > SHOWN
        ]
        what = f"only in the log, since GitHub shows {SHOWN} of a kind: {', '.join(hidden)}"
        told.append(_command("notice", {"title": "xdiff gate"}, what))
    return told


def _command(kind: str, properties: Mapping[str, str], message: str) -> str:
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{kind} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


GATE_REPORT = GateReport("github", ".txt", render)
