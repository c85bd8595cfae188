"""Pairing quotation marks, mangled ones too.

A mark opens or closes by its glyph, the white space beside it, and what is already open. Machine
translation and page scrapers break the first two (`together, "said`, `that" air strikes`), so no single
one decides: a paragraph's marks are labelled together, by the cheapest path over the two states
*outside* and *inside* a quotation. The work is linear in the number of marks, and nothing crosses a
paragraph, so one missing mark spoils at most its own paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xdiff.records import Article, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOUBLE = re.compile("[\"“”„‟«»＂]|''|``")
OPENING, CLOSING = frozenset("“„‟«`"), frozenset("”»")

# Costs of reading a mark against the evidence, in units of "one side's white space is wrong". Set by
# reasoning on the shapes in the tests. They are not delicate: any one moved by half changes at most 0.2 % of
# the 1,577 quotations in 140 of PolNeAR's training articles.
AGAINST_GLYPH = 1.5  # a curly mark that faces the wrong way: scrapers and editors produce these
OPEN_TWICE = 2.5  # an opening mark while one is open: the first was never closed
CLOSED_TWICE = 2.5  # a closing mark while none is open: inches, or the opening mark was lost
LEFT_OPEN = 2.0  # a paragraph ends inside a quotation ...
AFTER_DIGIT = 2.0  # a mark right after a digit opens nothing: inches, seconds of arc ...
INCHES = 0.5  # ... and closes nothing either, where nothing is open
CONTINUED = 0.2  # ... which is how a quotation goes on: the next paragraph starts with an opening mark

LEFT_OF_OPEN = frozenset("([{-–—/|>\u00a0")
RIGHT_OF_OPEN = frozenset("$£€([{‘'’…@#*<")
RIGHT_OF_CLOSE = frozenset(".,;:!?)]}-–—…/|<’'")

SINGLE_OPEN = re.compile(r"(?<![\w.,!?’'])[‘'‚‹](?=[\w$£€\[(…])")
SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%)\]])[’'‘›](?![\w’'])")
TAG = re.compile(r"<[A-Za-z/][^<>\n]{0,600}>")  # page scrapers leave some; their attributes are no quotations
# Words that begin with an apostrophe.
ELIDED = re.compile(r"['’‘](?:tis|twas|em|til|till|cause|bout|n|round|neath|ere|\d\ds?)\b", re.IGNORECASE)
# A plural possessive looks like a closing mark; this many characters on, a better one is looked for.
POSSESSIVE = re.compile(r"s[’'] ?[a-z]")
LONGEST_SINGLE = 600  # characters; the longest of 88 in those articles has 199


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One stretch inside quotation marks. `outer` has the marks, `inner` neither them nor outer space."""

    inner: Span
    outer: Span
    paragraph: int
    closed: bool = True  # False when the paragraph ended first
    continued: bool = False  # it goes on from a quotation that the paragraph before left open
    nested: bool = False  # inside another quotation
    single: bool = False


def quotations(article: Article) -> tuple[Quotation, ...]:
    """Return every quotation of the body in reading order, nested ones after the one they stand in."""
    text = article.document.text
    found: list[Quotation] = []
    left_open = False
    starts = [_opens_with_mark(text, paragraph.span) for paragraph in article.paragraphs]
    for index, paragraph in enumerate(article.paragraphs):
        next_opens = index + 1 < len(starts) and starts[index + 1]
        here = list(_double(text, paragraph.span, index, goes_on=next_opens))
        if here and left_open and starts[index] and here[0].outer.start <= paragraph.span.start + 1:
            here[0] = replace(here[0], continued=True)
        left_open = bool(here) and not here[-1].closed
        singles = _single(text, paragraph.span, index, here)
        found.extend(sorted([*here, *singles], key=lambda each: (each.outer.start, -each.outer.end)))
    return tuple(found)


def _opens_with_mark(text: str, span: Span) -> bool:
    return text[span.start : span.start + 1] in {'"', "“", "„", "«", "”", "＂", "‘"}


def _double(text: str, span: Span, paragraph: int, *, goes_on: bool) -> Iterator[Quotation]:
    marks = _outside_tags(text, span, list(DOUBLE.finditer(text, span.start, span.end)))
    if not marks:
        return
    labels = _label(text, span, marks, goes_on=goes_on)
    opened: re.Match[str] | None = None
    for mark, opens in zip(marks, labels, strict=True):
        if opens:
            if opened is not None:
                yield from _quotation(text, opened.start(), opened.end(), mark.start(), None, paragraph)
            opened = mark
        elif opened is not None:
            yield from _quotation(text, opened.start(), opened.end(), mark.start(), mark.end(), paragraph)
            opened = None
    if opened is not None:
        yield from _quotation(text, opened.start(), opened.end(), span.end, None, paragraph)


