"""What a study of the model says of made-up scores whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from xdiff.origin.sample import Sample
from xdiff.origin.study import parts, published, registers

KINDS = ("original", "human_translation", "nmt")
AXES = 2


def sample(copies: int) -> Sample:
    """Make windows of every kind in two groups, long enough to be measured."""
    made = Sample()
    for group in ("wmt17", "wmt18"):
        for kind in KINDS:
            for number in range(copies):
                made.kind.append(kind)
                made.group.append(group)
                made.source.append("de")
                made.first.append("de")
                made.row.append(f"{group} {kind} {number}")
                made.domain.append("news" if number % 2 else "wiki")
                made.words.append(300)
                made.characters.append(1800)
                made.prefix.append(False)
                for part in made.buckets:
                    made.buckets[part].append(np.array([KINDS.index(kind), 9], dtype=np.uint32))
    return made


def scores(of: Sample) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Make scores whose first part tells the kinds apart and whose second says nothing."""
    rng = np.random.default_rng(3)
    told = np.array([[4.0 * (kind == "nmt"), 4.0 * (kind == "human_translation")] for kind in of.kind])
    return np.hstack([told + rng.normal(size=told.shape) * 0.1, rng.normal(size=told.shape)])


def test_a_part_that_tells_is_told_from_one_that_does_not() -> None:
    """The part with the signal reaches an AUC of 1 alone, the noise stays near chance, both are near 1."""
    pytest.importorskip("sklearn")
    made = sample(40)
    found = parts(made, scores(made), ("wmt17", "wmt18"), AXES)
    assert found["words"]["nmt/human_translation"] == 1.0
    assert 0.3 < found["shapes"]["nmt/human_translation"] < 0.7
    assert found["words and shapes"]["nmt/original"] > 0.99


def test_registers_count_only_windows_with_a_score() -> None:
    """A register's rate is the share above the cut; one whose windows were never held out is not stated."""
    made = sample(40)
    held = scores(made)
    held[[at for at, domain in enumerate(made.domain) if domain == "wiki"]] = np.nan
    inside = ~np.isnan(held[:, 0])
    chances = np.zeros((int(inside.sum()), 3))
    kinds = np.array(made.kind)[inside]
    chances[kinds == "human_translation", 2] = 0.9
    found = registers(made, held, chances, {"machine_translation": 0.8})
    assert found == {"original, news": 0.0, "human_translation, news": 1.0}


def test_the_published_set_up_learns_from_years_before() -> None:
    """Where years before 2018 show what an engine does, its documents of 2018 are judged right."""
    pytest.importorskip("sklearn")
    made = sample(12)
    engines = {row: "deepl-2021" for row in made.row if "nmt" in row}
    found = published(made, engines)
    assert found == {"deepl.auc": 1.0, "deepl.right": 1.0}


def test_without_german_texts_nothing_is_published() -> None:
    """Data without the set-up's texts give no figure, and no error."""
    made = sample(3)
    made.source = ["fr"] * len(made)
    assert published(made, {}) == {}
