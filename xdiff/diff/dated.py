"""A date with what its sentence tells of it: what happened then, and to whom; whether it began or ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from xdiff.diff.calendar import COMPARED_UNITS, PREPOSITION, affirms, comparable_value, of_the_page
from xdiff.diff.frames import Frame, frame
from xdiff.diff.lexicon import happenings, senses, table
from xdiff.diff.stems import NEGATIONS, is_verbal, stem
from xdiff.records import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.diff.story import Side
    from xdiff.records import Fact

BEFORE, BEHIND = 8, 4  # tokens in which to look for what happened
BEHIND_OPENING = 14  # the same behind a date that opens its sentence: "In 1971 the label was founded"
SUBJECT_OF = 3  # telling words before the verb that stand for a subject without a name
EVENT_WITHIN = 12  # tokens before a date in which the noun of an event may stand
DESCRIBED_BY = 6  # tokens behind a year in which stands what it describes: "a 1971 British comedy film"
ACT_WITHIN = 120  # characters before a weekday in which the noun of an act may stand, with whom it went to
_CLAUSE_ENDS = frozenset(";:()")
_BORN = re.compile(r"\(\s*(?:[^()]*;\s*)?(?:[^()]*\b)?born\b[^()]*$")
_OPENED = re.compile(r"\(\s*(?:[^()]*;\s*)?$")
_UNTIL = re.compile(r"\s*[-–—−]+\s*[^()]*\d{4}\s*\)")
_SINCE = re.compile(r"\([^()]*\d{4}\s*[-–—−]+\s*$")
_CLOSED = re.compile(r"\s*\)")
_BESIDE = re.compile(r"\s*(?:,|and|or)?\s*(?:and|or|the|early|mid|late|in|on|[\s-])*\s*", re.IGNORECASE)
_SPOKEN = re.compile(
    r"\b(?:day|week|month|quarter|year)s?\s+(?:ended|ending|to)\s*$"
    r"|\b(?:said|says|announced|told|reported|confirmed|added|tweeted|wrote)\W*(?:\w+\W+)?(?:on\W+)?"
    r"(?:late\W+|early\W+)?$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"\b(?:updated|published|posted|modified|created|filed|date)\W*(?:\w+\W+){0,6}$", re.IGNORECASE
)
_CLOCK = re.compile(r"[\s,|-]*(?:at\s+)?\d{1,2}[:.]?\d{2}\s*(?:[ap]\.?m|[A-Z]{3}|$)", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?\W*$", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(before|by|until|till|after|since|following|prior to)\s+(?:(?:late|early|the end of|\w+ on)\s+)?$",
    re.IGNORECASE,
)
_LIMITS = {"before": "before", "by": "before", "prior to": "before", "until": "end", "till": "end",
           "after": "after", "following": "after", "since": "since"}  # fmt: skip
_SPAN_OPENS = re.compile(r"\b(?:from|between)\s+(?:\w+\s+)?$", re.IGNORECASE)
_SPAN_GOES_ON = re.compile(r"\s*(?:to|until|till|through|and|-|–|—)\s+(?:\w+\s+)?\w*\d", re.IGNORECASE)
_SPAN_ENDS = re.compile(
    r"\b(?:from|between)\s+[^,;:()]{3,24}\s(?:to|until|till|through|and)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_NAMED_BY_YEAR = re.compile(r"\bthe\s*$", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:\b(?:an?|the|their|his|her|its|our)|['’]s?|\()\s*$", re.IGNORECASE)
_ACT = r"(?P<act>letter|memo|vote|ruling|verdict|speech|raid|rally|hearing|debate|interview|summit)"
_ACT_BEHIND = re.compile(
    rf"(?:['’]s)?(?:\s+(?:night|morning|afternoon|evening)(?:['’]s)?)?\s+{_ACT}"
    r"(?=\s*(?:[.,;:)]|$)|\s+[A-Z]"
    r"|\s+(?:to|from|by|of|in|on|at|against|with|for|over|that|which|and|asking|saying)\b)"
)
_ACT_BEFORE = re.compile(
    r"\b(?:in|at|during|after|before|following|wrote|sent|signed|gave|held|delivered|made|took|cast|led|launched)"
    rf"\s+(?:an?|his|her|its|their)\s+(?:[a-z-]+\s+)?{_ACT}"
    r"(?P<whom>(?:\s+(?:to|from|by|of|at|against|with|for|over|in)\s[^.,;:()?!]{0,48}?)?)\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_ACT_TO = re.compile(r"\s+to\s+(?P<whom>(?:[\w'’-]+\s*){1,5})")
_RECURRING = re.compile(
    r"\b(?:every|each|last|next|previous|weekly|another|second|earlier)\s+$", re.IGNORECASE
)
_COPULA = re.compile(r"\b(?:is|was|are|were)\s+(?:an?|the)\s*$", re.IGNORECASE)


@cache
def phases() -> Mapping[str, str]:
    """Map verb forms such as "began" and "finished" to "start" and "end"."""
    return {word: phase for phase, words in table("happenings")["phases"].items() for word in words.split()}


@cache
def speech() -> frozenset[str]:
    """Return the senses of verbs of making something known: two outlets may tell of two announcements."""
    known = senses()
    return frozenset(known.get(stem(word), stem(word)) for word in table("happenings")["speech"].split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One date with what stands around it and what happened then."""

    side: Side
    fact: Fact
    frame: Frame
    happening: str  # "birth", "arrest" ... where one is told, else empty
    verb: str  # the sense of the verb that the date goes with, or an empty string
    subject: frozenset[str]  # the senses of the names before what happened, else of the words
    named: bool  # whether they are names
    limit: str  # "start" or "end" of a stretch of time, "before", "after" or "since" a day; else empty
    describes: frozenset[str]  # the senses of what a year describes: "a 1971 comedy", "(2005 film)"

    @property
    def between(self) -> tuple[str, str]:
        """Its sentence before the date and behind it."""
        text = self.side.document.text
        sentence = self.side.text.article.sentences[self.fact.sentence].span
        return text[sentence.start : self.fact.span.start], text[self.fact.span.end : sentence.end]


