"""What the language packs found in a document, sorted by what the gate's rules ask, and told as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from xdiff import packs
from xdiff.gating.rule import Found
from xdiff.packs.languages import language

if TYPE_CHECKING:
    from xdiff.records import Evidence, Inspection, Level, Span

# Evidence that no pack holds: it was learned, and proves nothing at one place.
LEARNED: Final = frozenset({"model.words", "lm.surprisal"})

# Families of pack rules whose hits are left standing as they were: words, letters, signs. The others are
# English words chosen or ordered as the source language does.
STANDING: Final = frozenset({"residue", "typography"})

# FL204 tells of these: a word twice is a slip of people as well.
ELSEWHERE: Final = frozenset({"any.doubled-word"})

# Beyond so many words of a document the sum of weights counts less, as the square root of its length: more
# text has more chance hits. As in verdicts (`xdiff.origin.verdict`).
USUAL_WORDS: Final = 400.0

# A document that has so many different words under one rule has a habit, told once: a table of figures with
# decimal commas is one fault. So are quotation marks, however much stands between them.
HABIT: Final = 10
TYPOGRAPHY: Final = "typography"

MOST: Final = 20  # places that are shown; all are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One pack rule's hits on the same words of a document, or all of them where they are a habit.

    `weight` is what the rule's first hit weighs. `words` name it beside the rule; a habit has none.
    """

    code: str
    language: str | None
    message: str
    weight: float
    spans: tuple[Span, ...]
    words: str


def places(inspection: Inspection, *, standing: bool) -> tuple[Place, ...]:
    """Return what the packs found, the same words under one rule once, in the order of the text.

    More than `HABIT` different words under one rule are one place, and so is all of one rule's typography.

    Rules that weigh nothing, since people break them as often, are left out.

    Args:
        inspection: the document, judged; a text too short for a verdict has its hits all the same.
        standing: those of the families `STANDING`, else all others (users' rules, whose family is not known
            here, among them).
    """
    text = inspection.document.text
    hits = sorted(_asked(inspection.verdict.evidence, standing=standing), key=lambda hit: hit.span)
    weights: dict[str, float] = {}
    for hit in hits:
        weights[hit.rule] = max(weights.get(hit.rule, 0.0), hit.weight)
    alike: dict[str, dict[str, list[Evidence]]] = {}
    for hit in hits:
        if weights[hit.rule] > 0:  # a hit after the first few of its rule has no weight of its own
            words = " ".join(hit.span.of(text).split())
            alike.setdefault(hit.rule, {}).setdefault(words.casefold(), []).append(hit)
    found: list[Place] = []
    for code, by_words in alike.items():
        if len(by_words) > HABIT or _families().get(code) == TYPOGRAPHY:
            found.append(_place([hit for several in by_words.values() for hit in several], weights[code], ""))
        else:
            found += [_place(several, weights[code], words) for words, several in by_words.items()]
    return tuple(sorted(found, key=lambda place: place.spans[0]))


def _place(several: Sequence[Evidence], weight: float, words: str) -> Place:
    first = min(several, key=lambda hit: hit.span)
    return Place(
        code=first.rule,
        language=first.language,
        message=first.message,
        weight=weight,
        spans=tuple(sorted(hit.span for hit in several)),
        words=words,
    )


def together(inspection: Inspection) -> float:
    """Return the log-odds (nats) that all hits on wording add up to, less in a text of more words."""
    words = sum(len(sentence.text.split()) for sentence in inspection.article.sentences)
    total = sum(hit.weight for hit in _asked(inspection.verdict.evidence, standing=False) if hit.weight > 0)
    return float(total / max(words / USUAL_WORDS, 1.0) ** 0.5)


def found(
    inspection: Inspection, place: Place, *, measured: str, limit: str, severity: Level | None
) -> Found:
    """Return hits on the same words as one finding, at the first of them; the others are related.

    The message is the pack rule's own, with the language it points at and its code, which
    `xdiff rule` takes.
    """
    document = inspection.document
    about = [language(place.language)] if place.language else []
    about.append(place.code)
    if len(place.spans) > 1 and "place" not in measured:
        about.append(f"{len(place.spans):,} places")
    return Found(
        document_id=document.id,
        span=place.spans[0],
        message=f"{place.message} ({'; '.join(about)})",
        measured=measured,
        limit=limit,
        words=(place.code, place.words) if place.words else (place.code,),
        related=tuple((document.id, span) for span in place.spans[1:MOST]),
        severity=severity,
    )


def _asked(evidence: Sequence[Evidence], *, standing: bool) -> Iterator[Evidence]:
    for hit in evidence:
        if hit.rule not in LEARNED | ELSEWHERE and (_families().get(hit.rule) in STANDING) == standing:
            yield hit


@cache
def _families() -> dict[str, str]:
    """Return the family of every rule of the shipped packs."""
    return {rule.code: rule.family for pack in packs.load() for rule in pack.rules}
