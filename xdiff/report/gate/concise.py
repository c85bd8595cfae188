"""A line a finding, which editors link: `path:line:column: CODE severity: message [measured; limit]`.

A finding about a whole document stands at 1:1, as compilers and linters have it; so does one in a web page,
whose text is not the file's own, with its words beside it. The last line counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.report import sanitise
from xdiff.report.gate.base import GateReport
from xdiff.report.gate.counts import Counts, place
from xdiff.report.gate.shown import STYLES, VERDICTS, inert, located

if TYPE_CHECKING:
    from collections.abc import Callable

    from xdiff.records import Finding, Outcome

RELATED_SHOWN: Final = 2


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return a line for each standing finding, by path and place, and a last one with their number."""
    counts = Counts(outcome)
    paint = _painted if color else _plain
    ranked = sorted(counts.standing, key=lambda each: (each.path or "", place(each), each.code))
    lines = [_line(each, paint, ascii=ascii) for each in ranked]
    return inert("".join(f"{line}\n" for line in (*lines, _last(counts, paint))))


def _line(each: Finding, paint: Callable[[str, str], str], *, ascii: bool) -> str:  # noqa: A002
    def foreign(text: str) -> str:
        return sanitise.line(text, ascii=ascii).strip()

    said = foreign(each.message)
    if each.place is None and each.excerpt is not None:
        said += sanitise.visible(f", at “{foreign(each.excerpt.marked)}”", ascii=ascii)
    values = f"[{foreign(each.measured)}; limit {foreign(each.limit)}]"
    if each.related:
        named = dict.fromkeys(located(other, ascii=ascii) for other in each.related)
        places = [other for other in named if other != located(each, ascii=ascii)]
        rest = f" and {len(places) - RELATED_SHOWN:,} more" if len(places) > RELATED_SHOWN else ""
        values += f" (see {', '.join(places[:RELATED_SHOWN])}{rest})" if places else ""
    head = paint(f"{located(each, ascii=ascii)}:", "bold")
    return f"{head} {paint(f'{each.code} {each.severity}:', STYLES[each.severity])} {said} {values}"


def _last(counts: Counts, paint: Callable[[str, str], str]) -> str:
    rest = f"; not counted: {counts.let_go}" if counts.let_go else ""
    return f"{paint(f'{counts.verdict}:', VERDICTS[counts.verdict])} {counts.why}{rest}"


def _plain(text: str, _style: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


GATE_REPORT = GateReport("concise", ".txt", render)
