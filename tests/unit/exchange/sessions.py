"""A session that talks to a plant which needs no database; words come from the real dialogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from skill_enms.analytics import ols
from skill_enms.catalogue import Catalogue, EnergySource, Feature, Machine, Seu
from skill_enms.conversation import Conversations
from skill_enms.exchange import Exchange
from skill_enms.history import StoredBaseline
from skill_enms.requests import Author
from skill_enms.settings import Settings
from skill_enms.speech.phrases import Phrase, sentence
from skill_enms.understand.words.lexicon import load_lexicon

DIALOGS = {path.stem: path for path in (Path(__file__).parents[3] / "locale" / "en-us" / "dialog").rglob("*.dialog")}

KILN = Seu("1", "Kiln-1", "district_heat", ("1",), ("Kiln-1",))
MILL = Seu("2", "Mill-2", "electricity", ("2",), ("Mill-2",))
MILL_EU = Seu("3", "Mill-EU-2", "electricity", ("3",), ("Mill-EU-2",))
CATALOGUE = Catalogue(
    machines=(Machine("1", "Kiln-1"), Machine("2", "Mill-2"), Machine("3", "Mill-EU-2")),
    energy_sources=(EnergySource("1", "district_heat", "MWh"), EnergySource("2", "electricity", "kWh")),
    seus=(KILN, MILL, MILL_EU),
    features=(
        Feature("tonnes_fired", "district_heat", "SUM"),
        Feature("outdoor_temp_c", "district_heat", "AVG"),
        Feature("tonnes_ground", "electricity", "SUM"),
        Feature("outdoor_temp_c", "electricity", "AVG"),
        Feature("humidity", "electricity", "AVG"),
    ),
)


class FakePlant:
    """A plant that is open, and counts how often its catalogue is read anew."""

    settings = Settings()

    def __init__(self) -> None:
        self.refreshed = 0

    def open(self) -> SimpleNamespace:
        return SimpleNamespace(job=lambda key: nullcontext())

    def catalogue(self) -> Catalogue:
        return CATALOGUE

    known_catalogue = catalogue

    def refresh(self) -> Catalogue:
        self.refreshed += 1
        return CATALOGUE


@dataclass
class Heard:
    """An outlet that keeps what is told and said."""

    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    listening: bool = False
    shown: list[Any] = field(default_factory=list)

    def tell(self, event: str, data: Mapping[str, Any]) -> None:
        self.told.append((event, dict(data)))

    def say(self, phrases: Sequence[Phrase], *, expect_response: bool = False) -> list[str]:
        words = [sentence(phrase, first_line) for phrase in phrases]
        self.said += words
        self.listening = expect_response
        return words

    def show(self, result):
        self.shown.append(result)

    def working(self, expected=None):
        return nullcontext()

    @property
    def results(self) -> list[dict[str, Any]]:
        return [data for event, data in self.told if event == "enms.result"]


class Talk:
    """One session, its utterances and what came back."""

    def __init__(self, plant: FakePlant, session_id: str = "kitchen") -> None:
        self.plant = plant
        self.heard = Heard()
        self.asked: list[Any] = []
        self.now = 0.0
        self.exchange = Exchange(
            plant, Conversations(lambda: self.now), load_lexicon("en-us"), self.heard, Author(session_id, "office")
        )

    def ask(self, utterance: str, intent: str) -> list[str]:
        """An utterance that the intent matcher took; what was said."""
        return self._heard(lambda: self.exchange.hear(utterance, intent))

    def say(self, utterance: str) -> list[str] | None:
        """An utterance in the conversation that is under way; what was said, None where it isn't taken."""
        continued = self.exchange.hearing.continued(utterance)
        return None if continued is None else self._heard(lambda: self.exchange.take_up(continued))

    @property
    def result(self) -> dict[str, Any]:
        return self.heard.results[-1]

    def _heard(self, act: Callable[[], None]) -> list[str]:
        before = len(self.heard.said)
        act()
        return self.heard.said[before:]


def first_line(dialog: str, data: Mapping[str, str]) -> str:
    lines = [line for line in DIALOGS[dialog].read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return lines[0].format_map(data)


def baseline(seu: Seu = MILL, drivers: Sequence[str] = ("tonnes_ground",), **changes: Any) -> StoredBaseline:
    """A baseline that was trained on sixty days of known physics."""
    rng = np.random.default_rng(len(drivers))
    frame = pd.DataFrame({driver: rng.normal(20, 5, size=60) for driver in drivers})
    frame["consumption"] = 100 + sum(3 * frame[driver] for driver in drivers) + rng.normal(size=60)
    fields = {
        "id": 7,
        "version": 3,
        "active": True,
        "seu_id": seu.id,
        "seu": seu.name,
        "energy_source": seu.energy_source,
        "unit": "kWh",
        "time_zone": "UTC",
        "start": date(2024, 1, 1),
        "end": date(2025, 1, 1),
        "fit": ols.fit(frame, "consumption", list(drivers)),
        "definitions": {},
        "days_dropped": {},
        "data_sources": {"meter": 1.0},
        "rule_set": "sep",
        "accepted": True,
        "trained_at": datetime(2026, 7, 1, tzinfo=timezone.utc),
        "fingerprint": "",
    }
    return StoredBaseline(**{**fields, **changes})
