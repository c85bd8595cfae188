"""chrF and TER come from sacrebleu, with their settings."""

from __future__ import annotations

import time

from xdiff.align import scores


def test_scores_of_equal_passages() -> None:
    """Equal passages have chrF 100 and TER 0."""
    assert scores.chrf("Ministers met on Monday.", "Ministers met on Monday.") == 100.0
    assert scores.ter("Ministers met on Monday.", "Ministers met on Monday.") == 0.0


def test_ter_counts_edits_per_hundred_words_of_the_reference() -> None:
    """One word of four replaced is TER 25."""
    assert scores.ter("Ministers met on Tuesday", "Ministers met on Monday") == 25.0


def test_chrf_prefers_the_closer_passage() -> None:
    """A passage with one word changed scores above one with other words."""
    reference = "The ferry sank off the coast."
    assert scores.chrf("The ferry sank near the coast.", reference) > scores.chrf(
        "Rain is expected.", reference
    )


def test_signatures_name_version_and_bound() -> None:
    """Each score's settings name sacrebleu's version, and TER's its bound on length."""
    parts = dict(scores.signatures())
    assert "version:" in parts["chrF2"]
    assert f"words:{scores.TER_MAX_WORDS}" in parts["TER"]


def test_ter_of_long_passages_is_bounded() -> None:
    """TER of two passages of 2,000 words is computed on their beginnings, within seconds."""
    left = " ".join(f"word{k % 97}" for k in range(2000))
    right = " ".join(f"word{k * 7 % 89}" for k in range(2000))
    start = time.perf_counter()
    scores.ter(left, right)
    assert time.perf_counter() - start < 10
