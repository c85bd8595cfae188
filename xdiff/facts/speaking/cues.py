"""Finding who says something: the speech verb and its subject, without a parser.

A subject stands left of its verb ("Lavrov later said"), right of it after speech ("said the minister"),
or is that of an earlier verb of the sentence ("... , adding"). Each search looks at a bounded number of
words, so the work is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdiff.facts.people.gazetteer import look_up
from xdiff.facts.syntax.grammar import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SENTENCE_END,
    SUBORDINATORS,
    WEEKDAYS,
    Word,
    adverb,
    listed,
)
from xdiff.facts.syntax.phrases import (
    CERTAIN,
    before_aside,
    noun_phrase_left,
    noun_phrase_right,
    sentence_subject,
    verb_follows,
)
from xdiff.facts.syntax.verbs import SpeechVerb, speech_verbs

# Whom things are told to.
LISTENERS = listed(
    "reporters him her them me us journalists lawmakers supporters viewers delegates investors"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A speech verb in a row of words. `subject` is a half-open range of the row, or None when open."""

    verb: SpeechVerb
    at: int  # index of the verb in the row
    end: int  # index after the verb and its particle
    subject: tuple[int, int] | None
    inverted: bool = False


def cues(words: Sequence[Word], begin: int, end: int) -> list[Cue]:
    """Return the speech verbs of the sentence `words[begin:end]` with their subjects, in reading order."""
    forms = speech_verbs()
    found: list[Cue] = []
    for index in range(begin, end):
        word = words[index]
        if word.quotation is not None:
            continue
        if word.low == "according" and index + 1 < end and words[index + 1].low == "to":
            subject = noun_phrase_right(words, index + 2, end)
            if subject is not None:
                verb = SpeechVerb(lemma="according to", stance="said", strong=True)
                found.append(Cue(verb, index, subject[1], subject, inverted=True))
            continue
        if word.low not in forms or (word.capital and _part_of_name(words, index, begin, end)):
            continue
        verb_here = _verb(forms[word.low], words, index, end)
        if verb_here is None or _is_noun(words, index, begin, end):
            continue
        after = index + 1 + bool(verb_here.particle)
        inverted = _inverted_subject(words, index, begin, end)
        if inverted is not None:
            found.append(Cue(verb_here, index, after, inverted, inverted=True))
            continue
        found.append(Cue(verb_here, index, after, _subject(words, index, begin, found)))
    return found


def _verb(candidates: Sequence[SpeechVerb], words: Sequence[Word], index: int, end: int) -> SpeechVerb | None:
    following = words[index + 1].low if index + 1 < end else ""
    if words[index].low == "said" and index > 0 and words[index - 1].low == "that" and following == ",":
        return None  # "That said, ..."
    if words[index].low in QUOTING and _as_saying(words, index, end):
        return None  # "was quoted by the Times as saying": the saying is the verb
    for verb in candidates:
        if not verb.particle or verb.particle == following:
            return verb
    return None


def _part_of_name(words: Sequence[Word], index: int, begin: int, end: int) -> bool:
    """Whether a capitalised form is a name's part ("United States") and no verb of a headline."""
    if words[index].text.isupper():
        return False
    if index == begin or look_up(f"{words[index - 1].text} {words[index].text}") is not None:
        return True
    long = [word for word in words[begin:end] if word.is_word and len(word.text) > 3]
    return sum(word.capital for word in long) < HEADLINE * len(long)


def _is_noun(words: Sequence[Word], index: int, begin: int, end: int) -> bool:
    """Whether a form that is also a noun or adjective is one here ("the report", "executive orders")."""
    word = words[index]
    low = word.low
    if index == begin or low in CERTAIN:
        return False
    left = words[index - 1]
    if left.low in DETERMINERS - RELATIVE - {"those", "these", "some", "this", "each"}:
        return True
    if low.endswith("ing"):
        return left.low.endswith(("'s", "s'"))
    if left.low in PREPOSITIONS - {"to", "like", "since", "before", "after"}:
        return True
    past = low.endswith("ed") or low in PAST
    if past:
        return left.low.endswith(("'s", "s'")) and not left.capital
    if left.low.endswith(("'s", "s'")) and left.low not in {"it's", "he's", "she's"}:
        return True
    following = words[index + 1] if index + 1 < end else None
    if following is not None and left.low != "to" and following.low in {"of", "by", "for"} | AUXILIARIES:
        return True
    if left.low in {"one", "another", "each", "this", "that"} and not low.endswith("s"):
        return True
    bare_form = not low.endswith(("s", "ed"))
    if bare_form and left.capital and not left.low.endswith("s") and left.low not in PRONOUNS:
        return words[max(begin, index - 2)].low != "and"  # "the Kremlin report"; "Putin and Assad report"
    if (
        left.capital
        or left.low in PRONOUNS
        or left.low in AUXILIARIES
        or left.low == "to"
        or not left.is_word
    ):
        return False
    if adverb(left) or left.low in {"and", "or"}:
        return False
    # The present tense after a lower-case word: "the polls show that", not "ad buys show strong".
    plural_subject = left.low.endswith("s") and not left.low.endswith("ss")
    agrees = plural_subject != (low.endswith("s") and not low.endswith("ss"))
    return not (agrees and following is not None and _opens_object(following))


PAST = listed(
    "said told wrote thought knew saw felt found spoke swore read began went sang held sought understood put"
)


