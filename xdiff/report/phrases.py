"""The words reports share: labels, severities, kinds, languages, and probabilities in whole cases."""

from __future__ import annotations

from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING, Final

from xdiff.packs import languages
from xdiff.records import SEVERITIES
from xdiff.report.base import passage_bounds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.records import (
        DivergenceKind,
        Fluency,
        Inspection,
        Origin,
        Passage,
        Reading,
        Severity,
        Verdict,
    )
    from xdiff.report.base import View

LANGUAGES: Final = languages.LANGUAGES
language = languages.language

ORIGINS: Final[Mapping[Origin, str]] = {
    "original": "written in English",
    "human_translation": "human translation",
    "machine_translation": "machine translation",
    "unsure": "unsure",
}

# The most suspicious first.
LABELS: Final[Sequence[Origin]] = ("machine_translation", "unsure", "human_translation", "original")

# A share below this rounds to none of a hundred.
LEAST_SHARE: Final = 0.005

SEVERITY_MEANINGS: Final[Mapping[Severity, str]] = {
    "conflict": "both cannot be true",
    "variant": "the same thing told differently",
    "note": "small, or only one side is precise",
}

KINDS: Final[Mapping[DivergenceKind, str]] = {
    "number": "number",
    "date": "date",
    "name": "name",
    "quote": "quotation",
    "attribution": "who said it",
    "polarity": "yes or no",
    "wording": "wording",
}

# Of more documents than this, a sentence about all of them counts and names none.
MOST_NAMED: Final = 6

# What a model's false-alarm classes are called when they are counted.
HUMAN_TEXTS: Final[Mapping[str, str]] = {
    "original": "texts written in English",
    "human_translation": "human translations",
}


def of_100(share: float) -> str:
    """Say a share (0 to 1) as whole cases out of a hundred, so that nobody has to read a percentage."""
    if isnan(share):
        return "an unknown number of 100"
    if share >= 0.995:
        return "more than 99 of 100"
    if share < LEAST_SHARE:
        return "fewer than 1 of 100"
    return f"about {round(share * 100)} of 100"


def count(number: int, noun: str, plural: str = "") -> str:
    """Return `1 conflict`, `3 conflicts`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listing(parts: Sequence[str]) -> str:
    """Join with commas and a last "and"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def origin(verdict: Verdict) -> str:
    """Return the label as a phrase; `not judged` when the text had no verdict at all."""
    if verdict.label == "unsure" and verdict.p_machine is None:
        return "not judged"
    return ORIGINS[verdict.label]


def probability(verdict: Verdict) -> str:
    """Say in one sentence what the calibrated probability means; empty when there is none."""
    if verdict.p_machine is None:
        return ""
    said = f"Of 100 texts that read like this one, {_rough(verdict.p_machine)} are machine translations"
    if verdict.p_translated is not None:
        said += f" and {_rough(verdict.p_translated)} are translations of any kind"
    return said + "."


def _rough(share: float) -> str:
    return of_100(share).removesuffix(" of 100")


def changes(inspection: Inspection) -> list[str]:
    """Say where a text of mixed origin changes, a line for each change; none where it does not."""
    judged = inspection.verdict.passages
    starts = [first for first, _ in passage_bounds(inspection)]
    return [
        f"changes at sentence {at + 1}: before, {passage(before)}; after, {passage(after)}"
        for at, (before, after) in zip(starts[1:], pairwise(judged), strict=True)
    ]


def origin_of(judged: Passage) -> str:
    """Return a passage's label as a phrase."""
    return "of no clear origin" if judged.label == "unsure" else ORIGINS[judged.label]


def passage(judged: Passage) -> str:
    """Say how one passage reads, and how many passages like it are machine translations."""
    return f"{origin_of(judged)} ({_rough(judged.p_machine)} of 100 such passages are machine translations)"


def sentence_numbers(inspection: Inspection) -> list[str]:
    """Return which sentences each passage has, counted from 1: `1 to 13`, `14`."""
    return [
        f"{first + 1} to {last}" if last - first > 1 else f"{last}"
        for first, last in passage_bounds(inspection)
    ]


def human_texts(name: str) -> str:
    """Return a class of people's own work in the plural; a model names one `human_translation, news`."""
    first, _, domain = name.partition(", ")
    said = HUMAN_TEXTS.get(first, first.replace("_", " "))
    return f"{said} ({domain.replace('_', ' ')})" if domain else said


def false_alarms(verdict: Verdict) -> str:
    """Say how often the cut flags people's own work; empty when that was not measured.

    Classes of one domain (`original, news`) are left to the table of `false_alarm_table`.
    """
    rates = verdict.false_positive_rate
    whole = {human: rate for human, rate in rates.items() if ", " not in human} or rates
    if not whole:
        return ""
    parts = [f"{of_100(rate)} {human_texts(human)}" for human, rate in sorted(whole.items())]
    cut = "the cut" if verdict.cut is None else f"the cut at {verdict.cut:.2f}"
    return f"Of people's own work, {cut} wrongly flags {listing(parts)}."


def false_alarm_table(verdict: Verdict) -> list[tuple[str, float]]:
    """Return each measured class of human text with the share of it that the cut flags, worst first."""
    rates = [(human_texts(human), rate) for human, rate in verdict.false_positive_rate.items()]
    return sorted(rates, key=lambda each: (-each[1], each[0]))


def sources(verdict: Verdict, limit: int = 3) -> list[tuple[str, float]]:
    """Return the likeliest source languages by name, with their probabilities; none of less than 1 of 100."""
    likely = [each for each in verdict.source_languages[:limit] if each[1] >= LEAST_SHARE]
    return [(language(code), share) for code, share in likely or verdict.source_languages[:1]]


