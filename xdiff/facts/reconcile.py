"""One value for one bearer, within and across documents.

Names are compared as people do: without accents, titles and particles; a surname stands for a full name;
spellings of one foreign name sound alike and look alike; short given names are known; an acronym is the
initials of a longer name in the story; "Ministry of Defence" is the defence ministry. Two different given
names are two people, and a name joins a group only when it may be every full name's bearer in it: what is
doubtful stays apart. A surname that two people of the story share joins neither, unless one of them is
named far more often.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from xdiff.facts.people.alike import ARTICLE, given_alike, metaphone, spelled_alike, transliterated
from xdiff.facts.people.bodies import SMALL, body_key
from xdiff.facts.people.gazetteer import (
    ambiguous_forms,
    common_words,
    given_names,
    known_names,
    look_up,
    words_about_names,
)
from xdiff.facts.people.kinds import family_first
from xdiff.facts.people.surnames import sex_of_given

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.records import Fact

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
OF_ENGLISH = frozenset({"van", "von", "de", "di", "mac", "du", "la", "le"})  # which make another surname
FAR_MORE = 3  # times as often as any other, is a bearer named whom a shared surname means
LONG_PLACE = 5  # letters from which two spellings of a town that no table knows are one town
BLOCK = 50  # forms under one key; more are a word such as "party", not one bearer's spellings
TOLD = ("sex", "country", "short")
TOLD_APART = ("sex", "realm")  # keys of `data` that split one form: Mr. and Mrs. Adebayo, two kings


@dataclass(frozen=True, slots=True)
class _Name:
    """One canonical form with what decides whether it is another's bearer."""

    value: str
    unit: str
    tokens: tuple[str, ...]
    count: int
    documents: frozenset[int]
    display: str
    sex: str | None
    state: str | None
    short: str | None
    family: bool  # its family name stands first


def reconcile(facts: Sequence[tuple[Fact, ...]]) -> tuple[tuple[Fact, ...], ...]:
    """Give all mentions of one bearer the same `value` and `data["display"]`, across documents.

    Args:
        facts: the facts of each document, in any order of kinds; only names and the speakers of
            attributions change.

    Returns:
        The same facts in the same order, `surface` untouched.
    """
    facts = _told_apart(facts)
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


def _told_apart(facts: Sequence[tuple[Fact, ...]]) -> Sequence[tuple[Fact, ...]]:
    """Give a single word of which titles tell two bearers a value for each: Mr. and Mrs. Adebayo."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in (each for document in facts for each in document if each.kind == "name"):
        for key in TOLD_APART:
            if key in fact.data and " " not in fact.value:
                told[fact.value, key].add(fact.data[key])
    split = {name for name, seen in told.items() if len(seen) > 1}
    if not split:
        return facts
    return tuple(tuple(_split(fact, split) for fact in document) for document in facts)


def _split(fact: Fact, split: set[tuple[str, str]]) -> Fact:
    if fact.kind != "name":
        return fact
    marks = [fact.data[key] for key in TOLD_APART if (fact.value, key) in split and key in fact.data]
    return replace(fact, value=f"{fact.value} ({', '.join(marks)})") if marks else fact


def _collect(facts: Sequence[tuple[Fact, ...]]) -> list[_Name]:
    counts: Counter[str] = Counter()
    units: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, set[int]] = defaultdict(set)
    display: dict[str, str] = {}
    told: dict[str, dict[str, str]] = defaultdict(dict)
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
            told[fact.value] |= {
                key: fact.data[key] for key in ("sex", "country", "short") if key in fact.data
            }
    return [
        _Name(
            value=value,
            unit=_unit(units[value]),
            tokens=bare_tokens(value),
            count=count,
            documents=frozenset(where[value]),
            display=display[value],
            sex=told[value].get("sex"),
            state=told[value].get("country"),
            short=told[value].get("short"),
            family=family_first(tuple(value.split())),
        )
        for value, count in counts.items()
    ]


def _unit(votes: Counter[str]) -> str:
    """Return the commonest kind; "other" only when nothing better was seen."""
    better = [(count, unit) for unit, count in votes.items() if unit != "other"]
    return max(better)[1] if better else "other"


def bare_tokens(value: str) -> tuple[str, ...]:
    """Return the words of a canonical name without particles, articles, hyphens and marks of titles."""
    particles = words_about_names()["particle"]
    plain = value.partition(" (")[0].replace("'s ", " ").replace("al-", " al-").split()
    words = [
        piece.strip(".,'")
        for word in plain
        if word not in particles
        for piece in ARTICLE.sub("", word).split("-")
    ]
    return tuple(word for word in words if word) or tuple(value.split())


class _Groups:
    """Groups of forms that name one bearer, joined only where every two full names of them agree."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self._parent = {name.value: name.value for name in names}
        self.members = {name.value: [name] for name in names}

    def root(self, value: str) -> str:
        """Return the form that stands for the group of `value`."""
        parent = self._parent
        while parent[value] != value:
            parent[value] = parent[parent[value]]
            value = parent[value]
        return value

    def join(self, left: str, right: str) -> None:
        """Join two groups unless members of them cannot be one bearer."""
        one, two = self.root(left), self.root(right)
        if one == two or any(_apart(a, b) for a in self.members[one] for b in self.members[two]):
            return
        self._parent[two] = one
        self.members[one].extend(self.members.pop(two))


