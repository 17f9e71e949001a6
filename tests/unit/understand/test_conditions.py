"""The numbers of a prediction: each is the value of a feature, in its unit, or it is asked about; none is dropped."""

from __future__ import annotations

from datetime import date

import pytest
from plants import plant

from skill_enms.requests import PredictEnergy, Understood
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.heard import hear
from skill_enms.understand.words.lexicon import Lexicon

SITE = plant(
    {
        "electricity": (
            "kWh",
            (
                "passenger_count",
                "baggage_items",
                "outdoor_temp_c",
                "compound_kg",
                "batch_count",
                "line_speed_m_min",
                "operating_hours",
            ),
        ),
        "district_heat": ("MWh", ("heating_degree_days", "wind_speed_ms", "door_open_minutes", "shift_hours")),
        "natural_gas": ("m3", ("melted_kg", "returns_share_pct", "steam_kg", "wash_water_m3", "production_count")),
        "solar_heat": ("kWh", ("light_sum_j_cm2", "solar_radiation_wm2", "pool_water_temp_c", "outdoor_temp_c")),
    },
    [
        ("Baggage System", "electricity"),
        ("Mixer 1", "electricity"),
        ("East Hall", "district_heat"),
        ("Melter", "natural_gas"),
        ("Kids Pool", "solar_heat"),
    ],
)


def predicted(said: str, lexicon: Lexicon) -> Understood:
    return reading.read(said, "predict_energy", Situation(SITE, lexicon, date(2026, 11, 27)))


def conditions(understood: Understood) -> dict[str, float]:
    assert isinstance(understood.request, PredictEnergy)
    return dict(understood.request.conditions)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        (
            "how much power should the baggage system need with 42,000 passengers and 31,500 baggage items",
            {"passenger_count": 42000, "baggage_items": 31500},
        ),
        (
            "predict the baggage system at a passenger count of 42024 and 31500 baggage items",
            {"passenger_count": 42024, "baggage_items": 31500},
        ),
        ("if we mix 84,000 kg in 310 batches on mixer 1", {"compound_kg": 84000, "batch_count": 310}),
        ("mixer 1 with 84 tonnes in 310 batches", {"compound_kg": 84000, "batch_count": 310}),
        ("mixer 1 with 84 thousand kilos and 20 degrees", {"compound_kg": 84000, "outdoor_temp_c": 20}),
        ("mixer 1 at 35 metres per minute for 16 hours", {"line_speed_m_min": 35, "operating_hours": 16}),
        ("mixer 1 batches 310 outdoor temperature minus 4", {"batch_count": 310, "outdoor_temp_c": -4}),
        ("mixer 1 with 30k batches at 12 degrees below zero", {"batch_count": 30000, "outdoor_temp_c": -12}),
        (
            "mixer 1 with 2 and a half tonnes and 1.5 million passengers",
            {"compound_kg": 2500, "passenger_count": 1.5e6},
        ),
        ("east hall with 18 degree days and 6 m/s wind", {"heating_degree_days": 18, "wind_speed_ms": 6}),
        ("east hall with 18 degree days and 6 metres per second", {"heating_degree_days": 18, "wind_speed_ms": 6}),
        ("east hall with 3 hours of doors open", {"door_open_minutes": 180}),
        ("the melter with 41,000 kg melted and 35 % returns", {"melted_kg": 41000, "returns_share_pct": 35}),
        ("the melter with 90 m3 of wash water and 35 percent", {"wash_water_m3": 90, "returns_share_pct": 35}),
        ("the melter with 12,000 units and 90 m³", {"production_count": 12000, "wash_water_m3": 90}),
        ("kids pool at a light sum of 900 joules and 8 degrees", {"light_sum_j_cm2": 900, "outdoor_temp_c": 8}),
        ("kids pool at 650 W/m2 with pool water at 28 degrees", {"solar_radiation_wm2": 650, "pool_water_temp_c": 28}),
    ],
)
def test_every_number_is_a_value(said: str, values: dict[str, float], lexicon: Lexicon) -> None:
    understood = predicted(said, lexicon)
    assert conditions(understood) == pytest.approx(values)
    assert understood.question is None
    assert understood.refusal is None


