"""What must hold of every fit, whatever the plant."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill_enms.analytics import ols
from skill_enms.results import Fit

FITS = settings(max_examples=50)
DRIVERS = ["a", "b", "c"]


@st.composite
def plants(draw) -> pd.DataFrame:
    """A frame of 12 to 60 days, three independent drivers and a target that they explain in part."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    days = draw(st.integers(12, 60))
    values = rng.normal(size=(days, 3))
    effects = np.array(draw(st.tuples(*[st.floats(-5, 5)] * 3)))
    target = 20 + values @ effects + rng.normal(0, draw(st.floats(0.1, 5)), days)
    return pd.DataFrame(values, columns=DRIVERS).assign(y=target)


SCALES = st.integers(-9, 12).map(lambda power: 10.0**power)


@FITS
@given(plants(), SCALES, SCALES)
def test_units_of_driver_and_target_scale_the_coefficients_and_nothing_else(plant, driver, target):
    plain = ols.fit(plant, "y", DRIVERS)
    scaled = ols.fit(plant.assign(a=plant["a"] * driver, y=plant["y"] * target), "y", DRIVERS)
    assert scaled.coefficients["a"] == pytest.approx(plain.coefficients["a"] * target / driver, rel=1e-9)
    assert scaled.std_errors["a"] == pytest.approx(plain.std_errors["a"] * target / driver, rel=1e-9)
    assert scaled.coefficients["b"] == pytest.approx(plain.coefficients["b"] * target, rel=1e-9)
    assert scaled.r_squared == pytest.approx(plain.r_squared, rel=1e-9)
    assert dict(scaled.p_values) == pytest.approx(plain.p_values, rel=1e-6)
    assert scaled.cv_rmse == pytest.approx(plain.cv_rmse, rel=1e-9)
    assert dict(scaled.standardised) == pytest.approx(plain.standardised, rel=1e-9)


