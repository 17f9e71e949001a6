"""What follows on an answer: another machine, other drivers, another period, more about it."""

from __future__ import annotations

from datetime import date

import pytest
from talking import Talk, train

from skill_enms.requests import (
    CompareBaselines,
    DescribeBaseline,
    EnergyPerformance,
    EnergyUse,
    ListFeatures,
    ListSeus,
    Period,
    PredictEnergy,
    RestoreBaseline,
    TrainBaseline,
)
from skill_enms.understand import reading
from skill_enms.understand.words.lexicon import Lexicon

FIRST = "train natural gas boiler 1 using outdoor temperature for 2024"
PREDICT = "predict compressor 1 electricity at 500 units and 22 degrees"
YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("said", "seu", "source"),
    [
        ("and for conveyor a?", "Conveyor-A", "electricity"),
        ("what about hvac main", "HVAC-Main", "electricity"),
        ("now the same for conveyor b please", "Conveyor-B", "electricity"),
        ("no, compressor eu one", "Compressor-EU-1", "electricity"),
        ("I meant conveyor a", "Conveyor-A", "electricity"),
        ("and for the steam", "Boiler-1", "steam"),
        ("do the same for electricity boiler 1", "Boiler-1", "electricity"),
    ],
)
def test_another_machine(said: str, seu: str, source: str, talk: Talk) -> None:
    last = talk(FIRST, said)[-1]
    request = train(last)
    assert request.seu is not None
    assert (request.seu.name, request.energy_source) == (seu, source)
    assert (request.features, request.period) == (("outdoor_temp_c",), YEAR)
    assert last is not None
    assert last.question is None


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("with pressure too", ("outdoor_temp_c", "avg_pressure_bar")),
        ("add wind speed", ("outdoor_temp_c", "wind_speed")),
        ("and also with humidity and wind", ("outdoor_temp_c", "humidity", "wind_speed")),
        ("with heating degree days instead", ("heating_degree_days",)),
        ("using production and weekend", ("production_count", "weekend")),
    ],
)
def test_other_drivers(said: str, features: tuple[str, ...], talk: Talk) -> None:
    request = train(talk(FIRST, said)[-1])
    assert (request.features, request.period) == (features, YEAR)
    assert request.seu is not None
    assert request.seu.name == "Boiler-1"


def test_a_driver_is_taken_away(talk: Talk) -> None:
    turns = talk(FIRST, "with pressure and wind too", "without pressure")
    assert train(turns[-1]).features == ("outdoor_temp_c", "wind_speed")


def test_the_choice_is_left_to_us(talk: Talk) -> None:
    request = train(talk(FIRST, "pick the best drivers yourself")[-1])
    assert request.choose
    assert request.features is None


@pytest.mark.parametrize("said", ["for 2023 instead", "and for 2023", "now for the year 2023", "try with 2023 data"])
def test_another_period(said: str, talk: Talk) -> None:
    request = train(talk(FIRST, said)[-1])
    assert request.period == Period(date(2023, 1, 1), date(2024, 1, 1))
    assert request.features == ("outdoor_temp_c",)


def test_several_things_at_once(talk: Talk) -> None:
    request = train(talk(FIRST, "and for conveyor a with production for 2023")[-1])
    assert request.seu is not None
    assert request.seu.name == "Conveyor-A"
    assert request.features == ("production_count",)
    assert request.period == Period(date(2023, 1, 1), date(2024, 1, 1))


@pytest.mark.parametrize(
    ("said", "details"),
    [
        ("what was the R-squared", False),
        ("what's the formula", False),
        ("give me the details", True),
        ("more details please", True),
        ("tell me more", True),
        ("explain", True),
        ("how accurate is it", False),
    ],
)
def test_more_about_it(said: str, details: bool, talk: Talk) -> None:
    last = talk(FIRST, said)[-1]
    assert last is not None
    assert isinstance(last.request, DescribeBaseline)
    assert last.request.seu is not None
    assert (last.request.seu.name, last.request.energy_source) == ("Boiler-1", "natural_gas")
    assert last.request.details is details


def test_a_misnamed_machine_is_told_and_corrected(talk: Talk) -> None:
    turns = talk(FIRST, "and for boiler 9", "no, conveyor a")
    assert turns[1] is not None
    assert turns[1].refusal is not None
    assert turns[1].refusal.code == "unknown_seu"
    request = train(turns[-1])
    assert request.seu is not None
    assert request.seu.name == "Conveyor-A"


