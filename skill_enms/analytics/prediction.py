"""What a fitted model expects: point, interval, and whether it is asked beyond what it was trained on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from skill_enms.analytics.ols import column
from skill_enms.findings import Prediction
from skill_enms.results import Fit

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def expected(fit: Fit, frame: pd.DataFrame) -> Floats:
    """The model's value for each row of `frame`, in units of the target; KeyError for a driver that isn't there."""
    total = np.full(len(frame), fit.intercept or 0.0)
    for driver, slope in fit.coefficients.items():
        total = total + slope * column(frame, driver)
    return total


def predict(fit: Fit, conditions: Mapping[str, float], confidence: float = 0.90) -> Prediction:
    """One day under the given conditions, with the interval that a single new day falls into with this confidence.

    Half width = t·√(s² + x'Cx), C the covariance of the parameters and s² the residual variance. KeyError for a driver
    that `conditions` leaves out: an unsaid driver is asked for, not invented.
    """
    from scipy.special import stdtrit

    values = [float(conditions[driver]) for driver in fit.drivers]
    row = np.array(values if fit.intercept is None else [1.0, *values])
    parameters = np.array([*([] if fit.intercept is None else [fit.intercept]), *fit.coefficients.values()])
    degrees = fit.n - len(parameters)
    covariance = np.array(fit.covariance)
    energy = float(row @ parameters)
    variance = fit.sse / degrees + float(row @ covariance @ row) if degrees else float("nan")
    half = float(stdtrit(degrees, (1 + confidence) / 2)) * variance**0.5 if degrees else float("nan")
    return Prediction(
        energy=energy,
        low=energy - half,
        high=energy + half,
        confidence=confidence,
        outside=outside(fit, dict(zip(fit.drivers, values, strict=True))),
    )


def outside(fit: Fit, conditions: Mapping[str, float]) -> tuple[str, ...]:
    """The drivers whose value lies outside the range that was trained on."""
    return tuple(driver for driver, (low, high) in fit.ranges.items() if not low <= conditions.get(driver, low) <= high)
