"""The documents side by side, in a browser: partners light up, come into view, columns come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

CALM = {"prefers-reduced-motion": "reduce"}


def waited(browser: Any, condition: str) -> None:
    """Wait until an expression of the page holds."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 10, poll_frequency=0.05).until(
        lambda driver: driver.execute_script(f"return Boolean({condition})"), condition
    )


def ask(browser: Any, expression: str) -> Any:
    """Return what an expression of the page is."""
    return browser.execute_script(f"return {expression}")


def shown(browser: Any) -> str:
    """Return the letters of the documents that are shown."""
    return str(
        ask(
            browser,
            "[...document.querySelectorAll('#columns > .sheet')].filter(each => each.checkVisibility())"
            ".map(each => each.id.slice(4)).join('')",
        )
    )


def lit(browser: Any) -> set[str]:
    """Return the ids of the sentences, facts and divergences that are lit."""
    return set(ask(browser, "[...document.querySelectorAll('.lit[id]')].map(each => each.id)"))


def hover(browser: Any, selector: str) -> None:
    """Bring an element into view and put the pointer on its middle."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By

    found = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'nearest'})", found)
    ActionChains(browser).move_to_element(found).perform()


def click(browser: Any, selector: str) -> None:
    """Click the first element that a selector finds, as a mouse does."""
    from selenium.webdriver.common.by import By

    browser.find_element(By.CSS_SELECTOR, selector).click()


def press(browser: Any, *keys: str) -> None:
    """Press keys where the focus is."""
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def centre(browser: Any, selector: str) -> None:
    """Bring the columns into view as a reader would scroll to them."""
    browser.execute_script("document.querySelector('.column-tools').scrollIntoView()")
    waited(browser, "document.querySelector('#columns').matches('.docked')")
    browser.execute_script(
        "document.querySelector(arguments[0]).scrollIntoView({block: 'nearest'})", selector
    )


def fits(browser: Any, letter: str, sentence: str) -> bool:
    """Return whether a sentence stands within the seen part of its column."""
    return bool(
        ask(
            browser,
            f"(() => {{ const text = document.querySelector('#doc-{letter} .text').getBoundingClientRect();"
            f" const box = document.getElementById('{sentence}').getBoundingClientRect();"
            " return box.top >= text.top - 1 && box.top < text.bottom; })()",
        )
    )


def test_columns_take_the_window_and_scroll_by_themselves(opened: Callable[..., Any]) -> None:
    """Each text is a region with a name, reached by keyboard, that scrolls once all of it is seen."""
    browser = opened("twelve", anchor="#doc-a", media=CALM)
    waited(browser, "document.querySelector('#columns').matches('.scrolling.docked')")
    assert ask(browser, "document.querySelector('#columns').getBoundingClientRect().height <= innerHeight")
    for letter, name in (("a", "Harbour Post"), ("b", "Aldhaven Echo")):
        text = f"document.querySelector('#doc-{letter} .text')"
        assert ask(browser, f"{text}.tabIndex") == 0
        assert ask(browser, f"{text}.role") == "region"
        assert name in ask(browser, f"{text}.ariaLabel")
        assert ask(browser, f"getComputedStyle({text}).overflowY") == "auto"
        assert ask(browser, f"{text}.scrollHeight > {text}.clientHeight")
    browser.execute_script("scrollTo(0, 0)")
    waited(browser, "!document.querySelector('#columns').matches('.docked')")


def test_hover_lights_the_partners_in_every_column(opened: Callable[..., Any]) -> None:
    """A sentence, its partners and the fact's row light up, by shape too, and go out again."""
    browser = opened("sample_run", anchor="#doc-a", media=CALM)
    centre(browser, "#a-3")
    hover(browser, "#a-3")
    assert lit(browser) == {"a-3", "b-2", "c-1", "f2"}
    assert ask(browser, "getComputedStyle(document.getElementById('b-2')).boxShadow") != "none"
    hover(browser, "#a-2")
    assert lit(browser) == set()


