"""Acceptance rules in use, as data: what a baseline must reach before one relies on it.

Sources: US DOE Superior Energy Performance and EnPI Lite (`sep`); the 0.75 procedure, a habit among IPMVP users
(`075`); ASHRAE Guideline 14 (`guideline14`). ISO 50001, 50006 and 50015 give no numeric threshold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from skill_enms.findings import RuleCheck, Verdict
from skill_enms.results import Fit


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement of a rule set."""

    name: str
    """Stable name, `snake_case`; a sentence may be called after it."""
    figures: Callable[[Fit, float | None], Mapping[str | None, float]]
    """Fit and FSU → what is judged, by driver, or under None where it is the model's; empty where it doesn't apply."""
    limit: float
    """Where it begins or ends to be acceptable."""
    passes: Callable[[float, float], bool]
    """(figure, limit) → whether it is met."""


def _below(figure: float, limit: float) -> bool:
    return figure < limit


def _at_most(figure: float, limit: float) -> bool:
    return figure <= limit


def _at_least(figure: float, limit: float) -> bool:
    return figure >= limit


def _f_test(fit: Fit, _: float | None) -> Mapping[str | None, float]:
    exact = fit.sse == 0 and bool(fit.drivers)
    return {None: 0.0 if exact else math.nan if fit.f_p_value is None else fit.f_p_value}


def _each_driver(fit: Fit, _: float | None) -> Mapping[str | None, float]:
    figures: dict[str | None, float] = {}
    figures.update(fit.p_values)
    return figures


def _strongest_driver(fit: Fit, _: float | None) -> Mapping[str | None, float]:
    return {None: min(fit.p_values.values(), default=math.nan)}


def _r_squared(fit: Fit, _: float | None) -> Mapping[str | None, float]:
    return {None: fit.r_squared}


def _r_squared_adjusted_if_several(fit: Fit, _: float | None) -> Mapping[str | None, float]:
    return {None: fit.adj_r_squared if len(fit.drivers) > 1 else fit.r_squared}


def _cv_rmse(fit: Fit, _: float | None) -> Mapping[str | None, float]:
    return {None: fit.cv_rmse}


def _bias(fit: Fit, _: float | None) -> Mapping[str | None, float]:
    """|NMBE| of the days trained on: Σ(y − ŷ)/((n − p)ȳ), from the means, since the model is linear."""
    expected = (fit.intercept or 0.0) + sum(slope * fit.means[name] for name, slope in fit.coefficients.items())
    degrees = fit.n - len(fit.drivers) - (fit.intercept is not None)
    if not degrees or not fit.target_mean:
        return {None: math.nan}
    return {None: abs(fit.n * (fit.target_mean - expected) / (degrees * fit.target_mean))}


def _savings_uncertainty(_: Fit, fsu: float | None) -> Mapping[str | None, float]:
    return {} if fsu is None else {None: abs(fsu)}


RULE_SETS: Mapping[str, tuple[Rule, ...]] = {
    "sep": (
        Rule("f_test", _f_test, 0.10, _below),
        Rule("each_driver", _each_driver, 0.20, _below),
        Rule("strongest_driver", _strongest_driver, 0.10, _below),
        Rule("r_squared", _r_squared, 0.50, _at_least),
    ),
    "075": (
        Rule("r_squared", _r_squared_adjusted_if_several, 0.75, _at_least),
        Rule("each_driver", _each_driver, 0.10, _below),
    ),
    "guideline14": (
        Rule("cv_rmse", _cv_rmse, 0.25, _at_most),
        Rule("bias", _bias, 0.005, _at_most),
        Rule("savings_uncertainty", _savings_uncertainty, 0.50, _below),
    ),
}
"""Name of the rule set → its rules. Figures are fractions, never per cent."""


def judge(fit: Fit, rule_set: str = "sep", fsu: float | None = None) -> Verdict:
    """The fit against every rule of the set; a figure that is undefined (nan) fails.

    `fsu`, the fractional savings uncertainty at 90 %, exists only once a period has been reported; without it the
    rule on it doesn't apply. KeyError for a rule set that isn't known.
    """
    checks = tuple(
        RuleCheck(rule.name, driver, figure, rule.limit, rule.passes(figure, rule.limit))
        for rule in RULE_SETS[rule_set]
        for driver, figure in rule.figures(fit, fsu).items()
    )
    return Verdict(rule_set, all(check.passed for check in checks), checks)


def in_valid_range(fit: Fit, reported_means: Mapping[str, float]) -> dict[str, bool]:
    """SEP's rule for a reported period, by driver: its mean lies in the range trained on or within 3 SD of its mean."""
    valid = {}
    for driver, mean in reported_means.items():
        low, high = fit.ranges[driver]
        reach = 3 * fit.deviations[driver]
        valid[driver] = low <= mean <= high or abs(mean - fit.means[driver]) <= reach
    return valid
