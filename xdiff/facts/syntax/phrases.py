"""Noun phrases without a parser: closed classes of words say where one ends. Every search is bounded."""

from __future__ import annotations

from collections.abc import Sequence

from xdiff.facts.syntax.grammar import (
    AUXILIARIES,
    DETERMINERS,
    NOT_IN_NOUN_PHRASE,
    PAUSES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SUBORDINATORS,
    TYING,
    WEEKDAYS,
    Word,
    adverb,
    listed,
)
from xdiff.facts.syntax.verbs import speech_verbs

LONGEST_SUBJECT = 16  # words; 95 % of the sources in PolNeAR have 11 or fewer, 99 % 19


LONGEST_ASIDE = 28  # words between a subject and its verb that commas or dashes set off


OPENERS = frozenset({"(", "["})


CLOSERS = frozenset({")", "]"})


# Things that report though nobody speaks: "it appeared that" names no speaker.
EMPTY = frozenset({"it", "there"})


# Forms that are verbs wherever they stand.
CERTAIN = listed("said says say told tells tell wrote writes asked added insists argues believes thinks")


def noun_phrase_right(words: Sequence[Word], index: int, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that starts at `index`: a pronoun, or words up to a break or a verb."""
    if index >= end or not words[index].is_word:
        return None
    if words[index].low in PRONOUNS and words[index].low not in DETERMINERS | {
        "many",
        "several",
        "few",
        "one",
        "most",
        "both",
        "all",
    }:
        return index, index + 1
    at = index
    limit = min(end, index + LONGEST_SUBJECT)
    while at < limit:
        word = words[at]
        if word.quotation is not None or not word.is_word:
            if word.text == "&" or (
                word.text == "." and at + 1 < limit and words[at + 1].capital and len(words[at - 1].text) == 1
            ):
                at += 1
                continue
            break
        low = word.low
        if (
            at > index
            and (
                low in NOT_IN_NOUN_PHRASE or low in WEEKDAYS or (low in speech_verbs() and low.endswith("ed"))
            )
            and (low != "and" or not _joins_names(words, at, limit))
        ):
            break
        if at > index and low in IRREGULAR:
            break
        if low in TYING and (low in {"in", "on", "to", "at", "with", "from"} or at == index):
            break
        at += 1
    while at > index and words[at - 1].low in TYING | {"and"}:
        at -= 1
    return (index, at) if at > index else None


def _joins_names(words: Sequence[Word], index: int, end: int) -> bool:
    return index + 1 < end and words[index - 1].capital and words[index + 1].capital


def before_aside(words: Sequence[Word], at: int, begin: int) -> int | None:
    """Step left over what commas, dashes or brackets set off between a subject and its verb."""
    for _ in range(3):
        if at < begin:
            return None
        text = words[at].text
        if text in CLOSERS:
            stop = max(begin, at - LONGEST_ASIDE)
            while at > stop and words[at].text not in OPENERS:
                at -= 1
            at -= 1
        elif text in PAUSES:
            opened = at - 1
            stop = max(begin, at - LONGEST_ASIDE)
            while opened > stop and words[opened].text != text:
                opened -= 1
            if opened <= stop or words[opened].text != text or opened - 1 < begin:
                return None
            at = opened - 1
        else:
            return at if words[at].is_word else None
    return at


def noun_phrase_left(words: Sequence[Word], at: int, begin: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends with the word at `at`."""
    low = words[at].low
    if low in CERTAIN and not words[at].capital:
        return None
    if low in EMPTY or low in SUBORDINATORS - RELATIVE or low in PREPOSITIONS:
        return (at, at + 1) if low == "it" else None
    if low in PRONOUNS:
        return at, at + 1
    start = at
    stop = max(begin, at - LONGEST_SUBJECT)
    while start > stop:
        word = words[start - 1]
        low = word.low
        if not word.is_word:
            if word.text in {"&", "%"}:
                start -= 1
                continue
            break
        if low in NOT_IN_NOUN_PHRASE and not (low == "and" and _joins_names(words, start - 1, at + 1)):
            break
        if low in WEEKDAYS or (
            not word.capital and low in speech_verbs() and (low in CERTAIN or low.endswith("ed"))
        ):
            break
        start -= 1
        if low in DETERMINERS and not (start - 1 >= stop and words[start - 1].low in TYING):
            break
    start = _without_opening_phrase(words, start, at)
    return start, at + 1


def _without_opening_phrase(words: Sequence[Word], start: int, at: int) -> int:
    """Drop "In a statement" from "In a statement Lavrov": keep the last run of capitals, or article on."""
    if words[start].low not in TYING:
        return start
    for index in range(at, start, -1):
        if words[index].low in DETERMINERS:
            return index
        if words[index].capital and not words[index - 1].capital:
            return index
    return min(start + 1, at)


def sentence_subject(words: Sequence[Word], begin: int, end: int) -> tuple[int, int] | None:
    """Return the subject of a clause: the first noun phrase, at its start or after a comma, with a verb.

    Without such a one it is the first noun phrase past an opening phrase that a comma ends.
    """
    starts = [begin, *(at + 1 for at in range(begin, end - 1) if words[at].text == ",")]
    first: tuple[int, int] | None = None
    for start in starts[:6]:
        at = start
        while at < end - 1 and (words[at].low in CONNECTING or adverb(words[at])):
            at += 1
        if at >= end or words[at].low in PREPOSITIONS | SUBORDINATORS or words[at].low.endswith("ing"):
            continue
        phrase = noun_phrase_right(words, at, end)
        if phrase is None:
            continue
        if verb_follows(words, phrase[0] + 1, min(phrase[1] + 3, end)):
            return phrase
        first = first or phrase
    return first


CONNECTING = listed("but and so yet still then back later instead")


# Past tenses that do not end in -ed, of the verbs that are commonest in news.
IRREGULAR = listed(
    "made took gave went came got had found left kept set met saw led held stood spoke wrote began said told "
    "won lost ran rose fell broke drew grew knew sent spent built brought thought bought paid put read felt"
)


def verb_follows(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether a finite verb stands in `words[begin:end]`, the end of a noun phrase and a little more."""
    return any(
        words[at].low in AUXILIARIES or words[at].low in IRREGULAR or words[at].low.endswith("ed")
        for at in range(begin, end)
        if not words[at].capital
    )
