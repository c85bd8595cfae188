"""Decisions and the findings of a run: what still holds, what is gone, who wins, and what is told of it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sample_review import ANNA, JOE, decided, keys
from sample_run import cut_up, sample_pair, sample_run

from xdiff import pipeline, review
from xdiff.errors import InputError
from xdiff.records import Decision, Divergence, Run, Span, Variant
from xdiff.review import ReviewedDocument, ReviewFile

if TYPE_CHECKING:
    from collections.abc import Iterable

EARLY, LATE = "2026-11-20T09:00:00Z", "2026-11-20T12:00:00+02:00"  # 10:00 UTC


def file_of(run: Run, *decisions: Decision, path: str = "review.json") -> ReviewFile:
    """Return a review file made of this run."""
    documents = tuple(
        ReviewedDocument(id=each.document.id, sha256=each.document.sha256) for each in run.inspections
    )
    return ReviewFile(path=path, documents=documents, decisions=decisions)


def everything(run: Run) -> ReviewFile:
    """Return a review file that decides on every finding, the kinds of decision in turn."""
    kinds = ("reject", "accept", None)
    return file_of(run, *(decided(run, at, kinds[at % 3], f"n. {at}") for at in range(len(keys(run)))))  # type: ignore[arg-type]  # a decision


def renamed(run: Run, old: str, new: str) -> Run:
    """Return the run as it would be had one document another id (a moved file)."""
    names = {old: new}

    def under(variants: Iterable[Variant]) -> tuple[Variant, ...]:
        return tuple(
            replace(each, document_id=names.get(each.document_id, each.document_id)) for each in variants
        )

    inspections = tuple(
        replace(
            each,
            article=replace(
                each.article,
                document=replace(each.document, id=names.get(each.document.id, each.document.id)),
            ),
            inconsistencies=tuple(replace(one, variants=under(one.variants)) for one in each.inconsistencies),
        )
        for each in run.inspections
    )
    divergences = tuple(replace(each, variants=under(each.variants)) for each in run.divergences)
    return replace(run, inspections=inspections, divergences=divergences)


def edited(run: Run, at: int) -> Run:
    """Return the run with other bytes of one document; its words are the same."""
    inspection = run.inspections[at]
    article = replace(inspection.article, document=replace(inspection.document, sha256="e" * 64))
    inspections = [*run.inspections]
    inspections[at] = replace(inspection, article=article)
    return replace(run, inspections=tuple(inspections))


def test_every_decision_finds_its_finding() -> None:
    """Decisions on every finding of a run match that run: none is gone, nothing is told."""
    run = sample_run()
    file = everything(run)
    matched = review.match([file], run)
    assert sorted(each.key for each in matched.decisions) == sorted(each.key for each in file.decisions)
    assert matched.gone == ()
    assert matched.changed == ()
    assert pipeline.reviewed(run, [file]).notes == run.notes


def test_the_order_of_documents_and_findings_is_no_matter() -> None:
    """The same decisions hold when documents and divergences come in another order."""
    run = sample_run()
    file = everything(run)
    rng = random.Random(3)  # noqa: S311 (an order, no secret)
    turned = replace(
        run,
        inspections=run.inspections[::-1],
        divergences=tuple(rng.sample(run.divergences, len(run.divergences))),
    )
    assert set(review.match([file], turned).decisions) == set(file.decisions)


def test_an_edit_elsewhere_keeps_decisions_and_is_told() -> None:
    """Of a changed document decisions hold where the words are the same, and a note says that it changed."""
    run = sample_run()
    file = everything(run)
    after = pipeline.reviewed(edited(run, 1), [file])
    assert set(after.review.decisions) == set(file.decisions)
    assert after.review.changed == ("page-17",)
    note = "page-17 has changed since it was reviewed: decisions hold where the words are the same"
    assert after.notes == (*run.notes, note)
    both = pipeline.reviewed(edited(edited(run, 1), 0), [file])
    assert both.notes[-1].startswith("harbour-post and page-17 have changed since they were reviewed")


def test_findings_that_are_gone_are_counted() -> None:
    """A decision about a finding that the run no longer has is kept apart, and a note gives the number."""
    run = sample_run()
    file = everything(run)
    fewer = pipeline.reviewed(replace(run, divergences=run.divergences[1:]), [file])
    assert [each.message for each in fewer.review.gone] == [run.divergences[0].message]
    assert fewer.notes[-1] == "1 decision of the review is about a finding that is no longer there"
    none = pipeline.reviewed(replace(run, divergences=()), [file])
    assert len(none.review.gone) == len(run.divergences)
    assert none.notes[-1] == "10 decisions of the review are about findings that are no longer there"


def test_a_review_of_more_documents_than_are_compared() -> None:
    """Of a review over four documents, what is about those left out is counted apart."""
    run = sample_run()
    after = pipeline.reviewed(sample_pair(), [everything(run)])
    about_others = sum(
        not {"harbour-post", "page-17"}.issuperset(each.document_ids) for each in after.review.gone
    )
    assert about_others == 3
    assert after.notes[-1] == (
        "3 decisions of the review are about findings that are no longer there, "
        "all of them in documents that are not compared here"
    )
    one = file_of(run, decided(run, len(run.divergences) + 2, "reject"))
    assert pipeline.reviewed(sample_pair(), [one]).notes[-1] == (
        "1 decision of the review is about a finding that is no longer there, "
        "in documents that are not compared here"
    )


def test_a_decision_taken_back_is_not_missed() -> None:
    """One that was set back to nothing, without a comment, is not told of when its finding is gone."""
    run = sample_run()
    file = file_of(run, decided(run, 0, None))
    assert review.match([file], replace(run, divergences=())).gone == ()


def test_another_label_of_the_verdict_is_not_decided() -> None:
    """A verdict that was rejected does not count as rejected once it says something else."""
    run = sample_run()
    at = len(run.divergences) + 1
    file = file_of(run, decided(run, at, "reject"))
    assert review.rejected(pipeline.reviewed(run, [file])).origins == {"page-17"}
    page = run.inspections[1]
    other = replace(page, verdict=replace(page.verdict, label="unsure", abstained="near the cut"))
    after = pipeline.reviewed(replace(run, inspections=(run.inspections[0], other)), [file])
    assert review.rejected(after).origins == frozenset()
    assert len(after.review.gone) == 1


def test_a_moved_file_keeps_its_decisions() -> None:
    """A document with another id and the same bytes is known again, and a note says so."""
    run = sample_run()
    file = everything(run)
    moved = renamed(run, "page-17", "archive/page-17")
    after = pipeline.reviewed(moved, [file])
    assert after.review.gone == ()
    assert {each.key for each in after.review.decisions} == {key for key, *_ in keys(moved)}
    assert all("page-17" not in each.document_ids for each in after.review.decisions)
    assert after.notes[-1] == "archive/page-17 was reviewed as page-17: its content is the same"
    assert [each.comment for each in after.review.decisions if each.subject == "origin"] == [
        each.comment for each in file.decisions if each.subject == "origin"
    ]


def test_two_files_that_swapped_names_are_not_mistaken() -> None:
    """Ids that a review knows are taken at their word: their bytes changed, the names did not move."""
    run = sample_pair()
    file = everything(run)
    swapped = renamed(renamed(renamed(run, "page-17", "x"), "harbour-post", "page-17"), "x", "harbour-post")
    after = pipeline.reviewed(swapped, [file])
    assert after.review.changed == ("page-17", "harbour-post")
    assert after.review.decisions == ()


def test_a_review_of_other_documents_is_refused() -> None:
    """A review of another run is an error that names some of both sides' documents and says what to do."""
    run = sample_run()
    other = ReviewFile(
        path="other.json",
        documents=tuple(ReviewedDocument(id=f"report-{at}", sha256="f" * 64) for at in range(5)),
    )
    with pytest.raises(InputError) as caught:
        review.match([everything(run), other], run)
    said = str(caught.value)
    assert said.startswith(
        "other.json: it is a review of other documents (report-0, report-1, report-2 and 2 more)"
    )
    assert "harbour-post, page-17, wire and 1 more" in said
    assert "Compare the documents that it was made of" in said
    # No hash on either side is no hash in common.
    nothing = replace(other, documents=(ReviewedDocument(id="report-0"),))
    blank = tuple(replace(each.document, sha256="") for each in run.inspections)
    with pytest.raises(InputError):
        review.refuse_strangers([nothing], blank)


