"""Word-level differences of two passages: the only module that imports diff_match_patch.

Words and single punctuation marks are mapped to one character each, the two strings of characters are
compared by Myers' algorithm (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
Algorithmica 1, 1986) as diff-match-patch has it, and the result is tidied so that scattered agreements of
little words do not cut a rewording to pieces. White space goes with the word before it: leaving it out of
the comparison halves its length and shows no word as changed because a line ends there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from diff_match_patch import diff_match_patch

from xdiff.diff.stems import FUNCTION_WORDS
from xdiff.records import Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"(\w+(?:['’]\w+)*|[^\w\s]|^)(\s*)")

# Myers' cost is the product of length and difference: two wholly different passages of 600 words each take
# 0.5 s; the sentences that are compared in practice have 10 to 80 tokens (under 1 ms). Above MAX_TOKENS on
# both sides together, the passages are first cut at common runs that are unique on both sides (Bram Cohen's
# patience diff); a stretch between two cuts above STRETCH_TOKENS is given as deleted and inserted whole.
MAX_TOKENS = 1_200
STRETCH_TOKENS = 300
RUN = 2  # tokens of a cutting run

# Characters for tokens start at the CJK ideographs, so that no code is white space or a line break, to
# which diff-match-patch gives meaning, and leave out the surrogates, which no string may hold alone.
FIRST_CODE = 0x4E00
SURROGATES = range(0xD800, 0xE000)
LAST_CODE = 0x10FFFF
CAPACITY = LAST_CODE + 1 - FIRST_CODE - len(SURROGATES)

_Op = tuple[Operation, str]


class _Token(NamedTuple):
    """A word or mark and the white space behind it; white space that opens a text follows an empty word."""

    core: str
    gap: str


def words(left: str, right: str) -> tuple[tuple[Operation, str], ...]:
    """Compare two passages word by word.

    The texts of `equal` and `delete` joined are exactly `left`, those of `equal` and `insert` exactly
    `right`. No text is empty and no operation follows itself; a deletion stands before its insertion.
    Words that differ in case or quotation marks alone are different.

    Bounded: above `MAX_TOKENS` tokens on both sides together the passages are cut at runs of words that
    stand once on each side, and what lies between two cuts is compared word by word only when it is
    `STRETCH_TOKENS` or less, else shown as deleted and inserted whole.
    """
    a = [_Token(*parts) for parts in _TOKEN.findall(left) if any(parts)]
    b = [_Token(*parts) for parts in _TOKEN.findall(right) if any(parts)]
    if len(a) + len(b) <= MAX_TOKENS:
        return _joined(_myers(a, b))
    ops: list[_Op] = []
    for piece_a, piece_b in _stretches(a, b):
        if len(piece_a) + len(piece_b) <= STRETCH_TOKENS:
            ops.extend(_myers(piece_a, piece_b))
        elif piece_a == piece_b:
            ops.append(("equal", _text(piece_a)))
        else:
            ops.extend((("delete", _text(piece_a)), ("insert", _text(piece_b))))
    return _joined(ops)


@lru_cache(maxsize=1)
def _engine() -> diff_match_patch:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # its default of 1 s silently answers "delete all, insert all"
    return engine


def _myers(a: Sequence[_Token], b: Sequence[_Token]) -> Iterable[_Op]:
    """Compare two short lists of tokens."""
    codes: dict[str, str] = {}
    for token in (*a, *b):
        if token.core not in codes:
            codes[token.core] = chr(_code(len(codes)))
    coded = ["".join(codes[token.core] for token in side) for side in (a, b)]
    changes = [_Change()]
    agreements: list[list[tuple[_Token, _Token]]] = []  # agreements[i] stands behind changes[i]
    at_a = at_b = 0
    for op, text in _engine().diff_main(*coded, checklines=False):
        end_a, end_b = at_a + len(text) * (op <= 0), at_b + len(text) * (op >= 0)
        if op == 0:
            agreements.append(list(zip(a[at_a:end_a], b[at_b:end_b], strict=True)))
            changes.append(_Change())
        else:
            changes[-1].deleted.extend(a[at_a:end_a])
            changes[-1].inserted.extend(b[at_b:end_b])
        at_a, at_b = end_a, end_b
    return _readable(changes, agreements)


class _Change:
    """What is deleted and inserted at one place."""

    def __init__(self) -> None:
        self.deleted: list[_Token] = []
        self.inserted: list[_Token] = []

    @property
    def size(self) -> int:
        """The tokens of the longer of its two texts."""
        return max(len(self.deleted), len(self.inserted))

    def join(self, agreement: Iterable[tuple[_Token, _Token]], other: _Change) -> None:
        """Take in an agreement, on both sides, and the change behind it."""
        for one, same in agreement:
            self.deleted.append(one)
            self.inserted.append(same)
        self.deleted.extend(other.deleted)
        self.inserted.extend(other.inserted)


def _readable(changes: list[_Change], agreements: list[list[tuple[_Token, _Token]]]) -> Iterable[_Op]:
    """Give up agreements that would only cut a rewording to pieces, and return the operations.

    What is equal between two changes is shown as changed when it has no telling word and fewer words
    than either change ("in the" between two new phrases). An equal name or noun always stays: it is what
    the eye holds on to. (diff-match-patch's own cleanup would weigh a comma like a name.)
    """
    kept, between = [changes[0]], []
    for agreement, change in zip(agreements, changes[1:], strict=True):
        smallest = min(kept[-1].size, change.size)
        small = sum(one.core[:1].isalnum() for one, _ in agreement) < smallest
        if small and not any(_tells(one.core) for one, _ in agreement):
            kept[-1].join(agreement, change)
        else:
            between.append(agreement)
            kept.append(change)
    for index, change in enumerate(kept):
        yield "delete", _text(change.deleted)
        yield "insert", _text(change.inserted)
        if index == len(between):
            break
        for one, same in between[index]:
            if one.gap == same.gap:
                yield "equal", one.core + one.gap
            else:
                yield "equal", one.core
                yield "delete", one.gap
                yield "insert", same.gap


def _tells(word: str) -> bool:
    return word[:1].isalnum() and word.lower() not in FUNCTION_WORDS


def _text(tokens: Iterable[_Token]) -> str:
    return "".join(token.core + token.gap for token in tokens)


def _code(index: int) -> int:
    """Return the code point of the token with this index, passing over the surrogates."""
    code = FIRST_CODE + index
    return code if code < SURROGATES.start else code + len(SURROGATES)


def _stretches(a: list[_Token], b: list[_Token]) -> Iterable[tuple[list[_Token], list[_Token]]]:
    """Cut both sides at runs of `RUN` tokens that stand once on each, in an order common to both."""
    here_a = here_b = 0
    for at_a, at_b in _anchors(a, b):
        if at_a < here_a or at_b < here_b:
            continue  # overlaps the run before
        yield a[here_a:at_a], b[here_b:at_b]
        yield a[at_a : at_a + RUN], b[at_b : at_b + RUN]
        here_a, here_b = at_a + RUN, at_b + RUN
    yield a[here_a:], b[here_b:]


def _anchors(a: list[_Token], b: list[_Token]) -> list[tuple[int, int]]:
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


def _unique_runs(tokens: list[_Token]) -> dict[tuple[str, ...], int]:
    cores = [token.core for token in tokens]
    runs = [tuple(cores[at : at + RUN]) for at in range(len(cores) - RUN + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _joined(ops: Iterable[_Op]) -> tuple[_Op, ...]:
    """Join neighbours of one operation, deletions before insertions, and drop what is empty.

    White space that ends both a deletion and its insertion is shown as equal.
    """
    joined: list[_Op] = []
    changed: dict[Operation, str] = {"delete": "", "insert": ""}

    def equal(text: str) -> None:
        if joined and joined[-1][0] == "equal":
            joined[-1] = ("equal", joined[-1][1] + text)
        else:
            joined.append(("equal", text))

    def flush() -> None:
        gap = _common_gap(changed["delete"], changed["insert"])
        for op in ("delete", "insert"):
            text = changed[op][: len(changed[op]) - len(gap)]
            if text:
                joined.append((op, text))
            changed[op] = ""
        if gap:
            equal(gap)

    for op, text in ops:
        if op != "equal":
            changed[op] += text
        elif text:
            flush()
            equal(text)
    flush()
    return tuple(joined)


def _common_gap(left: str, right: str) -> str:
    """Return the white space that ends both texts."""
    size = 0
    while (
        size < min(len(left), len(right))
        and left[-1 - size] == right[-1 - size]
        and left[-1 - size].isspace()
    ):
        size += 1
    return left[len(left) - size :]
