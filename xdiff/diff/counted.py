"""What a number counts, and of what: read from its sentence, to ask whether two numbers are of one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.diff.ages import bearer
from xdiff.diff.frames import CLAUSE_MARKS, Frame, frame
from xdiff.records import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.diff.story import Side, Text

NAME_WITHIN = 6  # tokens behind a number in which a name tells where it was counted

# A number behind one of these is what the other one is not, or was, or the same in another currency.
ASIDE = re.compile(
    r"(?:\b(?:instead of|rather than|not|compared (?:with|to)|up from|down from|from|versus|than|another"
    r"|an additional|an extra|previous(?:ly)?|earlier|including|of whom|of them|each|within)"
    r"|[\d%]\s*(?:[\w-]+\s*)?[(])\W*$"
    r"|\b(?:better|higher|lower|larger|bigger|greater) than\s+(?:[\w-]+\s+){1,4}$",
    re.IGNORECASE,
)
# Numbers are compared with their like: "his last two games" with such a stretch, a rise with a rise, a
# running total with a running total, an address with an address, "42-year" with its like. "#" stands for
# the number.
_KINDS = (
    re.compile(r"\b(?:last|past|first|next|previous|other|final|another|every)\W*#", re.IGNORECASE),
    re.compile(
        r"\b(?:by|rose|fell|up|down|increased|decreased|dropped|gained|grew|climbed|jumped|slipped)\W*#"
        r"|\b(?:increase|decrease|rise|drop|decline|gain|fall|cut|raise|jump|reduction|hike) of\W*#"
        r"|#\W*(?:increase|rise|drop|decline|gain|fall|cut|raise|jump|reduction)s?\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:so far|in total|altogether|overall|cumulative)\b", re.IGNORECASE),
    re.compile(r"#(?:st|nd|rd|th)?\W*block\b", re.IGNORECASE),
    re.compile(r"\b(?:average|median|mean|adjusted)\b[^,;:.]*#", re.IGNORECASE),
)
RISES, RUNNING, ADDRESS = 1, 2, 3  # indexes in `kinds`: rises and falls, running totals, "12200 block"
_OF_OTHERS = re.compile(r"\s(?:other|more|additional|further|fellow|extra)\b", re.IGNORECASE)
_PHRASE = re.compile(
    r"(?:\s+(?:north|south|east|west|northeast|northwest|southeast|southwest|away|off))*"
    r"\s+(?:in|across|of|among|throughout|around|at|from|for)\s+(?P<what>"
    r"(?:(?!(?:in|on|at|and|but|who|that|which|when|after|for|from|to|by|with|as|is|was|were|are|have|has)\b)[\w'’-]+(?:\s+|$)?){1,5})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One number with what its sentence tells of it."""

    text: Text
    fact: Fact
    frame: Frame
    before: str  # its sentence up to it
    roles: frozenset[str]  # what it counts, as the fact tells, else as the words nearby measure
    where: frozenset[str]  # the senses of the first name behind it
    scope: frozenset[str]  # the senses of the phrase right behind it: "in the province", "of the voters"
    bearer: str  # for an age, the name of the person it is of
    kinds: tuple[bool, ...]  # which of the patterns above its sentence has

    @property
    def beside(self) -> list[Fact]:
        """The other facts of its sentence."""
        return [fact for fact in self.text.by_sentence[self.fact.sentence] if fact.span != self.fact.span]

    @property
    def aside(self) -> bool:
        """Whether it is told only to set another number against it, or as another one converted."""
        return ASIDE.search(self.before) is not None


def counted(side: Side) -> list[Counted]:
    """Return the numbers of one side, in reading order."""
    found = []
    for fact in side.of_kind("number"):
        around = frame(side.text, fact)
        role = fact.data.get("role")
        sentence = side.text.article.sentences[fact.sentence].span
        before = side.document.text[sentence.start : fact.span.start]
        marked = f"{before}#{side.document.text[fact.span.end : sentence.end]}"
        found.append(
            Counted(
                text=side.text,
                fact=fact,
                frame=around,
                before=before,
                roles=frozenset({role}) if role else around.measures,
                where=_where(side.text, fact),
                scope=_scope(side.text, fact, sentence),
                bearer=bearer(side.text, fact) if role == "age" else "",
                kinds=(
                    *(pattern.search(marked) is not None for pattern in _KINDS),
                    _OF_OTHERS.search(fact.surface) is not None,
                    _hyphened(fact),
                ),
            )
        )
    return found


def _hyphened(fact: Fact) -> bool:
    """Whether it describes a thing, "a 42-year wait"; a magnitude, a length or an age does so in any form."""
    dimension = fact.data.get("dimension")
    return (
        "-" in fact.surface
        and fact.data.get("role") != "age"
        and dimension in {"time", None}
        and (fact.unit != "magnitude")
    )


def _scope(text: Text, fact: Fact, sentence: Span) -> frozenset[str]:
    """Return the senses of the prepositional phrase that follows the number at once, if one does."""
    phrase = _PHRASE.match(text.article.document.text, fact.span.end, sentence.end)
    if phrase is None:
        return frozenset()
    return frozenset(text.content(Span(start=phrase.start("what"), end=phrase.end())))


def _where(text: Text, fact: Fact) -> frozenset[str]:
    """Return the senses of the first place named behind the number, in its clause."""
    tokens = text.article.tokens
    own = text.tokens_in(fact.span)
    end = min(text.article.sentences[fact.sentence].tokens[1], own.stop + NAME_WITHIN)
    marks = [tokens[at].span.start for at in range(own.stop, end) if tokens[at].text in CLAUSE_MARKS]
    last = tokens[end - 1].span.end if end > own.stop else fact.span.end
    stop = min([last, *marks])
    for name in text.by_sentence.get(fact.sentence, ()):
        if name.kind == "name" and name.unit == "place" and fact.span.end <= name.span.start < stop:
            return frozenset(text.content(name.span))
    return frozenset()


def numbers_of(facts: Sequence[Fact]) -> list[Fact]:
    """Return the numbers among facts."""
    return [fact for fact in facts if fact.kind == "number"]
