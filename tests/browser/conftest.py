"""One Chromium for all browser tests, and a function that opens a report in it.

Needs Debian's chromium and chromium-driver; everything runs offline.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xdiff.records import Run

sys.path.insert(0, str(Path(__file__).parent.parent))
AXE = "XDIFF_AXE"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what judges the whole session last."""
    items.sort(key=lambda each: each.get_closest_marker("last") is not None)


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of what judges the whole session."""
    config.addinivalue_line("markers", "last: judges what all other browser tests did, so it runs after them")


def is_worker(config: pytest.Config) -> bool:
    """Return whether this process is one of several (`pytest -n 2`) that share the tests."""
    return hasattr(config, "workerinput")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Judge what all workers did together, which none of them can: a function that never ran is a failure."""
    from ran import Ran

    together = Ran("")
    workers = session.config.getoption("numprocesses", default=None)
    if not workers or is_worker(session.config):
        return
    for file in session.config._tmp_path_factory.getbasetemp().glob("*/ran.json"):
        together.add(file)
    asked = [Path(each).resolve() for each in session.config.args]
    if session.config.getoption("keyword") or asked != [Path(__file__).parent]:
        return
    if never := [*together.never(), *([] if together.ran else ["no function at all"])]:
        said = "\n".join(["functions of the page's script that ran in no browser test:", *never])
        session.config.get_terminal_writer().line(f"\n{said}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start one headless Chromium with a profile of its own, which counts what of our script runs."""
    import chromium
    from pages import page, script_of
    from ran import Ran

    if not (chromium.CHROMIUM and chromium.DRIVER):
        pytest.skip("Debian's chromium or chromium-driver is not installed")
    pytest.importorskip("selenium", reason="selenium is not installed")
    driver = chromium.start(tmp_path_factory.mktemp("profile"))
    driver.ran = Ran(script_of(page("sample_pair")))
    driver.ran.start(driver)
    with contextlib.closing(driver):
        yield driver
        if is_worker(request.config):
            driver.ran.write(tmp_path_factory.getbasetemp() / "ran.json")
    driver.quit()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the report of a run, with an empty log and an empty storage.

    A run goes by its name among the samples, too; a text that begins with "<" is a page itself.
    """
    from pages import page

    from xdiff import report

    def open_page(
        run: str | Run,
        *,
        width: int = 1400,
        height: int = 900,
        scale: float = 1,
        media: dict[str, str] | None = None,
        anchor: str = "",
        scripts: bool = True,
    ) -> Any:
        file = tmp_path / "report.html"
        if not isinstance(run, str):
            text = report.render(run, "html")
        else:
            text = run if run.startswith("<") else page(run)
        file.write_text(text, encoding="utf-8")
        browser.ran.collect(browser)
        browser.get("about:blank")
        for log in ("browser", "performance"):
            browser.get_log(log)
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": name, "value": value} for name, value in (media or {}).items()]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})
        browser.get(f"{file.as_uri()}{anchor}")
        return browser

    open_page.browser = browser  # type: ignore[attr-defined]  # for what must be set before the page opens
    yield open_page
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.ran.collect(browser)
    if browser.current_url.startswith("file:"):  # about:blank has no storage
        browser.execute_script("localStorage.clear()")


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core, which judges accessibility."""
    path = os.environ.get(AXE)
    if path is None:
        pytest.skip(
            f"{AXE} is not set: `npm pack axe-core@4.14.1`, unpack it, and set {AXE} to its axe.min.js "
            "(`nox -s browser` does)"
        )
    return Path(path).read_text(encoding="utf-8")  # set but missing is a failure
