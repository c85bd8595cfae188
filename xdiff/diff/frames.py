"""The words around a number or a date: what it is a number or date of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.diff.lexicon import measures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xdiff.diff.story import Story, Text
    from xdiff.records import Fact

# A word counts for less the farther it stands: half at 6 tokens, and half again behind each mark that ends a
# clause. Past REACH it is not looked at. Chosen on 160 pairs of numbers read in aligned news sentences.
HALVED_AT = 6.0
REACH = 24
CLAUSE_MARKS = frozenset(",;:()[]—–-")
BEYOND_CLAUSE = 0.5
NEAR = 4
SHORTEST_TOLD = 3  # letters of a word that a message may name
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
})  # fmt: skip
NEAR_MEASURE = 9  # tokens, within which a word tells what a number measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The surroundings of one fact: weighted senses, and the measures told nearby."""

    words: Mapping[str, float]
    surfaces: Mapping[str, str]
    measures: frozenset[str]
    names: frozenset[str] = frozenset()  # those of `words` that stand with a capital
    near: frozenset[str] = frozenset()  # the senses of the NEAR telling words to each side, within the clause
    nearest: frozenset[str] = frozenset()  # of the next one to each side that is no name
    others: frozenset[str] = frozenset()  # the senses inside the names, dates and numbers of the sentence


def frame(text: Text, fact: Fact) -> Frame:
    """Return what stands around `fact` in its sentence, the fact's own tokens left out."""
    return _around(text, text.tokens_in(fact.span), fact.sentence)


def frame_of(text: Text, at: int, sentence: int) -> Frame:
    """Return what stands around the token `at` of `sentence`."""
    return _around(text, range(at, at + 1), sentence)


def _around(text: Text, own: range, sentence: int) -> Frame:
    words: dict[str, float] = {}
    surfaces: dict[str, str] = {}
    told: set[str] = set()
    start, end = text.article.sentences[sentence].tokens
    if not own:
        return Frame(words={}, surfaces={}, measures=frozenset())
    near: list[str] = []
    nearest: list[str] = []
    names: set[str] = set()
    for walk in (range(own.start - 1, start - 1, -1), range(own.stop, end)):
        clause = 1.0
        telling = 0
        found = False
        for distance, at in enumerate(walk, 1):
            if distance > REACH:
                break
            token = text.article.tokens[at]
            if not token.word:
                clause *= BEYOND_CLAUSE if token.text in CLAUSE_MARKS else 1.0
                continue
            if not text.tells(at):
                continue
            sense = text.senses[at]
            telling += 1
            name = token.text[0].isupper() and at > start
            if name:
                names.add(sense)
            if telling <= NEAR and clause >= BEYOND_CLAUSE:
                near.append(sense)
                if not name and not found:
                    nearest.append(sense)
                    found = True
            weight = clause * HALVED_AT / (HALVED_AT + distance)
            if weight > words.get(sense, 0.0):
                words[sense] = weight
                surfaces[sense] = token.text
            if distance <= NEAR_MEASURE and sense in measures() and clause >= BEYOND_CLAUSE:
                told.add(measures()[sense])
    return Frame(
        words=words,
        surfaces=surfaces,
        measures=frozenset(told),
        near=frozenset(near),
        names=frozenset(names),
        nearest=frozenset(nearest),
        others=_inside_facts(text, sentence),
    )


def _inside_facts(text: Text, sentence: int) -> frozenset[str]:
    return frozenset(
        text.senses[at]
        for fact in text.by_sentence.get(sentence, ())
        if fact.kind in {"name", "number", "date"}
        for at in text.tokens_in(fact.span)
    )


def likeness(story: Story, left: Frame, right: Frame) -> float:
    """Return how alike two surroundings are, 0 to 1: the shared weight over the smaller whole."""
    shared = sum(
        story.weight(sense) * min(weight, right.words[sense])
        for sense, weight in left.words.items()
        if sense in right.words
    )
    whole = min(_mass(story, left), _mass(story, right))
    return min(1.0, shared / whole) if whole else 0.0


def topic(story: Story, left: Frame, right: Frame, *, most: int = 2) -> str:
    """Return the most telling words that stand near both, as the left document has them, for a message.

    Only words that may say what is counted or what happened: no weekday, no name, no unit of another
    number, no adverb. Nothing when there is no such word.
    """
    other = left.names | right.names | left.others | right.others
    shared = sorted(
        (sense for sense in left.near & right.near if _says_what(left.surfaces[sense], sense, other)),
        key=lambda sense: (-story.weight(sense) * min(left.words[sense], right.words[sense]), sense),
    )
    words = " and ".join(f'"{left.surfaces[sense]}"' for sense in shared[:most])
    return f", beside {words}" if words else ""


def _says_what(surface: str, sense: str, other: frozenset[str]) -> bool:
    word = surface.lower()
    if word in WEEKDAYS or len(word) < SHORTEST_TOLD or word.endswith("ly"):
        return False
    return word in MONTHS or sense not in other


def _mass(story: Story, found: Frame) -> float:
    return sum(story.weight(sense) * weight for sense, weight in found.words.items())
