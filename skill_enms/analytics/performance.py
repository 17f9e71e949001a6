"""A period against a baseline: what was used, what was expected, and how sure that difference is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from skill_enms.analytics import checks, ols, rules
from skill_enms.analytics.ols import effective_n
from skill_enms.analytics.prediction import expected
from skill_enms.findings import Performance
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import Period
from skill_enms.results import Fit

if TYPE_CHECKING:
    import pandas as pd

DAYS_PER_MONTH = 365.25 / 12
OFTEN_OUTSIDE = 0.05
"""Share of the days outside the range trained on above which it is said."""


def perform(fit: Fit, frame: pd.DataFrame, confidence: float = 0.90) -> Performance:
    """The days of `frame` against the model; days without consumption or without a driver's value are left out.

    The uncertainty is the model's only: see `savings_uncertainty`. Raises Refused `too_few_days` where no day is left,
    KeyError for a column that isn't there.
    """
    days = checks.usable(frame, fit.target, fit.drivers)
    if not len(days):
        raise Refused("too_few_days", n_days=0, needed=1, n_drivers=len(fit.drivers))
    actual, should = ols.column(days, fit.target), expected(fit, days)
    used, due = float(actual.sum()), float(should.sum())
    difference = used - due
    months = max(1, round(len(days) / DAYS_PER_MONTH))
    uncertainty = savings_uncertainty(fit, due, len(days), months=months, confidence=confidence)
    beyond = _days_outside(fit, days)
    often = tuple(driver for driver, count in beyond.items() if count > OFTEN_OUTSIDE * len(days))
    return Performance(
        n_days=len(days),
        actual=used,
        expected=due,
        difference=difference,
        enpi=used / due if due > 0 else None,
        improvement_percent=100 * (1 - used / due) if due > 0 else None,
        uncertainty=uncertainty,
        confidence=confidence,
        fsu=uncertainty / abs(difference) if difference else None,
        within_uncertainty=abs(difference) <= uncertainty,
        days=tuple(as_date(day) for day in days.index),
        daily_actual=tuple(map(float, actual)),
        daily_expected=tuple(map(float, should)),
        cusum=tuple(map(float, np.cumsum(actual - should))),
        days_outside=beyond,
        valid_range=rules.in_valid_range(fit, {name: float(ols.column(days, name).mean()) for name in fit.drivers}),
        warnings=(Reason("outside_trained_range", {"drivers": often}),) if often else (),
    )


def savings_uncertainty(  # noqa: PLR0913
    fit: Fit,
    total_expected: float,
    n_days: int,
    *,
    months: float,
    confidence: float = 0.90,
    n_effective: float | None = None,
) -> float:
    """Half width of the interval around a period's saving, in units of the target; model uncertainty only.

    ASHRAE Guideline 14 as CalTRACK writes it (methods, 4.3.2.4): ΔE = t·k(M)·CV·Ê̄·√[(n/n')(1 + 2/n')·m], m daily
    reporting points over M months, k(M) = −0.00024M² + 0.03535M + 1.00286, t two-sided with n − p degrees of freedom.
    n' is the effective number of the baseline's days, never more than n unless `n_effective` says otherwise.
    """
    from scipy.special import stdtrit

    degrees = fit.n - len(fit.drivers) - (fit.intercept is not None)
    n_effective = effective_n(fit.n, fit.lag1) if n_effective is None else n_effective
    if degrees <= 0 or n_effective <= 0:
        return float("inf")
    growth = -0.00024 * months**2 + 0.03535 * months + 1.00286
    t = float(stdtrit(degrees, (1 + confidence) / 2))
    spread = abs(fit.cv_rmse * total_expected / n_days)
    return float(t * growth * spread * np.sqrt(fit.n / n_effective * (1 + 2 / n_effective) * n_days))


def combined_uncertainty(uncertainties: Sequence[float]) -> float:
    """Uncertainty of a sum of savings whose models are independent: the root of the sum of squares."""
    return float(np.sqrt(np.square(uncertainties).sum()))


def nmbe(fit: Fit, performance: Performance) -> float:
    """Bias of the model out of sample, a fraction: Σ(y − ŷ)/((m − p)ȳ) over the m days reported; nan for m ≤ p."""
    degrees = performance.n_days - len(fit.drivers) - (fit.intercept is not None)
    mean = performance.actual / performance.n_days
    return performance.difference / (degrees * mean) if degrees > 0 and mean else float("nan")


def without(frame: pd.DataFrame, periods: Sequence[Period]) -> tuple[pd.DataFrame, int]:
    """The frame less the days of the given periods (non-routine events, a shutdown for instance), and how many went."""
    days = [as_date(day) for day in frame.index]
    routine = [not any(period.start <= day < period.end for period in periods) for day in days]
    return frame.loc[np.array(routine, dtype=bool)], routine.count(False)


def as_date(day: object) -> date:
    """An index value as a plain date; TypeError for what is none."""
    if isinstance(day, datetime):
        return day.date()
    if isinstance(day, date):
        return day
    raise TypeError(f"not a day: {type(day).__name__}")


def _days_outside(fit: Fit, days: pd.DataFrame) -> dict[str, int]:
    """Driver → days on which it lies outside the range trained on, for those that leave it."""
    counts = {}
    for driver, (low, high) in fit.ranges.items():
        values = ols.column(days, driver)
        if count := int(((values < low) | (values > high)).sum()):
            counts[driver] = count
    return counts
