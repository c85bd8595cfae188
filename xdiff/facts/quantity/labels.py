"""Numerals that count nothing: parts of names, labels, scores, telephone numbers, ordinals, pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.quantity.nouns import counted
from xdiff.facts.quantity.numerals import ONES, TENS, Numeral
from xdiff.facts.quantity.units import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        paul pius benedict henry catch ocean's articles form forms note notes footnote photo picture
        slide exhibit annex camp lane exit checkpoint post
        """
    )
)
# Labels that are common nouns too: "that day 14 people died", "in the camp 30 tents burned".
_NOUNS_TOO = frozenset(
    words(
        """
        day week game match round case part line lines unit camp building area platform district sector
        tower stage level block table item set system bus train season episode title act top class type
        figure step gate tier grade category note notes picture photo engine post form forms room zone ward
        """
    )
)
_BESIDE_LABEL = frozenset({"and", "or", "to", "of", ",", "-", "–", "—", "&", ", and", "through"})
_STREETS = frozenset(
    words("street road avenue lane drive boulevard square place court way terrace row st rd ave")
)
_FORMATS = frozenset({2, 4, 5, 8, 10})  # "4K films", "a 10K race": kept apart from thousands by their capital
_HEADLINE_REACH = 60  # lexemes looked at; it keeps one endless sentence linear
LONGEST_MODEL = 3  # letters: "CN - 235", "SM - 3"
_TITLE_SHARE = 0.8  # of the longer words in capitals, from which on a sentence is a headline
_ABBREVIATED = frozenset(words("no nos nr p pp sec fig vol ch art par st op"))
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
QUALIFYING = frozenset(words("about around some nearly almost over under roughly only just the at than"))
DASHES = frozenset("-‐‑–—")


def is_label(lexemes: Sequence[Lexeme], numeral: Numeral) -> bool:
    """Whether the numeral is part of a name, a label, a score, a telephone number or another word."""
    first, last = numeral.first, numeral.last
    before, after = lower_at(lexemes, first - 1), lower_at(lexemes, last)
    if before in LABELS and not (before in _NOUNS_TOO and _counts(lexemes, first, last)):
        return True
    if before == "." and lower_at(lexemes, first - 2) in _ABBREVIATED:
        return True
    if _is_named(lexemes, first, last) or _is_format(lexemes, numeral):
        return True
    if after == "(" and touches(lexemes, last - 1) and lower_at(lexemes, last + 2) == ")":
        return True  # "401(k)"
    if _is_cut(lexemes, first, last):
        return True
    if touches(lexemes, first - 1) and _glued(lexemes, first):
        return True
    if numeral.form == "words":
        return _is_other_word(lexemes, numeral)
    if first and lexemes[first - 1].kind == "digits" and numeral.form == "digits":
        return True
    if last < len(lexemes) and lexemes[last].kind == "digits" and numeral.scale == 1:
        return True
    if _is_pair(lexemes, first, last) or _between_digits(lexemes, first, last):
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


def is_labelled_too(lexemes: Sequence[Lexeme], numeral: Numeral, label_end: int) -> bool:
    """Whether a numeral goes on with the label that ended at `label_end`: "Articles 50 and 51"."""
    if not 0 < label_end < numeral.first <= label_end + 2 or numeral.form != "digits":
        return False
    if phrase(lexemes, label_end, numeral.first) not in _BESIDE_LABEL:
        return False
    return lexemes[label_end - 1].kind == "digits" and not _counts(lexemes, numeral.first, numeral.last)


def _counts(lexemes: Sequence[Lexeme], first: int, last: int) -> bool:
    """Whether the numeral in lower-case text has a plural noun right behind it, or "more" and the like."""
    label, noun = lexemes[first - 1], lexemes[last] if last < len(lexemes) else None
    if noun is None or noun.kind != "word" or noun.text[0].isupper() or label.text[0].isupper():
        return False
    following = counted(lexemes, last, ())
    return following is not None and following <= last + 1


