"""The full report of the gate, drawn: findings in their lines, what does not count, the summary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rich.text import Text

from xdiff.records import LEVELS
from xdiff.report.cuts import Cut
from xdiff.report.gate.counts import Counts, counted
from xdiff.report.gate.shown import STYLES, VERDICTS, located, name
from xdiff.report.phrases import count
from xdiff.report.terminal import QUIET, STRONG, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xdiff.records import Finding, Level, Outcome, Related
    from xdiff.report.gate.counts import Examined

# More than this is a wall, and the first error would scroll away: what is folded is counted, and the last
# lines say how to see all. Of each rule so many findings are shown in one document; of documents that do not
# fail, so many findings in all.
OF_A_RULE: Final[Mapping[Level, int]] = {"error": 3, "warning": 3, "note": 1}
FAILING_OF_A_RULE: Final = 10
FAILING_DOCUMENTS: Final = 50
OTHER_FINDINGS: Final = 40
RELATED_SHOWN: Final[Mapping[Level, int]] = {"error": 4, "warning": 4, "note": 2}
PLACES_SHOWN: Final = 8
ENTRIES_SHOWN: Final = 10
NARROW: Final = 60
LONGEST_LEVEL: Final = max(len(level) for level in LEVELS)


def drawn(outcome: Outcome, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002
    """Return the report as lines of at most `width` columns."""
    sheet = _Sheet(Counts(outcome), Page(width=width, color=color, ascii=ascii))
    sheet.documents()
    sheet.not_counted()
    sheet.gone()
    sheet.notes()
    sheet.not_read()
    sheet.by_rule()
    sheet.failing()
    sheet.end()
    return sheet.page.text().lstrip("\n")


class _Sheet:
    """One report while it is drawn; `folded` once not every finding is on it."""

    def __init__(self, counts: Counts, page: Page) -> None:
        self.counts = counts
        self.page = page
        self.narrow = page.width < NARROW
        self.folded = False

    def documents(self) -> None:
        rest, failing, others = [], 0, 0
        for each in self.counts.flagged:
            folded = _folded(each)
            failing += bool(each.failing)
            others += 0 if each.failing else len(folded[0])
            if failing > FAILING_DOCUMENTS or others > OTHER_FINDINGS:
                rest.append(each)
            else:
                self._document(each, *folded)
        if rest:
            self.folded = True
            levels: Counter[Level] = Counter()
            for each in rest:
                levels.update(each.levels)
            self.page.gap()
            self._own(f"… and {count(len(rest), 'more document')} with {counted(levels)}", QUIET)

    def _document(self, each: Examined, shown: Sequence[Finding], rest: Mapping[str, int]) -> None:
        self.page.gap()
        self.page.show(self._name(each.name, STRONG))
        places = [_place(one) for one in shown]
        room = max(map(len, places), default=0)
        for place, one in zip(places, shown, strict=True):
            self._finding(one, place.rjust(room))
        if rest:
            self.folded = True
            of_rules = ", ".join(f"{number:,} more of {code}" for code, number in rest.items())
            self._own(f"… and {of_rules}", QUIET, indent=2)

    def _finding(self, each: Finding, place: str) -> None:
        page, counts = self.page, self.counts
        place = f"{place}  " if place.strip() or not self.narrow else ""
        head = page.join(
            page.own(place, "bold" if place.strip() else ""),
            page.own(each.severity.ljust(0 if self.narrow else LONGEST_LEVEL), STYLES[each.severity]),
        )
        title = page.join(
            page.own(f"{each.code} {counts.name(each.code)}".strip(), STRONG),
            ": ",
            self._foreign(each.message),
        )
        values = page.join(
            page.own("measured ", QUIET),
            self._foreign(each.measured),
            page.own("; limit ", QUIET),
            self._foreign(each.limit),
        )
        indent = 4 if self.narrow else 2 + head.cell_len + 1
        if self.narrow:
            page.show(head, indent=2)
            page.show(title, indent=indent)
        else:
            page.hanging(head, title, indent=2)
        page.show(values, indent=indent)
        self._words(each, indent, STYLES[each.severity])
        self._beside(each, indent)

    def _beside(self, each: Finding, indent: int) -> None:
        """Show the other places: with their words, but several of the same document as places alone."""
        here = [other for other in each.related if other.document_id == each.document_id]
        # In JSON lines every place is its whole line: there the words say more.
        places = list(dict.fromkeys(_place(other) for other in here if other.place not in (None, each.place)))
        rest = each.related
        if len(places) > 1:
            rest = tuple(other for other in rest if other.document_id != each.document_id)
            listed = ", ".join(places[:PLACES_SHOWN])
            self._own(f"also at {listed}{self._rest(len(places))}", QUIET, indent=indent)
        bare = [other for other in rest if other.excerpt is None]
        if len(bare) > 1:
            rest = tuple(other for other in rest if other.excerpt is not None)
            named = ", ".join(self._where(other) for other in bare[:PLACES_SHOWN])
            said = self.page.join(self.page.own("beside ", QUIET), Text(named), self._rest(len(bare)))
            self.page.show(said, indent=indent)
        most = RELATED_SHOWN[each.severity]
        for other in rest[:most]:
            self._related(other, each.document_id, indent)
        if len(rest) > most:
            self.folded = True
            self._own(f"… and {count(len(rest) - most, 'more place')}", QUIET, indent=indent)

    def _rest(self, number: int) -> str:
        self.folded = self.folded or number > PLACES_SHOWN
        return f" and {number - PLACES_SHOWN:,} more" if number > PLACES_SHOWN else ""

    def _related(self, other: Related, own: str, indent: int) -> None:
        if other.document_id == own and other.place:
            said = self.page.own(f"also at {_place(other)}", QUIET)
        else:
            said = self.page.join(self.page.own("beside ", QUIET), Text(self._where(other)))
        self.page.show(said, indent=indent)
        self._words(other, indent, "cyan")

    def _where(self, other: Related) -> str:
        return (located if other.place else _named)(other, ascii=self.page.ascii)

    def _words(self, each: Finding | Related, indent: int, style: str) -> None:
        if each.excerpt is not None:
            cut = Cut(each.excerpt.before, each.excerpt.marked, each.excerpt.after)
            gutter = "| " if self.page.ascii else "│ "
            self.page.underlined(cut, indent=indent, style=style, gutter=gutter)

    def not_counted(self) -> None:
        """Say what is suppressed: how many a baseline holds, exceptions and decisions with their reasons."""
        if not self.counts.let_go:
            return
        self._title(f"Not counted: {self.counts.let_go}")
        known: Counter[str] = Counter()
        excused: Counter[tuple[str, str | None, str, str]] = Counter()
        for each in self.counts.suppressed:
            if each.suppressed and each.suppressed.because == "baseline":
                known[each.suppressed.where] += 1
            elif each.suppressed:
                excused[each.code, each.path, each.suppressed.where, each.suppressed.reason] += 1
        join, own, foreign = self.page.join, self.page.own, self._foreign
        rows = [join(f"{count(number, 'finding')} in ", self._name(where)) for where, number in known.items()]
        rows += [
            join(
                *(own(code, STRONG), " in ", self._name(path), f" ({times:,} times)" if times > 1 else ""),
                *(": ", foreign(reason or "no reason given"), " (", self._name(where, QUIET), ")"),
            )
            for (code, path, where, reason), times in excused.items()
        ]
        self._listed(rows, len(rows))

    def gone(self) -> None:
        """Say what the baseline knows that is there no more."""
        gone = self.counts.outcome.gone
        if not gone:
            return
        self._title(f"Gone from the baseline: {count(len(gone), 'finding')}")
        join, own = self.page.join, self.page.own
        rows = [
            join(own(each.code, STRONG), " in ", self._name(each.path), ": ", self._foreign(each.message))
            for each in gone[:ENTRIES_SHOWN]
        ]
        self._listed(rows, len(gone))

    def notes(self) -> None:
        """Say what the reader had to assume, which stories were compared, and the like."""
        notes = [self._foreign(each) for each in self.counts.outcome.notes[:ENTRIES_SHOWN]]
        if notes:
            self._title("Notes")
            self._listed(notes, len(self.counts.outcome.notes))
        stories = self.counts.outcome.stories
        if stories:
            self._title(f"Compared as one event: {count(len(stories), 'group')} of documents")
            rows = [
                self._foreign(
                    ", ".join(each[:ENTRIES_SHOWN])
                    + (f" and {len(each) - ENTRIES_SHOWN:,} more" if len(each) > ENTRIES_SHOWN else "")
                )
                for each in stories[:ENTRIES_SHOWN]
            ]
            self._listed(rows, len(stories))

    def not_read(self) -> None:
        """Say what could not be read, and so was not judged."""
        problems = self.counts.outcome.problems
        if not problems:
            return
        self._title(f"Could not be read: {count(len(problems), 'input')}", "bold yellow")
        rows = [
            self.page.join(
                *(self._name(each.where, STRONG), ": ", self._foreign(each.what)),
                *((". ", self._foreign(each.hint)) if each.hint else ()),
            )
            for each in problems[:ENTRIES_SHOWN]
        ]
        self._listed(rows, len(problems))

    def by_rule(self) -> None:
        """Count what stands by rule and severity, each rule with how to mend or silence it."""
        standing = [each for each in self.counts.by_rule if each.standing]
        if not standing:
            return
        self._title("By rule")
        names = [f"{each.code} {each.name}".strip() for each in standing]
        room = max(map(len, names))
        for title, each in zip(names, standing, strict=True):
            said = counted(each.levels) + (f" ({each.suppressed:,} not counted)" if each.suppressed else "")
            head, body = self.page.own(title, STRONG), self.page.own(said, STYLES[each.worst])
            if self.narrow:
                self.page.show(self.page.join(head, ": ", body), indent=2)
            else:
                self.page.hanging(head, body, indent=2, head_width=room + 1)
            if each.info is not None and each.info.mend:
                self.page.show(self._foreign(each.info.mend, QUIET), indent=4)
        flagged, clean = len(self.counts.flagged), self.counts.clean
        none = f"; {count(clean, 'document')} without any" if clean else ""
        total = f"{counted(self.counts.levels)} in {count(flagged, 'document')}{none}"
        self._own(f"In all: {total}", STRONG, indent=2)

    def failing(self) -> None:
        """Give each document that fails with the measured values and the limits they broke."""
        failing = self.counts.failing_documents
        if not failing:
            return
        self._title(f"Failing: {count(len(failing), 'document')}", "bold red")
        join, own, foreign = self.page.join, self.page.own, self._foreign
        for document in failing:
            self.page.row(self._name(document.name, STRONG), indent=2)
            for each in document.failures:
                times = f" (the first of {each.times:,})" if each.times > 1 else ""
                at = f" at {_place(each.first)}" if each.first.place else ""
                row = join(
                    *(f"{each.first.code} {each.name}".strip(), at, ": ", foreign(each.first.measured)),
                    *(own("; limit ", QUIET), foreign(each.first.limit), own(times, QUIET)),
                )
                self.page.row(row, indent=4)

    def end(self) -> None:
        """Close with the settings, the verdict and what to do next."""
        outcome, page = self.counts.outcome, self.page
        page.gap()
        known = sum(1 for each in outcome.documents if each.cached)
        earlier = f", {known:,} of them judged in an earlier run and unchanged" if known else ""
        self._own(f"{count(len(outcome.documents), 'document')}{earlier}", QUIET)
        settings = [self._foreign(f"{key} {value}", QUIET) for key, value in outcome.policy]
        if settings:
            page.show(Text(", ", style=QUIET).join(settings))
        page.signature(str(outcome.signature))
        page.gap()
        page.show(
            page.join(page.own(f"{self.counts.verdict}: ", VERDICTS[self.counts.verdict]), self.counts.why)
        )
        for said in self._next():
            page.show(page.own(said), indent=2)

    def _next(self) -> Iterator[str]:
        outcome = self.counts.outcome
        if self.folded:
            yield "`--format concise` lists every finding, `--format json` has all there is."
        if self.counts.standing:
            code = next(each.code for each in self.counts.by_rule if each.standing)
            yield f"`xdiff rule {code}` says what a rule means, and how to mend or silence it."
        if outcome.failed and not self.counts.because["baseline"]:
            yield "`--write-baseline FILE` accepts what stands; `--baseline FILE` then fails on what is new."
        if outcome.gone:
            yield "`--write-baseline FILE` takes what is gone out of the baseline."

    def _listed(self, rows: Sequence[Text], total: int) -> None:
        for row in rows[:ENTRIES_SHOWN]:
            self.page.hanging(self.page.own("-"), row, indent=2)
        if total > ENTRIES_SHOWN:
            self._own(f"… and {total - ENTRIES_SHOWN:,} more; `--format json` has all", QUIET, indent=2)

    def _title(self, said: str, style: str = STRONG) -> None:
        self.page.gap()
        self._own(said, style)

    def _own(self, said: str, style: str = "", *, indent: int = 0) -> None:
        self.page.show(self.page.own(said, style), indent=indent)

    def _foreign(self, text: str, style: str = "") -> Text:
        return self.page.foreign(text.strip(), style)

    def _name(self, path: str | None, style: str = "") -> Text:
        return Text(name(path, ascii=self.page.ascii), style=style)


def _folded(document: Examined) -> tuple[list[Finding], Counter[str]]:
    """Return the findings of a document to show, and how many more there are of each rule."""
    failing = {id(each) for each in document.failing}
    seen: Counter[tuple[str, Level]] = Counter()
    shown, rest = [], Counter[str]()
    for each in document.findings:
        seen[each.code, each.severity] += 1
        most = FAILING_OF_A_RULE if id(each) in failing else OF_A_RULE[each.severity]
        if seen[each.code, each.severity] <= most:
            shown.append(each)
        else:
            rest[each.code] += 1
    return shown, rest


def _named(other: Related, *, ascii: bool) -> str:  # noqa: A002 (the option's name in every report)
    return name(other.path, ascii=ascii)


def _place(each: Finding | Related) -> str:
    return f"{each.place.line}:{each.place.column}" if each.place else ""
