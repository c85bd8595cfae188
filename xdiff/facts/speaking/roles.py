"""Descriptions of persons ("the minister") and who bears them, by what the text itself says.

A person bears a role that stands right before the name ("Trade Minister Ana Ruiz") or right after it between
commas ("Ana Ruiz, the trade minister,"). A description is one of them when exactly one person bears its role
before it, nobody unnamed was given the role, and its own words ("trade") are not against it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from xdiff.facts.people.gazetteer import look_up, words_about_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Fact, Span

# Roles that newspapers use for one another, "the chief executive" for "the CEO".
SAME = {
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "congresswoman": "congressman",
    "premier": "prime minister",
    "executive": "ceo",
}
BEFORE = 60  # characters before a name that its title may take
MOST_BEARERS = 40  # of one role in a text: with more of them a description tells nobody
AFTER = 70  # characters after it that an apposition may take
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
APPOSED = re.compile(r",\s+(?:(?:the|an?|its|his|her|their|who is)\s+)?([^,.;:!?()\"“”]{2,70})")
# What may stand between a description and the name: a comma, "for the ministry,".
BETWEEN = re.compile(r"(?: (?:to|of|for|in|at|from) (?:the )?[\w.]+){0,2},? ?")
TIED = re.compile(r"\s+(?:of|for|at|in|from|to|with|who|that)\s+")


class Roles:
    """Who bears which role in one text."""

    def __init__(self, text: str, names: Sequence[Fact]) -> None:
        self._text = text
        # For each role: who bears it ("" for somebody without a name), by which other words, and where first.
        self._bearers: dict[str, dict[tuple[str, frozenset[str]], int]] = {}
        persons = [name for name in names if name.unit == "person"]
        starts = [name.span.start for name in persons]
        ends = frozenset(name.span.end for name in persons)
        for at, name in enumerate(persons):
            floor = persons[at - 1].span.end if at else 0
            before = text[max(floor, name.span.start - BEFORE) : name.span.start]
            self._give(name.span.start, name.value, _title(before))
            apposed = APPOSED.match(text, name.span.end, name.span.end + AFTER)
            if apposed:
                self._give(name.span.start, name.value, TIED.split(apposed.group(1))[0], apposed.group(1))
        for found in ROLE.finditer(text):
            self._unnamed(found, starts, ends)

    def bearer(self, speaker: Span) -> str | None:
        """Return the canonical name of the one person that a description before a verb can mean."""
        words = WORD.findall(self._text[speaker.start : speaker.end].lower())
        if len(words) < 2 or words[0] not in {"the", "this", "that"} or len(words) > 5:
            return None
        role, others = _role(words[1:])
        if role is None:
            return None
        known = self._bearers.get(role, {})
        if len(known) > MOST_BEARERS:
            return None
        fitting = {
            value
            for (value, its_words), at in known.items()
            if at < speaker.start and (others <= its_words or (not value and not others))
        }
        return next(iter(fitting)) if len(fitting) == 1 and "" not in fitting else None

    def _give(self, at: int, value: str, phrase: str, whole: str = "") -> None:
        role, others = _role(WORD.findall(phrase.lower()))
        if role is not None:
            more = _senses(WORD.findall(whole.lower()))
            self._bearers.setdefault(role, {}).setdefault((value, others | more), at)

    def _unnamed(self, found: re.Match[str], starts: Sequence[int], ends: frozenset[int]) -> None:
        """Note "a minister", who may be the one meant later; not one whose name stands beside."""
        after = bisect_left(starts, found.end())
        named = after < len(starts) and BETWEEN.fullmatch(self._text, found.end(), starts[after])
        apposed = self._text[found.start() - 2 : found.start()] == ", " and found.start() - 2 in ends
        if not named and not apposed:
            self._give(found.start(), "", found.group(2))


ROLE = re.compile(
    r"\b([Aa]n?|[Aa]nother|[Oo]ne)\s+((?:[\w-]+\s+){0,2}?[a-z]+(?:man|woman|er|or|ent|ary|ef|eo))\b"
)


def _title(before: str) -> str:
    """Return the words before a name that may be its title: those after the last mark or function word."""
    before = before.removesuffix(", ")
    return re.split(r"[.,;:!?()\"“”]|\b(?:and|with|by|to|of|for|from|that|said|told|met)\b", before)[-1]


def _role(words: Sequence[str]) -> tuple[str | None, frozenset[str]]:
    """Return the role that a description ends in, in one form, and what its other words mean."""
    if not words:
        return None, frozenset()
    roles = words_about_names()["role"]
    last = words[-1]
    if last not in roles and last not in SAME:
        return None, frozenset()
    rest = [word for word in words[:-1] if word not in EMPTY]
    if rest and rest[-1] in {"prime", "vice", "deputy"}:
        last = f"{rest.pop()} {last}"
    return SAME.get(last, last), _senses(rest)


EMPTY = frozenset({"the", "a", "an", "his", "her", "its", "their", "then", "now", "former", "new", "current"})


def _senses(words: Sequence[str]) -> frozenset[str]:
    """Return words as what they mean: "french", "paris" and "france" are one country."""
    found = set()
    for word in words:
        known = look_up(word.capitalize())
        found.add(word if known is None else known.country or known.value)
    return frozenset(found)
