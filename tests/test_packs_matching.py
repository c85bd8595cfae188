"""Hits have exact spans whatever the typography, and no text makes a pattern hang."""

from __future__ import annotations

import time

import pytest

from xdiff.packs import Pack, Rule, find, load
from xdiff.packs.examples import article_of_lines
from xdiff.packs.matching import PIECE, pieces
from xdiff.packs.pattern import PatternError, read_pattern
from xdiff.packs.required import TWICE
from xdiff.packs.sequence import read_sequence


def pack(*patterns: str, sequences: tuple[str, ...] = (), **keys: object) -> Pack:
    """Return a pack of one rule."""
    case = bool(keys.get("case") or keys.get("raw"))
    lists = {"closed": ("and", "who"), "place": ("Rome", "Paris")}
    rule = Rule(
        code="xx.t",
        language="xx",
        family="calque",
        patterns=tuple(read_pattern(each, lists, case=case) for each in patterns),
        sequences=tuple(read_sequence(each, lists, case=case) for each in sequences),
        message="{match}",
        why="",
        examples=(),
        near_misses=(),
        weight=1.0,
        file="xx.toml",
        line=1,
        **keys,  # type: ignore[arg-type]  # a test's keys, of many types
    )
    return Pack(language="xx", name="", file="xx.toml", rules=(rule,))


def words(text: str, each: Pack) -> list[str]:
    """Return the words hit, as they stand."""
    return [found.span.of(text) for found in find(article_of_lines("t", text), (each,))]


def test_spans_are_code_points_of_the_text_as_it_stood() -> None:
    """Curly marks, emoji, fixed spaces and CRLF shift nothing: the span shows the words in the file."""
    text = "A 🦊 said:\r\n“the\u00a0big — ‘red’ fox”\r\n"
    assert words(text, pack("big - 'red' fox")) == ["big — ‘red’ fox"]


def test_a_space_matches_a_line_break_inside_a_sentence() -> None:
    """Text wrapped at the wrong place hides no hit."""
    text = "the foo\n  bar"
    article = article_of_lines("t", text.replace("\n", "\r"))
    assert find(article, (pack("foo bar"),))


def test_characters_that_grow_in_lower_case_shift_nothing() -> None:
    """The Turkish capital İ has a longer lower case; spans behind it stay right."""
    text = "İİİ then Foo Bar."
    assert words(text, pack("foo bar")) == ["Foo Bar"]


def test_overlapping_hits_of_one_rule_are_one() -> None:
    """Two patterns of one rule that overlap make one hit over both."""
    assert words("a b c d", pack("a b c", "b c d")) == ["a b c d"]


def test_hits_past_the_most_weigh_nothing() -> None:
    """A habit counts `most` times, and the rest is shown without weight."""
    found = find(article_of_lines("t", "foo x foo y foo"), (pack("foo", most=2),))
    assert [each.weight for each in found] == [1.0, 1.0, 0.0]


def test_needs_and_unless_look_at_whole_words_of_the_document() -> None:
    """A rule that needs a word is silent without it, and one with `unless` where that word stands."""
    assert words("foo bar", pack("foo", needs=("bar",))) == ["foo"]
    assert words("foo bars", pack("foo", needs=("bar",))) == []
    assert words("foo BAR", pack("foo", unless=("bar",))) == []


def test_case_and_raw_see_the_text_as_it_stood() -> None:
    """`case` keeps capitals, `raw` keeps the marks too."""
    assert words("IT it", pack("IT", case=True)) == ["IT"]
    assert words('“ a” " b"', pack("“ a", raw=True)) == ["“ a"]


def test_sequences_end_before_closed_words_marks_and_the_end() -> None:
    """A sequence with `$` leaves a longer noun phrase alone."""
    each = pack(sequences=("fox|dog {place} $",))
    assert words("The fox Rome and a dog Paris, a fox Rome", each) == ["fox Rome", "dog Paris", "fox Rome"]
    assert words("The fox Rome gate, fox, Rome, big dog-Paris", each) == []


def test_long_sentences_are_cut_at_white_space() -> None:
    """The pieces of a sentence are it, whole, and each is short enough."""
    text = "word " * 900 + "x" * 2500
    cut = list(pieces(text))
    assert "".join(piece for _, piece in cut) == text
    assert all(len(piece) <= PIECE and text[start:].startswith(piece) for start, piece in cut)


@pytest.mark.parametrize("unit", ["a", "of the ", "“", "to the a ", "the the ", "is not ", "1,", "l' ", "-a"])
def test_no_text_makes_the_shipped_packs_hang(unit: str) -> None:
    """20,000 characters of what patterns love to try are done within three seconds."""
    text = unit * (20_000 // len(unit))
    start = time.perf_counter()
    find(article_of_lines("t", text), load())
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    "pattern", [r"(?:\w{1,40}){1,40}!", "(?:a|ab|abc){1,60}$", r"(?:x?){60}y", "(?=(?:a?){30})b"]
)
def test_exponential_patterns_are_refused(pattern: str) -> None:
    """Nested repeats that a text could make exponential are not accepted."""
    with pytest.raises(PatternError, match="ways to match"):
        read_pattern(pattern, {}, case=False)


@pytest.mark.parametrize(
    ("pattern", "anchors"),
    [
        (r"\bfoo (?:bar|baz)\b", ("foo",)),
        (r"(?:bar|baz) \w{1,20}", ("bar", "baz")),
        (r"(?:bar|\d) [a-z]{2,3}", None),
        (r"(?!foo)b?", None),
        ("{place} x", ("rome", "paris")),
        ("(?:foo)?bar", ("bar",)),
        ("colou?r", ("colo",)),
    ],
)
def test_anchors_are_what_every_match_holds(pattern: str, anchors: tuple[str, ...] | None) -> None:
    """Anchors, by which sentences are passed over, are strings that no match can be without."""
    assert read_pattern(pattern, {"place": ("Rome", "Paris")}, case=False).anchors == anchors


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        (r"\bfoo (?:bar|baz)s?\b", [["foo", "bar bars baz bazs"]]),
        (r"foo \w{1,9} bar", [[]]),
        (r"\b(?:foo \w{1,9}|bar (?=x)) baz$", [["foo", "baz"], ["bar", "baz"]]),
        (r"\b(?:foo bar|baz)(?!x) {place}(?!\w)", [["foo", "bar", "rome paris"], ["baz", "rome paris"]]),
        (r"\b(?:foo )?bar\b", [["bar"], ["foo", "bar"]]),
        (r"\b(?!foo)([a-z]{1,9}) \1\b", [[TWICE]]),
    ],
)
def test_words_are_what_every_match_holds(pattern: str, branches: list[list[str]]) -> None:
    """A match holds a whole word of each set of one branch: other sentences are passed over."""
    found = read_pattern(pattern, {"place": ("Rome", "Paris")}, case=False).branches
    wanted = [{frozenset(words.split(" ")) for words in branch} for branch in branches]
    assert [set(branch) for branch in found] == wanted


def test_signs_are_characters_that_every_match_holds() -> None:
    """Where words tell nothing, the sentences without a digit or a currency's sign are passed over."""
    assert read_pattern(r"\d{1,3} ?[$€]", {}, case=False).signs == (r"\d", "[$€]")
    assert read_pattern(r"\bfoobar [$€]", {}, case=False).signs == ()
    assert words("no 1,000 €, no five $, but 5 €", pack(r"\d ?[$€]")) == ["0 €", "5 €"]
