"""What a language model's surprise says of a text: statistics, probabilities moved by them, and evidence.

Sources: the gap between surprisal and the entropy at its place, over its spread, is Fast-DetectGPT's
curvature (Bao et al. 2024); the ratio of the two means follows Binoculars (Hans et al. 2024), log-ranks and
their shares GLTR (Gehrmann et al. 2019). All were made for text that a model wrote; the weights here were
fitted on translations, and are for them alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xdiff.origin import stored
from xdiff.origin.surprisal import TOKENS
from xdiff.records import Evidence, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from xdiff.origin.surprisal import Surprises

VERSION = "1"
RULE = "lm.surprisal"
NAME = "origin-lm.npz"
LEAST = 64  # tokens; less is not enough for a statistic
FAR = 2.5  # statistics further from the mean than so many standard deviations count as so many
LOWEST = 1e-6  # probability; less counts as this
SURE = 0.5  # nats; a smaller spread counts as this one

# A place is shown where a usual word came with FIRST nats of surprisal or more, OUT or more spreads beyond
# what was to be expected. In 100 tokens of 440 training documents: statistical systems .71, people's
# translations .55, neural systems .55, language models .47, originals .43. So they point at the odd word in
# a text that is suspected for other reasons, and prove little: their weight is small.
USUAL = 10_000  # the model's tokens are numbered as they were merged, so roughly by how usual they are
FIRST = 9.0
OUT = 3.0
OPENING = 8  # tokens; before them the model has nothing to go by
MOST = 8
WEIGHT = 0.1


NAMES = ("spread", "correlation")


def statistics(found: Surprises) -> NDArray[np.float64] | None:
    """Return what is measured of a text's surprise, in the order of NAMES, or None of too few tokens.

    `spread`, in nats: how far the surprisal of a token was to be expected to vary, on average; high where a
    text often leaves the ways that English goes. `correlation` of surprisal and entropy: low where words
    come that nothing led up to.
    """
    if len(found.start) < LEAST:
        return None
    surprisal, entropy, spread = (np.asarray(row, np.float64) for row in found.predictions[:3])
    together = (surprisal * entropy).mean() - surprisal.mean() * entropy.mean()
    return np.array([spread.mean(), together / max(surprisal.std() * entropy.std(), SURE**2)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Splits machine translation in two, statistical or rule-based and neural, each with weights of its own.

    As one class they would be blurred: the first surprise a language model in ways that people do not, the
    second hardly do. Of people's texts the n-gram model's log-odds stay as they are, but for one factor.
    """

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]  # log-odds of the neural and the statistical kind, by standard deviations
    shift: NDArray[np.float64]  # of those two kinds, where every statistic is at its mean
    factor: float  # of the n-gram model's log-odds
    card: Mapping[str, Any]  # `cuts`, `figures`, `names`, `version`

    def adjust(
        self, chances: NDArray[np.float64], measured: NDArray[np.float64], tokens: int
    ) -> NDArray[np.float64]:
        """Return the probabilities of original, human and machine translation, moved by the statistics.

        Args:
            chances: the same three as the n-gram model and the packs give them.
            measured: from `statistics`.
            tokens: how many tokens those were measured on; fewer count for less.

        """
        logs = self.factor * np.log(np.maximum(chances, LOWEST))
        kinds = logs[2] + self.shift + self.weights @ self.standard(measured, tokens)
        logits = np.concatenate([logs[:2], kinds])
        powers = np.exp(logits - logits.max())
        powers /= powers.sum()
        return np.array([powers[0], powers[1], powers[2] + powers[3]])

    def standard(self, measured: NDArray[np.float64], tokens: int) -> NDArray[np.float64]:
        """Return statistics in standard deviations from their mean, within FAR.

        A mean of few tokens is far from its own by chance: it counts as the root of their number.
        """
        trust = min(tokens / TOKENS, 1.0) ** 0.5
        return np.asarray(np.clip((measured - self.mean) / self.scale, -FAR, FAR) * trust)


@cache
def shipped() -> Stage:
    """Return the stage that comes with xdiff, read once."""
    return load(Path(str(files("xdiff.data") / NAME)))


def load(path: Path) -> Stage:
    """Read a stage.

    Raises:
        ModelError: the file is missing, damaged, or of another version.

    """
    return stored.read(path, "the stage", VERSION, _stage)


def _stage(arrays: stored.Arrays, card: dict[str, Any]) -> Stage:
    if tuple(card["names"]) != NAMES:
        raise ValueError(f"it reads {', '.join(card['names'])}, not {', '.join(NAMES)}")
    return Stage(**arrays, factor=float(card["factor"]), card=card)


def signature() -> tuple[tuple[str, str], ...]:
    """Return the settings behind a verdict that this stage moved."""
    card = shipped().card
    return (("lm", f"{card['version']}.{card['fingerprint']}"), ("lm-tokens", str(TOKENS)))


def save(path: Path, stage: Stage) -> None:
    """Write a stage."""
    rows = {name: getattr(stage, name) for name in ("mean", "scale", "weights", "shift")}
    digest = hashlib.sha256(b"".join(row.tobytes() for row in rows.values())).hexdigest()
    card = {**stage.card, "factor": stage.factor, "fingerprint": digest[:8]}
    stored.write(path, rows, card)


def evidence(found: Surprises, text: str, most: int = MOST) -> tuple[Evidence, ...]:
    """Return the usual words that came where the model least expected them, most surprising first.

    Args:
        found: the text's tokens and their surprisal.
        text: `Document.text`, that the spans are of.
        most: how many to return.
    """
    surprisal, entropy, spread = (np.asarray(row, np.float64) for row in found.predictions[:3])
    far = (surprisal - entropy) / np.maximum(spread, SURE)
    wanted = found.plain & (found.token < USUAL) & (surprisal >= FIRST) & (far >= OUT)
    wanted[:OPENING] = False
    out: list[Evidence] = []
    for place in sorted(np.flatnonzero(wanted).tolist(), key=lambda each: -surprisal[each]):
        span = Span(start=int(found.start[place]), end=int(found.end[place]))
        before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
        if before.isalnum() or after.isalnum():  # a piece of a word, and so of a rare one
            continue
        bits, expected = surprisal[place] / np.log(2), entropy[place] / np.log(2)
        message = (
            f"“{span.of(text)}” surprises a language model by {bits:.0f} bits here,"
            f" where {expected:.0f} were to be expected"
        )
        out.append(Evidence(span=span, rule=RULE, message=message, weight=WEIGHT))
        if len(out) == most:
            break
    return tuple(out)
