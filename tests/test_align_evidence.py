"""What the facts of two documents say for and against a link."""

from __future__ import annotations

import numpy as np
import pytest

from xdiff.align import evidence, lexicon
from xdiff.align.candidates import cells
from xdiff.records import Fact, Span

ONE = cells(np.asarray([0]), np.asarray([0]), 1, 1)


def fact(kind: str, value: str, unit: str | None = None) -> Fact:
    """Make a fact of the first sentence."""
    return Fact(
        kind=kind,  # type: ignore[arg-type]  # kinds of the cases below are literals
        document_id="a",
        sentence=0,
        span=Span(start=0, end=1),
        surface=value,
        value=value,
        unit=unit,
    )


OLSEN, BRANDT, LEITH = (fact("name", name, "person") for name in ("karl olsen", "ivo brandt", "ann leith"))
NORLAND = fact("name", "norland", "place")
MONDAY, FRIDAY = (fact("date", value, "day") for value in ("2015-09-28", "2015-10-02"))
WEEK = fact("date", "P7D", "duration")
OPEN_RAID = fact("polarity", "not ruled out", "raid")
OPEN_STRIKE = fact("polarity", "not ruled out", "strike")
NO_STRIKE = fact("polarity", "refused", "strike")
OPEN_PICNIC = fact("polarity", "not ruled out", "picnic")


def odds(left: list[Fact], right: list[Fact]) -> float:
    """Return what the facts add for the one pair of sentences."""
    return float(evidence.log_odds(left, right, ONE, lexicon.shipped())[0])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([OLSEN], [BRANDT], evidence.PEOPLE_APART),
        ([OLSEN, LEITH], [BRANDT, LEITH], 0),
        ([OLSEN], [], 0),
        ([OLSEN], [NORLAND], 0),
        ([MONDAY], [FRIDAY], evidence.DATES_APART),
        ([MONDAY], [MONDAY], 0),
        ([MONDAY], [WEEK], 0),
        ([OLSEN, MONDAY], [BRANDT, FRIDAY], evidence.PEOPLE_APART + evidence.DATES_APART),
        ([], [], 0),
        ([OPEN_RAID], [OPEN_RAID], evidence.POLARITY),
        ([OPEN_STRIKE], [NO_STRIKE], 0),
    ],
)
def test_facts_for_and_against(left: list[Fact], right: list[Fact], expected: float) -> None:
    """Other people or dates speak against, the same thing left open for; silence says nothing."""
    assert odds(left, right) == pytest.approx(expected, abs=1e-5)


def test_near_heads_count_in_part() -> None:
    """Raids and strikes left open are nearly one thing; a picnic left open is not."""
    near = odds([OPEN_RAID], [OPEN_STRIKE])
    assert odds([OPEN_RAID], [OPEN_PICNIC]) < near < evidence.POLARITY
