"""The index in a browser: sorting, searching, filters, its address; without scripts; with hostile files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from index_folder import page, page_text, stated, verdict_line
from pages import WIDTHS, requests

from xdiff.report import index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.browser

SEVERITIES = ("conflict", "variant", "note")
COUNTS = {"alpha": (2, 0, 0), "beta": (0, 3, 0), "gamma": (0, 3, 1), "delta": (0, 0, 0), "émile": (1, 5, 0)}
SEARCH = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five reports and three scanned documents; delta alone is decided in full, beta alone suspicious."""
    place = tmp_path_factory.mktemp("reports")
    for at, (name, (conflict, variant, note)) in enumerate(COUNTS.items()):
        label = "machine_translation" if name == "beta" else "original"
        path = page(
            place / f"{name}.html",
            title=f"{name.capitalize()} Post",
            counts={"conflict": conflict, "variant": variant, "note": note},
            first={"label": label, "published": f"2026-03-0{at + 1}" if at else None, "p_machine": 0.3},
            second={"label": "original", "published": None, "p_machine": 0.2},
            facts=(at + 1) * 9,
            findings=12,
            reviewed=12 if name == "delta" else 0,
        )
        stated(path, 1_700_000_000 + at * 86_400)
    verdicts = ("machine_translation", 0.97), ("original", 0.1), ("unsure", None)
    lines = [verdict_line(at, label, p) for at, (label, p) in enumerate(verdicts)]
    (place / "scan.jsonl").write_text("".join(lines), encoding="utf-8")
    return place


