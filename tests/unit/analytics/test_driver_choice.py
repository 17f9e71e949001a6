"""Which drivers are chosen when nobody names them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from skill_enms.analytics.checks import Background
from skill_enms.analytics.drivers import Candidates, choose
from skill_enms.analytics.training import train_best
from skill_enms.reasons import Refused

FEATURES = ["temperature", "heating", "cooling", "production", "weekend", "noise"]


def with_degree_days(plant: pd.DataFrame, bases: range) -> tuple[pd.DataFrame, dict[str, dict[float, str]]]:
    """The plant with degree days at further bases; 18 is the base of the features themselves."""
    columns, names = {}, {"heating": {18.0: "heating"}, "cooling": {18.0: "cooling"}}
    for base in bases:
        if base != 18:
            columns[f"heating {base}"] = np.maximum(base - plant["temperature"], 0)
            columns[f"cooling {base}"] = np.maximum(plant["temperature"] - base, 0)
            names["heating"][float(base)] = f"heating {base}"
            names["cooling"][float(base)] = f"cooling {base}"
    return plant.assign(**columns), names


def test_the_true_drivers_are_found_and_it_says_what_was_tried(plant):
    choice = choose(plant, "gas", Candidates(FEATURES))
    assert choice.drivers == ("heating", "production")
    assert set(choice.features_tried) == set(FEATURES)
    assert choice.sets_tried > len(FEATURES)
    assert choice.runner_up
    assert set(choice.runner_up) != set(choice.drivers)
    assert choice.runner_up_adj_r_squared <= choice.adj_r_squared + 1e-3
    assert choice.bases == {}


@pytest.mark.parametrize("criterion", ["aicc", "adj_r_squared"])
def test_either_criterion_finds_them(plant, criterion):
    assert set(choose(plant, "gas", Candidates(FEATURES), criterion=criterion).drivers) >= {"heating", "production"}


def test_what_is_chosen_is_trained_and_judged(plant):
    choice, training = train_best(plant, "gas", Candidates(FEATURES), rule_set="075")
    assert training.fit.drivers == choice.drivers
    assert training.verdict.accepted
    assert training.fit.adj_r_squared == pytest.approx(choice.adj_r_squared, rel=1e-9)


def test_a_leaking_feature_is_never_chosen(plant):
    leaking = plant.assign(flow=plant["gas"] / 24)
    choice = choose(leaking, "gas", Candidates([*FEATURES, "flow", "gas"]), Background(leaking=frozenset({"flow"})))
    assert choice.drivers == ("heating", "production")
    assert choice.excluded == {"flow": "leaking", "gas": "leaking"}


def test_what_cannot_compete_is_told_with_the_reason(plant):
    odd = plant.assign(setpoint=21.0, kelvin=plant["temperature"] + 273.15, late=plant["production"])
    odd.iloc[:60, odd.columns.get_loc("late")] = np.nan
    choice = choose(odd, "gas", Candidates([*FEATURES, "setpoint", "kelvin", "late"]))
    assert choice.excluded == {"setpoint": "constant", "kelvin": "duplicate", "late": "incomplete"}


def test_overlapping_features_are_never_chosen_together(plant):
    rng = np.random.default_rng(1)
    alike = plant.assign(alike=plant["heating"] + rng.normal(0, 0.5, len(plant)))
    alike["gas"] = 100 + 10 * alike["heating"] + 10 * alike["alike"] + rng.normal(0, 5, len(plant))
    drivers = choose(alike, "gas", Candidates([*FEATURES, "alike"])).drivers
    assert len({"heating", "alike", "temperature"} & set(drivers)) == 1


def test_at_most_four_drivers_are_chosen():
    rng = np.random.default_rng(2)
    many = pd.DataFrame(rng.normal(size=(366, 8)), columns=list("abcdefgh"))
    many["gas"] = many.sum(axis=1) + rng.normal(0, 0.1, 366)
    assert len(choose(many, "gas", Candidates(list("abcdefgh"))).drivers) == 4


def test_a_driver_with_a_sign_against_physics_is_not_chosen(plant):
    choice = choose(plant, "gas", Candidates(FEATURES), Background(expected_signs={"production": -1}))
    assert "production" not in choice.drivers


def test_noise_is_chosen_no_more_often_than_the_gate_allows():
    names = [f"noise {i}" for i in range(12)]
    chosen = Counter()
    for seed in range(200):
        rng = np.random.default_rng(seed)
        frame = pd.DataFrame(rng.normal(size=(120, 12)), columns=names).assign(load=rng.uniform(0, 10, 120))
        frame["gas"] = 5 + 3 * frame["load"] + rng.normal(0, 5, 120)
        drivers = choose(frame, "gas", Candidates([*names, "load"])).drivers
        assert "load" in drivers
        chosen[len(drivers) > 1] += 1
    # ten per cent, and two standard errors of two hundred runs
    assert chosen[True] <= 28


def test_nothing_that_explains_anything_is_a_refusal_with_what_was_tried():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(rng.normal(size=(100, 4)), columns=["gas", "a", "b", "c"])
    with pytest.raises(Refused) as caught:
        choose(frame, "gas", Candidates(["a", "b", "c"]))
    assert caught.value.reason.code == "no_driver_found"
    assert caught.value.reason.data == {"tried": ("a", "b", "c")}


def test_too_few_days_are_a_refusal(plant):
    with pytest.raises(Refused) as caught:
        choose(plant[:9], "gas", Candidates(FEATURES))
    assert caught.value.reason.code == "too_few_days"


def test_a_base_temperature_is_found_and_named(plant):
    plant["gas"] += 20 * (np.maximum(14 - plant["temperature"], 0) - plant["heating"])
    frame, bases = with_degree_days(plant, range(8, 29))
    choice, training = train_best(frame, "gas", Candidates(FEATURES, bases))
    assert choice.drivers == ("heating", "production")
    assert choice.bases == {"heating": 14.0}
    assert training.fit.coefficients["heating"] == pytest.approx(20, rel=0.05)
    assert training.fit.ranges["heating"][1] == pytest.approx((14 - plant["temperature"]).max())


def test_a_searched_base_counts_as_a_parameter_and_the_known_one_does_not(plant):
    frame, bases = with_degree_days(plant, range(8, 29))
    known = choose(frame, "gas", Candidates(["heating", "production"], bases))
    assert known.bases == {}
    n = len(plant)
    plant["gas"] += 20 * (np.maximum(14 - plant["temperature"], 0) - plant["heating"])
    frame, bases = with_degree_days(plant, range(8, 29))
    choice, training = train_best(frame, "gas", Candidates(["heating", "production"], bases))
    assert choice.bases == {"heating": 14.0}
    unexplained = 1 - training.fit.r_squared
    assert choice.adj_r_squared == pytest.approx(1 - unexplained * (n - 1) / (n - 4), rel=1e-9)


@pytest.mark.parametrize(
    ("meter", "balance"),
    [("il-electricity-cdd-hdd-daily", {"hdd": 53, "cdd": 68}), ("il-gas-hdd-only-daily", {"hdd": 60})],
)
def test_balance_points_are_those_of_caltrack_within_one_degree_and_never_cross(meter, balance, table):
    frame = table(f"eemeter_samples/{meter}.csv", index_col=0).loc["2015-12-27":"2016-12-25"]
    temperature = frame["temp_mean_f"].to_numpy()
    columns = {"value": frame["value"].to_numpy()}
    bases: dict[str, dict[float, str]] = {"hdd": {}, "cdd": {}}
    for base in range(30, 91):
        for name, days in (("hdd", base - temperature), ("cdd", temperature - base)):
            column = name if base == 65 else f"{name}{base}"
            columns[column] = np.maximum(days, 0)
            bases[name][base] = column
    choice = choose(pd.DataFrame(columns), "value", Candidates(["hdd", "cdd"], bases))
    assert set(choice.drivers) == set(balance)
    for name, base in balance.items():
        assert choice.bases[name] == pytest.approx(base, abs=1)


def test_twenty_features_of_a_year_are_searched_by_algebra_not_by_fits(plant, monkeypatch):
    from skill_enms.analytics import ols

    rng = np.random.default_rng(4)
    wide = plant.join(pd.DataFrame(rng.normal(size=(366, 14)), columns=[f"n{i}" for i in range(14)], index=plant.index))
    monkeypatch.setattr(ols, "fit", None)
    choice = choose(wide, "gas", Candidates([*FEATURES, *[f"n{i}" for i in range(14)]]))
    assert {"heating", "production"} <= set(choice.drivers)
    assert choice.sets_tried > 4000
