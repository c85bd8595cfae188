"""`detect` and `score` for a terminal: one document after the other, each with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from xdiff.report import phrases, sanitise
from xdiff.report.base import in_sentence, weighing
from xdiff.report.terminal import QUIET, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article, Evidence, Inspection, Reading, Signature, Verdict

# More than this is a wall; the strongest stay, in the order of the text, and the rest is counted.
EVIDENCE_SHOWN: Final = 24
WORDS_SHOWN: Final = 5
BAR: Final = 23


def verdicts(
    inspections: Sequence[Inspection],
    signature: Signature | None,
    *,
    width: int,
    color: bool,
    ascii: bool,  # noqa: A002 (the option's name)
) -> str:
    """Return each document's verdict, why, and the evidence underlined in its sentence."""
    page = Page(width=width, color=color, ascii=ascii)
    for at, inspection in enumerate(inspections):
        if at:
            page.gap()
        _verdict(page, inspection)
    _settings(page, signature)
    return page.text()


def _title(page: Page, inspection: Inspection) -> None:
    document = inspection.document
    names = [document.path or document.id, document.outlet or "", phrases.language(inspection.language)]
    page.show(page.foreign(" · ".join(name for name in names if name), "bold"))


def _verdict(page: Page, inspection: Inspection) -> None:
    verdict = inspection.verdict
    _title(page, inspection)
    top = phrases.sources(verdict, 1)
    likely = f", most likely from {top[0][0]}" if top and verdict.label == "machine_translation" else ""
    rows = [("origin", page.own(f"{phrases.origin(verdict)}{likely}", "bold"))]
    if verdict.abstained:
        rows.append(("because", page.foreign(verdict.abstained)))
    rows += [("passages", page.own(said)) for said in phrases.changes(inspection)]
    if said := phrases.probability(verdict):
        rows.append(("meaning", page.own(said)))
    if alarms := phrases.false_alarms(verdict):
        rows.append(("mistakes", page.own(alarms)))
    if verdict.source_languages and verdict.label != "original":
        languages = [f"{name} ({phrases.of_100(share)})" for name, share in phrases.sources(verdict, 5)]
        rows.append(("from", page.foreign(", ".join(languages))))
    if verdict.contributions:
        parts = [f"{each.part} {phrases.log_odds(each.log_odds)}" for each in verdict.contributions]
        rows.append(
            ("why", page.foreign(f"{', '.join(parts)} (log-odds; above 0 speaks for machine translation)"))
        )
    rows += [("read", page.foreign(note)) for note in inspection.document.notes]
    for label, row in rows:
        page.hanging(page.own(label, QUIET), row, head_width=10, indent=2)
    _in_place(page, inspection.article, verdict)


def _in_place(page: Page, article: Article, verdict: Verdict) -> None:
    """Show what a reader would point at first: the rules' places in context, then words that only weigh."""
    evidence = verdict.evidence
    found = sorted(
        (each for each in evidence if not each.rule.startswith("model.")), key=lambda each: each.span
    )
    scored = {each.rule for each in found if each.weight}
    # Of a habit that weighs nothing, one place is enough to look at.
    first = {each.rule: each for each in reversed(found)}
    rules = [each for each in found if each.rule in scored or each is first[each.rule]]
    for each in rules[:EVIDENCE_SHOWN]:
        page.gap()
        _underlined(page, article, each)
    told: dict[str, Evidence] = {}
    for each in sorted(evidence, key=lambda each: (-each.weight, each.span)):
        if each.rule.startswith("model.") and each.weight > 0:
            told.setdefault(each.message, each)
    # Any text has some; in one judged a person's own they tell nothing.
    words = list(told.values())[: WORDS_SHOWN if weighing(verdict, article.document.text) else 0]
    if words:
        page.gap()
        page.show(
            page.own("Words that are commoner in machine translation, the weightiest first:", QUIET), indent=4
        )
        for each in words:
            page.show(page.foreign(each.message), indent=6)
    more = len(found) - min(len(rules), EVIDENCE_SHOWN) + len(told) - len(words)
    if more:
        page.gap()
        page.show(page.own(f"{more} more: `--format json` has all.", QUIET), indent=4)


def _underlined(page: Page, article: Article, each: Evidence) -> None:
    page.underlined(in_sentence(article, each.span), indent=4)
    page.show(page.join(page.foreign(each.message), page.foreign(f"  [{each.rule}]", QUIET)), indent=4)


def scores(
    inspections: Sequence[Inspection],
    signature: Signature | None,
    *,
    width: int,
    color: bool,
    ascii: bool,  # noqa: A002 (the option's name)
) -> str:
    """Return each document's fluency and its signals, each as a bar against what human texts show."""
    page = Page(width=width, color=color, ascii=ascii)
    for at, inspection in enumerate(inspections):
        if at:
            page.gap()
        _title(page, inspection)
        fluency = inspection.fluency
        page.show(page.join(page.foreign(phrases.fluency(fluency), "bold")), indent=2)
        if fluency.readings:
            page.show(page.own(_legend(page), QUIET), indent=2)
        names = [sanitise.line(phrases.reading_name(each), ascii=ascii) for each in fluency.readings]
        longest = max((cell_len(name) for name in names), default=0)
        for name, reading in zip(names, fluency.readings, strict=True):
            page.hanging(page.own(name), _reading(page, reading), indent=2, head_width=longest)
            if found := phrases.examples(reading, inspection.document.text):
                page.hanging(page.own(""), _examples(page, found), indent=2, head_width=longest)
    _settings(page, signature)
    return page.text()


def _legend(page: Page) -> str:
    usual, mark = ("=", "o") if page.ascii else ("━", "●")
    return f"{usual * 3} what 8 of 10 human texts of the register show, {mark} this text"


def _reading(page: Page, reading: Reading) -> Text:
    value = f"{phrases.number(reading.value):>7} {reading.unit}"
    if reading.usual is None:
        return page.foreign(f"{' ' * BAR} {value}  (not measured on human texts)")
    low, high = (phrases.number(each) for each in reading.usual)
    standing = phrases.standing(reading)
    style = "" if standing == "usual" else "bold yellow"
    beyond = "" if standing == "usual" else f": usual is {low} to {high}"
    return page.join(
        page.own(bar(reading.value, reading.usual, ascii=page.ascii)),
        page.foreign(f" {value}", style),
        page.own(f"  {standing}{beyond}", style or QUIET),
    )


def _examples(page: Page, found: list[str]) -> Text:
    opening, closing = ('"', '"') if page.ascii else ("“", "”")
    words = [page.marked(each, opening, closing, "") for each in found]
    return Text(", ").join(words)


def bar(value: float, usual: tuple[float, float], *, ascii: bool = False) -> str:  # noqa: A002
    """Draw a value against its usual range, the middle third; a value far beyond stands at the edge."""
    third = BAR // 3
    at = round(third + phrases.place(value, usual) * (BAR - 2 * third - 1))
    rest, inside, mark = (".", "=", "o") if ascii else ("┄", "━", "●")
    cells = [rest] * third + [inside] * (BAR - 2 * third) + [rest] * third
    cells[max(0, min(BAR - 1, at))] = mark
    return "".join(cells)


def _settings(page: Page, signature: Signature | None) -> None:
    if signature is not None:
        page.gap()
        page.signature(str(signature))