def dated(side: Side) -> list[Dated]:
    """Return the days, months, years and decades of one side, in reading order."""
    found = []
    for fact in side.of_kind("date"):
        if fact.unit in COMPARED_UNITS:
            happening, at = _happening(side, fact)
            event = _event(side, fact)
            subject, named = _subject(side, fact, at)
            found.append(
                Dated(
                    side=side,
                    fact=fact,
                    frame=frame(side.text, fact),
                    happening=event or happening,
                    verb=_verb(side, fact),
                    subject=subject,
                    named=named,
                    limit="" if event else _limit(side, fact),
                    describes=_described(side, fact),
                )
            )
    return found


def _around(side: Side, fact: Fact) -> tuple[str, str]:
    text = side.document.text
    sentence = side.text.article.sentences[fact.sentence].span
    return text[sentence.start : fact.span.start], text[fact.span.end : sentence.end]


def _walks(side: Side, fact: Fact) -> tuple[range, range]:
    """Return the tokens before a date, nearest first, and behind it, in which to look for what happened."""
    own = side.text.tokens_in(fact.span)
    start, end = side.text.article.sentences[fact.sentence].tokens
    reach = BEHIND_OPENING if own.start - start <= 2 else BEHIND
    before = range(own.start - 1, max(start, own.start - BEFORE) - 1, -1)
    return before, range(own.stop, min(end, own.stop + reach))


def _happening(side: Side, fact: Fact) -> tuple[str, int]:
    """Return what happened at a date, and the token that tells it: the nearest such word of its clause."""
    own = side.text.tokens_in(fact.span)
    tokens = side.text.article.tokens
    lifespan = _lifespan(side, fact)
    if lifespan:
        return lifespan, own.start
    for walk in _walks(side, fact):
        for at in walk:
            if tokens[at].text in _CLAUSE_ENDS:
                break
            found = happenings().get(tokens[at].text.lower())
            if found:
                return found, at
    return "", own.start


@cache
def _events() -> tuple[frozenset[str], frozenset[str]]:
    """Return the nouns of what takes place once, and the verb forms by which it does."""
    told = table("happenings")["events"]
    return frozenset(told["nouns"].split()), frozenset(told["verbs"].split())


