"""The skill on a mocked bus, with a plant that needs no database."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from ovos_bus_client.message import Message
from ovos_bus_client.session import Session
from ovos_utils.fakebus import FakeBus
from ovos_workshop import resource_files
from sessions import baseline

from skill_enms import EnmsSkill, exchange, outlet
from skill_enms import skill as skill_module
from skill_enms.catalogue import Catalogue, EnergySource, Feature, Machine, Seu
from skill_enms.figures import DriftReport
from skill_enms.findings import Drift, Level
from skill_enms.reasons import Refused
from skill_enms.requests import Period
from skill_enms.settings import Settings
from skill_enms.usage import Consumer, EnergyUsed, Total

SKILL_ID = "skill-enms.test"

CATALOGUE = Catalogue(
    machines=(Machine("1", "Kiln-1"), Machine("2", "Mill-2")),
    energy_sources=(EnergySource("1", "district_heat", "MWh"), EnergySource("2", "electricity", "kWh")),
    seus=(
        Seu("1", "Kiln-1", "district_heat", ("1",), ("Kiln-1",)),
        Seu("2", "Kiln-1", "electricity", ("1",), ("Kiln-1",)),
        Seu("3", "Mill-2", "electricity", ("2",), ("Mill-2",)),
    ),
    features=(
        Feature("tonnes_fired", "district_heat", "SUM"),
        Feature("tonnes_ground", "electricity", "SUM"),
        Feature("kiln_temp_c", "district_heat", "AVG"),
        Feature("kiln_temp_c", "electricity", "AVG"),
    ),
)


class FakePlant:
    """A plant that is open, and whose running request can be cancelled."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.failure: Refused | None = None
        self.cancelled: list[str] = []
        self.runs = True

    def open(self) -> SimpleNamespace:
        return SimpleNamespace(job=lambda key: nullcontext())

    def catalogue(self) -> Catalogue:
        if self.failure is not None:
            raise self.failure
        return CATALOGUE

    refresh = catalogue

    def known_catalogue(self) -> Catalogue:
        return CATALOGUE

    def cancel(self, key: str) -> bool:
        self.cancelled.append(key)
        return self.runs

    def close(self) -> None:
        pass


@pytest.fixture
def plant() -> FakePlant:
    return FakePlant()


@pytest.fixture
def bus() -> FakeBus:
    return FakeBus()


@pytest.fixture
def skill(plant, bus, monkeypatch):
    monkeypatch.setattr(EnmsSkill, "open_plant", lambda self: setattr(self, "plant", plant))
    skill = EnmsSkill(bus=bus, skill_id=SKILL_ID)
    yield skill
    skill.default_shutdown()


@pytest.fixture
def heard(bus):
    """Everything that was said and told: (topic, data, session id)."""
    messages: list[tuple[str, dict, str]] = []

    def keep(topic: str):
        def append(message: Message) -> None:
            session = message.context.get("session", {}).get("session_id", "")
            messages.append((topic, message.data, session))

        return append

    # Both release lines deliver speech to subscribers of this topic, whatever it is called on the wire.
    for topic in ("speak", "enms.request", "enms.result"):
        bus.on(topic, keep(topic))
    return messages


def utterance(text: str, session: str = "kitchen", topic: str = "intent") -> Message:
    context = {"session": Session(session).serialize(), "source": "microphone", "destination": "skills"}
    return Message(topic, {"utterance": text, "utterances": [text], "lang": "en-US"}, context)


def told(heard, topic):
    return [data for kind, data, _ in heard if kind == topic]


def test_it_needs_neither_network_nor_internet():
    needs = EnmsSkill.runtime_requirements
    assert not any(
        (needs.internet_before_load, needs.network_before_load, needs.requires_internet, needs.requires_network)
    )


def test_what_it_says_is_read_before_anybody_asks(skill, heard, monkeypatch):
    for reader in (thread for thread in threading.enumerate() if thread.name == "enms-words"):
        reader.join(30)
    monkeypatch.setattr(resource_files, "load_dialogs", lambda folder: pytest.fail(f"{folder} is read only now"))
    skill.handle_list_energy_sources(utterance("which energy sources are there"))
    assert told(heard, "speak")[0]["meta"]["dialog"] == "energy_sources"


