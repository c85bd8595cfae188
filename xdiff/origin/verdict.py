"""Joins everything into a verdict: windows, scores, packs, probabilities, labels, languages, evidence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from xdiff.origin.calibration import inputs
from xdiff.origin.corpus import runs
from xdiff.origin.evidence import FEW, MOST, Told, evidence, told
from xdiff.origin.features import ORDERS, Bag
from xdiff.origin.model import Model, shipped
from xdiff.origin.normalise import Masked, seen, tokens
from xdiff.origin.passages import SHORTEST, contributions, find
from xdiff.origin.register import unfit
from xdiff.origin.sources import rank
from xdiff.records import Article, Contribution, Evidence, Passage, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from xdiff.records import Origin

# Packs' weights are summed, less as the square root of a text's length lets chance hits grow. The first nat
# is noise, and the rest repeats in part what the n-grams say; a text without any hit is a little likelier to
# be a person's. Log loss on dev: .406 without packs, .381 beyond 1 nat at .7, .379 at .55, .375 so (1 to 3
# nats, weights of .4 to 1, and 0 to -.6 without hits were tried; the error of calibration fell from .060 to
# .042). No pack alone lifts the log-odds by more than the cap.
PACK_NOISE = 1.0
PACK_WEIGHT = 0.55
PACK_NONE = -0.3
PACK_CAP = 5.0
PACK_WORDS = 400.0  # words; in longer texts the sum counts less
HUMAN = ("original", "human_translation")
TINY = 1e-12  # probability; less counts as this
MIXED = (
    "mixed origin: some passages read as machine translation, others as a person's;"
    f" passages of fewer than {SHORTEST} words are not judged"
)


def verdict(
    article: Article, *, language: str | None, residue: Sequence[Evidence], lm: bool = False
) -> Verdict:
    """Judge one article; see `xdiff.origin.judge`."""
    model = shipped()
    sentences = _distinct(article)
    masked = [tokens(text, start, model.vocabulary.common) for text, start in sentences]
    repeated = len(article.sentences) - len(sentences)
    texts = [text for text, _ in sentences]
    reason = unfit(texts, masked, model.vocabulary, language, repeated=repeated)
    if reason:
        return Verdict(
            label="unsure", p_machine=None, p_translated=None, evidence=tuple(residue), abstained=reason
        )
    runs = _windows(sentences, masked)
    bags = [Bag([[token.text for token in sentence] for sentence in run], model.vocabulary) for run in runs]
    sizes = np.array([bag.words for bag in bags], dtype=np.float64)
    scores = np.average([model.scores(bag) for bag in bags], axis=0, weights=sizes)
    words = int(sizes.sum())
    features = inputs(scores, words)
    packs = pack_log_odds(residue, words)
    chances = model.calibration.probabilities(features, packs)
    parts = model.calibration.parts(features)
    slopes = _slopes(model, features)
    candidates: list[Told] = []
    for bag, run in zip(bags, runs, strict=True):
        candidates += told(bag, run, model, slopes * bag.words / words)
    cuts, rates = model.card["cuts"], model.card["false_positive_rate"]
    contributed = _contributions(model, parts, packs)
    if lm:
        asked = _ask(sentences, article.document.text, Asked(chances, cuts, rates, ()))
        moved = _log_odds(asked.chances) - _log_odds(chances)
        contributed += (Contribution(part="language model", log_odds=moved),)
        chances, cuts, rates, residue = asked.chances, asked.cuts, asked.rates, (*residue, *asked.evidence)
    label, abstained = _label(chances, cuts)
    passages = _passages(model, sentences, masked, bags, runs, residue)
    if passages and label != "machine_translation":
        label, abstained = "unsure", MIXED
    suspected = label in ("machine_translation", "unsure")
    return Verdict(
        label=label,
        p_machine=float(chances[2]),
        p_translated=float(chances[1] + chances[2]),
        source_languages=() if label == "original" else rank(texts, residue),
        contributions=contributed,
        evidence=evidence(candidates, residue, article.document.text, own_most=MOST if suspected else FEW),
        abstained=abstained,
        cut=cuts["machine_translation"],
        false_positive_rate=rates,
        passages=passages,
    )


class Asked(NamedTuple):
    """What a language model's surprise makes of a verdict."""

    chances: NDArray[np.float64]
    cuts: Mapping[str, float]
    rates: Mapping[str, float]
    evidence: tuple[Evidence, ...]


def _ask(sentences: Sequence[tuple[str, int]], text: str, before: Asked) -> Asked:
    """Move the probabilities by what a language model finds surprising; its stage has cuts of its own.

    A text of too few tokens for its statistics stays as it was.
    """
    from xdiff.origin import lm, surprisal

    found = surprisal.measure(sentences, surprisal.load(surprisal.weights()))
    stage, measured = lm.shipped(), lm.statistics(found)
    if measured is None:
        return before
    chances = stage.adjust(before.chances, measured, len(found.start))
    figures = stage.card["figures"]["test"]
    rates = {human: figures[f"false alarms.{human}"] for human in HUMAN}
    return Asked(chances, stage.card["cuts"], rates, lm.evidence(found, text))