def test_other_questions_follow_too(talk: Talk) -> None:
    listed = talk("list features for steam", "and for compressed air", intent="list_features")[-1]
    assert listed is not None
    assert listed.request == ListFeatures(None, "compressed_air")
    performed = talk("how did conveyor a do in march", "and in april", intent="energy_performance")[-1]
    assert performed is not None
    assert isinstance(performed.request, EnergyPerformance)
    assert performed.request.period == Period(date(2026, 4, 1), date(2026, 5, 1))
    predicted = talk(
        "predict compressor 1 electricity at 500 units and 22 degrees", "and at 30 degrees", intent="predict_energy"
    )[-1]
    assert predicted is not None
    assert isinstance(predicted.request, PredictEnergy)
    assert predicted.request.conditions == {"production_count": 500.0, "outdoor_temp_c": 30.0}


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("what changed since the last one", "compare_baselines"),
        ("what has changed since the previous baseline?", "compare_baselines"),
        ("go back to the previous baseline", "restore_baseline"),
        ("go back to the last one please", "restore_baseline"),
        ("undo that", "restore_baseline"),
    ],
)
def test_what_was_before_is_that_of_the_baseline_talked_about(said: str, intent: str, talk: Talk) -> None:
    last = talk(FIRST, said)[-1]
    assert last is not None
    assert (last.request.intent, last.question, last.refusal) == (intent, None, None)
    assert isinstance(last.request, RestoreBaseline | CompareBaselines)
    assert last.request.seu is not None
    assert (last.request.seu.name, last.request.energy_source) == ("Boiler-1", "natural_gas")


def test_nothing_is_undone_after_an_answer_that_changed_nothing(talk: Talk) -> None:
    assert talk(PREDICT, "undo that", intent="predict_energy")[-1] is None


@pytest.mark.parametrize(
    ("first", "said", "intent"),
    [
        (
            "predict compressor 1 electricity at 500 units",
            "predict natural gas boiler 1 at 5 degrees",
            "predict_energy",
        ),
        (FIRST, "train a change point model for conveyor a using production for 2024", "train_baseline"),
        (FIRST, "train a model for conveyor a for 2024", "train_baseline"),
        (FIRST, "train compressor one electricity", "train_baseline"),
        (FIRST, "please train conveyor a for 2025", "train_baseline"),
    ],
)
def test_a_request_that_stands_alone_takes_nothing_from_the_last(
    first: str, said: str, intent: str, talk: Talk
) -> None:
    assert talk(first, said, intent=intent)[-1] is None


@pytest.mark.parametrize(
    "said",
    [
        "what time is it",
        "what's the weather for tomorrow",
        "and tomorrow",
        "and in berlin?",
        "set an alarm for march 5",
        "play it again",
        "turn it up",
        "thanks",
        "ok",
        "how about pizza",
        "and for my wife",
        "train a baseline for conveyor a using production for 2024",
        "",
    ],
)
def test_what_does_not_follow_is_left_to_others(said: str, talk: Talk) -> None:
    assert talk(FIRST, said)[-1] is None


@pytest.mark.parametrize(
    "said", ["repeat that", "say that again", "repeat that please", "once more", "pardon", "what are my options"]
)
def test_repeating(said: str, lexicon: Lexicon) -> None:
    assert reading.is_repeat(said, lexicon)
    assert not reading.is_repeat("repeat the song", lexicon)
    assert not reading.is_repeat("train it again for 2024", lexicon)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("what about last year", "2025-01-01", "2026-01-01"),
        ("2023 and 2024", "2023-01-01", "2025-01-01"),
        ("for 2023 instead", "2023-01-01", "2024-01-01"),
    ],
)
def test_another_period_in_few_words(said: str, start: str, end: str, talk: Talk) -> None:
    first = "train baseline for conveyor a using production for 2022"
    followed = talk(first, said)[-1]
    assert followed is not None
    assert isinstance(followed.request, TrainBaseline)
    assert followed.request.period is not None
    assert (followed.request.period.start.isoformat(), followed.request.period.end.isoformat()) == (start, end)


USED = "how much natural gas did boiler 1 use in march 2025"
MARCH, FEBRUARY = Period(date(2025, 3, 1), date(2025, 4, 1)), Period(date(2025, 2, 1), date(2025, 3, 1))