def reading_name(reading: Reading) -> str:
    """Return a signal's name as words: `type-token_ratio` is shown as `type-token ratio`."""
    return reading.signal.replace("_", " ").replace(".", ": ")


def number(value: float) -> str:
    """Return a measured value with three significant figures and no exponent."""
    size = abs(value)
    if size >= 100:
        return f"{value:.0f}"
    if size >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if size >= 0.1 or not size else f"{value:.3f}"


def examples(reading: Reading, text: str, limit: int = 4) -> list[str]:
    """Return the first few wordings behind a reading that lies outside the usual range."""
    if standing(reading) not in ("low", "high"):
        return []
    words = dict.fromkeys(each.span.of(text) for each in reading.evidence)
    return [each for each in words if each.strip()][:limit]


def standing(reading: Reading) -> str:
    """Say where a reading lies against what 80 % of human texts show: `usual`, `low`, `high` or ``."""
    if reading.usual is None:
        return ""
    low, high = reading.usual
    if reading.value < low:
        return "low"
    return "high" if reading.value > high else "usual"


def place(value: float, usual: tuple[float, float]) -> float:
    """Return where a value lies: 0 at the low end of the usual range, 1 at the high end; between -1 and 2."""
    low, high = usual
    size = (high - low) or max(abs(high), 1.0)
    at = (value - low) / size
    return -1.0 if isnan(at) else max(-1.0, min(2.0, at))


def fluency(reading: Fluency) -> str:
    """Say the fluency score, or why there is none."""
    if reading.score is None:
        return f"not scored: {reading.abstained or 'no reason given'}"
    return f"fluency {reading.score:.0f} out of 100 against human {reading.register} texts"


def sentence(text: str) -> str:
    """Return a phrase with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")


def suspicion(name: str, inspection: Inspection) -> str:
    """Say in one sentence how the English of a document came to be."""
    verdict = inspection.verdict
    if verdict.label == "machine_translation":
        top = sources(verdict, 1)
        likely = f", most likely from {top[0][0]}" if top else ""
        part = " in part" if verdict.passages else ""
        return f"{name} reads{part} as a machine translation{likely}."
    if verdict.label == "unsure":
        why = f" ({verdict.abstained})" if verdict.abstained else ""
        return f"{name}: {origin(verdict)}{why}."
    if verdict.label == "human_translation":
        return f"{name} reads as translated by a person."
    return f"{name} reads as written in English."


def suspicions(view: View) -> list[tuple[Origin, str]]:
    """Say how the English of each document came to be, with its label; those of many are counted.

    A verdict that a reviewer rejected is not said: `decided.verdicts` tells of it.
    """
    said: list[tuple[Origin, str]] = []
    rest: dict[Origin, int] = {}
    for side in view.unrejected:
        label = side.inspection.verdict.label
        if len(view.sides) <= MOST_NAMED or (label == "machine_translation" and len(said) < MOST_NAMED):
            said.append((label, suspicion(f"{side.letter} ({side.name})", side.inspection)))
        else:
            rest[label] = rest.get(label, 0) + 1
    for label in sorted(rest, key=LABELS.index):
        noun = "more document" if any(each == label for each, _ in said) else "document"
        said.append((label, f"{count(rest[label], noun)}: {ORIGINS[label]}."))
    return said


def differences(view: View) -> str:
    """Count the shared facts, the divergences by severity, and what only one document says."""
    return " ".join(each for each in (shared_facts(view), without_partner(view)) if each)


def shared_facts(view: View) -> str:
    """Count the shared facts and the divergences by severity."""
    if not view.compared:
        return "Nothing was compared: fewer than two of the documents are in English."
    if not view.shared:
        return "No shared facts: no sentence of one tells what a sentence of another tells."
    counts = [phrase for severity in SEVERITIES if (phrase := counted(view, severity))]
    shared = f"They share {count(len(view.shared), 'fact')}"
    if counts:
        return f"{shared}, with {listing(counts)} among them."
    return f"{shared}, and do not diverge on {'it' if len(view.shared) == 1 else 'them'}."


def without_partner(view: View) -> str:
    """Count what only one document says; empty where nothing was shared or all of it is."""
    if not view.shared:
        return ""
    alone = [f"{len(each.sentences):,} only in {each.side.letter}" for each in view.only if each.sentences]
    if len(alone) > MOST_NAMED:
        sentences = sum(len(each.sentences) for each in view.only)
        return f"Sentences without a partner: {sentences:,}, in {len(alone)} of the documents."
    return f"Sentences without a partner: {listing(alone)}." if alone else ""


def no_divergence(view: View) -> str:
    """Say why no divergence is listed."""
    if not view.compared:
        return "Nothing was compared."
    if not view.shared:
        return "They share no fact that was found, so there is none to differ on."
    return "No divergence was found in the facts they share."


# Said once above the shared facts, since it holds for most passages of human writers.
UNMARKED: Final = "A later text without marks tells the fact in other words throughout."


def words_head(most: int, words: Sequence[str]) -> str:
    """Return what a list of the model's words is called; `most` of them are shown."""
    known = f", {most} of {len(words)}" if len(words) > most else ""
    return f"words more usual in machine translation{known}"


def log_odds(value: float) -> str:
    """Return log-odds with their sign and one decimal; what rounds to nothing has no sign."""
    said = f"{value:+.1f}"
    return "0.0" if said in ("+0.0", "-0.0") else said


def counted(view: View, severity: Severity) -> str:
    """Count the divergences of one severity, and how many of them a reviewer rejected."""
    number, standing = len(view.of_severity(severity)), len(view.standing(severity))
    if not number or number == standing:
        return count(number, severity) if number else ""
    rejected = "rejected" if number == 1 else f"{number - standing} rejected"
    return f"{count(number, severity)} ({rejected})"
