"""Reading, case by case: tests/cases/read/*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from xdiff.read import dates, furniture, read_bytes, read_paths, readers

CASES = Path(__file__).parent / "cases" / "read"


def cases(name: str) -> list[Any]:
    """Return the rows of one file of cases, named by their reason."""
    rows = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(row, id=row["why"][:60]) for row in rows]


@pytest.mark.parametrize("case", cases("furniture"))
def test_furniture(case: dict[str, Any]) -> None:
    """What the site put around an article is marked, and the article itself never is."""
    page = furniture.find(case["text"])
    assert [mark.span.of(case["text"]) for mark in page.furniture] == case["expected"]
    assert page.title == case.get("title")
    assert page.published == case.get("published")
    assert len(page.notes) == case.get("notes", 0)
    assert all(mark.why for mark in page.furniture)


@pytest.mark.parametrize("case", cases("dates"))
def test_date_lines(case: dict[str, str]) -> None:
    """A date line gives its day, and no day where two readings are open."""
    found = dates.read(case["text"])
    if found is None:
        assert case["expected"] == ""
    else:
        assert case["expected"] == (found.day.isoformat() if found.day else "two ways")


@pytest.mark.parametrize("case", cases("text"))
def test_text(case: dict[str, Any]) -> None:
    """Plain text stays as it is; title and day come from its first lines where they stand there."""
    (document,) = read_bytes(case["text"].encode(), name="case", format="text")
    assert document.text == case["text"]
    assert {"title": document.title or "", "published": document.published or ""} == case["expected"]


@pytest.mark.parametrize("case", cases("markdown"))
def test_markdown(case: dict[str, str]) -> None:
    """Marks of Markdown are furniture, and the words they enclose are not."""
    (document,) = read_bytes(case["text"].encode(), name="case", format="markdown")
    assert document.text == case["text"]
    left = list(case["text"])
    for mark in document.furniture:
        left[mark.span.start : mark.span.end] = " " * (mark.span.end - mark.span.start)
        if mark.span.start and not left[mark.span.start - 1].isspace():
            left[mark.span.start : mark.span.end] = [""] * (mark.span.end - mark.span.start)
    assert " ".join("".join(left).split()) == case["expected"]
    assert document.title == case.get("title", document.title)
    assert document.published == case.get("published")


@pytest.mark.parametrize("case", cases("html"))
def test_html(case: dict[str, Any]) -> None:
    """A page gives its main text and what its head says of it."""
    (document,) = read_bytes(case["text"].encode(), name="case", format="html")
    assert [line for line in document.text.splitlines() if line.strip()] == case["expected"]
    assert (document.title or "", document.outlet or "", document.published or "") == (
        case["title"],
        case["outlet"],
        case["published"],
    )


@pytest.mark.parametrize("case", cases("jsonl"))
def test_jsonl(case: dict[str, Any], tmp_path: Path) -> None:
    """Every line that can be read is, and every other is told with its number."""
    path = tmp_path / "wire.jsonl"
    path.write_text(case["text"], encoding="utf-8")
    result = read_paths([str(path)])
    assert [document.id for document in result.documents] == case["expected"]
    assert [problem.where for problem in result.problems] == [f"{path}:{line}" for line in case["problems"]]
    assert all(problem.hint for problem in result.problems)


@pytest.mark.parametrize("name", sorted(readers()))
def test_every_reader_has_cases(name: str) -> None:
    """A format that nobody wrote cases for is not done."""
    assert cases(name)
