"""`report index`: one page over many reports and over the verdicts of scans, the worst first.

`collect` reads a folder into a `Listing`; `render` writes that as a page, as Markdown or as JSON lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.errors import XdiffError
from xdiff.report.index.collect import collect, is_index
from xdiff.report.index.entries import MOST, SCHEMA, Listing
from xdiff.report.index.words import sums

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["MOST", "SCHEMA", "Listing", "collect", "is_index", "render", "sums"]


def render(listing: Listing, format: str, *, prefix: str = ".") -> str:  # noqa: A002 (the option's name)
    """Return an index.

    Args:
        listing: what was found.
        format: `html`, `markdown` or `jsonl`.
        prefix: the way from where the page will lie to the folder of the reports, for its links.

    Raises:
        XdiffError: there is no such format.
    """
    if format not in _FORMATS:
        raise XdiffError(
            f"no index format {format!r}", where="--format", hint=f"There are: {', '.join(_FORMATS)}."
        )
    return _FORMATS[format](listing, prefix)


def _html(listing: Listing, prefix: str) -> str:
    from xdiff.report.index import page

    return page.render(listing, prefix)


def _markdown(listing: Listing, _prefix: str) -> str:
    from xdiff.report.index import comment

    return comment.render(listing)


def _jsonl(listing: Listing, _prefix: str) -> str:
    from xdiff.report.index import rows

    return rows.render(listing)


_FORMATS: Final[Mapping[str, Callable[[Listing, str], str]]] = {
    "html": _html,
    "markdown": _markdown,
    "jsonl": _jsonl,
}
