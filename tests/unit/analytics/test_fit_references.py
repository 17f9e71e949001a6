"""The fit against regressions that others certified or published."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from skill_enms.analytics import ols
from skill_enms.results import Fit

NIST = [
    "Norris",
    "Pontius",
    "NoInt1",
    "NoInt2",
    "Longley",
    "Wampler1",
    "Wampler2",
    "Wampler3",
    "Wampler4",
    "Wampler5",
    "Filip",
]
VERIFI = ["hq_natural_gas", "peanuts_natural_gas", "roasting_electricity", "roasting_natural_gas"]


def digits(value: float, certified: float) -> float:
    """Correct significant digits (log relative error)."""
    if value == certified:
        return 17.0
    return -math.log10(abs(value - certified) / (abs(certified) or 1.0))


def parameters(fit: Fit) -> list[float]:
    return [*([] if fit.intercept is None else [fit.intercept]), *fit.coefficients.values()]


def errors(fit: Fit) -> list[float]:
    lead = [] if fit.intercept_std_error is None else [fit.intercept_std_error]
    return [*lead, *fit.std_errors.values()]


def p_values(fit: Fit) -> list[float]:
    return [fit.intercept_p_value, *fit.p_values.values()]


@pytest.fixture(params=NIST)
def nist(request, reference) -> tuple[Fit, dict]:
    data = reference("nist_strd/nist_strd_linear.json")[request.param]
    frame = pd.DataFrame(data["X"], columns=data["terms"]).assign(y=data["y"])
    return ols.fit(frame, "y", data["terms"], intercept=data["intercept"]), data


def test_every_nist_set_keeps_seven_digits_of_each_coefficient_and_standard_error(nist):
    fit, certified = nist
    assert all(digits(*pair) >= 7 for pair in zip(parameters(fit), certified["params"], strict=True))
    assert all(digits(*pair) >= 7 for pair in zip(errors(fit), certified["bse"], strict=True))


def test_every_nist_set_keeps_seven_digits_of_r_squared_and_residual_deviation(nist):
    fit, certified = nist
    assert digits(fit.r_squared, certified["r2"]) >= 7
    assert digits(math.sqrt(fit.sse / certified["df_resid"]), certified["resid_sd"]) >= 7


def test_f_keeps_seven_digits_where_it_is_defined_and_is_none_where_it_is_not(nist):
    fit, certified = nist
    if certified["F"] is None:
        assert fit.f_statistic is None
        assert fit.f_p_value is None
    else:
        assert digits(fit.f_statistic, certified["F"]) >= 7


@pytest.mark.parametrize("name", VERIFI)
def test_verifi_saved_the_same_models(name, reference, table):
    saved = reference("verifi_example/expected_verifi_jstat.json")[f"verifi_{name}.csv"]
    frame = table(f"verifi_example/verifi_{name}.csv")
    year = frame[frame["month"].str.startswith(str(saved["year"]))]
    fit = ols.fit(year, "energy_mmbtu", saved["predictors"])
    assert parameters(fit) == pytest.approx(saved["coef"], rel=1e-11)
    assert errors(fit) == pytest.approx(saved["t_se"], rel=1e-11)
    assert p_values(fit) == pytest.approx(saved["t_p"], rel=1e-6)
    assert fit.r_squared == pytest.approx(saved["R2"], rel=1e-12)
    assert fit.adj_r_squared == pytest.approx(saved["adj_R2"], rel=1e-12)
    assert fit.f_statistic == pytest.approx(saved["F"], rel=1e-11)
    assert fit.f_p_value == pytest.approx(saved["F_p"], abs=1e-16)
    assert fit.sse * fit.r_squared / (1 - fit.r_squared) == pytest.approx(saved["SSE"], rel=1e-12)


def test_r_and_spark_find_the_same_power_plant(reference, table):
    published = reference("ccpp/expected.json")
    r = published["r_lm"]
    spark = published["spark_mllib"]
    fit = ols.fit(table("ccpp/ccpp_9568.csv"), "PE", ["AT", "V", "AP", "RH"])
    assert parameters(fit) == pytest.approx(list(r["estimates"].values()), abs=5e-7)
    assert errors(fit) == pytest.approx(list(r["std_error"].values()), abs=5e-7)
    assert [b / e for b, e in zip(parameters(fit), errors(fit), strict=True)] == pytest.approx(
        list(r["t"].values()), abs=5e-4
    )
    assert fit.r_squared == pytest.approx(r["r2"], abs=5e-5)
    assert fit.adj_r_squared == pytest.approx(r["adj_r2"], abs=5e-5)
    assert float(f"{fit.f_statistic:.4g}") == r["F"]
    assert math.sqrt(fit.sse / r["df_resid"]) == pytest.approx(r["rse"], abs=5e-4)
    log_likelihood = -fit.n / 2 * (math.log(2 * math.pi * fit.sse / fit.n) + 1)
    assert 2 * 6 - 2 * log_likelihood == pytest.approx(r["aic_R"], abs=5e-3)
    assert fit.rmse == pytest.approx(spark["rmse_over_n"], rel=1e-12)
    # Spark iterates, and stops there
    assert parameters(fit) == pytest.approx([spark[name] for name in ("intercept", *fit.drivers)], rel=3e-9)


@pytest.mark.parametrize("drivers", ["AT+AP+RH", "AT+V+RH", "AT+V"])
def test_r_finds_the_same_smaller_models_of_the_power_plant(drivers, reference, table):
    published = reference("ccpp/expected.json")["r_lm"]["sub_models"][drivers]
    fit = ols.fit(table("ccpp/ccpp_9568.csv"), "PE", drivers.split("+"))
    assert fit.r_squared == pytest.approx(published["r2"], abs=5e-5)
    degrees = fit.n - len(fit.drivers) - 1
    assert math.sqrt(fit.sse / degrees) == pytest.approx(published["rse"], abs=5e-4)
    if "F" in published:
        assert float(f"{fit.f_statistic:.4g}") == published["F"]


@pytest.mark.parametrize("meter", ["il-electricity-cdd-hdd-daily", "il-gas-hdd-only-daily"])
def test_opendsm_measures_the_same_fit(meter, reference, table):
    published = reference("eemeter_samples/expected_opendsm_1.2.7_metrics.json")[meter]
    frame = table(f"eemeter_samples/{meter}.csv", index_col=0)
    frame.columns = [name.replace("f_hourly", "") for name in frame.columns]
    first, last = published["baseline"]
    fit = ols.fit(frame.loc[first:last], "value", published["features"])
    assert fit.n == published["n"]
    # the degree days in the file have six decimals
    assert parameters(fit) == pytest.approx(published["coef"], rel=2e-8)
    assert fit.r_squared == pytest.approx(published["r2"], rel=1e-8)
    assert fit.adj_r_squared == pytest.approx(published["r2_adj_statsmodels"], rel=1e-8)
    assert fit.lag1 == pytest.approx(published["rho1"], rel=1e-6)
    assert fit.durbin_watson == pytest.approx(published["durbin_watson"], rel=1e-7)
    assert fit.rmse == pytest.approx(published["rmse"], rel=1e-8)
    assert fit.rmse / fit.target_mean == pytest.approx(published["cvrmse"], rel=1e-8)
    assert math.sqrt(fit.sse / (fit.n - published["p"])) == pytest.approx(published["rmse_adj"], rel=1e-8)
    assert fit.cv_rmse == pytest.approx(published["cvrmse_adj"], rel=1e-8)


YEAR = slice("2015-12-27", "2016-12-25")


def daily_mean_degree_days(frame: pd.DataFrame) -> pd.DataFrame:
    """Degree days of each day's mean temperature, beside those that were integrated over its hours."""
    mean = frame["temp_mean_f"]
    return frame.assign(hdd=(60 - mean).clip(lower=0), cdd=(mean - 65).clip(lower=0))


