"""Who speaks each quotation, by a linear model over the phrases around it.

Every phrase near a quotation is an option, and so are the speaker of the quotation before and nobody at all
(a title, a label, a word held at arm's length). An option's score is the sum of the weights of its traits;
the softmax of the scores is the probability of each. The work is linear in the number of quotations.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from xdiff.errors import ModelError
from xdiff.facts.speaking.chunks import Chunk, Chunked, chunked
from xdiff.facts.speaking.speech import speeches
from xdiff.facts.speaking.traits import (
    announced_traits,
    joined_traits,
    last_traits,
    none_traits,
    option_traits,
    quotation_traits,
)
from xdiff.facts.syntax.paragraphs import Row, rows
from xdiff.records import Article, Span
from xdiff.shipped import Shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from xdiff.facts.speaking.said import Speech
    from xdiff.facts.syntax.marks import Quotation

FILE = "speakers.json"
# Sentences from the quotation's own whose phrases of a kind are options. Of 5,600 speakers in two thirds of
# the training articles some fifty lie outside of that.
SAME = frozenset({0})
REACH = (
    dict.fromkeys(("he", "she", "they", "i", "we", "role", "people", "some"), frozenset({-1, 0}))
    | dict.fromkeys(("name", "titled"), frozenset({-1, 0, 1}))
    | dict.fromkeys(("day", "number", "him", "which"), frozenset[int]())
)
THINGS = frozenset({"thing", "things", "thethings"})  # options before the quotation only
MOST_OPTIONS = 60  # phrases nearest to a quotation; sentences of news hold some ten

Where = Literal["nobody", "here", "announced", "last"]


@dataclass(frozen=True, slots=True)
class Scene:
    """One paragraph as the model sees it: its chunks, its sentences, and the sentence of each word."""

    index: int
    paragraph: Chunked
    sentences: tuple[tuple[int, int], ...]
    of_sentence: tuple[int, ...]

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the range of words of the sentence that the word `at` is of."""
        return self.sentences[self.of_sentence[at]]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to who speaks. `speaker` is None for nobody."""

    where: Where
    speaker: Span | None
    traits: tuple[str, ...]
    scene: Scene | None = None  # of the phrase
    chunk: Chunk | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One quotation of a scene, at the word `at`, and its options, the first of which is nobody."""

    scene: Scene
    at: int
    options: tuple[Option, ...]

    @property
    def quotation(self) -> Quotation:
        """The quotation asked about."""
        found = self.scene.paragraph.words[self.at].quotation
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a quotation: the likeliest option but nobody, and the probabilities of both.

    `joined` is the probability that the attribution of the quotation before goes on here.
    """

    asked: Asked
    option: Option | None
    sure: float
    nobody: float
    joined: float = 0.0


def _weights(path: Path) -> Mapping[str, float]:
    try:
        found = json.loads(path.read_text("utf-8"))["weights"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            "the model of speakers cannot be read", where=path.name, hint="Install xdiff anew."
        ) from error
    return {str(trait): float(weight) for trait, weight in found.items()}


_file = Shipped(FILE, _weights)
weights, instead, forget = _file.get, _file.instead, _file.forget


def voices(article: Article, *, known: Mapping[str, float] | None = None) -> tuple[Voice, ...]:
    """Return who speaks each outermost quotation in double marks, in reading order.

    Args:
        article: the text, cut up.
        known: weights of traits; those shipped when left out.
    """
    known = weights() if known is None else known
    found: list[Voice] = []

    def answer(asked: Asked) -> Span | None:
        voice = _voice(asked, known, found[-1] if found else None)
        found.append(voice)
        return None if voice.option is None or voice.nobody > voice.sure else voice.option.speaker

    ask(article, answer)
    return tuple(found)


def ask(article: Article, answer: Callable[[Asked], Span | None]) -> None:
    """Ask about each quotation in reading order; `answer` gives its speaker, an option of the next ones."""
    text = article.document.text
    paragraphs = rows(article)
    told = {each.quotation.outer: each for each in speeches(article) if each.quotation is not None}
    last: tuple[Span, int] | None = None
    here: Scene | None = None
    for index, row in enumerate(paragraphs):
        if not any(word.quotation is not None for word in row.words):
            continue
        before = _announcing(index - 1, paragraphs, here)
        here = _scene(index, row)
        for at, word in enumerate(here.paragraph.words):
            if word.quotation is None or word.quotation.single:
                continue
            rule = told.get(word.quotation.outer)
            options = (_marked(each, rule) for each in _options(here, at, text, before, last))
            speaker = answer(Asked(here, at, tuple(options)))
            if speaker is not None:
                last = speaker, index


def _scene(index: int, row: Row) -> Scene:
    ranges = tuple(row.sentences)
    of_sentence = tuple(number for number, (begin, end) in enumerate(ranges) for _ in range(begin, end))
    return Scene(index, chunked(row.words), ranges, of_sentence)


def _announcing(index: int, paragraphs: Sequence[Row], read: Scene | None) -> Scene | None:
    """Return the paragraph before when it ends in a colon: "Moscow replied:"."""
    if index < 0 or not paragraphs[index].words or paragraphs[index].words[-1].text != ":":
        return None
    return read if read is not None and read.index == index else _scene(index, paragraphs[index])


def _options(
    scene: Scene, at: int, text: str, before: Scene | None, last: tuple[Span, int] | None
) -> Iterator[Option]:
    sentence = scene.sentences[scene.of_sentence[at]]
    seen = quotation_traits(scene.paragraph, at, text, sentence)
    yield Option("nobody", None, _once(none_traits(scene.paragraph, at, seen, sentence)))
    near = [
        chunk
        for chunk in _around(scene, scene.of_sentence[at])
        if scene.of_sentence[chunk.start] - scene.of_sentence[at] in REACH.get(chunk.kind, SAME)
        and not (chunk.kind in THINGS and chunk.start > at)
    ]
    if len(near) > MOST_OPTIONS:
        near = sorted(near, key=lambda chunk: abs(chunk.start - at))[:MOST_OPTIONS]
    for chunk in near:
        traits = option_traits(scene.paragraph, at, chunk, seen, scene.sentences, scene.of_sentence)
        yield Option("here", _span(scene, chunk.start, chunk.end), _once(traits), scene, chunk)
    if before is not None and before.sentences and at <= 1 and scene.of_sentence[at] == 0:
        closing = before.sentences[-1]
        for chunk in before.paragraph.chunks:
            if closing[0] <= chunk.start:
                told = _once(announced_traits(before.paragraph, chunk, seen, closing))
                yield Option("announced", _span(before, chunk.start, chunk.end), told, before, chunk)
    if last is not None:
        yield Option("last", last[0], _once(last_traits(seen, scene.index - last[1])))


def _around(scene: Scene, sentence: int) -> Sequence[Chunk]:
    """Return the chunks of a sentence and its neighbours; looked up, for a paragraph may be a whole text."""
    first = scene.sentences[max(0, sentence - 1)][0]
    final = scene.sentences[min(len(scene.sentences) - 1, sentence + 1)][1]
    chunks = scene.paragraph.chunks
    begin = bisect_left(chunks, first, key=lambda chunk: chunk.start)
    return chunks[begin : bisect_left(chunks, final, key=lambda chunk: chunk.start)]


def _marked(option: Option, rule: Speech | None) -> Option:
    """Add what the rules of `speech` say of an option."""
    name = "none" if rule is None else _rule_name(rule)
    more: tuple[str, ...] = ()
    if option.speaker is None:
        more = (f"none rule {name}",)
    elif rule is None or rule.speaker is None:
        more = (f"rule open {name}",)
    elif rule.speaker.start < option.speaker.end and option.speaker.start < rule.speaker.end:
        exact = rule.speaker.start == option.speaker.start
        more = ("rule", f"rule {name}", f"rule {name} {option.where} {exact}")
    return replace(option, traits=(*option.traits, *more))


def _rule_name(rule: Speech) -> str:
    """Name the rule that found a speaker: guessed, inherited, or the place of the verb."""
    if rule.guessed or rule.inherited or rule.speaker is None or rule.quotation is None:
        return "guessed" if rule.guessed else "inherited" if rule.inherited else "open"
    side = "b" if rule.speaker.end <= rule.quotation.outer.start else "a"
    return f"{side} {rule.lemma}"


def _span(scene: Scene, start: int, end: int) -> Span:
    words = scene.paragraph.words
    return Span(start=words[start].start, end=words[end - 1].end)


def _voice(asked: Asked, known: Mapping[str, float], before: Voice | None) -> Voice:
    scores = [sum(known.get(trait, 0.0) for trait in option.traits) for option in asked.options]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    if len(powers) == 1:
        return Voice(asked, None, 0.0, 1.0)
    best = max(range(1, len(powers)), key=powers.__getitem__)
    option = asked.options[best]
    joined = 0.0
    if before is not None and before.option is not None:
        traits = joint(before.asked, before.option.speaker, asked, option)
        if traits:
            joined = 1 / (1 + math.exp(-sum(known.get(trait, 0.0) for trait in traits)))
    return Voice(asked, option, powers[best] / total, powers[0] / total, joined)


def joint(first: Asked, speaker: Span | None, second: Asked, option: Option) -> tuple[str, ...]:
    """Return the traits of two quotations as parts of one attribution.

    None when more than the end of a paragraph parts them.
    """
    one, two = first.scene.paragraph.words[first.at], second.scene.paragraph.words[second.at]
    same = "same" if option.speaker == speaker else "other"
    places = "".join(
        "-" if each is None else "b" if each.end <= one.start else "m" if each.end <= two.start else "a"
        for each in (speaker, option.speaker)
    )
    ending = one.text[-2] if first.quotation.closed and len(one.text) > 1 else "x"
    opening = two.text.lstrip("\"“”„‟«»`'‘ ")[:1]
    ends = ("." if ending in ".!?" else "," if ending == "," else "x") + ("A" if opening.isupper() else "a")
    whose = f"{same} {places}"
    if first.scene.index == second.scene.index:
        apart = second.scene.of_sentence[second.at] - first.scene.of_sentence[first.at]
        return _once(joined_traits(first.scene.paragraph, first.at, second.at, whose, ends, apart))
    if first.scene.index != second.scene.index - 1:
        return ()
    tail = first.scene.paragraph.path(first.at + 1, len(first.scene.paragraph.words))
    head = second.scene.paragraph.path(0, second.at)
    alone = second.at + 1 == len(second.scene.paragraph.words)
    return (
        "joined over",
        f"joined over {whose} {ends} {option.where}",
        f"joined over {first.quotation.closed} {second.quotation.continued} {alone}",
        f"joined over {first.quotation.closed} {len(tail) < 2} {min(len(head), 2)} {alone} {option.where}",
    )


def _once(traits: Iterable[str]) -> tuple[str, ...]:
    """Return each trait once, in a fixed order, so that sums do not depend on the hash seed."""
    return tuple(dict.fromkeys(traits))
