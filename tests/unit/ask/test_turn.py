"""When an answer has ended: the rules of `Turn`, without a bus."""

from __future__ import annotations

from ovos_bus_client.message import Message

from skill_enms.ask.listening import SETTLE_SECONDS, SPEECH_SECONDS, Turn

SKILL_ID = "skill-enms.test"
RESULT = ("enms.result", {"intent": "list_seus", "ok": True})
REQUEST = ("enms.request", {"intent": "list_seus"})
HANDLED = ("ovos.utterance.handled", {})


def speech(text, topic="speak"):
    return (topic, {"utterance": text})


def heard(*messages) -> Turn:
    """A turn that heard some messages, one a second."""
    turn = Turn(SKILL_ID, started=0.0)
    for second, (topic, data) in enumerate(messages, 1):
        turn.hear(Message(topic, data), float(second))
    return turn


def test_nothing_heard_is_not_over():
    assert heard().over_at() is None


def test_an_answer_told_before_the_handler_ended_is_over_with_it():
    assert heard(REQUEST, RESULT, speech("There are two."), HANDLED).over_at() == 4.0


def test_an_answer_told_after_the_handler_ended_gets_a_moment_for_more():
    assert heard(REQUEST, HANDLED, RESULT, speech("There are two.")).over_at() == 4.0 + SETTLE_SECONDS


def test_a_result_waits_for_its_speech():
    assert heard(REQUEST, speech("One moment."), RESULT, HANDLED).over_at() == 4.0 + SPEECH_SECONDS


def test_a_request_waits_for_its_result():
    assert heard(REQUEST, speech("One moment."), HANDLED).over_at() is None


def test_what_nobody_took_is_over_when_it_is_handled():
    assert heard(("complete_intent_failure", {}), HANDLED).over_at() == 2.0


def test_another_skill_may_take_a_moment_to_speak():
    assert heard(HANDLED).over_at() == 1.0 + SPEECH_SECONDS
    assert heard(speech("It is ten."), HANDLED).over_at() == 2.0 + SETTLE_SECONDS


def test_a_question_inside_a_handler_is_over_without_its_end():
    turn = heard(REQUEST, RESULT, ("skill.converse.get_response.enable", {}), speech("Which one?"))
    assert turn.over_at() == 4.0 + SETTLE_SECONDS


def test_speech_told_under_both_names_counts_once():
    both = [
        message for text in ("One.", "One.", "Two.") for message in (speech(text), speech(text, "ovos.utterance.speak"))
    ]
    assert heard(*both).spoken == ["One.", "One.", "Two."]


def test_the_intent_is_the_skills_own():
    assert heard((f"{SKILL_ID}:list_seus", {})).intent == "list_seus"
    assert heard((f"{SKILL_ID}:list_seus.intent", {})).intent == "list_seus"
    assert heard(("another-skill.test:list_seus", {})).intent is None


def test_what_was_told_counts_more_than_the_template_that_matched():
    assert heard((f"{SKILL_ID}:list_seus", {}), ("enms.request", {"intent": "list_features"})).intent == "list_features"


def test_a_question_is_the_outcome_only_where_there_is_no_other():
    question = ("enms.result", {"intent": "list_seus", "ok": False, "code": "question"})
    assert heard(REQUEST, question).result["code"] == "question"
    assert heard(REQUEST, question, REQUEST, RESULT).result["ok"]
    assert heard(REQUEST, RESULT, question).result["ok"]


def test_an_utterance_that_was_taken_back_is_over_when_it_is_handled():
    assert heard(("ovos.utterance.cancelled", {}), HANDLED).over_at() == 2.0
