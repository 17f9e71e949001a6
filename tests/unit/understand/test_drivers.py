"""Spoken driver lists become features of the catalogue, source by source."""

from __future__ import annotations

import pytest
from talking import Read

from skill_enms.requests import TrainBaseline, Understood


def features(understood: Understood) -> tuple[str, ...] | None:
    assert isinstance(understood.request, TrainBaseline)
    return understood.request.features


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("outdoor temperature and heating degree days", "outdoor_temp_c heating_degree_days"),
        (
            "outdoor temperature, heating degree days, production count",
            "outdoor_temp_c heating_degree_days production_count",
        ),
        (
            "outdoor temperature heating degree days and production count",
            "outdoor_temp_c heating_degree_days production_count",
        ),
        ("outdoor temperature plus wind speed as well as humidity", "outdoor_temp_c wind_speed humidity"),
        ("outdoor temperature & wind", "outdoor_temp_c wind_speed"),
        ("outside temp", "outdoor_temp_c"),
        ("temp", "outdoor_temp_c"),
        ("the outdoor air temperature", "outdoor_temp_c"),
        ("outdoor_temp_c", "outdoor_temp_c"),
        ("HDD", "heating_degree_days"),
        ("h d d and temperature", "heating_degree_days outdoor_temp_c"),
        ("heating and cooling degree days", "heating_degree_days cooling_degree_days"),
        ("production", "production_count"),
        ("number of units produced", "production_count"),
        ("run time".replace(" ", ""), "operating_hours"),
        ("weekends", "weekend"),
        ("production + HDD + weekend", "production_count heating_degree_days weekend"),
        ("production volume, weekend", "production_count weekend"),
        ("average pressure", "avg_pressure_bar"),
        ("pressure", "avg_pressure_bar"),
        ("relative humidity", "humidity"),
        ("eating degree days", "heating_degree_days"),
        ("out door temperature", "outdoor_temp_c"),
        ("temprature", "outdoor_temp_c"),
        ("prodution count", "production_count"),
        ("the drivers wind speed and humidity", "wind_speed humidity"),
        ("wind speed and wind speed", "wind_speed"),
    ],
)
def test_drivers_are_understood(said: str, expected: str, read: Read) -> None:
    understood = read(f"train natural gas boiler 1 using {said} for 2024")
    assert features(understood) == tuple(expected.split())
    assert understood.refusal is None
    assert understood.question is None


@pytest.mark.parametrize(
    ("source", "said", "expected"),
    [
        ("compressed air compressor 1", "ambient temperature", ("ambient_temp_c",)),
        ("compressed air compressor 1", "electricity", ("electricity_kwh",)),
        ("compressed air compressor 1", "pressure", ("pressure_bar",)),
        ("steam boiler 1", "pressure", ("avg_pressure_bar",)),
        ("steam boiler 1", "ambient temperature", ("outdoor_temp_c",)),
    ],
)
def test_a_word_means_the_feature_of_its_own_energy_source(
    source: str, said: str, expected: tuple[str, ...], read: Read
) -> None:
    assert features(read(f"train {source} using {said} for 2024")) == expected


@pytest.mark.parametrize(
    ("said", "choices"),
    [
        ("degree days", {"heating_degree_days", "cooling_degree_days"}),
        ("ambient temperature", {"outdoor_temp_c", "indoor_temp_c"}),
    ],
)
def test_an_ambiguous_driver_is_asked_about(said: str, choices: set[str], read: Read) -> None:
    understood = read(f"train natural gas boiler 1 using production and {said} for 2024")
    assert features(understood) == ("production_count",)
    question = understood.question
    assert question is not None
    assert question.about == "features"
    assert set(question.choices) == choices
    assert question.reason is not None
    assert question.reason.code == "ambiguous_feature"
    assert question.reason.data["said"] == said


def test_a_second_open_driver_waits_for_the_first(read: Read) -> None:
    question = read("train natural gas boiler 1 using degree days and ambient temperature for 2024").question
    assert question is not None
    assert question.rest == ("ambient temperature",)


@pytest.mark.parametrize(
    ("said", "strange"),
    [
        ("moon phase", "moon phase"),
        ("outdoor temperature and moon phase", "moon phase"),
        ("moon phase, outdoor temperature", "moon phase"),
        ("the electricity", "electricity"),
        ("robert'); drop table seus", "robert"),
    ],
)
def test_an_unknown_driver_is_told_with_the_available_ones(said: str, strange: str, read: Read) -> None:
    refusal = read(f"train natural gas boiler 1 using {said} for 2024").refusal
    assert refusal is not None
    assert refusal.code == "unknown_feature"
    assert strange in str(refusal.data["said"])
    available = refusal.data["available"]
    assert isinstance(available, tuple)
    assert "outdoor_temp_c" in available


def test_indoor_is_never_outdoor(read: Read) -> None:
    refusal = read("train steam boiler 1 using indoor temperature for 2024").refusal
    assert refusal is not None
    assert refusal.code == "unknown_feature"


@pytest.mark.parametrize(
    "said",
    [
        "pick the best drivers yourself",
        "choose automatically",
        "using automatic drivers",
        "using whatever fits best",
        "with the best features",
        "you decide",
        "and let the system choose",
    ],
)
def test_the_choice_may_be_left_to_us(said: str, read: Read) -> None:
    understood = read(f"train natural gas boiler 1 for 2024 {said}")
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.choose
    assert understood.request.features is None
    assert understood.question is None


def test_drivers_are_understood_while_the_machine_is_open(read: Read) -> None:
    understood = read("train a baseline using production and outdoor temperature for 2024")
    assert features(understood) == ("production_count", "outdoor_temp_c")
    assert understood.question is not None
    assert understood.question.about == "seu"


@pytest.mark.parametrize(
    ("where", "said", "expected"),
    [
        ("dairy", "build a steam baseline for pasteuriser 2 from milk volume for 2025", ("milk_litres",)),
        ("paper", "fit power boiler four biogas against wastewater volume, data since may", ("wastewater_m3",)),
        ("pharma", "fit Autoklav A3 electricity against relative humidity for 2025", ("RelHumidityPct",)),
        (
            "works",
            "injection moulding 23 - production, power factor, weekends - use H1 2026 and build it",
            ("production_count", "avg_power_factor", "weekend"),
        ),
        ("campus", "refresh the data centre model please, outdoor temp, for 2025", ("outdoor_temp_c",)),
    ],
)
def test_drivers_are_said_in_other_words_than_their_names(
    where: str, said: str, expected: tuple[str, ...], read: Read
) -> None:
    understood = read(said, plant=where)
    assert features(understood) == expected
    assert understood.refusal is None
    assert understood.question is None


def test_a_sentence_that_ends_ends_a_driver(read: Read) -> None:
    understood = read("chiller 2 baseline: bed occupancy, outdoor temp. I want it for 2025", plant="hospital")
    assert features(understood) == ("bed_occupancy", "outdoor_temp_c")


def test_spoken_names_of_features_are_names(read: Read) -> None:
    understood = read("train holding furnace using tons melted and weight of the castings for 2024", plant="foundry")
    assert features(understood) == ("melt_tons", "casting_weight_kg")
