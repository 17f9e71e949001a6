"""Answers to questions are merged into the request that waits; what isn't an answer is left to others."""

from __future__ import annotations

from datetime import date

import pytest
from plants import PLANTS
from talking import TODAY, Read, Talk, train

from skill_enms.reasons import Reason
from skill_enms.requests import Period, PredictEnergy, Question, Understood
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon


def settled(understood: Understood | None) -> tuple[str | None, str | None, tuple[str, ...] | None, Period | None]:
    """The pieces of a request that nothing stands against."""
    assert understood is not None
    assert (understood.refusal, understood.question) == (None, None)
    request = train(understood)
    return request.seu.name if request.seu else None, request.energy_source, request.features, request.period


YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))


def test_one_piece_after_the_other(talk: Talk) -> None:
    turns = talk("train a baseline", "boiler one", "gas", "outdoor temp and heating degree days", "twenty twenty four")
    asked = [turn.question.about for turn in turns if turn is not None and turn.question is not None]
    assert asked == ["seu", "energy_source", "features", "period"]
    assert settled(turns[-1]) == ("Boiler-1", "natural_gas", ("outdoor_temp_c", "heating_degree_days"), YEAR)


@pytest.mark.parametrize(
    ("answer", "seu"),
    [
        ("compressor one", "Compressor-1"),
        ("compressor eu one", "Compressor-EU-1"),
        ("the EU one", "Compressor-EU-1"),
        ("EU", "Compressor-EU-1"),
        ("the first", "Compressor-1"),
        ("the second one", "Compressor-EU-1"),
        ("number two", "Compressor-EU-1"),
        ("the last one", "Compressor-EU-1"),
        ("no, conveyor a", "Conveyor-A"),
        ("conveyor a please", "Conveyor-A"),
        ("I meant the hvac main", "HVAC-Main"),
    ],
)
def test_a_machine_is_chosen(answer: str, seu: str, talk: Talk) -> None:
    last = talk("train the compressor using production for 2024", answer)[-1]
    request = train(last)
    assert request.seu is not None
    assert request.seu.name == seu
    assert (request.features, request.period) == (("production_count",), YEAR)


@pytest.mark.parametrize(("answer", "seu"), [("a", "Conveyor-A"), ("A, please", "Conveyor-A"), ("the b", "Conveyor-B")])
def test_a_machine_is_chosen_by_its_letter(answer: str, seu: str, talk: Talk) -> None:
    chosen = train(talk("train the conveyor using production for 2024", answer)[-1]).seu
    assert chosen is not None
    assert chosen.name == seu


@pytest.mark.parametrize(
    ("answer", "source"),
    [
        ("natural gas", "natural_gas"),
        ("gas", "natural_gas"),
        ("the steam one", "steam"),
        ("the second", "electricity"),
        ("electric", "electricity"),
        ("it's steam", "steam"),
    ],
)
def test_an_energy_source_is_chosen(answer: str, source: str, talk: Talk) -> None:
    last = talk("train boiler 1 using production for 2024", answer)[-1]
    assert settled(last) == ("Boiler-1", source, ("production_count",), YEAR)


def test_an_energy_source_that_the_machine_lacks_is_told(talk: Talk) -> None:
    last = talk("train boiler 1 using production for 2024", "compressed air")[-1]
    assert last is not None
    assert last.refusal is not None
    assert last.refusal.code == "seu_without_energy_source"


@pytest.mark.parametrize("answer", ["automatic", "pick the best yourself", "you decide", "any", "I don't care"])
def test_automatic_is_an_answer(answer: str, talk: Talk) -> None:
    last = talk("train conveyor a for 2024", answer)[-1]
    assert train(last).choose
    assert settled(last) == ("Conveyor-A", "electricity", None, YEAR)


@pytest.mark.parametrize(
    ("answer", "features"),
    [
        ("production", ("production_count",)),
        ("use production and outdoor temperature", ("production_count", "outdoor_temp_c")),
        ("production count, humidity, and weekends please", ("production_count", "humidity", "weekend")),
        ("I would like the wind speed", ("wind_speed",)),
        ("production would be the obvious one, and probably the humidity as well", ("production_count", "humidity")),
        ("my guess is the wind speed", ("wind_speed",)),
        ("wind speed matters most, I'd say", ("wind_speed",)),
        ("humidity should be enough, forget the rest", ("humidity",)),
        ("humidity, you can skip the other drivers", ("humidity",)),
    ],
)
def test_drivers_are_an_answer(answer: str, features: tuple[str, ...], talk: Talk) -> None:
    assert settled(talk("train conveyor a for 2024", answer)[-1]) == ("Conveyor-A", "electricity", features, YEAR)


@pytest.mark.parametrize(
    ("answer", "feature"),
    [
        ("heating", "heating_degree_days"),
        ("cooling degree days", "cooling_degree_days"),
        ("the first one", "heating_degree_days"),
        ("the second", "cooling_degree_days"),
        ("heating degree days please", "heating_degree_days"),
    ],
)
def test_an_ambiguous_driver_is_settled(answer: str, feature: str, talk: Talk) -> None:
    last = talk("train natural gas boiler 1 using production and degree days for 2024", answer)[-1]
    assert settled(last) == ("Boiler-1", "natural_gas", ("production_count", feature), YEAR)


