"""Who stands behind a statement: somebody named, somebody unnamed, or nobody that the text tells for sure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from xdiff.diff.lexicon import (
    anonymous_words,
    countries,
    english_countries,
    news_agencies,
    titles_before_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.diff.story import Text
    from xdiff.records import Fact, Span

_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]+")
BESIDE = 40  # characters between a statement and the name of whoever said it
BEFORE_NAME = 5  # tokens before a name in which its country may stand: "the German chancellor Angela Merkel"
ONE_NAME = 0.85  # Jaro-Winkler, the cut by which the facts call two spellings one name
_DEPENDENT = re.compile(r"\b(?:of|for|at|in|from|to|by|with)\b", re.IGNORECASE)
# What may follow a name that heads its phrase: a mark or a word that begins an addition. In "a Tarn village
# resident" another noun follows, and the name only says where the resident lives.
_HEADS = re.compile(r"\s*(?:$|[,(;:–—-]|(?:of|for|from|at|in|who|and|jointly)\b)")
_INDEFINITE = re.compile(
    r"(?:an?|one|some|another|several|many|two|three|four|unnamed|anonymous|unidentified|other)\b",
    re.IGNORECASE,
)


def speaker_of(text: Text, fact: Fact) -> tuple[str, str]:
    """Return the canonical name of who said `fact` and what kind of name it is, or two empty strings.

    Only a name that heads the speaker's description counts: "Ben Stephenson, controller of drama" is a
    person, "a spokesman for Obama", "a Tarn resident" and "the Kremlin leader" are nobody that a name tells.
    """
    if fact.speaker_span is not None:
        whole = text.article.document.text
        heads = [
            name
            for name in names_in(text, fact.speaker_span)
            if not _DEPENDENT.search(_before_name(whole, fact.speaker_span, name))
            and whole[name.span.end : name.span.end + 2] not in {"'s", "’s"}
            and name.data.get("metonym") is None
            and _HEADS.match(whole[name.span.end : max(name.span.end, fact.speaker_span.end)])
        ]
        persons = [name for name in heads if name.unit == "person"]
        for name in (persons or heads)[-1:]:
            return name.value, name.unit or ""
        return "", ""
    if fact.kind == "attribution" and fact.value:
        unit = next((name.unit or "" for name in text.names if name.value == fact.value), "")
        return fact.value, unit
    return "", ""


def _before_name(whole: str, speaker: Span, name: Fact) -> str:
    """Return the speaker's phrase before a name, from its last comma on ("controller of drama, Ben Roe")."""
    return whole[speaker.start : name.span.start].rpartition(",")[2]


def names_in(text: Text, span: Span) -> list[Fact]:
    """Return the names that touch `span`."""
    return [name for name in text.names if name.span.start < span.end and span.start < name.span.end]


def anonymous(said_by: str) -> bool:
    """Whether a speaker is called by no name and cannot be found: "a village resident", "sources".

    "The spokeswoman" may have been named before, and "police" are a body. Asked of speakers whom no name
    heads ("an official, Anna Keller").
    """
    words = _DEPENDENT.split(said_by.partition(",")[0].lower())[0].split()
    people = anonymous_words()
    if not words or words[0] in people:  # "sources close to the talks", "officials"
        return bool(words)
    return words[-1] in people and _INDEFINITE.match(said_by) is not None


def named(text: Text, fact: Fact) -> bool:
    """Whether the name of a person stands as speaker beside what is said: no pronoun, none carried over."""
    return beside(fact) and speaker_of(text, fact)[1] == "person"


def beside(fact: Fact) -> bool:
    """Whether the speaker stands beside the statement, not carried over from an earlier one or a pronoun."""
    if fact.speaker_span is None or fact.data.keys() & {"inherited", "resolved"}:
        return False
    gap = max(fact.speaker_span.start - fact.span.end, fact.span.start - fact.speaker_span.end)
    return gap <= BESIDE


def speaks_for_itself(text: Text, value: str) -> bool:
    """Whether a body's word is its own alone: no seat of a state, which has many voices, no news agency."""
    facts = [name for name in text.names if name.value == value]
    state = any("country" in name.data or name.value in countries() for name in facts)
    return not state and not set(value.split()) & news_agencies()


def parts_of(name: str, said_by: str) -> list[str]:
    """Return the parts of a speaker's canonical name, and of the name as it stands, without titles."""
    told = [word.lower() for word in _CAPITALISED.findall(said_by)]
    return [part for part in dict.fromkeys([*name.split(), *told]) if part not in titles_before_names()]


def share_a_part(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names may be one: a part of one, or two parts joined, is like a part of the other."""
    import jellyfish

    return any(
        jellyfish.jaro_winkler_similarity(one, other) >= ONE_NAME
        for one in (*a, *map("".join, pairwise(a)))
        for other in (*b, *map("".join, pairwise(b)))
        if len(one) > 2 and len(other) > 2
    )


def foreign(texts: Iterable[Text], text: Text, fact: Fact) -> bool:
    """Whether the speaker belongs to a country where other languages are spoken, as far as the texts tell.

    "Iranian officials" do, and so does a person whom any of the texts calls "the German chancellor" or
    "President ... of France". What such a speaker said in English is most often a translation.
    """
    if fact.speaker_span is None:
        return False
    if any(_abroad(name) for name in names_in(text, fact.speaker_span)):
        return True
    value, kind = speaker_of(text, fact)
    return kind in {"person", "other"} and any(_called_foreign(each, value) for each in texts)


def _called_foreign(text: Text, value: str) -> bool:
    """Whether a text puts a foreign country right before a person's name."""
    tokens = text.article.tokens
    names = text.names
    for at, name in enumerate(names):
        if name.value != value:
            continue
        first = text.tokens_in(name.span).start
        for before in reversed(names[max(0, at - 2) : at]):
            last = text.tokens_in(before.span).stop
            between = tokens[last:first]
            if len(between) < BEFORE_NAME and all(token.word for token in between) and _abroad(before):
                return True
    return False


def _abroad(name: Fact) -> bool:
    country = name.data.get("country") or (name.value if name.unit == "place" else "")
    return country in countries() and country not in english_countries()
