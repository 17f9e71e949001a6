"""A result as plain data that travels as JSON: its fields, one function a kind of result.

Names are the catalogue's, dates are ISO with an exclusive `end`, and numbers that JSON can't write are null.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import Any

from skill_enms.answers import (
    BaselineChange,
    ComparedDrivers,
    DescribedBaseline,
    NotRetrained,
    PredictedEnergy,
    ReadingsFound,
    RestoredBaseline,
    Result,
    RetrainedAll,
    TrainedBaseline,
)
from skill_enms.catalogue import Seu
from skill_enms.figures import DailyCheckSwitched, DriftReport, Ignored, PerformanceReport, PlantAccount
from skill_enms.findings import Performance
from skill_enms.history import StoredBaseline
from skill_enms.requests import Period
from skill_enms.usage import EnergyUsed, Peak, PlantUse, PlantUseComparison, Ranking, UseComparison

Data = dict[str, Any]
"""JSON-ready data."""


@singledispatch
def fields(result: Result) -> Data:
    """The fields of a result; those of a dataclass by their names, where nothing else is said below."""
    return {field.name: plain(getattr(result, field.name)) for field in dataclasses.fields(result)}


@fields.register
def _(result: TrainedBaseline) -> Data:
    found = _baseline(result.baseline)
    if result.choice is not None:
        found["choice"] = plain(result.choice)
    if result.forms:
        found["forms"] = [
            {"model": form.model, "driver": form.driver, "points": list(form.points), "aicc": form.aicc}
            for form in result.forms
        ]
    return found


@fields.register
def _(result: DescribedBaseline) -> Data:
    strength = result.baseline.fit.standardised
    ranked = sorted(strength, key=lambda driver: -abs(strength[driver]))
    return {**_baseline(result.baseline), "drivers_by_effect": ranked, "verdict": plain(result.verdict)}


@fields.register
def _(result: PredictedEnergy) -> Data:
    return {
        **_named(result.baseline),
        "conditions": dict(result.conditions),
        **plain(result.prediction),
        "unused": list(result.unused),
        "warnings": ["outside_trained_range"] if result.prediction.outside else [],
    }


@fields.register
def _(result: ComparedDrivers) -> Data:
    comparison = result.comparison
    return {
        **subject(result.seu, result.period),
        "sets": [{**plain(each.fit), "drivers": list(each.drivers), "aicc": each.aicc} for each in comparison.sets],
        "preferred": list(comparison.sets[comparison.preferred].drivers),
        "extra": plain(comparison.extra),
        "n_days": comparison.sets[0].fit.n,
        "days_dropped": dict(result.days_dropped),
        "data_sources": dict(result.data_sources),
    }


@fields.register
def _(result: RetrainedAll) -> Data:
    return {
        **subject(None, result.period),
        "trained": [_baseline(baseline) for baseline in result.trained],
        "failed": [_left(each) for each in result.failed],
        "worse": [_left(each) for each in result.worse],
        "without_baseline": [subject(seu, None) for seu in result.without_baseline],
        "cancelled": result.cancelled,
    }


@fields.register
def _(result: ReadingsFound) -> Data:
    return {
        **subject(result.seu, result.period),
        "readings": sum(extent.readings for extent in result.extents),
        "real_readings": sum(extent.readings for extent in result.extents if extent.real),
        "extents": [plain(extent) for extent in result.extents],
    }


@fields.register
def _(result: RestoredBaseline) -> Data:
    return {**_baseline(result.baseline), "replaced": _named(result.replaced)}


@fields.register
def _(result: BaselineChange) -> Data:
    return {**_baseline(result.baseline), "before": _baseline(result.before)}


@fields.register
def _(result: PlantAccount) -> Data:
    return {
        **subject(None, result.period),
        "energy_source": result.energy_source,
        "seus": [fields(report) for report in result.seus],
        "totals": [plain(total) for total in result.totals],
        "cost_difference": result.cost_difference,
        "carbon_difference": result.carbon_difference,
        "not_compared": [{**subject(one.seu, None), "code": one.reason.code} for one in result.not_compared],
        "counted_elsewhere": [subject(seu, None) for seu in result.counted_elsewhere],
        "counted_twice": plain(result.counted_twice),
        "ranking": result.ranking,
    }


@fields.register
def _(result: DriftReport) -> Data:
    return {
        **_named(result.baseline),
        **plain(result.drift),
        **subject(None, result.period),
        "n_days": result.n_days,
        "cost_per_day": result.cost_per_day,
        **_series(result.course),
        "adjustments": [plain(adjustment) for adjustment in result.adjustments],
    }


@fields.register
def _(result: DailyCheckSwitched) -> Data:
    return {"on": result.on, "enabled": result.enabled, "seus": [subject(seu, None) for seu in result.seus]}


@fields.register
def _(result: Ignored) -> Data:
    return {
        **subject(result.seus[0] if len(result.seus) == 1 else None, result.period),
        "seus": [subject(seu, None) for seu in result.seus],
        "why": result.reason,
        "adjustments": [plain(adjustment) for adjustment in result.adjustments],
    }


@fields.register
def _(result: EnergyUsed) -> Data:
    return {
        **plain(result.consumer),
        **plain(result.total),
        **subject(None, result.period),
        "cost": result.cost,
        "carbon": result.carbon,
        "days": [day.isoformat() for day in result.daily],
        "daily_amount": list(result.daily.values()),
    }


@fields.register
def _(result: PlantUse) -> Data:
    return {
        **subject(None, result.period),
        "uses": [fields(use) for use in result.uses],
        "cost": result.cost,
        "carbon": result.carbon,
        "unpriced": list(result.unpriced),
        "counted_twice": plain(result.counted_twice),
    }


@fields.register
def _(result: Peak) -> Data:
    return {
        **plain(result.consumer),
        **subject(None, result.period),
        "hour": plain(result.hour),
        "hour_amount": result.hour_amount,
        "day": plain(result.day),
        "day_amount": result.day_amount,
    }


@fields.register
def _(result: Ranking) -> Data:
    return {
        **subject(None, result.period),
        "energy_source": result.energy_source,
        "uses": [fields(use) for use in result.uses],
        "without_readings": [plain(consumer) for consumer in result.without_readings],
    }


@fields.register
def _(result: UseComparison) -> Data:
    return {**plain(_less_two(result)), "first": fields(result.first), "second": fields(result.second)}


@fields.register
def _(result: PlantUseComparison) -> Data:
    return {
        **plain(_less_two(result)),
        "first": fields(result.first),
        "second": fields(result.second),
        "by_source": [fields(each) for each in result.by_source],
    }


@fields.register
def _(result: PerformanceReport) -> Data:
    return {
        **_named(result.baseline),
        **plain(result.performance),
        "start": result.period.start.isoformat(),
        "end": result.period.end.isoformat(),
        "difference_percent": None
        if result.performance.improvement_percent is None
        else -result.performance.improvement_percent,
        "cost_difference": result.cost_difference,
        "carbon_difference": result.carbon_difference,
        "days_dropped": dict(result.days_dropped),
        "data_sources": dict(result.data_sources),
        "warnings": [reason.code for reason in (*result.performance.warnings, *result.findings)],
        "adjustments": [plain(adjustment) for adjustment in result.adjustments],
        "accepted": result.baseline.accepted,
    }


def _series(course: Performance | None) -> Data:
    """Day by day, for a dashboard: used, expected, and their difference summed up."""
    if course is None:
        return {"days": [], "daily_actual": [], "daily_expected": [], "cusum": []}
    return {name: plain(getattr(course, name)) for name in ("days", "daily_actual", "daily_expected", "cusum")}


def _less_two(result: UseComparison | PlantUseComparison) -> Data:
    """The figures of a comparison, without the two that it compares."""
    names = {field.name for field in dataclasses.fields(result)} - {"first", "second", "by_source"}
    return {name: getattr(result, name) for name in sorted(names)}


def _baseline(baseline: StoredBaseline) -> Data:
    fit = plain(baseline.fit)
    own = {
        field.name: plain(getattr(baseline, field.name))
        for field in dataclasses.fields(baseline)
        if field.name not in {"fit", "warnings"}
    }
    warnings = {
        "warnings": [reason.code for reason in baseline.warnings],
        "warning_data": {reason.code: plain(reason.data) for reason in baseline.warnings},
    }
    return {**fit, **own, **warnings, "n_days": baseline.n_days}


def _named(baseline: StoredBaseline) -> Data:
    """Which baseline it is, without its numbers."""
    return {
        "seu": baseline.seu,
        "energy_source": baseline.energy_source,
        "unit": baseline.unit,
        "baseline": {
            "id": baseline.id,
            "version": baseline.version,
            "drivers": list(baseline.fit.drivers),
            "start": baseline.start.isoformat(),
            "end": baseline.end.isoformat(),
            "r_squared": plain(baseline.fit.r_squared),
        },
    }


def subject(seu: Seu | None, period: Period | None) -> Data:
    """Whom and which days a result is about."""
    about = {} if seu is None else {"seu": seu.name, "energy_source": seu.energy_source}
    dates = {} if period is None else {"start": period.start.isoformat(), "end": period.end.isoformat()}
    return {**about, **dates}


def _left(each: NotRetrained) -> Data:
    return {**plain(each.reason.data), **subject(each.seu, None), "code": each.reason.code}


def plain(value: object) -> Any:  # noqa: ANN401 - JSON's own types have no narrower name
    """Dataclasses, mappings, sequences and dates as JSON knows them; numbers it can't write become null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
