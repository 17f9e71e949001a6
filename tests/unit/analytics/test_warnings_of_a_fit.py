"""What is said beside a baseline that was trained."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from skill_enms.analytics.checks import Background
from skill_enms.analytics.training import train
from skill_enms.findings import Training
from skill_enms.reasons import WARNINGS, Reason


def found(training: Training, code: str) -> list[Reason]:
    assert all(reason.code in WARNINGS for reason in training.warnings)
    assert all(set(reason.data) == set(WARNINGS[reason.code]) for reason in training.warnings)
    return [reason for reason in training.warnings if reason.code == code]


def codes(training: Training) -> list[str]:
    return [reason.code for reason in training.warnings]


def test_a_sound_baseline_is_accepted_without_a_warning(plant):
    training = train(plant, "gas", ["heating", "production"], Background(calendar_days=366))
    assert training.verdict.accepted
    assert codes(training) == []


def test_overlapping_drivers_are_trained_and_the_better_set_is_offered(plant):
    training = train(plant, "gas", ["temperature", "heating"])
    (reason,) = found(training, "overlapping_drivers")
    assert training.fit.drivers == ("temperature", "heating")
    assert reason.data["drivers"] == ("temperature", "heating")
    assert reason.data["vif"] > 5
    assert reason.data["alternative"] == ("heating",)
    alone = train(plant, "gas", ["heating"]).fit.r_squared
    assert reason.data["alternative_r_squared"] == pytest.approx(alone, rel=1e-9)


def test_drivers_that_do_not_overlap_stay_in_the_offer(plant):
    training = train(plant, "gas", ["production", "temperature", "heating"])
    (reason,) = found(training, "overlapping_drivers")
    assert reason.data["drivers"] == ("temperature", "heating")
    assert reason.data["alternative"] == ("production", "heating")


def test_two_overlaps_are_two_warnings(plant):
    rng = np.random.default_rng(3)
    more = plant.assign(parts=plant["production"] * 2 + rng.normal(0, 50, len(plant)))
    training = train(more, "gas", ["production", "parts", "temperature", "heating"])
    pairs = {reason.data["drivers"] for reason in found(training, "overlapping_drivers")}
    assert pairs == {("production", "parts"), ("temperature", "heating")}


def test_a_driver_that_is_nearly_a_sum_of_others_overlaps_wherever_it_was_said(plant):
    rng = np.random.default_rng(4)
    parts = pd.DataFrame(rng.normal(size=(366, 5)), columns=list("abcde"), index=plant.index)
    total = parts.sum(axis=1) + rng.normal(0, 0.7, 366)
    plant = plant.join(parts).assign(total=total)
    (reason,) = found(train(plant, "gas", ["total", *parts]), "overlapping_drivers")
    assert "total" in reason.data["drivers"]
    assert len(reason.data["alternative"]) == 5
    assert found(train(plant, "gas", reason.data["alternative"]), "overlapping_drivers") == []


def test_a_leaking_driver_is_trained_with_a_warning(plant):
    flow = plant.assign(flow=plant["gas"] / 24)
    training = train(flow, "gas", ["flow", "production"], Background(leaking=frozenset({"flow"})))
    assert codes(training)[:2] == ["leaking_driver", "suspiciously_perfect"]
    assert found(training, "leaking_driver")[0].data == {"driver": "flow"}


def test_a_state_of_the_meter_is_no_leak(plant):
    pressure = plant.assign(pressure=7 + plant["noise"])
    training = train(pressure, "gas", ["pressure", "heating"], Background(leaking=frozenset({"flow"})))
    assert found(training, "leaking_driver") == []


def test_a_perfect_fit_is_suspicious(plant):
    (reason,) = found(train(plant.assign(gas=3 + 2 * plant["heating"]), "gas", ["heating"]), "suspiciously_perfect")
    assert reason.data["r_squared"] == 1.0


@pytest.mark.parametrize(("expected", "warned"), [(1, False), (-1, True)])
def test_a_sign_against_physics_is_told(plant, expected, warned):
    training = train(plant, "gas", ["heating"], Background(expected_signs={"heating": expected, "cooling": 1}))
    reasons = found(training, "unexpected_sign")
    assert [reason.data for reason in reasons] == ([{"driver": "heating", "expected": -1}] if warned else [])


def test_autocorrelated_residuals_say_how_many_days_the_days_are_worth(plant):
    rng = np.random.default_rng(5)
    echo = np.zeros(len(plant))
    for day in range(1, len(plant)):
        echo[day] = 0.8 * echo[day - 1] + rng.normal(0, 15)
    training = train(plant.assign(gas=plant["gas"] + echo), "gas", ["heating", "production"])
    (reason,) = found(training, "autocorrelated")
    rho = reason.data["lag1"]
    assert rho == training.fit.lag1
    assert 0.5 < rho < 0.9
    assert reason.data["n_effective"] == pytest.approx(366 * (1 - rho) / (1 + rho))


@pytest.mark.parametrize("day", [0, 100, 365])
def test_a_single_wild_day_is_named(plant, day):
    wild = plant.copy()
    wild.iloc[day, wild.columns.get_loc("gas")] *= 10
    (reason,) = found(train(wild, "gas", ["heating", "production"]), "influential_days")
    assert reason.data["dates"] == (str(plant.index[day]),)


def test_a_day_far_from_all_others_that_pulls_the_line_is_named(plant):
    lever = plant.copy()
    lever.iloc[50, lever.columns.get_loc("production")] = 1e5
    (reason,) = found(train(lever, "gas", ["heating", "production"]), "influential_days")
    assert reason.data["dates"] == (str(plant.index[50]),)


@pytest.mark.parametrize("value", [1.0, 1e9])
def test_the_only_day_on_which_a_driver_moved_is_named(plant, value):
    switched = plant.assign(switch=0.0)
    switched.iloc[70, switched.columns.get_loc("switch")] = value
    training = train(switched, "gas", ["heating", "production", "switch"])
    assert found(training, "influential_days")[0].data["dates"] == (str(plant.index[70]),)


def test_quiet_years_rarely_have_an_influential_day():
    rng = np.random.default_rng(6)
    warned = 0
    for _ in range(200):
        driver = rng.uniform(0, 10, 366)
        frame = pd.DataFrame({"gas": 50 + 3 * driver + rng.normal(0, 5, 366), "driver": driver})
        warned += bool(found(train(frame, "gas", ["driver"]), "influential_days"))
    assert warned <= 8


def test_days_that_were_dropped_are_told(plant):
    holes = plant.copy()
    holes.iloc[:24, holes.columns.get_loc("gas")] = np.nan
    training = train(holes, "gas", ["heating", "production"], Background(calendar_days=366))
    assert found(training, "days_dropped")[0].data == {"n_days": 342, "calendar_days": 366}


def test_a_failed_rule_set_is_the_first_warning_and_names_the_figures(plant):
    training = train(plant, "gas", ["noise"], rule_set="075")
    assert not training.verdict.accepted
    first = training.warnings[0]
    assert first.code == "rule_set_failed"
    assert first.data["rule_set"] == "075"
    failures = {failure["rule"]: failure for failure in first.data["failures"]}
    assert failures["r_squared"]["value"] == training.fit.r_squared
    assert failures["r_squared"]["limit"] == 0.75


def test_warnings_travel_as_json(plant):
    import json

    training = train(plant, "gas", ["temperature", "heating", "noise"], Background(calendar_days=400))
    assert json.loads(json.dumps([dict(reason.data) for reason in training.warnings]))


def test_a_lesser_wild_day_behind_a_greater_one_is_found_too(plant):
    wild = plant.copy()
    wild.iloc[100, wild.columns.get_loc("gas")] = 90 * plant["gas"].max()
    wild.iloc[200, wild.columns.get_loc("gas")] = -5 * plant["gas"].max()
    (reason,) = found(train(wild, "gas", ["heating", "production"]), "failing_for_few_days")
    assert reason.data["dates"] == tuple(str(wild.index[place])[:10] for place in (100, 200))
    assert reason.data["r_squared"] > 0.9


def test_where_leaving_days_out_does_not_help_no_day_is_blamed(plant):
    wild = plant.assign(noise=np.random.default_rng(3).normal(size=len(plant)))
    wild.iloc[100, wild.columns.get_loc("gas")] = 90 * plant["gas"].max()
    training = train(wild, "gas", ["noise"])
    assert not training.verdict.accepted
    assert found(training, "failing_for_few_days") == []