def _choose(names: Sequence[_Name]) -> dict[str, _Name]:
    """Map every form to the one that stands for its bearer."""
    groups = _Groups(names)
    states: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in names:
        if name.state is not None:
            states[_body(name)].add(name.state)
    for left, right in _candidates(names):
        if (left.state is None) != (right.state is None) and len(states.get(_body(left), ())) > 1:
            continue  # "the Defence Ministry" in a story of two states
        if same_bearer(left, right):
            groups.join(left.value, right.value)
    _acronyms(names, groups)
    _surnames(names, groups)
    chosen: dict[str, _Name] = {}
    for group in groups.members.values():
        best = max(group, key=lambda name: (name.value in _fixed(), _full(name), name.count, name.value))
        kinds = Counter({name.unit: 0 for name in group})
        for name in group:
            kinds[name.unit] += name.count
        unit = best.unit if best.unit != "other" else _unit(kinds)
        stands = replace(best, unit=unit)
        for name in group:
            chosen[name.value] = stands
    return chosen


@cache
def _fixed() -> frozenset[str]:
    """Values that tables gave; they are never renamed to another spelling."""
    return frozenset(known.value for known in known_names().values())


def _full(name: _Name) -> int:
    """Prefer a name with given name and surname, but not one with more than four words."""
    return min(len(name.tokens), 2) if len(name.tokens) <= 4 else 1


def _candidates(names: Sequence[_Name]) -> Iterable[tuple[_Name, _Name]]:
    """Give pairs that share a key: a last word's sound or letters, words in any order, a body's words."""
    blocks: dict[str, list[_Name]] = defaultdict(list)
    for name in sorted(names, key=lambda each: -len(each.tokens)):
        for key in _keys(name):
            blocks[key].append(name)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for index, left in enumerate(block[:BLOCK]):
            for right in block[index + 1 : BLOCK]:
                pair = (left.value, right.value)
                if pair not in seen:
                    seen.add(pair)
                    yield left, right


def _keys(name: _Name) -> set[str]:
    tokens = _no_suffix(name.tokens)
    keys = {f"sound:{metaphone(tokens[-1])}", f"letters:{transliterated(tokens[-1])}"}
    if len(tokens) > 1:
        keys.add("all:" + " ".join(sorted(tokens)))
    if name.unit in {"organisation", "other"}:
        keys.add("body:" + " ".join(sorted(_body(name))))
    if len(tokens) > 1:
        keys.add(f"two:{tokens[0]} {tokens[1]}")
    return keys


def _body(name: _Name) -> tuple[str, ...]:
    """Return an organisation's words made comparable, without the state it belongs to."""
    value = name.value
    if name.state is not None:
        value = value.removeprefix(f"{name.state} ")
    return body_key(value)


