"""The overview of the first screen: where the shared facts stand in each document, as inline SVG.

Two to four documents get a track each: its sentences as ticks, shared facts as lines from track to track,
divergences as shapes on the lines, copied passages as a second bar. Of more documents each is one row of
cells, a cell a fact. Everything drawn is made of numbers, and everything it shows is told in words as well:
`told` and `joined` for the tracks, the row's own numbers for the cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from xdiff.records import SEVERITIES
from xdiff.report import phrases, sanitise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xdiff.report.base import Numbered, Shared, Side, View

# A track is `BAR` high and begins `PITCH` below the one before; the style sheet sets the names as far apart.
PITCH: Final = 96
BAR: Final = 16
TOP: Final = 4
COPY: Final = 5  # the bar of copied passages, just under its track
UNITS: Final = 1000  # the longest document, from its first sentence to its last
# More lines than this cannot be told apart: then they are one shape, and only divergences are links.
MOST_LINES: Final = 150
MOST_MARKS: Final = 40
# Two marks nearer than this (in hundredths of the width) at one height would touch on a telephone.
APART: Final = 4.5
HEIGHTS: Final = (0.5, 0.36, 0.64, 0.24, 0.76)
# Above this many facts the list of them in words is left to the section that shows them all.
MOST_LISTED: Final = 60
CELL: Final = 10


@dataclass(frozen=True, slots=True)
class Track:
    """A document's sentences on the common scale: where each begins and ends, and what it is."""

    side: Side
    places: tuple[tuple[float, float], ...]
    shared: frozenset[int]
    copied: frozenset[int]

    def middle(self, sentences: Sequence[int]) -> float:
        """Return the middle of some sentences."""
        return sum(sum(self.places[at]) for at in sentences) / (2 * len(sentences))


@dataclass(frozen=True, slots=True)
class Row:
    """A document among many: how many facts it tells, with whom it has most, and where it diverges."""

    side: Side
    facts: int
    closest: str
    differs: str


def tracks(view: View) -> tuple[Track, ...]:
    """Lay all documents out on one scale, by the length of their sentences in characters."""
    lengths = {
        side.id: [max(1, each.span.end - each.span.start) for each in side.article.sentences]
        for side in view.sides
    }
    longest = max((sum(each) for each in lengths.values()), default=0) or 1
    found = []
    for side in view.sides:
        places, at = [], 0.0
        for length in lengths[side.id]:
            end = at + length * UNITS / longest
            places.append((at, end))
            at = end
        shared = {at for each in view.shared if (one := each.passage(side)) for at in one.sentences}
        found.append(Track(side, tuple(places), frozenset(shared), _copied(view, side)))
    return tuple(found)


def _copied(view: View, side: Side) -> frozenset[int]:
    return frozenset(
        at
        for copy in view.run.copies
        for each in copy.members
        if each.document_id == side.id
        for at in each.sentences
    )


def figure(view: View) -> Markup:
    """Draw the tracks of two to four documents and what joins them."""
    drawn = tracks(view)
    height = TOP + PITCH * (len(drawn) - 1) + BAR + COPY + 4
    lines = list(_lines(view, drawn))
    inside = Markup(
        '<svg class="laid" viewBox="0 0 {} {}" preserveAspectRatio="none" width="100%" height="{}" '
        'role="group" aria-label="facts and sentences">{}{}</svg>'
    ).format(UNITS, height, height, Markup("").join(lines), Markup("").join(map(_track, drawn)))
    return Markup(
        '<svg class="overview" width="100%" height="{}" role="group" aria-label="{}">{}{}</svg>'
    ).format(height, sanitise.line(label(view)), inside, Markup("").join(_marks(view, drawn)))


def label(view: View) -> str:
    """Return the figure's reading in a sentence."""
    counts = phrases.listing(
        [f"{len(each.shared)} of {len(each.places)} of {each.side.letter}" for each in tracks(view)]
    )
    return f"Sentences that another document has too: {counts}. {phrases.differences(view)}"


def told(track: Track) -> str:
    """Say which sentences of a document others have too, and which are copied word for word."""
    total = phrases.count(len(track.places), "sentence")
    if not track.shared:
        return f"{total}, none of them found elsewhere"
    said = f"{total}; found elsewhere: {runs(sorted(track.shared))}"
    return f"{said}; copied word for word: {runs(sorted(track.copied))}" if track.copied else said


def runs(numbers: Sequence[int]) -> str:
    """Say which sentences these are, counted from 1, with what follows in a row as one: `1, 3 to 5`."""
    spans: list[list[int]] = []
    for at in numbers:
        if spans and at == spans[-1][1] + 1:
            spans[-1][1] = at
        else:
            spans.append([at, at])
    return ", ".join(
        f"{a + 1}" if a == b else f"{a + 1}{' to ' if b > a + 1 else ', '}{b + 1}" for a, b in spans
    )