@pytest.mark.parametrize(
    ("said", "against"),
    [
        ("compare it with the month before", FEBRUARY),
        ("compared with february 2025", FEBRUARY),
        ("versus march 2025", FEBRUARY),
        ("was that more than in 2024", YEAR),
    ],
)
def test_a_consumption_is_set_against_other_days(said: str, against: Period, talk: Talk) -> None:
    last = talk(USED, said, intent="energy_use")[-1]
    assert last is not None
    assert isinstance(last.request, EnergyUse)
    assert (last.request.about, last.request.period, last.request.against_period) == ("comparison", MARCH, against)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("and the month before", FEBRUARY),
        ("and the week before", Period(date(2025, 2, 22), date(2025, 3, 1))),
        ("and the day before", Period(date(2025, 2, 28), date(2025, 3, 1))),
        ("and the quarter before", Period(date(2024, 10, 1), date(2025, 1, 1))),
    ],
)
def test_the_days_before_are_asked_for_alone(said: str, days: Period, talk: Talk) -> None:
    last = talk(USED, said, intent="energy_use")[-1]
    assert last is not None
    assert isinstance(last.request, EnergyUse)
    assert (last.request.about, last.request.period) == ("total", days)


@pytest.mark.parametrize(
    ("said", "about"),
    [("what did that cost", "cost"), ("how much co2 was that", "carbon"), ("when was the peak", "peak")],
)
def test_a_consumption_is_asked_about_further(said: str, about: str, talk: Talk) -> None:
    last = talk(USED, said, intent="energy_use")[-1]
    assert last is not None
    assert isinstance(last.request, EnergyUse)
    assert (last.request.about, last.request.period) == (about, MARCH)


@pytest.mark.parametrize(
    "said",
    [
        "compare it with the film from last week",
        "the week before christmas",
        "versus",
        "what does a bus ticket cost",
        "how high is the peak of everest",
    ],
)
def test_what_is_set_against_something_else_is_left_to_others(said: str, talk: Talk) -> None:
    assert talk(USED, said, intent="energy_use")[-1] is None


@pytest.mark.parametrize(
    "said",
    [
        "Is this an improvement on the baseline it replaced?",
        "hm, and is the new one any better than what we had?",
        "does it beat its predecessor",
    ],
)
def test_it_is_compared_with_what_it_replaced(said: str, talk: Talk) -> None:
    last = talk(FIRST, said)[-1]
    assert last is not None
    assert last.request == CompareBaselines(train(talk(FIRST)[0]).seu, "natural_gas")


@pytest.mark.parametrize("said", ["is the coffee better than what we had", "assume the worst", "remind me of the milk"])
def test_what_is_compared_elsewhere_is_left_to_others(said: str, talk: Talk) -> None:
    assert talk(FIRST, said)[-1] is None


@pytest.mark.parametrize("said", ["oh, and change the year to 2023", "change the year to 2023 please"])
def test_the_year_is_changed(said: str, talk: Talk) -> None:
    assert train(talk(FIRST, said)[-1]).period == Period(date(2023, 1, 1), date(2024, 1, 1))


def test_a_value_is_assumed_on_top(talk: Talk) -> None:
    last = talk(PREDICT, "assume 18 degrees on top of that", intent="predict_energy")[-1]
    assert last is not None
    assert isinstance(last.request, PredictEnergy)
    assert last.request.conditions == {"production_count": 500.0, "outdoor_temp_c": 18.0}


def test_what_hangs_on_an_energy(talk: Talk) -> None:
    first = "which energy sources are there"
    last = talk(first, "and what hangs on the steam?", intent="list_energy_sources")[-1]
    assert last is not None
    assert last.request == ListSeus("steam")
    assert talk(first, "and what hangs on the wall?", intent="list_energy_sources")[-1] is None


@pytest.mark.parametrize(
    "said", ["great, and for 2023?", "lovely, now for 2023", "that's interesting, and for 2023?", "wow. And for 2023?"]
)
def test_it_goes_on_behind_an_interjection(said: str, talk: Talk) -> None:
    request = train(talk(FIRST, said)[-1])
    assert (request.features, request.period) == (("outdoor_temp_c",), Period(date(2023, 1, 1), date(2024, 1, 1)))


@pytest.mark.parametrize("said", ["right, and a coffee for me", "Tom, and for 2023?", "great, and tomorrow?"])
def test_what_goes_on_elsewhere_is_left_to_others(said: str, talk: Talk) -> None:
    assert talk(FIRST, said)[-1] is None
