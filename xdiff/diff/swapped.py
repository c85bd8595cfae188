"""One name for another in sentences that are otherwise the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xdiff.diff.altered import changes_of
from xdiff.diff.base import Match, Place
from xdiff.diff.speakers import share_a_part
from xdiff.diff.statements import content_words
from xdiff.diff.telling import Told, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xdiff.diff.story import Side, Text
    from xdiff.records import Fact

FEWEST_SAME = 8  # words and gaps that two sentences share before a changed name tells of a changed fact
SAME = 0.85  # share of them, of the longer sentence
COMPARED_UNITS = frozenset({"person", "organisation", "place"})
GAP = "[{}]"


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with a gap for every name: its other words, and the names in order."""

    rest: tuple[str, ...]
    names: tuple[Fact, ...]


def swapped(left: Side, right: Side) -> Iterable[Told]:
    """Return names that stand in one place of sentences that have nearly all other words in common.

    A copy with "Russia" where the other has "Prussia": both cannot be what happened. A person counts only by
    a full name, since "Marek" may be whom the other calls by his trade. Speakers are left to attribution, and
    sentences that put other words for others, or differ in a second name, say nothing for sure.
    """
    frames = [frame_of(right.text, there) for there in right.member.sentences]
    for here in left.member.sentences:
        ours = frame_of(left.text, here)
        if len(ours.rest) < FEWEST_SAME or not ours.names:
            continue
        for theirs in frames:
            if len(ours.names) != len(theirs.names) or not _one_frame(ours.rest, theirs.rest):
                continue
            pairs = zip(ours.names, theirs.names, strict=True)
            apart = [(one, other) for one, other in pairs if one.value != other.value]
            if len(apart) == 1 and _surely_two(*apart[0]) and not _speaks(left, right, *apart[0]):
                one, other = apart[0]
                match = Match(left=Place.of(one), right=Place.of(other), severity="conflict", why="")
                yield Told(match=match, tell=_telling(one, other, left.text.article.sentences[here].text))


def _one_frame(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two sentences are one but for the names: a word may be left out, none stands for another."""
    if a == b:
        return True
    if min(len(a), len(b)) < SAME * max(len(a), len(b)) or len({*a} & {*b}) < SAME * len({*b}):
        return False
    changes = changes_of(a, b)
    same = sum(len(gone) for tag, gone, _ in changes if tag == "equal")
    put_for = any(content_words(gone) and content_words(new) for tag, gone, new in changes if tag != "equal")
    return same >= max(FEWEST_SAME, SAME * max(len(a), len(b))) and not put_for


def _surely_two(one: Fact, other: Fact) -> bool:
    if one.unit != other.unit or one.unit not in COMPARED_UNITS:
        return False
    a, b = one.value.split(), other.value.split()
    return (one.unit != "person" or min(len(a), len(b)) > 1) and not share_a_part(a, b)


def _telling(one: Fact, other: Fact, sentence: str) -> Callable[[str, str], str]:
    what = {"person": "another person", "place": "another place"}.get(one.unit or "", "another body")
    return lambda left, right: (
        f"The same sentence with {what}: {short(one.surface)} in {left}, {short(other.surface)} in {right} "
        f"({short(sentence)})."
    )


def frame_of(text: Text, sentence: int) -> Frame:
    """Return a sentence's words in lower case, each name of it as a numbered gap."""
    found = sorted(
        (fact for fact in text.by_sentence.get(sentence, ()) if fact.kind == "name"),
        key=lambda fact: fact.span,
    )
    inside = {at: number for number, fact in enumerate(found) for at in text.tokens_in(fact.span)}
    rest: list[str] = []
    for at in range(*text.article.sentences[sentence].tokens):
        if at in inside:
            gap = GAP.format(inside[at])
            if not rest or rest[-1] != gap:
                rest.append(gap)
        elif text.article.tokens[at].word:
            rest.append(text.article.tokens[at].text.lower())
    return Frame(tuple(rest), tuple(found))


def _speaks(left: Side, right: Side, one: Fact, other: Fact) -> bool:
    """Whether one of two names is who said something, which attribution compares."""
    return any(
        fact.speaker_span is not None
        and fact.speaker_span.start < name.span.end
        and name.span.start < fact.speaker_span.end
        for side, name in ((left, one), (right, other))
        for fact in side.facts
        if fact.kind in ("quote", "attribution")
    )
