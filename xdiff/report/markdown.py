"""`--format markdown`: for a pull-request comment. Everything from a document or a reviewer is escaped.

The first line says what was found. Conflicts stand open, the rest is folded, under summaries of our own
words: in those Markdown is not read, so nothing foreign goes there. GitHub refuses a comment of more than
65,536 characters, so a long report is cut, with the count of what is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.records import SEVERITIES
from xdiff.report import across, decided, markdown_story, phrases, reviewed
from xdiff.report.base import Report, View, clipped, in_sentence, shortened, strongest, weighing
from xdiff.report.comment import Comment
from xdiff.report.escape import bold, escaped, row, table_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xdiff.records import Decision, Inspection, Origin, Run, Signature, Solo
    from xdiff.report.base import Alone, Cut, Numbered, Passage, Shared, Side

NAMES: Final = 1_000
EVIDENCE_SHOWN: Final = 6
WORDS_SHOWN: Final = 8
ONLY_SHOWN: Final = 12
DOCUMENTS_SHOWN: Final = 12
VERSIONS_SHOWN: Final = 6
NOTES_SHOWN: Final = 12
ONLY_LENGTH: Final = 300
MESSAGE: Final = 600
CONTEXT: Final = 220

MARKS: Final = {"conflict": "🔴", "variant": "🟡", "note": "⚪"}


def render(run: Run, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001 (every report's)
    """Return the run as GitHub-flavoured Markdown of fewer than 60,000 characters."""
    view = View(run)
    out = Comment()
    out.add(f"## xdiff: {headline(view)}", "", _names(view), "")
    said = sorted(phrases.suspicions(view), key=lambda each: phrases.LABELS.index(each[0]))
    out.each((f"- {_suspicion(label, each)}" for label, each in said), "document")
    out.each((f"- {escaped(each)}" for each in decided.verdicts(view)), "rejected verdict")
    found = (phrases.differences(view), across.spread(view), *across.copied(view), decided.account(view))
    out.each((f"- {each}" for each in found if each), "line")
    notes = (f"- **Note:** {escaped(shortened(note, MESSAGE))}" for note in run.notes)
    out.each(notes, "note", most=NOTES_SHOWN)
    if view.shared:
        _divergences(out, view)
    _documents(out, view)
    if view.shared:
        _story(out, view)
    _rejected(out, view)
    out.signature(run.signature)
    return out.text()


def headline(view: View) -> str:
    """Say in one line, in our own words, what differs and what is suspicious."""
    standing = {severity: len(view.standing(severity)) for severity in SEVERITIES}
    if not view.compared:
        found = "nothing was compared"
    elif not view.shared:
        found = "no shared facts"
    else:
        counts = [phrases.count(number, severity) for severity, number in standing.items() if number]
        found = (
            phrases.listing(counts) or f"no divergence in {phrases.count(len(view.shared), 'shared fact')}"
        )
    suspects = view.suspects
    if not suspects:
        return found
    read = "reads as a machine translation" if len(suspects) == 1 else "read as machine translations"
    return f"{found}; {across.letters(suspects)} {read}"


def _names(view: View) -> str:
    named = phrases.listing([f"{side.letter} ({escaped(side.name)})" for side in view.sides])
    if len(view.sides) > DOCUMENTS_SHOWN or len(named) > NAMES:
        return f"{len(view.sides)} documents side by side."
    return f"{named} side by side."


def _divergences(out: Comment, view: View) -> None:
    out.add("", "### Where they differ", "")
    if not any(view.standing(severity) for severity in SEVERITIES):
        out.add(decided.no_divergence(view))
    for severity in SEVERITIES:
        found = view.standing(severity)
        if not found:
            continue
        if severity != "conflict":
            meaning = phrases.SEVERITY_MEANINGS[severity]
            out.fold(f"{MARKS[severity]} {phrases.counted(view, severity)}: {meaning}")
        out.each((_divergence(each) for each in found), severity)
        if severity != "conflict":
            out.unfold()


def _story(out: Comment, view: View) -> None:
    """Add what looks across documents: beginnings, shared facts, what only one says, who is quoted."""
    leads = list(markdown_story.beginnings(view))
    if leads:
        out.fold("How each begins")
        out.each(leads, "document", most=markdown_story.BEGINNINGS_SHOWN)
        out.unfold()
    _facts(out, view)
    told = [(each, across.telling(view, each.side)) for each in view.only if each.sentences]
    ranked = sorted(told, key=lambda each: -len(each[1]))[:DOCUMENTS_SHOWN]
    for alone, telling in sorted(ranked, key=lambda each: each[0].side.index):
        out.fold(f"Only in {alone.side.letter}: {phrases.count(len(alone.sentences), 'sentence')}")
        order = across.in_order(alone, telling)
        out.each((_alone(alone, at, telling) for at in order), "sentence", most=ONLY_SHOWN)
        out.unfold()
    if len(told) > DOCUMENTS_SHOWN:
        out.add("", f"*… {phrases.count(len(told) - DOCUMENTS_SHOWN, 'more document')}; `--html` shows all.*")
    said = list(markdown_story.quoted(view))
    if said:
        out.fold("Who is quoted")
        out.each(said, "line")
        head, rows = markdown_story.speakers(view)
        out.add("", across.CELLS, "", *head)
        out.each(rows, "speaker", most=markdown_story.SPEAKERS_SHOWN)
        out.unfold()


def _facts(out: Comment, view: View) -> None:
    count = phrases.count(len(view.shared), "fact")
    out.fold(f"What they share: {count}")
    out.add(f"Words in <b>bold</b> stand in one of the texts only. {phrases.UNMARKED}", "")
    ranked = across.by_witnesses(view)
    sides = [side for side in view.sides if any(each.passage(side) for each in view.shared)]
    if len(sides) > across.SETS:
        out.each((_versions(each, view) for each in ranked), "fact")
    else:
        told = ["told by"] if len(view.compared) > 2 else []
        out.add(*table_head("fact", *told, *(f"{side.letter}: {escaped(side.name)}" for side in sides)))
        out.each((_fact(each, sides, view) for each in ranked), "fact")
    out.unfold()


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


def _suspicion(label: Origin, said: str) -> str:
    return f"**{escaped(said)}**" if label == "machine_translation" else escaped(said)


def _documents(out: Comment, view: View) -> None:
    shown = sorted(decided.by_suspicion(view)[:DOCUMENTS_SHOWN], key=lambda side: side.index)
    out.fold("How the English of each came to be, and how it reads")
    out.add(*table_head("document", "how its English came to be", "what that means", "how it reads"))
    out.each((_judged(view, side) for side in shown), "document")
    if len(view.sides) > len(shown):
        out.add(
            "", f"*… {phrases.count(len(view.sides) - len(shown), 'more document')}; `--html` shows all.*"
        )
    out.each((part for side in shown for part in _details(view, side)), "line")
    out.unfold()


def _judged(view: View, side: Side) -> str:
    """Return a document's row; of a rejected verdict no more than that it was rejected."""
    verdict = side.inspection.verdict
    name, reads = f"**{side.letter}** {escaped(side.name)}", escaped(phrases.fluency(side.inspection.fluency))
    decision = view.verdict_decision(side)
    if decision is not None and view.verdict_rejected(side):
        label = f"“{phrases.origin(verdict)}” was rejected in review: it does not count"
        return row(name, label, escaped(decided.said(decision)), reads)
    meaning = [phrases.probability(verdict)]
    if verdict.label == "machine_translation":
        meaning.append(phrases.false_alarms(verdict))
    origin = [phrases.origin(verdict)]
    if verdict.source_languages and verdict.label != "original":
        languages = [f"{escaped(name)} ({phrases.of_100(share)})" for name, share in phrases.sources(verdict)]
        known = verdict.label in ("machine_translation", "human_translation")
        origin.append(f"{'' if known else 'if translated, '}from {', '.join(languages)}")
    said = " ".join(part for part in meaning if part) or verdict.abstained or ""
    if decision is not None and reviewed.says(decision):
        said = f"{said} Review: {decided.said(decision)}".strip()
    return row(name, ", ".join(origin), escaped(said), reads)


