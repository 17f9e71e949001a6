"""What plain questions about consumption come to: totals, peaks, rankings, comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from skill_enms.requests import Period


@dataclass(frozen=True, slots=True)
class Total:
    """Readings of a period summed up, to the last digit that their column holds."""

    amount: Decimal
    """The sum of the readings that count, in the energy source's unit."""
    readings: int
    """How many those are."""
    days_with_readings: int
    """Days of the period that have one."""
    backfill: Decimal
    """The sum of the backfilled readings, which don't count."""
    backfill_readings: int
    """How many those are."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """Whose consumption: an SEU, or all machines of an energy source."""

    seu: str | None
    """`Seu.name`; None for the whole plant."""
    energy_source: str
    """`EnergySource.name`."""
    unit: str
    """Its unit."""


@dataclass(frozen=True, slots=True)
class EnergyUsed:
    """What was used in a period."""

    consumer: Consumer
    """Who used it."""
    period: Period
    """The days asked for, up to today."""
    total: Total
    """How much."""
    cost: float | None
    """Money; None where the energy source has no price."""
    carbon: float | None
    """kg CO₂; None where the energy source has no carbon intensity."""
    daily: Mapping[date, float] = field(default_factory=dict)
    """Day → what was used on it, for days that have readings."""


@dataclass(frozen=True, slots=True)
class PlantUse:
    """What the whole plant used in a period, one entry an energy source that was used."""

    period: Period
    """The days asked for, up to today."""
    uses: tuple[EnergyUsed, ...]
    """By energy source, the dearest first."""
    cost: float | None
    """All of them together; None where a price is missing."""
    carbon: float | None
    """kg CO₂ of all of them; None where a carbon intensity is missing."""
    unpriced: tuple[str, ...] = ()
    """Energy sources that were used and have no price."""
    counted_twice: tuple[tuple[str, str], ...] = ()
    """Pairs of energy sources whose cost and CO₂ may contain each other: one is a driver of the other's meter."""


@dataclass(frozen=True, slots=True)
class Peak:
    """When consumption was highest."""

    consumer: Consumer
    """Whose."""
    period: Period
    """The days asked for, up to today."""
    hour: datetime | None
    """Beginning of the clock hour with the highest consumption, plant-local; None for meters read less than hourly."""
    hour_amount: float | None
    """What was used in it."""
    day: date
    """The day with the highest consumption."""
    day_amount: float
    """What was used on it."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """SEUs by what they used in a period, the largest first."""

    energy_source: str | None
    """The one energy source that was asked for; None for all, ranked by cost."""
    period: Period
    """The days asked for, up to today."""
    uses: tuple[EnergyUsed, ...]
    """Of every SEU that has readings."""
    without_readings: tuple[Consumer, ...] = ()
    """SEUs that have none."""


@dataclass(frozen=True, slots=True)
class UseComparison:
    """Two consumptions side by side: of two SEUs, or of one in two periods."""

    first: EnergyUsed
    """The one named first."""
    second: EnergyUsed
    """The other one."""
    difference: float | None
    """first − second, in their unit; None where they have different ones."""
    percent: float | None
    """The difference in per cent of the second; None where there is none, or the second is zero."""
    percent_per_day: float | None
    """The same by days that have readings: what tells where one period is longer, or not over yet."""
    cost_difference: float | None
    """Money for first − second; None where a price is missing."""
    carbon_difference: float | None
    """kg CO₂ of it; None where a carbon intensity is missing."""


@dataclass(frozen=True, slots=True)
class PlantUseComparison:
    """What the whole plant used in two periods, side by side."""

    first: PlantUse
    """The period named first."""
    second: PlantUse
    """The other one."""
    by_source: tuple[UseComparison, ...]
    """Energy sources that were used in both."""
    cost_difference: float | None
    """Money for first − second; None where a price is missing."""
    carbon_difference: float | None
    """kg CO₂ of it; None likewise."""
    cost_percent: float | None
    """The difference of cost in per cent of the second; None where there is none."""
