"""Which documents of many are about one event, told cheaply before any two are compared.

Each document has some sixty terms with weights (`xdiff.gating.event_words`). Two documents are as alike as
the cosine of these; an index over the rarer terms finds the few that share any. Documents are then joined as
long as the mean likeness between two groups is high enough (average linkage): a chain of look-alikes makes no
story. In doubt they stay apart, for a false story makes false conflicts.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, get_args

from xdiff.gating.event_words import weighed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.gating.card import Card
    from xdiff.records import Inspection

# auto: those that `seeds.toml` names, and what else the words tell; declared: only those it names;
# one: all documents are about one event; none: nothing is compared.
Stories = Literal["auto", "declared", "one", "none"]
STORIES: tuple[Stories, ...] = get_args(Stories)

# Mean likeness from which on two groups are one story: see `xdiff.gating.train_stories` for the figures.
LEAST: Final = 0.25
# Terms that two documents must share to count in full; with fewer, a headline and a name make no story.
TERMS: Final = 10
# Days between the publication of two documents of one story, where both are known. All 252 stories that an
# editor put together from three outlets are of one day.
DAYS: Final = 3
# Documents of a story that was found, not declared: each is compared with each, and time grows as its square.
MOST: Final = 12
# Documents of one term from which on it finds nobody: it would be in every outlet's footer, and an index over
# such terms grows as the square of the documents.
POSTINGS: Final = 200
FAINT: Final = 0.03  # likeness below this counts as none
_TERM = re.compile(r"(?P<weight>\d{1,4}\.\d) (?P<term>\S+)", re.ASCII)

_Likeness = dict[int, dict[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The documents of each event, by id, and what a reader must know of how they were found."""

    stories: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


def terms(inspection: Inspection) -> tuple[str, ...]:
    """Return the words of a document that tell its event from others: weight and stem, such as `7.4 ferry`.

    Raises:
        ModelError: the table of words cannot be read.
    """
    title = inspection.document.title
    sentences = [each.text for each in inspection.article.sentences]
    if title and title.strip() not in (each.strip() for each in sentences[:2]):
        sentences.insert(0, title)
    return tuple(f"{weight:.1f} {term}" for term, weight in weighed(sentences))


def stories(cards: Sequence[Card], how: Stories) -> tuple[tuple[str, ...], ...]:
    """Return the documents of each event, by id, each event of two or more documents; see `told`."""
    return told(cards, how).stories


def told(cards: Sequence[Card], how: Stories) -> Told:
    """Find the documents of each event, in their order, each event of two or more.

    Documents with one `story` in `seeds.toml` always belong together, and never with those of another name;
    others may join them. Documents that are not English are of no story that is found. More than `MOST`
    documents of one event are told in several parts, the most alike together, and a note says so.

    Args:
        cards: the documents of a run.
        how: which stories are wanted.

    Returns:
        The stories. Time and memory grow as the documents, not as their pairs: a term of more than `POSTINGS`
        documents finds nobody.
    """
    if how == "none" or len(cards) < 2:
        return Told()
    if how == "one":
        return Told(stories=(tuple(each.document_id for each in cards),))
    groups = _Groups(cards, _likeness(cards) if how == "auto" else {})
    if how == "auto":
        groups.join()
    found = groups.found()
    return Told(
        stories=tuple(tuple(cards[at].document_id for at in each) for each in found), notes=groups.parted()
    )


def _likeness(cards: Sequence[Card]) -> _Likeness:
    """Return how alike documents are that may be of one event: the cosine, less with few shared terms."""
    import numpy as np

    weights = [_parsed(each.terms) if each.english else {} for each in cards]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, weight in enumerate(weights):
        for term in weight:
            holders[term].append(at)
    postings = {
        term: (np.array(held), np.array([weights[at][term] for at in held]))
        for term, held in holders.items()
        if 1 < len(held) <= POSTINGS
    }
    # A word of everybody's is no word of anybody's event, so it does not make two documents unlike either.
    rare = [{t: w for t, w in each.items() if len(holders[t]) <= POSTINGS} for each in weights]
    norms = np.array([sum(w * w for w in each.values()) ** 0.5 or 1.0 for each in rare])
    found: _Likeness = defaultdict(dict)
    for at, weight in enumerate(rare):
        shared = [(postings[term], value) for term, value in weight.items() if term in postings]
        if not shared:
            continue
        others = np.concatenate([held for (held, _), _ in shared])
        products = np.concatenate([values * value for (_, values), value in shared])
        known, place, times = np.unique(others, return_inverse=True, return_counts=True)
        score = np.bincount(place, products) / (norms[known] * norms[at]) * np.minimum(1.0, times / TERMS)
        for other, value in zip(known.tolist(), score.tolist(), strict=True):
            if other > at and value >= FAINT and _near(cards[at].published, cards[other].published):
                found[at][other] = found[other][at] = value
    return found


