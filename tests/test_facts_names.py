"""Names of one bearer get one value, within and across documents; different bearers never do."""

from __future__ import annotations

import pytest

from xdiff.facts import extract, reconcile
from xdiff.records import Document, Fact
from xdiff.segment import segment


def _names(text: str, name: str = "one") -> tuple[Fact, ...]:
    return tuple(fact for fact in extract(segment(Document(id=name, text=text))) if fact.kind == "name")


def _values(left: str, right: str) -> tuple[set[str], set[str]]:
    """Return the values that the names of two one-sentence documents have after reconciling."""
    one, two = reconcile((_names(left, "one"), _names(right, "two")))
    return {fact.value for fact in one}, {fact.value for fact in two}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Hassan Rouhani", "Hassan Rowhani"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Dmitri Peskov", "Dmitry Peskov"),
        ("Francois Hollande", "François Hollande"),
        ("Mohammed Morsi", "Mohamed Mursi"),
        ("William Hague", "Bill Hague"),
        ("Anna Kowalska", "A. Kowalska"),
        ("Jean Marie Duval", "Jean Duval"),
    ],
)
def test_spellings_of_one_person_are_one(left: str, right: str) -> None:
    """Transliterations, diacritics, "al-", short given names and initials do not make two people."""
    one, two = _values(f"On Friday {left} spoke in the capital.", f"On Friday {right} spoke in the capital.")
    assert one == two
    assert len(one) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Barack Obama", "Osama Nasser"),
        ("Bashar Assad", "Hafez Assad"),
        ("Bill Clinton", "Hillary Clinton"),
        ("George W. Bush", "George H. Bush"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("North Korea", "South Korea"),
        ("Niger", "Nigeria"),
        ("Slovakia", "Slovenia"),
        ("Elena Obama", "Elena Osama"),
    ],
)
def test_two_bearers_stay_two(left: str, right: str) -> None:
    """Names that only look alike keep their own values: father and son, neighbours on the map."""
    one, two = _values(f"On Friday {left} was praised.", f"On Friday {right} was praised.")
    assert one.isdisjoint(two)


def test_surname_in_one_document_is_the_full_name_in_the_other() -> None:
    """The "Mr. Holland" of a bad translation is the other outlet's Francois Hollande."""
    one, two = _values("Then Mr. Holland spoke.", "Later Francois Hollande left.")
    assert one == two == {"francois hollande"}


def test_a_surname_of_two_people_joins_neither_into_one() -> None:
    """A bare surname may fall to one of two full names, yet the two are never merged through it."""
    one, two = _values("Then Bill Clinton met Hillary Clinton.", "Then Clinton spoke, as Clinton does.")
    assert one == {"bill clinton", "hillary clinton"}
    assert len(two) == 1


def test_an_acronym_is_the_name_with_its_initials() -> None:
    """Letters in capitals stand for a run of capitals in the other document, without any table."""
    one, two = _values(
        "Staff of the NDMA flew in.", "Staff of the National Disaster Mitigation Agency flew in."
    )
    assert one == two


def test_surface_and_order_are_untouched() -> None:
    """Reconciling changes value, unit and display, and nothing a reader can see in the text."""
    given = (_names("Sergei Lavrov spoke. Lavrov left Iran."), _names("Then Sergey Lavrov spoke.", "two"))
    after = reconcile(given)
    assert [[fact.surface for fact in facts] for facts in after] == [
        [fact.surface for fact in facts] for facts in given
    ]
    assert [[fact.span for fact in facts] for facts in after] == [
        [fact.span for fact in facts] for facts in given
    ]
    assert len({fact.data["display"] for facts in after for fact in facts if fact.unit == "person"}) == 1


def test_attributions_follow_the_names() -> None:
    """The speaker of an attribution gets the value that the name got."""
    left = extract(segment(Document(id="one", text="Sergei Lavrov said that talks would go on.")))
    right = extract(segment(Document(id="two", text="Sergey Lavrov said that talks would go on.")))
    speakers = {
        fact.value for facts in reconcile((left, right)) for fact in facts if fact.kind == "attribution"
    }
    assert len(speakers) == 1
    assert speakers != {""}


def test_nothing_to_reconcile() -> None:
    """No documents, and documents without names, come back as they were."""
    assert reconcile(()) == ()
    assert reconcile(((), ())) == ((), ())


def test_headline_capitals_are_no_names() -> None:
    """In a line set in title case only what the body names too is a name."""
    text = "Minister Kowalska Leaves Talks Early After Long Night\n\nOn Friday Anna Kowalska left the talks."
    assert [fact.surface for fact in _names(text)] == ["Kowalska", "Anna Kowalska"]
