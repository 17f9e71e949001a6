"""What a day is expected to use."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from skill_enms.analytics import ols
from skill_enms.analytics.prediction import expected, outside, predict


def test_statsmodels_gives_the_same_interval(plant):
    from statsmodels.api import OLS, add_constant

    drivers = ["heating", "production"]
    fit = ols.fit(plant, "gas", drivers)
    new = pd.DataFrame({"const": [1.0], "heating": [7.5], "production": [321.0]})
    frame = OLS(plant["gas"], add_constant(plant[drivers])).fit().get_prediction(new).summary_frame(alpha=0.10)
    answer = predict(fit, {"heating": 7.5, "production": 321.0})
    assert answer.energy == pytest.approx(frame["mean"][0], rel=1e-9)
    assert (answer.low, answer.high) == pytest.approx((frame["obs_ci_lower"][0], frame["obs_ci_upper"][0]), rel=1e-9)
    assert answer.confidence == 0.90
    assert answer.outside == ()


def test_without_an_intercept_too(plant):
    fit = ols.fit(plant, "gas", ["heating"], intercept=False)
    answer = predict(fit, {"heating": 10.0})
    assert answer.energy == pytest.approx(10 * fit.coefficients["heating"])
    assert answer.low < answer.energy < answer.high


def test_a_driver_that_was_not_said_is_never_invented(plant):
    with pytest.raises(KeyError):
        predict(ols.fit(plant, "gas", ["heating", "production"]), {"heating": 7.5})


def test_conditions_that_the_model_does_not_use_change_nothing(plant):
    fit = ols.fit(plant, "gas", ["heating"])
    assert predict(fit, {"heating": 7.5, "production": 1e9}) == predict(fit, {"heating": 7.5})


@pytest.mark.parametrize(("production", "beyond"), [(500, ()), (1e6, ("production",)), (-1, ("production",))])
def test_a_value_outside_the_range_trained_on_is_told(plant, production, beyond):
    fit = ols.fit(plant, "gas", ["heating", "production"])
    assert predict(fit, {"heating": 7.5, "production": production}).outside == beyond
    assert outside(fit, {"heating": 7.5, "production": production}) == beyond


def test_the_interval_widens_away_from_what_was_trained_on(plant):
    fit = ols.fit(plant, "gas", ["production"])
    near, far = (predict(fit, {"production": value}) for value in (500.0, 5000.0))
    assert far.high - far.low > near.high - near.low


def test_an_exact_model_has_no_width_and_a_saturated_one_no_known_width():
    frame = pd.DataFrame({"y": [1.0, 2.0, 3.0, 4.0], "x": [0.0, 1.0, 2.0, 3.0]})
    exact = predict(ols.fit(frame, "y", ["x"]), {"x": 1.5})
    assert exact.low == exact.high == pytest.approx(2.5)
    assert math.isnan(predict(ols.fit(frame[:2], "y", ["x"]), {"x": 1.5}).low)


def test_each_day_of_a_frame_gets_its_own_expectation(plant):
    fit = ols.fit(plant, "gas", ["heating", "weekend"])
    days = expected(fit, plant)
    for i in (0, 100, 365):
        conditions = {name: float(plant[name].iloc[i]) for name in fit.drivers}
        assert days[i] == pytest.approx(predict(fit, conditions).energy, rel=1e-12)
    assert float(((plant["gas"] - days) ** 2).sum()) == pytest.approx(fit.sse, rel=1e-9)
