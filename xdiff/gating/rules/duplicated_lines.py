"""HY307: lines or sentences that the document has twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from xdiff.gating.repeated import counted
from xdiff.gating.rule import Found, Limit, Limits, Rule
from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Inspection

_WORD = re.compile(r"[^\W_]+")
_Key = tuple[str, ...]


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag each stretch of sentences that stands a second time, and lines that follow themselves."""
    article = inspection.article
    least, neighbours = int(str(limits["words"])), int(str(limits["neighbours"]))
    keys = [tuple(_WORD.findall(sentence.text.casefold())) for sentence in article.sentences]
    first: dict[_Key, int] = {}
    again: dict[int, int] = {}  # a repeated sentence, and where it stood first
    for index, key in enumerate(keys):
        if len(key) >= least and key in first:
            again[index] = first[key]
        elif key:
            first.setdefault(key, index)
    for before, after in pairwise(article.paragraphs):
        whole = _of(keys, before.sentences)
        if whole == _of(keys, after.sentences) and sum(map(len, whole)) >= neighbours:
            again |= dict(zip(range(*after.sentences), range(*before.sentences), strict=True))
    document = article.document
    seen: dict[tuple[_Key, ...], list[tuple[Span, Span]]] = {}
    for begin, end in _stretches(again):
        span = Span(start=article.sentences[begin].span.start, end=article.sentences[end - 1].span.end)
        there = again[begin], again[end - 1]
        earlier = Span(start=article.sentences[there[0]].span.start, end=article.sentences[there[1]].span.end)
        seen.setdefault(tuple(keys[begin:end]), []).append((span, earlier))
    for stretch, places in seen.items():
        (span, earlier), *others = places
        yield Found(
            document_id=document.id,
            span=span,
            message="the same words stand in the document before",
            measured=f"{counted(sum(map(len, stretch)), 'word')}, {len(places) + 1} times",
            limit="once",
            related=((document.id, earlier), *((document.id, other) for other, _ in others[:5])),
        )


def _of(keys: Sequence[_Key], sentences: tuple[int, int]) -> tuple[_Key, ...]:
    return tuple(keys[sentences[0] : sentences[1]])


def _stretches(again: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield half-open ranges of sentences that stand together both times."""
    begin: int | None = None
    previous = -1
    for index in sorted(again):
        if begin is not None and index == previous + 1 and again[index] == again[previous] + 1:
            previous = index
            continue
        if begin is not None:
            yield begin, previous + 1
        begin = previous = index
    if begin is not None:
        yield begin, previous + 1


RULE = Rule(
    code="HY307",
    name="duplicated-lines",
    severity="warning",
    what=(
        "Sentences of eight words or more that the body has twice, wherever they stand, and shorter lines "
        "that follow themselves. Sentences that were repeated together are one finding."
    ),
    why=(
        "A page's summary, pull quotes and captions repeat its text, and so does a file that was joined "
        "badly. Repeated text weighs double in every count and is learned by heart (Lee et al. 2022)."
    ),
    examples=(
        "The ferry sails on Monday, after two weeks.\n\nThe ferry sails on Monday, after two weeks.",
        "Harbour reopens on Monday\nHarbour reopens on Monday",
    ),
    near_misses=(
        "“No,” she said. The mayor asked again. “No,” she said.",
        "The ferry sails on Monday. The ferry sails on Tuesday as well, says the timetable of the harbour.",
    ),
    mend="Delete the copy. Refrains of songs and speeches are best excepted with a reason.",
    limits=(
        Limit(name="words", default=8, what="fewest words of a sentence that may not stand twice", least=1),
        Limit(
            name="neighbours", default=3, what="fewest words of a line that may not follow itself", least=1
        ),
    ),
    document=check,
)
