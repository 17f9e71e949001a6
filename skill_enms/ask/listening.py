"""Follows an utterance over the bus, from being said to the end of its answer.

An utterance has no single last message: a handler may answer before OVOS calls the utterance handled, or later from
a thread of its own, and another skill, or none, may take it. What is heard about one utterance is gathered in a `Turn`,
which also knows whether more is to come.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, get_args
from uuid import uuid4

from ovos_bus_client.message import Message

from skill_enms.events import REQUEST_EVENT, RESULT_EVENT, UNMATCHED_EVENT
from skill_enms.requests import Request

SPEECH_TOPICS = ("speak", "ovos.utterance.speak")
"""One speech may be told on both: the second name is the newer one, and buses translate between them."""
UNMATCHED_TOPICS = (UNMATCHED_EVENT, "ovos.intent.unmatched", "ovos.utterance.cancelled")
HANDLED_TOPIC = "ovos.utterance.handled"
LISTENING_TOPIC = "skill.converse.get_response.enable"
STOPPED_TOPIC = ".stop.response"
"""Behind a skill's id: it was stopped. Older cores call an utterance that stops a skill by nothing else handled."""
QUESTION = "question"
"""Code of a result that asks back; it is an utterance's outcome only where the utterance led to nothing else."""

TURN = "enms_turn"
"""Key of the context that tells which utterance a message is about; whatever answers a message keeps its context."""

SETTLE_SECONDS = 0.3
"""After an answer that came from a background thread: more of it would have come by now."""
SPEECH_SECONDS = 2.0
"""So long may speech follow behind its result, or another skill's speech behind the end of its handler."""


class Bus(Protocol):
    """What a message bus client and OVOS's in-process bus have in common."""

    def on(self, event: str, handler: Callable[[Message], None]) -> None:
        """Call `handler` with every message of a type."""

    def remove(self, event: str, handler: Callable[[Message], None]) -> None:
        """Undo `on`."""

    def emit(self, message: Message) -> None:
        """Send a message."""

    def wait_for_response(self, message: Message, reply_type: str, timeout: float) -> Message | None:
        """Send a message and wait for one of another type; None where the time was up first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one utterance."""

    utterance: str
    """What was said."""
    intent: str | None
    """This skill's intent that took it; None where none did."""
    request: dict[str, Any] | None
    """The last `enms.request`; None where this skill understood none."""
    result: dict[str, Any] | None
    """The last `enms.result`, a question only where there is no other; None where this skill gave none."""
    spoken: tuple[str, ...]
    """What was spoken in reply, by whichever skill, in order."""
    seconds: float
    """From the utterance to the end of its last speech; to its end where nothing was spoken."""
    ended: bool
    """False where the time was up before the answer had ended."""

    def as_json(self) -> dict[str, Any]:
        """The answer as the command prints it with `--json`."""
        return {
            "utterance": self.utterance,
            "intent": self.intent,
            "request": self.request,
            "result": self.result,
            "spoken": list(self.spoken),
            "seconds": round(self.seconds, 3),
        }


@dataclass(slots=True)
class Turn:
    """What has been heard so far about one utterance. Times are monotonic seconds."""

    skill_id: str
    """Whose intents count."""
    started: float
    """When it was said."""
    intent: str | None = None
    request: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    spoken: list[str] = field(default_factory=list)
    handled: float | None = None
    """When OVOS called it handled."""
    last_heard: float = 0.0
    """When the last message came that belongs to the answer."""
    last_spoken: float | None = None
    unmatched: bool = False
    """Whether nobody took it."""
    asked: bool = False
    """Whether a skill waits, inside its handler, for what is said next."""
    open_request: bool = False
    """Whether the last request has no result yet."""
    owes_speech: bool = False
    """Whether the last result has not been spoken yet."""
    _spellings: dict[str, Counter[str]] = field(default_factory=dict)

    def hear(self, message: Message, now: float) -> None:
        """Take in one message of the utterance's session."""
        topic, data = message.msg_type, message.data
        if topic == REQUEST_EVENT:
            self.request, self.open_request = dict(data), True
            self.intent = data.get("intent") or self.intent
        elif topic == RESULT_EVENT:
            if self.result is None or self.result.get("code") == QUESTION or data.get("code") != QUESTION:
                self.result = dict(data)
            self.open_request, self.owes_speech = False, True
            self.intent = data.get("intent") or self.intent
        elif topic in SPEECH_TOPICS:
            if not self._is_new(topic, str(data.get("utterance", ""))):
                return
            self.spoken.append(str(data["utterance"]))
            self.last_spoken, self.owes_speech = now, False
        elif topic in {HANDLED_TOPIC, f"{self.skill_id}{STOPPED_TOPIC}"}:
            self.handled = now
        elif topic == LISTENING_TOPIC:
            self.asked = True
        else:
            if topic in UNMATCHED_TOPICS:
                self.unmatched = True
                if self.request is None:
                    self.intent = None  # matched, and left as a mistake
            if topic.startswith(f"{self.skill_id}:"):
                self.intent = topic.removeprefix(f"{self.skill_id}:").removesuffix(".intent")
            return
        self.last_heard = now

    def over_at(self) -> float | None:
        """The time at which the answer is over if nothing more is heard until then; None where more must come."""
        if self.asked:
            return self.last_heard + SETTLE_SECONDS
        if self.handled is None or self.open_request:
            return None
        if self.result is not None:
            if self.owes_speech:
                return self.last_heard + SPEECH_SECONDS
            # Everything was told before the handler ended: nothing runs any more that could say something.
            return self.handled if self.handled == self.last_heard else self.last_heard + SETTLE_SECONDS
        if self.unmatched:
            return self.handled
        return self.last_heard + (SETTLE_SECONDS if self.spoken else SPEECH_SECONDS)

    def _is_new(self, topic: str, text: str) -> bool:
        """False for a speech that was heard already under the topic's other name."""
        counts = self._spellings.setdefault(topic, Counter())
        counts[text] += 1
        return all(counts[text] > other[text] for name, other in self._spellings.items() if name != topic)


