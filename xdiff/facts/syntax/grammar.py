"""Closed classes of English words, and a paragraph as a row of words, marks and whole quotations.

The classes are those any grammar lists; they are closed, so they are constants and not a data file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.facts.syntax.marks import Quotation
    from xdiff.records import Span


def listed(words: str) -> frozenset[str]:
    """Return the words of a constant that is written as one string."""
    return frozenset(words.split())


WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = listed("january february march april may june july august september october november december")
HE = frozenset({"he", "she"})
PRONOUNS = listed(
    "he she they it i we you who which that this these those some others many most few several one both "
    "another all none everyone everybody nobody anyone someone each neither either what"
)
RELATIVE = frozenset({"who", "which", "that"})
POSSESSIVES = listed("his her their its my our your whose")
DETERMINERS = listed("the a an this that these those some any no every each another") | POSSESSIVES
AUXILIARIES = listed(
    "is are was were be been being am has have had having do does did will would shall should can could may "
    "might must 's 've 'd 'll isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't "
    "wouldn't can't couldn't shouldn't cannot"
)
BE = listed("is are was were be been being am isn't aren't wasn't weren't")
# Adverbs that stand between a subject and its verb and do not end in -ly.
ADVERBS = listed(
    "also not never then later again once even still just already now always often soon instead thus "
    "therefore however meanwhile further rather else too first ever since long so simply both himself "
    "herself themselves itself all yesterday today tomorrow tonight earlier twice"
)
# -ly words that are no adverbs.
NOT_ADVERBS = listed("family italy ally july reply rally assembly early daily weekly only apply supply")
PREPOSITIONS = listed(
    "of in on at by for from with to against about after before during under over between among through "
    "into near outside inside since until without within across behind despite amid around toward towards "
    "per via like upon as"
)
# Prepositions that tie one noun phrase to another inside a subject: "a spokesman for the ministry".
TYING = listed("of for in at from with on to")
CONJUNCTIONS = listed("and or but nor yet so")
SUBORDINATORS = listed(
    "that when as if because while although though unless since where whether why how whereas once until "
    "before after than"
)
NOT_IN_NOUN_PHRASE = (
    (PRONOUNS - {"that", "all", "most", "many", "some", "several", "few", "both", "one"})
    | AUXILIARIES
    | (SUBORDINATORS - {"as", "once"})
    | (PREPOSITIONS - TYING)
    | listed("and or but nor yet there here then")
)

# Words whose full stop belongs to them.
ABBREVIATED = listed(
    "Mr Mrs Ms Dr Sen Sens Rep Reps Gov Gen Lt Col Capt Sgt Maj Adm Cmdr Prof Rev Hon Jr Sr St Pres Amb "
    "Messrs Mme Mlle Inc Corp Ltd Co No vs Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)
WORD = re.compile(
    r"<[A-Za-z/][^<>\n]{0,600}>"  # a tag that a page scraper left
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[A-Z]\.(?=\s+[A-Z])"  # an initial
    r"|[^\W_]+(?:[-'’.&@\u00ad][^\W_]+)*(?:['’](?!\w))?"
    r"|\.{2,}|[^\w\s]"
)
SENTENCE_END = frozenset({".", "?", "!"})
PAUSES = frozenset({",", "—", "–", "-", "--"})


class Word(NamedTuple):
    """One word, mark, or whole quotation of a paragraph. `low` is its lower case, "" for a quotation."""

    start: int
    end: int
    text: str
    low: str
    is_word: bool  # a word or number, neither mark nor quotation
    capital: bool  # starts with a capital letter
    quotation: Quotation | None = None


def word_at(start: int, text: str) -> Word:
    """Make the item for `text` that starts at `start`."""
    first = text[0]
    low = text.lower().replace("’", "'")
    return Word(start, start + len(text), text, low, first.isalnum(), first.isupper())


def row(text: str, span: Span, quotations: Sequence[Quotation]) -> list[Word]:
    """Cut one paragraph into words and marks, each outermost quotation being one item.

    Args:
        text: the document's text.
        span: the paragraph.
        quotations: its quotations in reading order; nested ones are passed over.
    """
    words: list[Word] = []
    at = span.start
    for quotation in quotations:
        if quotation.nested or quotation.outer.start < at:
            continue
        words.extend(_words(text, at, quotation.outer.start))
        outer = quotation.outer
        words.append(Word(outer.start, outer.end, text[outer.start : outer.end], "", False, False, quotation))
        at = outer.end
    words.extend(_words(text, at, span.end))
    return words


def _words(text: str, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    for match in WORD.finditer(text, start, end):
        piece = match.group()
        if piece == "." and words and words[-1].end == match.start() and words[-1].text in ABBREVIATED:
            words[-1] = word_at(words[-1].start, words[-1].text + ".")
        elif piece[0] != "<" or len(piece) == 1:
            words.append(word_at(match.start(), piece))
    return words


def adverb(word: Word) -> bool:
    """Whether `word` may stand between a subject and its verb."""
    low = word.low
    return low in ADVERBS or (low.endswith("ly") and not word.capital and low not in NOT_ADVERBS)


def last_character(quotation: Quotation, text: str) -> str:
    """Return the last character inside the marks."""
    return text[quotation.inner.end - 1]


def sentences(words: Sequence[Word], text: str) -> list[tuple[int, int]]:
    """Return half-open ranges of `words`, one a sentence.

    A quotation that ends in a full stop ends its sentence, unless a speech tag follows ("... ." X said.);
    one that ends in a question or exclamation mark leaves it open: `"Why?" he asked`.
    """
    ranges: list[tuple[int, int]] = []
    begin = 0
    for index, word in enumerate(words):
        if word.quotation is not None:
            following = words[index + 1] if index + 1 < len(words) else None
            ends = following is None or (
                last_character(word.quotation, text) in FULL_STOPS
                and (following.capital or following.quotation is not None)
                and not _tag_follows(words, index + 1)
            )
        else:
            ends = word.text in SENTENCE_END
        if ends or index - begin >= LONGEST_SENTENCE:
            ranges.append((begin, index + 1))
            begin = index + 1
    if begin < len(words):
        ranges.append((begin, len(words)))
    return ranges


LONGEST_SENTENCE = 400  # words: a run without a full stop is cut here, so that the work stays linear
FULL_STOPS = frozenset(".…’'?!")
TAG_VERBS = listed("said says tweeted wrote added asked replied explained continued told")


def _tag_follows(words: Sequence[Word], begin: int) -> bool:
    """Whether a short clause that starts at `begin` ends in a speech verb: `X said.`, `he asked today.`."""
    for at in range(begin + 1, min(begin + 9, len(words))):
        word = words[at]
        if word.quotation is not None or word.text in SENTENCE_END:
            return False
        if word.low in TAG_VERBS:
            after = words[at + 1] if at + 1 < len(words) else None
            return (
                after is None
                or after.text in {".", ","}
                or after.low in WEEKDAYS | {"in", "on", "at", "during"}
            )
        if word.low in AUXILIARIES or word.low in SUBORDINATORS:
            return False
    return False
