"""Fits and measures the second stage that reads a language model's surprise; see `xdiff.origin.lm`.

Two steps, since the first takes an hour of one core and need not be done again when the n-gram model changes:
`collect` asks the language model about a sample of documents and keeps its answers in a folder; `fit` joins
them with the n-gram model's probabilities of the same documents. Needs scikit-learn (the extra `train`).
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.errors import InputError
from xdiff.origin.calibrate import Texts, choose_cuts, class_weights
from xdiff.origin.calibration import CLASSES
from xdiff.origin.corpus import TEST, windows
from xdiff.origin.llama import Predictions
from xdiff.origin.lm import LOWEST, NAMES, VERSION, Stage, statistics
from xdiff.origin.measure import auc, calibration_error
from xdiff.origin.surprisal import Surprises, measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from xdiff.origin.corpus import Row
    from xdiff.origin.llama import Llama
    from xdiff.origin.sample import Progress

RNG = 11
# Documents of one kind in one content group, when there are so many. Human translations are the hard
# negatives; the small groups before 2013 and the lone originals only say how much people differ.
SHARES = {"human_translation": 90, "original": 60, "smt": 80, "nmt": 70, "llm": 90, "rbmt": 25}
CHUNK = 10  # documents a file
STRENGTH = 0.003  # of the penalty on the statistics' weights, beside a mean loss a document
STATISTICAL = ("smt", "rbmt")
PAIRS = tuple(
    (machine, human)
    for machine in ("smt-fr", "smt", "nmt", "llm", "rbmt")
    for human in ("human_translation", "original")
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One document that the language model was asked about."""

    id: str
    group: str
    kind: str
    source: str
    found: Surprises

    @property
    def target(self) -> int:
        """The index in CLASSES."""
        return CLASSES.index(self.kind) if self.kind in CLASSES else 2


def plan(rows: Sequence[Row], least: int = 1200) -> list[Row]:
    """Return documents of `least` characters or more, so ordered that any beginning is a balanced sample.

    Each kind in each content group gives up to SHARES, no document of one content more than twice where
    there are others.
    """
    rng = random.Random(RNG)  # noqa: S311  a sample, not a secret
    cells: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind in SHARES and sum(map(len, row.lines)) >= least:
            cells[row.group, row.kind].append(row)
    placed: list[tuple[float, str, Row]] = []
    for (_, kind), found in sorted(cells.items(), key=lambda each: each[0]):
        rng.shuffle(found)
        times: Counter[str | None] = Counter()
        picked = []
        for row in found:
            times[row.document] += 1
            if times[row.document] <= 2 or len(found) <= 3 * SHARES[kind]:
                picked.append(row)
        picked = picked[: SHARES[kind]]
        placed += [((place + rng.random()) / len(picked), row.id, row) for place, row in enumerate(picked)]
    return [row for _, _, row in sorted(placed, key=lambda each: each[:2])]


def collect(rows: Sequence[Row], folder: Path, model: Llama, progress: Progress) -> None:
    """Ask the language model about the first window of each row, and keep its answers in files of CHUNK.

    Documents already in the folder are skipped, so that it may be stopped and called again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = {seen.id for seen in read(folder)}
    left = [row for row in rows if row.id not in known]
    number = len(list(folder.glob("*.npz")))
    for done in range(0, len(left), CHUNK):
        progress("surprisal", done, len(left))
        seen = []
        for row in left[done : done + CHUNK]:
            lines = windows(row.lines)[0]
            starts = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
            distinct = dict(zip(reversed(lines), reversed(starts[:-1]), strict=True))
            found = measure([(line, distinct[line]) for line in dict.fromkeys(lines)], model)
            seen.append(Seen(row.id, row.group, str(row.kind), row.source or "", found))
        write(folder / f"{number:05d}.npz", seen)
        number += 1


def write(path: Path, seen: Sequence[Seen]) -> None:
    """Write documents' answers; no text is among them."""
    rows: dict[str, Any] = {
        name: np.array([getattr(each, name) for each in seen]) for name in ("id", "group", "kind", "source")
    }
    rows["count"] = np.array([len(each.found.start) for each in seen])
    for name in _OWN:
        rows[name] = np.concatenate([getattr(each.found, name) for each in seen])
    for name, kind in _PREDICTED.items():
        rows[name] = np.concatenate([getattr(each.found.predictions, name) for each in seen]).astype(kind)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(file, **rows)
    part.replace(path)


_OWN = ("start", "end", "sentence", "token", "plain")
_PREDICTED = {"surprisal": np.float16, "entropy": np.float16, "spread": np.float16, "rank": np.int32}


