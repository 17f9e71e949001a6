"""Sets of drivers against each other, on the same days. Nothing is stored."""

from __future__ import annotations

from skill_enms.analytics.comparison import compare
from skill_enms.answers import ComparedDrivers
from skill_enms.opening import Plant
from skill_enms.plant.readings import daily_series
from skill_enms.reasons import Refused
from skill_enms.requests import CompareDrivers
from skill_enms.service.definitions import TARGET
from skill_enms.service.fitting import about


def compare_drivers(plant: Plant, request: CompareDrivers) -> ComparedDrivers:
    """Fit every set on the days that have a value of every driver of any set.

    Raises Refused where the plant has no such data, or a set has no unique answer.
    """
    seu, period = request.seu, request.period
    if seu is None or period is None or not request.sets:
        raise Refused("not_understood")
    names = dict.fromkeys(name for drivers in request.sets for name in drivers)
    series = daily_series(plant.open(), plant.catalogue(), seu, tuple(names), period)
    with about(seu):
        comparison = compare(series.frame, TARGET, request.sets)
    return ComparedDrivers(seu, period, comparison, series.days_dropped, series.data_sources)
