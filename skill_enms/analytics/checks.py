"""Judgement: what must be refused before a number is spoken, and what must be said beside it.

`review` refuses only what has no answer (too few days, no variation, exact dependence); whatever can be trained is, and
`warnings` says what is doubtful about it. Both speak in codes of `skill_enms.reasons`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from skill_enms.analytics.dependence import (
    EXACT,
    OVERLAP,
    dependent_set,
    explained,
    independent,
    is_constant,
    unit_columns,
    vif,
)
from skill_enms.analytics.ols import column, effective_n
from skill_enms.analytics.prediction import expected
from skill_enms.reasons import Reason, Refused
from skill_enms.results import Fit

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST_DAYS = 10
DAYS_PER_PARAMETER = 3
PERFECT = 0.999
"""R² above which a model is too good to be true for a plant."""
AUTOCORRELATED = 1 / 3
"""Lag-1 autocorrelation from which the days are worth less than half their number."""
OUTLIER_RISK = 0.01
"""Chance that a quiet year shows an influential day at all (Bonferroni over its days)."""
DECISIVE = 0.9
"""Leverage from which a day decides by itself what the model says of it: nine tenths of its value come from itself."""


@dataclass(frozen=True, slots=True)
class Background:
    """What the numbers themselves don't tell, and judging them needs."""

    leaking: Set[str] = frozenset()
    """Features that are the meter itself in another form."""
    expected_signs: Mapping[str, int] = field(default_factory=dict)
    """Driver → +1 or −1, where its row says which sign physics expects."""
    calendar_days: int | None = None
    """Length of the period, so that days that were dropped are told."""


NOTHING_KNOWN = Background()


def days_needed(n_drivers: int) -> int:
    """Fewest days for a baseline: ten, and three for every parameter, the intercept included.

    So that two thirds of the days are left to judge the model by. A convention of ours: no standard counts days for
    daily models of less than a year.
    """
    return max(FEWEST_DAYS, DAYS_PER_PARAMETER * (n_drivers + 1))


def usable(frame: pd.DataFrame, target: str, drivers: Sequence[str]) -> pd.DataFrame:
    """The rows where target and drivers are all finite, those columns only, as floats."""
    import pandas as pd

    names = list(dict.fromkeys([target, *drivers]))
    values = np.column_stack([column(frame, name) for name in names])
    finite = np.isfinite(values).all(axis=1)
    return pd.DataFrame(values[finite], index=frame.index[np.flatnonzero(finite)], columns=names)


def review(frame: pd.DataFrame, target: str, drivers: Sequence[str]) -> None:
    """Refuse what has no unique answer; `frame` holds finite values only (see `usable`).

    Raises Refused: `too_few_days`, `constant_target` (data: value), `constant_driver`, `collinear_drivers` with the
    smallest set that depends on itself and, as the alternative, the drivers that say all that these say.
    """
    n_days, needed = len(frame), days_needed(len(drivers))
    if n_days < needed:
        raise Refused("too_few_days", n_days=n_days, needed=needed, n_drivers=len(drivers))
    y = column(frame, target)
    if is_constant(y):
        raise Refused("constant_target", value=float(np.median(y)))
    x = _columns(frame, drivers)
    for name, values in zip(drivers, x.T, strict=True):
        if is_constant(values):
            raise Refused("constant_driver", driver=name, value=float(np.median(values)))
    z = unit_columns(x)
    if found := dependent_set(z, EXACT):
        kept = independent(z, unit_columns(y[:, None])[:, 0], EXACT)
        raise Refused(
            "collinear_drivers",
            drivers=tuple(drivers[i] for i in found),
            alternative=tuple(drivers[i] for i in kept),
        )


