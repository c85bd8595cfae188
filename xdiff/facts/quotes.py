"""Quotations and who said each.

`value` is the words inside the marks, in lower case without punctuation; `span` lies inside the marks.
`data` may say: `scare` (one or two words the writer holds at arm's length), `unclosed` (the paragraph ended
first), `continued` (goes on from the paragraph before), `nested`, `inherited` (the speaker is that of the
quotation before), and `verb` with its `stance`, `manner` ("warned"), `verb_start` and `verb_end`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.speaking.told import told
from xdiff.facts.syntax.locate import WORDS, Sentences, plain
from xdiff.facts.syntax.marks import Quotation, quotations
from xdiff.facts.syntax.verbs import manners
from xdiff.records import Article, Fact

if TYPE_CHECKING:
    from xdiff.facts.speaking.said import Speech

SCARE_WORDS = 2  # "so-called" quotes; a one-word answer ("No," he said) ends in a mark and is none


def extract(article: Article, _earlier: Earlier) -> tuple[Fact, ...]:
    """Return the quotations of `article` in reading order."""
    text = article.document.text
    sentence = Sentences(article)
    spoken = {each.quotation.outer: each for each in told(article) if each.quotation}
    facts: list[Fact] = []
    for quotation in quotations(article):
        speech = spoken.get(quotation.outer)
        surface = quotation.inner.of(text)
        facts.append(
            Fact(
                kind="quote",
                document_id=article.document.id,
                sentence=sentence.at(quotation.inner.start),
                span=quotation.inner,
                surface=surface,
                value=plain(surface),
                speaker=None if speech is None or speech.speaker is None else speech.speaker.of(text),
                speaker_span=None if speech is None else speech.speaker,
                data=_data(quotation, speech, surface),
            )
        )
    return tuple(facts)


def scare(surface: str) -> bool:
    """Whether words in marks are held at arm's length rather than quoted as speech."""
    return len(WORDS.findall(surface)) <= SCARE_WORDS and not (surface[0].isupper() and surface[-1] in ".,?!")


def _data(quotation: Quotation, speech: Speech | None, surface: str) -> dict[str, str]:
    data: dict[str, str] = {}
    if scare(surface):
        data["scare"] = "yes"
    if not quotation.closed:
        data["unclosed"] = "yes"
    if quotation.continued:
        data["continued"] = "yes"
    if quotation.nested:
        data["nested"] = "yes"
    if speech is not None:
        data.update(verb=speech.lemma, stance=speech.stance)
        if speech.lemma in manners():
            data["manner"] = manners()[speech.lemma]
        if speech.inherited:
            data["inherited"] = "yes"
        if speech.verb is not None:
            data.update(verb_start=str(speech.verb.start), verb_end=str(speech.verb.end))
    return data


EXTRACTOR = Extractor(kind="quote", extract=extract)
