"""The controls of the HTML report: its address, its toolbar, filters, search, keys and help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from pages import WIDTHS

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

RUBBISH = (
    "#",
    "#&",
    "#=&=&==",
    "#no-such-place",
    "#%",
    "#%E0%A4%A&hide=%ZZ&q=%",
    "#hide=<b>&in=../..&review=maybe&cols=1,2&unknown=1&__proto__=x&constructor=y",
    "#d1&hide=&q=&in=&review=",
    "#" + quote("<img src=x onerror=document.title='owned'>"),
    "#q=" + "x" * 100_000,
    "#" + "a" * 100_000,
)


def fragment(browser: Any) -> str:
    """Return the page's fragment as the address shows it."""
    found: str = browser.execute_script("return location.hash")
    return found


def target(browser: Any) -> str:
    """Return the id of the element that the browser holds for the address's target."""
    found: str = browser.execute_script("return document.querySelector(':target')?.id ?? ''")
    return found


@pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda text: text[:24])
def test_a_strange_address_does_nothing(opened: Callable[..., Any], rubbish: str) -> None:
    """Unknown names, broken escapes, markup and 100 KB of rubbish are passed over: all is shown, no error."""
    browser = opened("sample_run", anchor=rubbish)
    assert browser.get_log("browser") == []
    assert browser.title != "owned"
    hidden = "return [...document.querySelectorAll('article.divergence')].filter(d => !d.offsetParent).length"
    assert browser.execute_script(hidden) == 0
    browser.execute_script("location.hash = ''; location.hash = arguments[0]", rubbish)
    assert browser.execute_script(hidden) == 0
    assert browser.get_log("browser") == []


def shown(browser: Any, selector: str = "article.divergence") -> list[str]:
    """Return the ids of the elements that can be seen, in page order."""
    script = (
        "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.id)"
    )
    found: list[str] = browser.execute_script(script, selector)
    return found


def text(browser: Any, selector: str) -> str:
    """Return the words of an element, also of one that is not shown."""
    found: str = browser.execute_script(
        "return document.querySelector(arguments[0]).textContent.trim()", selector
    )
    return found


def active(browser: Any) -> str:
    """Return the id of the element that has the focus."""
    found: str = browser.execute_script("return document.activeElement.id")
    return found


