"""For a pull-request comment or a CI job summary: the verdict first, what fails in a table, the rest folded.

Nothing in a document or a name becomes markup, a mention or an image. A comment of GitHub has room for 65,536
characters, so that a long report is cut, with the count of what is left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from xdiff.records import LEVELS
from xdiff.report import sanitise
from xdiff.report.comment import Comment
from xdiff.report.cuts import Cut, clipped, shortened
from xdiff.report.escape import bold, escaped, row, table_head
from xdiff.report.gate import shown
from xdiff.report.gate.base import GateReport
from xdiff.report.gate.counts import Counts, counted
from xdiff.report.phrases import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xdiff.records import Finding, Level, Outcome, Related
    from xdiff.report.gate.counts import Examined

MARKS: Final[dict[str, str]] = {"error": "🔴", "warning": "🟡", "note": "⚪"}
VERDICTS: Final = {"FAILED": "🔴", "INCOMPLETE": "🟡", "PASSED": "🟢"}

# Characters of a part of the comment, so that none crowds out those after it.
TABLE: Final = 14_000
FAILING: Final = 20_000
OTHERS: Final = 10_000
PART: Final = 3_000
ENTRIES_SHOWN: Final = 20
OF_A_RULE: Final = 5
RELATED_SHOWN: Final = 3

MESSAGE: Final = 400
VALUE: Final = 120
NAME: Final = 160
CONTEXT: Final = 160
REST: Final = "`--format json` has all"


def render(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001
    """Return GitHub-flavoured Markdown of fewer than 60,000 characters."""
    counts = Counts(outcome)
    out = Comment(REST)
    out.add(f"## {VERDICTS[counts.verdict]} xdiff gate {counts.verdict}", "", f"**{_start(counts.why)}.**")
    if counts.let_go:
        out.add("", f"Not counted: {counts.let_go}.")
    _problems(out, counts)
    _failing(out, counts)
    _others(out, counts)
    _rules(out, counts)
    _not_counted(out, counts)
    _gone(out, counts)
    notes = [f"- {_text(each, MESSAGE)}" for each in outcome.notes]
    _folded(out, f"Notes: {len(notes):,}", notes, "note")
    stories = [f"- {', '.join(_name(one) for one in each[:ENTRIES_SHOWN])}" for each in outcome.stories]
    _folded(out, f"Compared as one event: {count(len(stories), 'group')} of documents", stories, "group")
    policy = ", ".join(f"{key} {value}" for key, value in outcome.policy)
    out.add("", f"<sub>{count(len(outcome.documents), 'document')}; {_text(policy, MESSAGE)}</sub>")
    out.signature(outcome.signature)
    return out.text()


def _problems(out: Comment, counts: Counts) -> None:
    problems = counts.outcome.problems
    if problems:
        out.add("", "### Could not be read", "")
        said = (f"- {_name(each.where)}: {_text(f'{each.what}. {each.hint}', MESSAGE)}" for each in problems)
        out.each(said, "input", most=ENTRIES_SHOWN, room=PART)


def _failing(out: Comment, counts: Counts) -> None:
    failing = counts.failing_documents
    if not failing:
        return
    out.add("", "### Failing documents", "", *table_head("document", "rule", "line", "measured", "limit"))
    rows = (
        row(
            _name(document.name),
            f"{each.first.code} {escaped(each.name)}"
            + (f" (of {each.times:,}, the first)" * (each.times > 1)),
            str(each.first.place.line) if each.first.place else "–",
            _text(each.first.measured, VALUE),
            _text(each.first.limit, VALUE),
        )
        for document in failing
        for each in document.failures
    )
    out.each(rows, "row", room=TABLE, total=sum(len(each.failures) for each in failing))
    out.add("", "### What was found in them")
    blocks = (_document(each, counts) for each in failing)
    out.each(blocks, "document", room=FAILING, total=len(failing))


def _others(out: Comment, counts: Counts) -> None:
    others = [each for each in counts.flagged if not each.failing]
    levels: Counter[Level] = Counter()
    for each in others:
        levels.update(each.levels)
    if not others:
        return
    passing = f" that {'passes' if len(others) == 1 else 'pass'}" if counts.failing else ""
    out.fold(f"Found in {count(len(others), 'document')}{passing}: {counted(levels)}")
    out.each((_document(each, counts) for each in others), "document", room=OTHERS, total=len(others))
    out.unfold()


def _document(document: Examined, counts: Counts) -> str:
    """Return what was found in one document; where it fails, notes that are not why are folded."""
    failing = {id(each) for each in document.failing}
    folded = [
        each for each in document.findings if failing and each.severity == "note" and id(each) not in failing
    ]
    beside = {id(each) for each in folded}
    lines = ["", f"#### {_name(document.name)}", ""]
    lines += _listed((each for each in document.findings if id(each) not in beside), counts)
    if folded:
        lines += ["", f"<details><summary>{MARKS['note']} {count(len(folded), 'note')}</summary>", ""]
        lines += [*_listed(folded, counts), "", "</details>"]
    return "\n".join(lines)


def _listed(findings: Iterable[Finding], counts: Counts) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    for each in findings:
        seen[each.code, each.severity] += 1
        if seen[each.code, each.severity] <= OF_A_RULE:
            yield _finding(each, counts)
    for (code, severity), number in seen.items():
        if number > OF_A_RULE:
            yield f"- {MARKS[severity]} *… and {number - OF_A_RULE:,} more of {code}; {REST}.*"


def _finding(each: Finding, counts: Counts) -> str:
    rule = f"{each.code} {escaped(counts.name(each.code))}".strip()
    values = f"*({_text(each.measured, VALUE)}; limit {_text(each.limit, VALUE)})*"
    lines = [f"- {MARKS[each.severity]} **{each.severity}** {rule}: {_text(each.message, MESSAGE)} {values}"]
    if each.excerpt is not None:
        where = f"line {each.place.line}" if each.place else "in the text"
        lines.append(f"  - {where}: {_quoted(each)}")
    for other in each.related[:RELATED_SHOWN]:
        quoted = f": {_quoted(other)}" if other.excerpt else ""
        line = f", line {other.place.line}" if other.place else ""
        lines.append(f"  - {_name(other.path)}{line}{quoted}")
    if len(each.related) > RELATED_SHOWN:
        lines.append(f"  - *… {count(len(each.related) - RELATED_SHOWN, 'more place')}*")
    return "\n".join(lines)


def _quoted(found: Finding | Related) -> str:
    if found.excerpt is None:
        return ""
    marked = shortened(found.excerpt.marked, CONTEXT)
    cut = clipped(Cut(found.excerpt.before, marked, found.excerpt.after), CONTEXT)
    return f"{escaped(cut.before)}{bold(cut.hit)}{escaped(cut.after)}".strip()


def _rules(out: Comment, counts: Counts) -> None:
    standing = [each for each in counts.by_rule if each.standing]
    if not standing:
        return
    out.add("", f"<details><summary>By rule, and how to mend: {counted(counts.levels)}</summary>", "")
    out.add(*table_head("rule", "errors", "warnings", "notes", "not counted", "how to mend or silence it"))
    rows = [
        row(
            f"{each.code} {escaped(each.name)}",
            *(f"{each.levels[level]:,}" if each.levels[level] else "–" for level in LEVELS),
            f"{each.suppressed:,}" if each.suppressed else "–",
            _help(each.info.mend) if each.info else "",
        )
        for each in standing
    ]
    out.each(rows, "rule", room=2 * PART)
    out.unfold()


def _not_counted(out: Comment, counts: Counts) -> None:
    known: Counter[str] = Counter()
    excused: Counter[tuple[str, str | None, str, str]] = Counter()
    for each in counts.suppressed:
        if each.suppressed and each.suppressed.because == "baseline":
            known[each.suppressed.where] += 1
        elif each.suppressed:
            excused[each.code, each.path, each.suppressed.where, each.suppressed.reason] += 1
    said = [f"- {count(number, 'finding')} in {_name(where)}" for where, number in known.items()]
    said += [
        f"- {code} in {_name(path)}{f' ({times:,} times)' * (times > 1)}: "
        f"{_text(reason or 'no reason given', MESSAGE)} ({_name(where)})"
        for (code, path, where, reason), times in excused.items()
    ]
    _folded(out, f"Not counted: {counts.let_go}", said, "entry")


def _gone(out: Comment, counts: Counts) -> None:
    gone = counts.outcome.gone
    said = [f"- {each.code} in {_name(each.path)}: {_text(each.message, MESSAGE)}" for each in gone]
    _folded(out, f"Gone from the baseline: {count(len(gone), 'finding')}", said, "finding")


def _folded(out: Comment, summary: str, blocks: Sequence[str], noun: str) -> None:
    """Add a part that is folded away, where there is any; `summary` is ours alone."""
    if blocks:
        out.fold(summary)
        out.each(blocks, noun, most=ENTRIES_SHOWN, room=PART)
        out.unfold()


def _text(text: str, most: int) -> str:
    return escaped(shortened(text.strip(), most))


def _help(text: str) -> str:
    """Return a rule's help, its commands and keys as code."""
    pieces = shortened(text.strip(), MESSAGE).split("`")
    if len(pieces) % 2 == 0 or any("|" in each for each in pieces):
        return escaped("`".join(pieces))
    return "".join(
        f"`{sanitise.line(each)}`" if at % 2 and each.strip() else escaped(each)
        for at, each in enumerate(pieces)
    )


def _name(path: str | None) -> str:
    return escaped(shortened(shown.name(path), NAME))


def _start(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}"


GATE_REPORT = GateReport("markdown", ".md", render)
