"""Attributions as their annotators count them: one for all that one speaker is quoted for by one verb.

`"A," said X. "B."` is one attribution, and so is a clause with quoted words in it; see `extent` for how far
content and speaker run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.facts.speaking.extent import content, speaker_end
from xdiff.facts.speaking.voices import Option, Voice, voices
from xdiff.records import Article, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOBODY = 0.5  # probability that nobody speaks, from which on a quotation is none
ONE = 0.5  # probability that two neighbouring quotations are one attribution, from which on they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """What somebody is quoted for, from its first word to its last, tags between included, and by whom."""

    content: Span
    speaker: Span
    sure: float  # probability of the speaker


def attributed(article: Article, *, known: Mapping[str, float] | None = None) -> tuple[Attributed, ...]:
    """Return the attributions that hold quotations in double marks, in reading order.

    Args:
        article: the text, cut up.
        known: weights of traits; those shipped when left out.
    """
    groups: list[list[Voice]] = []
    open_to_more = False
    for voice in voices(article, known=known):
        if voice.option is None or voice.nobody > NOBODY:
            open_to_more = open_to_more and voice.nobody <= NOBODY
        elif open_to_more and voice.joined > ONE:
            groups[-1].append(voice)
        else:
            groups.append([voice])
            open_to_more = True
    return tuple(_attributed(group) for group in groups)


def _attributed(group: Sequence[Voice]) -> Attributed:
    option = group[0].option
    assert option is not None
    assert option.speaker is not None
    first = group[0].asked
    scene = first.scene
    last = [voice.asked for voice in group if voice.asked.scene.index == scene.index][-1]
    start, end = content(
        scene.paragraph,
        first.at,
        last.at,
        option.chunk if option.where == "here" else None,
        (scene.sentence(first.at), scene.sentence(last.at)),
    )
    words = scene.paragraph.words
    final = group[-1].asked.quotation.outer.end
    return Attributed(
        content=Span(
            start=min(words[start].start, first.quotation.outer.start), end=max(words[end - 1].end, final)
        ),
        speaker=_whole(option, option.speaker),
        sure=group[0].sure,
    )


def _whole(option: Option, speaker: Span) -> Span:
    """Return the speaker's phrase with all that belongs to it."""
    if option.scene is None or option.chunk is None:
        return speaker
    scene = option.scene
    end = speaker_end(scene.paragraph, option.chunk, scene.sentence(option.chunk.start))
    return Span(start=speaker.start, end=scene.paragraph.words[end - 1].end)
