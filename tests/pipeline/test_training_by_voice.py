"""A baseline is trained by voice: said, matched by Padatious, trained on the plant's rows, told and spoken."""

from __future__ import annotations

import re

import pytest
from sentences import HEARD, TYPED


@pytest.mark.parametrize("energy_source", TYPED)
def test_padatious_takes_the_sentence(matched_by, energy_source):
    matcher, intent = matched_by(TYPED[energy_source][0])
    assert "padatious" in matcher
    assert intent.endswith(":train_baseline")


@pytest.mark.parametrize("spelling", ["typed", "heard"])
@pytest.mark.parametrize("energy_source", TYPED)
def test_the_three_sentences_train_and_speak(say, energy_source, spelling):
    typed, seu, features = TYPED[energy_source]
    answer = say(typed if spelling == "typed" else HEARD[energy_source])
    assert answer.intent == "train_baseline"
    assert answer.request["seu"] == seu
    assert answer.request["energy_source"] == energy_source
    assert answer.request["features"] == features
    assert (answer.request["start"], answer.request["end"]) == ("2024-01-01", "2025-01-01")
    result = answer.result
    assert result["ok"], result
    assert (result["seu"], result["energy_source"]) == (seu, energy_source)
    assert list(result["coefficients"]) == features
    assert result["n_days"] + sum(result["days_dropped"].values()) == 366
    assert 0.5 < result["r_squared"] < 1
    said = " ".join(answer.spoken)
    assert seu in said
    assert re.search(r"trained on \d+ days of 2024", said)
    assert f"R-squared {result['r_squared']:.2f}" in said
    assert "per day equals" in said
    assert said.count(" times ") == len(features)


def test_real_readings_train_too(say):
    answer = say("Train baseline for the steel works using weekend for 2018")
    assert answer.result["ok"], answer.result
    assert answer.result["coefficients"]["weekend"] < 0
    assert " minus " in " ".join(answer.spoken)


@pytest.mark.parametrize(
    ("utterance", "code"),
    [
        ("train baseline for cold fusion Compressor-1 using production count for 2024", "unknown_energy_source"),
        ("train baseline for electricity Toaster-9 using production count for 2024", "unknown_seu"),
        ("train baseline for electricity Compressor-1 using lunar phase for 2024", "unknown_feature"),
        ("train baseline for electricity Compressor-1 using production count for 1999", "no_data"),
        (
            "train baseline for electricity Compressor-1 using production count from 1 march 2024 to 3 march 2024",
            "too_few_days",
        ),
    ],
    ids=lambda value: value if "_" in value else "",
)
def test_what_cannot_be_done_is_said_and_coded(say, utterance, code):
    answer = say(utterance)
    assert answer.intent == "train_baseline"
    assert (answer.result["ok"], answer.result["code"]) == (False, code)
    assert answer.spoken
    assert not re.search(r"Error|Traceback|Exception|None|[{}_]", " ".join(answer.spoken))


@pytest.mark.parametrize(
    ("utterance", "about"),
    [
        ("train baseline", "seu"),
        ("train baseline for electricity Compressor-1", "features"),
        ("train baseline for electricity Compressor-1 using production count", "period"),
        ("train baseline for Boiler-1 using outdoor temperature for 2024", "energy_source"),
    ],
)
def test_what_is_missing_is_asked_for(say, utterance, about):
    answer = say(utterance)
    assert (answer.result["code"], answer.result["about"]) == ("question", about)
    assert "?" in " ".join(answer.spoken)


def test_a_question_is_answered_in_the_same_conversation(say):
    question = say("train baseline for electricity Compressor-1 using production count")
    assert question.result["about"] == "period"
    answer = say("for 2024")
    assert answer.intent == "train_baseline"
    assert (answer.request["start"], answer.request["end"]) == ("2024-01-01", "2025-01-01")
    assert answer.result["ok"], answer.result


@pytest.mark.parametrize(
    ("aside", "intent"),
    [
        ("which drivers are there", "list_features"),
        ("how far back does the data go", "data_sources"),
        ("what energy sources are there", "list_energy_sources"),
    ],
)
def test_an_open_question_waits_while_another_is_answered(say, aside, intent):
    say("train baseline for electricity Compressor-1 for 2024")
    told = say(aside)
    assert (told.intent, told.result["ok"]) == (intent, True)
    assert told.result["waiting"]["about"] == "features"
    assert told.spoken[-1].endswith("?") or "automatic" in told.spoken[-1]
    answer = say("production count")
    assert (answer.intent, answer.request["features"]) == ("train_baseline", ["production_count"])
    assert answer.result["ok"], answer.result


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("which energy sources are there", "list_energy_sources"),
        ("which features are there for compressed air", "list_features"),
        ("which significant energy uses are there", "list_seus"),
        ("what can you do with energy baselines", "energy_help"),
    ],
)
def test_the_other_intents_are_taken_by_padatious_and_answered(say, matched_by, utterance, intent):
    assert "padatious" in matched_by(utterance)[0]
    answer = say(utterance)
    assert answer.intent == intent
    assert answer.result["ok"], answer.result
    assert answer.spoken


@pytest.mark.parametrize(
    "utterance", ["what time is it", "play some jazz", "turn on the kitchen light", "tell me a joke", "how are you"]
)
def test_what_is_not_about_energy_is_left_to_others(say, utterance):
    answer = say(utterance)
    assert (answer.intent, answer.request, answer.result) == (None, None, None)