def test_a_column_without_a_partner_says_so(opened: Callable[..., Any]) -> None:
    """What the reader would look for in vain is said in that column; one that was not compared is silent."""
    browser = opened("sample_run", anchor="#doc-a", media=CALM)
    centre(browser, "#a-8")
    hover(browser, "#a-8")
    lack = "document.querySelector('#doc-{} .lack').innerText"
    assert ask(browser, lack.format("c")) == "f6: not found in C"
    assert ask(browser, lack.format("b")) in ("", "↓ f6 is further down")
    assert ask(browser, lack.format("d")) == ""


def test_a_partner_out_of_sight_is_pointed_to(opened: Callable[..., Any]) -> None:
    """Where the partner stands further up or down in its column, a line at the foot says so."""
    browser = opened("twelve", anchor="#doc-a", media=CALM)
    centre(browser, "#a-0")
    near = ask(
        browser,
        "[...document.querySelectorAll('#doc-a .s[data-facts]')]"
        ".find(each => !each.dataset.facts.includes(' ')"
        " && document.querySelector(`#doc-b .s[data-facts~='${each.dataset.facts}']`)).id",
    )
    line = "document.querySelector('#doc-b .lack').innerText"
    for top, said in (("0", "down"), ("1e6", "up")):
        browser.execute_script(f"document.querySelector('#doc-b .text').scrollTop = {top}")
        hover(browser, "#h-doc-a")
        browser.execute_script("document.activeElement.blur()")
        hover(browser, f"#{near}")
        waited(browser, f"{line} === '' || {line}.endsWith('{said}')")
    assert ask(browser, line).endswith("further up")


def test_a_place_of_a_divergence_lights_its_other_places(opened: Callable[..., Any]) -> None:
    """The words that differ are lit in each text, with the divergence itself; so from the divergence."""
    browser = opened("sample_pair", anchor="#doc-a", media=CALM)
    places = "[...document.querySelectorAll('.lit-place')].map(each => each.textContent)"
    centre(browser, "#a-8")
    hover(browser, "#a-8 a.dv")
    assert set(ask(browser, places)) == {"5 March", "4 March"}
    found = ask(browser, "document.querySelector('#a-8 a.dv').hash.slice(1)")
    assert found in lit(browser)
    browser.execute_script("document.getElementById('d1').scrollIntoView()")
    hover(browser, "#d1 h4")
    assert set(ask(browser, places)) == {"214 people", "240 persons"}
    hover(browser, "tr#f6 th, article#f6 .told-head")
    assert {"a-8", "b-7"} <= lit(browser)


def test_notes_and_marks_light_each_other(opened: Callable[..., Any]) -> None:
    """The note shows its places, the number its note; both are links to each other."""
    browser = opened("sample_pair", anchor="#b-6", media=CALM)
    hover(browser, "#b-n4")
    assert lit(browser) == {"b-e5"}
    hover(browser, "a.nr[href='#b-n4']")
    assert "b-n4" in lit(browser)
    click(browser, "#b-n4 a.no")
    waited(browser, "document.querySelector('#b-e5:target')")
    click(browser, "a.nr[href='#b-n4']")
    waited(browser, "document.querySelector('#b-n4:target')")


