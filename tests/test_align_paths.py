"""The best way through a matrix, in order."""

from __future__ import annotations

import numpy as np
import pytest

from xdiff.align import paths
from xdiff.align.candidates import cells
from xdiff.align.paths import path


def best_by_trying(row: np.ndarray, column: np.ndarray, gain: np.ndarray, *, several: bool) -> float:
    """Return the best sum of gains over all sets of cells in order."""
    best = 0.0
    for chosen in range(1 << len(row)):
        at = [k for k in range(len(row)) if chosen >> k & 1]
        steps = [
            (row[b] - row[a], column[b] - column[a]) for k, a in enumerate(at) for b in at[k + 1 :]
        ]  # cells are sorted by row, then column
        if all((down >= 0 and right >= 0) if several else (down > 0 and right > 0) for down, right in steps):
            best = max(best, float(gain[at].sum()))
    return best


@pytest.mark.parametrize("several", [False, True])
def test_best_path_is_that_of_trying_all(several: bool) -> None:
    """The best gain is that of the best set of cells in order, and some cell on the path costs nothing."""
    rng = np.random.default_rng(11)
    for _ in range(40):
        rows, columns = (int(each) for each in rng.integers(1, 5, 2))
        row, column = np.nonzero(rng.random((rows, columns)) < 0.7)
        if not len(row) or len(row) > 10:
            continue
        gain = rng.random(len(row)).astype(np.float32)
        found = path(cells(row, column, rows, columns), gain, several=several)
        assert found.best == pytest.approx(best_by_trying(row, column, gain, several=several), abs=1e-5)
        assert found.through.max() == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("several", [False, True])
def test_large_matrices_have_the_same_paths(several: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found cell by cell is what is found row by row."""
    rng = np.random.default_rng(12)
    for _ in range(60):
        rows, columns = (int(each) for each in rng.integers(1, 12, 2))
        row, column = np.nonzero(rng.random((rows, columns)) < 0.5)
        gain = np.maximum(rng.random(len(row)) - 0.4, 0).astype(np.float32)
        matrix = cells(row, column, rows, columns)
        by_row = path(matrix, gain, several=several)
        with monkeypatch.context() as patch:
            patch.setattr(paths, "ALL_CELLS", 0)
            by_cell = path(matrix, gain, several=several)
        assert by_cell.best == pytest.approx(by_row.best)
        assert by_cell.through.tolist() == pytest.approx(by_row.through.tolist(), abs=1e-5)


def test_off_the_path_costs_what_is_lost() -> None:
    """A cell that crosses a link costs that link's gain, less its own."""
    row, column = np.asarray([0, 1, 1, 2]), np.asarray([1, 0, 1, 2])
    found = path(cells(row, column, 3, 3), np.asarray([3.0, 1.0, 0.0, 2.0]), several=False)
    assert found.best == pytest.approx(5)
    assert found.through.tolist() == pytest.approx([0, -2, -3, 0])


def test_no_cells_have_no_path() -> None:
    """Nothing to go through gains nothing."""
    nothing = np.zeros(0, dtype=np.int64)
    found = path(cells(nothing, nothing, 2, 3), np.zeros(0, dtype=np.float32), several=True)
    assert found.best == 0
    assert not len(found.through)
