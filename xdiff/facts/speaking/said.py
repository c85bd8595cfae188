"""What is said and who says it, as the searches for quotations and reported clauses give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.facts.speaking.cues import Cue
    from xdiff.facts.syntax.grammar import Word
    from xdiff.facts.syntax.marks import Quotation


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
    guessed: bool = False  # nothing names a speaker: the sentence's subject stands in for one


@dataclass(slots=True)
class CuedSentence:
    """One sentence of a row of words, `words[begin:end]`, and its speech verbs."""

    begin: int
    end: int
    cues: list[Cue]


def inherit(source: Speech, content: Span, quotation: Quotation | None) -> Speech:
    """Make the record of what the speaker of `source` says too, without a verb of its own."""
    return Speech(
        content=content,
        speaker=source.speaker,
        lemma=source.lemma,
        stance=source.stance,
        verb=source.verb,
        quotation=quotation,
        inherited=True,
    )


def span_of(words: Sequence[Word], bounds: tuple[int, int]) -> Span:
    """Return the stretch of text that a half-open range of words covers."""
    return Span(start=words[bounds[0]].start, end=words[bounds[1] - 1].end)


def made(words: Sequence[Word], cue: Cue, content: Span, quotation: Quotation | None) -> Speech:
    """Make the record of what `cue` says."""
    return Speech(
        content=content,
        speaker=None if cue.subject is None else span_of(words, cue.subject),
        lemma=cue.verb.lemma,
        stance=cue.verb.stance,
        verb=span_of(words, (cue.at, cue.end))
        if cue.verb.lemma != "according to"
        else span_of(words, (cue.at, cue.at + 2)),
        quotation=quotation,
    )
