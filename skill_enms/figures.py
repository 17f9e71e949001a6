"""What comes of holding SEUs and the plant against their baselines: totals, drift, and all that a report shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from skill_enms.adjustments import Adjustment
from skill_enms.catalogue import EnergySource, Seu
from skill_enms.findings import Drift, Performance, Verdict
from skill_enms.history import StoredBaseline
from skill_enms.reasons import Reason
from skill_enms.requests import Period

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class PerformanceReport:
    """A period against the active baseline."""

    baseline: StoredBaseline
    """The baseline."""
    period: Period
    """The days asked for."""
    performance: Performance
    """The numbers, in the baseline's unit."""
    cost_difference: float | None
    """Money for the difference, positive for more than expected; None where the energy source has no price."""
    carbon_difference: float | None
    """kg CO₂ of the difference; None where the energy source has no carbon intensity."""
    days_dropped: Mapping[str, int] = field(default_factory=dict)
    """Cause → count, for the days that could not be used."""
    data_sources: Mapping[str, float] = field(default_factory=dict)
    """Data source → share of the readings."""
    findings: tuple[Reason, ...] = ()
    """What is odd in the readings and was kept."""
    adjustments: tuple[Adjustment, ...] = ()
    """Non-routine adjustments that touch the period; they are applied."""


@dataclass(frozen=True, slots=True)
class NotCompared:
    """An SEU that has no say in a comparison."""

    seu: Seu
    """Which."""
    reason: Reason
    """Why; a code of `REFUSALS`, `no_baseline` for instance."""


@dataclass(frozen=True, slots=True)
class SourceTotal:
    """All compared SEUs of one energy source together, each machine counted once."""

    energy_source: str
    """`EnergySource.name`."""
    unit: str
    """Its unit; the amounts are in it."""
    n_seus: int
    """SEUs that count."""
    actual: float
    """What they used on the days compared."""
    expected: float
    """What their baselines expect of those days."""
    difference: float
    """actual − expected."""
    percent: float | None
    """The difference in per cent of what is expected; None where nothing is."""
    uncertainty: float
    """Half width of the interval around the difference, the models taken as independent. Of the models only."""
    within_uncertainty: bool
    """Whether that interval includes zero."""
    cost_difference: float | None
    """Money for the difference; None where the energy source has no price."""
    carbon_difference: float | None
    """kg CO₂ of it; None where the energy source has no carbon intensity."""


@dataclass(frozen=True, slots=True)
class PlantAccount:
    """A period of the whole plant against the active baselines."""

    period: Period
    """The days asked for."""
    energy_source: str | None
    """The one energy source that was asked about; None for all."""
    seus: tuple[PerformanceReport, ...]
    """Every SEU that could be compared, the one furthest over its baseline (in per cent) first."""
    totals: tuple[SourceTotal, ...]
    """By energy source, in the catalogue's order."""
    cost_difference: float | None
    """Money for all of them; None where nothing was compared or a price is missing."""
    carbon_difference: float | None
    """kg CO₂ of all of them; None likewise."""
    not_compared: tuple[NotCompared, ...] = ()
    """SEUs that could not be compared."""
    counted_elsewhere: tuple[Seu, ...] = ()
    """SEUs whose machines are part of others' totals already, and which are left out of `totals`."""
    counted_twice: tuple[tuple[str, str], ...] = ()
    """Pairs of energy sources whose cost and CO₂ may contain each other: one is a driver of the other's meter."""
    ranking: bool = False
    """Whether it was asked who is furthest over."""


@dataclass(frozen=True, slots=True)
class DriftReport:
    """Whether an SEU has left its baseline, since when and by how much."""

    baseline: StoredBaseline
    """The baseline."""
    period: Period
    """The days watched."""
    drift: Drift
    """What was found, in the baseline's unit a day."""
    n_days: int
    """Days that have a value of consumption and of every driver."""
    cost_per_day: float | None
    """Money a day for the present level; None without a level, or without a price."""
    course: Performance | None = None
    """The days against the baseline, with their CUSUM; None where no day is left."""
    adjustments: tuple[Adjustment, ...] = ()
    """Adjustments that touch the period."""


@dataclass(frozen=True, slots=True)
class DailyCheckSwitched:
    """Whether one is warned of drift from now on."""

    on: bool
    """Whether one is."""
    seus: tuple[Seu, ...] = ()
    """Of whose drift; empty for the check as a whole."""
    enabled: bool = True
    """Whether the check runs at all: one machine alone doesn't turn it on."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Days that were left out of comparisons from now on."""

    seus: tuple[Seu, ...]
    """Whose days."""
    period: Period
    """Which days."""
    reason: str
    """Why; empty where nothing was said."""
    adjustments: tuple[Adjustment, ...]
    """What was stored, one an SEU."""


@dataclass(frozen=True, slots=True, eq=False)
class SeuReport:
    """Everything that the report on one SEU shows."""

    seu: Seu
    """Which."""
    source: EnergySource
    """Its energy source."""
    account: PerformanceReport
    """The period against the baseline."""
    drift: Drift
    """Turning points in the period."""
    verdict: Verdict
    """The baseline against the rule set that it was judged by."""
    days: pd.DataFrame
    """The days compared: `consumption`, and one column a driver."""
    trained_on: pd.DataFrame
    """The days that the baseline was fitted on, likewise."""


@dataclass(frozen=True, slots=True, eq=False)
class PlantReport:
    """Everything that the report on the plant shows."""

    performance: PlantAccount
    """All SEUs against their baselines."""
    units: dict[str, str]
    """`EnergySource.name` → its unit."""
