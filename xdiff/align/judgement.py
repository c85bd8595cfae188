"""How likely two sentences state one fact: the link model's two looks, the facts, and words in common.

The link model learnt from labelled links, most of them of summaries and translations. On whole news articles
it takes sentences of the same people, or of the story's theme, for the same fact. What such sentences lack
are words in common that are neither names nor grammar, nor those that only say who is speaking.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xdiff.align.words import words
from xdiff.errors import ModelError
from xdiff.shipped import Shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from xdiff.align.lexicon import Floats, Lexicon
    from xdiff.align.sides import Ints
    from xdiff.records import Article, Fact, Span

# The weights: see `train_judgement` and the card data/judgement.md. Rivals in row or column, lengths, rarity
# within the story, near words, shared dates and quotes were tried and add next to nothing.
FILE = "judgement.json"
# A document with fewer mentions of names than this tells nothing of the names of its event; the value it then
# gets is what half of the articles on one event have.
MENTIONS = 4
UNNAMED = 0.65
NAME = 0.5  # what a name counts for, beside another word
# Background IDF, in nats, at which a word starts to count, and over which further nats it comes to count in
# full: "said" has 2.7, "government" 3.9, "statement" 5.1.
COUNTS_FROM = 3.0
COUNTS_OVER = 2.0


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells, sentence by sentence."""

    words: Sequence[frozenset[str]]  # stems, without those of who is speaking
    numbers: Sequence[frozenset[str]]  # values of numbers with their units, without ages


def told(article: Article, facts: Sequence[Fact], aliases: Mapping[str, str]) -> Told:
    """Return what the sentences of one article tell.

    Args:
        article: the article.
        facts: its facts; words inside the spans of speakers do not count.
        aliases: stem -> stem that stands for it, for names in two spellings.
    """
    speakers: dict[int, list[Span]] = defaultdict(list)
    numbers: dict[int, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.speaker_span is not None:
            speakers[fact.sentence].append(fact.speaker_span)
        if fact.kind == "number" and fact.data.get("role") != "age":  # an age stands beside its name anywhere
            numbers[fact.sentence].add(f"{fact.value} {fact.unit}")
    found = []
    for k, sentence in enumerate(article.sentences):
        text = sentence.text
        for span in speakers[k]:
            start, end = (min(max(at - sentence.span.start, 0), len(text)) for at in (span.start, span.end))
            text = text[:start] + " " * (end - start) + text[end:]
        found.append(frozenset(aliases.get(each, each) for each in words(text).stems))
    return Told(found, [frozenset(numbers[k]) for k in range(len(found))])


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of pairs of sentences of two documents, one value a pair."""

    whole: Floats  # log-odds of the link model, sentences compared whole
    by_clause: Floats  # those of the likeliest pair of their clauses
    characters: Floats  # cosine of their character n-grams
    facts: Floats  # what `evidence` adds
    common: Floats  # `in_common`, words
    numbers: Floats  # `in_common`, numbers
    lead: Floats  # 1 where both stand among the first two of their documents, else 0


def columns(signs: Signs, near: tuple[float, float]) -> dict[str, Floats]:
    """Return what the judgement weighs, by name, one value a pair.

    Args:
        signs: what is known of the pairs.
        near: `nearness` of the two documents.
    """
    same_words, same_names = near
    every = np.ones(len(signs.whole), dtype=np.float32)
    return {
        "whole": signs.whole,
        "clause": signs.by_clause,
        "characters": signs.characters,
        "facts": signs.facts,
        "common": np.log1p(signs.common),
        "numbers": np.log1p(signs.numbers),
        "lead": signs.lead,
        "same words": every * np.float32(math.log(same_words + 0.03)),
        "same names": every * np.float32(same_names),
    }


def log_odds(signs: Signs, near: tuple[float, float]) -> Floats:
    """Return the log-odds that each pair of sentences states one fact; arguments as for `columns`."""
    weight = weights()
    found = sum(weight[name] * values for name, values in columns(signs, near).items())
    return np.asarray(weight["constant"] + found, dtype=np.float32)


def _weights(path: Path) -> Mapping[str, float]:
    try:
        found = json.loads(path.read_text("utf-8"))["weights"]
        return {str(name): float(weight) for name, weight in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            "the judgement of facts cannot be read", where=path.name, hint="Install xdiff anew."
        ) from error


_file = Shipped(FILE, _weights)
weights, instead = _file.get, _file.instead


def names(texts: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the stems that a story writes with a capital inside sentences more often than without.

    A headline in capitals makes no names of its words, as long as the text below has them too.
    """
    capital: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for sentence in (words(each) for text in texts for each in text):
        capital.update(sentence.names)
        plain.update({*sentence.stems[1:]} - sentence.names)  # a capital opens every sentence
    return frozenset(key for key, count in capital.items() if count > plain[key])


def in_common(
    left: Told, right: Told, rows: Ints, columns: Ints, known: frozenset[str], lexicon: Lexicon
) -> tuple[Floats, Floats]:
    """Count the words and the numbers that pairs of sentences have in common.

    Args:
        left: what one document tells.
        right: what the other does.
        rows: the sentences of the left ...
        columns: ... and those of the right that they are paired with.
        known: stems of names.
        lexicon: tells how common a word is in English; very common ones count in part or not at all.
    """
    shared = sorted(frozenset().union(*left.words) & frozenset().union(*right.words))
    idf, _, _ = lexicon.look_up(shared)
    counts = np.clip((idf - COUNTS_FROM) / COUNTS_OVER, 0, 1).tolist()
    weight = {
        word: count * (NAME if word in known else 1)
        for word, count in zip(shared, counts, strict=True)
        if count
    }
    pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
    common = [sum(weight.get(word, 0.0) for word in left.words[i] & right.words[j]) for i, j in pairs]
    numbers = [len(left.numbers[i] & right.numbers[j]) for i, j in pairs]
    return np.asarray(common, dtype=np.float32), np.asarray(numbers, dtype=np.float32)


def nearness(left: Told, right: Told, known: frozenset[str], lexicon: Lexicon) -> tuple[float, float]:
    """Tell how near two documents are: whether they are of one event, rather than two of one kind.

    Two ferries sink in much the same words, and what parts them are the names. A short document counts by how
    much of it the other has, a long one by as much.

    Returns:
        The weight (squared background IDF) of the words that both have, as a share of that of the document
        that has less; and the share of a document's mentions of names that the other names too, of the one
        where it is greater, or `UNNAMED` where one of them names next to nothing.
    """
    bags = [frozenset().union(*side.words) for side in (left, right)]
    vocabulary = sorted(bags[0] | bags[1])
    idf, _, _ = lexicon.look_up(vocabulary)
    weight = dict(zip(vocabulary, (idf * idf).tolist(), strict=True))
    least = min(sum(weight[word] for word in sorted(bag)) for bag in bags)
    both = sum(weight[word] for word in sorted(bags[0] & bags[1]))
    mentions = [
        Counter(word for sentence in side.words for word in sentence & known) for side in (left, right)
    ]
    if min(map(Counter.total, mentions)) < MENTIONS:
        return both / max(least, 1.0), UNNAMED
    shares = [
        sum(count for name, count in mine.items() if name in other) / mine.total()
        for mine, other in (mentions, mentions[::-1])
    ]
    return both / max(least, 1.0), max(shares)
