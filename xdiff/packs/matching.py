"""Finding the places of one article that the rules of language packs name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from xdiff.packs.sequence import words_of
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
    for pack in packs:
        for rule in pack.rules:
            hits = (raw if rule.raw else even if rule.case else lower).hits(rule, whole)
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
    """The sentences as one kind of rule sees them, and which anchors of patterns occur in them."""

    def __init__(self, places: Sequence[tuple[int, str]]) -> None:
        self.places = places
        self.present: dict[str, list[int]] = {}

    @cached_property
    def lower(self) -> list[str]:
        return [text.lower() for _, text in self.places]

    @cached_property
    def all(self) -> str:
        return "\n".join(self.lower)

    @cached_property
    def words(self) -> list[list[tuple[str, int, int, bool]]]:
        return [words_of(text) for _, text in self.places]

    def hits(self, rule: Rule, whole: str) -> list[Hit]:
        """Return the hits of one rule's patterns and sequences."""
        found: list[Hit] = []
        for pattern in rule.patterns:
            for index in self._candidates(pattern.anchors):
                start, text = self.places[index]
                for match in pattern.matches(text):
                    if match.end() > match.start():
                        span = Span(start=start + match.start(), end=start + match.end())
                        found.append((span, _groups(match, start, whole)))
        for sequence in rule.sequences:
            for (start, _), words in zip(self.places, self.words, strict=True):
                found += [
                    (Span(start=start + low, end=start + high), {}) for low, high in sequence.matches(words)
                ]
        return found

    def _candidates(self, anchors: tuple[str, ...] | None) -> Sequence[int]:
        """Return the sentences that hold one of the anchors, which every match has to hold."""
        if anchors is None:
            return range(len(self.places))
        found: set[int] = set()
        for anchor in anchors:
            known = self.present.get(anchor)
            if known is None:
                known = []
                if anchor in self.all:
                    known = [index for index, text in enumerate(self.lower) if anchor in text]
                self.present[anchor] = known
            found.update(known)
        return sorted(found)


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
