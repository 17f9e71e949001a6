"""Sentences really spoken and really recognised, through a real core: what a recogniser does to them is borne."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import voices
from judge import Golden, shares
from listener import Listener, Outcome, listener

from skill_enms.requests import TrainBaseline

TODAY = date(2026, 11, 23)
Y2024 = ("2024-01-01", "2025-01-01")
Y2025 = ("2025-01-01", "2026-01-01")

pytestmark = [
    pytest.mark.speech,
    pytest.mark.skipif(voices.missing() is not None, reason=voices.missing() or "speech is there"),
]


def wanted(words: str, plant: str, intent: str, period: tuple[str, str] | None = None, **request: object) -> Golden:
    dates = {} if period is None else {"start": period[0], "end": period[1]}
    return Golden(words, plant, TODAY, intent, {**request, **dates}, {"code": None})


def training(words: str, plant: str, seu: str, source: str, drivers: str, period: tuple[str, str]) -> Golden:
    features = drivers.split()
    return wanted(words, plant, "train_baseline", period, seu=seu, energy_source=source, features=features)


SENTENCES = [
    training(
        "Train baseline for electricity compressor one using production count and outdoor temperature for year 2024",
        *("demo", "Compressor-1", "electricity", "production_count outdoor_temp_c", Y2024),
    ),
    training(
        "Train baseline for natural gas boiler one using outdoor temperature and heating degree days for year 2024",
        *("demo", "Boiler-1", "natural_gas", "outdoor_temp_c heating_degree_days", Y2024),
    ),
    training(
        "Train baseline for compressed air compressor one using electricity, pressure, and ambient temperature"
        " for 2024",
        *("demo", "Compressor-1", "compressed_air", "electricity_kwh pressure_bar ambient_temp_c", Y2024),
    ),
    training(
        "Please train a baseline for the holding furnace with outdoor temperature for the year 2025",
        *("foundry", "Holding Furnace", "natural_gas", "outdoor_temp_c", Y2025),
    ),
    training(
        "Create a baseline for the data center using outdoor temperature and weekend for last year",
        *("campus", "Data Center", "electricity", "outdoor_temp_c weekend", Y2025),
    ),
    training(
        "Train a baseline for the glycol chiller using outdoor temperature for the first half of 2025",
        *("brewery", "Glycol Chiller", "power", "outdoor_temperature", ("2025-01-01", "2025-07-01")),
    ),
    wanted("Which energy sources are there?", "dairy", "list_energy_sources"),
    wanted("Which drivers are there for compressed air?", "demo", "list_features", energy_source="compressed_air"),
    wanted("How good is the baseline of the library?", "campus", "describe_baseline", seu="Library"),
    wanted("Retrain all baselines for 2025.", "hospital", "retrain_all", Y2025),
]


@pytest.fixture(scope="module")
def ear() -> Iterator[Listener]:
    with listener() as ear:
        yield ear


@pytest.fixture(scope="module")
def heard() -> dict[tuple[str, str], str]:
    """(utterance, voice) → what was heard."""
    return {(one.utterance, one.voice): one.heard for one in voices.hear_all([each.utterance for each in SENTENCES])}


@pytest.fixture(scope="module")
def outcomes(ear: Listener, heard: dict[tuple[str, str], str]) -> list[tuple[str, Outcome]]:
    return [
        (words, ear.hear(golden, words))
        for golden in SENTENCES
        for words in (heard[golden.utterance, v] for v in voices.VOICES)
    ]


def test_most_of_what_is_heard_comes_to_what_was_said(outcomes: list[tuple[str, Outcome]]) -> None:
    figures = shares(outcome.outcome for _, outcome in outcomes)
    told = "\n".join(f"{outcome.outcome}: {words}" for words, outcome in outcomes if outcome.outcome != "right")
    assert figures["right"] >= 75.0, told
    assert figures["right"] + figures["asked"] >= 90.0, told


def test_nothing_is_done_that_was_not_asked_for(outcomes: list[tuple[str, Outcome]]) -> None:
    assert [words for words, outcome in outcomes if outcome.outcome == "wrong"] == []


def test_a_question_trains_nothing(outcomes: list[tuple[str, Outcome]]) -> None:
    asked = [outcome for _, outcome in outcomes if outcome.outcome == "asked"]
    assert not any(outcome.acted and isinstance(outcome.understood, TrainBaseline) for outcome in asked)
