"""Rules across sources: what a divergence becomes, against whom it is held, and how much is told."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from xdiff import fingerprint, pipeline
from xdiff.gating import Policy
from xdiff.gating.divergent import Witnesses, beyond_told, clause, labels, ordered, reworded, shortened
from xdiff.gating.registry import rules
from xdiff.gating.rule import Found
from xdiff.records import (
    Divergence,
    Document,
    Group,
    Member,
    Run,
    Signature,
    Span,
    Variant,
)

if TYPE_CHECKING:
    from xdiff.gating.rule import Rule
    from xdiff.records import DivergenceKind

CROSS = [rule for rule in rules().values() if rule.family == "cross-source"]
FOURTEEN = "The ferry Maribel sank off Tarno on Tuesday, killing 14 passengers."
NINETEEN = "Nineteen passengers were killed when the ferry Maribel sank off Tarno, the coast guard said."
RESCUERS = "When the Maribel went down near Tarno on Tuesday, 14 passengers of the ferry were killed."


def document(name: str, text: str, **known: str | None) -> Document:
    """Return a document of this text."""
    return Document(id=name, text=text, sha256=name, **known)  # type: ignore[arg-type]  # texts, as it takes


def compared(*documents: Document) -> Run:
    """Return these documents, compared."""
    return pipeline.compare(documents, alone=False)


def found(code: str, *documents: Document, **limits: int) -> list[Found]:
    """Return what one rule says of documents about one event."""
    rule = rules()[code]
    assert rule.story
    return list(rule.story(compared(*documents), {**rule.defaults, **limits}))


def made(kind: DivergenceKind, *values: str) -> Divergence:
    """Return a conflict in which documents a, b, c ... have these values."""
    return Divergence(
        group_id="f1",
        kind=kind,
        severity="conflict",
        message="They differ.",
        variants=tuple(
            Variant(document_id=name, span=Span(start=0, end=1), surface=value, value=value)
            for name, value in zip("abcdef", values, strict=False)
        ),
    )


def doubted(divergence: Divergence) -> str:
    """Return the documents that a conflict puts in doubt where nobody copies anybody."""
    members = tuple(Member(document_id=each.document_id, sentences=(0,)) for each in divergence.variants)
    run = Run(
        signature=Signature(parts=()),
        inspections=(),
        groups=(Group(id="f1", members=members, score=1.0),),
        divergences=(divergence,),
        diffs=(),
        only=(),
    )
    return "".join(each.document_id for each in Witnesses(run).in_doubt(divergence))


def test_all_six_rules_are_there() -> None:
    """The family has its six rules, each over stories."""
    assert [rule.code for rule in CROSS] == ["CS401", "CS402", "CS403", "CS404", "CS405", "CS406"]
    assert all(rule.story for rule in CROSS)


@pytest.mark.parametrize("rule", CROSS, ids=lambda rule: rule.code)
def test_nothing_shared_is_nothing_found(rule: Rule) -> None:
    """Documents about different events conflict in nothing and tell nothing differently."""
    texts = (
        document("a", FOURTEEN),
        document("b", "The council of Orlov bought 31 trams from a Czech maker."),
    )
    assert rule.story
    assert rule.code == "CS404" or not list(rule.story(compared(*texts), rule.defaults))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("14", "19"), "ab"),
        (("14", "19", "14"), "b"),
        (("14", "19", "19", "14"), "abcd"),
        (("14", "19", "19", "19"), "a"),
        (("14", "19", "21"), "abc"),
    ],
)
def test_who_is_in_doubt(values: tuple[str, ...], expected: str) -> None:
    """Of two documents both, of more those that no more bear out than contradict."""
    assert doubted(made("attribution", *values)) == expected


def test_a_month_contradicts_no_day_in_it() -> None:
    """A date that is less exact is not in doubt because two exact ones differ."""
    assert doubted(made("date", "2019-05", "2019-05-03", "2019-05-04")) == "bc"


def test_a_part_of_a_quotation_bears_it_out() -> None:
    """Who quotes fewer of the same words supports who quotes more."""
    assert doubted(made("quote", "the dam is safe", "the dam is not safe", "the dam is safe and dry")) == "b"


def test_a_conflict_is_told_at_each_side_with_the_other() -> None:
    """Each finding has its own words marked, the other side as a related place, and both values."""
    one, other = found("CS401", document("a", FOURTEEN), document("b", NINETEEN))
    assert (one.document_id, other.document_id) == ("a", "b")
    assert one.span is not None
    assert one.span.of(FOURTEEN) == "14 passengers"
    assert [name for name, _ in one.related] == ["b"]
    assert (one.measured, one.limit) == ("14 passengers; Nineteen passengers", "one value")
    assert other.measured == "Nineteen passengers; 14 passengers"


def test_a_third_report_bears_out_a_figure() -> None:
    """Two independent reports of fourteen leave the one of nineteen in doubt, in any order."""
    three = (document("a", FOURTEEN), document("b", NINETEEN), document("c", RESCUERS))
    assert [each.document_id for each in found("CS401", *three)] == ["b"]
    assert [each.document_id for each in found("CS401", *three[::-1])] == ["b"]


def test_a_copy_is_no_third_report() -> None:
    """The same report under another name does not outvote anybody."""
    wire = f"{FOURTEEN} Relatives waited at the pier in Port Hallau until the morning."
    texts = (document("a", wire), document("b", NINETEEN), document("c", f"{wire} It rained."))
    assert {each.document_id for each in found("CS401", *texts)} == {"a", "b", "c"}


def test_a_review_of_a_report_is_honoured() -> None:
    """A finding has the name that the report's review file has, so one decision serves both."""
    run = compared(document("a", FOURTEEN), document("b", NINETEEN))
    keys = set(fingerprint.divergences(run.divergences))
    several = found("CS401", document("a", FOURTEEN), document("b", NINETEEN))
    assert several
    assert {each.review for each in several} <= keys


