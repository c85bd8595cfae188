"""Fit the judgement of claimed facts on pairs of sentences that a person read; write its weights and card.

`data/judged-pairs.tsv` names the pairs by article and by the CRC-32 of each sentence, without their words:
the articles are `align/same-event-articles.jsonl.gz`. A pair is one fact where both sentences state the same
thing, in a clause at least; pairs of two events of one kind stand beside those of one event.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from xdiff.align import groups, judgement
from xdiff.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from xdiff.records import Article, Fact

    Read = Callable[[Mapping[str, Any], str], Article]
    Known = Callable[[Sequence[Article]], Sequence[Sequence[Fact]]]

PAIRS = "judged-pairs.tsv"
CARD = "judgement.md"
OTHER_EVENT = 0.5  # the weight of a pair of two events: articles that share nothing are seldom compared
STRENGTH = 0.2  # inverse of the ridge, on columns of one spread
FOLDS = 8  # by story
CUTS = (0.45, 0.5, 0.55, 0.6)
BINS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 0.9, 1.0)

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs that were read: their columns, what was judged, their story, and whether it is one event."""

    values: Values
    one_fact: npt.NDArray[np.bool_]
    story: tuple[str, ...]
    one_event: npt.NDArray[np.bool_]


def judged(data: Path, read: Read, known: Known) -> Judged:
    """Measure the pairs that were read.

    Args:
        data: the folder with `align/same-event-articles.jsonl.gz`.
        read: makes a row of that file an article with the id it is given.
        known: the facts of two articles, reconciled.

    Raises:
        InputError: the articles are not those that were read.
    """
    with files("xdiff.data").joinpath(PAIRS).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    wanted: dict[tuple[str, str, str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        wanted[row["left"], row["left article"], row["right"], row["right article"]].append(row)
    articles = _articles(data, {name for key in wanted for name in (key[0], key[2])})
    measured: list[tuple[Values, bool, str, bool]] = []
    for (left, here, right, there), pairs in wanted.items():
        names = f"{left}#{here}", f"{right}#{there}"
        both = [
            read(articles[event][int(at)], name)
            for (event, at), name in zip(((left, here), (right, there)), names, strict=True)
        ]
        rows_of, columns_of, signs, near = groups.seen(groups.Story.of(both, known(both)), 0, 1, least=0.0)
        values = np.stack(list(judgement.columns(signs, near).values()), axis=1).astype(np.float64)
        place = {pair: k for k, pair in enumerate(zip(rows_of.tolist(), columns_of.tolist(), strict=True))}
        at_left, at_right = (
            {_digest(each.text): k for k, each in enumerate(side.sentences)} for side in both
        )
        for pair in pairs:
            try:
                k = place[at_left[pair["left sentence"]], at_right[pair["right sentence"]]]
            except KeyError as error:
                raise InputError(
                    "a sentence that was read is not there", where=f"{names[0]} and {names[1]}",
                    hint="The articles, or how they are cut into sentences, have changed since.",
                ) from error  # fmt: skip
            measured.append((values[k], pair["one fact"] == "1", pair["story"], pair["one event"] == "1"))
    columns, facts, stories, events = zip(*measured, strict=True)
    return Judged(np.stack(columns), np.asarray(facts), tuple(stories), np.asarray(events))


def _articles(data: Path, events: set[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(data / "align" / "same-event-articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["event_id"] in events:
                found[row["event_id"]].append(row)
    return found


def _digest(text: str) -> str:
    return f"{crc32(text.encode()):08x}"


def fit(values: Values, one_fact: npt.NDArray[np.bool_], one_event: npt.NDArray[np.bool_]) -> Values:
    """Return the weight of each column, and last the constant, by ridge logistic regression."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    weight = np.where(one_event, 1.0, OTHER_EVENT)
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000)
    fitted.fit((values - mean) / spread, one_fact, sample_weight=weight)
    found = fitted.coef_[0] / spread
    return np.append(found, fitted.intercept_[0] - float(found @ mean))


def held_out(pairs: Judged) -> Values:
    """Return the probability of each pair from weights fitted without its story."""
    from sklearn.model_selection import GroupKFold

    chances = np.zeros(len(pairs.one_fact))
    for inside, outside in GroupKFold(FOLDS).split(pairs.values, groups=pairs.story):
        found = fit(pairs.values[inside], pairs.one_fact[inside], pairs.one_event[inside])
        chances[outside] = 1 / (1 + np.exp(-(pairs.values[outside] @ found[:-1] + found[-1])))
    return chances


def train(data: Path, target: Path, read: Read, known: Known) -> None:
    """Fit the weights, write them and their card into `target`; arguments as for `judged`."""
    pairs = judged(data, read, known)
    found = fit(pairs.values, pairs.one_fact, pairs.one_event)
    empty = np.zeros(0, dtype=np.float32)
    names = [*judgement.columns(judgement.Signs(*[empty] * 7), (0.5, 0.5)), "constant"]
    weights = {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}
    (target / judgement.FILE).write_text(json.dumps({"weights": weights}, indent=1) + "\n", encoding="utf-8")
    (target / CARD).write_text(card(pairs, held_out(pairs), weights), encoding="utf-8")


def card(pairs: Judged, chances: Values, weights: Mapping[str, float]) -> str:
    """Return the model card.

    Args:
        pairs: what was read.
        chances: `held_out` of them.
        weights: by name.
    """
    one, right = pairs.one_event, pairs.one_fact
    lines = [
        "# Judgement of claimed facts",
        "",
        "Written by `xdiff model train judgement`; do not edit.",
        "",
        "Whether two sentences of two articles state one fact: logistic regression on what the alignment",
        f"model and the extracted facts say of them. Fitted on {len(right)} pairs that one person read,",
        f"{int(one.sum())} of one event ({right[one].mean():.0%} one fact, in a clause at least) and",
        f"{int((~one).sum())} of two events of one kind ({right[~one].mean():.0%}).",
        "Candidates were pairs that the alignment model of the time gave 0.2 or more. Figures below are",
        "cross-validated by story.",
        "",
        "| given | pairs | right |",
        "|---|---|---|",
    ]
    for low, high in pairwise(BINS):
        inside = (chances >= low) & (chances < high)
        if inside.any():
            lines.append(f"| {low:.2f} to {high:.2f} | {int(inside.sum())} | {right[inside].mean():.0%} |")
    lines += [
        "",
        "| shown from | of one event: right | found of those that are right | two events: shown wrongly |",
        "|---|---|---|---|",
    ]
    for cut in CUTS:
        shown = chances >= cut
        found = (right & shown & one).sum() / (right & one).sum()
        wrong, of = int((shown & ~one & ~right).sum()), int((~one & ~right).sum())
        lines.append(f"| {cut:.2f} | {right[shown & one].mean():.0%} | {found:.0%} | {wrong} of {of} |")
    lines += ["", f"A group is shown from {groups.SURE}.", "", "| column | weight |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in weights.items()]
    return "\n".join(lines) + "\n"
