"""How a run is looked up for a report: order, names, quotations, marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_run import ops, sample_pair, sample_run

from xdiff.records import SEVERITIES, Operation, WordDiff
from xdiff.report import phrases
from xdiff.report.base import Cut, Marked, View, clipped, letter, marked, shortened


def diff(*operations: tuple[Operation, str]) -> WordDiff:
    """Return the sample's last word difference with other operations."""
    return replace(sample_pair().diffs[-1], ops=operations)


def test_divergences_are_numbered_worst_first() -> None:
    """`d1` is the worst; within a severity the order is that of the facts."""
    view = View(sample_run())
    ranks = [SEVERITIES.index(each.divergence.severity) for each in view.divergences]
    assert ranks == sorted(ranks)
    assert [each.id for each in view.divergences] == [f"d{at}" for at in range(1, 11)]
    assert [each.divergence.group_id for each in view.of_severity("conflict")] == ["f1", "f4", "f5", "f6"]


def test_names_of_one_outlet_twice_are_told_apart() -> None:
    """Two documents of one outlet get their ids, a very long name is shortened."""
    run = sample_pair()
    first, second = run.inspections
    again = replace(
        second, article=replace(second.article, document=replace(second.document, outlet="Harbour Post"))
    )
    assert [side.name for side in View(replace(run, inspections=(first, again))).sides] == [
        "Harbour Post (harbour-post)",
        "Harbour Post (page-17)",
    ]
    long = replace(first, article=replace(first.article, document=replace(first.document, outlet="x" * 300)))
    assert len(View(replace(run, inspections=(long, second))).sides[0].name) < 65


def test_letters_go_on_after_z() -> None:
    """The 27th document is AA."""
    assert [letter(at) for at in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


@pytest.mark.parametrize(
    ("operations", "left"),
    [
        (
            (("equal", "a "), ("delete", "b"), ("equal", " "), ("delete", "c"), ("equal", " d")),
            (Marked("a ", changed=False), Marked("b c", changed=True), Marked(" d", changed=False)),
        ),
        ((("equal", "a"), ("delete", " b "), ("equal", "c")), None),
        ((("insert", "x "), ("equal", "a")), (Marked("a", changed=False),)),
    ],
)
def test_marks(operations: tuple[tuple[Operation, str], ...], left: tuple[Marked, ...] | None) -> None:
    """White space between two changes joins them; white space at the ends of a change is not marked."""
    found = marked(diff(*operations), left=True)
    if left is not None:
        assert found == left
    assert "".join(piece.text for piece in found) == "".join(
        text for kind, text in operations if kind != "insert"
    )
    assert all(piece.text == piece.text.strip() for piece in found if piece.changed)


def test_passages_say_why_nothing_is_marked() -> None:
    """A passage that is the first one word for word says so, and so does one with nothing in common."""
    run = sample_pair()
    same = replace(run.diffs[-1], ops=(("equal", "Sailings to the island resume."),))
    other = replace(run.diffs[-2], ops=ops("One two three four five.", "Six seven eight nine ten."))
    view = View(replace(run, diffs=(*run.diffs[:-2], other, same)))
    assert [passage.remark for passage in view.shared[-1].passages] == ["", "word for word"]
    assert [passage.remark for passage in view.shared[-2].passages] == ["", ""]
    assert not any(piece.changed for passage in view.shared[-2].passages for piece in passage.pieces)


def test_quotation_stands_in_its_sentence() -> None:
    """A variant is shown in its sentence; one that is absent shows the sentence and marks nothing."""
    view = View(sample_run())
    first = view.divergences[0].quoted[0]
    assert first.cut.hit == "214 people"
    assert first.cut.before == "A ferry with "
    assert first.sentence == 1
    absent = next(quoted for each in view.divergences for quoted in each.quoted if not quoted.variant.surface)
    assert absent.cut.hit == ""
    assert absent.sentence == 3


def test_clipping_keeps_the_words_and_cuts_at_spaces() -> None:
    """What stands around the words is shortened, never the words."""
    cut = clipped(
        Cut("one two three four five six seven ", "HIT", " eight nine ten eleven twelve thirteen"), 43
    )
    assert cut.hit == "HIT"
    assert cut.before == "… five six seven "
    assert cut.after == " eight nine ten …"
    assert shortened("one two three", 10) == "one two …"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "fewer than 1 of 100"),
        (0.004, "fewer than 1 of 100"),
        (0.03, "about 3 of 100"),
        (0.97, "about 97 of 100"),
        (0.999, "more than 99 of 100"),
    ],
)
def test_shares_are_said_as_cases(share: float, said: str) -> None:
    """A probability is said as whole cases out of a hundred, and never as certainty."""
    assert phrases.of_100(share) == said


def test_model_classes_are_named_for_people() -> None:
    """A class of human text is named as one would say it."""
    assert phrases.human_texts("human_translation, news") == "human translations (news)"
    assert phrases.human_texts("original") == "texts written in English"
