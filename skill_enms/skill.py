"""The skill as OVOS sees it: one short handler an intent, the conversation that follows, and the plant it opens."""

from __future__ import annotations

import logging
import threading
from functools import partial
from pathlib import Path
from typing import Any

from ovos_bus_client.message import Message
from ovos_bus_client.session import Session, SessionManager
from ovos_utils import classproperty
from ovos_utils.gui import is_gui_connected
from ovos_utils.log import LOG as OVOS_LOG
from ovos_utils.process_utils import RuntimeRequirements
from ovos_workshop.decorators import intent_handler
from ovos_workshop.skills.converse import ConversationalSkill
from ovos_workshop.skills.fallback import FallbackSkill

from skill_enms import events, requests
from skill_enms.conversation import Conversations
from skill_enms.counters import Counters
from skill_enms.daily import DailyCheck, Memory, Mornings
from skill_enms.exchange import Exchange
from skill_enms.opening import Plant
from skill_enms.outlet import BusOutlet
from skill_enms.screen import Screen
from skill_enms.settings import Settings
from skill_enms.speech.daily import news_phrases
from skill_enms.understand.words.lexicon import load_lexicon

FALLBACK_PRIORITY = 4
"""Before other skills' vague matches: what concerns a baseline of this plant is gated by its own names."""

PACKAGE = Path(__file__).parent


