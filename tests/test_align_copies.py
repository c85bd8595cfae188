"""Passages that documents share word for word, and how many independent witnesses that leaves."""

from __future__ import annotations

from xdiff.align import copies, witnesses
from xdiff.align.copied import Copy
from xdiff.records import Article, Document, Group, Member
from xdiff.segment import segment

WIRE = (
    "The ferry Aurora sank off the coast of Norland late on Sunday with 240 people aboard, the navy said.",
    "Divers had recovered eleven bodies from the forward deck before the storm drove them back to port.",
    "It was the third loss of a ferry on that route in as many winters.",
    "Nobody was charged.",
)
OWN = (
    "Relatives waited all night in a school hall beside the harbour of Port Ellen.",
    "The shipping line has cancelled every crossing until its engineers report.",
)


def article(name: str, *sentences: str) -> Article:
    """Make an article of one paragraph a sentence."""
    return segment(Document(id=name, text="\n\n".join(sentences)))


def parts(found: tuple[Copy, ...]) -> list[dict[str, tuple[int, ...]]]:
    """Return the copied sentences of each document, copy by copy."""
    return [{each.document_id: each.sentences for each in copy.members} for copy in found]


def group(**sentences: tuple[int, ...]) -> Group:
    """Make a group of these sentences."""
    return Group(
        id="f1",
        members=tuple(Member(document_id=name, sentences=each) for name, each in sentences.items()),
        score=0.9,
    )


def test_a_wire_text_with_own_lines_around_it_is_a_copy() -> None:
    """The shared sentences are named on both sides, with the share of each document that they make up."""
    found = copies([article("a", OWN[0], *WIRE), article("b", *WIRE, OWN[1])])
    assert parts(found) == [{"a": (1, 2, 3, 4), "b": (0, 1, 2, 3)}]
    assert [[each.sentences for each in passage] for passage in found[0].passages] == [
        [(k + 1,), (k,)] for k in range(4)
    ]
    for member, own in zip(found[0].members, (OWN[0], OWN[1]), strict=True):
        copied = sum(len(each.split()) for each in WIRE)
        assert member.share == round(copied / (copied + len(own.split())), 4)


def test_case_quotes_spaces_and_commas_hide_no_copy() -> None:
    """Set in capitals, with another apostrophe, wider spaces and a comma more, the words are the same."""
    line = "The town's old lighthouse will be sold to a bidder from abroad before the end of the summer."
    other = "THE TOWN’S OLD LIGHTHOUSE will be sold,  to a bidder from abroad\tbefore the end of the summer."
    assert parts(copies([article("a", line), article("b", other)])) == [{"a": (0,), "b": (0,)}]


def test_a_short_sentence_counts_inside_a_longer_run_only() -> None:
    """Three words alone are no copy, three words after a copied sentence are."""
    assert copies([article("a", WIRE[3]), article("b", WIRE[3])]) == ()
    assert parts(copies([article("a", *WIRE[2:]), article("b", *WIRE[2:])])) == [{"a": (0, 1), "b": (0, 1)}]


def test_a_quotation_that_both_took_down_is_no_copy() -> None:
    """One speech quoted by two outlets is no copied passage, however long, in any marks."""
    speech = "We shall raise the wreck before the spring and every family will have its dead to bury at home"
    for opening, closing in (("“", "”"), ('"', '"'), ("‘", "’")):
        left = article("a", f"{opening}{speech},{closing} the minister told reporters.", OWN[0])
        right = article("b", OWN[1], f"In Port Ellen he said: {opening}{speech}.{closing}")
        assert copies([left, right]) == ()
    bare = [article(name, f"{speech}.", own) for name, own in zip("ab", OWN, strict=True)]
    assert len(copies(bare)) == 1


def test_a_copied_paragraph_with_a_quotation_is_a_copy() -> None:
    """The words around a quotation make the copy, and the quotation belongs to it."""
    line = (
        f"{WIRE[0]} “We heard nothing but the wind,” said Karl Olsen, the keeper of the light at Port Ellen."
    )
    assert parts(copies([article("a", line, OWN[0]), article("b", OWN[1], line)])) == [
        {"a": (0, 1), "b": (1, 2)}
    ]