def _parsed(given: Iterable[str]) -> dict[str, float]:
    """Return the weight of each term; anything else, as of a damaged cache, is passed over."""
    found = (_TERM.fullmatch(each) for each in given)
    return {each["term"]: float(each["weight"]) for each in found if each}


def _near(one: str | None, other: str | None) -> bool:
    """Return whether two days of publication allow one event; a day that is not known allows any."""
    if one is None or other is None:
        return True
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= DAYS
    except ValueError:  # a year or a month alone
        return one[:4] == other[:4]


class _Groups:
    """Groups of documents, by number, joined the most alike first."""

    def __init__(self, cards: Sequence[Card], likeness: _Likeness) -> None:
        self._cards = cards
        self._members = {at: [at] for at in range(len(cards))}
        self._sums: dict[int, dict[int, float]] = {at: dict(likeness.get(at, {})) for at in self._members}
        self._name = {at: each.story for at, each in enumerate(cards)}
        self._next = len(cards)
        self._heap: list[tuple[float, int, int]] = []
        named: dict[str, int] = {}
        for at, each in enumerate(cards):
            if each.story is not None:
                named[each.story] = self._merge(named[each.story], at) if each.story in named else at

    def join(self) -> None:
        """Join groups as long as two are alike enough, may be one, and are not too many."""
        for at in list(self._members):
            self._offer(at)
        while self._heap:
            _, one, other = heapq.heappop(self._heap)
            if one in self._members and other in self._members and self._room(one, other):
                self._offer(self._merge(one, other))

    def found(self) -> list[list[int]]:
        """Return the groups of two or more, in the order of their first documents."""
        return sorted(sorted(each) for each in self._members.values() if len(each) > 1)

    def parted(self) -> tuple[str, ...]:
        """Return a note for each event that is told in parts because it has too many documents."""
        seen: set[int] = set()
        notes = []
        for at in sorted(self._members, key=lambda each: min(self._members[each])):
            parts = self._reach(at, seen)
            if len(parts) > 1:
                first = self._cards[min(min(self._members[each]) for each in parts)].document_id
                count = sum(len(self._members[each]) for each in parts)
                notes.append(
                    f"{first} and {count - 1} other documents seem to be about one event: compared in "
                    f"{len(parts)} parts, since each part has at most {MOST} documents unless `story` in "
                    "seeds.toml joins them"
                )
        return tuple(notes)

    def _reach(self, at: int, seen: set[int]) -> list[int]:
        """Return the groups that only their size keeps from being one with this, itself among them."""
        waiting, parts = [at], []
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            parts.append(one)
            waiting += [other for other in self._sums[one] if self._alike(one, other) and other not in seen]
        return parts

    def _alike(self, one: int, other: int) -> bool:
        return self._mean(one, other) >= LEAST and (
            self._name[one] is None or self._name[other] is None or self._name[one] == self._name[other]
        )

    def _mean(self, one: int, other: int) -> float:
        return self._sums[one].get(other, 0.0) / (len(self._members[one]) * len(self._members[other]))

    def _room(self, one: int, other: int) -> bool:
        return len(self._members[one]) + len(self._members[other]) <= MOST

    def _offer(self, one: int) -> None:
        for other in self._sums[one]:
            if self._alike(one, other):
                heapq.heappush(self._heap, (-self._mean(one, other), min(one, other), max(one, other)))

    def _merge(self, one: int, other: int) -> int:
        new = self._next
        self._next += 1
        sums: dict[int, float] = defaultdict(float)
        for old in (one, other):
            for beside, value in self._sums.pop(old).items():
                if beside not in (one, other):
                    sums[beside] += value
                    del self._sums[beside][old]
        for beside, value in sums.items():
            self._sums[beside][new] = value
        self._sums[new] = dict(sums)
        self._members[new] = self._members.pop(one) + self._members.pop(other)
        names: Mapping[int, str | None] = self._name
        self._name[new] = names[one] or names[other]
        return new
