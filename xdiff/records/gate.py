"""What the gate found: complaints with their places, what was let go and why, and the outcome as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from xdiff.records.run import Signature, Span

Level = Literal["error", "warning", "note"]
FailOn = Literal["error", "warning", "note", "never"]
Because = Literal["baseline", "exception", "review"]

LEVELS: tuple[Level, ...] = ("error", "warning", "note")  # worst first


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in a file, as an editor counts: from 1; the end is the place after the last one.

    `column` counts code points; `byte_column` bytes of UTF-8, as some formats want it.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    byte_column: int
    end_byte_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The words a finding is about, with what stands around them; line ends are spaces, cuts are "…"."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that a finding is about, in the same document or in another one."""

    document_id: str
    path: str | None
    place: Place | None
    excerpt: Excerpt | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Why a finding does not count: it is in the baseline, excepted in `seeds.toml`, or a reviewer said no.

    `where` is the file that says so; `reason` its words, empty where it has none.
    """

    because: Because
    where: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One complaint of the gate: what was measured and the limit it broke.

    `path` is the file as a report shows it: relative to the folder that xdiff runs in where that is possible,
    with `/`; None for standard input. `place` is None where the finding is about the whole document, or
    where the text was taken out of a web page. `key` is its lasting name within its document: the rule's code
    and the words it is about.
    """

    code: str
    severity: Level
    document_id: str
    span: Span | None
    message: str
    measured: str
    limit: str
    key: str = ""
    path: str | None = None
    place: Place | None = None
    excerpt: Excerpt | None = None
    related: tuple[Related, ...] = ()
    suppressed: Suppression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """What a rule of the gate says of itself; `severity` is the one that the policy gives it.

    `limits` are its settings under this policy: name, value as text, what it means.
    """

    code: str
    name: str
    family: str
    severity: Level
    what: str
    why: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    mend: str
    limits: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One document that was judged. `cached`: its text was judged in an earlier run and has not changed.

    `line` is the line of the file that a document of JSON lines stands in.
    """

    document_id: str
    path: str | None
    words: int
    cached: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A finding of the baseline that a document, which was judged, no longer has; or that is itself gone."""

    code: str
    path: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read, and so was not judged: an error's parts."""

    what: str
    where: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything one `gate` found. Reports render it and compute nothing.

    `findings` hold the suppressed ones too, in the order of documents, then of places. `policy` names the
    settings that a reader must know, such as where the policy stands. `rules` are those that were asked, in
    the order of their codes. `stories` are the documents that were compared with each other. `ignored`
    counts findings that the policy's `per-file-ignores` leave out.
    """

    signature: Signature
    documents: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    rules: tuple[RuleInfo, ...]
    fail_on: FailOn = "error"
    policy: tuple[tuple[str, str], ...] = ()
    gone: tuple[Gone, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    stories: tuple[tuple[str, ...], ...] = ()
    ignored: int = 0

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that nothing suppresses."""
        return tuple(each for each in self.findings if each.suppressed is None)

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The standing findings that are at least as severe as `fail_on`."""
        if self.fail_on == "never":
            return ()
        counted = LEVELS[: LEVELS.index(self.fail_on) + 1]
        return tuple(each for each in self.standing if each.severity in counted)

    @property
    def failed(self) -> bool:
        """Whether a standing finding is at least as severe as `fail_on`. Problems are another matter."""
        return bool(self.failing)

    def of(self, document_id: str) -> tuple[Finding, ...]:
        """Return the findings of one document, suppressed ones too."""
        return tuple(each for each in self.findings if each.document_id == document_id)

    def without(self, because: Because) -> Outcome:
        """Return the outcome without the findings that were suppressed for this reason."""
        kept = (
            each for each in self.findings if each.suppressed is None or each.suppressed.because != because
        )
        return replace(self, findings=tuple(kept))
