"""What was asked, one dataclass a thing that one can ask. A piece that isn't known (yet) is None.

SEUs are the catalogue's own objects, since several may share a name; energy sources and features are catalogue names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from skill_enms.catalogue import Seu
from skill_enms.reasons import Reason


@dataclass(frozen=True, slots=True)
class Period:
    """Whole plant-local days, half open."""

    start: date
    """First day."""
    end: date
    """The day after the last one."""

    @property
    def days(self) -> int:
        """Number of calendar days."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class TrainBaseline:
    """Train a baseline of one SEU on a period."""

    intent: ClassVar[str] = "train_baseline"
    seu: Seu | None = None
    """Whose consumption is explained; while `energy_source` is None, one of several of that name (in every request)."""
    energy_source: str | None = None
    """What was said of the energy source; `seu.energy_source` once the SEU is known."""
    features: tuple[str, ...] | None = None
    """The drivers, in the order they were said; None when unsaid or when `choose` is set."""
    choose: bool = False
    """True for "pick the best yourself"."""
    period: Period | None = None
    """The baseline period."""
    include_backfill: bool = False
    """True only where the user said that backfilled readings may train too."""
    change_points: bool = False
    """True where models that bend at a value of their driver were asked for."""
    confirmed: bool = False
    """True once the user agreed to replace a baseline that is clearly better."""


@dataclass(frozen=True, slots=True)
class ListFeatures:
    """Which drivers are there, for an energy source or an SEU."""

    intent: ClassVar[str] = "list_features"
    seu: Seu | None = None
    """Narrows to its energy source."""
    energy_source: str | None = None
    """Whose features."""


@dataclass(frozen=True, slots=True)
class ListEnergySources:
    """Which energy sources are there."""

    intent: ClassVar[str] = "list_energy_sources"


@dataclass(frozen=True, slots=True)
class ListSeus:
    """Which SEUs are there."""

    intent: ClassVar[str] = "list_seus"
    energy_source: str | None = None
    """Only those of this source; None for all."""


@dataclass(frozen=True, slots=True)
class EnergyHelp:
    """What can one say?"""

    intent: ClassVar[str] = "energy_help"


@dataclass(frozen=True, slots=True)
class DataSources:
    """Which readings of an SEU are real: their range, count, interval and source."""

    intent: ClassVar[str] = "data_sources"
    seu: Seu | None = None
    """Whose readings."""
    energy_source: str | None = None
    """What was said of the energy source."""
    period: Period | None = None
    """Only this period; None for all there is, which this question may leave open."""


@dataclass(frozen=True, slots=True)
class DescribeBaseline:
    """How good is the active baseline, and what is it made of."""

    intent: ClassVar[str] = "describe_baseline"
    seu: Seu | None = None
    """Whose baseline."""
    energy_source: str | None = None
    """What was said of the energy source."""
    details: bool = False
    """True for the long answer."""
    formula: bool = False
    """True where its formula was asked for."""


@dataclass(frozen=True, slots=True)
class PredictEnergy:
    """Expected consumption of a day under given conditions."""

    intent: ClassVar[str] = "predict_energy"
    seu: Seu | None = None
    """Whose baseline predicts."""
    energy_source: str | None = None
    """What was said of the energy source."""
    conditions: Mapping[str, float] = field(default_factory=dict)
    """Feature → the day's value, in the feature's own unit."""


@dataclass(frozen=True, slots=True)
class CompareDrivers:
    """Two or more sets of drivers against each other."""

    intent: ClassVar[str] = "compare_drivers"
    seu: Seu | None = None
    """Whose consumption is explained."""
    energy_source: str | None = None
    """What was said of the energy source."""
    sets: tuple[tuple[str, ...], ...] = ()
    """The sets of features, as said."""
    period: Period | None = None
    """The period to fit them on."""


@dataclass(frozen=True, slots=True)
class RetrainAll:
    """Train every SEU anew on one period, each with the drivers of its active baseline."""

    intent: ClassVar[str] = "retrain_all"
    period: Period | None = None
    """The baseline period for all."""
    only: tuple[Seu, ...] = ()
    """These SEUs instead of all that have a baseline."""
    confirmed: bool = False
    """True once the user agreed to replace baselines that are clearly better."""


@dataclass(frozen=True, slots=True)
class RestoreBaseline:
    """Make the version before the active one the active one."""

    intent: ClassVar[str] = "restore_baseline"
    seu: Seu | None = None
    """Whose baseline."""
    energy_source: str | None = None
    """What was said of the energy source."""