def until(browser: Any, holds: Callable[[], Any]) -> None:
    """Wait for a condition; fail when it does not come to hold."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 20, poll_frequency=0.02).until(lambda _: holds())


def press(browser: Any, *keys: str) -> None:
    """Press keys one after the other wherever the focus is."""
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def click(browser: Any, selector: str) -> None:
    """Click an element as its reader would."""
    browser.find_element("css selector", selector).click()


def search(browser: Any, words: str) -> None:
    """Type words into the search field and wait until they are looked up."""
    field = browser.find_element("id", "search")
    field.clear()
    field.send_keys(words)
    until(browser, lambda: "q=" in fragment(browser) and text(browser, "#found-counts"))


ALL = [*(f"d{number}" for number in range(1, 11)), "i1"]
NOT_NOTES = [*(f"d{number}" for number in range(1, 8)), "i1"]


def test_filters_are_kept_in_the_address(opened: Callable[..., Any]) -> None:
    """A box in the text, or in the toolbar, changes the address and the other; a reload shows the same."""
    browser = opened("sample_run")
    assert shown(browser) == ALL
    click(browser, "#show-note")
    assert fragment(browser) == "#hide=note"
    assert shown(browser) == NOT_NOTES
    click(browser, ".tools-filters > summary")
    panel = "#filter-panel input[value={}]"
    assert not browser.find_element("css selector", panel.format("note")).is_selected()
    click(browser, panel.format("number"))
    assert fragment(browser) == "#hide=note,number"
    assert not browser.find_element("id", "show-number").is_selected()
    kept = shown(browser)
    assert kept == [each for each in NOT_NOTES if each != "d1"]
    browser.refresh()
    assert shown(browser) == kept
    assert not browser.find_element("id", "show-note").is_selected()
    assert text(browser, "#filter-count") == "4 hidden"
    assert browser.get_log("browser") == []


def test_a_link_with_filters_opens_as_it_was_sent(opened: Callable[..., Any]) -> None:
    """`#d1&hide=variant&in=c` opened anew shows the divergence and only what it asks for."""
    browser = opened("sample_run", anchor="#d1&hide=variant&in=c")
    assert shown(browser) == ["d1"]
    assert target(browser) == "d1"
    assert active(browser) == "d1"
    assert fragment(browser) == "#d1&hide=variant&in=c"
    assert text(browser, "#step-where") == "1 of 1"
    assert text(browser, "#filter-shown") == "1 of 11 divergences shown"
    assert "1 of 11 shown" in text(browser, "#divergences > .sifted")


def test_filter_by_decision(opened: Callable[..., Any]) -> None:
    """All, open, accepted and rejected follow what is decided on the page, at once."""
    browser = opened("sample_run", anchor="#review=open")
    assert shown(browser) == ALL
    browser.execute_script(
        "document.getElementById('d2').dataset.decision = 'accept';"
        "document.getElementById('d3').dataset.decision = 'reject';"
        "document.dispatchEvent(new CustomEvent('xdiff:decided'))"
    )
    assert shown(browser) == [each for each in ALL if each not in ("d2", "d3")]
    click(browser, ".tools-filters > summary")
    click(browser, "#filter-panel input[value=rejected]")
    assert shown(browser) == ["d3"]
    assert fragment(browser) == "#review=rejected"
    click(browser, "#filter-panel input[value=accepted]")
    assert shown(browser) == ["d2"]
    click(browser, "#filter-panel [data-show-all]")
    assert shown(browser) == ALL
    assert fragment(browser) in ("", "#")


def test_a_decision_under_a_filter_leads_to_the_next(opened: Callable[..., Any]) -> None:
    """When a decision takes away the divergence one is at, the next one has the focus."""
    browser = opened("sample_run", anchor="#d2&review=open")
    press(browser, "r")
    until(browser, lambda: active(browser) == "d3")
    assert text(browser, "#step-where") == "2 of 10"
    press(browser, "a")
    until(browser, lambda: active(browser) == "d4")
    assert shown(browser) == [each for each in ALL if each not in ("d2", "d3")]
    press(browser, "u")
    until(browser, lambda: "d3" in shown(browser))


def test_a_section_left_empty_says_so(opened: Callable[..., Any]) -> None:
    """Where nothing of a section is left, its heading stays and says why; "Show all" brings all back."""
    browser = opened("sample_run")
    click(browser, "#show-note")
    assert browser.find_element("id", "h-notes").is_displayed()
    line = browser.find_element("css selector", "#notes .sifted")
    assert line.is_displayed()
    assert "None of 3 shown (filtered)" in line.text
    line.find_element("css selector", "button").click()
    assert shown(browser) == ALL
    assert browser.find_element("id", "show-note").is_selected()
    assert not line.is_displayed()
    assert active(browser) != ""


def test_how_many_are_shown_is_announced(opened: Callable[..., Any]) -> None:
    """Who does not see the page hears how many divergences a filter leaves."""
    browser = opened("sample_run")
    click(browser, "#show-note")
    said = "return [...document.querySelectorAll('[role=status]')].map(e => e.textContent).join()"
    assert "8 of 11 divergences shown" in browser.execute_script(said)


@pytest.mark.parametrize("anchor", ["#d8&hide=note", "#d8&review=accepted&in=d", "#d8&q=nowhere"])
def test_a_deep_link_shows_what_is_hidden(opened: Callable[..., Any], anchor: str) -> None:
    """What an address names is shown, though its own filters or its search would hide it."""
    browser = opened("sample_run", anchor=anchor)
    assert "d8" in shown(browser)
    assert active(browser) == "d8"
    top = browser.execute_script("return document.getElementById('d8').getBoundingClientRect().top")
    assert top >= browser.execute_script("return document.getElementById('toolbar').offsetHeight")


def test_a_plain_link_keeps_the_filters(opened: Callable[..., Any]) -> None:
    """A link within the page keeps the filters; one to what they hide undoes those alone."""
    browser = opened("sample_run", anchor="#hide=note,date&q=tide")
    browser.execute_script("location.hash = '#d4'")
    until(browser, lambda: fragment(browser) == "#d4&hide=note")
    browser = opened("sample_run", anchor="#hide=note,date")
    browser.execute_script("location.hash = '#d1'")
    until(browser, lambda: fragment(browser) == "#d1&hide=note,date")
    assert target(browser) == "d1"
    browser.execute_script("location.hash = '#d8'")
    until(browser, lambda: fragment(browser) == "#d8&hide=date")
    assert active(browser) == "d8"
    browser.execute_script("location.hash = '#nowhere'")
    until(browser, lambda: fragment(browser) == "#nowhere")
    assert "d8" in shown(browser)
    assert browser.get_log("browser") == []


def test_a_link_into_a_folded_text_opens_it(opened: Callable[..., Any]) -> None:
    """A fold around what an address names opens."""
    browser = opened("sample_run")
    browser.execute_script(
        "const all = document.createElement('details');"
        "const place = document.getElementById('i1').parentElement;"
        "place.before(all); all.append(place); location.hash = '#i1'"
    )
    until(browser, lambda: active(browser) == "i1")
    assert "i1" in shown(browser)


def test_search_finds_and_hides(opened: Callable[..., Any]) -> None:
    """What has no match is left out of divergences, facts and lone sentences, documents stay whole."""
    browser = opened("sample_run")
    sentences = len(shown(browser, ".s"))
    search(browser, "coast")
    assert shown(browser, ".facts tr[id]") == ["f1", "f5"]
    assert set(shown(browser)) < set(ALL)
    assert len(shown(browser, ".s")) == sentences
    assert "2 shared facts" in text(browser, "#found-counts")
    assert "2 of 6 shown (with “coast”)" in text(browser, "#facts > .sifted")
    assert browser.execute_script("return CSS.highlights.get('xdiff-found').size") > 4
    assert browser.execute_script(
        "return document.querySelectorAll('mark').length"
    ) == browser.execute_script(
        "document.querySelector('#found-clear').click(); return document.querySelectorAll('mark').length"
    )
    assert shown(browser) == ALL
    assert fragment(browser) in ("", "#")


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("COASTGUARD", ["f1"]),
        ("cóastguàrd", ["f1"]),
        ("ran monday", ["f1"]),
        ("monday minister", []),
        ("commander Solheim", ["f3"]),
    ],
)
def test_search_words(opened: Callable[..., Any], words: str, facts: list[str]) -> None:
    """Capitals and accents do not matter; all words must stand in one passage."""
    browser = opened("sample_run")
    search(browser, words)
    assert shown(browser, ".facts tr[id]") == facts


def test_search_steps_through_matches(opened: Callable[..., Any]) -> None:
    """Enter goes on, Shift and Enter back, round at the ends; Escape ends the search at the match."""
    from selenium.webdriver.common.keys import Keys

    browser = opened("sample_run")
    search(browser, "halcyon")
    count = int(text(browser, "#found-where").split()[0])
    press(browser, Keys.ENTER)
    assert text(browser, "#found-where") == f"1 of {count}"
    assert active(browser) == "search"
    here = "return document.querySelector('.found-here')?.id"
    seen = [browser.execute_script(here)]
    for number in range(2, count + 1):
        press(browser, Keys.ENTER)
        assert text(browser, "#found-where") == f"{number} of {count}"
        seen.append(browser.execute_script(here))
        top = "return document.querySelector('.found-here').getBoundingClientRect().top"
        assert browser.execute_script(top) >= browser.execute_script(
            "return document.getElementById('toolbar').offsetHeight"
        )
    assert {"f2", "a-3", "b-2"} <= set(seen)
    press(browser, Keys.ENTER)
    assert text(browser, "#found-where") == f"1 of {count}"
    browser.find_element("id", "search").send_keys(Keys.SHIFT, Keys.ENTER)
    assert text(browser, "#found-where") == f"{count} of {count}"
    last = browser.execute_script(here)
    press(browser, Keys.ESCAPE)
    assert active(browser) == last
    assert "q=" not in fragment(browser)
    assert browser.get_log("browser") == []


def test_search_without_a_match_says_so(opened: Callable[..., Any]) -> None:
    """Nothing found is said in the toolbar, in each section and aloud; markup in the words stays text."""
    browser = opened("sample_run")
    search(browser, "<b>zeppelin")
    assert "Nothing has “<b>zeppelin”" in text(browser, "#found-counts")
    assert shown(browser) == []
    assert "None of 11 shown (with “<b>zeppelin”)" in text(browser, "#divergences > .sifted")
    browser.refresh()
    assert browser.find_element("id", "search").get_attribute("value") == "<b>zeppelin"
    assert shown(browser) == []


def test_search_without_the_highlight_api(opened: Callable[..., Any]) -> None:
    """A browser that cannot mark without changing the page still finds."""
    browser = opened("sample_run")
    browser.execute_script("delete globalThis.Highlight; globalThis.Highlight = undefined")
    search(browser, "coastguard")
    assert shown(browser, ".facts tr[id]") == ["f1"]
    assert browser.get_log("browser") == []


def test_keys_step_through_what_is_shown(opened: Callable[..., Any]) -> None:
    """n, j, p and k go through the divergences that are shown; the one at hand has the focus and a mark."""
    browser = opened("sample_run", anchor="#hide=variant")
    press(browser, "n")
    assert active(browser) == "d1"
    assert text(browser, "#step-where") == "1 of 8"
    assert fragment(browser) == "#d1&hide=variant"
    press(browser, "j", "n", "n", "n")
    assert active(browser) == "d8"
    assert browser.execute_script("return document.querySelectorAll('.current').length") == 1
    assert browser.find_element("css selector", ".current").value_of_css_property("outline-style") == "solid"
    press(browser, "p", "k")
    assert active(browser) == "d3"
    click(browser, "#step-back")
    assert active(browser) == "d2"
    click(browser, "#step-on")
    assert active(browser) == "d3"


def test_keys_lead_to_places(opened: Callable[..., Any]) -> None:
    """Digits and g with a letter lead to documents, f and F to facts, s to the summary, / to the search."""
    browser = opened("sample_run")
    press(browser, "2")
    assert active(browser) == "doc-b"
    press(browser, "g", "c")
    assert active(browser) == "doc-c"
    press(browser, "f", "f", "f")
    assert active(browser) == "f3"
    press(browser, "F", "F")
    assert active(browser) == "f2"  # the one that all three tell stands first
    press(browser, "s")
    assert active(browser) == "summary"
    press(browser, "9", "g", "q")
    assert active(browser) == "summary"
    press(browser, "/", "n", "1")
    assert active(browser) == "search"
    assert browser.find_element("id", "search").get_attribute("value") == "n1"


def test_keys_ask_for_a_review(opened: Callable[..., Any]) -> None:
    """a, r, c and u tell the review which finding is meant; with Ctrl they are the browser's."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser = opened("sample_run", anchor="#d2")
    browser.execute_script(
        "window.asked = []; document.addEventListener('xdiff:review', (event) => {"
        " event.stopImmediatePropagation();"
        " window.asked.push(event.detail.key + ' ' + event.detail.element.id)"
        "}, {capture: true})"
    )
    press(browser, "a", "r", "c", "u")
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
    assert browser.execute_script("return window.asked") == [
        "accept d2",
        "reject d2",
        "comment d2",
        "undo d2",
    ]


