"""Links joined into shared facts."""

from __future__ import annotations

import time

from xdiff.align import align
from xdiff.align.groups import MAX_OF_ONE_DOCUMENT, cluster, name_aliases
from xdiff.records import Article, Document, Fact, Group, Paragraph, Sentence, Span

FERRY = [
    "Ferry Aurora sinks off Norland",
    "The ferry Aurora sank off the coast of Norland late on Sunday with 240 people aboard.",
    "Divers recovered eleven bodies before dark, the coast guard said.",
    "Captain Ivo Brandt told investigators that water had entered the car deck.",
    "The prime minister cancelled a visit to Paris.",
]
FERRY_ELSEWHERE = [
    "Norland mourns its dead",
    "Eleven bodies were brought up by divers before nightfall, according to the coast guard.",
    "A ferry carrying 240 passengers, the Aurora, went down near Norland on Sunday night.",
    "Share prices of the shipping company were unchanged.",
    "Water came in through the car deck, the captain, Ivo Brandt, said to investigators.",
]
COOKING = [
    "Soak the beans overnight and rinse them well.",
    "Fry two onions in butter until they are soft.",
    "Add stock, bay leaves and a spoon of vinegar, then simmer for an hour.",
]


def article(name: str, sentences: list[str]) -> Article:
    """Make an article of one paragraph a sentence."""
    text = "\n\n".join(sentences)
    starts = [text.index(each) for each in sentences]
    spans = [Span(start=start, end=start + len(each)) for start, each in zip(starts, sentences, strict=True)]
    return Article(
        document=Document(id=name, text=text),
        paragraphs=tuple(
            Paragraph(span=span, kind="body", sentences=(k, k + 1)) for k, span in enumerate(spans)
        ),
        sentences=tuple(
            Sentence(span=span, text=each, paragraph=k, tokens=(0, 0))
            for k, (span, each) in enumerate(zip(spans, sentences, strict=True))
        ),
        tokens=(),
    )


def pairs(groups: tuple[Group, ...]) -> list[tuple[tuple[int, ...], ...]]:
    """Return the sentences of each group's members."""
    return [tuple(member.sentences for member in group.members) for group in groups]


def test_shared_facts_of_two_articles() -> None:
    """Each fact that both tell is one group, and what only one tells is in none."""
    groups = align([article("a", FERRY), article("b", FERRY_ELSEWHERE)], [(), ()])
    found = {(left, right) for left, right in pairs(groups)}
    assert any(1 in left and 2 in right for left, right in found)
    assert any(2 in left and 1 in right for left, right in found)
    assert any(3 in left and 4 in right for left, right in found)
    assert not any(4 in left or 3 in right for left, right in found)


def test_ids_follow_the_reading_order_of_the_first_document() -> None:
    """Groups are f1, f2 ... by their first sentence in the first document; members and links are in order."""
    groups = align([article("a", FERRY), article("b", FERRY_ELSEWHERE)], [(), ()])
    assert [each.id for each in groups] == [f"f{k}" for k in range(1, len(groups) + 1)]
    firsts = [each.members[0].sentences[0] for each in groups]
    assert firsts == sorted(firsts)
    for each in groups:
        assert [member.document_id for member in each.members] == ["a", "b"]
        assert 0 < each.score <= 1
        assert each.links


def test_different_events_share_nothing() -> None:
    """A recipe and a shipwreck have no group in common."""
    assert align([article("a", FERRY), article("b", COOKING)], [(), ()]) == ()


def test_copies_have_one_group_for_each_sentence() -> None:
    """Two copies of an article pair every sentence with its copy and nothing else."""
    groups = align([article("a", FERRY), article("b", FERRY)], [(), ()])
    assert pairs(groups) == [((k,), (k,)) for k in range(len(FERRY))]


def test_three_outlets_share_one_group() -> None:
    """A fact that three documents tell is one group with three members."""
    groups = align([article(name, FERRY) for name in "abc"], [(), (), ()])
    assert pairs(groups) == [((k,), (k,), (k,)) for k in range(len(FERRY))]


def test_one_document_or_an_empty_one_shares_nothing() -> None:
    """Fewer than two documents with sentences give no groups."""
    assert align([article("a", FERRY)], [()]) == ()
    assert align([article("a", FERRY), article("b", [])], [(), ()]) == ()
    assert align([], []) == ()


def test_clusters_stay_small() -> None:
    """However dense the links, a cluster takes at most so many sentences of one document."""
    ties = {((0, i), (1, j)): 0.9 for i in range(12) for j in range(12)}
    for found in cluster(ties, {(0, 1)}):
        for document in (0, 1):
            assert sum(place[0] == document for place in found) <= MAX_OF_ONE_DOCUMENT


def test_a_chain_of_links_is_no_cluster() -> None:
    """Sentences linked only through others do not become one group: a-b, b-c, c-d stay apart."""
    ties = {((0, k), (1, k)): 0.9 for k in range(5)} | {((0, k), (1, k + 1)): 0.4 for k in range(4)}
    assert len(cluster(ties, {(0, 1)})) >= 4


def test_one_name_in_two_spellings_is_one_word() -> None:
    """A name's surface is read as its canonical value, and only words with one first letter are."""
    span = Span(start=0, end=1)
    facts = [
        Fact(kind="name", document_id="a", sentence=0, span=span, surface=surface, value=value)
        for surface, value in (
            ("Rowhani", "hassan rouhani"),
            ("Mr. Brandt", "ivo brandt"),
            ("Moscow", "russia"),
        )
    ]
    assert name_aliases([facts]) == {"rowhani": "rouhani"}


def test_a_sentence_of_two_facts_stands_in_two_groups() -> None:
    """One long sentence and two sentences elsewhere, one for each of its clauses, are two groups."""
    long = [
        "After 90 minutes of talks on fishing rights, minister Karl Olsen called the harbour plan generous."
    ]
    short = [
        "The talks on fishing rights took 95 minutes.",
        "The plan for the harbour was generous, said Karl Olsen, the minister.",
    ]
    groups = align([article("a", long), article("b", short)], [(), ()])
    assert pairs(groups) == [((0,), (0,)), ((0,), (1,))]


def test_a_name_that_is_a_code_is_renamed_everywhere() -> None:
    """An alias for a word that also counts as a number or a counted noun is no error."""
    span = Span(start=0, end=1)
    facts = [Fact(kind="name", document_id="a", sentence=0, span=span, surface="4x40", value="4wd")]
    sentences = ["The 4x40 sold 4x40 units.", "Sales of 7 4x40 rose."]
    assert len(align([article("a", sentences), article("b", sentences)], [facts, ()])) == 2


def test_cost_grows_with_outlets_not_with_their_pairs() -> None:
    """Forty outlets take less than twelve times as long as ten, which have 45 of their 780 pairs."""

    def seconds(outlets: int) -> float:
        articles = [
            article(
                f"d{n}", [f"{each} Seen by reporter{n} at hour{n * 3 + k}." for k, each in enumerate(FERRY)]
            )
            for n in range(outlets)
        ]
        start = time.process_time()
        align(articles, [()] * outlets)
        return time.process_time() - start

    seconds(2)  # reads the model
    assert seconds(40) < 12 * seconds(10)
