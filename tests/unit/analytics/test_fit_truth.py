"""Plants whose truth is known: do the stated uncertainties keep their word?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import t as student

from skill_enms.analytics import ols
from skill_enms.analytics.prediction import predict

RUNS = 2000
DAYS = 40
TRUTH = {"intercept": 120.0, "a": 3.5, "b": -0.02}


def plant(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    a, b = rng.uniform(0, 30, DAYS), rng.normal(500, 100, DAYS)
    return pd.DataFrame(
        {"y": TRUTH["intercept"] + TRUTH["a"] * a + TRUTH["b"] * b + rng.normal(0, 8, DAYS), "a": a, "b": b}
    )


def test_95_percent_intervals_hold_the_truth_in_93_to_97_percent_of_runs():
    reach = student.ppf(0.975, DAYS - 3)
    held = dict.fromkeys(TRUTH, 0)
    for seed in range(RUNS):
        fit = ols.fit(plant(seed), "y", ["a", "b"])
        held["intercept"] += abs(fit.intercept - TRUTH["intercept"]) <= reach * fit.intercept_std_error
        for name in ("a", "b"):
            held[name] += abs(fit.coefficients[name] - TRUTH[name]) <= reach * fit.std_errors[name]
    assert all(0.93 * RUNS <= count <= 0.97 * RUNS for count in held.values()), held


def test_90_percent_prediction_intervals_hold_a_new_day_in_88_to_92_percent_of_runs():
    held, runs = 0, RUNS // 2
    for seed in range(runs):
        days = plant(seed)
        fit = ols.fit(days.iloc[:-1], "y", ["a", "b"])
        new = days.iloc[-1]
        answer = predict(fit, {"a": new["a"], "b": new["b"]}, confidence=0.90)
        held += answer.low <= new["y"] <= answer.high
    assert 0.88 * runs <= held <= 0.92 * runs, held
