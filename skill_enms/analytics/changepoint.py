"""Change-point models: consumption that bends at a temperature, with the bend searched.

`2P` is the straight line; `3PH` a base load that rises below the change point (heating), `3PC` above it (cooling); `4P`
two slopes that meet at one point; `5P` a base load between two points, rising on both sides. A change point is searched
over all values, not only those that occurred, and counts as a parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from skill_enms.analytics import checks, ols
from skill_enms.analytics.comparison import aicc
from skill_enms.analytics.drivers import WORTH_A_DRIVER
from skill_enms.findings import ChangePoint, ChangePointModel
from skill_enms.reasons import Refused

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Terms = dict[str, Floats]

BELOW, ABOVE = "below", "above"
"""Names of the terms: how far the driver lies below the (lower) change point, and above the (upper) one."""
_GRID = 40
"""Points that the search begins with; it is refined between the best one's neighbours."""
_ROUNDS = 60
"""Golden-section steps: each shortens the bracket to 0.618, sixty to nothing that a float64 could tell."""
_ENDS = 2
"""Distinct values of the driver that must lie on either side of a change point, so that its slope rests on a line."""
_DAYS_A_BRANCH = 10
"""Days beyond a change point that a branch needs to be preferred, as CalTRACK asks of degree days."""


def _line(x: Floats, _: Sequence[float]) -> Terms:
    return {ABOVE: x}


def _heating(x: Floats, points: Sequence[float]) -> Terms:
    return {BELOW: np.maximum(points[0] - x, 0)}


def _cooling(x: Floats, points: Sequence[float]) -> Terms:
    return {ABOVE: np.maximum(x - points[-1], 0)}


def _both(x: Floats, points: Sequence[float]) -> Terms:
    return {**_heating(x, points), **_cooling(x, points)}


_MODELS: dict[ChangePointModel, tuple[int, Callable[[Floats, Sequence[float]], Terms]]] = {
    "2P": (0, _line),
    "3PH": (1, _heating),
    "3PC": (1, _cooling),
    "4P": (1, _both),
    "5P": (2, _both),
}


def terms(model: ChangePointModel, values: Floats, points: Sequence[float]) -> dict[str, Floats]:
    """The model's columns for values of the driver: term → distance from its change point, never negative."""
    return _MODELS[model][1](values, points)


def fit_change_point(
    frame: pd.DataFrame,
    target: str,
    driver: str,
    model: ChangePointModel,
    candidates: Sequence[float] | None = None,
) -> ChangePoint:
    """Least squares over slopes and change points; rows with a missing value are left out.

    `candidates` restricts the change points to those values. Raises Refused: `too_few_days`, `constant_target`,
    `constant_driver`, or `too_few_values` where the driver takes too few different values to place the points between.
    """
    days = checks.usable(frame, target, [driver])
    n_points = _MODELS[model][0]
    checks.review(days, target, [driver])
    _enough_values(days, driver, n_points)
    x, y = ols.column(days, driver), ols.column(days, target)
    points = _search(x, y, model, candidates) if n_points else ()
    columns = terms(model, x, points)
    fit = ols.fit(days.assign(**columns), target, list(columns))
    return ChangePoint(model, driver, points, fit, aicc(fit.n, fit.sse, 1 + len(columns) + n_points))


def choose_change_point(
    frame: pd.DataFrame,
    target: str,
    driver: str,
    models: Sequence[ChangePointModel] = ("2P", "3PH", "3PC", "5P"),
) -> tuple[ChangePoint, ...]:
    """All models: the simplest of those that are as good as the best by AICc, then the others by AICc.

    Those that a bend is not believed of rank last: with slopes that fall away from the base load (consumption that
    *falls* as it gets colder below a heating change point contradicts what the model stands for), or with a branch that
    rests on a few days. They are still told, since their fit may be the least bad.
    """
    values = ols.column(checks.usable(frame, target, [driver]), driver)
    fitted = [fit_change_point(frame, target, driver, model) for model in models]
    ranked = sorted(fitted, key=lambda each: (_is_doubtful(each, values), each.aicc))
    limit = ranked[0].aicc + WORTH_A_DRIVER
    good = [each for each in ranked if each.aicc <= limit and not _is_doubtful(each, values)] or ranked[:1]
    first = min(good, key=_parameters)
    return (first, *(each for each in ranked if each is not first))


