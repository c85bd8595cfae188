"""The records of a language pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdiff.packs.pattern import Pattern
    from xdiff.packs.sequence import WordSequence

Lists = Mapping[str, tuple[str, ...]]  # word lists by the name patterns call them

# What a rule is about, and what each family means.
FAMILIES = {
    "residue": "words, acronyms or letters of the source language left standing",
    "calque": "a turn of the source language, word for word",
    "false-friend": "an English word that looks like the source's and means something else",
    "order": "English words in the source's order",
    "tense": "a tense the source uses where English uses another",
    "article": "an article that English does not use, or a missing one",
    "agreement": "forms that do not agree",
    "typography": "quotes, spaces, numbers and dates as the source sets them",
    "name": "a name translated, or written two ways",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing a source language leaves behind in English.

    `weight` is the evidence of one hit, in log-odds (nats) towards machine translation; hits after the
    first `most` of one document weigh nothing. `human` and `machine` are the hits per million words it
    was weighed by (see `xdiff.packs.weigh`), or None when the data hold no case and `weight` is a guess.
    Of `needs` the document must hold one, of `unless` none. `line` is where the rule begins in its file.
    """

    code: str
    language: str | None  # ISO 639-1 of the source language; None for the pack of every language
    family: str
    patterns: tuple[Pattern, ...]
    sequences: tuple[WordSequence, ...]
    message: str
    why: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    weight: float
    file: str
    line: int
    case: bool = False
    raw: bool = False
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    most: int = 2
    human: float | None = None
    machine: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The rules of one source language; `language` is None for the pack of every language."""

    language: str | None
    name: str
    file: str
    rules: tuple[Rule, ...]

    def __hash__(self) -> int:
        """Hash by name alone: a pack holds thousands of words, and is looked up for every document."""
        return hash((self.file, self.name))