@pytest.mark.parametrize(
    ("meter", "truth", "suffix"),
    [
        ("il-electricity-cdd-hdd-daily", "il-electricity-cdd-hdd", ""),
        ("il-gas-hdd-only-daily", "il-gas-hdd-only", "_with_cdd"),
    ],
)
def test_the_regressions_on_either_kind_of_degree_days_are_the_published_ones(meter, truth, suffix, reference, table):
    published = reference("degree_days/il_truth_vs_methods.json")
    frame = daily_mean_degree_days(table(f"eemeter_samples/{meter}.csv", index_col=0).loc[YEAR])
    integrated = ols.fit(frame, "value", ["hdd60f_hourly", "cdd65f_hourly"])
    of_the_mean = ols.fit(frame, "value", ["hdd", "cdd"])
    # they were computed of another release's hourly samples, whose degree days differ by 7 in 100,000
    assert parameters(integrated) == pytest.approx(published[truth][f"hourly_integrated{suffix}"], rel=6e-3, abs=3e-4)
    assert parameters(of_the_mean) == pytest.approx(published[truth][f"daily_mean{suffix}"], rel=3e-3, abs=3e-4)
    sums = {
        "HDD60_hourly": frame["hdd60f_hourly"].sum(),
        "HDD60_daily_mean": frame["hdd"].sum(),
        "CDD65_hourly": frame["cdd65f_hourly"].sum(),
        "CDD65_daily_mean": frame["cdd"].sum(),
    }
    assert sums == pytest.approx(published["sums"], rel=7e-5)


def test_integrated_degree_days_recover_the_base_load_of_a_known_truth_and_the_daily_mean_does_not(reference, table):
    truth = reference("degree_days/il_truth_vs_methods.json")["il-electricity-cdd-hdd"]["truth"]
    frame = daily_mean_degree_days(table("eemeter_samples/il-electricity-cdd-hdd-daily.csv", index_col=0).loc[YEAR])
    integrated = ols.fit(frame, "value", ["hdd60f_hourly", "cdd65f_hourly"]).intercept
    assert integrated == pytest.approx(truth["base_per_day"], rel=0.05)
    assert ols.fit(frame, "value", ["hdd", "cdd"]).intercept / truth["base_per_day"] == pytest.approx(1.66, abs=0.01)


def test_nmecr_prints_the_same_straight_line(reference, table):
    published = reference("nmecr/expected_nmecr_vignette.json")
    frame = table("nmecr/nmecr_eload_temp_daily.csv")
    year = frame[(frame["time"] >= "2012-03-01") & (frame["time"] < "2013-02-28")]
    fit = ols.fit(year, "eload", ["temp"])
    assert fit.r_squared == pytest.approx(published["SLR"]["R2"], abs=5e-8)
    assert fit.r_squared == pytest.approx(published["reproduced_statsmodels"]["SLR_R2"], rel=1e-14)
    assert fit.adj_r_squared == pytest.approx(published["SLR"]["adj_R2"], abs=5e-3)
    assert 100 * fit.cv_rmse == pytest.approx(published["SLR"]["CVRMSE_pct"], abs=5e-3)
    assert parameters(fit) == pytest.approx(published["reproduced_statsmodels"]["SLR_coef"], rel=1e-13)
