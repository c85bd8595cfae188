"""Names of people, places and organisations.

A name is a run of capitalised words. A capital at the start of a sentence counts only when the word is
no common one, or is capitalised elsewhere too; headlines with every word capitalised count only for
names the body has as well. The kind comes from tables, then from what stands beside any mention of the
name: a title, "in", a suffix, a speech verb. A surname alone means the last full name that ends in it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.people.gazetteer import (
    Kind,
    ambiguous_forms,
    common_words,
    fold,
    given_names,
    look_up,
    words_about_names,
)
from xdiff.facts.people.mentions import DIRECTIONS, Mention, bare, phrase
from xdiff.facts.people.runs import mentions_of
from xdiff.facts.syntax.grammar import Word, listed
from xdiff.facts.syntax.locate import Sentences
from xdiff.facts.syntax.verbs import speech_verbs
from xdiff.records import Article, Fact, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LANDFORMS = listed("Mount Mt Lake Cape Fort Port San Santa Isle Gulf Bay")
PLACE_BEFORE = listed("in at near outside across throughout inside around toward towards")


def extract(article: Article, _earlier: Earlier) -> tuple[Fact, ...]:
    """Return every mention of a name in reading order; `value` is the same for mentions of one bearer."""
    mentions = mentions_of(article)
    _settle(mentions)
    sentence = Sentences(article)
    text = article.document.text
    facts: list[Fact] = []
    for mention in mentions:
        span = Span(start=mention.words[0].start, end=_end(mention.words[-1]))
        data = {"display": mention.display}
        if mention.known is not None and mention.known.metonym:
            data["metonym"] = "people"
        if mention.known is not None and mention.known.country not in {None, mention.value}:
            data["country"] = str(mention.known.country)
        facts.append(
            Fact(
                kind="name",
                document_id=article.document.id,
                sentence=sentence.at(span.start),
                span=span,
                surface=span.of(text),
                value=mention.value,
                unit=mention.kind or "other",
                data=data,
            )
        )
    return tuple(facts)


def _end(word: Word) -> int:
    """Return where the word ends without its possessive."""
    return word.start + len(bare(word.text))


def _settle(mentions: Sequence[Mention]) -> None:
    """Give every mention its kind, value and display form, deciding for a bearer and not for a mention."""
    votes: dict[str, Counter[Kind]] = {}
    surely = {
        each.known.value for each in mentions if each.known and phrase(each.words) not in ambiguous_forms()
    }
    for mention in mentions:
        if mention.known is not None and mention.known.value not in surely:
            mention.known = None
        mention.value = " ".join(mention.tokens)
        mention.display = phrase(mention.words)
        if mention.known is not None:
            mention.kind, mention.value, mention.display = (
                mention.known.kind,
                mention.known.value,
                mention.known.display,
            )
        else:
            counted = votes.setdefault(mention.value, Counter())
            for kind, weight in _cues(mention):
                counted[kind] += weight
    for mention in mentions:
        if mention.known is None:
            mention.kind = _verdict(votes[mention.value]) or _shape(mention)
    _surnames(mentions, votes)


def _cues(mention: Mention) -> Iterator[tuple[Kind, int]]:
    """Give votes for a kind, with their weight, for each sign of it at this mention."""
    lists = words_about_names()
    words = mention.words
    if mention.titled:
        yield "person", 4
    last, first = bare(words[-1].text), bare(words[0].text)
    if len(words) > 1 and (first in DIRECTIONS or first in LANDFORMS):
        yield "place", 2
    if len(words) > 1 and (last in lists["organisation"] or first in lists["organisation"]):
        yield "organisation", 3
    elif len(words) > 1 and last in lists["place"]:
        yield "place", 3
    if len(words) == 1 and last.isupper() and len(last) > 1:
        yield "organisation", 2
    if 1 < len(words) <= 4 and fold(first) in given_names():
        yield "person", 2
    if 1 < len(words) <= 4 and any(len(word.text) == 2 and word.text[1] == "." for word in words[:-1]):
        yield "person", 2
    if len(words) > 1 and last in lists["suffix"]:
        yield "person", 1
    if mention.before is not None:
        low = mention.before.low
        if low in lists["role"] or mention.before.text in lists["personal"]:
            yield "person", 2
        if low in PLACE_BEFORE and not mention.titled:
            yield "place", 1
        if low == "the" and len(words) > 1:
            yield "organisation", 1
    if mention.after is not None:
        low = mention.after.low
        # A single word that speaks may be a company; only a title or a full name makes it a person.
        if len(words) > 1 and low in speech_verbs() and low.endswith(("ed", "said", "told", "says", "wrote")):
            yield "person", 1
        if low in {"who", "whose", "himself", "herself"}:
            yield "person", 2
        if low == "-based":
            yield "place", 1


def _verdict(votes: Counter[Kind]) -> Kind | None:
    return votes.most_common(1)[0][0] if votes else None


def _begins_with_known(mention: Mention) -> bool:
    """Whether the first two words are a name of the tables: "New York Mafia" is no person."""
    return len(mention.words) > 2 and look_up(phrase(mention.words[:2])) is not None


def _shape(mention: Mention) -> Kind:
    """Judge by shape alone: two or three capitalised words, none of them a common one, are a person."""
    tokens = mention.tokens
    whole = all(
        word.text[0].isupper() or word.text in words_about_names()["particle"] for word in mention.words
    )
    odd = any(
        token in common_words() or look_up(word.text) is not None or _acronym(word.text)
        for token, word in zip(tokens, mention.words, strict=False)
    )
    return (
        "person" if whole and 1 < len(tokens) <= 4 and not (odd or _begins_with_known(mention)) else "other"
    )


def _acronym(text: str) -> bool:
    """Whether a word is letters in capitals, or has a digit or an inner capital that no surname has."""
    letters = text.rstrip(".")
    return len(letters) > 1 and (letters.isupper() or any(character.isdigit() for character in letters))


def _surnames(mentions: Sequence[Mention], votes: dict[str, Counter[Kind]]) -> None:
    """Give a surname alone the value of the full name last seen, or else next seen, that ends in it."""
    ahead: dict[str, list[tuple[int, Mention]]] = {}
    for index, mention in enumerate(mentions):
        if mention.kind == "person" and 1 < len(mention.tokens) <= 5 and mention.known is None:
            ahead.setdefault(_surname(mention.tokens), []).append((index, mention))
    for index, mention in enumerate(mentions):
        if mention.known is not None or not _may_be_surname(mention, votes):
            continue
        key = _surname(mention.tokens) if mention.tokens else ""
        if len(mention.tokens) > 1 and len(_without_particles(mention.tokens)) > 1:
            continue
        candidates = ahead.get(key)
        if not candidates:
            continue
        earlier = [each for at, each in candidates if at < index]
        full = earlier[-1] if earlier else candidates[0][1]
        if len(full.tokens) > 1:
            if votes.get(mention.value, Counter())["person"]:
                full.kind = "person"
            mention.value, mention.display, mention.kind = full.value, full.display, full.kind
    people = {m.value for m in mentions if m.kind == "person"}
    for mention in mentions:
        if mention.kind == "other" and mention.value in people:
            mention.kind = "person"


def _may_be_surname(mention: Mention, votes: dict[str, Counter[Kind]]) -> bool:
    """Whether a single word may be a person's: titled, or not mostly a place's or organisation's."""
    if mention.titled:
        return True
    seen = votes.get(mention.value, Counter())
    return not seen["organisation"] and seen["person"] * 2 >= seen["place"]


def _without_particles(tokens: Sequence[str]) -> tuple[str, ...]:
    particles = words_about_names()["particle"]
    kept = tuple(token.removeprefix("al-").removeprefix("el-") for token in tokens if token not in particles)
    return kept or tuple(tokens)


def _surname(tokens: Sequence[str]) -> str:
    """Return the last name, without "al-", "Jr." and the like."""
    suffixes = {"jr", "sr", "ii", "iii", "iv"}
    kept = [token for token in _without_particles(tokens) if token not in suffixes]
    return kept[-1] if kept else tokens[-1]


EXTRACTOR = Extractor(kind="name", extract=extract)
