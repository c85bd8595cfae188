"""Foreign text in Markdown: shown as it stands, and acted on by neither Markdown nor GitHub."""

from __future__ import annotations

import re
from typing import Final

from xdiff.report import sanitise

_SPECIAL: Final = re.compile(r"[\\`*_\[\]|~$]")
# At the start of a line these would begin a list, a heading or a rule.
_STARTING: Final = re.compile(r"^(\s*(?:\d+(?=[.)])|(?=[-+#=])))")
# A mention, an issue number, a commit, an address or an emoji's name would notify people or be replaced,
# even when written as an entity: an invisible space inside keeps GitHub from seeing one, as Dependabot does.
_COMMIT: Final = r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f](?=[0-9a-f]{6,39}\b)"
_LINKING: Final = re.compile(
    rf"(?:[@#](?=\w)|\bGH(?=-\d)|\bwww(?=\.)|:(?=//)|:(?=[\w+-]+:)|{_COMMIT})", re.IGNORECASE
)
_NO_LINK: Final = "&#8203;"


def escaped(text: str) -> str:
    """Return foreign text on one line, such that Markdown and GitHub show it and act on none of it."""
    shown = sanitise.line(text)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        shown = shown.replace(character, entity)
    shown = _STARTING.sub(r"\1\\", _SPECIAL.sub(r"\\\g<0>", shown))
    return _LINKING.sub(rf"\g<0>{_NO_LINK}", shown)


def bold(text: str) -> str:
    """Return foreign text in bold."""
    # Asterisks beside quotation marks would not open emphasis; the tag always does.
    return f"<b>{escaped(text)}</b>" if text else ""


def row(*cells: str) -> str:
    """Return a row of a table; the cells are escaped already."""
    return f"| {' | '.join(cells)} |"


def table_head(*cells: str) -> tuple[str, str]:
    """Return the head of a table and the line under it."""
    return row(*cells), f"|{' --- |' * len(cells)}"
