"""The page with scripts on, off, forbidden or offline: all content is there, and no control is dead."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pages import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.browser

RUNS = (
    "sample_pair", "sample_run", "sample_many", "hostile_run", "reviewed_run", "short", "rejected",
    "mixed_review", "right_to_left", "long_words", "nothing_shared", "tiny", "hundred", "facts_500", "twelve",
)  # fmt: skip

# Everything that is read, folded or not: the words of the page without its controls.
WORDS = """
for (const each of document.querySelectorAll("details")) each.open = true;
const controls = ".needs-script, .review, dialog, [role=status], button";
for (const each of document.querySelectorAll(controls)) each.remove();
const kept = [...document.body.innerText.matchAll(/[\\p{L}\\p{N}]+/gu)].map(([word]) => word.toLowerCase());
return [...new Set(kept)];
"""


@pytest.mark.parametrize("run", RUNS)
def test_console_is_empty(opened: Callable[..., Any], run: str) -> None:
    """Whatever the run, the console stays empty, only the file is read, and the script came to its end."""
    browser = opened(run)
    assert browser.get_log("browser") == []
    assert all(url.startswith(("file:", "data:,")) for url in requests(browser))
    assert browser.execute_script("return document.documentElement.classList.contains('live')")


@pytest.mark.parametrize(
    "run", ["sample_run", "sample_many", "reviewed_run", "mixed_review", "nothing_shared"]
)
def test_all_content_is_there_without_scripts(opened: Callable[..., Any], run: str) -> None:
    """Every word that can be read with scripts on can be read with scripts off."""
    alive = set(opened(run).execute_script(WORDS))
    assert len(alive) > 100
    assert alive - set(opened(run, scripts=False).execute_script(WORDS)) == set()


SEEN = "return [...document.querySelectorAll(arguments[0])].filter((each) => each.checkVisibility()).length"
FIELDS = "button, input, select, textarea, [role='button'], [contenteditable]"


@pytest.mark.parametrize("run", ["sample_run", "sample_many", "mixed_review", "short"])
def test_no_dead_control_without_scripts(opened: Callable[..., Any], run: str) -> None:
    """With scripts off the only controls are boxes that change what is seen, by style alone."""
    from selenium.webdriver.common.by import By

    browser = opened(run, scripts=False)
    assert (
        browser.execute_script(
            SEEN, "button, select, textarea, [contenteditable], input:not([type='checkbox'])"
        )
        == 0
    )
    boxes = [each for each in browser.find_elements(By.CSS_SELECTOR, "input") if each.is_displayed()]
    assert boxes
    for box in boxes:
        before = browser.execute_script(SEEN, "body *")
        box.click()
        after = browser.execute_script(SEEN, "body *")
        box.click()
        assert after < before, box.get_attribute("id")


def test_offline(opened: Callable[..., Any]) -> None:
    """Without any network, filters, search, decisions and help work as ever."""
    browser = opened("sample_run")
    browser.execute_cdp_cmd("Network.enable", {})
    lost = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", lost)
    try:
        browser.refresh()
        for act in (
            "#d1 [data-act='accept']",
            "#toolbar summary",
            "#toolbar input[value='note']",
            "#step-on",
            "#help-open",
        ):
            browser.execute_script("document.querySelector(arguments[0]).click()", act)
        assert browser.execute_script("return document.querySelector('#d1').dataset.decision") == "accept"
        assert "hide=note" in browser.execute_script("return location.hash")
        assert browser.execute_script("return document.querySelector('#help').open")
        assert browser.get_log("browser") == []
    finally:
        back = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        browser.execute_cdp_cmd("Network.emulateNetworkConditions", back)


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as careful CI servers do: sandboxed, nothing but styles and its own images."""

    def end_headers(self) -> None:
        """Add the policy."""
        policy = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """Serve a folder on this machine alone; return its address."""
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Strict, directory=tmp_path)
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_under_a_stricter_policy(opened: Callable[..., Any], served: str) -> None:
    """Where a server sandboxes the page it can be read as with scripts off, in its own style."""
    browser = opened("sample_run", scripts=False)
    usual = set(browser.execute_script(WORDS))
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.get(f"{served}/report.html")
    assert not browser.execute_script("return document.documentElement.classList.contains('live')")
    assert browser.execute_script("return document.styleSheets.length") == 1
    assert browser.execute_script(SEEN, "button, select, textarea, input:not([type='checkbox'])") == 0
    assert set(browser.execute_script(WORDS)) == usual
    browser.get("about:blank")


@pytest.mark.last
def test_every_function_ran(request: pytest.FixtureRequest, browser: Any) -> None:
    """Each function of the page's script ran in some browser test: none is untried, none is left over."""
    if hasattr(request.config, "workerinput"):
        pytest.skip("one of several workers: conftest.py judges them together when all are done")
    collected = {each.path for each in request.session.items}
    if request.config.getoption("keyword") or not collected.issuperset(
        Path(__file__).parent.glob("test_*.py")
    ):
        pytest.skip("only some of the browser tests were asked for")
    browser.ran.collect(browser)
    assert len(browser.ran.ran) > 50
    never = browser.ran.never()
    assert not never, "never ran:\n" + "\n".join(never)