def test_a_click_brings_the_partners_into_view(opened: Callable[..., Any]) -> None:
    """The other columns scroll until their partner stands level; the one clicked stays; Escape lets go."""
    browser = opened("twelve", anchor="#doc-a", media=CALM)
    centre(browser, "#a-0")
    fact, far = ask(
        browser,
        "(() => { for (const each of [...document.querySelectorAll('#doc-a .s[data-facts]')].slice(0, 12))"
        " for (const fact of each.dataset.facts.split(' ')) {"
        " const other = document.querySelector(`#doc-b .s[data-facts~='${fact}']`);"
        " if (other && each.dataset.facts === fact) return [each.id, other.id]; } })()",
    )
    browser.execute_script("document.querySelector('#doc-b .text').scrollTop = 1e6")
    browser.execute_script("document.getElementById(arguments[0]).scrollIntoView({block: 'nearest'})", fact)
    assert not fits(browser, "b", far)
    before = ask(browser, "document.querySelector('#doc-a .text').scrollTop")
    browser.execute_script("document.getElementById(arguments[0]).click()", fact)
    assert fits(browser, "b", far)
    assert ask(browser, "document.querySelector('#doc-a .text').scrollTop") == before
    assert far in lit(browser)
    hover(browser, "h3#h-doc-a")
    assert far in lit(browser)
    from selenium.webdriver.common.keys import Keys

    browser.execute_script("document.querySelector('#doc-a .text').focus({preventScroll: true})")
    press(browser, Keys.ESCAPE)
    assert not lit(browser)


def test_focus_by_keyboard_brings_the_partners_too(opened: Callable[..., Any]) -> None:
    """Tab to a fact's number is enough; Enter on a sentence that a link led to does the same."""
    from selenium.webdriver.common.keys import Keys

    browser = opened("sample_pair", anchor="#a-1", height=560, media=CALM)
    waited(browser, "document.activeElement.id === 'a-1'")
    browser.execute_script("document.querySelector('#doc-b .text').scrollTop = 1e6")
    press(browser, Keys.ENTER)
    assert fits(browser, "b", "b-1")
    browser.execute_script("document.querySelector('#doc-b .text').scrollTop = 1e6")
    press(browser, Keys.TAB)
    while ask(browser, "document.activeElement.closest('#a-1') && !document.activeElement.closest('sup')"):
        press(browser, Keys.TAB)
    assert ask(browser, "document.activeElement.hash") == "#f1"
    assert fits(browser, "b", "b-1")
    assert "B" in ask(browser, "document.querySelector('[role=status]').textContent")


def test_following_can_be_turned_off_and_the_address_keeps_it(opened: Callable[..., Any]) -> None:
    """With `follow=off` partners light up and nothing scrolls; the button undoes it."""
    browser = opened("sample_pair", anchor="#a-1&follow=off", height=560, media=CALM)
    assert ask(browser, "document.querySelector('.follow').ariaPressed") == "false"
    waited(browser, "document.activeElement.id === 'a-1'")
    browser.execute_script("document.querySelector('#doc-b .text').scrollTop = 1e6")
    before = ask(browser, "document.querySelector('#doc-b .text').scrollTop")
    browser.execute_script("document.getElementById('a-1').click()")
    assert ask(browser, "document.querySelector('#doc-b .text').scrollTop") == before
    assert "b-1" in lit(browser)
    click(browser, ".follow")
    assert "follow" not in ask(browser, "location.hash")
    click(browser, ".follow")
    assert "follow=off" in ask(browser, "location.hash")


def test_selecting_words_is_no_click(opened: Callable[..., Any]) -> None:
    """Who marks words to copy them does not make the other columns jump."""
    browser = opened("sample_pair", anchor="#doc-a", media=CALM)
    browser.execute_script(
        "getSelection().selectAllChildren(document.getElementById('a-1'));"
        "document.getElementById('a-1').click(); document.dispatchEvent(new Event('x'))"
    )
    assert not lit(browser)


def test_buttons_choose_the_columns_and_the_address_keeps_them(opened: Callable[..., Any]) -> None:
    """A document leaves and comes back; the last one stays; `cols=` opens the same ones again."""
    browser = opened("sample_run", anchor="#doc-a", media=CALM)
    assert shown(browser) == "abcd"
    click(browser, "[data-column=b]")
    assert shown(browser) == "acd"
    assert ask(browser, "document.querySelector('[data-column=b]').ariaPressed") == "false"
    assert "cols=a,c,d" in ask(browser, "location.hash")
    click(browser, "[data-column=b]")
    assert shown(browser) == "abcd"
    assert "cols" not in ask(browser, "location.hash")
    for letter in "abc":
        click(browser, f"[data-column={letter}]")
    click(browser, "[data-column=d]")
    assert shown(browser) == "d"
    assert "stays" in ask(browser, "document.querySelector('[role=status]').textContent")
    browser = opened("sample_run", anchor="#doc-c&cols=a,c", media=CALM)
    assert shown(browser) == "ac"


