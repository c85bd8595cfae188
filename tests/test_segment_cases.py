"""Segmentation, case by case: tests/cases/segment/*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from xdiff.records import Document
from xdiff.segment import segment

CASES = Path(__file__).parent / "cases" / "segment"


def cases(name: str) -> list[Any]:
    """Return the rows of one file of cases, named by their reason."""
    rows = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(row, id=row["why"][:60]) for row in rows]


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case: dict[str, Any]) -> None:
    """A paragraph falls into the sentences a reader sees."""
    article = segment(Document(id="case", text=case["text"] + "\n\nThis is the end."))
    assert [sentence.text for sentence in article.sentences if sentence.paragraph == 0] == case["expected"]


@pytest.mark.parametrize("case", cases("tokens"))
def test_tokens(case: dict[str, Any]) -> None:
    """Words, numbers and punctuation come apart where the convention says."""
    article = segment(Document(id="case", text=case["text"]))
    assert [token.text for token in article.tokens] == case["expected"]
    assert [token.text for token in article.tokens if token.word] == case["words"]


@pytest.mark.parametrize("case", cases("paragraphs"))
def test_paragraphs(case: dict[str, Any]) -> None:
    """Lines become paragraphs, and short ones without an end headings."""
    article = segment(Document(id="case", text=case["text"]))
    found = [[each.kind, " ".join(each.span.of(case["text"]).split())] for each in article.paragraphs]
    assert found == case["expected"]
