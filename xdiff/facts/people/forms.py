"""Two forms of names, and whether they may be one bearer's, looking at nothing but the two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from xdiff.facts.people.alike import ARTICLE, given_alike, spelled_alike, transliterated
from xdiff.facts.people.bodies import body_key
from xdiff.facts.people.gazetteer import common_words, given_names, known_names, words_about_names

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
OF_ENGLISH = frozenset({"van", "von", "de", "di", "mac", "du", "la", "le"})  # which make another surname
LONG_PLACE = 5  # letters from which two spellings of a town that no table knows are one town


@dataclass(frozen=True, slots=True)
class Form:
    """One canonical form with what decides whether it is another's bearer."""

    value: str
    unit: str
    tokens: tuple[str, ...]
    count: int
    documents: frozenset[int]
    display: str
    sex: str | None
    state: str | None
    short: str | None
    family: bool  # its family name stands first


@cache
def fixed_values() -> frozenset[str]:
    """Values that tables gave; they are never renamed to another spelling."""
    return frozenset(known.value for known in known_names().values())


def words_of_body(name: Form) -> tuple[str, ...]:
    """Return an organisation's words made comparable, without the state it belongs to."""
    value = name.value
    if name.state is not None:
        value = value.removeprefix(f"{name.state} ")
    return body_key(value)


def same_bearer(left: Form, right: Form) -> bool:
    """Whether two forms may name one bearer, looking at nothing but the two.

    A single word and a full person's name are left to `_surnames`, which sees all bearers of a surname.
    """
    if left.value in fixed_values() and right.value in fixed_values():
        return False
    if "place" in {left.unit, right.unit} or "organisation" in {left.unit, right.unit}:
        if left.unit != right.unit and "other" not in {left.unit, right.unit}:
            return False
        return _one_body(left, right)
    short, full = sorted((left, right), key=lambda name: len(no_suffix(name.tokens)))
    few, many = no_suffix(short.tokens), no_suffix(full.tokens)
    if len(few) == 1:
        return len(many) == 1 and spelled_alike(few[0], many[0]) and not marked_apart(left, right)
    return _one_person(short, full)


def marked_apart(left: Form, right: Form) -> bool:
    """Whether titles tell two bearers of one word apart: "adebayo (man)" and "adebayo (woman)"."""
    if left.sex and right.sex and left.sex != right.sex:
        return True
    return "(" in left.value and "(" in right.value


def _one_body(left: Form, right: Form) -> bool:
    """Whether two places or bodies have the same words, in the orders and spellings that one body has."""
    if left.state and right.state and left.state != right.state:
        return False
    one, two = words_of_body(left), words_of_body(right)
    if one == two:
        return bool(one)
    if not len(one) == len(two) == 1 or "organisation" in {left.unit, right.unit}:
        return False
    if left.unit == right.unit == "place":
        return spelled_alike(one[0], two[0])
    return min(len(one[0]), len(two[0])) >= LONG_PLACE and transliterated(one[0]) == transliterated(two[0])


def _one_person(short: Form, full: Form) -> bool:
    """Whether two full names may be one person's."""
    few, many = no_suffix(short.tokens), no_suffix(full.tokens)
    if _turned(short, full):
        return True
    if few == many:
        return _fathers(short.value) == _fathers(full.value)
    if short.family and full.family:
        return "".join(few) == "".join(many)
    if not spelled_alike(few[-1], many[-1]):
        # Juan Pérez and Juan Pérez García
        return few[0] in given_names() and _first_surname(few, full.value.split())
    if few[-1] != many[-1] and _particles(short.value) != _particles(full.value):
        return False
    if len(many) > len(few) and len(few) == 2 and few[0] in many[:-1]:
        return True
    if not given_alike(few[0], many[0]):
        # José Luis Rodríguez Zapatero is Rodríguez Zapatero
        return many[-len(few) :] == few
    return _middles_agree(few[1:-1], many[1:-1])


def _first_surname(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether a given name and a surname are the first words of a longer name: Juan Pérez (García)."""
    begins = len(few) == 2 < len(many) and few[0] == many[0] and few[1] in many[1:-1]
    return begins and len(few[1]) > 2 and many[-1] not in common_words()


def _middles_agree(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether middle names, where both names have them, are the same or begin alike."""
    for one, two in zip(few, many, strict=False):
        if one[0] != two[0] or (min(len(one), len(two)) > 2 and not spelled_alike(one, two)):
            return one in many or two in few
    return True


def _turned(left: Form, right: Form) -> bool:
    """Whether one is the other with its family name first: Orbán Viktor. Not two given names, nor a son's."""
    one, two = left.tokens, right.tokens
    if len(one) != 2 or one[::-1] != two or one[0] == one[1]:
        return False
    return len(left.value.split()) == 2 and not (one[0] in given_names() and one[1] in given_names())


def _fathers(value: str) -> tuple[str, ...]:
    """Return the words with "bin" before them: of Salman bin Khalid, the father's name."""
    words = value.split()
    return tuple(word for before, word in pairwise(words) if before in {"bin", "ibn"})


def _particles(value: str) -> frozenset[str]:
    return OF_ENGLISH & frozenset(value.split())


def apart(left: Form, right: Form) -> bool:
    """Whether two forms cannot be one bearer, whatever others say: two full names that differ."""
    if left.value in fixed_values() and right.value in fixed_values():
        return True
    if left.state and right.state and left.state != right.state:
        return True
    if marked_apart(left, right):
        return True
    if not {left.unit, right.unit} <= {"person", "other"}:
        return False
    one, two = no_suffix(left.tokens), no_suffix(right.tokens)
    if _suffix(left.tokens) and _suffix(right.tokens) and _suffix(left.tokens) != _suffix(right.tokens):
        return True
    if min(len(one), len(two)) < 2:
        return False
    if _father_and_son(left, right):
        return True
    short, full = sorted((left, right), key=lambda name: len(no_suffix(name.tokens)))
    return not _one_person(short, full)


def _father_and_son(left: Form, right: Form) -> bool:
    """Whether one is "Sr." where the same document has the name without: that is the son."""
    suffixes = {_suffix(left.tokens), _suffix(right.tokens)}
    return suffixes == {"sr", ""} and not left.documents.isdisjoint(right.documents)


def no_suffix(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without "jr", "iii" and the like."""
    return tuple(token for token in tokens if token not in SUFFIXES) or tokens


def _suffix(tokens: tuple[str, ...]) -> str:
    return tokens[-1] if tokens[-1] in SUFFIXES else ""


def bare_tokens(value: str) -> tuple[str, ...]:
    """Return the words of a canonical name without particles, articles, hyphens and marks of titles."""
    particles = words_about_names()["particle"]
    plain = value.partition(" (")[0].replace("'s ", " ").replace("al-", " al-").split()
    words = [
        piece.strip(".,'")
        for word in plain
        if word not in particles
        for piece in ARTICLE.sub("", word).split("-")
    ]
    return tuple(word for word in words if word) or tuple(value.split())
