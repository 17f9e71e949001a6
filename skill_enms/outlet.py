"""How the skill answers over OVOS: it speaks and tells on the message bus, and shows on the device's screen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from ovos_bus_client.message import Message
from ovos_workshop.skills.ovos import OVOSSkill

from skill_enms.answers import Result
from skill_enms.screen import Screen
from skill_enms.speech.phrases import Phrase, sentence
from skill_enms.speech.waiting import waiting_phrase

ACKNOWLEDGE_AFTER_SECONDS = 1.0
"""An answer that takes longer is announced."""


class BusOutlet:
    """Speaks and tells on the message bus, in the context (and so to the session) of the message that asked."""

    def __init__(self, skill: OVOSSkill, screen: Screen, message: Message) -> None:
        """`screen`: where charts are shown; `message`: the one that asked."""
        self._skill = skill
        self._screen = screen
        self._message = message

    def tell(self, event: str, data: Mapping[str, Any]) -> None:
        """Emit an event for other programs."""
        self._skill.bus.emit(self._message.forward(event, dict(data)))

    def say(self, phrases: Sequence[Phrase], *, expect_response: bool = False) -> list[str]:
        """Speak each phrase, in order; the microphone opens after the last one if a response is expected."""
        spoken = []
        for phrase in phrases:
            words = sentence(phrase, self._skill.dialog_renderer.render)
            is_last = phrase is phrases[-1]
            self._speak(self._message, words, phrase.dialog, expect_response=expect_response and is_last)
            spoken.append(words)
        return spoken

    def _speak(self, message: Message, words: str, dialog: str, *, expect_response: bool) -> None:  # noqa: ARG002
        """OVOS looks for the session to speak to among the arguments of whoever calls it, on whichever thread."""
        self._skill.speak(words, expect_response=expect_response, meta={"dialog": dialog})

    def show(self, result: Result) -> None:
        """Its chart, where the device has a screen."""
        self._screen.show(result)

    @contextmanager
    def working(self, expected: Callable[[], float | None] | None = None) -> Iterator[None]:
        """Around what may take a while: says so when it does, and for how long where that is `expected`."""
        done = threading.Event()

        def announce() -> None:
            phrase = waiting_phrase(None if expected is None else expected())
            if not done.is_set():
                self.say([phrase])

        timer = threading.Timer(ACKNOWLEDGE_AFTER_SECONDS, announce)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            done.set()
            timer.cancel()
