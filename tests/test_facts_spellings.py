"""A name spelt two ways within one document is told, and two names never are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from xdiff.facts import extract, spellings
from xdiff.records import Document
from xdiff.segment import segment

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "facts" / "spellings.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, Any]) -> None:
    """The pairs told are those expected, and every span covers its spelling."""
    article = segment(Document(id="case", text=case["text"]))
    found = spellings(article, extract(article))
    assert [f"{each.usual} / {each.other}" for each in found] == case["expected"], case["why"]
    for each in found:
        assert {span.of(case["text"]) for span in each.usual_spans} == {each.usual}
        assert {span.of(case["text"]) for span in each.other_spans} == {each.other}


def test_message_counts_both() -> None:
    """The message names both spellings and says how often each stands."""
    article = segment(
        Document(
            id="one", text="Hassan Rouhani spoke. Rouhani was tired. Hassan Rowhani left. Then Rouhani slept."
        )
    )
    (found,) = spellings(article, extract(article))
    assert found.document_id == "one"
    assert found.name.startswith("Hassan R")
    assert found.message == "One name spelt in two ways: “Rouhani” (3 times) and “Rowhani” (once)"
