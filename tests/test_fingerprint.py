"""Lasting names: a finding keeps its name through what does not touch it, and no other finding gets it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sample_run import cut_up, sample_run

from xdiff import fingerprint
from xdiff.records import Divergence, Inconsistency, Span, Variant, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import DivergenceKind


def found(*quotes: tuple[str, str], at: int = 0, kind: DivergenceKind = "number") -> Divergence:
    """Return a divergence of (document, words), all at one offset."""
    variants = tuple(
        Variant(document_id=document, span=Span(start=at, end=at + len(words)), surface=words, value="")
        for document, words in quotes
    )
    return Divergence(group_id="f1", kind=kind, severity="variant", variants=variants, message="they differ")


def name(*quotes: tuple[str, str], kind: DivergenceKind = "number") -> str:
    """Return the name of one divergence alone."""
    return fingerprint.divergences([found(*quotes, kind=kind)])[0]


def moved(each: Divergence, by: int) -> Divergence:
    """Return a divergence that stands further down in each document, in another fact, worded otherwise."""
    return replace(
        each,
        group_id="f99",
        severity="conflict",
        message=f"{each.message}, says a later version",
        variants=tuple(
            replace(one, span=Span(start=one.span.start + by, end=one.span.end + by), value=f"{one.value}!")
            for one in each.variants
        ),
    )


def test_a_name_is_short_and_says_its_kind() -> None:
    """A name is the kind, a colon and sixteen digits: fit for an attribute, a file and an eye."""
    for each, key in zip(
        sample_run().divergences, fingerprint.divergences(sample_run().divergences), strict=True
    ):
        kind, _, digits = key.partition(":")
        assert kind == each.kind
        assert len(digits) == fingerprint.DIGITS
        int(digits, 16)


def test_names_hold_in_other_versions() -> None:
    """Names stand in files that reviewers keep: this test fails when a change would lose their decisions."""
    assert name(("a", "95 minutes"), ("b", "about 90 minutes")) == "number:5075369f9f50e3f8"


def test_edits_elsewhere_change_no_name() -> None:
    """Other offsets, another fact's number, severity, message and value: the same finding, the same name."""
    before = sample_run().divergences
    after = tuple(moved(each, by=40) for each in before)
    assert fingerprint.divergences(after) == fingerprint.divergences(before)


def test_another_order_changes_no_name() -> None:
    """The order of documents, of findings and of what one finding quotes is no part of a name."""
    before = sample_run().divergences
    names = dict(zip(before, fingerprint.divergences(before), strict=True))
    rng = random.Random(5)  # noqa: S311 (an order, no secret)
    for _ in range(20):
        shuffled = rng.sample(before, len(before))
        turned = [replace(each, variants=each.variants[::-1]) for each in shuffled]
        assert fingerprint.divergences(turned) == tuple(names[each] for each in shuffled)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("95 minutes", "95\xa0minutes"),
        ("95 minutes", "95\n  minutes"),
        ("the mayor", "themayor"),
        ("“ We have ”", '"We have"'),
        ("«We have»", "“We have”"),
        ("``We have''", "“We have”"),
        ("don’t", "don't"),
        ("Dorn", "DORN"),
        ("1990–95", "1990-95"),
        ("so — he said", "so -- he said"),
        ("wait…", "wait..."),
        ("cafe\u0301", "café"),
        ("Straße", "STRASSE"),
        ("in\xadquiry", "inquiry"),
        ("\u200bzero\ufeff", "zero"),
    ],
)
def test_what_another_reader_of_the_page_sets_otherwise(one: str, other: str) -> None:
    """Spaces, capitals, quotation marks, dashes and unseen characters do not change a name."""
    assert name(("a", one), ("b", "x")) == name(("a", other), ("b", "x"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4.5 tonnes", "45 tonnes"),
        ("1,5", "15"),
        ("-3 degrees", "3 degrees"),
        ("30 %", "30"),
        ("$5", "€5"),
        ("10²", "102"),
        ("we're", "were"),
        ("Dorn", "Dorne"),
        ("", "Dorn"),
    ],
)
def test_other_words_are_another_finding(one: str, other: str) -> None:
    """A point, a sign, a unit or a letter more is another finding."""
    assert name(("a", one), ("b", "x")) != name(("a", other), ("b", "x"))


