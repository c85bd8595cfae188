"""Who says it, and how: given to two people, named in one only, stated as fact, or with another stance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.diff.altered import FEWEST_WORDS, changes_of, kept
from xdiff.diff.base import Comparison, Match, Shared
from xdiff.diff.speakers import anonymous, beside, named
from xdiff.diff.statements import Statement, different_persons, overlap, quoted, reported
from xdiff.diff.telling import Told, agreed, best, divergences_told, short
from xdiff.diff.vouched import vouched_for
from xdiff.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from xdiff.diff.story import Side, Story
    from xdiff.records import Divergence, Severity

# Two statements are one when they share this much of the weight of both: a speaker is never said to differ on
# less, because officials of one story say much alike.
ONE_LIGHTER = 0.65
ONE_HEAVIER = 0.45
ONE_SENSES = 3
ONE_QUOTATION = 0.8  # share of common words from which on two quotations are one
FEWEST_SHOWN = 3  # words of a statement that a message shows; a shorter one says too little by itself

# What a pair of stances amounts to, whichever document has which; pairs not named here say nothing.
STANCES: Mapping[frozenset[str], Severity] = {
    frozenset({"denied", "admitted"}): "conflict",
    frozenset({"said", "claimed"}): "note",
    frozenset({"said", "admitted"}): "note",
    frozenset({"claimed", "admitted"}): "note",
}
DISTANT = frozenset({"allege", "assert", "claim", "contend", "insist", "maintain", "purport"})
"""Verbs that keep a distance to what is claimed; "argue" or "suggest" put it no otherwise than "say"."""


def compare(shared: Shared) -> list[Divergence]:
    """Return where the documents of one group attribute one statement to different people, or otherwise."""
    found: list[Told] = []
    for left, right in shared.pairs():
        here, there = _statements(left), _statements(right)
        matches = [told for a in here for b in there for told in _match(shared.story, a, b)]
        matches.extend(vouched_for(shared.story, left, right, here, there))
        found.extend(best(matches))
    return divergences_told(shared, "attribution", found)


def _statements(side: Side) -> list[Statement]:
    return [*quoted(side), *reported(side)]


def _match(story: Story, left: Statement, right: Statement) -> Iterable[Told]:
    shared, lighter, heavier = overlap(story, left.senses, right.senses)
    if len(shared) < ONE_SENSES or lighter < ONE_LIGHTER or heavier < ONE_HEAVIER:
        return
    if different_persons(left, right):
        if not (left.quoted and right.quoted):  # of two quotations that comparison asks for word identity
            yield _two_speakers(left, right, heavier)
        return
    if _one_speaker(left, right):
        stances = stance(left), stance(right)
        severity = STANCES.get(frozenset(stances))
        match = _of(left, right, (stances[0], stances[1]), severity, heavier + (severity is None))
        yield agreed(match) if severity is None else Told(match=match, tell=_in_stance(left, right))
        return
    if _one_unnamed(left, right) and (_one_wording(left, right) or heavier >= ONE_LIGHTER):
        yield _named_in_one(left, right, heavier)


def _one_speaker(left: Statement, right: Statement) -> bool:
    """Whether one name says both, or one noun ("police", "the ministry") where neither is a name."""
    if left.speaker or right.speaker:
        return left.speaker == right.speaker
    one, other = (_bare(each.said_by) for each in (left, right))
    return (
        one != ""
        and one == other
        and not anonymous(left.said_by)
        and beside(left.fact)
        and beside(right.fact)
    )


def _bare(said_by: str) -> str:
    """Return a speaker's phrase without its article, or "" for a pronoun."""
    found = said_by.lower().removeprefix("the ")
    return "" if found in {"he", "she", "they", "it", "i", "we", "who", "that", "which"} else found


def _one_unnamed(left: Statement, right: Statement) -> bool:
    """Whether one side names the person who says it, and the other has only "an official", "sources"."""
    for one, other in ((left, right), (right, left)):
        if (
            named(one.text, one.fact)
            and beside(other.fact)
            and not other.speaker
            and anonymous(other.said_by)
        ):
            return not any(name.value == one.speaker for name in other.text.names)
    return False


def _one_wording(left: Statement, right: Statement) -> bool:
    same = kept(changes_of(left.words, right.words), stems=False)
    longest = max(len(left.words), len(right.words))
    return same > FEWEST_WORDS and same >= ONE_QUOTATION * longest


def _of(
    left: Statement, right: Statement, values: tuple[str, str], severity: Severity | None, score: float
) -> Match:
    return Match(
        left=left.place(values[0]), right=right.place(values[1]), severity=severity, why="", score=score
    )


def _two_speakers(left: Statement, right: Statement, score: float) -> Told:
    return Told(
        match=_of(left, right, (left.speaker, right.speaker), "conflict", score),
        tell=lambda one, other: (
            f"One statement, two speakers: {left.source} says it in {one}, {right.source} in {other}: "
            f"{short(left.surface)}."
        ),
    )


def _named_in_one(left: Statement, right: Statement, score: float) -> Told:
    def tell(one: str, other: str) -> str:
        sides = (left, one), (right, other)
        (who, where), (nobody, there) = sides if named(left.text, left.fact) else sides[::-1]
        return (
            f"{where} names the source, {who.source}; {there} has only {short(nobody.said_by)}: "
            f"{short(who.surface)}."
        )

    return Told(match=_of(left, right, (left.said_by, right.said_by), "note", score), tell=tell)


def _in_stance(left: Statement, right: Statement) -> Callable[[str, str], str]:
    return lambda one, other: (
        f"{left.source} {_verb(left)} it in {one}, and {_verb(right)} it in {other}: {short(left.surface)}."
    )


def _verb(statement: Statement) -> str:
    """Return the verb of saying as it stands, in quotation marks."""
    fact = statement.fact
    if "verb_start" not in fact.data:
        return f'"{fact.data.get("verb", "said")}"'
    span = Span(start=int(fact.data["verb_start"]), end=int(fact.data["verb_end"]))
    return f'"{" ".join(span.of(statement.text.article.document.text).lower().split())}"'


def stance(statement: Statement) -> str:
    """Return how the text puts it: "said", "claimed", "admitted", "denied", or "" when it does not tell."""
    fact = statement.fact
    found = (fact.unit if fact.kind == "attribution" else fact.data.get("stance")) or ""
    return "said" if found == "claimed" and fact.data.get("verb") not in DISTANT else found


COMPARISON = Comparison(kind="attribution", compare=compare)
