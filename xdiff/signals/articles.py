"""How often an article stands."""

from __future__ import annotations

from xdiff.signals.base import Measurement, Prose, Signal, per

ARTICLES = frozenset({"a", "an", "the"})


def measure(prose: Prose) -> Measurement | None:
    """Return articles per 100 words."""
    count = sum(word.lower in ARTICLES for words in prose.sentences for word in words)
    return per(count, prose.words, 100), ()


SIGNAL = Signal(
    name="articles",
    unit="per 100 words",
    direction="middle",
    why="French and German put articles where English has none; Russian and Chinese have none to put.",
    measure=measure,
    step=1.0,
)
