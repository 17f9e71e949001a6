"""Whether, since when and by how much consumption has left its baseline.

A two-sided tabular CUSUM on standardised residuals raises the alarm; its limit comes from the run-length distribution
(the Markov chain of Brook and Evans, 1972), so that its false-alarm rate is known. Once there is an alarm, the best
piecewise constant level dates the turning points. Residuals are freed of their lag-1 autocorrelation first; a day
counts for no more than three deviations, since a single wild day is no drift; and what the baseline itself doesn't know
well (few days, drivers far from their mean) is allowed for. So the rate is an upper bound for baselines of a year, and
for those of two months whose residuals hardly remember the day before (lag-1 autocorrelation up to 0.3). A short
baseline knows its autocorrelation badly: of a thousand quiet years at a stated rate of 5 %, 8 % raised an alarm with
two months and an autocorrelation of 0.5, 11 % with one of 0.6, and with two weeks one in four.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from skill_enms.analytics import checks, ols
from skill_enms.analytics.performance import as_date
from skill_enms.analytics.prediction import expected
from skill_enms.findings import Drift, Level
from skill_enms.results import Fit

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

REFERENCE = 0.5
"""Allowance of the CUSUM, in standard deviations: tuned for a shift of one."""
BIAS = 1.5
"""Standard errors of the expected value by which the allowance grows: the baseline's own error is no drift."""
WILD = 3.0
"""Standard deviations beyond which a day counts no further."""
DAYS_A_YEAR = 365
STATES = 80
PENALTY = 3.0
"""A further turning point must lower the squared deviation by this times ln(days): twice the usual charge (BIC)."""


def detect(fit: Fit, frame: pd.DataFrame, false_alarms_per_year: float = 0.05, confidence: float = 0.90) -> Drift:
    """Watch the days of `frame`, in their order, against the model.

    `false_alarms_per_year` is the probability that a year of days without any drift raises an alarm. Days without a
    value are left out. KeyError for a column that isn't there.
    """
    days = checks.usable(frame, fit.target, fit.drivers)
    degrees = fit.n - len(fit.drivers) - (fit.intercept is not None)
    residuals = ols.column(days, fit.target) - expected(fit, days) if len(days) else np.zeros(0)
    limit = threshold(false_alarms_per_year)
    if not len(days) or degrees <= 0 or fit.sse == 0:
        return Drift(None, (), limit, false_alarms_per_year)
    leverage = _leverage(fit, days, degrees)
    scores = _scores(fit, residuals, leverage, degrees)
    alarm = _first_alarm(scores, REFERENCE + BIAS * np.sqrt(leverage), limit)
    if alarm is None:
        return Drift(None, (), limit, false_alarms_per_year)
    edges = [*_segments(scores), len(scores)]
    levels = tuple(
        _level(fit, days.iloc[start:end], residuals[start:end], confidence) for start, end in pairwise(edges)
    )
    return Drift(as_date(days.index[alarm]), levels, limit, false_alarms_per_year)


@lru_cache(maxsize=8)
def threshold(false_alarms_per_year: float) -> float:
    """Limit of the two-sided CUSUM, in standard deviations, for that probability of an alarm in a quiet year."""
    low, high = 0.5, 40.0
    for _ in range(40):
        middle = (low + high) / 2
        if _alarm_probability(middle) > false_alarms_per_year:
            low = middle
        else:
            high = middle
    return high


def _alarm_probability(limit: float) -> float:
    """Probability that either side passes the limit within a year of independent normal days."""
    from scipy.special import ndtr

    width = 2 * limit / (2 * STATES - 1)
    state = np.arange(STATES) * width
    upper = state[None, :] - state[:, None] + width / 2 + REFERENCE
    cumulative = np.where(upper >= WILD, 1.0, np.where(upper < -WILD, 0.0, ndtr(upper)))
    moves = np.diff(cumulative, axis=1, prepend=0.0)
    quiet = float(np.linalg.matrix_power(moves, DAYS_A_YEAR)[0].sum())
    return 1 - quiet**2


