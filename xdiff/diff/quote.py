"""Quotations that two documents share: altered, cut, rendered otherwise, paraphrased, or given to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from xdiff.diff.base import Comparison, Match, Shared, divergences_of, one_to_one
from xdiff.diff.base import quoted as in_quotes
from xdiff.diff.statements import Statement, content_words, different_persons, overlap, quoted, reported
from xdiff.diff.stems import NEGATIONS, one_spelling, stem

if TYPE_CHECKING:
    from xdiff.diff.story import Story
    from xdiff.records import Divergence, Severity

# Share of the longer statement's words that stand in the same order in both: at or above it the two are one
# wording with changes, below it they may still be two translations of one statement.
SAME_WORDING = 0.6
FEWEST_CUT = 3  # telling words that one leaves out, before it is worth a note
SAME_CONTENT = 0.5  # share of the telling words of the shorter one that must be among them
ONE_QUOTATION = 0.8  # share of common words from which on two speakers are said to share one quotation
FEW_OTHERS = 1  # telling words that may change beside a negation: with more, all is said otherwise
SHORT_END = 3  # words at an end that differ, and still are a change of one wording
FEWEST_WORDS = 4  # a shorter quotation is shared by chance too easily
# Two renderings: the weight of shared senses, as a share of the lighter and of the heavier statement.
RENDERED_LIGHTER = 0.55
RENDERED_HEAVIER = 0.3
RENDERED_SENSES = 3
RENDERED_MANY = 4  # shared senses from which on one may be a clause of a longer sentence of the other
RENDERED_IN_MORE = 0.2
PARAPHRASED = 0.7
PARAPHRASED_SENSES = 4


def compare(shared: Shared) -> list[Divergence]:
    """Return where the documents of one group quote one statement differently, or give it to another."""
    quotes: list[Match] = []
    speakers: list[Match] = []
    for left, right in shared.pairs():
        here, there = quoted(left), quoted(right)
        found = [match for a in here for b in there for match in _quoted_twice(shared.story, a, b)]
        speakers.extend(one_to_one(match for a in here for b in there for match in _two_speakers(a, b)))
        found.extend(_paraphrases(shared.story, here, reported(right), there))
        found.extend(_paraphrases(shared.story, there, reported(left), here))
        quotes.extend(one_to_one(found))
    return [
        *divergences_of(shared, "quote", quotes),
        *divergences_of(shared, "attribution", speakers),
    ]


def _quoted_twice(story: Story, left: Statement, right: Statement) -> Iterable[Match]:
    a, b = left.words, right.words
    if a == b:
        yield _match(left, right, None, "the same", 2.0)
        return
    if different_persons(left, right):
        return  # another's words, or a misattribution: that is not a rendering
    if _within(a, b) and min(len(a), len(b)) < FEWEST_WORDS:
        yield _match(left, right, None, "a few words of the other", 1.0)
        return
    changes = _changes(a, b)
    same = _kept(changes, stems=_one_speaker(left, right))
    if same >= FEWEST_WORDS and same >= SAME_WORDING * min(len(a), len(b)):
        match = _one_wording(story, left, right, changes)
        if match:
            yield match
            return
    shared, lighter, heavier = overlap(story, left.senses, right.senses)
    if (
        len(shared) >= RENDERED_SENSES
        and lighter >= RENDERED_LIGHTER
        and heavier >= (RENDERED_HEAVIER if len(shared) < RENDERED_MANY else RENDERED_IN_MORE)
    ):
        yield _match(
            left, right, "variant", "one statement in other words, as in two translations of it", lighter
        )


def _within(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the shorter list of words stands in a row in the longer one."""
    shorter, longer = sorted((f" {' '.join(a)} ", f" {' '.join(b)} "), key=len)
    return shorter in longer


_Changes = list[tuple[str, Sequence[str], Sequence[str]]]


def _changes(a: Sequence[str], b: Sequence[str]) -> _Changes:
    order = SequenceMatcher(None, a, b, autojunk=False)
    return [(tag, a[a0:a1], b[b0:b1]) for tag, a0, a1, b0, b1 in order.get_opcodes()]


