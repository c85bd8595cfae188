"""How much of one document's wording stands in another one, among many, from small sketches.

A document's shingles are its runs of three words. Of their hashes the smallest `SIZE` are kept (bottom-k
sketch, Broder 1997), each with the eighth of the document that it stands in. Below the nearer of two
sketches' ends both are samples of the same part of all hashes, so the share of the smaller one that is in the
other there estimates the share of the smaller document's shingles that the other document has (containment):
a copy that was cut is found as well. Documents of no more than `SIZE` shingles are measured exactly; else the
standard error is that of a share of so many draws, 3 points at most between documents of one length.

An edition with a share p of its words changed one by one keeps (1 - p)^3 of the shingles, 34 % at p = 0.3,
all over the text. Two reports that share some sentences of an agency may have as many, but in some places
only. So a lower limit holds where nearly all eighths share: of near-copies with 30 % of the words changed,
99 % have 0.15 or more in seven of their eighths; of pairs of reports on one event (ECB+) that share 0.3 to
0.6, a quarter.
"""

from __future__ import annotations

import math
import re
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xdiff.records import Inspection

SIZE: Final = 256
SHINGLE: Final = 3  # words
EIGHTHS: Final = 8
_BITS = 3  # of a number, for the eighth; the hash has 32 more, which every reader of JSON takes exactly
_FEWEST = 20  # hashes to compare two documents by; fewer are a headline's
_EVERYWHERE = 0.15  # least share in all eighths but one
# Documents to compare are found by the smallest hashes alone; of a document in one ten times as long some ten
# of the other's are its own. Of each hash the first documents are looked up: a copy shares most hashes, rare
# ones among them, so the cap costs nothing there, and it keeps the time linear where thousands share "the
# united states". On 5,000 texts it takes 1 ms a text.
_LOOKED_UP = 96
_POSTINGS = 16
_CANDIDATES = 16  # of those, the ones compared: with most hashes in common
_IN_COMMON = 3  # hashes, at least
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Shared:
    """How much two documents share: the share of the smaller one's shingles, its standard error, and where.

    `everywhere` says that all eighths of the smaller one but one at most have a fair share of it.
    """

    share: float
    error: float
    everywhere: bool


def sketch(inspection: Inspection) -> tuple[int, ...]:
    """Return numbers that stand for the wording of a document's body, in ascending order."""
    words = [
        word.encode("utf-8", "replace")
        for sentence in inspection.article.sentences
        for word in _WORD.findall(sentence.text.casefold())
    ]
    count = len(words) - SHINGLE + 1
    hashes: dict[int, int] = {}
    for at in range(count):
        hashes.setdefault(_hashed(b" ".join(words[at : at + SHINGLE])), at * EIGHTHS // count)
    return tuple(number << _BITS | hashes[number] for number in sorted(hashes)[:SIZE])


def _hashed(shingle: bytes) -> int:
    # CRC-32 is quick and spreads; the multiplication (Knuth 1973, 6.4) parts what is alike. That
    # two documents of a thousand words have one in common by chance is less likely than one in 10,000.
    return zlib.crc32(shingle) * 2_654_435_761 & 0xFFFFFFFF


def shared(left: Sequence[int], right: Sequence[int]) -> Shared | None:
    """Return how much of the smaller of two sketched documents is in the other; None: too little to tell."""
    if not left or not right:
        return None
    # A sketch that is not full has every hash of its document, so it ends nowhere.
    end = min(each[-1] if len(each) == SIZE else math.inf for each in (left, right))
    parts = [each[: bisect_right(each, end)] for each in (left, right)]
    smaller, larger = sorted(parts, key=len)
    if len(smaller) < _FEWEST:
        return None
    there = {number >> _BITS for number in larger}
    both = [number for number in smaller if number >> _BITS in there]
    share = len(both) / len(smaller)
    return Shared(
        share=share,
        error=0.0 if end == math.inf else math.sqrt(share * (1 - share) / len(smaller)),
        everywhere=_everywhere(smaller, both),
    )


def _everywhere(numbers: Sequence[int], both: Sequence[int]) -> bool:
    in_all = Counter(number % EIGHTHS for number in numbers)
    found = Counter(number % EIGHTHS for number in both)
    # Below three draws an eighth tells nothing.
    shares = sorted(found[eighth] / count for eighth, count in in_all.items() if count > 2)
    return len(shares) > EIGHTHS // 2 and shares[1] >= _EVERYWHERE


def pairs(
    sketches: Mapping[str, Sequence[int]], *, share: float, spread: float
) -> Iterator[tuple[str, str, Shared]]:
    """Yield near-duplicates, the earlier one first; of many copies of one text not every pair.

    Args:
        sketches: by document, in the order of the run.
        share: of the smaller one's shingles, 0 to 1, from which two documents are near-duplicates.
        spread: the same, for documents that share all over the text.

    Time and memory grow with the number of documents: each is compared with a bounded number of earlier ones.
    """
    holders: dict[int, list[str]] = {}
    for name, numbers in sketches.items():
        common: Counter[str] = Counter()
        for number in numbers[:_LOOKED_UP]:
            earlier = holders.setdefault(number >> _BITS, [])
            common.update(earlier)
            if len(earlier) < _POSTINGS:
                earlier.append(name)
        for other, count in common.most_common(_CANDIDATES):
            found = shared(numbers, sketches[other]) if count >= _IN_COMMON else None
            if found and found.share >= (min(share, spread) if found.everywhere else share):
                yield other, name, found
