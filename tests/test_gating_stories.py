"""Which documents of many are about one event."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from xdiff import pipeline
from xdiff.errors import ModelError
from xdiff.gating import Policy
from xdiff.gating.card import Card
from xdiff.gating.dealing import card
from xdiff.gating.event_words import MOST as TERMS
from xdiff.gating.event_words import RARENESS, Rareness, key, read, spotted, stem, weighed
from xdiff.gating.stories import MOST, POSTINGS, STORIES, stories, told
from xdiff.gating.train_stories import Table, Text, fit, scored
from xdiff.pipeline import inspect
from xdiff.read import read_paths
from xdiff.records import Document, Furniture, Span

FERRY = (
    "The ferry Maribel sank in heavy seas off Tarno on Tuesday evening. Rescuers in Port Hallau pulled 31 "
    "passengers from the water, and the coast guard searched for the captain, Ida Falk, all night. The "
    "shipping company said the hull had been inspected in April. Helicopters came from the island of "
    "Lunde."
)
FERRY_TOO = (
    "Thirty-one people were saved and others are missing after the Maribel, a ferry on its way to Tarno, "
    "went down in a storm. Captain Ida Falk is among the missing, the coast guard in Port Hallau said. "
    "Helicopters from Lunde joined the search. The hull of the ferry was inspected in April, its shipping "
    "company said."
)
COURT = (
    "A court in Orlov sentenced the banker Viktor Hahn to six years in prison for fraud on Tuesday. The "
    "judge said Hahn had taken nine million crowns from the pension fund of the Lenta shipyard. His "
    "lawyer, Pavla Reiss, said that they would appeal. Pensioners applauded in the gallery when the "
    "verdict was read."
)
BUDGET = (
    "Parliament in Brandal passed the budget by three votes after a night of debate over fuel duties. The "
    "minister of finance, Tomas Weil, promised subsidies for farmers and a lower tariff on tractors. The "
    "opposition walked out before the division and called for an early election."
)


def made(name: str, text: str, **known: str | None) -> Card:
    """Return the card of a text, as a run makes it."""
    story = known.pop("story", None)
    document = Document(
        id=name,
        text=text,
        sha256=name,
        extra={"story": story} if story else {},
        published=known.get("published"),
    )
    return card(inspect(document, verdict=False, fluency=False, facts=False))


def plain(name: str, *terms: str, story: str | None = None, published: str | None = None) -> Card:
    """Return a card with these terms, of one weight."""
    return Card(
        document_id=name,
        sha256=name,
        words=100,
        english=True,
        story=story,
        published=published,
        terms=tuple(f"5.0 {term}" for term in terms),
    )


def words(prefix: str, count: int = 20) -> list[str]:
    """Return terms that no other prefix has."""
    return [f"{prefix}{number}" for number in range(count)]


def test_two_reports_of_one_event_are_a_story() -> None:
    """Two reports in words of their own are found among others, in the order of the documents."""
    cards = [made("a", COURT), made("b", FERRY), made("c", BUDGET), made("d", FERRY_TOO)]
    assert stories(cards, "auto") == (("b", "d"),)


def test_two_documents_alone_are_enough() -> None:
    """Rareness comes from a table, so a story of two does not need others to stand out from."""
    assert stories([made("a", FERRY), made("b", FERRY_TOO)], "auto") == (("a", "b"),)
    assert stories([made("a", FERRY), made("b", COURT)], "auto") == ()


@pytest.mark.parametrize("how", STORIES)
def test_each_way_of_finding(how: str) -> None:
    """What is declared, found, everything or nothing, as was asked for."""
    cards = [
        made("a", FERRY, story="x"),
        made("b", COURT, story="x"),
        made("c", FERRY_TOO),
        made("d", BUDGET),
    ]
    expected = {
        "auto": (("a", "b", "c"),),
        "declared": (("a", "b"),),
        "one": (("a", "b", "c", "d"),),
        "none": (),
    }
    assert stories(cards, how) == expected[how]  # type: ignore[arg-type]  # parametrised over its values


def test_declared_stories_stay_apart() -> None:
    """Two documents that `seeds.toml` puts into different events are never compared, however alike."""
    apart = [made("a", FERRY, story="ferry"), made("b", FERRY_TOO, story="storm")]
    assert stories(apart, "auto") == ()


def test_others_join_a_declared_story() -> None:
    """A document of which nothing is declared joins the story that its words tell."""
    cards = [made("a", FERRY, story="ferry"), made("b", FERRY, story="ferry"), made("c", FERRY_TOO)]
    assert stories(cards, "auto") == (("a", "b", "c"),)
    assert stories(cards, "declared") == (("a", "b"),)


def test_days_keep_apart() -> None:
    """Reports published weeks apart are of two events; a day that is not known allows any."""
    first = plain("a", *words("t"), published="2019-05-03")
    assert stories([first, plain("b", *words("t"), published="2019-05-05")], "auto") == (("a", "b"),)
    assert stories([first, plain("b", *words("t"), published="2019-05-30")], "auto") == ()
    assert stories([first, plain("b", *words("t"))], "auto") == (("a", "b"),)
    assert stories([first, plain("b", *words("t"), published="2019")], "auto") == (("a", "b"),)
    assert stories([first, plain("b", *words("t"), published="2018")], "auto") == ()


def test_a_few_words_are_no_story() -> None:
    """Two short texts that share a name and little else stay apart."""
    assert stories([plain("a", *words("t", 4)), plain("b", *words("t", 4))], "auto") == (("a", "b"),)
    assert stories([plain("a", *words("t", 2)), plain("b", *words("t", 2))], "auto") == ()


def test_a_chain_is_no_story() -> None:
    """Of texts that overlap one with the next, only those join that are alike as a whole."""
    chain = [plain(f"d{at}", *(f"t{number}" for number in range(at * 10, at * 10 + 24))) for at in range(8)]
    assert all(len(each) == 2 for each in stories(chain, "auto"))


def test_other_languages_join_nothing() -> None:
    """A document that is not English is of no story that is found, for it would not be compared."""
    english, other = made("a", FERRY), made("b", FERRY)
    foreign = Card(document_id="b", sha256="b", words=90, english=False, terms=other.terms)
    assert stories([english, foreign], "auto") == ()


def test_a_large_event_is_parted_and_told() -> None:
    """More documents than are compared at once are told in parts, none dropped, and a note says so."""
    cards = [plain(f"d{number:02}", *words("t")) for number in range(MOST * 2 + 3)]
    found = told([*cards, made("z", COURT)], "auto")
    assert sorted(each for story in found.stories for each in story) == [each.document_id for each in cards]
    assert all(len(story) <= MOST for story in found.stories)
    (note,) = found.notes
    assert note.startswith(
        f"d00 and {MOST * 2 + 2} other documents seem to be about one event: compared in 3 parts"
    )


def test_a_large_declared_story_is_whole() -> None:
    """Who declares a story wants it compared as a whole."""
    cards = [plain(f"d{number:02}", *words("t"), story="x") for number in range(MOST * 2)]
    for how in ("auto", "declared"):
        found = told(cards, how)
        assert [len(story) for story in found.stories] == [MOST * 2]
        assert not found.notes


def test_words_of_everybody_find_nobody() -> None:
    """Terms that many documents have, such as an outlet's footer, join nothing and hide no story."""
    footer = words("footer", 12)
    crowd = [plain(f"d{at}", *footer, *words(f"own{at}-", 12)) for at in range(POSTINGS + 1)]
    pair = [plain(name, *footer, *words("event", 12)) for name in ("p", "q")]
    assert stories([*crowd, *pair], "auto") == (("p", "q"),)


