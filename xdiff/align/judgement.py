"""How likely two sentences state one fact: the link model's two looks, the facts, and words in common.

The link model learnt from labelled links, most of them of summaries and translations. On whole news articles
it takes sentences of the same people, or of the story's theme, for the same fact. What such sentences lack
are words in common that are neither names nor grammar, nor those that only say who is speaking.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xdiff.align.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xdiff.align.lexicon import Floats, Lexicon
    from xdiff.align.sides import Ints
    from xdiff.records import Article, Fact, Span

# Fitted by logistic regression on 340 pairs of sentences, read one by one: drawn from 64 pairs of articles
# (ECB+, AllSides, NeuS) among those that either look gave 0.2 or more; 53 % state one fact, in a clause at
# least. Cross-validated by story the log loss falls from .544 (whole sentences and facts) and .498 (clauses
# too) to .457, the AUC rises from .80 and .84 to .87. Of pairs given .9 or more 94 % are right (66 read), of
# .8 to .9 87 %, .7 to .8 82 %, .6 to .7 75 %, .5 to .6 59 %, .4 to .5 40 %. Rivals in row or column, lengths,
# places, rarity within the story, near words, shared dates, quotes and names add next to nothing.
WHOLE = 0.29
CLAUSE = 0.54
FACTS = 0.29
COMMON = 1.36
NUMBERS = 2.22
CONSTANT = -1.94
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


def log_odds(whole: Floats, by_clause: Floats, facts_say: Floats, shared: tuple[Floats, Floats]) -> Floats:
    """Return the log-odds that each pair of sentences states one fact.

    Args:
        whole: log-odds of the link model, sentences compared whole.
        by_clause: those of the likeliest pair of their clauses.
        facts_say: what `evidence` adds.
        shared: `in_common` of each.
    """
    common, numbers = shared
    looks = CONSTANT + WHOLE * whole + CLAUSE * by_clause
    found = looks + FACTS * facts_say + COMMON * np.log1p(common) + NUMBERS * np.log1p(numbers)
    return np.asarray(found, dtype=np.float32)


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
