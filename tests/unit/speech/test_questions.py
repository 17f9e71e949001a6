"""A question and why it is asked: one thing to answer, with choices as they are said."""

from __future__ import annotations

import pytest

from skill_enms.answers import FeatureList, SeuList, SeuName, SourceList
from skill_enms.reasons import Reason
from skill_enms.requests import Question, TrainBaseline
from skill_enms.speech.listings import features_phrases, seus_phrases, sources_phrases
from skill_enms.speech.questions import question_phrases
from skill_enms.speech.reasons import refusal_phrase

DEGREE_DAYS = ("heating_degree_days", "cooling_degree_days")
AMBIGUOUS = Reason("ambiguous_feature", {"said": "degree days", "choices": DEGREE_DAYS})


@pytest.mark.parametrize(
    ("question", "spoken"),
    [
        (
            Question(
                "features", DEGREE_DAYS, Reason("ambiguous_feature", {"said": "degree days", "choices": DEGREE_DAYS})
            ),
            "degree days could mean more than one driver. Do you mean heating degree days or cooling degree days?",
        ),
        (
            Question("confirm", ("weekend_days",), Reason("unknown_feature", {"said": "weak end", "available": ()})),
            "I know no driver called weak end there. Do you mean weekend days?",
        ),
        (
            Question("confirm", ("Press-1",), Reason("unknown_seu", {"said": "dress 1", "nearest": ("Press-1",)})),
            "I know no significant energy use called dress 1. Do you mean Press-1?",
        ),
        (Question("seu", ("Press-1", "Press-2")), "Which significant energy use: Press-1 or Press-2?"),
        (
            Question("seu", ("A", "B"), Reason("ambiguous_seu", {"said": "press", "choices": ("A", "B")})),
            "press could be more than one. Do you mean A or B?",
        ),
        (
            Question("period", (), Reason("period_not_understood", {"said": "for last summer"})),
            "I did not understand the period: for last summer. For which period?",
        ),
    ],
)
def test_a_question_with_choices_does_not_ask_to_say_it_all_again(question, spoken, words, said):
    assert said(question_phrases(question, TrainBaseline(), words)) == spoken


def test_words_that_were_not_understood_come_before_what_would_be_done(words, said):
    question = Question("confirm", (), Reason("words_not_understood", {"said": "wet bump"}))
    request = TrainBaseline(features=DEGREE_DAYS)
    assert said(question_phrases(question, request, words)) == (
        "I did not understand wet bump. Shall I go on with heating degree days and cooling degree days?"
    )


def test_names_that_come_near_are_offered_however_many_they_are(words, said):
    for nearest in (("Press-1",), ("Press-1", "Kiln", "Mill")):
        told = said(refusal_phrase(Reason("unknown_seu", {"said": "extruder-9", "nearest": nearest}), words))
        assert told.startswith(
            "I know no significant energy use called extruder-9. Please say it again with a name like "
        )


def test_a_single_thing_is_not_counted_as_several(words, said):
    source = said(sources_phrases(SourceList(("natural_gas",)), words))
    assert source == "This plant has one energy source: natural gas."
    features = said(features_phrases(FeatureList("natural_gas", ("weekend",)), words))
    assert features == "For natural gas I can use one driver: weekend."
    seus = (SeuName("Boiler-1", "natural_gas"),)
    one = "There is one significant energy use"
    assert said(seus_phrases(SeuList("natural_gas", seus), words)) == f"{one} of natural gas: Boiler-1."
    assert said(seus_phrases(SeuList(None, seus), words)).startswith(f"{one}: Boiler-1")
