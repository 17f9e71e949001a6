"""A core in this process with the skill on it, whose plant can be changed, and what is heard of it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from ovos_bus_client.message import Message

from skill_enms import EnmsSkill
from skill_enms.ask.cores import LocalBus, loaded, local_core, train
from skill_enms.ask.listening import Answer, Conversation
from skill_enms.cli.asking import SKILL_ID
from skill_enms.settings import DATABASE_URL_VARIABLE

SENTENCE_SECONDS = 5.0
"""Whoever asked waits no longer for being told."""
RECOVERY_SECONDS = 10.0
"""So long after the fault is over everything works again."""
ANSWER_SECONDS = 60.0
HEARD_SECONDS = 20.0
NOWHERE = "postgresql://127.0.0.1:1/nowhere"


class Device:
    """The core, the skill, and conversations with them."""

    def __init__(self, bus: LocalBus, skill: EnmsSkill) -> None:
        self.bus = bus
        self.skill = skill

    def use(self, url: str, *, wait: bool = True) -> None:
        """Let the skill use the plant at this address, as a change of its settings does."""
        os.environ[DATABASE_URL_VARIABLE] = url
        self.skill.open_plant()
        if wait:
            self.skill.opened().catalogue()

    def say(self, utterance: str, timeout: float = ANSWER_SECONDS) -> Answer:
        """Say something in a conversation of its own; the whole answer, which must come."""
        with self.conversation() as conversation:
            answer = conversation.say(utterance, timeout)
        assert answer.ended, f"no answer to {utterance!r}: {answer}"
        return answer

    def conversation(self) -> Conversation:
        """A session of its own."""
        return Conversation(self.bus, SKILL_ID, "en-US")

    def refused(self, utterance: str, *codes: str) -> Answer:
        """Say what can't be done now: it is refused with one of these codes, in words, in time."""
        answer = self.say(utterance)
        check_refused(answer, codes)
        return answer

    def recovered(self, utterance: str) -> float:
        """Say it until it is answered, which must be soon; the seconds that took."""
        begun = time.monotonic()
        while True:
            answer = self.say(utterance)
            if answer.result is not None and answer.result["ok"]:
                return time.monotonic() - begun
            check_refused(answer, ["database_unavailable", "database_timeout"])
            assert time.monotonic() - begun < RECOVERY_SECONDS

    @contextmanager
    def saying(self, utterance: str) -> Iterator[Callable[[], Answer]]:
        """Say something and go on; what is yielded waits for the answer."""
        answers: list[Answer] = []
        thread = threading.Thread(target=lambda: answers.append(self.say(utterance)))
        thread.start()

        def answer() -> Answer:
            thread.join(ANSWER_SECONDS)
            return answers[0]

        yield answer
        thread.join(ANSWER_SECONDS)

    def heard_of(self, utterance: str) -> list[Message]:
        """Say something; all that this skill tells and says to it, which is mostly done when `emit` returns."""
        with heard_by(self, f"strange-{uuid4()}") as heard:
            self.bus.emit(_utterance(utterance, heard.session))
            heard.wait_until_whole()
            return heard.messages

    def emit(self, utterance: str, session: dict[str, object]) -> None:
        """Say something in a session that the caller keeps, without waiting."""
        threading.Thread(target=self.bus.emit, args=(_utterance(utterance, session),), daemon=True).start()


def _utterance(utterance: str, session: dict[str, object]) -> Message:
    return Message(
        "recognizer_loop:utterance",
        {"utterances": [utterance], "lang": "en-US"},
        {"session": dict(session), "source": "test", "destination": ["skills"]},
    )


def check_refused(answer: Answer, codes: Sequence[str]) -> None:
    """A refusal with its own sentence."""
    assert answer.result is not None, answer
    assert (answer.result["ok"], answer.result["code"] in codes) == (False, True), answer.result
    assert answer.spoken, answer


@contextmanager
def running_device(url: str) -> Iterator[Device]:
    """A device whose plant is at this address."""
    os.environ[DATABASE_URL_VARIABLE] = url
    try:
        with local_core() as bus, loaded(bus, SKILL_ID, EnmsSkill) as skill:
            train(bus)
            yield Device(bus, skill)
    finally:
        os.environ.pop(DATABASE_URL_VARIABLE, None)


class Heard:
    """What one session hears on the bus."""

    def __init__(self, session_id: str) -> None:
        self.session: dict[str, object] = {"session_id": session_id, "lang": "en-US"}
        self.messages: list[Message] = []
        """In their order."""
        self._changed = threading.Condition()

    def hear(self, message: Message) -> None:
        """Keep a message of this session."""
        session = message.context.get("session") or {}
        if session.get("session_id", "default") == self.session["session_id"]:
            with self._changed:
                self.messages.append(message)
                self._changed.notify_all()

    def wait(self, topic: str, dialog: str | None = None, seconds: float = HEARD_SECONDS) -> dict[str, Any]:
        """The data of the first message of that topic, of that dialog if it is speech."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._find(topic, dialog) is not None, seconds), self.messages
            found = self._find(topic, dialog)
        assert found is not None
        return dict(found.data)

    def wait_until_whole(self, seconds: float = HEARD_SECONDS) -> None:
        """Wait until each request that was told has its result, and each result its sentence."""

        def whole() -> bool:
            told = [message.msg_type for message in self.messages]
            last = max((place for place, topic in enumerate(told) if topic == "enms.result"), default=-1)
            return not told or (told[-1] != "enms.request" and "speak" in told[last:])

        with self._changed:
            self._changed.wait_for(whole, seconds)

    def _find(self, topic: str, dialog: str | None) -> Message | None:
        for message in self.messages:
            said = (message.data.get("meta") or {}).get("dialog")
            if message.msg_type == topic and (dialog is None or said == dialog):
                return message
        return None


@contextmanager
def heard_by(device: Device, session_id: str) -> Iterator[Heard]:
    """Listen to a session."""
    heard = Heard(session_id)
    topics = ("enms.request", "enms.result", "speak")
    for topic in topics:
        device.bus.on(topic, heard.hear)
    try:
        yield heard
    finally:
        for topic in topics:
            device.bus.remove(topic, heard.hear)
