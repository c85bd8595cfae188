"""The room as a whole: order, one telling of each difference, three documents, messages, word differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from xdiff.diff import COMMON, MOST_RATED, comparisons, divergences, word_diffs
from xdiff.diff.base import Comparison, listed, quoted
from xdiff.diff.calendar import may_be_one
from xdiff.diff.calendar import relation as relation_of_dates
from xdiff.diff.lexicon import measures, senses, table, told_measures
from xdiff.diff.quantity import relation, several
from xdiff.diff.stems import stem
from xdiff.diff.story import Story
from xdiff.diff.twins import apart
from xdiff.discover import parts
from xdiff.facts import extract, reconcile
from xdiff.records import SEVERITIES, Document, Fact, Group, Member, Span
from xdiff.segment import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xdiff.records import Article, Divergence

KILLED = "The bus crash in Tarn killed {} children."


def articles_of(*texts: str, outlets: Sequence[str | None] = ()) -> list[Article]:
    """Segment texts as documents `doc0`, `doc1` ... with the given outlets."""
    return [
        segment(Document(id=f"doc{index}", text=text, outlet=outlets[index] if outlets else None))
        for index, text in enumerate(texts)
    ]


def one_group(articles: Sequence[Article], group_id: str = "f1") -> Group:
    """Return the group of all sentences of all articles."""
    return Group(
        id=group_id,
        members=tuple(
            Member(document_id=each.document.id, sentences=tuple(range(len(each.sentences))))
            for each in articles
        ),
        score=1.0,
    )


def compare(*texts: str, outlets: Sequence[str | None] = ()) -> tuple[Divergence, ...]:
    """Compare texts as one group."""
    articles = articles_of(*texts, outlets=outlets)
    facts = reconcile([extract(article) for article in articles])
    return divergences((one_group(articles),), articles, facts)


def number(value: str, *, bound: str = "exact", low: float | None = None, high: float | None = None) -> Fact:
    """Return a number of minutes by hand; an exact one is bounded by itself."""
    exact = bound == "exact"
    return Fact(
        kind="number", document_id="doc", sentence=0, span=Span(start=0, end=1), surface=value, value=value,
        unit="minute", approximate=not exact, low=float(value) if exact else low,
        high=float(value) if exact else high, data={"bound": bound},
    )  # fmt: skip


def test_hand_made_facts_need_no_other_room() -> None:
    """Facts made by hand, in the agreed form, are compared like extracted ones."""
    texts = ["The session lasted 95 minutes.", "The session lasted 60 minutes."]
    articles = articles_of(*texts)
    facts = [
        (
            Fact(
                kind="number", document_id=f"doc{index}", sentence=0, span=Span(start=19, end=29),
                surface=f"{value} minutes", value=value, unit="minute", low=float(value), high=float(value),
                data={"bound": "exact"},
            ),
        )
        for index, value in enumerate(("95", "60"))
    ]  # fmt: skip
    (found,) = divergences((one_group(articles),), articles, facts)
    assert (found.kind, found.severity) == ("number", "conflict")
    assert [variant.value for variant in found.variants] == ["95", "60"]


def test_three_documents_make_one_divergence_grouped_by_value() -> None:
    """Two outlets that agree and a third that does not are one divergence with a variant each."""
    (found,) = compare(*(KILLED.format(n) for n in (14, 19, 14)), outlets=("Post", "Star", "Echo"))
    assert [variant.document_id for variant in found.variants] == ["doc0", "doc1", "doc2"]
    assert [variant.value for variant in found.variants] == ["14", "19", "14"]
    assert '"14 children" in Post and Echo against "19 children" in Star' in found.message


def test_agreement_of_all_is_no_divergence() -> None:
    """Three documents with one number have nothing to tell."""
    assert compare(*(KILLED.format(n) for n in (14, "fourteen", 14))) == ()


def test_the_message_names_the_outlet_or_else_the_document() -> None:
    """An outlet that two documents share names neither of them."""
    (one,) = compare(KILLED.format(14), KILLED.format(19), outlets=("Post", None))
    assert "in Post" in one.message
    assert "in doc1" in one.message
    (other,) = compare(KILLED.format(14), KILLED.format(19), outlets=("Post", "Post"))
    assert "in doc0" in other.message
    assert "in doc1" in other.message


def test_a_compatible_difference_says_why() -> None:
    """The message of a variant tells what the vague words allow."""
    (found,) = compare(
        "The talks in Geneva lasted 95 minutes.", "The talks in Geneva lasted about 90 minutes."
    )
    assert found.severity == "variant"
    assert '"about 90 minutes" allows 81 to 99' in found.message


def test_worst_first_then_reading_order() -> None:
    """A conflict of the last sentence stands before the variant of the first."""
    left = "The talks in Geneva lasted 95 minutes. Later a bomb killed 14 soldiers in Tarn."
    right = "The talks in Geneva lasted about 90 minutes. Later a bomb killed 19 soldiers in Tarn."
    found = compare(left, right)
    assert [each.severity for each in found] == ["conflict", "variant"]
    ranks = [SEVERITIES.index(each.severity) for each in found]
    assert ranks == sorted(ranks)


def test_a_number_in_a_quotation_is_told_once() -> None:
    """Where a figure conflicts inside a quotation, the number is named and the quotation is not."""
    left = '"The bomb in Tarn killed 14 soldiers at the gate," the general said.'
    right = '"The bomb in Tarn killed 19 soldiers at the gate," the general said.'
    assert [each.kind for each in compare(left, right)] == ["number"]


def test_a_spelling_is_told_once_in_a_story() -> None:
    """A name written otherwise in every sentence is one divergence, at its first place."""
    left = "Sergey Volkov met the envoys in Minsk. Sergey Volkov left Minsk by train."
    right = "Sergei Volkov met the envoys in Minsk. Sergei Volkov left Minsk by train."
    (found,) = compare(left, right)
    assert found.kind == "name"
    assert found.variants[0].span == Span(start=0, end=13)


def test_document_order_does_not_change_what_is_found() -> None:
    """Turning the documents round gives the same kinds and severities."""
    left = 'About 90 minutes passed. "We will sign the treaty," Marta Kovac said. Nine men were arrested.'
    right = 'It took 95 minutes. "We will sign the accord," Marta Kovac said. Ten men were arrested.'
    there, back = compare(left, right), compare(right, left)
    assert sorted((e.kind, e.severity) for e in there) == sorted((e.kind, e.severity) for e in back)


def test_a_quotation_belongs_to_every_sentence_it_covers() -> None:
    """A group that has only the second sentence of a quotation still compares it."""
    articles = articles_of(
        '"The raids are illegal. They are not citizens of our country and cannot choose its path," he said.',
        '"They are no nationals of this country and must not choose its future leaders," the president said.',
    )
    facts = reconcile([extract(article) for article in articles])
    group = Group(
        id="f1",
        members=(Member(document_id="doc0", sentences=(1,)), Member(document_id="doc1", sentences=(0,))),
        score=1.0,
    )
    (found,) = divergences((group,), articles, facts)
    assert found.kind == "quote"
    assert found.variants[0].surface.startswith("They are not citizens")


def test_no_facts_and_no_groups() -> None:
    """Empty input gives empty output."""
    articles = articles_of("One.", "Two.")
    assert divergences((), articles, [(), ()]) == ()
    assert divergences((one_group(articles),), articles, [(), ()]) == ()
    assert word_diffs((), articles, chrf=lambda _a, _b: 0.0, ter=lambda _a, _b: 0.0) == ()


def test_word_differences_are_of_the_passages_and_scored_right_against_left() -> None:
    """The first document is compared with each other one; its passage is the reference of both scores."""
    articles = articles_of("One dog ran. It barked.", "One cat ran. It slept.", "A dog ran.")
    asked: list[tuple[str, str]] = []

    def score(hypothesis: str, reference: str) -> float:
        asked.append((hypothesis, reference))
        return 50.0

    found = word_diffs((one_group(articles),), articles, chrf=score, ter=score)
    assert [(each.left.document_id, each.right.document_id) for each in found] == [
        ("doc0", "doc1"),
        ("doc0", "doc2"),
    ]
    assert "".join(text for op, text in found[0].ops if op != "insert") == "One dog ran. It barked."
    assert "".join(text for op, text in found[0].ops if op != "delete") == "One cat ran. It slept."
    assert asked[0] == ("One cat ran. It slept.", "One dog ran. It barked.")
    assert (found[0].chrf, found[0].ter) == (50.0, 50.0)


def test_no_edit_rate_between_passages_that_share_little() -> None:
    """TER is not asked for where chrF says that two passages have other words."""
    articles = articles_of("One dog ran.", "Prices fell.")
    (found,) = word_diffs((one_group(articles),), articles, chrf=lambda *_: 12.0, ter=lambda *_: 1 / 0)
    assert found.ter is None


def test_every_module_is_a_comparison_or_named_as_common() -> None:
    """The room has one comparison of each kind of divergence, found by scanning it."""
    kinds = [comparison.kind for comparison in comparisons()]
    assert sorted(kinds) == ["attribution", "date", "name", "number", "polarity", "quote", "wording"]
    assert set(parts("xdiff.diff", "COMPARISON", Comparison, common=COMMON)) == set(kinds)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (number("95"), number("95"), "same"),
        (number("95"), number("90", bound="about", low=81, high=99), "overlapping"),
        (number("85"), number("80", bound="over", low=80), "overlapping"),
        (number("75"), number("80", bound="over", low=80), "apart"),
        (number("240312"), number("240000"), "rounded"),
        (number("4.23"), number("4.2"), "rounded"),
        (number("48"), number("50"), "apart"),
        (number("4.2"), number("4.3"), "apart"),
        (number("102"), number("90", bound="about", low=81, high=99), "overlapping"),
        (number("130"), number("90", bound="about", low=81, high=99), "apart"),
    ],
)
def test_what_two_quantities_allow(left: Fact, right: Fact, expected: str) -> None:
    """Bounds, roundings and loose words decide, in either order."""
    assert relation(left, right) == expected
    assert relation(right, left) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2015-09-28", "2015-09-28", "same"),
        ("2015-09-28", "2015-09", "finer"),
        ("2015-09-28", "--W1", "same"),
        ("2015-09-28", "--W2", "apart"),
        ("--09-28", "2015-09-28", "finer"),
        ("2012", "2013", "apart"),
        ("2015", "--W1", "open"),
        ("2015-02-30", "2015", "open"),
        ("2014/2015", "2015", "open"),
    ],
)
def test_what_two_dates_allow(left: str, right: str, expected: str) -> None:
    """Only parts that both dates give are compared; what is no date is open."""
    assert relation_of_dates(left, right) == expected
    assert relation_of_dates(right, left) == expected


def dated(value: str, surface: str = "", *, resolved: str = "explicit") -> Fact:
    """Return a date by hand."""
    return Fact(
        kind="date", document_id="doc", sentence=0, span=Span(start=0, end=1), surface=surface or value,
        value=value, unit="day", data={"resolved": resolved},
    )  # fmt: skip


def test_a_weekday_is_not_a_month() -> None:
    """A bare weekday belongs to the week of the page, and may not be "in February"."""
    assert not may_be_one(dated("--W1"), dated("--02"))
    assert may_be_one(dated("--W1"), dated("2015-09-28"))
    assert may_be_one(dated("2015"), dated("--09-28"))


def test_a_day_resolved_by_the_page_is_compared_as_a_weekday() -> None:
    """Two pages of two days may resolve one "Thursday" to two dates; "today" is not compared at all."""
    there, here = (
        dated(value, "Thursday", resolved="document date") for value in ("2021-08-12", "2021-08-05")
    )
    assert may_be_one(there, here)
    assert not may_be_one(there, dated("2021-08-11"))
    assert may_be_one(dated("2021-08-12", "today", resolved="document date"), dated("2021-08-13"))


def test_a_word_stands_in_one_set_of_near_words() -> None:
    """No stem of the list of near words belongs to two sets, or one would hide the other."""
    seen: dict[str, str] = {}
    for line in table("near")["sets"]:
        assert len(line.split()) > 1
        for word in line.split():
            assert seen.setdefault(stem(word), line) == line, word
    assert senses()[stem("nationals")] == senses()[stem("citizen")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("operations", "operated"),
        ("surprisingly", "surprised"),
        ("countries", "country's"),
        ("anti-drug", "drugs"),
    ],
)
def test_stems_join_the_forms_of_a_word(one: str, other: str) -> None:
    """Inflections and compounds share a stem."""
    assert stem(one) == stem(other)


def test_a_long_surface_is_cut_in_the_middle() -> None:
    """A message stays readable: at most about 120 characters of a quotation, on one line."""
    shown = quoted("word " * 60)
    assert len(shown) < 130
    assert "…" in shown
    assert quoted('a "b"\n c') == "\"a 'b' c\""


def test_lists_read_as_people_write_them() -> None:
    """One, two and three names."""
    assert [listed(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_other_figures_of_a_sentence_do_not_hide_a_conflict_of_one_named_cause() -> None:
    """One river flooded two counts of farms: minutes that differ in the same sentences change nothing."""
    found = compare(
        "Nadia Brandt heard councillors for 40 minutes on Friday after the Oderin flooded 150 farms.",
        "Councillors met Nadia Brandt for about 60 minutes on Friday after the Oderin flooded 210 farms.",
    )
    assert ("150 farms", "210 farms") in [
        tuple(variant.surface for variant in each.variants) for each in found if each.severity == "conflict"
    ]


@pytest.mark.parametrize(
    ("left", "right", "topic"),
    [
        ("The ferry sank off Cebu, killing 14 people.", "Nineteen people died when the ferry sank off Cebu.",
         ", of the dead; both cannot be true."),
        ("Prices rose to 7.4 percent in Ana Lind's district on Monday.",
         "On Monday prices in Ana Lind's district rose to 7.9 percent.", ', beside "rose"'),
        ("The mayor resigned on 12 March 2014.", "The mayor resigned on 14 March 2014.",
         ", of the resignation;"),
    ],
)  # fmt: skip
def test_the_message_says_what_the_numbers_are_of(left: str, right: str, topic: str) -> None:
    """A known measure or happening in words, else the words both are told with: no weekday, no given name."""
    (found,) = [each for each in compare(left, right) if each.severity == "conflict"]
    assert topic in found.message
    assert found.message.startswith('"')
    assert not any(f'"{name}"' in found.message for name in ("Monday", "Ana", "Lind"))


def test_every_measure_can_be_told() -> None:
    """A measure names what it may be counted in, and its words for a message go behind the numbers."""
    assert told_measures().keys() == set(measures().values())
    for told, kinds in told_measures().values():
        assert told.split()[0] in {"of", "as"}
        assert kinds <= {
            "length", "time", "speed", "money", "percent", "vote", "magnitude", "count", "bare"
        }  # fmt: skip


def test_people_who_speak_are_each_outlets_own() -> None:
    """How many unnamed sources an outlet has is no fact that it shares with another outlet."""
    found = compare(
        "The prince approved the killing of the editor, four state officials familiar with the matter said.",
        "The prince approved the killing of the editor, three state officials familiar with the matter said.",
    )
    assert not any(each.kind == "number" for each in found)


def test_documents_that_tell_a_fact_in_the_same_words_are_each_named_where_they_tell_it() -> None:
    """Of many copies one is compared, and every copy has its variant at its own place in its own text."""
    texts = [KILLED.format("12")] * 7 + [KILLED.format("15")] * 3
    (found,) = compare(*texts)
    assert found.kind == "number"
    assert found.severity == "conflict"
    assert [each.document_id for each in found.variants] == [f"doc{k}" for k in range(10)]
    places = [each.span.of(text) for each, text in zip(found.variants, texts, strict=True)]
    assert places == [each.surface for each in found.variants]
    assert [each.value for each in found.variants] == ["12"] * 7 + ["15"] * 3


def test_twins_are_moved_to_their_own_sentence() -> None:
    """A copy that stands further down in its document is told where it stands."""
    lead = "Rain fell on Tarn all night."
    texts = [KILLED.format("12")] * 5 + [f"{lead} {KILLED.format('12')}", KILLED.format("15")]
    articles = articles_of(*texts)
    members = tuple(
        Member(document_id=each.document.id, sentences=(len(each.sentences) - 1,)) for each in articles
    )
    facts = reconcile([extract(article) for article in articles])
    (found,) = divergences((Group(id="f1", members=members, score=1.0),), articles, facts)
    further = next(each for each in found.variants if each.document_id == "doc5")
    assert further.span.start > len(lead)
    assert further.span.of(texts[5]) == further.surface


def test_few_documents_are_all_compared() -> None:
    """Up to six documents nothing is taken for a copy of another."""
    sides, twins = apart(
        Story(articles := articles_of(*[KILLED.format("12")] * 6), [()] * 6).sides(one_group(articles))
    )
    assert len(sides) == 6
    assert not twins


def test_a_message_names_a_few_of_many_outlets() -> None:
    """A hundred names help nobody: the variants hold them all."""
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed([f"P{k}" for k in range(9)]) == "P0, P1, P2, P3 and 5 others"


@pytest.mark.parametrize(
    ("unit", "count", "shown"),
    [
        ("mile", 6.2, "miles"),
        ("mile", 1, "mile"),
        ("kilometre per hour", 161, "kilometres per hour"),
        ("square foot", 3, "square feet"),
        ("degree Celsius", 20, "degrees Celsius"),
    ],
)
def test_units_stand_in_the_plural_behind_a_count(unit: str, count: float, shown: str) -> None:
    """A message never says "kilometre per hours"."""
    assert several(unit, count) == shown


def test_temperatures_are_told_on_one_scale() -> None:
    """20 degrees Celsius are 68 Fahrenheit: nothing to tell. 25 are not, however near both are in kelvin."""
    assert not compare("The lake is 20 degrees Celsius.", "The lake is 68 degrees Fahrenheit.")
    (found,) = compare("The lake is 25 degrees Celsius.", "The lake is 68 degrees Fahrenheit.")
    assert found.severity == "conflict"
    assert "is about 20 degrees Celsius" in found.message


def test_edit_rates_of_a_run_are_bounded() -> None:
    """A thousand rows would take a minute: the first two hundred get an edit rate, copies are 0."""
    count = MOST_RATED + 5
    sentences = [f"Gate {at} of the Tarn lock was shut." for at in range(count)]
    articles = articles_of(" ".join(sentences), " ".join(each.replace("shut", "open") for each in sentences))
    groups = [
        Group(
            id=f"f{at}",
            members=tuple(Member(document_id=f"doc{side}", sentences=(at,)) for side in (0, 1)),
            score=1.0,
        )
        for at in range(count)
    ]
    found = word_diffs(groups, articles, chrf=lambda *_: 90.0, ter=lambda *_: 14.0)
    assert [each.ter for each in found] == [14.0] * MOST_RATED + [None] * 5
    copies = word_diffs(
        groups, articles_of(*[" ".join(sentences)] * 2), chrf=lambda *_: 100.0, ter=lambda *_: 1 / 0
    )
    assert {each.ter for each in copies} == {0.0}
