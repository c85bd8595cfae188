"""The HTML report in a browser: nothing runs, nothing breaks, nothing is fetched, it can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pages import WIDTHS, requests

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("run", ["sample_run", "sample_pair", "sample_many", "hostile_run"])
def test_no_error_and_no_network(opened: Callable[..., Any], run: str) -> None:
    """The console stays empty (no refused style, no error) and only the file itself is read."""
    browser = opened(run)
    assert browser.get_log("browser") == []
    assert all(url.startswith(("file:", "data:")) for url in requests(browser))


def test_hostile_documents_do_nothing(opened: Callable[..., Any]) -> None:
    """Scripts, handlers, closing style tags and templates in documents are text: nothing runs."""
    browser = opened("hostile_run")
    assert browser.title != "owned"
    assert browser.execute_script("return document.images.length") == 0
    assert browser.execute_script("return document.querySelectorAll('script:not([type])').length") == 1
    assert browser.execute_script("return document.querySelectorAll('style').length") == 1
    names = "return [...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames())"
    assert not any(name.startswith("on") for name in browser.execute_script(names))
    text = browser.execute_script("return document.body.innerText")
    assert "<script>document.title = 'owned'</script>" in text
    assert "{{ 7 * 7 }} {% raise %} ${7*7}" in text
    for link in browser.execute_script("return [...document.links].map(a => a.getAttribute('href'))"):
        assert link.startswith("#")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("run", ["sample_run", "sample_many", "hostile_run"])
def test_nothing_is_wider_than_the_window(opened: Callable[..., Any], run: str, width: int) -> None:
    """No sideways scrolling at 360, 900 and 1400 pixels, not even with a word of 400 letters."""
    browser = opened(run, width=width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_light_and_dark(opened: Callable[..., Any], scheme: str, dark: bool) -> None:
    """The page follows the reader's colour scheme."""
    browser = opened("sample_pair", media={"prefers-color-scheme": scheme})
    colour = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    red = int(colour.split("(")[1].split(",")[0])
    assert (red < 60) is dark


def test_deep_links_lead_to_their_place(opened: Callable[..., Any]) -> None:
    """`#f3`, `#d2` and a sentence's anchor scroll to what they name."""
    for anchor in ("#f3", "#d2", "#b-6", "#doc-b"):
        browser = opened("sample_run", anchor=anchor)
        top = browser.execute_script("return document.querySelector(':target').getBoundingClientRect().top")
        assert -1 <= top < 900


def test_keyboard_reaches_the_report_first(opened: Callable[..., Any]) -> None:
    """The first Tab shows the skip link, and focus is visible."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser = opened("sample_pair")
    ActionChains(browser).send_keys(Keys.TAB).perform()
    active = browser.switch_to.active_element
    assert active.get_attribute("class") == "skip"
    assert active.rect["y"] >= 0
    assert active.value_of_css_property("outline-style") == "solid"


def test_filters_work_without_script(opened: Callable[..., Any]) -> None:
    """Unchecking a severity or a kind hides its divergences, by style alone."""
    from selenium.webdriver.common.by import By

    browser = opened("sample_run")

    def shown() -> set[str]:
        found = browser.find_elements(By.CSS_SELECTOR, "article.divergence:not(.itself)")
        return {each.get_attribute("id") for each in found if each.is_displayed()}

    assert shown() == {f"d{number}" for number in range(1, 11)}
    browser.find_element(By.ID, "show-note").click()
    assert shown() == {f"d{number}" for number in range(1, 8)}
    browser.find_element(By.ID, "show-number").click()
    assert shown() == {f"d{number}" for number in range(2, 8)}


def test_print_has_no_controls(opened: Callable[..., Any]) -> None:
    """On paper there are no filters and no navigation."""
    browser = opened("sample_run")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    for part in ("nav", ".filter", ".skip"):
        style = f"return getComputedStyle(document.querySelector('{part}')).display"
        assert browser.execute_script(style) == "none"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_structure_for_screen_readers(opened: Callable[..., Any]) -> None:
    """Landmarks and labelled regions are there, and the facts are a table also where it is stacked."""
    browser = opened("sample_run", width=360)
    tree = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles: dict[str, int] = {}
    for node in tree:
        role = node.get("role", {}).get("value", "")
        if not node.get("ignored"):
            roles[role] = roles.get(role, 0) + 1
    for role in ("main", "banner", "navigation", "contentinfo", "table", "rowheader", "article", "region"):
        assert roles.get(role), role
    unnamed = [
        node
        for node in tree
        if node.get("role", {}).get("value") in ("link", "checkbox", "image", "region", "article")
        and not node.get("ignored")
        and not node.get("name", {}).get("value", "").strip()
    ]
    assert not unnamed
