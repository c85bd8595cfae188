"""What every signal shares: the words of an article, the record a signal is, the closed-class words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from xdiff.records import Article, Evidence, Span, Token

# Closed-class words of English: articles, pronouns, prepositions, conjunctions, auxiliaries, particles
# (the classes of any grammar, e.g. Quirk et al. 1985, chapter 2); contracted forms included.
FUNCTION_WORDS = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "each", "every", "either", "neither", "some",
    "any", "no", "all", "both", "half", "such", "what", "which", "whose", "i", "me", "my", "mine",
    "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself", "he", "him",
    "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their",
    "theirs", "themselves", "one", "who", "whom", "someone", "anyone", "everyone", "nobody", "nothing",
    "something", "anything", "everything", "about", "above", "across", "after", "against", "along",
    "among", "around", "as", "at", "before", "behind", "below", "beneath", "beside", "besides", "between",
    "beyond", "by", "despite", "down", "during", "except", "for", "from", "in", "inside", "into", "like",
    "near", "of", "off", "on", "onto", "out", "outside", "over", "past", "per", "since", "than",
    "through", "throughout", "till", "to", "toward", "towards", "under", "until", "up", "upon", "versus",
    "via", "with", "within", "without", "and", "but", "or", "nor", "so", "yet", "if", "because",
    "although", "though", "unless", "whereas", "while", "whether", "when", "where", "why", "how", "be",
    "am", "is", "are", "was", "were", "been", "being", "have", "has", "had", "having", "do", "does",
    "did", "doing", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "ought",
    "not", "n't", "there", "here", "then", "now", "just", "only", "also", "too", "very", "more", "most",
    "less", "least", "much", "many", "few", "even", "still", "again", "ever", "never", "often", "always",
    "isn't", "aren't", "wasn't", "weren't", "don't", "doesn't", "didn't", "won't", "wouldn't", "can't",
    "couldn't", "shouldn't", "hasn't", "haven't", "hadn't", "it's", "he's", "she's", "that's", "there's",
    "i'm", "you're", "we're", "they're", "i've", "we've", "they've", "i'll", "we'll", "he'll", "she'll",
    "they'll", "i'd", "we'd", "he'd", "she'd", "they'd", "let's", "what's", "who's", "cannot",
})  # fmt: skip
VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word or number of a body sentence: as it stands, in lower case with one apostrophe, and where."""

    text: str
    lower: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The body sentences of an article: their words, and their tokens with punctuation.

    Headings are left out: they have rules of their own, and machine and human write them alike.
    """

    text: str
    sentences: tuple[tuple[Word, ...], ...]
    tokens: tuple[Sequence[Token], ...]
    spans: tuple[Span, ...]
    last_of_paragraph: tuple[bool, ...]
    words: int


Measurement = tuple[float, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One measurement of how a text reads.

    `direction` says which way reads better; `middle` means that both ends are unusual. `measure` returns
    the value and the places that made it, or None when the text does not hold what it measures. `step`
    is the smallest difference from the usual value that counts as one step (see `xdiff.signals.score`),
    in the signal's own unit: many signals are zero in most human texts.
    """

    name: str
    unit: str
    direction: Literal["higher", "lower", "middle"]
    why: str
    measure: Callable[[Prose], Measurement | None]
    step: float


def prose(article: Article) -> Prose:
    """Return the words of the body sentences of `article`."""
    body = [
        sentence for sentence in article.sentences if article.paragraphs[sentence.paragraph].kind == "body"
    ]
    tokens = tuple(article.tokens[slice(*sentence.tokens)] for sentence in body)
    sentences = tuple(
        tuple(
            Word(text=token.text, lower=token.text.replace("’", "'").lower(), span=token.span)
            for token in each
            if token.word
        )
        for each in tokens
    )
    last = tuple(
        index + 1 == len(body) or body[index + 1].paragraph != sentence.paragraph
        for index, sentence in enumerate(body)
    )
    return Prose(
        text=article.document.text,
        sentences=sentences,
        tokens=tokens,
        spans=tuple(sentence.span for sentence in body),
        last_of_paragraph=last,
        words=sum(map(len, sentences)),
    )


def place(span: Span, signal: str, message: str, weight: float = 0.0) -> Evidence:
    """Return a place a signal points at. A slip of style accuses nobody: its weight is 0 unless given."""
    return Evidence(span=span, rule=f"signal.{signal}", message=message, weight=weight)


def per(count: float, words: int, of: int) -> float:
    """Return `count` per `of` words."""
    return of * count / words if words else 0.0
