"""What the skill's keeper may limit, count and read: who may change baselines, what came of it all, and no words."""

from __future__ import annotations

import logging
import threading
import typing

import pytest
from sessions import CATALOGUE, KILN, MILL, FakePlant, Talk, baseline

from skill_enms import requests
from skill_enms.answers import RetrainedAll, TrainedBaseline
from skill_enms.counters import Counters
from skill_enms.reasons import Refused
from skill_enms.requests import Author, Request
from skill_enms.service import permission
from skill_enms.settings import Settings

LIMITED = Settings(change_sites=("office",), change_sessions=("default",))
CHANGES = (
    ("retrain all baselines for 2024", "retrain_all"),
    ("retrain all baselines", "retrain_all"),
    ("go back to the previous baseline of mill 2", "restore_baseline"),
    ("ignore august 1 to 15 2025 for mill 2 because of a shutdown", "ignore_period"),
)


def answer(request, progress):
    return (
        RetrainedAll(request.period, (), (), (), ()) if request.intent == "retrain_all" else TrainedBaseline(baseline())
    )


def talk_from(talk: Talk, site: str, session: str) -> Talk:
    exchange = talk.exchange
    object.__setattr__(exchange, "author", Author(session, site))
    talk.plant.settings = LIMITED
    talk.answers = answer
    return talk


@pytest.mark.parametrize(("utterance", "intent"), CHANGES)
def test_a_change_from_a_place_that_may_not_is_refused_at_once(talk, utterance, intent):
    talk_from(talk, "hall", "satellite")
    (said,) = talk.ask(utterance, intent)
    assert (talk.result["ok"], talk.result["code"]) == (False, "not_allowed_here")
    assert "may not be changed from here" in said
    assert talk.asked == []


@pytest.mark.parametrize(("site", "session"), [("office", "satellite"), ("hall", "default")])
def test_a_change_from_a_named_site_or_session_is_carried_out(talk, site, session):
    talk_from(talk, site, session).ask("retrain all baselines for 2024", "retrain_all")
    assert talk.result["ok"]


def test_what_changes_nothing_may_be_asked_anywhere(talk):
    talk_from(talk, "hall", "satellite").ask("how good is the baseline of mill 2", "describe_baseline")
    assert talk.result["code"] != "not_allowed_here"


@pytest.mark.parametrize("there", [True, False])
def test_a_training_is_limited_where_it_replaces_a_baseline(monkeypatch, there):
    plant = FakePlant()
    plant.settings = LIMITED
    monkeypatch.setattr(permission.baselines, "active", lambda database, seu: baseline() if there else None)
    request = requests.TrainBaseline(MILL, "electricity", ("tonnes_ground",))
    permission.check(plant, request, Author("default", "hall"))
    if not there:
        permission.check(plant, request, Author("satellite", "hall"))
        return
    with pytest.raises(Refused) as refused:
        permission.check(plant, request, Author("satellite", "hall"))
    assert refused.value.reason.code == "not_allowed_here"


READING = {
    *("list_features", "list_energy_sources", "list_seus", "energy_help", "data_sources", "describe_baseline"),
    *("predict_energy", "compare_drivers", "compare_baselines", "energy_performance", "plant_performance"),
    *("energy_drift", "energy_use"),
}
"""What changes nothing."""


def test_every_request_is_known_to_change_something_or_not():
    """A new one is entered here, or in `permission.CHANGING`."""
    changing = {request.intent for request in (*permission.CHANGING, requests.TrainBaseline)}
    assert {request.intent for request in typing.get_args(Request)} == changing | READING
    assert not changing & READING


def test_what_was_asked_and_came_of_it_is_counted_and_told(talk):
    def act(request, progress):
        match len(talk.asked):
            case 1:
                return TrainedBaseline(baseline())
            case 2:
                raise Refused("no_driver_data", driver="tonnes_ground", start="2024-01-01", end="2025-01-01")
            case _:
                raise ZeroDivisionError

    talk.answers = act
    for _ in range(3):
        talk.ask("train a baseline for mill 2 using tonnes ground for 2024", "train_baseline")
    talk.ask("train a baseline for mill 2 using tonnes ground", "train_baseline")
    told = [data for event, data in talk.heard.told if event == "enms.counters"]
    assert [data["asked"] for data in told] == [1, 2, 3, 4]
    assert told[-1]["understood"] == 3
    assert (told[-1]["answered"], told[-1]["questions"]) == (1, 1)
    assert told[-1]["refused"] == {"no_driver_data": 1, "internal_error": 1}
    assert 0 <= told[-1]["seconds"]["longest"] <= told[-1]["seconds"]["total"]


def test_the_counters_name_nobody_and_nothing(talk):
    talk.answers = answer
    talk.ask("train a baseline for mill 2 using tonnes ground for 2024", "train_baseline")
    told = [data for event, data in talk.heard.told if event == "enms.counters"]
    names = (KILN.name, MILL.name, "kitchen", "office", *(feature.name for feature in CATALOGUE.features))
    assert not any(name in str(told) for name in names)


def test_the_log_holds_codes_and_no_words_of_who_speaks(talk, caplog):
    caplog.set_level(logging.DEBUG)

    def fail(request, progress):
        raise ValueError("Erika Mustermann asked for tonnes")

    talk.answers = fail
    talk.ask("train a baseline for mill 2 using tonnes ground for 2024", "train_baseline")
    assert "event=failure intent=train_baseline error=ValueError at=test_keeping.py" in caplog.text
    assert "event=result intent=train_baseline ok=False code=internal_error" in caplog.text
    assert "event=heard seconds=" in caplog.text
    for word in ("Erika", "tonnes", "kitchen", "office", "Mill", "mill"):
        assert word not in caplog.text


def test_counts_from_many_threads_are_whole():
    counters = Counters()

    def count():
        for _ in range(1000):
            counters.asked()
            counters.told({"ok": False, "code": "no_data"})

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counters.as_data()["asked"] == counters.as_data()["refused"]["no_data"] == 8000


def test_a_question_is_no_refusal():
    counters = Counters()
    counters.told({"ok": False, "code": "question"})
    assert (counters.as_data()["questions"], counters.as_data()["refused"]) == (1, {})
