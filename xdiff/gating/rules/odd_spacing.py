"""FL202: spaces where English sets none, or none where it sets one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from xdiff.gating.rule import Found, Limit, Limits, Rule
from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Article, Inspection

STRAIGHT: Final = "a straight quotation mark with a space on both sides"
GLUED: Final = "no space after a punctuation mark"

# The signal `spacing` counts much the same; it tells nothing of short texts, nor of straight marks, of which
# it is not told which way they face: a space before one and another after it are wrong either way.
_KINDS: Final = {
    name: re.compile(pattern.replace("_", "[ \u00a0\u202f]"))
    for name, pattern in {
        # A curly mark that faces the wrong way is another fault: (the best“ and), (are ”tasks)
        "a space inside quotation marks": r"(?<!\S)[“«]_(?=\S)|(?<=\S)_[”»](?!\w)|(?<=\w)_“(?=[.,;:!?])",
        "a space inside brackets": r"(?<!\S)\(_(?=\S)|(?<=\w)_\)(?!\w)",
        # but Sophie in 't Veld
        "a space before an apostrophe": r"(?<=\w)_['’](?:s|re|ve|ll|t(?!_[A-Z]))(?!\w)",
        # Left alone: smileys, ratios (1 : 3), ellipses with spaces between their points, figures (.50).
        "a space before a punctuation mark": r"(?<=[\w”»)%])_{1,3}(?:[,;!?](?![\w)(-])|:(?![\w)(/|*-]|_\d)"
        r"|\.(?=\s|$)(?!_\.))",
        GLUED: r"(?<=[a-z]{2})(?:[,;](?=[A-Za-z]{2})|[.?!](?=[A-Z][a-z])(?!\w+\.\w))",
        STRAIGHT: r"(?<=[^\W\d])_\"(?=_\w)|(?<=[,:;.!?])_\"(?=_\w)",
    }.items()
}

MOST: Final = 20  # places of a kind that are shown; all are counted

# Addresses and names are glued by right.
_ADDRESS: Final = re.compile(r"[/@\\=]|www\.|Yahoo!")


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag each kind of slip once, at its first place; its other places are related."""
    document = inspection.document
    habit = int(str(limits["habit"]))
    for name, spans in sorted(_places(inspection.article).items(), key=lambda each: each[1][0]):
        yield Found(
            document_id=document.id,
            span=spans[0],
            message=name,
            measured=f"{len(spans):,} place{'s' if len(spans) > 1 else ''}",
            limit="none",
            words=(name,),
            related=tuple((document.id, span) for span in spans[1:MOST]),
            severity=None if len(spans) >= habit and name != STRAIGHT else "note",
        )


def _places(article: Article) -> dict[str, list[Span]]:
    """Return the places of each kind of slip in the body, in the order of the text.

    Paragraphs are looked at whole: words that are glued to a full stop may part two sentences.
    """
    text = article.document.text
    found: dict[str, list[Span]] = {}
    for paragraph in article.paragraphs:
        if paragraph.kind != "body":
            continue
        words, start = paragraph.span.of(text), paragraph.span.start
        for name, pattern in _KINDS.items():
            for slip in pattern.finditer(words):
                if name != GLUED or not _ADDRESS.search(_around(words, slip.start())):
                    found.setdefault(name, []).append(_shown(text, start + slip.start(), start + slip.end()))
    return found


def _shown(text: str, start: int, end: int) -> Span:
    """Return the span of a slip with the characters beside it, so that there is something to see."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return Span(
        start=start - 1 if before and not before.isspace() else start,
        end=end + 1 if after and not after.isspace() else end,
    )


def _around(words: str, at: int) -> str:
    """Return what stands around a place up to the next blanks, some 100 characters away at most."""
    before, after = words[max(at - 100, 0) : at], words[at : at + 100]
    return before.rpartition(" ")[2] + after.partition(" ")[0]


RULE = Rule(
    code="FL202",
    name="odd-spacing",
    severity="warning",
    what="Spaces inside quotation marks or brackets or before a mark, and words glued to the mark before "
    "them. Each kind is told once for a document; fewer than three places are a note, and straight quotation "
    "marks always.",
    why="It is foreign typography or careless assembly, and tokenisers make other tokens of it. Three places "
    "of one kind stand in 2 of 1,000 texts by people, one or two in 4 of 100.",
    examples=(
        "He spoke of “ a good day ” and left.",
        "The pool ( the old one ) is shut .",
        'He spoke of a " good day " and left.',
    ),
    near_misses=(
        "He spoke of “a good day” . . . and left.",
        'The shelf is 6" wide; see shop.example/Shelf,white :-)',
        "Sophie in 't Veld won by 3 : 1.",
    ),
    mend="Set the spaces as English does. What is meant as it stands can be excepted with `allow`.",
    limits=(
        Limit(
            name="habit",
            default=3,
            what="places of one kind from which they are a warning",
            least=1,
        ),
    ),
    document=check,
)
