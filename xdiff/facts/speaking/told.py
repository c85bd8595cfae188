"""Who says what, as it is told to a reader: the rules' reading where the model of speakers bears it out.

Of 1,145 quotations of 110 PolNeAR articles that the rules give a speaker (model fitted on others), 93 % have
the right one; of the 1,084 where the model agrees 96 %; of the 61 where it does not the rules have 41 %, so
those are left open unless the model is sure.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.speaking.said import Speech
from xdiff.facts.speaking.speech import speeches
from xdiff.facts.speaking.traits import VERBS, verb_right
from xdiff.facts.speaking.voices import Voice, voices
from xdiff.facts.syntax.verbs import speech_verbs
from xdiff.records import Article, Span

if TYPE_CHECKING:
    from xdiff.facts.syntax.verbs import SpeechVerb

SURE = 0.8  # of a speaker where the rules have none: 80 % right there
OVERRULING = 0.9  # of a speaker where the rules have another: 70 % right there
LISTENER = 15  # characters between a verb and its subject: " to reporters "
NOBODY = 0.8  # of a title or a word held at arm's length, where the rules have a speaker


def told(article: Article) -> tuple[Speech, ...]:
    """Return everything quoted or reported whose speaker may be told, in reading order."""
    if _latest and _latest[0][0] is article:
        return _latest[0][1]
    read = {voice.asked.quotation.outer: voice for voice in voices(article)}
    found: list[Speech] = []
    for speech in speeches(article):
        voice = None if speech.quotation is None else read.pop(speech.quotation.outer, None)
        checked = speech if voice is None else _checked(speech, voice, article.document.text)
        if checked is not None and not checked.guessed:
            found.append(checked)
    found += [more for voice in read.values() if (more := _found(voice)) is not None]
    _latest.append((article, tuple(sorted(found, key=lambda each: (each.content.start, -each.content.end)))))
    return _latest[0][1]


# Quotations and attributions of one article are asked for in turn.
_latest: deque[tuple[Article, tuple[Speech, ...]]] = deque(maxlen=1)


def _checked(speech: Speech, voice: Voice, text: str) -> Speech | None:
    """Return what may be told of a quotation that the rules have read."""
    if speech.guessed or speech.speaker is None:
        return _found(voice) or (None if speech.guessed else speech)
    if not any(each.speaker and _meet(each.speaker, speech.speaker) for each in voice.asked.options):
        return speech  # the speaker comes in the next paragraph: the model has not looked there
    if voice.nobody >= NOBODY:
        return None
    speaker = None if voice.option is None else voice.option.speaker
    if speaker is not None and _meet(speaker, speech.speaker):
        return speech
    if _tagged(speech, text):
        return speech
    if voice.sure >= OVERRULING:
        return _found(voice)
    return replace(speech, speaker=None)


def _tagged(speech: Speech, text: str) -> bool:
    """Whether nothing but the verb and a listener parts a quotation from its speaker: `," said to them X`."""
    if speech.quotation is None or speech.speaker is None or speech.verb is None:
        return False
    ends_open = text[speech.quotation.inner.end - 1] in ",?!"
    beside = 0 <= speech.verb.start - speech.quotation.outer.end <= 1
    return ends_open and beside and 0 <= speech.speaker.start - speech.verb.end <= LISTENER


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _found(voice: Voice) -> Speech | None:
    """Return what the model alone tells: a speaker it is sure of, with the verb beside that speaker."""
    option = voice.option
    if option is None or option.speaker is None or voice.sure < SURE:
        return None
    verb, place = _verb(voice)
    return Speech(
        content=voice.asked.quotation.outer,
        speaker=option.speaker,
        lemma="" if verb is None else verb.lemma,
        stance="said" if verb is None else verb.stance,
        verb=place,
        quotation=voice.asked.quotation,
        inherited=option.where == "last",
    )


def _verb(voice: Voice) -> tuple[SpeechVerb | None, Span | None]:
    """Return the speech verb right after or right before the speaker's phrase, and where it stands."""
    option = voice.option
    if option is None or option.scene is None or option.chunk is None:
        return None, None
    scene, chunk = option.scene, option.chunk
    paragraph = scene.paragraph
    at = verb_right(paragraph, chunk.end, scene.sentence(chunk.start)[1])
    if at is None and chunk.start and paragraph.classes[chunk.start - 1] in VERBS:
        at = chunk.start - 1
    if at is None:
        return None, None
    word = paragraph.words[at]
    following = paragraph.words[at + 1].low if at + 1 < len(paragraph.words) else ""
    fitting = (each for each in speech_verbs()[word.low] if each.particle in {"", following})
    return next(fitting, None), Span(start=word.start, end=word.end)
