"""One exchange whose use cases answer by script."""

from __future__ import annotations

import pytest
from sessions import FakePlant, Talk

from skill_enms import exchange as exchange_module


@pytest.fixture
def plant() -> FakePlant:
    return FakePlant()


@pytest.fixture
def talk(plant, monkeypatch) -> Talk:
    """A conversation whose use cases are answered by `talk.answers(request)`."""
    made = Talk(plant)

    def answer(plant, request, author, progress):
        made.asked.append(request)
        return made.answers(request, progress)

    monkeypatch.setattr(exchange_module.service, "answer", answer)
    return made
