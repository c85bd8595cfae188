"""From a divergence of several documents to what the gate holds against which of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from xdiff import fingerprint
from xdiff.gating.rule import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from xdiff.records import Divergence, Fact, Level, Run, Span, Variant

LONGEST: Final = 60  # characters of a text's own words in `measured`
WHOLE: Final = 0.9  # share from which on a document is a copy as a whole, as `xdiff.story` has it
# Words in a row from which on two quotations are one wording: two translators hardly choose six alike, as
# `xdiff.diff` has it.
RUN: Final = 6
TRANSLATED: Final = "two translations"  # words of a message of `xdiff.diff`
# Words that begin a message and are no name: they get a small letter.
BEGIN: Final = re.compile(r"(?:Cut|In|One|Only|Quoted|The|Two|Whom|Who)\b")
_QUOTED: Final = re.compile(r'"([^"]*)"')


def found(
    run: Run,
    wanted: Callable[[Divergence], bool],
    *,
    limit: str,
    severity: Level | None = None,
    once: bool = False,
) -> Iterator[Found]:
    """Give what the gate says of the divergences that are wanted, in their order.

    No outlet is right by default. A document is in doubt when the documents that bear out what it says are no
    more than those that bear out what another one says against it; copies of each other count once. So of
    two documents both are in doubt, and of three the odd one out.

    Args:
        run: documents of one event, compared.
        wanted: the divergences to tell.
        limit: what they should have been.
        severity: in place of the rule's own.
        once: hold each against its first document only: nothing is in doubt, it is only told.
    """
    keys = fingerprint.divergences(run.divergences)
    witnesses = Witnesses(run)
    for divergence, key in zip(run.divergences, keys, strict=True):
        if not wanted(divergence):
            continue
        held = divergence.variants[:1] if once else witnesses.in_doubt(divergence)
        for variant in held:
            others = [each for each in divergence.variants if each is not variant]
            yield Found(
                document_id=variant.document_id,
                span=variant.span,
                message=clause(divergence.message, run),
                measured="; ".join(dict.fromkeys(_short(each) for each in (variant, *others))),
                limit=limit,
                words=(key,),
                related=tuple((each.document_id, each.span) for each in others),
                severity=severity,
                review=key,
            )


def clause(message: str, run: Run) -> str:
    """Return a divergence's message as the gate writes: words of the texts in “ ”, no full stop."""
    text = _QUOTED.sub(r"“\1”", message.removesuffix("."))
    named = any(text.startswith(label) for label in labels(run).values())
    return text[0].lower() + text[1:] if BEGIN.match(text) and not named else text


def labels(run: Run) -> Mapping[str, str]:
    """Return what to call each document: its outlet where only it has that one, else its id."""
    having: dict[str, list[str]] = defaultdict(list)
    for each in run.inspections:
        having[each.document.outlet or ""].append(each.document.id)
    return {
        each.document.id: each.document.outlet
        if each.document.outlet and len(having[each.document.outlet]) == 1
        else each.document.id
        for each in run.inspections
    }


