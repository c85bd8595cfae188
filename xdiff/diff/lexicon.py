"""The room's word lists, read once from the TOML files beside this module."""

from __future__ import annotations

import pkgutil
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from xdiff.diff.stems import stem

if TYPE_CHECKING:
    from collections.abc import Mapping


def table(name: str) -> Mapping[str, Any]:
    """Return the shipped list `name`: any of the TOML files here ("near", "measures", "loaded" ...)."""
    data = pkgutil.get_data("xdiff.diff", f"{name}.toml")  # a third of importlib.resources' cost at start
    assert data is not None
    return tomllib.loads(data.decode("utf-8"))


@cache
def senses() -> Mapping[str, str]:
    """Map the stem of each word of `near.toml` to the stem of the first word of its set."""
    found: dict[str, str] = {}
    for line in table("near")["sets"]:
        names = line.split()
        found.update((stem(name), stem(names[0])) for name in names)
    return found


@cache
def measures() -> Mapping[str, str]:
    """Map the sense of each word of `measures.toml` to the name of what it measures."""
    known = senses()
    found: dict[str, str] = {}
    for entry in table("measures")["measure"]:
        for word in entry["words"].split():
            found[known.get(stem(word), stem(word))] = entry["name"]
    return found


@cache
def told_measures() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Map the name of each measure to what a message says of its numbers and what it may be counted in."""
    return {
        entry["name"]: (entry["told"], frozenset(entry["of"].split()))
        for entry in table("measures")["measure"]
    }


@cache
def happenings() -> Mapping[str, str]:
    """Map each verb form of `happenings.toml` to the name of what happens."""
    return {
        word: entry["name"] for entry in table("happenings")["happening"] for word in entry["words"].split()
    }


@cache
def nameless_happenings() -> frozenset[str]:
    """Return the happenings that two aligned sentences share even where no name tells whose they are."""
    return frozenset(
        entry["name"] for entry in table("happenings")["happening"] if not entry.get("subject", True)
    )


@cache
def generic_words() -> frozenset[str]:
    """Return the senses of the measures that say nothing of what is measured ("north", "Richter")."""
    known = senses()
    return frozenset(
        known.get(stem(word), stem(word))
        for entry in table("measures")["measure"]
        if entry.get("generic")
        for word in entry["words"].split()
    )


@cache
def bodies() -> frozenset[str]:
    """Return the stems of the nouns that name a body of members."""
    return frozenset(stem(word) for word in table("bodies")["bodies"].split())


@cache
def anonymous_words() -> frozenset[str]:
    """Return the nouns for somebody without a name ("official"), singular and plural."""
    words = table("speakers")["anonymous"].split()
    return frozenset(form for word in words for form in (word, f"{word}s"))


@cache
def titles_before_names() -> frozenset[str]:
    """Return the words before a name that are no part of it."""
    return frozenset(table("speakers")["titles"].split())


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """Return for each English given name, in lower case, its short forms, from the package's own table."""
    data = pkgutil.get_data("xdiff.data", "nicknames.txt")
    assert data is not None
    lines = (line for line in data.decode("utf-8").splitlines() if line and not line.startswith("#"))
    pairs = (line.partition(": ") for line in lines)
    return {name: frozenset(shorts.split()) for name, _, shorts in pairs}


@cache
def news_agencies() -> frozenset[str]:
    """Return words in the names of news agencies, papers and stations: their word is the outlet's own."""
    return frozenset(table("speakers")["news"].split())


@cache
def countries() -> frozenset[str]:
    """Return the countries as the names of the facts have them, from the package's own table."""
    data = pkgutil.get_data("xdiff.data", "places.toml")
    assert data is not None
    return frozenset(tomllib.loads(data.decode("utf-8"))["country"])


@cache
def english_countries() -> frozenset[str]:
    """Return the countries where public statements are mostly made in English."""
    return frozenset(table("speakers")["english"])


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for line in table("opposites")["pairs"]:
        one, _, other = line.partition("/")
        found |= {(stem(a), stem(b)) for a in one.split() for b in other.split()}
    return frozenset(found | {(b, a) for a, b in found})


_NOT_BY_PREFIX = ("un", "in", "im", "il", "ir", "dis", "non")
_FEWEST_LETTERS = 4  # of what follows a prefix: "in" and "side" are no "not side"


def opposite(one: str, other: str) -> bool:
    """Whether one of two words turns the other round: rich and poor, legal and illegal."""
    a, b = stem(one), stem(other)
    if (a, b) in _opposites():
        return True
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) >= _FEWEST_LETTERS and any(longer == prefix + shorter for prefix in _NOT_BY_PREFIX)