def test_a_screen_is_looked_for_on_the_bus_alone(skill, bus, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr("ovos_utils.gui.can_display", lambda: asked.append("a figure that nobody closes"))
    bus.on("gui.status.request", lambda message: asked.append(message.msg_type))
    bus.on("gui.status.request", lambda message: bus.emit(message.response({"connected": False})))
    period = Period(date(2025, 3, 1), date(2025, 4, 1))
    used = EnergyUsed(
        Consumer("Kiln-1", "electricity", "kWh"), period, Total(Decimal(1), 1, 1, Decimal(0), 0), 0, None, {}
    )
    looking = skill.screen.show(used)
    looking.join(30)
    assert asked == ["gui.status.request"]


def test_what_was_understood_is_told_before_the_answer(skill, heard):
    skill.handle_list_seus(utterance("which significant energy uses of electricity are there"))
    assert [kind for kind, _, _ in heard if kind != "speak"] == ["enms.request", "enms.result"]
    assert told(heard, "enms.request")[0]["energy_source"] == "electricity"
    result = told(heard, "enms.result")[0]
    assert (result["intent"], result["ok"], result["code"]) == ("list_seus", True, None)
    assert [seu["seu"] for seu in result["seus"]] == ["Kiln-1", "Mill-2"]


def test_an_answer_is_spoken_to_the_session_that_asked(skill, heard):
    skill.handle_list_energy_sources(utterance("which energy sources are there", session="workshop"))
    (speech,) = [(data, session) for kind, data, session in heard if kind == "speak"]
    assert speech[1] == "workshop"
    assert speech[0]["utterance"] == "This plant has 2 energy sources: district heat and electricity."
    assert speech[0]["meta"]["dialog"] == "energy_sources"


def test_a_missing_energy_source_is_asked_for_and_the_drivers_are_told_already(skill, heard):
    skill.handle_train_baseline(utterance("train a baseline for kiln 1 using kiln temperature for 2024"))
    result = told(heard, "enms.result")[0]
    assert (result["ok"], result["code"], result["about"]) == (False, "question", "energy_source")
    request = told(heard, "enms.request")[0]
    assert (request["features"], request["start"]) == (["kiln_temp_c"], "2024-01-01")
    assert [data["expect_response"] for kind, data, _ in heard if kind == "speak"][-1] is True


def test_only_the_session_that_was_asked_converses(skill):
    skill.handle_train_baseline(utterance("train a baseline for kiln 1 for 2024", session="kitchen"))
    assert skill.can_converse(utterance("electricity", session="kitchen"))
    assert not skill.can_converse(utterance("electricity", session="workshop"))


def test_an_answer_completes_the_request(skill, heard):
    skill.handle_train_baseline(utterance("train a baseline for kiln 1 for 2024"))
    heard.clear()
    assert skill.converse(utterance("electricity"))
    request = told(heard, "enms.request")[0]
    assert (request["seu"], request["energy_source"], request["start"]) == ("Kiln-1", "electricity", "2024-01-01")
    assert told(heard, "enms.result")[0]["about"] == "features"


def test_never_mind_ends_a_question(skill, heard):
    skill.handle_train_baseline(utterance("train a baseline for kiln 1 for 2024"))
    assert skill.converse(utterance("never mind"))
    assert told(heard, "enms.result")[-1]["code"] == "cancelled"
    assert not skill.can_converse(utterance("electricity"))


def test_stop_ends_this_sessions_request_and_no_other(skill, plant):
    skill.handle_train_baseline(utterance("train a baseline for kiln 1 for 2024", session="kitchen"))
    assert skill.can_stop(utterance("stop", session="kitchen"))
    assert not skill.can_stop(utterance("stop", session="workshop"))
    assert skill.stop_session(Session("kitchen"))
    assert plant.cancelled == ["kitchen"]
    assert not skill.can_stop(utterance("stop", session="kitchen"))


def test_stop_says_that_a_question_has_ended_and_nothing_follows_on_it(skill, plant, heard):
    plant.runs = False
    skill.handle_train_baseline(utterance("train a baseline for kiln 1 using kiln temperature", session="kitchen"))
    heard.clear()
    assert skill.stop_session(Session("kitchen"))
    assert told(heard, "enms.result")[0]["code"] == "cancelled"
    assert [session for kind, _, session in heard if kind == "speak"] == ["kitchen"]
    assert not skill.can_converse(utterance("for 2024", session="kitchen"))


@pytest.mark.parametrize("code", ["database_unavailable", "database_timeout", "database_not_prepared"])
def test_a_failure_is_told_by_its_code_and_spoken_in_its_own_sentence(skill, plant, heard, code):
    plant.failure = Refused(code)
    skill.handle_list_seus(utterance("which seus are there"))
    assert told(heard, "enms.result") == [{"intent": "list_seus", "ok": False, "code": code}]
    assert told(heard, "speak")[0]["meta"]["dialog"] == f"refused_{code}"


def test_a_fault_of_ours_is_spoken_without_the_exceptions_text(skill, heard, monkeypatch):
    monkeypatch.setattr(exchange.service, "answer", lambda *_: 1 / 0)
    skill.handle_list_seus(utterance("which seus are there"))
    assert told(heard, "enms.result")[0]["code"] == "internal_error"
    assert "division" not in told(heard, "speak")[0]["utterance"]


def test_a_long_answer_is_announced(skill, heard, monkeypatch):
    announced = threading.Event()
    skill.bus.on("speak", lambda message: announced.set())
    monkeypatch.setattr(outlet, "ACKNOWLEDGE_AFTER_SECONDS", 0.01)
    answer = exchange.service.answer

    def slow(*arguments):
        assert announced.wait(timeout=10)
        return answer(*arguments)

    monkeypatch.setattr(exchange.service, "answer", slow)
    skill.handle_list_seus(utterance("which seus are there", session="workshop"))
    spoken = [(data["meta"]["dialog"], session) for kind, data, session in heard if kind == "speak"]
    assert spoken == [("working_on_it", "workshop"), ("seus", "workshop")]


def test_how_long_a_long_answer_takes_is_announced(skill, heard, monkeypatch):
    announced = threading.Event()
    skill.bus.on("speak", lambda message: announced.set())
    monkeypatch.setattr(outlet, "ACKNOWLEDGE_AFTER_SECONDS", 0.01)
    answers = outlet.BusOutlet(skill, skill.screen, utterance("which seus are there", session="workshop"))
    with answers.working(lambda: 42.0):
        assert announced.wait(timeout=10)
    (spoken,) = told(heard, "speak")
    assert spoken["utterance"] == "One moment, I have to read every single reading. That takes about 50 seconds."


def test_what_is_over_is_not_announced_any_more(skill, heard, monkeypatch):
    monkeypatch.setattr(outlet, "ACKNOWLEDGE_AFTER_SECONDS", 0.01)
    asked, over, estimated = threading.Event(), threading.Event(), threading.Event()

    def expected():
        asked.set()
        over.wait(timeout=10)
        estimated.set()
        return 42.0

    answers = outlet.BusOutlet(skill, skill.screen, utterance("which seus are there", session="workshop"))
    with answers.working(expected):
        assert asked.wait(timeout=10)
    over.set()
    assert estimated.wait(timeout=10)
    assert told(heard, "speak") == []


@pytest.mark.parametrize("text", ["the next train to Berlin", "play the bassline louder", "set a timer for 5 minutes"])
def test_other_peoples_sentences_are_left_to_them(skill, heard, text):
    assert not skill.can_answer(utterance(text))
    assert not skill.handle_unmatched(utterance(text))
    assert heard == []


def test_a_sentence_that_no_template_takes_is_answered_where_it_is_plainly_ours(skill, heard):
    text = "could somebody perhaps get a new baseline going for mill 2 with tonnes ground during 2024"
    assert skill.can_answer(utterance(text))


def test_settings_lead_to_another_plant_only_when_they_changed(bus, monkeypatch):
    opened = []

    class Counting(FakePlant):
        def __init__(self, settings):
            super().__init__()
            self.settings = settings

        def open_in_background(self):
            opened.append(self.settings)

    monkeypatch.delenv("ENMS_DATABASE_URL", raising=False)
    monkeypatch.setattr(skill_module, "Plant", Counting)
    skill = EnmsSkill(bus=bus, skill_id=SKILL_ID)
    skill.settings["timezone"] = "Europe/Paris"
    skill.open_plant()
    skill.open_plant()
    assert [settings.timezone for settings in opened] == ["UTC", "Europe/Paris"]
    skill.default_shutdown()


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    """Nothing of the settings and files that other tests, or whoever runs them, may have."""
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))


