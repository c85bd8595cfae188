"""Fits the table of source languages, and measures it where topic tells nothing.

A content first written in English and translated into many languages, then back by machines, has one topic
in all of them; only there can the language itself be measured. FLORES has 16 languages of 16 so, news tests
from two to eight. Contents held out are never fitted on: blocks of FLORES by place, news by year.
Needs scikit-learn and scipy (the extra `train`), imported only to fit.
"""

from __future__ import annotations

import random
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin.corpus import DEV, TEST, Row, read_rows, sha256, windows
from xdiff.origin.sources import NAME, VERSION, Table, features, save

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from xdiff.origin.sample import Progress

FILES = ("origin/train.jsonl.gz", "origin/dev.jsonl.gz")
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "Romance": ("es", "fr", "it", "pt"),
    "Germanic": ("de",),
    "Slavic": ("cs", "pl", "ru", "uk"),
    "Semitic": ("ar", "he"),
    "East Asian": ("ja", "zh"),
    "Uralic": ("fi", "hu"),
    "Turkic": ("tr",),
}
LANGUAGES = tuple(sorted(name for names in FAMILIES.values() for name in names))
KINDS = ("smt", "nmt", "llm", "rbmt", "human_translation")
PARALLEL = (
    "flores",
    "wmt08",
    "wmt09",
    "wmt10",
    "wmt11",
)  # each content in every language, whatever the first
NEWS = (*DEV, "wmt14", "wmt16")  # held out together
LEAST = 400  # characters of a window
LONG = 1200  # characters; the figures are on windows of this length and more
IN_CELL = 4  # windows of one content, language and kind; systems are many and alike
OF_OWN_TOPIC = 100  # windows of a content group, language and kind that were not translated from English
KEPT = 20_000  # features; with 4,000 the true language comes first less often, by .02 on news, .05 on FLORES
# Of the regression. At 1.0 the true language is first more often on news, by .02, and no more often on
# FLORES, where the log loss grows by .1: it is surer than it is right.
STRENGTH = 0.2
ROUNDS = 25
CONTROLLED = 3.0  # what a window of controlled topic weighs beside one of its language's own topics
EVENNESS = 0.7  # 0: languages weigh as many windows as they have; 1: all the same
RNG = 7
TEMPERATURES = tuple(float(each) for each in np.geomspace(0.2, 4.0, 40))
_LINE = re.compile(r":L(\d+)$")
_FLORES_LINES = 1012


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows of translations: what is known of each, and its features as a sparse row."""

    source: NDArray[np.str_]
    first: NDArray[np.str_]
    kind: NDArray[np.str_]
    group: NDArray[np.str_]
    content: NDArray[np.str_]
    half: NDArray[np.int8]  # of FLORES: 0 or 1; elsewhere -1
    size: NDArray[np.int32]  # characters
    design: Any
    hashes: NDArray[np.uint32]  # of the design's columns

    @property
    def controlled(self) -> NDArray[np.bool_]:
        """Which windows have a content that other languages were translated to as well."""
        return np.asarray((self.first == "en") | np.isin(self.group, PARALLEL), dtype=bool)


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted regression on the features kept: logits are `design[:, columns] @ rows.T + bias`."""

    columns: NDArray[np.intp]
    rows: NDArray[np.float64]
    bias: NDArray[np.float64]

    def logits(self, design: Any) -> NDArray[np.float64]:
        """Return the logits of LANGUAGES for sparse rows of features."""
        return np.asarray(design[:, self.columns] @ self.rows.T + self.bias)


def train_languages(data: Path, out: Path, progress: Progress) -> None:
    """Fit, calibrate, measure and write `origin-languages.npz`; its card holds every figure.

    Args:
        data: the folder with `origin/` as DATA.md describes it.
        out: the folder to write to.
        progress: called with a step's name, how many of its parts are done, and of how many.

    Raises:
        InputError: the data cannot be read.

    """
    paths = [data / name for name in FILES]
    found = collect((row for path in paths for row in read_rows(path)), progress)
    tested = np.isin(found.group, TEST)
    apart = held_out(found, ~tested, progress)
    inside = {name: (where, weights.logits(found.design[where])) for name, (where, weights) in apart.items()}
    temperature = fit_temperature(found, inside)
    weights = fit(found, ~tested)
    outside = np.flatnonzero(tested)
    inside["test"] = (outside, weights.logits(found.design[outside]))
    figures = {
        f"{name}: {title}": figure
        for name, (where, logits) in inside.items()
        for title, figure in measure(found, where, logits / temperature).items()
    }
    card = {
        "version": VERSION,
        "languages": LANGUAGES,
        "temperature": temperature,
        "figures": figures,
        "data": {name: sha256(path) for name, path in zip(FILES, paths, strict=True)},
    }
    save(out / NAME, quantise(found, weights, temperature, card))


