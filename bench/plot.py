"""Line charts as plain SVG, with logarithmic axes: enough to see how something grows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 470, 330
"""Size of a panel."""
LEFT, RIGHT, TOP, BOTTOM = 70, 90, 46, 54
COLOURS = ("#b5442e", "#2f6db5", "#2d8a57", "#7a4fa3")
TITLE_HEIGHT = 44


@dataclass(frozen=True)
class Line:
    """One curve."""

    name: str
    """What stands beside its end."""
    points: Sequence[tuple[float, float]]
    """Its points; all numbers above 0."""


@dataclass(frozen=True)
class Panel:
    """One chart."""

    x_label: str
    """What grows."""
    y_label: str
    """What it costs."""
    lines: Sequence[Line]
    """The curves."""


def page(title: str, panels: Sequence[Panel], columns: int = 2) -> str:
    """An SVG document with some charts."""
    rows = -(-len(panels) // columns)
    width, height = columns * WIDTH, rows * HEIGHT + TITLE_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="16" y="30" font-size="19">{escape(title)}</text>',
    ]
    for number, panel in enumerate(panels):
        left, top = number % columns * WIDTH, number // columns * HEIGHT + TITLE_HEIGHT
        parts += [f'<g transform="translate({left} {top})">', *_chart(panel), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def _chart(panel: Panel) -> list[str]:
    xs = [x for line in panel.lines for x, _ in line.points]
    ys = [y for line in panel.lines for _, y in line.points]
    x_low, x_high = math.log10(min(xs)), math.log10(max(xs))
    y_low, y_high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - x_low) / (x_high - x_low or 1)
        up = (math.log10(y) - y_low) / (y_high - y_low or 1)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<text x="{LEFT}" y="{HEIGHT - 12}" font-size="13">{escape(panel.x_label)}</text>',
        f'<text x="14" y="{TOP - 14}" font-size="13">{escape(panel.y_label)}</text>',
    ]
    for power in range(y_low, y_high + 1):
        _, y = place(min(xs), 10**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" font-size="12" text-anchor="end">{10**power:,g}</text>')
    taken = -math.inf
    for value in sorted(set(xs)):
        x, y = place(value, 10**y_low)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y}" y2="{y + 5}" stroke="#888"/>')
        if x - taken > 34:
            parts.append(f'<text x="{x:.1f}" y="{y + 20}" font-size="12" text-anchor="middle">{_short(value)}</text>')
            taken = x
    for line, colour in zip(panel.lines, COLOURS, strict=False):
        points = [place(x, y) for x, y in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        x, y = points[-1]
        parts.append(f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" font-size="13" fill="{colour}">{escape(line.name)}</text>')
    return parts


def _short(value: float) -> str:
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:g}"
