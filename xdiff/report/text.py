"""`compare --format text`: what is suspicious and what differs, for a terminal of any width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xdiff.records import SEVERITIES
from xdiff.report import across, decided, phrases, reviewed, text_review, text_story
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

    from xdiff.records import Run, Severity, Solo
    from xdiff.report.base import Alone, Numbered, Passage, Shared, Side
    from xdiff.report.terminal import Page

# A column narrower than this breaks a sentence into too many lines to read across.
LEAST_COLUMN: Final = 32
EVIDENCE_SHOWN: Final = 5
WORDS_SHOWN: Final = 6
# A message that names a hundred outlets is cut; the passages under it stand by letter.
MESSAGE_LINES: Final = 6
# What fits a screen or two; the HTML report shows every one.
CONFLICTS_IN_SUMMARY: Final = 8
DIVERGENCES_SHOWN: Final[Mapping[Severity, int]] = {"conflict": 40, "variant": 20, "note": 10}
FACTS_SHOWN: Final = 24
# Lines of a passage that tells its fact in other words throughout; one with marked words gets twice that.
PASSAGE_LINES: Final = 3
# A terminal shows the start of what only one outlet says; the HTML report shows all of it.
ONLY_SHOWN: Final = 6
DOCUMENTS_SHOWN: Final = 12
# So many versions of one fact; of a hundred documents most copy each other.
VERSIONS_SHOWN: Final = 6


def render(run: Run, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002 (the option's name)
    """Return the whole run for a terminal: summary, divergences, shared facts, the rest, the signature."""
    # rich takes 50 ms to import, which only this format pays.
    from xdiff.report.terminal import Page

    page = Page(width=width, color=color, ascii=ascii)
    view = View(run)
    _summary(page, view)
    _documents(page, view)
    if view.shared:
        _divergences(page, view)
        text_story.beginnings(page, view)
        _facts(page, view)
        _only(page, view)
        text_story.quoted(page, view)
    text_review.rejected(page, view)
    _end(page, view)
    return page.text()


def _summary(page: Page, view: View) -> None:
    names = across.letters(view.sides)
    page.show(page.own(f"xdiff: {phrases.count(len(view.sides), 'document')} ({names}) side by side", "bold"))
    page.heading("What is suspicious, what differs")
    for label, said in phrases.suspicions(view):
        mark = "!" if label == "machine_translation" else "?" if label == "unsure" else " "
        page.hanging(page.own(mark, "bold red" if mark == "!" else ""), page.foreign(said))
    for said in decided.verdicts(view):
        page.hanging(page.own(" "), page.foreign(said))
    counts = (phrases.differences(view), across.spread(view), *across.copied(view), decided.account(view))
    for said in counts:
        if said:
            page.hanging(page.own(" "), page.own(said))
    conflicts = view.standing("conflict")
    for each in conflicts[:CONFLICTS_IN_SUMMARY]:
        page.hanging(_tag(page, each), _message(page, each), indent=2)
    _more(page, len(conflicts) - CONFLICTS_IN_SUMMARY, "conflicts below", indent=2)
    for note in view.run.notes:
        page.hanging(page.own("note:", "bold"), page.foreign(note))


def _documents(page: Page, view: View) -> None:
    # Of many documents the reader first wants those that are not plainly a person's own.
    chosen = {side.id for side in decided.by_suspicion(view)[:DOCUMENTS_SHOWN]}
    for side in view.sides:
        if side.id in chosen:
            _document(page, view, side)
    if len(view.sides) > DOCUMENTS_SHOWN:
        page.gap()
        _more(page, len(view.sides) - DOCUMENTS_SHOWN, "documents; `--html FILE` shows every one.")


def _document(page: Page, view: View, side: Side) -> None:
    from xdiff.report.terminal import QUIET

    document = side.inspection.document
    about = [document.title or "", document.published or "", phrases.language(side.inspection.language)]
    page.heading(f"{side.letter}  {side.name}", ours=False)
    page.show(
        page.foreign(" · ".join(part for part in (document.path or document.id, *about) if part), QUIET)
    )
    rejected = view.verdict_rejected(side)
    rows = _decided(page, view, side)
    rows += [] if rejected else _origin(page, side)
    rows.append(("reads", page.foreign(phrases.fluency(side.inspection.fluency))))
    if not rejected:
        rows += [("evidence" if at == 0 else "", row) for at, row in enumerate(_evidence(page, side))]
    for each in view.in_itself(side):
        if not each.rejected:
            rows.append(("in itself", page.foreign(each.inconsistency.message)))
            if each.decision is not None and reviewed.says(each.decision):
                rows.append(("review", page.foreign(decided.said(each.decision))))
    rows += [("read", page.foreign(note)) for note in document.notes]
    for label, row in rows:
        page.hanging(page.own(label, QUIET), row, head_width=10)


def _decided(page: Page, view: View, side: Side) -> list[tuple[str, Text]]:
    """Say what a review said of the verdict; of one it rejected nothing else is told."""
    decision = view.verdict_decision(side)
    if decision is None or not reviewed.says(decision):
        return []
    said = [("review", page.foreign(decided.said(decision)))]
    if not view.verdict_rejected(side):
        return said
    label = phrases.origin(side.inspection.verdict)
    return [("origin", page.own(f"the verdict “{label}” was rejected in review: it does not count")), *said]


def _origin(page: Page, side: Side) -> list[tuple[str, Text]]:
    verdict = side.inspection.verdict
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
    return rows


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
        page.show(
            page.own(f"… {left_out} more{'' if what.startswith(';') else ' '}{what}", "dim"), indent=indent
        )


def _tag(page: Page, each: Numbered) -> Text:
    from xdiff.report.terminal import SEVERITY_STYLES

    severity = each.divergence.severity
    return page.own(f"{severity.upper():8} {each.id:>3}", SEVERITY_STYLES[severity])


def _message(page: Page, each: Numbered) -> Text:
    found = each.divergence
    return page.join(
        page.own(f"{phrases.KINDS[found.kind]}: ", "bold"),
        page.foreign(shortened(found.message, page.width * MESSAGE_LINES)),
        page.own(f"  (in {found.group_id})", "dim"),
    )


def _divergences(page: Page, view: View) -> None:
    page.heading("Where they differ")
    if not any(view.standing(severity) for severity in SEVERITIES):
        page.show(page.own(decided.no_divergence(view)))
    for severity in SEVERITIES:
        found = view.standing(severity)
        if found:
            meaning = f"{phrases.counted(view, severity)}: {phrases.SEVERITY_MEANINGS[severity]}"
            page.show(page.own(meaning, "dim"))
            page.gap()
        most = DIVERGENCES_SHOWN[severity]
        for each in found[:most]:
            page.hanging(_tag(page, each), _message(page, each))
            _variants(page, each)
            text_review.beside(page, each.decision, indent=2)
            page.gap()
        _more(page, len(found) - most, f"{severity}s; `--html FILE` shows every one.")


def _variants(page: Page, each: Numbered) -> None:
    found = across.versions(each)
    wide = (page.width - 4) // max(1, len(found)) >= LEAST_COLUMN + 4
    wide = wide and all(len(sides) == 1 for sides, _ in found)
    room = (page.width // len(found)) * 4 if wide and found else page.width * 2
    quotes = []
    for sides, quoted in found[:VERSIONS_SHOWN]:
        passage = page.cut(clipped(quoted.cut, room))
        if not quoted.variant.surface:
            passage = page.join(page.own("nothing of it here: ", "dim"), passage)
        quotes.append((sides, passage))
    if wide:
        page.abreast([(page.own(sides[0].letter, "bold"), quote) for sides, quote in quotes], indent=2)
        return
    for sides, quote in quotes:
        _version(page, sides, quote)
    _more(page, len(found) - len(quotes), "versions; `--html FILE` shows every one.", indent=2)


def _version(page: Page, sides: Sequence[Side], words: Text) -> None:
    """Add a passage under the letters of those who have it; one letter stands beside it."""
    if len(sides) == 1:
        page.hanging(page.own(sides[0].letter, "bold"), words, indent=2)
        return
    page.show(page.own(across.letters(sides), "bold"), indent=2)
    page.show(words, indent=4)


def _facts(page: Page, view: View) -> None:
    page.heading("What they share")
    page.show(
        page.own(
            "[-words-] stand only in the first text of a row, {+words+} are not in the first. "
            + phrases.UNMARKED,
            "dim",
        )
    )
    told = {each.group.id for each in _told(view.shared)}
    for level in across.levels(view):
        if level.heading:
            page.gap()
            page.show(page.own(level.heading, "bold"))
        _level(page, view, [each for each in level.shared if each.group.id in told])
    _more(page, len(view.shared) - len(told), "shared facts; `--html FILE` shows every one.")


def _level(page: Page, view: View, told: Sequence[Shared]) -> None:
    sides = [side for side in view.sides if any(each.passage(side) for each in view.shared)]
    if not told:
        return
    if (page.width - 6) // len(sides) < LEAST_COLUMN:
        page.gap()
        for each in told:
            _listed(page, view, each)
        return
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


def _listed(page: Page, view: View, each: Shared) -> None:
    page.show(_fact_head(page, each, said=across.witnesses(each, view)))
    found = across.tellings(each)
    for sides, passage in found[:VERSIONS_SHOWN]:
        shown = _passage(page, each, passage, page.width - 4, remark=len(sides) == 1)
        _version(page, sides, shown)
    _more(page, len(found) - VERSIONS_SHOWN, "versions; `--html FILE` shows every one.", indent=2)
    page.gap()


def _told(shared: Sequence[Shared]) -> list[Shared]:
    """Choose the facts to show: those that documents differ on, then the best known and the surest."""
    ranked = sorted(
        shared,
        key=lambda each: (
            all(one.rejected for one in each.divergences),
            -each.witnesses,
            -each.group.score,
        ),
    )
    chosen = {each.group.id for each in ranked[:FACTS_SHOWN]}
    return [each for each in shared if each.group.id in chosen]


def _fact_head(page: Page, each: Shared, *, said: str | None = None) -> Text:
    head = page.own(each.group.id, "bold")
    if said is None:
        return head
    differs = ", ".join(one.id for one in each.divergences if not one.rejected)
    parts = [said, f"see {differs}" if differs else ""]
    return page.join(head, page.own("".join(f"  {part}" for part in parts if part), "dim"))


def _cell(page: Page, each: Shared, side: Side, width: int) -> Text:
    passage = each.passage(side)
    if passage is None:
        return page.own("(not found there)", "dim")
    return _passage(page, each, passage, width)


def _passage(page: Page, each: Shared, passage: Passage, width: int, *, remark: bool = True) -> Text:
    marked = any(piece.changed for piece in passage.pieces)
    kept = within(passage.pieces, width * PASSAGE_LINES * (2 if marked else 1))
    shown = page.pieces(kept, removed=passage is each.passages[0])
    return page.join(shown, page.own(f" ({passage.remark})", "dim")) if passage.remark and remark else shown


def _only(page: Page, view: View) -> None:
    told = [(alone, across.telling(view, alone.side)) for alone in view.only]
    if len(told) > phrases.MOST_NAMED:
        whole = sum(not alone.sentences for alone, _ in told)
        told = [each for each in told if each[0].sentences]
        page.heading("What only one says")
        page.show(page.own(f"{whole} of the {len(view.only)} say nothing that no other says."))
    # Of many documents, those that alone have something to check.
    ranked = sorted(told, key=lambda each: -len(each[1]))
    chosen = {alone.side.id for alone, _ in ranked[:DOCUMENTS_SHOWN]}
    for alone, telling in told:
        if alone.side.id in chosen:
            _alone(page, alone, telling)
    if len(told) > DOCUMENTS_SHOWN:
        page.gap()
        _more(page, len(told) - DOCUMENTS_SHOWN, "documents; `--html FILE` shows every one.")


def _alone(page: Page, alone: Alone, telling: Mapping[int, Solo]) -> None:
    page.heading(f"Only in {alone.side.letter}  {alone.side.name}", ours=False)
    if not alone.sentences:
        page.show(page.own("Nothing: each of its sentences has a partner."))
    sentences = alone.side.article.sentences
    order = across.in_order(alone, telling)
    for at in order[:ONLY_SHOWN]:
        row = page.foreign(shortened(sentences[at].text, page.width * 2))
        if at in telling:
            row = page.join(row, page.foreign(f"  [{across.things(telling[at].things)}]", "dim"))
        page.hanging(page.own("-"), row)
    _more(page, len(order) - ONLY_SHOWN, "; `--html FILE` shows every one.")


def _end(page: Page, view: View) -> None:
    page.heading("Settings")
    page.signature(str(view.run.signature))
    sums = [f"{side.letter} {side.inspection.document.sha256[:12]}" for side in view.sides[:DOCUMENTS_SHOWN]]
    if len(view.sides) > DOCUMENTS_SHOWN:
        sums.append("… (`--json FILE` has every one)")
    page.show(page.own(f"sha256 of the inputs: {', '.join(sums)}", "dim"))


REPORT = Report("text", ".txt", render)
