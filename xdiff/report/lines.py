"""Records as JSON values: the contract that programs read, key by key.

Every key named in the schemas under `xdiff/data/schema` is written here and nowhere else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from xdiff.report.sanitise import UNSEEN

if TYPE_CHECKING:
    import re

    from xdiff.records import (
        Article,
        Decision,
        Divergence,
        Document,
        Evidence,
        Fact,
        Fluency,
        Inspection,
        Member,
        Passage,
        Reading,
        Review,
        Signature,
        Verdict,
        WordDiff,
    )

Json = dict[str, Any]

DETECT_SCHEMA: Final = "xdiff.detect/1"
SCORE_SCHEMA: Final = "xdiff.score/1"
# Six decimals keep the order of any two documents that a person could tell apart, and make the output
# the same on processors whose last bits differ.
DECIMALS: Final = 6


def written(value: Any) -> str:
    r"""Return `value` as JSON text that any encoding and any terminal can take, on one line.

    Letters stay as they are; characters that are unseen (controls, bidirectional overrides, lone
    surrogates) are `\u` escapes, which every JSON parser turns back. A number that JSON cannot hold is
    null.
    """
    text = json.dumps(_finite(value), ensure_ascii=False, allow_nan=False, default=str)
    # Outside strings json.dumps writes no such character.
    return UNSEEN.sub(_escape, text)


def listed(table: Mapping[str, Any]) -> str:
    """Return an object as JSON text, a line for each key and for each element of a list under a key.

    One document, fact or signal a line is read, searched and compared by line, and is written eight times
    as fast as indented JSON, which Python's C encoder does not do.
    """
    rows = []
    for key, value in table.items():
        if isinstance(value, (list, tuple)) and value:
            elements = ",\n  ".join(written(each) for each in value)
            rows.append(f"{written(key)}: [\n  {elements}\n ]")
        else:
            rows.append(f"{written(key)}: {written(value)}")
    return "{\n " + ",\n ".join(rows) + "\n}\n"


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1] if match.group() != "\x7f" else "\\u007f"


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(each) for each in value]
    return value


def evidence(found: Evidence, text: str) -> Json:
    """Return one piece of evidence with its words."""
    return {
        "rule": found.rule,
        "start": found.span.start,
        "end": found.span.end,
        "text": found.span.of(text),
        "message": found.message,
        "weight": found.weight,
        "language": found.language,
    }


def verdict(judged: Verdict, text: str) -> Json:
    """Return how the English came to be, with all that speaks for it."""
    return {
        "label": judged.label,
        "p_machine": judged.p_machine,
        "p_translated": judged.p_translated,
        "source_languages": [[code, share] for code, share in judged.source_languages],
        "abstained": judged.abstained,
        "cut": judged.cut,
        "false_positive_rate": dict(sorted(judged.false_positive_rate.items())),
        "contributions": [{"part": each.part, "log_odds": each.log_odds} for each in judged.contributions],
        "evidence": [evidence(each, text) for each in judged.evidence],
        "passages": [passage(each) for each in judged.passages],
    }


def passage(found: Passage) -> Json:
    """Return one stretch of a text of mixed origin."""
    return {
        "start": found.span.start,
        "end": found.span.end,
        "label": found.label,
        "p_machine": found.p_machine,
    }


def reading(measured: Reading, text: str) -> Json:
    """Return one fluency signal; `usual` is the range of 80 % of human texts of the register."""
    return {
        "name": measured.signal,
        "value": measured.value,
        "unit": measured.unit,
        "direction": measured.direction,
        "usual": None if measured.usual is None else list(measured.usual),
        "evidence": [evidence(each, text) for each in measured.evidence],
    }


def fluency(read: Fluency, text: str) -> Json:
    """Return how a text reads."""
    return {
        "score": read.score,
        "register": read.register,
        "abstained": read.abstained,
        "signals": [reading(each, text) for each in read.readings],
    }


def fact(found: Fact) -> Json:
    """Return one checkable thing a document says."""
    speaker = found.speaker_span
    return {
        "kind": found.kind,
        "sentence": found.sentence,
        "start": found.span.start,
        "end": found.span.end,
        "text": found.surface,
        "value": found.value,
        "unit": found.unit,
        "approximate": found.approximate,
        "low": found.low,
        "high": found.high,
        "speaker": found.speaker,
        "speaker_start": None if speaker is None else speaker.start,
        "speaker_end": None if speaker is None else speaker.end,
        "data": dict(found.data),
    }


def _about(document: Document) -> Json:
    return {
        "id": document.id,
        "path": document.path,
        "outlet": document.outlet,
        "title": document.title,
        "published": document.published,
        "sha256": document.sha256,
    }


def document(inspection: Inspection) -> Json:
    """Return one document of a comparison; of a web page also the text that its offsets count in."""
    article = inspection.article
    read = article.document
    made = _about(read) | {
        "language": inspection.language,
        "format": read.format,
        "encoding": read.encoding,
        "declared_origin": read.declared_origin,
        "notes": list(read.notes),
        "origin": verdict(inspection.verdict, read.text),
        "fluency": fluency(inspection.fluency, read.text),
        "sentences": [
            {
                "start": each.span.start,
                "end": each.span.end,
                "text": each.span.of(read.text),
                "paragraph": each.paragraph,
                "heading": article.paragraphs[each.paragraph].kind == "heading",
            }
            for each in article.sentences
        ],
        "furniture": [
            {"start": each.span.start, "end": each.span.end, "text": each.span.of(read.text), "why": each.why}
            for each in read.furniture
        ],
        "facts": [fact(each) for each in inspection.facts],
        "inconsistencies": [
            {
                "kind": each.kind,
                "message": each.message,
                "places": [
                    {"start": one.span.start, "end": one.span.end, "text": one.span.of(read.text)}
                    for one in each.variants
                ],
            }
            for each in inspection.inconsistencies
        ],
    }
    if read.extra:
        made["extra"] = dict(read.extra)
    if read.format == "html":
        made["text"] = read.text
    return made


def member(one: Member) -> Json:
    """Return a document's share of a group."""
    return {"document": one.document_id, "sentences": list(one.sentences)}


