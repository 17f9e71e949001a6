"""A period against its baseline."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from skill_enms.analytics import ols
from skill_enms.analytics.performance import (
    as_date,
    combined_uncertainty,
    nmbe,
    perform,
    savings_uncertainty,
    without,
)
from skill_enms.reasons import Refused
from skill_enms.requests import Period

METERS = ["il-electricity-cdd-hdd-daily", "il-gas-hdd-only-daily"]


@pytest.fixture(params=METERS)
def opendsm(request, reference, table) -> tuple[dict, pd.DataFrame, pd.DataFrame]:
    """Published figures of a meter, its baseline year and the year reported."""
    published = reference("eemeter_samples/expected_opendsm_1.2.7_metrics.json")[request.param]
    frame = table(f"eemeter_samples/{request.param}.csv", index_col=0)
    frame.columns = [name.replace("f_hourly", "") for name in frame.columns]
    frame.index = [date.fromisoformat(day) for day in frame.index]
    baseline, reported = (
        frame.loc[date.fromisoformat(first) : date.fromisoformat(last)]
        for first, last in (published["baseline"], published["reporting"])
    )
    return published, baseline, reported


def test_opendsm_computes_the_same_savings(opendsm):
    published, baseline, reported = opendsm
    result = perform(ols.fit(baseline, "value", published["features"]), reported)
    assert result.n_days == published["m"]
    assert result.actual == pytest.approx(published["observed_sum"], rel=1e-12)
    assert result.expected == pytest.approx(published["predicted_sum"], rel=1e-8)
    assert -result.difference == pytest.approx(published["savings"], rel=1e-7)
    assert result.improvement_percent == pytest.approx(100 * published["savings_fraction"], rel=1e-7)
    assert result.enpi == pytest.approx(1 - published["savings_fraction"], rel=1e-8)


def test_opendsm_computes_the_same_uncertainty_with_its_own_count_of_independent_days(opendsm):
    published, baseline, _ = opendsm
    fit = ols.fit(baseline, "value", published["features"])
    uncertainty = savings_uncertainty(
        fit, published["predicted_sum"], published["m"], months=12, n_effective=published["n_prime"]
    )
    # OpenDSM takes one degree of freedom less for its t
    degrees = published["n"] - published["p"]
    assert published["t_stat"] == pytest.approx(student.ppf(0.95, degrees - 1), rel=1e-12)
    uncertainty *= published["t_stat"] / student.ppf(0.95, degrees)
    assert uncertainty == pytest.approx(published["total_savings_uncertainty"], rel=1e-7)
    assert uncertainty / published["savings"] == pytest.approx(published["fsu"], rel=1e-7)


def test_days_are_never_worth_more_than_their_number(opendsm):
    published, baseline, reported = opendsm
    fit = ols.fit(baseline, "value", published["features"])
    assert fit.lag1 < 0
    result = perform(fit, reported)
    capped = savings_uncertainty(fit, result.expected, result.n_days, months=12, n_effective=fit.n)
    assert result.uncertainty == pytest.approx(capped)
    assert result.uncertainty > published["total_savings_uncertainty"]
    assert result.fsu == pytest.approx(result.uncertainty / abs(result.difference))


def test_autocorrelation_widens_the_uncertainty(plant):
    fit = ols.fit(plant, "gas", ["heating"])
    few = savings_uncertainty(fit, 1000, 30, months=1, n_effective=50)
    assert few > savings_uncertainty(fit, 1000, 30, months=1, n_effective=366)


def october(plant: pd.DataFrame, change: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two weeks to train on, three days that use `change` more than they should."""
    days = plant.loc[date(2024, 10, 7) : date(2024, 10, 24)].copy()
    days.loc[date(2024, 10, 22) :, "gas"] += change
    return days.loc[: date(2024, 10, 21)], days.loc[date(2024, 10, 22) :]


def test_three_days_against_two_weeks_say_more_or_that_the_model_cannot_tell(plant):
    baseline, reported = october(plant, 200.0)
    fit = ols.fit(baseline, "gas", ["heating", "production"])
    over = perform(fit, reported)
    assert over.n_days == 3
    assert over.enpi > 1
    assert over.improvement_percent < 0
    assert not over.within_uncertainty
    same = perform(fit, october(plant, 0.0)[1])
    assert same.within_uncertainty


