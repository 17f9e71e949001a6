"""Requests with a remark, courtesy or an unnamed few around them; what only sounds like one is left alone."""

from __future__ import annotations

import pytest
from plants import PLANTS
from talking import Read

from skill_enms.requests import RestoreBaseline, SwitchDailyCheck, TrainBaseline
from skill_enms.understand import reading
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("I get the impression that conveyor a takes more and more, is it drifting?", "energy_drift"),
        ("I want to train a baseline for last year, could you help me", "train_baseline"),
        ("could you help me with a baseline", "energy_help"),
        ("how do I train a baseline for last year", "energy_help"),
        ("how old is the oldest data you have for conveyor a", "data_sources"),
        ("what are the earliest readings of hvac main", "data_sources"),
        ("leave a few days out for conveyor a, it was broken", "ignore_period"),
        ("watch the machines every day and tell me when anything looks strange", "daily_check"),
    ],
)
def test_a_request_is_taken_with_what_is_said_around_it(said: str, intent: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == intent


@pytest.mark.parametrize(
    "said",
    [
        "I get the impression that my phone takes more and more, is it broken?",
        "check the coffee machine every day and tell me when something is off",
        "leave a few days out for the holidays",
        "what is the oldest reading group in town",
    ],
)
def test_what_only_sounds_like_a_request_is_left_alone(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) is None


def test_what_is_off_switches_nothing_off(read: Read) -> None:
    request = read("check the machines daily and warn me when something is off", SwitchDailyCheck.intent).request
    assert request == SwitchDailyCheck(on=True)


@pytest.mark.parametrize("said", ["one of the machines", "one of our machines for me"])
def test_one_of_some_is_no_period(said: str, read: Read) -> None:
    question = read(f"create a baseline for {said}").question
    assert question is not None
    assert question.about == "seu"


@pytest.mark.parametrize(
    "said", ["I don't know which drivers, take the ones that work best", "use those that explain it best"]
)
def test_the_ones_that_are_best_are_ours_to_choose(said: str, read: Read) -> None:
    request = read(f"train conveyor a for 2025, {said}").request
    assert isinstance(request, TrainBaseline)
    assert (request.choose, request.features) == (True, None)


def test_a_former_baseline_leaves_its_machine_as_named(read: Read) -> None:
    understood = read("put the former holding furnace baseline back", RestoreBaseline.intent, "foundry")
    assert (understood.refusal, understood.question) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        "how did the whole smithy do against the baselines last month",
        "all halls against their baselines, october so far",
        "which departments saved most electricity against their baseline this quarter",
        "which of the shops went over their baselines last week",
        "who is over baseline in the last 20 days",
    ],
)
def test_all_of_some_are_the_plant_whatever_they_are_called(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == "plant_performance"


@pytest.mark.parametrize(
    "said",
    [
        "how did the whole team do against the visitors last month",
        "who is over budget in the last 20 days",
        "which players stood over the baseline last week",
        "who hit most balls over the baseline last week",
    ],
)
def test_somebody_elses_whole_is_left_alone(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) is None


def test_where_somebody_left_something_is_no_question_of_data(lexicon: Lexicon) -> None:
    assert reading.concerns_us("where did the new driver leave the ladle", PLANTS["foundry"], lexicon) is None
    assert reading.concerns_us("where do the ladle readings come from", PLANTS["foundry"], lexicon) == "data_sources"
