"""A second look at long sentences: each of their clauses is compared as if it were a sentence.

A news sentence states two or three facts, and another outlet tells each beside others. Compared whole,
its likest partner hides the rest; clause by clause, each finds its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from xdiff.align import model
from xdiff.align.links import score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.align.candidates import Cells
    from xdiff.align.lexicon import Floats
    from xdiff.align.sides import Ints

SHORTEST = 6  # words; a clause of fewer says too little alone
_OPENS = (
    "adding|after|although|and|as|because|but|explaining|saying|stressing|though|when|where|which|while|who"
    "|whose|with"
)
_CUT = re.compile(
    rf"[,;:]\s+(?=(?:{_OPENS})\b)"
    r"|;\s+|\s[-–—]+\s"
    r"|:\s+(?=[“\"A-Z])|,\s+(?=[“\"])|(?<=[”\"])\s+(?=[a-z])"  # before and after what is quoted
    r"|\s+(?=(?:although|because|but|while)\s)",
    re.IGNORECASE,
)


def split(sentence: str) -> list[str]:
    """Cut a sentence into clauses of `SHORTEST` words or more, in order."""
    found: list[str] = []
    start = 0
    for cut in _CUT.finditer(sentence):
        if min(len(sentence[start : cut.start()].split()), len(sentence[cut.end() :].split())) >= SHORTEST:
            found.append(sentence[start : cut.start()])
            start = cut.end()
    return [*found, sentence[start:]]


def log_odds(
    left: Sequence[str], right: Sequence[str], aliases: Mapping[str, str] | None, cells: Cells
) -> Floats:
    """Return, for each cell (pair of sentences), the log-odds of its likeliest pair of clauses."""
    left_clauses, left_owner = _parted(left)
    right_clauses, right_owner = _parted(right)
    scored = score(left_clauses, right_clauses, aliases)
    keys = left_owner[scored.cells.row] * cells.columns + right_owner[scored.cells.column]
    order = np.argsort(keys, kind="stable")
    distinct, starts = np.unique(keys[order], return_index=True)
    best = np.maximum.reduceat(scored.probability[order], starts) if len(order) else scored.probability
    wanted = cells.row * cells.columns + cells.column
    at = np.minimum(np.searchsorted(distinct, wanted), max(len(distinct) - 1, 0))
    found = np.where(distinct[at] == wanted, best[at], 0.0) if len(distinct) else np.zeros(len(wanted))
    return model.log_odds(np.asarray(found, dtype=np.float32))


def _parted(sentences: Sequence[str]) -> tuple[list[str], Ints]:
    """Return all clauses, and the sentence of each."""
    parts = [split(each) for each in sentences]
    owner = np.repeat(np.arange(len(parts)), [len(each) for each in parts])
    return [clause for each in parts for clause in each], owner.astype(np.int64)
