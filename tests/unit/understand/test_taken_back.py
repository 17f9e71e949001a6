"""What is taken back or set aside isn't meant, what was said last is, and half a correction is asked about."""

from __future__ import annotations

from datetime import date

import pytest
from plants import plant
from talking import TODAY

from skill_enms.requests import EnergyPerformance, Period, TrainBaseline, Understood
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

BAKERY = plant(
    {
        "electricity": ("kWh", ("loaves_count", "flour_tons", "outdoor_temp_c", "humidity", "shift_count")),
        "natural_gas": ("m³", ("loaves_count", "flour_tons", "outdoor_temp_c", "humidity")),
        "steam": ("kg", ("loaves_count", "outdoor_temp_c")),
    },
    [
        ("Tunnel Oven 1", "natural_gas"),
        ("Tunnel Oven 2", "natural_gas"),
        ("Tunnel Oven 1", "electricity"),
        ("Proofer", "steam"),
        ("Proofer", "electricity"),
        ("Mixer B", "electricity"),
        ("Mixer C", "electricity"),
    ],
)
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))


def understood(said: str, lexicon: Lexicon, intent: str = TrainBaseline.intent) -> Understood:
    return reading.read(said, intent, Situation(BAKERY, lexicon, TODAY))


def trained(said: str, lexicon: Lexicon) -> TrainBaseline:
    found = understood(said, lexicon)
    assert isinstance(found.request, TrainBaseline)
    assert found.refusal is None
    return found.request


@pytest.mark.parametrize(
    ("said", "seu", "source", "features"),
    [
        ("train mixer b, sorry, mixer c with humidity for 2025", "Mixer C", "electricity", ("humidity",)),
        ("train mixer b no wait c with humidity for 2025", "Mixer C", "electricity", ("humidity",)),
        ("train mixer c with humidity for 2025 instead of 2024", "Mixer C", "electricity", ("humidity",)),
        ("train the proofer steam no i mean electricity on humidity for 2025", "Proofer", "electricity", ("humidity",)),
        ("train the proofer on steam, not electricity, with loaves for 2025", "Proofer", "steam", ("loaves_count",)),
        ("train not mixer b but mixer c with humidity for 2025", "Mixer C", "electricity", ("humidity",)),
        ("train mixer b with humidity, sorry, flour tons for 2025", "Mixer B", "electricity", ("flour_tons",)),
        (
            "train mixer b with loaves and humidity i mean flour tons for 2025",
            "Mixer B",
            "electricity",
            ("loaves_count", "flour_tons"),
        ),
        ("train mixer b with humidity, no, flour tons for 2025", "Mixer B", "electricity", ("flour_tons",)),
        ("train mixer b with humidity no flour tons for 2025", "Mixer B", "electricity", ("humidity",)),
        ("train mixer b with humidity, sorry, for 2025", "Mixer B", "electricity", ("humidity",)),
        ("train mixer b with humidity for 2024 no make that 2025", "Mixer B", "electricity", ("humidity",)),
    ],
)
def test_what_was_said_last_is_meant(
    said: str, seu: str, source: str, features: tuple[str, ...], lexicon: Lexicon
) -> None:
    request = trained(said, lexicon)
    assert request.seu is not None
    assert (request.seu.name, request.energy_source) == (seu, source)
    assert (request.features, request.period) == (features, YEAR)


@pytest.mark.parametrize(
    "said",
    [
        "train mixer b with humidity for march 2025 sorry april",
        "train mixer b with humidity from march to may 2025, no, june 2025",
    ],
)
def test_a_period_that_says_less_than_the_one_it_takes_back_is_asked_about(said: str, lexicon: Lexicon) -> None:
    question = understood(said, lexicon).question
    assert question is not None
    assert question.about == "period"


def test_a_number_taken_back_makes_another_machine(lexicon: Lexicon) -> None:
    found = understood("how did tunnel oven one, i mean two, do last month", lexicon, EnergyPerformance.intent)
    assert isinstance(found.request, EnergyPerformance)
    assert found.request.seu is not None
    assert found.request.seu.name == "Tunnel Oven 2"


def test_a_number_taken_back_for_one_that_no_machine_has_is_refused(lexicon: Lexicon) -> None:
    found = understood("how did tunnel oven one, i mean nine, do last month", lexicon, EnergyPerformance.intent)
    assert found.refusal is not None
    assert found.refusal.code == "unknown_seu"


@pytest.mark.parametrize(
    ("said", "features"),
    [
        (
            "train mixer b with loaves, humidity, no, scrap the loaves, and shift count for 2025",
            ("humidity", "shift_count"),
        ),
        (
            "train mixer b with humidity and outdoor temp, no, not humidity, flour tons, for 2025",
            ("outdoor_temp_c", "flour_tons"),
        ),
        (
            "train mixer b with humidity, flour tons, no forget humidity and take loaves for 2025",
            ("flour_tons", "loaves_count"),
        ),
        (
            "train mixer b with humidity, flour, loaves, no, drop the humidity and the flour, for 2025",
            ("loaves_count",),
        ),
        ("train mixer b with outdoor temp and flour, sorry, not the temperature, for 2025", ("flour_tons",)),
    ],
)
def test_a_driver_is_dropped_by_its_name_or_a_part_of_it(
    said: str, features: tuple[str, ...], lexicon: Lexicon
) -> None:
    assert trained(said, lexicon).features == features
