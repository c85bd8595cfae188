"""Small inline charts of the HTML report, as SVG made from numbers only.

Colours come from the page's style sheet by class, so that light, dark and print agree; each chart carries
its reading as text for those who do not see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from xdiff.report import phrases, sanitise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xdiff.records import Reading

WIDTH: Final = 240


def _svg(height: int, label: str, shapes: Iterable[str], width: int = WIDTH) -> Markup:
    drawn = Markup("".join(shapes))  # noqa: S704 (made in this module, of numbers only)
    return Markup(
        '<svg class="fig" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg>'
    ).format(width, height, width, height, sanitise.line(label), drawn)


def _place(share: float, width: int = WIDTH) -> float:
    return round(max(0.0, min(1.0, share)) * width, 1)


def probability(share: float, cut: float | None) -> Markup:
    """Draw a probability (0 to 1) as a bar, with a tick where the verdict is cut."""
    shapes = [
        f'<rect class="track" x="0" y="4" width="{WIDTH}" height="8" rx="4"/>',
        f'<rect class="fill" x="0" y="4" width="{_place(share)}" height="8" rx="4"/>',
    ]
    label = f"probability of machine translation {share:.2f}"
    if cut is not None:
        shapes.append(f'<path class="tick" d="M{_place(cut)} 0v16"/>')
        label += f", cut at {cut:.2f}"
    return _svg(16, label, shapes)


def share(value: float, name: str) -> Markup:
    """Draw a share (0 to 1) as a plain bar."""
    shapes = (
        '<rect class="track" x="0" y="2" width="120" height="8" rx="4"/>',
        f'<rect class="fill" x="0" y="2" width="{_place(value, 120)}" height="8" rx="4"/>',
    )
    return _svg(12, f"{name}: {phrases.of_100(value)}", shapes, width=120)


def contribution(log_odds: float, most: float) -> Markup:
    """Draw log-odds to the right (for machine translation) or left (against) of a middle line."""
    half = WIDTH / 2
    length = round(min(1.0, abs(log_odds) / (most or 1.0)) * half, 1)
    start = half if log_odds >= 0 else round(half - length, 1)
    side = "for" if log_odds >= 0 else "against"
    shapes = (
        f'<rect class="{side}" x="{start}" y="2" width="{length}" height="8"/>',
        f'<path class="tick" d="M{half:g} 0v12"/>',
    )
    return _svg(12, f"{log_odds:+.1f} {side} machine translation", shapes)


def bullet(reading: Reading) -> Markup:
    """Draw a signal's value as a dot against the band that 8 of 10 human texts fall in.

    The band fills the middle third; a value far beyond stands at the edge as a triangle.
    """
    if reading.usual is None:
        return Markup("")
    low, high = reading.usual
    at = (1 + phrases.place(reading.value, reading.usual)) * WIDTH / 3
    y = 8
    shapes = [
        f'<path class="axis" d="M0 {y}h{WIDTH}"/>',
        f'<rect class="band" x="{WIDTH / 3:g}" y="3" width="{WIDTH / 3:g}" height="10"/>',
    ]
    inside = "dot" if phrases.standing(reading) == "usual" else "dot out"
    if at < 5:
        shapes.append(f'<path class="{inside}" d="M2 {y}l9 -6v12z"/>')
    elif at > WIDTH - 5:
        shapes.append(f'<path class="{inside}" d="M{WIDTH - 2} {y}l-9 -6v12z"/>')
    else:
        shapes.append(f'<circle class="{inside}" cx="{at:.1f}" cy="{y}" r="5"/>')
    usual = f"{phrases.number(low)} to {phrases.number(high)}"
    label = f"{phrases.number(reading.value)} {reading.unit}, usual is {usual}"
    return _svg(16, label, shapes)


def strength(score: float) -> Markup:
    """Draw how sure a match is (0 to 1) as five dots, some filled."""
    filled = max(1, min(5, round(score * 5)))
    shapes = [
        f'<circle class="{"on" if at < filled else "off"}" cx="{6 + at * 11}" cy="6" r="4"/>'
        for at in range(5)
    ]
    return _svg(12, f"{phrases.of_100(score)} such matches hold", shapes, width=56)
