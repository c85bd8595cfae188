"""Reports of `compare` read back: the data block of a page, and the JSON of a run."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from xdiff import fingerprint
from xdiff.errors import InputError
from xdiff.records import SEVERITIES, Document
from xdiff.report import summary
from xdiff.report.base import NAME_LENGTH, shortened
from xdiff.report.index.entries import About, Entry, Worst
from xdiff.report.index.shape import Shape, parsed

if TYPE_CHECKING:
    from xdiff.records import Judgement, Origin, Severity
    from xdiff.report.index.walk import Found

# A page of ours names its maker in its first lines, before any word of a document.
HEAD: Final = 4096
_OURS: Final = b'<meta name="generator" content="xdiff '
_INDEX: Final = re.compile(rb'<meta name="generator" content="xdiff [^"]* report index"')
_OPENING, _CLOSING = summary.OPENING.encode(), b"</script>"
# The block stands at the end of the page: it is looked for from there, a piece at a time.
_PIECE: Final = 1 << 18
# A document takes 300 bytes of it: this is room for twenty thousand.
LARGEST_BLOCK: Final = 8_000_000
_NUMBERED: Final = re.compile(r"xdiff\.[a-z]+/([0-9]{1,9})")
# A date is ten characters; what else a file has there is cut, and shown as it stands.
_DATE: Final = 40


def is_index(head: bytes) -> bool:
    """Return whether a page that begins so is an index that xdiff made."""
    return _INDEX.search(head[:HEAD]) is not None


def from_html(found: Found) -> Entry | None:
    """Return the report in a page of ours; None for a page that is none of ours, or an index.

    Only its beginning and its end are read.

    Raises:
        InputError: it is ours, but has no data block, or a damaged one, or one of a newer xdiff.
        OSError: it cannot be read.
    """
    with found.path.open("rb") as file:
        head = file.read(HEAD)
        if _OURS not in head or is_index(head):
            return None
        block = _block(file, found.name)
    return _from_block(Shape(parsed(block, found.name, line=1), found.name), found)


def _block(file: BinaryIO, where: str) -> bytes:
    at = _last(file, _OPENING)
    if at is None:
        hint = "It is cut off, or older than the index: write it again with `xdiff compare --html`."
        raise InputError("this report has no data block", where=where, hint=hint)
    file.seek(at + len(_OPENING))
    block, end, _ = file.read(LARGEST_BLOCK + len(_CLOSING)).partition(_CLOSING)
    if not end:
        hint = "Write the report again with `xdiff compare --html`."
        raise InputError("its data block has no end, or is too large", where=where, hint=hint)
    return block


def _last(file: BinaryIO, wanted: bytes) -> int | None:
    """Return where `wanted` stands last in a file."""
    start = file.seek(0, 2)
    after = b""
    while start > 0:
        size = min(_PIECE, start)
        start -= size
        file.seek(start)
        piece = file.read(size)
        at = (piece + after).rfind(wanted)
        if at >= 0:
            return start + at
        after = piece[: len(wanted) - 1]
    return None


def _from_block(data: Shape, found: Found) -> Entry:
    refuse_newer(data, summary.SCHEMA, found.name)
    worst = data.each("worst")
    counts = data.one("counts")
    return Entry(
        file=found.name,
        run=data.text("run"),
        title=shortened(data.text("title"), 4 * NAME_LENGTH),
        documents=tuple(_about(each) for each in data.each("documents")),
        facts=data.count("facts"),
        counts={severity: counts.count(severity) for severity in SEVERITIES},
        rejected=data.count("rejected"),
        reviewed=data.count("reviewed"),
        findings=data.count("findings"),
        worst=_worst(worst[0]) if worst else None,
        written=found.written,
        html=True,
    )


def _about(data: Shape) -> About:
    return _document(
        data,
        name=data.text("name"),
        label=data.origin("label"),
        p_machine=data.share("p_machine"),
        source=data.text_or_none("source"),
        rejected=data.judgement("decision") == "reject",
    )


def _document(
    data: Shape,
    *,
    name: str,
    label: Origin,
    p_machine: float | None,
    source: str | None,
    rejected: bool = False,
) -> About:
    title, published = data.text_or_none("title"), data.text_or_none("published")
    return About(
        identity=data.text("sha256") or data.text("id"),
        name=shortened(name, NAME_LENGTH),
        title=None if title is None else shortened(title, summary.TITLE),
        published=None if published is None else shortened(published, _DATE),
        label=label,
        p_machine=p_machine,
        source=None if source is None else shortened(source, _DATE),
        rejected=rejected,
    )


def _worst(data: Shape) -> Worst:
    return Worst(
        id=shortened(data.text("id"), _DATE),
        severity=data.severity("severity"),
        message=shortened(data.text("message"), summary.MESSAGE),
    )


def refuse_newer(data: Shape, schema: str, where: str) -> None:
    """Raise InputError where a file of ours is of another schema than `schema`."""
    named = data.text("schema")
    if named == schema:
        return
    kind, _, known = schema.rpartition("/")
    number = _NUMBERED.fullmatch(named)
    if number and named.startswith(f"{kind}/") and int(number[1]) > int(known):
        what = f"written by a newer xdiff ({shortened(named, _DATE)}; this one reads {schema})"
        raise InputError(what, where=where, hint="Update xdiff.")
    hint = "The file was changed or damaged; write it again."
    raise InputError("its data is damaged: schema is not one of xdiff's", where=where, hint=hint)


def from_compare(values: Any, found: Found) -> Entry:
    """Return the report that `compare --format json` wrote.

    Raises:
        InputError: it is damaged, or of a newer xdiff.
    """
    data = Shape(values, found.name)
    refuse_newer(data, "xdiff.compare/1", found.name)
    documents = data.each("documents")
    outlets = [each.text_or_none("outlet") for each in documents]
    about = tuple(_compared(each, outlets) for each in documents)
    facts = data.each("facts")
    divergences = [one for fact in facts for one in fact.each("divergences")]
    standing = [_worst(each) for each in divergences if _decided(each) != "reject"]
    counts: Counter[Severity] = Counter(each.severity for each in standing)
    inconsistencies = [one for each in documents for one in each.each("inconsistencies")]
    findings = [*divergences, *inconsistencies, *(each.one("origin") for each in documents)]
    decided = [decision for each in findings if (decision := _decided(each)) is not None]
    return Entry(
        file=found.name,
        run=fingerprint.run(
            Document(id=each.text("id"), text="", sha256=each.text("sha256")) for each in documents
        ),
        title=summary.title([each.name for each in about]),
        documents=about,
        facts=len(facts),
        counts={severity: counts[severity] for severity in SEVERITIES},
        rejected=decided.count("reject"),
        reviewed=len(decided),
        findings=len(findings),
        worst=min(standing, key=lambda each: SEVERITIES.index(each.severity), default=None),
        written=found.written,
        html=False,
    )


def _decided(finding: Shape) -> Judgement | None:
    """Return what a reviewer decided on a finding in JSON; that of an earlier version brings no decision."""
    return None if finding.empty("decision") else finding.one("decision").judgement("decision")


def _compared(data: Shape, outlets: list[str | None]) -> About:
    outlet = data.text_or_none("outlet")
    name = outlet or data.text("id")
    if outlet and outlets.count(outlet) > 1:
        name = f"{outlet} ({data.text('id')})"
    judged = data.one("origin")
    label = judged.origin("label")
    return _document(
        data,
        name=name,
        label=label,
        p_machine=judged.share("p_machine"),
        source=likeliest(judged, label),
        rejected=_decided(judged) == "reject",
    )


def likeliest(judged: Shape, label: Origin) -> str | None:
    """Return the likeliest source language of a verdict in JSON, where the text reads as translated."""
    ranked = judged.values("source_languages")
    if not ranked or label not in ("machine_translation", "human_translation"):
        return None
    first = ranked[0]
    known = isinstance(first, list) and first and isinstance(first[0], str)
    return shortened(first[0], _DATE) if known else None
