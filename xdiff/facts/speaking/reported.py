"""Reported clauses: what follows the verb ("X said that ...") or stands before it ("..., X said")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.facts.speaking.cues import LISTENERS
from xdiff.facts.speaking.said import CuedSentence, Speech, made, span_of
from xdiff.facts.syntax.grammar import (
    AUXILIARIES,
    PREPOSITIONS,
    RELATIVE,
    SENTENCE_END,
    WEEKDAYS,
    Word,
    adverb,
    listed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.facts.speaking.cues import Cue


def reported(words: Sequence[Word], sentence: CuedSentence, used: set[int]) -> list[Speech]:
    """Return the reported clauses of a sentence whose verbs no quotation has taken."""
    found: list[Speech] = []
    for cue in sentence.cues:
        if cue.at in used:
            continue
        content = _clause(words, cue, sentence)
        if content is None or (cue.subject is None and not cue.verb.strong):
            continue
        if words[cue.at - 1].low == "to" and cue.verb.lemma not in SAYING:
            continue  # "the decision not to recommend charges": nobody has said it
        said = cue.verb.strong and cue.verb.stance != "thought"
        if said or all(word.quotation is None for word in words[content[0] : content[1]]):
            found.append(made(words, cue, span_of(words, content), None))
    return found


def _clause(words: Sequence[Word], cue: Cue, sentence: CuedSentence) -> tuple[int, int] | None:
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
    if not cue.verb.strong and not opens_clause(words, cue.end, last):
        return None
    last = _next_statement(words, cue, sentence, last)
    begin = _past_listener(words, cue, last)
    if last - begin < 2 or (words[begin].low in WHEN_OR_WHERE and last - begin <= 5):
        return None
    return begin, last


def _next_statement(words: Sequence[Word], cue: Cue, sentence: CuedSentence, last: int) -> int:
    """Return where the same speaker's next verb takes over: "denied it, but admitted ...", "..., adding".

    Without a comma the next verb may belong to what is said: "said that Y had lied and claimed ...".
    """
    for other in sentence.cues:
        if other.at <= cue.at + 1 or other.subject is None or other.subject != cue.subject:
            continue
        at = other.at - 1
        while at > cue.end and (adverb(words[at]) or words[at].low in AUXILIARIES):
            at -= 1
        comma = at - 1 if words[at].low in {"and", "but"} else at
        if (
            comma > cue.end
            and words[comma].text == ","
            and (comma < at or words[other.at].low.endswith("ing"))
        ):
            return comma
    return last


def _is_tag(words: Sequence[Word], cue: Cue, last: int) -> bool:
    """Whether the verb ends its sentence after a comma: "..., Lavrov said.", "..., he said on Monday."."""
    if cue.subject is None or last - cue.end > LONGEST_TAIL:
        return False
    first = cue.subject[0]
    if words[first].low in RELATIVE or first < 3 or words[first - 1].text != ",":
        return False
    return (
        last == cue.end or words[cue.end].low in PREPOSITIONS | WEEKDAYS | LISTENERS or adverb(words[cue.end])
    )


LONGEST_TAIL = 8  # words after the verb of a closing tag


def _before(words: Sequence[Word], begin: int, end: int) -> tuple[int, int] | None:
    while end > begin and not words[end - 1].is_word:
        end -= 1
    return (begin, end) if end - begin >= 2 else None


def opens_clause(words: Sequence[Word], begin: int, last: int) -> bool:
    """Whether a word that starts a reported clause, or a colon, stands at `begin`."""
    return begin < last and (
        words[begin].low in {"that", "how", "why", "whether", "if", "what"} or words[begin].text == ":"
    )


def _past_listener(words: Sequence[Word], cue: Cue, last: int) -> int:
    """Step over whom it is told to, when and where, "that", and punctuation."""
    at = cue.end
    if cue.verb.lemma in ADDRESSED or (at < last and words[at].low in WHEN_OR_WHERE):
        for index in range(at, min(at + 8, last)):
            if words[index].low == "that" or words[index].text == ":":
                at = index
                break
            if words[index].quotation is not None or words[index].text == ",":
                break
    if at < last and words[at].low in LISTENERS:
        at += 1
    while at < last and (words[at].text in {",", ":"} or words[at].low == "that"):
        at += 1
    return at


# Verbs that take a listener before what is said.
ADDRESSED = listed("tell assure warn inform remind promise ask urge persuade")


WHEN_OR_WHERE = listed("in on at during after before from last this yesterday today earlier") | WEEKDAYS


# Infinitives that report all the same: "went on to say", "used the speech to argue".
SAYING = listed("say tell add explain argue suggest ask claim admit deny announce insist warn note")
