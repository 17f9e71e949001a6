"""Which use case answers which question about consumption: of the plant, of a period, without or with a baseline."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.answers import Result
from skill_enms.opening import Plant
from skill_enms.reasons import Refused
from skill_enms.requests import Author, EnergyDrift, EnergyUse, IgnorePeriod, Period, PlantPerformance
from skill_enms.service.adjusting import ignore_period
from skill_enms.service.consumption import Who, energy_peak, energy_use, plant_use, top_consumers
from skill_enms.service.drifting import energy_drift
from skill_enms.service.plant_performance import plant_performance
from skill_enms.service.side_by_side import compare_plant_use, compare_use
from skill_enms.usage import EnergyUsed, PlantUse

Asked = PlantPerformance | EnergyDrift | EnergyUse | IgnorePeriod


def account(plant: Plant, request: Asked, author: Author) -> Result:
    """Carry out a request; raises Refused where it can't be carried out."""
    match request:
        case PlantPerformance(period=period) if period is not None:
            return replace(plant_performance(plant, period, request.energy_source), ranking=request.ranking)
        case EnergyDrift(seu=seu) if seu is not None:
            return energy_drift(plant, seu, request.period)
        case IgnorePeriod(seu=seu, period=period) if seu is not None and period is not None:
            return ignore_period(plant, [seu], period, request.why, author)
        case IgnorePeriod(everywhere=True, period=period) if period is not None:
            seus = [seu for seu in plant.catalogue().seus if request.energy_source in {None, seu.energy_source}]
            return ignore_period(plant, seus, period, request.why, author)
        case EnergyUse():
            return _use(plant, request)
    raise Refused("not_understood")


def _use(plant: Plant, request: EnergyUse) -> Result:
    period = request.period
    if period is None:
        raise Refused("not_understood")
    who: Who | None = request.seu
    if who is None and request.energy_source is not None:
        who = plant.catalogue().energy_source(request.energy_source)
    match request.about:
        case "ranking":
            return top_consumers(plant, period, request.energy_source)
        case "peak" if who is not None:
            return energy_peak(plant, who, period)
        case "peak":
            raise Refused("not_understood")
        case "comparison":
            return _compared(plant, request, who, period)
    used = plant_use(plant, period) if who is None else energy_use(plant, who, period)
    _known(used, request)
    return used


def _compared(plant: Plant, request: EnergyUse, who: Who | None, period: Period) -> Result:
    other_period = request.against_period or period
    if who is None:
        return compare_plant_use(plant, period, other_period)
    return compare_use(plant, (who, period), (request.against or who, other_period))


def _known(used: EnergyUsed | PlantUse, request: EnergyUse) -> None:
    """Refuses where money or CO₂ was asked for and no row of the plant says what that is."""
    sources = used.uses if isinstance(used, PlantUse) else (used,)
    if request.about == "cost" and all(use.cost is None for use in sources):
        raise Refused("no_price", energy_source=sources[0].consumer.energy_source)
    if request.about == "carbon" and all(use.carbon is None for use in sources):
        raise Refused("no_carbon_intensity", energy_source=sources[0].consumer.energy_source)
