"""What the words of a sentence are to the alignment."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from xdiff.align.words import stem, words

CASES = Path(__file__).parent / "cases" / "align" / "words.toml"


def _cases() -> list[Any]:
    return list(tomllib.loads(CASES.read_text(encoding="utf-8"))["case"])


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["why"])
def test_cases(case: dict[str, Any]) -> None:
    """Names, numbers, counted nouns, initials and clauses are found where the case says, and nowhere else."""
    found = words(case["text"])
    for key, expected in case["expected"].items():
        value = getattr(found, key)
        assert (sorted(value) if isinstance(value, frozenset) else list(value)) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("minutes", "minute"),
        ("raids", "raid"),
        ("stopped", "stop"),
        ("policies", "policy"),
        ("Egypt's", "Egypt"),
    ],
)
def test_forms_of_a_word_share_a_stem(first: str, second: str) -> None:
    """Plural, past, and possessive meet their base."""
    assert stem(first.lower()) == stem(second.lower())


@pytest.mark.parametrize(("first", "second"), [("general", "generate"), ("thing", "th"), ("us", "u")])
def test_other_words_keep_apart(first: str, second: str) -> None:
    """Words that news uses for other things keep other stems."""
    assert stem(first) != stem(second)
