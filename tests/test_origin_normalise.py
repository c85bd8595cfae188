"""Masking: what a source's typography, topic and names could leak is gone, and spans stay exact."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from xdiff.origin.normalise import tokens

CASES = tomllib.loads((Path(__file__).parent / "cases/origin/normalise.toml").read_text(encoding="utf-8"))[
    "case"
]
COMMON = frozenset(["he", "the", "plan", "they", "is", "it", "we"])


def masked(text: str) -> str:
    """Return the masked tokens, joined."""
    return " ".join(token.text for token in tokens(text, 0, COMMON))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_printed_forms_give_the_same_tokens(case: dict[str, object]) -> None:
    """A sentence gives the tokens expected, however its marks, blanks and names are printed."""
    assert masked(str(case["text"])) == case["expected"], case["why"]
    for other in case["same"]:  # type: ignore[attr-defined]  # a list of strings, by the case file
        assert masked(other) == case["expected"], case["why"]


def test_spans_are_code_points_of_the_document() -> None:
    """Every token's span, less the offset, covers the characters it was made of."""
    text = "Älva said “we can’t” on Friday."
    pieces = [text[token.start - 100 : token.end - 100] for token in tokens(text, 100, COMMON)]
    assert pieces == ["Älva", "said", "we", "ca", "n’t", "on", "Friday", "."]
