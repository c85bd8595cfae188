"""Whether a name is a person's, a place's or an organisation's, by what it is made of and stands beside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from xdiff.facts.people.bodies import legal_forms
from xdiff.facts.people.gazetteer import (
    Kind,
    common_words,
    fold,
    given_names,
    given_places,
    look_up,
    words_about_names,
)
from xdiff.facts.people.mentions import DIRECTIONS, Mention, bare, phrase
from xdiff.facts.syntax.grammar import listed
from xdiff.facts.syntax.verbs import speech_verbs

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from xdiff.facts.syntax.grammar import Word

LANDFORMS = listed("Mount Mt Lake Cape Fort Port San Santa Isle Gulf Bay")
STORMS = listed("Hurricane Typhoon Cyclone")
THINGS = listed("Award Awards Prize Act War Oscars Mall Stadium Earthquake Cup Trophy Day Bill Amendment")
PLACE_BEFORE = listed("in at near outside across throughout inside around toward towards")
# One or two syllables as Pinyin writes them.
PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ong|iao|ian|ing|uai|uan|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|er|[aeiou])){1,2}"
)


def cues(mention: Mention) -> Iterator[tuple[Kind, int]]:
    """Give votes for a kind, with their weight, for each sign of it at this mention."""
    lists = words_about_names()
    words = mention.words
    last, first = bare(words[-1].text), bare(words[0].text)
    # "Republican National Committee", "General Assembly UN"; but "Judge Emily House".
    body = last in lists["organisation"] and fold(first) not in given_names()
    if mention.titled and not (len(words) > 1 and (body or first in lists["organisation"])):
        yield "person", 4
    if len(words) > 1 and (first in DIRECTIONS or first in LANDFORMS):
        yield "place", 2
    if first in STORMS or last in THINGS:
        yield "other", 5
    if len(words) > 1 and (
        any(bare(word.text) in lists["organisation"] for word in words)
        or (fold(last).rstrip(".") in legal_forms() and (last.isupper() or last[-1] in ".cCH"))
    ):
        yield "organisation", 3
    elif len(words) > 1 and last in lists["place"]:
        yield "place", 3
    if len(words) == 1 and last.isupper() and len(last) > 1 and not mention.headline:
        yield "organisation", 2
    ends = look_up(last)
    given = fold(first) in given_names() and (ends is None or not ends.metonym)  # Roman Catholic
    if 1 < len(words) <= 4 and (given or family_first(mention.tokens)):
        yield "person", 2
    initials = [word.text for word in words[:-1] if len(word.text) == 2 and word.text[1] == "."]
    if 1 < len(words) <= 4 and initials and initials[:2] != ["U.", "S."]:
        yield "person", 2
    if len(words) == 2 and fold(first) in given_places() and _explains_nothing(words[1]):
        yield "person", 2
    if len(words) > 1 and last in lists["suffix"] and mention.tokens[0] not in common_words():
        yield "person", 1
    yield from _beside(mention)


def _explains_nothing(word: Word) -> bool:
    """Whether a word may be a surname behind "Chad": no common word, no name of the tables, no plural."""
    text = bare(word.text)
    lists = words_about_names()
    return not (
        fold(text) in common_words()
        or text in lists["organisation"] | lists["place"]
        or look_up(text) is not None
        or text.endswith("s")
        or _acronym(text)
    )


def _beside(mention: Mention) -> Iterator[tuple[Kind, int]]:
    """Give the votes of the words before and after a mention."""
    lists = words_about_names()
    if mention.before is not None:
        low = mention.before.low
        if low in lists["role"] or mention.before.text in lists["personal"]:
            yield "person", 2
        if low in PLACE_BEFORE and not mention.titled:
            yield "place", 1
        if low == "the" and len(mention.words) > 1:
            yield "organisation", 1
    if mention.after is not None:
        low = mention.after.low
        # A single word that speaks may be a company; only a title or a full name makes it a person.
        spoke = low in speech_verbs() and low.endswith(("ed", "said", "told", "says", "wrote"))
        if len(mention.words) > 1 and spoke:
            yield "person", 1
        if low in {"who", "whose", "himself", "herself"}:
            yield "person", 2
        if low == "-based":
            yield "place", 1


def family_first(tokens: tuple[str, ...]) -> bool:
    """Whether folded words are a name with its family name first: Park Geun-hye, Xi Jinping, Kim Jong Un."""
    if not 1 < len(tokens) <= 3 or tokens[0] not in _families():
        return False
    given = tokens[1:]
    if len(given) == 2:
        return all(len(word) <= 5 and word not in given_names() for word in given)
    return "-" in given[0] or (PINYIN.fullmatch(given[0]) is not None and given[0] not in given_names())


@cache
def _families() -> frozenset[str]:
    return frozenset(fold(word) for word in words_about_names()["family"])


def verdict(votes: Counter[Kind]) -> Kind | None:
    """Return the kind with most votes, None without any."""
    return votes.most_common(1)[0][0] if votes else None


def shape(mention: Mention) -> Kind:
    """Judge by shape alone: two or three capitalised words, none of them a common one, are a person."""
    tokens = mention.tokens
    whole = all(
        word.text[0].isupper() or word.text in words_about_names()["particle"] for word in mention.words
    )
    odd = any(
        token in common_words() or look_up(word.text) is not None or _acronym(word.text)
        for token, word in zip(tokens, mention.words, strict=False)
        if word.text not in words_about_names()["particle"]
    )
    return (
        "person" if whole and 1 < len(tokens) <= 4 and not (odd or _begins_with_known(mention)) else "other"
    )


def _begins_with_known(mention: Mention) -> bool:
    """Whether the first two words are a name of the tables: "New York Mafia" is no person."""
    return len(mention.words) > 2 and look_up(phrase(mention.words[:2])) is not None


def _acronym(text: str) -> bool:
    """Whether a word is letters in capitals, or has a digit or an inner capital that no surname has."""
    letters = text.rstrip(".")
    return len(letters) > 1 and (letters.isupper() or any(character.isdigit() for character in letters))
