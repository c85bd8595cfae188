"""Reviewing in the page: deciding, keeping, handing on and taking over decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import sample_run
from sample_review import AT, reviewed_run

from xdiff import review as review_room
from xdiff.records import Signature

pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

SCHEMA = json.loads(resources.files("xdiff").joinpath("data/schema/review.json").read_text(encoding="utf-8"))
PATIENCE = 20
# Where the page keeps decisions, as an expression of its script.
PLACE = "'xdiff.review/1:' + JSON.parse(document.querySelector('#report-data').textContent).run"
REFUSE = (
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    "Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError'); };"
)
HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\">",
    "</textarea><script>document.title='owned'</script>",
    "turned \u202eover and \u200bunseen",
    "{{ 7 * 7 }} ${7*7} javascript:alert(1)",
    "\x1b]0;owned\x07 nul\x00",
)


class Page:
    """An open report, and what a reviewer does with it."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    def run(self, script: str, *values: Any) -> Any:
        """Run a script in the page."""
        return self.browser.execute_script(script, *values)

    def one(self, selector: str) -> Any:
        """Return the first element of a selector, as soon as it is there."""
        return self.until(lambda: self.browser.find_elements(By.CSS_SELECTOR, selector))[0]

    def there(self, selector: str) -> int:
        """Return how many elements a selector finds."""
        return len(self.browser.find_elements(By.CSS_SELECTOR, selector))

    def until(self, condition: Callable[[], Any]) -> Any:
        """Wait for something to become true."""
        return WebDriverWait(self.browser, PATIENCE).until(lambda _: condition())

    def press(self, finding: str, act: str) -> None:
        """Press a button of a finding."""
        self.run("arguments[0].click()", self.one(f"{finding} [data-act={act}]"))

    def reload(self) -> None:
        """Load the page again, as a reader does."""
        self.browser.ran.collect(self.browser)
        self.browser.refresh()

    def tool(self, words: str) -> None:
        """Press a button of the toolbar or the open dialog by its words."""
        script = (
            "const dialog = document.querySelector('dialog.review-dialog[open]');"
            "const at = dialog ?? document.querySelector('.tools-review');"
            "[...at.querySelectorAll('button')].find(b => b.textContent === arguments[0]).click()"
        )
        self.run(script, words)

    def comment(self, finding: str, words: str) -> None:
        """Write a comment and save it."""
        self.press(finding, "comment")
        self.type(finding, words)
        self.press(finding, "save")

    def type(self, finding: str, words: str) -> None:
        """Put words into the open field for a comment, as pasting does."""
        script = (
            "const [field, words] = arguments; field.value = words;"
            "field.dispatchEvent(new Event('input', {bubbles: true}))"
        )
        self.run(script, self.one(f"{finding} textarea"), words)

    def decision(self, finding: str) -> str | None:
        """Return what a finding carries as decided."""
        found: str | None = self.one(finding).get_attribute("data-decision")
        return found

    def state(self, finding: str) -> str:
        """Return in words what is decided on a finding, empty where nothing is."""
        found = self.browser.find_elements(By.CSS_SELECTOR, f"{finding} .decided")
        return str(found[0].get_property("textContent")) if found else ""

    def progress(self) -> str:
        """Return what the toolbar says."""
        return str(self.one(".tools-decisions summary").get_property("textContent"))

    def said(self) -> str:
        """Return what was said last to who listens."""
        return str(self.one("p.hidden[role=status]").get_property("textContent"))

    def dialog(self) -> str:
        """Return the words of the open dialog, empty where none is."""
        found = self.browser.find_elements(By.CSS_SELECTOR, "dialog.review-dialog[open]")
        return str(found[0].get_property("innerText")) if found else ""

    def stored(self) -> dict[str, Any] | None:
        """Return what the browser keeps for this report."""
        found = self.run(f"return localStorage.getItem({PLACE}) ?? null")
        return None if found is None else dict(json.loads(found))

    def asks_before_leaving(self) -> bool:
        """Return whether the page would question that it is left."""
        script = (
            "const leaving = new Event('beforeunload', {cancelable: true});"
            "dispatchEvent(leaving); return leaving.defaultPrevented"
        )
        return bool(self.run(script))

    def file(self) -> dict[str, Any]:
        """Return the review as the page would export it, checked against the schema."""
        self.tool("Show as text")
        words = self.one(".review-dialog textarea").get_property("value")
        self.tool("Close")
        return checked(words)

    def bring(self, path: Path) -> str:
        """Import a file; return what the page says of it."""
        self.one(".tools-review input[type=file]").send_keys(str(path))
        self.until(self.dialog)
        said = self.dialog()
        self.tool("Close")
        return said


