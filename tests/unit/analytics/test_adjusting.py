"""Adjustments change what is compared, never what was measured."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from skill_enms.adjustments import NewAdjustment
from skill_enms.analytics import ols
from skill_enms.analytics.adjusting import allowed_for, kept_days, less_allowances
from skill_enms.analytics.performance import perform

DAYS = [date(2025, 3, 1) + timedelta(n) for n in range(60)]


@pytest.fixture
def frame() -> pd.DataFrame:
    random = np.random.default_rng(5)
    pieces = random.uniform(100, 200, len(DAYS))
    return pd.DataFrame({"energy": 50 + 2 * pieces + random.normal(0, 3, len(DAYS)), "pieces": pieces}, index=DAYS)


def adjustment(first: int, end: int, amount: float | None) -> NewAdjustment:
    return NewAdjustment(
        seu_id="s", start=DAYS[first], end=DAYS[end], reason="because", author="Ada", amount_per_day=amount
    )


def test_days_are_left_out(frame: pd.DataFrame) -> None:
    kept, ignored = kept_days(frame, [adjustment(3, 10, None), adjustment(8, 12, None), adjustment(20, 30, 5.0)])
    assert ignored == 9
    assert DAYS[2] in kept.index and DAYS[3] not in kept.index and DAYS[12] in kept.index and DAYS[25] in kept.index


def test_an_amount_is_expected_beside_what_the_model_expects(frame: pd.DataFrame) -> None:
    fit = ols.fit(frame, "energy", ["pieces"])
    plain = perform(fit, frame)
    adjusted = allowed_for(plain, [adjustment(10, 20, 7.0)])
    assert adjusted.actual == plain.actual
    assert adjusted.expected == pytest.approx(plain.expected + 70)
    assert adjusted.difference == pytest.approx(plain.difference - 70)
    assert adjusted.cusum[-1] == pytest.approx(adjusted.difference)
    assert adjusted.daily_expected[9] == plain.daily_expected[9]
    assert adjusted.daily_expected[10] == pytest.approx(plain.daily_expected[10] + 7)
    assert adjusted.enpi == pytest.approx(adjusted.actual / adjusted.expected)
    assert adjusted.uncertainty == plain.uncertainty
    assert adjusted.within_uncertainty == (abs(adjusted.difference) <= adjusted.uncertainty)


def test_what_an_amount_allows_for_is_no_residual(frame: pd.DataFrame) -> None:
    less = less_allowances(frame, "energy", [adjustment(10, 20, 7.0)])
    assert (frame["energy"] - less["energy"]).sum() == pytest.approx(70)
    assert less_allowances(frame, "energy", [adjustment(10, 20, None)]) is frame
