"""CS404: something checkable that only one outlet vouches for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from xdiff.gating.divergent import beyond_told, labels, ordered, shortened
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xdiff.records import Alone, Inspection, Run, Solo, Thing, Wire

KINDS = ("number", "name", "quote", "date")
MARKS = " \t\r\n'\"“”„‟‘’‚‛«»,."  # what may stand around the words of a quotation


def check(run: Run, limits: Limits) -> Iterator[Found]:
    """Note what only one document has, the most telling first, and what one source says in several."""
    if len(run.story.compared) < 2:
        return
    kinds = limits["kinds"]
    inspections = {each.document.id: each for each in run.inspections}
    shared = {member.document_id for group in run.groups for member in group.members}
    for alone in run.story.alone:
        # A document that shares no fact may be about another event. Of the 200 likeliest false stories of
        # two documents, 585 notes became 153 by this.
        if alone.document_id not in shared:
            continue
        yield from _alone(alone, inspections[alone.document_id], run, limits["most"], kinds)
    for wire in run.story.wires:
        yield from _copied(wire, run, inspections, int(str(limits["copied"])))


def _alone(alone: Alone, inspection: Inspection, run: Run, most: object, kinds: object) -> Iterator[Found]:
    """Note the first few sentences of one document with things of these kinds that no other one has."""
    asked = frozenset(kinds) if isinstance(kinds, tuple) else frozenset()
    several = [
        (solo, things)
        for solo in alone.sentences
        if (things := tuple(each for each in solo.things if each.kind in asked))
    ]
    told = [_note(solo, things, inspection, run) for solo, things in several[: int(str(most))]]
    beyond = len(several) - len(told)
    yield from beyond_told(told, beyond, "sentence")


def _note(solo: Solo, things: Sequence[Thing], inspection: Inspection, run: Run) -> Found:
    return Found(
        document_id=inspection.document.id,
        span=inspection.article.sentences[solo.sentence].span,
        message=f"only this document {_has(things)}",
        measured=f"1 of {len(run.story.compared)} documents",
        limit="2 documents",
        words=tuple(each.surface for each in things),
    )


def _has(things: Sequence[Thing]) -> str:
    """Return what a sentence has and whom it quotes, as words of the text."""
    quoted = [f"“{shortened(each.surface.strip(MARKS))}”" for each in things if each.kind == "quote"]
    other = [f"“{shortened(each.surface)}”" for each in things if each.kind != "quote"]
    said = [
        f"{verb} {ordered(list(dict.fromkeys(words)))}"
        for verb, words in (("has", other), ("quotes", quoted))
        if words
    ]
    return " and ".join(said)


def _copied(wire: Wire, run: Run, inspections: dict[str, Inspection], least: int) -> Iterator[Found]:
    """Note the facts that several documents share because one was copied: held against the largest copy."""
    inside = {part.document_id for part in wire.members}
    shared = [
        group
        for group in run.groups
        if group.witnesses == 1 and {member.document_id for member in group.members} <= inside
    ]
    held: dict[str, list[int]] = defaultdict(list)
    for group in shared:
        for member in group.members:
            held[member.document_id].extend(member.sentences)
    if not held:
        return
    first = max((part for part in wire.members if part.document_id in held), key=lambda part: part.share)
    others = [part.document_id for part in wire.members if part.document_id in held and part is not first]
    names = labels(run)
    count = len([group for group in shared if first.document_id in {m.document_id for m in group.members}])
    if not others or count < least:
        return
    spans = {
        document: inspections[document].article.sentences[min(sentences)].span
        for document, sentences in held.items()
    }
    yield Found(
        document_id=first.document_id,
        span=spans[first.document_id],
        message=f"{_facts(count)} word for word in {ordered([names[each] for each in others])} too: several "
        "outlets, one witness",
        measured="1 independent witness",
        limit="2 independent witnesses",
        words=tuple(sorted(held)),
        related=tuple((each, spans[each]) for each in others),
    )


def _facts(count: int) -> str:
    return "one shared fact stands" if count == 1 else f"{count} shared facts stand"


RULE = Rule(
    code="CS404",
    name="single-witness",
    severity="note",
    what="A number, name or quotation that only one of the documents about an event has; and facts that "
    "several share only because one text was copied.",
    why="What two outlets found out by themselves bears each other out; what one has stands by its word "
    "alone. Five outlets with one wire story are one witness.",
    examples=(
        "“The bridge cost 412 million crowns, the contractor said.” where no other report has the sum",
    ),
    near_misses=(
        "“The bridge cost 412 million crowns.” where another report has “about 410 million”: two witnesses",
        "“On Monday the rain went on.” where no other report has it: nothing that can be checked",
    ),
    mend="Nothing needs mending: it says where to look twice. Set `kinds` to what matters, lower `most`, or "
    "ignore the rule.",
    limits=(
        Limit(
            name="most",
            default=3,
            what="sentences told of one document, the most telling first",
            least=1,
            most=1000,
        ),
        Limit(
            name="copied",
            default=2,
            what="shared facts that several documents must have word for word before it is told",
            least=1,
            most=1000,
        ),
        Limit(
            name="kinds",
            default=("number", "name", "quote"),
            what="what counts as checkable",
            choices=KINDS,
        ),
    ),
    story=check,
)
