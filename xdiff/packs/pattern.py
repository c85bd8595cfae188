r"""Patterns of rules: Python regular expressions, bounded so that no text can make one hang.

A pattern may use literals, classes, groups, alternatives, lookarounds, back references, `?` and counted
repeats; `{name}` stands for a word list. It may not use `*`, `+` or `{n,}`: without them the number of
ways a pattern can match from one place is finite, and a pattern with more than `MOST_WAYS` is refused.
Rules see one sentence at a time, cut at `xdiff.packs.matching.PIECE` code points. A space in a pattern
matches up to three white-space characters, so that a line break inside a sentence hides nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product, takewhile

from xdiff.packs.required import (
    EDGE,
    MOST_BRANCHES,
    MOST_TEXTS,
    TWICE,
    Run,
    Sets,
    is_common,
    is_sign,
    tells,
    together,
)

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
_WORD_GROUP = re.compile(r"\(\[a-z\]\{\d+,\d+\}\)")
_ESCAPES = {"b": (EDGE,), "B": ("",), "s": (" ",), "W": (" ",)}
_NO_LETTER = (r"(?<!\w)", r"(?!\w)")
_LETTERS = re.compile(r"[A-Za-z]+(?=[A-Za-z][?{])|[A-Za-z]+(?![?{A-Za-z])")


class PatternError(ValueError):
    """A pattern cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a piece of a pattern.

    `ways` bounds the number of ways it can match from one place. `anchors` are lower-case strings of
    which every match holds one (None: no such strings are known). `literal` is its text when it is plain
    text. `inside` says that it is made of letters, digits and "_" alone, `outside` that it begins with none
    of them, `solid` that it holds no white space. `lead` is the plain text it begins with. `texts` are all
    it can match, as `xdiff.packs.required` writes them, or None. `branches` are sets of words, and every
    match holds a word of each set of one branch; `signs` are classes of characters, other than letters, and
    it holds one of each.
    """

    source: str
    ways: int = 1
    anchors: tuple[str, ...] | None = None
    literal: str | None = None
    inside: bool = False
    outside: bool = False
    solid: bool = False
    lead: str = ""
    texts: tuple[str, ...] | None = None
    branches: tuple[Sets, ...] = ((),)
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready to compile: its regular expression, and what every match holds.

    That is one of the strings `anchors`, a whole word of each set of one of `branches`, all in lower case,
    and a character of each class of `signs`. Where the words tell enough the others are not looked for.
    """

    source: str
    anchors: tuple[str, ...] | None
    branches: tuple[Sets, ...] = ((),)
    signs: tuple[str, ...] = ()
    told: bool = False

    def matches(self, text: str) -> list[re.Match[str]]:
        """Return all matches in `text`, left to right, without overlaps."""
        return list(compiled(self.source).finditer(text))


@cache
def compiled(source: str) -> re.Pattern[str]:
    """Return a regular expression, compiled once."""
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
    told = tells(part.branches)
    signs = () if told else tuple(dict.fromkeys(part.signs))
    anchors = part.anchors
    if anchors and all(part.branches) and not told and any(map(is_common, anchors)):
        anchors = None  # they tell no more than the words do
    return Pattern(part.source, anchors, part.branches, signs, told)


