"""The figures that every format of the gate shows, counted once, so that no two formats can disagree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from xdiff.records import LEVELS
from xdiff.report.phrases import count, listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xdiff.records import Because, FailOn, Finding, Level, Outcome, Related, RuleInfo

BECAUSE: Final[tuple[Because, ...]] = ("baseline", "exception", "review")
STDIN: Final = "-"

# What makes the gate fail, in words.
FAILS_ON: Final[Mapping[FailOn, str]] = {
    "error": "the gate fails on errors",
    "warning": "the gate fails on errors and warnings",
    "note": "the gate fails on any finding",
    "never": "the gate never fails",
}


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many findings of one rule stand, by severity, and how many are suppressed."""

    code: str
    name: str
    levels: Mapping[Level, int]
    suppressed: int
    info: RuleInfo | None

    @property
    def standing(self) -> int:
        """How many count."""
        return sum(self.levels.values())

    @property
    def worst(self) -> Level:
        """The highest severity among those that stand; `note` where none does."""
        return next((level for level in LEVELS if self.levels[level]), "note")


@dataclass(frozen=True, slots=True)
class Failure:
    """One rule that a document fails: its first finding there, and how many there are."""

    name: str
    first: Finding
    times: int


@dataclass(frozen=True, slots=True)
class Examined:
    """One document with what was found in it; `name` is what a report calls it.

    `findings` are those that stand, the worst first, then by place; `failing` those of them that fail the
    gate; `suppressed` those that do not count.
    """

    document_id: str
    name: str
    findings: tuple[Finding, ...]
    failing: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    failures: tuple[Failure, ...]

    @property
    def levels(self) -> Mapping[Level, int]:
        """How many findings stand, by severity."""
        return _levels(self.findings)


class Counts:
    """An outcome, counted the way reports read it."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.rules = {each.code: each for each in outcome.rules}
        self.standing = outcome.standing
        self.failing = outcome.failing
        self.suppressed = tuple(each for each in outcome.findings if each.suppressed is not None)
        self.levels = _levels(self.standing)
        self.because = {
            because: sum(
                1 for each in self.suppressed if each.suppressed and each.suppressed.because == because
            )
            for because in BECAUSE
        }

    @cached_property
    def documents(self) -> tuple[Examined, ...]:
        """Every document that was judged, in the order of the run."""
        paths = Counter(each.path for each in self.outcome.documents)
        found: dict[str, list[Finding]] = {each.document_id: [] for each in self.outcome.documents}
        for finding in self.outcome.findings:
            found.setdefault(finding.document_id, []).append(finding)
        failing = {id(each) for each in self.failing}
        known = {each.document_id: each.path for each in self.outcome.documents}
        return tuple(
            self._examined(
                document_id, known.get(document_id), several, failing, alone=paths[known.get(document_id)] < 2
            )
            for document_id, several in found.items()
        )

    def _examined(
        self, document_id: str, path: str | None, several: list[Finding], failing: set[int], *, alone: bool
    ) -> Examined:
        path = several[0].path if several else path
        standing = [each for each in several if each.suppressed is None]
        ranked = sorted(standing, key=lambda each: LEVELS.index(each.severity))
        fails = tuple(each for each in ranked if id(each) in failing)
        by_code: dict[str, list[Finding]] = {}
        for each in fails:
            by_code.setdefault(each.code, []).append(each)
        return Examined(
            document_id=document_id,
            name=_named(path) if alone else f"{_named(path)} ({document_id})",
            findings=tuple(ranked),
            failing=fails,
            suppressed=tuple(each for each in several if each.suppressed is not None),
            failures=tuple(Failure(self.name(code), same[0], len(same)) for code, same in by_code.items()),
        )

    @cached_property
    def failing_documents(self) -> tuple[Examined, ...]:
        """The documents that fail the gate, in the order of the run."""
        return tuple(each for each in self.documents if each.failing)

    @cached_property
    def flagged(self) -> tuple[Examined, ...]:
        """The documents with findings that stand, those with the worst first, else in their order."""
        found = (each for each in self.documents if each.findings)
        return tuple(sorted(found, key=lambda each: LEVELS.index(each.findings[0].severity)))

    @cached_property
    def clean(self) -> int:
        """How many documents have no finding that stands."""
        return len(self.documents) - len(self.flagged)

    @cached_property
    def by_rule(self) -> tuple[RuleCount, ...]:
        """Every rule that found something, the most severe first, then by code."""
        levels: dict[str, Counter[Level]] = {}
        let_go: Counter[str] = Counter(each.code for each in self.suppressed)
        for each in self.standing:
            levels.setdefault(each.code, Counter())[each.severity] += 1
        made = [
            RuleCount(
                code=code,
                name=self.name(code),
                levels={level: levels.get(code, Counter())[level] for level in LEVELS},
                suppressed=let_go[code],
                info=self.rules.get(code),
            )
            for code in sorted({*levels, *let_go})
        ]
        return tuple(sorted(made, key=lambda each: [each.levels[level] == 0 for level in LEVELS]))

    def name(self, code: str) -> str:
        """Return the name of a rule; empty where the outcome does not say."""
        return self.rules[code].name if code in self.rules else ""

    @property
    def verdict(self) -> str:
        """`FAILED`, `PASSED`, or `INCOMPLETE`: nothing fails, but something could not be judged."""
        if self.outcome.failed:
            return "FAILED"
        return "INCOMPLETE" if self.outcome.problems else "PASSED"

    @property
    def why(self) -> str:
        """Why the gate failed or passed: what stands, in how many documents, and what it fails on."""
        total = len(self.documents)
        if not total:
            said = ["no document was judged"]
        elif self.outcome.failed:
            fails = _levels(self.failing)
            rest = counted({level: self.levels[level] - fails[level] for level in LEVELS})
            beside = f", beside {rest}" if rest else ""
            said = [f"{counted(fails)} in {_share(len(self.failing_documents), total)}{beside}"]
            said.append(FAILS_ON[self.outcome.fail_on])
        elif self.standing:
            said = [f"{counted(self.levels)} in {_share(len(self.flagged), total)}"]
            said.append(FAILS_ON[self.outcome.fail_on])
        else:
            counting = " that count" if self.suppressed else ""
            said = [f"no findings{counting} in {count(total, 'document')}"]
        if self.outcome.problems:
            said.append(f"{count(len(self.outcome.problems), 'input')} could not be read")
        return "; ".join(said)

    @property
    def let_go(self) -> str:
        """What does not count and why, in one phrase; empty where everything counts."""
        named = {"baseline": "in the baseline", "exception": "excepted", "review": "rejected in review"}
        parts = [f"{self.because[each]:,} {named[each]}" for each in BECAUSE if self.because[each]]
        if self.outcome.ignored:
            parts.append(f"{self.outcome.ignored:,} ignored by the policy for their file")
        return listing(parts)


def counted(levels: Mapping[Level, int]) -> str:
    """Return `1 error, 4 warnings and 2 notes`, without what there is none of."""
    return listing([count(levels[level], level) for level in LEVELS if levels[level]])


def place(found: Finding | Related) -> tuple[int, int]:
    """Return line and column of a finding, from 1; the first ones for a whole document or a web page."""
    return (found.place.line, found.place.column) if found.place else (1, 1)


def _levels(findings: Iterable[Finding]) -> Mapping[Level, int]:
    found = Counter(each.severity for each in findings)
    return {level: found[level] for level in LEVELS}


def _named(path: str | None) -> str:
    return "standard input" if path in (None, STDIN) else path


def _share(number: int, total: int) -> str:
    return f"{number:,} of {count(total, 'document')}"
