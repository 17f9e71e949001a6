"""Consumption that bends at a temperature."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from skill_enms.analytics.changepoint import choose_change_point, fit_change_point, terms
from skill_enms.reasons import Refused


def fixture(reference, model: str) -> tuple[pd.DataFrame, dict]:
    found = next(
        case for case in reference("changepoint/cunybpl_changepoint_fixture.json") if case["model_type"] == model
    )
    return pd.DataFrame({"x": found["x"], "y": found["y"]}, dtype=float), found["expected_4dp"]


@pytest.mark.parametrize("model", ["2P", "3PC", "3PH", "4P", "5P"])
def test_cunybpl_finds_the_same_model_and_loads(model, reference):
    frame, published = fixture(reference, model)
    points = [published[name] for name in ("cp", "left_cp", "right_cp") if name in published]
    # it looks among the temperatures that occur; its search for two of them at once ends elsewhere, so they are given
    found = fit_change_point(frame, "y", "x", model, candidates=points if model == "5P" else frame["x"])
    assert list(found.points) == points
    assert found.fit.intercept == pytest.approx(published["yint"], abs=1e-4)
    slopes = {
        "2P": {"above": published.get("slope")},
        "3PC": {"above": published.get("slope")},
        "3PH": {"below": -published.get("slope", 0)},
    }
    both = {"below": -published.get("left_slope", 0), "above": published.get("right_slope")}
    assert dict(found.fit.coefficients) == pytest.approx(slopes.get(model, both), abs=1e-4)
    columns = terms(model, frame["x"].to_numpy(), found.points)
    loads = {name: found.fit.coefficients[name] * column.sum() for name, column in columns.items()}
    assert found.fit.intercept * len(frame) == pytest.approx(published["base"], abs=1e-4)
    assert loads.get("below", 0) == pytest.approx(published["heating"], abs=1e-4)
    assert loads.get("above", 0) == pytest.approx(published["cooling"], abs=1e-4)


@pytest.mark.parametrize("model", ["3PC", "3PH", "4P", "5P"])
def test_points_between_the_temperatures_fit_no_worse(model, reference):
    frame, _ = fixture(reference, model)
    among = fit_change_point(frame, "y", "x", model, candidates=frame["x"])
    assert fit_change_point(frame, "y", "x", model).fit.sse <= among.fit.sse * (1 + 1e-12)


def test_nmecr_finds_the_same_four_parameters(reference, table):
    published = reference("nmecr/expected_nmecr_vignette.json")
    frame = table("nmecr/nmecr_eload_temp_daily.csv")
    year = frame[(frame["time"] >= "2012-03-01") & (frame["time"] < "2013-02-28")]
    found = fit_change_point(year, "eload", "temp", "4P")
    assert found.points == pytest.approx([published["reproduced_statsmodels"]["FourP_cp"]], abs=1e-5)
    assert found.fit.r_squared == pytest.approx(published["FourP"]["R2"], abs=5e-8)
    assert found.fit.r_squared == pytest.approx(published["reproduced_statsmodels"]["FourP_R2"], abs=5e-9)
    assert found.fit.adj_r_squared == pytest.approx(published["FourP"]["adj_R2"], abs=5e-3)
    assert 100 * found.fit.cv_rmse == pytest.approx(published["FourP"]["CVRMSE_pct"], abs=5e-3)


TRUTHS = {
    "3PH": ({"below": 20.0}, (12.5,)),
    "3PC": ({"above": 15.0}, (17.3,)),
    "4P": ({"below": 20.0, "above": 5.0}, (14.0,)),
    "5P": ({"below": 20.0, "above": 15.0}, (10.0, 19.0)),
}


def bending(model: str, seed: int = 0, noise: float = 10.0) -> pd.DataFrame:
    slopes, points = TRUTHS[model]
    rng = np.random.default_rng(seed)
    temperature = rng.uniform(-10, 35, 366)
    columns = terms(model, temperature, points)
    energy = 100 + sum(slopes[name] * column for name, column in columns.items()) + rng.normal(0, noise, 366)
    return pd.DataFrame({"energy": energy, "temperature": temperature})


@pytest.mark.parametrize("model", TRUTHS)
def test_a_known_bend_is_recovered(model):
    slopes, points = TRUTHS[model]
    found = fit_change_point(bending(model), "energy", "temperature", model)
    assert found.points == pytest.approx(points, abs=0.5)
    assert dict(found.fit.coefficients) == pytest.approx(slopes, rel=0.05)
    assert found.fit.intercept == pytest.approx(100, rel=0.05)


@pytest.mark.parametrize("model", ["3PH", "3PC", "5P"])
def test_the_model_that_made_the_data_is_ranked_first(model):
    first, *others = choose_change_point(bending(model, noise=5), "energy", "temperature")
    assert first.model == model
    assert all(first.aicc <= other.aicc for other in others)


def test_a_straight_line_stays_one():
    rng = np.random.default_rng(1)
    temperature = rng.uniform(-10, 35, 366)
    frame = pd.DataFrame({"energy": 500 - 4 * temperature + rng.normal(0, 10, 366), "temperature": temperature})
    assert choose_change_point(frame, "energy", "temperature")[0].model == "2P"


def test_a_bend_that_buys_next_to_nothing_is_not_taken():
    rng = np.random.default_rng(1)
    bent = 0
    for _ in range(50):
        frame = pd.DataFrame({"energy": rng.normal(100, 5, 120), "temperature": rng.normal(10, 8, 120)})
        bent += choose_change_point(frame, "energy", "temperature")[0].model != "2P"
    assert bent <= 12


def test_a_branch_that_rests_on_a_few_days_is_not_taken():
    rng = np.random.default_rng(2)
    temperature = np.concatenate([rng.uniform(5, 20, 360), [-8.0, -9.0, -10.0, -11.0]])
    energy = 100 + 30 * np.maximum(-5 - temperature, 0) + rng.normal(0, 3, 364)
    first, *others = choose_change_point(
        pd.DataFrame({"energy": energy, "temperature": temperature}), "energy", "temperature"
    )
    assert first.model == "2P"
    assert min(other.aicc for other in others) < first.aicc


def test_a_driver_with_too_few_different_values_is_refused(plant):
    with pytest.raises(Refused) as caught:
        fit_change_point(plant, "gas", "weekend", "5P")
    assert caught.value.reason.code == "too_few_values"
    assert caught.value.reason.data == {"driver": "weekend", "n_values": 2, "needed": 6}


def test_missing_days_are_left_out(plant):
    holes = plant.copy()
    holes.iloc[:20, holes.columns.get_loc("temperature")] = np.nan
    assert fit_change_point(holes, "gas", "temperature", "3PH").fit.n == 346
