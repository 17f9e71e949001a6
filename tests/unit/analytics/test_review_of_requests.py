"""What is refused before a number is spoken, and only that."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill_enms.analytics.checks import days_needed, review, usable
from skill_enms.analytics.training import train
from skill_enms.reasons import REFUSALS, Refused


def refusal(frame: pd.DataFrame, drivers: list[str], target: str = "gas") -> tuple[str, dict]:
    with pytest.raises(Refused) as caught:
        review(usable(frame, target, drivers), target, drivers)
    reason = caught.value.reason
    assert reason.code in REFUSALS
    return reason.code, dict(reason.data)


def test_nine_days_for_three_drivers_are_too_few_and_the_number_needed_is_said(plant):
    code, data = refusal(plant[:9], ["heating", "production", "weekend"])
    assert code == "too_few_days"
    assert data == {"n_days": 9, "needed": 12, "n_drivers": 3}


@pytest.mark.parametrize(("drivers", "needed"), [(0, 10), (1, 10), (2, 10), (3, 12), (4, 15), (9, 30)])
def test_a_baseline_needs_ten_days_and_three_for_every_parameter(drivers, needed):
    assert days_needed(drivers) == needed


def test_as_many_days_as_needed_are_enough(plant):
    review(plant[:12], "gas", ["heating", "production", "weekend"])


def test_days_without_a_value_do_not_count(plant):
    sparse = plant.copy()
    sparse.loc[sparse.index[9:], "production"] = np.nan
    code, data = refusal(sparse, ["production"])
    assert code == "too_few_days"
    assert data["n_days"] == 9


def test_no_missing_or_infinite_value_reaches_the_fit(plant):
    holes = plant.copy()
    holes.iloc[3, holes.columns.get_loc("gas")] = np.nan
    holes.iloc[5, holes.columns.get_loc("heating")] = np.inf
    holes.iloc[7, holes.columns.get_loc("noise")] = np.nan
    assert train(holes, "gas", ["heating", "production"]).fit.n == len(plant) - 2


@pytest.mark.parametrize("value", [0.0, 1.0, 21.3, 1e12, True])
def test_a_constant_driver_is_named(plant, value):
    code, data = refusal(plant.assign(setpoint=value), ["heating", "setpoint"])
    assert code == "constant_driver"
    assert data == {"driver": "setpoint", "value": float(value)}


def test_an_average_of_equal_readings_is_constant_although_its_last_bits_differ(plant):
    readings = 21.3 * (1 + 1e-15 * (np.arange(len(plant)) % 3))
    assert refusal(plant.assign(setpoint=readings), ["setpoint"])[0] == "constant_driver"


def test_a_driver_that_is_constant_only_on_the_days_that_are_left_is_refused(plant):
    holes = plant.copy()
    holes.loc[holes["weekend"], "gas"] = np.nan
    assert refusal(holes, ["heating", "weekend"])[1]["driver"] == "weekend"


@pytest.mark.parametrize("value", [0.0, 250.0])
def test_a_constant_target_is_refused(plant, value):
    assert refusal(plant.assign(gas=value), ["heating"]) == ("constant_target", {"value": value})


def test_days_of_zero_consumption_are_a_shutdown_and_count(plant):
    shut = plant.assign(gas=plant["gas"].where(plant["workday"], 0.0))
    assert train(shut, "gas", ["workday"]).fit.n == len(plant)


def test_temperature_with_both_degree_days_has_no_unique_answer_and_degree_days_are_offered(plant):
    code, data = refusal(plant, ["temperature", "heating", "cooling"])
    assert code == "collinear_drivers"
    assert set(data["drivers"]) == {"temperature", "heating", "cooling"}
    assert data["alternative"] == ("heating", "cooling")


def test_temperature_and_degree_days_over_a_winter_have_no_unique_answer(plant):
    code, data = refusal(plant[:60], ["production", "temperature", "heating"])
    assert code == "collinear_drivers"
    assert data["drivers"] == ("temperature", "heating")
    assert data["alternative"] == ("production", "temperature")


def test_degree_days_stored_with_two_decimals_are_still_the_temperature(plant):
    stored = plant.assign(heating=plant["heating"].round(2))
    assert refusal(stored[:60], ["temperature", "heating"])[0] == "collinear_drivers"


def test_temperature_and_degree_days_over_a_whole_year_are_trained(plant):
    review(plant, "gas", ["temperature", "heating"])


COPIES = {
    "copy": lambda column: column,
    "other unit": lambda column: 1.8 * column + 32,
    "negative": lambda column: -column,
    "thousands": lambda column: column / 1000,
}


@pytest.mark.parametrize("make", COPIES.values(), ids=COPIES)
def test_a_copy_in_any_unit_is_named_with_its_original(plant, make):
    code, data = refusal(plant.assign(copy=make(plant["temperature"])), ["production", "temperature", "copy"])
    assert code == "collinear_drivers"
    assert data == {"drivers": ("temperature", "copy"), "alternative": ("production", "temperature")}


def test_the_same_driver_twice_is_refused(plant):
    assert refusal(plant, ["heating", "heating"])[1]["alternative"] == ("heating",)


def test_flags_that_cover_every_day_say_the_same(plant):
    assert refusal(plant, ["heating", "weekend", "workday"])[1]["drivers"] == ("weekend", "workday")


def test_a_sum_of_other_drivers_is_named_with_its_parts_and_nothing_else(plant):
    both = plant.assign(degree_days=plant["heating"] + plant["cooling"])
    code, data = refusal(both, ["production", "degree_days", "heating", "noise", "cooling"])
    assert code == "collinear_drivers"
    assert data["drivers"] == ("degree_days", "heating", "cooling")
    assert len(data["alternative"]) == 4
    review(both, "gas", data["alternative"])


def test_several_dependences_leave_an_alternative_without_any(plant):
    many = plant.assign(copy=plant["production"] * 2, fahrenheit=plant["temperature"] * 1.8 + 32)
    _, data = refusal(many, ["production", "copy", "temperature", "fahrenheit", "heating", "cooling"])
    assert len(data["alternative"]) == 3
    review(many, "gas", data["alternative"])


@pytest.mark.parametrize("noise", [1e-2, 0.1, 1.0])
def test_drivers_that_are_merely_alike_are_trained(plant, noise):
    rng = np.random.default_rng(1)
    alike = plant.assign(alike=plant["heating"] + rng.normal(0, noise * plant["heating"].std(), len(plant)))
    review(alike, "gas", ["heating", "alike"])


@settings(max_examples=50)
@given(
    seed=st.integers(0, 2**32 - 1),
    powers=st.tuples(*[st.integers(-9, 12)] * 3),
    offset=st.floats(-1e3, 1e3),
    weights=st.tuples(*[st.floats(0.1, 10)] * 2),
)
def test_a_dependence_is_found_whatever_the_units(seed, powers, offset, weights):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(50, 2))
    third = values @ np.array(weights) + offset
    columns = np.column_stack([values, third]) * 10.0 ** np.array(powers)
    frame = pd.DataFrame(columns, columns=["a", "b", "c"]).assign(gas=rng.normal(size=50))
    code, data = refusal(frame, ["a", "b", "c"])
    assert code == "collinear_drivers"
    assert set(data["drivers"]) == {"a", "b", "c"}


@settings(max_examples=50)
@given(seed=st.integers(0, 2**32 - 1), powers=st.tuples(*[st.integers(-9, 12)] * 3))
def test_independent_drivers_are_never_refused_whatever_the_units(seed, powers):
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(50, 3)) * 10.0 ** np.array(powers)
    review(pd.DataFrame(columns, columns=["a", "b", "c"]).assign(gas=rng.normal(size=50)), "gas", ["a", "b", "c"])
