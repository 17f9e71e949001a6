"""Conversations as the skill holds them: what goes on, what is asked anew of the same machine, what is for others."""

from __future__ import annotations

from datetime import date

import pytest
from conversing import OnADay
from plants import PLANTS, plant

from skill_enms.requests import (
    CompareBaselines,
    DescribeBaseline,
    EnergyDrift,
    EnergyPerformance,
    IgnorePeriod,
    ListFeatures,
    Period,
    PlantPerformance,
    PredictEnergy,
    Question,
    TrainBaseline,
    Understood,
)
from skill_enms.understand.words.lexicon import Lexicon

MARCH = Period(date(2025, 3, 1), date(2025, 4, 1))
USED = "how much electricity did conveyor a use in March 2025"
TRAINED = "train conveyor a using production for 2024"
DRIFTS = "is conveyor a's electricity drifting?"
SITE = "how did the whole plant do against the baselines in March 2025?"


def held(lexicon: Lexicon, *said: str, plant: str = "demo") -> tuple[str, Understood | None]:
    """What the last utterance of a conversation came to."""
    hearing = OnADay.at(PLANTS[plant], lexicon)
    return [hearing.hear(each) for each in said][-1]


@pytest.mark.parametrize(
    "said",
    [
        "is that more than the baseline says it should be?",
        "was that over or under the baseline?",
        "is that more than expected?",
        "was that more than the baseline says it should've been?",
        "how does that compare with the baseline",
        "and against the baseline?",
    ],
)
def test_the_consumption_that_was_told_is_set_against_the_baseline(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, USED, said)
    assert understood is not None
    assert isinstance(understood.request, EnergyPerformance)
    assert understood.request.seu is not None
    assert (understood.request.seu.name, understood.request.period) == ("Conveyor-A", MARCH)


@pytest.mark.parametrize("said", ["is that more than Tom expected?", "was that the doorbell?", "is that you"])
def test_that_may_be_anything_else(said: str, lexicon: Lexicon) -> None:
    assert held(lexicon, USED, said) == ("other", None)


@pytest.mark.parametrize("said", ["since when?", "and since when is that?", "when did it start?"])
def test_it_is_asked_since_when(said: str, lexicon: Lexicon) -> None:
    first = held(lexicon, DRIFTS)[1]
    assert first is not None
    assert isinstance(first.request, EnergyDrift)
    assert held(lexicon, DRIFTS, said) == ("ours", first)


@pytest.mark.parametrize("said", ["since when do you care?", "when did the film start?"])
def test_other_beginnings_are_left_to_others(said: str, lexicon: Lexicon) -> None:
    assert held(lexicon, DRIFTS, said) == ("other", None)


@pytest.mark.parametrize("said", ["only the steam users", "just the steam ones, please", "and the steam side?"])
def test_only_the_users_of_one_energy_are_meant(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, SITE, said)
    assert understood == Understood(PlantPerformance("steam", MARCH))


def test_users_of_nothing_are_left_to_others(lexicon: Lexicon) -> None:
    assert held(lexicon, SITE, "only the users") == ("other", None)


@pytest.mark.parametrize("said", ["which drivers could I use for them?", "what drives them?"])
def test_a_machine_that_is_called_by_a_plural_is_they(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, "train the vacuum pumps", said, plant="paper")
    assert understood is not None
    assert isinstance(understood.request, ListFeatures)
    assert understood.request.seu is not None
    assert understood.request.seu.name == "Vacuum pumps"


def test_no_other_machine_is_they(lexicon: Lexicon) -> None:
    assert held(lexicon, "train conveyor a", "how did they do in March?") == ("other", None)


def test_the_only_one_that_was_listed_is_that_one(lexicon: Lexicon) -> None:
    said = "train that one for 2025, you pick the drivers"
    _, understood = held(lexicon, "which machines use hydrogen", said, plant="works")
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.seu is not None
    assert (understood.request.seu.name, understood.request.choose) == ("Electrolyser", True)
    assert held(lexicon, "which machines use electricity", said, plant="works")[0] == "other"


@pytest.mark.parametrize("machine", ["the fleet", "the forklifts", "the forklift fleet"])
def test_what_was_listed_is_picked_for_a_machine_that_is_called_in_short(machine: str, lexicon: Lexicon) -> None:
    listed = "which drivers are there for diesel"
    _, understood = held(lexicon, listed, f"train {machine} on the first two, for 2025", plant="logistics")
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == ("pallet_count", "kilometres_driven")


@pytest.mark.parametrize(
    "said",
    [
        "repeat that please, the line's loud",
        "sorry, it's terribly loud here, could you say that again?",
        "say again? I was miles away",
    ],
)
def test_the_answer_is_wanted_once_more_with_a_reason(said: str, lexicon: Lexicon) -> None:
    assert held(lexicon, TRAINED, said)[0] == "repeat"


