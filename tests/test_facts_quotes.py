"""Quotation marks are paired in linear time, whatever they look like."""

from __future__ import annotations

import pytest
from least import seconds

from xdiff.facts import extract
from xdiff.facts.syntax.marks import quotations
from xdiff.records import Article, Document, Fact
from xdiff.segment import segment


def _article(text: str) -> Article:
    return segment(Document(id="one", text=text))


def _quotes(text: str) -> list[Fact]:
    return [fact for fact in extract(_article(text)) if fact.kind == "quote"]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('"', '"'),
        ("“", "”"),
        ("«", "»"),
        ("« ", " »"),
        ("„", "“"),
        ("„", "”"),
        ("»", "«"),
        ("''", "''"),
        ("``", "''"),
    ],
)
def test_every_kind_of_mark_gives_the_same_words(opening: str, closing: str) -> None:
    """What is inside does not depend on the glyphs around it."""
    text = f"The minister said: {opening}We are ready to talk.{closing} The hall was full."
    assert [fact.value for fact in _quotes(text)] == ["we are ready to talk"]


@pytest.mark.parametrize(
    ("left", "right"),
    [(' "', '" '), (' " ', ' " '), (' "', ' " '), (' " ', '" '), ('" ', ' "')],
)
def test_spacing_does_not_move_a_pair(left: str, right: str) -> None:
    """White space on the wrong side of a mark leaves the pair as it was."""
    text = f"The minister said{left}we are ready to talk{right}and left the hall."
    assert [fact.surface for fact in _quotes(text)] == ["we are ready to talk"]


def test_a_lost_mark_spoils_one_paragraph_only() -> None:
    """Pairs of the next paragraph stand, whatever the one before lacks."""
    text = 'He said "one thing and left.\n\nShe said "another thing" and stayed.'
    found = _quotes(text)
    assert found[-1].surface == "another thing"
    assert found[0].data["unclosed"] == "yes"
    assert "another" not in found[0].surface


def test_span_lies_inside_the_marks() -> None:
    """The span of a quotation has neither marks nor outer space."""
    text = "He said: “ We agree. ” They left."
    (fact,) = _quotes(text)
    assert fact.span.of(text) == "We agree."


def test_an_attribute_of_a_tag_is_no_quotation() -> None:
    """Mark-up that a scraper left is passed over."""
    assert not quotations(_article('See <img class="wide picture" alt="a long one"> here.'))


@pytest.mark.parametrize(
    "text",
    [
        '"never closed and going on ' * 2_700,
        'He said "yes, we can agree" again. ' * 2_500,
        "'tis the boys' and girls' own " * 2_200,
        "He said 'no " * 6_000,
        "Anna, who said, who said, " * 2_700,
    ],
    ids=["unclosed", "many", "apostrophes", "single unclosed", "nested asides"],
)
def test_a_long_text_takes_linear_time(text: str) -> None:
    """Four times the text takes about four times as long, whatever is never closed; ten is the alarm."""
    quarter, whole = (_article(piece) for piece in (text[: len(text) // 4], text))
    assert seconds(lambda: extract_speech(whole)) < max(10 * seconds(lambda: extract_speech(quarter)), 0.5)


def extract_speech(article: Article) -> None:
    """Run what reads quotation marks and speakers, without the other extractors."""
    from xdiff.facts import names, quotes

    quotes.extract(article, {})
    names.extract(article, {})