HEADLINE = 0.7  # share of longer words with a capital where a line is in title case


def _opens_object(word: Word) -> bool:
    """Whether a word can start what a verb takes: a clause, a noun phrase, a quotation."""
    return (
        word.quotation is not None
        or word.capital
        or word.text in {":", ","}
        or word.low in DETERMINERS | PRONOUNS | SUBORDINATORS
        or word.low in {"it", "him", "her", "them", "us", "me", "no"}
    )


def _inverted_subject(words: Sequence[Word], index: int, begin: int, end: int) -> tuple[int, int] | None:
    """Return the subject right of a verb that follows speech: `," said X`, `, says X`."""
    if index == begin or index + 1 >= end or words[index].low.endswith("ing"):
        return None
    if words[index].low in {"told", "tells", "tell"}:  # whom they told stands there
        return None
    left = words[index - 1]
    if left.quotation is None and left.low not in {",", "—", "–", "-", "?", "!"}:
        return None
    if index + 3 < end and words[index + 1].low == "to" and words[index + 2].low in LISTENERS:
        index += 2  # "..., explained to reporters the ambassador"
    first = words[index + 1]
    if left.quotation is not None and first.low in {"that", "to", ":", ","}:
        return None
    if not (first.capital or first.low in DETERMINERS or first.low in PRONOUNS or first.is_word):
        return None
    if (
        not first.capital
        and first.low not in DETERMINERS
        and first.low not in PRONOUNS
        and left.quotation is None
    ):
        return None
    if first.low in {"that", "when", "in", "on", "to", "at", "during", "as", "it", "him", "them"}:
        return None
    subject = noun_phrase_right(words, index + 1, end)
    if subject is None:
        return None
    if left.quotation is None and (
        _followed_by_speech(words, subject[1], end) or not verb_follows(words, begin, index)
    ):
        return None  # "Anna Bell, a nurse, said the ward was full": nothing said stands before
    return subject


def _followed_by_speech(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether what follows an alleged inverted subject shows it to be what is said: "..., said X is ..."."""
    if index >= end or not words[index].is_word:
        return index < end and words[index].quotation is not None
    return words[index].low not in (PREPOSITIONS | WEEKDAYS | {"and", "when"}) - {"of"}


def _subject(words: Sequence[Word], index: int, begin: int, earlier: Sequence[Cue]) -> tuple[int, int] | None:
    """Return the subject of the verb at `index`: the noun phrase left of it, or an earlier verb's."""
    at = index - 1
    participle = words[index].low.endswith("ing")
    passive = False
    progressive = False
    while at >= begin and words[at].is_word:
        low = words[at].low
        if low in BE:
            passive = passive or not participle
            progressive = participle
        elif low == "to":
            return _inherited(words, begin, at, earlier)
        elif not (low in AUXILIARIES or adverb(words[at]) or low in WEEKDAYS):
            break
        at -= 1
    if passive and words[index].low.endswith(
        ("ed", "told", "said", "known", "seen", "shown", "called", "held")
    ):
        return _agent(words, index)
    if at < begin:
        return None
    if participle and not progressive:
        if words[at].low == "as" and (quoting := _quoting(words, at, begin)) is not None:
            if words[quoting - 1].low in BE:  # "X was quoted by the Times as saying"
                return _subject(words, quoting - 1, begin, earlier)
            if quoting < at - 1:  # "the Times quoted X as saying"
                return noun_phrase_right(words, quoting + 1, at)
            return _subject(words, quoting, begin, earlier)
        return _inherited(words, begin, at + 1, earlier)
    word = words[at]
    if word.low in {"and", "but", "then", "or"}:
        return _inherited(words, begin, at, earlier)
    head = before_aside(words, at, begin)
    if head is None:
        return _inherited(words, begin, index, earlier)
    return noun_phrase_left(words, head, begin)


QUOTING = listed("quoted quotes cited cites reported paraphrased")
QUOTED_AT_MOST = 9  # words between "quoted" and "as saying"


def _as_saying(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether "as saying" follows a verb of quoting in its clause."""
    for at in range(index + 1, min(index + QUOTED_AT_MOST, end - 1)):
        if words[at].text in {",", ";", ":"}:
            return False
        if words[at].low == "as":
            return words[at + 1].low.endswith("ing")
    return False


def _quoting(words: Sequence[Word], at: int, begin: int) -> int | None:
    """Return the verb of quoting that the "as" at `at` belongs to."""
    for back in range(at - 1, max(begin, at - QUOTED_AT_MOST), -1):
        if words[back].low in QUOTING:
            return back
        if not words[back].is_word:
            return None
    return None


def _agent(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """Return X of "was described by X", if it is there."""
    for at in range(index + 1, min(index + 9, len(words) - 1)):
        if words[at].text in SENTENCE_END:
            return None
        if words[at].low == "by":
            return noun_phrase_right(words, at + 1, len(words))
    return None


def _inherited(
    words: Sequence[Word], begin: int, before: int, earlier: Sequence[Cue]
) -> tuple[int, int] | None:
    """Return the subject of the last verb of saying before `before`, or else the sentence's own."""
    for cue in reversed(earlier):
        if cue.at < before and cue.subject is not None and words[cue.subject[0]].low not in RELATIVE:
            return cue.subject
    return sentence_subject(words, begin, before)
