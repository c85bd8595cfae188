"""One name spelt two ways within one document: "Rouhani" here, "Rowhani" there.

Two bearers are the graver mistake, so a pair counts only where the names are one bearer's by all that
`reconcile` knows, and where the two words differ as spellings do: not as Italy and Italian, Obama and
Obamas, Paul and Paula, Fred and Frederick, Labor and Labour.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.facts.people.alike import american, spelled_alike, transliterated
from xdiff.facts.people.gazetteer import (
    common_words,
    fold,
    given_names,
    given_names_of,
    nicknames,
    words_about_names,
)
from xdiff.facts.reconcile import reconcile
from xdiff.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xdiff.records import Article, Fact

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ARTICLE = re.compile(r"^(?:al|el|as|an|ad|ul)-", re.IGNORECASE)  # of Arabic: it comes and goes
SHORTEST = 4  # letters; in shorter words one letter makes another name (Ali, Ari)
GIVEN_ENDINGS = frozenset({"a", "e", "o", "i", "y", "ie"})
TOLD = {1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One name that one document spells in two ways.

    `usual` is the spelling the document has more often (of two equally frequent ones, the first), `other`
    the rarer one; the spans cover the word that differs at each of their places, in reading order.
    `name` is the whole name, as facts show it. `message` says it in a sentence.
    """

    document_id: str
    name: str
    usual: str
    other: str
    usual_spans: tuple[Span, ...]
    other_spans: tuple[Span, ...]
    message: str


def spellings(article: Article, facts: Sequence[Fact]) -> tuple[Spelling, ...]:
    """Find the names that `article` spells in two ways.

    Args:
        article: the document.
        facts: its facts as `extract` gives them; reconciled ones do as well.

    Returns:
        Each pair of spellings once, by the first place of the rarer one.
    """
    (known,) = reconcile((tuple(fact for fact in facts if fact.kind == "name"),))
    bearers: dict[str, list[Fact]] = defaultdict(list)
    for fact in known:
        if "metonym" not in fact.data:
            bearers[fact.value].append(fact)
    found = [
        spelling
        for mentions in bearers.values()
        if len(mentions) > 1
        for spelling in _of_bearer(mentions, article.document.text)
    ]
    return tuple(sorted(found, key=lambda each: each.other_spans[0]))


def _of_bearer(mentions: Sequence[Fact], text: str) -> Iterator[Spelling]:
    """Give the words of one bearer's name that stand in two spellings."""
    places: dict[tuple[bool, str], list[Span]] = defaultdict(list)
    for fact in mentions:
        words = _words(fact, text)
        for index, (word, span) in enumerate(words):
            places[index == len(words) - 1, word].append(span)
    person = any(fact.unit == "person" for fact in mentions)
    forms = sorted(places, key=lambda form: (-len(places[form]), places[form][0]))
    for index, form in enumerate(forms):
        for rarer in forms[index + 1 :]:
            if form[0] == rarer[0] and _respelled(form[1], rarer[1], person=person):
                yield _spelling(mentions, form[1], rarer[1], places[form], places[rarer])


def _words(fact: Fact, text: str) -> list[tuple[str, Span]]:
    """Return the words of a mention with their spans, without the Arabic article and what is no name."""
    lists = words_about_names()
    skipped = lists["particle"] | lists["suffix"] | lists["title"]
    found = []
    for match in WORD.finditer(text, fact.span.start, fact.span.end):
        article = ARTICLE.match(match.group())
        start = match.start() + (article.end() if article else 0)
        word = text[start : match.end()]
        if word not in skipped:
            found.append((word, Span(start=start, end=match.end())))
    return found


def _respelled(one: str, other: str, *, person: bool) -> bool:
    """Whether two words are one in two spellings, and not two forms or two names.

    Read over 1,334 articles, words of four letters that swap one (Hall and Hill, Reed and Reid) were two
    people, and those with one letter more (Lock and Locke) were one.
    """
    left, right = (fold(word).replace("'", "") for word in (one, other))
    if left == right:
        return one.lower().replace("’", "'") != other.lower().replace("’", "'")
    short, long = sorted((left, right), key=len)
    if len(short) < SHORTEST or not spelled_alike(short, long):
        return False
    if short.rstrip("s") == long.rstrip("s") or american(short) == american(long):
        return False
    added = len(long) - len(short)
    if long.startswith(short) and (added > 1 or not person):
        return False  # Fred and Frederick; Latin and Latina
    if added != 1 and len(short) == SHORTEST:
        return False
    if not long.startswith(short) and not common_words().isdisjoint((short, long)):
        return False  # Historia and History
    return not _two_given_names(short, long)


def _two_given_names(short: str, long: str) -> bool:
    """Whether two given names are two people's, or one is a pet form: Paul, Paula; Mike, Mikey."""
    women, men = given_names_of("women"), given_names_of("men")
    if (short in women and long in men) or (short in men and long in women):
        return True
    if transliterated(short) == transliterated(long):
        return False  # Hilary and Hillary stand beside each other in the table of short forms
    if short in given_names() and long.removeprefix(short) in GIVEN_ENDINGS:
        return True
    return long in nicknames().get(short, ()) or short in nicknames().get(long, ())


def _spelling(
    mentions: Sequence[Fact], usual: str, other: str, usual_spans: list[Span], other_spans: list[Span]
) -> Spelling:
    name = max((fact.data.get("display", fact.surface) for fact in mentions), key=len)
    accents = fold(usual) == fold(other)
    how = "with and without accents" if accents else "in two ways"
    return Spelling(
        document_id=mentions[0].document_id,
        name=name,
        usual=usual,
        other=other,
        usual_spans=tuple(usual_spans),
        other_spans=tuple(other_spans),
        message=(
            f"One name spelt {how}: “{usual}” ({_times(len(usual_spans))}) "
            f"and “{other}” ({_times(len(other_spans))})"
        ),
    )


def _times(count: int) -> str:
    return TOLD.get(count, f"{count} times")