@pytest.mark.parametrize(
    "said",
    ["play it again, Sam", "repeat the playlist, please", "do the dishes again, please", "once more, for 2023"],
)
def test_other_things_are_not_said_once_more(said: str, lexicon: Lexicon) -> None:
    assert held(lexicon, TRAINED, said)[0] != "repeat"


WAITING = "train conveyor a using production"


@pytest.mark.parametrize(
    "said",
    [
        "put on some jazz, quietly",
        "fetch me a coffee, would you",
        "Tom, can you come over",
        "the doorbell rings again",
        "sorry I am busy here",
    ],
)
def test_what_names_no_days_is_no_answer_while_they_are_asked_for(said: str, lexicon: Lexicon) -> None:
    assert held(lexicon, WAITING, said) == ("other", None)


@pytest.mark.parametrize("said", ["in Janurary or so", "last summer", "whole of lost year", "all of the data"])
def test_what_may_be_days_is_asked_about(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, WAITING, said)
    assert understood is not None
    assert understood.question is not None
    assert understood.question.reason is not None
    assert understood.question.reason.code == "period_not_understood"


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("hmm, actually take wind speed too", ("production_count", "humidity", "wind_speed")),
        ("and wind speed", ("production_count", "humidity", "wind_speed")),
        ("no, without the humidity", ("production_count",)),
        ("swap humidity for wind speed", ("production_count", "wind_speed")),
    ],
)
def test_the_drivers_are_changed_while_days_are_asked_for(
    said: str, features: tuple[str, ...], lexicon: Lexicon
) -> None:
    _, understood = held(lexicon, f"{WAITING} and humidity", said)
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert (understood.request.features, understood.question) == (features, Question("period"))


def test_days_may_be_said_with_a_further_driver(lexicon: Lexicon) -> None:
    _, understood = held(lexicon, WAITING, "and humidity, for 2024")
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == ("production_count", "humidity")
    assert understood.question is None


@pytest.mark.parametrize(
    ("plant", "first", "said", "name"),
    [
        ("dairy", "train the cooling tower", "the south one", "Cooling Tower South"),
        ("dairy", "train the cooling tower", "south one", "Cooling Tower South"),
        ("paper", "train a baseline", "the effluent one", "Effluent Treatment"),
    ],
)
def test_a_choice_is_named_by_what_it_alone_has(plant: str, first: str, said: str, name: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, first, said, plant=plant)
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.seu is not None
    assert understood.request.seu.name == name


@pytest.mark.parametrize("said", ["the very same for b, please", "same for b", "the same thing for b"])
def test_the_same_is_asked_of_the_other_one(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, TRAINED, said)
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.seu is not None
    assert (understood.request.seu.name, understood.request.features) == ("Conveyor-B", ("production_count",))


@pytest.mark.parametrize("said", ["once more, with wind speed", "again but with wind speed", "same with wind speed"])
def test_it_is_trained_once_more_with_another_driver(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, TRAINED, said)
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == ("wind_speed",)


@pytest.mark.parametrize("said", ["same time tomorrow", "again with the jazz", "same again for table six"])
def test_the_same_of_something_else_is_left_to_others(said: str, lexicon: Lexicon) -> None:
    assert held(lexicon, TRAINED, said) == ("other", None)


@pytest.mark.parametrize(
    "said", ["and when was its baseline trained?", "so who trained its baseline?", "when was its baseline trained?"]
)
def test_a_question_that_begins_with_and_trains_nothing(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, DRIFTS, said)
    assert understood is not None
    assert isinstance(understood.request, DescribeBaseline)


@pytest.mark.parametrize(
    "said", ["which drivers did you end up with?", "so which ones did you choose?", "what did you pick?"]
)
def test_it_is_asked_which_drivers_were_chosen(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, "train conveyor a for 2024, you pick the drivers", said)
    assert understood is not None
    assert isinstance(understood.request, DescribeBaseline)
    assert held(lexicon, TRAINED, "what did you pick up at the shop?") == ("other", None)


def test_the_old_one_need_not_be_called_one(lexicon: Lexicon) -> None:
    _, understood = held(lexicon, TRAINED, "how does the new one compare with the old?")
    assert understood is not None
    assert isinstance(understood.request, CompareBaselines)
    assert held(lexicon, TRAINED, "how does the new car compare with the old?") == ("other", None)


@pytest.mark.parametrize("said", ["and the door openings", "door openings as well"])
def test_a_word_of_other_skills_may_be_a_further_driver(said: str, lexicon: Lexicon) -> None:
    first = "train deep freeze 4 using pallets for 2025"
    _, understood = held(lexicon, first, said, plant="logistics")
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == ("pallet_count", "door_openings")
    assert held(lexicon, first, "shut the door as well", plant="logistics") == ("other", None)


