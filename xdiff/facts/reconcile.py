"""One value for one bearer, within and across documents.

Names are compared as people do: without accents, titles and particles; a surname stands for a full name;
spellings of one foreign name sound alike and look alike; short given names are known; an acronym is the
initials of a longer name in the story. Two different given names are two people.

Source of the rule for spellings: Jaro-Winkler similarity of .85 or more and equal Metaphone keys. It keeps
six of seven pairs of one name that we tried and rejects Obama/Osama, Iran/Iraq, Austria/Australia.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from xdiff.facts.people.gazetteer import known_names, nicknames, words_about_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.records import Fact

SIMILAR = 0.85  # Jaro-Winkler: see above
SHORTEST = 4  # letters: shorter words that differ are other words (Ali/Aly is lost, Kim/Tim is kept apart)
SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "a", "de", "des", "et"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
# One sound, several spellings, in names brought over from other scripts.
TRANSLITERATED = (
    ("iy", "i"), ("ey", "ei"), ("y", "i"), ("ii", "i"), ("ow", "ou"), ("oo", "ou"), ("ee", "i"), ("kh", "h"),
    ("dj", "j"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("tch", "ch"), ("sch", "sh"), ("zh", "j"),
    ("yu", "iu"), ("w", "v"), ("aa", "a"), ("mm", "m"), ("ss", "s"), ("tt", "t"), ("ff", "f"), ("nn", "n"),
    ("ll", "l"), ("dd", "d"), ("rr", "r"), ("bb", "b"), ("zz", "z"), ("kk", "k"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Name:
    """One canonical form with what decides whether it is another's bearer."""

    value: str
    unit: str
    tokens: tuple[str, ...]
    count: int
    documents: frozenset[int]
    display: str


def reconcile(facts: Sequence[tuple[Fact, ...]]) -> tuple[tuple[Fact, ...], ...]:
    """Give all mentions of one bearer the same `value` and `data["display"]`, across documents.

    Args:
        facts: the facts of each document, in any order of kinds; only names and the speakers of
            attributions change.

    Returns:
        The same facts in the same order, `surface` untouched.
    """
    names = _collect(facts)
    chosen = _choose(names)
    return tuple(tuple(_renamed(fact, chosen) for fact in document) for document in facts)


def _renamed(fact: Fact, chosen: dict[str, _Name]) -> Fact:
    to = chosen.get(fact.value)
    if to is None or fact.kind not in {"name", "attribution"}:
        return fact
    if fact.kind == "attribution":
        return fact if to.value == fact.value else replace(fact, value=to.value)
    if to.value == fact.value and fact.data.get("display") == to.display and fact.unit == to.unit:
        return fact
    return replace(fact, value=to.value, unit=to.unit, data={**fact.data, "display": to.display})


def _collect(facts: Sequence[tuple[Fact, ...]]) -> list[_Name]:
    counts: Counter[str] = Counter()
    units: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, set[int]] = defaultdict(set)
    display: dict[str, str] = {}
    for index, document in enumerate(facts):
        for fact in document:
            if fact.kind != "name":
                continue
            counts[fact.value] += 1
            units[fact.value][fact.unit or "other"] += 1
            where[fact.value].add(index)
            shown = fact.data.get("display", fact.surface)
            if len(shown) > len(display.get(fact.value, "")):
                display[fact.value] = shown
    return [
        _Name(
            value=value,
            unit=_unit(units[value]),
            tokens=bare_tokens(value),
            count=count,
            documents=frozenset(where[value]),
            display=display[value],
        )
        for value, count in counts.items()
    ]


def _unit(votes: Counter[str]) -> str:
    """Return the commonest kind; "other" only when nothing better was seen."""
    better = [(count, unit) for unit, count in votes.items() if unit != "other"]
    return max(better)[1] if better else "other"


def bare_tokens(value: str) -> tuple[str, ...]:
    """Return the words of a canonical name without particles, "al-", initials' dots and suffixes."""
    particles = words_about_names()["particle"]
    words = [
        word.removeprefix("al-").removeprefix("el-").strip(".,'")
        for word in value.replace("'s ", " ").split()
        if word not in particles
    ]
    return tuple(word for word in words if word) or tuple(value.split())


def _choose(names: Sequence[_Name]) -> dict[str, _Name]:
    """Map every form to the one that stands for its bearer."""
    parent = {name.value: name.value for name in names}

    def root(value: str) -> str:
        while parent[value] != value:
            parent[value] = parent[parent[value]]
            value = parent[value]
        return value

    by_value = {name.value: name for name in names}
    members: dict[str, list[_Name]] = {name.value: [name] for name in names}
    for left, right in _candidates(names):
        one, two = root(left.value), root(right.value)
        if one == two or not same_bearer(left, right):
            continue
        if any(_apart(a, b) for a in members[one] for b in members[two]):
            continue
        parent[two] = one
        members[one].extend(members.pop(two))
    chosen: dict[str, _Name] = {}
    for group in members.values():
        best = max(group, key=lambda name: (name.value in _fixed(), _full(name), name.count, name.value))
        kinds = Counter({name.unit: 0 for name in group})
        for name in group:
            kinds[name.unit] += name.count
        unit = best.unit if best.unit != "other" else _unit(kinds)
        stands = replace(best, unit=unit)
        for name in group:
            chosen[name.value] = stands
    assert len(chosen) == len(by_value)
    return chosen


@cache
def _fixed() -> frozenset[str]:
    """Values that tables gave; they are never renamed to another spelling."""
    return frozenset(known.value for known in known_names().values())