def joined(each: Shared) -> str:
    """Say where a shared fact stands: `A 2, B 4 to 5`."""
    return "; ".join(f"{one.side.letter} {runs(sorted(one.sentences))}" for one in each.passages)


def _rects(places: Iterable[tuple[float, float]], y: float, height: float) -> str:
    return "".join(
        f"M{a:.1f} {y:g}h{max(b - a, 0.5):.1f}v{height}h-{max(b - a, 0.5):.1f}z" for a, b in places
    )


def _track(track: Track) -> Markup:
    """Draw a document's sentences, those that others have too filled, and its copied ones once more.

    A document without sentences is a line.
    """
    y = TOP + PITCH * track.side.index
    if not track.places:
        return Markup('<path class="empty" d="M0 {}h{}"/>').format(y + BAR // 2, UNITS)
    kinds = (
        ("shared", [place for at, place in enumerate(track.places) if at in track.shared], y, BAR),
        ("alone", [place for at, place in enumerate(track.places) if at not in track.shared], y, BAR),
        ("copy", [track.places[at] for at in sorted(track.copied)], y + BAR + 2, COPY),
    )
    return Markup("").join(
        Markup('<path class="{}" d="{}"/>').format(kind, _rects(places, top, height))
        for kind, places, top, height in kinds
        if places
    )


def _lines(view: View, drawn: Sequence[Track]) -> Iterable[Markup]:
    """Give a line for each fact, through all the documents that tell it; of very many, one for all."""
    paths = [(each, _path(each, drawn)) for each in view.shared]
    if len(paths) > MOST_LINES:
        yield Markup('<path class="line all" d="{}"/>').format("".join(path for _, path in paths))
        return
    for each, path in paths:
        worst = _worst(each.divergences)
        said = f"{each.group.id}: {joined(each)}"
        yield Markup(
            '<a href="#{}" tabindex="-1"><title>{}</title><path class="reach" d="{}"/>'
            '<path class="line {}" d="{}"/></a>'
        ).format(each.group.id, said, path, worst, path)


def _ends(each: Shared, drawn: Sequence[Track]) -> list[tuple[int, float]]:
    """Return the tracks that tell a fact, from the top, with where it stands on each."""
    found = {one.side.index: drawn[one.side.index].middle(one.sentences) for one in each.passages}
    return sorted(found.items())


def _path(each: Shared, drawn: Sequence[Track]) -> str:
    return "".join(
        f"M{x:.1f} {top}C{x:.1f} {(top + low) // 2} {to:.1f} {(top + low) // 2} {to:.1f} {low}"
        for (upper, x), (lower, to) in pairwise(_ends(each, drawn))
        for top, low in ((TOP + PITCH * upper + BAR, TOP + PITCH * lower),)
    )


def _worst(found: Iterable[Numbered]) -> str:
    severities = {each.divergence.severity for each in found if not each.rejected}
    return next((each for each in SEVERITIES if each in severities), "agreed")


def _marks(view: View, drawn: Sequence[Track]) -> Iterable[Markup]:
    """Give the worst divergences as shapes, each on the line of its fact where there is room."""
    taken: list[tuple[float, float]] = []
    for each in marked(view):
        x, y = _free(each, _ends(view.fact(each.divergence.group_id), drawn), taken)
        taken.append((x, y))
        severity = each.divergence.severity
        yield Markup(
            '<a class="mark {}" href="#{}" tabindex="-1"><title>{}</title>'
            '<svg x="{:.1f}%" y="{:.0f}" class="at" aria-hidden="true">{}</svg></a>'
        ).format(severity, each.id, _said(each), x, y, SIGNS[severity])


def marked(view: View) -> list[Numbered]:
    """Return the divergences that the tracks show: of very many the worst, from all over the documents."""
    standing = [each for each in view.divergences if not each.rejected]
    if len(standing) <= MOST_MARKS:
        return standing
    worst = [each for each in standing if each.divergence.severity == standing[0].divergence.severity]
    if len(worst) <= MOST_MARKS:
        return standing[:MOST_MARKS]
    return [worst[at * len(worst) // MOST_MARKS] for at in range(MOST_MARKS)]


def unmarked(view: View) -> int:
    """Return how many standing divergences the tracks leave out."""
    return sum(not each.rejected for each in view.divergences) - len(marked(view))


def _said(each: Numbered) -> str:
    kind = phrases.KINDS[each.divergence.kind]
    return sanitise.line(f"{each.id}, {each.divergence.severity}, {kind}: {each.divergence.message[:160]}")


# The shapes of the severities, as everywhere on the page: a diamond, a triangle, a ring.
SIGNS: Final = {
    "conflict": Markup('<path d="M0-8 8 0 0 8-8 0z"/>'),
    "variant": Markup('<path d="M0-7 8 6H-8z"/>'),
    "note": Markup('<circle r="5"/>'),
}


def _free(
    each: Numbered, ends: Sequence[tuple[int, float]], taken: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Return a place on the fact's line (in hundredths of the width, and pixels) that no mark has."""
    about = {quoted.side.index for quoted in each.quoted}
    pairs = [pair for pair in pairwise(ends) if pair[1][0] in about] or list(pairwise(ends))
    if not pairs:
        return ends[0][1] * 100 / UNITS, TOP + PITCH * ends[0][0] + BAR / 2
    places = [_along(pair, share) for pair in pairs[:1] for share in HEIGHTS]
    return next(
        (
            (x, y)
            for x, y in places
            if all(abs(x - other) > APART or abs(y - over) > BAR for other, over in taken)
        ),
        places[0],
    )


def _along(pair: tuple[tuple[int, float], tuple[int, float]], share: float) -> tuple[float, float]:
    """Return a point of the curve that joins two tracks (a cubic Bézier, as SVG's C draws it)."""
    (upper, x), (lower, to) = pair
    top, low = TOP + PITCH * upper + BAR, TOP + PITCH * lower
    rest = 1 - share
    near, far = rest**3 + 3 * rest**2 * share, 3 * rest * share**2 + share**3
    half = (top + low) / 2
    y = rest**3 * top + 3 * rest**2 * share * half + 3 * rest * share**2 * half + share**3 * low
    return (near * x + far * to) * 100 / UNITS, y


def ordered(view: View) -> tuple[Shared, ...]:
    """Return the facts as the cells show them: those that most documents tell first."""
    return tuple(sorted(view.shared, key=lambda each: -len(each.passages)))


def rows(view: View) -> list[Row]:
    """Count for each of many documents what it tells, with whom it has most, and where it diverges."""
    held = {side.id: 0 for side in view.sides}
    for at, each in enumerate(view.shared):
        for passage in each.passages:
            held[passage.side.id] |= 1 << at
    counted: dict[str, dict[str, int]] = {side.id: {} for side in view.sides}
    for one in view.divergences:
        if not one.rejected:
            for document in {quoted.side.id for quoted in one.quoted}:
                severity = one.divergence.severity
                counted[document][severity] = counted[document].get(severity, 0) + 1
    return [
        Row(
            side=side,
            facts=held[side.id].bit_count(),
            closest=_closest(side, view, held),
            differs=phrases.listing(
                [
                    phrases.count(counted[side.id][each], each)
                    for each in SEVERITIES
                    if each in counted[side.id]
                ]
            ),
        )
        for side in view.sides
    ]


def _closest(side: Side, view: View, held: dict[str, int]) -> str:
    """Name the document that has most facts in common with one, and how many; empty for none."""
    common = [
        ((held[side.id] & held[other.id]).bit_count(), other) for other in view.sides if other is not side
    ]
    most = max((number for number, _ in common), default=0)
    if not most:
        return ""
    same = [other.letter for number, other in common if number == most]
    return f"{phrases.listing(same)} ({most})" if len(same) <= 2 else f"{len(same)} others ({most} each)"


def strip(view: View, side: Side) -> Markup:
    """Draw which facts a document tells, a cell a fact; where it diverges, the cell is a full one."""
    facts = ordered(view)
    found = [at for at, each in enumerate(facts) if each.passage(side) is not None]
    differs = [at for at in found if _differs(facts[at], side)]
    agrees = [at for at in found if at not in set(differs)]
    size = max(1, len(facts))
    # Cells of very many facts are too narrow to have a gap between them.
    gap = 0.12 if size <= MOST_LISTED else 0.0
    shapes = Markup("").join(
        Markup('<path class="{}" d="{}"/>').format(
            kind, _rects(((at + gap, at + 1 - gap) for at in cells), y, CELL - 2 * y)
        )
        for kind, cells, y in (("told", agrees, 3), ("unlike", differs, 0))
        if cells
    )
    said = f"tells {len(found)} of {phrases.count(len(facts), 'fact')}"
    if differs:
        said += f", and differs in {len(differs)} of them"
    return Markup(
        '<svg class="strip" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<path class="axis" d="M0 {}h{}"/>{}</svg>'
    ).format(size, CELL, said, CELL // 2, size, shapes)


def _differs(fact: Shared, side: Side) -> bool:
    """Whether a document is among those that a standing divergence about a fact quotes."""
    return any(quoted.side is side for one in fact.divergences if not one.rejected for quoted in one.quoted)