def test_a_finding_keeps_its_name_when_other_text_changes() -> None:
    """A baseline knows a conflict again though both documents were edited elsewhere."""
    before = found("CS401", document("a", FOURTEEN), document("b", NINETEEN))
    after = found(
        "CS401",
        document("a", f"Storms hit the coast this week.\n\n{FOURTEEN}"),
        document("b", f"{NINETEEN} The weather was calm again on Friday."),
    )
    assert [each.words for each in before] == [each.words for each in after]


def test_a_conflict_that_may_be_of_two_things_is_a_warning() -> None:
    """Where the comparison says "if one thing is meant", the gate does not call it an error."""
    several = found(
        "CS401",
        document("a", "The harbour board of Tarno ordered 24 cranes from Lund for the northern quay in May."),
        document("b", "The harbour board of Tarno ordered 17 cranes from Lund for the northern quay in May."),
    )
    assert [each.severity for each in several] == ["warning", "warning"]
    assert all("if one thing is meant" in each.message for each in several)


@pytest.mark.parametrize("code", ["CS401", "CS403", "CS405"])
def test_a_compatible_variant_is_never_a_conflict(code: str) -> None:
    """Rounded figures, other spellings and other translations are no errors."""
    left = document(
        "a",
        "The talks between Orlova and Brandt in Geneva lasted 95 minutes.\n\n"
        "Sergey Lavrin, the envoy, left Geneva early on Friday.\n\n"
        'The mayor of Tarno called the visit "surprisingly frank and constructive".',
    )
    right = document(
        "b",
        "The talks between Orlova and Brandt in Geneva lasted about 90 minutes.\n\n"
        "Sergei Lavrin, the envoy, left Geneva early on Friday.\n\n"
        'The mayor of Tarno spoke of a visit that was "constructive, surprisingly open".',
    )
    assert not found(code, left, right)
    told = found("CS406", left, right)
    assert len(told) == 3
    assert {each.document_id for each in told} == {"a"}