def checked(words: str) -> dict[str, Any]:
    """Return a review from its text when it keeps to the schema."""
    found = dict(json.loads(words))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def decisions(review: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the decisions of a review by what they say."""
    return {each["message"]: each for each in review["decisions"]}


@pytest.fixture
def page(opened: Callable[..., Any]) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a report for review; at the end the console must be empty."""
    pages: list[Page] = []

    def open_page(run: Any = "sample_run", **how: Any) -> Page:
        pages.append(Page(opened(run, **how)))
        return pages[-1]

    yield open_page
    assert pages[-1].browser.get_log("browser") == []


@pytest.fixture
def downloads(browser: Any, tmp_path: Path) -> Path:
    """Return the folder that the browser saves to."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    how = {"behavior": "allow", "downloadPath": str(folder)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", how)
    return folder


def review_file(folder: Path, **changed: Any) -> Path:
    """Write a review of the sample run with one decision; keyword arguments change its fields."""
    documents = [
        {"id": each.document.id, "sha256": each.document.sha256}
        for each in sample_run.sample_run().inspections
    ]
    whole = {"schema": "xdiff.review/1", "documents": documents, "decisions": [], **changed}
    path = folder / "from a colleague.review.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def decided(page: Page, finding: str, **about: Any) -> dict[str, Any]:
    """Return a decision on a finding of the page as a file would have it."""
    key = page.one(finding).get_attribute("data-key")
    return {"key": key, "subject": "divergence", "decision": "reject", "at": "2026-11-21T10:00:00Z", **about}


def test_accept_reject_and_undo(page: Callable[..., Page]) -> None:
    """A decision is told by sign and word, marks the element, is counted, and can be undone."""
    report = page()
    assert report.progress() == "0 of 15 decided"
    report.press("#d1", "accept")
    assert report.decision("#d1") == "accept"
    assert report.state("#d1").startswith("✓ Accepted")
    assert report.one("#d1 [data-act=accept]").get_attribute("aria-pressed") == "true"
    assert report.said() == "d1 accepted. 1 of 15 decided."
    report.press("#d1", "reject")
    assert report.decision("#d1") == "reject"
    assert report.state("#d1").startswith("✗ Rejected")
    assert report.one("#d1 [data-act=accept]").get_attribute("aria-pressed") == "false"
    assert report.progress() == "1 of 15 decided ● 1 not exported"
    report.press("#d1", "undo")
    assert report.decision("#d1") is None
    assert report.state("#d1") == ""
    assert report.there("#d1 [data-act=undo]") == 0
    assert report.progress().startswith("0 of 15 decided")


def test_a_pressed_button_pressed_again_takes_the_decision_back(page: Callable[..., Page]) -> None:
    """Accept and reject are switches: pressing the one that is on turns it off."""
    report = page()
    report.press("#d2", "reject")
    report.press("#d2", "reject")
    assert report.decision("#d2") is None


def test_verdicts_and_inconsistencies_are_decided_as_well(page: Callable[..., Page]) -> None:
    """What a document is said to be, and where it differs from itself, have the same controls."""
    report = page()
    verdict = "#origin-b [data-key]"
    report.press(verdict, "reject")
    report.press("#i1", "accept")
    found = {each["subject"]: each for each in report.file()["decisions"]}
    assert found["origin"]["decision"] == "reject"
    assert found["origin"]["documents"] == ["page-17"]
    assert found["inconsistency"]["decision"] == "accept"
    label = report.one(f"{verdict} .review").get_attribute("aria-label")
    assert label == "Review of the verdict on B"


def test_each_change_is_told_to_the_other_parts(page: Callable[..., Page]) -> None:
    """Filters and the toolbar hear of every decision, and find it on the element."""
    report = page()
    report.run(
        "window.heard = []; document.addEventListener('xdiff:decided', () =>"
        " heard.push(document.querySelector('#d1').dataset.decision ?? ''))"
    )
    for act in ("accept", "reject", "undo"):
        report.press("#d1", act)
    assert report.run("return heard") == ["accept", "reject", ""]


def test_a_comment_stands_as_a_quotation(page: Callable[..., Page]) -> None:
    """A comment is saved without a decision, shown as text, changed and taken away again."""
    report = page()
    report.comment("#d1", "Ask the coastguard.\nThen decide.")
    assert report.decision("#d1") is None
    assert "✎ Commented" in report.state("#d1")
    assert report.one("#d1 .comment").get_property("innerText") == "Ask the coastguard.\nThen decide."
    assert report.one("#d1 [data-act=comment]").text == "Edit comment"
    assert report.run("return document.activeElement.dataset.act") == "comment"
    report.comment("#d1", "They say 214.")
    assert report.one("#d1 .comment").text == "They say 214."
    report.comment("#d1", "")
    assert report.state("#d1") == ""


def test_a_comment_of_more_than_2000_characters_is_not_taken(page: Callable[..., Page]) -> None:
    """It is said while typing, nothing is cut off in silence, and an emoji is one character."""
    report = page()
    report.press("#d1", "comment")
    assert report.one("#d1 .count").text == "0 of 2,000 characters"
    report.type("#d1", "x" * 2310)
    assert report.one("#d1 .count").text == "2,310 of 2,000 characters: 310 too many"
    assert report.one("#d1 textarea").get_attribute("aria-invalid") == "true"
    report.press("#d1", "save")
    assert report.there("#d1 textarea") == 1
    assert "too long" in report.said()
    report.press("#d1", "accept")
    assert report.decision("#d1") == "accept"
    assert len(report.one("#d1 textarea").get_property("value")) == 2310
    report.type("#d1", "\U0001f6a2" * 2000)
    report.press("#d1", "save")
    assert report.file()["decisions"][0]["comment"] == "\U0001f6a2" * 2000


def test_a_comment_being_written_is_not_lost(page: Callable[..., Page]) -> None:
    """Escape does not throw words away, leaving is questioned, deciding and exporting save them."""
    report = page()
    report.press("#d1", "comment")
    assert not report.asks_before_leaving()
    field = report.one("#d1 textarea")
    field.send_keys("Wait")
    assert report.asks_before_leaving()
    field.send_keys(Keys.ESCAPE)
    assert report.there("#d1 textarea") == 1
    report.press("#d1", "cancel")
    assert report.there("#d1 textarea") == 0
    assert not report.asks_before_leaving()
    report.press("#d1", "comment")
    report.type("#d1", "Seen.")
    report.press("#d1", "accept")
    assert "Seen." in report.state("#d1")
    report.press("#d2", "comment")
    report.type("#d2", "Later.")
    assert {each["comment"] for each in report.file()["decisions"]} == {"Seen.", "Later."}


def test_all_of_it_by_keyboard(page: Callable[..., Page]) -> None:
    """Tab reaches the buttons, space presses them, Ctrl and Enter saves; focus is never lost."""
    report = page()
    keys = ActionChains(report.browser)
    report.run("document.querySelector('#d1 [data-act=accept]').focus()")
    keys.send_keys(Keys.SPACE).perform()
    assert report.decision("#d1") == "accept"
    keys.send_keys(Keys.TAB * 3).perform()
    assert report.run("return document.activeElement.dataset.act") == "undo"
    assert report.browser.switch_to.active_element.value_of_css_property("outline-style") == "solid"
    keys.send_keys(Keys.ENTER).perform()
    assert report.decision("#d1") is None
    assert report.run("return document.activeElement.dataset.act") == "accept"
    keys.send_keys(Keys.TAB * 2 + Keys.ENTER).perform()
    keys.send_keys("By hand.").perform()
    keys.key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    assert "By hand." in report.state("#d1")
    keys.send_keys(Keys.ENTER).perform()
    assert report.there("#d1 textarea") == 1
    keys.send_keys(Keys.ESCAPE).perform()
    assert report.there("#d1 textarea") == 0


def test_single_keys_decide_too(page: Callable[..., Page]) -> None:
    """The keyboard's part says which key was pressed where; undo finds the last decision by itself."""
    report = page()
    send = (
        "document.dispatchEvent(new CustomEvent('xdiff:review',"
        " {detail: {key: arguments[0], element: arguments[1] && document.querySelector(arguments[1])}}))"
    )
    report.run(send, "accept", "#d1 h4")
    assert report.decision("#d1") == "accept"
    report.run(send, "accept", "#d1")
    assert report.decision("#d1") == "accept"
    report.run(send, "reject", "#d2")
    report.run(send, "undo", "#d3")
    assert (report.decision("#d1"), report.decision("#d2")) == ("accept", None)
    report.run(send, "undo", "#d1")
    assert report.decision("#d1") is None
    report.run(send, "comment", "#d2")
    assert report.run("return document.activeElement.localName") == "textarea"
    for key, element in (("save", "#d3"), ("accept", None), ("accept", "body"), ("constructor", "#d3")):
        report.run(send, key, element)
    assert report.progress().startswith("0 of")


def test_decisions_are_there_again_after_a_reload(page: Callable[..., Page]) -> None:
    """They are kept in the browser, under the name of the run."""
    report = page()
    report.press("#d1", "reject")
    report.comment("#d2", "Look again.")
    report.reload()
    assert report.decision("#d1") == "reject"
    assert "Look again." in report.state("#d2")
    assert report.progress().startswith("1 of 15 decided")


def test_a_report_made_anew_finds_its_decisions(page: Callable[..., Page]) -> None:
    """Another report of the same documents knows them by their words; another number is no hindrance."""
    page().press("#d1", "reject")
    run = sample_run.sample_run()
    anew = replace(
        run,
        signature=Signature(parts=(("version", "9.9"),)),
        divergences=(run.divergences[1], run.divergences[0]),
    )
    report = page(anew)
    rejected = [
        each.get_attribute("data-message")
        for each in report.browser.find_elements(By.CSS_SELECTOR, "[data-decision]")
    ]
    assert rejected == [run.divergences[0].message]


def test_what_is_no_longer_here_is_kept_and_counted(page: Callable[..., Page]) -> None:
    """A decision about a finding that the page does not have is neither lost nor shown as progress."""
    report = page()
    report.press("#d1", "accept")
    report.press("#d2", "reject")
    gone = {report.one(each).get_attribute("data-message") for each in ("#d1", "#d2")}
    run = sample_run.sample_run()
    left = tuple(each for each in run.divergences if each.message not in gone)
    report = page(replace(run, divergences=left))
    assert report.progress().startswith("0 of ")
    assert "2 about findings no longer here" in report.one(".review-panel").get_property("textContent")
    assert {each["decision"] for each in report.file()["decisions"]} == {"accept", "reject"}


def test_what_came_with_the_report_is_the_start(page: Callable[..., Page]) -> None:
    """Decisions of --review are shown in the controls, those on findings that are gone are exported too."""
    report = page("reviewed_run")
    assert report.there("[data-key] .earlier") == 0  # the control has taken its place
    assert "✗ Rejected by Anna Berg, 20 November 2026" in report.state("#d6")
    assert report.progress() == "5 of 15 decided"
    found = report.file()["decisions"]
    assert len(found) == 8
    assert {each["at"] for each in found} == {AT, ""}


def test_the_later_decision_holds(page: Callable[..., Page]) -> None:
    """One's own decision wins over the report's when it is later; a later report wins over the browser."""
    report = page("reviewed_run")
    finding = "#d6"
    report.press(finding, "undo")
    assert report.decision(finding) is None
    report.reload()
    assert report.decision(finding) is None
    exported = {each["key"]: each for each in report.file()["decisions"]}
    assert exported[report.one(finding).get_attribute("data-key")]["decision"] is None
    run = reviewed_run()
    later = replace(
        run.review, decisions=tuple(replace(each, at="2199-01-01T00:00:00Z") for each in run.review.decisions)
    )
    report = page(replace(run, review=later))
    assert report.decision(finding) == "reject"
    report.press(finding, "accept")
    assert report.decision(finding) == "accept"


def test_export_saves_a_file(page: Callable[..., Page], downloads: Path) -> None:
    """The file is named after the report, keeps to the schema and says who, when and about what."""
    report = page()
    report.press("#d1", "reject")
    report.comment("#d1", "The wire was wrong.")
    report.press("#d2", "accept")
    report.press("#d3", "accept")
    report.press("#d3", "undo")
    name = report.one("#reviewer")
    report.run("document.querySelector('.tools-decisions').open = true")
    name.send_keys("A. B.", Keys.TAB)
    report.tool("Export")
    path = downloads / "harbour-post-page-17-skerrin-wire-inselkurier.review.json"
    report.until(path.exists)
    review = checked(path.read_text(encoding="utf-8"))
    run = sample_run.sample_run()
    assert [each["id"] for each in review["documents"]] == [each.document.id for each in run.inspections]
    assert review["run"]
    assert len(review["decisions"]) == 3
    first = next(each for each in review["decisions"] if each["comment"])
    assert first["decision"] == "reject"
    assert first["by"] == "A. B."
    assert first["documents"] == ["harbour-post", "page-17", "wire"]
    assert first["message"] in {each.message for each in run.divergences}
    assert sorted(str(each["decision"]) for each in review["decisions"]) == ["None", "accept", "reject"]
    assert {each.decision for each in review_room.read(path).decisions} == {"accept", "reject", None}
    assert report.progress() == "2 of 15 decided"
    assert report.said() == f"Exported as {path.name}."
    report.reload()
    assert report.one("#reviewer").get_property("value") == "A. B."
    assert "by A. B." in report.state("#d1")


def test_exported_and_imported_again(page: Callable[..., Page], tmp_path: Path) -> None:
    """What is exported, cleared and imported is the same; a second time there is nothing new in it."""
    report = page()
    report.press("#d1", "reject")
    report.comment("#d2", "Ask.")
    path = tmp_path / "mine.review.json"
    review = report.file()
    path.write_text(json.dumps(review), encoding="utf-8")
    report.tool("Clear my decisions")
    assert "2 of them not exported" in report.dialog()
    report.tool("Clear")
    assert report.progress() == "0 of 15 decided"
    assert report.stored() is None
    assert "2 decisions taken from mine.review.json" in report.bring(path)
    assert report.decision("#d1") == "reject"
    assert "Ask." in report.state("#d2")
    assert decisions(report.file()) == decisions(review)
    assert "2 decisions the same as here" in report.bring(path)
    assert report.progress() == "1 of 15 decided"


def test_clearing_can_be_called_off_and_leaves_what_came(page: Callable[..., Page]) -> None:
    """Clear asks first; after it the report stands as it came."""
    report = page("reviewed_run")
    report.press("#d2", "accept")
    report.press("#d6", "accept")
    report.tool("Clear my decisions")
    assert report.run("return document.activeElement.textContent") == "Cancel"
    report.tool("Cancel")
    assert report.decision("#d2") == "accept"
    report.tool("Clear my decisions")
    report.tool("Clear")
    assert report.decision("#d2") is None
    assert report.decision("#d6") == "reject"


def test_import_merges_by_time(page: Callable[..., Page], tmp_path: Path) -> None:
    """A later decision of the file holds, an older one does not; what is gone is kept."""
    report = page()
    report.press("#d1", "accept")
    report.press("#d2", "accept")
    entries = [
        decided(report, "#d1", at="2020-01-01T00:00:00Z"),
        decided(report, "#d2", at="2199-01-01T00:00:00+02:00", by="C. D.", comment="No."),
        decided(report, "#d3", at=""),
        {**decided(report, "#d3"), "key": "number:00000000000000ff"},
    ]
    said = report.bring(review_file(tmp_path, decisions=entries))
    assert "3 decisions taken" in said
    assert "1 decision older" in said
    assert "1 decision about findings no longer here" in said
    assert [report.decision(each) for each in ("#d1", "#d2", "#d3")] == ["accept", "reject", "reject"]
    assert "by C. D." in report.state("#d2")
    report.press("#d2", "accept")
    report.reload()
    assert report.decision("#d2") == "accept"


def test_a_review_of_a_changed_text_is_taken_with_a_remark(page: Callable[..., Page], tmp_path: Path) -> None:
    """The same documents with another text are named, and the decisions are taken."""
    report = page()
    documents = [{"id": "harbour-post", "sha256": "0" * 64}, {"id": "page-17", "sha256": None}]
    said = report.bring(review_file(tmp_path, documents=documents, decisions=[decided(report, "#d1")]))
    assert "Harbour Post: the text has changed since the review" in said
    assert "page-17" not in said
    assert report.decision("#d1") == "reject"


LONG = "x" * 100_000
WRONG: dict[str, tuple[str, tuple[str, ...]]] = {
    "broken": ('{"schema": "xdiff.review/1", "docu', ("not JSON", "Export")),
    "empty": ("", ("not JSON",)),
    "null": ("null", ("not a review",)),
    "list": ("[1, 2]", ("not a review",)),
    "schema": ('{"schema": "xdiff.compare/1"}', ("not a review of an xdiff report",)),
    "strange schema": ('{"schema": ["xdiff.review/1"]}', ("not a review",)),
    "newer": ('{"schema": "xdiff.review/2"}', ("another version, xdiff.review/2",)),
    "nothing": ('{"schema": "xdiff.review/1"}', ("has no “documents”",)),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_review_is_refused(page: Callable[..., Page], tmp_path: Path, wrong: str) -> None:
    """The page says which file, what is wrong and what to try; nothing is changed."""
    words, expected = WRONG[wrong]
    report = page()
    report.press("#d1", "accept")
    path = tmp_path / "strange.json"
    path.write_text(words, encoding="utf-8")
    said = report.bring(path)
    assert said.startswith("The review was not imported")
    for each in ("strange.json", "Nothing was changed", *expected):
        assert each in said
    assert report.progress().startswith("1 of 15 decided")


BAD_FIELDS: dict[str, tuple[dict[str, Any], str]] = {
    "comment": ({"comment": LONG}, "its “comment” has 100,000 characters, more than 2,000"),
    "decision": ({"decision": "maybe"}, 'its “decision” is none of "accept", "reject", null'),
    "key": ({"key": ""}, "its “key” is empty"),
    "number": ({"key": 5}, "its “key” is not text"),
    "subject": ({"subject": "__proto__"}, "its “subject” is none of"),
    "by": ({"by": {"toString": 1}}, "its “by” is not text"),
    "time": ({"at": "yesterday"}, "its “at” is not a time"),
    "far time": ({"at": "9999-12-31T23:59:59Z"}, "its “at” is not a time"),
    "documents": ({"documents": "all"}, "its “documents” is not a list"),
    "a document": ({"documents": ["a", 1]}, "in its “documents” number 2 is not text"),
}


@pytest.mark.parametrize("bad", BAD_FIELDS)
def test_a_bad_field_is_named(page: Callable[..., Page], tmp_path: Path, bad: str) -> None:
    """Every field is checked, by its number and name; one bad decision leaves all out."""
    changed, expected = BAD_FIELDS[bad]
    report = page()
    entries = [decided(report, "#d2"), decided(report, "#d1", **changed)]
    said = report.bring(review_file(tmp_path, decisions=entries))
    assert f"in its “decisions” number 2: {expected}" in said
    assert report.decision("#d2") is None


def test_other_bad_shapes_are_refused(page: Callable[..., Page], tmp_path: Path) -> None:
    """Documents and lists are checked too, and a file of more than 5 MB is not read."""
    report = page()
    for changed, expected in (
        ({"documents": []}, "its “documents” is empty"),
        ({"documents": [{"id": "harbour-post", "sha256": "beef"}]}, "its “sha256” is not a SHA-256"),
        ({"decisions": [None]}, "in its “decisions” number 1 is not a record"),
        ({"decisions": [{}] * 100_001}, "has 100,001 entries, more than 100,000"),
        ({"padding": "x" * (5 * 1024 * 1024)}, "larger than 5 MB"),
    ):
        assert expected in report.bring(review_file(tmp_path, **changed))


def test_a_review_of_other_documents_is_refused(page: Callable[..., Page], tmp_path: Path) -> None:
    """It says which documents the review is about and which the report has."""
    report = page()
    documents = [{"id": f"<b>paper-{number}</b>", "sha256": "0" * 64} for number in range(6)]
    said = report.bring(review_file(tmp_path, documents=documents, decisions=[decided(report, "#d1")]))
    assert "it is about other documents (<b>paper-0</b>, " in said
    assert "and 2 more), not about harbour-post, page-17" in said
    assert report.decision("#d1") is None


def test_hostile_words_stay_text(page: Callable[..., Page], tmp_path: Path) -> None:
    """Markup, scripts and unseen characters in a file are shown as text, and exported as they were."""
    report = page()
    words = " ".join(HOSTILE)
    entries = [
        decided(report, "#d1", comment=words, by=words[:100]),
        {**decided(report, "#d2"), "key": "__proto__"},
        {**decided(report, "#d2"), "key": "constructor", "hasOwnProperty": 1},
    ]
    path = review_file(tmp_path, decisions=entries)
    text = path.read_text(encoding="utf-8").replace(
        '"documents"', '"__proto__": {"polluted": 1}, "documents"'
    )
    path.write_text(text, encoding="utf-8")
    said = report.bring(path.rename(tmp_path / "<img src=x>\u202e.json"))
    assert "<img src=x>\\u202e.json" in said
    shown = report.one("#d1 .comment").get_property("innerText")
    assert HOSTILE[0] in shown
    assert "\\u202eover and \\u200bunseen" in shown
    assert (
        report.run("return document.images.length + document.querySelectorAll('.review script').length") == 0
    )
    assert report.browser.title != "owned"
    assert report.run("return ({}).polluted") is None
    exported = {each["key"]: each for each in report.file()["decisions"]}
    assert set(exported) == {entries[0]["key"], "__proto__", "constructor"}
    assert exported[entries[0]["key"]]["comment"] == words
    report.reload()
    assert HOSTILE[1] in report.one("#d1 .comment").get_property("innerText")


def test_a_file_dropped_on_the_page_is_imported(page: Callable[..., Page]) -> None:
    """A review can be dropped anywhere; other things that are dragged are let be."""
    report = page()
    drop = """
      const files = new DataTransfer();
      if (arguments[1]) files.items.add(new File([arguments[1]], "dropped.json"));
      else files.setData("text/plain", "words");
      const event = new DragEvent(arguments[0], {dataTransfer: files, bubbles: true, cancelable: true});
      document.querySelector("#facts").dispatchEvent(event);
      return [event.defaultPrevented, document.documentElement.classList.contains("dropping")];
    """
    assert report.run(drop, "dragover", "") == [False, False]
    assert report.run(drop, "dragover", "{}") == [True, True]
    assert report.run(drop, "dragleave", "{}") == [False, False]
    assert report.run(drop, "drop", "") == [False, False]
    assert report.run(drop, "drop", "{}") == [True, False]
    report.until(report.dialog)
    assert "dropped.json: it is not a review" in report.dialog()


def test_where_storage_is_refused_decisions_hold_and_can_be_exported(page: Callable[..., Page]) -> None:
    """It is said once, in words; leaving is questioned until the decisions are exported."""
    browser = page().browser
    made = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": REFUSE})
    try:
        report = page()
        assert report.dialog() == ""
        assert not report.asks_before_leaving()
        report.press("#d1", "reject")
        assert "Your decisions are not kept" in report.dialog()
        report.tool("Close")
        report.press("#d2", "accept")
        assert report.dialog() == ""
        assert (report.decision("#d1"), report.decision("#d2")) == ("reject", "accept")
        assert "export before you close" in report.one(".review-panel").get_property("textContent")
        assert report.asks_before_leaving()
        assert len(report.file()["decisions"]) == 2
        report.tool("Export")
        assert not report.asks_before_leaving()
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


def test_in_a_sandbox_the_words_are_shown(page: Callable[..., Page], tmp_path: Path) -> None:
    """Inside another page that allows no files and no storage, Export shows the review to copy."""
    report = page()
    frame = tmp_path / "frame.html"
    frame.write_text(
        '<iframe sandbox="allow-scripts" src="report.html" width="1200" height="800"></iframe>', "utf-8"
    )
    report.browser.get(frame.as_uri())
    report.browser.switch_to.frame(0)
    try:
        report.press("#d1", "reject")
        assert "Your decisions are not kept" in report.dialog()
        report.tool("Close")
        report.tool("Export")
        review = checked(report.one(".review-dialog textarea").get_property("value"))
        assert [each["decision"] for each in review["decisions"]] == ["reject"]
        assert "harbour-post-page-17-skerrin-wire-inselkurier.review.json" in report.dialog()
        assert "not exported" in report.progress()
        report.run("document.querySelector('.review-dialog textarea').dispatchEvent(new Event('copy'))")
        assert "not exported" not in report.progress()
    finally:
        report.browser.switch_to.default_content()
    # The download that the sandbox blocks is told in the console, by the browser itself.
    logged = report.browser.get_log("browser")
    assert all("sandboxed" in each["message"] for each in logged)


@pytest.mark.parametrize(
    ("clipboard", "expected"),
    [
        ("{writeText: () => Promise.resolve()}", "Copied."),
        ("{writeText: () => Promise.reject()}", "press Ctrl and C"),
        ("undefined", "press Ctrl and C"),
    ],
)
def test_copying_says_whether_it_did(page: Callable[..., Page], clipboard: str, expected: str) -> None:
    """Where the browser does not let the page copy, the text is selected and the reader told the keys."""
    report = page()
    report.press("#d1", "accept")
    report.run(f"Object.defineProperty(navigator, 'clipboard', {{configurable: true, value: {clipboard}}})")
    report.tool("Show as text")
    report.tool("Copy")
    report.until(lambda: expected in report.dialog())
    assert ("not exported" in report.progress()) is (expected != "Copied.")
    field = report.one(".review-dialog textarea")
    selected = field.get_property("selectionEnd") - field.get_property("selectionStart")
    assert (selected > 0) is (expected != "Copied.")


def test_what_lies_broken_in_the_storage_is_passed_over(page: Callable[..., Page]) -> None:
    """Rubbish in the browser's storage, or decisions of another shape, break nothing."""
    report = page()
    report.press("#d1", "accept")
    report.press("#d2", "reject")
    whole = report.stored()
    assert whole is not None
    whole["decisions"][0]["comment"] = 5
    for words, expected in (
        (json.dumps(whole), "1 of 15"),
        ("{", "0 of 15"),
        ("null", "0 of 15"),
        ("[]", "0 of 15"),
    ):
        report.run(f"localStorage.setItem({PLACE}, arguments[0])", words)
        report.reload()
        assert report.progress().startswith(expected)
    report.press("#d3", "accept")
    stored = report.stored()
    assert stored is not None
    assert [each["decision"] for each in stored["decisions"]] == ["accept"]


def test_two_tabs_of_one_report_agree(page: Callable[..., Page]) -> None:
    """What is decided, exported or cleared in one tab is there in the other without a reload."""
    report = page()
    browser = report.browser
    here, address = browser.current_window_handle, browser.current_url
    report.press("#d1", "accept")
    browser.switch_to.new_window("tab")
    try:
        browser.get(address)
        there = browser.current_window_handle
        assert report.decision("#d1") == "accept"
        report.press("#d2", "reject")
        report.press("#d1", "reject")
        browser.switch_to.window(here)
        report.until(lambda: report.decision("#d1") == "reject")
        assert report.decision("#d2") == "reject"
        report.press("#d3", "accept")
        browser.switch_to.window(there)
        report.until(lambda: report.decision("#d3") == "accept")
        report.tool("Show as text")
        report.run("document.querySelector('.review-dialog textarea').dispatchEvent(new Event('copy'))")
        report.tool("Close")
        browser.switch_to.window(here)
        report.until(lambda: report.progress() == "3 of 15 decided")
        report.tool("Clear my decisions")
        report.tool("Clear")
        browser.switch_to.window(there)
        report.until(lambda: report.progress() == "0 of 15 decided")
        browser.close()
    finally:
        browser.switch_to.window(here)


def test_the_panel_closes_as_panels_do(page: Callable[..., Page]) -> None:
    """A click beside it or Escape closes it; Escape gives the focus back."""
    report = page(width=360)
    menu = report.one(".tools-decisions")
    summary = report.one(".tools-decisions summary")
    summary.click()
    report.one("#reviewer").send_keys(Keys.ESCAPE)
    assert menu.get_attribute("open") is None
    assert report.run("return document.activeElement.localName") == "summary"
    summary.click()
    assert report.run("return document.documentElement.scrollWidth") <= 360
    report.run("document.querySelector('h1').click()")
    assert menu.get_attribute("open") is None


def test_nothing_to_export_nothing_to_clear(page: Callable[..., Page]) -> None:
    """The buttons that have nothing to do are off."""
    report = page()
    state = "return [...document.querySelectorAll('.tools-review button:disabled')].map(b => b.textContent)"
    assert set(report.run(state)) == {"Export", "Show as text", "Clear my decisions"}
    report.press("#d1", "accept")
    assert report.run(state) == []


def test_without_scripts_earlier_decisions_stand_as_text(page: Callable[..., Page]) -> None:
    """A reader without scripts sees who decided what and why, and no button that does nothing."""
    report = page("reviewed_run", scripts=False)
    report.one("#rejected > summary").click()
    text = report.one("#d6").text
    assert "Rejected in review by Anna Berg, 20 November 2026" in text
    assert "A slip of the page's transcription" in text
    assert report.there(".review button") == 0
    body = report.one("#earlier-review").text
    assert "2 decisions about findings no longer here" in body
    assert "harbour-post has changed since the review" in body


def test_on_paper_decisions_are_text(page: Callable[..., Page]) -> None:
    """Print shows decisions and comments, and no controls."""
    report = page("reviewed_run")
    report.press("#d1", "comment")
    report.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).length"
        assert report.run(shown, ".review button, .review textarea, .tools-review") == 0
        assert report.run(shown, "#d1 .state, #d1 .comment") == 2
        assert report.run(shown, "#d2 .review") == 0
    finally:
        report.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_rejected_findings_stay_legible(page: Callable[..., Page], scheme: str) -> None:
    """They are dimmed, and every word still has the contrast of WCAG AA, 4.5 to 1; the sign says it too."""
    report = page(media={"prefers-color-scheme": scheme})
    before = report.one("#d1 blockquote").value_of_css_property("color")
    report.press("#d1", "reject")
    assert report.one("#d1 blockquote").value_of_css_property("color") != before
    contrast = """
      const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
      const light = (colour) => parts(colour).map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
      const ground = light(getComputedStyle(document.querySelector("#d1")).backgroundColor);
      return ["blockquote", ".why", "h4", ".state", ".id"].map((each) => {
        const ink = light(getComputedStyle(document.querySelector("#d1 " + each)).color);
        return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
      });
    """
    assert min(report.run(contrast)) >= 4.5
    sign = "return getComputedStyle(document.querySelector('#d1 > header'), '::after').content"
    assert "✗ rejected" in report.run(sign)