def _is_named(lexemes: Sequence[Lexeme], first: int, last: int) -> bool:
    """Whether the numeral is part of a name in capitals: "221 Baker Street", "the Big Four"."""
    behind = lexemes[last : last + 4]
    if not behind or not behind[0].text[0].isupper():
        return (
            lexemes[first].kind == "word"
            and first > 1
            and lexemes[first].text[0].isupper()
            and lexemes[first - 1].text[0].isupper()
            and lexemes[first - 1].kind == "word"
            and lexemes[first - 1].lower not in QUALIFYING
            and not is_headline(lexemes)
        )
    if lexemes[first].kind == "digits":
        return any(each.lower in _STREETS and each.text[0].isupper() for each in behind[1:])
    noun = behind[0]
    inside = first > 0 and lexemes[first].text[0].isupper() and lexemes[first - 1].kind == "word"
    measure = noun.lower in MEASURES and len(noun.text) > 1
    return (inside or (measure and lexemes[first].text[0].isupper())) and not is_headline(lexemes)


def _is_format(lexemes: Sequence[Lexeme], numeral: Numeral) -> bool:
    """Whether "4K" or "10K" is a format or a distance, not thousands."""
    k = lexemes[numeral.last - 1]
    money = numeral.first and lexemes[numeral.first - 1].text[-1] in "$€£"
    return k.text == "K" and not money and numeral.value / 1000 in _FORMATS


def is_headline(lexemes: Sequence[Lexeme]) -> bool:
    """Whether nearly every longer word is in capitals, so that a capital tells nothing."""
    long = [each for each in lexemes[:_HEADLINE_REACH] if each.kind == "word" and len(each.text) > 3]
    return len(long) > 2 and sum(each.text[0].isupper() for each in long) >= _TITLE_SHARE * len(long)


def _is_cut(lexemes: Sequence[Lexeme], first: int, last: int) -> bool:
    """Whether tokenised text cut a decimal ("3. 7GHz") or the letters of a model ("CN - 235") off it."""
    before, after = lower_at(lexemes, first - 1), lower_at(lexemes, last)
    if after == "." and last + 1 < len(lexemes) and lexemes[last + 1].kind == "digits":
        return True
    if before == "." and first > 1 and lexemes[first - 2].kind == "digits":
        return True
    if before != "-" or first < 2 or touches(lexemes, first - 1):
        return False
    letters = lexemes[first - 2].text
    return letters.isalpha() and letters.isupper() and len(letters) <= LONGEST_MODEL


def _is_pair(lexemes: Sequence[Lexeme], first: int, last: int) -> bool:
    """Whether it is a side of "1680 x 1050"."""
    sides = ((last, last + 1), (first - 1, first - 2))
    return any(
        lower_at(lexemes, by) in {"x", "×"} and lower_at(lexemes, other)[:1].isdecimal()
        for by, other in sides
    )


def _between_digits(lexemes: Sequence[Lexeme], first: int, last: int) -> bool:
    """Whether a slash or colon ties it to other digits: "9 / 11", "6 : 05", as tokenised text has them."""
    return (lower_at(lexemes, last) in {"/", ":"} and lower_at(lexemes, last + 1).isdecimal()) or (
        lower_at(lexemes, first - 1) in {"/", ":"} and lower_at(lexemes, first - 2).isdecimal()
    )


def _glued(lexemes: Sequence[Lexeme], first: int) -> bool:
    """Whether the numeral touches a letter or a hyphened word before it: "MH370", "F-16", "#1"."""
    before = lexemes[first - 1]
    if before.kind == "word":
        return before.text not in {"US", "Rs", "EUR", "USD", "GBP"}
    if before.text in "#@_/\\=№:." or before.kind == "digits":
        return True
    if before.text == "+":
        return touches(lexemes, first) and lower_at(lexemes, first + 1) == "("
    if before.text not in DASHES or not touches(lexemes, first - 2) or first < 2:
        return False
    other = lexemes[first - 2]
    if other.lower == "magnitude":
        return False
    if other.lower in {"to", "or", "and"} and lower_at(lexemes, first - 3) in DASHES:
        return False  # "18-to-24-year-olds"
    return other.kind == "word" and other.lower not in ONES and other.lower not in TENS


def _is_other_word(lexemes: Sequence[Lexeme], numeral: Numeral) -> bool:
    """Whether number words are an ordinal ("twenty-first"), a year ("nineteen eighty") or a pronoun."""
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
        if lower_at(lexemes, first - 1) == "at" and after in {"point", "time", "stage"}:
            return True
        if lower_at(lexemes, first - 1) == "only" and after in {"in", "out"}:
            return False  # "only one in five"
        return lower_at(lexemes, first - 1) in _ONE_OTHER or after in {"of", "another", "day", "by", "'s"}
    return False