def _log_odds(chances: NDArray[np.float64]) -> float:
    """Return the log-odds of machine translation."""
    return float(np.log(max(chances[2], TINY)) - np.log(max(chances[0] + chances[1], TINY)))


def _distinct(article: Article) -> list[tuple[str, int]]:
    """Return each sentence's text and start, repeated ones once: furniture says nothing twice."""
    seen: dict[str, int] = {}
    for sentence in article.sentences:
        seen.setdefault(sentence.text, sentence.span.start)
    return list(seen.items())


def _windows(
    sentences: Sequence[tuple[str, int]], masked: Sequence[list[Masked]]
) -> list[list[list[Masked]]]:
    """Cut the sentences to runs of the length that the tables were fitted on."""
    # Blanks doubled and characters that take no room move no cut.
    lengths = [len(" ".join(seen(text).split())) + 1 for text, _ in sentences]
    cut = [[row for row in masked[run] if row] for run in runs(lengths)]
    return [run for run in cut if run]


def _passages(
    model: Model,
    sentences: Sequence[tuple[str, int]],
    masked: Sequence[list[Masked]],
    bags: Sequence[Bag],
    runs: Sequence[Sequence[Sequence[Masked]]],
    residue: Sequence[Evidence],
) -> tuple[Passage, ...]:
    """Return the passages of a text of mixed origin, each judged by itself; none where no change is found."""
    kept = [at for at, row in enumerate(masked) if row]

    def bounds(first: int, last: int) -> Span:
        text, start = sentences[kept[last - 1]]
        return Span(start=sentences[kept[first]][1], end=start + len(text))

    def chances(first: int, last: int) -> NDArray[np.float64]:
        inside = slice(kept[first], kept[last - 1] + 1)
        cut = _windows(sentences[inside], masked[inside])
        some = [Bag([[token.text for token in row] for row in run], model.vocabulary) for run in cut]
        sizes = [bag.words for bag in some]
        scores = np.average([model.scores(bag) for bag in some], axis=0, weights=sizes)
        span = bounds(first, last)
        hits = [each for each in residue if span.start <= each.span.start < span.end]
        return model.calibration.probabilities(inputs(scores, sum(sizes)), pack_log_odds(hits, sum(sizes)))

    signal = np.concatenate(
        [contributions(bag, [len(row) for row in run], model) for bag, run in zip(bags, runs, strict=True)]
    )
    words = np.array(
        [max(sum(token.text[0].isalnum() for token in masked[at]), 1) for at in kept], np.float64
    )
    return tuple(
        Passage(
            span=bounds(part.first, part.last),
            label=_label(chances(part.first, part.last), model.card["cuts"])[0],
            p_machine=part.chance,
        )
        for part in find(signal, words, lambda first, last: float(chances(first, last)[2]))
    )


def pack_log_odds(residue: Sequence[Evidence], words: int) -> float:
    """Return what the packs' evidence adds to the log-odds, within ±PACK_CAP of PACK_NONE."""
    total = sum(each.weight for each in residue) / max(words / PACK_WORDS, 1.0) ** 0.5
    beyond = PACK_WEIGHT * math.copysign(max(abs(total) - PACK_NOISE, 0.0), total)
    return PACK_CAP * math.tanh(beyond / PACK_CAP) + PACK_NONE


def _slopes(model: Model, features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds of machine translation that one unit of each head's words score adds."""
    heads = len(model.heads)
    coefficients = model.calibration.coefficients
    chances = model.calibration.probabilities(features)
    human = chances[:2] / chances[:2].sum()
    slopes = coefficients[2] - human @ coefficients[:2]
    again = heads * len(ORDERS)  # the same scores times log length
    return np.asarray(slopes[:heads] + features[-1] * slopes[again : again + heads])


def _contributions(model: Model, parts: NDArray[np.float64], packs: float) -> tuple[Contribution, ...]:
    """Return the parts of the log-odds: each n-gram kind over all heads, the packs, and the rest."""
    heads = len(model.heads)
    found = []
    for number, part in enumerate(ORDERS):
        first = number * heads
        again = first + heads * len(ORDERS)
        total = parts[first : first + heads].sum() + parts[again : again + heads].sum()
        found.append(Contribution(part=part, log_odds=float(total)))
    found.append(Contribution(part="packs", log_odds=packs))
    found.append(Contribution(part="length and prior", log_odds=float(parts[-2] + parts[-1])))
    return tuple(found)


def _label(chances: NDArray[np.float64], cuts: Mapping[str, float]) -> tuple[Origin, str | None]:
    """Return the label that the cuts give, or `unsure` with the reason."""
    if chances[2] >= cuts["machine_translation"]:
        return "machine_translation", None
    if chances[0] >= cuts["original"] and chances[0] > chances[1]:
        return "original", None
    if chances[1] >= cuts["human_translation"]:
        return "human_translation", None
    near = cuts["machine_translation"]
    if chances[2] >= near - 0.15:
        digits = 2 if f"{chances[2]:.2f}" != f"{near:.2f}" else 3  # "0.85 likely, called so from 0.85"
        likely = (
            f"machine translation is {chances[2]:.{digits}f} likely, and called so from {near:.{digits}f}"
        )
        return "unsure", f"near the cut: {likely}"
    return "unsure", "no origin is clearly likelier than the others"
