"""`--format markdown`: for a pull-request comment. Everything from a document is escaped.

GitHub refuses a comment of more than 65,536 characters, so a long report is cut with the count of what is
left out, stated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.records import SEVERITIES
from xdiff.report import across, markdown_story, phrases
from xdiff.report.base import Report, View, clipped, in_sentence, shortened, strongest, weighing
from xdiff.report.escape import bold, escaped, row, table_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xdiff.records import Inspection, Origin, Run, Signature, Solo
    from xdiff.report.base import Alone, Cut, Numbered, Passage, Shared, Side

MOST: Final = 60_000
# Room kept for the signature and the "more" lines when the parts before them fill the comment.
KEPT: Final = 2_000
EVIDENCE_SHOWN: Final = 6
WORDS_SHOWN: Final = 8
ONLY_SHOWN: Final = 12
DOCUMENTS_SHOWN: Final = 12
VERSIONS_SHOWN: Final = 6
ONLY_LENGTH: Final = 300
CONTEXT: Final = 220

MARKS: Final = {"conflict": "🔴", "variant": "🟡", "note": "⚪"}


class _Comment:
    """Collects lines until the comment is full, and counts what did not fit."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0

    def add(self, *lines: str) -> None:
        """Add lines that always stand: headings, the summary, the end."""
        self._lines += lines
        self._size += sum(len(line) + 1 for line in lines)

    def each(self, blocks: Iterable[str], noun: str, *, most: int | None = None) -> None:
        """Add blocks as long as there is room (and at most `most`), then say how many are left out."""
        waiting = list(blocks)
        fit = 0
        for block in waiting[:most]:
            if self._size + len(block) > MOST - KEPT:
                break
            self.add(block)
            fit += 1
        if fit < len(waiting):
            self.add("", f"*… {phrases.count(len(waiting) - fit, f'more {noun}')}; `--html` shows all.*")

    def text(self) -> str:
        return "\n".join(self._lines).strip() + "\n"