@pytest.mark.parametrize("cols", ["zz", "a,,b", "%3Cscript%3E", ""])
def test_a_strange_choice_of_columns_is_passed_over(opened: Callable[..., Any], cols: str) -> None:
    """Letters of no document, or no letters at all: every document that fits is shown."""
    browser = opened("sample_run", anchor=f"#doc-a&cols={cols}")
    assert shown(browser) == "abcd"


def test_of_twelve_those_that_fit_are_shown_and_a_link_brings_in_another(opened: Callable[..., Any]) -> None:
    """A link into a document that is left out brings it in, in the place of the first."""
    browser = opened("twelve", anchor="#doc-a", media=CALM)
    assert shown(browser) == "abcd"
    click(browser, "[data-column=e]")
    assert shown(browser) == "bcde"
    browser.execute_script("location.hash = '#l-3'")
    waited(browser, "document.getElementById('l-3').checkVisibility()")
    assert shown(browser) == "cdel"
    waited(browser, "document.activeElement.id === 'l-3'")
    assert fits(browser, "l", "l-3")


def test_the_line_of_partners_leads_to_a_document_not_shown(opened: Callable[..., Any]) -> None:
    """Above the columns stands who else tells the fact, each a way there."""
    browser = opened("twelve", anchor="#doc-a", media=CALM)
    fact, letter = ask(
        browser,
        "(() => { for (const each of document.querySelectorAll('#doc-a .s[data-facts]')) {"
        " if (each.dataset.facts.includes(' ')) continue;"
        " const other = [...document.querySelectorAll(`.s[data-facts~='${each.dataset.facts}']`)].pop();"
        " if (!other.checkVisibility()) return [each.id, other.closest('.sheet').id.slice(4)]; } })()",
    )
    browser.execute_script("document.getElementById(arguments[0]).click()", fact)
    click(browser, f".partners [aria-label*=' in {letter.upper()},']")
    waited(browser, f"document.querySelector('#doc-{letter}').checkVisibility()")
    waited(browser, f"document.activeElement.closest('#doc-{letter}')")


def test_a_document_is_widened_and_the_others_come_back(opened: Callable[..., Any]) -> None:
    """Widened, a text has the whole width and its notes stand in the margin; the same button undoes it."""
    browser = opened("sample_run", anchor="#doc-b&cols=a,b,c", media=CALM)
    click(browser, "#doc-b .widen")
    assert shown(browser) == "b"
    assert "All columns" in ask(browser, "document.querySelector('#doc-b .widen').textContent")
    assert ask(
        browser,
        "document.querySelector('#b-n1').getBoundingClientRect().left"
        " > document.querySelector('#b-1').getBoundingClientRect().right - 2",
    )
    click(browser, "#doc-b .widen")
    assert shown(browser) == "abc"


def test_arrows_go_from_column_to_column(opened: Callable[..., Any]) -> None:
    """Left and right move the focus among the columns shown, and stop at the ends."""
    from selenium.webdriver.common.keys import Keys

    browser = opened("sample_run", anchor="#doc-a&cols=a,c", media=CALM)
    browser.execute_script("document.querySelector('#doc-a .text').focus()")
    where = "document.activeElement.closest('.sheet').id"
    for key, there in ((Keys.ARROW_RIGHT, "doc-c"), (Keys.ARROW_RIGHT, "doc-c"), (Keys.ARROW_LEFT, "doc-a")):
        press(browser, key)
        assert ask(browser, where) == there
    press(browser, Keys.ARROW_DOWN)
    assert ask(browser, where) == "doc-a"


