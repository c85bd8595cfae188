"""One person, place or body under two spellings, or under two names."""

from __future__ import annotations

import pkgutil
import re
import tomllib
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Place, Shared
from xdiff.diff.bodies import bodies_of, interviews_of
from xdiff.diff.lexicon import nicknames
from xdiff.diff.stems import american
from xdiff.diff.swapped import swapped
from xdiff.diff.telling import Told, divergences_told, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xdiff.diff.story import Side, Text
    from xdiff.records import Divergence, Fact

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "president", "minister", "general", "sir", "lord", "lady"}
)
COMPARED_UNITS = frozenset({"person", "organisation", "place"})
SIMILAR = 0.85  # Jaro-Winkler, the cut by which the facts call two spellings one name
SIMILAR_ALONE = (
    0.93  # where one document has a single word, which may be another word altogether (Black, Blake)
)
_DEMONYM = re.compile(r"(?:an|er|ese|i|on|ish|ic|ch|greek|swiss|turk|kurd|serb|croat|arab)s?$")
INITIALS = ("gqk", "cs", "jyi", "vw", "aeo", "tz")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})  # behind the name of a father or a son
SIMILAR_GIVEN = 0.8  # Jaro-Winkler of two given names before one surname: one may be the other misheard
DIMINUTIVES = ("ie", "y", "i")
OF_WOMEN = ("a", "e", "ie")  # ends of a woman's name beside a man's: Marcia, Danielle, Stefanie
SHORTEST = 4  # letters of a part of a name; below it an initial or a particle is what differs


def compare(shared: Shared) -> list[Divergence]:
    """Return what two documents of this group spell differently, or call by different names."""
    matches: list[Told] = []
    for left, right in shared.pairs():
        for one in left.of_kind("name"):
            for other in right.of_kind("name"):
                matches.extend(_spellings(one, other))
        matches.extend(_given_names(left, right))
        matches.extend(bodies_of(left, right))
        matches.extend(interviews_of(left, right))
        matches.extend(swapped(left, right))
    return divergences_told(shared, "name", matches)


def _spellings(left: Fact, right: Fact) -> Iterable[Told]:
    if left.value != right.value or left.unit != right.unit or left.unit not in COMPARED_UNITS:
        return
    a, b = _parts(left.surface), _parts(right.surface)
    only_a, only_b = [part for part in a if part not in b], [part for part in b if part not in a]
    for one in only_a:
        for other in only_b:
            alone = len(a) == 1 or len(b) == 1
            if not _respelled(one, other, SIMILAR_ALONE if alone else SIMILAR) or (
                left.unit == "place" and _of_the_place(one, other)
            ):
                continue
            accents = _plain(one) == _plain(other)
            match = Match(
                left=Place.of(left, value=left.surface),
                right=Place.of(right, value=right.surface),
                severity="note" if accents else "variant",
                why="",
            )
            yield Told(match=match, tell=_spelled(left, right, accents=accents))
            return


def _spelled(left: Fact, right: Fact, *, accents: bool) -> Callable[[str, str], str]:
    how = "with and without its accents" if accents else "in two spellings"
    return lambda one, other: (
        f"One name {how}: {short(left.surface)} in {one}, {short(right.surface)} in {other}."
    )


def _given_names(left: Side, right: Side) -> Iterable[Told]:
    """Return persons of one surname whose given names are alike and not one: Brian and Bryant Halden.

    Only where each document knows one person of that surname: two brothers would be named both in one of
    them. Of 2,979 pairs of news on one event 13 have such names, and each time it is one person.
    """
    ours, theirs = _people(left), _people(right)
    for surname, one in ours.items():
        other = theirs.get(surname)
        if other is None:
            continue
        here, there = _parts(one.surface)[0], _parts(other.surface)[0]
        if (
            not _misheard(here, there)
            or {one.data.get("sex"), other.data.get("sex")} >= {"man", "woman"}
            or _bearers(left.text, surname) != {(here, surname)}
            or _bearers(right.text, surname) != {(there, surname)}
        ):
            continue
        match = Match(
            left=Place.of(one, value=one.surface),
            right=Place.of(other, value=other.surface),
            severity="variant",
            why="",
        )
        yield Told(match=match, tell=_misnamed(one, other, spelling=_one_given_name(here, there)))