def prefer_change_point(
    frame: pd.DataFrame, target: str, driver: str, model: ChangePointModel
) -> tuple[ChangePoint, ...]:
    """The form that was asked for, then the straight line; the other way round where its bend is not believed."""
    values = ols.column(checks.usable(frame, target, [driver]), driver)
    asked, line = (fit_change_point(frame, target, driver, each) for each in (model, "2P"))
    return (line, asked) if _is_doubtful(asked, values) else (asked, line)


def _parameters(found: ChangePoint) -> int:
    return len(found.fit.coefficients) + len(found.points)


def _is_doubtful(found: ChangePoint, values: Floats) -> bool:
    if found.model == "2P":
        return False
    columns = terms(found.model, values, found.points)
    few = any(np.count_nonzero(column) < _DAYS_A_BRANCH for column in columns.values())
    return few or any(slope < 0 for slope in found.fit.coefficients.values())


def _enough_values(days: pd.DataFrame, driver: str, n_points: int) -> None:
    """Refuse a driver with too few different values for that many change points."""
    different, needed = len(np.unique(ols.column(days, driver))), _ENDS * (n_points + 1)
    if different < needed:
        raise Refused("too_few_values", driver=driver, n_values=different, needed=needed)


def _search(x: Floats, y: Floats, model: ChangePointModel, candidates: Sequence[float] | None) -> tuple[float, ...]:
    """The change points with the smallest sum of squared residuals."""
    sse = _Residuals(x, y, model)
    values = np.unique(x)
    low, high = float(values[_ENDS - 1]), float(values[-_ENDS])
    grid = (
        np.linspace(low, high, _GRID) if candidates is None else np.unique([c for c in candidates if low <= c <= high])
    )
    n_points = _MODELS[model][0]
    if n_points == 1:
        best: tuple[float, ...] = min(((float(point),) for point in grid), key=sse)
    else:
        best = min(((float(a), float(b)) for i, a in enumerate(grid) for b in grid[i + 1 :]), key=sse)
    return best if candidates is not None else _refined(sse, best, (high - low) / (_GRID - 1), (low, high))


class _Residuals:
    """Sum of squared residuals as a function of the change points."""

    def __init__(self, x: Floats, y: Floats, model: ChangePointModel) -> None:
        self.x, self.y, self.model = x, y - y.mean(), model

    def __call__(self, points: Sequence[float]) -> float:
        columns = np.column_stack(list(terms(self.model, self.x, points).values()))
        centred = columns - columns.mean(axis=0)
        residual = self.y - centred @ np.linalg.lstsq(centred, self.y, rcond=None)[0]
        return float(residual @ residual)


def _refined(sse: _Residuals, start: tuple[float, ...], step: float, limits: tuple[float, float]) -> tuple[float, ...]:
    """Golden-section search of each point in turn between its neighbours, until the points stand still."""
    points = list(start)
    for _ in range(10):
        before = tuple(points)
        for i in range(len(points)):
            low = max(points[i] - step, limits[0], *points[:i])
            high = min(points[i] + step, limits[1], *points[i + 1 :])

            def along(value: float, i: int = i) -> float:
                return sse([*points[:i], value, *points[i + 1 :]])

            points[i] = min(_golden(along, low, high), points[i], key=along)
        if len(points) == 1 or np.allclose(before, points, rtol=0, atol=1e-9 * step):
            break
    return tuple(points)


def _golden(function: Callable[[float], float], low: float, high: float) -> float:
    """Minimum of a function of one variable between two values."""
    ratio = (5**0.5 - 1) / 2
    left, right = high - ratio * (high - low), low + ratio * (high - low)
    at_left, at_right = function(left), function(right)
    for _ in range(_ROUNDS):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - ratio * (high - low)
            at_left = function(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + ratio * (high - low)
            at_right = function(right)
    return (low + high) / 2