@pytest.mark.parametrize(
    ("said", "unknown"),
    [
        ("east hall with 18 degree days when the ozone level is at 80", "ozone level is at 80"),
        ("east hall with 18 degree days and 7 blue whales", "7 blue whales"),
        ("east hall with 18 degree days and 2 shifts", "2 shifts"),
        ("east hall with 18 degree days at 68 degrees fahrenheit", "68 degrees fahrenheit"),
        ("east hall with 18 degree days and 7", "7"),
        ("mixer 1 with 310 batches at 10 to 15 degrees", "10"),
    ],
)
def test_a_number_that_is_nothing_is_told(said: str, unknown: str, lexicon: Lexicon) -> None:
    understood = predicted(said, lexicon)
    reason = understood.refusal or (understood.question and understood.question.reason)
    assert reason
    assert reason.code == "unknown_feature"
    assert reason.data["said"] == unknown


def test_a_number_that_may_be_several_is_asked_about(lexicon: Lexicon) -> None:
    understood = predicted("the melter with 3,000 kg", lexicon)
    assert conditions(understood) == {}
    assert understood.question is not None
    assert understood.question.choices == ("melted_kg", "steam_kg")
    named = predicted("the melter with 41,000 kg melted and 3,000 kg", lexicon)
    assert conditions(named) == {"melted_kg": 41000, "steam_kg": 3000}


@pytest.mark.parametrize(
    "said",
    [
        "if I wanted to model the kids pool one day, what could I put in",
        "what would the kids pool take in two weeks",
        "what would the kids pool take in March 2025",
    ],
)
def test_a_stretch_of_time_is_no_value(said: str, lexicon: Lexicon) -> None:
    understood = predicted(said, lexicon)
    assert conditions(understood) == {}
    assert understood.refusal is None


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("train mixer 1 using batches 42024", "train mixer 1 using batches for 2024"),
        ("train mixer 1 42024 using batches", "train mixer 1 for 2024 using batches"),
        ("mixer 1 with 42024 batches", "mixer 1 with 42024 batches"),
        ("a passenger count of 42024", "a passenger count of 42024"),
        ("42,024 batches", "42024 batches"),
        ("batches 42,024", "batches 42024"),
        ("batches 41924", "batches 41924"),
    ],
)
def test_only_what_may_be_a_year_is_taken_apart(written: str, texts: str, lexicon: Lexicon) -> None:
    assert " ".join(hear(written, lexicon).texts) == texts


def test_a_value_of_a_feature_of_ordinary_words_is_its_own(lexicon: Lexicon) -> None:
    depot = plant({"lpg": ("l", ("crates_lifted", "working_days"))}, [("Reach Trucks", "lpg")])
    said = "what would the reach trucks need with 800 crates lifted over 4 working days"
    understood = reading.read(said, "predict_energy", Situation(depot, lexicon, date(2026, 11, 27)))
    assert (understood.refusal, understood.question) == (None, None)
    assert conditions(understood) == {"crates_lifted": 800, "working_days": 4}


@pytest.mark.parametrize("seu", ["cip station", "pasteuriser 2"])
def test_a_count_that_begins_as_a_machine_does_is_a_value(seu: str, lexicon: Lexicon) -> None:
    canteen = plant(
        {"steam": ("kg", ("milk_litres", "cip_cycles"))}, [("CIP Station", "steam"), ("Pasteuriser 2", "steam")]
    )
    said = f"how much steam will the {seu} take with 6 CIP cycles"
    understood = reading.read(said, "predict_energy", Situation(canteen, lexicon, date(2026, 11, 27)))
    assert (understood.refusal, understood.question) == (None, None)
    assert conditions(understood) == {"cip_cycles": 6}
