"""What xdiff knows of names beforehand: small tables of places, organisations, titles and given names.

Everything is read from `xdiff/data` on first use and kept; see each file's head for its source.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["person", "place", "organisation", "other"]

# Letters that Unicode does not decompose into a base and a mark.
LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "’": "'",
        "‘": "'",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A name in a table. `country` is the state that a capital, a people or a seat may stand for."""

    value: str
    kind: Kind
    display: str
    country: str | None = None
    metonym: bool = False  # an adjective or people: it names the state only in passing


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """A second bearer of a place's name, meant where more names of `beside` than of `not_beside` stand."""

    known: Known
    beside: frozenset[str]
    not_beside: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Capitals that stand for their state, by value, and the verbs (beside those of speech) that show it."""

    states: Mapping[str, str]
    verbs: frozenset[str]


def fold(text: str) -> str:
    """Return `text` in lower case, without diacritics, with straight apostrophes.

    >>> fold("François")
    'francois'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("xdiff.data").joinpath(name).read_text("utf-8"))


def _lines(name: str) -> list[str]:
    text = files("xdiff.data").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def known_names() -> Mapping[str, Known]:
    """Return the places and organisations of the tables by folded form, with and without "the"."""
    places, organisations = _table("places.toml"), _table("organisations.toml")
    found: dict[str, Known] = {}
    for form in places["other"]["regions"]:
        found[fold(form)] = Known(value=fold(form), kind="place", display=form)
    for forms in places["other"]["cities"]:
        for form in forms:
            found[fold(form)] = Known(value=fold(forms[0]), kind="place", display=forms[0])
    for form in places["other"]["peoples"]:
        found[fold(form)] = Known(value=fold(form), kind="other", display=form, metonym=True)
    for value, entry in places["country"].items():
        display = entry["names"][0]
        for form in entry["names"]:
            found[form if _needs_capitals(form) else fold(form)] = Known(
                value=value, kind="place", display=display, country=value
            )
        for form in entry["people"]:
            found[fold(form)] = Known(value=value, kind="place", display=display, country=value, metonym=True)
        for index, form in enumerate(entry["capital"]):
            first = entry["capital"][0]
            known = Known(value=fold(first), kind="place", display=first, country=value)
            found.setdefault(fold(form) if index or form else fold(first), known)
    for value, forms in organisations["organisation"].items():
        seat = places["seat"].get(value)
        for form in forms:
            known = Known(value=value, kind="organisation", display=forms[0], country=seat)
            found[form if _needs_capitals(form) else fold(form)] = known
    for value, country in places["seat"].items():
        found.setdefault(
            fold(value), Known(value=fold(value), kind="organisation", display=value.title(), country=country)
        )
    return found


@cache
def namesakes() -> Mapping[str, Namesake]:
    """Return the places that share their name with another, by value: Georgia, Washington."""
    found = {}
    for value, entry in _table("places.toml")["namesake"].items():
        known = Known(value=entry["value"], kind="place", display=entry["display"])
        beside, not_beside = (
            frozenset(fold(form) for form in entry[side]) for side in ("beside", "not_beside")
        )
        found[value] = Namesake(known=known, beside=beside, not_beside=not_beside)
    return found


@cache
def acting() -> Acting:
    """Return the capitals that news has for a state, and the verbs that show it."""
    places = _table("places.toml")
    states = {
        fold(entry["capital"][0]): value
        for value, entry in places["country"].items()
        if entry["capital"] and fold(entry["capital"][0]) not in places["acting"]["never"]
    }
    return Acting(
        states=states | dict(places["acting"]["other"]), verbs=frozenset(places["acting"]["verbs"].split())
    )


@cache
def ambiguous_forms() -> frozenset[str]:
    """Return acronyms that need another form of their organisation in the same document."""
    return frozenset(_table("organisations.toml")["ambiguous"]["forms"])


@cache
def words_about_names() -> Mapping[str, frozenset[str]]:
    """Return the word lists of `titles.toml` by name."""
    return {name: frozenset(words) for name, words in _table("titles.toml").items()}


@cache
def given_names_of(sex: Literal["women", "men"]) -> frozenset[str]:
    """Return common given names, folded, that are nearly always a woman's or a man's."""
    return frozenset(str(_table("given-names.toml")[sex]).split())


@cache
def common_words() -> frozenset[str]:
    """Return lower-case words of English that mean nothing by their capital at a sentence's start."""
    return frozenset(" ".join(_lines("common-words.txt")).split())


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """Return for each given name, folded, the short forms people use for it."""
    found: dict[str, frozenset[str]] = {}
    for line in _lines("nicknames.txt"):
        name, _, shorts = line.partition(": ")
        found[name] = frozenset(shorts.split())
    return found


@cache
def given_places() -> frozenset[str]:
    """Return given names that are places too, folded: Chad, Paris, Jordan."""
    return frozenset(str(_table("given-names.toml")["places"]).split())


@cache
def whole_names() -> Mapping[str, str]:
    """Return for a person's other name, folded, the one to compare by: mao tse-tung, mao zedong."""
    pairs = (line.split(" = ") for line in _table("given-names.toml")["whole"])
    return {other: name for name, other in pairs}


@cache
def translated_names() -> Mapping[str, frozenset[str]]:
    """Return for each given name, folded, what it is in other languages' transliterations: Pyotr, Peter."""
    found: dict[str, frozenset[str]] = {}
    for line in _table("given-names.toml")["translated"]:
        forms = frozenset(line.split())
        for form in forms:
            found[form] = found.get(form, frozenset()) | forms
    return found


@cache
def given_names() -> frozenset[str]:
    """Return every given name or short form the table has, folded."""
    table = nicknames()
    listed = given_names_of("women") | given_names_of("men")
    return frozenset(table).union(listed, *table.values())


def _needs_capitals(form: str) -> bool:
    """Whether an acronym spells a word too ("WHO", "IS", "US"): only its capitals tell them apart."""
    return form.isupper() and (len(form) <= 2 or fold(form) in common_words())


def look_up(form: str) -> Known | None:
    """Return what the tables know of `form`."""
    names = known_names()
    exact = names.get(form)
    if exact is not None and form.isupper():
        return exact
    if len(form) <= 2 and not form.isupper():
        return None
    return names.get(fold(form))