class Conversation:
    """One session with an OVOS core. Utterances are said one after the other.

    Use it as a context manager, or call `close`.
    """

    def __init__(self, bus: Bus, skill_id: str, lang: str) -> None:
        """Start a session of its own on a bus; `skill_id` is the skill whose intents are looked for."""
        self._bus = bus
        self._skill_id = skill_id
        self._lang = lang
        self._session: dict[str, Any] = {"session_id": f"enms-{uuid4()}", "lang": lang}
        self._turn: Turn | None = None
        self._over: set[str] = set()
        self._changed = threading.Condition()
        intents = [f"{skill_id}:{request.intent}" for request in get_args(Request)]
        self._topics = (
            *(REQUEST_EVENT, RESULT_EVENT, HANDLED_TOPIC, LISTENING_TOPIC, *SPEECH_TOPICS, *UNMATCHED_TOPICS),
            *(f"{skill_id}{STOPPED_TOPIC}", *intents, *(f"{topic}.intent" for topic in intents)),
        )
        for topic in self._topics:
            bus.on(topic, self._heard)

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening. The core keeps no open end of a session that nobody uses."""
        for topic in self._topics:
            self._bus.remove(topic, self._heard)

    def say(self, utterance: str, timeout: float) -> Answer:
        """Say something and wait for the whole answer, at most `timeout` seconds."""
        turn, key = Turn(self._skill_id, time.monotonic()), str(uuid4())
        with self._changed:
            self._turn = turn
        message = Message(
            "recognizer_loop:utterance",
            {"utterances": [utterance], "lang": self._lang},
            {"session": self._session, "source": "enms", "destination": ["skills"], "client_name": "enms", TURN: key},
        )
        # In process the core's handlers run inside `emit`, and one of them may wait for what is said next.
        threading.Thread(target=self._bus.emit, args=(message,), name="enms-ask", daemon=True).start()
        ended = self._wait(turn, turn.started + timeout)
        with self._changed:
            self._turn = None
            if not turn.asked:  # a handler that waits for an answer goes on in the next turn
                self._over.add(key)
            return Answer(
                utterance=utterance,
                intent=turn.intent,
                request=turn.request,
                result=turn.result,
                spoken=tuple(turn.spoken),
                seconds=(turn.last_spoken or time.monotonic()) - turn.started,
                ended=ended,
            )

    def _wait(self, turn: Turn, deadline: float) -> bool:
        """Wait until a turn is over; False where the deadline came first."""
        with self._changed:
            while True:
                now, over_at = time.monotonic(), turn.over_at()
                if over_at is not None and over_at <= now:
                    return True
                if now >= deadline:
                    return False
                self._changed.wait(min(deadline, over_at or deadline) - now)

    def _heard(self, message: Message) -> None:
        session = message.context.get("session") or {}
        if session.get("session_id") != self._session["session_id"]:
            return
        with self._changed:
            if message.msg_type in {HANDLED_TOPIC, LISTENING_TOPIC}:
                # What the core knows of the conversation travels with the session; the next utterance brings it back.
                self._session = session
            if self._turn is not None and message.context.get(TURN) not in self._over:
                self._turn.hear(message, time.monotonic())
                self._changed.notify_all()