def _outside_tags(text: str, span: Span, marks: list[re.Match[str]]) -> list[re.Match[str]]:
    if text.find("<", span.start, span.end) < 0:
        return marks
    within = {at for tag in TAG.finditer(text, span.start, span.end) for at in range(tag.start(), tag.end())}
    return [mark for mark in marks if mark.start() not in within]


def _quotation(
    text: str, outer: int, start: int, end: int, close: int | None, paragraph: int
) -> Iterator[Quotation]:
    """Give the quotation between two marks, or nothing when no word stands there."""
    piece = text[start:end]
    if not any(character.isalnum() for character in piece):
        return
    inner = Span(start=start + len(piece) - len(piece.lstrip()), end=start + len(piece.rstrip()))
    yield Quotation(
        inner=inner,
        outer=Span(start=outer, end=inner.end if close is None else close),
        paragraph=paragraph,
        closed=close is not None,
    )


def _label(text: str, span: Span, marks: Sequence[re.Match[str]], *, goes_on: bool) -> list[bool]:
    """Say of each mark whether it opens, by the cheapest path (Viterbi) over outside (0) and inside (1)."""
    glyphs = {mark.group()[0] for mark in marks}
    low_high = "„" in glyphs
    reversed_guillemets = "»" in glyphs and next(m.group() for m in marks if m.group() in "«»") == "»"
    cost = [0.0, float("inf")]
    back: list[tuple[tuple[int, bool], tuple[int, bool]]] = []
    for mark in marks:
        opening, closing = _costs(text, span, mark, low_high=low_high, swapped=reversed_guillemets)
        inches = mark.start() > span.start and text[mark.start() - 1].isdigit()
        opening += AFTER_DIGIT * inches
        closed_twice = INCHES if inches else CLOSED_TWICE
        inside = min((cost[0] + opening, 0), (cost[1] + opening + OPEN_TWICE, 1))
        outside = min((cost[1] + closing, 1), (cost[0] + closing + closed_twice, 0))
        back.append(((outside[1], False), (inside[1], True)))
        cost = [outside[0], inside[0]]
    cost[1] += CONTINUED if goes_on else LEFT_OPEN
    state = 0 if cost[0] <= cost[1] else 1
    labels: list[bool] = []
    for step in reversed(back):
        state, opens = step[state]
        labels.append(opens)
    labels.reverse()
    return labels


def _costs(
    text: str, span: Span, mark: re.Match[str], *, low_high: bool, swapped: bool
) -> tuple[float, float]:
    """Return what it costs to read `mark` as opening and as closing."""
    start, end, glyph = mark.start(), mark.end(), mark.group()[0]
    left = text[start - 1] if start > span.start else " "
    right = text[end] if end < span.end else " "
    opening = float(not (left.isspace() or left in LEFT_OF_OPEN)) + float(
        not (right.isalnum() or right in RIGHT_OF_OPEN)
    )
    closing = float(left.isspace() or left in "([") + float(not (right.isspace() or right in RIGHT_OF_CLOSE))
    opens, closes = glyph in OPENING, glyph in CLOSING
    if glyph in "«»" and swapped:
        opens, closes = closes, opens
    if glyph == "“" and low_high:  # „so“: the mark that opens in English closes there
        opens, closes = False, True
    if opens:
        closing += AGAINST_GLYPH
    if closes:
        opening += AGAINST_GLYPH
    return opening, closing


def _single(text: str, span: Span, paragraph: int, doubles: Sequence[Quotation]) -> list[Quotation]:
    """Find quotations in single marks, which look like apostrophes."""
    found: list[Quotation] = []
    closers = [mark.start() for mark in SINGLE_CLOSE.finditer(text, span.start, span.end)]
    if not closers:
        return found
    resume, next_close = span.start, 0
    for mark in SINGLE_OPEN.finditer(text, span.start, span.end):
        if mark.start() < resume or ELIDED.match(text, mark.start()):
            continue
        while next_close < len(closers) and closers[next_close] <= mark.end():
            next_close += 1
        close = _closer(text, closers, next_close, mark.end())
        if close is None:
            continue
        around = [each for each in doubles if each.inner.start <= mark.start() < each.inner.end]
        if around and close > around[0].inner.end:
            continue
        found.extend(
            replace(each, nested=bool(around), single=True)
            for each in _quotation(text, mark.start(), mark.end(), close, close + 1, paragraph)
        )
        resume = close + 1
    return found


def _closer(text: str, closers: Sequence[int], first: int, start: int) -> int | None:
    """Choose the closing mark: the first that is no plural possessive, else the first."""
    fallback: int | None = None
    for close in closers[first : first + 4]:
        if close - start > LONGEST_SINGLE:
            break
        if not POSSESSIVE.match(text, close - 1):
            return close
        fallback = fallback if fallback is not None else close
    return fallback
