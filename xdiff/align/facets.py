"""One long sentence, several facts: which of its clauses each linked sentence is about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from xdiff.align import lexicon
from xdiff.align.features import CLAUSE_DAMPING, clause_weights
from xdiff.align.sides import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A sentence belongs to another clause only where that clause is clearly likelier than the first one.
CLEAR = 0.8


def facets(hub: str, spokes: Sequence[str], aliases: Mapping[str, str] | None = None) -> list[list[int]]:
    """Part sentences that are all linked to one sentence by the clause of it that they are about.

    Args:
        hub: the one sentence.
        spokes: sentences of the other document, two or more.
        aliases: as for `prepare`.

    Returns:
        Lists of indices of `spokes`, one for each clause that has any; one list when nothing is clear.
    """
    pair = prepare([hub], spokes, lexicon.shipped(), aliases)
    found, total = clause_weights(pair)
    if len(found) < 2:
        return [list(range(len(spokes)))]
    likeness = found / (total[:, None] + CLAUSE_DAMPING)
    first = int(likeness.max(axis=1).argmax())
    parted: dict[int, list[int]] = defaultdict(list)
    for k in range(len(spokes)):
        best = int(likeness[:, k].argmax())
        clear = likeness[first, k] < CLEAR * likeness[best, k]
        parted[best if clear else first].append(k)
    return [parted[clause] for clause in sorted(parted)]