def _one_wording(story: Story, left: Statement, right: Statement, changes: _Changes) -> Match | None:
    """Return the match of two quotations that have most words in one order, or None when they have not.

    What only one has before the first common word or behind the last is a cut; the rest are changes.
    """
    anchors = [
        index for index, (tag, words, _) in enumerate(changes) if tag == "equal" and content_words(words)
    ]
    if not anchors:
        return None
    first, last = anchors[0], anchors[-1]
    ends = [_as_change(each) for each in (*changes[:first], *changes[last + 1 :])]
    inner = changes[first : last + 1]
    if any(gone and new for _, gone, new in ends):
        # Both go on, each in its own words: a change when it is short, else each quotes another stretch.
        short = all(len(gone) <= SHORT_END and len(new) <= SHORT_END for _, gone, new in ends)
        inner, ends = (changes if short else inner), []
    same = _kept(inner, stems=_one_speaker(left, right))
    longest = max(sum(len(gone) for _, gone, _ in inner), sum(len(new) for _, _, new in inner))
    if same < SAME_WORDING * longest:
        return None
    told = [word for tag, gone, _ in inner if tag == "equal" for word in content_words(gone)]
    if len(told) < SAME_CONTENT * min(len(content_words(left.words)), len(content_words(right.words))):
        return None
    score = 1.0 + same / max(len(left.words), len(right.words))
    altered = [(gone, new) for tag, gone, new in inner if tag != "equal" and not one_spelling(gone, new)]
    gone, new = ({word for pair in altered for word in pair[side]} for side in (0, 1))
    changed = "; ".join(_change(*pair) for pair in altered[:3])
    flipped = NEGATIONS & gone.symmetric_difference(new)
    held = NEGATIONS & set(left.words) and NEGATIONS & set(right.words)
    if flipped and not held and len(content_words([*gone, *new])) <= FEW_OTHERS:
        return _match(
            left, right, "conflict", f"one quotation, denied in one and not in the other: {changed}", score
        )
    if content_words([*gone, *new]):
        return _match(left, right, "variant", f"one quotation with words changed: {changed}", score)
    for other, index in ((right, 1), (left, 2)):
        cut = [word for end in ends for word in end[index]]
        if len(content_words(cut)) >= FEWEST_CUT and not other.holds(cut):
            label = story.label(other.text.article.document.id)
            return _match(left, right, "note", f"{label} quotes only a part of the sentence", score)
    return _match(left, right, None, "the same but for words of grammar", score)


def _one_speaker(left: Statement, right: Statement) -> bool:
    return left.speaker != "" and left.speaker == right.speaker


def _kept(changes: _Changes, *, stems: bool) -> int:
    """Return how many words stand in both; with `stems`, those of one stem in one place too ("street(s)")."""
    kept = sum(len(gone) for tag, gone, _ in changes if tag == "equal")
    if stems:
        kept += sum(
            len({*map(stem, content_words(gone))} & {*map(stem, content_words(new))})
            for tag, gone, new in changes
            if tag == "replace"
        )
    return kept


def _as_change(change: tuple[str, Sequence[str], Sequence[str]]) -> tuple[str, Sequence[str], Sequence[str]]:
    """Take an equal stretch of little words at an end for a change: "the" alone holds nothing together."""
    return ("replace", *change[1:])


def _change(gone: Sequence[str], new: Sequence[str]) -> str:
    if gone and new:
        return f"{in_quotes(' '.join(gone))} is {in_quotes(' '.join(new))}"
    return f"{in_quotes(' '.join(gone or new))} is {'left out' if gone else 'added'}"


def _two_speakers(left: Statement, right: Statement) -> Iterable[Match]:
    if not different_persons(left, right) or min(len(left.words), len(right.words)) < FEWEST_WORDS + 1:
        return
    changes = _changes(left.words, right.words)
    same = sum(len(gone) for tag, gone, _ in changes if tag == "equal")
    altered = [word for tag, gone, new in changes if tag != "equal" for word in (*gone, *new)]
    if same >= ONE_QUOTATION * max(len(left.words), len(right.words)) and not content_words(altered):
        why = f"one quotation given to {left.said_by} in the first and to {right.said_by} in the second"
        yield Match(
            left=left.place(left.speaker),
            right=right.place(right.speaker),
            severity="conflict",
            why=why,
            score=same,
        )


def _paraphrases(
    story: Story, quotes: Sequence[Statement], reports: Sequence[Statement], others: Sequence[Statement]
) -> Iterable[Match]:
    """Return the quotations that the other document reports in its own words and does not quote."""
    for one in quotes:
        if len(one.senses) < PARAPHRASED_SENSES:
            continue
        if any(overlap(story, one.senses, other.senses)[1] >= RENDERED_LIGHTER for other in others):
            continue
        for other in reports:
            if different_persons(one, other):
                continue
            shared, _, _ = overlap(story, one.senses, other.senses)
            whole = sum(map(story.weight, one.senses))
            covered = sum(map(story.weight, shared)) / whole if whole else 0.0
            if covered >= PARAPHRASED and len(shared) >= PARAPHRASED_SENSES:
                label = story.label(other.text.article.document.id)
                yield _match(one, other, "note", f"{label} reports it without quoting", covered)


def _match(left: Statement, right: Statement, severity: Severity | None, why: str, score: float) -> Match:
    first, second = left, right
    return Match(
        left=first.place(" ".join(first.words)),
        right=second.place(" ".join(second.words)),
        severity=severity,
        why=why,
        score=score,
    )


COMPARISON = Comparison(kind="quote", compare=compare)