def test_the_order_of_documents_moves_nothing() -> None:
    """The same documents in another order are in the same stories."""
    cards = [made("a", COURT), made("b", FERRY), made("c", BUDGET), made("d", FERRY_TOO)]
    turned = stories(cards[::-1], "auto")
    assert [set(each) for each in turned] == [set(each) for each in stories(cards, "auto")]


def test_terms_are_few_short_texts() -> None:
    """A card holds a bounded number of short strings, for the cache, the weightiest first."""
    terms = made("a", f"{FERRY} {COURT} {BUDGET} {FERRY_TOO}").terms
    assert 20 < len(terms) <= TERMS
    weights = [float(each.split(" ", 1)[0]) for each in terms]
    assert weights == sorted(weights, reverse=True)
    assert json.loads(json.dumps(terms)) == list(terms)
    assert made("empty", "").terms == ()


@pytest.mark.parametrize("term", ["", "ferry", "nan ferry", "inf ferry", "-3.0 ferry", "1e9 ferry", "7.4"])
def test_a_damaged_card_ends_in_no_traceback(term: str) -> None:
    """A term that no card has, as out of a cache that somebody edited, tells nothing."""
    cards = [plain("a", *words("t")), plain("b", *words("t"))]
    damaged = [dataclasses.replace(each, terms=(*each.terms, term)) for each in cards]
    assert stories(damaged, "auto") == (("a", "b"),)


def test_furniture_says_nothing_of_the_event() -> None:
    """Words around the body, such as links to other stories, are no terms of it."""
    link = "Zeppelin over Quellin"
    text = f"{link}\n\n{FERRY}"
    marked = Furniture(span=Span(start=0, end=len(link)), why="link list")
    around = Document(id="b", text=text, furniture=(marked,))
    assert card(inspect(around, verdict=False, fluency=False)).terms == made("a", FERRY).terms


