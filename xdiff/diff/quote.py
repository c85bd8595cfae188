"""Quotations that two documents share: altered, cut, rendered otherwise, paraphrased, or given to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from xdiff.diff.base import Comparison, Match, Shared, divergences_of, one_to_one
from xdiff.diff.base import quoted as in_quotes
from xdiff.diff.statements import Statement, content_words, different_persons, overlap, quoted, reported
from xdiff.diff.story import Story
from xdiff.records import Divergence, Severity

NEGATIONS = frozenset(
    {"not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot"}
)

# Share of the longer statement's words that stand in the same order in both: at or above it the two are one
# wording with changes, below it they may still be two translations of one statement.
SAME_WORDING = 0.6
FEWEST_WORDS = 4  # a shorter quotation is shared by chance too easily
# Two renderings: the weight of shared senses, as a share of the lighter and of the heavier statement.
RENDERED_LIGHTER = 0.55
RENDERED_HEAVIER = 0.25
RENDERED_SENSES = 3
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
    order = SequenceMatcher(None, a, b, autojunk=False)
    blocks = [block for block in order.get_matching_blocks() if block.size]
    same = sum(block.size for block in blocks)
    if min(len(a), len(b)) >= FEWEST_WORDS and len(blocks) == 1 and same == min(len(a), len(b)):
        longer, shorter = (left, right) if len(a) > len(b) else (right, left)
        extra = len(content_words(longer.words)) - len(content_words(shorter.words))
        label = story.label(shorter.text.article.document.id)
        severity: Severity | None = "note" if extra >= 2 else None
        yield _match(left, right, severity, f"{label} quotes only a part of the sentence", 1.9)
    elif same >= max(FEWEST_WORDS, SAME_WORDING * max(len(a), len(b))):
        yield _altered(left, right, order, 1.0 + same / max(len(a), len(b)))
    else:
        shared, lighter, heavier = overlap(story, left.senses, right.senses)
        if len(shared) >= RENDERED_SENSES and lighter >= RENDERED_LIGHTER and heavier >= RENDERED_HEAVIER:
            why = "one statement in other words, as two translations of it would have"
            yield _match(left, right, "variant", why, lighter)


def _altered(left: Statement, right: Statement, order: SequenceMatcher[str], score: float) -> Match:
    """Return the match of two quotations that are one wording with changes."""
    gone: list[str] = []
    new: list[str] = []
    changes: list[str] = []
    for tag, a0, a1, b0, b1 in order.get_opcodes():
        if tag == "equal":
            continue
        gone.extend(left.words[a0:a1])
        new.extend(right.words[b0:b1])
        changes.append(_change(left.words[a0:a1], right.words[b0:b1]))
    if bool(NEGATIONS & set(gone)) != bool(NEGATIONS & set(new)):
        return _match(
            left, right, "conflict", f"one quotation, denied in one and not in the other: {changes[0]}", score
        )
    if not content_words(gone) and not content_words(new):
        return _match(left, right, None, "the same but for words of grammar", score)
    told = "; ".join(changes[:3])
    return _match(left, right, "variant", f"one quotation with words changed: {told}", score)


def _change(gone: Sequence[str], new: Sequence[str]) -> str:
    if gone and new:
        return f"{in_quotes(' '.join(gone))} is {in_quotes(' '.join(new))}"
    return f"{in_quotes(' '.join(gone or new))} is {'left out' if gone else 'added'}"


def _two_speakers(left: Statement, right: Statement) -> Iterable[Match]:
    if not different_persons(left, right) or min(len(left.words), len(right.words)) < FEWEST_WORDS + 1:
        return
    order = SequenceMatcher(None, left.words, right.words, autojunk=False)
    same = sum(block.size for block in order.get_matching_blocks())
    if same >= 0.8 * max(len(left.words), len(right.words)):
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