def warnings(frame: pd.DataFrame, fit: Fit, background: Background = NOTHING_KNOWN) -> tuple[Reason, ...]:
    """What is doubtful about a fit, the weightiest first; `frame` holds the rows it was fitted on."""
    x, y = _columns(frame, fit.drivers), column(frame, fit.target)
    found = [Reason("leaking_driver", {"driver": name}) for name in fit.drivers if name in background.leaking]
    if fit.r_squared > PERFECT:
        found.append(Reason("suspiciously_perfect", {"r_squared": fit.r_squared}))
    found += _overlapping(x, y, fit.drivers)
    found += [
        Reason("unexpected_sign", {"driver": name, "expected": sign})
        for name, sign in background.expected_signs.items()
        if fit.coefficients.get(name, 0.0) * sign < 0
    ]
    if fit.lag1 > max(AUTOCORRELATED, 2 / np.sqrt(fit.n)):
        found.append(Reason("autocorrelated", {"lag1": fit.lag1, "n_effective": effective_n(fit.n, fit.lag1)}))
    if places := influential(frame, fit):
        found.append(Reason("influential_days", {"dates": dates_of(frame, places)}))
    if background.calendar_days is not None and fit.n < background.calendar_days:
        found.append(Reason("days_dropped", {"n_days": fit.n, "calendar_days": background.calendar_days}))
    return tuple(found)


def _overlapping(x: Floats, y: Floats, drivers: Sequence[str]) -> list[Reason]:
    """One warning for each set of drivers that overlap, with the drivers that do without the overlap and their R²."""
    z, unit_y = unit_columns(x), unit_columns(y[:, None])[:, 0]
    inflation = vif(z)
    found = []
    left = list(range(len(drivers)))
    alternative: tuple[int, ...] | None = None
    while members := [left[i] for i in dependent_set(z[:, left], OVERLAP)]:
        alternative = alternative or independent(z, unit_y, OVERLAP)
        data = {
            "drivers": tuple(drivers[i] for i in members),
            "vif": float(inflation[members].max()),
            "alternative": tuple(drivers[i] for i in alternative),
            "alternative_r_squared": explained(z[:, alternative], unit_y),
        }
        found.append(Reason("overlapping_drivers", data))
        left = [i for i in left if i not in members]
    return found


def dates_of(frame: pd.DataFrame, places: Sequence[int]) -> tuple[str, ...]:
    """The days in those rows, as ISO dates."""
    return tuple(str(frame.index[place])[:10] for place in places)


def influential(frame: pd.DataFrame, fit: Fit) -> tuple[int, ...]:
    """Rows of the days that alone move the model, the strongest first; `frame` holds the rows it was fitted on.

    Those with a Cook's distance above 1, and those above 4/n whose residual, judged by the other days (externally
    studentised), is an outlier even among n days (Bonferroni). The second catches the single wild day in a year, whose
    Cook's distance stays below 1 since it inflates the error that it is measured by. Last, those whose leverage is so
    high that the model follows them wherever they lie: the only day on which a driver moved leaves no residual at all.
    """
    from scipy.special import stdtrit

    parameters = len(fit.drivers) + (fit.intercept is not None)
    degrees = fit.n - parameters - 1
    if fit.sse == 0 or degrees < 1:
        return ()
    x, y = _columns(frame, fit.drivers), column(frame, fit.target)
    residuals = y - expected(fit, frame)
    leverage = _leverage(x, intercept=fit.intercept is not None)
    left = np.maximum(1 - leverage, np.finfo(float).eps)
    variance = fit.sse / (fit.n - parameters)
    cook = residuals**2 * leverage / (parameters * variance * left**2)
    without = np.maximum(fit.sse - residuals**2 / left, np.finfo(float).tiny) / degrees
    studentised = np.abs(residuals) / np.sqrt(without * left)
    outlying = studentised > stdtrit(degrees, 1 - OUTLIER_RISK / (2 * fit.n))
    moving = (cook > 1) | ((cook > 4 / fit.n) & outlying) | (leverage > DECISIVE)
    return tuple(int(i) for i in np.argsort(-cook) if moving[i])


def _columns(frame: pd.DataFrame, drivers: Sequence[str]) -> Floats:
    return np.column_stack([column(frame, name) for name in drivers]) if drivers else np.empty((len(frame), 0))


def _leverage(x: Floats, *, intercept: bool) -> Floats:
    """Diagonal of the hat matrix."""
    length = np.sqrt((x**2).sum(axis=0))
    z = unit_columns(x) if intercept else x / np.where(length > 0, length, 1)
    q = np.linalg.qr(z)[0]
    return np.asarray((q**2).sum(axis=1) + (1 / len(x) if intercept else 0), dtype=np.float64)
