"""How often readings ought to come, worked out from the readings themselves, and how much of each day they cover.

A meter's interval may change while it is in use, and a day on which readings were lost must not look like a day on
which they came more rarely. So the interval is what the shorter gaps of a day agree on, and a coarser one is believed
only when it lasts. A day's totals tell all that is needed, unless its gaps differ: then its buckets are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from skill_enms.plant.buckets import SECONDS, Buckets, Flags, Floats, Ints
from skill_enms.plant.day_totals import DayTotals

_ALIKE = 0.25
"""Two intervals are one when they differ by less than this share."""
_NEAR = 1.75
"""Gaps of up to so many times each other are of one kind; with twice as long a one a reading is missing."""
_UNEVEN = 0.02
"""Relative difference of gaps from which on readings count as coming early and late."""
_BELIEVED_AFTER = 3 * 86_400
"""Seconds that a coarser interval has to last, where a finer one stands beside it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A day from which on readings come at another interval, for good."""

    place: int
    """Which of the days, counted from 0."""
    before: float
    """The usual seconds between two readings until then."""
    after: float
    """The same from then on."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often a series' readings come, and what they cover."""

    interval: Floats
    """The usual seconds between two readings on each day; NaN where there are none, or a single one tells nothing."""
    coverage: Floats
    """The share of each day that its readings stand for; over 1 where there are more than there should be."""


def cadence_of(totals: DayTotals, bounds: Ints, look: Callable[[Ints], Buckets]) -> Cadence:
    """The cadence of a series.

    `bounds`: the days' first instants and the last one's end, in seconds since 1970 UTC. `look`: gets the buckets of
    some days, given by their places. A day that lacks less than half an interval is whole.
    """
    lengths = np.diff(bounds).astype(float)
    gap, even = _gaps(totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        by_number = SECONDS * totals.buckets / totals.n
        early_and_late = (totals.step_high - totals.step_low > _UNEVEN * gap) & (totals.n >= 4 * totals.buckets)
    interval = np.where(early_and_late & (np.abs(by_number - gap) < 0.15 * gap), by_number, gap)
    interval = np.where(totals.steps > 0, interval, _spacing(totals.n, bounds))
    mixed = np.flatnonzero((totals.steps > 0) & ~even)
    buckets = look(mixed) if len(mixed) else Buckets.empty()
    day = np.searchsorted(bounds, buckets.start, side="right") - 1
    for place in mixed:
        interval[place] = agreed(buckets.step[day == place], buckets.n[day == place])
    interval = np.where(totals.n > 0, interval, np.nan)
    settled = _settled(interval, bounds)
    covered = totals.n * settled
    coarsest = settled.copy()
    for place in mixed:
        standing_for = _standing_for(buckets.step[day == place], settled, int(place))
        covered[place] = float(np.sum(buckets.n[day == place] * standing_for))
        coarsest[place] = float(np.max(standing_for))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where((lengths > 0) & np.isfinite(covered), covered / lengths, 0.0)
        whole = (covered > 0) & (np.abs(covered - lengths) < 0.5 * np.minimum(coarsest, lengths))
    return Cadence(settled, np.where(whole, 1.0, share))


def agreed(steps: Floats, n: Ints) -> float:
    """The interval that gaps agree on: the mean of those like the shorter ones; NaN where none is known.

    A gap begins at the first reading in a bucket, so where readings come early and late that mean is too short: there
    it is worked out from how many of them a full bucket holds, if that tells about the same.
    """
    known = np.sort(steps[np.isfinite(steps) & (steps > 0)])
    if not len(known):
        return float("nan")
    short = known[(len(known) - 1) // 4]
    near = known[(known <= _NEAR * short) & (known * _NEAR >= short)]
    gap = float(near.mean())
    most = np.sort(n)[(3 * len(n)) // 4]
    if near[-1] - near[0] > _UNEVEN * gap and most >= 4:
        by_number = float(SECONDS / n[n >= 0.9 * most].mean())
        if abs(by_number - gap) < 0.15 * gap:
            return by_number
    return gap


def changes(interval: Floats, bounds: Ints) -> tuple[Change, ...]:
    """Where an interval that lasted gives way to another one that lasts. `interval`: of each day, NaN where unknown."""
    days = np.flatnonzero(np.isfinite(interval))
    values = interval[days]
    lasting = []
    for first, last in _runs(values) if len(days) else []:
        if bounds[days[last - 1] + 1] - bounds[days[first]] >= _BELIEVED_AFTER:
            lasting.append((int(days[first]), float(np.median(values[first:last]))))
    return tuple(
        Change(place, before, after)
        for (_, before), (place, after) in pairwise(lasting)
        if abs(before - after) > _ALIKE * min(before, after)
    )


def even_interval(totals: DayTotals) -> Floats:
    """The seconds between two readings on days whose gaps are all alike; NaN on the others."""
    gap, even = _gaps(totals)
    return np.where(even, gap, np.nan)


def _gaps(totals: DayTotals) -> tuple[Floats, Flags]:
    """The mean seconds between two readings of each day (NaN where unknown), and whether all of them are alike."""
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = totals.step_sum / totals.steps
        even = (totals.step_high - gap <= _ALIKE * gap) & (gap - totals.step_low <= _ALIKE * gap)
    return gap, np.asarray((totals.steps > 0) & even)


def _spacing(n: Floats, bounds: Ints) -> Floats:
    """For days whose readings have no other within a day: the time to the next day that has some (or from the last)."""
    places = np.flatnonzero(n > 0)
    spacing = np.full(len(n), np.nan)
    if len(places) > 1:
        apart = np.diff(bounds[places]).astype(float)
        spacing[places] = np.append(apart, apart[-1])
    return spacing


def _settled(interval: Floats, bounds: Ints) -> Floats:
    """The days' intervals, where what is coarser only for a while has become what stands beside it."""
    days = np.flatnonzero(np.isfinite(interval))
    if not len(days):
        return interval
    values = interval[days]
    edges = np.append(bounds[days], bounds[days[-1] + 1])
    changed = True
    while changed:
        changed = False
        runs = _runs(values)
        for place, (first, last) in enumerate(runs):
            beside = [float(values[runs[near][0]]) for near in (place - 1, place + 1) if 0 <= near < len(runs)]
            coarser = bool(beside) and values[first] > min(beside) * (1 + _ALIKE)
            if coarser and edges[last] - edges[first] < _BELIEVED_AFTER:
                values[first:last] = min(beside)
                changed = True
                break
    settled = np.full(len(interval), np.nan)
    settled[days] = values
    return settled


def _runs(values: Floats) -> list[tuple[int, int]]:
    """Half-open ranges of neighbours that are alike."""
    differ = np.abs(np.diff(values)) > _ALIKE * np.minimum(values[1:], values[:-1])
    cuts = [0, *(int(cut) + 1 for cut in np.flatnonzero(differ)), len(values)]
    return list(pairwise(cuts))


def _standing_for(steps: Floats, settled: Floats, place: int) -> Floats:
    """The seconds that each bucket's readings stand for: the day's interval, or a neighbouring day's that fits better.

    So a day on which the interval changes is as whole as any other.
    """
    result = np.full(len(steps), settled[place])
    unlike = ~(np.abs(steps - result) < _ALIKE * result)
    for beside in (settled[:place], settled[place + 1 :][::-1]):
        known = beside[np.isfinite(beside)]
        if len(known):
            fits = unlike & (np.abs(steps - known[-1]) < _ALIKE * known[-1])
            result[fits] = known[-1]
    return result
