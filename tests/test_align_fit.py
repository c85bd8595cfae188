"""What each fit of the link model may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from xdiff.align import fit, lexicon, train
from xdiff.align.corpus import FOLDS, TEST, fold, mixed, whole
from xdiff.align.substitutes import none
from xdiff.align.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

ROW = {
    "id": "swipe:1",
    "set": "swipe",
    "a": ["The goose crossed the road.", "It rained."],
    "b": ["A goose walked over the road."],
    "gold": [[0, 0, "aligned"]],
}


def one_leaf(value: float) -> Trees:
    """Return a tree that says the same of everything."""
    nothing = np.zeros((1, 1), dtype=np.int16)
    never, always = (np.full((1, 1), each, dtype=np.float32) for each in (np.inf, value))
    return Trees(nothing, never, nothing, nothing, always, 0.0, 0)


def examples(folds: int) -> list[fit.Example]:
    """Return two examples of each fold."""
    rng = np.random.default_rng(1)
    return [
        fit.example({**ROW, "id": f"swipe:{k}"}, k % folds, lexicon.shipped(), none(), rng)
        for k in range(2 * folds)
    ]


def test_held_out_log_odds_come_from_fits_that_had_not_seen_the_fold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither pass behind a held-out score has seen its fold, nor has the first pass behind a second's."""
    seen: dict[int, set[int]] = {}  # by the tree's own value, the folds it was fitted on

    def record(given: Sequence[fit.Example], columns: Sequence[np.ndarray]) -> Trees:
        number = len(seen) + 1
        seen[number] = {each.fold for each in given}
        for each, known in zip(given, columns, strict=True):
            if known.shape != each.measured.values.shape:  # a second pass: its first column is a log-odds
                first = round(float(known[0, 0]))
                assert each.fold not in seen[first]
        return one_leaf(float(number))

    def held_out(_measured: object, first: Trees, second: Trees) -> np.ndarray:
        return np.asarray([first.value[0, 0], second.value[0, 0]])

    monkeypatch.setattr(fit, "fit_trees", record)
    monkeypatch.setattr(fit.model, "joined_log_odds", held_out)
    monkeypatch.setattr(fit.model, "probability", lambda odds: odds)
    monkeypatch.setattr(fit.model, "context", lambda _cells, odds: odds[:, None])
    given = examples(3)
    steps: list[int] = []
    found = fit.fit(given, lambda: steps.append(1), held_out=True)
    assert len(steps) == len(seen) == fit.fits(3, held_out=True)
    for each, numbers in zip(given, found.held_out, strict=True):
        assert all(each.fold not in seen[int(number)] for number in numbers)


def test_a_row_is_measured_with_substitutes_of_other_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The substitutes that a row teaches never measure it, nor do those of the test fold in the twin."""
    rows: list[list[dict[str, Any]]] = [[] for _ in range(FOLDS)]
    for k in range(40):
        row = {**ROW, "id": f"swipe:{k}"}
        rows[fold(row)].append(row)
    given = train.Material(rows, [[] for _ in range(FOLDS)], [], none())
    known = [each for each in range(FOLDS) if each != TEST]
    asked: list[tuple[int, ...]] = []
    monkeypatch.setattr(
        train.Material, "substitutes", lambda _self, folds: asked.append(tuple(folds)) or none()
    )
    found = train.examples(given, lexicon.shipped(), known)
    assert {each.fold for each in found} == set(known)
    assert asked == [tuple(other for other in known if other != each) for each in known]


def test_easy_cells_are_sampled_at_their_weight() -> None:
    """Of clearly unlike cells a share is kept that weighs as much as all of them; links are all kept."""
    left = [f"The {name} was sold to a smith in spring." for name in ("goose", "plough", "mill", "ox")] * 5
    row = {**ROW, "a": left, "b": [*left], "gold": [[k, k, "aligned"] for k in range(20)]}
    found = fit.example(row, 0, lexicon.shipped(), none(), np.random.default_rng(2))
    assert found.kept[found.gold].all()
    assert not found.kept.all()
    assert found.importance[found.kept].sum() == pytest.approx(len(found.gold), rel=0.25)


def test_made_rows_stay_in_their_fold() -> None:
    """Matrices made from several stories hold sentences of the rows they were made from, and their links."""
    rows = [
        {
            "id": f"ecbmix:ecb+:{k}ecb:0",
            "set": "ecbplus-mixed",
            "a": [f"Goose {k} was sold."],
            "b": [f"Somebody sold goose {k}.", f"Rain fell on town {k}."],
            "gold": [[0, 0, "aligned"]],
        }
        for k in range(12)
    ]
    made = mixed(rows, np.random.default_rng(3))
    assert made
    for each in made:
        for i, j, _ in each["gold"]:
            assert each["a"][i].split()[1] == each["b"][j].removesuffix(".").split()[-1]
    assert whole(rows, [], np.random.default_rng(3)) == []
