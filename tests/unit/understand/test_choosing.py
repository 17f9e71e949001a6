"""Choices named by their places, with hesitation, several at once, or none of them; and what ends a conversation."""

from __future__ import annotations

import pytest
from plants import PLANTS
from talking import TODAY, Talk, train

from skill_enms.reasons import Reason
from skill_enms.requests import ListFeatures, ListSeus
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

WHICH_ENERGY = "train compressor 1 using production for 2024"
WHICH_DRIVERS = "train conveyor a for 2024"


@pytest.mark.parametrize(
    "said",
    [
        "er, the second",
        "the, um, second one",
        "second one",
        "the latter",
        "I think the second",
        "let's take the second one",
        "could we take the second one",
        "make it the second",
        "I'll go with the second",
        "option 2",
        "um compressed air",
        "compressed air, I think",
    ],
)
def test_the_second_is_chosen(said: str, talk: Talk) -> None:
    assert train(talk(WHICH_ENERGY, said)[-1]).energy_source == "compressed_air"


@pytest.mark.parametrize("said", ["the former", "the first one", "uh, electricity please"])
def test_the_first_is_chosen(said: str, talk: Talk) -> None:
    assert train(talk(WHICH_ENERGY, said)[-1]).energy_source == "electricity"


@pytest.mark.parametrize("said", ["neither", "none of them", "both", "the first two", "the third"])
def test_it_is_asked_again_where_not_one_of_them_is_chosen(said: str, talk: Talk) -> None:
    last = talk(WHICH_ENERGY, said)[-1]
    assert last is not None
    assert last.question is not None
    assert last.question.about == "energy_source"


@pytest.mark.parametrize("said", ["neither, conveyor a", "none of those, conveyor a please", "no, conveyor a"])
def test_another_one_than_the_choices_is_meant(said: str, talk: Talk) -> None:
    last = talk("train the compressor using production for 2024", said)[-1]
    request = train(last)
    assert request.seu is not None
    assert request.seu.name == "Conveyor-A"
    assert last is not None
    assert last.question is None


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("the first two", ("outdoor_temp_c", "heating_degree_days")),
        ("first two please", ("outdoor_temp_c", "heating_degree_days")),
        ("the first and the third", ("outdoor_temp_c", "cooling_degree_days")),
        ("the last two", ("wind_speed", "avg_power_factor")),
    ],
)
def test_several_drivers_are_chosen_by_their_places(said: str, features: tuple[str, ...], talk: Talk) -> None:
    assert train(talk(WHICH_DRIVERS, said)[-1]).features == features


@pytest.mark.parametrize("said", ["both", "all three"])
def test_all_are_chosen_only_where_there_are_as_many(said: str, talk: Talk) -> None:
    last = talk(WHICH_DRIVERS, said)[-1]
    assert train(last).features is None
    assert last is not None
    assert last.question is not None


PARTLY = (WHICH_DRIVERS, "production and moon phase")


def test_the_drivers_that_are_known_are_kept(talk: Talk) -> None:
    partly = talk(*PARTLY)[-1]
    assert train(partly).features == ("production_count",)
    assert partly is not None
    assert partly.question is not None
    assert partly.question.reason is not None
    assert (partly.question.reason.code, partly.question.reason.data["said"]) == ("unknown_feature", "moon phase")


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("humidity", ("production_count", "humidity")),
        ("without it", ("production_count",)),
        ("no moon phase then", ("production_count",)),
        ("never mind the moon phase", ("production_count",)),
        ("only production then", ("production_count",)),
    ],
)
def test_what_is_said_for_the_unknown_one(said: str, features: tuple[str, ...], talk: Talk) -> None:
    last = talk(*PARTLY, said)[-1]
    assert train(last).features == features
    assert last is not None
    assert last.question is None


@pytest.mark.parametrize(
    "said",
    [
        "no, leave it, it's fine as it is",
        "leave it as it is",
        "don't bother",
        "I've changed my mind",
        "stop, never mind",
        "er, actually never mind",
        "no, forget it",
    ],
)
def test_it_is_ended_in_other_words(said: str, talk: Talk, lexicon: Lexicon) -> None:
    assert reading.is_cancel(said, lexicon)
    last = talk(WHICH_ENERGY, said)[-1]
    assert last is not None
    assert last.refusal == Reason("cancelled")


@pytest.mark.parametrize("said", ["yes, thanks", "no", "leave the hours out", "it's fine", "the first, thanks"])
def test_other_words_end_nothing(said: str, lexicon: Lexicon) -> None:
    assert not reading.is_cancel(said, lexicon)


def test_what_may_be_meant_of_one_choice_or_of_all_is_asked_again(talk: Talk) -> None:
    last = talk(WHICH_ENERGY, "never mind the electricity")[-1]
    assert train(last).energy_source is None
    assert last is not None
    assert last.question is not None


@pytest.mark.parametrize(
    "said",
    [
        "would you like a coffee",
        "can I have a coffee",
        "could you play some music",
        "stop the music",
        "er, what time is it",
        "what's for lunch",
        "turn the radio on",
        "and the news?",
    ],
)
@pytest.mark.parametrize("first", [WHICH_ENERGY, WHICH_DRIVERS, "train the compressor using production for 2024"])
def test_what_is_no_answer_is_left_alone(first: str, said: str, talk: Talk) -> None:
    assert talk(first, said)[-1] is None