def _leverage(fit: Fit, days: pd.DataFrame, degrees: int) -> Floats:
    """Variance of each day's expected value, as a share of the residual variance."""
    row = np.column_stack([ols.column(days, name) for name in fit.drivers]) if fit.drivers else np.empty((len(days), 0))
    design = row if fit.intercept is None else np.column_stack([np.ones(len(days)), row])
    variance = np.einsum("ij,jk,ik->i", design, np.array(fit.covariance), design)
    return np.asarray(variance / (fit.sse / degrees), dtype=np.float64)


def _scores(fit: Fit, residuals: Floats, leverage: Floats, degrees: int) -> Floats:
    """Independent standard normal values, were nothing to happen.

    Residuals less what the day before foretells, in units of their prediction error, through the t distribution of an
    error that is itself estimated; limited to ±WILD.
    """
    from scipy.special import ndtri, stdtr

    echo = float(np.clip(fit.lag1, -0.95, 0.95))
    innovation = residuals - echo * np.concatenate([[0.0], residuals[:-1]])
    ratio = innovation / np.sqrt(fit.sse / degrees * (1 - echo**2) * (1 + leverage))
    tail = np.maximum(stdtr(degrees, -np.abs(ratio)), np.finfo(float).tiny)
    return np.asarray(np.clip(-np.sign(ratio) * ndtri(tail), -WILD, WILD), dtype=np.float64)


def _first_alarm(scores: Floats, allowance: Floats, limit: float) -> int | None:
    """Index of the first day on which either sum passes the limit."""
    over = under = 0.0
    for i, (score, allowed) in enumerate(zip(scores, allowance, strict=True)):
        over = max(0.0, over + score - allowed)
        under = max(0.0, under - score - allowed)
        if max(over, under) > limit:
            return i
    return None


def _segments(scores: Floats) -> list[int]:
    """First days of the levels of the best piecewise constant course (optimal partitioning, unit variance)."""
    n = len(scores)
    total, squares = np.concatenate([[0.0], scores.cumsum()]), np.concatenate([[0.0], (scores**2).cumsum()])
    charge = PENALTY * np.log(n) if n > 1 else 0.0
    best = np.full(n + 1, -charge)
    last = np.zeros(n + 1, dtype=int)
    for end in range(1, n + 1):
        start = np.arange(end)
        within = squares[end] - squares[start] - (total[end] - total[start]) ** 2 / (end - start)
        cost = best[start] + within + charge
        last[end] = int(cost.argmin())
        best[end] = cost[last[end]]
    edges = [int(last[n])]
    while edges[0] > 0:
        edges.insert(0, int(last[edges[0]]))
    return edges


def _level(fit: Fit, days: pd.DataFrame, residuals: Floats, confidence: float) -> Level:
    """What a stretch of days used beyond expectation, a day, with its interval.

    Variance of the mean: that of the days and that of the model at their mean, both raised by (1 + ρ)/(1 − ρ) where the
    residuals are positively autocorrelated.
    """
    from scipy.special import stdtrit

    degrees = fit.n - len(fit.drivers) - (fit.intercept is not None)
    means = [float(ols.column(days, name).mean()) for name in fit.drivers]
    row = np.array(means if fit.intercept is None else [1.0, *means])
    variance = fit.sse / degrees / len(days) + float(row @ np.array(fit.covariance) @ row)
    echo = float(np.clip(fit.lag1, 0, 0.95))
    half = float(stdtrit(degrees, (1 + confidence) / 2)) * np.sqrt(variance * (1 + echo) / (1 - echo))
    mean = float(residuals.mean())
    return Level(
        start=as_date(days.index[0]),
        last=as_date(days.index[-1]),
        n_days=len(days),
        per_day=mean,
        low=float(mean - half),
        high=float(mean + half),
    )
