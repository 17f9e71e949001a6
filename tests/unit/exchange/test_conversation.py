"""What goes on in a conversation: questions of a use case, repeats, corrections, follow-ups, progress."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from sessions import KILN, MILL, Talk, baseline

from skill_enms import exchange as exchange_module
from skill_enms.analytics.prediction import predict
from skill_enms.analytics.rules import judge
from skill_enms.answers import DescribedBaseline, PredictedEnergy, RetrainedAll, TrainedBaseline
from skill_enms.events import UNMATCHED_EVENT
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import (
    DescribeBaseline,
    EnergyPerformance,
    Period,
    PredictEnergy,
    Question,
    RestoreBaseline,
    TrainBaseline,
)

TRAIN = "train a baseline for mill 2 using tonnes ground for 2024"
WORSE = Reason(
    "worse_baseline",
    {
        "seu": "Mill-2",
        "energy_source": "electricity",
        "r_squared": 0.35,
        "cv_rmse": 0.31,
        "active_r_squared": 0.93,
        "active_cv_rmse": 0.09,
    },
)


def answering(request, progress):
    """What the use cases would say to whatever this module asks."""
    if isinstance(request, DescribeBaseline):
        stored = baseline(request.seu)
        return DescribedBaseline(stored, judge(stored.fit), request.details, request.formula)
    if isinstance(request, PredictEnergy):
        stored = baseline(request.seu, ("tonnes_ground", "outdoor_temp_c"))
        missing = tuple(name for name in stored.fit.drivers if name not in request.conditions)
        if missing:
            return Question("features", missing)
        return PredictedEnergy(stored, request.conditions, predict(stored.fit, request.conditions))
    return TrainedBaseline(baseline(request.seu, request.features))


@pytest.fixture
def talk(talk) -> Talk:
    talk.answers = answering
    return talk


@pytest.fixture
def worse(talk):
    talk.answers = lambda request, progress: (
        TrainedBaseline(baseline()) if request.confirmed else Question("confirm", reason=WORSE)
    )
    return talk


def test_a_clearly_worse_baseline_is_asked_about_with_both_figures(worse):
    assert worse.ask(TRAIN, "train_baseline") == [
        "This Mill-2 electricity baseline would be clearly worse than the present one: R-squared 0.35 instead of 0.93, "
        "with a typical error of 31 percent instead of 9.",
        "Shall I replace it all the same?",
    ]
    assert (worse.result["code"], worse.result["about"], worse.result["reason"]) == (
        "question",
        "confirm",
        "worse_baseline",
    )


def test_yes_replaces_it(worse):
    worse.ask(TRAIN, "train_baseline")
    worse.say("yes")
    assert worse.asked[-1].confirmed
    assert worse.result["ok"]


def test_no_stores_nothing(worse):
    worse.ask(TRAIN, "train_baseline")
    assert worse.say("no") == ["Okay, everything stays as it is."]
    assert worse.result["code"] == "declined"
    assert [request.confirmed for request in worse.asked] == [False]


def test_a_driver_whose_value_was_not_said_is_asked_for_by_name(talk):
    said = talk.ask("what is the expected energy for mill 2 at 500 tonnes ground", "predict_energy")
    assert said == ["Which value shall I take for outdoor temperature?"]
    assert (talk.result["about"], talk.result["choices"]) == ("features", ["outdoor_temp_c"])


def test_the_conditions_that_were_said_are_kept_while_the_others_are_asked_for(talk):
    talk.ask("what is the expected energy for mill 2 at 500 tonnes ground", "predict_energy")
    talk.say("22 degrees")
    assert talk.result["conditions"] == {"tonnes_ground": 500.0, "outdoor_temp_c": 22.0}


def test_which_drivers_are_needed_is_for_the_baseline_to_say(talk):
    said = talk.ask("what is the expected energy for mill 2", "predict_energy")
    assert said == ["Which value shall I take for tonnes ground and outdoor temperature?"]


def test_repeat_that_says_and_tells_the_same_again(talk):
    said = talk.ask(TRAIN, "train_baseline")
    assert talk.say("repeat that") == said
    assert talk.result == {**talk.heard.results[0], "repeated": True}
    assert len(talk.asked) == 1


def test_a_question_can_be_repeated_and_still_answered(worse):
    said = worse.ask(TRAIN, "train_baseline")
    assert worse.say("say that again") == said
    assert worse.heard.listening
    worse.say("yes")
    assert worse.result["ok"]


def test_an_seu_that_was_misnamed_is_corrected_with_one_word(talk):
    talk.ask("train a baseline for electricity toaster 9 using tonnes ground for 2024", "train_baseline")
    assert talk.result["code"] == "unknown_seu"
    talk.say("no, Mill-2")
    assert talk.result["ok"], talk.result
    request = talk.asked[-1]
    assert (request.seu, request.features, request.period.start.year) == (MILL, ("tonnes_ground",), 2024)


def test_what_the_plant_refused_can_be_put_right(talk):
    def answers(request, progress):
        if request.period.start.year == 1999:
            about = {"seu": "Mill-2", "energy_source": "electricity", "start": "1999-01-01", "end": "2000-01-01"}
            raise Refused("no_data", **about, data_start="2024-01-01", data_end="2025-06-30")
        return answering(request, progress)

    talk.answers = answers
    talk.ask("train a baseline for mill 2 using tonnes ground for 1999", "train_baseline")
    assert talk.result["code"] == "no_data"
    talk.say("for 2024 instead")
    assert talk.result["ok"], talk.result


@pytest.mark.parametrize(("utterance", "details"), [("give me the details", True), ("what was the R-squared", False)])
def test_a_training_can_be_asked_about(talk, utterance, details):
    talk.ask(TRAIN, "train_baseline")
    said = talk.say(utterance)
    assert talk.asked[-1] == DescribeBaseline(MILL, "electricity", details)
    assert "R-squared" in said[0]


def test_after_a_description_the_training_can_still_be_followed_up(talk):
    talk.ask(TRAIN, "train_baseline")
    talk.say("give me the details")
    talk.say("with humidity too")
    assert isinstance(talk.asked[-1], TrainBaseline)
    assert talk.asked[-1].features == ("tonnes_ground", "humidity")
    talk.say("what was the R-squared")
    talk.say("for 2025 instead")
    assert isinstance(talk.asked[-1], TrainBaseline)
    assert talk.asked[-1].period.start.year == 2025


def test_a_request_of_its_own_is_no_follow_up(talk):
    talk.ask(TRAIN, "train_baseline")
    assert talk.say("go back to the previous baseline of mill 2") is None


def test_after_never_mind_nothing_is_followed_up(talk):
    talk.ask("train a baseline for mill 2 using tonnes ground", "train_baseline")
    assert talk.say("never mind") == ["Okay, I stopped. Nothing was stored."]
    assert talk.say("for 2024 instead") is None


def test_sessions_do_not_hear_each_other(talk, plant):
    other = Talk(plant, "workshop")
    talk.ask(TRAIN, "train_baseline")
    assert other.say("repeat that") is None
    assert other.say("and for Mill-EU-2?") is None


def test_a_training_has_the_catalogue_read_anew_for_its_drivers(talk, plant):
    talk.ask(TRAIN, "train_baseline")
    assert plant.refreshed == 1
    talk.say("what was the R-squared")
    assert plant.refreshed == 1


def test_progress_of_a_long_job_is_told_now_and_then(talk, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(exchange_module, "time", SimpleNamespace(monotonic=lambda: now[0]))

    def answers(request, progress):
        for done in range(5):
            now[0] += 10
            progress(done, 5)
        return RetrainedAll(request.period, (baseline(), baseline(KILN)))

    talk.answers = answers
    said = talk.ask("retrain all baselines for 2024", "retrain_all")
    assert said[:-1] == ["1 of 5 are done.", "3 of 5 are done."]
    assert said[-1].startswith("All 2 baselines are trained on 2024.")


def test_the_seu_of_the_last_answer_is_called_it(talk):
    talk.ask(TRAIN, "train_baseline")
    talk.say("how good is it")
    assert talk.asked[-1] == DescribeBaseline(MILL, "electricity")
    talk.say("what would it use at 500 tonnes ground and 12 degrees outside")
    assert talk.asked[-1] == PredictEnergy(MILL, "electricity", {"tonnes_ground": 500.0, "outdoor_temp_c": 12.0})
    talk.say("build a baseline for it with humidity for 2025")
    assert isinstance(talk.asked[-1], TrainBaseline)
    assert (talk.asked[-1].seu, talk.asked[-1].features, talk.asked[-1].period.start.year) == (
        MILL,
        ("humidity",),
        2025,
    )


def test_a_matched_request_may_call_it_so_too(talk):
    talk.ask(TRAIN, "train_baseline")
    talk.ask("describe its baseline", "describe_baseline")
    assert talk.asked[-1] == DescribeBaseline(MILL, "electricity")


@pytest.mark.parametrize(
    "said", ["is it delayed", "what time is it", "did it snow in 2024", "play it again", "is it going to rain tomorrow"]
)
def test_it_may_be_anything_else(talk, said):
    talk.ask(TRAIN, "train_baseline")
    assert talk.say(said) is None


@pytest.mark.parametrize("said", ["is it possible to train a baseline with humidity for 2025"])
def test_it_is_nobody_where_something_is_asked_for_politely(talk, said):
    talk.ask(TRAIN, "train_baseline")
    assert talk.say(said) is None
    assert talk.ask(said, "train_baseline")[0].startswith("Which significant energy use")


def test_nothing_is_called_it_before_anything_was_said(talk):
    assert talk.say("how good is it") is None


def test_a_question_about_it_is_about_the_same_days(talk):
    talk.answers = lambda request, progress: TrainedBaseline(baseline(request.seu))
    talk.ask("how much electricity did mill 2 use in march 2025", "energy_use")
    talk.say("did it use more than expected")
    assert isinstance(talk.asked[-1], EnergyPerformance)
    assert (talk.asked[-1].seu, talk.asked[-1].period) == (MILL, Period(date(2025, 3, 1), date(2025, 4, 1)))


def test_a_training_of_it_still_asks_for_its_period(talk):
    talk.answers = lambda request, progress: TrainedBaseline(baseline(request.seu))
    talk.ask("how much electricity did mill 2 use in march 2025", "energy_use")
    assert talk.say("train a baseline for it with humidity") == ["For which period?"]


def test_something_else_that_is_asked_of_it_is_no_answer_to_a_question(talk):
    talk.ask(TRAIN, "train_baseline")
    assert talk.say("what would it use at 12 degrees") == ["Which value shall I take for tonnes ground?"]
    talk.say("retrain it with humidity and data from 2025")
    assert isinstance(talk.asked[-1], TrainBaseline)
    assert (talk.asked[-1].features, talk.asked[-1].period.start.year) == (("humidity",), 2025)


@pytest.mark.parametrize("said", ["put the old one back", "put it back as it was before"])
def test_what_is_put_back_is_not_compared(talk, said):
    talk.answers = lambda request, progress: TrainedBaseline(baseline(request.seu))
    talk.ask(TRAIN, "train_baseline")
    talk.say(said)
    assert talk.asked[-1] == RestoreBaseline(MILL, "electricity")


def test_a_formula_is_told_where_it_is_asked_for(talk):
    talk.ask(TRAIN, "train_baseline")
    first, *_ = talk.say("what's the formula")
    assert first.startswith("Energy in kilowatt hours per day equals ")


def test_an_seu_is_corrected_while_something_else_is_asked(talk):
    assert talk.ask("train a baseline for kiln 1 for 2024", "train_baseline")[0].startswith("Which drivers")
    assert talk.say("no, Mill-2")[0].startswith("Which drivers")
    talk.say("tonnes ground")
    assert (talk.asked[-1].seu, talk.asked[-1].features) == (MILL, ("tonnes_ground",))


def test_after_a_driver_that_nobody_knows_another_one_is_enough(talk):
    talk.ask("train a baseline for mill 2 using moonlight for 2024", "train_baseline")
    assert talk.result["code"] == "unknown_feature"
    talk.say("humidity and outdoor temperature")
    assert talk.result["ok"], talk.result
    assert talk.asked[-1].features == ("humidity", "outdoor_temp_c")


@pytest.mark.parametrize("said", ["what time is it", "play some music", "thanks a lot", "moonbeams"])
def test_what_is_no_driver_puts_nothing_right(talk, said):
    talk.ask("train a baseline for mill 2 using moonlight for 2024", "train_baseline")
    assert talk.say(said) is None


def test_what_was_matched_by_mistake_is_left_and_nothing_is_said(talk: Talk) -> None:
    talk.ask("fit for fun", "train_baseline")
    assert talk.heard.told == [(UNMATCHED_EVENT, {})]
    assert talk.heard.said == []


def test_a_fault_before_the_request_is_told_too(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skill_enms.understand.reading.is_ours", lambda *_: 1 / 0)
    talk.ask(TRAIN, "train_baseline")
    assert [result["code"] for result in talk.heard.results] == ["internal_error"]
    assert talk.heard.said
