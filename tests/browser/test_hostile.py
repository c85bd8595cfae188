"""Ten thousand naughty strings in every field of a run: on the page they are words, and nothing else."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from canary import QUIET, canaries, sung
from pages import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

A_PAGE = 280
PAGES = 36
# The plain fragments that all strings are made of come first.
FRAGMENTS = 390
# Attributes that hold words of documents, which a twin has otherwise; the values of all others are the
# template's own and must be the same. (The policy has the hash of the style, where the printed head stands.)
WORDS = ("aria-label", "content", "data-key", "data-message", "title", "value")

# Every kind of element with the names of its attributes, and every value that is the template's, counted.
# Which of two equally weighty things has which number may hang on their words.
SHAPE = """
const words = new Set(arguments[0]), count = {rules: document.styleSheets[0].cssRules.length};
const add = (key) => { count[key] = (count[key] ?? 0) + 1; };
for (const each of document.querySelectorAll("*")) {
  const names = each.getAttributeNames();
  add([each.localName, ...names].join(" "));
  for (const name of names) {
    if (!words.has(name)) add(`${each.localName} ${name}=${each.getAttribute(name).replace(/\\d+/g, 0)}`);
  }
}
return count;
"""
# Every name of an element, and of an attribute with its element's; less those our script gives and takes.
NAMES = """
const scripted = new Set(["tabindex", "aria-current", "hidden", "open", "disabled"]);
const names = ({localName, attributes}) => [...attributes].filter(({name}) => !scripted.has(name))
  .map(({name}) => `${localName} ${name}`);
return [...new Set([...document.querySelectorAll("*")].flatMap((each) => [each.localName, ...names(each)]))];
"""
ADDRESSES = """
const names = ["href", "src", "action", "formaction", "ping", "poster", "srcset", "target", "xlink:href"];
return names.flatMap((name) => [...document.querySelectorAll(`[${CSS.escape(name)}]`)]
  .map((each) => [name, each.getAttribute(name)]));
"""
ANCHOR = re.compile(r"#[\w-]+")


@cache
def strings() -> tuple[str, ...]:
    """Return all of them."""
    import sample_hostile

    return sample_hostile.strings()


def batch(number: int) -> tuple[str, ...]:
    """Return the strings of one page."""
    return strings()[number * A_PAGE : (number + 1) * A_PAGE]


def run_of(found: tuple[str, ...], number: int) -> Any:
    """Return a run of these strings; every third one has more documents than the page has columns for."""
    import sample_hostile

    return sample_hostile.hostile(found, 6 if number % 3 == 2 else 4)


@pytest.fixture(scope="session")
def known(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the names of elements and attributes that pages without any hostile sign have."""
    from xdiff import report

    names: set[str] = set()
    harmless = str.maketrans("<>&\"'", "¡¢£¤¥")
    for number in (0, 2):
        page = tmp_path_factory.mktemp("known") / "report.html"
        run = run_of(tuple(each.translate(harmless) for each in batch(number)), number)
        page.write_text(report.render(run, "html"), encoding="utf-8")
        browser.get(page.as_uri())
        names |= set(browser.execute_script(NAMES))
    return names


def quiet(browser: Any) -> None:
    """Fail where anything ran, was asked for, was logged, or where the page was left."""
    assert sung(browser) == QUIET
    assert browser.get_log("browser") == []
    assert all(url.startswith(("file:", "data:,")) for url in requests(browser))
    assert browser.current_url.startswith("file:")
    assert browser.title.endswith(": xdiff report")


@pytest.mark.parametrize("number", range(PAGES))
def test_nothing_in_a_document_runs(opened: Callable[..., Any], known: set[str], number: int) -> None:
    """Nothing runs, is asked for or leaves the page; each string can be read, what is unseen written out."""
    from xdiff.report import sanitise

    found = batch(number)
    with canaries(opened.browser):  # type: ignore[attr-defined]  # the fixture's function carries it
        browser = opened(run_of(found, number))
        quiet(browser)
        assert set(browser.execute_script(NAMES)) <= known
        addresses = browser.execute_script(ADDRESSES)
        assert addresses
        assert {name for name, _ in addresses} == {"href"}
        assert [each for _, each in addresses if not ANCHOR.fullmatch(each) and each != "data:,"] == []
    text = browser.execute_script("return document.querySelector('main').textContent")
    assert [each for each in found if sanitise.visible(each) not in text] == []


