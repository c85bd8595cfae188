"""Variants change what they name and nothing else; the figures count what they say."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import pytest

from xdiff.origin.robustness import (
    VARIANTS,
    AtLength,
    Labelled,
    Moved,
    Told,
    beginning,
    curve,
    labelled,
    markdown,
    mixtures,
    table,
)
from xdiff.origin.spelling import AMERICAN, BRITISH
from xdiff.records import Passage, Span, Verdict

LINES = (
    "Council favours a new theatre",
    "“We don’t know,” said the organiser — a neighbour.",
    "The 'colour' of it is \"grey\" - or so they say.",
    "It costs 1,000 a year, however; nobody pays.",
)


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("straight quotes", 1, '"We don’t know," said the organiser — a neighbour.'),
        ("curly quotes", 2, "The 'colour' of it is “grey” - or so they say."),
        ("single quotes", 1, "‘We don’t know,’ said the organiser — a neighbour."),
        ("guillemets", 1, "« We don’t know, » said the organiser — a neighbour."),
        ("no quotes", 1, "We don’t know, said the organiser — a neighbour."),
        ("straight apostrophes", 1, "“We don't know,” said the organiser — a neighbour."),
        ("curly apostrophes", 2, 'The \'colour’ of it is "grey" - or so they say.'),
        ("em dashes", 2, "The 'colour' of it is \"grey\"—or so they say."),
        ("spaced en dashes", 1, "“We don’t know,” said the organiser – a neighbour."),
        ("double hyphens", 1, "“We don’t know,” said the organiser -- a neighbour."),
        ("heading in title case", 0, "Council Favours A New Theatre"),
        ("heading in capitals", 0, "COUNCIL FAVOURS A NEW THEATRE"),
        ("American spelling", 1, "“We don’t know,” said the organizer — a neighbor."),
        ("doubled spaces", 3, "It  costs  1,000  a  year,  however;  nobody  pays."),
        ("spaced punctuation", 3, "It costs 1,000 a year , however ; nobody pays ."),
        ("spaced punctuation", 1, "“ We do n’t know , ” said the organiser — a neighbour ."),
    ],
)
def test_a_variant_prints_otherwise(name: str, at: int, expected: str) -> None:
    """Quotes, dashes, headings, spelling, blanks: each as its name says, the other lines' words untouched."""
    assert VARIANTS[name](LINES)[at] == expected


def test_spelling_goes_both_ways() -> None:
    """British becomes American and back, capitals kept; words that are others as well stay."""
    american = VARIANTS["American spelling"](LINES)
    assert american[0] == "Council favors a new theater"
    assert VARIANTS["British spelling"](american) == LINES
    assert VARIANTS["British spelling"](("While they tire, we curb it.",)) == (
        "While they tire, we curb it.",
    )
    assert not AMERICAN.keys() & AMERICAN.values()
    assert not BRITISH.keys() & BRITISH.values()


def test_order_and_thinning_keep_the_sentences() -> None:
    """Shuffling keeps every sentence, thinning all but a tenth in their order; both repeat themselves."""
    lines = tuple(f"Sentence {number}." for number in range(30))
    assert sorted(VARIANTS["sentences shuffled"](lines)) == sorted(lines)
    thinned = VARIANTS["a tenth dropped"](lines)
    assert len(thinned) == 27
    assert [line for line in lines if line in thinned] == list(thinned)
    assert VARIANTS["a tenth dropped"](lines) == thinned


def judge_by(rule: Callable[[str], float]) -> Callable[[str], Verdict]:
    """Return a judge by a rule for the probability, machine translation from .8, unsure from .5."""

    def judge(text: str) -> Verdict:
        chance = rule(text)
        label = "machine_translation" if chance >= 0.8 else "unsure" if chance >= 0.5 else "original"
        return Verdict(label=label, p_machine=chance, p_translated=chance)

    return judge


def test_moves_are_counted() -> None:
    """A judge that dislikes doubled blanks accuses every person's text of that variant, and of no other."""
    documents = [Labelled(kind="original", lines=LINES), Labelled(kind="nmt", lines=LINES)]
    found = table(documents, judge_by(lambda text: 0.9 if "  " in text else 0.1))
    moved = found["doubled spaces"]
    assert moved[:4] == (2, 1.0, 1.0, 0.5)
    assert moved.shift == pytest.approx(0.8)
    assert found["em dashes"][1:] == (0.0, 0.0, 0.0, 0.0)
    assert "a tenth dropped" in found


