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
from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.people.alike import metaphone, spelled_alike, transliterated
from xdiff.facts.people.bodies import SMALL
from xdiff.facts.people.forms import (
    Form,
    apart,
    bare_tokens,
    fixed_values,
    no_suffix,
    same_bearer,
    words_of_body,
)
from xdiff.facts.people.gazetteer import (
    ambiguous_forms,
    look_up,
)
from xdiff.facts.people.kinds import family_first
from xdiff.facts.people.surnames import sex_of_given

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.records import Fact

FAR_MORE = 3  # times as often as any other, is a bearer named whom a shared surname means
BLOCK = 50  # forms under one key; more are a word such as "party", not one bearer's spellings
TOLD = ("sex", "country", "short")
TOLD_APART = ("sex", "realm")  # keys of `data` that split one form: Mr. and Mrs. Adebayo, two kings


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


def _renamed(fact: Fact, chosen: dict[str, Form]) -> Fact:
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
    return tuple(_split(document, split) for document in facts)


def _split(document: tuple[Fact, ...], split: set[tuple[str, str]]) -> tuple[Fact, ...]:
    """Put what a title tells behind the values to be split; a speaker follows the names of his document."""
    marked: dict[str, set[str]] = defaultdict(set)
    found: list[Fact] = []
    for fact in document:
        marks = [fact.data[key] for key in TOLD_APART if (fact.value, key) in split and key in fact.data]
        if fact.kind == "name" and marks:
            value = f"{fact.value} ({', '.join(marks)})"
            marked[fact.value].add(value)
            found.append(replace(fact, value=value))
        else:
            found.append(fact)
    only = {value: next(iter(values)) for value, values in marked.items() if len(values) == 1}
    return tuple(
        replace(fact, value=only[fact.value]) if fact.kind == "attribution" and fact.value in only else fact
        for fact in found
    )


def _collect(facts: Sequence[tuple[Fact, ...]]) -> list[Form]:
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
        Form(
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


class _Groups:
    """Groups of forms that name one bearer, joined only where every two full names of them agree."""

    def __init__(self, names: Sequence[Form]) -> None:
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
        if one == two or any(apart(a, b) for a in self.members[one] for b in self.members[two]):
            return
        self._parent[two] = one
        self.members[one].extend(self.members.pop(two))


def _choose(names: Sequence[Form]) -> dict[str, Form]:
    """Map every form to the one that stands for its bearer."""
    groups = _Groups(names)
    states: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in names:
        if name.state is not None:
            states[words_of_body(name)].add(name.state)
    for left, right in _candidates(names):
        if (left.state is None) != (right.state is None) and len(states.get(words_of_body(left), ())) > 1:
            continue  # "the Defence Ministry" in a story of two states
        if same_bearer(left, right):
            groups.join(left.value, right.value)
    _acronyms(names, groups)
    _surnames(names, groups)
    chosen: dict[str, Form] = {}
    for group in groups.members.values():
        best = max(group, key=_rank)
        kinds = Counter({name.unit: 0 for name in group})
        for name in group:
            kinds[name.unit] += name.count
        unit = best.unit if best.unit != "other" else _unit(kinds)
        stands = replace(best, unit=unit)
        for name in group:
            chosen[name.value] = stands
    return chosen


def _rank(name: Form) -> tuple[bool, int, int, str]:
    """Order the forms of one bearer: tables first, then a full name, then the most frequent."""
    return name.value in fixed_values(), _full(name), name.count, name.value


def _full(name: Form) -> int:
    """Prefer a name with given name and surname, but not one with more than four words."""
    return min(len(name.tokens), 2) if len(name.tokens) <= 4 else 1


def _candidates(names: Sequence[Form]) -> Iterable[tuple[Form, Form]]:
    """Give pairs that share a key: a last word's sound or letters, words in any order, a body's words."""
    blocks: dict[str, list[Form]] = defaultdict(list)
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


def _keys(name: Form) -> set[str]:
    tokens = no_suffix(name.tokens)
    keys = {f"sound:{metaphone(tokens[-1])}", f"letters:{transliterated(tokens[-1])}"}
    if len(tokens) > 1:
        keys.add("all:" + " ".join(sorted(tokens)))
    if name.unit in {"organisation", "other"}:
        keys.add("body:" + " ".join(sorted(words_of_body(name))))
    if len(tokens) > 1:
        keys.add(f"two:{tokens[0]} {tokens[1]}")
    return keys


def _acronyms(names: Sequence[Form], groups: _Groups) -> None:
    """Join letters in capitals with the one longer name of the story that they are the initials of."""
    by_initials: dict[str, list[Form]] = defaultdict(list)
    by_value = {name.value: name for name in names}
    for name in names:
        if len(name.tokens) > 1 and name.unit != "person":
            by_initials[_initials(name.value)].append(name)
        if name.short is not None and name.short in by_value:
            groups.join(name.value, name.short)
    for name in names:
        letters = name.value.replace(".", "")
        if name.value in fixed_values() or len(name.tokens) != 1:
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


def _surnames(names: Sequence[Form], groups: _Groups) -> None:
    """Join a surname alone with the one person of the story who bears it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in names:
        tokens = no_suffix(name.tokens)
        if len(tokens) < 2 or name.unit != "person" or name.value in fixed_values():
            continue
        for word in {tokens[-1], tokens[0]} if name.family else {tokens[-1]}:
            bearers[f"sound:{metaphone(word)}"].add(name.value)
            bearers[f"letters:{transliterated(word)}"].add(name.value)
    by_value = {name.value: name for name in names}
    for name in names:
        if (
            len(no_suffix(name.tokens)) > 1
            or name.unit not in {"person", "other"}
            or name.value in fixed_values()
        ):
            continue
        word = name.tokens[0]
        keys = (f"sound:{metaphone(word)}", f"letters:{transliterated(word)}")
        full = [by_value[value] for key in keys for value in bearers.get(key, ())]
        meant = _meant(name, word, full, groups)
        if meant is not None:
            groups.join(meant, name.value)


def _meant(name: Form, word: str, full: Iterable[Form], groups: _Groups) -> str | None:
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


def _bears(full: Form, word: str) -> bool:
    tokens = no_suffix(full.tokens)
    return spelled_alike(word, tokens[-1]) or (full.family and word == tokens[0])


def _sex_fits(full: Form, sex: str | None) -> bool:
    found = full.sex or sex_of_given(full.tokens[0])
    return sex is None or found is None or found == sex
