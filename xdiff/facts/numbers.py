"""Numbers: every quantity a sentence states, as one canonical decimal with its unit and what the words allow.

A fact's `value` is a decimal without separators, in the unit as written ("4.2 billion dollars" is 4200000000
USD, "half of the voters" 50 percent); `low` and `high` bound what "about", "more than" or "dozens" allow;
`data["bound"]` says which. `data` may hold `role` (age, dead, injured, missing ...), `per` (the rate's
noun), `of` (what a percentage is of), `class` ("people"), and `si` with `dimension` and the `si_...` keys
of `quantity/conversion.py` for comparing miles with kilometres. Durations ("for two years") are numbers;
points in time ("two years ago", "2015") are dates, and whatever a date covers is no number here, so that
nothing is compared twice.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.quantity.conversion import canonical, in_si
from xdiff.facts.quantity.labels import DASHES, is_label
from xdiff.facts.quantity.lexemes import Lexeme, lex, lower_at, phrase, words
from xdiff.facts.quantity.numerals import BEGINNINGS, Numeral, read
from xdiff.facts.quantity.quantities import quantity
from xdiff.facts.quantity.ranges import compounds, inherit, ranges
from xdiff.records import Article, Fact, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xdiff.facts.quantity.quantity import Quantity

_NOT_CAPITAL_NAMES = frozenset(words("i the a an in on at of and but for from with by"))
_YEARS = range(1500, 2101)
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
        lexemes = lex(sentence.text)
        found = _quantities(lexemes, _covered(lexemes, sentence, taken))
        facts += [_fact(article, index, sentence, lexemes, each) for each in found]
    return tuple(facts)


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
    index = 0
    while index < len(lexemes):
        lexeme = lexemes[index]
        if (lexeme.kind != "digits" and lexeme.lower not in BEGINNINGS) or index in closed:
            index += 1
            continue
        numeral = read(lexemes, index) or _one_and_a_half(lexemes, index)
        if numeral is None:
            index += 1
            continue
        index = numeral.last
        if is_label(lexemes, numeral) or any(at in closed for at in range(numeral.first, numeral.last)):
            continue
        each = _ratio(lexemes, numeral, closed) or quantity(lexemes, numeral, closed)
        if each is None:
            continue
        if found and each.first < found[-1].last:
            if each.numeral.first < found[-1].last:
                continue
            each = replace(each, first=each.numeral.first)
        found.append(each)
        index = max(index, each.numeral.last)
        if each.data.get("form") == "ratio":
            index = each.last
    return [
        each
        for each in inherit(lexemes, ranges(lexemes, compounds(lexemes, found)))
        if _stands_alone(lexemes, each)
    ]


def _one_and_a_half(lexemes: Sequence[Lexeme], index: int) -> Numeral | None:
    """Read the article of "an hour and a half" as one."""
    if lower_at(lexemes, index) in {"a", "an"} and phrase(lexemes, index + 2, index + 5) == "and a half":
        return Numeral(index, index + 1, Decimal(1), "digits")
    return None


def _ratio(lexemes: Sequence[Lexeme], numeral: Numeral, closed: Collection[int]) -> Quantity | None:
    """Read "one in five", "9 out of 10" as a percentage."""
    at = numeral.last
    link = lower_at(lexemes, at)
    if link == "out" and lower_at(lexemes, at + 1) == "of":
        at += 2
    elif link == "in":
        at += 1
    else:
        return None
    whole = read(lexemes, at) if at < len(lexemes) and at not in closed else None
    if whole is None or whole.form not in {"digits", "words"} or numeral.form not in {"digits", "words"}:
        return None
    # "One in five", "1 in 64" and "9 out of 10" are shares; "3 in 17" may be three goals in 17 minutes.
    as_share = numeral.value == 1 or whole.value in {3, 4, 5, 8, 10, 20, 50, 100, 1000, 10_000, 100_000}
    if not numeral.value < whole.value or not as_share or (link == "in" and numeral.value > 9):
        return None
    bare = quantity(
        lexemes, replace(numeral, last=numeral.last), frozenset(range(numeral.last, len(lexemes)))
    )
    if bare is None or bare.money or bare.last != numeral.last:
        return None
    after = quantity(lexemes, whole, frozenset())
    if after is None or after.dimension == "time":
        return None  # "one in three years"
    value = numeral.value * 100 / whole.value
    data = {"form": "ratio"} | ({"of": after.unit} if after.unit else {})
    return replace(
        bare,
        last=after.last,
        value=value,
        low=value * Decimal("0.9"),
        high=value * Decimal("1.1"),
        bound="about",
        approximate=True,
        unit="percent",
        dimension="share",
        factor="0.01",
        data=data,
    )


def _stands_alone(lexemes: Sequence[Lexeme], each: Quantity) -> bool:
    """Whether a quantity without a unit is one at all: "It rose to 40", not "the two" or "Apollo 11"."""
    if each.unit is not None:
        return True
    numeral = each.numeral
    if numeral.last - numeral.first == len(lexemes):
        return False  # a number alone on its line is a page or a list's numbering
    if numeral.form == "words":
        return numeral.scale >= 1000
    if numeral.form == "fraction":
        return False
    before = lexemes[numeral.first - 1] if numeral.first else None
    if numeral.form == "vague":
        return lower_at(lexemes, numeral.last) not in {"in", "and"}
    whole = numeral.value == numeral.value.to_integral_value()
    if (
        numeral.last - numeral.first == 1
        and int(numeral.value) in _YEARS
        and "," not in lexemes[numeral.first].text
    ):
        return False
    if lower_at(lexemes, numeral.last) in DASHES:
        return False  # "9 - magnitude", "2-1"
    if numeral.last - numeral.first == 1 and len(lexemes[numeral.first].text) > LONGEST_BARE:
        return False
    if before is None or each.first < numeral.first:
        return True
    if before.text[0].isupper() and numeral.first > 1 and before.lower not in _NOT_CAPITAL_NAMES:
        return False
    if before.text in DASHES:
        return False
    return not (whole and before.text in {"(", "["})


def _fact(
    article: Article, index: int, sentence: Sentence, lexemes: Sequence[Lexeme], found: Quantity
) -> Fact:
    found = _age_in_commas(lexemes, found)
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


def _age_in_commas(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Read "Smith, 45, said" as an age."""
    numeral = found.numeral
    if (
        found.unit is not None
        or numeral.form != "digits"
        or not 1 <= numeral.value <= 110
        or numeral.first < 2
    ):
        return found
    framed = lower_at(lexemes, numeral.first - 1) == "," and lower_at(lexemes, numeral.last) in {
        ",",
        ".",
        ";",
        ")",
    }
    if framed and lexemes[numeral.first - 2].text[0].isupper():
        return replace(found, unit="year", dimension="time", factor="31557600", data={"role": "age"})
    return found


EXTRACTOR = Extractor(kind="number", extract=extract, after=("date",))
