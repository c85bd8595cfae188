"""Fitting the model behind surprisal and unknown words, and measuring what is usual.

Both read the training data of `data/origin`. The model is fitted on some test sets and what is usual is
measured on others, so that no text is told how usual it is by a model that has read it; the years 2013
and 2014 are kept out of both, to validate on.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from xdiff.errors import InputError
from xdiff.records import Article, Document, Register, Token
from xdiff.signals.shapes import DISCOUNT, KEPT, MODEL, START, shapes

Segment = Callable[[Document], Article]

FIT_SETS = ("polnear", "newstest2009", "newstest2011", "newstest2015", "newstest2016", "newstest2020")
HELD_OUT = ("newstest2013", "newstest2014")
FEWEST_WORDS = 120  # of a document that tells what is usual; of fewer the rates are mostly noise
FEWEST_DOCUMENTS = 60  # of a register
FEWEST_TRIPLE = 3  # a triple of shapes seen less often is left to its pairs
FEWEST_WORD = 2  # a word seen once may be a slip

_REGISTERS: Mapping[str, Register] = {"news": "news", "wiki": "wiki", "chat": "talk"}


def training_file(data: Path) -> Path:
    """Return the training file in a data folder.

    Raises:
        InputError: it is not there.
    """
    path = data / "origin" / "train.jsonl.gz"
    if not path.is_file():
        raise InputError("no training data", where=str(path), hint="Give their folder with --data.")
    return path


def human_rows(data: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of the training data that people wrote or translated, as they stood."""
    with gzip.open(training_file(data), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["label"] in ("original", "human_translation") and not row["tokenized"]:
                yield row


def document_of(row: Mapping[str, Any]) -> Document:
    """Return a row of one sentence a line as a document of one paragraph a line."""
    text = "\n\n".join(line.strip() for line in row["text"].lstrip("\ufeff").split("\n") if line.strip())
    return Document(id=row["id"], text=text)


def is_of(row: Mapping[str, Any], sets: Sequence[str]) -> bool:
    """Say whether a row belongs to one of the test sets (newstest2014.fr-en to newstest2014)."""
    return any(row["testset"].startswith(each) for each in sets)


def fit(data: Path, segment: Segment, path: Path = MODEL) -> dict[str, int]:
    """Fit the model on the human text of `FIT_SETS` and write it to `path`.

    Grammar is fitted on originals alone, the vocabulary on originals and human translations.

    Args:
        data: the data folder.
        segment: cuts a document into an article (`xdiff.segment.segment`).
        path: where the model goes.

    Returns:
        Counts of what was read and kept.
    """
    import numpy as np

    sentences: list[Sequence[Token]] = []
    lower: Counter[str] = Counter()
    documents = 0
    for row in human_rows(data):
        if is_of(row, FIT_SETS):
            article = segment(document_of(row))
            lower.update(
                token.text.replace("’", "'")
                for token in article.tokens
                if token.word and token.text.islower()
            )
            if row["label"] == "original":
                documents += 1
                sentences += [article.tokens[slice(*sentence.tokens)] for sentence in article.sentences]
    kept = frozenset(word for word, _ in lower.most_common(KEPT) if " " not in word)
    lines = [[START, START, *(name for name, _ in shapes(tokens, kept))] for tokens in sentences]
    names = [START, "*", *sorted({name for line in lines for name in line} - {START, "*"})]
    number = {name: index for index, name in enumerate(names)}
    arrays = _estimate([[number[name] for name in line] for line in lines], len(names))
    words = sorted(word for word, count in lower.items() if count >= FEWEST_WORD and word.isalpha())
    text = " ".join(names) + "\n" + " ".join(words)
    np.savez_compressed(path, text=np.frombuffer(text.encode("utf-8"), dtype=np.uint8), **arrays)
    return {
        "documents": documents,
        "words": sum(lower.values()),
        "shapes": len(names),
        "triples": len(arrays["bits"]),
        "vocabulary": len(words),
    }


def _estimate(lines: Sequence[Sequence[int]], size: int) -> dict[str, Any]:
    """Return bits of pairs and triples by interpolated absolute discounting."""
    import numpy as np

    pair = np.zeros((size, size))
    triple: Counter[tuple[int, int, int]] = Counter()
    for line in lines:
        for before, middle, last in zip(line, line[1:], line[2:], strict=False):
            pair[middle, last] += 1
            triple[before, middle, last] += 1
    single = pair.sum(axis=0) + 0.5
    p_single = single / single.sum()
    total = pair.sum(axis=1, keepdims=True)
    kinds = (pair > 0).sum(axis=1, keepdims=True)
    left = np.where(total > 0, DISCOUNT * kinds / np.maximum(total, 1), 1.0)
    p_pair = np.maximum(pair - DISCOUNT, 0) / np.maximum(total, 1) + left * p_single
    context = np.zeros((size, size))
    continuations = np.zeros((size, size))
    for (before, middle, _), count in triple.items():
        context[before, middle] += count
        continuations[before, middle] += 1
    spread = np.where(context > 0, DISCOUNT * continuations / np.maximum(context, 1), 1.0)
    backoff = spread  # what is left for shapes never seen after the two
    keys: list[int] = []
    bits: list[float] = []
    for (before, middle, last), count in sorted(triple.items()):
        if count >= FEWEST_TRIPLE:
            p = (count - DISCOUNT) / context[before, middle] + spread[before, middle] * p_pair[middle, last]
            keys.append((before * size + middle) * size + last)
            bits.append(-math.log2(min(p, 1.0)))
    # Rare triples were dropped: their share goes back to the pairs of their context.
    kept = np.zeros((size, size))
    for key, bit in zip(keys, bits, strict=True):
        kept[key // size // size, key // size % size] += 2**-bit
    backoff = np.clip(np.where(context > 0, np.maximum(1 - kept, spread), 1.0), 1e-3, 1.0)
    return {
        "pairs": (-np.log2(p_pair)).astype(np.float16),
        "backoff": (-np.log2(backoff)).astype(np.float16),
        "steps": np.diff(np.array(keys, dtype=np.int64), prepend=0).astype(np.uint32),
        "bits": np.array(bits, dtype=np.float16),
    }


def measure_usual(data: Path, segment: Segment) -> str:
    """Measure every signal on human text and return what is usual, as the text of `usual.toml`.

    Args:
        data: the data folder; texts of `FIT_SETS` and `HELD_OUT` are left out.
        segment: cuts a document into an article (`xdiff.segment.segment`).
    """
    from xdiff.signals import registry
    from xdiff.signals.base import prose

    signals = registry()
    values: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    documents: Counter[str] = Counter()
    for row in human_rows(data):
        register = _REGISTERS.get(row["domain"])
        if register is None or is_of(row, HELD_OUT) or (register == "news" and is_of(row, FIT_SETS)):
            continue
        each = prose(segment(document_of(row)))
        if each.words < FEWEST_WORDS:
            continue
        documents[register] += 1
        for signal in signals.values():
            measured = signal.measure(each)
            if measured is not None:
                values[register][signal.name].append(measured[0])
    digest = hashlib.sha256(training_file(data).read_bytes()).hexdigest()
    return _toml(values, documents, digest)


def _toml(values: Mapping[str, Mapping[str, list[float]]], documents: Mapping[str, int], digest: str) -> str:
    lines = [
        "# What people's texts show: 10th percentile, median, 90th percentile of every signal, by register.",
        "# Made by xdiff.signals.fit.measure_usual; figures only. A register with too few texts is left out.",
        "",
        "[source]",
        f'sha256 = "{digest}"',
        'file = "origin/train.jsonl.gz"',
        f"fewest_words = {FEWEST_WORDS}",
    ]
    for register in sorted(documents):
        if documents[register] < FEWEST_DOCUMENTS:
            continue
        lines += ["", f"[{register}]", f"documents = {documents[register]}"]
        for name in sorted(values[register]):
            ordered = sorted(values[register][name])
            low, middle, high = (_quantile(ordered, share) for share in (0.1, 0.5, 0.9))
            lines.append(f"{name} = [{low:.4g}, {middle:.4g}, {high:.4g}]")
    return "\n".join(lines) + "\n"


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