def _details(view: View, side: Side) -> Iterator[str]:
    """Give the parts under the table about one document."""
    if not view.verdict_rejected(side):
        yield from _blocks(_changes(side.inspection, f" in {side.letter}"))
        yield from _blocks(_evidence(side.inspection, f" in {side.letter}"))
    found = [each for each in view.in_itself(side) if not each.rejected]
    said = [
        f"- {escaped(shortened(each.inconsistency.message, MESSAGE))}{_beside(each.decision)}"
        for each in found
    ]
    yield from _blocks(["", f"{side.letter} differs from itself:", "", *said] if found else [])


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    """Give the lines of a list one by one, its head with the first, so that a full comment ends cleanly."""
    if lines:
        yield "\n".join(lines[:4])
        yield from lines[4:]


def _beside(decision: Decision | None) -> str:
    """Return what was decided on a finding, as a list item under it; empty where nothing was said."""
    if decision is None or not reviewed.says(decision):
        return ""
    return f"\n  - **review:** {escaped(decided.said(decision))}"


def _rejected(out: Comment, view: View) -> None:
    found = list(_rejections(view))
    if found:
        out.fold(f"Rejected in review: {phrases.count(len(found), 'finding')}")
        out.each(found, "rejected finding")
        out.unfold()


def _rejections(view: View) -> Iterator[str]:
    for side, decision in decided.rejected_verdicts(view):
        label = phrases.origin(side.inspection.verdict)
        yield f"- the verdict “{label}” on {side.letter} ({escaped(side.name)}){_beside(decision)}"
    for each in decided.rejected(view):
        found = each.divergence
        said = escaped(shortened(found.message, MESSAGE))
        yield (
            f"- {found.severity} {each.id}, {phrases.KINDS[found.kind]}: {said} (in {found.group_id})"
            f"{_beside(each.decision)}"
        )
    for side, itself in decided.rejected_in_itself(view):
        said = escaped(shortened(itself.inconsistency.message, MESSAGE))
        yield f"- in {side.letter} itself: {said}{_beside(itself.decision)}"


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
        f"{escaped(shortened(found.message, MESSAGE))} (in {found.group_id})"
    )
    lines = [head]
    for sides, quoted in across.versions(each):
        nothing = "" if quoted.variant.surface else "*nothing of it here:* "
        lines.append(f"  - {across.letters(sides)}: {nothing}{_quoted(clipped(quoted.cut, CONTEXT))}")
    return "\n".join(lines) + _beside(each.decision)


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
    out = Comment()
    out.add("## xdiff: how the English came to be", "")
    out.each((_single(each) for each in inspections), "document")
    if signature is not None:
        out.signature(signature)
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
