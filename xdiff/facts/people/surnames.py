"""A surname or a given name alone means a full name of the same document."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from xdiff.facts.people.alike import ARTICLE
from xdiff.facts.people.gazetteer import Kind, given_names, given_names_of, words_about_names
from xdiff.facts.people.kinds import family_first
from xdiff.facts.syntax.grammar import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.facts.people.mentions import Mention, Sex

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
LOOK = 12  # full names of one surname that are looked at each way; a bound that keeps long documents linear
ARTICLES = frozenset({"a", "an", "the"})  # before an Oscar, not before Oscar
MEN_IN_A = listed(
    "joshua luca nikita ilya sasha mustafa musa moussa issa isa akira barack garcia elia andrea kofi obadia "
    "costa kostya misha kolya vanya dima seppa attila aba juba"
)


def resolve(mentions: Sequence[Mention], votes: dict[str, Counter[Kind]]) -> None:
    """Give a surname alone the value of the full name last seen, or else next seen, that ends in it.

    Where two people share it, a title chooses ("Mrs. Clinton"). A given name alone means the one full name
    of the document that begins with it.
    """
    often = Counter(mention.value for mention in mentions if mention.known is None)
    things = {m.value for m in mentions if m.before is not None and m.before.low in ARTICLES}
    by_surname: dict[str, list[tuple[int, Mention]]] = defaultdict(list)
    called: dict[tuple[str, Sex], Mention] = {}
    sharing: dict[str, set[str]] = defaultdict(set)
    by_given: dict[str, dict[str, Mention]] = defaultdict(dict)
    for index, mention in enumerate(mentions):
        if mention.kind == "person" and 1 < len(mention.tokens) <= 5 and mention.known is None:
            by_surname[surname(mention.tokens)].append((index, mention))
            sharing[surname(mention.tokens)].add(mention.value)
            if family_first(mention.tokens):
                by_surname[mention.tokens[0]].append((index, mention))
            if len(without_particles(mention.tokens)) > 1:
                by_given[mention.tokens[0]][mention.value] = mention
    for index, mention in enumerate(mentions):
        if mention.known is not None or not mention.tokens or not _may_be_surname(mention, votes, often):
            continue
        if len(mention.tokens) > 1 and len(without_particles(mention.tokens)) > 1:
            continue
        key = surname(mention.tokens)
        full = called.get((key, mention.sex)) if mention.sex else None
        full = full or _nearest(by_surname.get(key, ()), index, mention.sex)
        if full is not None and mention.sex:
            called[key, mention.sex] = full  # "Mrs. Clinton" stays who she was
        bearers = by_given.get(mention.tokens[0], {})
        if full is None and len(bearers) == 1 and not mention.titled and mention.value not in things:
            (bearer,) = bearers.values()
            shared = len(sharing[surname(bearer.tokens)]) > 1
            full = bearer if shared or _given(bearer, votes) else None
        if full is not None and len(full.tokens) > 1 and full is not mention:
            if votes.get(mention.value, Counter())["person"]:
                full.kind = "person"
            mention.value, mention.display, mention.kind = full.value, full.display, full.kind
    people = {m.value for m in mentions if m.kind == "person"}
    for mention in mentions:
        if mention.kind == "other" and mention.value in people:
            mention.kind = "person"


def _nearest(candidates: Sequence[tuple[int, Mention]], index: int, sex: Sex | None) -> Mention | None:
    """Return the full name last seen before `index`, or else next seen, that a title does not rule out."""
    at = bisect_left(candidates, index, key=lambda each: each[0])
    near = [*reversed(candidates[max(0, at - LOOK) : at]), *candidates[at : at + LOOK]]
    if not near:
        return None
    if sex is None or len({each.value for _, each in near}) == 1:
        return near[0][1]
    return max(near, key=lambda each: _fits(each[1], sex))[1]


def _fits(full: Mention, sex: Sex) -> int:
    """Return how well a full name fits a woman's or a man's title: 2 surely, -2 surely not."""
    found = full.sex or sex_of_given(full.tokens[0])
    if found is not None:
        return 2 if found == sex else -2
    return 1 if (full.tokens[0].endswith("a") and full.tokens[0] not in MEN_IN_A) == (sex == "woman") else -1


def sex_of_given(given: str) -> Sex | None:
    """Return whose a folded given name nearly always is; None when both have it or no table knows it."""
    if given in given_names_of("women"):
        return "woman"
    return "man" if given in given_names_of("men") else None


def _given(full: Mention, votes: dict[str, Counter[Kind]]) -> bool:
    """Whether the first word of a full name is a given name: by the table, or by what stands beside it."""
    return full.tokens[0] in given_names() or votes.get(full.value, Counter())["person"] > 0


def _may_be_surname(mention: Mention, votes: dict[str, Counter[Kind]], often: Counter[str]) -> bool:
    """Whether a single word may be a person's: titled, or not always "in" it, nor an organisation's."""
    if mention.titled:
        return True
    seen = votes.get(mention.value, Counter())
    if seen["organisation"]:
        return False
    return seen["person"] * 2 >= seen["place"] or seen["place"] * 2 <= often[mention.value]


def without_particles(tokens: Sequence[str]) -> tuple[str, ...]:
    """Return folded words of a name without particles and the Arabic article."""
    particles = words_about_names()["particle"]
    kept = tuple(ARTICLE.sub("", token) for token in tokens if token not in particles)
    return kept or tuple(tokens)


def surname(tokens: Sequence[str]) -> str:
    """Return the last name, without "al-", "Jr." and the like."""
    kept = [token for token in without_particles(tokens) if token not in SUFFIXES]
    return kept[-1] if kept else tokens[-1]