def collect(rows: Iterable[Row], progress: Progress) -> Windows:
    """Cut translations from LANGUAGES to windows, a few of each cell, and hash their features."""
    rng = random.Random(RNG)  # noqa: S311  a sample, not a secret
    every = [(row, run) for row in rows if _usable(row) for run in enumerate(windows(row.lines))]
    rng.shuffle(every)
    taken: Counter[tuple[str | None, ...]] = Counter()
    kept: list[tuple[Row, str, list[str]]] = []
    for row, (number, run) in every:
        if sum(map(len, run)) < LEAST:
            continue
        content = f"{_content(row)}#{number}"
        parallel = row.first == "en" or row.group in PARALLEL
        cell = (content if parallel else row.group, row.source, row.kind)
        taken[cell] += 1
        if taken[cell] <= (IN_CELL if parallel else OF_OWN_TOPIC):
            kept.append((row, content, run))
    hashed = []
    for done, (_, _, run) in enumerate(kept):
        if done % 1000 == 0:
            progress("hash for languages", done, len(kept))
        hashed.append(features(run))
    design, hashes = _matrix(hashed)
    return Windows(
        source=np.array([str(row.source) for row, _, _ in kept]),
        first=np.array([str(row.first) for row, _, _ in kept]),
        kind=np.array([str(row.kind) for row, _, _ in kept]),
        group=np.array([row.group for row, _, _ in kept]),
        content=np.array([content for _, content, _ in kept]),
        half=np.array([_half(row) for row, _, _ in kept], dtype=np.int8),
        size=np.array([sum(map(len, run)) for _, _, run in kept], dtype=np.int32),
        design=design,
        hashes=hashes,
    )


def _usable(row: Row) -> bool:
    return row.kind in KINDS and row.source in LANGUAGES


def _content(row: Row) -> str:
    """Return what names a row's content whatever language it was translated from."""
    place = (row.document or row.id).rpartition(":")[2]
    own = row.group in ("ted", "mlqe") or "htmt" in (row.document or "")
    if row.group == "flores":
        own = False
        place += " dev" if row.testset == "flores-dev" else ""
    elif row.group not in PARALLEL and _LINE.search(row.document or ""):
        own = True  # lines of a year's test set that each language has for itself
    return f"{row.group}:{row.testset if own else ''}:{place}"


