"""Copied passages: runs of words that documents share to the letter, as wire text is.

Words are compared in lower case, without punctuation; an edit of a comma hides no copy. Every run of `RUN`
words becomes a hash (Karp and Rabin 1987), equal hashes are sorted together, and each run is joined to the
next equal one only: the work grows with the number of words, not with the pairs of documents.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from xdiff.records import CopiedPart, Copy, Member

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.records import Article, Group

# Words of the shortest shared run that is looked at.
RUN = 12
# Of a longer run, so many words must stand outside quotation marks: two reporters in one room write down
# the same speech, and both put "the minister told reporters on Monday" behind it.
OWN_WORDS = 10
# A sentence is copied where at least this share of its words lies in such runs.
COVERED = 0.5
# Two sentences are one passage where runs have so many words of both, or half of the shorter one.
SAME_WORDS = 6

_FACTOR = np.uint64(6364136223846793005)  # odd; Knuth's multiplier (MMIX)

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Place = tuple[int, int]  # document, sentence

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A straight mark's white space tells its side, where it has any on one side only.
_MARK = re.compile(
    r"""(?P<open>[“„«]|(?<![\w.,!?…’'"])[‘'](?=\w)|(?<!\S)["＂](?=\S))"""
    r"""|(?P<close>[”»]|(?<=[\w.,!?…])[’'](?!\w)|(?<=\S)["＂](?!\S))|(?P<either>["＂])"""
)
# Lines of a page that say nothing of its story: whoever prints them, it is no copy.
_BOILERPLATE = re.compile(
    r"©|\ball rights reserved\b|\bcopyright\b.{0,40}\b\d{4}\b"
    r"|\bmay not be (?:published|broadcast|reproduced|republished)\b"
    r"|\bcontributed to this (?:report|story|article)\b|\breporting by\b.{0,80}\bediting by\b"
    r"|\b(?:sign up|subscribe|click here|follow us|read more|terms of (?:use|service)|privacy policy)\b"
    r"|\b(?:reprinted|republished|reproduced) (?:with|by) permission\b",
    re.IGNORECASE,
)


def copies(articles: Sequence[Article]) -> tuple[Copy, ...]:
    """Find the passages that documents share word for word.

    Args:
        articles: two or more documents, each with an id of its own.

    Returns:
        One copy for each set of documents that share passages, most copied words first. A quotation alone,
        a common phrase or a line of the page ("All rights reserved") is none.
    """
    stream = _read(articles)
    runs = _shared(stream)
    own = _long_enough(stream, runs)
    runs = runs[:, own[runs[0]] & own[runs[1]]]
    covered = _covered(stream, runs)
    sets: dict[tuple[int, ...], list[list[int]]] = defaultdict(list)
    for passage in _passages(stream, runs, covered):
        documents = tuple(sorted({int(stream.document[place]) for place in passage}))
        if len(documents) > 1:
            sets[documents].append(passage)
    much = sorted(
        sets.values(), key=lambda found: -sum(int(covered[place]) for each in found for place in each)
    )
    names = [article.document.id for article in articles]
    return tuple(_copy(stream, passages, covered, names) for passages in much)


def witnesses(group: Group, found: Iterable[Copy]) -> int:
    """Count the independent witnesses of a group: documents whose members are copies count as one.

    Args:
        group: a shared fact.
        found: what `copies` found in the same documents.

    Returns:
        1 or more. A document that has the passage and a sentence of its own on the fact counts as a copy.
    """
    inside = {
        (each.document_id, sentence): k for k, each in enumerate(group.members) for sentence in each.sentences
    }
    parent = list(range(len(group.members)))
    for passage in (passage for copy in found for passage in copy.passages):
        here = {
            inside[each.document_id, sentence]
            for each in passage
            for sentence in each.sentences
            if (each.document_id, sentence) in inside
        }
        for left, right in pairwise(sorted(here)):
            parent[_root(parent, left)] = _root(parent, right)
    return len({_root(parent, member) for member in range(len(parent))})


def _root(parent: list[int], of: int) -> int:
    """Follow `parent` to the one that stands for all joined to `of`, and shorten the way for the next."""
    while parent[of] != of:
        parent[of] = parent[parent[of]]
        of = parent[of]
    return of


@dataclass(frozen=True, slots=True)
class _Stream:
    """The words of all documents in one row, as numbers, without the lines of the page."""

    words: Ints
    owner: Ints  # the place of each word, an index into places
    quoted: Flags  # whether it stands in quotation marks
    part: Ints  # numbers the stretches that a run may not leave: a document, or what a line of the page cuts
    sizes: Ints  # words of each place
    document: Ints  # of each place
    first: Ints  # the place of each document's first sentence
    lengths: Ints  # words of each document


def _read(articles: Sequence[Article]) -> _Stream:
    """Return the words of all articles."""
    numbers: dict[str, int] = {}
    found: list[tuple[int, int, bool, int]] = []
    document: list[int] = []
    part = 0
    for each, article in enumerate(articles):
        text = article.document.text
        marks = [_quoted(text, paragraph.span.start, paragraph.span.end) for paragraph in article.paragraphs]
        part += 1
        for sentence in article.sentences:
            document.append(each)
            if _BOILERPLATE.search(sentence.text):
                part += 1
                continue
            for match in _WORD.finditer(sentence.text):
                word = match.group().lower().replace("’", "'")
                before = bisect_right(marks[sentence.paragraph], sentence.span.start + match.start())
                found.append(
                    (numbers.setdefault(word, len(numbers)), len(document) - 1, before % 2 == 1, part)
                )
    words, owner, quoted, parts = np.asarray(found, dtype=np.int64).reshape(-1, 4).T
    sizes = np.bincount(owner, minlength=len(document))
    documents = np.asarray(document, dtype=np.int64)
    return _Stream(
        words=words,
        owner=owner,
        quoted=quoted.astype(np.bool_),
        part=parts,
        sizes=sizes,
        document=documents,
        first=np.searchsorted(documents, np.arange(len(articles))),
        lengths=np.bincount(documents, sizes, len(articles)).astype(np.int64),
    )


def _quoted(text: str, start: int, end: int) -> list[int]:
    """Return where quotations open and close in one paragraph, by turns; the last may stay open."""
    found: list[int] = []
    for match in _MARK.finditer(text, start, end):
        inside = len(found) % 2 == 1
        if match.lastgroup == "either" or (match.lastgroup == "close") == inside:
            found.append(match.start())
    return found


def _shared(stream: _Stream) -> Ints:
    """Return where equal runs start, in two rows: each run and the next one equal to it.

    Runs that one document alone repeats are left out.
    """
    size = len(stream.words) - RUN + 1
    if size < 1:
        return np.zeros((2, 0), dtype=np.int64)
    codes = np.random.default_rng(RUN).integers(1, 2**63, size=len(stream.words), dtype=np.uint64)
    hashes = np.zeros(size, dtype=np.uint64)
    for k in range(RUN):
        hashes = hashes * _FACTOR + codes[stream.words[k : k + size]]
    inside = np.flatnonzero(stream.part[:size] == stream.part[RUN - 1 :])
    order = inside[np.argsort(hashes[inside], kind="stable")]
    documents = stream.document[stream.owner[order]]
    opens = np.flatnonzero(np.diff(hashes[order], prepend=hashes[order[:1]] + np.uint64(1)))
    sizes = np.diff(opens, append=len(order))
    several = np.repeat(documents[opens] != documents[opens + sizes - 1], sizes)
    goes_on = np.ones(len(order), dtype=np.bool_)
    goes_on[opens] = False
    at = np.flatnonzero(several & goes_on)
    return np.stack([order[at - 1], order[at]])


def _long_enough(stream: _Stream, runs: Ints) -> Flags:
    """Return for each word whether a run that starts there is part of one with enough words of its own."""
    starts = np.zeros(len(stream.words) + 1, dtype=np.bool_)
    starts[runs.ravel()] = True
    own = np.concatenate([[0], np.cumsum(~stream.quoted)])
    found = np.zeros(len(stream.words), dtype=np.bool_)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], starts]).astype(np.int8)))
    for first, end in edges.reshape(-1, 2):
        found[first:end] = own[end + RUN - 1] - own[first] >= OWN_WORDS
    return found


