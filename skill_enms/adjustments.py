"""Non-routine adjustments: what happened to an SEU that its drivers do not tell, so that its days compare anyway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAdjustment:
    """An adjustment that is to be made."""

    seu_id: str
    """`Seu.id`."""
    start: date
    """First plant-local day of it."""
    end: date
    """The day after its last one."""
    reason: str
    """Why, in its author's words."""
    author: str
    """Who says so."""
    amount_per_day: float | None = None
    """What the baseline's expectation of each day is raised by, in its unit; None: the days are left out."""

    def covers(self, day: date) -> bool:
        """Whether it concerns that day."""
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment(NewAdjustment):
    """An adjustment that stands."""

    id: int
    """Its key."""
    created_at: datetime
    """When it was made."""
