"""What is worth doing next, offered with an answer: "yes" carries it out, anything else leaves all as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from skill_enms.answers import ComparedDrivers, Result, RetrainedAll, TrainedBaseline
from skill_enms.reasons import Reason, foremost
from skill_enms.requests import CompareDrivers, Request, RetrainAll, TrainBaseline


@dataclass(frozen=True, slots=True)
class Offer:
    """What "yes" stands for."""

    request: Request
    """The request that is carried out."""
    about: str
    """What is offered, the name of its sentence: `dialog/offer_<about>.dialog`."""


def offer_after(request: Request, result: Result) -> Offer | None:
    """What an answer suggests."""
    match request, result:
        case TrainBaseline(), TrainedBaseline():
            warning = foremost(result.baseline.warnings)
            return None if warning is None else _instead(request, warning)
        case CompareDrivers(), ComparedDrivers():
            preferred = result.comparison.sets[result.comparison.preferred].drivers
            return Offer(
                TrainBaseline(request.seu, request.energy_source, preferred, period=request.period), "train_preferred"
            )
        case RetrainAll(), RetrainedAll() if result.worse:
            return Offer(
                replace(request, only=tuple(each.seu for each in result.worse), confirmed=True), "replace_better"
            )
    return None


def offer_instead(request: Request, refusal: Reason) -> Offer | None:
    """What can be done in the place of what was refused."""
    if not isinstance(request, TrainBaseline):
        return None
    match refusal.code:
        case "collinear_drivers":
            return _instead(request, refusal)
        case "constant_driver":
            others = tuple(name for name in request.features or () if name != refusal.data["driver"])
            return Offer(replace(request, features=others), "leave_out") if others else None
        case "only_backfill":
            return Offer(replace(request, include_backfill=True), "include_backfill")
    return None


def _instead(request: TrainBaseline, reason: Reason) -> Offer | None:
    """The drivers that a reason names as the better ones."""
    features = tuple(cast("Sequence[str]", reason.data.get("alternative") or ()))
    if not features or set(features) == set(request.features or ()):
        return None
    return Offer(replace(request, features=features, choose=False, confirmed=True), "use_instead")
