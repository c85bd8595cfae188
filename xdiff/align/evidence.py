"""What extracted facts say for or against two sentences being about one thing.

The link model sees words: it knows neither that two sentences name different people, nor that "has not
ruled out raids" and "did not rule out strikes" leave the same thing open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from xdiff.align.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xdiff.align.candidates import Cells
    from xdiff.align.lexicon import Floats, Lexicon
    from xdiff.records import Fact

# Log-odds beside the link model's own, fitted by logistic regression on ECB+ (11,408 cells of the labelled
# pairs, 2,772 of whole articles, the link model's scores from folds it had not seen; cross-validated by
# topic). AUC .806 to .824 on the pairs, .775 to .785 on whole articles; below .33 .672 to .719 and .666 to
# .689. Shared people, numbers, dates, speakers and quotes were tried too: they raise the figure of the
# labelled pairs (.833), not of whole articles (.778), and of eight links they alone brought one was right.
PEOPLE_APART = -1.1  # both name people, and nobody is in both
DATES_APART = -0.6  # both give dates, and none is in both
POLARITY = 2.2  # times the likeness of what the same polarity bears on
DATED = frozenset({"day", "month", "year"})  # units of dates that are no durations


def log_odds(left: Sequence[Fact], right: Sequence[Fact], cells: Cells, lexicon: Lexicon) -> Floats:
    """Return what the facts of two documents add to the log-odds of each cell.

    Args:
        left: facts of the document whose sentences are the rows, reconciled with those of the other.
        right: facts of the other.
        cells: the compared pairs of sentences.
        lexicon: tells which heads of polarity are near ("raid", "strike").
    """
    apart = [
        _apart(left, right, cells, weight, wanted)
        for weight, wanted in ((PEOPLE_APART, _is_person), (DATES_APART, _is_date))
    ]
    return np.asarray(sum(apart) + POLARITY * _polarity(left, right, cells, lexicon), dtype=np.float32)


def _is_person(fact: Fact) -> bool:
    return fact.kind == "name" and fact.unit == "person"


def _is_date(fact: Fact) -> bool:
    return fact.kind == "date" and fact.unit in DATED


def _apart(
    left: Sequence[Fact], right: Sequence[Fact], cells: Cells, weight: float, wanted: Callable[[Fact], bool]
) -> Floats:
    """Return `weight` where both sentences have such facts and no value in common, else 0."""
    here, there = (
        _values(facts, size, wanted) for facts, size in ((left, cells.rows), (right, cells.columns))
    )
    found = np.zeros(len(cells.row), dtype=np.float32)
    both = np.asarray(list(map(bool, here)))[cells.row] & np.asarray(list(map(bool, there)))[cells.column]
    for k in np.flatnonzero(both):
        if here[cells.row[k]].isdisjoint(there[cells.column[k]]):
            found[k] = weight
    return found


def _values(facts: Sequence[Fact], sentences: int, wanted: Callable[[Fact], bool]) -> list[set[str]]:
    """Return the values of the wanted facts of each sentence."""
    found: list[set[str]] = [set() for _ in range(sentences)]
    for fact in filter(wanted, facts):
        found[fact.sentence].add(fact.value)
    return found


def _polarity(left: Sequence[Fact], right: Sequence[Fact], cells: Cells, lexicon: Lexicon) -> Floats:
    """Return the likeness, 0 to 1, of the nearest heads that one polarity bears on in both sentences."""
    here, there = ([each for each in side if each.kind == "polarity" and each.unit] for side in (left, right))
    if not here or not there:
        return np.zeros(len(cells.row), dtype=np.float32)
    heads = [["".join(words(each.unit or "").stems[:1]) for each in side] for side in (here, there)]
    (_, unit, substitution), (_, other_unit, other_substitution) = (lexicon.look_up(side) for side in heads)
    near = (unit @ other_unit.T + substitution @ other_substitution.T) / 2
    near[_same(heads[0], heads[1])] = 1
    near *= _same([each.value for each in here], [each.value for each in there])
    best: dict[tuple[int, int], float] = {}
    for i, j in np.argwhere(near > 0):
        key = here[i].sentence, there[j].sentence
        best[key] = max(best.get(key, 0.0), float(near[i, j]))
    keys = cells.row * cells.columns + cells.column
    likeness = {row * cells.columns + column: value for (row, column), value in best.items()}
    known = np.flatnonzero(np.isin(keys, np.fromiter(likeness, dtype=np.int64, count=len(likeness))))
    found = np.zeros(len(cells.row), dtype=np.float32)
    found[known] = [likeness[key] for key in keys[known].tolist()]
    return found


def _same(here: Sequence[str], there: Sequence[str]) -> npt.NDArray[np.bool_]:
    return np.asarray(np.asarray(here)[:, None] == np.asarray(there), dtype=np.bool_)
