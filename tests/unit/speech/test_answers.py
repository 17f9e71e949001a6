"""The answers about baselines as they are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from trained import baseline, exact_fit

from skill_enms.analytics import ols
from skill_enms.analytics.comparison import compare
from skill_enms.analytics.rules import judge
from skill_enms.answers import (
    ComparedDrivers,
    DescribedBaseline,
    NotRetrained,
    PredictedEnergy,
    ReadingsFound,
    Result,
    RetrainedAll,
    TrainedBaseline,
)
from skill_enms.catalogue import Seu
from skill_enms.findings import ChangePoint, Choice, Prediction
from skill_enms.reasons import Reason
from skill_enms.requests import Period
from skill_enms.results import Extent, IntervalChange
from skill_enms.speech.answers import PHRASES, answer_phrases
from skill_enms.speech.intervals import interval_phrase
from skill_enms.speech.left_out import DROPPED

PRESS = Seu("1", "Press-1", "electricity", ("1",))
YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
CHOICE = Choice(
    ("heating_degree_days",), {"heating_degree_days": 14.5}, 0.934, "aicc", ("a", "b", "c"), 21, {}, (), None
)


@pytest.fixture
def answered(words, said):
    """What is said to a result."""
    return lambda result: said(answer_phrases(result, words))


def test_what_was_chosen_is_told_with_its_base_temperature(answered):
    assert "Out of 3 drivers I chose heating degree days with a base of 14.5 degrees." in answered(
        TrainedBaseline(baseline(), CHOICE)
    )


def test_a_runner_up_that_is_nearly_as_good_is_not_said_to_be_worse(answered):
    near = replace(CHOICE, runner_up=("b",), runner_up_adj_r_squared=0.9338)
    assert "The runner-up, b, reaches nearly the same adjusted R-squared of 0.93." in answered(
        TrainedBaseline(baseline(), near)
    )
    far = replace(CHOICE, runner_up=("b",), runner_up_adj_r_squared=0.931)
    assert "The runner-up, b, reaches an adjusted R-squared of 0.931 instead of 0.934." in answered(
        TrainedBaseline(baseline(), far)
    )


def test_a_description_is_short_and_offers_more(answered):
    stored = baseline(rule_set="sep")
    said = answered(DescribedBaseline(stored, judge(stored.fit), details=False))
    assert "it meets the SEP rules. Its only driver is production count. Say details to hear more." in said
    assert "per day equals" not in said


def test_a_rule_set_that_is_not_met_is_named_with_the_rule_and_its_figures(answered):
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"a": rng.normal(size=60), "b": rng.normal(size=60)})
    frame["y"] = 50 + frame["a"] + rng.normal(size=60)
    stored = baseline(fit=ols.fit(frame, "y", ["a", "b"]), rule_set="075")
    said = answered(DescribedBaseline(stored, judge(stored.fit, "075"), details=True))
    assert "it fails the 0.75 rules" in said
    assert "It fails the 0.75 rules: R-squared is 0." in said
    assert "where at least 0.75 is asked" in said


@pytest.mark.parametrize("cause", sorted(DROPPED | {"something_new"}))
def test_every_cause_of_a_dropped_day_has_words(answered, cause):
    stored = baseline(days_dropped={cause: 306})
    said = answered(DescribedBaseline(stored, judge(stored.fit), details=True))
    assert "It leaves out 306 days " in said


def test_details_tell_who_trained_it_where_that_is_known(answered):
    stored = baseline(version=4, site="boiler house")
    verdict = judge(stored.fit)
    assert "It is version 4, trained on January 1 2026 from boiler house." in answered(
        DescribedBaseline(stored, verdict, details=True)
    )
    assert "It is version 4, trained on January 1 2026." in answered(
        DescribedBaseline(replace(stored, site="unknown"), verdict, details=True)
    )


@pytest.mark.parametrize(
    ("low", "high", "words_for_it"),
    [
        (80.0, 120.0, "On 90 percent of such days it is between 80 and 120."),
        (-20.0, 220.0, "On 90 percent of such days it is at most 220."),
        (float("nan"), float("nan"), "is expected to use 100 kilowatt hours a day."),
    ],
)
def test_an_expectation_has_an_interval_that_can_be(answered, low, high, words_for_it):
    result = PredictedEnergy(baseline(), {"production_count": 500.0}, Prediction(100.0, low, high, 0.9))
    assert answered(result).endswith(words_for_it)


def test_an_expectation_tells_what_it_leaves_the_trained_range_by_and_what_it_did_not_use(answered):
    stored = baseline()
    result = PredictedEnergy(
        stored, {"production_count": 9.0}, Prediction(1.0, 0.5, 2.0, 0.9, ("production_count",)), ("humidity",)
    )
    said = answered(result)
    assert "The baseline was trained with production count from minus 2." in said
    assert said.endswith("It does not use humidity.")


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    made = pd.DataFrame(rng.normal(size=(90, 3)), columns=["a", "b", "c"])
    made["consumption"] = 100 + 5 * made["a"] + 3 * made["b"] + rng.normal(size=90)
    return made


def test_of_two_sets_it_is_told_what_the_extra_driver_buys(answered, frame):
    comparison = compare(frame, "consumption", [["a"], ["a", "b"]])
    said = answered(ComparedDrivers(PRESS, YEAR, comparison, {}, {}))
    assert said.startswith("With a alone the adjusted R-squared is 0.")
    assert said.endswith("percentage points off the error, so I would take a and b.")


def test_a_driver_that_buys_nothing_is_not_recommended(answered, frame):
    comparison = compare(frame, "consumption", [["a", "b"], ["a", "b", "c"]])
    said = answered(ComparedDrivers(PRESS, YEAR, comparison, {}, {}))
    assert said.endswith("Adding c makes no difference that counts, so I would take a and b.")


def test_three_sets_are_told_in_one_sentence(answered, frame):
    comparison = compare(frame, "consumption", [["a"], ["b"], ["a", "b"]])
    said = answered(ComparedDrivers(PRESS, YEAR, comparison, {}, {}))
    assert said.startswith("Adjusted R-squared and typical error are 0.")
    assert " percent with a alone, 0." in said and " percent with b alone and 0." in said
    assert said.endswith("I would take a and b.")


def test_a_value_below_zero_is_said_with_a_word_for_its_sign(answered):
    result = PredictedEnergy(baseline(), {"production_count": -5.0}, Prediction(-0.0000123, -1.0, 2.0, 0.9))
    said = answered(result)
    assert said.startswith(
        "With production count at minus 5, Compressor-1 electricity is expected to use minus 0.0000123"
    )
    assert "-" not in said.replace("Compressor-1", "")


def test_an_adjusted_r_squared_below_zero_is_said_as_it_is(answered):
    days = {"a": [1, 2, 3, 4, 5, 6, 7, 8], "b": [1, 0, 1, 0, 1, 0, 0, 1], "y": [9, 4, 5, 9, 4, 8, 9, 5]}
    fit = ols.fit(pd.DataFrame(days), "y", ["a", "b"])
    assert fit.adj_r_squared < 0
    said = answered(DescribedBaseline(baseline(fit=fit), judge(fit), details=True))
    assert "Adjusted for its 2 drivers, R-squared is minus 0." in said


def test_details_tell_the_base_temperatures_that_were_chosen(answered):
    fit = exact_fit(10.0, heating_degree_days=2.0, cooling_degree_days=3.0, weekend=1.0)
    definitions = {
        "heating_degree_days": {"kind": "degree_days", "parameters": {"direction": "heating", "base": 13.0}},
        "cooling_degree_days": {"kind": "degree_days", "parameters": {"direction": "cooling", "base": 22.0}},
        "weekend": {"kind": "calendar", "parameters": {"days": [6, 7]}},
    }
    stored = baseline(fit=fit, definitions=definitions)
    assert (
        "The base temperature is 13 degrees for heating degree days and 22 degrees for cooling degree days."
        in answered(DescribedBaseline(stored, judge(fit), details=True))
    )


def test_a_choice_that_no_bending_model_beats_says_that_they_were_tried(answered, frame):
    forms = tuple(ChangePoint(model, "a", (), ols.fit(frame, "consumption", ["a"]), 1.0) for model in ("2P", "3PH"))
    assert "None of 2 forms that bend over a does better." in answered(TrainedBaseline(baseline(), CHOICE, forms))


def test_failures_of_several_kinds_say_how_to_hear_each(answered):
    failed = (NotRetrained(PRESS, Reason("no_meter")), NotRetrained(PRESS, Reason("constant_target")))
    said = answered(RetrainedAll(YEAR, (baseline(),), failed))
    assert said.endswith(
        "I could not train Press-1 electricity and Press-1 electricity. Train one of them by itself to hear why."
    )


def test_a_retraining_of_all_that_failed_altogether_says_why(answered):
    failed = NotRetrained(PRESS, Reason("database_unavailable"))
    said = answered(RetrainedAll(YEAR, (), (failed, failed)))
    assert said.startswith("None of the 2 baselines could be trained on 2024. I could not train Press-1 electricity")
    assert "I cannot reach the plant database." in said


def test_a_retraining_that_was_stopped_says_how_far_it_came(answered):
    left = NotRetrained(PRESS, Reason("cancelled"))
    said = answered(RetrainedAll(YEAR, (baseline(),), (left, left), cancelled=True))
    assert said == "Okay, I stopped after 1 of 3 baselines. What is trained stays."


def extent(source: str, *, real: bool, seconds: float | None = 3600.0, readings: int = 8784) -> Extent:
    first, last = datetime(2024, 1, 1, tzinfo=timezone.utc), datetime(2024, 12, 31, 23, tzinfo=timezone.utc)
    return Extent(source, real, first, last, readings, seconds)


def test_real_readings_are_told_before_backfill(answered):
    said = answered(
        ReadingsFound(PRESS, None, (extent("meter", real=True), extent("backfill", real=False, readings=1)))
    )
    assert said == (
        "Press-1 electricity has 8784 readings from meter, one every hour, from January 1 2024 to December 31 2024. "
        "Backfill, which trains no baseline: 1 reading from January 1 2024 to December 31 2024."
    )


def test_a_change_of_the_interval_is_told_with_its_day(answered):
    change = IntervalChange(datetime(2024, 6, 3, 12, tzinfo=timezone.utc), 900.0, 60.0)
    changed = replace(extent("meter", real=True, seconds=60.0), interval_change=change)
    assert answered(ReadingsFound(PRESS, None, (changed,))) == (
        "Press-1 electricity has 8784 readings from meter, one every 15 minutes until June 3 2024 and every minute from"
        " then on, from January 1 2024 to December 31 2024."
    )


def test_readings_of_which_none_is_real_and_readings_of_unknown_origin(answered):
    assert answered(ReadingsFound(PRESS, None, (extent("backfill", real=False),))).startswith(
        "Press-1 electricity has no real readings."
    )
    assert "from an unknown source" in answered(ReadingsFound(PRESS, None, (extent("unknown", real=True),)))


def test_no_readings_are_told_with_the_period_that_was_asked_for(answered):
    assert "in 2024" in answered(ReadingsFound(PRESS, YEAR, ()))
    assert answered(ReadingsFound(PRESS, None, ())).startswith("There are no readings of Press-1 electricity.")


@pytest.mark.parametrize(
    ("seconds", "spoken"),
    [
        (1, "every second"),
        (60, "every minute"),
        (900, "every 15 minutes"),
        (3600, "every hour"),
        (90, "every 90 seconds"),
        (86400, "every day"),
        (604800, "every 7 days"),
        (None, "now and then"),
        (0.2, "now and then"),
    ],
)
def test_an_interval_is_told_in_its_longest_whole_unit(seconds, spoken, said):
    assert said(interval_phrase(seconds)) == spoken


def test_a_formula_is_part_of_the_details(answered):
    stored = baseline(fit=exact_fit(10.0, production_count=2.0))
    said = answered(DescribedBaseline(stored, judge(stored.fit), details=True))
    assert "Energy in kilowatt hours per day equals 10 plus 2 times production count." in said


def test_every_result_has_its_phrases():
    assert set(PHRASES) == set(get_args(Result))
