"""Where a text's origin changes: cuts the row of sentences where the log-odds of machine translation step.

The cut minimises the squared distance of each sentence's log-odds from its passage's mean, plus a penalty for
every change (optimal partitioning: Jackson and others, 2005, "An algorithm for optimal partitioning of data
on an interval"). The unit is the noise from one sentence to the next in the same text, so that the penalty
does not depend on the model. A change stays only where one side reads as a machine's and the other does not.

Chosen on groups that the tables were fitted without (dev, wmt16, wmt17, half of polnear), no packs. Of texts
of one origin of 600 to 2,000 words these are called mixed: 0.3 % of originals, 1.5 % of human translations,
1.1 % of neural ones; two such texts joined 2.0, 1.3 and 2.3 %, five joined 7, 3 and 6 %. Half an original and
half a machine translation, 300 to 600 words each, are found: with originals of other outlets 70 % of
statistical, 60 % of language models', 57 % of neural ones, with those of the same news sets 18 % of neural
ones; half of them within 1 sentence and four fifths within 5. A change from human to machine translation is
not seen (1 to 5 %, which is chance): the noise inside a text is greater than the step.

Whole verdicts of dev, packs and all (`xdiff.origin.robustness.mixtures`): 4 of 382 texts of one origin are
called mixed; originals joined to statistical 31 %, to language models' 31 %, to neural translation 9 % found.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from xdiff.origin.features import BITS, ORDERS, Bag

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xdiff.origin.model import Model

SHORTEST = 150  # words of a passage; shorter ones are not told apart
PENALTY = 12.0  # squared steps over noise that a change costs in a text of USUAL words
USUAL = 1000.0  # words; longer texts have more places where chance could put a change
GROWTH = 10.0  # of the penalty for every e-fold of USUAL words
MACHINE, PERSON = 0.6, 0.2  # probabilities of machine translation, at least and at most, beside a change

MOST = 2000  # pieces that a text is cut at most between; more sentences are joined, so that time is linear

Judge = Callable[[int, int], float]


class Part(NamedTuple):
    """Sentences `first` to `last` (half-open), and their probability of machine translation."""

    first: int
    last: int
    chance: float


def contributions(bag: Bag, sizes: Sequence[int], model: Model) -> NDArray[np.float64]:
    """Return the log-odds that each sentence of a window adds, against both kinds of human text alike.

    Args:
        bag: the window's n-grams.
        sizes: tokens of each of its sentences, as the bag was made of them.
        model: the model.

    """
    coefficients = model.calibration.coefficients
    slopes = coefficients[2] - (coefficients[0] + coefficients[1]) / 2
    starts = np.concatenate([[0], np.cumsum(np.array(sizes) + 1)[:-1]])  # of the boundary before each
    total = np.zeros(len(sizes))
    heads = len(model.heads)
    for number, part in enumerate(ORDERS):
        found = bag.grams[part]
        units = slopes[number * heads : (number + 1) * heads] * model.scales[part] / bag.size(part) ** 0.5
        weights = units @ model.tables[part].take(found.hashes >> np.uint32(32 - BITS), axis=1)
        place = np.searchsorted(starts, found.first, side="right") - 1
        total += np.bincount(place, weights, minlength=len(sizes))
    return total


def find(signal: NDArray[np.float64], words: NDArray[np.float64], judge: Judge) -> list[Part]:
    """Return the passages of a text of mixed origin, in its order; none where it is of one.

    Args:
        signal: log-odds of machine translation that each sentence adds, in any unit.
        words: words of each sentence, above 0.
        judge: returns the probability of machine translation of a half-open range of sentences.

    """
    if words.sum() < 2 * SHORTEST or len(words) < 4:
        return []
    step = -(-len(words) // MOST)
    starts = np.arange(0, len(words), step)
    borders = cut(np.add.reduceat(signal, starts), np.add.reduceat(words, starts))
    borders = [min(each * step, len(words)) for each in borders]
    if len(borders) < 3:
        return []
    parts = [Part(first, last, judge(first, last)) for first, last in pairwise(borders)]
    while len(parts) > 1:
        contrasts = [_contrast(left, right) for left, right in pairwise(parts)]
        weakest = min(range(len(contrasts)), key=contrasts.__getitem__)
        if contrasts[weakest] > 0:
            return parts
        first, last = parts[weakest].first, parts[weakest + 1].last
        parts[weakest : weakest + 2] = [Part(first, last, judge(first, last))]
    return []


def _contrast(left: Part, right: Part) -> float:
    """Return by how much two neighbours keep both MACHINE and PERSON; below 0 they do not."""
    low, high = sorted((left.chance, right.chance))
    return min(high - MACHINE, PERSON - low)


def cut(signal: NDArray[np.float64], words: NDArray[np.float64]) -> list[int]:
    """Return the borders of the cheapest partition, the first 0 and the last the number of sentences."""
    noise = variance(signal, words)
    penalty = PENALTY + GROWTH * math.log(max(words.sum() / USUAL, 1.0))
    sums = np.concatenate([[0.0], np.cumsum(signal)])
    sizes = np.concatenate([[0.0], np.cumsum(words)])
    count = len(words)
    # What the sentences cost by themselves is the same under every partition, and left out.
    best = np.full(count + 1, np.inf)
    best[0] = 0.0
    before = np.zeros(count + 1, dtype=np.intp)
    for end in range(1, count + 1):
        starts = int(np.searchsorted(sizes, sizes[end] - SHORTEST, side="right"))
        if not starts:
            continue
        length = sizes[end] - sizes[:starts]
        costs = best[:starts] - (sums[end] - sums[:starts]) ** 2 / length / noise + penalty
        before[end] = int(costs.argmin())
        best[end] = costs[before[end]]
    borders = [count]
    while borders[-1]:
        borders.append(int(before[borders[-1]]))
    return borders[::-1]


def variance(signal: NDArray[np.float64], words: NDArray[np.float64]) -> float:
    """Return the noise of the signal for each word, from steps between neighbours: no change inflates it."""
    steps = np.diff(signal / words) ** 2 / (1 / words[1:] + 1 / words[:-1])
    return max(float(steps.mean()), 1e-12)
