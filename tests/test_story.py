"""The view across documents: who has a thing, how each begins, who is quoted, who copies whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sample_run import at, cut_up

from xdiff.records import Article, CopiedPart, Copy, Fact, FactKind, Group, Member
from xdiff.story import independent, tell, wires
from xdiff.story.who import Who, checkable


def article(name: str, *sentences: str, heading: str = "") -> Article:
    """Return a document of one paragraph, under a heading if there is one."""
    head = (("heading", (heading,)),) if heading else ()
    return cut_up((*head, ("body", sentences)), id=name)


def fact(article: Article, kind: FactKind, words: str, value: str = "", nth: int = 0, **more: Any) -> Fact:
    """Return a fact at `words`; a number's value is also its bounds unless they are given."""
    span = at(article, words, nth)
    sentence = next(
        index for index, each in enumerate(article.sentences) if each.span.start <= span.start < each.span.end
    )
    if kind == "number":
        more = {"low": float(value), "high": float(value)} | more
    return Fact(
        kind=kind,
        document_id=article.document.id,
        sentence=sentence,
        span=span,
        surface=words,
        value=value or words.casefold(),
        **more,
    )


LEFT = article("left", "The talks took 95 minutes.", "Ten miles on, the Varn bridge was shut.")
RIGHT = article("right", "The meeting ran for about 90 minutes.", "It was shut 16 kilometres away.")
OTHER = article("other", "They met for 90 minutes in Varnland.", "Some 95 people came.")


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        (("95 minutes", "95", {"unit": "minute"}), ("90 minutes", "90", {"unit": "minute"}), False),
        (("95 minutes", "95", {"unit": "minute"}), ("95 people", "95", {"unit": "person"}), False),
        (
            ("95 minutes", "95", {"unit": "minute"}),
            ("90 minutes", "90", {"unit": "minute", "approximate": True, "low": 81.0, "high": 99.0}),
            True,
        ),
    ],
)
def test_numbers_are_one_when_unit_and_bounds_agree(
    mine: tuple[str, str, dict[str, Any]], theirs: tuple[str, str, dict[str, Any]], same: bool
) -> None:
    """95 minutes are not 90 and not 95 people; "about 90" covers them."""
    one = fact(LEFT, "number", mine[0], mine[1], **mine[2])
    two = fact(OTHER, "number", theirs[0], theirs[1], **theirs[2])
    assert Who((LEFT, OTHER), ((one,), (two,))).others(one) == (("other",) if same else ())


def test_measures_are_one_across_units() -> None:
    """Ten miles are sixteen kilometres, whichever way it is asked."""
    miles = {"si_value": "16093.44", "si_unit": "m", "si_step": "1609.344"}
    metres = {"si_value": "16000", "si_unit": "m", "si_step": "1000"}
    one = fact(LEFT, "number", "Ten miles", "10", unit="mile", data=miles)
    two = fact(RIGHT, "number", "16 kilometres", "16", unit="kilometre", data=metres)
    who = Who((LEFT, RIGHT), ((one,), (two,)))
    assert who.others(one) == ("right",)
    assert who.others(two) == ("left",)


def test_nobody_else_is_said_only_when_it_is_certain() -> None:
    """A word of the name elsewhere, or the bare figure, is doubt enough to say nothing."""
    varn = fact(LEFT, "name", "Varn", unit="place")
    minutes = fact(LEFT, "number", "95 minutes", "95", unit="minute")
    assert Who((LEFT, RIGHT), ((varn, minutes), ())).nobody_else(varn)
    assert Who((LEFT, RIGHT), ((varn, minutes), ())).nobody_else(minutes)
    named = article("other", "The Varn crossing was closed for 95 hours.")
    assert not Who((LEFT, named), ((varn, minutes), ())).nobody_else(varn)
    assert not Who((LEFT, named), ((varn, minutes), ())).nobody_else(minutes)


def test_quotations_are_one_by_a_few_words_in_a_row() -> None:
    """A cut quotation is the same one; another with two words in common is not."""
    whole = article("left", "“We never lost power and never lost control,” she said.")
    part = article("right", "She said they “never lost power and never” stopped.")
    else_ = article("other", "“We never lost hope in all those days,” she said.")
    one = fact(
        whole,
        "quote",
        "We never lost power and never lost control",
        "we never lost power and never lost control",
    )
    two = fact(part, "quote", "never lost power and never")
    three = fact(else_, "quote", "We never lost hope in all those days")
    assert Who((whole, part, else_), ((one,), (two,), (three,))).others(one) == ("right",)


