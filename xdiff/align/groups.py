"""Groups: links joined into shared facts over two or more documents."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from xdiff.align import clauses, counts, evidence, judgement, lexicon, model
from xdiff.align.facets import facets
from xdiff.align.features import NAMES, measure
from xdiff.align.partners import partners
from xdiff.align.sides import prepare
from xdiff.align.words import words
from xdiff.records import Article, Fact, Group, Link, Member

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.align.lexicon import Floats
    from xdiff.align.sides import Ints


# A group's sentences of one document: two documents then have eight in all, which a reader still takes in.
MAX_OF_ONE_DOCUMENT = 4
# A sentence joins a cluster by a link at least this likely ...
LINKED = 0.5
# ... and two clusters where their sentences are linked with this probability on average. Joining wherever one
# link leads (transitive closure) makes one group of half an article.
JOIN = 0.3
# A group whose best link is less likely than this is a guess, and is not shown: of the pairs read on one
# event 80 % above it are right, which are 73 % of all right ones (data/judgement.md has other floors).
SURE = 0.5
# Log-odds (nats) by which the likeliest partners of both sentences together outdo a pair that then counts as
# nothing: beside its copy, a sentence's likeness to the next one says little.
FAR = 5.0
LEAD = 2  # sentences at the start of a document: its heading and lead
FORGET = 0.05  # cells less likely than this count as nothing
# A pair beside the groups is the likeliest or second of both its sentences, those in groups left out.
AMONG = 2


Place = tuple[int, int]  # document, sentence
Ties = dict[tuple[Place, Place], float]  # probability of each pair of sentences


@dataclass(frozen=True, slots=True)
class Story:
    """What is compared: the sentences and facts of each document, and one stem for two spellings."""

    texts: Sequence[Sequence[str]]
    facts: Sequence[Sequence[Fact]]
    aliases: Mapping[str, str]
    names: frozenset[str]  # stems
    told: Sequence[judgement.Told]

    @classmethod
    def of(cls, articles: Sequence[Article], facts: Sequence[Sequence[Fact]]) -> Self:
        """Return what the articles of one story say; arguments as for `xdiff.align.align`."""
        texts = [[each.text for each in article.sentences] for article in articles]
        aliases = name_aliases(facts)
        known = facts or [()] * len(texts)
        told = [judgement.told(article, each, aliases) for article, each in zip(articles, known, strict=True)]
        return cls(texts, known, aliases, judgement.names(texts), told)


@dataclass(slots=True)
class _Cluster:
    """Sentences that state one fact so far, and the sum of link probabilities to other clusters."""

    places: list[Place]
    ties: dict[int, float] = field(default_factory=dict)

    def counts(self) -> dict[int, int]:
        """Return how many sentences of each document there are."""
        counts: dict[int, int] = defaultdict(int)
        for document, _ in self.places:
            counts[document] += 1
        return counts


def align(articles: Sequence[Article], facts: Sequence[Sequence[Fact]]) -> tuple[Group, ...]:
    """See `xdiff.align.align`."""
    story = Story.of(articles, facts)
    texts, aliases = story.texts, story.aliases
    compared = partners(texts)
    ties: Ties = {}
    for left, right in compared:
        ties |= _compare(story, left, right)
    grouped = cluster(ties, set(compared))
    parted = [part for places in grouped for part in _by_clause(places, texts, aliases)]
    sure = [places for places in parted if _best_link(places, ties) >= SURE]
    pairs = further({pair: p for pair, p in ties.items() if p >= SURE}, sure)
    # Of two documents each pair is a fact of its own; of more, three outlets may tell one.
    rest = [list(pair) for pair in pairs] if len(articles) == 2 else cluster(pairs, set(compared))
    kept = [_group(places, ties, articles) for places in (*sure, *rest)]
    order = {article.document.id: k for k, article in enumerate(articles)}
    kept.sort(key=lambda each: [(order[m.document_id], m.sentences) for m in each.members])
    return tuple(
        Group(id=f"f{k}", members=each.members, score=each.score, links=each.links)
        for k, each in enumerate(kept, start=1)
    )


def _compare(story: Story, left: int, right: int) -> Ties:
    """Return how likely the sentences of two documents state one fact, where that is not next to nothing."""
    row, column, signs, near = seen(story, left, right)
    odds = judgement.log_odds(signs, near)
    odds = np.where(_rivalled(odds, row, column), -np.inf, odds)
    found = model.probability(odds).tolist()
    places = zip(row.tolist(), column.tolist(), found, strict=True)
    ties = {((left, i), (right, j)): p for i, j, p in places if p >= FORGET}
    for (i, j), same in counts.ties(story.facts[left], story.facts[right]).items():
        pair = (left, i), (right, j)
        if same:
            ties[pair] = max(ties.get(pair, 0.0), counts.SAME)
        elif pair in ties:
            ties[pair] = _raised(ties[pair], counts.NEAR)
    return ties


def seen(
    story: Story, left: int, right: int, *, least: float = FORGET
) -> tuple[Ints, Ints, judgement.Signs, tuple[float, float]]:
    """Return what `judgement.log_odds` weighs of two documents.

    Args:
        story: what the documents say.
        left: which document is the one.
        right: which is the other.
        least: probability by either look that a pair must have to be looked at.

    Returns:
        The sentences of the left and of the right of each pair, what is known of the pairs, and how near
        the two documents are.
    """
    here, there = story.facts[left], story.facts[right]
    texts = story.texts[left], story.texts[right]
    trees, words = model.shipped(), lexicon.shipped()
    measured = measure(prepare(*texts, words, story.aliases, trees.substitutes))
    cells = measured.cells
    whole = model.log_odds(trees.calibrated(trees.scores(measured)))
    by_clause = clauses.log_odds(*texts, story.aliases, cells)
    wanted = np.flatnonzero(model.probability(np.maximum(whole, by_clause)) >= least)
    row, column = cells.row[wanted], cells.column[wanted]
    mine, theirs = story.told[left], story.told[right]
    common, numbers = judgement.in_common(mine, theirs, row, column, story.names, words)
    signs = judgement.Signs(
        whole=whole[wanted],
        by_clause=by_clause[wanted],
        characters=measured.values[wanted, NAMES.index("characters")],
        facts=evidence.log_odds(here, there, cells, words)[wanted],
        common=common,
        numbers=numbers,
        lead=((row < LEAD) & (column < LEAD)).astype(np.float32),
    )
    return row, column, signs, judgement.nearness(mine, theirs, story.names, words)


def _raised(chance: float, by: float) -> float:
    """Return a probability with `by` (nats) added to its log-odds."""
    odds = chance / (1 - chance) * math.exp(by) if chance < 1 else math.inf
    return odds / (1 + odds) if odds < math.inf else 1.0


def _rivalled(odds: Floats, row: Ints, column: Ints) -> npt.NDArray[np.bool_]:
    """Return which pairs are out of the question, since their sentences have far likelier partners."""
    behind = np.zeros(len(odds), dtype=np.float32)
    for sentences in (row, column):
        best = np.full(int(sentences.max(initial=-1)) + 1, -np.inf, dtype=np.float32)
        np.maximum.at(best, sentences, odds)
        behind += best[sentences] - odds
    return behind > FAR


def further(likely: Ties, sure: Sequence[Sequence[Place]]) -> Ties:
    """Return likely pairs that no group has, each the likeliest or second of those of both its sentences.

    A long sentence states another fact than that of its group, and another sentence tells it. Of the pairs
    between the same two groups, or one sentence and one group, only the likeliest is given.

    Args:
        likely: probability of each pair that is likely enough to be shown.
        sure: the groups there are.

    """
    owners: dict[Place, set[int]] = defaultdict(set)
    for k, places in enumerate(sure):
        for place in places:
            owners[place].add(k)
    found: Ties = {}
    joined: set[tuple[Place | int, Place | int]] = set()
    seen: dict[tuple[Place, int], int] = defaultdict(int)  # likelier pairs of a sentence with a document
    for (left, right), probability in sorted(likely.items(), key=lambda item: (-item[1], item[0])):
        if owners[left] & owners[right]:
            continue
        mine: set[Place | int] = {*owners[left]} or {left}
        theirs: set[Place | int] = {*owners[right]} or {right}
        ends = {(one, other) for one in mine for other in theirs}
        ends |= {(other, one) for one, other in ends}
        keys = (left, right[0]), (right, left[0])
        if all(seen[key] < AMONG for key in keys) and not ends & joined:
            found[left, right] = probability
            joined |= ends
        for key in keys:
            seen[key] += 1
    return found


def _best_link(places: Sequence[Place], ties: Ties) -> float:
    return max(ties.get((one, other), 0.0) for one in places for other in places)


def name_aliases(facts: Sequence[Sequence[Fact]]) -> dict[str, str]:
    """Return stem -> stem for words of names that are spelt in another way elsewhere.

    A name's words are matched with those of its canonical value from the end ("Rowhani", "hassan
    rouhani"). Only words with the same first letter are one word in two spellings.
    """
    aliases: dict[str, str] = {}
    for fact in (each for document in facts for each in document if each.kind == "name"):
        surface, value = words(fact.surface).stems, words(fact.value).stems
        pairs = zip(reversed(surface), reversed(value), strict=False)
        aliases |= {mine: other for mine, other in pairs if mine != other and mine[0] == other[0]}
    return {mine: canonical for mine, canonical in aliases.items() if canonical not in aliases}


def cluster(ties: Ties, compared: set[tuple[int, int]]) -> list[list[Place]]:
    """Join sentences by falling probability, as long as clusters stay small and coherent on average.

    Args:
        ties: probability of each pair of sentences, of a lower document first; missing pairs are 0.
        compared: pairs of documents that were compared at all; others do not count in averages.

    Returns:
        Clusters of sentences from two documents or more.

    """
    clusters: dict[int, _Cluster] = {}
    owner: dict[Place, int] = {}
    for place in sorted({place for pair in ties for place in pair}):
        owner[place] = len(clusters)
        clusters[owner[place]] = _Cluster([place])
    for (left, right), probability in ties.items():
        clusters[owner[left]].ties[owner[right]] = probability
        clusters[owner[right]].ties[owner[left]] = probability
    likely = sorted((-p, pair) for pair, p in ties.items() if p >= LINKED)
    joined = True
    while joined:
        joined = False
        for _, (left, right) in likely:
            first, second = owner[left], owner[right]
            if first != second and _coherent(clusters[first], clusters[second], second, compared):
                _join(clusters, owner, first, second)
                joined = True
    return [sorted(each.places) for each in clusters.values() if len(each.counts()) > 1]


def _coherent(first: _Cluster, second: _Cluster, key: int, compared: set[tuple[int, int]]) -> bool:
    mine, theirs = first.counts(), second.counts()
    if any(
        mine[document] + count > MAX_OF_ONE_DOCUMENT for document, count in theirs.items() if document in mine
    ):
        return False
    pairs = sum(
        count * others
        for document, count in mine.items()
        for other, others in theirs.items()
        if (min(document, other), max(document, other)) in compared
    )
    return first.ties.get(key, 0.0) >= JOIN * pairs


def _join(clusters: dict[int, _Cluster], owner: dict[Place, int], first: int, second: int) -> None:
    """Move the smaller cluster into the larger one."""
    if len(clusters[first].ties) < len(clusters[second].ties):
        first, second = second, first
    gone = clusters.pop(second)
    stays = clusters[first]
    for place in gone.places:
        owner[place] = first
    stays.places += gone.places
    for other, total in gone.ties.items():
        if other != first:
            stays.ties[other] = stays.ties.get(other, 0.0) + total
            clusters[other].ties[first] = clusters[other].ties.get(first, 0.0) + total
            del clusters[other].ties[second]
    stays.ties.pop(second, None)


def _by_clause(
    places: list[Place], texts: Sequence[Sequence[str]], aliases: Mapping[str, str]
) -> list[list[Place]]:
    """Part a cluster of one sentence here and several there by the clauses of the one.

    "After 90 minutes of talks he called them frank" is two facts when the other outlet has a sentence for
    each; the one sentence then stands in both groups.
    """
    sides: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        sides[place[0]].append(place)
    if len(sides) != 2:
        return [places]
    hub, spokes = sorted(sides.values(), key=len)
    if len(hub) > 1 or len(spokes) == 1:
        return [places]
    one, several = texts[hub[0][0]][hub[0][1]], [texts[document][sentence] for document, sentence in spokes]
    return [sorted([*hub, *(spokes[k] for k in part)]) for part in facets(one, several, aliases)]


def _group(places: list[Place], ties: Ties, articles: Sequence[Article]) -> Group:
    """Make the record of one cluster."""
    members: dict[int, list[int]] = defaultdict(list)
    for document, sentence in places:
        members[document].append(sentence)
    names = [article.document.id for article in articles]
    links: list[Link] = []
    best: dict[Place, float] = dict.fromkeys(places, 0.0)
    for k, left in enumerate(places):
        for right in places[k + 1 :]:
            probability = ties.get((left, right), 0.0)
            if probability >= JOIN:
                links.append(
                    Link(
                        left_document=names[left[0]],
                        left=left[1],
                        right_document=names[right[0]],
                        right=right[1],
                        score=round(probability, 4),
                    )
                )
            best[left], best[right] = max(best[left], probability), max(best[right], probability)
    return Group(
        id="",
        members=tuple(
            Member(document_id=names[document], sentences=tuple(sorted(sentences)))
            for document, sentences in sorted(members.items())
        ),
        score=round(sum(best.values()) / len(best), 4),
        links=tuple(links),
    )
