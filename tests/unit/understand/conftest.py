"""The English lexicon, and a way to read and talk on one day against one plant."""

from __future__ import annotations

from datetime import date

import pytest
from plants import PLANTS
from talking import TODAY, Read, Talk

from skill_enms.requests import Understood
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon("en-US")


@pytest.fixture
def read(lexicon: Lexicon) -> Read:
    """read(utterance, intent="train_baseline", plant="demo")"""

    def reads(utterance: str, intent: str = "train_baseline", plant: str = "demo", **now: object) -> Understood:
        today = now.get("today", TODAY)
        assert isinstance(today, date)
        return reading.read(utterance, intent, Situation(PLANTS[plant], lexicon, today, int(str(now.get("fiscal", 1)))))

    return reads


@pytest.fixture
def talk(lexicon: Lexicon, read: Read) -> Talk:
    """talk(first, *more, intent=…, plant=…): what each utterance came to; None for one that isn't ours.

    A question is answered by the next utterance, anything else is followed up by it.
    """

    def talks(first: str, *more: str, intent: str = "train_baseline", plant: str = "demo") -> list[Understood | None]:
        turns: list[Understood | None] = [read(first, intent, plant)]
        last = turns[0]
        for utterance in more:
            assert last is not None
            situation = Situation(PLANTS[plant], lexicon, TODAY)
            if last.question is not None:
                turn = reading.answer(last.request, last.question, utterance, situation)
            else:
                turn = reading.follow_up(last.request, utterance, situation)
            turns.append(turn)
            last = turn or last
        return turns

    return talks