def _event(side: Side, fact: Fact) -> str:
    """Return the noun of what takes place at a date, where it and its verb stand before, else nothing."""
    tokens = side.text.article.tokens
    nouns, verbs = _events()
    start = side.text.article.sentences[fact.sentence].tokens[0]
    own = side.text.tokens_in(fact.span).start
    if not any(tokens[at].text in verbs for at in range(max(start, own - BEFORE), own)):
        return ""
    for at in islice(range(own - 1, start - 1, -1), EVENT_WITHIN):
        if tokens[at].text.lower() in nouns:
            return tokens[at].text.lower()
    return ""


def _verb(side: Side, fact: Fact) -> str:
    """Return the sense of the nearest word with the form of a verb in the date's clause."""
    text = side.text
    for walk in _walks(side, fact):
        for at in walk:
            token = text.article.tokens[at]
            if token.text in _CLAUSE_ENDS:
                break
            if token.text[0].islower() and is_verbal(token.text) and text.tells(at):
                return text.senses[at]
    return ""


def _lifespan(side: Side, fact: Fact) -> str:
    """Return "birth" or "death" for the dates of "(4 May 1902 – 2 June 1960)" and "(born 4 May 1902)"."""
    before, behind = _around(side, fact)
    if _BORN.search(before) or (_OPENED.search(before) and _UNTIL.match(behind)):
        return "birth"
    return "death" if _SINCE.search(before) and _CLOSED.match(behind) else ""


def _limit(side: Side, fact: Fact) -> str:
    """Return which end of a stretch of time a date is, or on which side of it something happened."""
    before, behind = _around(side, fact)
    if _SPAN_OPENS.search(before) and _SPAN_GOES_ON.match(behind):
        return "start"
    if _SPAN_ENDS.search(before):
        return "end"
    told = _LIMIT.search(before)
    if told:
        return _LIMITS[" ".join(told.group(1).lower().split())]
    tokens = side.text.article.tokens
    for at in _walks(side, fact)[0]:
        if tokens[at].text in _CLAUSE_ENDS:
            break
        found = phases().get(tokens[at].text.lower())
        if found:
            return found
    return ""


def _described(side: Side, fact: Fact) -> frozenset[str]:
    """Return the senses of what a year describes: of "comedy" and "film" in "is a 1971 comedy film".

    Only where the sentence says what its subject is, or names the work at once: "the 2020 election" is one
    of several, and "a 2003 law" may be another one.
    """
    before, behind = _around(side, fact)
    if fact.unit != "year" or not fact.value.isdigit() or not _DETERMINER.search(before):
        return frozenset()
    text = side.text
    own = text.tokens_in(fact.span)
    end = min(text.article.sentences[fact.sentence].tokens[1], own.stop + DESCRIBED_BY)
    named = before.rstrip().endswith("(") and behind.find(")") > 0
    found = []
    for at in range(own.stop, end):
        token = text.article.tokens[at]
        if not token.word or token.text in {"of", "in", "by", "that", "which", "and", "on"}:
            break
        if token.text[0].islower() and text.tells(at):
            found.append(text.senses[at])
    return frozenset(found) if named or _COPULA.search(before) else frozenset()


def _subject(side: Side, fact: Fact, at: int) -> tuple[frozenset[str], bool]:
    """Return the senses of the names, not of places, before token `at`, else of the words; and which."""
    text = side.text
    before = text.article.tokens[at].span
    names = [
        sense
        for name in text.by_sentence[fact.sentence]
        if name.kind == "name" and name.unit != "place" and name.span < before
        for sense in text.content(name.span)
    ]
    start = text.article.sentences[fact.sentence].tokens[0]
    nouns = (text.senses[n] for n in range(at - 1, start - 1, -1) if text.tells(n))
    return frozenset(names or islice(nouns, SUBJECT_OF)), bool(names)


def denied(date: Dated) -> bool:
    """Whether its sentence denies: "not in 2014"."""
    text = date.side.text
    return any(
        text.stems[at] in NEGATIONS for at in range(*text.article.sentences[date.fact.sentence].tokens)
    )


def listed(date: Dated) -> bool:
    """Whether it is one of a list: "in 1971, 1972 and 1973", "in the late 1960s and early 1970s"."""
    text, own = date.side.text, date.fact
    document = text.article.document.text
    return any(
        _BESIDE.fullmatch(document, min(own.span.end, other.span.end), max(own.span.start, other.span.start))
        for other in text.by_sentence[own.sentence]
        if other.kind == "date" and other.unit == own.unit and other.span != own.span
    )


