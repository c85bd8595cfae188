"""Web pages: the main text by resiliparse, and what the page's own meta elements say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.errors import InputError
from xdiff.read import prose
from xdiff.read.base import Metadata, Reader, ReadResult, Source, iso_date
from xdiff.read.decode import decode

if TYPE_CHECKING:
    from resiliparse.parse.html import DocumentNode, HTMLTree

# A charset stands in the first 1,024 bytes (HTML standard, 13.2.3.2), or in an XML declaration.
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")
_MARKUP = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_BLOCK = re.compile(r"<(/?)(?:div|section|article|main|ul|ol|li|dl|form|fieldset|aside|nav)\b", re.IGNORECASE)

# The extraction's time grows with the square of the depth: 0.05 s at 1,000 nested <div>, 4.2 s at
# 10,000, without end at 100,000. Pages of the web stay under 100.
_MAX_DEPTH = 1_000
# A main text shorter than this is asked whether the whole page has much more.
_SHORT_TEXT = 250
_MUCH_MORE = 4

_PUBLISHED_PROPERTIES = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish-date", "sailthru.date",
    "parsely-pub-date", "citation_publication_date", "article.published",
)  # fmt: skip


def read(source: Source) -> ReadResult:
    """Read one page: `Document.text` is the text extracted from it, so spans do not count the markup.

    Raises:
        InputError: binary data, or a page with no text in it.
    """
    decoded = decode(source.data, where=source.where, declared=_declared(source.data))
    text, found, notes = _extract(decoded.text)
    if not text.strip():
        hint = "A page that a script fills has no text of its own: save it from the browser."
        raise InputError("the page has no text in it", where=source.where, hint=hint)
    return prose.document(source, decoded, format="html", text=text, found=found, notes=notes)


def sniff(head: str) -> bool:
    """Tell whether the input begins as a page does."""
    return head.lstrip()[:1] == "<" and _MARKUP.search(head) is not None


def _declared(data: bytes) -> str | None:
    found = _XML_ENCODING.search(data[:1024]) or _CHARSET.search(data[:1024])
    return found.group(1).decode("ascii") if found else None


def _extract(markup: str) -> tuple[str, Metadata, tuple[str, ...]]:
    # Imported here because only pages need them: 6 ms.
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(markup)
    found = _metadata(tree)
    if _depth(markup) > _MAX_DEPTH:
        note = (
            f"elements are nested more than {_MAX_DEPTH:,} deep: the whole page was taken, not its main part"
        )
        return _whole(tree), found, (note,)
    text = str(extract_plain_text(tree, main_content=True, alt_texts=False, comments=False))
    if len(text) < _SHORT_TEXT:
        whole = _whole(tree)
        if len(whole) > _MUCH_MORE * len(text):
            return whole, found, ("no main part was found: the whole page was taken",)
    return text, found, ()


def _whole(tree: HTMLTree) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(tree, main_content=False, preserve_formatting=True, alt_texts=False))


def _depth(markup: str) -> int:
    depth = deepest = 0
    for element in _BLOCK.finditer(markup):
        depth += -1 if element.group(1) else 1
        deepest = max(deepest, depth)
    return deepest


def _metadata(tree: HTMLTree) -> Metadata:
    document = tree.document
    if document is None:
        return Metadata()
    said: dict[str, str] = {}
    for element in document.query_selector_all("meta"):
        name = (
            element.getattr("property") or element.getattr("name") or element.getattr("itemprop") or ""
        ).lower()
        content = (element.getattr("content") or "").strip()
        if name and content:
            said.setdefault(name, content)
    outlet = said.get("og:site_name") or said.get("application-name")
    title = said.get("og:title") or " ".join((tree.title or "").split())
    published = next((day for key in _PUBLISHED_PROPERTIES if (day := iso_date(said.get(key)))), None)
    return Metadata(
        outlet=outlet,
        title=_without_outlet(title, outlet) or None,
        published=published or _published_in_scripts(document) or _published_in_times(document),
    )


def _without_outlet(title: str, outlet: str | None) -> str:
    """Cut the outlet's name off the end of a title: `Leaders meet | The Paper`."""
    if outlet:
        head, separator, tail = title.rpartition(outlet)
        if separator and not tail.strip() and head.rstrip().endswith(("|", "-", "–", "—", "·", ":", "»")):
            return head.rstrip(" |-–—·:»")
    return title


def _published_in_scripts(document: DocumentNode) -> str | None:
    scripts = document.query_selector_all('script[type="application/ld+json"]')
    for script in scripts:
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for value in _values(data, "datePublished"):
            if found := iso_date(value):
                return found
    return None


def _values(data: object, key: str) -> Iterator[object]:
    """Yield every value of `key` in nested JSON, outermost first."""
    level = [data]
    while level:
        below: list[object] = []
        for each in level:
            if isinstance(each, dict):
                if key in each:
                    yield each[key]
                below += each.values()
            elif isinstance(each, list):
                below += each
        level = below


def _published_in_times(document: DocumentNode) -> str | None:
    times = document.query_selector_all("time[datetime]")
    days = [day for element in times if (day := iso_date(element.getattr("datetime")))]
    return days[0] if len(set(days)) == 1 else None


READER = Reader(name="html", suffixes=(".html", ".htm", ".xhtml"), read=read, sniff=sniff)