def check(pattern: Pattern) -> None:
    """Compile the pattern.

    Raises:
        PatternError: Python's `re` refuses it.
    """
    try:
        compiled(pattern.source)
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
        self.edge = False  # no word goes on from before this place

    def alternatives(self) -> Part:
        edge = self.edge
        branches = [self.sequence(edge=edge)]
        while self.text.startswith("|", self.at):
            self.at += 1
            branches.append(self.sequence(edge=edge))
        return _either(branches) if len(branches) > 1 else branches[0]

    def sequence(self, *, edge: bool) -> Part:
        parts: list[Part] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            self.edge = _ends_outside(parts, edge=edge)
            part = self.atom()
            parts.append(self.repeat(part))
        return _in_order(parts, edge=edge)

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
            return Part(r"\s" if self.behind else _SPACE, literal=" ", outside=True, texts=(" ",))
        if char in ".^$":
            return Part(char, outside=char == "$", texts=None if char == "." else (EDGE,))
        return self.plain(char)

    def plain(self, text: str) -> Part:
        text = text if self.case else text.lower()
        outside = not text[0].isalnum() and text[0] != "_"
        signs = (re.escape(text),) if len(text) == 1 and is_sign(re.escape(text)) else ()
        return Part(text, literal=text, outside=outside, texts=(text.lower(),), signs=signs)

    def escape(self) -> Part:
        pair = self.text[self.at : self.at + 2]
        if len(pair) < 2:
            raise PatternError("ends in a backslash")
        self.at += 2
        if not pair[1].isalnum():
            signs = (pair,) if is_sign(pair) else ()
            return Part(pair, literal=pair[1], outside=True, texts=(pair[1],), signs=signs)
        if pair[1] not in "bBwWdDsS123456789":
            raise PatternError(f"escape {pair!r} is not supported")
        word = pair[1] in "wd"
        texts = _ESCAPES.get(pair[1])
        signs = (pair,) if pair[1] == "d" else ()
        outside, solid = pair[1] in "bWs", word or pair[1] == "S"
        return Part(pair, inside=word, outside=outside, solid=solid, texts=texts, signs=signs)

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
        plain = positive and "\\" not in source and "-" not in source[2:-2]
        texts = tuple(dict.fromkeys(char.lower() for char in source[1:-1])) if plain else None
        within = source[1:-1].replace(r"\s", " ")
        outside = (
            positive
            and "-" not in within[1:-1]
            and not any(char.isalnum() or char in "\\_" for char in within)
        )
        signs = (source,) if is_sign(source) else ()
        return Part(source, inside=inside, outside=outside, solid=solid, texts=texts, signs=signs)

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
        lower = tuple(word.lower() for word in words)
        return Part(f"(?:{source})", anchors=lower, texts=lower if len(lower) <= MOST_TEXTS else None)

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
            outside = opening[2] == "=" and part.outside
            return Part(source, outside=outside, texts=(EDGE if outside or source in _NO_LETTER else "",))
        return replace(part, source=source, literal=None, lead="", inside=False, solid=False)

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
        texts = ("", *part.texts) if mark[0] == "?" and part.texts is not None else None
        branches, signs = (part.branches, part.signs) if low else (((),), ())
        return Part(
            source,
            ways,
            anchors,
            inside=part.inside,
            solid=part.solid,
            texts=texts,
            branches=branches,
            signs=signs,
        )


def _in_order(parts: Sequence[Part], *, edge: bool) -> Part:
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
        texts=_texts(parts),
        branches=_branches(parts, edge=edge),
        signs=tuple(sign for part in parts for sign in part.signs),
    )


def _texts(parts: Sequence[Part]) -> tuple[str, ...] | None:
    """Return all that parts in a row can match, or None when it is unknown or too much."""
    many = [part.texts for part in parts if part.texts is not None]
    if len(many) < len(parts) or math.prod(map(len, many)) > MOST_TEXTS:
        return None
    return tuple(map("".join, product(*many)))


def _branches(parts: Sequence[Part], *, edge: bool) -> tuple[Sets, ...]:
    """Return sets of words, and a match of parts in a row holds a word of each set of one branch.

    Args:
        parts: pieces of a pattern.
        edge: no word goes on from before them.
    """
    run = Run(EDGE if edge else "")
    for index, part in enumerate(parts):
        if part.literal == " ":
            run.end(EDGE, (EDGE,))
        elif part.texts is not None:
            run.add(part.texts)
        else:
            run.end(EDGE if part.outside else "")
            run.choose(part.branches)
            if part.source == r"\1" and _doubles(parts, index, edge=edge):
                run.choose(((frozenset((TWICE,)),),))
    run.end()
    return run.branches()


def _doubles(parts: Sequence[Part], index: int, *, edge: bool) -> bool:
    """Say whether the back reference at `index` is a word that the one before it is, too."""
    return (
        index > 1
        and parts[index - 1].literal == " "
        and _WORD_GROUP.fullmatch(parts[index - 2].source) is not None
        and _ends_outside(parts[: index - 2], edge=edge)
        and any(part.outside for part in parts[index + 1 : index + 2])
    )


def _ends_outside(parts: Sequence[Part], *, edge: bool) -> bool:
    """Say whether no word goes on beyond parts in a row; `edge` says it of what stands before them."""
    for part in reversed(parts):
        if part.texts is None or any(text[-1:].isalnum() or text[-1:] == "_" for text in part.texts):
            return False
        if "" not in part.texts:
            return True
    return edge


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
    texts = [text for branch in branches for text in branch.texts or ()]
    known = all(branch.texts is not None for branch in branches) and len(texts) <= MOST_TEXTS
    sets = tuple(each for branch in branches for each in branch.branches)
    return Part(
        "|".join(branch.source for branch in branches),
        min(ways, MOST_WAYS + 1),
        anchors,
        outside=all(branch.outside for branch in branches),
        texts=tuple(dict.fromkeys(texts)) if known else None,
        branches=sets if len(sets) <= MOST_BRANCHES else (together(sets),),
        signs=("|".join(dict.fromkeys(branch.signs[0] for branch in branches)),)
        if all(branch.signs for branch in branches)
        else (),
    )
