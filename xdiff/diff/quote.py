"""Quotations that two documents share: altered, cut, rendered otherwise, paraphrased, or given to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.diff import altered
from xdiff.diff.base import Comparison, Match, Shared
from xdiff.diff.speakers import foreign, named
from xdiff.diff.statements import (
    Statement,
    content_words,
    different_bodies,
    different_persons,
    overlap,
    quoted,
    reported,
)
from xdiff.diff.telling import Told, agreed, as_written, best, divergences_told, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from xdiff.diff.altered import Alteration
    from xdiff.diff.story import Story
    from xdiff.records import Divergence, Severity

ONE_QUOTATION = 0.8  # share of common words from which on two speakers are said to share one quotation
SHOWN = 2  # changes that a message shows
# Two renderings: the weight of shared senses, as a share of the lighter and of the heavier statement.
RENDERED_LIGHTER = 0.55
RENDERED_HEAVIER = 0.3
RENDERED_SENSES = 3
RENDERED_MANY = 4  # shared senses from which on one may be a clause of a longer sentence of the other
RENDERED_IN_MORE = 0.2
LONG_RUN = 6  # words in a row that two translators hardly choose alike
PARAPHRASED = 0.7
PARAPHRASED_SENSES = 4


def compare(shared: Shared) -> list[Divergence]:
    """Return where the documents of one group quote one statement differently, or give it to another."""
    quotes: list[Told] = []
    speakers: list[Told] = []
    for left, right in shared.pairs():
        here, there = quoted(left), quoted(right)
        found = [told for a in here for b in there for told in _quoted_twice(shared.story, a, b)]
        speakers.extend(best(told for a in here for b in there for told in _two_speakers(a, b)))
        found.extend(_paraphrases(shared.story, here, reported(right), there, turned=False))
        found.extend(_paraphrases(shared.story, there, reported(left), here, turned=True))
        quotes.extend(best(found))
    return [
        *divergences_told(shared, "quote", quotes),
        *divergences_told(shared, "attribution", speakers),
    ]


def _quoted_twice(story: Story, left: Statement, right: Statement) -> Iterable[Told]:
    a, b = left.words, right.words
    if a == b:
        yield agreed(_match(left, right, None, 2.0))
        return
    if different_persons(left, right):
        return  # another's words, or a misattribution: that is not a rendering
    if _within(a, b) and min(len(a), len(b)) < altered.FEWEST_WORDS:
        yield agreed(_match(left, right, None, 1.0))
        return
    found = altered.alteration(a, b, one_speaker=left.speaker != "" and left.speaker == right.speaker)
    if found is not None:
        yield _one_wording(story, left, right, found)
        return
    if left.speaker and right.speaker and left.speaker != right.speaker:
        return  # a body and its spokesman, at best: likely two statements
    shared, lighter, heavier = overlap(story, left.senses, right.senses)
    if (
        len(shared) >= RENDERED_SENSES
        and lighter >= RENDERED_LIGHTER
        and heavier >= (RENDERED_HEAVIER if len(shared) < RENDERED_MANY else RENDERED_IN_MORE)
    ):
        yield _rendered(story, left, right, lighter)


def _within(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the shorter list of words stands in a row in the longer one."""
    shorter, longer = sorted((f" {' '.join(a)} ", f" {' '.join(b)} "), key=len)
    return shorter in longer


def _one_wording(story: Story, left: Statement, right: Statement, found: Alteration) -> Told:
    """Tell how two quotations in one wording differ, the gravest difference first."""
    score = 1.0 + found.same / max(len(left.words), len(right.words))
    changed = content_words([word for pair in found.altered for side in pair for word in side])
    translated = _translated(story, left, right)
    if altered.negated(found, left.words, right.words) or altered.turned(found):
        why = "The same words are quoted to opposite effect"
        return _told(left, right, "conflict", score, _in_words(why, left, right, found))
    if altered.another_word(found) and not translated:
        why = "One word of a quotation differs, and with it what was said"
        return _told(left, right, "conflict", score, _in_words(why, left, right, found))
    little = sum(max(len(gone), len(new)) for gone, new in found.altered)
    if translated and (changed or little >= altered.REWORDED):
        return _told(
            left, right, "variant", score, _both("One statement through two translations", left, right)
        )
    if changed or little >= altered.REWORDED:
        why = "One quotation, not in the same words"
        return _told(left, right, "variant", score, _in_words(why, left, right, found))
    return _cut_or_same(left, right, found, score)


