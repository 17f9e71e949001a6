"""A period against the active baseline."""

from __future__ import annotations

from skill_enms.figures import PerformanceReport
from skill_enms.opening import Plant
from skill_enms.reasons import Refused
from skill_enms.requests import EnergyPerformance
from skill_enms.service.against_baseline import account_of, routine_days


def energy_performance(plant: Plant, request: EnergyPerformance) -> PerformanceReport:
    """Actual against expected over a period, with the model's uncertainty, cost and CO₂.

    Non-routine adjustments are applied. Raises Refused `no_baseline`, and where the plant has no such data.
    """
    if request.period is None or request.seu is None:
        raise Refused("not_understood")
    days = routine_days(plant, request.seu, request.period)
    return account_of(days, request.seu, request.period)
