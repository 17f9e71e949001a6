"""Drivers that are put in, taken out and exchanged after a training, however it is said."""

from __future__ import annotations

import pytest
from plants import plant
from talking import TODAY, Talk, train

from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

FIRST = "train conveyor a using production, operating hours and humidity for 2024"
PRODUCTION, HOURS, HUMIDITY, WIND, WEEKEND = (
    "production_count",
    "operating_hours",
    "humidity",
    "wind_speed",
    "weekend",
)


@pytest.mark.parametrize(
    "said",
    [
        "take the hours out again",
        "mm, take the hours out again",
        "leave hours out",
        "leave out the operating hours",
        "get rid of the hours",
        "drop the hours",
        "without the hours after all",
        "er, without hours",
        "could you drop the hours",
        "no, drop the hours",
        "actually leave the hours out",
        "no hours please",
        "not the hours",
        "what if we leave out the hours",
        "same again but without hours",
    ],
)
def test_one_is_taken_out(said: str, talk: Talk) -> None:
    last = talk(FIRST, said)[-1]
    assert train(last).features == (PRODUCTION, HUMIDITY)
    assert last is not None
    assert (last.refusal, last.question) == (None, None)


def test_several_are_taken_out(talk: Talk) -> None:
    assert train(talk(FIRST, "drop humidity and hours")[-1]).features == (PRODUCTION,)


def test_a_driver_that_may_be_a_period_is_taken_out(talk: Talk) -> None:
    first = "train conveyor a using production and weekend for 2024"
    assert train(talk(first, "drop the weekend")[-1]).features == (PRODUCTION,)


@pytest.mark.parametrize(
    "said",
    [
        "put the wind in as well",
        "add wind speed",
        "throw in wind speed",
        "and wind speed",
        "and the wind speed too please",
        "and with wind speed",
        "okay, and with wind speed",
        "plus wind speed",
        "could you add wind speed",
        "wind speed as well",
    ],
)
def test_one_is_put_in(said: str, talk: Talk) -> None:
    assert train(talk(FIRST, said)[-1]).features == (PRODUCTION, HOURS, HUMIDITY, WIND)


@pytest.mark.parametrize(
    "said",
    [
        "swap hours for wind speed",
        "swap wind speed for hours",
        "replace the hours with wind speed",
        "wind speed instead of hours",
        "use wind speed rather than hours",
        "take out hours and put in wind speed",
        "hours out, wind speed in",
    ],
)
def test_one_takes_the_place_of_another(said: str, talk: Talk) -> None:
    assert train(talk(FIRST, said)[-1]).features == (PRODUCTION, WIND, HUMIDITY)


def test_what_was_not_there_is_exchanged_for_nothing(talk: Talk) -> None:
    assert talk(FIRST, "swap weekend for wind speed")[-1] is None


@pytest.mark.parametrize("said", ["just production and hours", "only production and hours"])
def test_a_new_list_takes_the_place_of_all(said: str, talk: Talk) -> None:
    assert train(talk(FIRST, said)[-1]).features == (PRODUCTION, HOURS)


@pytest.mark.parametrize("said", ["and what about wind speed", "what about the wind speed"])
def test_whether_one_joins_or_replaces_the_others_is_asked(said: str, talk: Talk) -> None:
    last = talk(FIRST, said)[-1]
    assert last is not None
    assert last.question is not None
    assert last.question.about == "features"


CHOSEN = "train natural gas boiler 1 for 2024, pick the best drivers yourself"


@pytest.mark.parametrize("said", ["steam as well, please", "and the steam too", "steam too"])
def test_an_energy_joins_no_list_that_was_chosen(said: str, talk: Talk) -> None:
    request = train(talk(CHOSEN, said)[-1])
    assert (request.energy_source, request.choose, request.features) == ("steam", True, None)


def test_which_drivers_are_joined_that_were_chosen_is_asked(talk: Talk) -> None:
    last = talk(CHOSEN, "humidity as well")[-1]
    assert last is not None
    assert last.question is not None
    assert last.question.about == "features"
    assert not train(last).choose


def test_a_word_of_a_driver_that_is_an_energy_too_is_a_driver_where_it_can_be(talk: Talk) -> None:
    first = "train steam boiler 1 using production for 2024"
    assert train(talk(first, "heating as well")[-1]).features == (PRODUCTION, "heating_degree_days")


@pytest.mark.parametrize(
    "said",
    [
        "take the bins out",
        "put the kettle on as well",
        "put the heating on as well",
        "drop the ball",
        "add milk to the shopping list",
        "could you add milk to the list",
        "leave me alone",
        "get rid of that",
        "skip this song",
        "swap the drivers",
        "and the weather?",
        "and pizza",
        "what's for lunch",
        "turn the radio on",
        "remove humidity from the bedroom air",
    ],
)
def test_what_is_put_or_taken_elsewhere_is_left_to_others(said: str, talk: Talk) -> None:
    assert talk(FIRST, said)[-1] is None


WAITS = plant(
    {"lpg": ("kWh", ("outdoor_temp_c", "heating_degree_days", "water_m3"))},
    [("Calf Barn", "lpg")],
)


def test_the_verb_around_a_driver_is_no_part_of_it(lexicon: Lexicon) -> None:
    first = reading.read(
        "train the calf barn on outdoor temp and degree days", "train_baseline", Situation(WAITS, lexicon, TODAY)
    )
    assert first.question is not None
    last = reading.answer(first.request, first.question, "leave the degree days out", Situation(WAITS, lexicon, TODAY))
    assert train(last).features == ("outdoor_temp_c",)


def test_what_is_said_of_an_energy_adds_no_driver(lexicon: Lexicon) -> None:
    both = plant(
        {"lpg": ("kWh", ("litres", "moisture")), "electricity": ("kWh", ("litres", "moisture", "humidity"))},
        [("Dryer", "lpg"), ("Dryer", "electricity")],
    )
    first = reading.read(
        "train the dryer lpg on litres and moisture for 2025", "train_baseline", Situation(both, lexicon, TODAY)
    )
    last = reading.follow_up(
        first.request, "do it for the electricity too, with litres and humidity", Situation(both, lexicon, TODAY)
    )
    assert (train(last).energy_source, train(last).features) == ("electricity", ("litres", "humidity"))


def test_a_word_before_days_is_no_driver_of_that_name(lexicon: Lexicon) -> None:
    spring = plant({"electricity": ("kWh", ("litres", "hours")), "water": ("m³", ("use", "litres"))}, [("P", "water")])
    first = reading.read("train the P water on litres", "train_baseline", Situation(spring, lexicon, TODAY))
    assert first.question is not None
    last = reading.answer(first.request, first.question, "use October 2025", Situation(spring, lexicon, TODAY))
    assert train(last).features == ("litres",)
