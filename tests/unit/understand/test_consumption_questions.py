"""Questions about consumption, drift and the whole plant, read and gated; other people's sentences left alone."""

from __future__ import annotations

from datetime import date

import pytest
from plants import PLANTS
from talking import Read

from skill_enms.requests import EnergyDrift, EnergyUse, IgnorePeriod, Period, PlantPerformance
from skill_enms.understand import reading
from skill_enms.understand.lexicon import Lexicon

MARCH = Period(date(2025, 3, 1), date(2025, 4, 1))
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("said", "seu", "source", "period", "about"),
    [
        ("how much gas did Boiler-1 use in March 2025", "Boiler-1", "natural_gas", MARCH, "total"),
        ("how much electricity did the plant use in March 2025", None, "electricity", MARCH, "total"),
        ("how much energy did we use in March 2025", None, None, MARCH, "total"),
        (
            "what did the electricity of compressor one cost in March 2025",
            "Compressor-1",
            "electricity",
            MARCH,
            "total",
        ),
        ("what was the peak of compressor one electricity in 2025", "Compressor-1", "electricity", YEAR, "peak"),
        ("when did boiler 1 use the most steam in 2025", "Boiler-1", "steam", YEAR, "peak"),
        ("which machines used the most electricity in 2025", None, "electricity", YEAR, "ranking"),
        ("who are the top electricity consumers in 2025", None, "electricity", YEAR, "ranking"),
    ],
)
def test_a_consumption_is_asked_for(said, seu, source, period, about, read: Read, lexicon: Lexicon) -> None:
    understood = read(said, EnergyUse.intent)
    request = understood.request
    assert isinstance(request, EnergyUse) and understood.refusal is None and understood.question is None
    assert (request.seu.name if request.seu else None, request.energy_source) == (seu, source)
    assert (request.period, request.about) == (period, about)
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == EnergyUse.intent


def test_an_unknown_machine_is_no_plant(read: Read) -> None:
    understood = read("how much electricity did boiler 7 use in March 2025", EnergyUse.intent)
    assert understood.refusal is not None and understood.refusal.code == "unknown_seu"


def test_a_peak_is_somebodys_and_a_period_is_needed(read: Read) -> None:
    somebody = read("what was the peak in March 2025", EnergyUse.intent).question
    assert somebody is not None and somebody.about == "seu"
    when = read("how much electricity did compressor one use", EnergyUse.intent).question
    assert when is not None and when.about == "period"


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("which machine drifted most in 2025", None),
        ("how did the plant do in 2025", None),
        ("how was the energy performance of the whole plant in 2025", None),
        ("how did the plant do against its electricity baselines in 2025", "electricity"),
    ],
)
def test_the_whole_plant_is_asked_about(said: str, source: str | None, read: Read) -> None:
    understood = read(said, PlantPerformance.intent)
    assert understood.request == PlantPerformance(source, YEAR)
    assert understood.refusal is None and understood.question is None


def test_a_drift_needs_no_period(read: Read, lexicon: Lexicon) -> None:
    understood = read("has conveyor a drifted", EnergyDrift.intent)
    assert isinstance(understood.request, EnergyDrift) and understood.request.seu is not None
    assert understood.request.period is None and understood.question is None
    assert reading.concerns_us("has conveyor a drifted", PLANTS["demo"], lexicon) == EnergyDrift.intent


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("ignore August 1 to 15 2025 for conveyor a because of a shutdown", "shutdown"),
        ("ignore August 1 to 15 2025 for conveyor a, shutdown", "shutdown"),
        ("leave out August 1 to 15 2025 for conveyor a due to the rebuilding of line two", "rebuilding of line two"),
        ("exclude August 1 to 15 2025 for conveyor a", ""),
    ],
)
def test_days_are_ignored_with_their_reason(said: str, why: str, read: Read) -> None:
    understood = read(said, IgnorePeriod.intent)
    request = understood.request
    assert isinstance(request, IgnorePeriod) and request.seu is not None
    assert request.period == Period(date(2025, 8, 1), date(2025, 8, 16))
    assert request.why == why


def test_whose_days_is_asked_and_the_reason_kept(talk) -> None:
    first, second = talk("ignore August 1 to 15 2025, shutdown", "conveyor a", intent=IgnorePeriod.intent)
    assert first.question.about == "seu"
    assert (second.request.seu.name, second.request.why) == ("Conveyor-A", "shutdown")


@pytest.mark.parametrize(
    "said",
    [
        "how much did the tickets cost",
        "how did the plant on my window do",
        "ignore that",
        "who used the most milk this week",
        "what was the highest temperature yesterday",
        "how much did we spend in March",
    ],
)
def test_other_peoples_sentences_are_left_alone(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) is None
