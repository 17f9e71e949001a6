"""Sentences and conversations by people who knew neither the skill nor its tests, at plants that they made up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from judge import HERE
from plants import plant

from skill_enms.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says in a conversation, and what it should come to."""

    said: str
    """The utterance."""
    intent: str
    """The intent that the conversation is about then."""
    request: Mapping[str, Any]
    """What is known of the request after it, as golden files write it."""
    expect: str
    """act, ask:<piece>, cancel, repeat, or other for a sentence that is somebody else's."""


@lru_cache
def strangers_plants() -> Mapping[str, Catalogue]:
    """Name → catalogue of each plant."""
    plants = json.loads((HERE / "strangers_plants.json").read_text(encoding="utf-8"))
    return {
        name: plant(
            {source: (told["unit"], told["features"]) for source, told in made["energy_sources"].items()},
            [(machine, source, (machine,), spoken) for machine, source, spoken in made["seus"]],
        )
        for name, made in plants.items()
    }


def conversations() -> list[tuple[str, list[Turn]]]:
    """(plant, turns) of each conversation."""
    lines = (HERE / "strangers_talk.jsonl").read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return [(row["plant"], [Turn(**turn) for turn in row["turns"]]) for row in rows]
