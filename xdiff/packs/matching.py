"""Finding the places of one article that the rules of language packs name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from operator import eq, or_
from typing import TYPE_CHECKING

from xdiff.packs.pattern import Pattern, compiled
from xdiff.packs.required import TWICE, WORD
from xdiff.packs.sequence import Word, words_of
from xdiff.records import Article, Evidence, Span

if TYPE_CHECKING:
    from xdiff.packs.rule import Pack, Rule

PIECE = 1_000  # code points of one sentence looked at in one go; a longer one is cut at white space

# One character for one, so that offsets hold: quotation marks and dashes are typeset in many ways, and
# which way says nothing of the words. Rules with `raw = true` see the text as it stood.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\u200b\ufeff", " "),
    }
)

Hit = tuple[Span, Mapping[str, str]]


def plain(text: str) -> str:
    """Return `text` with one style of quotation marks, dashes and spaces, character for character."""
    return text.translate(_PLAIN)


def lowered(text: str) -> str:
    """Return `text` in lower case, character for character: one whose lower case is longer stays."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def find(article: Article, packs: Sequence[Pack]) -> tuple[Evidence, ...]:
    """Return every hit of every rule of `packs` in the body of `article`, in reading order.

    Spans are in code points of `Document.text`. Overlapping hits of one rule are one hit. A hit past the
    rule's `most` is shown with weight 0: one habit seen ten times is not ten independent observations.
    """
    whole = article.document.text
    places = [
        (sentence.span.start + start, piece)
        for sentence in article.sentences
        for start, piece in pieces(sentence.span.of(whole))
    ]
    raw = _View(places)
    even = _View([(start, plain(piece)) for start, piece in places])
    lower = _View([(start, lowered(text)) for start, text in even.places])
    found: list[Evidence] = []
    for rule, asked in _plan(tuple(packs)).rules(lower):
        hits = (raw if rule.raw else even if rule.case else lower).hits(rule, asked, whole)
        if hits and _context_allows(rule, lower.all):
            found += _evidence(rule, hits, whole)
    return tuple(sorted(found, key=lambda each: (each.span, each.rule)))


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield a sentence with its offset, cut at white space into pieces of at most `PIECE` code points."""
    start = 0
    while len(text) - start > PIECE:
        cut = max(text.rfind(" ", start + 1, start + PIECE), text.rfind("\n", start + 1, start + PIECE))
        end = cut if cut > start else start + PIECE
        yield start, text[start:end]
        start = end
    yield start, text[start:]


class _View:
    """The sentences as one kind of rule sees them, and which words and anchors occur in which.

    A set of sentences is an integer whose bit n stands for the sentence n.
    """

    def __init__(self, places: Sequence[tuple[int, str]]) -> None:
        self.places = places
        self._present: dict[str, int] = {}
        self._anchors: dict[str, int] = {}
        self._words: dict[int, list[Word]] = {}

    @cached_property
    def lower(self) -> list[str]:
        return [text.lower() for _, text in self.places]

    @cached_property
    def all(self) -> str:
        return "\n".join(self.lower)

    def words(self, index: int) -> list[Word]:
        """Return the words of one sentence."""
        if index not in self._words:
            self._words[index] = words_of(self.places[index][1])
        return self._words[index]

    def holding(self, known: frozenset[str]) -> dict[str, int]:
        """Map the words of `known` that occur to the sentences they occur in."""
        found: defaultdict[str, int] = defaultdict(int)
        for index, text in enumerate(self.lower):
            words = WORD.findall(text)
            for word in known.intersection(words):
                found[word] |= 1 << index
            if TWICE in known and any(map(eq, words, words[1:])):
                found[TWICE] |= 1 << index
        return found

    def hits(self, rule: Rule, asked: Mapping[int, int], whole: str) -> list[Hit]:
        """Return the hits of one rule's patterns and sequences, each in the sentences it is asked about."""
        found: list[Hit] = []
        for number, sentences in sorted(asked.items()):
            if number < len(rule.patterns):
                pattern = rule.patterns[number]
                for index in _indices(self._narrowed(pattern, sentences)):
                    start, text = self.places[index]
                    for match in pattern.matches(text):
                        if match.end() > match.start():
                            span = Span(start=start + match.start(), end=start + match.end())
                            found.append((span, _groups(match, start, whole)))
            else:
                sequence = rule.sequences[number - len(rule.patterns)]
                for index in _indices(sentences):
                    start = self.places[index][0]
                    found += [
                        (Span(start=start + low, end=start + high), {})
                        for low, high in sequence.matches(self.words(index))
                    ]
        return found

    def _narrowed(self, pattern: Pattern, sentences: int) -> int:
        """Return those of the sentences that hold what every match of a pattern has to hold."""
        if pattern.told:
            return sentences
        for sign in pattern.signs:
            if sentences:
                sentences &= self._signed(sign)
        if sentences and pattern.anchors is not None:
            sentences &= reduce(or_, map(self._anchored, pattern.anchors))
        return sentences

    @cached_property
    def _characters(self) -> str:
        """Every character that occurs, once."""
        return "".join(set().union(*(text for _, text in self.places)))

    def _signed(self, sign: str) -> int:
        """Return the sentences that hold a character of this class."""
        known = self._present.get(sign)
        if known is None:
            search = compiled(sign).search
            held = search(self._characters) is not None
            known = (
                sum(1 << index for index, (_, text) in enumerate(self.places) if search(text)) if held else 0
            )
            self._present[sign] = known
        return known

    def _anchored(self, anchor: str) -> int:
        """Return the sentences that hold this string."""
        known = self._anchors.get(anchor)
        if known is None:
            held = anchor in self.all
            known = sum(1 << index for index, text in enumerate(self.lower) if anchor in text) if held else 0
            self._anchors[anchor] = known
        return known


