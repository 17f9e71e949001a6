"""What is odd in a meter's readings: counted and told, never silently removed.

The totals of days show where something is odd, at no cost; only there raw readings are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from psycopg import sql

from skill_enms.plant.buckets import SECONDS, Flags, Floats
from skill_enms.plant.cadence import changes
from skill_enms.plant.database import Connection, Database
from skill_enms.plant.days import ColumnDays
from skill_enms.plant.schema import identifier
from skill_enms.plant.statements import is_finite, owned, value
from skill_enms.reasons import Reason

_RARE = 0.05
"""Share of the days (but at least two) up to which a peak far above the others is a spike, not a way of running."""
_RISING = 0.9
"""Share of daily rises from which on a column looks like a counter that nobody turned into amounts."""
_ENOUGH_DAYS = 15
_FEW_READINGS = 200_000


def findings_of(database: Database, meters: Sequence[ColumnDays], now: int) -> tuple[Reason, ...]:
    """The findings about all machines' consumption together (codes of WARNINGS); `now`: the first future instant."""
    counts: Counter[str] = Counter()
    gaps: list[float] = []
    with database.reading() as connection:
        for meter in meters:
            for code, count in _Inspection(connection, meter, now).counts():
                counts[code] += count
            gaps += gap_lengths(meter).tolist()
    found = [Reason(code, {"count": count}) for code, count in counts.items() if count]
    if gaps:
        found.append(Reason("gaps", {"count": len(gaps), "longest_hours": round(max(gaps) / 3600, 1)}))
    changed = next(filter(None, map(_interval_changed, meters)), None)
    return tuple(found) if changed is None else (*found, changed)


def _interval_changed(meter: ColumnDays) -> Reason | None:
    """The last day from which on readings come at another interval; None where they always came at one."""
    daily = meter.daily
    found = changes(daily.interval, daily.days.bounds)
    if not found:
        return None
    last = found[-1]
    data = {"since": daily.days.dates[last.place].isoformat(), "before": last.before, "after": last.after}
    return Reason("interval_changed", data)


@dataclass(frozen=True, slots=True)
class _Inspection:
    """A look into the raw readings of one machine's meter."""

    connection: Connection
    meter: ColumnDays
    now: int

    def counts(self) -> Iterator[tuple[str, int]]:
        """Codes of findings and how many readings they are about."""
        meter, totals = self.meter, self.meter.daily.totals
        layout, name = meter.wanted.layout, meter.column.name
        number, finite = value(layout, name), is_finite(layout, name)
        yield "not_numbers", int(totals.not_numbers.sum())
        yield "running_total", _running_totals(meter)

        limit = _spike_limit(meter)
        high = np.zeros(len(totals.n), bool) if limit is None else totals.high > limit
        if high.any() and high.sum() <= max(2, _RARE * (totals.n > 0).sum()):
            above = sql.SQL("count(*) FILTER (WHERE {} AND {} > odd.bound)").format(finite, number)
            yield "spikes", self._readings(high, limit, above)[0]

        negative = totals.low < 0
        if negative.any():
            below = sql.SQL(
                "count(*) FILTER (WHERE {0} AND {1} < 0), count(*) FILTER (WHERE {0} AND {1} < -odd.bound)"
            ).format(finite, number)
            falls = np.full(len(totals.n), np.inf) if limit is None else limit
            negatives, resets = self._readings(negative, falls, below)
            yield "negative_readings", negatives
            yield "counter_resets", resets

        if not layout.unique_instants:
            crowded = meter.daily.coverage > 1 if totals.n.sum() > _FEW_READINGS else totals.n > 1
            repeated = sql.SQL("count({0}) - count(DISTINCT time) FILTER (WHERE {0} IS NOT NULL)").format(
                sql.Identifier(name)
            )
            if crowded.any():
                yield "duplicate_readings", self._readings(crowded, None, repeated)[0]

        end = meter.daily.days.span[1]
        if self.now < end:
            query = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(
                identifier(layout.table), owned(meter.wanted, (self.now, end))
            )
            row = self.connection.execute(query, prepare=False).fetchone()
            yield "future_readings", int(row[0]) if row else 0

    def _readings(self, odd: Flags, limits: Floats | None, counts: sql.Composed) -> tuple[int, ...]:
        """Sums of counts of raw readings over the odd days, each with its own bound."""
        bounds = self.meter.daily.days.bounds
        places = np.flatnonzero(odd)
        starts, ends = bounds[places], np.minimum(bounds[places + 1], self.now)
        whole = owned(self.meter.wanted, (int(starts[0]), int(ends[-1])))
        own = np.zeros(len(places)) if limits is None else limits[places]
        query = sql.SQL(
            "SELECT found.* FROM unnest(%s::float8[], %s::float8[], %s::float8[]) AS odd(start, until, bound)"
            " CROSS JOIN LATERAL (SELECT {} FROM {} WHERE {} AND time >= to_timestamp(odd.start)"
            " AND time < to_timestamp(odd.until)) AS found"
        ).format(counts, identifier(self.meter.wanted.layout.table), whole)
        parameters = [starts.tolist(), ends.tolist(), own.tolist()]
        rows = self.connection.execute(query, parameters, prepare=False).fetchall()
        return tuple(int(sum(column)) for column in zip(*rows, strict=True))


