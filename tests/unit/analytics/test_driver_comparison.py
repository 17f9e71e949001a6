"""Given sets of drivers against each other."""

from __future__ import annotations

import math

import numpy as np
import pytest

from skill_enms.analytics import ols
from skill_enms.analytics.comparison import aicc, compare, partial_f
from skill_enms.reasons import Refused


def test_an_extra_driver_that_matters_is_preferred_and_what_it_buys_is_told(plant):
    result = compare(plant, "gas", [["heating"], ["heating", "production"]])
    assert result.preferred == 1
    small, large = (each.fit for each in result.sets)
    assert result.extra.added == ("production",)
    assert result.extra.p_value < 1e-20
    assert result.extra.adj_r_squared_gain == pytest.approx(large.adj_r_squared - small.adj_r_squared)
    assert result.extra.cv_rmse_drop == pytest.approx(small.cv_rmse - large.cv_rmse)


def test_an_extra_driver_that_does_not_is_not(plant):
    result = compare(plant, "gas", [["heating", "production", "noise"], ["heating", "production"]])
    assert result.preferred == 1
    assert result.extra.added == ("noise",)
    assert result.extra.p_value > 0.05


def test_the_partial_f_of_one_driver_is_its_t_squared(plant):
    result = compare(plant, "gas", [["heating"], ["heating", "noise"]])
    large = result.sets[1].fit
    t = large.coefficients["noise"] / large.std_errors["noise"]
    assert result.extra.f_statistic == pytest.approx(t**2, rel=1e-6)
    assert result.extra.p_value == pytest.approx(large.p_values["noise"], rel=1e-6)


def test_partial_f_is_statsmodels_comparison_of_nested_models(plant):
    from statsmodels.api import OLS, add_constant

    small, large = ["heating"], ["heating", "production", "noise"]
    full, restricted = (OLS(plant["gas"], add_constant(plant[names])).fit() for names in (large, small))
    f_statistic, p_value, added = full.compare_f_test(restricted)
    ours = partial_f(ols.fit(plant, "gas", small), ols.fit(plant, "gas", large))
    assert len(ours.added) == added
    assert ours.f_statistic == pytest.approx(f_statistic, rel=1e-9)
    assert ours.p_value == pytest.approx(p_value, rel=1e-6, abs=1e-300)


def test_sets_of_which_none_holds_the_other_have_no_partial_f(plant):
    result = compare(plant, "gas", [["temperature"], ["heating"], ["production", "weekend"]])
    assert result.extra is None
    assert result.preferred == 1


def test_all_sets_are_fitted_on_the_days_that_they_share(plant):
    holes = plant.copy()
    holes.iloc[:50, holes.columns.get_loc("production")] = np.nan
    result = compare(holes, "gas", [["heating"], ["heating", "production"]])
    assert [each.fit.n for each in result.sets] == [316, 316]


def test_a_set_without_an_answer_is_refused(plant):
    with pytest.raises(Refused) as caught:
        compare(plant, "gas", [["heating"], ["temperature", "heating", "cooling"]])
    assert caught.value.reason.code == "collinear_drivers"


def test_aicc_is_as_burnham_and_anderson_write_it():
    # n = 20, SSE = 80, a line: K = 3 with the variance
    assert aicc(20, 80.0, 2) == pytest.approx(20 * math.log(4.0) + 6 + 24 / 16)
    assert aicc(4, 1.0, 2) == math.inf
    assert aicc(20, 0.0, 2) == -math.inf
