"""What is said in a word or two of what was said before, and what only sounds like it."""

from __future__ import annotations

from datetime import date

import pytest
from plants import PLANTS, plant
from talking import TODAY, Read, Talk

from skill_enms.requests import (
    CompareBaselines,
    DescribeBaseline,
    EnergyPerformance,
    EnergyUse,
    IgnorePeriod,
    ListSeus,
    Period,
    PlantPerformance,
    PredictEnergy,
    SwitchDailyCheck,
    Understood,
)
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

MARCH = Period(date(2025, 3, 1), date(2025, 4, 1))


def name_of(understood: Understood | None) -> str | None:
    assert understood is not None
    seu = getattr(understood.request, "seu", None)
    return None if seu is None else str(seu.name)


@pytest.mark.parametrize(
    "said",
    [
        "no, the other one",
        "and the other one?",
        "and B?",
        "B?",
        "what about b",
        "how about the b one",
        "and for b please",
        "ok and b",
        "sorry, I meant b",
        "and b",
    ],
)
def test_a_machine_is_named_by_what_tells_it_from_the_last(said: str, talk: Talk) -> None:
    last = talk("how good is the baseline of conveyor a", said, intent="describe_baseline")[-1]
    assert name_of(last) == "Conveyor-B"


@pytest.mark.parametrize(
    ("plant", "first", "said", "name"),
    [
        ("hospital", "chiller 1", "and number two", "Chiller 2"),
        ("hospital", "chiller 1", "2?", "Chiller 2"),
        ("dairy", "cooling tower north", "and the south one?", "Cooling Tower South"),
        ("paper", "pulper east", "what about west", "Pulper West"),
        ("works", "injection molding 3", "and 12", "Injection Molding 12"),
    ],
)
def test_so_it_is_by_a_word_or_a_number(plant: str, first: str, said: str, name: str, talk: Talk) -> None:
    last = talk(f"how good is the baseline of {first}", said, intent="describe_baseline", plant=plant)[-1]
    assert name_of(last) == name


@pytest.mark.parametrize("said", ["a", "and C?", "a b c", "call b", "and a beer", "b flat", "a song"])
def test_what_tells_no_machine_from_the_last_is_left_alone(said: str, talk: Talk) -> None:
    assert talk("how good is the baseline of conveyor b", said, intent="describe_baseline")[-1] is None


def predict(talk: Talk, *said: str) -> Understood | None:
    return talk(*said, intent="predict_energy")[-1]


ONE = "predict boiler 1 steam at 8 heating degree days"


@pytest.mark.parametrize(
    ("said", "value"), [("and 15?", 15.0), ("at 15?", 15.0), ("what about 15", 15.0), ("and with minus 5", -5.0)]
)
def test_a_lone_number_is_another_value(said: str, value: float, talk: Talk) -> None:
    last = predict(talk, ONE, said)
    assert last is not None
    assert isinstance(last.request, PredictEnergy)
    assert last.request.conditions == {"heating_degree_days": value}


@pytest.mark.parametrize("first", [ONE + " and 500 units", ONE])
def test_a_number_that_may_be_several_things_is_asked_about(first: str, talk: Talk) -> None:
    last = predict(talk, first, "and 2025?" if first == ONE else "and 15?")
    assert last is not None
    assert last.question is not None
    assert last.question.about == "features"


def test_a_number_that_may_be_another_machine_is_asked_about(talk: Talk) -> None:
    first = "predict bottling line 1 power at 20 degrees"
    last = talk(first, "and 2?", intent="predict_energy", plant="brewery")[-1]
    assert last is not None
    assert last.question is not None
    assert last.question.choices == ("Bottling Line 1", "Bottling Line 2")


def test_the_rest_stays_as_it_was(talk: Talk) -> None:
    last = predict(talk, ONE, "conveyor a electricity under the same conditions?")
    assert name_of(last) == "Conveyor-A"
    assert last is not None
    assert isinstance(last.request, PredictEnergy)
    assert last.request.conditions == {"heating_degree_days": 8.0}


@pytest.mark.parametrize("said", ["at 5 pm", "15 apples", "call 15"])
def test_other_numbers_are_left_alone(said: str, talk: Talk) -> None:
    assert predict(talk, ONE, said) is None


USED = "how much electricity did conveyor a use on monday"


