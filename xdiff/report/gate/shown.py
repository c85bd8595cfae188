"""How the gate's formats for people show a name, and what keeps a CI log from acting on their lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xdiff.report import sanitise
from xdiff.report.gate.counts import STDIN, place
from xdiff.report.phrases import count

if TYPE_CHECKING:
    from xdiff.records import Finding, Related

# GitHub takes a line for a command that begins with `::`, past white space; what may stand anywhere in a line
# is `sanitise.visible`'s, but two pieces that are harmless alone may meet.
_COLON: Final = re.compile(r"^((?:[^\S\n]|\x1b\[[0-9;]*m)*):(?=:)", re.MULTILINE)
_HASH: Final = re.compile(r"#(?=#\w*\[)")
STYLES: Final = {"error": "bold red", "warning": "yellow", "note": "cyan"}
VERDICTS: Final = {"FAILED": "bold red", "INCOMPLETE": "bold yellow", "PASSED": "bold green"}
_BREAKS: Final = str.maketrans({"\r": "\\r", "\n": "\\n", "\t": "\\t"})


def name(path: str | None, *, ascii: bool = False) -> str:  # noqa: A002 (the option's name in every report)
    r"""Return a path on one line, every character that is unseen as an escape; `-` for standard input.

    Unlike in a document's words, a line end or tab is told from a space: it is another file.
    """
    shown = sanitise.visible((path or STDIN).translate(_BREAKS), ascii=ascii)
    return f"\\x3a{shown[1:]}" if shown.startswith("::") else shown


def inert(text: str) -> str:
    """Return the lines of a report such that no CI server takes one of them for a command."""
    return _HASH.sub(r"\\x23", _COLON.sub(r"\1\\x3a", text))


def located(found: Finding | Related, *, ascii: bool = False) -> str:  # noqa: A002
    """Return `path:line:column` of a finding or of its other place."""
    line, column = place(found)
    return f"{name(found.path, ascii=ascii)}:{line}:{column}"


def more(number: int, noun: str) -> str:
    """Return `and 3 more findings`."""
    return f"and {count(number, f'more {noun}')}"
