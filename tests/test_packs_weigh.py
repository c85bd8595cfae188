"""Weights are measured on text that the figures on the test split do not use."""

from __future__ import annotations

import pytest

from xdiff.origin.corpus import TEST, contents
from xdiff.packs.weigh import is_test


@pytest.mark.parametrize(
    ("testset", "source"),
    [
        ("newstest2013", "en"),
        ("newstest2013.fr-en", "fr"),
        ("wmt13.ru-en", "ru"),
        ("newstest2020.iu-en", "iu"),
        ("wmt20.zh-en", "zh"),
        ("wmt20-robust-set3-deen", "de"),
        ("newstest2021.ha-en", "ha"),
        ("wmt2021.ha-en", "ha"),
        ("newstest2021.de-en", "de"),
        ("newstest2014.fr-en", "fr"),
        ("newstest2012", "de"),
        ("wmttest2022.de-en", "de"),
        ("flores200", "ha"),
        ("ted2020", "de"),
        ("", None),
    ],
)
def test_the_test_split_is_the_one_of_the_origin_model(testset: str, source: str | None) -> None:
    """Rules are weighed on no content group that the origin model is tested on."""
    assert is_test(testset, source) == (contents(testset, source) in TEST)