def test_what_is_no_news_is_not_checkable() -> None:
    """Small counts, weekdays, peoples and scare quotes stand in every report."""
    text = article("left", "Two men met 40 Russians on Monday, 3 May, in Varn, a “so-called” town.")
    found = {
        "Two men": fact(text, "number", "Two men", "2", unit="man"),
        "40 Russians": fact(text, "number", "40 Russians", "40", unit="person"),
        "Russians": fact(text, "name", "Russians", unit="place", data={"metonym": "people"}),
        "Monday": fact(text, "date", "Monday"),
        "3 May": fact(text, "date", "3 May"),
        "Varn": fact(text, "name", "Varn", unit="place"),
        "so-called": fact(text, "quote", "so-called", data={"scare": "yes"}),
    }
    assert [words for words, each in found.items() if checkable(each)] == ["40 Russians", "3 May", "Varn"]


def view(*documents: tuple[Article, tuple[Fact, ...]], groups: tuple[Group, ...] = ()) -> Any:
    """Return the story of documents with their facts; what no group has is theirs alone."""
    articles, facts = [each for each, _ in documents], [found for _, found in documents]
    shared = {(one.document_id, index) for each in groups for one in each.members for index in one.sentences}
    only = [
        Member(
            document_id=each.document.id,
            sentences=tuple(
                index for index in range(len(each.sentences)) if (each.document.id, index) not in shared
            ),
        )
        for each in articles
    ]
    return tell(articles, facts, groups, only)


def test_a_headline_is_held_against_its_body() -> None:
    """What stands only in the headline is named; a number that the body rounds, or a longer name, is not."""
    body = "Some 200 people fled when the dam at Oster broke on the mayor's 50th birthday."
    text = article("left", body, heading="240 flee Varn dam near Oste after 50")
    other = article("right", "The dam stands in Varn, near Oste.")
    facts = (
        fact(text, "number", "240", "240"),
        fact(text, "number", "50", "50"),
        fact(text, "name", "Varn", unit="place"),
        fact(text, "name", "Oste", unit="place"),
        fact(
            text, "number", "Some 200 people", "200", unit="person", approximate=True, low=180.0, high=220.0
        ),
    )
    names = tuple(fact(other, "name", each, unit="place") for each in ("Varn", "Oste"))
    assert [each.surface for each in view((text, facts), (other, names)).leads[0].headline_only] == [
        "240",
        "Varn",
    ]
    covered = (*facts[:-1], replace(facts[-1], low=200.0, high=None))
    assert [each.surface for each in view((text, covered), (other, ())).leads[0].headline_only] == []


def test_a_beginning_names_what_it_leads_with_and_who_else_has_it() -> None:
    """The facts of headline and lead, with the documents that have them too, or certainly nobody."""
    left = article("left", "The dam at Varn broke.", "Later 300 fled.", heading="Dam breaks")
    right = article("right", "It rained.", "A dam broke in Varn.")
    group = Group(
        id="f1",
        members=(Member(document_id="left", sentences=(1,)), Member(document_id="right", sentences=(1,))),
        score=0.9,
    )
    facts = (fact(left, "name", "Varn", unit="place"), fact(left, "number", "300", "300"))
    story = view((left, facts), (right, (fact(right, "name", "Varn", unit="place"),)), groups=(group,))
    assert story.leads[0].groups == ("f1",)
    assert [(each.surface, each.also) for each in story.leads[0].things] == [("Varn", ("right",))]
    assert story.leads[1].groups == ()


def test_a_document_without_heading_or_sentence_has_its_title_or_nothing() -> None:
    """The title it came with stands for a headline; a document of nothing has neither."""
    titled = cut_up((("body", ("It rained.",)),), id="left", title="Rain")
    empty = cut_up((), id="right")
    first, second = view((titled, ()), (empty, ())).leads
    assert (first.headline, first.heading, first.sentence) == ("Rain", None, 0)
    assert (second.headline, second.heading, second.sentence) == (None, None, None)


def test_what_only_one_says_begins_with_what_can_be_checked() -> None:
    """A quotation goes before a number, a number before a name; sentences without any are not listed."""
    text = article(
        "left", "It rained.", "Rolf Arn came.", "Some 40 came.", "“We are all quite safe,” said one."
    )
    facts = (
        fact(text, "name", "Rolf Arn", unit="person"),
        fact(text, "number", "40", "40"),
        fact(text, "quote", "We are all quite safe", "we are all quite safe"),
    )
    (alone,) = view((text, facts)).alone
    assert [each.sentence for each in alone.sentences] == [3, 2, 1]


