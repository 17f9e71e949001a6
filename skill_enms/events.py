"""What other programs hear on the bus: `enms.request` and `enms.result`, as plain data that travels as JSON.

Names are the catalogue's, dates are ISO with an exclusive `end`, and null stands for what isn't known (yet).
"""

from __future__ import annotations

from skill_enms.answers import Result
from skill_enms.reasons import Reason
from skill_enms.requests import (
    CompareDrivers,
    EnergyUse,
    IgnorePeriod,
    PredictEnergy,
    Question,
    Request,
    SwitchDailyCheck,
    TrainBaseline,
)
from skill_enms.told import Data, fields, plain, subject

REQUEST_EVENT = "enms.request"
RESULT_EVENT = "enms.result"
NOTICE_EVENT = "enms.notice"
"""What the daily check found, without anybody having asked: the fields of a drift."""
COUNTERS_EVENT = "enms.counters"
"""Told after every utterance, and on being asked by `COUNTERS_WANTED`."""
COUNTERS_WANTED = "enms.counters.get"
UNMATCHED_EVENT = "complete_intent_failure"
"""OVOS' own, of an utterance that nobody understood."""

_NOBODY: Data = {"seu": None, "energy_source": None, "start": None, "end": None}


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
            if request.about == "comparison":
                data["against"] = {**_NOBODY, **subject(request.against, request.against_period)}
        case IgnorePeriod():
            data["why"] = request.why
        case SwitchDailyCheck():
            data["on"] = request.on
    return data


def result_data(intent: str, result: Result) -> Data:
    """An `enms.result` of something that worked."""
    return {"intent": intent, "ok": True, "code": None, **plain(fields(result))}


def refusal_data(intent: str | None, reason: Reason) -> Data:
    """An `enms.result` of a refusal; the reason's data beside its code."""
    return {**plain(reason.data), "intent": intent, "ok": False, "code": reason.code}


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