@pytest.fixture
def shown(browser: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the index of a folder."""

    def open_page(
        folder: Path,
        *,
        width: int = 1400,
        anchor: str = "",
        scripts: bool = True,
        media: dict[str, str] | None = None,
        printed: bool = False,
    ) -> Any:
        file = folder / "index.html"
        file.write_text(index.render(index.collect(str(folder)), "html"), encoding="utf-8")
        browser.get("about:blank")
        for log in ("browser", "performance"):
            browser.get_log(log)
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": name, "value": value} for name, value in (media or {}).items()]
        kind = "print" if printed else ""
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": features})
        browser.get(f"{file.as_uri()}{anchor}")
        return browser

    yield open_page
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def rows(browser: Any, table: str = "reports") -> list[str]:
    """Return the first words of the rows that are seen, from the top."""
    from selenium.webdriver.common.by import By

    found = browser.find_elements(By.CSS_SELECTOR, f".{table} tbody tr")
    seen = [each for each in found if each.is_displayed()]
    return [each.find_element(By.CSS_SELECTOR, "th bdi").text.removesuffix(" Post").lower() for each in seen]


def press(browser: Any, selector: str) -> Any:
    """Press a control as a reader would."""
    from selenium.webdriver.common.by import By

    control = browser.find_element(By.CSS_SELECTOR, selector)
    control.click()
    return control


def column(name: str, table: str = "reports") -> str:
    """Return where the button of a column is."""
    return f".{table} th[data-column={name}] .sort"


def fragment(browser: Any) -> str:
    """Return what the address says after the page."""
    return str(browser.execute_script("return location.hash"))


WORST_FIRST = ["alpha", "émile", "beta", "gamma", "delta"]


@pytest.mark.parametrize("scripts", [True, False])
def test_worst_first(shown: Callable[..., Any], folder: Path, scripts: bool) -> None:
    """The page opens worst first, with scripts and without, and nothing is logged or fetched."""
    browser = shown(folder, scripts=scripts)
    assert rows(browser) == WORST_FIRST
    assert rows(browser, "scanned") == ["page-0", "page-1", "page-2"]
    assert browser.get_log("browser") == []
    assert all(url.startswith(("file:", "data:")) for url in requests(browser))


@pytest.mark.parametrize(
    ("name", "once", "twice"),
    [
        ("name", ["alpha", "beta", "delta", "émile", "gamma"], ["gamma", "émile", "delta", "beta", "alpha"]),
        (
            "differs",
            ["alpha", "émile", "gamma", "beta", "delta"],
            ["delta", "beta", "gamma", "émile", "alpha"],
        ),
        (
            "machine",
            ["beta", "alpha", "émile", "gamma", "delta"],
            ["alpha", "émile", "gamma", "delta", "beta"],
        ),
        ("facts", ["émile", "delta", "gamma", "beta", "alpha"], ["alpha", "beta", "gamma", "delta", "émile"]),
        (
            "decided",
            ["alpha", "émile", "beta", "gamma", "delta"],
            ["delta", "alpha", "émile", "beta", "gamma"],
        ),
        (
            "written",
            ["émile", "delta", "gamma", "beta", "alpha"],
            ["alpha", "beta", "gamma", "delta", "émile"],
        ),
        # A report without a date comes last either way.
        (
            "published",
            ["émile", "delta", "gamma", "beta", "alpha"],
            ["beta", "gamma", "delta", "émile", "alpha"],
        ),
    ],
)
def test_each_column_sorts_both_ways(
    shown: Callable[..., Any], folder: Path, name: str, once: list[str], twice: list[str]
) -> None:
    """A press sorts, another turns the order round; `aria-sort` says which; equals stay worst first."""
    browser = shown(folder)
    press(browser, column(name))
    assert rows(browser) == once
    header = f"return document.querySelector('.reports th[data-column={name}]').ariaSort"
    first = browser.execute_script(header)
    press(browser, column(name))
    assert rows(browser) == twice
    assert {first, browser.execute_script(header)} == {"ascending", "descending"}
    assert browser.execute_script("return document.querySelectorAll('[aria-sort]').length") == 1
    press(browser, "#worst-first")
    assert rows(browser) == WORST_FIRST
    assert browser.execute_script("return document.querySelectorAll('[aria-sort]').length") == 0


def test_scanned_documents_sort_by_themselves(shown: Callable[..., Any], folder: Path) -> None:
    """Sorting one table leaves the other; what was not judged comes last."""
    browser = shown(folder)
    press(browser, column("machine", "scanned"))
    press(browser, column("machine", "scanned"))
    assert rows(browser, "scanned") == ["page-1", "page-0", "page-2"]
    assert rows(browser) == WORST_FIRST


def test_sorting_by_keyboard_is_told(shown: Callable[..., Any], folder: Path) -> None:
    """Enter on a header's button sorts, focus stays on it, and the change is announced."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser = shown(folder)
    button = browser.find_element(By.CSS_SELECTOR, column("facts"))
    button.send_keys(Keys.ENTER)
    assert rows(browser)[0] == "émile"
    assert browser.switch_to.active_element == button
    assert browser.execute_script("return document.querySelector('[role=status]').textContent") == (
        "Sorted by Facts shared, descending"
    )


@pytest.mark.parametrize(
    ("words", "found", "documents"),
    [
        ("gamma", ["gamma"], []),
        ("POST ALPHA", ["alpha"], []),
        ("emile", ["émile"], []),
        ("ferry", WORST_FIRST, []),
        ("page-1", [], ["page-1"]),
        ("2026-03-02", ["beta"], []),
        ("nothing like this", [], []),
        ("", WORST_FIRST, ["page-0", "page-1", "page-2"]),
    ],
)
def test_search(
    shown: Callable[..., Any], folder: Path, words: str, found: list[str], documents: list[str]
) -> None:
    """Every word must stand in the row, in any case, with or without its accents; the count is told."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    browser = shown(folder)
    browser.execute_script(SEARCH, browser.find_element(By.ID, "search"), words)
    assert (rows(browser), rows(browser, "scanned")) == (found, documents)
    count = f"{len(found)} of 5 reports, {len(documents)} of 3 scanned documents"
    assert browser.find_element(By.ID, "shown").text == count
    said = "return document.querySelector('[role=status]').textContent"
    WebDriverWait(browser, 10).until(lambda _: browser.execute_script(said) == count)
    nothing = browser.find_elements(By.CSS_SELECTOR, ".nothing")
    assert [each.is_displayed() for each in nothing] == [not found, not documents]


FILTERED = {
    "conflicts": (["alpha", "émile"], []),
    "suspicious": (["beta"], ["page-0"]),
    "undecided": (["alpha", "émile", "beta", "gamma"], []),
}


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", FILTERED)
def test_filters(shown: Callable[..., Any], folder: Path, name: str, scripts: bool) -> None:
    """Each filter leaves what it says, by style alone, and gives the rest back."""
    browser = shown(folder, scripts=scripts)
    press(browser, f"#only-{name}")
    assert (rows(browser), rows(browser, "scanned")) == FILTERED[name]
    press(browser, f"#only-{name}")
    assert rows(browser) == WORST_FIRST


def test_a_long_table_shows_its_first_rows(shown: Callable[..., Any], tmp_path: Path) -> None:
    """Rows after the 100th are one press away, found by search, there on paper and without scripts."""
    from selenium.webdriver.common.by import By

    lines = [verdict_line(at, "original", 1 - at / 1_000) for at in range(230)]
    (tmp_path / "scan.jsonl").write_text("".join(lines), encoding="utf-8")
    seen = "return [...document.querySelectorAll('.scanned tbody tr')].filter(row => row.offsetHeight).length"
    browser = shown(tmp_path, scripts=False)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert browser.execute_script(seen) == 230
    browser = shown(tmp_path)
    assert browser.execute_script(seen) == 100
    browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert browser.execute_script(seen) == 230
    browser.execute_script("dispatchEvent(new Event('afterprint'))")
    assert browser.execute_script(seen) == 100
    browser.execute_script(SEARCH, browser.find_element(By.ID, "search"), "page-229")
    assert rows(browser, "scanned") == ["page-229"]
    assert not browser.find_element(By.CSS_SELECTOR, ".more").is_displayed()
    browser.execute_script(SEARCH, browser.find_element(By.ID, "search"), "")
    button = press(browser, ".more button")
    assert browser.execute_script(seen) == 230
    assert not button.is_displayed()
    assert browser.switch_to.active_element.text.startswith("page-100")


def test_filters_and_search_together(shown: Callable[..., Any], folder: Path) -> None:
    """Two filters and a search leave what answers to all three, and the count agrees."""
    from selenium.webdriver.common.by import By

    browser = shown(folder)
    press(browser, "#only-conflicts")
    press(browser, "#only-undecided")
    browser.execute_script(SEARCH, browser.find_element(By.ID, "search"), "alpha")
    assert rows(browser) == ["alpha"]
    assert browser.find_element(By.ID, "shown").text.startswith("1 of 5 reports")


def test_address_keeps_what_is_shown(shown: Callable[..., Any], folder: Path) -> None:
    """Sort, search and filters are in the fragment, and a page opened with it shows the same."""
    from selenium.webdriver.common.by import By

    browser = shown(folder)
    press(browser, column("facts"))
    press(browser, column("name", "scanned"))
    press(browser, "#only-undecided")
    browser.execute_script(SEARCH, browser.find_element(By.ID, "search"), "post émi")
    kept = fragment(browser)
    assert "sort=-facts" in kept
    assert "docs=name" in kept
    assert "only=undecided" in kept
    browser = shown(folder, anchor=kept)
    assert rows(browser) == ["émile"]
    assert browser.find_element(By.ID, "search").get_attribute("value") == "post émi"
    assert browser.find_element(By.ID, "only-undecided").is_selected()
    aria = "return document.querySelector('.reports th[data-column=facts]').ariaSort"
    assert browser.execute_script(aria) == "descending"
    browser.execute_script("location.hash = '#only=conflicts'")
    assert rows(browser) == ["alpha", "émile"]


@pytest.mark.parametrize(
    "address",
    [
        "#sort=nothing",
        "#sort=--name",
        "#sort=toString",
        "#sort=constructor&docs=-__proto__",
        "#only=everything,constructor",
        "#q=" + quote("<img src=x onerror=\"document.title='owned'\">") + "&only=",
        "#q=%E0%A4%A",
        "#" + "x" * 5_000,
        "#&&==&sort",
    ],
)
def test_hostile_addresses_do_nothing(shown: Callable[..., Any], folder: Path, address: str) -> None:
    """What is not of the page's own making is passed over without a word; nothing runs."""
    browser = shown(folder, anchor=address)
    assert browser.title != "owned"
    assert browser.get_log("browser") == []
    assert browser.execute_script("return document.images.length") == 0
    assert rows(browser) == ([] if "img" in address else WORST_FIRST)


NAMES = ("with space", "quote\"'", "new\nline", "javascript:alert(1)", "<b>", "hash#?", "per%41", "&amp;")


def test_hostile_files_do_nothing(shown: Callable[..., Any], tmp_path: Path) -> None:
    """Names and words of reports are text, and each link leads to its own file."""
    evil = "</script><script>document.title='owned'</script>{{ 7 * 7 }}\u202e"
    for name in NAMES:
        page(tmp_path / f"{name}.html", title=evil, first={"name": evil, "title": evil, "published": evil})
    raw = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.html"))
    page(raw)
    (tmp_path / "h.html").write_text(page_text("hostile"), encoding="utf-8")
    (tmp_path / "bad<img src=x>.json").write_text("{", encoding="utf-8")
    lines = verdict_line(1, "machine_translation", 0.9, id=evil, path="javascript:alert(1)", title=evil)
    (tmp_path / "scan.jsonl").write_text(lines, encoding="utf-8")
    browser = shown(tmp_path)
    assert browser.title != "owned"
    assert browser.get_log("browser") == []
    assert browser.execute_script("return document.images.length") == 0
    assert browser.execute_script("return document.scripts.length") == 1
    names = "return [...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames())"
    assert not any(name.startswith("on") or name == "style" for name in browser.execute_script(names))
    assert "{{ 7 * 7 }}" in browser.execute_script("return document.body.innerText")
    found = set(browser.execute_script("return [...document.querySelectorAll('main a')].map(a => a.href)"))
    there = {each.as_uri() for each in tmp_path.iterdir() if each.suffix in (".html", ".jsonl")}
    assert {each.partition("#")[0] for each in found} == there - {(tmp_path / "index.html").as_uri()}


def test_a_link_opens_the_report(shown: Callable[..., Any], folder: Path) -> None:
    """A row leads to its report, and its worst divergence to that place in it."""
    browser = shown(folder)
    press(browser, ".reports .worst a")
    assert browser.current_url.endswith("/alpha.html#d1")
    assert browser.execute_script("return document.querySelector(':target') !== null")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_window(
    shown: Callable[..., Any], tmp_path: Path, width: int, scheme: str
) -> None:
    """No sideways scrolling at any width, not even with a word of 400 letters; the scheme is followed."""
    word = "w" * 400
    title = {"title": word, "name": word, "published": word, "label": "machine_translation", "source": word}
    page(tmp_path / f"{word[:200]}.html", title=word, first=title, counts=dict.fromkeys(SEVERITIES, 10**9))
    (tmp_path / "s.jsonl").write_text(verdict_line(1, id=word, path=word, title=word), encoding="utf-8")
    browser = shown(tmp_path, width=width, media={"prefers-color-scheme": scheme})
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    colour = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (int(colour.split("(")[1].split(",")[0]) < 60) is (scheme == "dark")


def test_sorting_on_a_narrow_screen(shown: Callable[..., Any], folder: Path) -> None:
    """Where rows are stacked the columns' buttons stay, and each is 24 pixels high or more."""
    from selenium.webdriver.common.by import By

    browser = shown(folder, width=360)
    buttons = browser.find_elements(By.CSS_SELECTOR, ".reports .sort")
    assert all(each.is_displayed() and each.rect["height"] >= 24 for each in buttons)
    press(browser, column("name"))
    assert rows(browser) == ["alpha", "beta", "delta", "émile", "gamma"]


@pytest.mark.parametrize("width", [360, 1400])
def test_without_scripts_there_are_no_dead_controls(
    shown: Callable[..., Any], folder: Path, width: int
) -> None:
    """Without scripts there is no search, no sort button and no count; the filters work."""
    from selenium.webdriver.common.by import By

    browser = shown(folder, scripts=False, width=width)
    for selector in ("#search", "#worst-first", "#shown", ".nothing"):
        assert not browser.find_element(By.CSS_SELECTOR, selector).is_displayed()
    assert not browser.find_elements(By.CSS_SELECTOR, ".sort")
    assert browser.find_element(By.ID, "only-conflicts").is_displayed()


def test_print_has_no_controls(shown: Callable[..., Any], folder: Path) -> None:
    """On paper there are the rows, and no controls."""
    from selenium.webdriver.common.by import By

    browser = shown(folder, printed=True)
    assert not browser.find_element(By.CSS_SELECTOR, ".tools").is_displayed()
    assert rows(browser) == WORST_FIRST


@pytest.mark.parametrize("width", [360, 1400])
def test_structure_for_screen_readers(shown: Callable[..., Any], folder: Path, width: int) -> None:
    """Stacked or not, the tables are tables with named headers, and every control has a name."""
    browser = shown(folder, width=width)
    tree = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    found = [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in tree
        if not node.get("ignored")
    ]
    roles = [role for role, _ in found]
    assert roles.count("table") == 2
    assert roles.count("columnheader") == 12
    assert roles.count("rowheader") == 8
    for role in ("main", "banner", "search", "contentinfo", "heading", "status"):
        assert role in roles
    controls = ("link", "button", "checkbox", "searchbox", "table", "columnheader", "rowheader")
    assert not [each for each in found if each[0] in controls and not each[1]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(
    shown: Callable[..., Any], folder: Path, axe: str, width: int, scheme: str
) -> None:
    """axe-core finds no violation, with a filter set and a table sorted."""
    (folder / "bad.json").write_text("{", encoding="utf-8")
    media = {"prefers-color-scheme": scheme}
    browser = shown(folder, width=width, media=media, anchor="#only=undecided&sort=-name")
    (folder / "bad.json").unlink()
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    browser.refresh()
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    browser.execute_script(axe)
    run = "axe.run(document, {resultTypes: ['violations']}).then(found => arguments[0](found.violations))"
    assert json.dumps(browser.execute_async_script(run)) == "[]"
