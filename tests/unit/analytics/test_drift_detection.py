"""Whether, since when and by how much consumption has left its baseline."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from skill_enms.analytics import ols
from skill_enms.analytics.drift import detect, threshold
from skill_enms.findings import Drift

DAYS = [date(2024, 1, 1) + timedelta(day) for day in range(731)]
YEAR = 366
NOISE = 20.0


def two_years(seed: int, echo: float = 0.0) -> pd.DataFrame:
    """A machine without drift: the first year to train on, the second to watch."""
    rng = np.random.default_rng(seed)
    load = rng.uniform(0, 10, len(DAYS))
    noise = rng.normal(0, NOISE, len(DAYS))
    for day in range(1, len(DAYS)):
        noise[day] = echo * noise[day - 1] + np.sqrt(1 - echo**2) * noise[day]
    return pd.DataFrame({"energy": 500 + 30 * load + noise, "load": load}, index=DAYS)


def watch(frame: pd.DataFrame, trained: int = YEAR) -> Drift:
    fit = ols.fit(frame[YEAR - trained : YEAR], "energy", ["load"])
    return detect(fit, frame[YEAR:])


@pytest.mark.parametrize("echo", [0.0, 0.5])
def test_at_most_one_quiet_year_in_twenty_raises_an_alarm(echo):
    alarms = sum(watch(two_years(seed, echo)).alarm is not None for seed in range(200))
    # five per cent, and two standard errors of two hundred years
    assert alarms <= 16


def test_a_baseline_of_two_months_keeps_the_rate_too():
    alarms = sum(watch(two_years(seed), trained=60).alarm is not None for seed in range(200))
    assert alarms <= 16


@pytest.mark.parametrize("step", [60.0, -60.0])
def test_a_step_is_dated_within_three_days_and_its_size_lies_in_its_interval(step):
    turn = date(2025, 3, 14)
    dated = sized = early = 0
    for seed in range(100):
        frame = two_years(seed)
        frame.loc[turn:, "energy"] += step
        drift = watch(frame)
        assert drift.alarm is not None
        early += drift.alarm < turn
        present = drift.levels[-1]
        dated += abs((present.start - turn).days) <= 3
        sized += present.low <= step <= present.high
    assert dated >= 98
    assert sized >= 84
    assert early <= 5


def test_a_step_of_one_deviation_is_noticed_within_six_weeks_as_a_rule():
    noticed = 0
    for seed in range(100):
        frame = two_years(seed)
        frame.loc[date(2025, 3, 14) :, "energy"] += NOISE
        drift = watch(frame)
        noticed += drift.alarm is not None and drift.alarm <= date(2025, 4, 25)
    assert noticed >= 90


def test_a_fault_that_was_repaired_has_two_turning_points():
    frame = two_years(1)
    frame.loc[date(2025, 3, 14) : date(2025, 6, 1), "energy"] += 4 * NOISE
    drift = watch(frame)
    before, during, after = drift.levels
    assert abs((during.start - date(2025, 3, 14)).days) <= 3
    assert abs((after.start - date(2025, 6, 2)).days) <= 3
    assert before.low <= 0 <= before.high
    assert during.low <= 4 * NOISE <= during.high
    assert after.low <= 0 <= after.high
    assert sum(level.n_days for level in drift.levels) == len(frame) - YEAR


def test_a_drift_that_began_before_the_period_is_one_level():
    frame = two_years(2)
    frame.loc[date(2025, 1, 1) :, "energy"] += 3 * NOISE
    drift = watch(frame)
    assert [level.start for level in drift.levels] == [date(2025, 1, 1)]


def test_a_single_wild_day_is_no_drift():
    frame = two_years(3)
    frame.loc[date(2025, 5, 1), "energy"] *= 20
    assert watch(frame).alarm is None


def test_more_production_is_no_drift():
    alarms = 0
    for seed in range(40):
        frame = two_years(seed)
        busier = frame["load"] + np.where(np.array(frame.index) >= date(2025, 5, 1), 2.0, 0.0)
        alarms += (
            watch(frame.assign(load=busier, energy=frame["energy"] + 30 * (busier - frame["load"]))).alarm is not None
        )
    assert alarms <= 4


def test_days_without_a_value_are_left_out():
    frame = two_years(5)
    frame.loc[date(2025, 3, 14) :, "energy"] += 4 * NOISE
    frame.loc[date(2025, 2, 1) : date(2025, 2, 28), "energy"] = np.nan
    drift = watch(frame)
    assert sum(level.n_days for level in drift.levels) == len(frame) - YEAR - 28


def test_no_days_and_an_exact_model_raise_no_alarm():
    frame = two_years(6)
    assert watch(frame[:YEAR]).alarm is None
    exact = frame.assign(energy=5 + 2 * frame["load"])
    assert watch(exact).alarm is None


def test_a_stricter_rate_asks_for_more():
    assert threshold(0.01) > threshold(0.05) > threshold(0.20)


def test_the_limit_keeps_its_rate_on_independent_normal_days():
    """Simulated by the recursion itself, apart from the Markov chain that the limit comes from."""
    limit = threshold(0.05)
    rng = np.random.default_rng(7)
    over = under = np.zeros(4000)
    alarmed = np.zeros(4000, dtype=bool)
    for _ in range(365):
        score = np.clip(rng.normal(size=4000), -3, 3)
        over, under = np.maximum(over + score - 0.5, 0), np.maximum(under - score - 0.5, 0)
        alarmed |= np.maximum(over, under) > limit
    assert alarmed.mean() == pytest.approx(0.05, abs=0.01)
