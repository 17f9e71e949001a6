"""What an answer may be: the result of each thing that one can ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skill_enms.catalogue import Seu
from skill_enms.figures import DailyCheckSwitched, DriftReport, Ignored, PerformanceReport, PlantAccount
from skill_enms.findings import ChangePoint, Choice, Comparison, Prediction, Verdict
from skill_enms.history import StoredBaseline
from skill_enms.reasons import Reason
from skill_enms.requests import Period
from skill_enms.results import Extent
from skill_enms.usage import EnergyUsed, Peak, PlantUse, PlantUseComparison, Ranking, UseComparison


@dataclass(frozen=True, slots=True)
class SourceList:
    """The energy sources of the plant."""

    energy_sources: tuple[str, ...]
    """`EnergySource.name`s, in the catalogue's order."""


@dataclass(frozen=True, slots=True)
class SeuName:
    """An SEU, told by its names."""

    seu: str
    """`Seu.name`."""
    energy_source: str
    """`EnergySource.name`."""


@dataclass(frozen=True, slots=True)
class SeuList:
    """SEUs of the plant."""

    energy_source: str | None
    """The one source asked for; None for all."""
    seus: tuple[SeuName, ...]
    """In the catalogue's order."""


@dataclass(frozen=True, slots=True)
class FeatureList:
    """Features that may drive an energy source's SEUs."""

    energy_source: str
    """`EnergySource.name`."""
    features: tuple[str, ...]
    """`Feature.name`s, those of explicit rows first."""


@dataclass(frozen=True, slots=True)
class HelpTopics:
    """What one can say here, with names of this plant."""

    seu: str | None
    """An SEU to make an example of; None in an empty plant."""
    energy_source: str | None
    """Its energy source."""
    features: tuple[str, ...]
    """One or two of its features."""


@dataclass(frozen=True, slots=True)
class TrainedBaseline:
    """A training that was stored and is now its SEU's active baseline."""

    baseline: StoredBaseline
    """The new version."""
    choice: Choice | None = None
    """How its drivers were chosen, where that was left to us."""
    forms: tuple[ChangePoint, ...] = ()
    """The change-point models that were compared, the best first, if they were asked for; a choice beside is better."""


@dataclass(frozen=True, slots=True)
class DescribedBaseline:
    """The active baseline of an SEU."""

    baseline: StoredBaseline
    """All about it."""
    verdict: Verdict
    """How it does by the acceptance rules it was trained under."""
    details: bool
    """Whether the long answer was asked for."""
    formula: bool = False
    """Whether its formula was asked for."""


@dataclass(frozen=True, slots=True)
class PredictedEnergy:
    """What an SEU is expected to use on a day under given conditions."""

    baseline: StoredBaseline
    """The baseline that expects it."""
    conditions: Mapping[str, float]
    """Feature → the day's value: the drivers, and temperatures that degree days among them follow from."""
    prediction: Prediction
    """The numbers, in the baseline's unit a day."""
    unused: tuple[str, ...] = ()
    """Features that a value was said of, and that the baseline doesn't use."""


@dataclass(frozen=True, slots=True)
class ComparedDrivers:
    """Sets of drivers, held against each other for one SEU. Nothing was stored."""

    seu: Seu
    """Whose consumption is explained."""
    period: Period
    """The days asked for."""
    comparison: Comparison
    """The models, all on the same days."""
    days_dropped: Mapping[str, int]
    """Cause → count, for the days that could not be used."""
    data_sources: Mapping[str, float]
    """Data source → share of the readings."""


@dataclass(frozen=True, slots=True)
class NotRetrained:
    """An SEU whose baseline stayed as it was."""

    seu: Seu
    """Which."""
    reason: Reason
    """Why; a code of `REFUSALS`."""


@dataclass(frozen=True, slots=True)
class RetrainedAll:
    """All SEUs that had a baseline, trained anew on one period."""

    period: Period
    """The period."""
    trained: tuple[StoredBaseline, ...]
    """The new versions."""
    failed: tuple[NotRetrained, ...] = ()
    """Those that could not be trained."""
    worse: tuple[NotRetrained, ...] = ()
    """Those whose new baseline would be clearly worse, and was not stored."""
    without_baseline: tuple[Seu, ...] = ()
    """SEUs that had no baseline, and so no drivers of their own."""
    cancelled: bool = False
    """Whether it was stopped before its end."""


@dataclass(frozen=True, slots=True)
class ReadingsFound:
    """Which readings there are of an SEU's meter."""

    seu: Seu
    """Whose."""
    period: Period | None
    """The days asked about; None for all there is."""
    extents: tuple[Extent, ...]
    """By data source, the real ones first; empty where there is none."""


@dataclass(frozen=True, slots=True)
class RestoredBaseline:
    """An earlier version that is active again."""

    baseline: StoredBaseline
    """It."""
    replaced: StoredBaseline
    """The version that was active until then."""


@dataclass(frozen=True, slots=True)
class BaselineChange:
    """The active baseline beside the one that was active before it."""

    baseline: StoredBaseline
    """The active one."""
    before: StoredBaseline
    """The one before it: of a lower version, or of the higher one that somebody went back from."""


Result = (
    TrainedBaseline
    | DescribedBaseline
    | PredictedEnergy
    | ComparedDrivers
    | RetrainedAll
    | ReadingsFound
    | RestoredBaseline
    | BaselineChange
    | PerformanceReport
    | PlantAccount
    | DriftReport
    | Ignored
    | DailyCheckSwitched
    | EnergyUsed
    | PlantUse
    | Peak
    | Ranking
    | UseComparison
    | PlantUseComparison
    | SourceList
    | SeuList
    | FeatureList
    | HelpTopics
)
"""The result of a request that was carried out."""
