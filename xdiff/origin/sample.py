"""The training sample: rows cut to windows and hashed, with the weights that pair humans with machines."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin.corpus import Row, windows
from xdiff.origin.features import BITS, ORDERS, Bag, Vocabulary
from xdiff.origin.normalise import plain_words, tokens

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Progress = Callable[[str, int, int], None]

HUMAN = ("original", "human_translation")
MACHINE = ("smt", "nmt", "llm", "rbmt")
# Windows of one kind in one content group. A group's systems are many and alike; its contents are few.
CAPS = {"nmt": 1800, "llm": 1600, "smt": 2000, "rbmt": 600, "original": 2000}
SHORT = 200  # characters; less is no document
RNG = 7
VOCABULARY = 8000
PREFIXES = (60, 110, 180)  # words of the short pieces that calibration learns length from


@dataclass(slots=True, kw_only=True)
class Sample:
    """Hashed windows, row by row: `ends[part]` bounds each window's run in `buckets[part]`."""

    kind: list[str] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)  # row id, the same for all windows and prefixes of a text
    domain: list[str] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    characters: list[int] = field(default_factory=list)
    prefix: list[bool] = field(default_factory=list)
    buckets: dict[str, list[NDArray[np.uint32]]] = field(
        default_factory=lambda: {part: [] for part in ORDERS}
    )
    exact: list[NDArray[np.uint32]] = field(default_factory=list)  # words' full hashes, for the known n-grams

    def __len__(self) -> int:
        return len(self.kind)

    def mask(self, **wanted: Iterable[str]) -> NDArray[np.bool_]:
        """Return which windows have, for each named column, one of the values wanted."""
        out = np.ones(len(self), dtype=bool)
        for column, values in wanted.items():
            out &= np.isin(np.array(getattr(self, column)), list(values))
        return out

    def add(self, row: Row, lines: Sequence[str], vocabulary: Vocabulary, *, prefix: bool) -> None:
        """Hash one window of a row."""
        masked = [[token.text for token in tokens(line, 0, vocabulary.common)] for line in lines]
        bag = Bag([each for each in masked if each], vocabulary)
        if not bag.words or row.kind is None:
            return
        self.kind.append(row.kind)
        self.group.append(row.group)
        self.source.append(row.source or "")
        self.first.append(row.first or "")
        self.row.append(row.id)
        self.domain.append(row.domain or "")
        self.words.append(bag.words)
        self.characters.append(sum(map(len, lines)))
        self.prefix.append(prefix)
        for part in ORDERS:
            self.buckets[part].append(bag.buckets(part))
        self.exact.append(np.unique(bag.grams["words"].hashes))


def read_originals(data: Path) -> list[Row]:
    """Return articles of US and UK outlets as rows labelled original, each text once."""
    rows, seen = [], set()
    for name in ("align/same-event-articles.jsonl.gz", "facts/attributions.jsonl.gz"):
        for number, row in enumerate(_untagged(data / name)):
            key = hashlib.md5("".join(row)[:300].encode(), usedforsecurity=False).hexdigest()
            if key not in seen and sum(map(len, row)) >= 2 * SHORT:
                seen.add(key)
                rows.append(
                    Row(
                        id=f"{name}:{number}",
                        lines=row,
                        kind="original",
                        group="events" if name.startswith("align") else "polnear",
                        testset=name,
                        source="en",
                        first="en",
                        document=None,
                        domain="news",
                        extra={"label": "original"},
                    )
                )
    return rows


def _untagged(path: Path) -> Iterable[tuple[str, ...]]:
    """Yield the lines of each text; these files have ids of their own kinds."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield tuple(each for each in json.loads(line)["text"].split("\n") if each.strip())


def vocabulary(rows: Iterable[Row]) -> Vocabulary:
    """Return the words that human texts have most often in lower case, commonest first."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row.kind in HUMAN:
            for line in row.lines:
                counts.update(plain_words(line))
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Vocabulary([word for word, _ in ranked[:VOCABULARY]])


def draw(rows: Sequence[Row], words: Vocabulary, progress: Progress) -> Sample:
    """Cut rows to windows, keep at most CAPS of a kind in a group, hash them, and add short prefixes."""
    rng = random.Random(RNG)  # noqa: S311  a sample, not a secret
    cells: dict[tuple[str, str], list[tuple[Row, list[str]]]] = defaultdict(list)
    for row in rows:
        if row.kind in HUMAN + MACHINE:
            cells[row.group, str(row.kind)] += [
                (row, run) for run in windows(row.lines) if sum(map(len, run)) >= SHORT
            ]
    sample = Sample()
    for done, ((_, kind), runs) in enumerate(sorted(cells.items(), key=lambda each: each[0])):
        progress("hash", done, len(cells))
        cap = CAPS.get(kind, len(runs))
        for number, (row, run) in enumerate(rng.sample(runs, cap) if len(runs) > cap else runs):
            sample.add(row, run, words, prefix=False)
            if number % 4 == 0:
                _add_prefix(sample, row, run, words, rng.choice(PREFIXES))
    return sample


def _add_prefix(sample: Sample, row: Row, run: Sequence[str], words: Vocabulary, least: int) -> None:
    length = 0
    for count, line in enumerate(run, 1):
        length += line.count(" ") + 1
        if length >= least:
            if count < len(run):
                sample.add(row, run[:count], words, prefix=True)
            return


def pair(
    sample: Sample, chosen: NDArray[np.bool_], yes: Sequence[str], no: Sequence[str]
) -> NDArray[np.float64]:
    """Return weights under which `yes` and `no` weigh the same within every content group.

    A group weighs as many as it has windows of the smaller side (at most 2,000); within a side a kind
    weighs as the square root of its windows, so that no kind is drowned. Groups with one side weigh 0.
    """
    weights = np.zeros(len(sample))
    kinds, groups = np.array(sample.kind), np.array(sample.group)
    for group in np.unique(groups[chosen]):
        here = chosen & (groups == group)
        sides = [here & np.isin(kinds, names) for names in (yes, no)]
        mass = float(min(*(side.sum() for side in sides), 2000))
        for side in sides if mass else ():
            shares = {kind: float((side & (kinds == kind)).sum()) for kind in np.unique(kinds[side])}
            total = sum(share**0.5 for share in shares.values())
            for kind, count in shares.items():
                weights[side & (kinds == kind)] = mass * count**0.5 / total / count
    return weights


def matrix(sample: Sample, part: str, rows: NDArray[np.intp] | None = None) -> Any:
    """Return the windows (all, or `rows`) as a sparse binary matrix, each row over the root of its size."""
    from scipy import sparse  # type: ignore[import-untyped]  # ships no types

    picked = range(len(sample)) if rows is None else rows
    runs = [sample.buckets[part][int(each)] for each in picked]
    ends = np.cumsum([0, *(len(run) for run in runs)])
    values = np.repeat(np.array([max(len(run), 1) ** -0.5 for run in runs], dtype=np.float32), np.diff(ends))
    columns = np.concatenate(runs).astype(np.int32)
    return sparse.csr_matrix((values, columns, ends), shape=(len(runs), 1 << BITS))
