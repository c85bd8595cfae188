"""Links joined into shared facts."""

from __future__ import annotations

import numpy as np

from xdiff.align import align
from xdiff.align.groups import MAX_OF_ONE_DOCUMENT, _rivalled, cluster, name_aliases
from xdiff.align.partners import NEAREST, partners
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


def test_pairs_compared_grow_with_outlets_not_with_their_square() -> None:
    """Of many outlets each is compared with its nearest ones: forty make far fewer than their 780 pairs."""
    outlets = [
        [f"{each} Seen by reporter{n} at hour{n * 3 + k}." for k, each in enumerate(FERRY)] for n in range(40)
    ]
    assert len(partners(outlets[:10])) == 45
    compared = partners(outlets)
    assert len(compared) <= 40 * NEAREST
    assert {document for pair in compared for document in pair} == set(range(40))


def test_copies_with_small_edits_are_one_group_a_sentence() -> None:
    """Twenty copies of a wire text, each with a word changed, give one group of all for each sentence."""
    outlets = [
        [each.replace("the", f"the{n}", 1) if k == n % 5 else each for k, each in enumerate(FERRY)]
        for n in range(20)
    ]
    groups = align([article(f"d{n}", each) for n, each in enumerate(outlets)], [()] * 20)
    assert pairs(groups) == [((k,),) * 20 for k in range(len(FERRY))]


def test_a_shortened_copy_has_one_group_for_each_sentence_left() -> None:
    """What a shortened copy left out is in no group, and what it kept is with its copy alone."""
    groups = align([article("a", FERRY), article("b", FERRY[1:4])], [(), ()])
    assert pairs(groups) == [((k + 1,), (k,)) for k in range(3)]


def test_a_document_of_one_sentence_finds_its_fact() -> None:
    """One sentence beside an article is grouped with the sentence that tells the same."""
    groups = align([article("a", FERRY), article("b", [FERRY_ELSEWHERE[1]])], [(), ()])
    assert pairs(groups) == [((2,), (0,))]


def test_two_events_of_one_kind_share_nothing() -> None:
    """Two ferries that sank in different places in different years have no fact in common."""
    other = [
        "Ferry Boreas goes down in Sudmark",
        "The ferry Boreas capsized near Sandhavn in Sudmark on a Tuesday in 1987 with 61 people on board.",
        "Fishermen from Sandhavn saved all but two of them, said Sudmark Radio.",
        "Captain Ann Leith blamed a wave that broke the bow visor of the Boreas.",
    ]
    assert align([article("a", FERRY), article("b", other)], [(), ()]) == ()


def test_a_far_likelier_partner_leaves_no_room_for_a_weak_one() -> None:
    """Beside two certain pairs, the weak ones across them count as nothing; a weak pair alone stays."""
    row, column = np.asarray([0, 0, 1, 1, 2]), np.asarray([0, 1, 0, 1, 2])
    odds = np.asarray([6, 1, 1, 6, 1], dtype=np.float32)
    assert _rivalled(odds, row, column).tolist() == [False, True, True, False, False]
