"""Attaching what is said to who says it: quotations first, then reported clauses.

A quotation's speaker stands after it (`," said X`, `," X said`), before it (`X said: "`), or is that of
the quotation before it in the same paragraph (`"A," said X. "B."`) or of the paragraph that it continues.
A reported clause is what follows the verb ("X said that ...") or stands before it ("..., X said").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdiff.facts.cues import Cue, cues
from xdiff.facts.grammar import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SENTENCE_END,
    Word,
    last_character,
    row,
    sentences,
)
from xdiff.facts.marks import Quotation, quotations
from xdiff.records import Article, Span

REACH = 18  # words between a verb and the quotation it introduces, when nothing else stands between
LISTENERS = frozenset(
    "reporters him her them me us journalists lawmakers supporters viewers delegates investors".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Something said: `content` with its marks, and who said it by which verb, as far as known."""

    content: Span
    speaker: Span | None
    lemma: str
    stance: str
    verb: Span | None
    quotation: Quotation | None = None  # set when all of the content is one quotation
    inherited: bool = False  # the speaker is that of an earlier quotation


@dataclass(slots=True)
class _Sentence:
    begin: int
    end: int
    cues: list[Cue]


def speeches(article: Article) -> tuple[Speech, ...]:
    """Return everything quoted or reported in the body, in reading order."""
    text = article.document.text
    by_paragraph: dict[int, list[Quotation]] = {}
    for quotation in quotations(article):
        by_paragraph.setdefault(quotation.paragraph, []).append(quotation)
    found: list[Speech] = []
    last: Speech | None = None
    for index, paragraph in enumerate(article.paragraphs):
        words = row(text, paragraph.span, by_paragraph.get(index, ()))
        here = _paragraph(words, text, last)
        found.extend(here)
        quoted = [speech for speech in here if speech.quotation is not None and speech.speaker is not None]
        last = quoted[-1] if quoted else (last if here else None)
    return tuple(sorted(found, key=lambda each: (each.content.start, -each.content.end)))


def _paragraph(words: Sequence[Word], text: str, before: Speech | None) -> list[Speech]:
    found: list[Speech] = []
    previous: Speech | None = None  # the last whole quotation of this paragraph that has a speaker
    for begin, end in _tagged(words, text):
        sentence = _Sentence(begin, end, cues(words, begin, end))
        used: set[int] = set()
        for at in range(begin, end):
            quotation = words[at].quotation
            if quotation is None:
                continue
            speech = _attached(words, at, sentence, text, used)
            if speech is None and _whole(words, at, sentence, text):
                source = previous
                if source is None and quotation.continued:
                    source = before
                if source is not None:
                    speech = _inherit(source, quotation)
            if speech is None:
                continue
            found.append(speech)
            if speech.quotation is not None and speech.speaker is not None:
                previous = speech
        found.extend(_reported(words, sentence, used))
    return found


def _tagged(words: Sequence[Word], text: str) -> list[tuple[int, int]]:
    """Return sentence ranges."""
    return sentences(words, text)


def _inherit(source: Speech, quotation: Quotation) -> Speech:
    return Speech(
        content=quotation.outer,
        speaker=source.speaker,
        lemma=source.lemma,
        stance=source.stance,
        verb=source.verb,
        quotation=quotation,
        inherited=True,
    )


def _whole(words: Sequence[Word], at: int, sentence: _Sentence, text: str) -> bool:
    """Whether the quotation is a sentence of its own, with nothing of the writer's beside it."""
    quotation = words[at].quotation
    assert quotation is not None
    alone = at == sentence.begin and at + 1 >= sentence.end
    return alone and text[quotation.inner.start].isupper() | (not text[quotation.inner.start].isalpha())


def _span(words: Sequence[Word], bounds: tuple[int, int]) -> Span:
    return Span(start=words[bounds[0]].start, end=words[bounds[1] - 1].end)


def _made(words: Sequence[Word], cue: Cue, content: Span, quotation: Quotation | None) -> Speech:
    return Speech(
        content=content,
        speaker=None if cue.subject is None else _span(words, cue.subject),
        lemma=cue.verb.lemma,
        stance=cue.verb.stance,
        verb=_span(words, (cue.at, cue.end))
        if cue.verb.lemma != "according to"
        else _span(words, (cue.at, cue.at + 2)),
        quotation=quotation,
    )