def _full(name: _Name) -> int:
    """Prefer a name with given name and surname, but not one with more than four words."""
    return min(len(name.tokens), 3) if len(name.tokens) <= 4 else 1


def _candidates(names: Sequence[_Name]) -> Iterable[tuple[_Name, _Name]]:
    """Give pairs that share a key: last word's sound, last word's transliteration, or initials.

    Full names come first, so that a surname joins them as a whole and not one by one.
    """
    blocks: dict[str, list[_Name]] = defaultdict(list)
    for name in sorted(names, key=lambda each: -len(each.tokens)):
        for key in _keys(name):
            blocks[key].append(name)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        # A block of more than fifty forms is a word such as "party", not one bearer's spellings.
        for index, left in enumerate(block[:50]):
            for right in block[index + 1 : 50]:
                pair = (left.value, right.value)
                if pair not in seen:
                    seen.add(pair)
                    yield left, right


def _keys(name: _Name) -> set[str]:
    tokens = [token for token in name.tokens if token not in SUFFIXES] or list(name.tokens)
    keys = {f"sound:{_metaphone(tokens[-1])}", f"letters:{transliterated(tokens[-1])}"}
    if len(tokens) > 1:
        keys.add(f"initials:{_initials(name.value)}")
        keys.add("all:" + " ".join(sorted(tokens)))
    else:
        keys.add(f"initials:{tokens[0].replace('.', '')}")
    return keys


def _initials(value: str) -> str:
    return "".join(word[0] for word in value.replace("-", " ").split() if word not in SMALL)


def same_bearer(left: _Name, right: _Name) -> bool:
    """Whether two forms may name one bearer, looking at nothing but the two."""
    if left.value in _fixed() and right.value in _fixed():
        return False
    if _acronym(left, right) or _acronym(right, left):
        return True
    if "place" in {left.unit, right.unit} or "organisation" in {left.unit, right.unit}:
        if left.unit != right.unit and "other" not in {left.unit, right.unit}:
            return False
        return _words_alike(left.tokens, right.tokens)
    short, full = sorted((_no_suffix(left.tokens), _no_suffix(right.tokens)), key=len)
    if not spelled_alike(short[-1], full[-1]):
        return False
    if len(short) == 1:
        return len(full) == 1 or "person" in {left.unit, right.unit}
    if len(full) > len(short) and len(short) == 2 and short[0] in full[:-1]:
        return True
    return given_alike(short[0], full[0])


def _apart(left: _Name, right: _Name) -> bool:
    """Whether two forms cannot be one bearer, whatever others say: two full names that differ."""
    if left.value in _fixed() and right.value in _fixed():
        return True
    one, two = _no_suffix(left.tokens), _no_suffix(right.tokens)
    if len(one) < 2 or len(two) < 2 or not {left.unit, right.unit} <= {"person", "other"}:
        return False
    if _suffix(left.tokens) != _suffix(right.tokens) and _suffix(left.tokens) and _suffix(right.tokens):
        return True
    middles = [[word for word in tokens[1:-1] if len(word) <= 2] for tokens in (one, two)]
    if all(middles) and middles[0] != middles[1]:
        return True
    return not (given_alike(one[0], two[0]) or one[0] in two[:-1] or two[0] in one[:-1])


def _no_suffix(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token not in SUFFIXES) or tokens


def _suffix(tokens: tuple[str, ...]) -> str:
    return tokens[-1] if tokens[-1] in SUFFIXES else ""


def _acronym(short: _Name, long: _Name) -> bool:
    """Whether `short` is written in capitals and has the initials of `long`."""
    letters = short.value.replace(".", "")
    if len(short.tokens) != 1 or not 2 < len(letters) <= 6 or len(long.tokens) < 2:
        return False
    if not short.display.replace(".", "").isupper() or long.unit == "person":
        return False
    return letters == _initials(long.value)


def _words_alike(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two places or bodies have the same words, British or American in spelling."""
    one, two = ([american(token) for token in tokens if token not in SMALL] for tokens in (left, right))
    return bool(one) and one == two


def american(word: str) -> str:
    """Return a folded word as Americans spell it: "defence" -> "defense"."""
    return word.replace("isation", "ization").replace("entre", "enter").replace("efence", "efense")


def given_alike(left: str, right: str) -> bool:
    """Whether two given names may be one person's: equal, an initial, a short form, or alike."""
    if left == right or spelled_alike(left, right):
        return True
    if left[0] == right[0] and min(len(left), len(right)) == 1:
        return True
    table = nicknames()
    return right in table.get(left, ()) or left in table.get(right, ())


@lru_cache(maxsize=20_000)
def spelled_alike(left: str, right: str) -> bool:
    """Whether two folded words are spellings of one name.

    >>> spelled_alike("rouhani", "rowhani"), spelled_alike("obama", "osama")
    (True, False)
    """
    if left == right:
        return True
    if min(len(left), len(right)) < SHORTEST:
        return False
    if transliterated(left) == transliterated(right):
        return True
    from jellyfish import jaro_winkler_similarity

    return jaro_winkler_similarity(left, right) >= SIMILAR and _metaphone(left) == _metaphone(right)


@lru_cache(maxsize=20_000)
def transliterated(word: str) -> str:
    """Return `word` with the letters that transliterations disagree on made one.

    >>> transliterated("sergey") == transliterated("sergei")
    True
    """
    for old, new in TRANSLITERATED:
        word = word.replace(old, new)
    return word


@lru_cache(maxsize=20_000)
def _metaphone(word: str) -> str:
    from jellyfish import metaphone

    return str(metaphone(word))
