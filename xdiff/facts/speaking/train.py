"""Fit the model of speakers on articles whose attributions are labelled, and write its file.

Some two minutes for the 840 training articles of PolNeAR. Needs scipy (extra `train`).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from xdiff.facts.evaluate import predict, score
from xdiff.facts.speaking import voices
from xdiff.facts.speaking.voices import Asked, Option, joint
from xdiff.facts.syntax.marks import DOUBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from xdiff.records import Article, Span

    CutUp = Callable[[Mapping[str, Any]], Article]

# Settled by five-fold cross-validation inside two thirds of the training articles: neither moves the F1 of
# speakers by more than 0.005 when halved or doubled.
FEWEST = 10  # times that a trait is seen, to have a weight
RIDGE = 3.0  # of the squared weights, against the log-likelihood of one quotation
STEPS = 200
SMALLEST = 0.02  # weights nearer to nought are left out of the file

CARD = "speakers.md"

Ranges = list[tuple[int, int]]
Floats = npt.NDArray[np.float64]
Choice = tuple[tuple[tuple[str, ...], ...], tuple[bool, ...]]  # each option's traits, and which are right
Joint = tuple[tuple[str, ...], bool]


def examples(article: Article, gold: Sequence[tuple[Ranges, Ranges]]) -> tuple[list[Choice], list[Joint]]:
    """Return what one labelled article teaches: choices of a speaker, and pairs that are one attribution.

    Args:
        article: the text, cut up.
        gold: content and source of each attribution, as ranges of the text.
    """
    text = article.document.text
    quoted = [pair for pair in gold if any(DOUBLE.search(text, *each) for each in pair[0])]
    choices: list[Choice] = []
    joints: list[Joint] = []
    before: tuple[Asked, Span, list[int]] | None = None

    def answer(asked: Asked) -> Span | None:
        nonlocal before
        inner = asked.quotation.inner
        hits = [at for at, (content, _) in enumerate(quoted) if _meet(content, inner)]
        sources = [quoted[at][1] for at in hits]
        fits = [_fits(option, sources) for option in asked.options]
        heads = [_fits(option, [source[:1] for source in sources], start=True) for option in asked.options]
        right = heads if any(heads) else fits
        # What overlaps the speaker's phrase further on is neither right nor wrong.
        kept = [at for at in range(len(right)) if right[at] or not fits[at]]
        if any(right):
            options = asked.options
            choices.append((tuple(options[at].traits for at in kept), tuple(right[at] for at in kept)))
        best = next(
            (each for each, yes in zip(asked.options, right, strict=True) if yes and each.speaker), None
        )
        if best is None or best.speaker is None:
            before = None
            return None
        if before is not None:
            traits = joint(before[0], before[1], asked, best)
            if traits:
                joints.append((traits, bool(set(hits) & set(before[2]))))
        before = asked, best.speaker, hits
        return best.speaker

    voices.ask(article, answer)
    return choices, joints


def _fits(option: Option, sources: Sequence[Ranges], *, start: bool = False) -> bool:
    """Whether an option is right: it overlaps a source (or holds its start), or nobody is, where none is."""
    speaker = option.speaker
    if speaker is None:
        return not sources
    if start:
        return any(speaker.start <= source[0][0] < speaker.end for source in sources if source)
    return any(_meet(source, speaker) for source in sources)


def _meet(ranges: Ranges, span: Span) -> bool:
    return any(start < span.end and span.start < end for start, end in ranges)


def fit(choices: Sequence[Choice], joints: Sequence[Joint]) -> dict[str, float]:
    """Return the weight of each trait: a softmax over each choice's options, a logistic over joints.

    Args:
        choices: from `examples`, of all articles.
        joints: likewise.
    """
    options = [traits for choice, _ in choices for traits in choice]
    right = np.array([yes for _, answers in choices for yes in answers], dtype=float)
    sizes = np.array([len(answers) for _, answers in choices])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(sizes)), sizes)

    def choosing(scores: Floats) -> tuple[float, Floats]:
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        return float((np.log(total) - np.log(good)).sum()), powers / total[of] - powers * right / good[of]

    joined = np.array([yes for _, yes in joints], dtype=float)

    def joining(scores: Floats) -> tuple[float, Floats]:
        loss = np.logaddexp(0, scores).sum() - joined @ scores
        return float(loss), 1 / (1 + np.exp(-scores)) - joined

    return _weights(options, choosing) | _weights([traits for traits, _ in joints], joining)


def _weights(
    rows: Sequence[tuple[str, ...]], loss: Callable[[Floats], tuple[float, Floats]]
) -> dict[str, float]:
    """Minimise a loss of the rows' scores, plus the ridge, over the weights of their traits."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # scipy ships no types
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # scipy ships no types

    if not rows:
        return {}
    counts = Counter(trait for row in rows for trait in row)
    place = {trait: at for at, trait in enumerate(sorted(t for t, n in counts.items() if n >= FEWEST))}
    held = [[place[trait] for trait in row if trait in place] for row in rows]
    ends = np.cumsum([0, *(len(row) for row in held)])
    matrix = csr_matrix(
        (np.ones(ends[-1]), np.concatenate([np.array(row, dtype=int) for row in held]), ends),
        shape=(len(rows), len(place)),
    )

    def objective(weights: Floats) -> tuple[float, Floats]:
        value, slope = loss(matrix @ weights)
        return value + 0.5 * RIDGE * float(weights @ weights), matrix.T @ slope + RIDGE * weights

    found = minimize(objective, np.zeros(len(place)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return {trait: float(found.x[at]) for trait, at in place.items()}


def gold_of(row: Mapping[str, Any]) -> list[tuple[Ranges, Ranges]]:
    """Return content and source of each attribution of a labelled row, as ranges."""
    sides = [
        [
            sorted((start, end) for part in each.get(side) or () for start, end in part["spans"])
            for side in ("content", "source")
        ]
        for each in row["attributions"]
    ]
    return [(content, source) for content, source in sides if content]


def learn(rows: Iterable[Mapping[str, Any]], cut_up: CutUp) -> dict[str, float]:
    """Fit the weights on labelled rows.

    Args:
        rows: each with `id`, `text` and `attributions`.
        cut_up: makes a row an article: this room may not import the one that does.
    """
    choices: list[Choice] = []
    joints: list[Joint] = []
    for row in rows:
        more = examples(cut_up(row), gold_of(row))
        choices += more[0]
        joints += more[1]
    return fit(choices, joints)


def write(weights: Mapping[str, float], path: Path) -> None:
    """Write the model's file: one trait a line, sorted, two decimals."""
    kept = {trait: round(weight, 2) for trait, weight in weights.items() if abs(weight) >= SMALLEST}
    lines = ",\n".join(f"{json.dumps(trait)}: {kept[trait]}" for trait in sorted(kept))
    path.write_text('{"weights": {\n' + lines + "\n}}\n", encoding="utf-8")


def train(data: Path, target: Path, cut_up: CutUp) -> None:
    """Fit the shipped model anew on the training articles, measure it on the others, write it and its card.

    Args:
        data: the folder with `facts/attributions.jsonl.gz`.
        target: the folder that the file goes to.
        cut_up: makes a row an article.
    """
    source = data / "facts" / "attributions.jsonl.gz"
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    taught = [row for row in rows if row["split"] == "train"]
    write(learn(taught, cut_up), target / voices.FILE)
    others = [row for row in rows if row["split"] != "train"]
    voices.forget()  # the file just written may have been read before
    with voices.instead(target / voices.FILE):
        figures = score(others, [predict(cut_up(row)) for row in others])
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    (target / CARD).write_text(card(len(taught), len(others), figures, digest), encoding="utf-8")


def card(taught: int, others: int, figures: Mapping[str, float], digest: str) -> str:
    """Return the model card.

    Args:
        taught: articles learned from.
        others: articles measured on.
        figures: `xdiff.facts.evaluate.score` of those.
        digest: SHA-256 of the data file.
    """
    lines = [
        "# Model of speakers",
        "",
        "Written by `xdiff model train speakers`; do not edit.",
        "",
        "A linear model that chooses who said each quotation, among the noun phrases near it, nobody,",
        "or the speaker before; and whether two pieces in quotation marks are one attribution. Figures only:",
        "its traits are kinds of words, places and marks, no names.",
        "",
        f"Learned from {taught} articles of PolNeAR, measured on {others} others. A prediction finds an",
        "attribution when they overlap, and has its speaker right when those overlap too.",
        "",
        "| | precision | recall | F1 |",
        "|---|---|---|---|",
    ]
    for name, title in (("quotation", "quotations"), ("quotation_speaker", "with the right speaker")):
        cells = (figures[f"{name}_{each}"] for each in ("precision", "recall", "f1"))
        lines.append(f"| {title} | {' | '.join(f'{each:.3f}' for each in cells)} |")
    lines += [
        "",
        "What a report tells is more careful: where the rules and the model name different speakers, or only",
        "one is sure of any, the speaker is left open (`xdiff/facts/speaking/told.py`).",
        "",
        f"Data: facts/attributions.jsonl.gz, SHA-256 {digest}.",
    ]
    return "\n".join(lines) + "\n"