_Branch = tuple[int, int, list[frozenset[str]]]  # a rule, its pattern, and what else that needs


class _Plan:
    """Which rules of some packs are worth asking about a document, by the words it has."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._rules = [rule for pack in packs for rule in pack.rules]
        self._always: list[tuple[int, int]] = []  # rules by number, and which of their patterns
        self._first: defaultdict[str, list[_Branch]] = defaultdict(list)
        for number, rule in enumerate(self._rules):
            needed = [
                *(each.branches for each in rule.patterns),
                *((each.words,) for each in rule.sequences),
            ]
            for part, branches in enumerate(needed):
                if rule.raw or not all(branches):  # raw text may part words elsewhere
                    self._always.append((number, part))
                    continue
                for first, *others in branches:
                    for word in first:
                        self._first[word].append((number, part, others))
        further = (each for found in self._first.values() for *_, sets in found for each in sets)
        self._known = frozenset(self._first).union(*further)

    def rules(self, lower: _View) -> Iterator[tuple[Rule, dict[int, int]]]:
        """Yield rules that may match, and for each of their patterns, then sequences, in which sentences."""
        present = lower.holding(self._known)
        every = (1 << len(lower.places)) - 1
        asked: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for number, part in self._always:
            asked[number][part] = every
        for word in present.keys() & self._first.keys():
            for number, part, others in self._first[word]:
                sentences = present[word]
                for words in others:
                    if sentences:
                        sentences &= reduce(or_, map(present.__getitem__, words & present.keys()), 0)
                if sentences:
                    asked[number][part] = asked[number].get(part, 0) | sentences
        for number, parts in asked.items():
            yield self._rules[number], parts


@lru_cache(maxsize=8)
def _plan(packs: tuple[Pack, ...]) -> _Plan:
    return _Plan(packs)


def _indices(sentences: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set."""
    while sentences:
        lowest = sentences & -sentences
        yield lowest.bit_length() - 1
        sentences ^= lowest


def _groups(match: re.Match[str], start: int, whole: str) -> dict[str, str]:
    """Return the named groups of a match as they stand in the document."""
    return {
        name: whole[start + match.start(name) : start + match.end(name)]
        for name, value in match.groupdict().items()
        if value is not None
    }


def _context_allows(rule: Rule, lower: str) -> bool:
    """Say whether the document has a word the rule `needs` and none that `unless` names."""
    if rule.needs and not any(_has_word(word, lower) for word in rule.needs):
        return False
    return not any(_has_word(word, lower) for word in rule.unless)


def _has_word(word: str, lower: str) -> bool:
    word = word.lower()
    return word in lower and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower) is not None


def _evidence(rule: Rule, hits: Sequence[Hit], whole: str) -> list[Evidence]:
    merged: list[Hit] = []
    for span, groups in sorted(hits, key=lambda hit: hit[0]):
        if merged and span.start < merged[-1][0].end:
            before, kept = merged[-1]
            merged[-1] = (Span(start=before.start, end=max(before.end, span.end)), kept)
        else:
            merged.append((span, groups))
    return [
        Evidence(
            span=span,
            rule=rule.code,
            message=rule.message.format_map({"match": " ".join(span.of(whole).split()), **groups}),
            weight=rule.weight if index < rule.most else 0.0,
            language=rule.language,
        )
        for index, (span, groups) in enumerate(merged)
    ]
