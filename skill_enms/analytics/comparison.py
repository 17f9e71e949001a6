"""Given sets of drivers against each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from skill_enms.analytics import checks, ols
from skill_enms.analytics.drivers import WORTH_A_DRIVER
from skill_enms.findings import ComparedSet, Comparison, PartialF
from skill_enms.results import Fit

if TYPE_CHECKING:
    import pandas as pd


def compare(frame: pd.DataFrame, target: str, sets: Sequence[Sequence[str]]) -> Comparison:
    """Sets of drivers, all fitted on the same days: those that have a value of every driver of any set.

    Preferred is the set with the lowest AICc, or a smaller one that comes within two of it. Raises what `checks.review`
    does, for the first set that has no answer.
    """
    days = checks.usable(frame, target, [name for drivers in sets for name in drivers])
    for drivers in sets:
        checks.review(days, target, drivers)
    fits = [ols.fit(days, target, drivers) for drivers in sets]
    scores = [aicc(fit.n, fit.sse, len(fit.drivers) + 1) for fit in fits]
    good = [i for i, score in enumerate(scores) if score <= min(scores) + WORTH_A_DRIVER]
    return Comparison(
        sets=tuple(ComparedSet(fit.drivers, fit, score) for fit, score in zip(fits, scores, strict=True)),
        preferred=min(good, key=lambda i: (len(fits[i].drivers), scores[i])),
        extra=_extra(fits),
    )


def aicc(n: int, sse: float, parameters: int) -> float:
    """Akaike's criterion with the small-sample correction; the error variance counts as one more parameter.

    inf where there are too few days for the correction, −inf for an exact fit.
    """
    k = parameters + 1
    if n - k - 1 <= 0:
        return float("inf")
    return float(n * np.log(sse / n)) + 2 * k + 2 * k * (k + 1) / (n - k - 1) if sse > 0 else -float("inf")


def partial_f(smaller: Fit, larger: Fit) -> PartialF:
    """What the drivers that the larger model has on top buy: F = (ΔSSE/q)/(SSE/(n − p)), q drivers more.

    Both fitted on the same days, the smaller's drivers among the larger's.
    """
    from scipy.special import fdtrc

    added = tuple(driver for driver in larger.drivers if driver not in smaller.drivers)
    degrees = larger.n - len(larger.drivers) - 1
    gain = max(smaller.sse - larger.sse, 0.0) / len(added)
    statistic = gain / (larger.sse / degrees) if larger.sse > 0 else float("inf")
    return PartialF(
        added=added,
        f_statistic=statistic,
        p_value=float(fdtrc(len(added), degrees, statistic)) if np.isfinite(statistic) else 0.0,
        adj_r_squared_gain=larger.adj_r_squared - smaller.adj_r_squared,
        cv_rmse_drop=smaller.cv_rmse - larger.cv_rmse,
    )


def _extra(fits: Sequence[Fit]) -> PartialF | None:
    """The partial F-test where there are two sets and one holds the other."""
    if len(fits) != 2:
        return None
    smaller, larger = sorted(fits, key=lambda fit: len(fit.drivers))
    return partial_f(smaller, larger) if set(smaller.drivers) < set(larger.drivers) else None
