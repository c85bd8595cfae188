"""The first screen and the origin panels in a browser: seen at once, links that lead, shapes that show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pages import WIDTHS

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

CONTRAST = 3.0  # WCAG 2.2, 1.4.11: what is needed to understand a figure

BOTTOM = "return document.querySelector(arguments[0]).getBoundingClientRect().bottom"
TARGET = "return document.querySelector(':target')?.id ?? ''"


def click(browser: Any, x: float, y: float) -> None:
    """Press the mouse at a place of the window, on whatever lies there."""
    for kind in ("mousePressed", "mouseReleased"):
        about = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
        browser.execute_cdp_cmd("Input.dispatchMouseEvent", about)


def arrived(browser: Any, anchor: str) -> None:
    """Wait until the page is at an anchor, and see that its place is in the window."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 10).until(lambda found: found.execute_script(TARGET) == anchor)
    top = browser.execute_script("return document.querySelector(':target').getBoundingClientRect().top")
    assert -1 <= top < 900


@pytest.mark.parametrize("scripts", [True, False])
def test_both_answers_and_the_worst_are_seen_at_once(opened: Callable[..., Any], scripts: bool) -> None:
    """Above the fold: the answers, five divergences and the first verdict; on a telephone the answers."""
    browser = opened("sample_pair", scripts=scripts)
    for part in (".differs .lede", ".suspicious .lede", ".worst li:last-child", ".verdicts .card .pill"):
        assert browser.execute_script(BOTTOM, part) < 900, part
    browser = opened("sample_pair", width=360, height=800, scripts=scripts)
    for part in (".differs .lede", ".suspicious .lede"):
        assert browser.execute_script(BOTTOM, part) < 800, part


@pytest.mark.parametrize("scripts", [True, False])
def test_the_worst_lead_to_their_divergence(opened: Callable[..., Any], scripts: bool) -> None:
    """Each line of the worst is a link to its divergence, and a click brings it before the reader."""
    from selenium.webdriver.common.by import By

    browser = opened("sample_pair", scripts=scripts)
    links = browser.find_elements(By.CSS_SELECTOR, ".worst a")
    assert [each.get_attribute("href").partition("#")[2] for each in links] == ["d1", "d2", "d3", "d4", "d5"]
    links[2].click()
    arrived(browser, "d3")


def test_cards_lead_to_their_panel(opened: Callable[..., Any]) -> None:
    """The name on a verdict's card leads to the panel with all that argued for and against it."""
    from selenium.webdriver.common.by import By

    browser = opened("sample_pair")
    browser.find_element(By.CSS_SELECTOR, ".verdicts .card:first-child a").click()
    arrived(browser, "origin-b")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_marks_of_the_figure_lead_to_their_divergence(opened: Callable[..., Any], width: int) -> None:
    """A shape of the overview is pressed where it is seen, at each width, and leads to its divergence."""
    browser = opened("sample_run", width=width)
    place = """
      const mark = document.querySelector(`.mark[href="#d4"]`);
      mark.scrollIntoView({block: "center"});
      const {left, top, width, height} = mark.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    """
    click(browser, *browser.execute_script(place))
    arrived(browser, "d4")


def test_the_lines_of_the_figure_lead_to_their_fact(opened: Callable[..., Any]) -> None:
    """A line of the overview can be pressed beside its thin stroke and leads to the shared fact."""
    browser = opened("sample_run")
    place = """
      const line = document.querySelector(`.overview a[href="#f6"] .line`);
      line.scrollIntoView({block: "center"});
      const at = line.getPointAtLength(line.getTotalLength() * 0.12).matrixTransform(line.getScreenCTM());
      return [at.x + 4, at.y];
    """
    click(browser, *browser.execute_script(place))
    arrived(browser, "f6")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("run", ["sample_run", "sample_pair", "short"])
def test_the_figure_stays_in_its_frame(opened: Callable[..., Any], run: str, width: int) -> None:
    """No track, line or mark of the overview is drawn beyond the window, and tracks stand at their names."""
    browser = opened(run, width=width)
    found = browser.execute_script(
        """
        const box = (each) => each.getBoundingClientRect();
        const shapes = [...document.querySelectorAll(".overview path, .overview .mark")].map(box);
        const names = [...document.querySelectorAll(".tracks li .badge")].map(box);
        const tracks = [...document.querySelectorAll(".overview .laid > path")].map(box);
        return {
          left: Math.min(...shapes.map((each) => each.left)),
          right: Math.max(...shapes.map((each) => each.right)),
          apart: names.map((name) => Math.min(...tracks.map((each) => Math.abs(each.top - name.top)))),
        };
        """
    )
    assert found["left"] >= 0
    assert found["right"] <= width
    assert max(found["apart"]) < 8