def test_the_title_counts() -> None:
    """A title of `seeds.toml` says what a text is about."""
    document = Document(id="a", text=FERRY, title="Zeppelin over Quellin")
    titled = {each.split(" ", 1)[1] for each in card(inspect(document, verdict=False, fluency=False)).terms}
    assert {"zeppelin", "quellin"} <= titled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ferries", "ferry"),
        ("rescued", "rescue"),
        ("rescuing", "rescue"),
        ("Falk's", "Falk"),
        ("stopped", "stop"),
    ],
)
def test_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    """Plural, possessive, -ed and -ing do not make two words."""
    assert stem(one) == stem(other)


def test_numbers_and_names_are_told_apart() -> None:
    """Numbers are marked, without separators; a capital at the beginning of a sentence makes no name."""
    assert list(spotted("Rescuers pulled 1,250 people from Tarno.")) == [
        ("rescuer", False),
        ("pull", False),
        ("#1250", False),
        ("peopl", False),
        ("tarno", True),
    ]


def test_years_weigh_less_than_figures() -> None:
    """Each report of a year has its number, so it tells little."""
    nothing = Rareness(documents=100, having={})
    weights = dict(weighed(["of 2019 and 31450 and 3"], nothing))
    assert weights["#31450"] > weights["#2019"] > weights["#3"]


def test_a_broken_table_is_told(tmp_path: Path) -> None:
    """A file that is no table gives an error with its name, and no traceback."""
    for name, content in (("text.npz", b"no table"), ("missing.npz", None)):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(ModelError, match="table of words"):
            read(tmp_path / name)
    np.savez(tmp_path / "other.npz", keys=np.array([1], np.uint32))
    with pytest.raises(ModelError, match="table of words"):
        read(tmp_path / "other.npz")


def test_the_shipped_table_knows_common_words() -> None:
    """The table that comes with xdiff tells a word of every report from a rare one."""
    table = RARENESS.get()
    assert table.of("president") < table.of("tractor") < table.of("zyzzyx")


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    """What `train_stories` writes is what the gate reads."""
    known = Rareness(documents=12, having={key("ferry"): 5, key("court"): 3})
    Table(known).save(tmp_path / "table.npz")
    assert read(tmp_path / "table.npz") == known


def test_the_table_is_made_of_one_half(tmp_path: Path) -> None:
    """An event is whole in the half that is fitted on or in the half that is measured, never in both."""
    import gzip

    from xdiff.gating.train_stories import Data

    rows = [
        {"event_id": f"ecb+:{event}", "text": f"{event} {at} {FERRY}", "title": "", "date": None}
        for event in range(20)
        for at in range(3)
    ]
    for name, lines in (
        ("align/same-event-articles.jsonl.gz", rows),
        ("facts/attributions.jsonl.gz", [{"id": "p", "text": COURT, "date": "2016-01-02"}]),
        ("origin/train.jsonl.gz", []),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(each) + "\n" for each in lines)
    data = Data(tmp_path)
    ours, theirs = ({each.event for each in data.half(measured=flag)} for flag in (False, True))
    assert ours
    assert theirs
    assert not ours & theirs
    table = fit(data)
    assert table.rareness.documents == len(data.half(measured=False)) + len(data.other_half(measured=False))
    assert table.rareness.having[key("maribel")] == len(data.half(measured=False))


def test_pairs_are_scored_by_event() -> None:
    """Precision and recall count pairs of documents; two texts of no known event say nothing."""
    texts = [
        *(Text(id=name, text="", event="ecb+:1") for name in "abc"),
        *(Text(id=name, text="", event="lead:1") for name in "de"),
        *(Text(id=name, text="") for name in "fg"),
    ]
    found = scored(texts, [("a", "b", "d"), ("f", "g")])
    assert (found["precision"], found["recall"], found["unknown"]) == (1 / 3, 1 / 4, 1)


def test_the_two_seeds_are_one_story() -> None:
    """The two reports in `seeds/` find each other by their words, and neither errs against the other."""
    read = read_paths([str(Path(__file__).parent.parent / "seeds")])
    outcome = pipeline.gate(read.documents, Policy(select=("CS",)))
    assert outcome.stories == (tuple(each.id for each in read.documents),)
    assert {each.severity for each in outcome.findings} == {"note"}
    spoken = " ".join(each.message for each in outcome.findings)
    assert all(
        each in spoken for each in ("95 minutes", "surprisingly frank", "Sergey Lavrov", "Russia Today")
    )


def test_the_run_compares_what_is_found() -> None:
    """The gate compares the documents of a story that nobody declared, and says which these were."""
    documents = [
        Document(id=name, text=text, sha256=name)
        for name, text in (("a", FERRY), ("b", FERRY_TOO), ("c", COURT))
    ]
    outcome = pipeline.gate(documents, Policy(select=("CS",)))
    assert outcome.stories == (("a", "b"),)
    assert {each.document_id for each in outcome.findings} <= {"a", "b"}
