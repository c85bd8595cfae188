"""A document cut up: paragraphs, sentences and tokens as spans of its text. Furniture has none."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import pairwise

from xdiff.records import Article, Document, Paragraph, Sentence, Span, Token
from xdiff.segment.paragraphs import Passage, passages
from xdiff.segment.sentences import boundaries
from xdiff.segment.tokens import tokenize

__all__ = ["segment"]


def segment(document: Document, *, tokens: bool = True) -> Article:
    """Cut `document` into paragraphs, sentences and tokens.

    Args:
        document: what to cut.
        tokens: cut sentences into tokens too, which takes two thirds of the time. Without, the article has
            none, and every sentence's range of them is empty; a verdict reads sentences alone.

    Every code point of the body that is not white space or a mark of the format lies in exactly one
    sentence, and every one of those in exactly one token. Spans are exact; nothing is rewritten.
    """
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    found_tokens: list[Token] = []
    for passage in passages(document):
        first_sentence = len(sentences)
        first_token = len(found_tokens)
        number = len(paragraphs)
        cut = _Tokens(passage.text)
        for start, end in _sentence_spans(passage, cut):
            found_tokens += [
                Token(
                    span=Span(start=passage.start + left, end=passage.start + right),
                    text=passage.text[left:right],
                    sentence=len(sentences),
                    word=word,
                )
                for left, right, word in (cut.between(start, end) if tokens else ())
            ]
            span = Span(start=passage.start + start, end=passage.start + end)
            sentences.append(
                Sentence(
                    span=span,
                    text=span.of(document.text),
                    paragraph=number,
                    tokens=(first_token, len(found_tokens)),
                )
            )
            first_token = len(found_tokens)
        if len(sentences) > first_sentence:
            paragraphs.append(
                Paragraph(
                    span=Span(start=sentences[first_sentence].span.start, end=sentences[-1].span.end),
                    kind=passage.kind,
                    sentences=(first_sentence, len(sentences)),
                )
            )
    return Article(
        document=document,
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        tokens=tuple(found_tokens),
    )


class _Tokens:
    """The tokens of one passage, found when they are first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _found(self) -> list[tuple[int, int, bool]]:
        return tokenize(self._text)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._found]

    def between(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Return the tokens that begin in this range."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def is_cut(self, place: int) -> bool:
        """Tell whether a token goes on over this place; none goes on over a blank."""
        if self._text[place - 1] in " \t\r\n":
            return False
        index = bisect_left(self._starts, place) - 1
        return index >= 0 and self._found[index][1] > place


def _sentence_spans(passage: Passage, tokens: _Tokens) -> list[tuple[int, int]]:
    """Return the sentences of a passage without outer white space.

    A heading is one sentence whatever it holds, and no sentence begins inside a token (an address).
    """
    text = passage.text
    found = boundaries(text) if passage.kind == "body" else []
    cuts = [0, *(cut for cut in found if not tokens.is_cut(cut)), len(text)]
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(stripped)))
    return spans
