"""Which use case answers which request: what the catalogue alone can tell at once, the rest by `analysing`."""

from __future__ import annotations

from skill_enms.answers import Result
from skill_enms.opening import Plant
from skill_enms.reasons import Refused
from skill_enms.requests import (
    Author,
    EnergyHelp,
    ListEnergySources,
    ListFeatures,
    ListSeus,
    Question,
    Request,
    SwitchDailyCheck,
)
from skill_enms.service import listing
from skill_enms.service.progress import Progress, unheard


def answer(plant: Plant, request: Request, author: Author, progress: Progress = unheard) -> Result | Question:
    """Carry out a request that is complete; a question where it turns out not to be.

    Raises Refused where it can't be carried out. The analytics are imported with the first request that needs them:
    they are most of the skill's weight.
    """
    match request:
        case ListEnergySources():
            return listing.list_energy_sources(plant.catalogue())
        case ListSeus():
            return listing.list_seus(plant.catalogue(), request)
        case ListFeatures():
            return listing.list_features(plant.catalogue(), request)
        case EnergyHelp():
            return listing.energy_help(plant.catalogue())
        case SwitchDailyCheck():  # the device's own, which no use case of the plant's carries out
            raise Refused("not_understood")
        case _:
            from skill_enms.service.analysing import analyse

            known = plant.known_catalogue()
            try:
                return analyse(plant, request, author, progress)
            except Refused as refusal:
                # A table or column that was there when the catalogue was read: what is missing has a code of its own.
                if refusal.reason.code != "database_not_prepared" or plant.refresh() is known:
                    raise
                return analyse(plant, request, author, progress)