def test_cusum_adds_up_to_the_difference(plant):
    fit = ols.fit(plant[:180], "gas", ["heating", "production"])
    result = perform(fit, plant[180:])
    assert result.days == tuple(plant.index[180:])
    assert result.cusum[-1] == pytest.approx(result.difference)
    steps = np.diff([0.0, *result.cusum])
    assert steps == pytest.approx(np.array(result.daily_actual) - np.array(result.daily_expected))


def test_the_baseline_period_itself_has_an_enpi_of_one(plant):
    result = perform(ols.fit(plant, "gas", ["heating", "production"]), plant)
    assert result.enpi == pytest.approx(1, abs=1e-12)
    assert result.within_uncertainty
    assert nmbe(ols.fit(plant, "gas", ["heating", "production"]), result) == pytest.approx(0, abs=1e-12)


def test_days_without_a_value_are_left_out_and_none_at_all_is_a_refusal(plant):
    fit = ols.fit(plant, "gas", ["heating"])
    holes = plant[:10].copy()
    holes.iloc[0, holes.columns.get_loc("gas")] = np.nan
    holes.iloc[1, holes.columns.get_loc("heating")] = np.nan
    assert perform(fit, holes).n_days == 8
    with pytest.raises(Refused) as caught:
        perform(fit, plant[:0])
    assert caught.value.reason.code == "too_few_days"


def test_drivers_that_leave_the_trained_range_are_told_with_their_days(plant):
    fit = ols.fit(plant[:90], "gas", ["heating", "production"])
    summer = perform(fit, plant[180:240])
    assert summer.days_outside["heating"] > 30
    assert summer.warnings[0].code == "outside_trained_range"
    assert "heating" in summer.warnings[0].data["drivers"]


def test_a_single_day_outside_in_a_year_is_counted_but_no_warning(plant):
    fit = ols.fit(plant, "gas", ["heating"])
    warmer = plant.copy()
    warmer.iloc[0, warmer.columns.get_loc("heating")] = 1 + plant["heating"].max()
    result = perform(fit, warmer)
    assert result.days_outside == {"heating": 1}
    assert result.warnings == ()


def test_nothing_expected_leaves_the_ratio_undefined(plant):
    fit = ols.fit(plant.assign(gas=plant["gas"] - 1000), "gas", ["heating"])
    result = perform(fit, plant)
    assert result.expected < 0
    assert result.enpi is None
    assert result.improvement_percent is None


def test_non_routine_days_are_taken_out_and_counted(plant):
    shutdown = Period(date(2024, 8, 1), date(2024, 8, 16))
    routine, gone = without(plant, [shutdown, Period(date(2025, 1, 1), date(2025, 2, 1))])
    assert gone == 15
    assert len(routine) == len(plant) - 15
    assert date(2024, 8, 1) not in routine.index
    assert date(2024, 8, 16) in routine.index


def test_days_may_be_dates_or_time_stamps():
    assert as_date(pd.Timestamp("2024-08-01")) == as_date(datetime(2024, 8, 1)) == as_date(date(2024, 8, 1))
    with pytest.raises(TypeError):
        as_date(7)


def test_uncertainties_of_independent_models_add_as_squares():
    assert combined_uncertainty([3.0, 4.0]) == pytest.approx(5.0)
    assert combined_uncertainty([]) == 0


def test_90_percent_of_quiet_periods_lie_within_their_uncertainty():
    """The formula is an approximation; on independent days it errs on the safe side, and not by much."""
    within = 0
    first = date(2024, 1, 1)
    days = [first + timedelta(day) for day in range(395)]
    for seed in range(400):
        rng = np.random.default_rng(seed)
        load = rng.uniform(0, 10, 395)
        frame = pd.DataFrame({"gas": 200 + 10 * load + rng.normal(0, 20, 395), "load": load}, index=days)
        within += perform(ols.fit(frame[:365], "gas", ["load"]), frame[365:]).within_uncertainty
    assert 0.88 <= within / 400 <= 0.97


def test_uncertainty_without_degrees_of_freedom_is_unbounded():
    fit = ols.fit(pd.DataFrame({"y": [1.0, 2.0], "x": [0.0, 1.0]}), "y", ["x"])
    assert savings_uncertainty(fit, 10, 5, months=1) == math.inf
