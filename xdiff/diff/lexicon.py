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
    """Return the shipped list `name` ("near", "measures", "loaded", "happenings")."""
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