def divergence(number: str, found: Divergence, articles: Mapping[str, Article]) -> Json:
    """Return where documents differ; what a document lacks is an empty text at an empty range."""
    return {
        "id": number,
        "kind": found.kind,
        "severity": found.severity,
        "message": found.message,
        "variants": [
            {
                "document": each.document_id,
                "start": each.span.start,
                "end": each.span.end if each.surface else each.span.start,
                "text": each.span.of(articles[each.document_id].document.text) if each.surface else "",
                "value": each.value,
            }
            for each in found.variants
        ],
    }


def diff(found: WordDiff) -> Json:
    """Return the word difference of two passages with the scores of their likeness."""
    return {
        "left": member(found.left),
        "right": member(found.right),
        "chrf": found.chrf,
        "ter": found.ter,
        "ops": [[operation, text] for operation, text in found.ops],
    }


def decision(decided: Decision | None) -> Json | None:
    """Return what a reviewer said of a finding; None where nobody did."""
    if decided is None:
        return None
    return {
        "decision": decided.decision,
        "comment": decided.comment,
        "by": decided.by,
        "at": decided.at,
    }


def review(matched: Review) -> Json:
    """Return how earlier decisions fit the run."""
    return {
        "decisions": len(matched.decisions),
        "gone": [
            {"key": each.key, "subject": each.subject}
            | (decision(each) or {})
            | {"message": each.message, "documents": list(each.document_ids)}
            for each in matched.gone
        ],
        "changed": list(matched.changed),
    }


def _passed_through(line: Json, document: Document) -> Json:
    # Keys of the input line that we do not write stand beside ours; one that we do write (a gold
    # `label`, say) would hide ours, so it goes under `input`.
    hidden = {key: value for key, value in document.extra.items() if key in line or key == "input"}
    line |= {key: value for key, value in document.extra.items() if key not in line and key != "input"}
    if hidden:
        line["input"] = hidden
    return line


def detect_line(inspection: Inspection) -> Json:
    """Return one line of `detect --format jsonl`; keys of a JSON input line pass through."""
    read = inspection.document
    judged = verdict(inspection.verdict, read.text)
    return _passed_through(
        {"id": read.id, "path": read.path, "language": inspection.language}
        | judged
        | {"notes": list(read.notes)},
        read,
    )


def score_line(inspection: Inspection) -> Json:
    """Return one line of `score --format jsonl`; keys of a JSON input line pass through."""
    read = inspection.document
    return _passed_through(
        {"id": read.id, "path": read.path, "language": inspection.language}
        | fluency(inspection.fluency, read.text)
        | {"notes": list(read.notes)},
        read,
    )


def envelope(schema: str, lines: Sequence[Json], signature: Signature | None) -> Json:
    """Return lines as one JSON document, with the settings behind their numbers where they are known."""
    return {
        "schema": schema,
        "signature": None if signature is None else str(signature),
        "documents": list(lines),
    }
