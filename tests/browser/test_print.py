"""The printed report: complete, also where the screen has it folded; tidy, and without controls."""

from __future__ import annotations

import base64
import io
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from xdiff.records import Run

pytestmark = pytest.mark.browser

A4 = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": False, "printBackground": True}
EDGE = (
    48.0  # points: within this of the upper and the lower edge stand the running head and the page's number
)


def printed(browser: Any) -> list[list[tuple[str, float, float]]]:
    """Print the page; return what stands on each sheet: text, height above the foot and size, in points."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    data = browser.execute_cdp_cmd("Page.printToPDF", A4)["data"]
    sheets = []
    for page in pypdf.PdfReader(io.BytesIO(base64.b64decode(data))).pages:
        found: list[tuple[str, float, float]] = []

        def note(
            text: str,
            around: list[float],
            own: list[float],
            _: object,
            size: float,
            found: list[tuple[str, float, float]] = found,
        ) -> None:
            if text.strip():
                across = pypdf.mult(own, around)
                found.append((text, across[5], abs(size * across[3])))

        page.extract_text(visitor_text=note)
        sheets.append(found)
    return sheets


def body(sheet: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Return what stands between a sheet's head and foot."""
    return [each for each in sheet if EDGE < each[1] < 842 - EDGE]


def letters(text: str) -> str:
    """Return the letters of a text: lines break anywhere, fonts join letters, small signs lead to notes."""
    return re.sub(r"[\W\d_]+", "", unicodedata.normalize("NFKC", text))


def sample(name: str) -> Run:
    """Return a sample run."""
    import sample_big
    import sample_run

    made: Callable[[], Run] = getattr(sample_run, name, None) or getattr(sample_big, name)
    return made()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("name", ["sample_run", "mixed_review", "sample_many"])
def test_paper_has_everything(opened: Callable[..., Any], name: str, scripts: bool) -> None:
    """Every divergence, every sentence, every verdict and the signature are printed, scripts on or off."""
    from xdiff.report import phrases

    run = sample(name)
    text = letters(
        " ".join(each[0] for sheet in printed(opened(run, scripts=scripts)) for each in body(sheet))
    )
    quotes = [one.surface for each in run.divergences for one in each.variants]
    sentences = [each.text for one in run.inspections for each in one.article.sentences]
    furniture = [
        one.document.text[each.span.start : each.span.end]
        for one in run.inspections
        for each in one.document.furniture
    ]
    verdicts = [phrases.origin(each.verdict) for each in run.inspections]
    settings = [value for _, value in run.signature.parts]
    comments = [each.comment for each in run.review.decisions]
    for wanted in (quotes, sentences, furniture, verdicts, settings, comments, run.notes):
        assert [each for each in wanted if letters(each) not in text] == []


def test_what_is_folded_is_printed(opened: Callable[..., Any]) -> None:
    """What is folded away on the screen stands on paper all the same."""
    run = sample("sample_many")
    browser = opened(run)
    browser.execute_script("for (const each of document.querySelectorAll('details')) each.open = false")
    text = letters(" ".join(each[0] for sheet in printed(browser) for each in body(sheet)))
    told = browser.execute_script(
        "return [...document.querySelectorAll('main details:not(.needs-script *) :is(p, li, th, td)')]"
        ".filter((each) => !each.closest('.needs-script, .margin-choice')).map((each) => each.innerText)"
    )
    assert len(told) > 20
    assert [each for each in told if letters(each) not in text] == []
    sentences = [each.text for one in run.inspections for each in one.article.sentences]
    assert [each for each in sentences if letters(each) not in text] == []


CONTROLS = ("Accept", "Reject", "Undo", "Export", "Import", "Filter", "Search", "Help", "Show all")


def test_paper_has_no_controls(opened: Callable[..., Any]) -> None:
    """No button, field or menu is printed, though the page was in use."""
    browser = opened("sample_run", anchor="#d2")
    browser.execute_script("document.querySelector('#d1 [data-act=\"comment\"]').click()")
    browser.execute_script("document.querySelector('#help-open').click()")
    words = set(re.findall(r"\w+", " ".join(each[0] for sheet in printed(browser) for each in sheet)))
    assert words.isdisjoint(CONTROLS)
    assert {"Halcyon", "Signature"} & words


def test_what_is_filtered_away_is_printed(opened: Callable[..., Any]) -> None:
    """A filter or a search on the screen leaves nothing out on paper."""
    run = sample("sample_run")
    browser = opened(run, anchor="#hide=note,number&q=minister")
    text = letters(" ".join(each[0] for sheet in printed(browser) for each in body(sheet)))
    quotes = [one.surface for each in run.divergences for one in each.variants]
    assert [each for each in quotes if letters(each) not in text] == []


@pytest.mark.parametrize("name", ["sample_run", "mixed_review", "sample_many"])
def test_sheets_are_tidy(opened: Callable[..., Any], name: str) -> None:
    """Sheets are numbered, none is empty, and none ends with a heading whose text is on the next."""
    sheets = printed(opened(name))
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        foot = " ".join(text for text, height, _ in sheet if height <= EDGE)
        assert f"{number} of {len(sheets)}" in " ".join(foot.split())
        assert body(sheet), f"sheet {number} is empty"
    sizes = sorted(size for sheet in sheets for text, _, size in body(sheet) for _ in text)
    usual = sizes[len(sizes) // 2]
    for number, sheet in enumerate(sheets[:-1], 1):
        text, _, size = min(body(sheet), key=lambda each: each[1])
        assert size < usual * 1.2, f"sheet {number} ends with the heading “{text}”"
