"""Numbers, dates and polarity beyond single sentences: spans, overlaps, speed on hostile text, tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from least import seconds

from xdiff.facts import dates, numbers, polarity
from xdiff.facts.calendar.almanac import published_date, shifted
from xdiff.facts.predicate.lemma import lemma
from xdiff.facts.quantity.conversion import canonical
from xdiff.facts.quantity.nouns import singular
from xdiff.facts.quantity.qualifiers import QUALIFIERS
from xdiff.facts.quantity.units import MEASURES, plural
from xdiff.records import Article, Document, Fact, Paragraph, Sentence, Span
from xdiff.segment import segment


def _facts(text: str, published: str | None = None) -> tuple[Fact, ...]:
    article = segment(Document(id="d", text=text, published=published))
    return _all(article)


def _all(article: Article) -> tuple[Fact, ...]:
    found = dates.extract(article, {})
    return (*found, *numbers.extract(article, {"date": found}), *polarity.extract(article, {}))


def _one_sentence(text: str) -> Article:
    """Return an article of one sentence, however long: what a file without full stops gives at worst."""
    span = Span(start=0, end=len(text))
    return Article(
        document=Document(id="d", text=text),
        paragraphs=(Paragraph(span=span, kind="body", sentences=(0, 1)),),
        sentences=(Sentence(span=span, text=text, paragraph=0, tokens=(0, 0)),),
        tokens=(),
    )


def test_no_number_lies_inside_a_date() -> None:
    """What a date covers is no number: nothing is compared twice."""
    text = "On 29 September 2015, two years after the vote, 12 people met for 95 minutes at 9 p.m. on 3 May."
    found = _facts(text)
    spans = [fact.span for fact in found if fact.kind == "date"]
    counts = [fact for fact in found if fact.kind == "number"]
    assert [fact.value for fact in counts] == ["12", "95"]
    assert all(
        not (span.start < fact.span.end and fact.span.start < span.end) for span in spans for fact in counts
    )


def test_spans_count_in_the_document() -> None:
    """Spans are offsets of the document's text, in the second paragraph and behind wide characters too."""
    text = "𝒜 day began.\r\n\r\n“Naïve” – they met in October. It took 95 minutes and did not end.\n"
    for fact in _facts(text):
        assert fact.span.of(text) == fact.surface
    assert {fact.surface for fact in _facts(text)} == {"October", "95 minutes", "not"}


def test_a_sentence_without_facts_has_none() -> None:
    """Plain words give nothing, and neither does empty text."""
    assert (
        _facts("The sky over the harbour was grey and nobody's boat moved.".replace("nobody's", "the")) == ()
    )
    assert _all(_one_sentence("")) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1,",
        "and ",
        "and and 5 ",
        "1-",
        "Monday ",
        "hundred ",
        "one thousand ",
        "not ",
        "be rejected ",
        "$",
        "2015 ",
        "1/",
        "half a ",
        "five of the ",
    ],
)
def test_time_grows_in_proportion(piece: str) -> None:
    """Four times the text takes no more than about four times as long, in one endless sentence."""
    short, long = (_one_sentence(piece * (size // len(piece))) for size in (8_000, 32_000))
    assert seconds(lambda: _all(long)) < 8 * seconds(lambda: _all(short)) + 0.1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("95", "95"),
        ("4200000000.0", "4200000000"),
        ("0.50", "0.5"),
        ("1E+3", "1000"),
        ("-5", "-5"),
        ("1234567.8912345", "1234567.891234"),
    ],
)
def test_canonical(value: str, text: str) -> None:
    """One number has one spelling, without separators, exponent or trailing zeros."""
    assert canonical(Decimal(value)) == text


@pytest.mark.parametrize("bound", sorted(QUALIFIERS))
def test_bounds_hold_the_value_or_its_edge(bound: str) -> None:
    """Whatever the qualifier, the value named lies within the bounds or on them."""
    (fact,) = (each for each in _facts("It held 500 guests.") if each.kind == "number")
    words = " ".join(QUALIFIERS[bound].split(",")[0].split())
    (told,) = (each for each in _facts(f"It held {words} 500 guests.") if each.kind == "number")
    assert (fact.low, fact.high, fact.approximate) == (500.0, 500.0, False)
    assert told.approximate
    assert told.low is None or told.low <= 500.0
    assert told.high is None or told.high >= 500.0
    assert (told.low, told.high) != (500.0, 500.0)


def test_every_measure_is_its_own_spelling() -> None:
    """The canonical name of a measure leads back to it."""
    for unit in set(MEASURES.values()):
        assert MEASURES[unit.name if unit.name in MEASURES else unit.name.lower()] == unit


@pytest.mark.parametrize("word", ["soldier", "city", "church", "bus", "glass", "campus", "box", "woman"])
def test_singular_undoes_plural(word: str) -> None:
    """The singular of a regular plural is the word it came from."""
    assert singular("women" if word == "woman" else plural(word)) == word


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("join", "joins joined joining"),
        ("stop", "stops stopped stopping"),
        ("decide", "decides decided deciding"),
        ("deny", "denies denied denying"),
        ("strike", "strikes struck striking"),
        ("determine", "determines determined determining"),
        ("agree", "agrees agreed agreeing"),
        ("visit", "visits visited visiting"),
        ("hit", "hits hitting"),
        ("use", "uses used using"),
        ("pass", "passed passing"),
        ("help", "helps helped helping"),
        ("call", "calls called calling"),
    ],
)
def test_forms_of_a_verb_meet(base: str, forms: str) -> None:
    """All forms of a verb have one lemma, so that "joined" in one document meets "join" in the other."""
    assert {lemma(form) for form in forms.split()} == {base}


@pytest.mark.parametrize("published", ["", "2015", "2015-09", "yesterday", "2015-13-45"])
def test_a_document_date_that_is_none_leaves_dates_open(published: str) -> None:
    """Only a full ISO 8601 day resolves a Monday; anything else leaves it open without failing."""
    (fact,) = _facts("They met on Monday.", published)
    assert (fact.value, fact.data["resolved"]) == ("--W1", "no")


@pytest.mark.parametrize("published", ["2015-09-29", "2015-09-29T14:30:00+02:00"])
def test_a_document_time_counts_as_its_day(published: str) -> None:
    """A time of publication resolves days as its date does."""
    (fact,) = _facts("They met on Monday.", published)
    assert fact.value == "2015-09-28"


@pytest.mark.parametrize(
    "text", ["They met 9000 years ago.", "It ends 9999 years from now, 99999999 days ago."]
)
def test_off_the_calendar(text: str) -> None:
    """A distance that leaves the calendar gives an open duration or nothing, never an error."""
    assert all(fact.low is None for fact in _facts(text, "2015-09-29") if fact.kind == "date")
    day = published_date("2015-09-29")
    assert day is not None
    assert shifted(day, "year", -9000) is None
