"""Every rule of the gate by its code, and the words by which a policy may name several."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from xdiff.discover import parts
from xdiff.errors import PolicyError, RoomError
from xdiff.gating.rule import FAMILIES, Rule

ALL = "ALL"

# What the rules of a family are about, for people.
ABOUT: Final[Mapping[str, str]] = {
    "origin": "how the English came to be",
    "fluency": "how it reads",
    "hygiene": "whether the text is whole, clean and described",
    "cross-source": "where documents about one event differ",
}


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its code, in the order of the codes.

    Raises:
        RoomError: a rule's code is of no family or stands twice, or it has not exactly one check.
    """
    found = parts("xdiff.gating.rules", "RULE", Rule)
    ordered = sorted(found.items(), key=lambda each: each[1].code)
    known: dict[str, Rule] = {}
    for module, rule in ordered:
        where = f"xdiff.gating.rules.{module}"
        if not rule.code.startswith(tuple(FAMILIES.values())) or rule.code in known:
            raise RoomError(f"{rule.code} is of no family, or another rule's", where=where)
        if module != rule.name.replace("-", "_"):
            raise RoomError(f"the module is not called as its rule {rule.name}", where=where)
        if sum(check is not None for check in (rule.document, rule.seeds, rule.story)) != 1:
            raise RoomError("a rule has one check: document, seeds or story", where=where)
        known[rule.code] = rule
    return known


def named(words: Iterable[str], *, where: str) -> tuple[Rule, ...]:
    """Return the rules that words name: a code, its beginning (`HY`, `HY3`), a name, a family, or `ALL`.

    Args:
        words: as they stand in a policy or on the command line.
        where: the file and key, or the option, for an error.

    Raises:
        PolicyError: a word names no rule; the hint has the nearest.
    """
    known = rules()
    wanted: set[str] = set()
    for word in words:
        codes = _codes(word, known)
        if not codes:
            raise PolicyError(f"no rule {word!r}", where=where, hint=nearest(word))
        wanted.update(codes)
    return tuple(rule for code, rule in known.items() if code in wanted)


def one(word: str, *, where: str) -> Rule:
    """Return the one rule of this code or name.

    Raises:
        PolicyError: there is none; the hint has the nearest.
    """
    found = only(word)
    if found is not None:
        return found
    hint = "Name one rule, by its code or name; this is several." if _codes(word, rules()) else nearest(word)
    raise PolicyError(f"no rule {word!r}", where=where, hint=hint)


def only(word: str) -> Rule | None:
    """Return the one rule of this code or name, in any case, dashes and underscores alike; or None."""
    name = _name(word)
    return next((rule for rule in rules().values() if name in (rule.code.casefold(), rule.name)), None)


def matching(word: str) -> tuple[Rule, ...]:
    """Return the rules that one word names, as `named` does; none where it names none."""
    known = rules()
    return tuple(known[code] for code in _codes(word, known))


def nearest(word: str) -> str:
    """Return a hint with the codes and names that are nearest to a word."""
    known = rules()
    names = [*known, *(rule.name for rule in known.values()), *FAMILIES]
    folded = {each.casefold(): each for each in names}
    near = [folded[each] for each in difflib.get_close_matches(_name(word), folded, n=3, cutoff=0.6)]
    if near:
        return f"Did you mean {' or '.join(near)}?"
    families = ", ".join(f"{name} ({head[:2]})" for name, head in FAMILIES.items())
    return f"Families are {families}; `xdiff rule` lists all rules."


def _codes(word: str, known: Mapping[str, Rule]) -> list[str]:
    if word.upper() == ALL:
        return list(known)
    upper, lower = word.upper(), _name(word)
    return [
        code
        for code, rule in known.items()
        if (len(upper) >= 2 and code.startswith(upper)) or lower in (rule.name, rule.family)
    ]


def _name(word: str) -> str:
    return word.casefold().replace("_", "-")
