"""A real OVOS core with the real skill, on the demo plant in an embedded server of this test run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from ovos_bus_client.message import Message

from skill_enms.ask.cores import LocalBus, loaded, local_core, train
from skill_enms.ask.listening import Answer, Conversation
from skill_enms.cli.asking import SKILL_ID

ANSWER_SECONDS = 60.0

Say = Callable[[str], Answer]


@pytest.fixture(scope="session")
def core() -> Iterator[LocalBus]:
    """The bus of a core that has loaded and learnt the skill, and whose plant is open."""
    from skill_enms import EnmsSkill

    with local_core() as bus, loaded(bus, SKILL_ID, EnmsSkill) as skill:
        skill.opened().catalogue()
        train(bus)
        yield bus


@pytest.fixture
def say(core: LocalBus) -> Iterator[Say]:
    """Says something in this test's own conversation and returns the whole answer."""
    with Conversation(core, SKILL_ID, "en-US") as conversation:
        yield lambda utterance: ended(conversation.say(utterance, ANSWER_SECONDS))


@pytest.fixture
def say_alone(core: LocalBus) -> Say:
    """Says something in a conversation of its own."""

    def say(utterance: str) -> Answer:
        with Conversation(core, SKILL_ID, "en-US") as conversation:
            return ended(conversation.say(utterance, ANSWER_SECONDS))

    return say


@pytest.fixture
def matched_by(core: LocalBus) -> Callable[[str], tuple[str, str]]:
    """The matcher of the pipeline that takes an utterance, and the intent it takes it for."""

    def ask(utterance: str) -> tuple[str, str]:
        probe = Message("intent.service.intent.get", {"utterance": utterance, "lang": "en-US"})
        reply = core.wait_for_response(probe, "intent.service.intent.reply", timeout=10)
        assert reply is not None
        intent = reply.data["intent"] or {"intent_service": "nobody", "intent_name": ""}
        return intent["intent_service"], intent["intent_name"].removesuffix(".intent")

    return ask


def ended(answer: Answer) -> Answer:
    """The answer, if it came in time."""
    assert answer.ended, f"no answer to {answer.utterance!r}"
    return answer