def test_the_strip_shows_what_is_seen_and_leads_there(opened: Callable[..., Any]) -> None:
    """The seen part moves with the text; a click scrolls to that place; a tick leads to its sentence."""
    browser = opened("twelve", anchor="#doc-a", media=CALM)
    seen = "document.querySelector('#doc-a .seen').x.baseVal.value"
    centre(browser, "#h-doc-a")
    assert ask(browser, seen) < 10
    box = ask(browser, "document.querySelector('#doc-a .strip').getBoundingClientRect().toJSON()")
    browser.execute_script(
        "document.querySelector('#doc-a .strip').dispatchEvent("
        "new MouseEvent('click', {bubbles: true, clientX: arguments[0], clientY: arguments[1]}))",
        box["left"] + box["width"] / 2,
        box["top"] + box["height"] - 1,
    )
    waited(browser, f"Math.abs({seen} - 480) < 60")
    browser.execute_script(
        "document.querySelector('#doc-a .strip a').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    there = ask(browser, "document.querySelector('#doc-a .strip a').getAttribute('href').slice(1)")
    waited(browser, f"document.activeElement.id === '{there}'")
    assert fits(browser, "a", there)


def test_a_deep_link_shows_the_columns_with_their_heads(opened: Callable[..., Any]) -> None:
    """What a link leads to stands in its column, and the name above the column is seen too."""
    browser = opened("twelve", anchor="#b-90", media=CALM)
    waited(browser, "document.activeElement.id === 'b-90'")
    waited(browser, "document.querySelector('#columns').matches('.docked')")
    assert fits(browser, "b", "b-90")
    bar = ask(browser, "document.querySelector('#toolbar').getBoundingClientRect().bottom")
    assert ask(browser, "document.querySelector('#h-doc-b').getBoundingClientRect().top") >= bar


def test_long_texts_are_unfolded_where_columns_scroll(opened: Callable[..., Any]) -> None:
    """Folded to open quickly, a long text is open in its column; in a low window it stays folded."""
    browser = opened("facts_500", anchor="#doc-a")
    assert ask(browser, "document.querySelector('#doc-a details').open")
    browser = opened("facts_500", anchor="#doc-a", height=420)
    assert not ask(browser, "document.querySelector('#doc-a details').open")


def test_a_narrow_window_shows_one_document_at_a_time(opened: Callable[..., Any]) -> None:
    """The buttons are a choice of one; a tapped sentence shows who else tells it, with a way there."""
    browser = opened("sample_run", width=360, height=700, anchor="#doc-a", media=CALM)
    assert shown(browser) == "a"
    assert not ask(browser, "document.querySelector('#columns').matches('.scrolling')")
    assert not ask(browser, "document.querySelector('#doc-a .text').hasAttribute('tabindex')")
    assert not ask(browser, "document.querySelector('.follow').checkVisibility()")
    assert not ask(browser, "document.querySelector('#doc-a .widen').checkVisibility()")
    browser.execute_script("document.getElementById('a-3').click()")
    assert lit(browser) >= {"a-3", "f2"}
    click(browser, ".partners [aria-label*='in B,']")
    waited(browser, "document.activeElement.id === 'b-2'")
    assert shown(browser) == "b"
    click(browser, "[data-column=c]")
    assert shown(browser) == "c"
    bar = ask(browser, "document.querySelector('#toolbar').getBoundingClientRect().bottom")
    waited(browser, f"document.querySelector('#h-doc-c').getBoundingClientRect().top >= {bar}")
    assert ask(browser, "document.querySelector('#h-doc-c').getBoundingClientRect().bottom < innerHeight")


def test_zoom_of_200_percent_reads_like_a_small_window(opened: Callable[..., Any]) -> None:
    """At twice the size there are no scrollers within the page, and nothing is cut off."""
    browser = opened("sample_run", width=700, height=450, scale=2, anchor="#doc-a")
    assert not ask(browser, "document.querySelector('#columns').matches('.scrolling')")
    assert ask(browser, "document.documentElement.scrollWidth") <= 700


@pytest.mark.parametrize("width", [360, 900, 1400])
def test_without_scripts_all_documents_stand_whole(opened: Callable[..., Any], width: int) -> None:
    """No button, no scroller, no column left out: the texts follow each other or stand in a grid."""
    browser = opened("sample_many", width=width, scripts=False)
    assert shown(browser) == "abcdef"
    for part in (".column-tools", ".widen", ".follow"):
        assert ask(browser, f"document.querySelector('{part}')") is None
    assert ask(
        browser,
        "[...document.querySelectorAll('#columns .text')]"
        ".every(each => each.scrollHeight <= each.clientHeight + 1)",
    )
    assert ask(browser, "document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 900, 1400, 1900])
@pytest.mark.parametrize("run", ["sample_pair", "short"])
def test_notes_never_overlap(opened: Callable[..., Any], run: str, width: int, scripts: bool) -> None:
    """Beside the text or below it, no note covers another or a line of the text."""
    browser = opened(run, width=width, scripts=scripts)
    boxes = ask(
        browser,
        "[...document.querySelectorAll('#columns .sheet')].filter(each => each.checkVisibility())"
        ".map(sheet => [...sheet.querySelectorAll('.stretch > p, .notes li')].map(each => {"
        " const box = each.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; }))",
    )
    for sheet in boxes:
        for at, (left, top, right, bottom) in enumerate(sheet):
            for other_left, other_top, other_right, other_bottom in sheet[at + 1 :]:
                apart = right <= other_left + 1 or other_right <= left + 1
                assert apart or bottom <= other_top + 1 or other_bottom <= top + 1


def test_the_margin_is_beside_the_text_where_there_is_room(opened: Callable[..., Any]) -> None:
    """With two columns at 1400 pixels a note stands beside its paragraph, at 900 below it."""
    beside = (
        "(() => { const note = document.querySelector('#b-n1').getBoundingClientRect();"
        " const text = document.querySelector('#b-1').closest('p').getBoundingClientRect();"
        " const level = note.top > text.top - 12 && note.top < text.bottom;"
        " return [note.left >= text.right, level, note.top >= text.bottom]; })()"
    )
    assert ask(opened("sample_pair", anchor="#b-1"), beside) == [True, True, False]
    assert ask(opened("sample_pair", width=900, anchor="#b-1"), beside) == [False, False, True]


@pytest.mark.parametrize("scripts", [True, False])
def test_notes_can_be_put_away(opened: Callable[..., Any], scripts: bool) -> None:
    """One box hides the notes and their numbers, with scripts and without."""
    browser = opened("sample_pair", anchor="#b-1", scripts=scripts)
    assert ask(browser, "document.querySelector('#b-n1').checkVisibility()")
    browser.execute_script("document.querySelector('#show-margin').scrollIntoView({block: 'center'})")
    click(browser, "#show-margin")
    assert not ask(browser, "document.querySelector('#b-n1').checkVisibility()")
    assert not ask(browser, "document.querySelector('#b-1 .nr').checkVisibility()")


def test_a_link_to_a_note_brings_the_notes_back(opened: Callable[..., Any]) -> None:
    """What was put away is shown again when the reader is led to it."""
    browser = opened("sample_pair", anchor="#b-1", media=CALM)
    browser.execute_script("document.querySelector('#show-margin').click()")
    browser.execute_script("location.hash = '#b-n5'")
    waited(browser, "document.querySelector('#b-n5').checkVisibility()")
    assert ask(browser, "document.querySelector('#show-margin').checked")


def test_severity_has_a_shape(opened: Callable[..., Any]) -> None:
    """The places of divergences differ in line and sign, not in colour alone."""
    browser = opened("sample_pair")
    signs, lines = set(), set()
    for severity in ("conflict", "variant", "note"):
        place = f"document.querySelector('#doc-a a.dv.{severity}:not(.more)')"
        signs.add(ask(browser, f"getComputedStyle({place}, '::before').content"))
        lines.add(ask(browser, f"getComputedStyle({place}).borderBottomStyle"))
    assert lines == {"solid", "double", "dotted"}
    assert len(signs) == 3
    more = "document.querySelector('#doc-a a.dv.more')"
    assert ask(browser, f"getComputedStyle({more}, '::before').content") == "none"
    assert ask(browser, f"{more}.tabIndex") == -1


@pytest.mark.parametrize("run", ["right_to_left", "long_words", "tiny", "nothing_shared", "hostile_run"])
@pytest.mark.parametrize("width", [360, 900, 1400])
def test_odd_documents_stay_in_their_columns(opened: Callable[..., Any], run: str, width: int) -> None:
    """Right to left, words of hundreds of letters, no text: no column is wider than its place."""
    browser = opened(run, width=width, anchor="#documents")
    assert browser.get_log("browser") == []
    assert ask(browser, "document.documentElement.scrollWidth") <= width
    assert ask(
        browser,
        "[...document.querySelectorAll('#columns .text')]"
        ".every(each => each.scrollWidth <= each.clientWidth + 1)",
    )


def test_names_are_shown_harmless(opened: Callable[..., Any]) -> None:
    """Buttons and names of columns hold no character that cannot be seen, in text and attributes."""
    from xdiff.report import sanitise

    browser = opened("hostile_run", anchor="#doc-a")
    said = ask(
        browser,
        "[...document.querySelectorAll('.column-tools *, .widen, #columns .text')]"
        ".flatMap(each => [each.title, each.ariaLabel ?? '', each.matches('.text') ? '' : each.textContent])",
    )
    assert "ufeff" in "".join(said)
    assert not any(sanitise.UNSEEN.search(each) for each in said)


def test_all_documents_are_printed(opened: Callable[..., Any]) -> None:
    """On paper there are no columns left out, no scrollers, no buttons; folded texts are open."""
    browser = opened("sample_many", anchor="#doc-a&cols=a")
    assert shown(browser) == "a"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    waited(browser, "document.querySelector('#doc-f').checkVisibility()")
    assert shown(browser) == "abcdef"
    assert ask(browser, "getComputedStyle(document.querySelector('#doc-a .text')).overflowY") == "visible"
    for part in (".column-tools", ".widen", ".margin-choice", ".lack"):
        assert not ask(browser, f"document.querySelector('{part}').checkVisibility()")


def test_forced_colours_lose_nothing(opened: Callable[..., Any]) -> None:
    """Where the system sets the colours, what is lit has an outline and a severity still has its line."""
    browser = opened("sample_pair", anchor="#doc-a", media={**CALM, "forced-colors": "active"})
    centre(browser, "#a-3")
    hover(browser, "#a-3")
    assert ask(browser, "getComputedStyle(document.getElementById('b-2')).outlineStyle") == "solid"
    assert (
        ask(browser, "getComputedStyle(document.querySelector('a.dv.variant')).borderBottomStyle") == "double"
    )


def test_a_note_stands_beside_its_line(opened: Callable[..., Any]) -> None:
    """With scripts a note moves down to the line of its words where that costs no other note its place."""
    browser = opened("short", anchor="#doc-b", media=CALM)
    waited(browser, "document.querySelector('#doc-b .notes li').style.top !== ''")
    lines = ask(
        browser,
        "[...document.querySelectorAll('#doc-b .notes')]"
        ".filter(each => each.children.length === 1).map(each => {"
        " const note = each.firstElementChild;"
        " const mark = document.getElementById(note.querySelector('.no').hash.slice(1)).getClientRects()[0];"
        " const box = note.getBoundingClientRect(), room = each.parentElement.getBoundingClientRect();"
        " return [box.top - mark.top, room.bottom - box.bottom]; })",
    )
    assert lines
    for away, left in lines:
        assert left >= 0
        assert abs(away) < 30 or left < 30
