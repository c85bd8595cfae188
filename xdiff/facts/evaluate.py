"""Scoring attributions against a labelled file in PolNeAR's shape.

A labelled row has `text` and `attributions`, each with `source`, `cue` and `content`: lists of
`{"spans": [[start, end], ...]}`. A prediction is a span and who said it. All matching is by overlap: a
prediction finds an attribution when it shares a character with its content, and has the speaker right
when it also shares one with its source. Several predictions may find one attribution; each counts as
right, the attribution as found once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from xdiff.facts.speaking.attributed import attributed
from xdiff.facts.speaking.speech import speeches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xdiff.records import Article, Span

QUOTED = re.compile("[\"“”„‟«»＂]|''|``")

Ranges = list[tuple[int, int]]


def predict(article: Article, *, reported: bool = False) -> list[dict[str, int | None]]:
    """Return what `xdiff evaluate attributions` writes for one row: what is quoted, and by whom.

    One prediction is one attribution as annotators count them: a quotation that `he said` splits is one,
    from its first word to its last, and a clause with quoted words in it is given whole.

    Args:
        article: the row's text, cut up.
        reported: give reported speech without quotation marks too.
    """
    found = [_prediction(each.content, each.speaker) for each in attributed(article)]
    if reported:
        quoted = [each.content for each in attributed(article)]
        found += [
            _prediction(speech.content, speech.speaker)
            for speech in speeches(article)
            if speech.quotation is None and not _meets(speech.content, quoted)
        ]
    return found


def _prediction(content: Span, speaker: Span | None) -> dict[str, int | None]:
    return {
        "start": content.start,
        "end": content.end,
        "speaker_start": None if speaker is None else speaker.start,
        "speaker_end": None if speaker is None else speaker.end,
    }


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span shares a character with one of `others`, which follow each other."""
    at = bisect_left(others, span.end, key=lambda other: other.start)
    return any(span.start < other.end for other in others[max(0, at - 3) : at])


def score(
    rows: Iterable[Mapping[str, Any]], predictions: Iterable[Sequence[Mapping[str, Any]]]
) -> dict[str, float]:
    """Return precision, recall and F1 of quotations, quotations with their speaker, and all attributions.

    Where nothing but quotations was predicted, those of all attributions are left out: nobody asked.

    Args:
        rows: labelled rows; one without attributions counts against precision only.
        predictions: for each row, in the same order, what `predict` gave.
    """
    counts: dict[str, list[int]] = {name: [0, 0, 0, 0] for name in MEASURES}
    reported = False
    for row, predicted in zip(rows, predictions, strict=True):
        text = row["text"]
        gold = [
            (_ranges(each.get("content")), _ranges(each.get("source")))
            for each in row.get("attributions", ())
        ]
        gold = [pair for pair in gold if pair[0]]
        quoted_gold = [pair for pair in gold if any(QUOTED.search(text, *span) for span in pair[0])]
        quoted = [each for each in predicted if QUOTED.search(text, each["start"], each["end"])]
        reported = reported or len(quoted) < len(predicted)
        _count(counts["quotation"], quoted_gold, quoted, speaker=False)
        _count(counts["quotation_speaker"], [p for p in quoted_gold if p[1]], quoted, speaker=True)
        _count(counts["attribution"], gold, predicted, speaker=False)
        _count(counts["attribution_speaker"], [p for p in gold if p[1]], predicted, speaker=True)
    figures: dict[str, float] = {}
    for name, (right, given, found, wanted) in counts.items():
        if name.startswith("attribution") and not reported:
            continue
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
