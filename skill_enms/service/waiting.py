"""How long an answer will take, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Sequence

from skill_enms.catalogue import Seu
from skill_enms.opening import Plant
from skill_enms.reasons import Refused
from skill_enms.requests import CompareDrivers, EnergyPerformance, EnergyUse, Period, Request, TrainBaseline


def expected_seconds(plant: Plant, request: Request) -> float | None:
    """About how many seconds it takes to read what a request is about; None where the request doesn't tell."""
    match request:
        case TrainBaseline(seu=Seu() as seu, period=Period() as period):
            features = request.features or _all_features(plant, seu)
        case CompareDrivers(seu=Seu() as seu, period=Period() as period):
            features = tuple(name for drivers in request.sets for name in drivers)
        case EnergyPerformance(seu=Seu() as seu, period=Period() as period):
            features = seu.drivers
        case EnergyUse(seu=Seu() as seu, period=Period() as period):
            features = ()
        case _:
            return None
    return _seconds(plant, seu, features, period)


def _all_features(plant: Plant, seu: Seu) -> tuple[str, ...]:
    catalogue = plant.known_catalogue()
    return () if catalogue is None else tuple(feature.name for feature in catalogue.features_of(seu.energy_source))


def _seconds(plant: Plant, seu: Seu, features: Sequence[str], period: Period) -> float | None:
    from skill_enms.plant.readings import seconds_to_read  # numpy, which a request that reads nothing doesn't need

    try:
        return seconds_to_read(plant.open(), plant.catalogue(), seu, features, period)
    except Refused:  # the answer itself says why
        return None
