"""One Chromium for all browser tests, and a function that opens a report in it.

Needs Debian's chromium and chromium-driver; everything runs offline.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xdiff.records import Run

sys.path.insert(0, str(Path(__file__).parent.parent))
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start one headless Chromium with a profile of its own; both paths are given, so nothing is fetched."""
    if not (CHROMIUM and DRIVER):
        pytest.skip("Debian's chromium or chromium-driver is not installed")
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = selenium.Chrome(options=options, service=Service(DRIVER))
    with contextlib.closing(driver):
        yield driver
    driver.quit()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the report of a run, with an empty log and an empty storage."""
    import sample_run

    from xdiff import report

    def open_page(
        run: str | Run,
        *,
        width: int = 1400,
        height: int = 900,
        media: dict[str, str] | None = None,
        anchor: str = "",
        scripts: bool = True,
    ) -> Any:
        page = tmp_path / "report.html"
        found = getattr(sample_run, run)() if isinstance(run, str) else run
        page.write_text(report.render(found, "html"), encoding="utf-8")
        browser.get("about:blank")
        for log in ("browser", "performance"):
            browser.get_log(log)
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": name, "value": value} for name, value in (media or {}).items()]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        browser.get(f"{page.as_uri()}{anchor}")
        return browser

    yield open_page
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    if browser.current_url.startswith("file:"):  # about:blank has no storage
        browser.execute_script("localStorage.clear()")
