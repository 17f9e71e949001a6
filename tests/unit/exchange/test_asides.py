"""A question of what there is, in the middle of another: it is answered, and what was open is asked again."""

from __future__ import annotations

import pytest
from sessions import CATALOGUE, MILL, Talk, baseline

from skill_enms.answers import TrainedBaseline
from skill_enms.reasons import Refused
from skill_enms.requests import DataSources, ListEnergySources, ListFeatures, TrainBaseline
from skill_enms.service.listing import list_energy_sources, list_features

OPEN = "train a baseline for mill 2 for 2024"


@pytest.fixture
def training(talk) -> Talk:
    """A training whose drivers are asked for."""

    def answers(request, progress):
        if isinstance(request, ListFeatures):
            return list_features(CATALOGUE, request)
        if isinstance(request, ListEnergySources):
            return list_energy_sources(CATALOGUE)
        if isinstance(request, DataSources):
            raise Refused("database_timeout")
        return TrainedBaseline(baseline(request.seu, request.features))

    talk.answers = answers
    talk.ask(OPEN, "train_baseline")
    return talk


@pytest.mark.parametrize("said", ["which drivers are there?", "hmm, what drivers are available?"])
def test_which_drivers_there_are_is_told_for_the_seu_that_is_spoken_of(training, said):
    answered = training.say(said)
    assert training.asked == [ListFeatures(MILL, "electricity")]
    assert answered[-1].startswith("Which drivers shall I use?")
    assert training.heard.listening


def test_what_was_open_goes_on_after_it(training):
    training.say("which drivers are there?")
    training.say("humidity and outdoor temperature")
    assert isinstance(training.asked[-1], TrainBaseline)
    assert training.asked[-1].features == ("humidity", "outdoor_temp_c")
    assert training.result["ok"] is True


def test_one_result_is_told_with_the_question_that_waits(training):
    before = len(training.heard.results)
    training.say("which drivers are there?")
    assert len(training.heard.results) == before + 1
    assert training.result["ok"] is True
    assert (training.result["waiting"]["about"], training.result["waiting"]["intent"]) == ("features", "train_baseline")


def test_what_a_matcher_took_is_an_aside_too(training):
    said = training.ask("which energy sources are there", "list_energy_sources")
    assert training.asked == [ListEnergySources()]
    assert said[-1].startswith("Which drivers shall I use?")
    training.say("humidity")
    assert training.asked[-1].features == ("humidity",)


def test_a_refusal_of_it_leaves_the_question_open(training):
    training.say("how far back does the data go?")
    assert training.result["code"] == "database_timeout"
    training.say("humidity")
    assert training.result["ok"] is True


def test_another_request_ends_the_question(training):
    training.ask("train a baseline for mill 2 using humidity for 2024", "train_baseline")
    assert training.result["ok"] is True
    assert "waiting" not in training.result
    assert training.say("outdoor temperature") is None


def test_after_an_answer_it_is_asked_of_that_seu(training):
    training.say("humidity")
    training.say("which drivers are there?")
    assert training.asked[-1] == ListFeatures(MILL, "electricity")
    assert "waiting" not in training.result
