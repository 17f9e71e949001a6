"""Whether an SEU has left its baseline: since when, by how much, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from skill_enms.analytics.adjusting import less_allowances
from skill_enms.analytics.drift import detect
from skill_enms.catalogue import Seu
from skill_enms.figures import DriftReport
from skill_enms.findings import Drift
from skill_enms.history import StoredBaseline
from skill_enms.opening import Plant
from skill_enms.reasons import Reason
from skill_enms.requests import Period
from skill_enms.service.against_baseline import RoutineDays, account_of, attempted, routine_days, worth
from skill_enms.service.history import active_baseline


def energy_drift(plant: Plant, seu: Seu, period: Period | None = None) -> DriftReport:
    """Watch an SEU over a period; by default since the end of its baseline period.

    Raises Refused `no_baseline`, and where the plant has no such data.
    """
    period = period or since_baseline(active_baseline(plant, seu))
    days = routine_days(plant, seu, period)
    drift = drift_of(days)
    course = attempted(partial(account_of, days, seu, period))
    present = drift.levels[-1].per_day if drift.levels else None
    return DriftReport(
        baseline=days.baseline,
        period=period,
        drift=drift,
        n_days=len(days.series.frame),
        cost_per_day=None if present is None else worth(present, days.source.cost_per_unit),
        course=None if isinstance(course, Reason) else course.performance,
        adjustments=days.adjustments,
    )


def plant_drift(plant: Plant, seus: Sequence[Seu]) -> tuple[DriftReport, ...]:
    """Those of some SEUs that can be watched, each since its baseline. Raises Refused where the reason concerns all."""
    asked = (attempted(partial(energy_drift, plant, seu)) for seu in seus)
    return tuple(found for found in asked if isinstance(found, DriftReport))


def drift_of(days: RoutineDays) -> Drift:
    """The course of those days against their baseline, less what adjustments allow for."""
    fit = days.baseline.fit
    return detect(fit, less_allowances(days.series.frame, fit.target, days.adjustments))


def since_baseline(baseline: StoredBaseline) -> Period:
    """From the day after the baseline period until yesterday; the baseline period itself where that is no day yet."""
    today = datetime.now(ZoneInfo(baseline.time_zone)).date()
    if baseline.end >= today:
        return Period(baseline.start, min(baseline.end, max(today, baseline.start + timedelta(days=1))))
    return Period(baseline.end, today)
