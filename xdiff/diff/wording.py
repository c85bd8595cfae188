"""Words that take a side where another document's do not: the rest of the wording is the word diff's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Place, Shared, divergences_of
from xdiff.diff.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    uses = [_uses(side) for side in shared.sides]
    matches: list[Match] = []
    for (left, here), (right, there) in combinations(zip(shared.sides, uses, strict=True), 2):
        for name in sorted(here.keys() & there.keys()):
            matches.extend(_camps((left, here[name]), (right, there[name]), _reasons()[name]))
    return divergences_of(shared, "wording", matches)[:MOST]


def _camps(left: tuple[Side, list[Loaded]], right: tuple[Side, list[Loaded]], why: str) -> Iterable[Match]:
    (side, here), (other, there) = left, right
    if {use.camp for use in here} & {use.camp for use in there}:
        return  # both know the word: choosing it once more tells little
    for one in here:
        for two in there:
            if one.neighbours & two.neighbours:
                yield Match(left=_place(side, one), right=_place(other, two), severity="note", why=why)
                return


def _uses(side: Side) -> dict[str, list[Loaded]]:
    """Return the loaded words of one side, keyed by the set they belong to."""
    found: dict[str, list[Loaded]] = {}
    text, words = side.text, _words()
    for sentence in side.member.sentences:
        start, end = text.article.sentences[sentence].tokens
        for at in range(start, end):
            camps = words.get(text.article.tokens[at].text.lower())
            if camps is None:
                continue
            around = range(max(start, at - NEIGHBOURS), min(end, at + NEIGHBOURS + 1))
            neighbours = frozenset(text.stems[n] for n in around if n != at and text.tells(n))
            for name, camp in camps.items():
                found.setdefault(name, []).append(Loaded(at=at, camp=camp, neighbours=neighbours))
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