@dataclass(frozen=True, slots=True)
class Act:
    """What was done on a weekday, told by a noun: "a Tuesday letter", "in a letter to her on Tuesday"."""

    noun: str
    modified: bool  # whether the weekday stands before it
    to: frozenset[str]  # the senses of whom it went to, where told


def act_of(date: Dated) -> Act | None:
    """Return the act of which a weekday is the day, or None where no noun tells it, or one of several."""
    text = date.side.text
    before, behind = date.between
    before = before[-ACT_WITHIN:]
    own = date.fact.span
    found = _ACT_BEHIND.match(behind)
    if found and not _RECURRING.search(before):
        named = _ACT_TO.match(behind, found.end())
        at = Span(start=own.end + named.start("whom"), end=own.end + named.end("whom")) if named else None
        return Act(found["act"], True, frozenset(text.content(at)) if at else frozenset())
    found = _ACT_BEFORE.search(before)
    if not found:
        return None
    start = own.start - len(before)
    whom = Span(start=start + found.start("whom"), end=start + found.end("whom"))
    words = [text.article.tokens[at].text for at in text.tokens_in(whom)]
    if any(word[0].islower() and is_verbal(word) for word in words):
        return None  # "a letter to the man who left on Tuesday"
    to = frozenset(text.content(whom)) if found["whom"].split()[:1] == ["to"] else frozenset()
    return Act(found["act"].lower(), False, to)


def one_act(left: Dated, right: Dated) -> str:
    """Return the noun of one act of one actor that the two tell of, one of them by "a Tuesday letter".

    Of the day on which it was done no other word is asked, so neither document may tell of two such acts, nor
    speak of the act in a sentence with the other's day.
    """
    one, other = act_of(left), act_of(right)
    if one is None or other is None or one.noun != other.noun or not (one.modified or other.modified):
        return ""
    if one.to and other.to and 2 * len(one.to & other.to) <= min(len(one.to), len(other.to)):
        return ""  # to two receivers: "the director" may be any
    if not _actors(left) & _actors(right):
        return ""
    if any(_several(each.side, one.noun) for each in (left, right)):
        return ""
    return "" if _day_of(left, right.side, one.noun) or _day_of(right, left.side, one.noun) else one.noun


def _actors(date: Dated) -> set[str]:
    """Return the persons and bodies of a date's sentence."""
    names = date.side.text.by_sentence[date.fact.sentence]
    return {name.value for name in names if name.kind == "name" and name.unit in {"person", "organisation"}}


def _several(side: Side, noun: str) -> bool:
    """Whether a document tells of several such acts: "a second letter", "letters"."""
    more = (
        rf"\b(?:another|second|earlier|previous|first|latest|other|two|three|weekly)\s+{noun}\b|\b{noun}s\b"
    )
    return re.search(more, side.document.text, re.IGNORECASE) is not None


def _day_of(date: Dated, side: Side, noun: str) -> bool:
    """Whether a document has the day of `date` in a sentence that has `noun`."""
    value = comparable_value(date.fact)
    return any(
        noun in side.text.article.sentences[each.sentence].text.lower()
        for each in side.text.facts
        if each.kind == "date" and affirms(value, comparable_value(each))
    )


def dateline(date: Dated) -> bool:
    """Whether a date tells when the page was written or something was said, not when it happened.

    Such is a date with its year and without a preposition, or one beside a time of day, or behind "Updated";
    the day on which somebody spoke ("said Wednesday that they have arrested"); the end of a period of
    statistics.
    """
    side, fact = date.side, date.fact
    before, behind = date.between
    own = side.text.tokens_in(fact.span)
    if date.describes or _lifespan(side, fact):
        return False
    if own.start and side.text.article.tokens[own.start - 1].text.lower() in happenings():
        return False
    if _SPOKEN.search(before):
        return True
    if _STAMP.search(before) or _CLOCK.match(behind) or _CLOCK_BEFORE.search(before):
        return True
    named = fact.value.isdigit() and _NAMED_BY_YEAR.search(before) is not None
    if fact.unit == "year" and (named or not PREPOSITION.search(before)):
        return True  # "the 2020 election": a year that names an event, and need not be when it is spoken of
    return of_the_page(side.document.text, fact)
