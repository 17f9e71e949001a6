"""`skill_enms.ask` hears the whole of an answer, however it comes, and knows when it has ended."""

from __future__ import annotations

import pytest
from stand_in import StandIn

from skill_enms.ask.cores import loaded, local_core, train
from skill_enms.ask.listening import Conversation

SKILL_ID = "skill-enms.test"


@pytest.fixture(scope="module")
def bus():
    with local_core() as bus, loaded(bus, SKILL_ID, StandIn):
        train(bus)
        yield bus


@pytest.fixture
def say(bus):
    with Conversation(bus, SKILL_ID, "en-US") as conversation:
        yield lambda utterance, timeout=20: conversation.say(utterance, timeout)


def test_an_answer_has_request_result_and_speech(say):
    answer = say("train baseline for boiler")
    assert answer.intent == "train_baseline"
    assert answer.request == {"intent": "train_baseline", "seu": "boiler"}
    assert answer.result == {"intent": "train_baseline", "ok": True}
    assert answer.spoken == ("Trained boiler.",)
    assert answer.ended


def test_an_answer_that_comes_after_the_handler_ended_is_waited_for(say):
    answer = say("train baseline for a later answer")
    assert answer.result == {"intent": "train_baseline", "ok": True}
    assert answer.spoken == ("One moment.", "Trained at last.")
    assert answer.seconds >= 0.7


def test_speech_that_waits_until_it_was_played_holds_nothing_up(say):
    answer = say("train baseline for some patience")
    assert answer.spoken == ("Trained some patience.",)


def test_what_is_said_after_an_answer_had_ended_is_not_taken_for_the_next_one(say):
    assert say("train baseline for an afterthought").spoken == ("Trained.",)
    assert say("train baseline for a later answer").spoken == ("One moment.", "Trained at last.")


def test_speech_is_counted_once_and_in_order(say):
    answer = say("list seus")
    assert answer.intent == "list_seus"
    assert (answer.request, answer.result) == (None, None)
    assert answer.spoken == ("There are none.", "Really none.")


def test_a_question_ends_the_turn_and_its_answer_is_a_turn_of_its_own(say):
    question = say("train baseline for a question")
    assert question.result["code"] == "question"
    assert question.spoken == ("For which period?",)
    answer = say("nineteen ninety nine")
    assert answer.intent == "train_baseline"
    assert answer.request == {"intent": "train_baseline", "start": "nineteen ninety nine"}
    assert answer.spoken == ("Trained on nineteen ninety nine.",)


def test_a_question_inside_a_handler_is_answered_too(say):
    question = say("train baseline for blocking")
    assert question.result["code"] == "question"
    assert question.spoken == ("Which one?",)
    answer = say("the second one")
    assert answer.result == {"intent": "train_baseline", "ok": True, "answer": "the second one"}
    assert answer.spoken == ("It is the second one.",)


def test_another_conversation_does_not_answer_the_question(say, bus):
    say("train baseline for a question")
    with Conversation(bus, SKILL_ID, "en-US") as stranger:
        answer = stranger.say("nineteen ninety nine", 20)
    assert (answer.intent, answer.result, answer.spoken) == (None, None, ())


def test_what_stops_a_skill_ends_soon(say):
    say("train baseline for a question")
    stopped = say("stop")
    assert stopped.ended
    assert stopped.seconds < 5


def test_a_fallback_answers_without_an_intent(say):
    answer = say("tell me something of baselines")
    assert answer.intent is None
    assert answer.result["code"] == "not_understood"
    assert answer.spoken == ("What of them?",)


def test_what_nobody_takes_ends_soon(say):
    answer = say("colourless green ideas sleep furiously")
    assert (answer.intent, answer.request, answer.result, answer.spoken) == (None, None, None, ())
    assert answer.ended
    assert answer.seconds < 5


def test_an_answer_that_never_comes_ends_with_the_time(say):
    answer = say("train baseline for never", timeout=1.0)
    assert not answer.ended
    assert answer.request is not None
    assert answer.result is None
