"""Rule sets: what they ask, and what they say of a fit that falls short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill_enms.analytics import ols
from skill_enms.analytics.rules import RULE_SETS, in_valid_range, judge
from skill_enms.results import Fit
from skill_enms.settings import Settings


@pytest.fixture
def good(plant) -> Fit:
    return ols.fit(plant, "gas", ["heating", "production"])


def failed(fit: Fit, rule_set: str, fsu: float | None = None) -> set[tuple[str, str | None]]:
    verdict = judge(fit, rule_set, fsu)
    failures = {(check.rule, check.driver) for check in verdict.checks if not check.passed}
    assert verdict.accepted is not bool(failures)
    return failures


@pytest.mark.parametrize("rule_set", RULE_SETS)
def test_a_good_fit_meets_every_rule_set(good, rule_set):
    assert failed(good, rule_set) == set()
    assert judge(good, rule_set).rule_set == rule_set


def test_the_default_of_the_settings_is_a_rule_set():
    assert Settings().rule_set in RULE_SETS


@pytest.mark.parametrize(
    ("change", "failures"),
    [
        ({"f_p_value": 0.10}, {("f_test", None)}),
        ({"r_squared": 0.499}, {("r_squared", None)}),
        ({"p_values": {"heating": 0.01, "production": 0.20}}, {("each_driver", "production")}),
        ({"p_values": {"heating": 0.01, "production": 0.199}}, set()),
        ({"p_values": {"heating": 0.15, "production": 0.10}}, {("strongest_driver", None)}),
    ],
)
def test_sep_asks_for_f_for_each_driver_for_one_strong_one_and_for_half_of_the_variance(good, change, failures):
    assert failed(replace(good, **change), "sep") == failures


@pytest.mark.parametrize(
    ("change", "failures"),
    [
        ({"adj_r_squared": 0.749, "r_squared": 0.76}, {("r_squared", None)}),
        ({"adj_r_squared": 0.75}, set()),
        ({"p_values": {"heating": 0.01, "production": 0.10}}, {("each_driver", "production")}),
    ],
)
def test_the_075_procedure_asks_for_adjusted_r_squared_of_several_drivers(good, change, failures):
    assert failed(replace(good, **change), "075") == failures


def test_the_075_procedure_asks_for_plain_r_squared_of_one_driver(plant):
    one = ols.fit(plant, "gas", ["heating"])
    assert failed(replace(one, r_squared=0.75, adj_r_squared=0.749), "075") == set()


@pytest.mark.parametrize(
    ("change", "fsu", "failures"),
    [
        ({"cv_rmse": 0.25}, None, set()),
        ({"cv_rmse": 0.251}, None, {("cv_rmse", None)}),
        ({"target_mean": 1e4}, None, {("bias", None)}),
        ({}, 0.49, set()),
        ({}, 0.5, {("savings_uncertainty", None)}),
    ],
)
def test_guideline_14_asks_for_cv_rmse_bias_and_for_savings_uncertainty_once_there_are_savings(
    good, change, fsu, failures
):
    assert failed(replace(good, **change), "guideline14", fsu) == failures


def test_what_is_undefined_is_not_met(plant):
    nothing = ols.fit(plant.assign(gas=5.0), "gas", ["heating"])
    assert ("r_squared", None) in failed(nothing, "sep")


def test_an_exact_fit_passes_an_f_test_that_it_has_no_f_for(plant):
    exact = ols.fit(plant.assign(gas=1 + 2 * plant["heating"]), "gas", ["heating"])
    assert exact.f_statistic is None
    assert failed(exact, "sep") == set()


def test_an_unknown_rule_set_is_an_error(good):
    with pytest.raises(KeyError):
        judge(good, "iso50001")


@pytest.mark.parametrize(
    "meter", ["hq_natural_gas", "peanuts_natural_gas", "roasting_electricity", "roasting_natural_gas"]
)
def test_verifi_judges_the_same_models_and_their_valid_range_alike(meter, reference, table):
    saved = reference("verifi_example/expected_verifi_jstat.json")[f"verifi_{meter}.csv"]
    frame = table(f"verifi_example/verifi_{meter}.csv")
    fit = ols.fit(frame[frame["month"].str.startswith(str(saved["year"]))], "energy_mmbtu", saved["predictors"])
    assert judge(fit, "sep").accepted is saved["isValid"]
    for name, published in zip(saved["predictors"], saved["SEPValidation"], strict=True):
        assert fit.ranges[name] == pytest.approx((published["modelMin"], published["modelMax"]), rel=1e-9)
        assert fit.means[name] + 3 * fit.deviations[name] == pytest.approx(published["modelPlus3StdDev"], rel=1e-9)
        assert in_valid_range(fit, {name: published["meanReportYear"]}) == {name: published["isValid"]}


def test_a_mean_beyond_range_and_three_deviations_is_not_valid(good):
    low, high = good.ranges["heating"]
    reach = good.means["heating"] + 3 * good.deviations["heating"]
    assert in_valid_range(good, {"heating": max(high, reach) + 0.1}) == {"heating": False}
    assert in_valid_range(good, {"heating": (low + high) / 2}) == {"heating": True}
