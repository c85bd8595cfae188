"""Numbers: every quantity a sentence states, as one canonical decimal with its unit and what the words allow.

A fact's `value` is a decimal without separators, in the unit as written ("4.2 billion dollars" is 4200000000
USD, "half of the voters" 50 percent); `low` and `high` bound what "about", "more than" or "dozens" allow;
`data["bound"]` says which. `data` may hold `role` (age, dead, injured, missing ...), `per` (the rate's
noun), `of` (what a percentage is of), `part` (how a count is part of the one before: "including", "of them"),
`class` ("people"), and `si` with `dimension` and the `si_...` keys of `quantity/conversion.py` for comparing
miles with kilometres. Durations ("for two years") are numbers; points in time ("two years ago", "2015") are
dates, and whatever a date covers is no number here, so that nothing is compared twice.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.quantity.ages import DECADES, as_age, decade_of_life
from xdiff.facts.quantity.conversion import canonical, in_si
from xdiff.facts.quantity.labels import DASHES, is_label, is_labelled_too
from xdiff.facts.quantity.lexemes import Lexeme, lex, lower_at, phrase, words
from xdiff.facts.quantity.lone import BEGINNINGS as LONE_BEGIN
from xdiff.facts.quantity.lone import lone
from xdiff.facts.quantity.numerals import BEGINNINGS as NUMERALS_BEGIN
from xdiff.facts.quantity.numerals import Numeral, read
from xdiff.facts.quantity.quantities import quantity
from xdiff.facts.quantity.ranges import compounds, inherit, ranges
from xdiff.facts.quantity.ratios import ratio
from xdiff.records import Article, Fact, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xdiff.facts.quantity.quantity import Quantity

_BEGINNINGS = NUMERALS_BEGIN | LONE_BEGIN | DECADES
_NOT_CAPITAL_NAMES = frozenset(
    words(
        """
        i the a an in on at of and but for from with by it they he she we all some about only just another
        nearly almost over under up total there this that these those is was were are to or if when
        """
    )
)
_YEARS = range(1500, 2101)
_DIALLING = frozenset(words("call calls called calling dial dials dialed dialled dialing dialling"))
_EMERGENCY = frozenset(words("911 999 112 111 101 000 311 100"))
SHORTEST = 3  # lexemes; "Sund 3." is a line of a table
SPOKEN_BARE = 20  # words below it, or "a couple", count something named before: "more than two", "the two"
LONGEST_BARE = 9  # characters; a longer number without a unit is an identifier or a time stamp


def extract(article: Article, earlier: Earlier) -> tuple[Fact, ...]:
    """Return the numbers of `article`, in reading order; `earlier` holds its dates."""
    dates = sorted((fact.span for fact in earlier.get("date", ())), key=lambda span: span.start)
    facts: list[Fact] = []
    at = 0
    for index, sentence in enumerate(article.sentences):
        while at < len(dates) and dates[at].end <= sentence.span.start:
            at += 1
        end = at
        while end < len(dates) and dates[end].start < sentence.span.end:
            end += 1
        taken = dates[at:end]
        lexemes = _whole(lex(sentence.text), article.sentences, index)
        found = _quantities(lexemes, _covered(lexemes, sentence, taken))
        facts += [_fact(article, index, sentence, lexemes, each) for each in found]
    return tuple(facts)


def _whole(lexemes: tuple[Lexeme, ...], sentences: Sequence[Sentence], index: int) -> tuple[Lexeme, ...]:
    """Leave out the halves of a decimal cut in two: "weighs 4." and "5 pounds", as tokenised text is.

    A digit group at a sentence's end before one that opens the next, or behind one that ends the last, is
    neither number; "It rose to 40. 5 people died" loses both, which is rare: news spells a first number out.
    """
    before = sentences[index - 1].text if index else ""
    after = sentences[index + 1].text if index + 1 < len(sentences) else ""
    if lexemes and before[-1:] == "." and before[-2:-1].isdecimal() and lexemes[0].kind == "digits":
        lexemes = (lexemes[0]._replace(kind="mark"), *lexemes[1:])
    ends = len(lexemes) > 1 and lexemes[-1].text == "." and lexemes[-2].kind == "digits"
    if ends and after[:1].isdecimal():
        lexemes = (*lexemes[:-2], lexemes[-2]._replace(kind="mark"), lexemes[-1])
    return lexemes


def _covered(lexemes: Sequence[Lexeme], sentence: Sentence, spans: Sequence[Span]) -> frozenset[int]:
    """Return the indexes of the lexemes that `spans` cover."""
    if not spans:
        return frozenset()
    offset = sentence.span.start
    covered = []
    at = 0
    for index, lexeme in enumerate(lexemes):
        start = offset + lexeme.start
        while at < len(spans) and spans[at].end <= start:
            at += 1
        if at < len(spans) and spans[at].start <= start:
            covered.append(index)
    return frozenset(covered)


def _quantities(lexemes: Sequence[Lexeme], closed: Collection[int]) -> list[Quantity]:
    found: list[Quantity] = []
    labelled = 0  # where the last label ended
    index = 0
    while index < len(lexemes):
        lexeme = lexemes[index]
        if (lexeme.kind != "digits" and lexeme.lower not in _BEGINNINGS) or index in closed:
            index += 1
            continue
        aged = lexeme.lower in DECADES or (lexeme.kind == "digits" and len(lexeme.text) == 2)
        each = decade_of_life(lexemes, index) if aged else None
        numeral = each.numeral if each else read(lexemes, index) or _one_and_a_half(lexemes, index)
        if numeral is None:
            if each := lone(lexemes, index, closed):
                found.append(each)
            index = each.last if each else index + 1
            continue
        index = numeral.last
        if any(at in closed for at in range(numeral.first, numeral.last)):
            continue
        if each is None:
            if is_label(lexemes, numeral) or is_labelled_too(lexemes, numeral, labelled):
                labelled = numeral.last
                continue
            each = ratio(lexemes, numeral, closed) or quantity(lexemes, numeral, closed)
        if each is None or (each.unit is None and _is_shared(lexemes, each.last, closed)):
            continue
        if found and each.first < found[-1].last:
            if each.numeral.first < found[-1].last:
                continue
            each = replace(each, first=each.numeral.first)
        found.append(each)
        index = max(index, each.numeral.last)
        if each.data.get("form") == "ratio":
            index = each.last
    joined = inherit(lexemes, ranges(lexemes, compounds(lexemes, found)))
    told = (as_age(lexemes, each) for each in joined)
    return [each for each in told if _stands_alone(lexemes, each)]


def _is_shared(lexemes: Sequence[Lexeme], at: int, closed: Collection[int]) -> bool:
    """Whether a bare number goes on with a date: "40 or 50 years ago"."""
    return lower_at(lexemes, at) in {"or", "to", "and"} and at + 1 in closed


def _one_and_a_half(lexemes: Sequence[Lexeme], index: int) -> Numeral | None:
    """Read the article of "an hour and a half" as one."""
    if lower_at(lexemes, index) in {"a", "an"} and phrase(lexemes, index + 2, index + 5) == "and a half":
        return Numeral(index, index + 1, Decimal(1), "digits")
    return None


def _stands_alone(lexemes: Sequence[Lexeme], each: Quantity) -> bool:
    """Whether a quantity without a unit is one at all: "It rose to 40", not "the two" or "Apollo 11"."""
    if each.unit is not None:
        return True
    numeral = each.numeral
    before, after = lower_at(lexemes, numeral.first - 1), lower_at(lexemes, numeral.last)
    if numeral.last - numeral.first == len(lexemes) or len(lexemes) <= SHORTEST:
        return False  # a number alone on its line, or with one word, is a page or a list's numbering
    if numeral.form == "words":
        if lower_at(lexemes, numeral.first) in {"a", "an"} and before in {"in", "thanks"}:
            return False  # "one in a million"
        return numeral.scale >= 1000 or (each.first < numeral.first and numeral.value >= SPOKEN_BARE)
    if numeral.form == "fraction":
        return False
    if numeral.form == "vague":
        return after not in {"in", "and"} and numeral.value >= SPOKEN_BARE
    return each.bound == "range" or _digits_alone(lexemes, each, after)


def _digits_alone(lexemes: Sequence[Lexeme], each: Quantity, after: str) -> bool:
    """Whether digits without a unit are a figure, and no year, code, address or telephone number."""
    numeral = each.numeral
    text = lexemes[numeral.first].text
    single = numeral.last - numeral.first == 1
    if single and text.isdecimal() and int(text) in _YEARS:
        return False
    if after in DASHES:
        return False  # "9 - magnitude", "2-1"
    if text in _EMERGENCY and _DIALLING.intersection(
        each.lower for each in lexemes[max(0, numeral.first - 6) : numeral.first]
    ):
        return False
    if single and (
        len(text) > LONGEST_BARE or text[0] == "." or (text[0] == "0" and text.isdecimal() and text != "0")
    ):
        return False
    behind = lexemes[numeral.last] if numeral.last < len(lexemes) else None
    named = behind is not None and behind.kind == "word" and behind.text[0].isupper()
    if named and not (behind and behind.text.isalpha() and behind.text.isupper()):
        return False  # "5 U.S.C.", "10 Downing Street"; "121 RBI" is a count
    if after == "of" and lower_at(lexemes, numeral.last + 1).isdecimal():
        return False  # "10 of 22 for 162 yards"
    if after == "." and numeral.last + 1 < len(lexemes) and lexemes[numeral.last + 1].text[0].isupper():
        return False  # "1. Norden 2. Sund"
    if not numeral.first or each.first < numeral.first:
        return True
    left = lexemes[numeral.first - 1]
    if left.lower == "of" and lower_at(lexemes, numeral.first - 2).isdecimal():
        return False
    if left.lower == "the" and numeral.scale == 1:
        return False  # "the 757", but "the 12 million"
    if left.lower in {".", "own"} or (after == "by" and _is_digits(lexemes, numeral.last + 1)):
        return False  # "( . 464 )", "480 by 360"
    if left.text[0].isupper() and (numeral.first > 1 or left.lower not in _NOT_CAPITAL_NAMES):
        return False
    if left.text in DASHES:
        return False
    return not (numeral.value == numeral.value.to_integral_value() and left.text in {"(", "["})


def _is_digits(lexemes: Sequence[Lexeme], at: int) -> bool:
    return at < len(lexemes) and lexemes[at].kind == "digits"


def _fact(
    article: Article, index: int, sentence: Sentence, lexemes: Sequence[Lexeme], found: Quantity
) -> Fact:
    start, end = lexemes[found.first].start, lexemes[found.last - 1].end
    data = {"bound": found.bound, **found.data}
    if found.dimension == "people":
        data["class"] = "people"
    data |= in_si(found)
    offset = sentence.span.start
    return Fact(
        kind="number",
        document_id=article.document.id,
        sentence=index,
        span=Span(start=offset + start, end=offset + end),
        surface=sentence.text[start:end],
        value=canonical(found.value),
        unit=found.unit,
        approximate=found.approximate,
        low=None if found.low is None else float(found.low),
        high=None if found.high is None else float(found.high),
        data=data,
    )


EXTRACTOR = Extractor(kind="number", extract=extract, after=("date",))
