"""Signals: how a text reads, one measurement per file, and the fluency score made of them.

Fluency is not origin: fluent text can be machine translated, and clumsy text can be a person's.
"""

from __future__ import annotations

from functools import cache

from xdiff.discover import parts
from xdiff.records import Article, Fluency, Reading, Register
from xdiff.signals.base import Signal, prose
from xdiff.signals.score import cost, score
from xdiff.signals.usual import usual

__all__ = ["fluency", "registry"]

FEWEST_WORDS = 60  # of body text; below, one long sentence moves every rate
LEAST_PROSE = 0.5  # of the body's lines must be sentences, or it is a list or a table
MOST_PLACES = 20  # shown of one signal

_COMMON = frozenset({"base", "fit", "fit_turns", "language", "score", "shapes", "usual"})


@cache
def registry() -> dict[str, Signal]:
    """Return every signal by module name, found by scanning this folder."""
    return parts(__name__, "SIGNAL", Signal, common=_COMMON)


def fluency(article: Article, register: Register = "news") -> Fluency:
    """Measure how `article` reads beside human text of its register.

    Args:
        article: a document cut up; headings and furniture are not measured.
        register: the kind of text it is compared with.

    Returns:
        A score from 0 (worst) to 100 (see `xdiff.signals.score`) and the readings behind it; each reading
        has the range of the middle 80 % of human texts. The score is None, and `abstained` says why, when
        the body is too short, is no running text, or when human text of the register was not measured.
    """
    body = prose(article)
    if body.words < FEWEST_WORDS:
        return _abstain(register, f"too short: {body.words} words of body text, {FEWEST_WORDS} needed")
    ended = sum(tokens[-1].text[-1] in ".!?…\"”’'»):;" for tokens in body.tokens if tokens)
    if ended < LEAST_PROSE * len(body.sentences):
        return _abstain(register, "no running text: most lines of the body are no sentences")
    figures = usual().get(register)
    readings: list[Reading] = []
    costs: list[tuple[str, float]] = []
    for signal in registry().values():
        measured = signal.measure(body)
        if measured is None:
            continue
        value, places = measured
        known = figures.get(signal.name) if figures else None
        readings.append(
            Reading(
                signal=signal.name,
                value=round(value, 4),
                unit=signal.unit,
                direction=signal.direction,
                usual=(known[0], known[2]) if known else None,
                evidence=places[:MOST_PLACES],
            )
        )
        if known:
            costs.append((signal.name, cost(value, signal, known)))
    if not costs:
        reason = f"no human text of the register {register} was measured"
        return Fluency(score=None, register=register, readings=tuple(readings), abstained=reason)
    return Fluency(score=round(score(costs), 1), register=register, readings=tuple(readings))


def _abstain(register: Register, reason: str) -> Fluency:
    return Fluency(score=None, register=register, readings=(), abstained=reason)
