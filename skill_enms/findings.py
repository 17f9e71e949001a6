"""What analytics finds beside a fit: judgements, choices, comparisons, predictions, performance and drift.

Numbers, names and days only; `speech/` makes sentences of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from skill_enms.reasons import Reason
from skill_enms.results import Fit


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model expects of one day."""

    energy: float
    """Expected consumption, in units of the target."""
    low: float
    """Lower end of the prediction interval; nan where the model leaves nothing to estimate an error from."""
    high: float
    """Its upper end."""
    confidence: float
    """Share of new days that fall into the interval, 0 to 1."""
    outside: tuple[str, ...] = ()
    """Drivers whose value lies outside the range trained on."""


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """One rule of an acceptance rule set, held against a fit."""

    rule: str
    """Its stable name: `f_test`, `each_driver`, `strongest_driver`, `r_squared`, `cv_rmse`, `bias`, …"""
    driver: str | None
    """The driver judged; None for the model as a whole."""
    value: float
    """The figure; a fraction, not per cent."""
    limit: float
    """Where it begins or ends to be acceptable."""
    passed: bool
    """Whether it is met."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fit against an acceptance rule set."""

    rule_set: str
    """Its name, to be quoted with the verdict."""
    accepted: bool
    """Whether every rule that applies is met."""
    checks: tuple[RuleCheck, ...]
    """All of them, with their figures."""


@dataclass(frozen=True, slots=True)
class Training:
    """A fit with what has to be said about it."""

    fit: Fit
    """The numbers."""
    warnings: tuple[Reason, ...]
    """Findings that don't prevent the training, the weightiest first."""
    verdict: Verdict
    """How it does by the acceptance rules."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The drivers that an automatic choice came to, and how."""

    drivers: tuple[str, ...]
    """The features chosen."""
    bases: Mapping[str, float]
    """Degree-day feature → base temperature that was searched and chosen; a feature with its own base is left out."""
    adj_r_squared: float
    """Adjusted R² on the days that all candidates share, searched base temperatures counted as parameters."""
    criterion: str
    """What ranked the sets: `aicc` or `adj_r_squared`."""
    features_tried: tuple[str, ...]
    """The features that competed."""
    sets_tried: int
    """How many models were compared."""
    excluded: Mapping[str, str]
    """Feature that didn't compete → why: `leaking`, `constant`, `duplicate` or `incomplete`."""
    runner_up: tuple[str, ...]
    """The best set of other features; empty where there is none."""
    runner_up_adj_r_squared: float | None
    """Its adjusted R², on the same days as `adj_r_squared`."""


@dataclass(frozen=True, slots=True)
class ComparedSet:
    """One of several sets of drivers that were compared."""

    drivers: tuple[str, ...]
    """The set."""
    fit: Fit
    """Its model, on the days that all sets share."""
    aicc: float
    """Akaike's criterion with the small-sample correction; smaller is better."""


@dataclass(frozen=True, slots=True)
class PartialF:
    """What further drivers buy."""

    added: tuple[str, ...]
    """The drivers that the larger set has on top."""
    f_statistic: float
    """Of the test that they add nothing; inf where the larger model is exact."""
    p_value: float
    """Its p-value."""
    adj_r_squared_gain: float
    """Rise of adjusted R²."""
    cv_rmse_drop: float
    """Fall of CV(RMSE), a fraction."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sets of drivers against each other."""

    sets: tuple[ComparedSet, ...]
    """In the order they were asked for."""
    preferred: int
    """Index of the one to take."""
    extra: PartialF | None
    """What the larger one buys, where there are two and one holds the other."""


ChangePointModel = Literal["2P", "3PH", "3PC", "4P", "5P"]
"""A line; a base load with a heating or a cooling branch; two slopes that meet; a base load between two branches."""


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A model of one driver that bends at values which were searched."""

    model: ChangePointModel
    """Its form."""
    driver: str
    """The driver that it bends over."""
    points: tuple[float, ...]
    """The change points, ascending; empty for the straight line."""
    fit: Fit
    """Its numbers; the terms are `below` and `above`: how far the driver lies below the first, above the last point."""
    aicc: float
    """Akaike's criterion, the change points counted as parameters; smaller is better."""


@dataclass(frozen=True, slots=True)
class Performance:
    """A period against a baseline. Sums are over the days that have a value of consumption and of every driver."""

    n_days: int
    """How many those are."""
    actual: float
    """Consumption, in units of the target."""
    expected: float
    """What the model expects under the period's conditions."""
    difference: float
    """actual − expected: positive for more than expected."""
    enpi: float | None
    """actual / expected; None where nothing is expected."""
    improvement_percent: float | None
    """100(1 − EnPI): positive for less than expected; None where nothing is expected."""
    uncertainty: float
    """Half width of the interval around `difference`, in units of the target. Of the model only."""
    confidence: float
    """Of that interval, 0 to 1."""
    fsu: float | None
    """Fractional savings uncertainty, uncertainty / |difference|; None without a difference."""
    within_uncertainty: bool
    """Whether the interval includes zero: the model can't tell."""
    days: tuple[date, ...]
    """The days summed, ascending as they came."""
    daily_actual: tuple[float, ...]
    """Consumption a day."""
    daily_expected: tuple[float, ...]
    """Expected a day."""
    cusum: tuple[float, ...]
    """Cumulative sum of actual − expected, in units of the target."""
    days_outside: Mapping[str, int]
    """Driver → days outside the range trained on, for those that leave it."""
    valid_range: Mapping[str, bool]
    """Driver → whether its mean is within what SEP lets the model speak about."""
    warnings: tuple[Reason, ...] = ()
    """What makes the comparison doubtful."""


@dataclass(frozen=True, slots=True)
class Level:
    """A stretch of days on which the distance from the baseline stayed the same."""

    start: date
    """Its first day: the turning point."""
    last: date
    """Its last day."""
    n_days: int
    """Days with a value."""
    per_day: float
    """Mean of actual − expected a day, in units of the target."""
    low: float
    """Lower end of its interval."""
    high: float
    """Upper end."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Whether consumption has left its baseline, and since when."""

    alarm: date | None
    """The day on which that was certain enough; None where it never was."""
    levels: tuple[Level, ...]
    """The course of the whole period, the last one the present state; empty without an alarm."""
    threshold: float
    """Limit of the CUSUM, in standard deviations."""
    false_alarms_per_year: float
    """Probability that a year without drift raises an alarm all the same."""
