"""What stands beside a number and says how exact it is: "about", "more than", "up to", "or so"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xdiff.facts.quantity.lexemes import Lexeme, lower_at, phrase, words
from xdiff.facts.quantity.quantity import Quantity, about

if TYPE_CHECKING:
    from collections.abc import Sequence

# What stands before a number and says how exact it is. The longest one wins.
QUALIFIERS = {
    "about": """
        about, around, approximately, roughly, some, circa, ca, approx, ~, ≈, estimated, an estimated,
        close to, in the region of, on the order of, in the neighborhood of, in the vicinity of,
        something like, perhaps, maybe, roughly some, more or less
    """,
    "below": """
        nearly, almost, just under, a little under, slightly under, just below,
        just short of,
        a little less than, slightly less than,
        just less than
    """,
    "over": """
        over, above, exceeding, >, +, ≥, more than, at least, no fewer than, no less than, not less than,
        upwards of, upward of, in excess of, well over, just over, a little over, slightly over,
        a little more than, slightly more than, just more than, well above, just above, a minimum of,
        far more than, much more than, many more than, greater than, higher than, better than, minimum,
        north of
    """,
    "under": """
        under, below, <, ≤, up to, as many as, as much as, less than, fewer than, at most, no more than,
        not more than, as few as, as little as, a maximum of, maximum, well under, well below, lower than,
        smaller than
    """,
}
EXACTLY = frozenset({"exactly", "precisely"})
AFTER = {
    "or so": "about",
    "or thereabouts": "about",
    "or more": "over",
    "and more": "over",
    "and over": "over",
    "or over": "over",
    "and above": "over",
    "or less": "under",
    "or fewer": "under",
    "and under": "under",
    "or under": "under",
    "at least": "over",
    "at most": "under",
}
# "Over five years" is "in the course of"; "lasted over five years" is "more than".
_LASTING = frozenset(
    words(
        """
        for lasted lasting lasts last took take takes taking after spent spend spending in of well
        just been aged waited is was are be a weighs weighing
        """
    )
)
_ABOUT_WHAT = frozenset(
    words(
        """
        talk talked talking speak spoke think know worry worried concerned concern concerns story
        stories report reports book film question questions information asked ask told tell learn
        hear heard read joke jokes complain
        """
    )
)


_BOUNDS = {
    " ".join(each.split()): bound for bound, listed in QUALIFIERS.items() for each in listed.split(",")
}
_LONGEST_QUALIFIER = max(len(each.split()) for each in _BOUNDS)


def bounded(found: Quantity, bound: str) -> Quantity:
    """Return `found` as its qualifier allows it to be."""
    if bound == "about":
        return about(found)
    if bound == "below":
        return replace(about(found), high=found.value)
    if bound == "over":
        return replace(found, low=found.low, high=None, bound="over", approximate=True)
    return replace(found, low=None, high=found.high, bound="under", approximate=True)


def qualified(lexemes: Sequence[Lexeme], found: Quantity) -> Quantity:
    """Return `found` with its qualifier before ("more than") or behind ("or so")."""
    first = found.first
    if lower_at(lexemes, first - 1) in {"the", "a", "an"}:
        first -= 1  # "about a hundred", "more than the 50 men"
    for length in range(_LONGEST_QUALIFIER, 0, -1):
        start = first - length
        if start < 0:
            continue
        text = phrase(lexemes, start, first)
        if text in EXACTLY:
            return replace(found, first=start)
        bound = _BOUNDS.get(text)
        if bound and _qualifies(lexemes, found, text, start):
            found = bounded(replace(found, first=start), bound)
            break
    after = _bound_after(lexemes, found.last)
    if after is None and found.numeral.last != found.last:
        after = _bound_after(lexemes, found.numeral.last)  # "20 or so people"
        if after:
            return bounded(found, after)
    return bounded(replace(found, last=found.last + 2), after) if after else found


def _bound_after(lexemes: Sequence[Lexeme], at: int) -> str | None:
    """Return the bound of "or more" at `at`; in "20 tons and more than 5 cars" it is the next number's."""
    behind = lexemes[at + 2] if at + 2 < len(lexemes) else None
    if behind is not None and (behind.lower == "than" or behind.kind == "digits"):
        return None
    return AFTER.get(phrase(lexemes, at, at + 2))


def _qualifies(lexemes: Sequence[Lexeme], found: Quantity, text: str, start: int) -> bool:
    before = lower_at(lexemes, start - 1)
    if (
        text in {"over", "above", "below", "under"}
        and found.dimension == "time"
        and found.data.get("role") != "age"
    ):
        return before in _LASTING
    if text in {"about", "around", "over"} and lexemes[found.last - 1].lower in {"old", "olds"}:
        tied = lower_at(lexemes, found.last - 2) == "-"
        if tied and lower_at(lexemes, start + 1) in {"a", "an", "the"}:
            return False  # "arms around a 6-year-old boy"
    if text == "about":
        one = found.value == 1 and found.dimension == "people"
        return before not in _ABOUT_WHAT and not one  # "it is about one man"
    # "Some 200 rebels", but "some two parties" is hardly English.
    return text != "some" or found.value >= 10 or found.money