def render(run: Run, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001 (every report's)
    """Return the run as GitHub-flavoured Markdown of fewer than 60,000 characters."""
    view = View(run)
    out = _Comment()
    out.add(f"## xdiff: {_title(view)}", "")
    out.add(*(f"- {_suspicion(label, said)}" for label, said in phrases.suspicions(view)))
    found = (phrases.differences(view), across.spread(view), *across.copied(view))
    out.add(*(f"- {said}" for said in found if said))
    out.add(*(f"- **Note:** {escaped(note)}" for note in run.notes))
    _documents(out, view)
    if view.shared:
        _divergences(out, view)
        _story(out, view)
    out.add("", f"<sub>{escaped(str(run.signature))}</sub>")
    return out.text()


def _divergences(out: _Comment, view: View) -> None:
    out.add("", "### Where they differ", "")
    if not view.divergences:
        out.add(phrases.no_divergence(view))
    for severity in SEVERITIES:
        out.each((_divergence(each) for each in view.of_severity(severity)), severity)


def _story(out: _Comment, view: View) -> None:
    """Add what looks across documents: beginnings, shared facts, what only one says, who is quoted."""
    leads = list(markdown_story.beginnings(view))
    if leads:
        out.add("", "### How each begins", "")
        out.each(leads, "document", most=markdown_story.BEGINNINGS_SHOWN)
    _facts(out, view)
    told = [(each, across.telling(view, each.side)) for each in view.only if each.sentences]
    ranked = sorted(told, key=lambda each: -len(each[1]))[:DOCUMENTS_SHOWN]
    for alone, telling in sorted(ranked, key=lambda each: each[0].side.index):
        out.add("", f"### Only in {alone.side.letter}: {escaped(alone.side.name)}", "")
        order = across.in_order(alone, telling)
        out.each((_alone(alone, at, telling) for at in order), "sentence", most=ONLY_SHOWN)
    if len(told) > DOCUMENTS_SHOWN:
        out.add("", f"*… {phrases.count(len(told) - DOCUMENTS_SHOWN, 'more document')}; `--html` shows all.*")
    said = list(markdown_story.quoted(view))
    if said:
        out.add("", "### Who is quoted", "")
        out.each(said, "line")
        head, rows = markdown_story.speakers(view)
        out.add("", across.CELLS, "", *head)
        out.each(rows, "speaker", most=markdown_story.SPEAKERS_SHOWN)


def _facts(out: _Comment, view: View) -> None:
    count = phrases.count(len(view.shared), "fact")
    out.add("", "### What they share", "")
    out.add(
        f"<details><summary>{count}; words in <b>bold</b> stand in one of the texts only.",
        f"{phrases.UNMARKED}</summary>",
        "",
    )
    ranked = across.by_witnesses(view)
    sides = [side for side in view.sides if any(each.passage(side) for each in view.shared)]
    if len(sides) > across.SETS:
        out.each((_versions(each, view) for each in ranked), "fact")
    else:
        told = ["told by"] if len(view.compared) > 2 else []
        out.add(*table_head("fact", *told, *(f"{side.letter}: {escaped(side.name)}" for side in sides)))
        out.each((_fact(each, sides, view) for each in ranked), "fact")
    out.add("", "</details>")


def _versions(each: Shared, view: View) -> str:
    found = across.tellings(each)
    lines = [f"- {each.group.id}, {across.witnesses(each, view)}"]
    for sides, passage in found[:VERSIONS_SHOWN]:
        lines.append(f"  - {across.letters(sides)}: {_passage(passage, remark=len(sides) == 1)}")
    if len(found) > VERSIONS_SHOWN:
        lines.append(f"  - *… {phrases.count(len(found) - VERSIONS_SHOWN, 'more version')}*")
    return "\n".join(lines)


def _alone(alone: Alone, at: int, telling: Mapping[int, Solo]) -> str:
    said = f"- {escaped(shortened(alone.side.article.sentences[at].text, ONLY_LENGTH))}"
    return f"{said} *({escaped(across.things(telling[at].things))})*" if at in telling else said


def _title(view: View) -> str:
    if len(view.sides) > DOCUMENTS_SHOWN:
        return f"{len(view.sides)} documents"
    return phrases.listing([f"{side.letter} ({escaped(side.name)})" for side in view.sides])


def _suspicion(label: Origin, said: str) -> str:
    return f"**{escaped(said)}**" if label == "machine_translation" else escaped(said)


def _documents(out: _Comment, view: View) -> None:
    out.add("", *table_head("document", "how its English came to be", "what that means", "how it reads"))
    rows = []
    ranked = sorted(view.sides, key=lambda side: phrases.LABELS.index(side.inspection.verdict.label))
    shown = sorted(ranked[:DOCUMENTS_SHOWN], key=lambda side: side.index)
    for side in shown:
        verdict = side.inspection.verdict
        meaning = [phrases.probability(verdict)]
        if verdict.label == "machine_translation":
            meaning.append(phrases.false_alarms(verdict))
        origin = [phrases.origin(verdict)]
        if verdict.source_languages and verdict.label != "original":
            languages = [
                f"{escaped(name)} ({phrases.of_100(share)})" for name, share in phrases.sources(verdict)
            ]
            origin.append(f"from {', '.join(languages)}")
        cells = (
            f"**{side.letter}** {escaped(side.name)}",
            ", ".join(origin),
            escaped(" ".join(part for part in meaning if part) or verdict.abstained or ""),
            escaped(phrases.fluency(side.inspection.fluency)),
        )
        rows.append(row(*cells))
    out.add(*rows)
    if len(view.sides) > len(shown):
        out.add(
            "", f"*… {phrases.count(len(view.sides) - len(shown), 'more document')}; `--html` shows all.*"
        )
    for side in shown:
        out.add(*_changes(side.inspection, f" in {side.letter}"))
        out.add(*_evidence(side.inspection, f" in {side.letter}"))
        out.add(*_inconsistencies(side))


def _inconsistencies(side: Side) -> list[str]:
    found = side.inspection.inconsistencies
    said = [f"- {escaped(each.message)}" for each in found]
    return ["", f"{side.letter} differs from itself:", "", *said] if found else []


def _changes(inspection: Inspection, where: str = "") -> list[str]:
    said = phrases.changes(inspection)
    return ["", f"Passages{where}:", "", *(f"- {escaped(each)}" for each in said)] if said else []


def _evidence(inspection: Inspection, where: str = "") -> list[str]:
    text = inspection.document.text
    found = strongest(inspection.verdict.evidence, text, EVIDENCE_SHOWN)
    words = weighing(inspection.verdict, text)
    if not found and not words:
        return []
    rows = ["", f"Evidence{where}:", ""]
    for each, times in found:
        often = f" ({times} times)" if times > 1 else ""
        cut = clipped(in_sentence(inspection.article, each.span), CONTEXT // 2)
        rows.append(f"- {_quoted(cut)}{often}: {escaped(each.message)} ({escaped(each.rule)})")
    if words:
        listed = ", ".join(f"“{escaped(each)}”" for each in words[:WORDS_SHOWN])
        rows.append(f"- *{phrases.words_head(WORDS_SHOWN, words)}:* {listed}")
    return rows


def _quoted(cut: Cut) -> str:
    return f"{escaped(cut.before)}{bold(cut.hit)}{escaped(cut.after)}".strip()


def _divergence(each: Numbered) -> str:
    found = each.divergence
    head = (
        f"- {MARKS[found.severity]} **{found.severity}** {each.id}, {phrases.KINDS[found.kind]}: "
        f"{escaped(found.message)} (in {found.group_id})"
    )
    lines = [head]
    for sides, quoted in across.versions(each):
        nothing = "" if quoted.variant.surface else "*nothing of it here:* "
        lines.append(f"  - {across.letters(sides)}: {nothing}{_quoted(clipped(quoted.cut, CONTEXT))}")
    return "\n".join(lines)


def _fact(each: Shared, sides: Sequence[Side], view: View) -> str:
    cells = [each.group.id]
    if len(view.compared) > 2:
        cells.append(across.witnesses(each, view))
    for side in sides:
        passage = each.passage(side)
        cells.append("*not found there*" if passage is None else _passage(passage))
    return row(*cells)


def _passage(passage: Passage, *, remark: bool = True) -> str:
    shown = "".join(bold(piece.text) if piece.changed else escaped(piece.text) for piece in passage.pieces)
    return f"{shown} *({passage.remark})*" if passage.remark and remark else shown


def verdicts(inspections: Sequence[Inspection], signature: Signature | None) -> str:
    """Return verdicts of single documents, each with its evidence quoted in its sentence."""
    out = _Comment()
    out.add("## xdiff: how the English came to be", "")
    out.each((_single(each) for each in inspections), "document")
    if signature is not None:
        out.add("", f"<sub>{escaped(str(signature))}</sub>")
    return out.text()


def _single(inspection: Inspection) -> str:
    document, verdict = inspection.document, inspection.verdict
    name = escaped(document.path or document.id)
    lines = [f"### {name}", "", f"**{escaped(phrases.suspicion('This text', inspection))}**"]
    said = (phrases.probability(verdict), phrases.false_alarms(verdict))
    lines += [escaped(part) for part in said if part]
    if verdict.source_languages and verdict.label != "original":
        languages = [
            f"{escaped(name)} ({phrases.of_100(share)})" for name, share in phrases.sources(verdict, 5)
        ]
        lines.append(f"Likely written in {', '.join(languages)}.")
    return "\n".join([*lines, *_changes(inspection), *_evidence(inspection), ""])


REPORT = Report("markdown", ".md", render)
