"""Word-level differences of two passages: the only module that imports diff_match_patch.

Words, runs of white space and single punctuation marks are mapped to one character each, the two strings
of characters are compared by Myers' algorithm (E. W. Myers, "An O(ND) Difference Algorithm and Its
Variations", Algorithmica 1, 1986) as diff-match-patch has it, and the result is tidied so that scattered
agreements of little words do not cut a rewording to pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from diff_match_patch import diff_match_patch

from xdiff.diff.stems import FUNCTION_WORDS
from xdiff.records import Operation

TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")

# Myers' cost is the product of length and difference: two wholly different passages of 700 words each took
# 1.5 s; the sentences that are compared in practice have 20 to 150 tokens (under 2 ms). Above MAX_TOKENS on
# both sides together, the passages are first cut at common runs that are unique on both sides (Bram Cohen's
# patience diff); a stretch between two cuts above STRETCH_TOKENS is given as deleted and inserted whole.
MAX_TOKENS = 2_000
STRETCH_TOKENS = 400  # two wholly different texts of 20,000 words: 3 s with 400, 7 s with 3,000
RUN = 3  # tokens of a cutting run: a word, white space and a word

# Characters for tokens start at the CJK ideographs, so that no code is white space or a line break, to
# which diff-match-patch gives meaning, and leave out the surrogates, which no string may hold alone.
FIRST_CODE = 0x4E00
SURROGATES = range(0xD800, 0xE000)
LAST_CODE = 0x10FFFF
CAPACITY = LAST_CODE + 1 - FIRST_CODE - len(SURROGATES)

_OPERATIONS: dict[int, Operation] = {-1: "delete", 0: "equal", 1: "insert"}
_Op = tuple[Operation, str]


def tokens(text: str) -> list[str]:
    """Cut `text` into words, runs of white space and punctuation marks; joined they are `text` again."""
    return TOKEN.findall(text)


def words(left: str, right: str) -> tuple[tuple[Operation, str], ...]:
    """Compare two passages word by word.

    The texts of `equal` and `delete` joined are exactly `left`, those of `equal` and `insert` exactly
    `right`. No text is empty and no operation follows itself; a deletion stands before its insertion.
    Words that differ in case or quotation marks alone are different.

    Bounded: above `MAX_TOKENS` tokens on both sides together the passages are cut at runs of words that
    stand once on each side, and what lies between two cuts is compared word by word only when it is
    `STRETCH_TOKENS` or less, else shown as deleted and inserted whole.
    """
    a, b = tokens(left), tokens(right)
    if len(a) + len(b) <= MAX_TOKENS:
        return _joined(_myers(a, b))
    ops: list[_Op] = []
    for piece_a, piece_b in _stretches(a, b):
        if len(piece_a) + len(piece_b) <= STRETCH_TOKENS:
            ops.extend(_myers(piece_a, piece_b))
        elif piece_a == piece_b:
            ops.append(("equal", "".join(piece_a)))
        else:
            ops.append(("delete", "".join(piece_a)))
            ops.append(("insert", "".join(piece_b)))
    return _joined(ops)


@lru_cache(maxsize=1)
def _engine() -> diff_match_patch:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # its default of 1 s silently answers "delete all, insert all"
    return engine


def _myers(a: Sequence[str], b: Sequence[str]) -> list[_Op]:
    """Compare two lists of tokens that together stay below `MAX_TOKENS`."""
    codes: dict[str, str] = {}
    vocabulary: dict[str, str] = {}

    def encode(parts: Sequence[str]) -> str:
        for part in parts:
            if part not in codes:
                code = chr(_code(len(codes)))
                codes[part] = code
                vocabulary[code] = part
        return "".join(codes[part] for part in parts)

    engine = _engine()
    diffs = engine.diff_main(encode(a), encode(b), checklines=False)
    return _readable([(_OPERATIONS[op], [vocabulary[code] for code in text]) for op, text in diffs])


def _readable(diffs: Iterable[tuple[Operation, list[str]]]) -> list[_Op]:
    """Give up agreements that would only cut a rewording to pieces.

    What is equal between two changes is shown as changed when it has no telling word and no more words
    than either change ("in the" between two new phrases). An equal name or noun always stays: it is what
    the eye holds on to. (diff-match-patch's own cleanup would weigh a comma like a name.)
    """
    changes = [_Change()]
    agreements: list[list[str]] = []  # agreements[i] stands between changes[i] and changes[i + 1]
    for op, parts in diffs:
        if op == "equal":
            agreements.append(parts)
            changes.append(_Change())
        else:
            changes[-1].take(op, parts)
    kept = [changes[0]]
    between: list[list[str]] = []
    for parts, change in zip(agreements, changes[1:], strict=True):
        words_here = sum(map(_is_word, parts))
        small = words_here <= min(kept[-1].size(), change.size())
        if kept[-1].parts and change.parts and small and not any(map(_tells, parts)):
            kept[-1].join(parts, change)
        else:
            between.append(parts)
            kept.append(change)
    ops: list[_Op] = []
    for index, change in enumerate(kept):
        ops.extend((op, "".join(parts)) for op, parts in change.parts.items())
        if index < len(between):
            ops.append(("equal", "".join(between[index])))
    return ops


class _Change:
    """What is deleted and inserted at one place."""

    def __init__(self) -> None:
        self.parts: dict[Operation, list[str]] = {}

    def take(self, op: Operation, parts: list[str]) -> None:
        self.parts.setdefault(op, []).extend(parts)

    def join(self, agreement: list[str], other: _Change) -> None:
        """Take in an agreement, on both sides, and the change behind it."""
        for op in ("delete", "insert"):
            self.take(op, agreement)
            self.take(op, other.parts.get(op, []))

    def size(self) -> int:
        """Return the words of the longer of its two texts."""
        return max((sum(map(_is_word, parts)) for parts in self.parts.values()), default=0)


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _tells(token: str) -> bool:
    return _is_word(token) and token.lower() not in FUNCTION_WORDS


def _code(index: int) -> int:
    """Return the code point of the token with this index, passing over the surrogates."""
    code = FIRST_CODE + index
    return code if code < SURROGATES.start else code + len(SURROGATES)


def _stretches(a: list[str], b: list[str]) -> Iterable[tuple[list[str], list[str]]]:
    """Cut both sides at runs of `RUN` tokens that stand once on each, in an order common to both."""
    here_a = here_b = 0
    for at_a, at_b in _anchors(a, b):
        if at_a < here_a or at_b < here_b:
            continue  # overlaps the run before
        yield a[here_a:at_a], b[here_b:at_b]
        yield a[at_a : at_a + RUN], b[at_b : at_b + RUN]
        here_a, here_b = at_a + RUN, at_b + RUN
    yield a[here_a:], b[here_b:]


def _anchors(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Return the longest increasing list of places of runs that are unique on both sides."""
    places_a, places_b = _unique_runs(a), _unique_runs(b)
    common = sorted((at, places_b[run]) for run, at in places_a.items() if run in places_b)
    ends: list[int] = []  # smallest place in b at which an increasing list of this length ends
    owners: list[int] = []
    before: list[int] = []
    for index, (_, at_b) in enumerate(common):
        length = bisect_left(ends, at_b)
        before.append(owners[length - 1] if length else -1)
        if length == len(ends):
            ends.append(at_b)
            owners.append(index)
        else:
            ends[length] = at_b
            owners[length] = index
    chain: list[tuple[int, int]] = []
    index = owners[-1] if owners else -1
    while index >= 0:
        chain.append(common[index])
        index = before[index]
    return chain[::-1]


def _unique_runs(parts: list[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(parts[at : at + RUN]) for at in range(len(parts) - RUN + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _joined(ops: Iterable[_Op]) -> tuple[_Op, ...]:
    """Join neighbours of one operation, deletions before insertions, and drop what is empty."""
    joined: list[_Op] = []
    deleted: list[str] = []
    inserted: list[str] = []

    def flush() -> None:
        if deleted:
            joined.append(("delete", "".join(deleted)))
        if inserted:
            joined.append(("insert", "".join(inserted)))
        deleted.clear()
        inserted.clear()

    for op, text in ops:
        if not text:
            continue
        if op == "delete":
            deleted.append(text)
        elif op == "insert":
            inserted.append(text)
        elif joined and joined[-1][0] == "equal" and not deleted and not inserted:
            joined[-1] = ("equal", joined[-1][1] + text)
        else:
            flush()
            joined.append((op, text))
    flush()
    return tuple(joined)
