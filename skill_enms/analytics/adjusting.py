"""Non-routine adjustments on the numbers: days left out, amounts allowed for (ISO 50006, IPMVP)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from skill_enms.adjustments import NewAdjustment
from skill_enms.analytics.performance import as_date
from skill_enms.findings import Performance

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd


def kept_days(frame: pd.DataFrame, adjustments: Sequence[NewAdjustment]) -> tuple[pd.DataFrame, int]:
    """The frame less the days that are left out, and how many those were."""
    omitted = [adjustment for adjustment in adjustments if adjustment.amount_per_day is None]
    kept = np.array([not any(one.covers(as_date(day)) for one in omitted) for day in frame.index], dtype=bool)
    return frame.loc[kept], int((~kept).sum())


def allowance(day: date, adjustments: Sequence[NewAdjustment]) -> float:
    """What is added to the expectation of a day."""
    return sum(one.amount_per_day or 0.0 for one in adjustments if one.covers(day))


def allowed_for(performance: Performance, adjustments: Sequence[NewAdjustment]) -> Performance:
    """The performance with the adjustments' amounts added to what is expected.

    The uncertainty stays that of the model: an amount is taken as its author gave it.
    """
    amounts = np.array([allowance(day, adjustments) for day in performance.days])
    if not amounts.any():
        return performance
    daily = np.array(performance.daily_expected) + amounts
    expected = float(daily.sum())
    difference = performance.actual - expected
    return replace(
        performance,
        expected=expected,
        difference=difference,
        enpi=performance.actual / expected if expected > 0 else None,
        improvement_percent=100 * (1 - performance.actual / expected) if expected > 0 else None,
        fsu=performance.uncertainty / abs(difference) if difference else None,
        within_uncertainty=abs(difference) <= performance.uncertainty,
        daily_expected=tuple(map(float, daily)),
        cusum=tuple(map(float, np.cumsum(np.array(performance.daily_actual) - daily))),
    )


def less_allowances(frame: pd.DataFrame, target: str, adjustments: Sequence[NewAdjustment]) -> pd.DataFrame:
    """The frame with the amounts taken off its target: what would have been used without what happened."""
    amounts = [allowance(as_date(day), adjustments) for day in frame.index]
    return frame.assign(**{target: frame[target] - amounts}) if any(amounts) else frame
