r"""Patterns of rules: Python regular expressions, bounded so that no text can make one hang.

A pattern may use literals, classes, groups, alternatives, lookarounds, back references, `?` and counted
repeats; `{name}` stands for a word list. It may not use `*`, `+` or `{n,}`: without them the number of
ways a pattern can match from one place is finite, and a pattern with more than `MOST_WAYS` is refused.
Rules see one sentence at a time, cut at `xdiff.packs.matching.PIECE` code points. A space in a pattern
matches up to three white-space characters, so that a line break inside a sentence hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

MOST_WAYS = 10_000  # 10,000 ways from each of 1,000 places: about a second at worst, microseconds as shipped
MOST_WAYS_ASIDE = 100  # of a lookaround
MOST_REPEATS = 80  # in one counted repeat
MOST_LENGTH = (
    10_000  # characters; the longest shipped has 1,373, and one of 80,000 took half a minute to read
)

_COUNT = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_LIST = re.compile(r"\{([a-z_]+)\}")
_GROUP = re.compile(r"\((?:\?(?:(:)|(=|!|<=|<!)|P<(\w+)>))?")
_SPACE = r"\s{1,3}"
_LETTERS = re.compile(r"[A-Za-z]+(?=[A-Za-z][?{])|[A-Za-z]+(?![?{A-Za-z])")


class PatternError(ValueError):
    """A pattern cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a piece of a pattern.

    `ways` bounds the number of ways it can match from one place. `anchors` are lower-case strings of
    which every match holds one (None: no such strings are known). `literal` is its text when it is plain
    text. `inside` says that it is made of letters, digits and "_" alone, `outside` that it begins with none
    of them, `solid` that it holds no white space. `lead` is the plain text it begins with.
    """

    source: str
    ways: int = 1
    anchors: tuple[str, ...] | None = None
    literal: str | None = None
    inside: bool = False
    outside: bool = False
    solid: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready to compile: its regular expression, and strings every match holds one of."""

    source: str
    anchors: tuple[str, ...] | None

    def matches(self, text: str) -> list[re.Match[str]]:
        """Return all matches in `text`, left to right, without overlaps."""
        return list(_compiled(self.source).finditer(text))


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def read_pattern(text: str, lists: Mapping[str, Sequence[str]], *, case: bool) -> Pattern:
    """Read one pattern, with `{name}` replaced by the words of `lists[name]`.

    Without `case` the pattern is put in lower case and meant for text in lower case: that compiles and
    matches in half the time of `re.IGNORECASE`.

    Raises:
        PatternError: a construct that is not allowed, an unknown list, or too many ways to match.
    """
    if len(text) > MOST_LENGTH:
        raise PatternError(f"{len(text):,} characters, {MOST_LENGTH:,} at most; make it a word list")
    reader = _Reader(text, lists, case=case)
    try:
        part = reader.alternatives()
    except RecursionError:
        raise PatternError("groups are nested too deeply") from None
    if reader.at < len(text):
        raise PatternError(f"unmatched ')' at column {reader.at + 1}")
    if part.ways > MOST_WAYS:
        raise PatternError(f"{part.ways} ways to match from one place, {MOST_WAYS} at most")
    return Pattern(part.source, part.anchors)


def check(pattern: Pattern) -> None:
    """Compile the pattern.

    Raises:
        PatternError: Python's `re` refuses it.
    """
    try:
        _compiled(pattern.source)
    except re.error as error:
        raise PatternError(str(error)) from error


