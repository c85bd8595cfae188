"""Fitting the weights of turns: engines of 2013 against people. Needs scikit-learn (`xdiff[train]`)."""

from __future__ import annotations

import gzip
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xdiff.errors import XdiffError
from xdiff.signals.fit import FIT_SETS, Segment, document_of, is_of, training_file
from xdiff.signals.shapes import load
from xdiff.signals.turns import MODEL, numbered, runs

if TYPE_CHECKING:
    from xdiff.records import Document

MACHINE_SET = "newstest2013"  # engines of 2013; those of 2014 are kept to validate on
SENTENCES = 10  # of one window
FEWEST_SHAPES = 120  # of one window
MOST_WINDOWS = 700  # of one kind and language of engine
MOST_HUMAN = 400  # of one test set and language
FEWEST_WINDOWS = 20  # a run in fewer windows is left out
KEPT = 8_000  # runs with the largest weights; all 28,000 gain .005 of AUC
SAME_CONTENT = 4  # human windows on the machines' own contents count this many times
INVERSE_PENALTY = 3.0
RNG = 0


def fit_turns(data: Path, segment: Segment, path: Path = MODEL) -> dict[str, int]:
    """Fit the weights and write them to `path`; the shapes' model must have been fitted before.

    Args:
        data: the data folder.
        segment: cuts a document into an article (`xdiff.segment.segment`).
        path: where the weights go.

    Raises:
        XdiffError: scikit-learn is not installed.
    """
    try:
        import numpy as np
        from scipy.sparse import csr_matrix, diags  # type: ignore[import-untyped]  # scipy ships no types
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise XdiffError(
            "scikit-learn is not installed", hint='Install it with pip install "xdiff[train]".'
        ) from error

    windows = _windows(data, segment)
    texts, labels, shares = _weighted(windows)
    seen = Counter(key for text in texts for key in text)
    column = {key: index for index, key in enumerate(key for key, n in seen.items() if n >= FEWEST_WINDOWS)}
    rows, columns = [], []
    for row, text in enumerate(texts):
        for key in text:
            if key in column:
                rows.append(row)
                columns.append(column[key])
    present = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), len(column)))
    norms = diags([1 / math.sqrt(len(text)) for text in texts])
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=300, solver="liblinear", random_state=RNG)
    model.fit(norms @ present, labels, sample_weight=np.array(shares) * len(texts) / 2)
    weights = model.coef_[0]
    largest = np.argsort(-np.abs(weights), kind="stable")[:KEPT]
    keys = np.array(list(column), dtype=np.int64)[largest]
    order = np.argsort(keys)
    names = " ".join(load().number)
    np.savez_compressed(
        path,
        keys=keys[order],
        weights=weights[largest][order].astype(np.float16),
        shapes=np.frombuffer(names.encode("utf-8"), dtype=np.uint8),
    )
    return {"windows": len(texts), "machine": sum(labels), "runs": len(order)}


def _windows(data: Path, segment: Segment) -> dict[tuple[int, str, str], list[frozenset[int]]]:
    """Return the runs of every window, by whether it is machine text (1 or 0), kind and language."""
    found: defaultdict[tuple[int, str, str], list[frozenset[int]]] = defaultdict(list)
    with gzip.open(training_file(data), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            group = _group(row)
            if group is not None:
                found[group] += _runs_of(document_of(row), segment)
    rng = random.Random(RNG)  # noqa: S311 (a sample, no secret)
    sampled = {}
    for group, windows in sorted(found.items()):
        most = MOST_WINDOWS if group[0] else MOST_HUMAN
        sampled[group] = rng.sample(windows, most) if len(windows) > most else windows
    return sampled


def _group(row: Mapping[str, Any]) -> tuple[int, str, str] | None:
    if row["tokenized"] or row["domain"] != "news":
        return None
    if row["label"] in ("original", "human_translation"):
        own = row["testset"].startswith(MACHINE_SET)
        return (0, row["testset"], row["src_lang"]) if own or is_of(row, FIT_SETS) else None
    if row["label"] == "machine_translation" and row["mt_type"] in ("rbmt", "smt"):
        return (1, row["mt_type"], row["src_lang"]) if row["testset"].startswith(MACHINE_SET) else None
    return None


def _runs_of(document: Document, segment: Segment) -> list[frozenset[int]]:
    article = segment(document)
    sentences = [numbered(article.tokens[slice(*each.tokens)])[0] for each in article.sentences]
    found = []
    for start in range(0, len(sentences), SENTENCES):
        window = sentences[start : start + SENTENCES]
        if sum(map(len, window)) >= FEWEST_SHAPES:
            found.append(frozenset(key for numbers in window for key, _, _ in runs(numbers)))
    return found


def _weighted(
    windows: Mapping[tuple[int, str, str], Sequence[frozenset[int]]],
) -> tuple[list[frozenset[int]], list[int], list[float]]:
    """Return texts, labels and weights: each kind of engine counts the same, people as much as engines."""
    engines = sum(group[0] for group in windows)
    human = sum(
        len(texts) * (SAME_CONTENT if group[1].startswith(MACHINE_SET) else 1)
        for group, texts in windows.items()
        if not group[0]
    )
    texts: list[frozenset[int]] = []
    labels: list[int] = []
    shares: list[float] = []
    for group, inside in windows.items():
        each = SAME_CONTENT if group[1].startswith(MACHINE_SET) else 1
        share = 1 / engines / len(inside) if group[0] else each / human
        texts += inside
        labels += [group[0]] * len(inside)
        shares += [share] * len(inside)
    return texts, labels, shares
