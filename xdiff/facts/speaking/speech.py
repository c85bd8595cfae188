"""Attaching what is said to who says it: quotations first, then reported clauses.

A quotation's speaker stands after it (`," said X`, `," X said`), before it (`X said: "`), or is that of
the quotation before it in the same paragraph (`"A," said X. "B."`) or of the paragraph that it continues.
A reported clause is what follows the verb ("X said that ...") or stands before it ("..., X said").
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from xdiff.facts.speaking.cues import cues
from xdiff.facts.speaking.quoted import attached, colon, guess, whole
from xdiff.facts.speaking.reported import reported
from xdiff.facts.speaking.said import CuedSentence, Speech, inherit, made
from xdiff.facts.syntax.paragraphs import Row, rows
from xdiff.records import Article, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def speeches(article: Article) -> tuple[Speech, ...]:
    """Return everything quoted or reported in the body, in reading order."""
    if _latest and _latest[0][0] is article:
        return _latest[0][1]
    found = _speeches(article)
    _latest.append((article, found))
    return found


# Quotations and attributions of one article are asked for in turn; reading it once halves the time.
_latest: deque[tuple[Article, tuple[Speech, ...]]] = deque(maxlen=1)


def _speeches(article: Article) -> tuple[Speech, ...]:
    text = article.document.text
    found: list[Speech] = []
    last: Speech | None = None
    announced: Speech | None = None
    pending: list[int] = []  # quotations left open at paragraphs' ends whose speaker is still to come
    for row in rows(article):
        here = _paragraph(row, text, last, announced)
        if pending and _goes_on(here):
            for at in pending:
                found[at] = inherit(here[0], found[at].content, found[at].quotation)
        found.extend(here)
        later = _pending(found, here)
        goes_on = bool(here) and here[0].quotation is not None and here[0].quotation.continued
        pending = [] if later is None else [*pending, later] if goes_on else [later]
        quoted = [speech for speech in here if speech.quotation and speech.speaker and not speech.guessed]
        last = quoted[-1] if quoted else (last if here else None)
        announced = _announced(row)
    return tuple(sorted(found, key=lambda each: (each.content.start, -each.content.end)))


def _announced(row: Row) -> Speech | None:
    """Return who speaks in the next paragraph when this one ends in a colon: "Moscow replied:"."""
    words = row.words
    if len(words) < 2 or words[-1].text != ":":
        return None
    begin, end = row.sentences[-1]
    found = cues(words, begin, end)
    cue = next((each for each in reversed(found) if each.subject is not None), None)
    cue = cue or colon(words, end - 1, begin)
    return None if cue is None else made(words, cue, Span(start=words[-1].start, end=words[-1].end), None)


def _paragraph(row: Row, text: str, before: Speech | None, announced: Speech | None) -> list[Speech]:
    """Return what one paragraph says. `before` is the last quotation of the paragraph before it."""
    found: list[Speech] = []
    previous = announced  # the last whole quotation of this paragraph that has a speaker
    words = row.words
    for begin, end in row.sentences:
        sentence = CuedSentence(begin, end, cues(words, begin, end))
        used: set[int] = set()
        here: list[Speech] = []
        for at in range(begin, end):
            quotation = words[at].quotation
            if quotation is None:
                continue
            speech = attached(words, at, sentence, text, used)
            if speech is None and whole(words, at, sentence, text):
                source = previous or before
                speech = None if source is None else inherit(source, quotation.outer, quotation)
            speech = speech or guess(words, at, sentence)
            if speech is None:
                continue
            here.append(speech)
            if speech.speaker is not None and not speech.guessed:
                previous = speech
        clauses = reported(words, sentence, used)
        found.extend([*here, *clauses])
        previous = next((each for each in clauses if each.speaker is not None), previous)
    return found


def _goes_on(here: Sequence[Speech]) -> bool:
    """Whether a paragraph's first speech goes on from the one before, and says whose it is."""
    first = here[0] if here else None
    if first is None or first.quotation is None or first.guessed:
        return False
    return first.quotation.continued and first.speaker is not None


def _pending(found: Sequence[Speech], here: Sequence[Speech]) -> int | None:
    """Return the place of the last speech, when it is a quotation left open and nobody speaks it yet."""
    last = here[-1] if here else None
    if last is None or last.quotation is None or last.quotation.closed or not last.guessed:
        return None
    return len(found) - 1
