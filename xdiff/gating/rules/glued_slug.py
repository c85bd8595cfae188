"""HY303: a file name, a slug or an address sticks to a word of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating import code
from xdiff.gating.rule import Found, Limits, Rule
from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Inspection

_SUFFIX = r"(?:jpe?g|png|gif|webp|svg|bmp|tiff?|mp[34]|m4v|avi|mov|pdf|docx?|html?|php|aspx?|jsp)"
# A new word begins with a capital and goes on in small letters, or stands alone ("A").
_WORD = r"(?:[A-Z][a-z’']|[A-Z](?=\s)|[“‘\"](?=[A-Z]))"
_GLUED = re.compile(
    rf"""
      # presidents-at-summit-photoRussia: three parts or more, the last one runs into a capital
      (?<![\w/.@#&=?%-])
      (?P<slug>(?:[A-Za-z0-9]{{1,40}}[-_]){{2,20}}(?:[a-z]{{2,40}}|[0-9]{{1,12}}[a-z]{{0,8}}))(?={_WORD})
      # summit_photo.jpgRussia, index.htmlThe
    | (?<![\w/@#&=?%-])
      (?P<file>[\w%-]{{1,100}}(?:\.[\w%-]{{1,40}}){{0,3}}\.{_SUFFIX})(?=[A-Z][a-z]|[A-Z]\s|[“‘])
      # dayhttps://example.com/a: an address begins inside a word
    | (?P<before>(?<![\w])[A-Za-z’']{{2,40}}[.,!?]?)(?=(?:https?://|pic\.twitter\.com/)\S)
      # www.example.comThe
    | (?P<site>\b(?:https?://|www\.)[\w-]{{1,60}}(?:\.[\w-]{{1,40}}){{0,4}}?
        \.(?:com|org|net|info|gov|edu|co\.uk|eu))(?=[A-Z][a-z]{{2}})
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(r"\S{1,300}")
_NEXT = re.compile(r"[“‘\"]?[\w’'-]{0,60}")
# What has hyphens and a capital inside and is a word all the same: anti-pro-McDonald. Nothing else of this
# shape stood in 19,653 human texts, so no length is asked.
_CAMEL = re.compile(r"(?:^|[-_])(?:i|e|x|mc|mac|de|la|le|di|da|van|du)$", re.IGNORECASE)
_KIND = {
    "slug": "the slug",
    "file": "the file name",
    "before": "an address",
    "site": "the address",
}


def check(inspection: Inspection, _limits: Limits) -> Iterator[Found]:
    """Flag each file name, slug or address that has no space between it and the next word."""
    document = inspection.document
    left_alone = code.passages(document)
    for match in _GLUED.finditer(document.text):
        kind = str(match.lastgroup)
        if (kind == "slug" and _CAMEL.search(match["slug"])) or any(
            span.start <= match.start() < span.end for span in left_alone
        ):
            continue
        span = _whole(document.text, match)
        stuck = "the word after it" if kind != "before" else "the word before it"
        name = document.text[match.end() : span.end] if kind == "before" else match.group()
        yield Found(
            document_id=document.id,
            span=span,
            message=f"{_KIND[kind]} “{_short(name)}” sticks to {stuck}",
            measured="no space between",
            limit="a space, or no such name",
            # Addresses that lost their space are in what people post; slugs and file names are never meant.
            severity="warning" if kind in ("before", "site") else None,
        )


def _whole(text: str, match: re.Match[str]) -> Span:
    """Return the place up to the end of the word, or of the address, that it sticks to."""
    rest = (_ADDRESS if match.lastgroup == "before" else _NEXT).match(text, match.end())
    return Span(start=match.start(), end=rest.end() if rest else match.end())


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"


RULE = Rule(
    code="HY303",
    name="glued-slug",
    severity="error",
    what="A file name, a slug of an address, or an address that runs into a word without a space.",
    why=(
        "A page's picture or link was stripped and its name stayed. The word it sticks to is lost to every "
        "tool that counts or compares words, and the slug's language tells of the page and not of the text."
    ),
    examples=(
        "harbour-storm-ferry-photoThe ferry sails again on Monday.",
        "IMG_2041.jpgThe ferry sails again on Monday.",
        "What a dayhttps://example.org/ferry",
    ),
    near_misses=(
        "A state-of-the-art ferry sails again on Monday.",
        "The picture harbour-storm.jpg shows the ferry.",
        "It has a non-iPhone app.",
    ),
    mend="Delete the name, or put a space after it where it belongs to the text.",
    document=check,
)