def test_a_machine_is_they_behind_train_though_drivers_were_listed(lexicon: Lexicon) -> None:
    said = ("which drivers do the vacuum pumps have", "train them using paper tons then")
    _, understood = held(lexicon, *said, plant="paper")
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == ("paper_tons",)
    assert held(lexicon, said[0], "how much do they cost", plant="paper") == ("other", None)


def test_what_is_done_is_a_word_of_the_driver_that_is_done(lexicon: Lexicon) -> None:
    first = "predict hvac main electricity at 5 degrees and 300 occupancy"
    _, understood = held(lexicon, first, "and if we only occupy it with an occupancy of 80?", plant="campus")
    assert understood is not None
    assert isinstance(understood.request, PredictEnergy)
    assert understood.request.conditions == {"outdoor_temp_c": 5.0, "occupancy_count": 80.0}


@pytest.mark.parametrize(
    "said",
    ["whatever gives the best fit", "whichever drivers give the highest r squared", "whatever makes the most sense"],
)
def test_the_drivers_are_left_to_us(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, "train conveyor a for 2024", said)
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.choose


def test_a_strange_driver_that_ends_as_another_does_is_not_that(lexicon: Lexicon) -> None:
    said = ("train deep freeze 4 using gate openings for 2025", "we don't have that? humidity then")
    _, understood = held(lexicon, *said, plant="logistics")
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == ("humidity",)


@pytest.mark.parametrize(
    "said", ["oh forget it, I'll do it on Monday", "never mind, maybe later", "forget it, let's do it tomorrow"]
)
def test_what_is_put_off_is_ended_and_nothing_is_done_on_that_day(said: str, lexicon: Lexicon) -> None:
    assert held(lexicon, "train conveyor a using production", said)[0] == "cancel"


@pytest.mark.parametrize("said", ["April?", "and April?"])
def test_a_month_asked_in_one_word_is_asked_of_the_same(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, "how much electricity did conveyor a use in March 2026", said)
    assert understood is not None
    assert getattr(understood.request, "period", None) == Period(date(2026, 4, 1), date(2026, 5, 1))


def test_a_month_that_is_just_said_may_be_said_to_anybody(lexicon: Lexicon) -> None:
    assert held(lexicon, USED, "April") == ("other", None)


WEIGHED = "does production or temperature explain conveyor a better in 2024?"


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("train it with production then", Period(date(2024, 1, 1), date(2025, 1, 1))),
        ("build a baseline for it on temperature", Period(date(2024, 1, 1), date(2025, 1, 1))),
        ("train it with production for March 2025", MARCH),
        ("train conveyor b with production", None),
    ],
)
def test_what_was_weighed_is_trained_on_the_days_it_was_weighed_on(
    said: str, period: Period | None, lexicon: Lexicon
) -> None:
    _, understood = held(lexicon, WEIGHED, said)
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.period == period


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("which drivers did it take?", DescribeBaseline),
        ("what did it settle on in the end?", DescribeBaseline),
        ("which drivers are in it?", DescribeBaseline),
        ("which drivers could I use for it?", ListFeatures),
    ],
)
def test_what_a_training_took_is_not_what_it_could_take(said: str, about: type, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, TRAINED, said)
    assert understood is not None
    assert isinstance(understood.request, about)


@pytest.mark.parametrize("said", ["and conveyor b?", "and conveyor b on its own?"])
def test_one_of_all_that_were_told_about_is_asked_for(said: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, SITE, said)
    assert understood is not None
    assert isinstance(understood.request, EnergyPerformance)
    assert understood.request.seu is not None
    assert (understood.request.seu.name, understood.request.period) == ("Conveyor-B", MARCH)


@pytest.mark.parametrize("first", [SITE, USED, DRIFTS])
def test_a_training_is_no_other_question_about_what_was_told(first: str, lexicon: Lexicon) -> None:
    _, understood = held(lexicon, first, "I'd better train conveyor b again")
    assert understood is None or isinstance(understood.request, TrainBaseline)


def test_days_are_left_out_for_it_with_a_reason_in_many_words(lexicon: Lexicon) -> None:
    said = "leave out the 16th and the 17th of October for it, we had it in bits"
    _, understood = held(lexicon, DRIFTS, said)
    assert understood is not None
    assert isinstance(understood.request, IgnorePeriod)
    assert understood.request.seu is not None
    assert (understood.request.seu.name, understood.question) == ("Conveyor-A", None)


def test_those_are_a_machine_that_is_called_by_a_plural(lexicon: Lexicon) -> None:
    pumps = plant({"electricity": ("kWh", ("flow_m3", "hours"))}, [("Recirculation Pumps", "electricity")])
    hearing = OnADay.at(pumps, lexicon)
    hearing.hear("are the recirculation pumps drifting?")
    _, understood = hearing.hear("retrain those on 2025 with flow only")
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.seu is not None
    assert (understood.request.seu.name, understood.request.features) == ("Recirculation Pumps", ("flow_m3",))
