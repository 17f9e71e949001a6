"""Whether a model would be a clear step back from another one of the same consumption."""

from __future__ import annotations

from skill_enms.analytics.ols import effective_n
from skill_enms.results import Fit

MUCH_MORE = 1.5
"""Ratio of the CV(RMSE)s from which a model counts as clearly worse: half as much error again."""
CHANCE = 0.01
"""Probability up to which such a difference would come about between equally good models."""


def errs_clearly_more(fit: Fit, other: Fit) -> bool:
    """Whether `fit` misses by clearly more than `other`, relative to what is used: by much, and not by chance.

    By chance: the F-test of the two relative residual variances, each with the degrees of freedom that the
    autocorrelation of its residuals leaves.
    """
    from scipy.special import fdtrc

    if not fit.cv_rmse > MUCH_MORE * other.cv_rmse:
        return False
    degrees, other_degrees = _degrees(fit), _degrees(other)
    if degrees <= 0 or other_degrees <= 0 or other.cv_rmse <= 0:
        return True
    return float(fdtrc(degrees, other_degrees, (fit.cv_rmse / other.cv_rmse) ** 2)) < CHANCE


def _degrees(fit: Fit) -> float:
    return effective_n(fit.n, fit.lag1) - len(fit.drivers) - (fit.intercept is not None)
