"""The quality gate has tests of its own."""

from __future__ import annotations

import pytest
from floors import Floor, dump, judge, lowered, parse, raised

FLOORS = (Floor(name="a", value=0.9, band=0.01), Floor(name="b", value=0.5, band=0.02))


def test_a_figure_inside_the_band_holds() -> None:
    """Noise inside the band passes; a fall below it fails."""
    inside, below = judge(FLOORS, {"a": 0.895, "b": 0.47})
    assert not inside.failed
    assert below.failed


def test_a_figure_nobody_measured_fails() -> None:
    """A floor without a measurement is broken, not skipped."""
    assert judge(FLOORS, {"a": 0.95})[1].failed


def test_raising_never_lowers() -> None:
    """`--raise` takes better figures and leaves the others."""
    assert [floor.value for floor in raised(FLOORS, {"a": 0.93, "b": 0.4})] == [0.93, 0.5]


def test_lowering_takes_a_reason() -> None:
    """A floor is lowered only with a reason, and the reason stays in the file."""
    with pytest.raises(SystemExit):
        lowered(FLOORS, {"a": 0.8}, "a", " ")
    with pytest.raises(SystemExit):
        lowered(FLOORS, {"a": 0.8}, "c", "because")
    kept = lowered(FLOORS, {"a": 0.8}, "a", "smaller model, three times quicker")
    assert (kept[0].value, kept[0].lowered) == (0.8, "smaller model, three times quicker")
    assert kept[1] == FLOORS[1]


def test_the_file_reads_back_as_written() -> None:
    """What the gate writes is what it reads."""
    floors = lowered(FLOORS, {"a": 0.8}, "a", "why")
    assert parse(dump({"x.gz": "ab"}, floors)) == ({"x.gz": "ab"}, floors)