@pytest.mark.parametrize("said", ["and thursday?", "what about thursday", "and thursday please"])
def test_a_weekday_is_a_day_of_the_same_week(said: str, talk: Talk) -> None:
    last = talk(USED, said, intent="energy_use")[-1]
    assert last is not None
    assert isinstance(last.request, EnergyUse)
    assert (last.request.period, last.question) == (Period(date(2026, 11, 19), date(2026, 11, 20)), None)


def test_a_weekday_after_a_day_of_another_week_is_asked_about(talk: Talk) -> None:
    last = talk("how much electricity did conveyor a use on 4 november", "and thursday?", intent="energy_use")[-1]
    assert last is not None
    assert last.question is not None
    assert last.question.about == "period"


@pytest.mark.parametrize("said", ["see you tuesday", "tuesday's meeting", "and for tuesday's lunch"])
def test_other_weekdays_are_left_alone(said: str, talk: Talk) -> None:
    assert talk(USED, said, intent="energy_use")[-1] is None


IN_MARCH = "how much natural gas did boiler 1 use in march 2025"


@pytest.mark.parametrize("said", ["and compared with the year before?", "versus the same month last year"])
def test_it_is_set_against_the_year_before(said: str, talk: Talk) -> None:
    last = talk(IN_MARCH, said, intent="energy_use")[-1]
    assert last is not None
    assert isinstance(last.request, EnergyUse)
    assert (last.request.about, last.request.period) == ("comparison", MARCH)
    assert last.request.against_period == Period(date(2024, 3, 1), date(2024, 4, 1))


@pytest.mark.parametrize("said", ["and the year before?", "and a year earlier", "and the year before that"])
def test_the_year_before_is_told_alone(said: str, talk: Talk) -> None:
    last = talk("how did conveyor a do in march 2025", said, intent="energy_performance")[-1]
    assert last is not None
    assert isinstance(last.request, EnergyPerformance)
    assert last.request.period == Period(date(2024, 3, 1), date(2024, 4, 1))


@pytest.mark.parametrize("said", ["on compressed air?", "compressed air?", "and compressed air please", "air too"])
def test_an_energy_is_all_that_is_said(said: str, talk: Talk) -> None:
    last = talk("which machines use electricity", said, intent="list_seus")[-1]
    assert last is not None
    assert last.request == ListSeus("compressed_air")


@pytest.mark.parametrize("said", ["gas is expensive", "the gas man", "turn the gas off", "hot air", "on the table"])
def test_more_than_an_energy_is_left_alone(said: str, talk: Talk) -> None:
    assert talk("which machines use electricity", said, intent="list_seus")[-1] is None


@pytest.mark.parametrize(
    ("first", "said", "on"),
    [
        ("turn on the daily check", "off again please", False),
        ("turn on the daily check", "turn it off again", False),
        ("turn on the daily check", "could you switch it off", False),
        ("turn off the daily check", "back on please", True),
        ("turn off the daily check", "on again", True),
    ],
)
def test_what_was_switched_is_switched_back(first: str, said: str, on: bool, talk: Talk) -> None:
    last = talk(first, said, intent="daily_check")[-1]
    assert last is not None
    assert last.request == SwitchDailyCheck(on=on)


@pytest.mark.parametrize(
    "said", ["turn off", "off", "turn off the light", "turn the radio off again", "put the radio on"]
)
def test_what_else_is_switched_is_left_alone(said: str, talk: Talk) -> None:
    assert talk("turn on the daily check", said, intent="daily_check")[-1] is None


@pytest.mark.parametrize(
    "said", ["is that any better than the one it had before?", "was the old one better", "is it better than before"]
)
def test_a_baseline_is_set_against_the_one_it_replaced(said: str, talk: Talk) -> None:
    last = talk("train conveyor a using production for 2024", said)[-1]
    assert last is not None
    assert isinstance(last.request, CompareBaselines)
    assert name_of(last) == "Conveyor-A"


@pytest.mark.parametrize(
    "said", ["when was it trained?", "who trained it", "what period was it trained on", "how old is it"]
)
def test_its_training_is_told_with_the_details(said: str, talk: Talk) -> None:
    last = talk("how good is the baseline of conveyor a", said, intent="describe_baseline")[-1]
    assert last is not None
    assert isinstance(last.request, DescribeBaseline)
    assert last.request.details


@pytest.mark.parametrize("said", ["when was the wheel invented", "is that better than pizza", "how old is my cat"])
def test_other_histories_are_left_alone(said: str, talk: Talk) -> None:
    assert talk("how good is the baseline of conveyor a", said, intent="describe_baseline")[-1] is None


