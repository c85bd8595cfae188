"""Documents that tell a shared fact in the same words: compared once, told for each of them.

A wire text stands in a hundred documents, and each fact of it then has a hundred sides: every two of them
are five thousand comparisons that find nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.records import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xdiff.diff.story import Side

MANY = 6  # sides, up to which every document is compared for itself


def apart(sides: Sequence[Side]) -> tuple[tuple[Side, ...], Mapping[str, tuple[Side, ...]]]:
    """Return the sides to compare, and for the document of each those that tell the fact in the same words.

    Args:
        sides: of one group, in document order; up to `MANY` all are compared.
    """
    if len(sides) <= MANY:
        return tuple(sides), {}
    alike: dict[tuple[str, ...], list[Side]] = {}
    for side in sides:
        alike.setdefault(_words(side), []).append(side)
    return (
        tuple(first for first, *_ in alike.values()),
        {first.document.id: tuple(others) for first, *others in alike.values() if others},
    )


def moved(span: Span, side: Side, twin: Side) -> Span | None:
    """Return where the words of `span` in `side` stand in its twin; None where they are not the fact's."""
    for mine, other in zip(side.member.sentences, twin.member.sentences, strict=True):
        here, there = (each.text.article.sentences[at].span for each, at in ((side, mine), (twin, other)))
        if here.start <= span.start < here.end:
            start = there.start + span.start - here.start
            found = Span(start=start, end=start + span.end - span.start)
            same = found.of(twin.document.text) == span.of(side.document.text)
            return found if same else None
    return None


def _words(side: Side) -> tuple[str, ...]:
    return tuple(side.text.article.sentences[at].text for at in side.member.sentences)
