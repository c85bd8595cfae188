"""What is done with a mouse alone: buttons that have a key as well, pointing, choosing a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser


def click(browser: Any, selector: str) -> None:
    """Click where a hand would."""
    from selenium.webdriver.common.by import By

    browser.find_element(By.CSS_SELECTOR, selector).click()


def test_matches_are_stepped_through_by_buttons(opened: Callable[..., Any]) -> None:
    """The buttons beside what was found go on and back, and around."""
    browser = opened("sample_run", anchor="#q=skerrin")
    where = "return document.querySelector('#found-where').textContent"
    many = int(browser.execute_script(where).split()[0])
    assert many > 2
    for button, at in (("#found-on", 1), ("#found-on", 2), ("#found-back", 1), ("#found-back", many)):
        click(browser, button)
        assert browser.execute_script(where) == f"{at} of {many}"


def test_divergences_of_one_document(opened: Callable[..., Any]) -> None:
    """Ticking a document leaves the divergences that involve it, and the address says so."""
    browser = opened("sample_run")
    click(browser, "#toolbar summary")
    click(browser, "#filter-panel input[name='in'][value='c']")
    seen = (
        "return [...document.querySelectorAll('article.divergence')].filter((each) => each.checkVisibility())"
    )
    letters = browser.execute_script(f"{seen}.map((each) => each.dataset.in)")
    assert letters
    assert all("c" in each.split() for each in letters)
    assert "in=c" in browser.execute_script("return location.hash")


def test_a_fold_opens_for_what_is_found_in_it(opened: Callable[..., Any]) -> None:
    """A search opens the folded sentences that have a match; when it ends they are folded again."""
    browser = opened("short")
    hidden = browser.execute_script("return document.querySelector('#only details li').textContent")
    word = max((each for each in hidden.split() if each.isalpha()), key=len)
    is_open = "return document.querySelector('#only details').open"
    assert not browser.execute_script(is_open)
    browser.execute_script("location.hash = arguments[0]", f"q={word}")
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 20).until(lambda found: found.execute_script(is_open))
    click(browser, "#found-clear")
    assert not browser.execute_script(is_open)


def test_what_lights_up_goes_out(opened: Callable[..., Any]) -> None:
    """What a sentence under the pointer lights up goes out when the pointer leaves the page."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By

    browser = opened("sample_run")
    lit = "return document.querySelectorAll('.lit').length"
    ActionChains(browser, duration=0).move_to_element(browser.find_element(By.ID, "a-3")).perform()
    assert browser.execute_script(lit) > 1
    tools = browser.find_element(By.CSS_SELECTOR, "#toolbar")
    ActionChains(browser, duration=0).move_to_element(tools).perform()
    assert browser.execute_script(lit) == 0


def test_import_asks_for_a_file(opened: Callable[..., Any]) -> None:
    """The button opens the browser's own dialog for choosing a file."""
    browser = opened("sample_run")
    browser.execute_cdp_cmd("Page.setInterceptFileChooserDialog", {"enabled": True})
    try:
        browser.get_log("performance")
        browser.execute_script("document.querySelector('.tools-decisions').open = true")
        from selenium.webdriver.common.by import By

        panel = browser.find_element(By.CSS_SELECTOR, ".review-panel")
        next(each for each in panel.find_elements(By.TAG_NAME, "button") if each.text == "Import").click()
        events = [json.loads(each["message"])["message"]["method"] for each in browser.get_log("performance")]
        assert "Page.fileChooserOpened" in events
    finally:
        browser.execute_cdp_cmd("Page.setInterceptFileChooserDialog", {"enabled": False})
