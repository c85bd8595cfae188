"""Who speaks a quotation: the verb after it (`," said X`), before it (`X said: "`), or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.facts.speaking.cues import Cue
from xdiff.facts.speaking.reported import opens_clause
from xdiff.facts.speaking.said import CuedSentence, Speech, made, span_of
from xdiff.facts.syntax.grammar import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    WEEKDAYS,
    Word,
    last_character,
    listed,
)
from xdiff.facts.syntax.phrases import noun_phrase_right, sentence_subject
from xdiff.facts.syntax.verbs import SpeechVerb

if TYPE_CHECKING:
    from collections.abc import Sequence

REACH = 18  # words between a verb and the quotation it introduces, when nothing else stands between


SCARE_WORDS = 2  # a weak verb introduces no quotation this short: `opened the "safe" zone`


def guess(words: Sequence[Word], at: int, sentence: CuedSentence) -> Speech | None:
    """Give the sentence's subject for the speaker of a quotation that no verb introduces, titles excepted.

    In a third of PolNeAR's training articles 191 of 277 such quotations were attributed to somebody, and of
    160 that had a subject before or after them 55 to that.
    Facts leave the speaker open; only an evaluation, which asks for the best guess, sees it.
    """
    quotation = words[at].quotation
    assert quotation is not None
    inside = [word for word in words[at].text.strip("\"“”'’‘.,!? ").split() if len(word) > 3]
    if _is_title(words, at) or all(word[0].isupper() or word[0].isdigit() for word in inside):
        return None
    subject = sentence_subject(words, sentence.begin, at)
    return Speech(
        content=quotation.outer,
        speaker=None if subject is None else span_of(words, subject),
        lemma="",
        stance="said",
        verb=None,
        quotation=quotation,
        guessed=True,
    )


def whole(words: Sequence[Word], at: int, sentence: CuedSentence, text: str) -> bool:
    """Whether the quotation is a sentence of its own, with nothing of the writer's beside it."""
    quotation = words[at].quotation
    assert quotation is not None
    alone = at <= sentence.begin + 2 and at + 1 >= sentence.end
    return alone and text[quotation.inner.start].isupper() | (not text[quotation.inner.start].isalpha())


def attached(
    words: Sequence[Word], at: int, sentence: CuedSentence, text: str, used: set[int]
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
    firm = cue.verb.strong or cue.verb.naming
    if not firm and (cue.subject is None or len(words[at].text.split()) <= SCARE_WORDS):
        return None
    used.add(cue.at)
    return made(words, cue, quotation.outer, quotation)


def _verb_after(words: Sequence[Word], at: int, sentence: CuedSentence, text: str) -> Cue | None:
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
        if cue.inverted and cue.at == first:
            return cue
        if cue.subject[0] == first and cue.at > first and (ends_open or _ends_tag(words, cue.end)):
            return cue
        break
    return _unlisted(words, first, sentence) if ends_open and at == sentence.begin else None


def _ends_tag(words: Sequence[Word], at: int) -> bool:
    """Whether nothing said follows a verb: a mark, a day or a preposition stands there."""
    return at >= len(words) or words[at].text in {".", ","} or words[at].low in PREPOSITIONS | WEEKDAYS


def _unlisted(words: Sequence[Word], first: int, sentence: CuedSentence) -> Cue | None:
    """Take a past tense that no table has for a speech verb where only one can stand: `," Trump barked`."""
    subject = noun_phrase_right(words, first, sentence.end)
    if subject is None or not (words[first].capital or words[first].low in PRONOUNS | DETERMINERS):
        return None
    for at in range(subject[0] + 1, min(subject[1] + 2, sentence.end)):
        if words[at].low.endswith("ed") and not words[at].capital:
            return Cue(
                SpeechVerb(lemma=words[at].low, stance="said", strong=True), at, at + 1, (subject[0], at)
            )
    return None


def _introduces(words: Sequence[Word], cue: Cue, at: int) -> bool:
    """Whether the verb stands right before the quotation, but for a mark or "that"."""
    return all(not word.is_word or word.low == "that" for word in words[cue.end : at])


def _verb_before(words: Sequence[Word], at: int, sentence: CuedSentence) -> Cue | None:
    """Return the nearest verb before the quotation that may introduce it; a weak one only from close by."""
    if _is_title(words, at):
        return None
    for cue in reversed(sentence.cues):
        if cue.at >= at or (cue.inverted and cue.end > at):
            continue
        distance = at - cue.end
        outer = _outer(sentence.cues, cue)
        if outer is not None:
            return outer
        clause = cue.verb.strong or opens_clause(words, cue.end, at)
        if clause or distance <= (NAMING_REACH if cue.verb.naming else WEAK_REACH):
            return cue
    if words[at - 1].text == ":" and at > sentence.begin + 1:
        return colon(words, at - 1, sentence.begin)
    return None


def _outer(found: Sequence[Cue], inner: Cue) -> Cue | None:
    """Return the saying around a thought: in "X said he hoped", what is hoped is what X says."""
    if inner.verb.stance != "thought" and (inner.verb.strong or inner.verb.naming):
        return None
    for cue in reversed(found):
        if cue.at < inner.at and cue.verb.strong and cue.verb.stance != "thought" and not cue.inverted:
            return cue
    return None


NAMING_REACH = 12  # words: "called the plan that he had seen on Monday a"


WEAK_REACH = 3  # words: "spoke of a"


def colon(words: Sequence[Word], at: int, begin: int) -> Cue | None:
    """Take the subject of a sentence that ends in a colon for the speaker: "His answer had one message: "."""
    subject = sentence_subject(words, begin, at)
    if subject is None:
        return None
    return Cue(SpeechVerb(lemma=":", stance="said", strong=True), at, at + 1, subject)


def _is_title(words: Sequence[Word], at: int) -> bool:
    """Whether the words in marks are the title of a work: `on "Meet the Press"`, `her book, "Choices"`."""
    inside = words[at].text.strip("\"“”'’‘.,!? ").split()
    if not inside or len(inside) > 9 or at == 0:
        return False
    long = [word for word in inside if len(word) > 3] or inside
    if not all(word[0].isupper() or word[0].isdigit() for word in long):
        return False
    left = words[at - 1]
    if left.text == "," and at > 1:
        left = words[at - 2]
    return (
        left.low in {"on", "of", "in", "from", "at", "to", "with", "and", "or"} | WORKS
        or left.low.endswith(("'s", "s'"))
        or left.capital
    )


WORKS = listed(
    "book memoir show program programme film movie series song album novel play magazine podcast documentary "
    "article essay column musical drama sitcom comedy series slogan titled entitled"
)