@dataclass(frozen=True, slots=True)
class CompareBaselines:
    """What the active baseline has that the version before it had not."""

    intent: ClassVar[str] = "compare_baselines"
    seu: Seu | None = None
    """Whose baselines."""
    energy_source: str | None = None
    """What was said of the energy source."""


@dataclass(frozen=True, slots=True)
class EnergyPerformance:
    """A period against the active baseline."""

    intent: ClassVar[str] = "energy_performance"
    seu: Seu | None = None
    """Whose consumption."""
    energy_source: str | None = None
    """What was said of the energy source."""
    period: Period | None = None
    """The period reported."""


@dataclass(frozen=True, slots=True)
class PlantPerformance:
    """A period of the whole plant against the active baselines."""

    intent: ClassVar[str] = "plant_performance"
    energy_source: str | None = None
    """Only SEUs of this source; None for all."""
    period: Period | None = None
    """The period reported."""
    ranking: bool = False
    """True where it was asked who is furthest over, rather than how the plant did."""


@dataclass(frozen=True, slots=True)
class EnergyDrift:
    """Whether, since when and by how much an SEU has left its baseline."""

    intent: ClassVar[str] = "energy_drift"
    seu: Seu | None = None
    """Whose consumption."""
    energy_source: str | None = None
    """What was said of the energy source."""
    period: Period | None = None
    """The days watched; None for all since the baseline, which this question may leave open."""


Used = Literal["total", "cost", "carbon", "peak", "ranking", "comparison"]
"""What can be asked of a consumption."""


@dataclass(frozen=True, slots=True)
class EnergyUse:
    """How much was used in a period, when most, or by whom most. No baseline is needed."""

    intent: ClassVar[str] = "energy_use"
    seu: Seu | None = None
    """Whose consumption; None for the plant's."""
    energy_source: str | None = None
    """What was said of the energy source; None for all."""
    period: Period | None = None
    """Which days."""
    about: Used = "total"
    """How much, at what cost, with how much CO₂, when most, by whom most, or one against another."""
    against: Seu | None = None
    """Of a comparison: the other SEU; None where it is the same one."""
    against_period: Period | None = None
    """Of a comparison: the other days; None where they are the same ones."""


@dataclass(frozen=True, slots=True)
class IgnorePeriod:
    """Leave days out of comparisons with a baseline, since something out of the ordinary happened."""

    intent: ClassVar[str] = "ignore_period"
    seu: Seu | None = None
    """Whose days."""
    energy_source: str | None = None
    """What was said of the energy source."""
    period: Period | None = None
    """Which days."""
    why: str = ""
    """What happened, in the words it was said in; empty where nothing was said."""
    everywhere: bool = False
    """True for the days of all SEUs; `seu` is None then."""


@dataclass(frozen=True, slots=True)
class SwitchDailyCheck:
    """Have every machine checked for drift each morning, or no longer; of one machine, be warned or not."""

    intent: ClassVar[str] = "daily_check"
    on: bool = True
    """Whether to be warned from now on."""
    seu: Seu | None = None
    """Of whose drift; None for the check as a whole."""
    energy_source: str | None = None
    """Which of its energy sources; None for all of them."""


Request = (
    TrainBaseline
    | ListFeatures
    | ListEnergySources
    | ListSeus
    | EnergyHelp
    | DataSources
    | DescribeBaseline
    | PredictEnergy
    | CompareDrivers
    | RetrainAll
    | RestoreBaseline
    | CompareBaselines
    | EnergyPerformance
    | PlantPerformance
    | EnergyDrift
    | EnergyUse
    | IgnorePeriod
    | SwitchDailyCheck
)

About = Literal["seu", "energy_source", "features", "period", "confirm"]
"""What a question asks for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A piece that is missing, ambiguous or doubtful, and has to be asked for."""

    about: About
    """Which piece."""
    choices: tuple[str, ...] = ()
    """What one may answer, as catalogue names; empty where anything goes."""
    reason: Reason | None = None
    """The finding behind it (`ambiguous_seu`, `period_not_understood`, …); None where the piece was simply not said."""
    rest: tuple[str, ...] = ()
    """Drivers that were said and are still to be settled after this question, in the words they were said in."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What an utterance came to: a request, and what stands between it and being carried out.

    What was said wrongly (`refusal`) comes before what was not said (`question`); both None means: go.
    """

    request: Request
    """As far as it was understood; drivers and period are resolved even while the SEU is open."""
    refusal: Reason | None = None
    """Something that was said and can't be: an unknown name, an unknown driver."""
    question: Question | None = None
    """The first piece that has to be asked for."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who asked, as far as the message bus knows."""

    session_id: str
    """The session's id."""
    site_id: str = "unknown"
    """Where its microphone is."""
