"""Which readings of an SEU there are, and which of them are real."""

from __future__ import annotations

from skill_enms.answers import ReadingsFound
from skill_enms.opening import Plant
from skill_enms.plant.days import Days
from skill_enms.plant.extents import extents
from skill_enms.reasons import Refused
from skill_enms.requests import DataSources


def data_sources(plant: Plant, request: DataSources) -> ReadingsFound:
    """The readings of an SEU's meter by data source, of a period or all there are. Raises Refused `no_meter`."""
    seu, period = request.seu, request.period
    if seu is None:
        raise Refused("not_understood")
    database, catalogue = plant.open(), plant.catalogue()
    if period is None:
        return ReadingsFound(seu, None, extents(database, catalogue, seu))
    return ReadingsFound(seu, period, extents(database, catalogue, seu, Days(period, seu.time_zone).span))
