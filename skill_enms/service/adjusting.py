"""Days that don't count because something happened: "ignore August 1 to 15, shutdown"."""

from __future__ import annotations

from collections.abc import Sequence

from skill_enms.adjustments import NewAdjustment
from skill_enms.catalogue import Seu
from skill_enms.figures import Ignored
from skill_enms.opening import Plant
from skill_enms.plant import adjustments
from skill_enms.reasons import Refused
from skill_enms.requests import Author, Period


def ignore_period(plant: Plant, seus: Sequence[Seu], period: Period, reason: str, author: Author) -> Ignored:
    """Leave these days of these SEUs out of every comparison with a baseline from now on; the readings stay.

    Raises Refused `no_seus`, `adjustment_invalid`, and what writing raises.
    """
    if not seus:
        raise Refused("no_seus")
    who = author.session_id if author.site_id in {"", "unknown"} else f"{author.session_id} ({author.site_id})"
    wanted = [
        NewAdjustment(seu_id=seu.id, start=period.start, end=period.end, reason=reason, author=who) for seu in seus
    ]
    return Ignored(tuple(seus), period, reason, adjustments.add(plant.open(), wanted))
