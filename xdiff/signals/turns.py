"""Turns that old engines took more often than people: runs of one to four shapes.

The shapes are those of `xdiff.signals.shapes`, so the grammar of a turn counts and its topic does not. Each
run has a weight, from a logistic regression of rule-based and statistical output of 2013 (French, German,
Russian to English) against people's text (see `xdiff.signals.fit_turns`). Of engines and
people of 2014, never seen in fitting, it puts the engine higher in 79 (statistical) to 92 % (rule-based) of
pairs; of fluent neural output it makes little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from xdiff.errors import ModelError
from xdiff.records import Span, Token
from xdiff.signals.base import Measurement, Prose, Signal, place
from xdiff.signals.shapes import START, load, shapes

MODEL = Path(__file__).parent.parent / "data" / "fluency-turns.npz"
LONGEST = 4  # shapes
BASE = 512  # more than there are shapes: a run is a number in this base
SHOWN = 1.0  # weight from which a run of three or more is shown as a place


def runs(numbers: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return every run of a sentence's shape numbers: its key, its start and its end."""
    found: list[tuple[int, int, int]] = []
    for start in range(len(numbers)):
        key = 0
        for end in range(start, min(start + LONGEST, len(numbers))):
            key = key * BASE + numbers[end] + 1
            found.append((key, start, end + 1))
    return found


def numbered(tokens: Sequence[Token]) -> tuple[list[int], list[Token]]:
    """Return the shape numbers of a sentence, between marks of its ends, and the tokens between them."""
    number = load().number
    unknown, edge = number["*"], number[START]
    found = shapes(tokens, number)
    return [edge, *(number.get(name, unknown) for name, _ in found), edge], [token for _, token in found]


def measure(prose: Prose) -> Measurement | None:
    """Return the regression's log-odds, less its intercept, of the distinct runs of the text."""
    weights = read()
    present: set[int] = set()
    places = []
    total = 0.0
    for sentence in prose.tokens:
        numbers, tokens = numbered(sentence)
        for key, start, end in runs(numbers):
            fresh = key not in present
            present.add(key)
            weight = weights.get(key)
            if weight is None:
                continue
            total += weight if fresh else 0.0
            inside = tokens[max(start - 1, 0) : end - 1]
            if weight >= SHOWN and end - start >= 3 and len(inside) >= 3:
                span = Span(start=inside[0].span.start, end=inside[-1].span.end)
                places.append((weight, span))
    if not present:
        return None
    places.sort(key=lambda each: (-each[0], each[1]))
    shown = tuple(
        place(
            span, "turns", f"“{span.of(prose.text)}”: old engines wrote such a turn more often than people do"
        )
        for _, span in places
    )
    return total / math.sqrt(len(present)), shown


@cache
def read(path: Path = MODEL) -> Mapping[int, float]:
    """Read the weights of runs.

    Raises:
        ModelError: the file is missing, damaged, or was fitted with other shapes.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as arrays:
            keys, weights = arrays["keys"].tolist(), arrays["weights"].astype(float).tolist()
            shapes_fitted = bytes(arrays["shapes"]).decode("utf-8")
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"cannot be read ({error})", where=str(path), hint="Install xdiff again.") from error
    if shapes_fitted != " ".join(load().number):
        raise ModelError("was fitted with other shapes", where=str(path), hint="Fit the turns anew.")
    return dict(zip(keys, weights, strict=True))


SIGNAL = Signal(
    name="turns",
    unit="log-odds",
    direction="lower",
    why="Word order and small words of the source shine through as turns that people seldom take.",
    measure=measure,
    step=0.3,
)
