"""An SEU's days held against its active baseline, non-routine adjustments applied: the ground of every comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from skill_enms.adjustments import Adjustment
from skill_enms.analytics.adjusting import allowed_for, kept_days
from skill_enms.analytics.performance import perform
from skill_enms.catalogue import EnergySource, Seu
from skill_enms.figures import PerformanceReport
from skill_enms.history import StoredBaseline
from skill_enms.opening import Plant
from skill_enms.plant import adjustments
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import Period
from skill_enms.results import DailySeries
from skill_enms.service.definitions import driver_series
from skill_enms.service.fitting import about
from skill_enms.service.history import active_baseline

Found = TypeVar("Found")

_OF_ONE = {
    "no_baseline",
    "no_data",
    "only_backfill",
    "no_driver_data",
    "no_meter",
    "too_few_days",
    "unknown_feature",
}

IGNORED = "adjustment"
"""Cause under which days that an adjustment leaves out are counted."""


@dataclass(frozen=True, slots=True)
class RoutineDays:
    """The days of a period that may be compared with a baseline."""

    baseline: StoredBaseline
    """The SEU's active baseline."""
    source: EnergySource
    """Its energy source."""
    series: DailySeries
    """Consumption and drivers as the baseline defines them, less the days that adjustments leave out."""
    adjustments: tuple[Adjustment, ...]
    """The adjustments that touch the period."""


def routine_days(plant: Plant, seu: Seu | None, period: Period) -> RoutineDays:
    """The days to compare. Raises Refused `no_baseline`, and where the plant has no such data."""
    baseline = active_baseline(plant, seu)
    assert seu is not None
    database = plant.open()
    catalogue = plant.catalogue()
    series = driver_series(database, catalogue, seu, baseline.fit.drivers, baseline.definitions, period)
    applied = adjustments.standing(database, [seu.id], period.start, period.end)
    frame, ignored = kept_days(series.frame, applied)
    dropped = {**series.days_dropped, IGNORED: ignored} if ignored else series.days_dropped
    kept = replace(series, frame=frame, days_dropped=dropped)
    return RoutineDays(baseline, catalogue.energy_source(baseline.energy_source), kept, applied)


def account_of(days: RoutineDays, seu: Seu, period: Period) -> PerformanceReport:
    """Those days against the baseline. Raises Refused `too_few_days` where none is left."""
    with about(seu):
        performance = allowed_for(perform(days.baseline.fit, days.series.frame), days.adjustments)
    return PerformanceReport(
        baseline=days.baseline,
        period=period,
        performance=performance,
        cost_difference=worth(performance.difference, days.source.cost_per_unit),
        carbon_difference=worth(performance.difference, days.source.carbon_intensity),
        days_dropped=days.series.days_dropped,
        data_sources=days.series.data_sources,
        findings=days.series.findings,
        adjustments=days.adjustments,
    )


def worth(amount: float, per_unit: float | None) -> float | None:
    """Money or CO₂ of an amount; None where the energy source's row gives none."""
    return None if per_unit is None else amount * per_unit


def attempted(ask: Callable[[], Found]) -> Found | Reason:
    """What was asked of one SEU of several, or why that one has no answer.

    Raises Refused where the reason concerns them all: a database that isn't there, a request that was stopped.
    """
    try:
        return ask()
    except Refused as refusal:
        if refusal.reason.code not in _OF_ONE:
            raise
        return refusal.reason
