"""Sentences that count the same thing."""

from __future__ import annotations

from xdiff.align.counts import ties
from xdiff.facts import extract
from xdiff.records import Document
from xdiff.segment import segment


def counted(left: str, right: str) -> dict[tuple[int, int], bool]:
    """Return the ties of two texts."""
    texts = (segment(Document(id=name, text=text)) for name, text in (("left", left), ("right", right)))
    return ties(*(extract(each) for each in texts))


def test_the_same_count_ties_its_sentences() -> None:
    """Where each text counts ferries once, and counts as many, the two sentences belong together."""
    assert counted("Fog lay on the bay. Seven ferries stayed in port.", "He saw 7 ferries.") == {(1, 0): True}


def test_bounds_that_meet_are_told_from_the_same_number() -> None:
    """About 90 minutes may be 95: that speaks for a link, and is none by itself."""
    assert counted("They spoke for 95 minutes.", "The call took about 90 minutes.") == {(0, 0): False}


def test_other_numbers_tie_nothing() -> None:
    """Near numbers are as often of two things as of one; far ones are of two."""
    assert counted("They spoke for 95 minutes.", "The call took 90 minutes.") == {}
    assert counted("They spoke for 95 minutes.", "The call took 20 minutes.") == {}


def test_a_thing_counted_twice_ties_nothing() -> None:
    """Two sentences count ferries here: nobody knows which is meant."""
    assert counted("Seven ferries sailed. Seven ferries came back.", "He saw 7 ferries.") == {}


def test_percentages_tie_nothing() -> None:
    """A story counts many things in per cent."""
    assert counted("Prices rose 7 percent.", "Rents fell 7 percent.") == {}
