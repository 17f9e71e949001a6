"""A trained baseline as it is said."""

from dataclasses import replace

import pandas as pd
import pytest
from trained import baseline, exact_fit

from skill_enms.analytics import ols
from skill_enms.answers import TrainedBaseline
from skill_enms.reasons import Reason
from skill_enms.speech.baselines import formula_phrase, trained_phrases


@pytest.mark.parametrize(
    ("intercept", "coefficients", "formula"),
    [
        (
            212.3,
            {"production_count": 0.0071, "outdoor_temp": 0.0731},
            "212 plus 0.0071 times production count plus 0.0731 times outdoor temp",
        ),
        (-1200.4, {"hdd": -3.456}, "minus 1200 minus 3.46 times hdd"),
        (10.0, {"count": 0.000043}, "10 plus 0.043 per thousand of count"),
        (10.0, {"count": -0.00000043}, "10 minus 0.43 per million of count"),
    ],
)
def test_the_formula_is_spoken_with_words_for_its_signs(intercept, coefficients, formula, words, said):
    fit = exact_fit(intercept, **coefficients)
    assert said(formula_phrase(fit, "kWh", words)) == f"Energy in kilowatt hours per day equals {formula}"


def test_a_formula_without_an_intercept_begins_with_its_first_term(words, said):
    frame = pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0], "y": [2.0, 4.1, 5.9, 8.0]})
    fit = ols.fit(frame, "y", ["x"], intercept=False)
    assert said(formula_phrase(fit, "kg", words)) == "Energy in kg per day equals 2 times x"


def test_what_rounding_left_of_a_zero_is_not_said(words, said):
    frame = pd.DataFrame({"x": [100.0, 110.0, 120.0, 130.0]})
    fit = replace(ols.fit(frame.assign(y=frame["x"] / 100), "y", ["x"]), intercept=-6.9e-16)
    assert said(formula_phrase(fit, "kg", words)) == "Energy in kg per day equals 0.01 times x"


def test_the_answer_names_the_seu_its_source_the_days_the_fit_and_the_formula(words, said):
    assert said(trained_phrases(TrainedBaseline(baseline()), words)).startswith(
        "Compressor-1 electricity baseline trained on 60 days of 2024, 306 left out. R-squared "
    )


def test_the_warning_that_matters_most_follows_the_answer(words, said):
    warnings = (Reason("spikes", {"count": 3}), Reason("leaking_driver", {"driver": "average_power"}))
    answer = said(trained_phrases(TrainedBaseline(baseline(warnings=warnings)), words))
    assert "average power comes from the same meter" in answer
    assert "spikes" not in answer
