"""What the first screen and the origin panels say: the answers in a sentence, the worst, the verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xdiff.records import SEVERITIES
from xdiff.report import phrases
from xdiff.report.base import explains_itself, shortened, strongest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.records import Evidence, Origin, Verdict
    from xdiff.report.base import Numbered, Side, View
    from xdiff.report.page import Sheet

WORST: Final = 5
# So many machine translations are named one by one; more are told together, by language.
NAMED: Final = 3
# On the line of a divergence: so many values, badges of each, and characters of the reason.
VALUES: Final = 4
BADGES: Final = 6
REASON: Final = 110
EVIDENCE: Final = 3
# More notes than this, and longer ones, stand with the settings.
NOTES: Final = 3
NOTE: Final = 240
# More documents than this are folded: a line each is no summary then.
ROWS: Final = 12

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
    suspects = view.suspects
    if len(suspects) <= NAMED:
        said = [_together([side], reads_as(side.inspection.verdict)) for side in suspects]
    else:
        said = _grouped(suspects)
    labels = {side.inspection.verdict.label for side in view.unrejected if side.inspection.verdict.p_machine}
    if labels and not said:
        clearly = " clearly" if "unsure" in labels else ""
        said.append(Said((), 0, f"No text here{clearly} reads as a machine translation", None))
    said += _grouped([side for side in view.unrejected if side not in suspects])
    if rejected := [side for side in view.sides if view.verdict_rejected(side)]:
        plural = "verdict was" if len(rejected) == 1 else "verdicts were"
        said.append(replace(_together(rejected, f": the {plural} rejected in review"), label=None))
    return said


def _grouped(sides: Sequence[Side]) -> list[Said]:
    """Say together what holds for several documents, the most suspicious first."""
    alike: dict[str, list[Side]] = {}
    for side in sorted(sides, key=lambda each: _rank(each.inspection.verdict)):
        alike.setdefault(reads_as(side.inspection.verdict, of=2), []).append(side)
    return [_together(same, reads_as(same[0].inspection.verdict, of=len(same))) for same in alike.values()]


def _together(sides: Sequence[Side], text: str) -> Said:
    named = tuple(sides[: phrases.MOST_NAMED])
    return Said(named, len(sides) - len(named), text, sides[0].inspection.verdict.label)


def suspicious_first(view: View, sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the documents as their cards stand: machine translations first, rejected verdicts last."""
    return sorted(
        sheets,
        key=lambda each: (
            view.verdict_rejected(each.side),
            _rank(each.side.inspection.verdict),
        ),
    )


def reads_as(verdict: Verdict, *, of: int = 1) -> str:
    """Say how a text (or some) reads, without its name: `reads as written in English`, `: unsure`."""
    read = " reads" if of == 1 else " read"
    if _in_part(verdict):
        return f"{read} in part as {'a machine translation' if of == 1 else 'machine translations'}"
    if verdict.label == "unsure":
        return ": not judged" if verdict.p_machine is None else ": unsure"
    if verdict.label == "human_translation":
        return f"{read} as translated by a person"
    if verdict.label == "original":
        return f"{read} as written in English"
    kind = "a machine translation" if of == 1 else "machine translations"
    return f"{read}{' in part' if verdict.passages else ''} as {kind}{likely(verdict)}"


def _in_part(verdict: Verdict) -> bool:
    """Whether a text of no one origin has passages that read as machine translation."""
    return verdict.label != "machine_translation" and any(
        each.label == "machine_translation" for each in verdict.passages
    )


def _rank(verdict: Verdict) -> tuple[int, bool]:
    return phrases.LABELS.index(verdict.label), not _in_part(verdict)


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


def brief(reason: str) -> str:
    """Return why a divergence is one, short enough for its line."""
    return shortened(reason, REASON)


def notes(view: View) -> tuple[list[str], int]:
    """Return the first notes of a run, short enough for the first screen, and how many more there are."""
    found = [shortened(each, NOTE) for each in view.run.notes[:NOTES]]
    return found, len(view.run.notes) - len(found)


def evidence(side: Side) -> list[Quoted]:
    """Return the strongest places of rules behind a verdict, each wording once.

    None for a text judged a person's own: the few that any text has would read as an accusation there.
    """
    if side.inspection.verdict.label in ("original", "human_translation"):
        return []
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


def about(view: View) -> str:
    """Say how many documents there are, from when, and how long: `2 documents, 29 September 2015`."""
    dates = sorted({each for side in view.sides if (each := side.inspection.document.published)})
    words = sum(token.word for side in view.sides for token in side.article.tokens)
    said = [phrases.count(len(view.sides), "document")]
    if dates:
        said.append(f"published {dates[0]}" if len(dates) == 1 else f"published {dates[0]} to {dates[-1]}")
    said.append(phrases.count(words, "word"))
    return " · ".join(said)


def message(side: Side) -> str:
    """Return a verdict in plain text, as a review keeps it."""
    return phrases.suspicion(side.name, side.inspection)


def command(view: View, plain: str) -> str:
    """Return the command that makes the report again, with the options that the run itself tells of."""
    parts = dict(view.run.signature.parts)
    options = []
    if (register := parts.get("register", "news")) != "news":
        options.append(f"--register {register}")
    if "lm" in parts:
        options.append("--lm")
    if view.run.review.decisions or view.run.review.gone:
        options.append("--review review.json")
    return " ".join([plain, *options])


def reviewed(view: View) -> str:
    """Say how many earlier decisions the report shows, and how many are about what is no longer found."""
    review = view.run.review
    if not (review.decisions or review.gone):
        return ""
    said = f"An earlier review is shown: {phrases.count(len(review.decisions), 'decision')} on what was found"
    if review.gone:
        said += f", {len(review.gone)} on what is no longer found"
    return f"{said}."
