"""Which mentions are of one bearer: hundreds of pairs, within and across documents, hits and near misses."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from xdiff.facts import extract, reconcile
from xdiff.facts.people.gazetteer import known_names
from xdiff.records import Document, Fact
from xdiff.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent / "cases" / "facts"
FILES = ("reconcile", "organisations", "places")
NOT_IN_THE_UN = 5  # Hong Kong, Kosovo, Palestine, Taiwan, the Vatican


def _all_cases() -> Iterator[Any]:
    for name in FILES:
        cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
        for number, case in enumerate(cases, 1):
            yield pytest.param(case, id=f"{name}-{number}")


def _values(documents: tuple[tuple[Fact, ...], ...], mention: str) -> set[str]:
    """Return the values of a mention: "Lavrov" anywhere, "1: Lavrov" in the second document only."""
    at, colon, surface = mention.partition(": ")
    among = documents[int(at) : int(at) + 1] if colon else documents
    wanted = surface if colon else mention
    return {
        fact.value
        for facts in among
        for fact in facts
        if fact.kind == "name" and fact.surface.rstrip(".").removeprefix("The ") == wanted
    }


@pytest.mark.parametrize("case", list(_all_cases()))
def test_case(case: dict[str, Any]) -> None:
    """Mentions said to be the same have one value, mentions said to be apart have none in common."""
    documents = reconcile(
        tuple(
            extract(segment(Document(id=str(number), text=text))) for number, text in enumerate(case["texts"])
        )
    )
    told = {mention: _values(documents, mention) for mention in case.get("same") or case["apart"]}
    assert all(told.values()), f"not found as a name: {told}"
    if "same" in case:
        assert len(set().union(*told.values())) == 1, f"{case['why']}: {told}"
    else:
        assert len(told) > 1
        assert sum(map(len, told.values())) == len(set().union(*told.values())), f"{case['why']}: {told}"


def test_hits_and_near_misses_are_many() -> None:
    """There are at least 140 cases each way, every one with its reason, and none twice."""
    cases = [each.values[0] for each in _all_cases()]
    assert sum("same" in case for case in cases) >= 140
    assert sum("apart" in case for case in cases) >= 140
    assert all(case["why"] for case in cases)
    assert len({str(case) for case in cases}) == len(cases)


def test_every_member_of_the_united_nations_is_known() -> None:
    """The table has 193 states and five that are not, each by its own name and value."""
    countries = {each.value for each in known_names().values() if each.country == each.value}
    assert len(countries) == 193 + NOT_IN_THE_UN


def test_a_capital_that_acts_says_so() -> None:
    """The fact of "Moscow said" is the state's and tells its capital; in "talks in Moscow" it is a town."""
    text = "Moscow said that talks would go on. They were held in Moscow."
    first, second = (fact for fact in extract(segment(Document(id="one", text=text))) if fact.kind == "name")
    assert (first.value, first.data["acts"], first.data["country"]) == ("russia", "moscow", "russia")
    assert (second.value, second.data.get("acts"), second.data["country"]) == ("moscow", None, "russia")


def test_a_speaker_follows_a_name_that_titles_split() -> None:
    """Where Mr. and Mrs. of one surname are two people, what each said is said by the name's new value."""
    left = extract(segment(Document(id="one", text="Mr. Adebayo said that the fine was paid.")))
    right = extract(segment(Document(id="two", text="Mrs. Adebayo said that the fine was paid.")))
    for facts in reconcile((left, right)):
        names = {fact.value for fact in facts if fact.kind == "name"}
        speakers = {fact.value for fact in facts if fact.kind == "attribution"}
        assert len(names) == 1
        assert speakers <= names
