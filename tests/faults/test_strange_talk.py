"""Strange words through the whole core, and a database full of strange names and readings behind it."""

from __future__ import annotations

import itertools
import re
import time

import pytest
from builder import PlantBuilder
from device import Device
from figures import Figures
from odd_plants import NAMES, UNITS
from own_server import OwnServer
from plants import DEMO
from strange import Strange

from skill_enms.reasons import REFUSALS

TRIED = 250
LONGEST = 400
"""Of longer texts OVOS's own normaliser and matchers make seconds and minutes, with or without this skill."""
HANG_SECONDS = 10.0
"""A whole round through the core, a training included, on a machine that does other things too."""
BROKEN = re.compile(r"Traceback|Exception|Error\b|None\b|\bnan\b|\{\w*\}|refused_|warning_")


def check_heard(utterance: str, messages: list) -> str | None:
    """What was told and said is whole; the code of the result."""
    results = [message.data for message in messages if message.msg_type == "enms.result"]
    spoken = [message.data["utterance"] for message in messages if message.msg_type == "speak"]
    if not results:
        return None
    assert spoken, utterance
    code = results[-1]["code"]
    assert code is None or code == "question" or code in REFUSALS
    assert code != "internal_error", utterance
    return code or "answered"


def test_strange_words_through_the_core(device: Device, figures: Figures) -> None:
    slowest, outcomes = 0.0, []
    short = (utterance for utterance in Strange(DEMO, 3) if len(utterance) <= LONGEST)
    for utterance in itertools.islice(short, TRIED):
        begun = time.monotonic()
        outcomes.append(check_heard(utterance, device.heard_of(utterance)))
        slowest = max(slowest, time.monotonic() - begun)
    assert slowest < HANG_SECONDS
    ours = [code for code in outcomes if code]
    figures.tried(
        "strange words through the whole core",
        f"{len(outcomes)} utterances, {len(ours)} taken, {ours.count('answered')} answered, slowest {slowest:.2f} s",
    )


@pytest.fixture
def strange_plant(server: OwnServer, device: Device, database: str) -> PlantBuilder:
    """The plant with every strange name there is, as machine, SEU, energy source and feature, with readings."""
    plant = PlantBuilder(server.url(database))
    for number, name in enumerate(NAMES):
        storable = name.replace("\x00", "").encode("utf-8", "ignore").decode()
        machine = plant.machine(storable[:100])
        plant.seu(storable[:100], "electricity", machine)
        plant.energy_source(f"{storable[:40]} {number}", UNITS[number % len(UNITS)][:20])
    return plant


QUESTIONS = (
    "which energy sources are there",
    "which significant energy uses are there",
    "which drivers are there for electricity",
    "what can you do with energy baselines",
    "train baseline for {} using production count for 2024",
    "how good is the baseline for {}",
    "which data is real for {}",
)


def test_strange_names_are_listed_and_refused_like_any(
    device: Device, strange_plant: PlantBuilder, figures: Figures
) -> None:
    device.skill.opened().refresh()
    asked = 0
    for question in QUESTIONS:
        for name in [name for name in NAMES if len(name) <= LONGEST] if "{}" in question else [""]:
            code = check_heard(name, device.heard_of(question.replace("{}", name)))
            assert code or "{}" in question, (question, name)
            asked += 1
    figures.tried("a plant with strange names in its database", f"{len(NAMES)} names, {asked} questions")