def test_the_daily_check_speaks_unasked_and_tells_other_programs_why(own_home, skill, bus, heard, monkeypatch):
    noticed = []
    bus.on("enms.notice", lambda message: noticed.append(message.data))
    level = Level(date(2025, 3, 14), date(2025, 6, 1), 79, 120.0, 100.0, 140.0)
    days = Period(date(2025, 1, 1), date(2025, 6, 2))
    report = DriftReport(baseline(), days, Drift(date(2025, 3, 20), (level,), 5.0, 0.05), 150, 14.4)
    monkeypatch.setattr("skill_enms.service.drifting.plant_drift", lambda plant, seus: (report,))
    skill.check_for_drift()
    skill.check_for_drift()
    said = [data["utterance"] for data in told(heard, "speak")]
    assert said[0] == "This is the daily energy check." and len(said) == 4
    assert "Since March 14 2025, Mill-2 electricity has used 120 kilowatt hours a day more than expected" in said[1]
    assert [(data["intent"], data["levels"][-1]["start"]) for data in noticed] == [("daily_check", "2025-03-14")]


def test_the_daily_check_is_off_until_somebody_turns_it_on_and_off_again(own_home, skill):
    assert skill.mornings.next is None
    skill.handle_daily_check(utterance("turn on the daily drift check"))
    assert skill.settings["daily_check"] is True and skill.mornings.next is not None
    skill.handle_daily_check(utterance("switch off the drift warnings"))
    assert skill.settings["daily_check"] is False and skill.mornings.next is None


def test_an_answer_is_shown_on_a_screen(own_home, skill, monkeypatch):
    shown = []
    monkeypatch.setattr(skill.screen, "show", shown.append)
    skill.handle_list_energy_sources(utterance("which energy sources are there"))
    assert len(shown) == 1