@pytest.mark.parametrize("turned", [False, True])
def test_the_later_decision_holds(turned: bool) -> None:
    """Of two decisions on one finding the later in time holds, wherever it stands; times have zones."""
    run = sample_run()
    two = [decided(run, 0, "reject", when=LATE), decided(run, 0, "accept", when=EARLY)]
    ordered = two[::-1] if turned else two
    in_one = review.match([file_of(run, *ordered)], run)
    in_two = review.match([file_of(run, each) for each in ordered], run)
    assert [each.decision for each in in_one.decisions] == ["reject"]
    assert in_two.decisions == in_one.decisions


def test_without_times_the_one_given_later_holds() -> None:
    """Two decisions without time, or of one time, hold in the order given; any time is later than none."""
    run = sample_run()
    for when in ("", EARLY):
        one, two = (file_of(run, decided(run, 0, each, when=when)) for each in ("accept", "reject"))  # type: ignore[arg-type]  # decisions
        assert review.match([one, two], run).decisions[0].decision == "reject"
        assert review.match([two, one], run).decisions[0].decision == "accept"
    timed, untimed = (
        file_of(run, decided(run, 0, each, when=when)) for each, when in (("accept", EARLY), ("reject", ""))
    )  # type: ignore[arg-type]  # decisions
    assert review.match([timed, untimed], run).decisions[0].decision == "accept"


