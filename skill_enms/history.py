"""What is kept of a training: enough to describe it, to predict with it, to judge a period by it and to repeat it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from skill_enms.reasons import Reason
from skill_enms.results import Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBaseline:
    """A training that is to be stored."""

    seu_id: str
    """`Seu.id`."""
    seu: str
    """`Seu.name` at the time."""
    energy_source: str
    """`EnergySource.name` at the time."""
    unit: str
    """Unit of consumption; coefficients are in this unit per day and driver unit."""
    time_zone: str
    """IANA zone of the days."""
    start: date
    """First day of the baseline period."""
    end: date
    """The day after its last one."""
    fit: Fit
    """All numbers of the model; its drivers are feature names."""
    definitions: Mapping[str, Mapping[str, object]]
    """Driver → what it was made of (aggregate, kind, column, parameters such as a base temperature); plain values."""
    days_dropped: Mapping[str, int]
    """Cause → count, for the days of the period that were not fitted."""
    data_sources: Mapping[str, float]
    """Data source → share of the readings."""
    include_backfill: bool = False
    """Whether backfilled readings were let in."""
    warnings: tuple[Reason, ...] = ()
    """Findings that didn't prevent the training."""
    rule_set: str = ""
    """The acceptance rule set it was judged by; empty where none was."""
    accepted: bool | None = None
    """Whether it met the rule set."""
    session: str = ""
    """The session that asked for it."""
    site: str = ""
    """Where that session was."""
    reason: str = ""
    """Why it was trained: the intent, or what the user said of it."""

    @property
    def n_days(self) -> int:
        """Days fitted."""
        return self.fit.n


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBaseline(NewBaseline):
    """One row of the history. Which one of an SEU's is active may change; nothing else ever does."""

    id: int
    """Its key."""
    version: int
    """1 for the SEU's first baseline, then counting."""
    active: bool
    """Whether this is the SEU's present baseline."""
    trained_at: datetime
    """When it was stored."""
    fingerprint: str
    """SHA-256 of the daily series that was fitted, hexadecimal."""
    library_versions: Mapping[str, str] = field(default_factory=dict)
    """Library → version that computed it."""