def test_help_takes_and_returns_the_focus(opened: Callable[..., Any]) -> None:
    """? opens the help, which has the focus; Escape gives it back where it was."""
    from selenium.webdriver.common.keys import Keys

    browser = opened("sample_run", anchor="#d2")
    press(browser, "?")
    assert browser.find_element("id", "help").is_displayed()
    inside = "return document.getElementById('help').contains(document.activeElement)"
    assert browser.execute_script(inside)
    press(browser, "n")
    assert browser.execute_script(inside)
    press(browser, Keys.ESCAPE)
    assert not browser.find_element("id", "help").is_displayed()
    assert active(browser) == "d2"
    click(browser, "#help-open")
    click(browser, "#help-close")
    assert active(browser) == "help-open"


def test_single_keys_can_be_turned_off(opened: Callable[..., Any]) -> None:
    """The help turns single keys off, which this browser remembers; the rest still works."""
    browser = opened("sample_run")
    click(browser, "#help-open")
    click(browser, "#keys-on")
    click(browser, "#help-close")
    press(browser, "n", "2", "?")
    assert active(browser) == "help-open"
    assert not browser.find_element("id", "help").is_displayed()
    browser.refresh()
    press(browser, "n")
    assert fragment(browser) == ""
    click(browser, "#help-open")
    assert not browser.find_element("id", "keys-on").is_selected()
    click(browser, "#keys-on")
    click(browser, "#help-close")
    press(browser, "n")
    assert active(browser) == "d1"