def test_both_is_an_answer(talk: Talk) -> None:
    last = talk("train natural gas boiler 1 using degree days for 2024", "both")[-1]
    assert settled(last)[2] == ("heating_degree_days", "cooling_degree_days")


def test_no_open_driver_is_forgotten(talk: Talk) -> None:
    turns = talk("train boiler 1 using degree days and ambient temperature for 2024", "gas", "heating", "outdoor")
    assert settled(turns[-1])[2] == ("heating_degree_days", "outdoor_temp_c")


def test_an_unknown_driver_is_asked_about_again(talk: Talk) -> None:
    turns = talk("train conveyor a for 2024", "moon phase", "production")
    assert turns[1] is not None
    assert turns[1].question is not None
    assert turns[1].question.reason is not None
    assert turns[1].question.reason.code == "unknown_feature"
    assert settled(turns[-1])[2] == ("production_count",)


@pytest.mark.parametrize("answer", ["2024", "the year 2024", "for 2024 please", "twenty twenty four", "calendar 2024"])
def test_a_period_is_an_answer(answer: str, talk: Talk) -> None:
    assert settled(talk("train conveyor a using production", answer)[-1])[3] == YEAR


def test_a_period_that_is_not_understood_is_asked_for_again(talk: Talk) -> None:
    turns = talk("train conveyor a using production", "last summer", "q1 2025")
    assert turns[1] is not None
    assert turns[1].question is not None
    assert turns[1].question.reason is not None
    assert turns[1].question.reason.code == "period_not_understood"
    assert settled(turns[-1])[3] == Period(date(2025, 1, 1), date(2025, 4, 1))


@pytest.mark.parametrize("answer", ["yes", "yeah", "yes please", "that's right", "correct", "sure"])
def test_a_doubtful_name_is_confirmed(answer: str, talk: Talk) -> None:
    last = talk("train compressor when using humidity for 2024", answer)[-1]
    assert settled(last) == ("Compressor-1", "electricity", ("humidity",), YEAR)


def test_a_wrong_guess_is_corrected_in_one_breath(talk: Talk) -> None:
    last = talk("train compressor when using humidity for 2024", "no, compressor EU one")[-1]
    assert settled(last) == ("Compressor-EU-1", "electricity", ("humidity",), YEAR)


def test_after_no_the_machine_is_asked_for(talk: Talk) -> None:
    last = talk("train compressor when using humidity for 2024", "no")[-1]
    assert last is not None
    assert last.question is not None
    assert last.question.about == "seu"
    assert train(last).seu is None


IN_WUBBLE = "train conveyor a, outdoor temperature in wubble, 2024"


@pytest.mark.parametrize(
    ("answers", "features"),
    [
        (("yes",), ("outdoor_temp_c",)),
        (("no, humidity",), ("outdoor_temp_c", "humidity")),
        (("no", "humidity and production"), ("humidity", "production_count")),
    ],
)
def test_words_that_may_be_a_driver_are_asked_about(
    answers: tuple[str, ...], features: tuple[str, ...], talk: Talk
) -> None:
    first, *_, last = talk(IN_WUBBLE, *answers)
    assert first is not None
    assert first.question == Question("confirm", (), Reason("words_not_understood", {"said": "wubble"}))
    assert settled(last)[2] == features


def test_words_that_may_be_a_driver_are_not_forgotten_over_another_question(talk: Talk) -> None:
    turns = talk(IN_WUBBLE.replace("conveyor a", "the compressor"), "compressor one", "yes", "electricity")
    asked = [turn.question.about for turn in turns if turn is not None and turn.question is not None]
    assert asked == ["seu", "confirm", "energy_source"]
    assert settled(turns[-1])[2] == ("outdoor_temp_c",)


def test_a_driver_in_place_of_a_misheard_one_leaves_the_others(talk: Talk) -> None:
    last = talk("train conveyor a, outdoor temperature in wind spied, 2024", "no, humidity")[-1]
    assert settled(last)[2] == ("outdoor_temp_c", "humidity")


def test_a_driver_that_was_nearly_heard_is_offered(talk: Talk) -> None:
    first, last = talk("train conveyor a, outdoor temperature in wind spied, 2024", "yes")
    assert first is not None
    assert first.question is not None
    assert first.question.choices == ("wind_speed",)
    assert settled(last)[2] == ("outdoor_temp_c", "wind_speed")


def test_more_may_be_said_with_an_answer(talk: Talk) -> None:
    last = talk("train boiler 1 using production", "natural gas, for 2024")[-1]
    assert settled(last) == ("Boiler-1", "natural_gas", ("production_count",), YEAR)


