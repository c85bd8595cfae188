"""Scoring attributions against a labelled file in PolNeAR's shape.

A labelled row has `text` and `attributions`, each with `source`, `cue` and `content`: lists of
`{"spans": [[start, end], ...]}`. A prediction is a span and who said it. All matching is by overlap: a
prediction finds an attribution when it shares a character with its content, and has the speaker right
when it also shares one with its source. Several predictions may find one attribution (a quotation
that `he said` splits); each counts as right, the attribution as found once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xdiff.facts.speaking.speech import speeches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xdiff.records import Article

QUOTED = re.compile("[\"“”„‟«»＂]|''|``")

Ranges = list[tuple[int, int]]


def predict(article: Article, *, reported: bool = True) -> list[dict[str, int | None]]:
    """Return what `xdiff evaluate attributions` writes for one row: spans with their marks, and speakers.

    Args:
        article: the row's text, cut up.
        reported: give reported speech too, and not quotations alone.
    """
    return [
        {
            "start": speech.content.start,
            "end": speech.content.end,
            "speaker_start": None if speech.speaker is None else speech.speaker.start,
            "speaker_end": None if speech.speaker is None else speech.speaker.end,
        }
        for speech in speeches(article)
        if reported or QUOTED.search(article.document.text, speech.content.start, speech.content.end)
    ]


def score(
    rows: Iterable[Mapping[str, Any]], predictions: Iterable[Sequence[Mapping[str, Any]]]
) -> dict[str, float]:
    """Return precision, recall and F1 of quotations, quotations with their speaker, and all attributions.

    Args:
        rows: labelled rows; one without attributions counts against precision only.
        predictions: for each row, in the same order, what `predict` gave.
    """
    counts: dict[str, list[int]] = {name: [0, 0, 0, 0] for name in MEASURES}
    for row, predicted in zip(rows, predictions, strict=True):
        text = row["text"]
        gold = [
            (_ranges(each.get("content")), _ranges(each.get("source")))
            for each in row.get("attributions", ())
        ]
        gold = [pair for pair in gold if pair[0]]
        quoted_gold = [pair for pair in gold if any(QUOTED.search(text, *span) for span in pair[0])]
        quoted = [each for each in predicted if QUOTED.search(text, each["start"], each["end"])]
        _count(counts["quotation"], quoted_gold, quoted, speaker=False)
        _count(counts["quotation_speaker"], [p for p in quoted_gold if p[1]], quoted, speaker=True)
        _count(counts["attribution"], gold, predicted, speaker=False)
        _count(counts["attribution_speaker"], [p for p in gold if p[1]], predicted, speaker=True)
    figures: dict[str, float] = {}
    for name, (right, given, found, wanted) in counts.items():
        precision = right / given if given else 0.0
        recall = found / wanted if wanted else 0.0
        total = precision + recall
        figures[f"{name}_precision"] = precision
        figures[f"{name}_recall"] = recall
        figures[f"{name}_f1"] = 2 * precision * recall / total if total else 0.0
    return figures


MEASURES = ("quotation", "quotation_speaker", "attribution", "attribution_speaker")


def _ranges(parts: Sequence[Mapping[str, Any]] | None) -> Ranges:
    return [(start, end) for part in parts or () for start, end in part["spans"]]


def _overlap(ranges: Ranges, start: int | None, end: int | None) -> bool:
    if start is None or end is None:
        return False
    return any(first < end and start < last for first, last in ranges)


def _count(
    counts: list[int],
    gold: Sequence[tuple[Ranges, Ranges]],
    predicted: Sequence[Mapping[str, Any]],
    *,
    speaker: bool,
) -> None:
    """Add to [right predictions, predictions, attributions found, attributions]."""
    found: set[int] = set()
    for each in predicted:
        hits = [
            index
            for index, (content, source) in enumerate(gold)
            if _overlap(content, each["start"], each["end"])
            and (not speaker or _overlap(source, each["speaker_start"], each["speaker_end"]))
        ]
        counts[0] += bool(hits)
        found.update(hits)
    counts[1] += len(predicted)
    counts[2] += len(found)
    counts[3] += len(gold)
