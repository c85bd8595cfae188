"""What every report needs: its registration, and the records of one run looked up by document and group.

Nothing here measures or decides: it orders, joins and names what the rooms found.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from xdiff import fingerprint
from xdiff.records import (
    SEVERITIES,
    Article,
    Decision,
    Divergence,
    Evidence,
    Group,
    Inconsistency,
    Inspection,
    Member,
    Run,
    Severity,
    Variant,
    Verdict,
    WordDiff,
)
from xdiff.report.cuts import (
    Cut,
    Marked,
    clipped,
    common_share,
    in_sentence,
    marked,
    outer_space,
    sentence_at,
    shortened,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "NAME_LENGTH",
    "Alone",
    "Cut",
    "Itself",
    "Marked",
    "Numbered",
    "Passage",
    "Quoted",
    "Renderer",
    "Report",
    "Shared",
    "Side",
    "View",
    "clipped",
    "common_share",
    "explains_itself",
    "in_sentence",
    "letter",
    "marked",
    "outer_space",
    "passage_bounds",
    "passage_text",
    "sentence_at",
    "shortened",
    "strongest",
    "weighing",
    "weighs_only",
    "within",
]

# Below this share of common characters, marking each differing word marks nearly every word: the reader
# gets the plain passages, and the legend says what a passage without marks is.
COMMON_ENOUGH: Final = 0.3


# A longer name of an outlet or file is shortened in headings; the path stands in full beside its document.
NAME_LENGTH: Final = 60


class Renderer(Protocol):
    """What a report module's `render` takes and returns."""

    def __call__(self, run: Run, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002
        """Render `run`; `width` in columns, `color` for a terminal, `ascii` where Unicode cannot be shown."""


@dataclass(frozen=True, slots=True)
class Report:
    """One output format: its name on the command line, the suffix of its files, and its function."""

    name: str
    suffix: str
    render: Renderer


@dataclass(frozen=True, slots=True)
class Side:
    """One document of a run with the letter and the name it goes by in a report."""

    index: int
    letter: str
    name: str
    inspection: Inspection

    @property
    def article(self) -> Article:
        """The document cut up."""
        return self.inspection.article

    @property
    def id(self) -> str:
        """The document's id."""
        return self.inspection.document.id


@dataclass(frozen=True, slots=True)
class Quoted:
    """A variant with the side it belongs to and its words in their sentence."""

    side: Side
    variant: Variant
    sentence: int | None
    cut: Cut


@dataclass(frozen=True, slots=True)
class Numbered:
    """A divergence with its id (`d1` is the worst), its variants quoted, and what a review said of it.

    `key` is its lasting name (`xdiff.fingerprint`); the id belongs to this run.
    """

    id: str
    divergence: Divergence
    quoted: tuple[Quoted, ...]
    key: str
    decision: Decision | None

    @property
    def rejected(self) -> bool:
        """Whether a reviewer found it wrong."""
        return _rejected(self.decision)


@dataclass(frozen=True, slots=True)
class Itself:
    """Where one document differs from itself, with its lasting name and what a review said of it."""

    inconsistency: Inconsistency
    key: str
    decision: Decision | None

    @property
    def rejected(self) -> bool:
        """Whether a reviewer found it wrong."""
        return _rejected(self.decision)


@dataclass(frozen=True, slots=True)
class Passage:
    """What one document says in a shared fact, with the words that only it has marked.

    Nothing is marked where it tells the fact in other words throughout, or is the first passage word for
    word, as `remark` then says.
    """

    side: Side
    sentences: tuple[int, ...]
    pieces: tuple[Marked, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """One shared fact: its group, a passage for each document that tells it, its divergences."""

    group: Group
    passages: tuple[Passage, ...]
    divergences: tuple[Numbered, ...]
    diffs: tuple[WordDiff, ...]

    @property
    def witnesses(self) -> int:
        """How many independent documents tell it; where copies were not looked for, all that do."""
        return len(self.passages) if self.group.witnesses is None else self.group.witnesses

    def passage(self, side: Side) -> Passage | None:
        """Return what `side` says, or None when it is silent."""
        return next((each for each in self.passages if each.side is side), None)


@dataclass(frozen=True, slots=True)
class Alone:
    """The sentences that only one document has."""

    side: Side
    sentences: tuple[int, ...]


class View:
    """A run, looked up the way reports read it."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.sides = _sides(run.inspections)
        self._by_id = {side.id: side for side in self.sides}
        self._decided = {each.key: each for each in run.review.decisions}
        self._verdicts = {side.id: self.decision(self.verdict_key(side)) for side in self.sides}
        order = {group.id: at for at, group in enumerate(run.groups)}
        ranked = sorted(
            zip(run.divergences, fingerprint.divergences(run.divergences), strict=True),
            key=lambda each: (SEVERITIES.index(each[0].severity), order.get(each[0].group_id, len(order))),
        )
        self.divergences = tuple(
            Numbered(
                f"d{at}", each, tuple(self._quote(one) for one in each.variants), key, self.decision(key)
            )
            for at, (each, key) in enumerate(ranked, 1)
        )
        self.shared = tuple(self._shared(group) for group in run.groups)
        self._facts = {each.group.id: each for each in self.shared}
        # A run made by hand need not say who was compared: then all were, if anything was found.
        named = run.story.compared or ([side.id for side in self.sides] if run.groups or run.only else [])
        self.compared = tuple(self.side(each) for each in named)
        self.only = tuple(Alone(self.side(each.document_id), each.sentences) for each in run.only)

    def side(self, document_id: str) -> Side:
        """Return the side of a document."""
        return self._by_id[document_id]

    def fact(self, group_id: str) -> Shared:
        """Return the shared fact of a group."""
        return self._facts[group_id]

    def decision(self, key: str) -> Decision | None:
        """Return what a review said of the finding with this lasting name."""
        return self._decided.get(key)

    def verdict_key(self, side: Side) -> str:
        """Return the lasting name of the verdict on a document."""
        return fingerprint.origin(side.article, side.inspection.verdict)

    def verdict_decision(self, side: Side) -> Decision | None:
        """Return what a review said of the verdict on a document."""
        return self._verdicts[side.id]

    def verdict_rejected(self, side: Side) -> bool:
        """Whether a reviewer found the verdict on a document wrong: then nobody may be told it as found."""
        return _rejected(self._verdicts[side.id])

    @property
    def unrejected(self) -> tuple[Side, ...]:
        """The documents whose verdict no reviewer rejected."""
        return tuple(side for side in self.sides if not self.verdict_rejected(side))

    @property
    def suspects(self) -> tuple[Side, ...]:
        """The documents judged machine translated, less those whose verdict a reviewer rejected."""
        return tuple(
            side for side in self.unrejected if side.inspection.verdict.label == "machine_translation"
        )

    def in_itself(self, side: Side) -> tuple[Itself, ...]:
        """Return where a document differs from itself."""
        found = side.inspection.inconsistencies
        keys = fingerprint.inconsistencies(found)
        return tuple(Itself(each, key, self.decision(key)) for each, key in zip(found, keys, strict=True))

    def of_severity(self, severity: Severity) -> tuple[Numbered, ...]:
        """Return the divergences of one severity, rejected ones too, in the order of the facts."""
        return tuple(each for each in self.divergences if each.divergence.severity == severity)

    def standing(self, severity: Severity) -> tuple[Numbered, ...]:
        """Return the divergences of one severity that no reviewer rejected, in the order of the facts."""
        return tuple(each for each in self.of_severity(severity) if not each.rejected)

    def _quote(self, variant: Variant) -> Quoted:
        side = self.side(variant.document_id)
        at = sentence_at(side.article.sentences, variant.span.start)
        return Quoted(side, variant, at, in_sentence(side.article, variant.span, said=bool(variant.surface)))

    def _shared(self, group: Group) -> Shared:
        diffs = tuple(diff for diff in self.run.diffs if diff.group_id == group.id)
        first = group.members[0].document_id if group.members else ""
        passages = []
        for member in group.members:
            diff = _diff_for(member.document_id, first, diffs, pair=len(group.members) == 2)
            passages.append(self._passage(member, diff, first=member.document_id == first))
        divergences = tuple(each for each in self.divergences if each.divergence.group_id == group.id)
        return Shared(group, tuple(passages), divergences, diffs)

    def _passage(self, member: Member, diff: WordDiff | None, *, first: bool) -> Passage:
        side = self.side(member.document_id)
        if diff is None:
            return Passage(
                side, member.sentences, (Marked(passage_text(side.article, member), changed=False),)
            )
        pieces = marked(diff, left=diff.left.document_id == member.document_id)
        remark = ""
        if common_share(diff) < COMMON_ENOUGH:
            pieces = (Marked("".join(piece.text for piece in pieces), changed=False),)
        elif all(operation == "equal" for operation, _ in diff.ops):
            remark = "word for word"
        return Passage(side, member.sentences, pieces, "" if first else remark)


def _rejected(decision: Decision | None) -> bool:
    return decision is not None and decision.decision == "reject"


def _sides(inspections: Sequence[Inspection]) -> tuple[Side, ...]:
    outlets = [each.document.outlet for each in inspections]
    sides = []
    for at, inspection in enumerate(inspections):
        document = inspection.document
        name = document.outlet or document.id
        if document.outlet and outlets.count(document.outlet) > 1:
            name = f"{document.outlet} ({document.id})"
        if len(name) > NAME_LENGTH:
            name = f"{name[: NAME_LENGTH // 2].rstrip()} … {name[-NAME_LENGTH // 3 :].lstrip()}"
        sides.append(Side(at, letter(at), name, inspection))
    return tuple(sides)


def letter(index: int) -> str:
    """Return A, B ... Z, AA, AB ... for 0, 1 ..."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def passage_bounds(inspection: Inspection) -> list[tuple[int, int]]:
    """Return the half-open range of sentences of each passage of a text of mixed origin."""
    starts = [each.span.start for each in inspection.article.sentences]
    return [
        (bisect_left(starts, each.span.start), bisect_left(starts, each.span.end))
        for each in inspection.verdict.passages
    ]


def passage_text(article: Article, member: Member) -> str:
    """Return the member's sentences joined by spaces."""
    return " ".join(article.sentences[at].text for at in member.sentences)


def _diff_for(document_id: str, first: str, diffs: Sequence[WordDiff], *, pair: bool) -> WordDiff | None:
    # Of two passages both are marked. Of three and more, each is marked against the first one, which
    # stays plain: it cannot show its differences from two others at once.
    if document_id == first and not pair:
        return None
    for diff in diffs:
        if {diff.left.document_id, diff.right.document_id} >= {document_id, first}:
            return diff
    return None


def weighs_only(evidence: Evidence) -> bool:
    """Return whether these are words that the model weighs, which no reader would point at by themselves."""
    return evidence.rule.startswith("model.")


def strongest(evidence: Sequence[Evidence], text: str, limit: int) -> list[tuple[Evidence, int]]:
    """Return the weightiest places of rules that speak for machine translation.

    Each wording comes once, with how often it stands.
    """
    found: dict[tuple[str, str], list[Evidence]] = {}
    for each in evidence:
        if each.weight > 0 and not weighs_only(each):
            found.setdefault((each.rule, each.span.of(text).casefold()), []).append(each)
    ranked = sorted(found.values(), key=lambda same: (-same[0].weight, same[0].span))
    return [(same[0], len(same)) for same in ranked[:limit]]


def weighing(verdict: Verdict, text: str) -> list[str]:
    """Return the wordings that the model weighs for machine translation, the weightiest first, each once.

    None for a text judged a person's own: any text has some, and there they tell nothing.
    """
    if verdict.label in ("original", "human_translation"):
        return []
    words: dict[str, str] = {}
    for each in sorted(verdict.evidence, key=lambda each: (-each.weight, each.span)):
        if each.weight > 0 and weighs_only(each):
            shown = " ".join(each.span.of(text).split())
            words.setdefault(shown.casefold(), shown)
    return list(words.values())


def explains_itself(evidence: Evidence, words: str) -> bool:
    """Return whether the message quotes the words, so that showing both would say them twice."""
    return " ".join(words.split()).casefold() in " ".join(evidence.message.split()).casefold()
