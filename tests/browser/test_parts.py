"""Divergences, facts and what only one says in a browser: filters, folds, 500 of each, narrow, rtl."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser


def displayed(browser: Any, selector: str) -> int:
    """Return how many elements have a box."""
    script = (
        "return [...document.querySelectorAll(arguments[0])].filter(each => each.getClientRects()[0]).length"
    )
    return int(browser.execute_script(script, selector))


def style(browser: Any, selector: str, name: str) -> str:
    """Return a computed style of the first such element."""
    script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
    return str(browser.execute_script(script, selector, name))


def click(browser: Any, selector: str) -> None:
    """Click an element where it stands; works with scripts off."""
    found = browser.find_element("css selector", selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    found.click()


def settled(browser: Any) -> None:
    """Wait for two frames: what came into view has been laid out."""
    browser.execute_async_script(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))"
    )


def test_severities_kinds_and_agreement_are_filtered_without_script(opened: Callable[..., Any]) -> None:
    """Each box hides what it names, also of 500, and shows it again."""
    browser = opened("facts_500", scripts=False)
    assert displayed(browser, "article[data-subject=divergence]") == 500
    whole = displayed(browser, "article.divergence")
    names = displayed(browser, "article.k-name")
    click(browser, "#show-name")
    assert displayed(browser, "article.k-name") == 0
    assert displayed(browser, "article.divergence") == whole - names
    click(browser, "#show-name")
    click(browser, "#show-note")
    assert displayed(browser, ".sev-note") == 0
    assert displayed(browser, ".sev-variant") == 1


def test_facts_that_agree_are_left_out_without_script(opened: Callable[..., Any]) -> None:
    """The box above the facts leaves those that the outlets differ on."""
    browser = opened("short", scripts=False)
    agree = displayed(browser, ".facts .agree")
    rows = displayed(browser, ".facts tr[id]")
    assert agree > 0
    click(browser, "#only-differing")
    assert displayed(browser, ".facts .agree") == 0
    assert displayed(browser, ".facts tr[id]") == rows - agree


def test_rejected_findings_open_without_script(opened: Callable[..., Any]) -> None:
    """They are folded, and one click unfolds them."""
    browser = opened("rejected", scripts=False)
    inside = "#rejected article.divergence"
    assert style(browser, "#rejected", "display") != "none"
    assert browser.execute_script("return document.querySelector('#rejected').open") is False
    click(browser, "#rejected > summary")
    assert browser.execute_script("return document.querySelector('#rejected').open") is True
    assert displayed(browser, inside) == len(browser.find_elements("css selector", inside)) > 10


@pytest.mark.parametrize("anchor", ["d480", "f470"])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_into_500_leads_to_its_place(opened: Callable[..., Any], anchor: str, scripts: bool) -> None:
    """What is laid out only when it is seen is found by its anchor all the same."""
    browser = opened("facts_500", anchor=f"#{anchor}", scripts=scripts)
    if scripts:
        settled(browser)
    top, bottom = browser.execute_script(
        "const box = document.getElementById(arguments[0]).getBoundingClientRect();"
        "return [box.top, box.bottom]",
        anchor,
    )
    assert -1 <= top < 900
    assert bottom > top + 40


def test_the_page_search_of_the_browser_finds_what_is_not_laid_out(opened: Callable[..., Any]) -> None:
    """Ctrl+F reaches the last of 500 divergences: their words are skipped in painting, not in the page."""
    browser = opened("facts_500")
    found = browser.execute_script(
        "const last = [...document.querySelectorAll('article.divergence')].at(-1);"
        "const words = last.querySelector('blockquote').textContent.slice(0, 40);"
        "return [words, window.find(words)]"
    )
    assert found[1], found[0]


def test_few_findings_are_laid_out_at_once(opened: Callable[..., Any]) -> None:
    """A picture of a whole short page has every divergence in it."""
    browser = opened("sample_run")
    assert style(browser, "article.divergence", "contentVisibility") == "visible"
    browser = opened("facts_500")
    assert style(browser, "article.divergence", "contentVisibility") == "auto"


def test_the_head_of_the_facts_stays_below_the_tools(opened: Callable[..., Any]) -> None:
    """Scrolled into the table, its head is seen whole under the sticky toolbar, or at the top without one."""
    for scripts in (True, False):
        browser = opened("facts_500", scripts=scripts, anchor="#f30")
        if scripts:
            settled(browser)
        head, tools = browser.execute_script(
            "return ['.facts thead', '#toolbar'].map(each =>"
            " document.querySelector(each).getBoundingClientRect()).map(box => [box.top, box.bottom])"
        )
        assert head[1] > head[0] >= max(0, tools[1] if scripts else 0) - 1
        assert head[1] < 300


def test_narrow_facts_are_cards_with_names(opened: Callable[..., Any]) -> None:
    """At 360 pixels each telling stands under the name of its outlet, in the width of the window."""
    browser = opened("sample_run", width=360, scripts=False)
    assert displayed(browser, ".facts thead") == 0
    names = "return [...document.querySelectorAll('.facts #f1 .stacked')].map(each => each.innerText.trim())"
    assert browser.execute_script(names) == ["A Harbour Post", "B page-17", "C Skerrin Wire"]
    lefts = "return [...document.querySelectorAll('.facts #f1 td')].map(each => each.offsetLeft)"
    assert len(set(browser.execute_script(lefts))) == 1


def test_word_differences_differ_in_shape(opened: Callable[..., Any]) -> None:
    """Dashed against solid, in every scheme, on paper and in forced colours."""
    for media in (
        {"prefers-color-scheme": "light"},
        {"prefers-color-scheme": "dark"},
        {"forced-colors": "active"},
    ):
        browser = opened("sample_pair", media=media)
        for tag, shape in (("del", "dashed"), ("ins", "solid")):
            assert style(browser, f".facts td {tag}", "borderBottomStyle") == shape
            assert style(browser, f".facts td {tag}", "borderBottomWidth") == "2px"


def test_cells_run_in_their_own_direction(opened: Callable[..., Any]) -> None:
    """Arabic and Hebrew tellings run right to left, an English one left to right; ours never turn."""
    browser = opened("right_to_left")
    runs = "return [...document.querySelectorAll(arguments[0])].map(each => getComputedStyle(each).direction)"
    assert browser.execute_script(runs, ".facts #f1 td > div") == ["rtl", "rtl", "ltr"]
    assert set(browser.execute_script(runs, ".divergence, .divergence .why")) == {"ltr"}


def test_paper_has_everything_unfolded(opened: Callable[..., Any]) -> None:
    """In print the facts are a table whose head repeats, nothing waits to be seen, and no filter is left."""
    browser = opened("facts_500")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert style(browser, ".facts thead", "display") == "table-header-group"
    assert style(browser, ".facts tr[id]", "display") == "table-row"
    assert style(browser, "article.divergence", "contentVisibility") == "visible"
    assert style(browser, ".filter", "display") == "none"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
