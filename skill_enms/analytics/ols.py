"""Ordinary least squares that keeps its digits.

The columns are centred (the constant leaves the design) and scaled to unit length before statsmodels solves them by QR;
one refinement step with residuals in extended precision follows, and the covariance comes from R⁻¹ rather than from an
inverse of X'X. That keeps at least seven digits on every NIST StRD linear set, where the usual fit of the raw columns
loses all of them on Filip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from skill_enms.results import Fit

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Wide = NDArray[np.longdouble]

EPSILON = float(np.finfo(np.float64).eps)


def fit(frame: pd.DataFrame, target: str, drivers: Sequence[str], intercept: bool = True) -> Fit:  # noqa: FBT001, FBT002
    """Fit `target` on `drivers`, rows taken as they come; whether the request makes sense is for `checks` to say.

    Without an intercept R² and F are the uncentred ones, as NIST certifies them. An exact fit (residuals within the
    rounding of the data) has standard errors of zero and no F; a constant target has an R² of nan; as many parameters
    as rows leave nothing to estimate an error from, so that everything that needs one is nan.

    Raises KeyError for a column that isn't there, ValueError for values that aren't finite, for fewer rows than
    parameters, and for columns without a unique answer (constant, or dependent to the last bit).
    """
    y = column(frame, target)
    x = np.column_stack([column(frame, name) for name in drivers]) if drivers else np.empty((len(y), 0))
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("values that are not finite")
    if len(y) < x.shape[1] + intercept or len(y) == 0:
        raise ValueError("fewer rows than parameters")
    return _described(_solve(y, x, intercept=intercept), y, x, target, tuple(drivers))


def column(frame: pd.DataFrame, name: str) -> Floats:
    """One column as float64, whatever it was (integers, booleans, decimals); a missing value becomes nan."""
    return np.asarray(frame[name].to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Solution:
    """What the solver found, in the units of the data."""

    beta: Floats
    """Intercept (if there is one), then the coefficients."""
    root: Floats
    """Square root of (X'X)⁻¹: `root @ root.T` times the residual variance is the covariance of `beta`."""
    residuals: Floats
    """y − ŷ; zeros where the fit is exact."""
    sse: float
    """Sum of squared residuals."""
    sst: float
    """Sum of squares of the target, about its mean where there is an intercept."""
    intercept: bool
    """Whether `beta` begins with an intercept."""
    exact: bool
    """Whether nothing is left but rounding."""


def _solve(y: Floats, x: Floats, *, intercept: bool) -> _Solution:
    """Least squares on centred and scaled columns, refined once, transformed back."""
    n, k = x.shape
    wide_x, wide_y = x.astype(np.longdouble), y.astype(np.longdouble)
    centre = wide_x.mean(axis=0) if intercept else np.zeros(k, dtype=np.longdouble)
    y_centre = wide_y.mean() if intercept else np.longdouble(0)
    z, scale = _scaled(wide_x - centre)
    y_centred = wide_y - y_centre
    gamma, r_inverse = _refined(z, y_centred)
    wide_residuals = y_centred - z @ gamma
    slopes = gamma / scale
    constant = y_centre - centre @ slopes
    beta = np.concatenate([[constant], slopes]) if intercept else slopes
    exact = _is_rounding(wide_residuals, y, x, slopes)
    residuals = np.zeros(n) if exact else wide_residuals.astype(np.float64)
    root = r_inverse / scale.astype(np.float64)[:, None]
    if intercept:
        root = np.block(
            [[np.full((1, 1), n**-0.5), -(centre.astype(np.float64) @ root)[None, :]], [np.zeros((k, 1)), root]]
        )
    return _Solution(
        beta=beta.astype(np.float64),
        root=root,
        residuals=residuals,
        sse=0.0 if exact else float(wide_residuals @ wide_residuals),
        sst=float(y_centred @ y_centred),
        intercept=intercept,
        exact=exact,
    )


def _scaled(centred: Wide) -> tuple[Wide, Wide]:
    """The columns at unit length, and their lengths; ValueError for one that has none."""
    largest = np.abs(centred).max(axis=0, initial=0)
    if not (largest > 0).all():
        raise ValueError("a column without variation")
    scale = largest * np.sqrt(((centred / largest) ** 2).sum(axis=0))
    return centred / scale, scale


def _refined(z: Wide, y: Wide) -> tuple[Wide, Floats]:
    """Coefficients of unit-length columns after one refinement step, and R⁻¹; ValueError where z has no full rank."""
    if z.shape[1] == 0:
        return np.zeros(0, dtype=np.longdouble), np.zeros((0, 0))
    from scipy.linalg import solve_triangular
    from statsmodels.regression.linear_model import OLS

    narrow = z.astype(np.float64)
    r = np.linalg.qr(narrow, mode="r")
    if np.abs(np.diag(r)).min() <= len(z) * EPSILON:
        raise ValueError("columns that depend on each other exactly")
    first = OLS(y.astype(np.float64), narrow, hasconst=False).fit(method="qr").params.astype(np.longdouble)
    product = (z.T @ (y - z @ first)).astype(np.float64)
    step = solve_triangular(r, solve_triangular(r, product, trans="T"))
    return first + step, solve_triangular(r, np.eye(len(r)))


def _is_rounding(residuals: Wide, y: Floats, x: Floats, slopes: Wide) -> bool:
    """Whether the residuals are no larger than what rounding the data and the model's terms to float64 explains."""
    noise = np.abs(y) + np.abs(x) @ np.abs(slopes).astype(np.float64)
    return bool((np.abs(residuals) <= 4 * EPSILON * noise.max(initial=0)).all())


def _described(solution: _Solution, y: Floats, x: Floats, target: str, drivers: tuple[str, ...]) -> Fit:
    """Every statistic of a fit."""
    from scipy.special import fdtrc, stdtr

    n, k = x.shape
    lead = int(solution.intercept)
    degrees = n - k - lead
    sse, sst = solution.sse, solution.sst
    variance = sse / degrees if degrees else np.nan
    covariance = solution.root @ solution.root.T * variance
    errors = np.sqrt(np.diag(covariance))
    with np.errstate(divide="ignore", invalid="ignore"):
        p_values = 2 * stdtr(degrees, -np.abs(solution.beta / errors)) if degrees else np.full(k + lead, np.nan)
    r_squared = 1 - sse / sst if sst > 0 else np.nan
    f_statistic = (sst - sse) / k / variance if degrees and k and sse > 0 else None
    deviations = x.std(axis=0, ddof=1) if n > 1 else np.full(k, np.nan)
    target_deviation = float(y.std(ddof=1)) if n > 1 else np.nan
    slopes = solution.beta[lead:]
    mean = float(y.mean())

    def by_driver(values: Floats) -> dict[str, float]:
        return dict(zip(drivers, map(float, values), strict=True))

    return Fit(
        target=target,
        drivers=drivers,
        n=n,
        intercept=float(solution.beta[0]) if lead else None,
        coefficients=by_driver(slopes),
        std_errors=by_driver(errors[lead:]),
        p_values=by_driver(p_values[lead:]),
        intercept_std_error=float(errors[0]) if lead else None,
        intercept_p_value=float(p_values[0]) if lead else None,
        r_squared=float(r_squared),
        adj_r_squared=float(1 - (1 - r_squared) * (n - lead) / degrees) if degrees else float("nan"),
        f_statistic=None if f_statistic is None else float(f_statistic),
        f_p_value=None if f_statistic is None else float(fdtrc(k, degrees, f_statistic)),
        cv_rmse=float(np.sqrt(variance) / abs(mean)) if mean else float("nan"),
        rmse=float(np.sqrt(sse / n)),
        mae=float(np.abs(solution.residuals).mean()),
        sse=sse,
        lag1=lag1(solution.residuals),
        durbin_watson=_durbin_watson(solution.residuals),
        covariance=tuple(tuple(map(float, row)) for row in covariance),
        standardised=by_driver(slopes * deviations / target_deviation if target_deviation else slopes * np.nan),
        ranges={name: (float(x[:, j].min()), float(x[:, j].max())) for j, name in enumerate(drivers)},
        means=by_driver(x.mean(axis=0)),
        deviations=by_driver(deviations),
        target_mean=mean,
    )


def lag1(residuals: Floats) -> float:
    """Correlation of each day's residual with the day's before; 0 where there is nothing to correlate."""
    if len(residuals) < 3:
        return 0.0
    before, after = residuals[:-1] - residuals[:-1].mean(), residuals[1:] - residuals[1:].mean()
    spread = float(np.sqrt((before @ before) * (after @ after)))
    return float(before @ after) / spread if spread > 0 else 0.0


def effective_n(n: int, lag1: float) -> float:
    """How many independent days n autocorrelated ones are worth: n(1 − ρ)/(1 + ρ), capped at n; 0 for ρ = 1."""
    return n * (1 - lag1) / (1 + lag1) if lag1 > 0 else float(n)


def _durbin_watson(residuals: Floats) -> float:
    """Σ(e_t − e_{t−1})²/Σe_t²; nan for an exact fit."""
    total = float(residuals @ residuals)
    steps = np.diff(residuals)
    return float(steps @ steps) / total if total > 0 else float("nan")
