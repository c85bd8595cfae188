"""What the page shows of a divergence: the values side by side, why they differ, each version in its place.

Everything is in the records already; here it is joined, and what the values say once is left out of the
sentence beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xdiff.report.base import (
    Cut,
    Itself,
    Marked,
    Numbered,
    Quoted,
    clipped,
    in_sentence,
    sentence_at,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xdiff.records import Fact, Span
    from xdiff.report.base import Shared, Side, View

# A value at the head is as long as a line can be read at a glance; the whole stands marked in its sentence.
VALUE: Final = 90
# Characters of a sentence around the words in question, and of a neighbour that only helps to read it.
CONTEXT: Final = 420
NEIGHBOUR: Final = 160
# A sentence shorter than this says little without its neighbours.
SHORT: Final = 45
# Of more documents than this, those with the same words stand together whatever stands around the words.
APART: Final = 4
# A sentence that begins with one of these speaks of what stood before it.
BACK: Final = frozenset(
    {
        "he", "she", "it", "they", "this", "that", "these", "those", "his", "her", "their", "its", "but",
        "and", "yet", "so", "then", "there", "such", "both",
    }
)  # fmt: skip
SPOKEN: Final = frozenset({"quote", "attribution"})
_WORD: Final = re.compile(r"\w+")
_QUOTED: Final = re.compile(r'("[^"]*"|“[^”]*”)')


@dataclass(frozen=True, slots=True)
class Value:
    """What one or more documents have, short enough for a headline; `words` is empty where it is nothing."""

    words: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a version stands: `share` is how far down its text, 0 to 100; `paragraph` 0 is a heading."""

    side: Side
    sentence: int
    of: int
    paragraph: int
    share: int

    @property
    def anchor(self) -> str:
        """The anchor of its sentence."""
        return f"{self.side.letter.lower()}-{self.sentence}"

    @property
    def said(self) -> str:
        """The place in words, as a reader counts."""
        where = f"paragraph {self.paragraph}" if self.paragraph else "a heading"
        return f"sentence {self.sentence + 1} of {self.of}, {where}"


@dataclass(frozen=True, slots=True)
class Version:
    """One wording with all documents that have it.

    `hit` are the words in question, those that the compared passage does not have marked; `before` and
    `after` are the rest of their sentence, `lead_in` and `follow_up` its neighbours where they help. The
    sentence is that of the first document; `alike` says whether all have it.
    """

    sides: tuple[Side, ...]
    places: tuple[Place, ...]
    before: str
    hit: tuple[Marked, ...]
    after: str
    first: bool
    alike: bool = True
    silent: bool = False
    lead_in: str = ""
    follow_up: str = ""
    speaker: str = ""