def quoting(name: str, *speakers: str) -> tuple[Article, tuple[Fact, ...]]:
    """Return a document with one quotation for each speaker; "" leaves it open, as does "the mayor"."""
    sentences = [
        f"“Quotation number {at} goes like this,” said {who or 'he'}." for at, who in enumerate(speakers)
    ]
    text = article(name, *sentences, "Ada Brok and Ulf Tan were there.")
    facts: list[Fact] = [
        fact(text, "name", "Ada Brok", "ada brok", nth=speakers.count("Ada Brok"), unit="person"),
        fact(text, "name", "Ulf Tan", "ulf tan", nth=speakers.count("Ulf Tan"), unit="person"),
    ]
    for index, who in enumerate(speakers):
        words = f"Quotation number {index} goes like this"
        facts.append(fact(text, "quote", words, speaker=who or "he"))
        value = who.casefold() if who[:1].isupper() else ""
        facts.append(replace(facts[-1], kind="attribution", value=value, unit="said"))
    return text, tuple(facts)


def test_speakers_are_counted_across_documents() -> None:
    """One row a speaker, most quoted first, those without a name last and called as the text calls them."""
    story = view(quoting("left", "Ada Brok", "Ada Brok", "the mayor"), quoting("right", "Ada Brok", ""))
    found = [
        (each.name, [(one.document_id, one.quotations, one.words) for one in each.quoting])
        for each in story.voices
    ]
    assert found == [
        ("Ada Brok", [("left", 2, 12), ("right", 1, 6)]),
        ("", [("left", 1, 6), ("right", 1, 6)]),
    ]
    assert [each.called for each in story.voices[-1].quoting] == [("the mayor",), ()]
    assert [each.quoted for each in story.speech] == [18, 12]


def test_only_one_quotes_somebody_is_said_when_it_is_certain() -> None:
    """Another document that names them and leaves a quotation open may well quote them too."""
    certain = view(quoting("left", "Ada Brok"), quoting("right", "Ulf Tan"))
    assert {each.name: each.only for each in certain.voices} == {"Ada Brok": "left", "Ulf Tan": "right"}
    doubtful = view(quoting("left", "Ada Brok"), quoting("right", "Ulf Tan", "the mayor"))
    assert {each.name: each.only for each in doubtful.voices} == {
        "Ada Brok": None,
        "Ulf Tan": "right",
        "": None,
    }


def test_two_words_in_marks_beside_the_name_are_doubt_enough() -> None:
    """A sentence that names the speaker and holds a few words in marks may quote them."""
    said, facts = quoting("left", "Ada Brok")
    text = article("right", "Ada Brok spoke of a “grave challenge” on Thursday.")
    marks = fact(text, "quote", "grave challenge", data={"scare": "yes"})
    name = fact(text, "name", "Ada Brok", "ada brok", unit="person")
    assert view((said, facts), (text, (name,))).voices[0].only == "left"
    assert view((said, facts), (text, (name, marks))).voices[0].only is None


def test_a_few_words_in_marks_are_no_quotation() -> None:
    """The name of a thing in quotation marks, which nobody is said to speak, counts for no speaker."""
    text = article("left", "The islands lie on the “Ring of Fire” in the ocean.")
    story = view((text, (fact(text, "quote", "Ring of Fire"),)))
    assert story.voices == ()
    assert story.speech[0].quoted == 0


def copy(*members: tuple[str, float]) -> Copy:
    """Return a copy of one sentence that covers so much of each document."""
    return Copy(
        members=tuple(CopiedPart(document_id=name, sentences=(0,), share=share) for name, share in members),
        passages=(tuple(Member(document_id=name, sentences=(0,)) for name, _ in members),),
    )


def test_copies_join_documents_and_their_shares_add_up() -> None:
    """A chain of copies is one wire; a document's shares in it are summed and never exceed all of it."""
    documents = [article(name, "It rained all day in Varn.") for name in "abcd"]
    found = wires(documents, [copy(("a", 0.3), ("b", 0.6)), copy(("b", 0.5), ("c", 0.2))])
    assert [[(each.document_id, each.share) for each in wire.members] for wire in found] == [
        [("a", 0.3), ("b", 1.0), ("c", 0.2)]
    ]


def test_a_copy_as_a_whole_is_no_second_witness() -> None:
    """Of documents copied throughout one counts, whatever their headlines are; one copied in part counts."""
    documents = [article(name, "It rained all day in Varn.") for name in "abcd"]
    joined = wires(documents, [copy(("a", 0.95), ("b", 0.97), ("c", 0.4))])
    group = Group(
        id="f1", members=tuple(Member(document_id=name, sentences=(0,)) for name in "abcd"), score=0.9
    )
    assert independent(group, 4, joined) == 3
    assert independent(group, 2, joined) == 2
