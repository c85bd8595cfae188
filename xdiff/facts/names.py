"""Names of people, places and organisations.

A name is a run of capitalised words. A capital at the start of a sentence counts only when the word is
no common one, or is capitalised elsewhere too; headlines with every word capitalised count only for
names the body has as well. The kind comes from tables, then from what stands beside any mention of the
name: a title, "in", a suffix, a speech verb. A surname alone means the last full name that ends in it.

What `data` may carry: `display`, the form to show; `metonym` "people" for an adjective or people; `acts`
for a capital that stands for its state ("Moscow said": the value is the state's, `acts` is "moscow");
`country`, the state that a capital, a seat of power or a ministry belongs to; `sex` and `realm`, as a title
tells them; `short`, the letters that the text explains a name by.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.people.bodies import belongs_to, letters_of, without_legal_form
from xdiff.facts.people.gazetteer import Kind, ambiguous_forms, whole_names
from xdiff.facts.people.kinds import cues, shape, verdict
from xdiff.facts.people.mentions import Mention, bare, phrase
from xdiff.facts.people.runs import mentions_of
from xdiff.facts.people.senses import settle_people, settle_places
from xdiff.facts.people.surnames import resolve
from xdiff.facts.syntax.locate import Sentences
from xdiff.records import Article, Fact, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.facts.syntax.grammar import Word


def extract(article: Article, _earlier: Earlier) -> tuple[Fact, ...]:
    """Return every mention of a name in reading order; `value` is the same for mentions of one bearer."""
    mentions = mentions_of(article)
    text = article.document.text
    _settle(mentions, text)
    sentence = Sentences(article)
    facts: list[Fact] = []
    for mention in mentions:
        span = Span(start=mention.words[0].start, end=_end(mention.words[-1]))
        facts.append(
            Fact(
                kind="name",
                document_id=article.document.id,
                sentence=sentence.at(span.start),
                span=span,
                surface=span.of(text),
                value=mention.value,
                unit=mention.kind or "other",
                data=_data(mention),
            )
        )
    return tuple(facts)


def _end(word: Word) -> int:
    """Return where the word ends without its possessive."""
    return word.start + len(bare(word.text))


def _data(mention: Mention) -> dict[str, str]:
    """Return what only this mention has: see the module's head."""
    data = {"display": mention.display}
    if mention.acts is not None:
        data |= {"acts": mention.acts, "country": mention.value}
    elif mention.known is not None and mention.known.metonym:
        data["metonym"] = "people"
    if mention.known is not None and mention.known.country not in {None, mention.value}:
        data["country"] = str(mention.known.country)
    told = (
        ("country", mention.state),
        ("sex", mention.sex),
        ("realm", mention.realm),
        ("short", mention.short),
    )
    return data | {key: value for key, value in told if value is not None}


def _settle(mentions: Sequence[Mention], text: str) -> None:
    """Give every mention its kind, value and display form, deciding for a bearer and not for a mention."""
    surely = {
        each.known.value for each in mentions if each.known and phrase(each.words) not in ambiguous_forms()
    }
    for mention in mentions:
        if mention.known is not None and mention.known.value not in surely:
            mention.known = None
        _name(mention)
    _explained(mentions, text)
    votes: dict[str, Counter[Kind]] = {}
    for mention in mentions:
        if mention.known is None:
            counted = votes.setdefault(mention.value, Counter())
            for kind, weight in cues(mention):
                counted[kind] += weight
    for mention in mentions:
        if mention.known is None:
            mention.kind = verdict(votes[mention.value]) or shape(mention)
    settle_people(mentions)
    resolve(mentions, votes)
    settle_places(mentions, text)


def _name(mention: Mention) -> None:
    """Give a mention the value and display that its own words tell."""
    if mention.known is not None:
        mention.kind = mention.known.kind
        mention.value, mention.display = mention.known.value, mention.known.display
        return
    mention.display = phrase(mention.words)
    before = mention.before.text if mention.before is not None else None
    mention.state, named = belongs_to([word.text for word in mention.words], before)
    mention.tokens = mention.tokens[named:]
    if not mention.titled:
        mention.tokens = without_legal_form(mention.tokens)
    mention.value = " ".join("and" if word == "&" else word for word in mention.tokens)
    mention.value = whole_names().get(mention.value, mention.value)
    if mention.state is not None:
        mention.value = f"{mention.state} {mention.value}"


def _explained(mentions: Sequence[Mention], text: str) -> None:
    """Join letters with the name they stand for: "the International Tracing Service (ITS)", or turned."""
    stand_for: dict[str, Mention] = {}
    for left, right in pairwise(mentions):
        between = text[left.words[-1].end : right.words[0].start]
        if between.strip("\"“'") != "(" and between.lstrip() not in {"(", "(the "}:
            continue
        for long, short in ((left, right), (right, left)):
            if short.known is None and long.known is None and letters_of(short.display, long.tokens):
                stand_for.setdefault(short.value, long)
                long.short = short.value
                break
    if not stand_for:
        return
    for mention in mentions:
        named = stand_for.get(mention.value) if mention.known is None else None
        if named is not None:
            mention.short = mention.value
            mention.value, mention.tokens, mention.display = named.value, named.tokens, named.display


EXTRACTOR = Extractor(kind="name", extract=extract)
