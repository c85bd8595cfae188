"""Small inline charts of the HTML report, as SVG made from numbers only.

Colours come from the page's style sheet by class, so that light, dark, print and forced colours agree; what
a colour says, a shape or a side says too. Each chart carries its reading as text for those who do not see
it. A value that is no number is drawn as nothing and called unknown.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from xdiff.report import phrases, sanitise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xdiff.records import Reading

WIDTH: Final = 240
NARROW: Final = 120


def _svg(height: int, label: str, shapes: Iterable[str], width: int = WIDTH) -> Markup:
    drawn = Markup("".join(shapes))  # noqa: S704 (made in this module, of numbers only)
    return Markup(
        '<svg class="fig" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg>'
    ).format(width, height, width, height, sanitise.line(label), drawn)


def _place(share: float, width: int = WIDTH) -> float:
    return 0.0 if math.isnan(share) else round(max(0.0, min(1.0, share)) * width, 1)


def _bar(share: float, width: int, y: int, height: int) -> list[str]:
    """Return an outlined track (so that its end is seen) and what of it is filled."""
    return [
        f'<rect class="track" x=".5" y="{y}" width="{width - 1}" height="{height}" rx="2"/>',
        f'<rect class="fill" x="0" y="{y}" width="{_place(share, width)}" height="{height}" rx="2"/>',
    ]


def probability(share: float, cut: float | None) -> Markup:
    """Draw a probability (0 to 1) as a bar, with a tick where the verdict is cut."""
    shapes = _bar(share, WIDTH, 4, 8)
    known = "unknown" if math.isnan(share) else f"{share:.2f}"
    label = f"probability of machine translation {known}"
    if cut is not None and not math.isnan(cut):
        shapes.append(f'<path class="tick" d="M{_place(cut)} 0v16"/>')
        label += f", cut at {cut:.2f}"
    return _svg(16, label, shapes)


def share(value: float, name: str) -> Markup:
    """Draw a share (0 to 1) as a plain bar."""
    said = "unknown" if math.isnan(value) else phrases.of_100(value)
    return _svg(12, f"{name}: {said}", _bar(value, NARROW, 2, 8), width=NARROW)


def score(value: float) -> Markup:
    """Draw a score from 0 to 100 as a bar."""
    said = "unknown" if math.isnan(value) else f"{value:.0f} out of 100"
    return _svg(12, said, _bar(value / 100, NARROW, 2, 8), width=NARROW)


def contribution(log_odds: float, most: float) -> Markup:
    """Draw log-odds to the right (for machine translation) or left (against) of a middle line.

    `most` is the size that reaches the edge; the same for all documents, so that they can be compared.
    """
    half = WIDTH / 2
    length = _place(abs(log_odds) / (most or 1.0), WIDTH // 2)
    start = half if log_odds >= 0 else round(half - length, 1)
    side = "for" if log_odds >= 0 else "against"
    shapes = (
        f'<path class="axis" d="M0 6h{WIDTH}"/>',
        f'<rect class="{side}" x="{start:g}" y="1.5" width="{length:g}" height="9"/>',
        f'<path class="tick" d="M{half:g} 0v12"/>',
    )
    said = f"{phrases.log_odds(log_odds)} {side}" if not math.isnan(log_odds) else "unknown, for or against"
    return _svg(12, f"{said} machine translation", shapes)


def bullet(reading: Reading) -> Markup:
    """Draw a signal's value as a dot against the band that 8 of 10 human texts fall in.

    The band fills the middle third, and is a line where they all have the same; a value far beyond stands
    at the edge as a triangle.
    """
    if reading.usual is None:
        return Markup("")
    low, high = reading.usual
    third, y = WIDTH / 3, 8
    at = (1 + phrases.place(reading.value, reading.usual)) * third
    width = third if high > low else 3
    shapes = [
        f'<path class="axis" d="M0 {y}h{WIDTH}"/>',
        f'<rect class="band" x="{third:g}" y="2.5" width="{width:g}" height="11"/>',
    ]
    usual = phrases.number(low) if low == high else f"{phrases.number(low)} to {phrases.number(high)}"
    if math.isnan(reading.value):
        return _svg(16, f"unknown, usual is {usual}", shapes)
    inside = "dot" if phrases.standing(reading) == "usual" else "dot out"
    if at < 5:
        shapes.append(f'<path class="{inside}" d="M2 {y}l9 -6v12z"/>')
    elif at > WIDTH - 5:
        shapes.append(f'<path class="{inside}" d="M{WIDTH - 2} {y}l-9 -6v12z"/>')
    else:
        shapes.append(f'<circle class="{inside}" cx="{at:.1f}" cy="{y}" r="5"/>')
    return _svg(16, f"{phrases.number(reading.value)} {reading.unit}, usual is {usual}", shapes)
