"""What the first screen and the origin panels say: the answers in a sentence, the worst, the verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xdiff.records import SEVERITIES
from xdiff.report import across, phrases
from xdiff.report.base import explains_itself, shortened, strongest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.records import Evidence, Origin, Severity, Verdict
    from xdiff.report.base import Numbered, Side, View

WORST: Final = 5
# What the documents have at a divergence, on its line of the first screen.
VERSIONS: Final = 4
WORDS: Final = 64
EVIDENCE: Final = 3

# What the parts of a verdict are, for who does not know the model; another part is shown by its name.
PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "words": ("the words", "how often engines and people write these words and turns"),
    "shapes": ("word order and shapes", "endings, small words and their order, whatever the topic"),
    "packs": ("rules of the language packs", "slips that a known source language leaves behind"),
    "length and prior": ("length", "how much a text this long can tell, and where judging starts"),
    "language model": ("language model", "how well a small model of English foresees the text"),
}

# Log-odds from which an argument is called so: 1 is 2.7 to 1, 2.5 is 12 to 1. Words for a reader only.
STRONG: Final = 2.5
CLEAR: Final = 1.0
SLIGHT: Final = 0.15


@dataclass(frozen=True, slots=True)
class Said:
    """One clause of an answer: the documents it is about (the first few), how many more, and what it says."""

    sides: tuple[Side, ...]
    more: int
    text: str
    label: Origin | None


@dataclass(frozen=True, slots=True)
class Version:
    """What some documents have at a divergence; `words` is empty where they have nothing of it."""

    sides: tuple[Side, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A piece of evidence for a verdict's card; `words` is empty where the message quotes them."""

    words: str
    message: str
    times: int


@dataclass(frozen=True, slots=True)
class Argument:
    """One part of a verdict: its name for a layman, what it looks at, and how strongly it speaks."""

    name: str
    about: str
    log_odds: float
    strength: str


def answers(view: View) -> list[Said]:
    """Say how the English of the documents came to be: what is suspicious first, the others together.

    A verdict that was rejected in review is told as that, whatever it was.
    """
    flagged: list[Said] = []
    rest: dict[tuple[int, str, Origin | None], list[Side]] = {}
    for side in view.sides:
        verdict = side.inspection.verdict
        rank = phrases.LABELS.index(verdict.label)
        if view.verdict_rejected(side):
            rest.setdefault((len(phrases.LABELS) + 1, "rejected in review", None), []).append(side)
        elif verdict.label == "machine_translation" and len(flagged) < phrases.MOST_NAMED:
            flagged.append(Said((side,), 0, reads_as(verdict), verdict.label))
        else:
            rest.setdefault((rank, reads_as(verdict, brief=True), verdict.label), []).append(side)
    for (_, text, label), sides in sorted(rest.items(), key=lambda each: each[0][:2]):
        named = tuple(sides[: phrases.MOST_NAMED])
        flagged.append(Said(named, len(sides) - len(named), text, label))
    return flagged


def reads_as(verdict: Verdict, *, brief: bool = False) -> str:
    """Say how a text reads, without its name: `reads as a machine translation, most likely from French`."""
    if verdict.label == "unsure":
        return "not judged" if verdict.p_machine is None else "unsure"
    if verdict.label == "machine_translation" and not brief:
        part = " in part" if verdict.passages else ""
        return f"reads{part} as a machine translation{likely(verdict)}"
    kind = {
        "machine_translation": "a machine translation",
        "human_translation": "translated by a person",
        "original": "written in English",
    }[verdict.label]
    return f"reads as {kind}"


def likely(verdict: Verdict) -> str:
    """Return `, most likely from French` where a language is known."""
    top = phrases.sources(verdict, 1)
    return f", most likely from {top[0][0]}" if top else ""


def worst(view: View) -> tuple[Numbered, ...]:
    """Return the worst divergences that no reviewer rejected."""
    return tuple(each for each in view.divergences if not each.rejected)[:WORST]


def more(view: View) -> str:
    """Say what stands below the worst ones; empty when all that are left stand among them."""
    open_ = [each for each in view.divergences if not each.rejected]
    rejected = len(view.divergences) - len(open_)
    said = [
        phrases.count(number, severity)
        for severity in SEVERITIES
        if (number := sum(each.divergence.severity == severity for each in open_[WORST:]))
    ]
    if rejected:
        said.append(f"{rejected} rejected in review")
    return phrases.listing(said)


def tally(view: View, severity: Severity) -> str:
    """Count the divergences of one severity: `4 variants, 1 of them rejected in review`."""
    found = view.of_severity(severity)
    rejected = sum(each.rejected for each in found)
    said = phrases.count(len(found), severity)
    if not rejected:
        return said
    if rejected == len(found):
        return f"{said}, {'' if rejected == 1 else 'all '}rejected in review"
    return f"{said}, {rejected} of them rejected in review"


def versions(each: Numbered) -> tuple[list[Version], int]:
    """Return what the documents have at a divergence, briefly, and how many more versions there are.

    None where they all have the same words there: then only the message tells what differs.
    """
    found = [
        Version(sides, shortened(" ".join(quoted.variant.surface.split()), WORDS))
        for sides, quoted in across.versions(each)
    ]
    if len({each.words.casefold() for each in found}) < 2:
        return [], 0
    return found[:VERSIONS], len(found[VERSIONS:])


def evidence(side: Side) -> list[Quoted]:
    """Return the strongest places of rules behind a verdict, each wording once."""
    text = side.article.document.text
    return [
        Quoted("" if explains_itself(each, words) else words, each.message, times)
        for each, times in strongest(side.inspection.verdict.evidence, text, EVIDENCE)
        for words in (each.span.of(text),)
    ]


def arguments(verdict: Verdict) -> list[Argument]:
    """Return the parts of a verdict in words for a layman, in the model's order."""
    return [
        Argument(*_part(each.part, verdict.evidence), each.log_odds, leaning(each.log_odds))
        for each in verdict.contributions
    ]


def most(sides: Sequence[Side]) -> float:
    """Return the size of the strongest argument of any document: one scale for all their charts."""
    sizes = (abs(each.log_odds) for side in sides for each in side.inspection.verdict.contributions)
    return max((each for each in sizes if each < float("inf")), default=0.0)


def leaning(log_odds: float) -> str:
    """Say which way an argument speaks and how strongly."""
    size = abs(log_odds)
    if not size >= SLIGHT:
        return "neither way"
    way = "for" if log_odds > 0 else "against"
    return f"strongly {way}" if size >= STRONG else f"clearly {way}" if size >= CLEAR else f"slightly {way}"


def _part(part: str, evidence: Sequence[Evidence]) -> tuple[str, str]:
    name, about = PARTS.get(part, (part, ""))
    if part == "packs":
        counted: dict[str, float] = {}
        for each in evidence:
            if each.language and each.weight > 0:
                counted[each.language] = counted.get(each.language, 0.0) + each.weight
        if counted:
            best = max(sorted(counted), key=lambda code: counted[code])
            name = f"rules of the {phrases.language(best)} pack"
    return name, about