def test_few_are_told_and_the_rest_is_counted() -> None:
    """`most` bounds the notes of one document; what is left out is told, not dropped silently."""
    text = "\n\n".join(f"The {thing} at Tarno cost {cost} crowns." for thing, cost in COSTS)
    (note,) = found("CS404", document("a", f"{FOURTEEN}\n\n{text}"), document("b", RESCUERS), most=1)
    assert note.document_id == "a"
    assert note.message.endswith(f"; {len(COSTS) - 1} more such sentences not shown")


COSTS = (("bridge", "412,500"), ("tunnel", "918,300"), ("chapel", "73,250"))


def test_messages_are_clauses() -> None:
    """A message has no full stop, the texts' own words in “ ”, and a small letter unless it is a name."""
    run = compared(document("a", FOURTEEN, outlet="The Tarno Post"), document("b", NINETEEN))
    assert clause('One name in two spellings: "Anna" in a, "Ana" in b.', run) == (
        "one name in two spellings: “Anna” in a, “Ana” in b"
    )
    assert clause('The Tarno Post states as fact what b has from Ida Falk: "it sank".', run).startswith(
        "The Tarno Post"
    )
    assert clause('"14" in a against "19" in b; both cannot be true.', run).startswith("“14” in a")


def test_outlets_name_documents_where_they_are_distinct() -> None:
    """A document goes by its outlet, unless two have the same."""
    run = compared(
        document("a", FOURTEEN, outlet="Post"),
        document("b", NINETEEN, outlet="Post"),
        document("c", RESCUERS),
    )
    assert dict(labels(run)) == {"a": "a", "b": "b", "c": "c"}


def test_one_wire_in_several_outlets_is_one_witness() -> None:
    """Facts that stand word for word in two outlets are noted once, with the other place."""
    wire = (
        "The bridge over the Lenta opened in Orlov on Friday after nine years of work and two floods. "
        "Thousands of people walked across before the first cars came at noon."
    )
    several = found("CS404", document("a", wire), document("b", f"{wire} It rained.", outlet="Post"))
    (note,) = [each for each in several if "one witness" in each.message]
    assert note.document_id == "a"
    assert "in Post too" in note.message
    assert [name for name, _ in note.related] == ["b"]


def test_reworded_takes_words_in_a_row() -> None:
    """Quotations in one wording share a run of words; two translations hardly do."""
    alike = made(
        "quote", "we will rebuild the school this year or next", "we will rebuild the school this spring"
    )
    apart = made("quote", "a frank and open talk", "an open and constructive conversation")
    variants = [dataclasses.replace(each, severity="variant") for each in (alike, apart)]
    assert [reworded(each) for each in variants] == [True, False]
    assert not reworded(alike), "a conflict is more than that"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (list("abcde"), "a, b and 3 others"),
    ],
)
def test_lists_of_names_stay_short(names: list[str], expected: str) -> None:
    """A list for a message names a few, and counts the others."""
    assert ordered(names) == expected


def test_words_of_a_text_stay_on_one_line() -> None:
    """Line ends in a quotation do not end a message, and a long one is cut behind a word."""
    assert shortened("one\n  two") == "one two"
    assert shortened("word " * 40) == "word " * 10 + "word…"


def test_nothing_beyond_changes_nothing() -> None:
    """Where all is told, no message speaks of more."""
    one = Found(document_id="a", span=None, message="x", measured="1", limit="2")
    assert beyond_told([one], 0, "one") == (one,)
    assert beyond_told([], 3, "one") == ()


def test_a_copy_byte_for_byte_is_no_story() -> None:
    """One text twice has nothing to differ in: the gate compares it with nobody."""
    twice = [Document(id=name, text=FOURTEEN, sha256="same") for name in ("a", "b")]
    outcome = pipeline.gate(twice, Policy(select=("CS",), stories="one"))
    assert not outcome.findings
    assert not outcome.stories


def test_a_message_stays_on_one_line() -> None:
    """Line ends inside a document's words end no line of a report."""
    broken = document("a", 'Ida Falk said: "The dam at Hallau is safe,\nand it was tested in May this year."')
    other = document(
        "b", 'Ida Falk said: "The dam at Hallau is not safe, and it was tested in May this year."'
    )
    several = found("CS402", broken, other)
    assert several
    assert all("\n" not in each.message + each.measured for each in several)
