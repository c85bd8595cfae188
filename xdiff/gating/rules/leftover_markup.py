"""HY310: tags, entities and placeholders that a page or a template left in the text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating import code
from xdiff.gating.repeated import counted, grouped
from xdiff.gating.rule import Found, Limits, Rule
from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Document, Inspection

# Elements of HTML that stand in running text or around it (html.spec.whatwg.org, index of elements).
_ELEMENTS = (
    "a abbr address article aside audio b blockquote body br button caption center cite code col dd del "
    "details div dl dt em embed fieldset figcaption figure font footer form h[1-6] head header hr html i "
    "iframe img input ins label legend li link main map mark meta nav noscript object ol option p picture "
    "pre q s samp script section select small source span strike strong style sub summary sup svg table "
    "tbody td textarea tfoot th thead time title tr tt u ul var video wbr"
)
_MARKUP = re.compile(
    rf"""
      (?P<element></?(?:{"|".join(_ELEMENTS.split())})(?:\s+[\w:-]{{1,40}}\s?=[^<>\n]{{0,400}})?\s?/?>)
    | (?P<comment><!--|-->|<!\[CDATA\[|<!doctype\s|<\?(?:php|xml)\b)
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)
    | (?P<placeholder>\{{\{{[^{{}}\n]{{1,80}}\}}\}}|\{{%[^{{}}\n]{{1,80}}%\}}
        |<%[^<>\n]{{1,80}}%>|\$\{{[\w.]{{1,40}}\}}
        |\[\[[%\w ]{{1,40}}\]\]|%%[A-Z_]{{2,30}}%%|(?<!\w)\{{[a-z_]{{3,30}}\}}(?!\w))
    | (?P<shortcode>
        \[/?(?:(?:caption|gallery|embed|playlist|vc_\w+|et_pb_\w+)(?:[ ][^\[\]\n]{{0,300}})?
        |(?:quote|url|img|size|color|video|audio)(?:=[^\[\]\n]{{0,300}})?)\]|\[/[biu]\])
    | (?P<link>\[[^\[\]\n]{{1,200}}\]\(https?://[^()\s]{{1,1000}}\))
    | (?P<script>
        \b(?:document\.(?:write|getElementById)|window\.\w+\s?=|function\s?\w*\([\w, ]{{0,60}}\)\s?\{{
        |googletag\.cmd|\(adsbygoogle|var\s\w+\s?=\s?[\w"'\[{{])
        |[.\#][\w-]{{2,40}}\s?\{{\s?[a-z-]{{3,30}}\s?:\s?[^;{{}}\n]{{1,80}};)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KIND = {
    "element": "the tag",
    "comment": "the mark",
    "entity": "the entity",
    "placeholder": "the placeholder",
    "shortcode": "the tag",
    "link": "the Markdown link",
    "script": "the script or style",
}
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")


def check(inspection: Inspection, _limits: Limits) -> Iterator[Found]:
    """Flag each kind of leftover once, at its first place."""
    document = inspection.document
    kinds: dict[str, str] = {}
    for name, span, count, related in grouped(document.id, _places(document, kinds)):
        stood_for = html.unescape(name) if kinds[name] == "entity" else name
        seen = stood_for.strip().isprintable() and stood_for.strip() not in ("", name)
        yield Found(
            document_id=document.id,
            span=span,
            message=f"{_KIND[kinds[name]]} “{_short(name)}” is left in the text"
            + (f" in place of “{stood_for}”" if seen else ""),
            measured=counted(count, "place"),
            limit="none",
            words=(name,),
            related=related,
        )


def _places(document: Document, kinds: dict[str, str]) -> Iterator[tuple[str, Span]]:
    """Yield what each leftover is called, with its place; remember its kind."""
    # In Markdown, tags, entities and links are the format's own.
    passed = ("entity", "link", "element") if document.format == "markdown" else ()
    left_alone = code.passages(document)
    for match in _MARKUP.finditer(document.text):
        kind = str(match.lastgroup)
        span = Span(start=match.start(), end=match.end())
        if kind in passed or any(mark.start <= span.start and span.end <= mark.end for mark in left_alone):
            continue
        if kind == "entity" and html.unescape(match.group()) == match.group():
            continue
        element = _NAME.match(match.group()) if kind == "element" else None
        # <p> and </p>, and <a href=...> of many addresses, are one leftover each.
        name = f"<{element[1].lower()}>" if element else "script" if kind == "script" else match.group()
        kinds.setdefault(name, kind)
        yield name, span


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"


RULE = Rule(
    code="HY310",
    name="leftover-markup",
    severity="warning",
    what=(
        "Tags and entities of HTML, short codes, template placeholders, links of Markdown in plain text, "
        "scripts and styles. One finding for each kind of a document."
    ),
    why="Nobody wrote them for a reader: they are learned, counted and compared as if they were words.",
    examples=(
        "The ferry sails<br>again on Monday.",
        "Fish &amp; chips on the pier.",
        "Dear {{first_name}}, the ferry sails again.",
        '[caption id="attachment_12"]The pier[/caption]',
    ),
    near_misses=(
        "A wave < 3 m and wind > 60 km/h.",
        "Fish & chips; R&D; Q&A.",
        "He wrote [sic] and [the mayor] in brackets.",
        "Tags and entities in a Markdown file, where they belong to the format.",
    ),
    mend="Take the text out of the page with a tool that decodes entities, or give xdiff the page itself.",
    document=check,
)
