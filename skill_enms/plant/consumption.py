"""Consumption of a period as plain SQL would sum it, from rollups where they are complete.

A bucket's sum is a double, and so has at least 15 digits: rounded to the scale that the column declares it is exactly
what SQL sums up, and whole numbers of that scale add without loss. Columns that are doubles themselves have no last
digit; theirs are added with a correctly rounded sum.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from skill_enms.catalogue import Catalogue, EnergySource, Layout, Seu
from skill_enms.plant.buckets import Buckets, Floats, Ints
from skill_enms.plant.database import Database
from skill_enms.plant.days import Days
from skill_enms.plant.extents import owners
from skill_enms.plant.marks import standing_marks
from skill_enms.plant.rollup_choice import open_reader
from skill_enms.plant.schema import identifier
from skill_enms.plant.sources import CountedReader, Reader
from skill_enms.plant.statements import Wanted
from skill_enms.reasons import Refused
from skill_enms.requests import Period
from skill_enms.usage import Total

_HOUR = 3600
_EXACT_UP_TO = 2**53
_TYPE_OF = "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s"


@dataclass(frozen=True)
class Consumption:
    """The readings of one consumer in a period."""

    counted: Buckets
    """Those that count."""
    backfilled: Buckets
    """Those that don't."""
    days: Days
    """The period, in plant-local days."""
    scale: int | None
    """Decimal places of the column; None for a column of doubles."""

    @cached_property
    def total(self) -> Total:
        """All of it summed up."""
        with_readings = np.bincount(self._day, weights=self.counted.n, minlength=len(self.days.dates)) > 0
        return Total(
            amount=exact_sum(self.counted.sum, self.scale),
            readings=int(self.counted.n.sum()),
            days_with_readings=int(with_readings.sum()),
            backfill=exact_sum(self.backfilled.sum, self.scale),
            backfill_readings=int(self.backfilled.n.sum()),
        )

    def daily(self) -> dict[date, float]:
        """Day → sum of its readings, for days that have one."""
        present, place = np.unique(self._day, return_inverse=True)
        sums = np.bincount(place, weights=self.counted.sum, minlength=len(present))
        return {self.days.dates[int(day)]: float(amount) for day, amount in zip(present, sums, strict=True)}

    def highest_day(self) -> tuple[date, float] | None:
        """The day with the highest sum, the first of several; None without readings."""
        if not len(self.counted):
            return None
        present, place = np.unique(self._day, return_inverse=True)
        sums = np.bincount(place, weights=self.counted.sum)
        best = int(sums.argmax())
        return self.days.dates[int(present[best])], float(sums[best])

    def highest_hour(self) -> tuple[datetime, float] | None:
        """The plant-local clock hour with the highest sum; None without readings, or with less than one an hour."""
        steps = self.counted.step[np.isfinite(self.counted.step)]
        if not len(steps) or float(np.median(steps)) > 1.05 * _HOUR:
            return None
        zone = ZoneInfo(self.days.time_zone)
        # Zones differ from UTC by whole quarters of an hour, but not always by whole hours.
        offsets = np.array([_offset(int(bound), zone) for bound in self.days.bounds])
        shift = offsets[self._day] % _HOUR
        hours, place = np.unique((self.counted.start + shift) // _HOUR * _HOUR - shift, return_inverse=True)
        sums = np.bincount(place, weights=self.counted.sum)
        best = int(sums.argmax())
        return datetime.fromtimestamp(int(hours[best]), timezone.utc).astimezone(zone), float(sums[best])

    @cached_property
    def _day(self) -> Ints:
        """Each counted bucket's day, as its place in the period."""
        day = np.searchsorted(self.days.bounds, self.counted.start, side="right") - 1
        return np.clip(day, 0, len(self.days.dates) - 1)


def consumption_of(  # noqa: PLR0913 - what is asked, and of whom
    database: Database,
    catalogue: Catalogue,
    who: Seu | EnergySource,
    period: Period,
    time_zone: str,
    *,
    reader: Reader | None = None,
) -> Consumption:
    """The readings of an SEU, or of all machines of an energy source, on plant-local days, up to now.

    Raises `Refused`: `no_meter`, and what `Database.reading` raises.
    """
    source = who if isinstance(who, EnergySource) else catalogue.energy_source(who.energy_source)
    if source.meter is None:
        raise Refused("no_meter", energy_source=source.name)
    column = source.meter.consumption
    layout = catalogue.layout(column.table)
    whose = _everybody(layout, catalogue) if isinstance(who, EnergySource) else owners(layout, who, catalogue)
    days = Days(period, time_zone)
    start, end = days.span
    end = max(start, min(end, int(time.time()) + 1))
    counted = CountedReader(reader or open_reader(database), standing_marks(database), include_backfill=False)
    found = [counted.read(Wanted(layout, (column,), owner), [(start, end)])[column] for owner in dict.fromkeys(whose)]
    return Consumption(
        Buckets.joined(buckets for values in found for buckets in values.used.values()),
        Buckets.joined(values.excluded for values in found),
        days,
        _scale(database, layout, column.name),
    )


def exact_sum(sums: Floats, scale: int | None) -> Decimal:
    """Sums of buckets, added up: exactly in units of the last decimal place, or correctly rounded without a scale."""
    if scale is None:
        return Decimal(repr(math.fsum(sums)))
    scaled = np.rint(sums * 10.0**scale)
    if not len(scaled) or float(np.abs(scaled).max()) < _EXACT_UP_TO:
        return Decimal(sum(map(int, scaled))).scaleb(-scale)
    return sum((round(Decimal(repr(float(value))), scale) for value in sums), Decimal(0))


def _everybody(layout: Layout, catalogue: Catalogue) -> Sequence[str | None]:
    """All owners of rows in a table, rows without one included."""
    if layout.machine_column:
        return [*(machine.id for machine in catalogue.machines), None]
    if layout.site_column:
        return [*(machine.site_id for machine in catalogue.machines), None]
    return [None]


def _scale(database: Database, layout: Layout, column: str) -> int | None:
    """Decimal places that a column declares; None for doubles and for numbers of any scale."""
    with database.reading() as connection:
        row = connection.execute(_TYPE_OF, [identifier(layout.table).as_string(connection), column]).fetchone()
    declared = str(row[0]) if row else ""
    if re.fullmatch(r"smallint|integer|bigint|boolean", declared):
        return 0
    scale = re.fullmatch(r"numeric\(\d+,(\d+)\)", declared)
    return int(scale[1]) if scale else None


def _offset(instant: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(instant, zone).utcoffset()
    return 0 if offset is None else round(offset.total_seconds())