class EnmsSkill(ConversationalSkill, FallbackSkill):
    """Hears what concerns the plant's energy, asks for what is missing, and says what came of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - OVOS passes what it likes
        # A wheel holds the locale inside the package, a checkout beside it.
        kwargs.setdefault("resources_dir", str(PACKAGE if (PACKAGE / "locale").is_dir() else PACKAGE.parent))
        self.conversations = Conversations()
        self.counters = Counters()
        self.plant: Plant | None = None
        self.mornings = Mornings(self.check_for_drift)
        super().__init__(*args, **kwargs)

    @classproperty
    def runtime_requirements(self) -> RuntimeRequirements:
        """A plant's LAN has no internet, and the embedded database needs no network at all."""
        return RuntimeRequirements(
            internet_before_load=False,
            network_before_load=False,
            requires_internet=False,
            requires_network=False,
            no_internet_fallback=True,
            no_network_fallback=True,
        )

    def initialize(self) -> None:
        """Open the plant in the background, so that loading the skill waits for nothing."""
        log_as_ovos_does()
        self.settings_change_callback = self.follow_settings
        self.add_event(events.COUNTERS_WANTED, self.handle_counters_wanted)
        self.register_fallback(self.handle_unmatched, FALLBACK_PRIORITY)
        memory = Memory.read(Path(self.file_system.path) / "daily_check.json")
        is_enabled = lambda: Settings.read(self.settings).daily_check  # noqa: E731
        self.daily = DailyCheck(memory, enabled=is_enabled, enable=self.enable_daily_check)
        # Not `self.gui.connected`: where nothing is connected that opens a figure of matplotlib's, each time, for good.
        is_there = partial(is_gui_connected, self.bus)
        self.screen = Screen(self.gui, Path(self.file_system.path), self.lang, is_there=is_there)
        self.follow_settings()
        threading.Thread(target=self.read_words, name="enms-words", daemon=True).start()

    def read_words(self) -> None:
        """Read the language's words and sentences, which the first request needs: each of many at once would."""
        load_lexicon(self.lang)
        self.dialog_renderer  # noqa: B018 - OVOS reads all of a language's sentences on the first look at it

    def follow_settings(self) -> None:
        """Do as the settings say now."""
        self.open_plant()
        self.mornings.follow(Settings.read(self.settings))

    def enable_daily_check(self, on: bool) -> None:  # noqa: FBT001 - the setting's value
        """Store that setting, and follow it."""
        self.settings["daily_check"] = on
        self.settings.store()
        self.follow_settings()

    def check_for_drift(self) -> None:
        """Tell of drifts that nobody was told of yet. Raises Refused where they can't be looked for."""
        message = Message(events.NOTICE_EVENT, context={"skill_id": self.skill_id})
        news, outlet = self.daily.news(self.opened()), BusOutlet(self, self.screen, message)
        for report in news:
            outlet.tell(events.NOTICE_EVENT, events.result_data(requests.SwitchDailyCheck.intent, report))
        if news:
            outlet.say(news_phrases(news, self.exchange(message).names()))
            self.daily.remember(news)

    def open_plant(self) -> None:
        """Open the plant that the settings name now; whatever was open is closed."""
        settings = Settings.read(self.settings)
        if self.plant is not None:
            if self.plant.settings == settings:
                return
            self.plant.close()
        self.plant = Plant(settings)
        self.plant.open_in_background()

    def shutdown(self) -> None:
        """End the connections and the embedded server."""
        self.mornings.stop()
        if self.plant is not None:
            self.plant.close()

    # What one can say: one handler an intent.

    @intent_handler("train_baseline.intent")
    def handle_train_baseline(self, message: Message) -> None:
        """ "Train baseline for … using … for …"."""
        self.exchange(message).hear(message.data["utterance"], requests.TrainBaseline.intent)

    @intent_handler("describe_baseline.intent")
    def handle_describe_baseline(self, message: Message) -> None:
        """ "How good is the baseline of …"."""
        self.exchange(message).hear(message.data["utterance"], requests.DescribeBaseline.intent)

    @intent_handler("predict_energy.intent")
    def handle_predict_energy(self, message: Message) -> None:
        """ "Expected energy for … at …"."""
        self.exchange(message).hear(message.data["utterance"], requests.PredictEnergy.intent)

    @intent_handler("compare_drivers.intent")
    def handle_compare_drivers(self, message: Message) -> None:
        """ "Compare … against … for …"."""
        self.exchange(message).hear(message.data["utterance"], requests.CompareDrivers.intent)

    @intent_handler("retrain_all.intent")
    def handle_retrain_all(self, message: Message) -> None:
        """ "Retrain all baselines for …"."""
        self.exchange(message).hear(message.data["utterance"], requests.RetrainAll.intent)

    @intent_handler("restore_baseline.intent")
    def handle_restore_baseline(self, message: Message) -> None:
        """ "Go back to the previous baseline of …"."""
        self.exchange(message).hear(message.data["utterance"], requests.RestoreBaseline.intent)

    @intent_handler("compare_baselines.intent")
    def handle_compare_baselines(self, message: Message) -> None:
        """ "What changed since the last baseline of …"."""
        self.exchange(message).hear(message.data["utterance"], requests.CompareBaselines.intent)

    @intent_handler("energy_performance.intent")
    def handle_energy_performance(self, message: Message) -> None:
        """ "How did … do against its baseline in …"."""
        self.exchange(message).hear(message.data["utterance"], requests.EnergyPerformance.intent)

    @intent_handler("data_sources.intent")
    def handle_data_sources(self, message: Message) -> None:
        """ "Which data is real for …"."""
        self.exchange(message).hear(message.data["utterance"], requests.DataSources.intent)

    @intent_handler("list_features.intent")
    def handle_list_features(self, message: Message) -> None:
        """ "Which drivers are there for …"."""
        self.exchange(message).hear(message.data["utterance"], requests.ListFeatures.intent)

    @intent_handler("list_energy_sources.intent")
    def handle_list_energy_sources(self, message: Message) -> None:
        """ "Which energy sources are there"."""
        self.exchange(message).hear(message.data["utterance"], requests.ListEnergySources.intent)

    @intent_handler("list_seus.intent")
    def handle_list_seus(self, message: Message) -> None:
        """ "Which significant energy uses are there"."""
        self.exchange(message).hear(message.data["utterance"], requests.ListSeus.intent)

    @intent_handler("plant_performance.intent")
    def handle_plant_performance(self, message: Message) -> None:
        """ "Which machine drifted most this month"."""
        self.exchange(message).hear(message.data["utterance"], requests.PlantPerformance.intent)

    @intent_handler("energy_drift.intent")
    def handle_energy_drift(self, message: Message) -> None:
        """ "Since when has … used more than expected"."""
        self.exchange(message).hear(message.data["utterance"], requests.EnergyDrift.intent)

    @intent_handler("energy_use.intent")
    def handle_energy_use(self, message: Message) -> None:
        """ "How much did … use last week"."""
        self.exchange(message).hear(message.data["utterance"], requests.EnergyUse.intent)

    @intent_handler("ignore_period.intent")
    def handle_ignore_period(self, message: Message) -> None:
        """ "Ignore August 1 to 15 for …, shutdown"."""
        self.exchange(message).hear(message.data["utterance"], requests.IgnorePeriod.intent)

    @intent_handler("daily_check.intent")
    def handle_daily_check(self, message: Message) -> None:
        """ "Turn on the daily drift check"."""
        self.exchange(message).hear(message.data["utterance"], requests.SwitchDailyCheck.intent)

    @intent_handler("energy_help.intent")
    def handle_energy_help(self, message: Message) -> None:
        """ "What can you do with energy baselines"."""
        self.exchange(message).hear(message.data["utterance"], requests.EnergyHelp.intent)

    def handle_unmatched(self, message: Message) -> bool:
        """A sentence that no template took, but that plainly concerns an SEU or a baseline of this plant."""
        exchange, utterance = self.exchange(message), first_utterance(message)
        intent = exchange.hearing.concern(utterance)
        if intent is not None:
            self.keep_listening(message)
            exchange.hear(utterance, intent)
        return intent is not None

    def keep_listening(self, message: Message) -> None:
        """Have the core ask this skill about what is said next: after a fallback, not every release does by itself."""
        session = SessionManager.get(message)
        session.activate_skill(self.skill_id)
        message.context["session"] = session.serialize()
        self.activate()

    def can_answer(self, message: Message) -> bool:
        """Whether `handle_unmatched` would take this sentence."""
        return self.exchange(message).hearing.concern(first_utterance(message)) is not None

    # The conversation that follows.

    def can_converse(self, message: Message) -> bool:
        """True only for an answer to a question of ours, or for what plainly follows on our last answer."""
        return self.exchange(message).hearing.continued(first_utterance(message)) is not None

    def converse(self, message: Message) -> bool:
        """Take up the answer to a question, or a follow-up."""
        exchange = self.exchange(message)
        continued = exchange.hearing.continued(first_utterance(message))
        if continued is not None:
            exchange.take_up(continued)
        return continued is not None

    def can_stop(self, message: Message) -> bool:
        """Whether this session has something of ours to be stopped."""
        return self.conversations.is_busy(SessionManager.get(message).session_id)

    def stop_session(self, session: Session) -> bool:
        """End this session's running request, on the database server too, and any question that waits."""
        # OVOS gives the session only; what is said of the end goes to it.
        message = Message("stop", context={"session": session.serialize(), "skill_id": self.skill_id})
        return self.exchange(message).stop()

    def exchange(self, message: Message) -> Exchange:
        """The exchange with the session that a message belongs to."""
        session = SessionManager.get(message)
        return Exchange(
            plant=self.opened(),
            conversations=self.conversations,
            lexicon=load_lexicon(self.lang),
            outlet=BusOutlet(self, self.screen, message),
            author=requests.Author(session.session_id, session.site_id or "unknown"),
            counters=self.counters,
            daily=self.daily,
        )

    def handle_counters_wanted(self, message: Message) -> None:
        """Tell another program what was counted so far."""
        self.bus.emit(message.reply(events.COUNTERS_EVENT, self.counters.as_data()))

    def opened(self) -> Plant:
        """The plant; OVOS calls no handler before `initialize` made it."""
        if self.plant is None:
            raise RuntimeError("the skill is not initialised")
        return self.plant


def log_as_ovos_does() -> None:
    """Let what this package logs stand where OVOS logs, at the level that OVOS was told."""
    ours, theirs = logging.getLogger(__package__), OVOS_LOG.create_logger("skill-enms")
    ours.setLevel(OVOS_LOG.level)
    for handler in theirs.handlers:
        if handler not in ours.handlers:
            ours.addHandler(handler)


def first_utterance(message: Message) -> str:
    """What was heard, as the recogniser's first guess."""
    utterances = message.data.get("utterances") or [message.data.get("utterance") or ""]
    return str(utterances[0])