def read(folder: Path) -> list[Seen]:
    """Read what `collect` kept."""
    seen: list[Seen] = []
    for path in sorted(folder.glob("*.npz")):
        with np.load(path, allow_pickle=False) as stored:
            rows = {name: stored[name] for name in stored.files}
        ends = np.cumsum(rows["count"])
        for place, end in enumerate(ends.tolist()):
            here = slice(end - int(rows["count"][place]), end)
            predicted = {name: rows[name][here] for name in _PREDICTED}
            found = Surprises(
                **{name: rows[name][here] for name in _OWN}, predictions=Predictions(**predicted)
            )
            seen.append(
                Seen(
                    id=str(rows["id"][place]),
                    group=str(rows["group"][place]),
                    kind=str(rows["kind"][place]),
                    source=str(rows["source"][place]),
                    found=found,
                )
            )
    return seen


@dataclass(frozen=True, slots=True)
class Table:
    """Documents that have both: statistics of their surprise, and the n-gram model's probabilities."""

    seen: tuple[Seen, ...]
    measured: NDArray[np.float64]
    chances: NDArray[np.float64]

    def column(self, name: str) -> NDArray[np.str_]:
        """Return `id`, `group`, `kind` or `source` of every document."""
        return np.array([getattr(each, name) for each in self.seen])

    @property
    def target(self) -> NDArray[np.intp]:
        """The index in CLASSES of every document."""
        return np.array([each.target for each in self.seen])

    def pick(self, mask: NDArray[np.bool_]) -> Table:
        """Return the documents that a mask picks."""
        kept = tuple(each for each, chosen in zip(self.seen, mask, strict=True) if chosen)
        return Table(kept, self.measured[mask], self.chances[mask])


def table(seen: Sequence[Seen], base: Mapping[str, NDArray[np.float64]]) -> Table:
    """Join the language model's answers with the n-gram model's.

    Args:
        seen: from `read`.
        base: by document id, the probabilities of original, human and machine translation that verdicts
            have without this stage. For documents of groups that the n-gram model was fitted on, they must
            come from tables fitted without the group, or the stage learns to trust them too far.

    Raises:
        InputError: no document has both.

    """
    kept, rows, chances = [], [], []
    for each in seen:
        values = statistics(each.found)
        if values is not None and each.id in base:
            kept.append(each)
            rows.append(values)
            chances.append(base[each.id])
    if not kept:
        raise InputError("no document has both surprisal and probabilities", hint="Their ids must agree.")
    return Table(tuple(kept), np.stack(rows), np.stack(chances))


def fit(seen: Sequence[Seen], base: Mapping[str, NDArray[np.float64]]) -> Stage:
    """Fit the stage on all groups but TEST, choose its cuts on groups held out in turn, and measure it.

    Args:
        seen: from `read`.
        base: as for `table`; those of TEST are only measured on.

    """
    whole = table(seen, base)
    apart = np.isin(whole.column("group"), TEST)
    inside, outside = whole.pick(~apart), whole.pick(apart)
    fresh = held_out(inside)
    stage = fit_stage(inside)
    cuts = choose_cuts(_texts(inside), fresh)
    before = choose_cuts(_texts(inside), inside.chances)
    shown = {
        "held out": figures(inside, fresh, cuts),
        "held out, before": figures(inside, inside.chances, before),
    }
    if outside.seen:
        shown["test"] = figures(outside, applied(stage, outside), cuts)
        shown["test, before"] = figures(outside, outside.chances, before)
    card = {"version": VERSION, "names": NAMES, "cuts": cuts, "figures": shown}
    return replace(stage, card=card)


