"""How varied the vocabulary is, whatever the length of the text."""

from __future__ import annotations

from collections import Counter

from xdiff.signals.base import Measurement, Prose, Signal

WINDOW = 50  # words


def measure(prose: Prose) -> Measurement | None:
    """Return the mean share of distinct words in every run of `WINDOW` words.

    The moving-average type-token ratio (Covington and McFall 2010): unlike the plain ratio it does not
    fall with the length of the text.
    """
    words = [word.lower for sentence in prose.sentences for word in sentence]
    if len(words) < WINDOW:
        return None
    inside = Counter(words[:WINDOW])
    total = distinct = len(inside)
    for old, new in zip(words, words[WINDOW:], strict=False):
        inside[new] += 1
        inside[old] -= 1
        distinct = len(inside)
        if not inside[old]:
            del inside[old]
            distinct -= 1
        total += distinct
    return total / (len(words) - WINDOW + 1) / WINDOW, ()


SIGNAL = Signal(
    name="vocabulary",
    unit="ratio",
    direction="middle",
    why="Machine translation repeats the commonest word for a thing; a muddle of rare ones is no better.",
    measure=measure,
    step=0.02,
)