def same_bearer(left: _Name, right: _Name) -> bool:
    """Whether two forms may name one bearer, looking at nothing but the two.

    A single word and a full person's name are left to `_surnames`, which sees all bearers of a surname.
    """
    if left.value in _fixed() and right.value in _fixed():
        return False
    if "place" in {left.unit, right.unit} or "organisation" in {left.unit, right.unit}:
        if left.unit != right.unit and "other" not in {left.unit, right.unit}:
            return False
        return _one_body(left, right)
    short, full = sorted((left, right), key=lambda name: len(_no_suffix(name.tokens)))
    few, many = _no_suffix(short.tokens), _no_suffix(full.tokens)
    if len(few) == 1:
        return len(many) == 1 and spelled_alike(few[0], many[0]) and not _marked_apart(left, right)
    return _one_person(short, full)


def _marked_apart(left: _Name, right: _Name) -> bool:
    """Whether titles tell two bearers of one word apart: "adebayo (man)" and "adebayo (woman)"."""
    if left.sex and right.sex and left.sex != right.sex:
        return True
    return "(" in left.value and "(" in right.value


def _one_body(left: _Name, right: _Name) -> bool:
    """Whether two places or bodies have the same words, in the orders and spellings that one body has."""
    if left.state and right.state and left.state != right.state:
        return False
    one, two = _body(left), _body(right)
    if one == two:
        return bool(one)
    if not len(one) == len(two) == 1 or "organisation" in {left.unit, right.unit}:
        return False
    if left.unit == right.unit == "place":
        return spelled_alike(one[0], two[0])
    return min(len(one[0]), len(two[0])) >= LONG_PLACE and transliterated(one[0]) == transliterated(two[0])


def _one_person(short: _Name, full: _Name) -> bool:
    """Whether two full names may be one person's."""
    few, many = _no_suffix(short.tokens), _no_suffix(full.tokens)
    if _turned(short, full):
        return True
    if few == many:
        return _fathers(short.value) == _fathers(full.value)
    if short.family and full.family:
        return "".join(few) == "".join(many)
    if not spelled_alike(few[-1], many[-1]):
        # Juan Pérez and Juan Pérez García
        return few[0] in given_names() and _first_surname(few, full.value.split())
    if few[-1] != many[-1] and _particles(short.value) != _particles(full.value):
        return False
    if len(many) > len(few) and len(few) == 2 and few[0] in many[:-1]:
        return True
    if not given_alike(few[0], many[0]):
        # José Luis Rodríguez Zapatero is Rodríguez Zapatero
        return many[-len(few) :] == few
    return _middles_agree(few[1:-1], many[1:-1])


