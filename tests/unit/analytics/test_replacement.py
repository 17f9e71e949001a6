"""When a model is a clear step back from another one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from skill_enms.analytics import ols
from skill_enms.analytics.replacement import MUCH_MORE, errs_clearly_more


def fitted(error: float, n: int = 365, seed: int = 1):
    """A fit of which the errors have that standard deviation, per cent of the mean."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"x": rng.normal(size=n)})
    frame["y"] = 100 + 20 * frame["x"] + rng.normal(scale=error, size=n)
    return ols.fit(frame, "y", ["x"])


@pytest.mark.parametrize(("error", "other", "worse"), [(20, 5, True), (5, 20, False), (5, 5, False), (6, 5, False)])
def test_only_an_error_that_is_much_larger_is_a_step_back(error, other, worse):
    assert errs_clearly_more(fitted(error), fitted(other, seed=2)) is worse


def test_what_may_be_chance_is_no_step_back():
    few, other = next(
        (a, b)
        for a, b in ((fitted(7, n=12, seed=seed), fitted(5, n=12, seed=seed + 99)) for seed in range(200))
        if 1.6 < a.cv_rmse / b.cv_rmse < 1.8
    )
    assert few.cv_rmse > MUCH_MORE * other.cv_rmse, "the example shows what it is to show"
    assert not errs_clearly_more(few, other)


def test_equally_good_models_are_hardly_ever_told_apart():
    false_alarms = sum(
        errs_clearly_more(fitted(5, n=20, seed=seed), fitted(5, n=20, seed=seed + 5000)) for seed in range(400)
    )
    assert false_alarms <= 8


def test_a_perfect_fit_is_no_measure_that_fails():
    exact = ols.fit(pd.DataFrame({"x": [1.0, 2, 3, 4, 5], "y": [2.0, 4, 6, 8, 10]}), "y", ["x"])
    assert isinstance(errs_clearly_more(fitted(5), exact), bool)
