"""Fit the lexicon that `lexicon.py` reads: background IDF, and a space where paraphrases are near.

The corpus is many translations of the same source lines. A *unit* is one line of one document; its
*renderings* are what different systems and people made of it. Two words are near when they fill the same
units (latent semantic analysis, Deerwester et al. 1990, over units) and when one stands where another
rendering has the other.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from xdiff.align.words import words

if TYPE_CHECKING:
    from pathlib import Path

    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # scipy ships no types

Progress = Callable[[str, int, int], None]  # what, done, of how many
Unit = tuple[tuple[str, ...], ...]  # the distinct renderings of one line, each as stems

VOCABULARY = 20_000
IDF_VOCABULARY = 30_000
DIMENSIONS = 96
SUBSTITUTION_DIMENSIONS = 48  # of DIMENSIONS; the others come from the units
MIN_UNITS = 4  # a word in fewer units has no neighbours worth the name
MAX_RENDERINGS = 24  # of one unit; more add only near-copies


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def units(path: Path) -> list[Unit]:
    """Pool the renderings of every line of `origin/train.jsonl.gz`.

    Documents whose renderings disagree in their number of lines keep only those of the usual number.
    """
    texts: dict[str, set[str]] = defaultdict(set)
    for row in rows(path):
        texts[row["doc_id"]].add(row["text"])
    pooled: list[Unit] = []
    for versions in texts.values():
        lines = [text.split("\n") for text in sorted(versions)]
        usual = Counter(map(len, lines)).most_common(1)[0][0]
        kept = [each for each in lines if len(each) == usual]
        for k in range(usual):
            renderings = sorted({words(each[k]).stems for each in kept})
            step = max(1, len(renderings) // MAX_RENDERINGS)
            pooled.append(tuple(renderings[::step][:MAX_RENDERINGS]))
    return pooled


def document_frequencies(pooled: list[Unit]) -> Counter[str]:
    """Count in how many units a word stands, as the share of the unit's renderings that have it."""
    counts: Counter[str] = Counter()
    for unit in pooled:
        for rendering in unit:
            for word in sorted(set(rendering)):  # sets of strings have another order in every run
                counts[word] += 1 / len(unit)  # type: ignore[assignment]  # a Counter of shares
    return counts


def unit_vectors(
    pooled: list[Unit], index: dict[str, int], dimensions: int, rng: int
) -> npt.NDArray[np.float32]:
    """Word vectors from a weighted word-by-unit matrix, cut to `dimensions` by SVD."""
    from scipy.sparse import csr_matrix, diags

    row: list[int] = []
    column: list[int] = []
    value: list[float] = []
    for k, unit in enumerate(pooled):
        shares: Counter[int] = Counter()
        for rendering in unit:
            for word in sorted(set(rendering)):  # sets of strings have another order in every run
                if word in index:
                    shares[index[word]] += 1
        for word_index, count in shares.items():
            row.append(word_index)
            column.append(k)
            value.append((count / len(unit)) ** 0.5)  # a rare rendering still counts
    matrix = csr_matrix((value, (row, column)), shape=(len(index), len(pooled)), dtype=np.float32)
    frequency = np.asarray(matrix.power(2).sum(axis=1)).ravel()
    idf = np.log(len(pooled) / np.maximum(frequency, 1.0))
    matrix = diags(idf.astype(np.float32)) @ matrix
    norms = np.sqrt(np.asarray(matrix.power(2).sum(axis=0)).ravel())
    matrix = matrix @ diags(1 / np.maximum(norms, 1e-6))
    return _reduce(csr_matrix(matrix), dimensions, rng)