def _first_surname(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether a given name and a surname are the first words of a longer name: Juan Pérez (García)."""
    begins = len(few) == 2 < len(many) and few[0] == many[0] and few[1] in many[1:-1]
    return begins and len(few[1]) > 2 and many[-1] not in common_words()


def _middles_agree(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether middle names, where both names have them, are the same or begin alike."""
    for one, two in zip(few, many, strict=False):
        if one[0] != two[0] or (min(len(one), len(two)) > 2 and not spelled_alike(one, two)):
            return one in many or two in few
    return True


def _turned(left: _Name, right: _Name) -> bool:
    """Whether one is the other with its family name first: Orbán Viktor. Not two given names, nor a son's."""
    one, two = left.tokens, right.tokens
    if len(one) != 2 or one[::-1] != two or one[0] == one[1]:
        return False
    return len(left.value.split()) == 2 and not (one[0] in given_names() and one[1] in given_names())


def _fathers(value: str) -> tuple[str, ...]:
    """Return the words with "bin" before them: of Salman bin Khalid, the father's name."""
    words = value.split()
    return tuple(word for before, word in pairwise(words) if before in {"bin", "ibn"})


def _particles(value: str) -> frozenset[str]:
    return OF_ENGLISH & frozenset(value.split())


def _apart(left: _Name, right: _Name) -> bool:
    """Whether two forms cannot be one bearer, whatever others say: two full names that differ."""
    if left.value in _fixed() and right.value in _fixed():
        return True
    if left.state and right.state and left.state != right.state:
        return True
    if _marked_apart(left, right):
        return True
    if not {left.unit, right.unit} <= {"person", "other"}:
        return False
    one, two = _no_suffix(left.tokens), _no_suffix(right.tokens)
    if _suffix(left.tokens) and _suffix(right.tokens) and _suffix(left.tokens) != _suffix(right.tokens):
        return True
    if min(len(one), len(two)) < 2:
        return False
    short, full = sorted((left, right), key=lambda name: len(_no_suffix(name.tokens)))
    return not _one_person(short, full)


def _no_suffix(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token not in SUFFIXES) or tokens


def _suffix(tokens: tuple[str, ...]) -> str:
    return tokens[-1] if tokens[-1] in SUFFIXES else ""


def _acronyms(names: Sequence[_Name], groups: _Groups) -> None:
    """Join letters in capitals with the one longer name of the story that they are the initials of."""
    by_initials: dict[str, list[_Name]] = defaultdict(list)
    by_value = {name.value: name for name in names}
    for name in names:
        if len(name.tokens) > 1 and name.unit != "person":
            by_initials[_initials(name.value)].append(name)
        if name.short is not None and name.short in by_value:
            groups.join(name.value, name.short)
    for name in names:
        letters = name.value.replace(".", "")
        if name.value in _fixed() or len(name.tokens) != 1:
            continue
        known = look_up(name.display) if name.display in ambiguous_forms() else None
        if known is not None and known.value in by_value:
            groups.join(known.value, name.value)
            continue
        if not 1 < len(letters) <= 7 or not name.display.replace(".", "").isupper():
            continue
        long = by_initials.get(letters, []) if len(letters) > 2 else []
        roots = {groups.root(each.value) for each in long}
        if len(roots) > 1:
            roots = {groups.root(each.value) for each in long if each.documents & name.documents}
        if len(roots) == 1:
            groups.join(roots.pop(), name.value)


def _initials(value: str) -> str:
    return "".join(word[0] for word in value.replace("-", " ").split() if word not in SMALL)


def _surnames(names: Sequence[_Name], groups: _Groups) -> None:
    """Join a surname alone with the one person of the story who bears it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in names:
        tokens = _no_suffix(name.tokens)
        if len(tokens) < 2 or name.unit != "person" or name.value in _fixed():
            continue
        for word in {tokens[-1], tokens[0]} if name.family else {tokens[-1]}:
            bearers[f"sound:{metaphone(word)}"].add(name.value)
            bearers[f"letters:{transliterated(word)}"].add(name.value)
    by_value = {name.value: name for name in names}
    for name in names:
        if len(_no_suffix(name.tokens)) > 1 or name.unit not in {"person", "other"} or name.value in _fixed():
            continue
        word = name.tokens[0]
        keys = (f"sound:{metaphone(word)}", f"letters:{transliterated(word)}")
        full = [by_value[value] for key in keys for value in bearers.get(key, ())]
        meant = _meant(name, word, full, groups)
        if meant is not None:
            groups.join(meant, name.value)


def _meant(name: _Name, word: str, full: Iterable[_Name], groups: _Groups) -> str | None:
    """Return the group that a surname alone means, None where two people may be meant."""
    fits = [each for each in full if _bears(each, word) and _sex_fits(each, name.sex)]
    exact = [each for each in fits if word in each.tokens]
    counts: Counter[str] = Counter()
    for each in exact or fits:
        counts[groups.root(each.value)] += each.count
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < FAR_MORE * ranked[1][1]):
        return None
    return ranked[0][0]


def _bears(full: _Name, word: str) -> bool:
    tokens = _no_suffix(full.tokens)
    return spelled_alike(word, tokens[-1]) or (full.family and word == tokens[0])


def _sex_fits(full: _Name, sex: str | None) -> bool:
    found = full.sex or sex_of_given(full.tokens[0])
    return sex is None or found is None or found == sex
