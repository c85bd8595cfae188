"""How much of one document's wording stands in another one, among many, from small sketches.

A document's shingles are its runs of three words. Of their hashes the smallest `SIZE` are kept (bottom-k
sketch, Broder 1997): below the larger of two sketches' ends both are samples of the same part of all hashes,
so the share of one that is in the other there estimates the share of its shingles (containment), and of the
smaller document this tells a copy that was cut as well. Documents of no more than `SIZE` shingles are
measured exactly; else the standard error is that of a share of that many draws, 3 points at most.

Three words: with a share p of the words changed one by one, (1 - p)^3 of the shingles stay: 34 % at p = 0.3.
"""

from __future__ import annotations

import hashlib
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xdiff.records import Inspection

SIZE: Final = 256
SHINGLE: Final = 3  # words
_FEWEST = 20  # hashes to compare two documents by; fewer are a headline's
# How many documents of one hash are looked up. A copy shares most hashes, rare ones among them, so the cap
# costs nothing there, and it keeps the time linear where thousands share "the united states".
_POSTINGS = 32
_CANDIDATES = 24  # of those, the ones compared: with most hashes in common
_WORD = re.compile(r"[^\W_]+")


def sketch(inspection: Inspection) -> tuple[int, ...]:
    """Return numbers that stand for the wording of a document's body, in ascending order."""
    words = [
        word for sentence in inspection.article.sentences for word in _WORD.findall(sentence.text.casefold())
    ]
    hashes = {_hashed(" ".join(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1)}
    return tuple(sorted(hashes)[:SIZE])


def _hashed(shingle: str) -> int:
    # 48 bits: two of the 300,000 hashes of a thousand sketches are the same by chance once in 6,000 runs.
    return int.from_bytes(hashlib.blake2b(shingle.encode("utf-8", "replace"), digest_size=6).digest())


@dataclass(frozen=True, slots=True)
class Shared:
    """How much two documents share: the share of the smaller one's shingles, and its standard error."""

    share: float
    error: float


def shared(left: Sequence[int], right: Sequence[int]) -> Shared | None:
    """Return how much of the smaller of two sketched documents is in the other; None: too little to tell."""
    if not left or not right:
        return None
    # A sketch that is not full has every hash of its document, so it ends nowhere.
    end = min(each[-1] if len(each) == SIZE else math.inf for each in (left, right))
    a, b = (set(each[: bisect_right(each, end)]) for each in (left, right))
    fewest = min(len(a), len(b))
    if fewest < _FEWEST:
        return None
    share = len(a & b) / fewest
    exact = end == math.inf
    return Shared(share=share, error=0.0 if exact else math.sqrt(share * (1 - share) / fewest))


def pairs(sketches: Mapping[str, Sequence[int]], least: float) -> Iterator[tuple[str, str, Shared]]:
    """Yield documents that share at least so much wording, earlier one first; not all pairs of many copies.

    Args:
        sketches: by document, in the order of the run.
        least: share of the smaller one's shingles, 0 to 1.

    Time and memory grow with the number of documents: each is compared with a bounded number of earlier ones.
    """
    holders: dict[int, list[str]] = {}
    for name, numbers in sketches.items():
        common: Counter[str] = Counter()
        for number in numbers:
            earlier = holders.setdefault(number, [])
            common.update(earlier)
            if len(earlier) < _POSTINGS:
                earlier.append(name)
        for other, _ in common.most_common(_CANDIDATES):
            found = shared(numbers, sketches[other])
            if found is not None and found.share >= least:
                yield other, name, found
