"""What other programs hear on the bus: `enms.request` and `enms.result`, as plain data that travels as JSON.

Names are the catalogue's, dates are ISO with an exclusive `end`, and null stands for what isn't known (yet).
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
COUNTERS_EVENT = "enms.counters"
"""Told after every utterance, and on being asked by `COUNTERS_WANTED`."""
COUNTERS_WANTED = "enms.counters.get"
    RestoredBaseline,
    Result,
    RetrainedAll,
    TrainedBaseline,
)
from skill_enms.catalogue import Seu
from skill_enms.figures import DriftReport, Ignored, PerformanceReport, PlantAccount
from skill_enms.history import StoredBaseline
from skill_enms.reasons import Reason
from skill_enms.requests import (
    CompareDrivers,
    EnergyUse,
    IgnorePeriod,
    Period,
    PredictEnergy,
    Question,
    Request,
    TrainBaseline,
)
from skill_enms.usage import EnergyUsed, Peak, PlantUse, Ranking

REQUEST_EVENT = "enms.request"
RESULT_EVENT = "enms.result"

Data = dict[str, Any]
"""JSON-ready data."""


def request_data(request: Request) -> Data:
    """An `enms.request`: the pieces that every request may have, then those of its own intent."""
    seu = getattr(request, "seu", None)
    period = getattr(request, "period", None)
    features = getattr(request, "features", None)
    data: Data = {
        "intent": request.intent,
        "seu": None if seu is None else seu.name,
        "energy_source": getattr(request, "energy_source", None),
        "features": list(features)
        if features is not None
        else ([] if not isinstance(request, TrainBaseline) else None),
        "start": None if period is None else period.start.isoformat(),
        "end": None if period is None else period.end.isoformat(),
    }
    match request:
        case TrainBaseline():
            data["choose"] = request.choose
        case PredictEnergy():
            data["conditions"] = dict(request.conditions)
        case CompareDrivers():
            data["sets"] = [list(names) for names in request.sets]
        case EnergyUse():
            data["about"] = request.about
        case IgnorePeriod():
            data["why"] = request.why
    return data


def result_data(intent: str, result: Result) -> Data:
    """An `enms.result` of something that worked."""
    return {"intent": intent, "ok": True, "code": None, **_plain(_fields(result))}


def refusal_data(intent: str | None, reason: Reason) -> Data:
    """An `enms.result` of a refusal; the reason's data beside its code."""
    return {**_plain(reason.data), "intent": intent, "ok": False, "code": reason.code}


def question_data(intent: str, question: Question) -> Data:
    """An `enms.result` that asks back."""
    return {
        "intent": intent,
        "ok": False,
        "code": "question",
        "about": question.about,
        "reason": None if question.reason is None else question.reason.code,
        "choices": list(question.choices),
    }


@singledispatch
def _fields(result: Result) -> Data:
    """The fields of a result; those of a dataclass by their names, where nothing else is said below."""
    return {field.name: _plain(getattr(result, field.name)) for field in dataclasses.fields(result)}


@_fields.register
def _(result: TrainedBaseline) -> Data:
    found = _baseline(result.baseline)
    if result.choice is not None:
        found["choice"] = _plain(result.choice)
    if result.forms:
        found["forms"] = [
            {"model": form.model, "driver": form.driver, "points": list(form.points), "aicc": form.aicc}
            for form in result.forms
        ]
    return found


@_fields.register
def _(result: DescribedBaseline) -> Data:
    strength = result.baseline.fit.standardised
    ranked = sorted(strength, key=lambda driver: -abs(strength[driver]))
    return {**_baseline(result.baseline), "drivers_by_effect": ranked, "verdict": _plain(result.verdict)}


@_fields.register
def _(result: PredictedEnergy) -> Data:
    return {
        **_named(result.baseline),
        "conditions": dict(result.conditions),
        **_plain(result.prediction),
        "unused": list(result.unused),
        "warnings": ["outside_trained_range"] if result.prediction.outside else [],
    }


@_fields.register
def _(result: ComparedDrivers) -> Data:
    comparison = result.comparison
    return {
        **_subject(result.seu, result.period),
        "sets": [{**_plain(each.fit), "drivers": list(each.drivers), "aicc": each.aicc} for each in comparison.sets],
        "preferred": list(comparison.sets[comparison.preferred].drivers),
        "extra": _plain(comparison.extra),
        "n_days": comparison.sets[0].fit.n,
        "days_dropped": dict(result.days_dropped),
        "data_sources": dict(result.data_sources),
    }