def test_escape_closes_the_filters(opened: Callable[..., Any]) -> None:
    """Escape closes the open filters and gives the focus to their button; so does a click elsewhere."""
    from selenium.webdriver.common.keys import Keys

    browser = opened("sample_run")
    click(browser, ".tools-filters > summary")
    press(browser, Keys.TAB, Keys.ESCAPE)
    assert not browser.find_element("id", "filter-panel").is_displayed()
    assert browser.execute_script("return document.activeElement.localName") == "summary"
    click(browser, ".tools-filters > summary")
    click(browser, "#step-where")
    assert not browser.find_element("id", "filter-panel").is_displayed()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_toolbar_covers_nothing_it_leads_to(opened: Callable[..., Any], width: int) -> None:
    """It stays in sight and slim, and what a link, a key or Tab leads to stands below it."""
    browser = opened("sample_run", width=width, height=700, anchor="#d5")
    height = browser.execute_script("return document.getElementById('toolbar').offsetHeight")
    assert height <= (100 if width == 360 else 64)
    for selector in ("d5", "d6"):
        if selector == "d6":
            press(browser, "n")
        box = f"return document.getElementById('{selector}').getBoundingClientRect().top"
        assert height <= browser.execute_script(box) < 700
    assert (
        browser.execute_script("return document.getElementById('toolbar').getBoundingClientRect().top") == 0
    )


