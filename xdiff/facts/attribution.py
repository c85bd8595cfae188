"""Who said what: quoted and reported speech, with the verb and its stance.

`span` is the content, `value` the speaker's canonical name (as for names) or "" when it stays open, `unit`
the stance. A pronoun is resolved to the last person named before it outside that content, and a description
("the minister") to the one person whom the text before it gives that role; `data["resolved"]` says so.
Where several fit, or none, the speaker stays open. `data["manner"]` is finer than the stance: "warned".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from xdiff.facts.base import Earlier, Extractor
from xdiff.facts.people.gazetteer import given_names_of, words_about_names
from xdiff.facts.speaking.roles import Roles
from xdiff.facts.speaking.told import told
from xdiff.facts.syntax.grammar import HE, PREPOSITIONS
from xdiff.facts.syntax.locate import Sentences
from xdiff.facts.syntax.verbs import manners
from xdiff.records import Article, Fact, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.facts.speaking.said import Speech

RELATIVE = frozenset({"who", "which", "that"})
# How far back a pronoun looks, in characters: two or three paragraphs of news. A bound, not measured.
BACK = 1200
WOMEN = frozenset({"Mrs", "Ms", "Miss", "Lady", "Queen", "Princess", "Madame", "Mme", "Dame", "Baroness"})
MEN = frozenset({"Mr", "Sir", "Lord", "King", "Prince", "Pope", "Monsieur", "Baron"})


def extract(article: Article, earlier: Earlier) -> tuple[Fact, ...]:
    """Return the attributions of `article`, by the start of what was said."""
    names = earlier["name"]
    starts = [name.span.start for name in names]
    text = article.document.text
    sentence = Sentences(article)
    said = told(article)
    contents = [speech.content for speech in said]
    roles = Roles(text, names)
    facts: list[Fact] = []
    for speech in said:
        value, resolved = _speaker(speech, names, starts, contents, text)
        if not value and not resolved and speech.speaker is not None:
            value = roles.bearer(speech.speaker) or ""
            resolved = "description" if value else ""
        data = {"verb": speech.lemma}
        if speech.lemma in manners():
            data["manner"] = manners()[speech.lemma]
        if speech.verb is not None:
            data.update(verb_start=str(speech.verb.start), verb_end=str(speech.verb.end))
        if resolved:
            data["resolved"] = resolved
        if speech.inherited:
            data["inherited"] = "yes"
        span = speech.content if speech.quotation is None else speech.quotation.inner
        facts.append(
            Fact(
                kind="attribution",
                document_id=article.document.id,
                sentence=sentence.at(span.start),
                span=span,
                surface=span.of(text),
                value=value,
                unit=speech.stance,
                speaker=None if speech.speaker is None else speech.speaker.of(text),
                speaker_span=speech.speaker,
                data=data,
            )
        )
    return tuple(facts)


def _speaker(
    speech: Speech, names: Sequence[Fact], starts: Sequence[int], contents: Sequence[Span], text: str
) -> tuple[str, str]:
    """Return the canonical speaker, and how it was found: "" where a name stands, "pronoun", "relative"."""
    if speech.speaker is None:
        return "", ""
    surface = speech.speaker.of(text).lower()
    if surface in HE:
        found = _antecedent(speech, names, starts, contents, text)
        return ("", "") if found is None else (found.value, "pronoun")
    if surface in RELATIVE:
        at = bisect_left(starts, speech.speaker.start) - 1
        if at >= 0 and speech.speaker.start - names[at].span.end <= 3:
            return names[at].value, "relative"
        return "", ""
    inside = [
        name
        for name in names[bisect_left(starts, speech.speaker.start) : bisect_left(starts, speech.speaker.end)]
        if name.data.get("metonym") is None
    ]
    return _head(inside, speech.speaker, text) or _apposed(speech.speaker, names, starts, text), ""


def _apposed(speaker: Span, names: Sequence[Fact], starts: Sequence[int], text: str) -> str:
    """Return the person named right after a description: "the Kremlin spokesman, Dmitri Peskov"."""
    at = bisect_left(starts, speaker.end)
    for name in names[at : at + 3]:
        joined = BETWEEN.fullmatch(text, speaker.end, name.span.start)
        if name.unit == "person" and joined and (joined.group() == " " or AFTER.match(text, name.span.end)):
            return name.value
    return ""


# What follows a name in apposition; in "According to the minister, Putin left" a verb does.
AFTER = re.compile(r"\s*(?:[,.;:)\"”—–-]|$)")
# What may stand between a description and the name: a comma, "to the UN,".
BETWEEN = re.compile(r"(?: (?:to|of|for|in|at) (?:the )?[\w.]+){0,2},? ?")


def _head(inside: Sequence[Fact], speaker: Span, text: str) -> str:
    """Return the name that heads the speaker's phrase, not one that only qualifies it.

    "Kremlin spokesman Dmitri Peskov" is Peskov, "the Russian ambassador" nobody in particular, "Moscow" is
    Moscow, "a spokesman for the ministry of Iran" nobody.
    """
    if not inside:
        return ""
    people = [name for name in inside if name.unit == "person"]
    first, final = (people[0], people[-1]) if people else (None, None)
    if first is not None and final is not None:
        between = text[first.span.end : final.span.start]
        head = first if "and" in between.split() or "," in between else final
        before = text[speaker.start : head.span.start].split()
        possessor = text[head.span.end : head.span.end + 2] in {"'s", "’s"}
        if not possessor and (not before or before[-1].lower() not in PREPOSITIONS):
            return head.value
    last = inside[-1]
    lead = text[speaker.start : last.span.start].strip().lower()
    if last.span.end >= speaker.end - 1 and lead in {"", "the"}:
        return last.value
    return ""


def _antecedent(
    speech: Speech, names: Sequence[Fact], starts: Sequence[int], contents: Sequence[Span], text: str
) -> Fact | None:
    """Return the person a pronoun means: the first no object, in this or the last sentence that has one.

    A description nearer by ("the minister ... he") means that the pronoun stays open.
    """
    assert speech.speaker is not None
    pronoun = speech.speaker
    said = pronoun.of(text).lower()
    at = bisect_left(starts, pronoun.start)
    sentence: int | None = None
    best: Fact | None = None
    for name in reversed(names[max(0, at - 40) : at]):
        if pronoun.start - name.span.end > BACK or (best is not None and name.sentence != sentence):
            break
        if name.unit != "person" or _within(name.span, contents) or _other_gender(name, said, text):
            continue
        if _object(name, text):
            continue
        best, sentence = name, name.sentence
    if best is not None and _described(text[best.span.end : pronoun.start]):
        return None
    return best


def _object(name: Fact, text: str) -> bool:
    """Whether a preposition stands before the name, or it is a possessor: it is no likely antecedent."""
    before = text[max(0, name.span.start - 12) : name.span.start].split()
    return bool(before) and (before[-1].lower() in PREPOSITIONS or before[-1].endswith("-"))


def _other_gender(name: Fact, pronoun: str, text: str) -> bool:
    """Whether a title or a given name shows that "he" cannot be this one, or "she"."""
    before = text[max(0, name.span.start - 9) : name.span.start].split()
    title = before[-1].rstrip(".") if before else ""
    given = name.value.partition(" ")[0]
    if pronoun == "he":
        return title in WOMEN or given in given_names_of("women")
    return title in MEN or given in given_names_of("men")


def _described(between: str) -> bool:
    """Whether a person is described between two places: "the minister", "the president's"."""
    words = [word.strip(".,:;\"'“”’") for word in between.lower().split()]
    roles = words_about_names()["role"]
    return any(word.removesuffix("'s").removesuffix("’s") in roles for word in words)


def _within(span: Span, contents: Sequence[Span]) -> bool:
    """Whether `span` lies in anything said; `contents` is sorted by start."""
    at = bisect_left(contents, span.end, key=lambda content: content.start)
    return any(content.start <= span.start < content.end for content in contents[max(0, at - 3) : at])


EXTRACTOR = Extractor(kind="attribution", extract=extract, after=("name", "quote"))
