"""Names of organisations made comparable: legal forms, the order of words, the country they belong to."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xdiff.facts.people.alike import american
from xdiff.facts.people.gazetteer import common_words, fold, known_names, look_up, words_about_names
from xdiff.facts.syntax.grammar import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "a", "de", "des", "et", "&"})
# Bodies of which "X Ministry" and "Ministry of X" are one.
TURNED = listed("ministry department university institute parliament academy embassy")
MINISTRIES = listed("ministry department")
# Bodies that every state has one of, so that "the Turkish Parliament" may go by "Parliament".
STATE_BODIES = listed("parliament senate army navy bureau court agency service police government cabinet")
EMPTY = frozenset({"affairs"})  # Foreign Ministry, Ministry of Foreign Affairs


@cache
def legal_forms() -> frozenset[str]:
    """Return the words that say of what legal form a company is, folded: inc, plc, gmbh."""
    return frozenset(fold(word).rstrip(".") for word in words_about_names()["legal"])


def without_legal_form(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return a company's words without Inc. and the like, unless what is left is a name of the tables."""
    kept = tokens
    while len(kept) > 1 and kept[-1] in legal_forms():
        kept = kept[:-1]
    if kept == tokens or " ".join(kept) in known_names() or " ".join(kept) in common_words():
        return tokens
    if len(kept) == 1 and kept[0].capitalize() in words_about_names()["organisation"]:
        return tokens  # News Corp.
    return kept


def belongs_to(run: Sequence[str], before: str | None) -> tuple[str | None, int]:
    """Return the state that a ministry or the like belongs to, and how many words of the run name it.

    Args:
        run: the words of the organisation, as they stand.
        before: the word before it, which may be "Russia's".
    """
    folded = [fold(word) for word in run]
    if MINISTRIES.isdisjoint(folded) and STATE_BODIES.isdisjoint(folded):
        return None, 0
    for size in (2, 1):
        known = look_up(" ".join(run[:size])) if len(run) > size else None
        if known is not None and known.kind == "place" and known.country == known.value:
            return known.value, size
    if before is not None and before.endswith(("'s", "’s", "'", "’")):
        known = look_up(before.rstrip("s").rstrip("'’") if before.endswith(("'s", "’s")) else before[:-1])
        if known is not None and known.country == known.value:
            return known.value, 0
    return None, 0


@cache
def body_key(value: str) -> tuple[str, ...]:
    """Return the words by which two names of one organisation are equal.

    >>> body_key("ministry of defence") == body_key("defense ministry")
    True
    """
    words = [american(word.strip(".,")) for word in value.replace("'s ", " ").split() if word not in SMALL]
    words = list(without_legal_form(tuple(words)))
    if words and words[-1] == "party" and len(words) > 1:
        words = [word.rstrip("'") for word in words]
    for at in (0, len(words) - 1):
        if words and words[at] in TURNED:
            head = words.pop(at)
            kept = [word for word in words if word not in EMPTY] if head in MINISTRIES else words
            return (head, *kept)
    return tuple(words)


def letters_of(short: str, long: Sequence[str]) -> bool:
    """Whether letters in capitals stand for a name of several words: each letter begins one of its words.

    >>> letters_of("ITS", ("international", "tracing", "service"))
    True
    """
    letters = short.replace(".", "")
    if not (1 < len(letters) <= 7 and letters.isupper() and letters.isalpha()) or len(long) < 2:
        return False
    initials = [word[0] for token in long for word in token.split("-") if word and word not in SMALL]
    wanted = list(letters.lower())
    if len(wanted) < 2 or len(initials) < len(wanted) - 1 or len(initials) > len(wanted) + 2:
        return False
    return all(wanted.count(letter) <= initials.count(letter) for letter in set(wanted))
