"""What a rule of the gate is: what it flags, why that matters, its limits, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from xdiff.gating.card import Card
    from xdiff.records import Inspection, Level, Run, Span

Value = bool | int | float | str | tuple[str, ...]
Limits = Mapping[str, Value]
Need = Literal["verdict", "fluency", "facts"]

# The letters that codes begin with, the hundred they count from, and what the family is about.
FAMILIES: Mapping[str, str] = {
    "origin": "OR1",
    "fluency": "FL2",
    "hygiene": "HY3",
    "cross-source": "CS4",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One setting of a rule, which a policy may change; `what` says what it means, with its unit.

    `least` and `most` bound a number. `choices` bound a text, or the entries of a list.
    """

    name: str
    default: Value
    what: str
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule has to say, before a policy gives it a severity and a place.

    Attributes:
        document_id: the document it is held against.
        span: the words it is about, in `Document.text`; None for the document as a whole.
        message: what is the matter, as one sentence without a full stop, for a person who curates text.
        measured: the value that was measured, with its unit.
        limit: what it should have been, with the same unit.
        words: what names it beside the rule's code, so that a baseline knows it again when the document is
            edited elsewhere. Left out, the words of `span`. For a whole document nothing: the rule alone.
        related: other places that it is about, as document id and span (None: the whole document).
        severity: in place of the rule's own, where what was found weighs less; a policy's severity wins.
        review: its name in a review file (`xdiff.fingerprint`), where a report shows the same finding.
    """

    document_id: str
    span: Span | None
    message: str
    measured: str
    limit: str
    words: tuple[str, ...] = ()
    related: tuple[tuple[str, Span | None], ...] = ()
    severity: Level | None = None
    review: str = ""


DocumentCheck = Callable[["Inspection", Limits], Iterable[Found]]
SeedsCheck = Callable[[Sequence["Card"], Limits], Iterable[Found]]
StoryCheck = Callable[["Run", Limits], Iterable[Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: a module of `xdiff.gating.rules` that defines `RULE`.

    Exactly one of the three checks is given: `document` looks at one document alone, `seeds` at all of a run
    by their cards (`xdiff.gating.card`), `story` at documents about one event, compared.

    Attributes:
        code: such as `HY302`; never given to another rule once released.
        name: such as `cut-off-end`, which may stand wherever the code may.
        severity: unless a policy says otherwise.
        what: what it flags, in one sentence.
        why: why that matters to who curates text, with the source of a figure.
        examples: texts that it flags; `tests/cases/gating` holds the ones that are tried.
        near_misses: texts that look like it and are left alone.
        mend: how to mend it, or to silence it.
        limits: what a policy may set.
        needs: what a document must have gone through; without it, only reading and segmenting.
    """

    code: str
    name: str
    severity: Level
    what: str
    why: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    mend: str
    limits: tuple[Limit, ...] = ()
    needs: frozenset[Need] = field(default_factory=frozenset)
    document: DocumentCheck | None = None
    seeds: SeedsCheck | None = None
    story: StoryCheck | None = None

    @property
    def family(self) -> str:
        """The family its code begins with: origin, fluency, hygiene or cross-source."""
        return next(family for family, head in FAMILIES.items() if self.code.startswith(head))

    @property
    def defaults(self) -> Limits:
        """Its limits as they are without a policy."""
        return {each.name: each.default for each in self.limits}