@pytest.mark.parametrize("number", [0, 2])
def test_no_element_but_the_templates(opened: Callable[..., Any], number: int) -> None:
    """A page of hostile strings has the elements of a page of harmless ones, one for one, with their ids."""
    import sample_hostile

    found = batch(number)
    shapes = []
    for each in (found, tuple(sample_hostile.twin(each) for each in found)):
        browser = opened(run_of(each, number), scripts=number == 0)
        shapes.append(browser.execute_script(SHAPE, WORDS))
    hostile, harmless = shapes
    assert {key: count for key, count in hostile.items() if harmless.get(key) != count} == {}
    assert hostile.keys() == harmless.keys()


@pytest.mark.parametrize("number", range(1, PAGES, 14))
def test_hostile_documents_without_scripts(opened: Callable[..., Any], known: set[str], number: int) -> None:
    """With scripts off nothing is asked for either, and each string can be read."""
    from xdiff.report import sanitise

    found = batch(number)
    browser = opened(run_of(found, number), scripts=False)
    assert browser.get_log("browser") == []
    assert all(url.startswith(("file:", "data:,")) for url in requests(browser))
    assert set(browser.execute_script(NAMES)) <= known
    text = browser.execute_script("return document.querySelector('main').textContent")
    assert [each for each in found if sanitise.visible(each) not in text] == []


