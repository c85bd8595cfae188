"""What the gate found, in the formats that people, terminals and CI servers read. They compute nothing.

A format is a module of this folder that defines `GATE_REPORT`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.errors import XdiffError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.records import Outcome
    from xdiff.report.gate.base import GateReport

# Modules that serve the formats and are none themselves.
COMMON: Final = frozenset({"base", "counts", "drawn", "machine", "shown"})


def formats() -> tuple[str, ...]:
    """Return the names of the formats, in their order."""
    return tuple(_parts())


def render(
    outcome: Outcome,
    format: str,  # noqa: A002
    *,
    width: int = 100,
    color: bool = False,
    ascii: bool = False,  # noqa: A002
) -> str:
    """Return what the gate found as a report.

    Args:
        outcome: what it found.
        format: one of `formats()`.
        width: columns of the terminal formats; the others have no width.
        color: whether those may hold terminal colours.
        ascii: whether they must do without characters beyond ASCII.

    Raises:
        XdiffError: there is no such format.
    """
    known = _parts()
    if format not in known:
        raise XdiffError(f"no format {format!r}", where="--format", hint=f"There are: {', '.join(known)}.")
    return known[format].render(outcome, width=width, color=color, ascii=ascii)


def _parts() -> Mapping[str, GateReport]:
    from xdiff import discover
    from xdiff.report.gate.base import GateReport as Part

    found = discover.parts("xdiff.report.gate", "GATE_REPORT", Part, common=COMMON)
    return {report.name: report for report in found.values()}