@pytest.mark.parametrize("said", ["never mind", "stop", "cancel", "forget it", "cancel that please", "oh never mind"])
def test_the_conversation_can_be_ended(said: str, talk: Talk, lexicon: Lexicon) -> None:
    last = talk("train a baseline", said)[-1]
    assert last is not None
    assert last.refusal == Reason("cancelled")
    assert reading.is_cancel(said, lexicon)


@pytest.mark.parametrize("said", ["boiler 1", "2024", "stop the compressor baseline", "yes", ""])
def test_other_words_do_not_end_it(said: str, lexicon: Lexicon) -> None:
    assert not reading.is_cancel(said, lexicon)


@pytest.mark.parametrize(
    "said",
    [
        "what time is it",
        "what's the weather in berlin",
        "set a timer for ten minutes",
        "play some music",
        "turn on the light",
        "train a baseline for conveyor a using production for 2024",
        "how do I reset my router",
        "",
    ],
)
@pytest.mark.parametrize(
    "first",
    [
        "train a baseline",
        "train boiler 1 using production for 2024",
        "train conveyor a for 2024",
        "train conveyor a using production",
        "train compressor when using humidity for 2024",
    ],
)
def test_what_is_no_answer_is_left_to_others(first: str, said: str, talk: Talk) -> None:
    assert talk(first, said)[-1] is None


def test_values_of_drivers_are_answers(talk: Talk) -> None:
    turns = talk("predict compressor 1 electricity", "500 units", "22", intent="predict_energy")
    last = turns[-1]
    assert last is not None
    assert isinstance(last.request, PredictEnergy)
    assert last.request.conditions == {"production_count": 500.0, "outdoor_temp_c": 22.0}
    assert last.question is None


def test_agreeing_to_a_worse_baseline(read: Read, lexicon: Lexicon) -> None:
    request = read("train conveyor a using production for 2024").request
    question = Question("confirm", (), Reason("worse_baseline"))

    def says(answer: str) -> Understood | None:
        return reading.answer(request, question, answer, Situation(PLANTS["demo"], lexicon, TODAY))

    agreed, declined = says("yes, do it"), says("no")
    assert train(agreed).confirmed
    assert agreed is not None
    assert (agreed.refusal, agreed.question) == (None, None)
    assert declined is not None
    assert declined.refusal == Reason("declined")
    assert says("what time is it") is None


@pytest.mark.parametrize("said", ["no hang on, gas", "oh no, I wanted the gas", "no sorry, natural gas"])
def test_the_energy_is_put_right_while_the_period_is_asked_for(said: str, talk: Talk) -> None:
    last = talk("train electricity boiler 1 using production", said)[-1]
    request = train(last)
    assert (request.energy_source, request.features) == ("natural_gas", ("production_count",))
    assert last is not None
    assert last.question == Question("period")


def test_drivers_that_the_other_energy_lacks_are_asked_for(talk: Talk) -> None:
    last = talk("train electricity boiler 1 using production and humidity", "oh no, the steam")[-1]
    request = train(last)
    assert (request.energy_source, request.features) == ("steam", None)
    assert last is not None
    assert last.question is not None
    assert last.question.about == "features"


def test_an_energy_that_the_seu_lacks_is_told_of(talk: Talk) -> None:
    last = talk("train conveyor a using production", "no hang on, gas")[-1]
    assert last is not None
    assert last.refusal is not None
    assert last.refusal.code == "seu_without_energy_source"


@pytest.mark.parametrize(
    "said",
    [
        "ach, never mind, forget it",
        "oh, leave it, I haven't got the figures here",
        "well never mind, we'll do it tomorrow",
        "forget it. Somebody is at the door",
    ],
)
def test_it_is_ended_with_an_interjection_or_a_reason(said: str, talk: Talk) -> None:
    last = talk("train conveyor a using production", said)[-1]
    assert last is not None
    assert last.refusal == Reason("cancelled")


@pytest.mark.parametrize("said", ["sorry, not the gas, the steam", "no, I mean steam, not gas"])
def test_the_energy_that_is_denied_is_not_meant(said: str, talk: Talk) -> None:
    last = talk("train boiler 1 natural gas using outdoor temperature", said)[-1]
    assert train(last).energy_source == "steam"
    assert last is not None
    assert last.question is not None
    assert last.question.about == "period"


@pytest.mark.parametrize(
    "said",
    [
        "everything except humidity",
        "all but the humidity",
        "all of them apart from humidity please",
    ],
)
def test_all_drivers_but_one(said: str, talk: Talk) -> None:
    features = train(talk("train conveyor a for 2024", said)[-1]).features
    assert len(features or ()) > 1
    assert all("humidity" not in feature for feature in features or ())


def test_everything_but_something_strange_is_no_answer(talk: Talk) -> None:
    assert talk("train conveyor a for 2024", "everything but the kitchen sink")[-1] is None


def test_a_judgement_with_no_driver_is_asked_about(talk: Talk) -> None:
    last = talk("train conveyor a for 2024", "the obvious ones")[-1]
    assert last is not None
    assert last.question is not None
    assert last.question.about == "features"
