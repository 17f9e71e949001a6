"""The real OVOS core and the real skill, listening at any golden plant: only the plant behind it is a stand-in.

What is heard goes the whole way from the bus through the pipeline to a request. A complete request counts as carried
out without being so.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from judge import Golden, judge
from ovos_bus_client.message import Message
from plants import PLANTS

from skill_enms import EnmsSkill, exchange, hearing
from skill_enms.answers import SourceList
from skill_enms.ask.cores import LocalBus, loaded, local_core, train
from skill_enms.ask.listening import Conversation
from skill_enms.catalogue import Catalogue
from skill_enms.cli.asking import SKILL_ID
from skill_enms.events import REQUEST_EVENT
from skill_enms.requests import Request, Understood
from skill_enms.settings import Settings

ANSWER_SECONDS = 10.0
"""Other skills' matchers may take a sentence and never answer."""


class GoldenPlant:
    """A plant that has a golden catalogue and no database."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.named: Catalogue = next(iter(PLANTS.values()))

    def open(self) -> SimpleNamespace:
        return SimpleNamespace(job=lambda key: ExitStack())

    def catalogue(self) -> Catalogue:
        return self.named

    refresh = known_catalogue = catalogue

    def cancel(self, key: str) -> bool:
        return False

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one utterance."""

    outcome: str
    """right, asked, missed or wrong."""
    intent: str | None
    """The skill's intent that took it."""
    understood: Understood | None
    """What it came to."""
    acted: bool
    """Whether it would have been carried out."""
    milliseconds: float | None
    """From the bus to the request; None where the skill didn't take it."""


class Listener:
    """Hears one utterance after the other, each in a conversation of its own."""

    def __init__(self, bus: LocalBus, plant: GoldenPlant) -> None:
        self._bus = bus
        self._plant = plant
        self._now = datetime.now()
        self.understood: Understood | None = None
        self.acted: Request | None = None
        self._told: float | None = None
        bus.on(REQUEST_EVENT, self._tell)

    def now(self, zone: Any = None) -> datetime:
        """The plant's time, on the day an utterance is said."""
        return self._now

    def hear(self, golden: Golden, words: str | None = None, lost: Collection[str] = ()) -> Outcome:
        """Say a golden utterance, or what a recogniser wrote for it; AssertionError where no answer comes.

        `lost`: what of the request those words no longer hold.
        """
        self._plant.named = PLANTS[golden.plant]
        self._plant.settings = dataclasses.replace(Settings(), fiscal_year_start=golden.fiscal_year_start)
        self._now = datetime.combine(golden.today, datetime.min.time())
        self.understood = self.acted = self._told = None
        utterance = golden.utterance if words is None else words
        with Conversation(self._bus, SKILL_ID, "en-US") as conversation:
            said = time.perf_counter()
            answer = conversation.say(utterance, ANSWER_SECONDS)
        assert answer.ended or answer.intent is None, f"no answer to {utterance!r}"
        waited = None if self._told is None else (self._told - said) * 1000
        outcome = judge(golden, answer.intent, self.understood, lost)
        return Outcome(outcome, answer.intent, self.understood, self.acted is not None, waited)

    def _tell(self, message: Message) -> None:
        self._told = self._told or time.perf_counter()


@contextmanager
def listener() -> Iterator[Listener]:
    """A core of the installed OVOS line that has learnt the skill. It uses the XDG folders of the environment."""
    plant = GoldenPlant()
    understand = hearing.Hearing.request
    with ExitStack() as stack:
        stack.enter_context(patch.object(EnmsSkill, "open_plant", lambda skill: setattr(skill, "plant", plant)))
        bus = stack.enter_context(local_core())
        stack.enter_context(loaded(bus, SKILL_ID, EnmsSkill))
        train(bus)
        ear = Listener(bus, plant)

        def heard(self: hearing.Hearing, utterance: str, intent: str) -> Understood:
            ear.understood = understand(self, utterance, intent)
            return ear.understood

        def carried_out(plant: object, request: Request, *_: object) -> SourceList:
            ear.acted = request
            return SourceList(())

        stack.enter_context(patch.object(hearing.Hearing, "request", heard))
        stack.enter_context(patch.object(hearing, "datetime", SimpleNamespace(now=ear.now)))
        stack.enter_context(patch.object(exchange.service, "answer", carried_out))
        yield ear