@FITS
@given(plants(), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_an_offset_moves_the_intercept_alone(plant, driver, target):
    plain = ols.fit(plant, "y", DRIVERS)
    moved = ols.fit(plant.assign(a=plant["a"] + driver, y=plant["y"] + target), "y", DRIVERS)
    assert dict(moved.coefficients) == pytest.approx(plain.coefficients, rel=1e-7, abs=1e-9)
    assert moved.intercept == pytest.approx(
        plain.intercept + target - driver * plain.coefficients["a"], rel=1e-7, abs=1e-6
    )
    assert moved.r_squared == pytest.approx(plain.r_squared, rel=1e-7)


@FITS
@given(plants(), st.permutations(DRIVERS), st.randoms(use_true_random=False))
def test_order_of_drivers_and_days_changes_no_coefficient(plant, order, random):
    days = list(range(len(plant)))
    random.shuffle(days)
    plain, shuffled = ols.fit(plant, "y", DRIVERS), ols.fit(plant.iloc[days], "y", order)
    assert list(shuffled.coefficients) == list(order)
    assert dict(shuffled.coefficients) == pytest.approx(dict(plain.coefficients), rel=1e-9, abs=1e-12)
    assert dict(shuffled.std_errors) == pytest.approx(dict(plain.std_errors), rel=1e-9)


@FITS
@given(plants(), st.integers(2, 4))
def test_repeated_rows_keep_the_coefficients_and_shrink_the_errors_as_the_degrees_of_freedom_say(plant, times):
    plain, repeated = ols.fit(plant, "y", DRIVERS), ols.fit(pd.concat([plant] * times), "y", DRIVERS)
    n, p = len(plant), 4
    shrink = np.sqrt((n - p) / (times * n - p))
    assert dict(repeated.coefficients) == pytest.approx(dict(plain.coefficients), rel=1e-9, abs=1e-12)
    assert dict(repeated.std_errors) == pytest.approx({k: v * shrink for k, v in plain.std_errors.items()}, rel=1e-9)
    assert repeated.r_squared == pytest.approx(plain.r_squared, rel=1e-9)


@FITS
@given(plants(), st.integers(0, 2**32 - 1))
def test_a_further_column_never_lowers_r_squared(plant, seed):
    noise = np.random.default_rng(seed).normal(size=len(plant))
    plain, more = ols.fit(plant, "y", DRIVERS), ols.fit(plant.assign(noise=noise), "y", [*DRIVERS, "noise"])
    assert more.r_squared >= plain.r_squared - 1e-12
    assert more.sse <= plain.sse * (1 + 1e-12)


@FITS
@given(plants())
def test_adjusted_r_squared_f_and_cv_follow_from_sse_as_defined(plant):
    fit = ols.fit(plant, "y", DRIVERS)
    n, p = len(plant), 4
    total = float(((plant["y"] - plant["y"].mean()) ** 2).sum())
    assert fit.r_squared == pytest.approx(1 - fit.sse / total, rel=1e-9, abs=1e-12)
    assert fit.adj_r_squared == pytest.approx(1 - (1 - fit.r_squared) * (n - 1) / (n - p), rel=1e-12, abs=1e-12)
    assert fit.f_statistic == pytest.approx((total - fit.sse) / 3 / (fit.sse / (n - p)), rel=1e-6, abs=1e-9)
    assert fit.cv_rmse == pytest.approx(np.sqrt(fit.sse / (n - p)) / plant["y"].mean(), rel=1e-12)


@FITS
@given(plants())
def test_the_covariance_holds_the_standard_errors_and_the_errors_of_the_mean(plant):
    fit = ols.fit(plant, "y", DRIVERS)
    covariance = np.array(fit.covariance)
    assert np.sqrt(np.diag(covariance)) == pytest.approx([fit.intercept_std_error, *fit.std_errors.values()])
    at_the_mean = np.array([1.0, *fit.means.values()])
    variance = fit.sse / (fit.n - 4)
    assert at_the_mean @ covariance @ at_the_mean == pytest.approx(variance / fit.n, rel=1e-9)


def test_statsmodels_itself_agrees_on_a_plain_case(plant):
    from statsmodels.api import OLS, add_constant

    fit = ols.fit(plant, "gas", ["heating", "production", "weekend"])
    other = OLS(plant["gas"], add_constant(plant[["heating", "production", "weekend"]].astype(float))).fit()
    assert [fit.intercept, *fit.coefficients.values()] == pytest.approx(other.params.to_list(), rel=1e-9)
    assert [fit.intercept_std_error, *fit.std_errors.values()] == pytest.approx(other.bse.to_list(), rel=1e-9)
    assert fit.f_statistic == pytest.approx(other.fvalue, rel=1e-9)
    assert fit.f_p_value == pytest.approx(other.f_pvalue, rel=1e-6, abs=1e-300)
    assert np.array(fit.covariance) == pytest.approx(other.cov_params().to_numpy(), rel=1e-9)


def test_statsmodels_agrees_without_an_intercept_too(plant):
    from statsmodels.api import OLS

    drivers = ["heating", "production"]
    fit = ols.fit(plant, "gas", drivers, intercept=False)
    other = OLS(plant["gas"], plant[drivers]).fit()
    assert list(fit.std_errors.values()) == pytest.approx(other.bse.to_list(), rel=1e-9)
    assert fit.r_squared == pytest.approx(other.rsquared, rel=1e-12)
    assert fit.adj_r_squared == pytest.approx(other.rsquared_adj, rel=1e-12)
    assert fit.f_statistic == pytest.approx(other.fvalue, rel=1e-9)


@pytest.mark.parametrize("intercept", [True, False])
def test_a_single_driver_gives_r_squared_of_its_correlation_only_with_an_intercept(plant, intercept):
    fit = ols.fit(plant, "gas", ["heating"], intercept=intercept)
    correlation = np.corrcoef(plant["gas"], plant["heating"])[0, 1]
    assert bool(fit.r_squared == pytest.approx(correlation**2)) == intercept
    assert (fit.intercept is None) != intercept
    assert len(fit.covariance) == 1 + intercept


def test_a_single_day_has_a_mean_and_nothing_else():
    fit = ols.fit(pd.DataFrame({"y": [3.0]}), "y", [])
    assert fit.intercept == 3.0
    assert np.isnan(fit.r_squared)


def test_a_meter_that_counts_backwards_has_an_error_like_any_other(plant):
    forwards = ols.fit(plant, "gas", ["heating", "production"])
    backwards = ols.fit(plant.assign(gas=-plant["gas"]), "gas", ["heating", "production"])
    assert backwards.cv_rmse == pytest.approx(forwards.cv_rmse, rel=1e-12)


def test_no_driver_at_all_gives_the_mean(plant):
    fit = ols.fit(plant, "gas", [])
    assert fit.intercept == pytest.approx(plant["gas"].mean())
    assert fit.r_squared == pytest.approx(0, abs=1e-12)
    assert fit.f_statistic is None


def test_as_many_parameters_as_days_leave_the_errors_undefined():
    fit = ols.fit(pd.DataFrame({"y": [1.0, 2.0, 4.0], "a": [0.0, 1.0, 5.0], "b": [3.0, 1.0, 1.0]}), "y", ["a", "b"])
    assert np.isnan(fit.p_values["a"])
    assert np.isnan(fit.adj_r_squared)
    assert fit.f_statistic is None


@pytest.mark.parametrize(
    ("frame", "drivers"),
    [
        (pd.DataFrame({"y": [1.0, 2.0, 3.0], "a": [1.0, np.nan, 3.0]}), ["a"]),
        (pd.DataFrame({"y": [1.0, np.inf, 3.0], "a": [1.0, 2.0, 4.0]}), ["a"]),
        (pd.DataFrame({"y": [1.0, 2.0, 3.0], "a": [7.0, 7.0, 7.0]}), ["a"]),
        (pd.DataFrame({"y": [1.0, 2.0, 3.0, 9.0], "a": [1.0, 2.0, 4.0, 3.0], "b": [2.0, 4.0, 8.0, 6.0]}), ["a", "b"]),
        (pd.DataFrame({"y": [1.0, 2.0], "a": [1.0, 2.0], "b": [5.0, 2.0]}), ["a", "b"]),
        (pd.DataFrame({"y": [], "a": []}, dtype=float), ["a"]),
    ],
    ids=["nan", "infinite", "constant", "copy", "too few rows", "no rows"],
)
def test_what_has_no_answer_is_an_error_and_never_a_number(frame, drivers):
    with pytest.raises(ValueError, match=r".+"):
        ols.fit(frame, "y", drivers)


def test_booleans_integers_and_decimals_are_numbers_too(plant):
    from decimal import Decimal

    odd = plant.assign(
        gas=[Decimal(str(round(value, 4))) for value in plant["gas"]],
        production=plant["production"].round().astype("Int64"),
    )
    fit = ols.fit(odd, "gas", ["heating", "production", "weekend"])
    assert fit.r_squared > 0.98
    assert fit.ranges["weekend"] == (0.0, 1.0)


def all_numbers(fit: Fit) -> list[float]:
    return [*fit.coefficients.values(), *fit.std_errors.values(), fit.r_squared, fit.cv_rmse]


@pytest.mark.parametrize(("small", "large"), [(1e-9, 1e12), (1e-12, 1e15)])
def test_drivers_of_very_different_size_stand_in_one_model(plant, small, large):
    scaled = plant.assign(heating=plant["heating"] * small, production=plant["production"] * large)
    fit = ols.fit(scaled, "gas", ["heating", "production"])
    plain = ols.fit(plant, "gas", ["heating", "production"])
    assert np.isfinite(all_numbers(fit)).all()
    assert fit.coefficients["heating"] * small == pytest.approx(plain.coefficients["heating"], rel=1e-9)
    assert fit.coefficients["production"] * large == pytest.approx(plain.coefficients["production"], rel=1e-9)
