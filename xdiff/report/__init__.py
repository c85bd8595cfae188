"""Reports: a `Run` or single inspections as text, JSON, Markdown or HTML. They compute nothing.

A format is a module of this folder that defines `REPORT`. Nothing heavy (rich, jinja2) is imported before
the format that needs it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xdiff.errors import XdiffError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.records import Inspection, Run, Signature

# Modules that serve the formats and are none themselves.
COMMON: Final = frozenset(
    {
        "across",
        "base",
        "cells",
        "comment",
        "compiled",
        "cuts",
        "decided",
        "escape",
        "figures",
        "gate",
        "index",
        "lines",
        "margin",
        "markdown_story",
        "overview",
        "page",
        "panels",
        "phrases",
        "readings",
        "reviewed",
        "sanitise",
        "single",
        "solo",
        "speech",
        "story_lines",
        "summary",
        "terminal",
        "text_review",
        "text_story",
        "versions",
    }
)


def formats() -> Mapping[str, str]:
    """Return each format of `compare` with the suffix of its files, in name order."""
    from xdiff import discover
    from xdiff.report.base import Report

    found = discover.parts("xdiff.report", "REPORT", Report, common=COMMON)
    return {report.name: report.suffix for report in found.values()}


def render(run: Run, format: str, *, width: int = 100, color: bool = False, ascii: bool = False) -> str:  # noqa: A002
    """Return a comparison as a report.

    Args:
        run: what `compare` found.
        format: `text`, `json`, `markdown` or `html`.
        width: columns of the text report; the others have no width.
        color: whether the text report may hold terminal colours.
        ascii: whether the text report must do without characters beyond ASCII.

    Raises:
        XdiffError: there is no such format.

    """
    from xdiff import discover
    from xdiff.report.base import Report

    found = discover.parts("xdiff.report", "REPORT", Report, common=COMMON)
    if format not in found:
        raise XdiffError(
            f"no report format {format!r}", where="--format", hint=f"There are: {', '.join(found)}."
        )
    return found[format].render(run, width=width, color=color, ascii=ascii)


def detect_line(inspection: Inspection) -> dict[str, Any]:
    """Return the values of one line of `detect --format jsonl`."""
    from xdiff.report import lines

    return lines.detect_line(inspection)


def score_line(inspection: Inspection) -> dict[str, Any]:
    """Return the values of one line of `score --format jsonl`."""
    from xdiff.report import lines

    return lines.score_line(inspection)


def render_detect(
    inspections: Sequence[Inspection],
    format: str,  # noqa: A002
    *,
    width: int = 100,
    color: bool = False,
    ascii: bool = False,  # noqa: A002
    signature: Signature | None = None,
) -> str:
    """Return verdicts as `text`, `json`, `jsonl` or `markdown`; other arguments as for `render`.

    Raises:
        XdiffError: there is no such format.

    """
    from xdiff.report import lines

    found = [lines.detect_line(each) for each in inspections] if format in ("json", "jsonl") else []
    if format == "jsonl":
        return "".join(lines.written(each) + "\n" for each in found)
    if format == "json":
        return lines.listed(lines.envelope(lines.DETECT_SCHEMA, found, signature))
    if format == "markdown":
        from xdiff.report import markdown

        return markdown.verdicts(inspections, signature)
    if format == "text":
        from xdiff.report import single

        return single.verdicts(inspections, signature, width=width, color=color, ascii=ascii)
    raise XdiffError(
        f"no detect format {format!r}", where="--format", hint="There are: text, json, jsonl, markdown."
    )


def render_score(
    inspections: Sequence[Inspection],
    format: str,  # noqa: A002
    *,
    width: int = 100,
    color: bool = False,
    ascii: bool = False,  # noqa: A002
    signature: Signature | None = None,
) -> str:
    """Return fluency readings as `text`, `json` or `jsonl`; other arguments as for `render`.

    Raises:
        XdiffError: there is no such format.

    """
    from xdiff.report import lines

    found = [lines.score_line(each) for each in inspections] if format in ("json", "jsonl") else []
    if format == "jsonl":
        return "".join(lines.written(each) + "\n" for each in found)
    if format == "json":
        return lines.listed(lines.envelope(lines.SCORE_SCHEMA, found, signature))
    if format == "text":
        from xdiff.report import single

        return single.scores(inspections, signature, width=width, color=color, ascii=ascii)
    raise XdiffError(f"no score format {format!r}", where="--format", hint="There are: text, json, jsonl.")