class Witnesses:
    """Who bears out whom: which documents say the same at a divergence, copies of each other counted once."""

    def __init__(self, run: Run) -> None:
        self._facts: dict[tuple[str, Span, str], Fact] = {
            (fact.document_id, fact.span, fact.kind): fact
            for inspection in run.inspections
            for fact in inspection.facts
        }
        self._groups = {group.id: group for group in run.groups}
        self._passages = [passage for copy in run.copies for passage in copy.passages]
        self._whole = [
            {part.document_id for part in wire.members if part.share >= WHOLE} for wire in run.story.wires
        ]

    def in_doubt(self, divergence: Divergence) -> tuple[Variant, ...]:
        """Return the variants that are no better borne out than one that contradicts them."""
        variants = divergence.variants
        agree = [
            [one is other or self._compatible(divergence, one, other) for other in variants]
            for one in variants
        ]
        outside = self._outside(divergence)
        source = self._sources(divergence, outside)
        support = [
            len(
                {source[each.document_id] for each, agrees in zip(variants, row, strict=True) if agrees}
                | {source[each.document_id] for each in outside if self._same(variant, each)}
            )
            for variant, row in zip(variants, agree, strict=True)
        ]
        doubted = [
            variant
            for at, variant in enumerate(variants)
            if any(not agrees and support[to] >= support[at] for to, agrees in enumerate(agree[at]))
        ]
        return tuple(doubted) or variants

    def _compatible(self, divergence: Divergence, one: Variant, other: Variant) -> bool:
        """Return whether two variants of a conflict may both be true, so that it is not between them."""
        if one.value == other.value:
            return True
        if divergence.kind == "quote":
            shorter, longer = sorted((f" {one.value} ", f" {other.value} "), key=len)
            return shorter in longer
        if divergence.kind == "date":
            return one.value.startswith(other.value) or other.value.startswith(one.value)
        left, right = (
            self._facts.get((each.document_id, each.span, divergence.kind)) for each in (one, other)
        )
        if divergence.kind != "number" or left is None or right is None:
            return False
        return left.unit != right.unit or _overlap(left, right)

    def _outside(self, divergence: Divergence) -> list[Fact]:
        """Return the figures and days of the group's other documents: they bear out whom they agree with."""
        group = self._groups.get(divergence.group_id)
        if group is None or divergence.kind not in ("number", "date"):
            return []
        inside = {each.document_id for each in divergence.variants}
        sentences = {
            (member.document_id, at)
            for member in group.members
            for at in member.sentences
            if member.document_id not in inside
        }
        return [
            fact
            for (document, _, kind), fact in self._facts.items()
            if kind == divergence.kind and (document, fact.sentence) in sentences
        ]

    def _same(self, variant: Variant, fact: Fact) -> bool:
        own = self._facts.get((variant.document_id, variant.span, fact.kind))
        return own is not None and (own.value, own.unit) == (fact.value, fact.unit)

    def _sources(self, divergence: Divergence, outside: Sequence[Fact]) -> Mapping[str, str]:
        """Return for each document the first one that it copies this fact from, or itself."""
        group = self._groups.get(divergence.group_id)
        told = {member.document_id: set(member.sentences) for member in group.members} if group else {}
        joined = [
            {each.document_id for each in passage if told.get(each.document_id, set()) & set(each.sentences)}
            for passage in self._passages
        ]
        source = {each.document_id: each.document_id for each in divergence.variants}
        source.update({each.document_id: each.document_id for each in outside})
        for documents in (*joined, *self._whole):
            for one, other in combinations([each for each in source if each in documents], 2):
                old, new = source[other], source[one]
                source = {document: new if root == old else root for document, root in source.items()}
        return source


def _overlap(left: Fact, right: Fact) -> bool:
    lows = [each.low for each in (left, right) if each.low is not None]
    highs = [each.high for each in (left, right) if each.high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def reworded(divergence: Divergence) -> bool:
    """Return whether these are quotations in one wording: so many words in a row stand in two of them.

    One statement through two translations, or quoted here and told in indirect speech there, is none.
    """
    if divergence.kind != "quote" or divergence.severity != "variant" or TRANSLATED in divergence.message:
        return False
    runs = [_runs(each.value) for each in divergence.variants]
    return any(left & right for left, right in combinations(runs, 2))


def _runs(words: str) -> set[tuple[str, ...]]:
    split = words.split()
    return {tuple(split[at : at + RUN]) for at in range(len(split) - RUN + 1)}


def _short(variant: Variant) -> str:
    return shortened(variant.surface) or "nothing"


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return words of a text on one line, cut behind a word where they are longer than allowed."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"


def beyond_told(told: Sequence[Found], beyond: int, what: str) -> tuple[Found, ...]:
    """Return what is told of one document; the one that stands last says how many are left out."""
    if beyond <= 0 or not told:
        return tuple(told)
    last = max(told, key=lambda each: each.span.start if each.span else -1)
    more = f"{last.message}; {beyond} more such {what}{'s' if beyond > 1 else ''} not shown"
    return tuple(replace(each, message=more) if each is last else each for each in told)


def ordered(names: Sequence[str], most: int = 3) -> str:
    """Return `a`, `a and b`, `a, b and c`, or the first few and how many others there are."""
    shown = list(names) if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} others"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