def test_reviewers_who_disagree_are_named() -> None:
    """A note names both reviewers and the finding, and says which decision holds."""
    run = sample_run()
    joe = file_of(run, decided(run, 0, "accept", by=JOE, when=EARLY))
    anna = file_of(run, decided(run, 0, "reject", by=ANNA, when=LATE))
    expected = (
        "reviewers disagree about “214 people, 240 persons, some 200 people on board”: "
        "J. S. accepted it; Anna Berg rejected it later, and that holds"
    )
    assert pipeline.reviewed(run, [joe, anna]).notes[-1] == expected
    assert pipeline.reviewed(run, [anna, joe]).notes[-1] == expected
    left_open = file_of(run, decided(run, 0, None, "Not sure.", by=ANNA, when=LATE))
    assert (
        pipeline.reviewed(run, [joe, left_open])
        .notes[-1]
        .endswith("Anna Berg left it open later, and that holds")
    )


def test_who_gave_no_name_is_named_by_the_file() -> None:
    """Reviewers without a name are told apart by their files."""
    run = sample_run()
    one = file_of(run, decided(run, 0, "accept", by="", when=EARLY), path="/deep/folder/one.json")
    two = file_of(run, decided(run, 0, "reject", by=" ", when=LATE), path="two.json")
    note = pipeline.reviewed(run, [one, two]).notes[-1]
    assert "the reviewer of one.json accepted it; the reviewer of two.json rejected it later" in note


def test_agreement_is_not_told() -> None:
    """The same decision twice, a change of mind, and a comment before a decision are no disagreement."""
    run = sample_run()
    same = [file_of(run, decided(run, 0, "reject", by=who)) for who in (JOE, ANNA)]
    mind = [
        file_of(run, decided(run, 0, "accept", by="anna berg", when=EARLY)),
        file_of(run, decided(run, 0, "reject", by=ANNA, when=LATE)),
    ]
    comment = [
        file_of(run, decided(run, 0, None, "Hm.", by=JOE, when=EARLY)),
        file_of(run, decided(run, 0, "reject", by=ANNA, when=LATE)),
    ]
    for files in (same, mind, comment):
        assert pipeline.reviewed(run, files).notes == run.notes


def test_many_disagreements_are_counted() -> None:
    """Of many disagreements a few are named and the rest is counted; a long message is cut."""
    run = sample_run()
    long = replace(run, divergences=(replace(run.divergences[0], message="m" * 5000), *run.divergences[1:]))
    every = range(len(run.divergences))
    one = file_of(run, *(decided(long, at, "accept", by=JOE, when=EARLY) for at in every))
    two = file_of(run, *(decided(long, at, "reject", by=ANNA, when=LATE) for at in every))
    notes = pipeline.reviewed(long, [one, two]).notes[len(run.notes) :]
    assert notes[-1] == "reviewers disagree about 5 more findings"
    assert len(notes) == 6
    assert all(len(each) < 400 for each in notes)


def test_rejected_findings_of_a_run() -> None:
    """`rejected` returns the divergences, verdicts and inconsistencies that a review rejects, no other."""
    run = sample_run()
    assert review.rejected(run) == review.Rejected()
    at = len(run.divergences)
    whole = pipeline.reviewed(
        run,
        [
            file_of(
                run,
                decided(run, 2, "reject"),
                decided(run, 3, "accept"),
                decided(run, 4, None, "Hm."),
                decided(run, at, "accept"),
                decided(run, at + 1, "reject"),
                decided(run, at + len(run.inspections), "reject"),
            )
        ],
    )
    found = review.rejected(whole)
    assert found.divergences == {run.divergences[2]}
    assert found.origins == {"page-17"}
    assert found.inconsistencies == set(run.inspections[1].inconsistencies)


def test_one_of_two_alike_findings_is_rejected() -> None:
    """Of two findings with the same quotes only the one that was decided on is rejected."""
    articles = [cut_up((("body", ("Five men came.", "Five men left.")),), id=name) for name in ("a", "b")]
    base = sample_pair()
    inspections = tuple(
        replace(each, article=article, inconsistencies=())
        for each, article in zip(base.inspections, articles, strict=True)
    )
    alike = tuple(
        Divergence(
            group_id=f"f{at}",
            kind="number",
            severity="conflict",
            message="five",
            variants=tuple(
                Variant(
                    document_id=each.document.id,
                    span=Span(start=15 * at, end=15 * at + 8),
                    surface="Five men",
                    value="5",
                )
                for each in articles
            ),
        )
        for at in (1, 0)
    )
    run = Run(
        signature=base.signature, inspections=inspections, groups=(), divergences=alike, diffs=(), only=()
    )
    file = file_of(run, decided(run, 0, "reject"))
    assert review.rejected(pipeline.reviewed(run, [file])).divergences == {alike[0]}


def test_ten_thousand_findings_and_decisions() -> None:
    """A large run and a large review are matched in one pass each: all are found, none is mistaken."""
    run = sample_pair()
    many = tuple(
        replace(
            run.divergences[0],
            variants=tuple(replace(one, surface=f"{at} x") for one in run.divergences[0].variants),
        )
        for at in range(10_000)
    )
    large = replace(run, divergences=many)
    names = keys(large)[: len(many)]
    file = file_of(
        run, *(Decision(key=key, subject=subject, decision="reject") for key, subject, *_ in names[::2])
    )
    matched = pipeline.reviewed(large, [file])
    assert review.rejected(matched).divergences == set(many[::2])
    assert matched.review.gone == ()