def test_kind_and_document_are_part_of_a_name() -> None:
    """The same words as another kind, in another document, or the other way round, are another finding."""
    plain = name(("a", "5"), ("b", "6"))
    assert plain != name(("a", "5"), ("b", "6"), kind="date")
    assert plain != name(("a", "5"), ("c", "6"))
    assert plain != name(("a", "6"), ("b", "5"))
    assert plain != name(("a", "5"), ("b", "6"), ("c", "6"))


def test_one_document_cannot_make_the_name_of_another() -> None:
    """Tabs and line ends in ids or words cannot be read as the borders between them."""
    assert name(("a", "x"), ("b", "y")) != name(("a", "x\nb\ty"))
    assert name(("a\tx", "y")) != name(("a", "x\ty"))
    assert name(("a\tx\nb", "y")) != name(("a", "x"), ("b", "y"))


def test_alike_findings_are_numbered_by_where_they_stand() -> None:
    """Of findings with the same quotes the first in the text has the plain name, in any order."""
    first, second, third = (found(("a", "5"), ("b", "6"), at=place) for place in (10, 200, 3000))
    plain = name(("a", "5"), ("b", "6"))
    expected = {first: plain, second: f"{plain}#2", third: f"{plain}#3"}
    for order in ([first, second, third], [third, first, second], [second, third, first]):
        assert fingerprint.divergences(order) == tuple(expected[each] for each in order)
    assert fingerprint.divergences([first, first]) == (plain, f"{plain}#2")


def spelt(*places: tuple[str, int]) -> Inconsistency:
    """Return one name in several spellings, each at an offset of the document `a`."""
    variants = tuple(
        Variant(document_id="a", span=Span(start=at, end=at + len(words)), surface=words, value="")
        for words, at in places
    )
    return Inconsistency(document_id="a", kind="name", variants=variants, message="spelt in two ways")


def test_a_spelling_used_once_more_is_the_same_inconsistency() -> None:
    """How often each spelling stands, and where, does not change the name; another spelling does."""
    (plain,) = fingerprint.inconsistencies([spelt(("Dorn", 5), ("Dorne", 50))])
    assert plain.startswith("inconsistency:")
    again = spelt(("Dorne", 9), ("Dorn", 80), ("Dorn", 120))
    assert fingerprint.inconsistencies([again]) == (plain,)
    assert fingerprint.inconsistencies([spelt(("Dorn", 5), ("Dorner", 50))]) != (plain,)


def verdict_on(*sentences: str, furniture: str = "Share", id: str = "a", label: str = "unsure") -> str:  # noqa: A002
    """Return the name of a verdict on a document of these sentences."""
    article = cut_up(((furniture, (furniture,)), ("body", sentences)), id=id)
    return fingerprint.origin(article, Verdict(label=label, p_machine=0.5, p_translated=0.5))  # type: ignore[arg-type]  # a label


def test_a_verdict_is_on_the_words_it_judged() -> None:
    """Another label, document or word of the body is another verdict; other furniture or quotes are not."""
    plain = verdict_on("He said “no”.", "It rained.")
    assert plain.startswith("origin:")
    assert verdict_on("He said “no”.", "It rained.", furniture="Print this page") == plain
    assert verdict_on('He said "no".', "It  rained.") == plain
    assert verdict_on("He said “no”. It rained.") == plain
    assert verdict_on("He said “no”.", "It rained.", label="machine_translation") != plain
    assert verdict_on("He said “no”.", "It rained.", id="b") != plain
    assert verdict_on("He said “no”.", "It snowed.") != plain


def test_a_run_is_named_by_its_documents_in_any_order() -> None:
    """The same documents with the same bytes are one run; another byte makes another."""
    documents = [each.document for each in sample_run().inspections]
    assert fingerprint.run(documents) == fingerprint.run(documents[::-1])
    changed = [replace(documents[0], sha256="0" * 64), *documents[1:]]
    assert fingerprint.run(changed) != fingerprint.run(documents)
    assert fingerprint.run(documents[1:]) != fingerprint.run(documents)


def test_odd_text_has_a_name() -> None:
    """Lone surrogates, null bytes and a megabyte of one letter get names like any words."""
    odd: Sequence[str] = ("\ud800", "\x00", "w" * 1_000_000, "\U000e0041", "")
    names = {name((each, each)) for each in odd}
    assert len(names) == len(odd)


def test_ten_thousand_alike_and_different_have_one_name_each() -> None:
    """Of 10,000 findings, half of them alike, no two have one name."""
    many = [found(("a", str(at % 5000)), ("b", "x"), at=at) for at in range(10_000)]
    assert len(set(fingerprint.divergences(many))) == len(many)