def _attached(
    words: Sequence[Word], at: int, sentence: _Sentence, text: str, used: set[int]
) -> Speech | None:
    """Attach the quotation at `at` to a verb of its sentence."""
    quotation = words[at].quotation
    assert quotation is not None
    after = _verb_after(words, at, sentence, text)
    before = _verb_before(words, at, sentence)
    cue = after or before
    if after is not None and before is not None and _introduces(words, before, at):
        cue = before
    if cue is None:
        return None
    used.add(cue.at)
    return _made(words, cue, quotation.outer, quotation)


def _verb_after(words: Sequence[Word], at: int, sentence: _Sentence, text: str) -> Cue | None:
    """Return the verb of a tag that follows the quotation: `," said X`, `," X said`, `" — X told Y`."""
    quotation = words[at].quotation
    assert quotation is not None
    first = at + 1
    ends_open = last_character(quotation, text) in ",?!…-—"
    if first < sentence.end and words[first].text in {",", "—", "–", "-"}:
        first += 1
        ends_open = True
    for cue in sentence.cues:
        if cue.at < first:
            continue
        if cue.at > first + REACH or cue.subject is None:
            break
        if not ends_open and not cue.inverted:
            break
        if cue.inverted and cue.at == first:
            return cue
        if cue.subject[0] == first and cue.at > first:
            return cue
        break
    return None


def _introduces(words: Sequence[Word], cue: Cue, at: int) -> bool:
    """Whether the verb stands right before the quotation, but for a mark or "that"."""
    return all(not word.is_word or word.low == "that" for word in words[cue.end : at])


def _verb_before(words: Sequence[Word], at: int, sentence: _Sentence) -> Cue | None:
    """Return the nearest verb before the quotation that may introduce it."""
    for cue in reversed(sentence.cues):
        if cue.at >= at or cue.inverted and cue.end > at:
            continue
        return cue
    return None


def _reported(words: Sequence[Word], sentence: _Sentence, used: set[int]) -> list[Speech]:
    """Return the reported clauses of a sentence whose verbs no quotation has taken."""
    found: list[Speech] = []
    for cue in sentence.cues:
        if cue.at in used:
            continue
        content = _clause(words, cue, sentence)
        if content is not None:
            found.append(_made(words, cue, _span(words, content), None))
    return found


def _clause(words: Sequence[Word], cue: Cue, sentence: _Sentence) -> tuple[int, int] | None:
    """Return the range of words that `cue` reports."""
    last = sentence.end
    while last > sentence.begin and words[last - 1].text in SENTENCE_END:
        last -= 1
    if cue.verb.lemma == "according to":
        begin = cue.end
        if begin < last and words[begin].text == ",":
            begin += 1
        if cue.at <= sentence.begin + 1 and begin < last:
            return begin, last
        return _before(words, sentence.begin, cue.at)
    if cue.inverted or _is_tag(words, cue, last):
        subject = cue.subject[0] if cue.subject is not None else cue.at
        return _before(words, sentence.begin, min(cue.at, subject))
    if not cue.verb.strong and not _opens_clause(words, cue.end, last):
        return None
    begin = _past_listener(words, cue.end, last)
    return (begin, last) if last - begin >= 2 else None


def _is_tag(words: Sequence[Word], cue: Cue, last: int) -> bool:
    """Whether the verb ends its sentence after a comma: "..., Lavrov said."."""
    if cue.subject is None or last - cue.end > 6:
        return False
    first = cue.subject[0]
    return (
        first > 2
        and words[first - 1].text == ","
        and all(
            words[at].low in PREPOSITIONS | DETERMINERS or not words[at].is_word or words[at].capital or True
            for at in range(cue.end, last)
        )
        and (last == cue.end or words[cue.end].low not in {"that", "he", "she", "they", "it"} | PRONOUNS)
    )


def _before(words: Sequence[Word], begin: int, end: int) -> tuple[int, int] | None:
    while end > begin and not words[end - 1].is_word:
        end -= 1
    return (begin, end) if end - begin >= 2 else None


def _opens_clause(words: Sequence[Word], begin: int, last: int) -> bool:
    return begin < last and (
        words[begin].low in {"that", "how", "why", "whether", "if", "what"} or words[begin].text == ":"
    )


def _past_listener(words: Sequence[Word], begin: int, last: int) -> int:
    """Step over whom it is told to, "that", and punctuation."""
    at = begin
    if at < last and words[at].low in LISTENERS:
        at += 1
    while at < last and (words[at].text in {",", ":"} or words[at].low == "that"):
        at += 1
    return at
