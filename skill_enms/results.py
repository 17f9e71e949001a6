"""What came of a request, frozen: numbers and names only, no words. `speech/` turns them into sentences.

Frames are pandas DataFrames indexed by plant-local day (`datetime.date`), one float column a series, NaN where a day
has no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from skill_enms.reasons import Reason

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class IntervalChange:
    """Readings that come at another interval than before, for good."""

    since: datetime
    """About the middle of the first day at the new one, in UTC."""
    before: float
    """Usual seconds between two readings until then."""
    after: float
    """The same from then on."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What readings there are of one meter and its machines, by data source."""

    data_source: str
    """The readings' own word for where they come from; "unknown" where it is null."""
    real: bool
    """False for backfill, by its own word or by a mark."""
    first: datetime
    """Instant of the first reading."""
    last: datetime
    """Instant of the last reading."""
    readings: int
    """How many."""
    interval_seconds: float | None
    """Usual time between two readings; None for a single one."""
    interval_change: IntervalChange | None = None
    """The last change of that time; None where there was none."""


@dataclass(frozen=True, slots=True)
class DailySeries:
    """Daily values of an SEU's consumption and of features, over the calendar days of a period."""

    frame: pd.DataFrame
    """Index: the days that count, ascending. Columns: `consumption` and one a feature, by feature name."""
    calendar_days: int
    """Days that the period has."""
    days_dropped: Mapping[str, int] = field(default_factory=dict)
    """Cause → count: `no_readings`, `under_half_complete`, `no_driver_value`, `backfill`, …"""
    data_sources: Mapping[str, float] = field(default_factory=dict)
    """Data source → its share of the readings used (sums to 1); "unknown" for null."""
    findings: tuple[Reason, ...] = ()
    """What is odd in the readings and was kept: spikes, negative readings, counter resets, gaps (codes of WARNINGS)."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An ordinary least-squares fit. Dictionaries are keyed by driver, in the drivers' order."""

    target: str
    """Name of the explained column."""
    drivers: tuple[str, ...]
    """Names of the explaining columns."""
    n: int
    """Rows fitted."""
    intercept: float | None
    """Units of the target; None where the model was fitted without one."""
    coefficients: Mapping[str, float]
    """Units of the target per unit of the driver."""
    std_errors: Mapping[str, float]
    """Standard errors of `coefficients`."""
    p_values: Mapping[str, float]
    """Two-sided t-test p-values of `coefficients`."""
    intercept_std_error: float | None
    """Standard error of `intercept`."""
    intercept_p_value: float | None
    """p-value of `intercept`."""
    r_squared: float
    """Centred with an intercept, uncentred without (as NIST certifies)."""
    adj_r_squared: float
    """1 − (1 − R²)(n − 1)/(n − p); without an intercept n in the place of n − 1."""
    f_statistic: float | None
    """Of the regression as a whole; None where the fit is exact and it is undefined."""
    f_p_value: float | None
    """Its p-value."""
    cv_rmse: float
    """√(SSE/(n − p)) / |mean of the target|; a fraction, not per cent."""
    rmse: float
    """√(SSE/n), in units of the target."""
    mae: float
    """Mean absolute error, in units of the target."""
    sse: float
    """Sum of squared residuals."""
    lag1: float
    """Lag-1 autocorrelation of the residuals."""
    durbin_watson: float
    """Durbin–Watson statistic of the residuals."""
    covariance: tuple[tuple[float, ...], ...]
    """Covariance of (intercept, coefficients…), for prediction intervals; without an intercept, of the coefficients."""
    standardised: Mapping[str, float]
    """Coefficients in standard deviations of the target per standard deviation of the driver."""
    ranges: Mapping[str, tuple[float, float]]
    """Smallest and largest value of each driver that was trained on."""
    means: Mapping[str, float]
    """Mean of each driver."""
    deviations: Mapping[str, float]
    """Sample standard deviation of each driver."""
    target_mean: float
    """Mean of the target."""