def test_a_variant_that_changes_nothing_is_left_out() -> None:
    """Documents without the mark in question say nothing of it."""
    plain = [Labelled(kind="original", lines=("One two three.",))]
    assert "guillemets" not in table(plain, judge_by(lambda _: 0.1))


def test_the_curve_counts_by_length() -> None:
    """Each length has the documents that reach it; shares and AUC are by gold label."""
    short = tuple("one two three four five" for _ in range(10))
    documents = [
        Labelled(kind="human_translation", lines=short),
        Labelled(kind="nmt", lines=(*short, "machine")),
        Labelled(kind="nmt", lines=("machine", *short, *short)),
    ]
    found = curve(documents, judge_by(lambda text: 0.9 if "machine" in text else 0.1), lengths=(20, 51, 200))
    assert set(found) == {20, 51}
    assert found[20].documents == 3
    assert found[20].flagged == 0.5
    assert found[20].auc_translation == 0.75
    assert found[20].alarms_translation == 0.0
    assert math.isnan(found[20].auc_original)  # there are no originals
    assert found[51].documents == 2
    assert found[51].flagged == 1.0


def test_a_beginning_ends_with_its_sentence() -> None:
    """The sentence that reaches the length is the last; a shorter text has no beginning of that length."""
    assert beginning(("one two", "three four", "five"), 3) == ("one two", "three four")
    assert beginning(("one two",), 3) == ()


def test_mixtures_measure_how_far_off() -> None:
    """A judge that sees every seam is right on joined texts and accuses no whole one."""
    human = Labelled(kind="original", lines=tuple(f"a person wrote line {n}" for n in range(8)))
    machine = Labelled(kind="nmt", lines=tuple(f"the machine made row {n}" for n in range(8)))

    def judge(text: str) -> Verdict:
        lines = text.split("\n")
        seams = [at for at in range(1, len(lines)) if lines[at][:3] != lines[at - 1][:3]]
        starts = [0, *(len("\n".join(lines[:at])) + 1 for at in seams), len(text)]
        passages = tuple(
            Passage(span=Span(start=start, end=end), label="unsure", p_machine=0.5)
            for start, end in pairwise(starts)
        )
        return Verdict(label="unsure", p_machine=0.5, p_translated=0.5, passages=passages if seams else ())

    found = mixtures([human, machine], judge, most=5, words=(10, 20))
    assert found["original + nmt"] == (5, 1.0, 0.0)
    assert found["one original"][:2] == (1, 0.0)
    assert found["nmt + nmt"].share == 0.0
    assert "nmt + original" not in found


def test_rows_become_documents_of_one_origin() -> None:
    """A machine's row is of its type, other labels and empty texts are left out."""
    rows = [
        {"text": "One.\n\nTwo.", "label": "machine_translation", "mt_type": "smt"},
        {"text": "One.", "label": "original"},
        {"text": "One.", "label": "post_edited"},
        {"text": "One."},
        {"text": "\n", "label": "original"},
    ]
    assert labelled(rows) == [
        Labelled(kind="smt", lines=("One.", "Two.")),
        Labelled(kind="original", lines=("One.",)),
    ]


def test_figures_are_printed_as_tables() -> None:
    """Each measure has a table with its own columns; what was not measured is left empty."""
    nan = float("nan")
    lines = markdown(
        {"em dashes": Moved(3, 0.0, 0.0, 0.0, 0.0125)},
        {100: AtLength(5, 0.75, nan, 0.0, nan, 0.5, 0.2)},
        {"one original": Told(4, 0.0, nan)},
    )
    assert "| em dashes | 3 | 0.000 | 0.000 | 0.000 | 0.013 |" in lines
    assert "| 100 | 5 | 0.750 |  | 0.000 |  | 0.500 | 0.200 |" in lines
    assert "| text | documents | share | off |" in lines
    assert "| one original | 4 | 0.000 |  |" in lines
    assert markdown({}, {}, {}) == []
