"""Who may change baselines and marks: anybody, unless the settings name sites or sessions.

The message bus knows no users, so this keeps a satellite in the hall from changing what the energy manager's office
relies on; it is no wall against programs on the bus. The database's roles are that.
"""

from __future__ import annotations

from skill_enms.opening import Plant
from skill_enms.plant import baselines
from skill_enms.reasons import Refused
from skill_enms.requests import (
    Author,
    IgnorePeriod,
    Request,
    RestoreBaseline,
    RetrainAll,
    SwitchDailyCheck,
    TrainBaseline,
)

CHANGING = (RetrainAll, RestoreBaseline, IgnorePeriod, SwitchDailyCheck)
"""What changes something that others rely on, whatever there is. A training does where it replaces a baseline."""


def check_kind(plant: Plant, request: Request, author: Author) -> None:
    """Raise Refused `not_allowed_here` where such a request may not be made from there, before its pieces are known."""
    if isinstance(request, CHANGING) and not _may_change(plant, author):
        raise Refused("not_allowed_here")


def check(plant: Plant, request: Request, author: Author) -> None:
    """Raise Refused `not_allowed_here` where this request may not be carried out from there."""
    check_kind(plant, request, author)
    if not isinstance(request, TrainBaseline) or request.seu is None or _may_change(plant, author):
        return
    if baselines.active(plant.open(), request.seu) is not None:
        raise Refused("not_allowed_here")


def _may_change(plant: Plant, author: Author) -> bool:
    return plant.settings.may_change(author.site_id, author.session_id)
