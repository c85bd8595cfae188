"""Every fact extractor against its cases: hits and near misses, one sentence or two each."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from xdiff.discover import parts
from xdiff.facts import COMMON, extract
from xdiff.facts.base import Extractor
from xdiff.records import Document
from xdiff.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent / "cases" / "facts"
EXTRACTORS = parts("xdiff.facts", "EXTRACTOR", Extractor, common=COMMON)


def _cases() -> Iterator[Any]:
    for module in EXTRACTORS:
        for path in _files(module):
            for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
                yield pytest.param(module, case, id=f"{path.stem}-{number}")


def _files(module: str) -> list[Path]:
    """Return the files of cases of one extractor: `numbers.toml`, and `numbers-money.toml` and the like."""
    return sorted(path for path in CASES.glob("*.toml") if path.stem.partition("-")[0] == module)


def _told(fact: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return what `fact` says about the keys of `wanted`; of `data` only the keys asked for."""
    told = {key: getattr(fact, key) for key in wanted if key != "data"}
    if "data" in wanted:
        told["data"] = {key: fact.data.get(key) for key in wanted["data"]}
    return told


@pytest.mark.parametrize(("module", "case"), list(_cases()))
def test_case(module: str, case: dict[str, Any]) -> None:
    """The sentence gives the facts expected, in order, and no other of its kind; spans are surfaces."""
    document = Document(id="case", text=case["text"], published=case.get("published"))
    kind = EXTRACTORS[module].kind
    found = [fact for fact in extract(segment(document)) if fact.kind == kind]
    assert [fact.surface for fact in found] == [each["surface"] for each in case["expected"]], case["why"]
    for fact, wanted in zip(found, case["expected"], strict=True):
        assert _told(fact, wanted) == wanted, case["why"]
        assert fact.span.of(document.text) == fact.surface


@pytest.mark.parametrize("module", sorted(EXTRACTORS))
def test_every_extractor_has_cases(module: str) -> None:
    """An extractor without a file of cases, or without a near miss among them, fails here."""
    cases = [
        case for path in _files(module) for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]
    assert cases
    assert any(not case["expected"] for case in cases)
    assert all(case["why"] for case in cases)
