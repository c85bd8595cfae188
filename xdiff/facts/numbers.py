"""Numbers: every quantity a sentence states, as one canonical decimal with its unit and what the words allow.

A fact's `value` is a decimal without separators, in the unit as written ("4.2 billion dollars" is 4200000000
USD, "half of the voters" 50 percent); `low` and `high` bound what "about", "more than" or "dozens" allow;
`data["bound"]` says which. `data` may hold `role` (age, dead, injured, missing ...), `per` (the rate's
noun), `of` (what a percentage is of), `class` ("people"), and `si` with `dimension` for comparing miles
with kilometres. Durations ("for two years") are numbers; points in time ("two years ago", "2015") are dates,
and whatever a date covers is no number here, so that nothing is compared twice.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.lexemes import Lexeme, lex, lower_at, phrase, touches, words
from xdiff.facts.numerals import ONES, TENS, Numeral, read
from xdiff.facts.quantities import Quantity, quantity, scaled
from xdiff.records import Article, Fact, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# Sentences without any of these hold no quantity; this spares three in four sentences of news the scan.
_WORTH_READING = re.compile(
    r"\d|[½⅓⅔¼¾⅛]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|half|third"
    r"|quarter|dozens?|hundreds?|thousands?|millions?|billions?|trillions?|scores|zero|couple)\b",
    re.IGNORECASE,
)

# A number right after one of these is a name or a label, not a count.
LABELS = frozenset(
    words(
        """
        page pages p pp chapter section sections article articles no nos number numbers nr line
        lines figure fig table flight route highway interstate room gate channel resolution chapter
        volume vol issue item clause paragraph version step type model boeing airbus apollo windows
        ios xbox playstation iphone galaxy android formula phase stage level tier grade class
        category area zone district sector block building tower platform pier psalm matthew luke
        mark john genesis exodus acts romans corinthians verse route line bus train unit engine size
        ward precinct proposition prop amendment title rule case appendix annex schedule episode
        season part day week game match round lap set war ii iii top rank ranked seeded seed id isbn
        doi code zip box suite apt studio u.s.c. act op opus sonata symphony louis elizabeth john
        paul pius benedict henry catch ocean's
        """
    )
)
_ABBREVIATED = frozenset(words("no nos nr p pp sec fig vol ch art par st op"))
_CONTEST = frozenset(
    words(
        """
        win won wins beat beats beaten lead leads led loss lost defeat defeated draw drew victory
        vote voted tie tied score odds record advantage against deficit ahead
        """
    )
)
_NOT_CAPITAL_NAMES = frozenset(words("i the a an in on at of and but for from with by"))
_DASHES = frozenset("-‐‑–—")
_RANGE_LINKS = {"to", "or", "-", "‐", "‑", "–", "—", "and"}
# Between a quantity and a bare number that borrows its unit: "95 minutes instead of 60".
_BACKWARD = frozenset(
    {
        "instead of",
        "rather than",
        "not",
        ", not",
        "and not",
        "but not",
        "compared with",
        "compared to",
        ", compared with",
        ", compared to",
        "against",
        ", against",
        "as against",
        "versus",
        "vs",
        "vs .",
        "up from",
        "down from",
        ", up from",
        ", down from",
        "from",
        "to",
        "or",
        "than",
        "on top of",
        "out of",
        "- instead of",
        "– instead of",
    }
)
_FORWARD = frozenset({"to", "or", "and", ",", ", and", ", or", "out of", "and then", "through"})
_YEARS = range(1500, 2101)


def extract(article: Article, earlier: Earlier) -> tuple[Fact, ...]:
    """Return the numbers of `article`, in reading order; `earlier` holds its dates."""
    dates = sorted((fact.span for fact in earlier.get("date", ())), key=lambda span: span.start)
    facts: list[Fact] = []
    at = 0
    for index, sentence in enumerate(article.sentences):
        while at < len(dates) and dates[at].end <= sentence.span.start:
            at += 1
        if not _WORTH_READING.search(sentence.text):
            continue
        taken: list[Span] = []
        for span in dates[at:]:
            if span.start >= sentence.span.end:
                break
            taken.append(span)
        lexemes = lex(sentence.text)
        found = _quantities(lexemes, _covered(lexemes, sentence, taken))
        facts += [_fact(article, index, sentence, lexemes, each) for each in found]
    return tuple(facts)


def _covered(lexemes: Sequence[Lexeme], sentence: Sentence, spans: Sequence[Span]) -> frozenset[int]:
    """Return the indexes of the lexemes that `spans` cover."""
    if not spans:
        return frozenset()
    offset = sentence.span.start
    return frozenset(
        index
        for index, lexeme in enumerate(lexemes)
        if any(span.start <= offset + lexeme.start < span.end for span in spans)
    )


def _quantities(lexemes: Sequence[Lexeme], closed: Collection[int]) -> list[Quantity]:
    found: list[Quantity] = []
    index = 0
    while index < len(lexemes):
        numeral = None if index in closed else read(lexemes, index)
        if numeral is None:
            index += 1
            continue
        index = numeral.last
        if _is_label(lexemes, numeral) or any(at in closed for at in range(numeral.first, numeral.last)):
            continue
        each = _ratio(lexemes, numeral) or quantity(lexemes, numeral, closed)
        if each is None:
            continue
        if found and each.first < found[-1].last:
            each = replace(each, first=max(each.numeral.first, found[-1].last))
        found.append(each)
        index = max(index, each.numeral.last)
        if each.data.get("form") == "ratio":
            index = each.last
    return [each for each in _inherit(lexemes, _ranges(lexemes, found)) if _stands_alone(lexemes, each)]


def _is_label(lexemes: Sequence[Lexeme], numeral: Numeral) -> bool:
    """Whether the numeral is part of a name, a label, a score, a telephone number or another word."""
    first, last = numeral.first, numeral.last
    before, after = lower_at(lexemes, first - 1), lower_at(lexemes, last)
    if before in LABELS or (before == "." and lower_at(lexemes, first - 2) in _ABBREVIATED):
        return True
    if touches(lexemes, first - 1) and _glued(lexemes, first):
        return True
    if numeral.form == "words":
        return _is_other_word(lexemes, numeral)
    if first and lexemes[first - 1].kind == "digits" and numeral.form == "digits":
        return True
    if last < len(lexemes) and lexemes[last].kind == "digits" and numeral.scale == 1:
        return True
    if touches(lexemes, last - 1) and after in {"/", "_", ":", "@", "=", "."} and touches(lexemes, last):
        return after != "/" or lower_at(lexemes, last + 1) not in {
            "h",
            "day",
            "month",
            "year",
            "barrel",
            "kg",
        }
    lone = (first == 0 and after in {".", ")"}) or (
        first == 1 and before in {"(", "["} and after in {")", "]"}
    )
    return (lone and last < len(lexemes) - 1) or (before == "[" and after == "]")


def _glued(lexemes: Sequence[Lexeme], first: int) -> bool:
    """Whether the numeral touches a letter or a hyphened word before it: "MH370", "F-16", "#1"."""
    before = lexemes[first - 1]
    if before.kind == "word":
        return before.text not in {"US", "Rs", "EUR", "USD", "GBP"}
    if before.text in "#@_/\\=№:." or before.kind == "digits":
        return True
    if before.text == "+":
        return touches(lexemes, first) and lower_at(lexemes, first + 1) == "("
    if before.text not in _DASHES or not touches(lexemes, first - 2) or first < 2:
        return False
    other = lexemes[first - 2]
    return other.kind == "word" and other.lower not in ONES and other.lower not in TENS


_ORDINALS = frozenset(
    words(
        """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
        fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth
        """
    )
)
_ONE_OTHER = frozenset(words("no any every each some the this that which another number other only day by"))


def _is_other_word(lexemes: Sequence[Lexeme], numeral: Numeral) -> bool:
    """Whether number words are an ordinal ("twenty-first"), a year ("nineteen eighty"), or the pronoun "one"."""
    first, last = numeral.first, numeral.last
    after = lower_at(lexemes, last)
    if after == "-" and lower_at(lexemes, last + 1) in _ORDINALS | frozenset({"fold", "something"}):
        return True
    if after in _ORDINALS and lower_at(lexemes, last - 1) in TENS:
        return True
    if 13 <= numeral.value <= 20 and (after in TENS or after in {"hundred", "oh"}):
        return True
    if last - first == 1 and lexemes[first].lower in TENS and lower_at(lexemes, first - 1) in ONES:
        return True
    if after == "o'clock":
        return True
    if numeral.value == 1 and last - first == 1:
        return lower_at(lexemes, first - 1) in _ONE_OTHER or after in {"of", "another", "day", "by", "'s"}
    return False


def _ratio(lexemes: Sequence[Lexeme], numeral: Numeral) -> Quantity | None:
    """Read "one in five", "9 out of 10" as a percentage."""
    at = numeral.last
    link = lower_at(lexemes, at)
    if link == "out" and lower_at(lexemes, at + 1) == "of":
        at += 2
    elif link == "in":
        at += 1
    else:
        return None
    whole = read(lexemes, at) if at < len(lexemes) else None
    if whole is None or whole.form not in {"digits", "words"} or numeral.form not in {"digits", "words"}:
        return None
    round_whole = whole.value in {
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        12,
        15,
        20,
        25,
        30,
        40,
        50,
        100,
        1000,
        10_000,
        100_000,
    }
    if not numeral.value < whole.value or not round_whole or (link == "in" and numeral.value > 9):
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


# Ranges and borrowed units


def _ranges(lexemes: Sequence[Lexeme], found: Sequence[Quantity]) -> list[Quantity]:
    """Join "5 to 7 years", "between 5 and 7", "5-7 percent"; drop scores such as "2-1"."""
    joined: list[Quantity] = []
    skip = False
    for at, left in enumerate(found):
        if skip:
            skip = False
            continue
        right = found[at + 1] if at + 1 < len(found) else None
        if right is None or right.first < left.numeral.last:
            joined.append(left)
            continue
        link = phrase(lexemes, left.last, right.first)
        if link not in _RANGE_LINKS:
            joined.append(left)
            continue
        if (whole := _range(lexemes, left, right, link)) is not None:
            joined.append(whole)
            skip = True
        elif link in _DASHES and touches(lexemes, left.last - 1):
            skip = True  # a score, a season, a telephone number
        else:
            joined.append(left)
    return joined


def _range(lexemes: Sequence[Lexeme], left: Quantity, right: Quantity, link: str) -> Quantity | None:
    before = lower_at(lexemes, left.first - 1)
    if link == "and" and before not in {"between", "of"}:
        return None
    if link == "to" and before == "from" and left.numeral.scale == right.numeral.scale == 1:
        return None  # a change, told as two numbers
    if left.unit is not None and (left.unit != right.unit or left.data != right.data):
        return None
    if right.unit is None and (link in _DASHES or before != "between"):
        return None
    if link in _DASHES and any(lower_at(lexemes, left.first - back) in _CONTEST for back in (1, 2)):
        return None
    left = _same_scale(left, right)
    if not left.value < right.value or right.value < 0:
        return None
    if link in _DASHES and _is_chain(lexemes, left, right):
        return None
    if link == "or" and right.value > 2 * left.value and left.unit is None:
        return None
    first = left.first - 1 if before == "between" else left.first
    return replace(
        right,
        first=first,
        value=(left.value + right.value) / 2,
        low=left.value,
        high=right.value,
        bound="range",
        approximate=True,
    )


def _is_chain(lexemes: Sequence[Lexeme], left: Quantity, right: Quantity) -> bool:
    """Whether a third number hangs on by a hyphen: "4-4-2"."""
    return (lower_at(lexemes, left.first - 1) in _DASHES and touches(lexemes, left.first - 1)) or (
        lower_at(lexemes, right.numeral.last) in _DASHES
        and right.numeral.last + 1 < len(lexemes)
        and lexemes[right.numeral.last + 1].kind == "digits"
    )


def _same_scale(left: Quantity, right: Quantity) -> Quantity:
    """Give "5" in "5 to 7 million" its million."""
    factor = right.numeral.scale
    bare = left.numeral.scale == 1 and left.numeral.form in {"digits", "words"} and factor >= 1000
    if bare and left.value < 1000 and left.value < right.value / factor:
        return scaled(left, factor, left.last)
    return left


def _inherit(lexemes: Sequence[Lexeme], found: Sequence[Quantity]) -> list[Quantity]:
    """Give bare numbers the unit of the neighbour they are told against."""
    lent = list(found)
    for at in range(len(lent) - 2, -1, -1):
        bare, owner = lent[at], lent[at + 1]
        if bare.unit is None and owner.unit is not None and _may_lend(owner):
            link = phrase(lexemes, bare.last, owner.first)
            if link in _FORWARD and not (link == "and" and owner.unit not in {"percent", "person", "year"}):
                lent[at] = _lend(_same_scale(bare, owner) if owner.money or link == "to" else bare, owner)
    for at in range(1, len(lent)):
        owner, bare = lent[at - 1], lent[at]
        if bare.unit is None and owner.unit is not None and _may_lend(owner):
            link = phrase(lexemes, owner.last, bare.first)
            if link in _BACKWARD:
                lent[at] = _lend(bare, owner)
    return lent


def _may_lend(owner: Quantity) -> bool:
    return owner.data.get("role") != "age" and owner.data.get("form") != "ratio"


def _lend(bare: Quantity, owner: Quantity) -> Quantity:
    data = {**owner.data, **bare.data}
    return replace(
        bare, unit=owner.unit, dimension=owner.dimension, factor=owner.factor, money=owner.money, data=data
    )


def _stands_alone(lexemes: Sequence[Lexeme], each: Quantity) -> bool:
    """Whether a quantity without a unit is one at all: "The score was 40", but not "the two" or "Apollo 11"."""
    if each.unit is not None:
        return True
    numeral = each.numeral
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
    if before is None or each.first < numeral.first:
        return True
    if before.text[0].isupper() and numeral.first > 1 and before.lower not in _NOT_CAPITAL_NAMES:
        return False
    if before.text in _DASHES or lower_at(lexemes, numeral.last) in _DASHES:
        return False
    return not (whole and before.text in {"(", "["})


# Facts


def _fact(
    article: Article, index: int, sentence: Sentence, lexemes: Sequence[Lexeme], found: Quantity
) -> Fact:
    found = _age_in_commas(lexemes, found)
    start, end = lexemes[found.first].start, lexemes[found.last - 1].end
    data = {"bound": found.bound, **found.data}
    if found.dimension == "people":
        data["class"] = "people"
    elif found.factor and found.dimension not in {"share", "points"}:
        data |= {"si": canonical(found.value * Decimal(found.factor)), "dimension": found.dimension}
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


def canonical(value: Decimal) -> str:
    """Return `value` as a plain decimal string with at most six decimals: "4200000000", "0.5", "33.333333"."""
    rounded = round(value, 6)
    if rounded == rounded.to_integral_value():
        return str(int(rounded))
    return format(rounded.normalize(), "f")


EXTRACTOR = Extractor(kind="number", extract=extract, after=("date",))
