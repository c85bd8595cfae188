"""How the gate's rules of origin say a verdict in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.packs.languages import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.records import Inspection, Origin, Verdict

# What a declared origin is called.
DECLARED: Final[Mapping[Origin, str]] = {
    "original": "written in English",
    "human_translation": "a human translation",
    "machine_translation": "a machine translation",
    "unsure": "of unsure origin",
}

# Below this a language is no better than a guess among many, and is not named.
LEAST_SHARE: Final = 0.1

# Classes of people's own work whose rate of false alarms is said.
_HUMAN: Final = (("original", "texts written in English"), ("human_translation", "human translations"))


def source(verdict: Verdict) -> str:
    """Return `, most likely from French`; nothing where no language is likely."""
    if not verdict.source_languages or verdict.source_languages[0][1] < LEAST_SHARE:
        return ""
    return f", most likely from {language(verdict.source_languages[0][0])}"


def false_alarms(verdict: Verdict) -> str:
    """Say which share of people's own work the cut flags, as it was measured; nothing where it was not."""
    rates = [
        f"{100 * verdict.false_positive_rate[human]:.1f} % of {called}"
        for human, called in _HUMAN
        if human in verdict.false_positive_rate
    ]
    return f"; the cut wrongly flags {' and '.join(rates)}" if rates else ""


def chance(value: float) -> str:
    """Return a probability with two digits, and three where two would say that it is certain."""
    if value >= 0.9995:
        return "above 0.999"
    return f"{value:.3f}" if value >= 0.995 else f"{value:.2f}"


def words(inspection: Inspection) -> int:
    """Return the number of words of the body."""
    return sum(len(sentence.text.split()) for sentence in inspection.article.sentences)
