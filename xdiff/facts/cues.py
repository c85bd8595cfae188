"""Finding who says something: the speech verb and its subject, without a parser.

A subject stands left of its verb ("Lavrov later said"), right of it after speech ("said the minister"),
or is that of an earlier verb of the sentence ("... , adding"). Each search looks at a bounded number of
words, so the work is linear in the length of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.facts.grammar import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    NOT_IN_NOUN_PHRASE,
    PAUSES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SENTENCE_END,
    SUBORDINATORS,
    TYING,
    WEEKDAYS,
    Word,
    adverb,
    listed,
)
from xdiff.facts.verbs import SpeechVerb, speech_verbs

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_SUBJECT = 16  # words; 95 % of the sources in PolNeAR have 11 or fewer, 99 % 19
LONGEST_ASIDE = 28  # words between a subject and its verb that commas or dashes set off
OPENERS = frozenset({"(", "["})
CLOSERS = frozenset({")", "]"})
# Whom things are told to.
LISTENERS = listed(
    "reporters him her them me us journalists lawmakers supporters viewers delegates investors"
)
# Things that report though nobody speaks: "it appeared that" names no speaker.
EMPTY = frozenset({"it", "there"})


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
    if following == "as" and words[index].low == "quoted":
        return None  # "was quoted as saying": the saying is the verb
    for verb in candidates:
        if not verb.particle or verb.particle == following:
            return verb
    return None


def _part_of_name(words: Sequence[Word], index: int, begin: int, end: int) -> bool:
    """Whether a capitalised form is a name's part ("United States") and no verb of a headline."""
    if words[index].text.isupper():
        return False
    if index == begin:
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


# Forms that are verbs wherever they stand.
CERTAIN = listed("said says say told tells tell wrote writes asked added insists argues believes thinks")
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
    if left.quotation is not None and index + 1 < end and words[index + 1].low in {"that", "to", ":", ","}:
        return None
    first = words[index + 1]
    if first.low == "to" and index + 3 < end and words[index + 2].low in LISTENERS:
        index += 2  # "..., explained to reporters the ambassador"
        first = words[index + 1]
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
        _followed_by_speech(words, subject[1], end) or not _verb_follows(words, begin, index)
    ):
        return None  # "Anna Bell, a nurse, said the ward was full": nothing said stands before
    return subject


def _followed_by_speech(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether what follows an alleged inverted subject shows it to be what is said: "..., said X is ..."."""
    if index >= end or not words[index].is_word:
        return index < end and words[index].quotation is not None
    return words[index].low not in (PREPOSITIONS | WEEKDAYS | {"and", "when"}) - {"of"}


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
        if (
            words[at].low == "as"
            and at > begin
            and words[at - 1].low in {"quoted", "cited", "reported", "paraphrased"}
        ):
            return _subject(words, at - 2 if words[at - 2].low in BE else at - 1, begin, earlier)
        return _inherited(words, begin, at + 1, earlier)
    word = words[at]
    if word.low in {"and", "but", "then", "or"}:
        return _inherited(words, begin, at, earlier)
    head = _before_aside(words, at, begin)
    if head is None:
        return _inherited(words, begin, index, earlier)
    return noun_phrase_left(words, head, begin)


def _agent(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """Return X of "was described by X", if it is there."""
    for at in range(index + 1, min(index + 9, len(words) - 1)):
        if words[at].text in SENTENCE_END:
            return None
        if words[at].low == "by":
            return noun_phrase_right(words, at + 1, len(words))
    return None


def _before_aside(words: Sequence[Word], at: int, begin: int) -> int | None:
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


def _inherited(
    words: Sequence[Word], begin: int, before: int, earlier: Sequence[Cue]
) -> tuple[int, int] | None:
    """Return the subject of the last verb of saying before `before`, or else the sentence's own."""
    for cue in reversed(earlier):
        if cue.at < before and cue.subject is not None and words[cue.subject[0]].low not in RELATIVE:
            return cue.subject
    return sentence_subject(words, begin, before)


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
        if _verb_follows(words, phrase[0] + 1, min(phrase[1] + 3, end)):
            return phrase
        first = first or phrase
    return first


CONNECTING = listed("but and so yet still then back later instead")
# Past tenses that do not end in -ed, of the verbs that are commonest in news.
IRREGULAR = listed(
    "made took gave went came got had found left kept set met saw led held stood spoke wrote began said told "
    "won lost ran rose fell broke drew grew knew sent spent built brought thought bought paid put read felt"
)


def _verb_follows(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether a finite verb stands in `words[begin:end]`, the end of a noun phrase and a little more."""
    return any(
        words[at].low in AUXILIARIES or words[at].low in IRREGULAR or words[at].low.endswith("ed")
        for at in range(begin, end)
        if not words[at].capital
    )