@pytest.mark.parametrize("said", ["never mind, somebody's at the door", "leave it, I'll do that tomorrow"])
def test_it_is_ended_with_a_reason(said: str, talk: Talk) -> None:
    last = talk(WHICH_ENERGY, said)[-1]
    assert last is not None
    assert last.refusal == Reason("cancelled")


def test_the_other_one_of_two_is_meant(talk: Talk) -> None:
    request = train(talk("train conveyor a using production", "no, the other one")[-1])
    assert request.seu is not None
    assert (request.seu.name, request.features) == ("Conveyor-B", ("production_count",))


def test_an_energy_that_is_taken_back_is_not_chosen(talk: Talk) -> None:
    assert train(talk(WHICH_ENERGY, "electricity. no sorry, the air")[-1]).energy_source == "compressed_air"


@pytest.mark.parametrize(
    "said",
    [
        "sorry, missed that, what were the options?",
        "er, what was that?",
        "sorry, say again",
        "would you read that out again",
        "can you tell me that one more time?",
        "do you mind going over it once more",
        "could you repeat your last answer please",
    ],
)
def test_it_is_asked_for_once_more(said: str, lexicon: Lexicon) -> None:
    assert reading.is_repeat(said, lexicon)
    assert not reading.is_cancel(said, lexicon)


@pytest.mark.parametrize("said", ["no", "sorry", "again with humidity", "sorry, conveyor a", "can you say hello"])
def test_other_words_ask_for_nothing_once_more(said: str, lexicon: Lexicon) -> None:
    assert not reading.is_repeat(said, lexicon)


@pytest.mark.parametrize(
    "said", ["electricity, on humidity and wind speed, for 2024", "electricity on humidity and wind speed"]
)
def test_drivers_are_named_beside_an_energy(said: str, talk: Talk) -> None:
    request = train(talk("train compressor 1 for 2024", said)[-1])
    assert (request.energy_source, request.features) == ("electricity", ("humidity", "wind_speed"))


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("number one and number three", ("outdoor_temp_c", "cooling_degree_days")),
        ("one and four", ("outdoor_temp_c", "production_count")),
        ("numbers 2, 3 and 4", ("heating_degree_days", "cooling_degree_days", "production_count")),
    ],
)
def test_several_are_chosen_by_their_numbers(said: str, features: tuple[str, ...], talk: Talk) -> None:
    assert train(talk("train conveyor a for 2024", said)[-1]).features == features


@pytest.mark.parametrize("said", ["one or two", "one minute please"])
def test_numbers_that_choose_nothing(said: str, talk: Talk) -> None:
    last = talk("train conveyor a for 2024", said)[-1]
    assert last is None or last.question is not None


LISTED = ListFeatures(energy_source="steam")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (
            "train boiler 1 on the first two of them for 2024",
            "train boiler 1 steam on outdoor temp c and heating degree days for 2024",
        ),
        ("train boiler 1 with the last one", "train boiler 1 steam with avg enthalpy kj kg"),
        (
            "train boiler 1 steam with number one and number three, 2024",
            "train boiler 1 steam with outdoor temp c and cooling degree days, 2024",
        ),
        ("train conveyor a on the second driver", "train conveyor a on heating degree days"),
        ("train boiler 1 on the twentieth one", None),  # there are eight
        ("train boiler 1 on humidity for the first two weeks of May", None),
        ("the first shift starts at six", None),
        ("first of all call Jim", None),
    ],
)
def test_what_was_listed_is_named_by_its_place(said: str, named: str | None, lexicon: Lexicon) -> None:
    assert reading.with_its_name(LISTED, said, Situation(PLANTS["demo"], lexicon, TODAY)) == named


def test_a_listed_machine_is_named_by_its_place(lexicon: Lexicon) -> None:
    said = "how much did the first one use yesterday"
    named = reading.with_its_name(ListSeus("steam"), said, Situation(PLANTS["demo"], lexicon, TODAY))
    assert named == "how much did boiler 1 steam use yesterday"


@pytest.mark.parametrize(
    ("said", "intent"), [("and the SEUs?", "list_seus"), ("and the drivers", "list_features"), ("and the lights", None)]
)
def test_another_list_follows_on_a_list(said: str, intent: str | None, lexicon: Lexicon) -> None:
    last = reading.follow_up(LISTED, said, Situation(PLANTS["demo"], lexicon, TODAY))
    assert (None if last is None else (last.request.intent, getattr(last.request, "energy_source", ""))) == (
        None if intent is None else (intent, "steam")
    )


@pytest.mark.parametrize(
    "said", ["what was the question?", "which ones were there? I wasn't listening", "sorry, what did you ask me?"]
)
def test_the_question_is_asked_for_once_more(said: str, lexicon: Lexicon) -> None:
    assert reading.is_repeat(said, lexicon)


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("the second and the last", (1, -1)),
        ("number one and the last one", (0, -1)),
        ("the first, the third and the last one", (0, 2, -1)),
    ],
)
def test_the_last_one_may_be_chosen_beside_others(said: str, places: tuple[int, ...], talk: Talk) -> None:
    asked, last = talk(WHICH_DRIVERS, said)
    assert asked is not None
    assert asked.question is not None
    assert train(last).features == tuple(asked.question.choices[i] for i in places)