class Versions:
    """The divergences of one view, ready to be shown."""

    def __init__(self, view: View) -> None:
        self.view = view
        names = {name for side in view.sides for name in (side.id, side.inspection.document.outlet) if name}
        label = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True))
        labels = rf"(?:{label})(?:, (?:{label}))*(?: and (?:{label}|\d+ others))?"
        pair = rf'(?:"[^"]*" in {labels}|{labels} (?:writes )?"[^"]*")'
        joint = "(?:, | against |; )"
        # What the values and quotations show: `"35" in A against "42" in B`, or words at a message's end.
        self._shown = re.compile(
            rf'(?:^|(?<=: )|(?<=; ))(?:{pair}(?:{joint}{pair})*|"[^"]*"(?=\.$))(?=[.,;:]|$)'
        )
        self._spoken: dict[tuple[str, int], list[Fact]] = {}
        for side in view.sides:
            for fact in side.inspection.facts:
                if fact.kind in SPOKEN and fact.speaker:
                    self._spoken.setdefault((side.id, fact.sentence), []).append(fact)

    def values(self, each: Numbered | Itself) -> tuple[Value, ...]:
        """Return what stands against what: each value with the documents that have it."""
        quoted = self._quoted(each)
        found = _valued((one.side, one.cut.hit) for one in quoted)
        if len(found) == 1 and isinstance(each, Numbered) and each.divergence.kind == "attribution":
            # One statement, two speakers: they are what differs.
            speakers = _valued((one.side, self._speaker(one)) for one in quoted)
            if len(speakers) > 1 and all(value.words for value in speakers):
                return speakers
        return found

    def reason(self, each: Numbered) -> str:
        """Return the message without what the values at the head and the quotations show."""
        shown = [_plain(one.cut.before + one.cut.hit + one.cut.after) for one in each.quoted]

        def seen(match: re.Match[str]) -> str:
            quotes = re.findall(r'"([^"]*)"', match.group())
            return "" if all(any(_has(text, quote) for text in shown) for quote in quotes) else match.group()

        said = self._shown.sub(seen, each.divergence.message)
        if said != each.divergence.message:
            said = re.sub(r"[:;,\s]+(?=[.;,])", "", said).lstrip(" ,;:.")
        rest = said.casefold()
        for hit in sorted((_plain(one.cut.hit) for one in each.quoted), key=len, reverse=True):
            rest = rest.replace(hit.casefold(), "")
        if not re.search(r"\w", rest.replace(" against ", "")):
            return ""  # nothing but the values
        return f"{said[:1].upper()}{said[1:]}" + ("" if said.endswith((".", "!", "?")) else ".")

    def told(self, each: Numbered | Itself) -> tuple[Version, ...]:
        """Return each wording once, in the order of its first document."""
        quoted = self._quoted(each)
        alike: dict[str, list[Quoted]] = {}
        for one in quoted:
            whole = one.cut.before + one.cut.hit + one.cut.after
            joined = one.cut.hit if len(quoted) > APART or isinstance(each, Itself) else whole
            alike.setdefault(_plain(joined), []).append(one)
        if isinstance(each, Itself):
            return tuple(self._version(same) for same in alike.values())
        shared = self.view.fact(each.divergence.group_id)
        return tuple(self._version(same, shared, each.divergence.kind) for same in alike.values())

    def _quoted(self, each: Numbered | Itself) -> tuple[Quoted, ...]:
        if isinstance(each, Numbered):
            return each.quoted
        side = self.view.side(each.inconsistency.document_id)
        return tuple(
            Quoted(
                side,
                variant,
                sentence_at(side.article.sentences, variant.span.start),
                in_sentence(side.article, variant.span),
            )
            for variant in each.inconsistency.variants
        )

    def _version(self, same: Sequence[Quoted], shared: Shared | None = None, kind: str = "") -> Version:
        quoted = same[0]
        said = bool(quoted.variant.surface)
        cut = clipped(quoted.cut, CONTEXT)
        lead_in, follow_up = _neighbours(quoted, cut)
        hit: tuple[Marked, ...] = (Marked(cut.hit, changed=False),)
        first = False
        if shared is not None and said and kind == "quote":
            hit, first = _compared(quoted, shared, cut.hit)
        sides = {one.side.index: one.side for one in same}
        return Version(
            sides=tuple(sides.values()),
            places=tuple(place for one in same if (place := _place(one)) is not None),
            before=cut.before,
            hit=hit if cut.hit else (),
            after=cut.after,
            first=first,
            alike=len({_plain(one.cut.before + one.cut.hit + one.cut.after) for one in same}) == 1,
            silent=not said,
            lead_in=lead_in,
            follow_up=follow_up,
            speaker=self._speaker(quoted) if said and kind in SPOKEN else "",
        )

    def _speaker(self, quoted: Quoted) -> str:
        """Return who says these words, where exactly one is known; a pronoun is no answer."""
        span = quoted.variant.span
        spoken = self._spoken.get((quoted.side.id, -1 if quoted.sentence is None else quoted.sentence), [])
        names = {each.speaker for each in spoken if each.span.start < span.end and each.span.end > span.start}
        (name,) = names if len(names) == 1 else ("",)
        return name or ""


def in_quotes(text: str) -> list[tuple[str, bool]]:
    """Cut a sentence of our own into pieces, each with whether it is quoted: those run their own way."""
    return [(piece, at % 2 == 1) for at, piece in enumerate(_QUOTED.split(text)) if piece]


