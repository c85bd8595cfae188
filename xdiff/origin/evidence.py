"""The words behind a verdict: n-grams that machine translation has more often, as spans of the text."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from xdiff.origin.features import BITS, Bag
from xdiff.origin.normalise import DAY, MONEY, MONTH, NAME, NUMBER, Masked
from xdiff.origin.spelling import AMERICAN
from xdiff.records import Evidence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from xdiff.origin.model import Model

MOST = 40  # places that a reader still looks through
FEW = 8  # beside a verdict of original or human translation, where they speak against it
LEAST = 0.01  # log-odds; less is not worth a line
_MASKS = {NAME: "[name]", NUMBER: "[number]", DAY: "[day]", MONTH: "[month]", MONEY: "[currency]"}


class Told(NamedTuple):
    """One n-gram of the text that the model can tell about."""

    ratio: float  # log of how many times as usual it is in machine translation
    weight: float  # log-odds
    tokens: tuple[Masked | None, ...]  # None at a sentence boundary


def told(
    bag: Bag, sentences: Sequence[Sequence[Masked]], model: Model, slopes: NDArray[np.float64]
) -> list[Told]:
    """Return one window's n-grams that machine translation is known to have more often.

    Args:
        bag: the window's n-grams.
        sentences: its masked tokens, as the bag was made of them.
        model: the model.
        slopes: log-odds that one unit of the words score of each head adds.

    """
    found = bag.grams["words"]
    place = np.searchsorted(model.known, found.hashes)
    place[place == len(model.known)] = 0
    hits = np.flatnonzero(model.known[place] == found.hashes)
    if not len(hits):
        return []
    row: list[Masked | None] = [None]
    for sentence in sentences:
        row.extend(sentence)
        row.append(None)
    units = slopes * model.scales["words"] / bag.size("words") ** 0.5
    weights = units @ model.tables["words"].take(found.hashes[hits] >> np.uint32(32 - BITS), axis=1)
    return [
        Told(float(model.ratio[place[hit]]), float(weight), tuple(row[start : start + int(found.order[hit])]))
        for hit, start, weight in zip(hits, found.first[hits].tolist(), weights, strict=True)
        if weight > 0
    ]


def evidence(
    candidates: Iterable[Told], residue: Sequence[Evidence], text: str, *, own_most: int = MOST
) -> tuple[Evidence, ...]:
    """Return the packs' evidence, then the model's own, strongest first, MOST at most.

    A pack's hit inside a stronger one, and an n-gram that touches any hit or a stronger n-gram, is left out.

    Args:
        candidates: the model's n-grams.
        residue: the packs' evidence.
        text: `Document.text`, that the spans are of.
        own_most: how many of the model's own to show.
    """
    kept: list[Evidence] = []
    taken: set[int] = set()
    for each in sorted(residue, key=lambda hit: -abs(hit.weight)):
        covered = range(each.span.start, each.span.end)
        if len(kept) < MOST and not taken.issuperset(covered):
            kept.append(each)
            taken.update(covered)
    own: list[Evidence] = []
    for one in sorted(candidates, key=lambda told: (-told.weight, -told.ratio)):
        if len(kept) + len(own) >= MOST or len(own) >= own_most or one.weight < LEAST:
            break
        real = [token for token in one.tokens if token is not None]
        span = Span(start=real[0].start, end=real[-1].end)
        if all(token.text in _MASKS or not token.text[0].isalpha() for token in real):
            continue
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            own.append(
                Evidence(span=span, rule="model.words", message=_message(one, text), weight=one.weight)
            )
    return (*kept, *own)


def _message(each: Told, text: str) -> str:
    words = " ".join(_shown(token, text) for token in each.tokens if token is not None)
    place = ""
    if each.tokens[0] is None:
        place = " at the start of a sentence"
    elif each.tokens[-1] is None:
        place = " at the end of a sentence"
    return (
        f"“{words}”{place} is {exp(each.ratio):.1f} times as common in machine as in human translations"
        " of the training data"
    )


def _shown(token: Masked, text: str) -> str:
    """Return a token as the reader finds it: masks by name, and British spelling as it stands."""
    stood = text[token.start : token.end].lower()
    return stood if AMERICAN.get(stood) == token.text else _MASKS.get(token.text, token.text)
