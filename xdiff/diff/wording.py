"""Words that take a side where another document's do not: the rest of the wording is the word diff's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Place, Shared
from xdiff.diff.lexicon import table
from xdiff.diff.telling import Told, divergences_told
from xdiff.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xdiff.diff.story import Side, Text
    from xdiff.records import Divergence

MOST = 2  # notes of a group: more would bury the facts
NEIGHBOURS = 3  # telling words to each side that may show that both speak of one thing
SHOWN = 3  # tokens shown to each side of a term


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One loaded term of one document: its tokens, half-open, its set and its camp there."""

    first: int
    last: int
    name: str
    camp: int
    words: str
    neighbours: frozenset[str]
    quoted: bool  # inside quotation marks: somebody else's word


def compare(shared: Shared) -> list[Divergence]:
    """Return notes on loaded terms that one document of the group uses and another replaces."""
    matches: list[Told] = []
    uses = {side.document.id: _by_set(_terms(side)) for side in shared.sides}
    for left, right in shared.pairs():
        here, there = uses[left.document.id], uses[right.document.id]
        for name in sorted(here.keys() & there.keys()):
            matches.extend(_camps(left, here[name], right, there[name]))
    return divergences_told(shared, "wording", matches)[:MOST]


def _by_set(terms: Iterable[Term]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in terms:
        found.setdefault(term.name, []).append(term)
    return found


def _camps(left: Side, here: Sequence[Term], right: Side, there: Sequence[Term]) -> Iterable[Told]:
    """Return the first two terms of two camps that name one thing: they stand beside a common word."""
    if {use.camp for use in here} & {use.camp for use in there}:
        return  # both know the word: choosing it once more tells little
    for one in (use for use in here if not use.quoted):
        for two in (use for use in there if not use.quoted):
            if one.neighbours & two.neighbours or one.name in _of_one_thing():
                match = Match(left=_place(left, one), right=_place(right, two), severity="note", why="")
                yield Told(match=match, tell=_telling(left, one, right, two))
                return


def _telling(left: Side, one: Term, right: Side, two: Term) -> Callable[[str, str], str]:
    here, there = _around(left, one), _around(right, two)
    return lambda first, second: f"{first} writes {here}, {second} {there}; {_reasons()[one.name]}."


def _around(side: Side, term: Term) -> str:
    """Return a term with a few words to each side, as it stands, in quotation marks."""
    tokens = side.text.article.tokens
    start, end = side.text.article.sentences[tokens[term.first].sentence].tokens
    low, high = max(start, term.first - SHOWN), min(end, term.last + SHOWN) - 1
    while low < term.first and not tokens[low].word:
        low += 1
    while high >= term.last and not tokens[high].word:
        high -= 1
    span = Span(start=tokens[low].span.start, end=tokens[high].span.end)
    words = " ".join(span.of(side.document.text).replace('"', "'").split())
    return f'"{words}"'


def _terms(side: Side) -> Iterable[Term]:
    """Return the loaded terms that a side uses, the longest at each place."""
    quotes = [fact.span for fact in side.of_kind("quote")]
    tokens = side.text.article.tokens
    starts = _starts()
    for sentence in side.member.sentences:
        start, end = side.text.article.sentences[sentence].tokens
        at = start
        while at < end:
            if tokens[at].text.lower() not in starts:
                at += 1
                continue
            length, sets = _at(side.text, at, end)
            verb = at > start and tokens[at - 1].text.lower() == "to"  # "to protest": no name of anything
            if sets and not verb:
                behind = range(at + length, min(end, at + length + NEIGHBOURS))
                around = [*range(max(start, at - NEIGHBOURS), at), *behind]
                neighbours = frozenset(side.text.senses[n] for n in around if side.text.tells(n))
                words = " ".join(tokens[n].text.lower() for n in range(at, at + length))
                for name, camp in sets.items():
                    yield Term(
                        first=at,
                        last=at + length,
                        name=name,
                        camp=camp,
                        words=words,
                        neighbours=neighbours,
                        quoted=any(_in(tokens[at].span, quote) for quote in quotes),
                    )
            at += max(1, length)


def _in(token: Span, quote: Span) -> bool:
    return quote.start <= token.start < quote.end


def _at(text: Text, at: int, end: int) -> tuple[int, Mapping[str, int]]:
    """Return the longest term at token `at`: how many tokens it has, and its camp in each of its sets."""
    tokens = text.article.tokens
    for rest in _starts().get(tokens[at].text.lower(), ()):
        if at + len(rest) <= end and all(tokens[at + n].text.lower() == word for n, word in enumerate(rest)):
            return len(rest), _words()[rest]
    return 0, {}


def _place(side: Side, use: Term) -> Place:
    tokens = side.text.article.tokens
    span = Span(start=tokens[use.first].span.start, end=tokens[use.last - 1].span.end)
    return Place(
        document_id=side.document.id, span=span, surface=span.of(side.document.text), value=use.words
    )


@cache
def _reasons() -> Mapping[str, str]:
    return {entry["name"]: entry["why"] for entry in table("loaded")["set"]}


@cache
def _of_one_thing() -> frozenset[str]:
    return frozenset(entry["name"] for entry in table("loaded")["set"] if entry.get("one_thing"))


@cache
def _words() -> Mapping[tuple[str, ...], Mapping[str, int]]:
    """Map each loaded term, in words, to its camp in every set it stands in; plurals in "s" besides."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for entry in table("loaded")["set"]:
        for camp, terms in enumerate(entry["camps"]):
            for words in (tuple(term.split()) for term in terms):
                plural = (*words[:-1], f"{words[-1]}s")
                for form in (words, plural):
                    found.setdefault(form, {})[entry["name"]] = camp
    return found


@cache
def _starts() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Map the first word of each term to the terms that begin with it, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in _words():
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(terms, key=len, reverse=True)) for first, terms in found.items()}


COMPARISON = Comparison(kind="wording", compare=compare)