def _valued(found: Iterable[tuple[Side, str]]) -> tuple[Value, ...]:
    alike: dict[str, tuple[str, dict[int, Side]]] = {}
    for side, words in found:
        _, sides = alike.setdefault(_plain(words).casefold(), (" ".join(words.split()), {}))
        sides[side.index] = side
    return tuple(Value(shortened(shown, VALUE), tuple(sides.values())) for shown, sides in alike.values())


def _plain(text: str) -> str:
    """Return a text as messages quote it: on one line, without double quotes of its own."""
    return " ".join(text.replace('"', "'").split())


def _has(text: str, quote: str) -> bool:
    """Return whether a text holds what a message quotes, which may leave out the middle."""
    return all(part.strip() in text for part in quote.split("…"))


def _place(quoted: Quoted) -> Place | None:
    if quoted.sentence is None:
        return None
    article = quoted.side.article
    at = article.sentences[quoted.sentence].paragraph
    body = [each.kind == "body" for each in article.paragraphs[: at + 1]]
    share = round(100 * quoted.variant.span.start / max(1, len(article.document.text)))
    return Place(
        quoted.side, quoted.sentence, len(article.sentences), sum(body) if body and body[-1] else 0, share
    )


def _neighbours(quoted: Quoted, cut: Cut) -> tuple[str, str]:
    """Return the ends of the sentences around one that is short or points back; mostly nothing."""
    at = quoted.sentence
    if at is None:
        return "", ""
    sentences = quoted.side.article.sentences
    whole = cut.before + cut.hit + cut.after
    short = len(whole) < SHORT
    opening = _WORD.search(whole)
    back = opening is not None and opening.group().casefold() in BACK
    before = sentences[at - 1].text if at and (short or back) else ""
    after = sentences[at + 1].text if short and at + 1 < len(sentences) else ""
    if len(before) > NEIGHBOUR:
        before = f"… {before[-NEIGHBOUR:].partition(' ')[2]}"
    return before, shortened(after, NEIGHBOUR)


def _compared(quoted: Quoted, shared: Shared, hit: str) -> tuple[tuple[Marked, ...], bool]:
    """Return the words in question with those marked that the other passage of the fact has not."""
    plain = (Marked(hit, changed=False),)
    passage = shared.passage(quoted.side)
    if passage is None:
        return plain, False
    first = passage is shared.passages[0]
    span = quoted.variant.span
    found = _within(passage.pieces, _starts(quoted, passage.sentences), span)
    words = "".join(piece.text for piece in found).strip()
    marks = [piece.changed for piece in found if _WORD.search(piece.text)]
    # Where all of it differs, or nothing, a mark over the whole says it better.
    if words != hit or all(marks) or not any(marks):
        return plain, first
    found[0] = Marked(found[0].text.lstrip(), found[0].changed)
    found[-1] = Marked(found[-1].text.rstrip(), found[-1].changed)
    return tuple(found), first


def _starts(quoted: Quoted, sentences: Sequence[int]) -> list[tuple[int, int]]:
    """Return where each sentence of a passage begins in its document, and how long it is there."""
    known = quoted.side.article.sentences
    return [(known[at].span.start, len(known[at].text)) for at in sentences]


def _within(pieces: Sequence[Marked], sentences: Sequence[tuple[int, int]], span: Span) -> list[Marked]:
    """Return the pieces of a passage (its sentences, joined by spaces) that lie inside a span of the text."""
    kept: list[Marked] = []
    for (character, changed), offset in zip(_characters(pieces), _offsets(sentences), strict=False):
        if span.start <= offset < span.end:
            if kept and kept[-1].changed == changed:
                kept[-1] = Marked(kept[-1].text + character, changed)
            else:
                kept.append(Marked(character, changed))
    return kept


def _characters(pieces: Sequence[Marked]) -> Iterator[tuple[str, bool]]:
    for piece in pieces:
        for character in piece.text:
            yield character, piece.changed


def _offsets(sentences: Sequence[tuple[int, int]]) -> Iterator[int]:
    for start, length in sentences:
        yield from range(start, start + length)
        yield start + length  # the space that joins it to the next one
