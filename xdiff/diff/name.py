"""One person, place or body under two spellings, or under two names."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Place, Shared
from xdiff.diff.bodies import bodies_of, interviews_of
from xdiff.diff.lexicon import nicknames
from xdiff.diff.stems import american
from xdiff.diff.swapped import swapped
from xdiff.diff.telling import Told, divergences_told, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
SHORTEST = 4  # letters of a part of a name; below it an initial or a particle is what differs


def compare(shared: Shared) -> list[Divergence]:
    """Return what two documents of this group spell differently, or call by different names."""
    matches: list[Told] = []
    for left, right in shared.pairs():
        for one in left.of_kind("name"):
            for other in right.of_kind("name"):
                matches.extend(_spellings(one, other))
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
