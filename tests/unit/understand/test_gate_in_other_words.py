"""What is ours is taken in words that few people use, and what only looks like it is left alone."""

from __future__ import annotations

import pytest
from plants import PLANTS, plant
from talking import Read

from skill_enms.requests import DataSources, EnergyDrift, SwitchDailyCheck
from skill_enms.understand import reading
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("the auditor wants a baseline for the steel works", "train_baseline"),
        ("hydraulic pump versus tyre pressure, make that a baseline", "train_baseline"),
        ("baseline for the hydraulic pump, calendar year 2025", "train_baseline"),
        ("baseline the steam of boiler 1", "train_baseline"),
        ("conveyor a has no baseline yet, let's make one", "train_baseline"),
        ("steam features please", "list_features"),
        ("we moved in last week, what can you do for us with regard to energy", "energy_help"),
        ("which things can I ask you about energy, I'm the new janitor", "energy_help"),
        ("list the steam users", "list_seus"),
        ("who is running on steam in this factory", "list_seus"),
        ("energy carriers in the plant, which ones do we have", "list_energy_sources"),
        ("gas and steam I know, what other energy do we have", "list_energy_sources"),
        ("all our models are stale and need redoing, use last year", "retrain_all"),
        ("every baseline of the works has to be rebuilt on 2025", "retrain_all"),
        ("overall scorecard for may, all users against their baselines", "plant_performance"),
        ("Fire drill on 5 and 6 May, don't let those days count for conveyor a", "ignore_period"),
        ("conveyor a stood still on 5 and 6 May, leave both days out", "ignore_period"),
        ("what was the maximum demand of conveyor a in May", "energy_use"),
        ("is conveyor a gradually burning more and more electricity", "energy_drift"),
        ("is conveyor a creeping", "energy_drift"),
        ("check one particular machine for drift", "energy_drift"),
        ("warn me every morning if a machine is drawing too much", "daily_check"),
        ("warn me if conveyor a uses more than it should", "daily_check"),
        ("learn what is normal for conveyor a: humidity as the only variable, May to July", "train_baseline"),
        ("which variables do we even have on the steam side", "list_features"),
        ("best and worst performers on electricity, last 30 days", "plant_performance"),
        ("Frank moans. Did injection molding use more power than the baseline says, in May?", "energy_performance"),
    ],
)
def test_what_is_ours_is_taken_in_other_words(said: str, intent: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == intent


@pytest.mark.parametrize(
    "said",
    [
        "what can you tell me about energy drinks",
        "list the users of the wifi",
        "who is running on Sunday",
        "who is using steam as a game store",
        "my code needs redoing",
        "show me the golf scorecard for last week",
        "don't let the dog out",
        "the belt on conveyor a is creeping",
        "check one particular machine for rust",
        "warn me every morning if it is too much rain",
        "more and more people like electricity",
        "what was the maximum demand for tickets last week",
    ],
)
def test_what_sounds_like_ours_is_left_alone(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) is None


def test_a_pace_is_no_period(read: Read) -> None:
    understood = read("I have the feeling conveyor a is getting thirstier by the week", EnergyDrift.intent)
    assert (understood.refusal, understood.question) == (None, None)


def test_how_many_years_there_are_is_no_period(read: Read) -> None:
    understood = read("how many years of data have we got on conveyor a", DataSources.intent)
    assert (understood.refusal, understood.question) == (None, None)


def test_what_sets_off_a_warning_names_no_machine(read: Read) -> None:
    understood = read("I'd like you to warn me each day if a machine is using too much", SwitchDailyCheck.intent)
    assert (understood.refusal, understood.question) == (None, None)


def test_a_word_of_somebody_elses_is_not_foreign_in_a_name_with_its_energy(lexicon: Lexicon) -> None:
    canteen = plant({"steam": ("kg", ("meals",))}, [("Main Kitchen", "steam")])
    said = "the kitchen's steam, is that holding steady"
    assert reading.concerns_us(said, canteen, lexicon) == EnergyDrift.intent
    assert reading.concerns_us("the kitchen, is that holding steady", canteen, lexicon) is None


@pytest.mark.parametrize(
    "said",
    [
        "create a model for compress her two for March to May 2024",
        "train compress or one for the first half of 2024",
        "train compressor won to brush out the count for the first half of 2024",
        "refined it for a regression with production count over the last six months",
        "build the model with production count for 2024, where it says hull",
        "we are trained the boiler 1 natural gas with production count for 2024",
    ],
)
def test_a_training_of_which_much_was_misheard_is_taken(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == "train_baseline"


@pytest.mark.parametrize(
    "said",
    [
        "show me the production count for 2024",
        "train Oliver for the marathon in April",
        "build a model of the town hall this year",
        "set up a baseline for my sleep",
        "plot the production count with the scrap rate of May",
    ],
)
def test_what_is_only_like_a_training_is_left_alone(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) is None
