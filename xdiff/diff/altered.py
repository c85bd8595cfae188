"""Two quotations in one wording: which words differ, and whether that turns what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from xdiff.diff.lexicon import opposite, senses
from xdiff.diff.statements import content_words
from xdiff.diff.stems import NEGATIONS, one_spelling, spoken, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

# Share of the longer statement's words that stand in the same order in both: at or above it the two are one
# wording with changes, below it they may still be two translations of one statement.
SAME_WORDING = 0.6
SAME_CONTENT = 0.5  # share of the telling words of the shorter one that must be among them
SHORT_END = 3  # words at an end that differ, and still are a change of one wording
FEWEST_CUT = 3  # telling words that one leaves out, before it is worth a note
FEWEST_WORDS = 4  # a shorter quotation is shared by chance too easily
FEW_OTHERS = 1  # telling words that may change beside a negation: with more, all is said otherwise
# One word for another is a conflict only in what is surely one wording, by count and share of equal words.
FEWEST_SURE = 6
SURE = 0.75
SLIP = 0.8  # Jaro-Winkler of two words from which on one may be a slip for the other ("blinds", "binds")
REWORDED = 4  # words of grammar that differ, from which on the wording is another one
CONTEXT = 3  # words shown to each side of a change
# Words whose place another takes without a change of what is said: pronouns, degrees, fillers.
VAGUE = frozenset({
    "absolutely", "actually", "anybody", "anyone", "anything", "big", "certainly", "clearly", "completely",
    "everybody", "everyone", "everything", "extremely", "folks", "great", "guy", "guys", "huge", "incredibly",
    "longer", "lot", "nice", "one", "people", "person", "place", "probably", "simply", "somebody", "someone",
    "something", "stuff", "thing", "things", "totally", "truly", "wonderful",
})  # fmt: skip
# What, left out before or behind the kept words, may change what they say.
REVERSING = frozenset({
    "against", "cannot", "deny", "doubt", "false", "hardly", "neither", "never", "no", "nobody", "none",
    "nor", "not", "unlikely", "wrong",
})  # fmt: skip
CONDITIONS = frozenset(
    {"although", "but", "except", "if", "however", "once", "only", "provided", "though", "unless", "until"}
)
BEFOREHAND = frozenset({"although", "if", "once", "though", "unless", "until"})  # conditions that lead
CLAUSE_END = re.compile(r"[,;:.!?—–]|\s-+\s")
BEFORE_KEPT = 6  # words before the kept ones among which a reversing one still bears on them
BEHIND_KEPT = 2  # words behind them among which a condition begins

Change = tuple[str, tuple[str, ...], tuple[str, ...]]
"""An operation of `difflib` and the words that it takes on the left and on the right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """How two quotations in one wording differ. Words are in lower case, contractions written out."""

    changes: tuple[Change, ...]  # from the first common telling word to the last, or all
    cut_left: tuple[tuple[str, ...], tuple[str, ...]]  # what only the right has, before and behind
    cut_right: tuple[tuple[str, ...], tuple[str, ...]]
    same: int  # words in both

    @property
    def altered(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """The words that stand on one side only, or for others, spelling and grammar aside."""
        return tuple(
            (gone, new)
            for tag, gone, new in self.changes
            if tag != "equal" and not _as_good_as_one(gone, new)
        )


def changes_of(a: Sequence[str], b: Sequence[str]) -> list[Change]:
    """Return the operations that make `b` of `a`."""
    order = SequenceMatcher(None, a, b, autojunk=False)
    return [(tag, tuple(a[a0:a1]), tuple(b[b0:b1])) for tag, a0, a1, b0, b1 in order.get_opcodes()]


def kept(changes: Sequence[Change], *, stems: bool) -> int:
    """Return how many words stand in both; with `stems`, those of one stem in one place too ("street(s)")."""
    found = sum(len(gone) for tag, gone, _ in changes if tag == "equal")
    if stems:
        found += sum(
            len({*map(stem, content_words(gone))} & {*map(stem, content_words(new))})
            for tag, gone, new in changes
            if tag == "replace"
        )
    return found


def alteration(a: Sequence[str], b: Sequence[str], *, one_speaker: bool) -> Alteration | None:
    """Return how two quotations that have most words in one order differ, or None when they have not.

    What only one has before the first common telling word or behind the last is a cut; the rest are changes.
    """
    changes = changes_of(a, b)
    same = kept(changes, stems=one_speaker)
    if same < FEWEST_WORDS or same < SAME_WORDING * min(len(a), len(b)):
        return None
    anchors = [at for at, (tag, words, _) in enumerate(changes) if tag == "equal" and content_words(words)]
    if not anchors:
        return None
    first, last = anchors[0], anchors[-1]
    ends = [[_as_change(each) for each in side] for side in (changes[:first], changes[last + 1 :])]
    inner = changes[first : last + 1]
    if any(gone and new for side in ends for _, gone, new in side):
        # Both go on, each in its own words: a change when it is short, else each quotes another stretch.
        brief = all(
            len(gone) <= SHORT_END and len(new) <= SHORT_END for side in ends for _, gone, new in side
        )
        inner, ends = (changes if brief else inner), [[], []]
    same = kept(inner, stems=one_speaker)
    longest = max(sum(len(gone) for _, gone, _ in inner), sum(len(new) for _, _, new in inner))
    told = [word for tag, gone, _ in inner if tag == "equal" for word in content_words(gone)]
    if same < SAME_WORDING * longest or len(told) < SAME_CONTENT * min(
        len(content_words(a)), len(content_words(b))
    ):
        return None
    return Alteration(
        changes=tuple(inner),
        cut_left=(_joined(ends[0], 2), _joined(ends[1], 2)),
        cut_right=(_joined(ends[0], 1), _joined(ends[1], 1)),
        same=same,
    )


def _joined(side: Sequence[Change], at: int) -> tuple[str, ...]:
    return tuple(word for change in side for word in change[at])


def _as_change(change: Change) -> Change:
    """Take an equal stretch of little words at an end for a change: "the" alone holds nothing together."""
    return ("replace", *change[1:])


def _as_good_as_one(gone: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two runs of words are one but for spelling, or for how an hour is written ("6", "6 00")."""
    if one_spelling(gone, new) or [*map(_figure, gone)] == [*map(_figure, new)]:
        return True
    hour = [word for word in (*gone, *new) if word != "00"]
    return not hour and "00" in (*gone, *new)


_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_NUMERALS = {
    word: str(number) for words in (_CARDINALS, _ORDINALS) for number, word in enumerate(words.split(), 1)
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


def _figure(word: str) -> str:
    """Return a numeral in figures ("eleventh" and "11th" as "11"), any other word as it is."""
    found = _ORDINAL.fullmatch(word)
    return found.group(1) if found else _NUMERALS.get(word, word)


def negated(found: Alteration, left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one side has a negation that the other has not, in otherwise nearly the same words."""
    gone, new = ({word for pair in found.altered for word in pair[side]} for side in (0, 1))
    flipped = NEGATIONS & gone.symmetric_difference(new)
    held = NEGATIONS & set(left) and NEGATIONS & set(right)
    return bool(flipped) and not held and len(content_words([*gone, *new])) <= FEW_OTHERS


def turned(found: Alteration) -> tuple[str, str] | None:
    """Return two words that stand for one another and turn what is said: "rich", "poor"."""
    pairs = _substitutes(found)
    return pairs[0] if len(pairs) == 1 and opposite(*pairs[0]) and found.same >= FEWEST_WORDS else None


def another_word(found: Alteration) -> tuple[str, str] | None:
    """Return the one telling word of each side that stands for the other's in a wording that is surely one.

    Not where the two are near in meaning, vague, forms of one word or so alike that one is a slip; nor where
    figures differ, which the comparison of numbers tells, nor where more has changed than this.
    """
    import jellyfish

    pairs = _substitutes(found)
    changed = sum(max(len(gone), len(new)) for gone, new in found.altered)
    if len(pairs) != 1 or found.same < FEWEST_SURE or found.same < SURE * (found.same + changed):
        return None
    if any(content_words((*gone, *new)) for gone, new in found.altered if not (gone and new)):
        return None  # one leaves a telling word out elsewhere
    (one, other) = pairs[0]
    if {one, other} & VAGUE or any(_figure(word).isdigit() for word in (one, other)):
        return None
    a, b = stem(one), stem(other)
    near = senses().get(a, a) == senses().get(b, b)
    slip = jellyfish.jaro_winkler_similarity(one, other) >= SLIP
    return None if near or slip else (one, other)


def _substitutes(found: Alteration) -> list[tuple[str, str]]:
    """Return the telling words that stand for one another, where each side has exactly one in its place."""
    pairs = []
    for gone, new in found.altered:
        one, other = content_words(gone), content_words(new)
        if len(one) == 1 and len(other) == 1:
            pairs.append((one[0], other[0]))
        elif one and other:
            return []
    return pairs


def cut(found: Alteration) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """Return which side cuts, and what it leaves out before and behind."""
    for side, (before, behind) in (("left", found.cut_left), ("right", found.cut_right)):
        if before or behind:
            return side, before, behind
    return None


def turning_words(before: str, behind: str) -> frozenset[str]:
    """Return what is left out that may change the sense of what is kept: "not" before it, "if" behind it.

    `before` and `behind` are what is left out, as it stands. A negation bears on the kept words only in their
    own clause, a condition ("If the strikes stop, ...") over the comma as well.
    """
    lead, clause = spoken(before), spoken(CLAUSE_END.split(before)[-1])
    near = {*clause[-BEFORE_KEPT:]} & (REVERSING | BEFOREHAND)
    if before.rstrip().endswith(","):
        near |= {*lead} & BEFOREHAND
    return frozenset(near | {*spoken(behind)[:BEHIND_KEPT]} & CONDITIONS)


def shown(found: Alteration) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the altered words of each side with a few common ones around them, for a message."""
    told = []
    for at, (tag, gone, new) in enumerate(found.changes):
        if tag == "equal" or (gone, new) not in found.altered:
            continue
        before = found.changes[at - 1][1] if at else ()
        behind = found.changes[at + 1][1] if at + 1 < len(found.changes) else ()
        lead, rest = tuple(before[-CONTEXT:]), tuple(behind[:CONTEXT])
        told.append(((*lead, *gone, *rest), (*lead, *new, *rest)))
    return told