def _half(row: Row) -> int:
    """Return which half of FLORES a row belongs to; neighbouring blocks may be of one article."""
    line = _LINE.search(row.document or "")
    return int(int(line[1]) >= _FLORES_LINES // 2) if row.group == "flores" and line else -1


def _matrix(
    hashed: Sequence[tuple[NDArray[np.uint32], NDArray[np.float32]]],
) -> tuple[Any, NDArray[np.uint32]]:
    """Return the features as a sparse matrix over all hashes that occur, and those hashes, sorted."""
    from scipy import sparse  # type: ignore[import-untyped]  # ships no types

    ends = np.cumsum([0, *(len(hashes) for hashes, _ in hashed)])
    hashes, columns = np.unique(np.concatenate([each for each, _ in hashed]), return_inverse=True)
    values = np.concatenate([each for _, each in hashed])
    return sparse.csr_matrix((values, columns.astype(np.int32), ends)), hashes


def held_out(
    found: Windows, chosen: NDArray[np.bool_], progress: Progress
) -> dict[str, tuple[NDArray[np.intp], Weights]]:
    """Return windows of each held-out part, and weights fitted on the windows chosen without it."""
    parts = {
        "flores, first half": found.half == 0,
        "flores, second half": found.half == 1,
        "news": np.isin(found.group, NEWS),
    }
    out = {}
    for done, (name, part) in enumerate(parts.items()):
        progress("hold out for languages", done, len(parts))
        if (chosen & part).any():
            out[name] = (np.flatnonzero(chosen & part), fit(found, chosen & ~part))
    return out


def fit(found: Windows, chosen: NDArray[np.bool_]) -> Weights:
    """Fit a softmax over LANGUAGES on the windows chosen; a language without windows stays unlikely."""
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    picked = np.flatnonzero(chosen)
    rows = found.design[picked]
    parallel = found.design[np.flatnonzero(chosen & found.controlled)]
    seen = np.bincount(parallel.indices, minlength=rows.shape[1])
    columns = np.sort(np.argsort(-seen, kind="stable")[:KEPT])
    rows = rows[:, columns]
    spread = np.sqrt(np.maximum(_mean(rows.multiply(rows)) - _mean(rows) ** 2, 0.0))
    # Rarer features vary less; they get room, but the rarest not without end.
    scale = 0.05 / (spread + 2 * max(float(np.median(spread)), 1e-6))
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that ROUNDS were not enough to converge
        model.fit(
            rows @ sparse.diags(scale.astype(np.float32)),
            found.source[picked],
            sample_weight=_mass(found, picked),
        )
    weights = np.zeros((len(LANGUAGES), len(columns)))
    bias = np.full(len(LANGUAGES), float(model.intercept_.min()) - 5.0)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(coefficients) == 1:  # of two languages, scikit-learn gives the second's row alone
        coefficients, intercepts = (
            np.concatenate([-coefficients, coefficients]) / 2,
            np.concatenate([-intercepts, intercepts]) / 2,
        )
    places = [LANGUAGES.index(str(name)) for name in model.classes_]
    weights[places], bias[places] = coefficients * scale, intercepts
    return Weights(columns, weights, bias)


def _mean(rows: Any) -> NDArray[np.float64]:
    return np.asarray(rows.mean(axis=0), dtype=np.float64).ravel()


def _mass(found: Windows, picked: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return what each window weighs: many systems of one content count as their root."""
    names = np.char.add(np.char.add(found.content[picked], " "), found.source[picked])
    _, cell, counts = np.unique(names, return_inverse=True, return_counts=True)
    mass = counts[cell] ** -0.5 * np.where(found.controlled[picked], CONTROLLED, 1.0)
    for language in np.unique(found.source[picked]):
        here = found.source[picked] == language
        mass[here] /= mass[here].sum() ** EVENNESS
    return np.asarray(mass / mass.mean())


def fit_temperature(
    found: Windows, apart: Mapping[str, tuple[NDArray[np.intp], NDArray[np.float64]]]
) -> float:
    """Return what to divide logits by: least log loss on held-out windows, every part weighing the same."""
    losses = [
        [_loss(logits / temperature, _truth(found, where)) for where, logits in apart.values()]
        for temperature in TEMPERATURES
    ]
    return TEMPERATURES[int(np.argmin(np.mean(losses, axis=1)))]


def _truth(found: Windows, where: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.array([LANGUAGES.index(str(name)) for name in found.source[where]], dtype=np.intp)


def _loss(logits: NDArray[np.float64], truth: NDArray[np.intp]) -> float:
    """Return the mean negative log-probability of the true language, in nats."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    right = shifted[np.arange(len(truth)), truth] - np.log(np.exp(shifted).sum(axis=1))
    return float(-right.mean())


def measure(
    found: Windows, where: NDArray[np.intp], logits: NDArray[np.float64]
) -> dict[str, dict[str, float]]:
    """Return figures on windows of LONG characters and more, by kind, topic controlled or not.

    `first` and `among three`: how often the true language is there, of LANGUAGES; `even` the first, each
    language weighing the same; `family`: its family comes first; `log loss` in nats; `windows`.
    """
    out = {}
    long = found.size[where] >= LONG
    controlled = found.controlled[where]
    for topic, of_topic in (("English-origin", controlled), ("own topics", ~controlled)):
        for kind in KINDS:
            mask = long & of_topic & (found.kind[where] == kind)
            if mask.sum() >= 20:
                out[f"{topic}, {kind}"] = _figures(logits[mask], _truth(found, where[mask]))
    return out


def _figures(logits: NDArray[np.float64], truth: NDArray[np.intp]) -> dict[str, float]:
    better = (logits > logits[np.arange(len(truth)), truth][:, None]).sum(axis=1)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    family = np.array([[name in names for name in LANGUAGES] for names in FAMILIES.values()])
    likeliest = (powers @ family.T).argmax(axis=1)
    return {
        "windows": float(len(truth)),
        "first": float((better == 0).mean()),
        "even": float(np.mean([(better[truth == each] == 0).mean() for each in np.unique(truth)])),
        "among three": float((better < 3).mean()),
        "family": float(family[likeliest, truth].mean()),
        "log loss": _loss(logits, truth),
    }


def quantise(found: Windows, weights: Weights, temperature: float, card: Mapping[str, Any]) -> Table:
    """Return the weights over the temperature as int8; the largest 0.01 % are clipped."""
    rows = weights.rows / temperature
    tops = np.maximum(np.quantile(np.abs(rows), 0.9999, axis=1), 1e-9)
    return Table(
        names=LANGUAGES,
        hashes=found.hashes[weights.columns],
        weights=np.clip(np.rint(rows / tops[:, None] * 127), -127, 127).astype(np.int8),
        scales=(tops / 127).astype(np.float32),
        bias=(weights.bias / temperature).astype(np.float32),
        card=card,
    )
