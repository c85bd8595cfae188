"""What every format of the gate is: its name, the suffix of its files, and its function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from xdiff.records import Outcome


class Renderer(Protocol):
    """What a format's `render` takes and returns."""

    def __call__(self, outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002
        """Render; `width` in columns, `color` for a terminal, `ascii` where Unicode cannot be shown."""


@dataclass(frozen=True, slots=True)
class GateReport:
    """One output format of the gate: its name on the command line, the suffix of its files, its function."""

    name: str
    suffix: str
    render: Renderer