def test_lines_of_the_page_are_no_copy() -> None:
    """Rights and credits stand on every page of an agency's customers and are no passage of the story."""
    line = (
        "Copyright 2015 Norland News Agency. All rights reserved. This material may not be published, "
        "broadcast, rewritten or redistributed without permission in writing."
    )
    credit = (
        "Ann Leith in Port Ellen and Ivo Brandt on the ferry of the coast guard contributed to this report."
    )
    assert copies([article("a", OWN[0], line, credit), article("b", OWN[1], line, credit)]) == ()


def test_a_common_phrase_is_no_copy() -> None:
    """Eleven words in common are not yet a copied passage, twelve are."""
    eleven = "the foreign ministers of both countries met in the capital on"
    for more, copied in (("", False), (" Monday", True)):
        left = article("a", f"Late in the evening {eleven}{more or ' Tuesday'} again.")
        right = article("b", f"It is known that {eleven}{more or ' Sunday'} as planned.")
        assert bool(copies([left, right])) is copied


def test_each_set_of_documents_has_its_copy() -> None:
    """What three share and what two of them share stand apart, and no sentence in both."""
    found = copies([article("a", *WIRE[:2], OWN[0]), article("b", *WIRE[:2]), article("c", OWN[1], WIRE[0])])
    assert parts(found) == [{"a": (0,), "b": (0,), "c": (1,)}, {"a": (1,), "b": (1,)}]


def test_a_repetition_inside_one_document_is_no_copy() -> None:
    """A sentence that one document has twice is shared with nobody."""
    assert copies([article("a", WIRE[0], OWN[0], WIRE[0]), article("b", OWN[1])]) == ()
    found = copies([article("a", WIRE[0], OWN[0], WIRE[0]), article("b", WIRE[0])])
    assert parts(found) == [{"a": (0, 2), "b": (0,)}]


def test_one_sentence_here_and_two_there_are_one_passage() -> None:
    """A copy that was cut up into sentences otherwise is still one passage."""
    joined = f"{WIRE[1][:-1]}, and it was the third loss of a ferry on that route in as many winters."
    found = copies([article("a", joined), article("b", WIRE[1], f"And {WIRE[2][0].lower()}{WIRE[2][1:]}")])
    assert [[each.sentences for each in passage] for passage in found[0].passages] == [[(0,), (0, 1)]]


def test_documents_without_words_have_no_copies() -> None:
    """No document, one, empty ones and very short ones share nothing."""
    assert copies([]) == ()
    assert copies([article("a", *WIRE)]) == ()
    assert copies([article("a", ""), article("b", "")]) == ()
    assert copies([article("a", "Yes."), article("b", "Yes.")]) == ()


def test_a_hundred_copies_with_small_edits_are_one_cluster() -> None:
    """Each copy has another word changed in one place; all still belong together."""
    articles = [
        article(f"d{k}", *(each.replace("storm", f"storm {k}") if k % 3 else each for each in WIRE))
        for k in range(100)
    ]
    found = copies(articles)
    assert all(len(each.members) == 100 for each in found)
    assert witnesses(group(**{f"d{k}": (1,) for k in range(100)}), found) == 1


def test_copies_count_as_one_witness() -> None:
    """Of four documents that state a fact two have it from one text: three witnesses."""
    found = copies(
        [article("a", *WIRE), article("b", OWN[0], *WIRE), article("c", OWN[1]), article("d", OWN[0])]
    )
    assert witnesses(group(a=(0,), b=(1,), c=(0,), d=(0,)), found) == 3
    assert witnesses(group(a=(0,), b=(1,)), found) == 1


def test_a_copy_elsewhere_in_the_documents_does_not_count() -> None:
    """Two documents that copy one paragraph are still two witnesses of what each tells in its own words."""
    found = copies([article("a", WIRE[0], OWN[0]), article("b", WIRE[0], OWN[1])])
    assert found
    assert witnesses(group(a=(1,), b=(1,)), found) == 2
    assert witnesses(group(a=(0,), b=(1,)), found) == 2