@pytest.mark.parametrize("run", ["sample_run", "sample_pair", "sample_many", "hostile_run"])
def test_without_script_no_dead_control(opened: Callable[..., Any], run: str) -> None:
    """With scripts off nothing of the toolbar or the help is shown, and all findings can be read."""
    browser = opened(run, scripts=False)
    for part in ("toolbar", "help"):
        assert not browser.find_element("id", part).is_displayed()
    assert all(each.is_displayed() for each in browser.find_elements("css selector", "article.divergence"))


def test_keys_work_where_storage_is_refused(opened: Callable[..., Any], browser: Any) -> None:
    """Where a browser keeps nothing for the page, keys work, and can be turned off while it is open."""
    refused = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException(); }})"
    made = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": refused})
    try:
        opened("sample_run")
        press(browser, "n")
        assert active(browser) == "d1"
        press(browser, "?")
        click(browser, "#keys-on")
        click(browser, "#help-close")
        press(browser, "n")
        assert active(browser) == "d1"
        assert browser.get_log("browser") == []
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)
        browser.get("about:blank")


def test_rejected_ones_are_stepped_through_when_unfolded(opened: Callable[..., Any]) -> None:
    """What is folded away is not stepped into; asking for what was rejected unfolds it."""
    browser = opened("mixed_review")
    folded = browser.execute_script(
        "return [...document.querySelectorAll('#rejected article')].map(each => each.id)"
    )
    assert folded
    assert text(browser, "#step-where").split()[0] == str(len(shown(browser)))
    assert not set(shown(browser)) & set(folded)
    click(browser, ".tools-filters > summary")
    click(browser, "#filter-panel input[value=rejected]")
    assert shown(browser) == folded
    press(browser, "n")
    assert active(browser) == folded[0]


def test_filters_of_a_big_report_are_exact(opened: Callable[..., Any]) -> None:
    """With 500 divergences the filters, the counts and the steps agree."""
    browser = opened("facts_500", anchor="#hide=conflict,number")
    left = shown(browser)
    assert text(browser, "#step-where") == f"{len(left)} shown"
    every = browser.execute_script("return document.querySelectorAll('article.divergence').length")
    assert every >= 500
    assert text(browser, "#filter-shown") == f"{len(left)} of {every} divergences shown"
    press(browser, "n", "n")
    assert active(browser) == left[1]
    press(browser, "p", "p")
    assert active(browser) == left[0]
    click(browser, ".tools-filters > summary")
    click(browser, "#filter-panel [data-show-all]")
    assert len(shown(browser)) == every


def test_a_link_brings_back_a_column_left_out(opened: Callable[..., Any]) -> None:
    """A link to a sentence of a document that is left out shows that document, and keeps the filters."""
    browser = opened("sample_run", anchor="#d-1&cols=a,b&hide=note")
    assert "d-1" in shown(browser, ".s")
    assert active(browser) == "d-1"
    assert "hide=note" in fragment(browser)


@pytest.mark.parametrize("run", ["nothing_shared", "tiny", "right_to_left", "long_words"])
def test_controls_on_reports_of_every_shape(opened: Callable[..., Any], run: str) -> None:
    """Without divergences there is nothing to step or filter; search, keys and help work on every report."""
    browser = opened(run, width=360, height=700)
    press(browser, "n", "f", "1", "s", "u")
    assert active(browser) == "summary"
    search(browser, "e")
    click(browser, "#help-open")
    assert browser.find_element("id", "help").is_displayed()
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    assert browser.execute_script("return document.getElementById('toolbar').offsetHeight") <= 100
    assert browser.get_log("browser") == []


def test_nothing_of_the_controls_is_printed(opened: Callable[..., Any]) -> None:
    """On paper there is no toolbar, no line about filters, and what filters and search hide is there."""
    browser = opened("sample_run", anchor="#in=c&q=tide&review=accepted")
    assert shown(browser) == []
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert shown(browser) == ALL
    assert shown(browser, "#toolbar, #help, .sifted") == []