def test_the_figure_in_words_has_the_same_links(opened: Callable[..., Any]) -> None:
    """The figure's links are no stops of the keyboard: the list under it has the same ones, and they are."""
    browser = opened("sample_run")
    drawn, listed, stops = browser.execute_script(
        """
        const to = (selector) => [...new Set([...document.querySelectorAll(selector)]
          .map((each) => each.getAttribute("href")))].sort();
        return [to(".overview a"), to(".standing details a"),
          [...document.querySelectorAll(".overview a")].filter((each) => each.tabIndex >= 0).length];
        """
    )
    assert drawn == listed
    assert stops == 0


def test_many_documents_are_a_line_each(opened: Callable[..., Any]) -> None:
    """Of more than four documents each has a line, whose cells say in words how many facts it tells."""
    browser = opened("sample_many")
    rows = browser.execute_script(
        """
        return [...document.querySelectorAll(".rows tbody tr")].map((each) =>
          [each.querySelector(".strip").getAttribute("aria-label"), each.cells[2].innerText.trim()]);
        """
    )
    assert len(rows) == 6
    assert rows[0][0] == "tells 6 of 6 facts, and differs in 6 of them"
    assert rows[0][1].startswith("6 of 6")


SHAPES = """
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const light = (colour) => {
    const [red, green, blue] = colour.slice(0, 3)
      .map((each) => each / 255)
      .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const against = (one, two) => {
    const [high, low] = [light(one), light(two)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const found = {};
  for (const selector of arguments[0]) {
    for (const shape of document.querySelectorAll(selector)) {
      const style = getComputedStyle(shape);
      const colours = [style.fill, style.stroke].filter((each) => each.startsWith("rgb"));
      const best = Math.max(...colours.map((each) => against(numbers(each), ground(shape.closest("svg")))));
      found[selector] = Math.min(found[selector] ?? 99, best);
    }
  }
  return found;
"""
DRAWN = [
    ".overview .shared", ".overview .alone", ".overview .copy", ".overview .line", ".mark .at > *",
    ".fig .track", ".fig .fill", ".fig .tick", ".fig .band", ".fig .dot", ".fig .for", ".fig .against",
]  # fmt: skip


@pytest.mark.parametrize(
    "media",
    [
        {"prefers-color-scheme": "light"},
        {"prefers-color-scheme": "dark"},
        {"forced-colors": "active", "prefers-color-scheme": "light"},
    ],
    ids=lambda media: " ".join(media.values()),
)
def test_shapes_can_be_told_from_their_ground(opened: Callable[..., Any], media: dict[str, str]) -> None:
    """Every shape of a chart has an edge or a filling of 3 to 1 against what it stands on."""
    browser = opened("sample_run", media=media)
    found = browser.execute_script(SHAPES, DRAWN)
    assert set(found) == set(DRAWN)
    assert {name: ratio for name, ratio in found.items() if ratio < CONTRAST} == {}


def test_usual_readings_are_folded(opened: Callable[..., Any]) -> None:
    """What is unusual about a text's fluency is open, with its examples; the usual is a line to open."""
    from selenium.webdriver.common.by import By

    browser = opened("sample_pair")
    panel = browser.find_element(By.CSS_SELECTOR, "#origin-b .panel:last-of-type")
    assert panel.find_element(By.CSS_SELECTOR, ".examples mark").text == "“ We"
    folded = panel.find_element(By.TAG_NAME, "details")
    assert folded.find_element(By.TAG_NAME, "summary").text == "2 signals are as usual and 1 not compared"
    assert not folded.find_element(By.CSS_SELECTOR, ".signal").is_displayed()
    folded.find_element(By.TAG_NAME, "summary").click()
    assert folded.find_element(By.CSS_SELECTOR, ".signal").is_displayed()


def test_the_command_is_taken_with_one_click(opened: Callable[..., Any]) -> None:
    """The command and the signature are selected whole, so that they can be copied."""
    browser = opened("sample_pair", scripts=False)
    style = "return getComputedStyle(document.querySelector('#settings .command')).userSelect"
    assert browser.execute_script(style) == "all"
