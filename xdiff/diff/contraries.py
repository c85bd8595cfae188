"""Two sentences, or long stretches of two, that are word for word one but for a "not" or an opposite."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from xdiff.diff.altered import Change, changes_of
from xdiff.diff.base import Match, Place
from xdiff.diff.lexicon import opposite
from xdiff.diff.opposed import FUTURE, TURNING, values
from xdiff.diff.statements import content_words
from xdiff.diff.stems import NEGATIONS, spoken, stem
from xdiff.diff.telling import Told, as_written, short
from xdiff.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.diff.story import Side

# Words in one order right before and behind the difference: enough that both tell of one thing.
FEWEST_AROUND = 5
FEWEST_TELLING = 3
LEAST_SHARED = 0.6  # of the words of the longer sentence, and of its different stems
AUXILIARIES = frozenset(
    {"am", "are", "be", "did", "do", "does", "had", "has", "have", "is", "was", "were", "will"}
)
SHOWN = 6  # words shown to each side of the difference


def contraries(left: Side, right: Side) -> Iterable[Told]:
    """Return what one side denies, or turns round, in the words in which the other affirms it."""
    ours, theirs = _stems(left), _stems(right)
    for here, a in ours.items():
        for there, b in theirs.items():
            alike = len(a & b) >= LEAST_SHARED * max(len(a), len(b))
            if alike and not (_asks_or_quotes(left, here) or _asks_or_quotes(right, there)):
                yield from _turned(left, here, right, there)


def _stems(side: Side) -> dict[int, frozenset[str]]:
    """Return the different stems of each sentence, by which most pairs are told apart at once."""
    return {
        sentence: frozenset(side.text.stems[slice(*side.text.article.sentences[sentence].tokens)])
        for sentence in side.member.sentences
    }


def _turned(left: Side, here: int, right: Side, there: int) -> Iterable[Told]:
    ours, theirs = left.text.article.sentences[here], right.text.article.sentences[there]
    a, b = spoken(ours.text), spoken(theirs.text)
    changes = changes_of(a, b)
    if sum(len(gone) for tag, gone, _ in changes if tag == "equal") < LEAST_SHARED * max(len(a), len(b)):
        return
    if values(left.text, ours.span) != values(right.text, theirs.span):
        return
    for at, (tag, gone, new) in enumerate(changes):
        if tag != "equal" and _turns(gone, new) and _held(changes, at, a, b):
            yield _told((left, here), (right, there), changes, at)


def _turns(gone: Sequence[str], new: Sequence[str]) -> bool:
    """Whether a difference is a negation, with the auxiliary it needs, or one word and its opposite."""
    one, other = ([word for word in content_words(words) if word not in TURNING] for words in (gone, new))
    if bool(NEGATIONS & {*gone}) != bool(NEGATIONS & {*new}):
        apart = ({*gone} ^ {*new}) - NEGATIONS - AUXILIARIES - {*one, *other}
        return not apart and {*map(stem, one)} == {*map(stem, other)}
    return len(gone) == len(new) == 1 and opposite(gone[0], new[0])


def _held(changes: Sequence[Change], at: int, a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether enough equal words stand around a difference, and nothing else turns either sentence."""
    around = [word for tag, words, _ in changes[max(0, at - 1) : at + 2] if tag == "equal" for word in words]
    if len(around) < FEWEST_AROUND or len(content_words(around)) < FEWEST_TELLING:
        return False
    _, gone, new = changes[at]
    ours = Counter(word for word in a if word in TURNING) - Counter(gone)
    theirs = Counter(word for word in b if word in TURNING) - Counter(new)
    return ours == theirs and bool(FUTURE & {*a}) == bool(FUTURE & {*b})  # a plan, and what came of it


def _told(one: tuple[Side, int], other: tuple[Side, int], changes: Sequence[Change], at: int) -> Told:
    _, gone, new = changes[at]
    before = changes[at - 1][1][-SHOWN:] if at else ()
    behind = changes[at + 1][1][:SHOWN] if at + 1 < len(changes) else ()
    first, second = (
        _place(side, sentence, (*before, *words, *behind))
        for (side, sentence), words in ((one, gone), (other, new))
    )
    negation = bool(NEGATIONS & {*gone, *new})
    denied_first = bool(NEGATIONS & {*gone})

    def tell(left: str, right: str) -> str:
        if not negation:
            return (
                f"The contrary is told: {short(first.surface)} in {left}, {short(second.surface)} in {right}."
            )
        if denied_first:
            return f"{left} denies what {right} affirms: {short(first.surface)}, {short(second.surface)}."
        return f"{right} denies what {left} affirms: {short(second.surface)}, {short(first.surface)}."

    return Told(match=Match(left=first, right=second, severity="conflict", why="", score=2.0), tell=tell)


def _place(side: Side, sentence: int, words: Sequence[str]) -> Place:
    span = side.text.article.sentences[sentence].span
    whole = span.of(side.document.text)
    surface = as_written(words, whole)
    start = whole.find(surface)
    if start >= 0:
        span = Span(start=span.start + start, end=span.start + start + len(surface))
    return Place(
        document_id=side.document.id, span=span, surface=span.of(side.document.text), value=" ".join(words)
    )


def _asks_or_quotes(side: Side, sentence: int) -> bool:
    """Whether a sentence is a question, or quotes: the comparison of quotations tells of those."""
    facts = side.text.by_sentence.get(sentence, ())
    asks = side.text.article.sentences[sentence].text.rstrip("\"'”’ ").endswith("?")
    return asks or any(fact.kind == "quote" and "scare" not in fact.data for fact in facts)