class _Reader:
    """Reads a pattern left to right; `at` is the place of the next character."""

    def __init__(self, text: str, lists: Mapping[str, Sequence[str]], *, case: bool) -> None:
        self.text = text
        self.case = case
        self.lists = lists
        self.at = 0
        self.behind = False  # inside a lookbehind, whose width `re` wants fixed

    def alternatives(self) -> Part:
        branches = [self.sequence()]
        while self.text.startswith("|", self.at):
            self.at += 1
            branches.append(self.sequence())
        return _either(branches) if len(branches) > 1 else branches[0]

    def sequence(self) -> Part:
        parts: list[Part] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            part = self.atom()
            parts.append(self.repeat(part))
        return _in_order(parts)

    def atom(self) -> Part:
        letters = _LETTERS.match(self.text, self.at)
        if letters:
            self.at = letters.end()
            return self.plain(letters[0])
        char = self.text[self.at]
        if char == "(":
            return self.group()
        if char == "[":
            return self.character_class()
        if char == "{":
            return self.word_list()
        if char == "\\":
            return self.escape()
        if char in "*+?":
            raise PatternError(f"{char!r} at column {self.at + 1}; repeats are written {{0,30}}")
        self.at += 1
        if char == " ":
            return Part(r"\s" if self.behind else _SPACE, literal=" ", outside=True)
        if char in ".^$":
            return Part(char, outside=char == "$")
        return self.plain(char)

    def plain(self, text: str) -> Part:
        text = text if self.case else text.lower()
        return Part(text, literal=text, outside=not text[0].isalnum() and text[0] != "_")

    def escape(self) -> Part:
        pair = self.text[self.at : self.at + 2]
        if len(pair) < 2:
            raise PatternError("ends in a backslash")
        self.at += 2
        if not pair[1].isalnum():
            return Part(pair, literal=pair[1], outside=True)
        if pair[1] not in "bBwWdDsS123456789":
            raise PatternError(f"escape {pair!r} is not supported")
        word = pair[1] in "wd"
        return Part(pair, inside=word, outside=pair[1] in "bWs", solid=word or pair[1] == "S")

    def character_class(self) -> Part:
        end = self.at + 1
        if self.text.startswith("^", end):
            end += 1
        end += 1  # a bracket in first place is a character
        while end < len(self.text) and self.text[end] != "]":
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise PatternError("'[' is not closed")
        source = self.text[self.at : end + 1]
        self.at = end + 1
        if not self.case and "\\" not in source:
            source = source.lower()
        positive = not source.startswith("[^")
        inside = positive and all(char.isalnum() or char in "-_" for char in source[1:-1])
        solid = positive and not any(space in source for space in (" ", r"\s", r"\W", r"\D"))
        return Part(source, inside=inside, solid=solid)

    def word_list(self) -> Part:
        found = _LIST.match(self.text, self.at)
        if found is None:
            raise PatternError(f"'{{' at column {self.at + 1} begins neither a count nor a list's name")
        words = self.lists.get(found[1])
        if not words:
            raise PatternError(f"no word list {found[1]!r}")
        self.at = found.end()
        longest_first = sorted(words if self.case else map(str.lower, words), key=len, reverse=True)
        source = "|".join(re.escape(word).replace(r"\ ", _SPACE) for word in longest_first)
        return Part(f"(?:{source})", anchors=tuple(word.lower() for word in words))

    def group(self) -> Part:
        opening = _GROUP.match(self.text, self.at)
        assert opening is not None
        if self.text.startswith("(?", self.at) and opening.end() == self.at + 1:
            raise PatternError(f"group {self.text[self.at : self.at + 4]!r} is not supported")
        self.at = opening.end()
        before, self.behind = self.behind, self.behind or opening[2] in ("<=", "<!")
        part = self.alternatives()
        self.behind = before
        if not self.text.startswith(")", self.at):
            raise PatternError("'(' is not closed")
        self.at += 1
        source = f"{opening[0]}{part.source})"
        if opening[2]:  # a lookaround: no part of the match, and never gone back into
            if part.ways > MOST_WAYS_ASIDE:
                raise PatternError(f"{part.ways} ways to match a lookaround, {MOST_WAYS_ASIDE} at most")
            return Part(source, outside=opening[2] == "=" and part.outside)
        return Part(source, part.ways, part.anchors, outside=part.outside)

    def repeat(self, part: Part) -> Part:
        rest = self.text[self.at : self.at + 1]
        if rest in ("*", "+") and rest:
            raise PatternError(f"{rest!r} at column {self.at + 1}; repeats are written {{0,30}}")
        counted = _COUNT.match(self.text, self.at)
        if rest == "?":
            low, high, mark = 0, 1, "?"
        elif counted:
            if counted[2] == "":
                raise PatternError(f"{counted[0]} has no upper end")
            low, mark = int(counted[1]), counted[0]
            high = int(counted[2] or low)
        else:
            return part
        if high > MOST_REPEATS:
            raise PatternError(f"{mark} repeats more than {MOST_REPEATS} times")
        self.at += len(mark)
        if self.text.startswith("?", self.at):
            self.at += 1
            mark += "?"
        source = f"(?:{part.source}){mark}" if part.source == _SPACE else f"{part.source}{mark}"
        ways = sum(min(part.ways, MOST_WAYS + 1) ** min(count, 20) for count in range(low, high + 1))
        ways = min(ways, MOST_WAYS + 1)
        anchors = part.anchors if low else None
        return Part(source, ways, anchors, inside=part.inside, solid=part.solid)


def _in_order(parts: Sequence[Part]) -> Part:
    ways = 1
    runs: list[str] = [""]
    candidates: list[tuple[str, ...]] = []
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        ways *= 1 if _ends_in_one_place(part, following) else part.ways
        if part.literal is not None and part.literal != " ":
            runs[-1] += part.literal.lower()
        else:
            runs.append("")
        if part.anchors is not None:
            candidates.append(part.anchors)
    candidates += [(run,) for run in runs if run]
    plain = list(takewhile(lambda part: part.literal is not None, parts))
    lead = "".join(part.literal or "" for part in plain).lower()
    return Part(
        "".join(part.source for part in parts),
        min(ways, MOST_WAYS + 1),
        min(candidates, key=_cost_of_looking, default=None),
        literal=lead if len(plain) == len(parts) else None,
        outside=bool(parts) and parts[0].outside,
        lead=lead,
    )


def _ends_in_one_place(part: Part, following: Part | None) -> bool:
    """Say whether a run of word characters, or of anything but space, is ended by what follows it."""
    if following is None:
        return False
    return (part.inside and following.outside) or (part.solid and following.literal == " ")


def _may_agree(lead: str, other: str) -> bool:
    return lead.startswith(other) or other.startswith(lead)


def _cost_of_looking(anchors: tuple[str, ...]) -> float:
    """Order sets of anchors: few and long ones are found quickly and seldom in vain."""
    return len(anchors) / min(len(anchor) for anchor in anchors) ** 2


def _either(branches: Sequence[Part]) -> Part:
    anchors: tuple[str, ...] | None = ()
    for branch in branches:
        anchors = None if anchors is None or branch.anchors is None else anchors + branch.anchors
    # Of branches only those whose first letters agree can match at the same place.
    ways = max(
        sum(other.ways for other in branches if _may_agree(branch.lead, other.lead)) for branch in branches
    )
    return Part(
        "|".join(branch.source for branch in branches),
        min(ways, MOST_WAYS + 1),
        anchors,
        outside=all(branch.outside for branch in branches),
    )