def substitution_vectors(
    pooled: list[Unit], index: dict[str, int], dimensions: int, rng: int
) -> npt.NDArray[np.float32]:
    """Word vectors from how often one word stands in a rendering where another one has the other word.

    For a random pair of renderings A, B of a unit, the weight of (w, v) is the chance that A has w and
    not v while B has v and not w. Positive pointwise mutual information of the sums, cut by SVD.
    """
    from scipy.sparse import coo_matrix, csr_matrix, identity

    size = len(index)
    total = csr_matrix((size, size), dtype=np.float32)
    row: list[npt.NDArray[np.int32]] = []
    column: list[npt.NDArray[np.int32]] = []
    value: list[npt.NDArray[np.floating[Any]]] = []
    pending = 0
    for k, unit in enumerate(pooled):
        if len(unit) > 1:
            ids = sorted({index[word] for rendering in unit for word in rendering if word in index})
            place = {word: position for position, word in enumerate(ids)}
            has = np.zeros((len(unit), len(ids)), dtype=np.float32)
            for line, rendering in enumerate(unit):
                has[line, [place[index[word]] for word in rendering if word in index]] = 1
            varying = (has.mean(axis=0) < 0.95) & (has.sum(axis=0) > 0)
            has = has[:, varying]
            names = np.asarray(ids, dtype=np.int32)[varying]
            only = has.T @ (1 - has)  # only[w, v]: renderings with w and without v
            weight = only * only.T / len(unit) ** 2
            # A word that could stand for many others here says less of each.
            weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1.0) ** 0.5
            weight /= np.maximum(weight.sum(axis=0, keepdims=True), 1.0) ** 0.5
            left, right = np.nonzero(weight > 0.01)
            row.append(names[left])
            column.append(names[right])
            value.append(weight[left, right])
            pending += len(left)
        if pending > 20_000_000 or k == len(pooled) - 1:
            if row:
                shape = (size, size)
                batch = coo_matrix(
                    (np.concatenate(value), (np.concatenate(row), np.concatenate(column))), shape=shape
                )
                total = total + batch.tocsr()
            row, column, value, pending = [], [], [], 0
    total = total + total.T
    total.data[total.data < 0.3] = 0
    total.eliminate_zeros()
    sums = np.asarray(total.sum(axis=1)).ravel()
    counts = total.tocoo()
    smoothed = sums**0.75 / (sums**0.75).sum()  # context smoothing: Levy, Goldberg and Dagan 2015
    information = np.log(counts.data / (sums[counts.row] * smoothed[counts.col] + 1e-9))
    keep = information > 0
    ppmi = csr_matrix((information[keep], (counts.row[keep], counts.col[keep])), shape=(size, size))
    # A word is its own best substitute; without the diagonal, synonyms share only third words.
    ppmi = ppmi + identity(size, format="csr", dtype=np.float32) * float(np.percentile(ppmi.data, 90))
    return _reduce(ppmi, dimensions, rng)


def _reduce(matrix: csr_matrix, dimensions: int, rng: int) -> npt.NDArray[np.float32]:
    """Return rows of length one in the space of the first singular vectors, weighted by value**0.5."""
    from sklearn.utils.extmath import randomized_svd

    left, values, _ = randomized_svd(matrix, dimensions, n_iter=4, random_state=rng)
    vectors = left * values**0.5
    return np.asarray(unit_length(vectors), dtype=np.float32)


def unit_length(vectors: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Scale every row to length one; a row of zeros stays."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9))


def fit(pooled: list[Unit], out: Path, progress: Progress, *, rng: int = 20150928) -> None:
    """Fit the lexicon on the `units` of `origin/train.jsonl.gz` and write it to `out`.

    The file holds figures only: CRC-32 of each stem, its IDF, and its vector where it has one.
    """
    progress(f"lexicon: {len(pooled)} units", 1, 3)
    frequencies = document_frequencies(pooled)
    usual = [word for word, count in frequencies.most_common(IDF_VOCABULARY) if count >= MIN_UNITS / 2]
    index = {
        word: k
        for k, word in enumerate(
            word for word in usual if frequencies[word] >= MIN_UNITS and not word[0].isdigit()
        )
        if k < VOCABULARY
    }
    by_unit = unit_vectors(pooled, index, DIMENSIONS - SUBSTITUTION_DIMENSIONS, rng)
    progress(f"lexicon: {len(index)} words by their units", 2, 3)
    by_substitution = substitution_vectors(pooled, index, SUBSTITUTION_DIMENSIONS, rng)
    progress("lexicon: words by substitution", 3, 3)
    vectors = np.concatenate([by_unit, by_substitution], axis=1)
    scale = 127 / np.abs(vectors).max()
    keys = np.asarray([crc32(word.encode()) for word in usual], dtype=np.uint32)
    idf = np.asarray([np.log(len(pooled) / frequencies[word]) for word in usual], dtype=np.float16)
    place = np.asarray([index.get(word, -1) for word in usual], dtype=np.int32)
    order = np.argsort(keys)
    np.savez(
        out,
        keys=keys[order],
        idf=idf[order],
        place=place[order],
        unit=np.round(by_unit * scale).astype(np.int8),
        substitution=np.round(by_substitution * scale).astype(np.int8),
        unseen_idf=np.float32(np.log(len(pooled) / 0.5)),
    )
