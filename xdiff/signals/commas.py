"""How often a comma stands."""

from __future__ import annotations

from xdiff.signals.base import Measurement, Prose, Signal, per


def measure(prose: Prose) -> Measurement | None:
    """Return commas per 100 words."""
    count = sum(token.text == "," for tokens in prose.tokens for token in tokens)
    return per(count, prose.words, 100), ()


SIGNAL = Signal(
    name="commas",
    unit="per 100 words",
    direction="middle",
    why="German, Russian and French set more commas than English, and engines keep them.",
    measure=measure,
    step=1.0,
)
