"""`compare --format text`: what is suspicious and what differs, for a terminal of any width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.records import SEVERITIES
from xdiff.report import phrases
from xdiff.report.base import (
    Report,
    View,
    clipped,
    explains_itself,
    shortened,
    strongest,
    weighing,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.text import Text

    from xdiff.records import Run, Severity
    from xdiff.report.base import Numbered, Passage, Shared, Side
    from xdiff.report.terminal import Page

# A column narrower than this breaks a sentence into too many lines to read across.
LEAST_COLUMN: Final = 34
EVIDENCE_SHOWN: Final = 5
WORDS_SHOWN: Final = 6
# What fits a screen or two; the HTML report shows every one.
CONFLICTS_IN_SUMMARY: Final = 8
DIVERGENCES_SHOWN: Final[Mapping[Severity, int]] = {"conflict": 40, "variant": 20, "note": 10}
FACTS_SHOWN: Final = 24
# Lines of a passage that tells its fact in other words throughout; one with marked words gets twice that.
PASSAGE_LINES: Final = 3
# A terminal shows the start of what only one outlet says; the HTML report shows all of it.
ONLY_SHOWN: Final = 6


def render(run: Run, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002 (the option's name)
    """Return the whole run for a terminal: summary, divergences, shared facts, the rest, the signature."""
    # rich takes 50 ms to import, which only this format pays.
    from xdiff.report.terminal import Page

    page = Page(width=width, color=color, ascii=ascii)
    view = View(run)
    _summary(page, view)
    for side in view.sides:
        _document(page, side)
    _divergences(page, view)
    _facts(page, view)
    _only(page, view)
    _end(page, view)
    return page.text()


def _summary(page: Page, view: View) -> None:
    names = phrases.listing([f"{side.letter}" for side in view.sides])
    page.show(page.own(f"xdiff: {phrases.count(len(view.sides), 'document')} ({names}) side by side", "bold"))
    page.heading("What is suspicious, what differs")
    for side in view.sides:
        judged = side.inspection.verdict
        mark = "!" if judged.label == "machine_translation" else "?" if judged.label == "unsure" else " "
        said = phrases.suspicion(f"{side.letter} ({side.name})", side.inspection)
        page.hanging(page.own(mark, "bold red" if mark == "!" else ""), page.foreign(said))
    page.hanging(page.own(" "), page.own(phrases.differences(view)))
    conflicts = view.of_severity("conflict")
    for each in conflicts[:CONFLICTS_IN_SUMMARY]:
        page.hanging(_tag(page, each), _message(page, each), indent=2)
    _more(page, len(conflicts) - CONFLICTS_IN_SUMMARY, "conflicts below", indent=2)
    for note in view.run.notes:
        page.hanging(page.own("note:", "bold"), page.foreign(note))


def _document(page: Page, side: Side) -> None:
    from xdiff.report.terminal import QUIET

    document, verdict = side.inspection.document, side.inspection.verdict
    about = [document.title or "", document.published or "", phrases.language(side.inspection.language)]
    page.heading(f"{side.letter}  {side.name}", ours=False)
    page.show(
        page.foreign(" · ".join(part for part in (document.path or document.id, *about) if part), QUIET)
    )
    rows = [("origin", page.own(f"{phrases.origin(verdict)}. {phrases.probability(verdict)}"))]
    if verdict.abstained:
        rows.append(("because", page.foreign(verdict.abstained)))
    rows += [("passages", page.own(said)) for said in phrases.changes(side.inspection)]
    alarms = phrases.false_alarms(verdict)
    if alarms and verdict.label == "machine_translation":
        rows.append(("mistakes", page.own(alarms)))
    if verdict.source_languages and verdict.label != "original":
        likely = [f"{name} ({phrases.of_100(share)})" for name, share in phrases.sources(verdict)]
        rows.append(("from", page.own(", ".join(likely))))
    rows.append(("reads", page.foreign(phrases.fluency(side.inspection.fluency))))
    rows += [("evidence" if at == 0 else "", row) for at, row in enumerate(_evidence(page, side))]
    rows += [("read", page.foreign(note)) for note in document.notes]
    for label, row in rows:
        page.hanging(page.own(label, QUIET), row, head_width=10)


def _evidence(page: Page, side: Side) -> list[Text]:
    from rich.text import Text

    text, found = side.inspection.document.text, side.inspection.verdict.evidence
    rows = []
    opening, closing = ('"', '"') if page.ascii else ("“", "”")
    for each, times in strongest(found, text, EVIDENCE_SHOWN):
        words = each.span.of(text)
        row = page.foreign(each.message)
        if not explains_itself(each, words):
            row = page.join(page.marked(words, opening, closing, "bold"), "  ", row)
        often = f", {times} times" if times > 1 else ""
        rows.append(page.join(row, page.foreign(f"  [{each.rule}{often}]", "dim")))
    if usual := weighing(side.inspection.verdict, text):
        listed = Text(", ").join(page.marked(each, opening, closing, "") for each in usual[:WORDS_SHOWN])
        rows.append(page.join(page.own(f"{phrases.words_head(WORDS_SHOWN, usual)}: ", "dim"), listed))
    return rows


def _more(page: Page, left_out: int, what: str, *, indent: int = 0) -> None:
    if left_out > 0:
        page.show(page.own(f"… {left_out} more {what}", "dim"), indent=indent)


def _tag(page: Page, each: Numbered) -> Text:
    from xdiff.report.terminal import SEVERITY_STYLES

    severity = each.divergence.severity
    return page.own(f"{severity.upper():8} {each.id:>3}", SEVERITY_STYLES[severity])


def _message(page: Page, each: Numbered) -> Text:
    found = each.divergence
    return page.join(
        page.own(f"{phrases.KINDS[found.kind]}: ", "bold"),
        page.foreign(found.message),
        page.own(f"  (in {found.group_id})", "dim"),
    )


def _divergences(page: Page, view: View) -> None:
    page.heading("Where they differ")
    if not view.divergences:
        page.show(page.own(phrases.no_divergence(view)))
    for severity in SEVERITIES:
        found = view.of_severity(severity)
        if found:
            meaning = f"{phrases.count(len(found), severity)}: {phrases.SEVERITY_MEANINGS[severity]}"
            page.show(page.own(meaning, "dim"))
            page.gap()
        most = DIVERGENCES_SHOWN[severity]
        for each in found[:most]:
            page.hanging(_tag(page, each), _message(page, each))
            _variants(page, each)
            page.gap()
        _more(page, len(found) - most, f"{severity}s; `--html FILE` shows every one.")


def _variants(page: Page, each: Numbered) -> None:
    wide = (page.width - 4) // max(1, len(each.quoted)) >= LEAST_COLUMN + 4
    room = (page.width // len(each.quoted)) * 4 if wide and each.quoted else page.width * 2
    quotes = []
    for quoted in each.quoted:
        passage = page.cut(clipped(quoted.cut, room))
        if not quoted.variant.surface:
            passage = page.join(page.own("nothing of it here: ", "dim"), passage)
        quotes.append((quoted.side, passage))
    if wide:
        page.abreast([(page.own(side.letter, "bold"), quote) for side, quote in quotes], indent=2)
        return
    for side, quote in quotes:
        page.hanging(page.own(side.letter, "bold"), quote, indent=2)


def _facts(page: Page, view: View) -> None:
    page.heading("What they share")
    if not view.shared:
        page.show(page.own("No shared fact was found."))
        return
    page.show(
        page.own(
            "[-words-] stand only in the first text of a row, {+words+} are not in the first. "
            + phrases.UNMARKED,
            "dim",
        )
    )
    told = _told(view.shared)
    sides = [side for side in view.sides if any(each.passage(side) for each in view.shared)]
    if (page.width - 6) // len(sides) >= LEAST_COLUMN:
        page.columns(
            [page.own("fact"), *(page.foreign(f"{side.letter}  {side.name}") for side in sides)],
            (
                [
                    _fact_head(page, each),
                    *(_cell(page, each, side, (page.width - 6) // len(sides) - 3) for side in sides),
                ]
                for each in told
            ),
            first=4,
        )
    else:
        page.gap()
        for each in told:
            page.show(_fact_head(page, each, long=True))
            for passage in each.passages:
                shown = _passage(page, each, passage, page.width - 4)
                page.hanging(page.own(passage.side.letter, "bold"), shown, indent=2)
            page.gap()
    _more(page, len(view.shared) - len(told), "shared facts; `--html FILE` shows every one.")


def _told(shared: Sequence[Shared]) -> list[Shared]:
    """Choose the facts to show: those that documents differ on, then the surest; in reading order."""
    ranked = sorted(shared, key=lambda each: (not each.divergences, -each.group.score))
    chosen = {each.group.id for each in ranked[:FACTS_SHOWN]}
    return [each for each in shared if each.group.id in chosen]


def _fact_head(page: Page, each: Shared, *, long: bool = False) -> Text:
    head = page.own(each.group.id, "bold")
    if not long:
        return head
    differs = ", ".join(one.id for one in each.divergences)
    return page.join(head, page.own(f"  see {differs}" if differs else "", "dim"))


def _cell(page: Page, each: Shared, side: Side, width: int) -> Text:
    passage = each.passage(side)
    if passage is None:
        return page.own("(says nothing of it)", "dim")
    return _passage(page, each, passage, width)


def _passage(page: Page, each: Shared, passage: Passage, width: int) -> Text:
    marked = any(piece.changed for piece in passage.pieces)
    kept = within(passage.pieces, width * PASSAGE_LINES * (2 if marked else 1))
    shown = page.pieces(kept, removed=passage is each.passages[0])
    return page.join(shown, page.own(f" ({passage.remark})", "dim")) if passage.remark else shown


def _only(page: Page, view: View) -> None:
    for alone in view.only:
        page.heading(f"Only in {alone.side.letter}  {alone.side.name}", ours=False)
        sentences = [alone.side.article.sentences[at].text for at in alone.sentences]
        if not sentences:
            page.show(page.own("Nothing: each of its sentences has a partner."))
        for sentence in sentences[:ONLY_SHOWN]:
            page.hanging(page.own("-"), page.foreign(shortened(sentence, page.width * 2)))
        if len(sentences) > ONLY_SHOWN:
            page.show(
                page.own(f"… {len(sentences) - ONLY_SHOWN} more; `--html FILE` shows every one.", "dim")
            )


def _end(page: Page, view: View) -> None:
    page.heading("Settings")
    page.signature(str(view.run.signature))
    sums = [f"{side.letter} {side.inspection.document.sha256[:12]}" for side in view.sides]
    page.show(page.own(f"sha256 of the inputs: {', '.join(sums)}", "dim"))


REPORT = Report("text", ".txt", render)
