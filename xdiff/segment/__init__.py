"""A document cut up: paragraphs, sentences and tokens as spans of its text. Furniture has none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from xdiff.records import Article, Document, Paragraph, Sentence, Span, Token
from xdiff.segment.paragraphs import Passage, passages
from xdiff.segment.sentences import boundaries
from xdiff.segment.tokens import tokenize

__all__ = ["segment"]


def segment(document: Document) -> Article:
    """Cut `document` into paragraphs, sentences and tokens.

    Every code point of the body that is not white space or a mark of the format lies in exactly one
    sentence, and every one of those in exactly one token. Spans are exact; nothing is rewritten.
    """
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    for passage in passages(document):
        first_sentence = len(sentences)
        first_token = len(tokens)
        number = len(paragraphs)
        found = tokenize(passage.text)
        starts = [start for start, _, _ in found]
        spans = _sentence_spans(passage, starts, found)
        for start, end in spans:
            low, high = bisect_left(starts, start), bisect_left(starts, end)
            tokens += [
                Token(
                    span=Span(start=passage.start + left, end=passage.start + right),
                    text=passage.text[left:right],
                    sentence=len(sentences),
                    word=word,
                )
                for left, right, word in found[low:high]
            ]
            span = Span(start=passage.start + start, end=passage.start + end)
            sentences.append(
                Sentence(
                    span=span,
                    text=span.of(document.text),
                    paragraph=number,
                    tokens=(first_token, len(tokens)),
                )
            )
            first_token = len(tokens)
        if len(sentences) > first_sentence:
            paragraphs.append(
                Paragraph(
                    span=Span(start=sentences[first_sentence].span.start, end=sentences[-1].span.end),
                    kind=passage.kind,
                    sentences=(first_sentence, len(sentences)),
                )
            )
    return Article(
        document=document, paragraphs=tuple(paragraphs), sentences=tuple(sentences), tokens=tuple(tokens)
    )


def _sentence_spans(
    passage: Passage, starts: Sequence[int], found: Sequence[tuple[int, int, bool]]
) -> list[tuple[int, int]]:
    """Return the sentences of a passage without outer white space.

    A heading is one sentence whatever it holds, and no sentence begins inside a token (an address).
    """
    text = passage.text
    cuts = [0]
    for cut in boundaries(text) if passage.kind == "body" else ():
        index = bisect_left(starts, cut) - 1
        if index < 0 or found[index][1] <= cut:
            cuts.append(cut)
    cuts.append(len(text))
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(stripped)))
    return spans
