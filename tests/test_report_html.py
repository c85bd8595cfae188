"""The HTML page, read as text: self-contained, its policy exact, its anchors whole, its contrast enough."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sample_run import hostile_run, sample_many, sample_pair, sample_run

from xdiff import report
from xdiff.report import html, sanitise

if TYPE_CHECKING:
    from xdiff.records import Run

RUNS = {"sample": sample_run, "pair": sample_pair, "many": sample_many, "hostile": hostile_run}
VOID = {"meta", "link", "input", "br", "img"}


class Page(HTMLParser):
    """Collects what the tests ask about; fails on tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(text)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag's id, link or heading, and that it is open."""
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(found["id"] or "")
        if tag == "a":
            self.links.append(found["href"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self._open.append((tag, found.get("id") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Add words to every open element with an id."""
        for _, anchor in self._open:
            if anchor:
                self.words[anchor] = self.words.get(anchor, "") + data


@pytest.fixture(params=RUNS)
def run(request: pytest.FixtureRequest) -> Run:
    """Return each run in turn."""
    return RUNS[request.param]()


def test_page_is_well_formed_and_its_anchors_are_whole(run: Run) -> None:
    """Tags match, ids are unique, and every link leads to a place on the page."""
    page = Page(report.render(run, "html"))
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert {group.id for group in run.groups} <= set(page.ids)
    assert {f"d{at}" for at in range(1, len(run.divergences) + 1)} <= set(page.ids)


def test_headings_are_in_order(run: Run) -> None:
    """One h1, and no level is skipped on the way down."""
    headings = Page(report.render(run, "html")).headings
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))


def hashed(text: str) -> str:
    """Return how a Content-Security-Policy names a style sheet or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_policy_allows_its_own_style_and_script_and_nothing_else(run: Run) -> None:
    """The policy names the hashes of both; there is no handler, inline style or address."""
    text = report.render(run, "html")
    page = Page(text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    policy = next(attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv"))
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    assert script
    assert policy == (
        f"default-src 'none'; style-src '{hashed(style[1])}'; script-src '{hashed(script[1])}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    names = {tag for tag, _ in page.tags}
    assert not names & {"img", "iframe", "object", "embed", "form", "base"}
    for _, attrs in page.tags:
        assert not any(name.startswith("on") or name == "style" for name in attrs)
        for name in ("href", "src"):
            assert (attrs.get(name) or "#").startswith(("#", "data:,"))


def test_no_unseen_character_reaches_the_page(run: Run) -> None:
    """Controls and overrides are written out, also in attributes."""
    text = report.render(run, "html")
    assert not sanitise.UNSEEN.search(text)
    text.encode("utf-8")


def test_documents_are_shown_whole(run: Run) -> None:
    """Every sentence and every piece of furniture stands in its document, marks and links aside."""
    page = Page(report.render(run, "html"))
    for at, inspection in enumerate(run.inspections):
        anchor = chr(ord("a") + at)
        for number, sentence in enumerate(inspection.article.sentences):
            facts = "".join(
                group.id
                for group in run.groups
                for member in group.members
                if member.document_id == inspection.document.id and number in member.sentences
            )
            assert page.words[f"{anchor}-{number}"] == sanitise.visible(sentence.text) + facts
        for piece in inspection.document.furniture:
            shown = sanitise.visible(piece.span.of(inspection.document.text))
            assert shown in page.words[f"doc-{anchor}"]


def test_tables_have_scoped_headers(run: Run) -> None:
    """Every table header says what it heads; a chart has a text, or stands beside one unheard."""
    tags = Page(report.render(run, "html")).tags
    assert all(attrs.get("scope") in ("row", "col", "rowgroup") for tag, attrs in tags if tag == "th")
    assert all(attrs.get("aria-label") or attrs.get("aria-hidden") for tag, attrs in tags if tag == "svg")


def test_words_that_only_weigh_stay_behind_the_rules() -> None:
    """A rule's place leads, the model's words are one line; a person's own text shows none in its card."""
    text = report.render(sample_pair(), "html")
    summary = text[: text.index('id="divergences"')]
    page, post = summary[summary.index('id="card-doc-b"') :].split('id="card-doc-a"')
    assert "on board" not in post
    assert page.index("has failed itself") < page.index("comes to")
    assert "times as usual" not in summary
    assert re.search(r'<mark class="ev faint" id="b-e\d+"[^>]*>comes to</mark>', text)
    assert re.search(r'<mark class="ev" id="b-e\d+"[^>]*>boat of fishing</mark>', text)


def test_many_documents_need_no_column_each() -> None:
    """Beyond four documents a fact shows who tells it, with names, and no table is as wide as the story."""
    page = Page(report.render(sample_many(), "html"))
    assert not any(attrs.get("class", "").startswith("facts") for tag, attrs in page.tags if tag == "table")
    assert "told by 3 of 5, 2 witnesses (copied)" in page.words["f1"]
    assert "Harbour Post" in page.words["f1"]


def test_sizes() -> None:
    """The page of a short story can be mailed: its own words are small beside the style and the script."""
    text = report.render(sample_pair(), "html")
    assert len(text.encode()) < 230_000
    assert len(re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL).encode()) < 100_000


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    # WCAG 2.2, "relative luminance".
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, two: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_contrast(theme: str) -> None:
    """Text reaches WCAG AA (4.5 to 1) on every ground it stands on, in light, dark and print."""
    folder = resources.files("xdiff.report").joinpath("templates", "style")
    style = "".join(folder.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in html.STYLES)
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(blocks) == 3
    colours = _colours(blocks[0]) | _colours(blocks[["light", "dark", "print"].index(theme)])
    pairs = [(text, ground) for text in ("ink", "soft", "accent", "conflict") for ground in ("paper", "card")]
    pairs += [(kind, f"{kind}-bg") for kind in ("conflict", "variant", "note")]
    pairs += [("ink", ground) for ground in ("ins-bg", "del-bg", "mark", "variant-bg", "conflict-bg")]
    pairs.append(("accent", "mark"))  # a link in the sentence that the address names
    for text, ground in pairs:
        assert _contrast(colours[text], colours[ground]) >= 4.5, (theme, text, ground)
    for badge in re.findall(r"background: (#[0-9a-f]{6}); \}", style):
        assert _contrast("#ffffff", badge) >= 4.5