@_fields.register
def _(result: RetrainedAll) -> Data:
    return {
        **_subject(None, result.period),
        "trained": [_baseline(baseline) for baseline in result.trained],
        "failed": [_left(each) for each in result.failed],
        "worse": [_left(each) for each in result.worse],
        "without_baseline": [_subject(seu, None) for seu in result.without_baseline],
        "cancelled": result.cancelled,
    }


@_fields.register
def _(result: ReadingsFound) -> Data:
    return {
        **_subject(result.seu, result.period),
        "readings": sum(extent.readings for extent in result.extents),
        "real_readings": sum(extent.readings for extent in result.extents if extent.real),
        "extents": [_plain(extent) for extent in result.extents],
    }


@_fields.register
def _(result: RestoredBaseline) -> Data:
    return {**_baseline(result.baseline), "replaced": _named(result.replaced)}


@_fields.register
def _(result: BaselineChange) -> Data:
    return {**_baseline(result.baseline), "before": _baseline(result.before)}


@_fields.register
def _(result: PlantAccount) -> Data:
    return {
        **_subject(None, result.period),
        "energy_source": result.energy_source,
        "seus": [_fields(report) for report in result.seus],
        "totals": [_plain(total) for total in result.totals],
        "cost_difference": result.cost_difference,
        "carbon_difference": result.carbon_difference,
        "not_compared": [{**_subject(one.seu, None), "code": one.reason.code} for one in result.not_compared],
        "counted_elsewhere": [_subject(seu, None) for seu in result.counted_elsewhere],
    }


@_fields.register
def _(result: DriftReport) -> Data:
    return {
        **_named(result.baseline),
        **_plain(result.drift),
        **_subject(None, result.period),
        "n_days": result.n_days,
        "cost_per_day": result.cost_per_day,
        "adjustments": [_plain(adjustment) for adjustment in result.adjustments],
    }


@_fields.register
def _(result: Ignored) -> Data:
    return {
        **_subject(result.seus[0] if len(result.seus) == 1 else None, result.period),
        "seus": [_subject(seu, None) for seu in result.seus],
        "why": result.reason,
        "adjustments": [_plain(adjustment) for adjustment in result.adjustments],
    }


@_fields.register
def _(result: EnergyUsed) -> Data:
    return {
        **_plain(result.consumer),
        **_plain(result.total),
        **_subject(None, result.period),
        "cost": result.cost,
        "carbon": result.carbon,
    }


@_fields.register
def _(result: PlantUse) -> Data:
    return {
        **_subject(None, result.period),
        "uses": [_fields(use) for use in result.uses],
        "cost": result.cost,
        "carbon": result.carbon,
        "unpriced": list(result.unpriced),
    }


@_fields.register
def _(result: Peak) -> Data:
    return {
        **_plain(result.consumer),
        **_subject(None, result.period),
        "hour": _plain(result.hour),
        "hour_amount": result.hour_amount,
        "day": _plain(result.day),
        "day_amount": result.day_amount,
    }


@_fields.register
def _(result: Ranking) -> Data:
    return {
        **_subject(None, result.period),
        "energy_source": result.energy_source,
        "uses": [_fields(use) for use in result.uses],
        "without_readings": [_plain(consumer) for consumer in result.without_readings],
    }


@_fields.register
def _(result: PerformanceReport) -> Data:
    return {
        **_named(result.baseline),
        **_plain(result.performance),
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
        "adjustments": [_plain(adjustment) for adjustment in result.adjustments],
        "accepted": result.baseline.accepted,
    }


def _baseline(baseline: StoredBaseline) -> Data:
    fit = _plain(baseline.fit)
    own = {
        field.name: _plain(getattr(baseline, field.name))
        for field in dataclasses.fields(baseline)
        if field.name not in {"fit", "warnings"}
    }
    warnings = {
        "warnings": [reason.code for reason in baseline.warnings],
        "warning_data": {reason.code: _plain(reason.data) for reason in baseline.warnings},
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
            "r_squared": _plain(baseline.fit.r_squared),
        },
    }


def _subject(seu: Seu | None, period: Period | None) -> Data:
    """Whom and which days a result is about."""
    about = {} if seu is None else {"seu": seu.name, "energy_source": seu.energy_source}
    dates = {} if period is None else {"start": period.start.isoformat(), "end": period.end.isoformat()}
    return {**about, **dates}


def _left(each: NotRetrained) -> Data:
    return {**_plain(each.reason.data), **_subject(each.seu, None), "code": each.reason.code}


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON's own types have no narrower name
    """Dataclasses, mappings, sequences and dates as JSON knows them; numbers it can't write become null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
