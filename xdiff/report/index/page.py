"""The index as one self-contained page, under every report's policy, sorted and readable without script."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from xdiff.report import html
from xdiff.report.index import words
from xdiff.version import __version__

if TYPE_CHECKING:
    from xdiff.report.index.entries import Entry, Listing, Worst

STYLES: Final = ("base", "print", "index/index")
SCRIPTS: Final = ("page", "state", "index/index")
# So many files that could not be read are named on the page; the others are counted.
PROBLEMS_SHOWN: Final = 30
_ANCHOR: Final = re.compile(r"[a-z][a-z0-9-]{0,20}")


def render(listing: Listing, prefix: str) -> str:
    """Return the page; `prefix` is the way from the page's folder to that of the reports."""
    style, script = html.joined_style(STYLES), html.joined_script(SCRIPTS)

    def link(file: str) -> str:
        return _link(prefix, file)

    def worst_link(entry: Entry, worst: Worst) -> str:
        anchored = entry.html and _ANCHOR.fullmatch(worst.id)
        return link(entry.file) + (f"#{worst.id}" if anchored else "")

    return (
        html.environment()
        .get_template("index.html.jinja")
        .render(
            listing=listing,
            style=style,
            script=script,
            policy=html.policy(style, script),
            version=__version__,
            words=words,
            shapes=html.SHAPES,
            link=link,
            worst_link=worst_link,
            minute=_minute,
            problems=listing.problems[:PROBLEMS_SHOWN],
            more_problems=max(0, len(listing.problems) - PROBLEMS_SHOWN),
        )
    )


def _link(prefix: str, file: str) -> str:
    """Return a relative address. It begins with a dot, so no name can be taken for a scheme or a host."""
    way = quote(os.fsencode(prefix.replace(os.sep, "/").rstrip("/")))
    return f"{way if way.startswith('.') else './' + way}/{quote(os.fsencode(file))}"


def _minute(written: float) -> str:
    return datetime.fromtimestamp(written, UTC).strftime("%Y-%m-%d %H:%M")