def write_card(path: Path, stage: Stage) -> None:
    """Write what the stage is, its cuts and its figures, for people to read."""
    figures = stage.card["figures"]
    columns = list(figures)
    lines = [
        "# The origin model's second stage: a language model's surprise",
        "",
        "Written by `xdiff.origin.lm_fit.write_card`; do not edit. `origin-lm.npz` holds eleven numbers:",
        "mean, scale and weights of two statistics of SmolLM2-135M on a text's beginning, two shifts and a",
        "factor. They split machine translation in two, statistical or rule-based and neural. Fitted on",
        "contents that are not in the test columns, on probabilities of n-gram tables that never saw a",
        "document's contents; the cuts are chosen on contents held out in turn: of originals at most 1 %, of",
        "human translations at most 3 % above the one for machine translation. `before` is the same without",
        "the stage, with cuts chosen alike. `auc within` compares within each content group only.",
        "",
        "| label | given from |",
        "|---|---|",
        *(f"| {label} | {cut} |" for label, cut in sorted(stage.card["cuts"].items())),
        "",
        f"| figure | {' | '.join(columns)} |",
        "|---|" + "---|" * len(columns),
    ]
    for name in dict.fromkeys(name for column in figures.values() for name in column):
        cells = (str(figures[column].get(name, "")) for column in columns)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fit_stage(given: Table) -> Stage:
    """Fit the stage by the likelihood of four kinds; its card is left empty."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # ships no types

    weights = class_weights(_texts(given))
    weights /= weights.sum()
    mean = np.average(given.measured, axis=0, weights=weights)
    variance = np.average((given.measured - mean) ** 2, axis=0, weights=weights)
    none = Stage(
        mean=mean,
        scale=np.sqrt(np.maximum(variance, 1e-6)),
        weights=np.zeros((2, len(NAMES))),
        shift=np.zeros(2),
        factor=1.0,
        card={},
    )
    lengths = [len(each.found.start) for each in given.seen]
    standard = np.stack([none.standard(*row) for row in zip(given.measured, lengths, strict=True)])
    logs = np.log(np.maximum(given.chances, LOWEST))
    target = np.array([3 if each.kind in STATISTICAL else each.target for each in given.seen])
    every = np.arange(len(target))

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = point[0] * logs[:, [0, 1, 2, 2]]
        logits[:, 2:] += point[1:3] + standard @ point[3:].reshape(2, -1).T
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        total = powers.sum(axis=1)
        value = weights @ (np.log(total) - logits[every, target]) + STRENGTH / 2 * (point[3:] ** 2).sum()
        gap = powers / total[:, None]
        gap[every, target] -= 1
        gap *= weights[:, None]
        slopes = (gap[:, 2:].T @ standard).ravel() + STRENGTH * point[3:]
        common = (gap * logs[:, [0, 1, 2, 2]]).sum()
        return float(value), np.concatenate([[common], gap[:, 2:].sum(axis=0), slopes])

    start = np.concatenate([[1.0, -0.7, -0.7], np.zeros(2 * len(NAMES))])
    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return replace(none, weights=found[3:].reshape(2, -1), shift=found[1:3], factor=float(found[0]))


def _texts(given: Table) -> Texts:
    cells = np.array([f"{each.group} {each.kind}" for each in given.seen])
    lengths = np.array([len(each.found.start) for each in given.seen])
    return Texts(given.chances, lengths, given.target, cells)


def held_out(given: Table) -> NDArray[np.float64]:
    """Return the probabilities of each document by a stage fitted without its content group."""
    groups = given.column("group")
    out = np.zeros((len(given.seen), len(CLASSES)))
    for group in np.unique(groups):
        here = groups == group
        out[here] = applied(fit_stage(given.pick(~here)), given.pick(here))
    return out


def applied(stage: Stage, given: Table) -> NDArray[np.float64]:
    """Return the probabilities of each document by a stage."""
    rows = zip(given.chances, given.measured, given.seen, strict=True)
    return np.stack([stage.adjust(*row[:2], len(row[2].found.start)) for row in rows])


def figures(given: Table, chances: NDArray[np.float64], cuts: Mapping[str, float]) -> dict[str, float]:
    """Return AUC of each pair, false alarms, hits and calibration errors.

    `auc` is over all documents, `auc within` the mean over content groups that have four or more of each,
    weighed by the root of the fewer. The prior is that of the model: half machine translation.
    """
    machine, groups = chances[:, 2], given.column("group")
    masks = _masks(given)
    out: dict[str, float] = {}
    for yes, no in PAIRS:
        high, low = masks[yes], masks[no]
        _note(out, f"auc.{yes}/{no}", auc(machine[high], machine[low]))
        values, shares = [], []
        for group in np.unique(groups):
            here = groups == group
            fewer = int(min((high & here).sum(), (low & here).sum()))
            value = auc(machine[high & here], machine[low & here])
            if fewer >= 4 and value is not None:
                values.append(value)
                shares.append(fewer**0.5)
        _note(out, f"auc within.{yes}/{no}", float(np.average(values, weights=shares)) if values else None)
    for name, mask in masks.items():
        if mask.any():
            kind = "false alarms" if name in CLASSES else "flagged"
            _note(out, f"{kind}.{name}", float((machine[mask] >= cuts[CLASSES[2]]).mean()))
            out[f"documents.{name}"] = float(mask.sum())
    weights = class_weights(_texts(given))
    _note(out, "calibration error.machine", calibration_error(machine, given.target == 2, weights))
    _note(
        out, "calibration error.translated", calibration_error(1 - chances[:, 0], given.target != 0, weights)
    )
    return out


def _note(out: dict[str, float], name: str, value: float | None) -> None:
    if value is not None:
        out[name] = round(value, 3)


def _masks(given: Table) -> dict[str, NDArray[np.bool_]]:
    kinds = given.column("kind")
    names = {name for pair in PAIRS for name in pair} - {"smt-fr"}
    masks: dict[str, NDArray[np.bool_]] = {name: kinds == name for name in sorted(names)}
    masks["smt-fr"] = (kinds == "smt") & (given.column("source") == "fr")
    return masks
