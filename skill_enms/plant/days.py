"""Plant-local days: their bounds as instants, and a day's value from what its readings come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np

from skill_enms.catalogue import Column, Feature
from skill_enms.plant.buckets import Buckets, Flags, Floats, Ints
from skill_enms.plant.day_totals import DayTotals, Formula
from skill_enms.plant.sources import Counted
from skill_enms.plant.statements import Wanted
from skill_enms.requests import Period

HALF = 0.5
"""A day counts from this share of its readings on (CalTRACK 2.0 data sufficiency)."""
_USUALLY_WHOLE = 0.9
"""Share that the middle day must reach before a missing reading counts as lost rather than as nothing to tell."""


@dataclass(frozen=True)
class Days:
    """The days of a period in a time zone."""

    period: Period
    """Which days."""
    time_zone: str
    """IANA zone."""

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The days."""
        return tuple(self.period.start + timedelta(n) for n in range(self.period.days))

    @cached_property
    def bounds(self) -> Ints:
        """Each day's first instant and the last one's end, in seconds since 1970 UTC.

        A midnight that clocks skip is the instant at which they do; one that comes twice is the first of the two.
        """
        zone = ZoneInfo(self.time_zone)
        ends = (*self.dates, self.period.end)
        return np.array([round(datetime(d.year, d.month, d.day, tzinfo=zone).timestamp()) for d in ends], np.int64)

    @cached_property
    def hours(self) -> Floats:
        """Length of each day: 23, 24 or 25 for most zones."""
        return np.diff(self.bounds) / 3600

    @property
    def span(self) -> tuple[int, int]:
        """First instant and end of the whole period."""
        return int(self.bounds[0]), int(self.bounds[-1])


@dataclass(frozen=True)
class Daily:
    """One owner's values of a column, day by day."""

    days: Days
    """The days."""
    totals: DayTotals
    """What they come to, of every data source that counts."""
    coverage: Floats
    """The share of each day that they stand for."""
    interval: Floats
    """The usual seconds between two of them; NaN where there are none."""

    @cached_property
    def is_continuous(self) -> bool:
        """Whether readings usually fill the day, so that what is missing was lost."""
        with_readings = self.coverage[self.totals.n > 0]
        return bool(len(with_readings)) and float(np.median(with_readings)) >= _USUALLY_WHOLE

    @cached_property
    def is_sufficient(self) -> Flags:
        """Days with at least half of their readings (with any, for what is told only now and then)."""
        return np.asarray((self.totals.n > 0) & ((self.coverage >= HALF) | (not self.is_continuous)))

    def amount(self, *, scaled: bool) -> Floats:
        """Each day's sum, for the whole day where `scaled`: divided by the share of it that the readings stand for."""
        if not scaled:
            return self.totals.sum
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.coverage > 0, self.totals.sum / np.minimum(self.coverage, 1.0), self.totals.sum)

    def value_of(self, feature: Feature, formulas: Sequence[Formula]) -> Floats:
        """The feature's value on each day; NaN where the day has too few readings.

        `formulas`: those that the totals were made with.
        """
        totals = self.totals
        with np.errstate(divide="ignore", invalid="ignore"):
            if (formula := formula_of(feature)) is not None:
                mean = totals.formulas[list(formulas).index(formula)] / totals.buckets
                values = mean * self.days.hours if formula.kind == "over" else mean
            elif feature.aggregate == "SUM":
                values = self.amount(scaled=self.is_continuous)
            else:
                values = {
                    "COUNT": totals.n,
                    "MIN": totals.low,
                    "MAX": totals.high,
                }.get(feature.aggregate, totals.sum / totals.n)
        return np.where(self.is_sufficient & np.isfinite(values), values, np.nan)


@dataclass(frozen=True)
class ColumnDays:
    """One owner's values of one column, day by day, with what they were made from."""

    wanted: Wanted
    """What was read together, and whose."""
    column: Column
    """The column."""
    daily: Daily
    """What counts."""
    counted: Counted[DayTotals]
    """The same by data source, and what doesn't count."""
    look: Callable[[Ints], Buckets]
    """Gets the buckets that count, of days given by their places."""

    @property
    def has_any(self) -> bool:
        """Whether there is a value that counts."""
        return bool(self.daily.totals.n.any())


def formula_of(feature: Feature) -> Formula | None:
    """What of each bucket's mean the feature is made of; None for features that aren't."""
    if feature.column is None:
        return None
    if feature.kind == "degree_days":
        kind: Literal["below", "above"] = "below" if feature.parameters["direction"] == "heating" else "above"
        return Formula(feature.column.name, kind, float(str(feature.parameters["base"])))
    if feature.kind == "hours_above":
        return Formula(feature.column.name, "over", float(str(feature.parameters["threshold"])))
    return None


def calendar_value(feature: Feature, days: Days) -> Floats:
    """1 on the weekdays that the feature means (ISO, Monday is 1), 0 on the others."""
    meant = feature.parameters["days"]
    assert isinstance(meant, tuple)
    return np.array([float(day.isoweekday() in meant) for day in days.dates])
