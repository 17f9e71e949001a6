"""Charts as SVG inside the page: matplotlib draws them, their text stays text, and their ids don't collide."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from numpy.typing import NDArray

from skill_enms.report.markup import Markup, tag

Floats = Sequence[float] | NDArray[np.float64]
Draw = Callable[[Axes], None]

ACTUAL, EXPECTED, FAINT = "#0b4f8a", "#a8480a", "#8a8a8a"
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e4e4e4",
    "legend.frameon": False,
    "text.parse_math": False,
}
_SIZE = (5.2, 3.2)
"""Inches: small, so that its letters can be read where the page is a phone wide."""
_SCREEN = (8.0, 4.8)
"""Inches of a chart on a device's screen, at a hundred points each."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The words along a chart."""

    y: str
    """Along the upright axis."""
    x: str = ""
    """Along the other one; empty for dates."""


def figure(  # noqa: PLR0913 - its words, and what is drawn
    name: str, description: str, caption: str, axis: Axis, draw: Draw, *, rows: int = 0
) -> Markup:
    """One chart with its caption. `name`: unique in the page; `description`: what it shows, for who can't see it.

    `rows`: how many bars need room.
    """
    with mpl.rc_context({**_STYLE, "svg.hashsalt": name}):
        made = _drawn(axis, draw, (_SIZE[0], max(_SIZE[1], 0.8 + 0.26 * rows)))
        buffer = io.StringIO()
        made.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return tag("figure", _inline(buffer.getvalue(), name, description), tag("figcaption", caption))


def bitmap(axis: Axis, draw: Draw) -> bytes:
    """One chart as a PNG, for a screen across the room."""
    buffer = io.BytesIO()
    with mpl.rc_context({**_STYLE, "font.size": 13}):
        _drawn(axis, draw, _SCREEN).savefig(buffer, format="png", dpi=100)
    return buffer.getvalue()


def _drawn(axis: Axis, draw: Draw, size: tuple[float, float]) -> Figure:
    made = Figure(figsize=size, layout="constrained")
    axes = made.add_subplot()
    draw(axes)
    axes.set_ylabel(axis.y)
    if axis.x:
        axes.set_xlabel(axis.x)
    else:
        locator = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.16), ncols=3)
    return made


def over_time(days: Sequence[date], *series: tuple[Floats, str, str, str]) -> Draw:
    """Lines over days: (values, colour, line style, label). A gap between days is a gap in the line."""

    def draw(axes: Axes) -> None:
        places, gaps = _with_gaps(days)
        for values, colour, style, label in series:
            line = np.insert(np.asarray(values, dtype=float), gaps, np.nan)
            axes.plot(_dates(places), line, style, color=colour, linewidth=1.1, markersize=2.5, label=label)

    return draw


def residuals(days: Sequence[date], values: Floats, band: float, label: str) -> Draw:
    """Dots around zero, and the band that 95 % of a quiet machine's days lie in."""

    def draw(axes: Axes) -> None:
        axes.axhspan(-band, band, color="#eef3f8", label=label)
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.plot(_dates(days), values, "o", color=ACTUAL, markersize=2.2)

    return draw


def cumulated(days: Sequence[date], values: Floats, turns: Sequence[date], label: str) -> Draw:
    """The CUSUM, with a line at every turning point."""

    def draw(axes: Axes) -> None:
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.plot(_dates(days), values, color=ACTUAL, linewidth=1.4)
        for place, turn in enumerate(turns):
            axes.axvline(
                _dates([turn])[0], color=EXPECTED, linestyle="--", linewidth=1, label=label if place == 0 else None
            )

    return draw


def scatter(
    trained: tuple[Floats, Floats],
    watched: tuple[Floats, Floats],
    line: tuple[Floats, Floats],
    labels: tuple[str, str, str],
) -> Draw:
    """The days trained on and the days compared against one driver, with the fitted line."""

    def draw(axes: Axes) -> None:
        axes.plot(*trained, "o", color="#b9b9b9", markersize=2.4, label=labels[0])
        axes.plot(*watched, "o", color=ACTUAL, markersize=2.4, label=labels[1])
        axes.plot(*line, "-", color=EXPECTED, linewidth=1.6, label=labels[2])

    return draw


def bars(names: Sequence[str], values: Floats, errors: Floats) -> Draw:
    """One bar a name, from top to bottom, with the half width of its interval."""

    def draw(axes: Axes) -> None:
        colours = [EXPECTED if value > 0 else ACTUAL for value in values]
        axes.barh(range(len(names)), values, xerr=errors, color=colours, height=0.6, error_kw={"linewidth": 0.9})
        axes.set_yticks(range(len(names)), names)
        axes.invert_yaxis()
        axes.axvline(0, color=FAINT, linewidth=0.8)

    return draw


def _dates(days: Sequence[date]) -> Any:  # noqa: ANN401 - matplotlib's own numbers
    return date2num(list(days))  # type: ignore[no-untyped-call]


def _with_gaps(days: Sequence[date]) -> tuple[list[date], list[int]]:
    """The days with one more where some are missing, and where those are to be put in."""
    gaps = [place for place in range(1, len(days)) if (days[place] - days[place - 1]).days > 1]
    places = list(days)
    for place in reversed(gaps):
        places.insert(place, days[place])
    return places, gaps


def _inline(drawing: str, name: str, description: str) -> Markup:
    """The drawing without what only a file of its own has; sized by the page, its ids begin with the chart's name."""
    body = drawing[drawing.index("<svg") :]
    body = re.sub(r'\b(id=")|(xlink:href="#)|(url\(#)', lambda found: f"{found[0]}{name}-", body)
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    view = re.search(r'viewBox="([^"]+)"', body)
    assert view is not None
    start = body.index(">", body.index("<svg")) + 1
    head = tag("title", description, id=f"{name}-title")
    attributes = f'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{view[1]}" role="img"'
    return Markup(f'<svg {attributes} aria-labelledby="{name}-title">{head}{body[start:]}')