def _covered(stream: _Stream, runs: Ints) -> Ints:
    """Return how many words of each place stand in runs; none where they are too small a part of it."""
    steps = np.zeros(len(stream.words) + 1, dtype=np.int64)
    starts = np.unique(runs)
    np.add.at(steps, starts, 1)
    np.add.at(steps, starts + RUN, -1)
    inside = np.cumsum(steps[:-1]) > 0
    covered = np.bincount(stream.owner[inside], minlength=len(stream.document))
    return np.where(covered >= COVERED * stream.sizes, covered, 0)


def _passages(stream: _Stream, runs: Ints, covered: Ints) -> list[list[int]]:
    """Join the places that runs show to be one passage; return the places of each, in order."""
    left, right, counts = _matched(stream, runs)
    enough = np.minimum(SAME_WORDS, np.minimum(stream.sizes[left], stream.sizes[right]) / 2)
    joined = (counts >= enough) & (covered[left] > 0) & (covered[right] > 0)
    parent = list(range(len(stream.document)))
    for one, other in zip(left[joined].tolist(), right[joined].tolist(), strict=True):
        parent[_root(parent, one)] = _root(parent, other)
    passages: dict[int, list[int]] = defaultdict(list)
    for place in np.flatnonzero(covered).tolist():
        passages[_root(parent, place)].append(place)
    return list(passages.values())


def _matched(stream: _Stream, runs: Ints) -> tuple[Ints, Ints, Ints]:
    """Return pairs of places that runs go through side by side, and how many words of each do."""
    words, places = len(stream.words), len(stream.document)
    pairs = np.unique(np.concatenate([(runs[0] + k) * words + runs[1] + k for k in range(RUN)]))
    sides = stream.owner[pairs // max(words, 1)] * places + stream.owner[pairs % max(words, 1)]
    found, counts = np.unique(sides, return_counts=True)
    return found // max(places, 1), found % max(places, 1), counts


def _copy(stream: _Stream, passages: Sequence[list[int]], covered: Ints, names: Sequence[str]) -> Copy:
    """Make the record of the passages that one set of documents shares."""
    sentences: dict[int, list[int]] = defaultdict(list)
    words: dict[int, int] = defaultdict(int)
    for place in sorted(place for passage in passages for place in passage):
        document = int(stream.document[place])
        sentences[document].append(place - int(stream.first[document]))
        words[document] += int(covered[place])
    return Copy(
        members=tuple(
            CopiedPart(
                document_id=names[document],
                sentences=tuple(numbers),
                share=round(words[document] / int(stream.lengths[document]), 4),
            )
            for document, numbers in sentences.items()
        ),
        passages=tuple(_members(stream, passage, names) for passage in sorted(passages)),
    )


def _members(stream: _Stream, passage: Sequence[int], names: Sequence[str]) -> tuple[Member, ...]:
    """Return who has one passage where."""
    sentences: dict[int, list[int]] = defaultdict(list)
    for place in passage:
        document = int(stream.document[place])
        sentences[document].append(place - int(stream.first[document]))
    return tuple(
        Member(document_id=names[document], sentences=tuple(numbers))
        for document, numbers in sorted(sentences.items())
    )
