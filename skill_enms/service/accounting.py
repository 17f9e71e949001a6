"""Which use case answers which question about consumption: of the plant, of a period, without or with a baseline."""

from __future__ import annotations

from skill_enms.answers import Result
from skill_enms.opening import Plant
from skill_enms.reasons import Refused
from skill_enms.requests import Author, EnergyDrift, EnergyUse, IgnorePeriod, PlantPerformance
from skill_enms.service.adjusting import ignore_period
from skill_enms.service.consumption import Who, energy_peak, energy_use, plant_use, top_consumers
from skill_enms.service.drifting import energy_drift
from skill_enms.service.plant_performance import plant_performance

Asked = PlantPerformance | EnergyDrift | EnergyUse | IgnorePeriod


def account(plant: Plant, request: Asked, author: Author) -> Result:
    """Carry out a request; raises Refused where it can't be carried out."""
    match request:
        case PlantPerformance(period=period) if period is not None:
            return plant_performance(plant, period, request.energy_source)
        case EnergyDrift(seu=seu) if seu is not None:
            return energy_drift(plant, seu, request.period)
        case IgnorePeriod(seu=seu, period=period) if seu is not None and period is not None:
            return ignore_period(plant, [seu], period, request.why, author)
        case EnergyUse():
            return _use(plant, request)
    raise Refused("not_understood")


def _use(plant: Plant, request: EnergyUse) -> Result:
    period = request.period
    if period is None:
        raise Refused("not_understood")
    if request.about == "ranking":
        return top_consumers(plant, period, request.energy_source)
    who: Who | None = request.seu
    if who is None and request.energy_source is not None:
        who = plant.catalogue().energy_source(request.energy_source)
    if who is None:
        if request.about == "peak":
            raise Refused("not_understood")
        return plant_use(plant, period)
    return energy_peak(plant, who, period) if request.about == "peak" else energy_use(plant, who, period)
