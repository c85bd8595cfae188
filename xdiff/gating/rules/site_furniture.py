"""HY301: what the site put around the article is still in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating.repeated import counted
from xdiff.gating.rule import Found, Limit, Limits, Rule
from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Document, Furniture, Inspection

# Kinds of furniture, as the reader's marks begin. Marks of Markdown begin otherwise.
KINDS = (
    "advertisement", "byline", "caption", "comments", "cookie notice", "credit", "date line", "end mark",
    "foreign line", "legal notice", "link list", "link to another article", "navigation", "reading time",
    "related articles", "share bar", "share button", "subscription", "web address",
)  # fmt: skip
# They are no body either, but belong to an article as papers print it.
_PRINTED = ("byline", "date line", "credit", "end mark")


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag each block of furniture that has a line of a kind that is not allowed."""
    document = inspection.document
    allowed = limits["allowed"]
    assert isinstance(allowed, tuple)
    blocks = [
        (span, kinds) for span, kinds in _blocks(document) if any(kind not in allowed for kind in kinds)
    ]
    in_all = len(document.text.split())
    words = [len(span.of(document.text).split()) for span, _ in blocks]
    tolerated = float(str(limits["share"]))
    if not blocks or sum(words) <= tolerated * in_all:
        return
    for (span, kinds), count in zip(blocks, words, strict=True):
        lines = sum(1 for line in span.of(document.text).splitlines() if line.strip())
        named = ", ".join(dict.fromkeys(kind for kind in kinds if kind not in allowed))
        yield Found(
            document_id=document.id,
            span=span,
            message=f"site furniture stands in the file: {named}",
            measured=f"{counted(lines, 'line')}, {_share(count, in_all)} of the words",
            limit="none" if not tolerated else f"{tolerated:.1%} of the words",
        )


def _blocks(document: Document) -> Iterator[tuple[Span, list[str]]]:
    """Yield neighbouring furniture as one: nothing but white space stands between."""
    span: Span | None = None
    kinds: list[str] = []
    for mark in document.furniture:
        kind = _kind(mark)
        if kind is None:
            continue
        if span is not None and not document.text[span.end : mark.span.start].strip():
            span = Span(start=span.start, end=mark.span.end)
            kinds.append(kind)
            continue
        if span is not None:
            yield span, kinds
        span, kinds = mark.span, [kind]
    if span is not None:
        yield span, kinds


def _kind(mark: Furniture) -> str | None:
    kind = mark.why.partition(":")[0]
    return kind if kind in KINDS else None


def _share(words: int, in_all: int) -> str:
    share = words / in_all
    return f"{share:.0%}" if share >= 0.01 else "less than 1%"


RULE = Rule(
    code="HY301",
    name="site-furniture",
    severity="warning",
    what=(
        "Lines that are the site's and not the article's: share buttons, menus, lists of other articles, "
        "calls to subscribe, cookie and copyright notices. Neighbouring lines are one finding."
    ),
    why=(
        "They repeat over every page of a site, so a corpus learns them best of all, and they are what other "
        "tools compare and judge in place of the text. xdiff itself leaves them out of everything it "
        "measures."
    ),
    examples=(
        "The ferry sails again on Monday.\n\nSend to a friend\nPrintable version",
        "The ferry sails again on Monday.\n\nSee also\nStorm closes harbour\nMayor defends new pier",
    ),
    near_misses=(
        "by Ann Miller\n\nThe ferry sails again on Monday.",
        "The ferry sails again, said the mayor today.\n\nComments\n\nThere were many, and all of them kind.",
    ),
    mend=(
        "Delete the lines. Bylines, date lines, credits and end marks are allowed unless the policy says "
        "otherwise: `[tool.xdiff.rules.site-furniture]` with `allowed = []`."
    ),
    limits=(
        Limit(name="allowed", default=_PRINTED, what="kinds of furniture that are left alone", choices=KINDS),
        Limit(
            name="share",
            default=0.0,
            what="share of the document's words that may be furniture, 0 to 1",
            least=0.0,
            most=1.0,
        ),
    ),
    document=check,
)