@pytest.fixture
def watched(opened: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Return `opened` with canaries in every page."""
    with canaries(opened.browser):  # type: ignore[attr-defined]  # the fixture's function carries it
        yield opened


# Give each string to the page in every way that an address can carry it, one after the other. The strings
# come as JSON, since chromedriver takes no lone surrogate.
WANDER = """
const [words, names, done] = arguments;
const heard = () => new Promise((go) => {
  addEventListener("hashchange", go, {once: true});
  setTimeout(go, 20);
});
(async () => {
  for (const text of JSON.parse(words)) {
    const safe = encodeURIComponent(text.toWellFormed());
    for (const way of [text, safe, ["d1", ...names.map((name) => `${name}=${safe}`)].join("&")]) {
      if (location.hash === `#${way}`) continue;
      location.hash = way;
      await heard();
    }
  }
  location.hash = "";
  await heard();
  done(document.querySelectorAll("article.divergence").length);
})();
"""
NAMES_IN_ADDRESS = ("hide", "q", "in", "review", "cols", "follow", "__proto__", "constructor")


def test_hostile_addresses(watched: Callable[..., Any], known: set[str]) -> None:
    """No fragment makes the page do anything but find a place, filter or search."""
    browser = watched("sample_run")
    browser.set_script_timeout(120)
    assert browser.execute_async_script(WANDER, json.dumps(strings()[:FRAGMENTS:6]), NAMES_IN_ADDRESS)
    quiet(browser)
    assert set(browser.execute_script(NAMES)) <= known


@pytest.mark.parametrize("at", range(0, FRAGMENTS, 60))
def test_hostile_address_at_the_start(watched: Callable[..., Any], at: int) -> None:
    """Nor when the page is opened with it."""
    text = quote(strings()[at].encode("utf-8", "replace").decode())
    browser = watched(
        "sample_run", anchor=f"#{text}&q={text}&hide={text}&in={text}&cols={text}&review={text}"
    )
    quiet(browser)


# Put each string into every field that takes words, as a hand would, Enter included.
FILL = """
const [words, done] = arguments;
const fields = [...document.querySelectorAll("input, textarea")]
  .filter((each) => !["checkbox", "radio", "file", "button"].includes(each.type));
const key = (name) => new KeyboardEvent("keydown", {key: name, bubbles: true, cancelable: true});
(async () => {
  for (const field of fields) {
    for (const text of JSON.parse(words)) {
      field.value = text;
      field.dispatchEvent(new InputEvent("input", {bubbles: true}));
      field.dispatchEvent(new Event("change", {bubbles: true}));
      if (field.localName === "input") field.dispatchEvent(key("Enter"));
      await new Promise((go) => setTimeout(go));
    }
    field.dispatchEvent(key("Escape"));
  }
  done(fields.map((each) => each.id || each.name || each.localName));
})();
"""


def test_hostile_words_in_every_field(watched: Callable[..., Any], known: set[str]) -> None:
    """Searched for, typed as a name or as a comment, they are words."""
    from selenium.webdriver.common.by import By

    browser = watched("sample_run")
    browser.find_element(By.CSS_SELECTOR, "#d1 [data-act='comment']").click()
    browser.set_script_timeout(120)
    fields = browser.execute_async_script(FILL, json.dumps(strings()[:FRAGMENTS:2]))
    assert {"search", "reviewer"} <= set(fields)
    assert any(each.startswith("comment-") for each in fields)
    quiet(browser)
    # The comment's own field was not there when the names were taken.
    editor = {
        "textarea",
        "textarea id",
        "textarea rows",
        "textarea aria-describedby",
        "textarea aria-invalid",
    }
    more = set(browser.execute_script(NAMES)) - known
    assert {each.partition(" ")[0] for each in more} <= {"textarea", "label", "p", "button", "div"}, (
        more - editor
    )


def sound(browser: Any, comments: tuple[str, ...]) -> dict[str, Any]:
    """Return a review of every finding of the page, sound in form and hostile in words."""
    keys = browser.execute_script(
        "return [...document.querySelectorAll('[data-key]')].map(e => e.dataset.key)"
    )
    found = json.loads(browser.execute_script("return document.querySelector('#report-data').textContent"))
    decisions = [
        {
            "key": key,
            "subject": "divergence",
            "decision": "reject",
            "comment": " ".join(comments[at :: len(keys)])[:1900],
            "by": comments[at][:90],
            "at": "2026-11-22T05:10:00Z",
            "message": comments[-at],
            "documents": [comments[at] or "x"],
        }
        for at, key in enumerate(keys)
    ]
    about = [{"id": each["id"], "sha256": each["sha256"]} for each in found["documents"]]
    return {
        "schema": "xdiff.review/1",
        "xdiff": comments[0],
        "signature": comments[1],
        "run": comments[2],
        "documents": about,
        "decisions": decisions,
    }


BROKEN = (
    "",
    "null",
    "[]",
    "{",
    "1",
    '"<img src=x onerror=alert(1)>"',
    "[" * 5000,
    '{"__proto__": {"owned": 1}, "decisions": [{"__proto__": {"owned": 1}}]}',
    '{"schema": "xdiff.review/1", "decisions": null}',
    '{"schema": "xdiff.review/1", "decisions": {"length": 1e9}}',
    '{"schema": "xdiff.review/1", "decisions": [null, 1, [], "x", {"key": 1}, {"key": "constructor"}]}',
    '{"schema": "<script>alert(1)</script>", "documents": [], "decisions": []}',
    '{"schema": "xdiff.review/1", "documents": [{"id": "<svg onload=alert(1)>"}], "decisions": []}',
)


def test_hostile_storage(watched: Callable[..., Any]) -> None:
    """Whatever lies in the browser's storage under our names, the page opens and shows it as words."""
    browser = watched("sample_run")
    browser.execute_script("document.querySelector('#d1 [data-act=\"accept\"]').click()")
    browser.execute_script("document.querySelector('#reviewer').value = 'A'")
    browser.execute_script("document.querySelector('#reviewer').dispatchEvent(new Event('change'))")
    names = browser.execute_script("return Object.keys(localStorage)")
    assert len(names) > 1
    review = json.dumps(sound(browser, strings()[:FRAGMENTS]))
    for words in (*BROKEN, review):
        put = "for (const name of arguments[0]) localStorage.setItem(name, arguments[1])"
        browser.execute_script(put, names, words)
        browser.refresh()
        quiet(browser)
        assert browser.execute_script("return document.documentElement.classList.contains('live')")
        assert browser.execute_script("return document.querySelectorAll('[data-act=\"accept\"]').length") > 10
    rejected = "return document.querySelectorAll('[data-decision=\"reject\"]').length"
    assert browser.execute_script(rejected) > 10  # the sound one was taken


def test_hostile_review_files(watched: Callable[..., Any], tmp_path: Path) -> None:
    """A review file that is broken or hostile is refused or shown as words, its name too."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    browser = watched("sample_run")
    review = json.dumps(sound(browser, strings()[:FRAGMENTS]))
    picker = browser.find_element(By.CSS_SELECTOR, "input[type='file']")
    for at, words in enumerate((*BROKEN, review)):
        file = tmp_path / f"<img src=x onerror=alert({at})>{{{{7}}}}'\"&amp;.json"
        file.write_text(words, encoding="utf-8", errors="surrogatepass")
        picker.send_keys(str(file))
        dialog = WebDriverWait(browser, 20).until(
            lambda found: found.find_element(By.CSS_SELECTOR, "dialog[open]")
        )
        heading = dialog.find_element(By.CSS_SELECTOR, "h2").text
        assert heading == ("The review was imported" if words is review else "The review was not imported")
        assert f"onerror=alert({at})>" in dialog.text
        quiet(browser)
        browser.execute_script("arguments[0].close()", dialog)
    rejected = "return document.querySelectorAll('[data-decision=\"reject\"]').length"
    assert browser.execute_script(rejected) > 10