SEPTEMBER = Period(date(2026, 9, 1), date(2026, 10, 1))
DONE = "how did boiler 1 do on steam in september"


def test_days_are_left_out_there(talk: Talk) -> None:
    last = talk(DONE, "leave out 2 to 5 november there, the meter was broken", intent="energy_performance")[-1]
    assert last is not None
    assert isinstance(last.request, IgnorePeriod)
    assert (name_of(last), last.request.energy_source, last.question) == ("Boiler-1", "steam", None)
    assert last.request.period == Period(date(2026, 11, 2), date(2026, 11, 6))


def test_the_plant_is_asked_about_for_the_same_days(talk: Talk) -> None:
    last = talk(DONE, "how did the whole plant do against its baselines that month?", intent="energy_performance")[-1]
    assert last is not None
    assert last.request == PlantPerformance(period=SEPTEMBER)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("er, is it creeping up?", True),
        ("what did compressor 1 use that month", True),
        ("how was that week", False),  # it was a month
        ("is anybody there", False),
        ("what is the weather there", False),
        ("how do I get there", False),
        ("who was born that month", False),
    ],
)
def test_words_that_stand_for_a_machine_or_days(said: str, named: bool, read: Read, lexicon: Lexicon) -> None:
    previous = read(DONE, "energy_performance").request
    assert (reading.with_its_name(previous, said, Situation(PLANTS["demo"], lexicon, TODAY)) is not None) == named


def test_a_value_is_said_to_be_nothing(talk: Talk) -> None:
    last = talk(
        "predict conveyor a at 500 units and 5 m/s wind speed", "and with no wind at all", intent="predict_energy"
    )[-1]
    assert last is not None
    assert last.request.conditions == {"production_count": 500.0, "wind_speed": 0.0}


def test_the_last_machine_goes_on_with_its_days(read: Read, lexicon: Lexicon) -> None:
    previous = read(DONE, "energy_performance").request
    named = reading.with_its_name(
        previous, "what was the consumption in that month", Situation(PLANTS["demo"], lexicon, TODAY)
    )
    assert named == "what was the consumption in 2026-09-01 – 2026-09-30 Boiler-1 steam"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("train that with production", "train Boiler-1 steam with production"),
        ("which drivers are in that baseline", "which drivers are in Boiler-1 steam baseline"),
        ("train that dog", None),
    ],
)
def test_that_points_at_the_last_machine(said: str, named: str | None, read: Read, lexicon: Lexicon) -> None:
    previous = read(DONE, "energy_performance").request
    assert reading.with_its_name(previous, said, Situation(PLANTS["demo"], lexicon, TODAY)) == named


WORKS = plant(
    {"electricity": ("kWh", ("production_count", "operating_hours")), "steam": ("kg", ("production_count",))},
    [
        ("DRY-401", "steam"),
        ("DRY-402", "steam"),
        ("CF-12", "electricity"),
        ("CRANE-1", "electricity"),
        ("P-7", "electricity"),
        ("V-7", "electricity"),
    ],
)


@pytest.mark.parametrize(
    ("said", "name", "asked"),
    [
        ("same again for 402", "DRY-402", None),
        ("and for 402?", "DRY-402", None),
        ("and for 12?", "CF-12", None),
        ("and for 24?", "DRY-401", "period"),
        ("and for 7?", "DRY-401", "period"),
        ("and for 2024", "DRY-401", None),
    ],
)
def test_a_number_alone_names_the_one_machine_that_bears_it(
    said: str, name: str, asked: str | None, lexicon: Lexicon
) -> None:
    first = reading.read("how much did DRY-401 use in March 2025", EnergyUse.intent, Situation(WORKS, lexicon, TODAY))
    last = reading.follow_up(first.request, said, Situation(WORKS, lexicon, TODAY))
    assert last is not None
    assert name_of(last) == name
    assert (None if last.question is None else last.question.about) == asked


def test_a_number_after_a_prediction_is_no_machine_elsewhere(lexicon: Lexicon) -> None:
    first = reading.read(
        "what would DRY-401 use with production 20", PredictEnergy.intent, Situation(WORKS, lexicon, TODAY)
    )
    assert name_of(reading.follow_up(first.request, "and at 12?", Situation(WORKS, lexicon, TODAY))) == "DRY-401"
