"""Two consumptions side by side: of two SEUs, of one in two periods, or of the whole plant in two periods."""

from __future__ import annotations

from skill_enms.opening import Plant
from skill_enms.requests import Period
from skill_enms.service.consumption import Who, energy_use, plant_use
from skill_enms.usage import EnergyUsed, PlantUseComparison, UseComparison


def compare_use(plant: Plant, first: tuple[Who, Period], second: tuple[Who, Period]) -> UseComparison:
    """Two consumptions side by side. Raises Refused like `energy_use`."""
    return _beside(energy_use(plant, *first), energy_use(plant, *second))


def compare_plant_use(plant: Plant, first: Period, second: Period) -> PlantUseComparison:
    """What the whole plant used in two periods. Raises Refused like `plant_use`."""
    one, other = plant_use(plant, first), plant_use(plant, second)
    before = {use.consumer.energy_source: use for use in other.uses}
    return PlantUseComparison(
        first=one,
        second=other,
        by_source=tuple(
            _beside(use, before[use.consumer.energy_source]) for use in one.uses if use.consumer.energy_source in before
        ),
        cost_difference=_less(one.cost, other.cost),
        carbon_difference=_less(one.carbon, other.carbon),
        cost_percent=_percent(one.cost, other.cost),
    )


def _beside(one: EnergyUsed, other: EnergyUsed) -> UseComparison:
    alike = one.consumer.unit == other.consumer.unit
    amount, base = float(one.total.amount), float(other.total.amount)
    return UseComparison(
        first=one,
        second=other,
        difference=float(one.total.amount - other.total.amount) if alike else None,
        percent=_percent(amount, base) if alike else None,
        percent_per_day=_percent(
            amount / one.total.days_with_readings,
            base / other.total.days_with_readings,
        )
        if alike
        else None,
        cost_difference=_less(one.cost, other.cost),
        carbon_difference=_less(one.carbon, other.carbon),
    )


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _percent(one: float | None, other: float | None) -> float | None:
    """By how much one is more than the other, in per cent of it."""
    return None if one is None or not other else 100 * (one - other) / other