def _people(side: Side) -> dict[str, Fact]:
    """Return the first full name of a person by its surname."""
    found: dict[str, Fact] = {}
    for name in side.of_kind("name"):
        parts = _parts(name.surface) if name.unit == "person" else []
        if len(parts) > 1 and parts[-1] not in SUFFIXES:
            found.setdefault(parts[-1], name)
    return found


def _bearers(text: Text, surname: str) -> set[tuple[str, str]]:
    """Return given name and last word of all whom a document calls by `surname`: Jr. is another last word."""
    names = (_parts(name.surface) for name in text.names if name.unit in {"person", "other"})
    return {(parts[0], parts[-1]) for parts in names if len(parts) > 1 and surname in parts}


def _misnamed(left: Fact, right: Fact, *, spelling: bool) -> Callable[[str, str], str]:
    if spelling:
        return _spelled(left, right, accents=False)
    return lambda one, other: (
        "One person with two given names, or two people: "
        f"{short(left.surface)} in {one}, {short(right.surface)} in {other}."
    )


def _misheard(one: str, other: str) -> bool:
    """Whether two given names are alike, and neither a short form of the other nor of the other sex."""
    a, b = _plain(one), _plain(other)
    if a == b or min(len(a), len(b)) < SHORTEST or a.startswith(b) or b.startswith(a):
        return False
    if _short_form(a, b) or _short_form(b, a) or _man_and_woman(a, b):
        return False
    import jellyfish

    similar: float = jellyfish.jaro_winkler_similarity(a, b)
    return similar >= SIMILAR_GIVEN


def _short_form(name: str, listed: str) -> bool:
    """Whether `listed` stands for `name`: the table has it, and it is shorter or made smaller.

    The table lists other names beside short forms: Bryant under Brian. Those are the longer ones.
    """
    if listed not in nicknames().get(name, ()):
        return False
    return len(listed) < len(name) or name.endswith(DIMINUTIVES) or listed.endswith(DIMINUTIVES)


def _man_and_woman(one: str, other: str) -> bool:
    """Whether one is a woman's and the other a man's, by the table or else by how they end."""
    women, men = _given_of("women"), _given_of("men")
    if (one in women and other in women) or (one in men and other in men):
        return False
    if (one in women and other in men) or (one in men and other in women):
        return True
    return one.endswith(OF_WOMEN) != other.endswith(OF_WOMEN)


@cache
def _given_of(whose: str) -> frozenset[str]:
    """Return the given names that are nearly always women's, or men's."""
    data = pkgutil.get_data("xdiff.data", "given-names.toml")
    assert data is not None
    return frozenset(tomllib.loads(data.decode("utf-8"))[whose].split())


def _one_given_name(one: str, other: str) -> bool:
    """Whether two given names sound as one, or no table has both and one letter differs: Malcolm, Malcom."""
    import jellyfish

    known = nicknames().keys() | _given_of("women") | _given_of("men")
    return bool(
        jellyfish.metaphone(one) == jellyfish.metaphone(other)
        or (not {one, other} <= known and jellyfish.damerau_levenshtein_distance(one, other) == 1)
    )


def _parts(surface: str) -> list[str]:
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(surface))
    return [word for word in words if word not in TITLES]


def _respelled(one: str, other: str, least: float) -> bool:
    """Whether two parts of a name are one in two spellings: they start alike, and differ little."""
    if _plain(one) == _plain(other):
        return True  # accents alone
    if min(len(one), len(other)) < SHORTEST or _initial(one) != _initial(other):
        return False
    if one.rstrip("s") == other.rstrip("s") or american(one) == american(other):
        return False  # a plural, a possessive, or the spelling of a common word ("Organisation", "Centre")
    if other in nicknames().get(one, ()) or one in nicknames().get(other, ()):
        return False  # Stephen and Steve
    if abs(len(one) - len(other)) > 1 and (one.startswith(other) or other.startswith(one)):
        return False  # a short form: Fred and Frederick, Gov. and Governor
    import jellyfish

    similar: float = jellyfish.jaro_winkler_similarity(one, other)
    return similar >= least


def _initial(word: str) -> str:
    """Return the first letter, one for all that stand for one letter of another script (Gaddafi, Qaddafi)."""
    return next((group[0] for group in INITIALS if word[0] in group), word[0])


def _of_the_place(one: str, other: str) -> bool:
    """Whether one is what the people of the other are called: Italy and Italian, Israel and Israeli."""
    return _DEMONYM.search(one) is not None or _DEMONYM.search(other) is not None


def _plain(word: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))


COMPARISON = Comparison(kind="name", compare=compare)
