"""Quantities told together: ranges ("5 to 7 years"), bare numbers that borrow a unit ("not 60")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.quantity.ages import OLDEST
from xdiff.facts.quantity.labels import DASHES
from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, touches, words
from xdiff.facts.quantity.quantity import Quantity, scaled
from xdiff.facts.quantity.roles import rate

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTEST = frozenset(
    words(
        """
        win won wins beat beats beaten lead leads led loss lost defeat defeated draw drew victory
        vote voted votes pass passed passes tie tied score odds record advantage against deficit ahead
        """
    )
)
_RESULTS = frozenset(words("margin vote win victory majority score ratio odds"))
_MOVES = frozenset(words("rise rises rose risen fall falls fell fallen grew grown cut down up drop dropped"))
_SPREAD = frozenset(words("anywhere range ranges ranged ranging vary varies varied varying"))
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
_FORWARD = frozenset({"to", "or", "and", ",", ", and", "out of", "and then", "through"})


_COMPOUNDS = {  # how many of the second make one of the first
    ("year", "month"): 12,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("foot", "inch"): 12,
    ("pound", "ounce"): 16,
}


def compounds(lexemes: Sequence[Lexeme], found: Sequence[Quantity]) -> list[Quantity]:
    """Join "one hour and 35 minutes" to 95 minutes, "6 feet 2 inches" to 74 inches."""
    joined: list[Quantity] = []
    for right in found:
        left = joined[-1] if joined else None
        times = _COMPOUNDS.get((left.unit or "", right.unit or "")) if left else None
        exact = right.low == right.high == right.value
        if left and times and exact and phrase(lexemes, left.last, right.first) in {"", ",", "and"}:
            joined[-1] = replace(
                right,
                first=left.first,
                value=left.value * times + right.value,
                low=None if left.low is None else left.low * times + right.value,
                high=None if left.high is None else left.high * times + right.value,
                bound=left.bound,
                approximate=left.approximate,
            )
        else:
            joined.append(right)
    return joined


def ranges(lexemes: Sequence[Lexeme], found: Sequence[Quantity]) -> list[Quantity]:
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
        if link in {"- to -", "- to", "- or -", "- or"}:
            link = link.strip("- ")  # "18-to-24-year-olds"
        if link not in _RANGE_LINKS:
            joined.append(left)
            continue
        if link == "to" and _is_result(lexemes, left, right):
            skip = True
        elif (whole := _range(lexemes, left, right, link)) is not None:
            joined.append(whole)
            skip = True
        elif link in DASHES and touches(lexemes, left.last - 1):
            skip = True  # a score, a season, a telephone number
        else:
            joined.append(left)
    return joined


def _is_result(lexemes: Sequence[Lexeme], left: Quantity, right: Quantity) -> bool:
    """Whether two bare numbers are a vote or a score: "passed by 58 to 42", "beat them 3 to 1"."""
    if left.unit is not None or right.unit is not None or left.bound != "exact":
        return False
    near = [lower_at(lexemes, left.first - back) for back in range(1, 5)]
    if any(word in _CONTEST for word in near) or right.value == 1:
        return True
    if lower_at(lexemes, right.last) in _RESULTS:
        return True
    return near[0] == "by" and left.value > right.value and not any(word in _MOVES for word in near)


def _range(lexemes: Sequence[Lexeme], left: Quantity, right: Quantity, link: str) -> Quantity | None:
    before = lower_at(lexemes, left.first - 1)
    if link == "and" and before not in {"between", "of"}:
        return None
    spread = before == "from" and lower_at(lexemes, left.first - 2) in _SPREAD
    if link == "to" and before == "from" and left.numeral.scale == right.numeral.scale == 1 and not spread:
        return None  # a change, told as two numbers
    left, right = _one_unit(lexemes, left, right)
    if left.unit is not None and (left.unit != right.unit or left.data != right.data):
        return None
    if right.unit is None and (link in DASHES or before != "between"):
        return None
    contest = any(lower_at(lexemes, left.first - back) in _CONTEST for back in (1, 2))
    if link in DASHES and contest and right.data.get("role") != "age":
        return None
    if right.unit == "percent" and before == "(" and lower_at(lexemes, right.last) == ")":
        return None  # the two sides of a poll
    if link in DASHES and before in {"the", "their", "his"} and _is_team(lexemes, right):
        return None
    left = _same_scale(left, right)
    if not left.value < right.value or right.value < 0:
        return None
    if link in DASHES and _is_chain(lexemes, left, right):
        return None
    if link == "or" and right.value > 2 * left.value and left.unit is None:
        return None
    first = left.first - 1 if before == "between" or spread else left.first
    if spread and lower_at(lexemes, first - 1) == "anywhere":
        first -= 1
    return replace(
        right,
        first=first,
        value=(left.value + right.value) / 2,
        low=left.value,
        high=right.value,
        bound="range",
        approximate=True,
    )


def _is_team(lexemes: Sequence[Lexeme], right: Quantity) -> bool:
    """Whether the number counts a name in the plural: "the 15-17 Bulldogs" is a team and its record."""
    last = lexemes[right.last - 1]
    return right.last > right.numeral.last and last.kind == "word" and last.text[0].isupper()


def _one_unit(lexemes: Sequence[Lexeme], left: Quantity, right: Quantity) -> tuple[Quantity, Quantity]:
    """Give "1.5 million" in "$1.2-1.5 million" its dollars, and 11 in "aged 8 to 11" its years."""
    if right.unit is not None or left.unit is None:
        return left, right
    if left.money:
        return left, rate(lexemes, _lend(right, left), ())
    if left.data.get("role") == "age" and right.value <= OLDEST:
        return left, _lend(right, left)
    return left, right


def _is_chain(lexemes: Sequence[Lexeme], left: Quantity, right: Quantity) -> bool:
    """Whether a third number hangs on by a hyphen: "4-4-2"."""
    return (lower_at(lexemes, left.first - 1) in DASHES and touches(lexemes, left.first - 1)) or (
        lower_at(lexemes, right.numeral.last) in DASHES
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


def inherit(lexemes: Sequence[Lexeme], found: Sequence[Quantity]) -> list[Quantity]:
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
        if bare.unit is None and owner.unit is not None:
            link = phrase(lexemes, owner.last, bare.first)
            if link in {"and", ",", "or"} and _is_age_too(lexemes, owner, bare):
                lent[at] = _lend(bare, owner)
            elif bare.data.get("part") == "of them" and not owner.factor and not owner.money:
                lent[at] = _part(bare, owner)
            elif (
                _may_lend(owner)
                and link in _BACKWARD
                and (link != "to" or owner.numeral.scale == bare.numeral.scale)
            ):
                lent[at] = _lend(bare, owner)
    return lent


def _is_age_too(lexemes: Sequence[Lexeme], owner: Quantity, bare: Quantity) -> bool:
    """Whether a bare number goes on with "aged 19": "aged 19 and 23"."""
    return (
        owner.data.get("role") == "age"
        and lower_at(lexemes, owner.first) in {"aged", "ages"}
        and bare.value <= OLDEST
    )


def _part(bare: Quantity, owner: Quantity) -> Quantity:
    """Return "five of them" with the unit, and the role if it has none, of what was told before."""
    return replace(
        _lend(bare, owner),
        data={"role": owner.data["role"], **bare.data} if "role" in owner.data else bare.data,
    )


def _may_lend(owner: Quantity) -> bool:
    return owner.data.get("role") != "age" and owner.data.get("form") != "ratio"


def _lend(bare: Quantity, owner: Quantity) -> Quantity:
    data = {**owner.data, **bare.data}
    return replace(
        bare, unit=owner.unit, dimension=owner.dimension, factor=owner.factor, money=owner.money, data=data
    )
