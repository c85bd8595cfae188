"""`--format markdown`: for a pull-request comment. Everything from a document is escaped.

GitHub refuses a comment of more than 65,536 characters, so a long report is cut with the count of what is
left out, stated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xdiff.records import SEVERITIES
from xdiff.report import phrases, sanitise
from xdiff.report.base import Report, View, clipped, in_sentence, shortened, strongest, weighing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.records import Inspection, Run, Signature
    from xdiff.report.base import Cut, Numbered, Passage, Shared, Side

MOST: Final = 60_000
# Room kept for the signature and the "more" lines when the parts before them fill the comment.
KEPT: Final = 2_000
EVIDENCE_SHOWN: Final = 6
WORDS_SHOWN: Final = 8
ONLY_SHOWN: Final = 12
ONLY_LENGTH: Final = 300
CONTEXT: Final = 220

MARKS: Final = {"conflict": "🔴", "variant": "🟡", "note": "⚪"}

_SPECIAL: Final = re.compile(r"[\\`*_\[\]|~$]")
# At the start of a line these would begin a list, a heading or a rule.
_STARTING: Final = re.compile(r"^(\s*(?:\d+(?=[.)])|(?=[-+#=])))")
# A mention, an issue number, an address or an emoji's name would notify people or be replaced, even when
# written as an entity: an invisible space inside keeps GitHub from seeing one. (Dependabot does the same.)
_LINKING: Final = re.compile(r"(?:[@#](?=\w)|\bGH(?=-\d)|\bwww(?=\.)|:(?=//)|:(?=[\w+-]+:))", re.IGNORECASE)
_NO_LINK: Final = "&#8203;"


def escaped(text: str) -> str:
    """Return foreign text on one line, such that Markdown and GitHub show it and act on none of it."""
    shown = sanitise.line(text)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        shown = shown.replace(character, entity)
    shown = _STARTING.sub(r"\1\\", _SPECIAL.sub(r"\\\g<0>", shown))
    return _LINKING.sub(rf"\g<0>{_NO_LINK}", shown)


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
    out.add(*(f"- {_suspicion(side)}" for side in view.sides))
    out.add(f"- {phrases.differences(view)}")
    out.add(*(f"- **Note:** {escaped(note)}" for note in run.notes))
    out.add("", *_documents(view))
    out.add("", "### Where they differ", "")
    if not view.divergences:
        out.add(phrases.no_divergence(view))
    for severity in SEVERITIES:
        out.each((_divergence(each) for each in view.of_severity(severity)), severity)
    if view.shared:
        count = phrases.count(len(view.shared), "fact")
        out.add("", "### What they share", "")
        out.add(
            f"<details><summary>{count}; words in <b>bold</b> stand in one of the texts only.",
            f"{phrases.UNMARKED}</summary>",
            "",
        )
        sides = [side for side in view.sides if any(each.passage(side) for each in view.shared)]
        out.add(*_head("fact", *(f"{side.letter}: {escaped(side.name)}" for side in sides)))
        out.each((_fact(each, sides) for each in view.shared), "fact")
        out.add("", "</details>")
    for alone in view.only:
        if alone.sentences:
            out.add("", f"### Only in {alone.side.letter}: {escaped(alone.side.name)}", "")
            sentences = (alone.side.article.sentences[at].text for at in alone.sentences)
            out.each(
                (f"- {escaped(shortened(text, ONLY_LENGTH))}" for text in sentences),
                "sentence",
                most=ONLY_SHOWN,
            )
    out.add("", f"<sub>{escaped(str(run.signature))}</sub>")
    return out.text()


def _title(view: View) -> str:
    return phrases.listing([f"{side.letter} ({escaped(side.name)})" for side in view.sides])


def _suspicion(side: Side) -> str:
    said = escaped(phrases.suspicion(f"{side.letter} ({side.name})", side.inspection))
    return f"**{said}**" if side.inspection.verdict.label == "machine_translation" else said


def _head(*cells: str) -> tuple[str, str]:
    return f"| {' | '.join(cells)} |", f"|{' --- |' * len(cells)}"


def _documents(view: View) -> list[str]:
    rows = list(_head("document", "how its English came to be", "what that means", "how it reads"))
    for side in view.sides:
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
        rows.append(f"| {' | '.join(cells)} |")
    for side in view.sides:
        rows += _changes(side.inspection, f" in {side.letter}")
        rows += _evidence(side.inspection, f" in {side.letter}")
    return rows


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


def _bold(text: str) -> str:
    # Asterisks beside quotation marks would not open emphasis; the tag always does.
    return f"<b>{escaped(text)}</b>" if text else ""


def _quoted(cut: Cut) -> str:
    return f"{escaped(cut.before)}{_bold(cut.hit)}{escaped(cut.after)}".strip()


def _divergence(each: Numbered) -> str:
    found = each.divergence
    head = (
        f"- {MARKS[found.severity]} **{found.severity}** {each.id}, {phrases.KINDS[found.kind]}: "
        f"{escaped(found.message)} (in {found.group_id})"
    )
    lines = [head]
    for quoted in each.quoted:
        nothing = "" if quoted.variant.surface else "*nothing of it here:* "
        lines.append(f"  - {quoted.side.letter}: {nothing}{_quoted(clipped(quoted.cut, CONTEXT))}")
    return "\n".join(lines)


def _fact(each: Shared, sides: Sequence[Side]) -> str:
    cells = [each.group.id]
    for side in sides:
        passage = each.passage(side)
        cells.append("*says nothing of it*" if passage is None else _passage(passage))
    return f"| {' | '.join(cells)} |"


def _passage(passage: Passage) -> str:
    shown = "".join(_bold(piece.text) if piece.changed else escaped(piece.text) for piece in passage.pieces)
    return f"{shown} *({passage.remark})*" if passage.remark else shown


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