def _spike_limit(meter: ColumnDays) -> Floats | None:
    """For each day the reading above which it is a spike; None where there is nothing to judge by.

    That is 3 interquartile ranges above the median of the days' highest readings (each as a rate, since intervals may
    differ), and half as much again as that median at least.
    """
    with np.errstate(invalid="ignore"):
        peaks = meter.daily.totals.high / meter.daily.interval
    known = peaks[np.isfinite(peaks)]
    if not len(known):
        return None
    low, middle, high = np.percentile(known, (25, 50, 75))
    limit = max(middle + 3 * (high - low), 1.5 * middle)
    return np.asarray(limit * meter.daily.interval) if limit > 0 else None


def _running_totals(meter: ColumnDays) -> int:
    """How many rising stretches the values have, where they only rise and then fall back; else 0."""
    totals = meter.daily.totals
    known = totals.n > 0
    change = np.diff(totals.sum[known] / totals.n[known])
    if len(change) < _ENOUGH_DAYS or np.mean(change > 0) < _RISING:
        return 0
    falling = np.append(False, change < 0)
    return 1 + int(np.sum(falling[1:] & ~falling[:-1]))


def gap_lengths(meter: ColumnDays) -> Floats:
    """Seconds of every pause between readings of some days that is longer than their interval allows.

    What backfill fills is no gap. Pauses before the first and after the last reading are none either.
    """
    daily = meter.daily
    bounds = daily.days.bounds
    filled = (daily.coverage >= 1) | (meter.counted.excluded.n > 0)
    broken = np.flatnonzero((daily.totals.n > 0) & ~filled)
    buckets = meter.look(broken) if len(broken) else None
    pieces = [(bounds[:-1][filled], bounds[1:][filled], np.zeros(int(filled.sum())))]
    if buckets is not None:
        day = np.searchsorted(bounds, buckets.start, side="right") - 1
        interval = np.nan_to_num(daily.interval[day], nan=0.0)
        pieces.append((buckets.start, buckets.start + np.maximum(interval, SECONDS), interval))
    start, end, interval = (np.concatenate([piece[part] for piece in pieces]) for part in range(3))
    order = np.argsort(start, kind="stable")
    reached = np.maximum.accumulate(end[order])
    pause = start[order][1:] - reached[:-1]
    allowed = np.maximum(SECONDS, interval[order][:-1] / 2 + SECONDS / 2)
    return np.asarray(pause[pause >= allowed], float)
