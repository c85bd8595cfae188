"""The HTML report for everyone: axe finds nothing, the keyboard reaches all, nothing is lost when changed.

The criteria are those of WCAG 2.2, levels A and AA; the numbers are in the tests' docstrings.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pages import WIDTHS, page, script_of

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

DARK = {"prefers-color-scheme": "dark"}
# Each kind of page there is; long ones are judged at one width, since axe looks at every element.
SMALL = (
    "sample_pair",
    "sample_run",
    "sample_many",
    "reviewed_run",
    "right_to_left",
    "nothing_shared",
    "tiny",
)
LARGE = ("hostile_run", "long_words", "mixed_review", "rejected")

AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then((found) => done(found.violations.map((each) => ({
  rule: each.id,
  help: each.help,
  places: each.nodes.slice(0, 5).map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
}))));
"""


def violations(browser: Any, axe: str) -> list[str]:
    """Return what axe finds on the page, with all of its rules."""
    browser.set_script_timeout(120)
    # Through DevTools: the page's own policy would refuse another script.
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    found = browser.execute_async_script(AXE)
    return [json.dumps(each, indent=1, ensure_ascii=False) for each in found]


def unfold(browser: Any) -> None:
    """Open everything that is folded."""
    browser.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")


@pytest.mark.parametrize("media", [{}, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("run", SMALL)
def test_axe(opened: Callable[..., Any], axe: str, run: str, width: int, media: dict[str, str]) -> None:
    """Axe-core finds no violation with everything unfolded."""
    browser = opened(run, width=width, media=media)
    unfold(browser)
    assert violations(browser, axe) == []


@pytest.mark.parametrize(("media", "width"), [({}, 1400), (DARK, 360)], ids=["light", "dark"])
@pytest.mark.parametrize("run", LARGE)
def test_axe_on_long_pages(
    opened: Callable[..., Any], axe: str, run: str, width: int, media: dict[str, str]
) -> None:
    """Axe-core finds no violation on hostile, very long and reviewed pages, unfolded."""
    browser = opened(run, width=width, media=media)
    unfold(browser)
    assert violations(browser, axe) == []


def test_axe_on_five_hundred_facts(opened: Callable[..., Any], axe: str) -> None:
    """Axe-core finds no violation on a page of 500 facts, as it opens."""
    assert violations(opened("facts_500"), axe) == []


@pytest.mark.parametrize("media", [{}, DARK], ids=["light", "dark"])
def test_axe_while_it_is_used(opened: Callable[..., Any], axe: str, media: dict[str, str]) -> None:
    """Axe-core finds no violation with the filters open, a search, a decision, a comment and the help."""
    browser = opened("sample_run", media=media, anchor="#d2&q=ferry&hide=note")
    unfold(browser)
    for act in ("accept", "comment"):
        browser.execute_script(f"document.querySelector('#d1 [data-act=\"{act}\"]').click()")
    assert violations(browser, axe) == []
    browser.execute_script("document.querySelector('#help-open').click()")
    assert violations(browser, axe) == []


@pytest.mark.parametrize("media", [{}, DARK], ids=["light", "dark"])
def test_axe_without_scripts(opened: Callable[..., Any], axe: str, media: dict[str, str]) -> None:
    """Axe-core finds no violation on the page as it stands where scripts are off."""
    # axe itself needs a script to wait with: the page's own is taken out instead.
    text = page("sample_run")
    browser = opened(text.replace(script_of(text), ""), media=media)
    assert not browser.execute_script("return document.documentElement.classList.contains('live')")
    assert violations(browser, axe) == []


@pytest.fixture(scope="module")
def index_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the index over three reports and two scanned documents."""
    import index_folder

    from xdiff.report import index

    folder = tmp_path_factory.mktemp("reports")
    for number, name in enumerate(("alpha", "beta", "gamma")):
        counts = {"conflict": number, "variant": 2, "note": 0}
        index_folder.page(folder / f"{name}.html", title=f"{name} Post", counts=counts, facts=9, findings=12)
    lines = [
        index_folder.verdict_line(0, "machine_translation", 0.97),
        index_folder.verdict_line(1, "unsure", None),
    ]
    (folder / "scan.jsonl").write_text("".join(lines), encoding="utf-8")
    return index.render(index.collect(str(folder)), "html")


@pytest.mark.parametrize("media", [{}, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_on_the_index(
    opened: Callable[..., Any], axe: str, index_page: str, width: int, media: dict[str, str]
) -> None:
    """Axe-core finds no violation on the page over many reports."""
    browser = opened(index_page, width=width, media=media)
    unfold(browser)
    assert violations(browser, axe) == []


# What Tab would stop at, in the order of the page.
STOPS = """
const focusable = "a[href], button, input, select, textarea, summary, [tabindex]";
const reached = (each) => each.tabIndex >= 0 && !each.disabled && !each.closest("[inert]")
  && each.checkVisibility({visibilityProperty: true});
const radios = new Set();
return [...document.querySelectorAll(focusable)].filter((each) => {
  if (!reached(each)) return false;
  if (each.type !== "radio") return true;
  // A group of radio buttons is one stop.
  const seen = radios.has(each.name);
  radios.add(each.name);
  return !seen;
}).length;
"""
# What has the focus: its name, where it stands, whether its focus is seen, whether all of it is covered.
FOCUSED = """
const at = document.activeElement;
if (!at || at === document.body) return null;
const style = getComputedStyle(at);
const box = at.getBoundingClientRect();
const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
const points = [box.top + 2, box.top + box.height / 2, box.bottom - 2]
  .filter((y) => y > 0 && y < innerHeight);
const atop = points.map((y) => document.elementFromPoint(x, y));
at.dataset.visited = "";
return {
  name: `${at.localName}#${at.id} ${(at.getAttribute("aria-label") ?? at.textContent).trim().slice(0, 40)}`,
  top: box.top + scrollY,
  seen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none",
  covered: points.length > 0 && atop.every((each) => each && !at.contains(each) && !each.contains(at)),
  inside: points.length > 0,
};
"""
VISITED = "return document.querySelectorAll('[data-visited]').length"


def tab(browser: Any, *, back: bool = False) -> Any:
    """Press Tab, or Shift and Tab, and return what has the focus."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    press = ActionChains(browser, duration=0)
    if back:
        press.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT)
    else:
        press.send_keys(Keys.TAB)
    press.perform()
    return browser.execute_script(FOCUSED)


@pytest.mark.parametrize("back", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize("width", [360, 1400])
def test_tab_reaches_everything(opened: Callable[..., Any], width: int, back: bool) -> None:
    """Tab comes to every control and is held by none; what has the focus is seen and not covered.

    Criteria 2.1.1, 2.1.2, 2.4.3, 2.4.7 and 2.4.11.
    """
    browser = opened("nothing_shared", width=width)
    stops = browser.execute_script(STOPS)
    assert stops > 10
    walk = [tab(browser, back=back) for _ in range(stops + 5)]  # beyond either end the browser's own come
    walk = [each for each in walk if each]
    assert browser.execute_script(VISITED) >= stops
    assert [each["name"] for each in walk if not each["seen"]] == []
    assert [each["name"] for each in walk if each["covered"] or not each["inside"]] == []


def test_everything_can_be_done_by_keyboard(opened: Callable[..., Any]) -> None:
    """Skip link, fold, filter, search, decision and help need only Tab, Enter and Space (2.1.1)."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser = opened("sample_pair")

    def press(*keys: str) -> None:
        ActionChains(browser, duration=0).send_keys(*keys).perform()

    def go(selector: str) -> None:
        for _ in range(400):
            tab(browser)
            if browser.execute_script("return document.activeElement.matches(arguments[0])", selector):
                return
        pytest.fail(f"Tab does not reach {selector}")

    go(".skip")
    press(Keys.ENTER)
    assert browser.execute_script("return location.hash") == "#main"
    opened("sample_pair")
    go("#toolbar summary")
    press(Keys.ENTER)
    go("#toolbar input[type='checkbox']")
    press(Keys.SPACE)
    assert "hide=" in browser.execute_script("return location.hash")
    go("#search")
    press("ferry", Keys.ENTER)
    assert "q=ferry" in browser.execute_script("return location.hash")
    press(Keys.ESCAPE)
    go("#help-open")
    press(Keys.ENTER)
    assert browser.execute_script("return document.querySelector('#help').open")
    inside = "return document.querySelector('#help').contains(document.activeElement)"
    assert browser.execute_script(inside)
    for _ in range(12):  # the page behind is out of reach; the browser's own controls are not
        tab(browser)
        assert browser.execute_script(f"{inside} || document.activeElement === document.body")
    press(Keys.ESCAPE)
    assert not browser.execute_script("return document.querySelector('#help').open")
    assert browser.execute_script("return document.activeElement.id") == "help-open"
    go(".review [data-act='accept']")
    press(Keys.SPACE)
    assert (
        browser.execute_script("return document.querySelectorAll('[data-decision=\"accept\"]').length") == 1
    )


# Controls smaller than 24 by 24 whose circle of 24 touches that of another, less those in a line of text.
CROWDED = """
const boxes = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((each) => each.checkVisibility({visibilityProperty: true}))
  .map((each) => [each, (each.labels?.[0] ?? each).getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && box.bottom + scrollY > 0);
const inline = (each) => {
  if (!getComputedStyle(each).display.startsWith("inline")) return false;
  const line = each.parentElement.closest("p, li, td, th, blockquote, dd, figcaption, header, div");
  return line.textContent.trim() !== each.textContent.trim();
};
const small = boxes.filter(([each, box]) => (box.width < 23.5 || box.height < 23.5) && !inline(each));
const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
const near = (one, box) => {
  const [x, y] = middle(one);
  const dx = Math.max(box.left - x, 0, x - box.right), dy = Math.max(box.top - y, 0, y - box.bottom);
  return Math.hypot(dx, dy) < 12;
};
return small.filter(([each, box]) => boxes.some(([other, its]) => other !== each && !other.contains(each)
    && !each.contains(other) && near(box, its)))
  .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`);
"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("run", ["sample_run", "mixed_review", "sample_many"])
def test_targets_are_large_enough(opened: Callable[..., Any], run: str, width: int) -> None:
    """Every control is 24 by 24 pixels, or that far from the next, or in a line of text (2.5.8)."""
    browser = opened(run, width=width)
    unfold(browser)
    assert browser.execute_script(CROWDED) == []


# Text that its own box cuts off, with nothing to scroll it by; what a title gives whole is not lost. The
# texts side by side scroll by themselves once the reader has come to them.
CUT = """
const hidden = (value) => value === "hidden" || value === "clip";
return [...document.querySelectorAll("body *")].filter((each) => {
  if (!each.checkVisibility() || each.closest(".hidden, svg, .skip") || each.matches(".scrolling .text")) {
    return false;
  }
  const style = getComputedStyle(each);
  if (style.position === "absolute" && each.clientWidth <= 1) return false;
  const across = hidden(style.overflowX) && each.scrollWidth > each.clientWidth + 1 && !each.title;
  const down = hidden(style.overflowY) && each.scrollHeight > each.clientHeight + 1;
  return (across || down) && each.textContent.trim();
}).map((each) => each.outerHTML.slice(0, 120));
"""
SIDEWAYS = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("run", ["sample_run", "sample_many", "mixed_review", "long_words", "right_to_left"])
@pytest.mark.parametrize(("width", "scale"), [(700, 2), (320, 4)], ids=["200 %", "400 %"])
def test_zoom(opened: Callable[..., Any], run: str, width: int, scale: int) -> None:
    """At 200 % and at 400 % nothing is cut off and nothing scrolls sideways (1.4.4, 1.4.10)."""
    browser = opened(run, width=width, height=640, scale=scale)
    assert browser.execute_script(SIDEWAYS) <= 0
    unfold(browser)
    assert browser.execute_script(SIDEWAYS) <= 0
    assert browser.execute_script(CUT) == []


SPACED = """
const style = new CSSStyleSheet();
style.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }
`);
document.adoptedStyleSheets = [style];
"""


@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("run", ["sample_run", "mixed_review"])
def test_text_spacing(opened: Callable[..., Any], run: str, width: int) -> None:
    """With lines, letters, words and paragraphs set wide nothing is cut off (1.4.12)."""
    browser = opened(run, width=width)
    browser.execute_script(SPACED)
    unfold(browser)
    assert browser.execute_script(SIDEWAYS) <= 0
    assert browser.execute_script(CUT) == []


MOVING = """
const lasts = (value) => Math.max(...value.split(",").map(parseFloat)) > .01;
const parts = (each) => ["", "::before", "::after"].map((part) => [each, part]);
return [...document.querySelectorAll("*")].flatMap(parts).filter(([each, part]) => {
  const style = getComputedStyle(each, part || null);
  const moves = style.animationName !== "none" && lasts(style.animationDuration);
  return moves || lasts(style.transitionDuration) || style.scrollBehavior === "smooth";
}).map(([each, part]) => each.outerHTML.slice(0, 90) + part);
"""


def test_reduced_motion(opened: Callable[..., Any]) -> None:
    """Where less motion is asked for, nothing moves or scrolls by itself (2.3.3)."""
    browser = opened("mixed_review", media={"prefers-reduced-motion": "reduce"})
    unfold(browser)
    assert browser.execute_script(MOVING) == []


# What is told by a mark: each must have a line around, under or through it, itself or in what holds it.
UNTOLD = """
const drawn = (style, width) => style !== "none" && parseFloat(width) >= 1;
const lined = (each) => {
  const style = getComputedStyle(each);
  const side = (name) => drawn(style[`border${name}Style`], style[`border${name}Width`]);
  return ["Top", "Bottom", "Left", "Right"].some(side) || style.textDecorationLine !== "none"
    || drawn(style.outlineStyle, style.outlineWidth);
};
const marks = ".divergence, #divergences blockquote mark, #facts ins, #facts del, #documents mark.ev, "
  + "#documents a.dv, .pill, button, input[type='search']";
return [...document.querySelectorAll(marks)].filter((each) => each.checkVisibility())
  .filter((each) => !lined(each) && !lined(each.parentElement)).map((each) => each.outerHTML.slice(0, 100));
"""
# A chart's shape whose colour is that of the paper, with no line around it.
FADED = """
const paper = getComputedStyle(document.body).backgroundColor;
return [...document.querySelectorAll("main svg :is(rect, path, circle)")].filter((each) => {
  if (!each.checkVisibility() || each.matches(".off, .track")) return false;
  const {fill, stroke} = getComputedStyle(each);
  return [paper, "none"].includes(fill) && [paper, "none"].includes(stroke);
}).map((each) => `${each.getAttribute("class")} ${each.outerHTML.slice(0, 90)}`);
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours(opened: Callable[..., Any], scheme: str) -> None:
    """With forced colours every mark has a line, every shape of a chart is seen (1.4.1)."""
    browser = opened("mixed_review", media={"forced-colors": "active", "prefers-color-scheme": scheme})
    assert browser.execute_script("return matchMedia('(forced-colors: active)').matches")
    unfold(browser)
    assert browser.execute_script(UNTOLD) == []
    assert browser.execute_script(FADED) == []