def _cut_or_same(left: Statement, right: Statement, found: Alteration, score: float) -> Told:
    missing = altered.cut(found)
    if missing is not None:
        side, *parts = missing
        shorter, longer = (left, right) if side == "left" else (right, left)
        parts = [() if shorter.holds(part) else part for part in parts]  # quoted elsewhere, or told outside
        if shorter.breaks_off:
            parts[1] = ()
        before, behind = (as_written(part, longer.surface, marks=True) if part else "" for part in parts)
        heard = {*shorter.around} & (altered.REVERSING | altered.CONDITIONS)
        if altered.turning_words(before, behind) and not heard:
            tell = _cut(side, longer, (before, behind), turning=True)
            return _told(left, right, "variant", score, tell)
        if len(content_words([*parts[0], *parts[1]])) >= altered.FEWEST_CUT:
            return _told(left, right, "note", score, _cut(side, longer, (before, behind), turning=False))
    return agreed(_match(left, right, None, score))


def _translated(story: Story, left: Statement, right: Statement) -> bool:
    """Whether what both quote was likely said in another language, and so was translated twice."""
    texts = story.texts.values()
    return any(foreign(texts, each.text, each.fact) for each in (left, right))


def _rendered(story: Story, left: Statement, right: Statement, score: float) -> Told:
    run = max(
        (len(gone) for tag, gone, _ in altered.changes_of(left.words, right.words) if tag == "equal"),
        default=0,
    )
    twice = run < LONG_RUN and _translated(story, left, right)
    why = "One statement through two translations" if twice else "One statement quoted in other words"
    return _told(left, right, "variant", score, _both(why, left, right))


def _two_speakers(left: Statement, right: Statement) -> Iterable[Told]:
    """Return the quotation that two documents have word for word, and give to two people or two bodies."""
    if min(len(left.words), len(right.words)) <= altered.FEWEST_WORDS:
        return
    if not (different_persons(left, right) or different_bodies(left, right)):
        return
    changes = altered.changes_of(left.words, right.words)
    same = altered.kept(changes, stems=False)
    apart = [word for tag, gone, new in changes if tag != "equal" for word in (*gone, *new)]
    if same >= ONE_QUOTATION * max(len(left.words), len(right.words)) and not content_words(apart):
        yield Told(
            match=Match(
                left=left.place(left.speaker), right=right.place(right.speaker), severity="conflict", why="",
                score=same,
            ),
            tell=lambda one, other: (
                f"One quotation, two speakers: {short(left.surface)} is given to {left.source} in {one}, "
                f"to {right.source} in {other}."
            ),
        )  # fmt: skip


def _paraphrases(
    story: Story,
    quotes: Sequence[Statement],
    reports: Sequence[Statement],
    others: Sequence[Statement],
    *,
    turned: bool,
) -> Iterable[Told]:
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
                left, right = (other, one) if turned else (one, other)
                yield _told(left, right, "note", covered, _reports(one, turned=turned))


def _match(left: Statement, right: Statement, severity: Severity | None, score: float) -> Match:
    return Match(
        left=left.place(" ".join(left.words)), right=right.place(" ".join(right.words)), severity=severity,
        why="", score=score,
    )  # fmt: skip


def _told(
    left: Statement, right: Statement, severity: Severity, score: float, tell: Callable[[str, str], str]
) -> Told:
    return Told(match=_match(left, right, severity, score), tell=tell)


def _both(why: str, left: Statement, right: Statement) -> Callable[[str, str], str]:
    return lambda one, other: f"{why}: {short(left.surface)} in {one}, {short(right.surface)} in {other}."


def _in_words(why: str, left: Statement, right: Statement, found: Alteration) -> Callable[[str, str], str]:
    """Show the changed words with their neighbours, as they stand."""
    changes = altered.shown(found)
    more = f", and {len(changes) - SHOWN} more" if len(changes) > SHOWN else ""

    pairs = [
        (short(as_written(gone, left.surface)), short(as_written(new, right.surface)))
        for gone, new in changes[:SHOWN]
    ]

    def tell(one: str, other: str) -> str:
        shown = "; ".join(f"{gone} in {one}, {new} in {other}" for gone, new in pairs)
        return f"{why}: {shown}{more}."

    return tell


def _cut(side: str, longer: Statement, parts: tuple[str, str], *, turning: bool) -> Callable[[str, str], str]:
    """Say who cuts a quotation, what is left out, and whether that may change its sense."""
    is_or_are = "are" if all(parts) else "is"
    missing = " and ".join(short(part.strip(" ,;:—–-")) for part in parts if part)
    speaker = f" of {longer.said_by}" if named(longer.text, longer.fact) else ""

    def tell(one: str, other: str) -> str:
        cutter = one if side == "left" else other
        if turning:
            return (
                f"Cut in a way that may change its sense: {missing} {is_or_are} left out of "
                f"a quotation{speaker} in {cutter}."
            )
        return f"In {cutter} a quotation{speaker} is cut: {missing} {is_or_are} left out."

    return tell


def _reports(one: Statement, *, turned: bool) -> Callable[[str, str], str]:
    return lambda left, right: (
        f"Quoted in {right if turned else left}, only reported in {left if turned else right}: "
        f"{short(one.surface)}."
    )


COMPARISON = Comparison(kind="quote", compare=compare)
