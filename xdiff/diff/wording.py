"""Words that take a side where another document's do not: the rest of the wording is the word diff's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of
from xdiff.diff.lexicon import table
from xdiff.diff.story import Side
from xdiff.records import Divergence

MOST = 2  # notes of a group: more would bury the facts
NEIGHBOURS = 3  # telling words to each side that may show that both speak of one thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One loaded word of one document."""

    at: int
    camp: int
    neighbours: frozenset[str]


def compare(shared: Shared) -> list[Divergence]:
    """Return notes on loaded words that one document of the group uses and another replaces."""
    matches: list[Match] = []
    for left, right in shared.pairs():
        for name, why in _reasons().items():
            matches.extend(_camps(left, right, name, why))
    return divergences_of(shared, "wording", matches)[:MOST]


def _camps(left: Side, right: Side, name: str, why: str) -> Iterable[Match]:
    here, there = _uses(left, name), _uses(right, name)
    if {use.camp for use in here} & {use.camp for use in there}:
        return  # both know the word: choosing it once more tells little
    for one in here:
        for other in there:
            if one.neighbours & other.neighbours:
                yield Match(left=_place(left, one), right=_place(right, other), severity="note", why=why)
                return


def _uses(side: Side, name: str) -> list[Loaded]:
    found = []
    text = side.text
    for sentence in side.member.sentences:
        start, end = text.article.sentences[sentence].tokens
        for at in range(start, end):
            camp = _words().get(text.article.tokens[at].text.lower(), {}).get(name)
            if camp is not None:
                telling = [
                    n for n in range(max(start, at - NEIGHBOURS), min(end, at + NEIGHBOURS + 1)) if n != at
                ]
                neighbours = frozenset(text.stems[n] for n in telling if text.tells(n))
                found.append(Loaded(at=at, camp=camp, neighbours=neighbours))
    return found


def _place(side: Side, use: Loaded) -> Place:
    token = side.text.article.tokens[use.at]
    return Place(document_id=side.document.id, span=token.span, surface=token.text, value=token.text.lower())


@cache
def _reasons() -> Mapping[str, str]:
    return {entry["name"]: entry["why"] for entry in table("loaded")["set"]}


@cache
def _words() -> Mapping[str, Mapping[str, int]]:
    """Map each loaded word to its camp in every set it stands in."""
    found: dict[str, dict[str, int]] = {}
    for entry in table("loaded")["set"]:
        for camp, words in enumerate(entry["camps"]):
            for word in words.split():
                found.setdefault(word, {})[entry["name"]] = camp
    return found


COMPARISON = Comparison(kind="wording", compare=compare)
