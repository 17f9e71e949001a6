"""An utterance and its intent become a request; what was said wrongly comes before what was not said."""

from __future__ import annotations

from datetime import date

import pytest
from talking import Read

from skill_enms.catalogue import Catalogue
from skill_enms.requests import (
    CompareBaselines,
    CompareDrivers,
    DataSources,
    DescribeBaseline,
    EnergyHelp,
    EnergyPerformance,
    ListEnergySources,
    ListFeatures,
    ListSeus,
    Period,
    PredictEnergy,
    RestoreBaseline,
    RetrainAll,
    TrainBaseline,
    Understood,
)
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))


def asked(understood: Understood) -> tuple[str, str | None]:
    assert understood.question is not None
    reason = understood.question.reason
    return understood.question.about, reason.code if reason is not None else None


def refused(understood: Understood) -> str:
    assert understood.refusal is not None
    assert understood.question is None
    return understood.refusal.code


@pytest.mark.parametrize(
    ("said", "seu", "source", "features"),
    [
        (
            "Train baseline for electricity Compressor-1 using production count and outdoor temperature for year 2024",
            "Compressor-1",
            "electricity",
            ("production_count", "outdoor_temp_c"),
        ),
        (
            "train baseline for natural gas boiler one using outdoor temperature and heating degree days"
            " for year twenty twenty four",
            "Boiler-1",
            "natural_gas",
            ("outdoor_temp_c", "heating_degree_days"),
        ),
        (
            "train-based line for compressed air compressor one using electricity pressure and ambient temperature"
            " for your 2024",
            "Compressor-1",
            "compressed_air",
            ("electricity_kwh", "pressure_bar", "ambient_temp_c"),
        ),
    ],
)
def test_the_main_sentences(said: str, seu: str, source: str, features: tuple[str, ...], read: Read) -> None:
    understood = read(said)
    request = understood.request
    assert isinstance(request, TrainBaseline)
    assert request.seu is not None
    assert (request.seu.name, request.seu.energy_source) == (seu, source)
    assert request == TrainBaseline(request.seu, source, features, period=YEAR)
    assert (understood.refusal, understood.question) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        "train a natural gas baseline for Boiler-1 using outdoor temperature for 2024",
        "using outdoor temperature train a natural gas baseline for Boiler-1 for 2024",
        "for 2024 train a baseline for Boiler-1 natural gas with outdoor temperature",
        "for Boiler-1 train a natural gas baseline for 2024 with outdoor temperature",
        "natural gas Boiler-1 2024 outdoor temperature baseline",
        "Boiler-1, natural gas: baseline from outdoor temperature, year 2024",
        "in 2024, regress the natural gas of Boiler-1 on outdoor temperature",
        "train Boiler-1's natural gas for 2024 based on outdoor temperature",
    ],
)
def test_word_order_does_not_matter(said: str, read: Read) -> None:
    request = read(said).request
    assert isinstance(request, TrainBaseline)
    assert request.seu is not None
    assert (request.seu.name, request.energy_source) == ("Boiler-1", "natural_gas")
    assert (request.features, request.period) == (("outdoor_temp_c",), YEAR)


@pytest.mark.parametrize(
    ("said", "about", "reason"),
    [
        ("train baseline for", "seu", None),
        ("train a baseline for Boiler-1 using", "energy_source", None),
        ("train a baseline for natural gas Boiler-1 using", "features", None),
        ("train a baseline for natural gas Boiler-1 using outdoor temperature for", "period", None),
        ("train a baseline for natural gas Boiler-1 using outdoor temperature", "period", None),
        ("train a baseline for natural gas Boiler-1 for 2024", "features", None),
        ("train baseline for compressor when", "confirm", "unknown_seu"),
        ("train baseline for the conveyor", "seu", "ambiguous_seu"),
        ("train natural gas boiler 1 with degree days", "features", "ambiguous_feature"),
        ("train natural gas boiler 1 in the summer", "period", "period_not_understood"),
        ("train boiler 1 with temperature for the summer", "period", "period_not_understood"),
    ],
)
def test_the_first_missing_piece_is_asked_for(said: str, about: str, reason: str | None, read: Read) -> None:
    assert asked(read(said)) == (about, reason)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("train electricity compressor 1 using moon phase", "unknown_feature"),
        ("train a baseline using moon phase", "unknown_feature"),
        ("train compressor 7 using moon phase", "unknown_seu"),
        ("train hydrogen compressor 7 using moon phase", "unknown_energy_source"),
        ("train conveyor a for 2031", "period_in_future"),
        ("train conveyor a using moon phase for 2031", "unknown_feature"),
        ("train steam conveyor a for the summer", "seu_without_energy_source"),
    ],
)
def test_what_was_said_wrongly_comes_before_what_was_not_said(said: str, code: str, read: Read) -> None:
    assert refused(read(said)) == code


def test_drivers_and_period_are_told_while_the_machine_is_open(read: Read) -> None:
    request = read("train a baseline using outdoor temperature for 2024").request
    assert request == TrainBaseline(features=("outdoor_temp_c",), period=YEAR)


def test_a_machine_is_told_while_its_energy_source_is_open(read: Read) -> None:
    request = read("train boiler 1 using outdoor temperature for 2024").request
    assert isinstance(request, TrainBaseline)
    assert request.seu is not None
    assert (request.seu.name, request.energy_source) == ("Boiler-1", None)
    assert (request.features, request.period) == (("outdoor_temp_c",), YEAR)


def test_backfill_trains_only_where_it_is_said(read: Read) -> None:
    for said, included in (("", False), (" including backfilled data", True)):
        request = read(f"train conveyor a using production for 2024{said}").request
        assert isinstance(request, TrainBaseline)
        assert request.include_backfill is included
        assert request.features == ("production_count",)


def test_lists(read: Read) -> None:
    assert read("which energy sources are there", "list_energy_sources").request == ListEnergySources()
    assert read("which machines use natural gas", "list_seus").request == ListSeus("natural_gas")
    assert read("list the seus", "list_seus").request == ListSeus()
    assert read("what can I say", "energy_help").request == EnergyHelp()
    assert read("list features for steam", "list_features").request == ListFeatures(None, "steam")
    assert refused(read("which machines use hydrogen", "list_seus")) == "unknown_energy_source"
    assert refused(read("list features for plutonium", "list_features")) == "unknown_energy_source"
    assert refused(read("list features for boiler 7", "list_features")) == "unknown_seu"
    assert asked(read("list features", "list_features")) == ("energy_source", None)
    assert asked(read("list features for boiler 1", "list_features")) == ("energy_source", None)
    understood = read("list features for hvac main", "list_features")
    assert isinstance(understood.request, ListFeatures)
    assert understood.request.energy_source == "electricity"


def test_questions_about_a_baseline(read: Read) -> None:
    described = read("explain the steam baseline of boiler 1 in detail", "describe_baseline").request
    assert isinstance(described, DescribeBaseline)
    assert (described.energy_source, described.details) == ("steam", True)
    restored = read("go back to the previous baseline of conveyor a", "restore_baseline")
    assert isinstance(restored.request, RestoreBaseline)
    assert restored.request.seu is not None
    assert restored.question is None
    compared = read("what changed in the baseline of conveyor a", "compare_baselines")
    assert isinstance(compared.request, CompareBaselines)
    assert compared.question is None
    assert asked(read("describe the baseline", "describe_baseline")) == ("seu", None)


def test_performance_and_data(read: Read) -> None:
    performance = read("how did conveyor a do in october", "energy_performance").request
    assert isinstance(performance, EnergyPerformance)
    assert performance.period == Period(date(2026, 10, 1), date(2026, 11, 1))
    assert asked(read("how did conveyor a do", "energy_performance")) == ("period", None)
    data = read("which data of conveyor a is real", "data_sources")
    assert isinstance(data.request, DataSources)
    assert data.request.period is None
    assert data.question is None


def test_retraining_all(read: Read) -> None:
    assert read("retrain all baselines for 2024", "retrain_all").request == RetrainAll(YEAR)
    assert asked(read("retrain all baselines", "retrain_all")) == ("period", None)


@pytest.mark.parametrize(
    ("said", "conditions"),
    [
        ("at 500 units and 22 degrees", {"production_count": 500.0, "outdoor_temp_c": 22.0}),
        (
            "with a production count of 500 and an outdoor temperature of minus 5",
            {"production_count": 500.0, "outdoor_temp_c": -5.0},
        ),
        ("if production is 1,500 and it is -5 degrees outside", {"production_count": 1500.0, "outdoor_temp_c": -5.0}),
        ("at twelve point five degrees and two thousand units", {"production_count": 2000.0, "outdoor_temp_c": 12.5}),
        ("for 800 pieces at 20 °C", {"production_count": 800.0, "outdoor_temp_c": 20.0}),
    ],
)
def test_conditions(said: str, conditions: dict[str, float], read: Read) -> None:
    understood = read(f"predict the energy of compressor 1 electricity {said}", "predict_energy")
    request = understood.request
    assert isinstance(request, PredictEnergy)
    assert request.conditions == conditions
    assert understood.question is None


def test_a_unit_may_stand_before_what_it_measures(read: Read) -> None:
    said = "how much biogas should power boiler 4 take with 5200 cubic meters of wastewater and 12 degrees outside"
    request = read(said, "predict_energy", plant="paper").request
    assert isinstance(request, PredictEnergy)
    assert request.conditions == {"wastewater_m3": 5200.0, "outdoor_temp_c": 12.0}


@pytest.mark.parametrize(
    ("where", "said", "conditions"),
    [
        (
            "paper",
            "with 310 tons of paper at 80 gsm basis weight, how much electricity should PM2 take",
            {"paper_tons": 310.0, "basis_weight_gsm": 80.0},
        ),
        (
            "dairy",
            "suppose wet bulb hits 19 and run hours are 5, how much electricity for cooling tower north",
            {"wet_bulb_temp_c": 19.0, "run_hours": 5.0},
        ),
        (
            "demo",
            "for 40 pieces at zero degrees outside the conveyor a would need how much electricity",
            {"production_count": 40.0, "outdoor_temp_c": 0.0},
        ),
    ],
)
def test_no_number_is_taken_for_another_one(where: str, said: str, conditions: dict[str, float], read: Read) -> None:
    request = read(said, "predict_energy", plant=where).request
    assert isinstance(request, PredictEnergy)
    assert request.conditions == conditions


def test_a_missing_condition_is_asked_for(read: Read) -> None:
    understood = read("predict the energy of compressor 1 electricity at 500 units", "predict_energy")
    assert asked(understood) == ("features", None)
    assert understood.question is not None
    assert understood.question.choices == ("outdoor_temp_c",)


@pytest.mark.parametrize(
    ("said", "sets"),
    [
        ("outdoor temperature and heating degree days", (("outdoor_temp_c",), ("heating_degree_days",))),
        ("outdoor temperature versus heating degree days", (("outdoor_temp_c",), ("heating_degree_days",))),
        ("adding humidity to production", (("production_count",), ("production_count", "humidity"))),
        (
            "outdoor temperature with outdoor temperature and production",
            (("outdoor_temp_c",), ("outdoor_temp_c", "production_count")),
        ),
        (
            "outdoor temperature, wind speed or heating degree days or production",
            (("outdoor_temp_c", "wind_speed"), ("heating_degree_days",), ("production_count",)),
        ),
    ],
)
def test_sets_of_drivers(said: str, sets: tuple[tuple[str, ...], ...], read: Read) -> None:
    understood = read(f"compare {said} for natural gas boiler 1 in 2024", "compare_drivers")
    request = understood.request
    assert isinstance(request, CompareDrivers)
    assert request.sets == sets
    assert understood.question is None


def test_an_empty_plant_has_nothing_to_offer(lexicon: Lexicon) -> None:
    for intent in reading.INTENTS:
        understood = reading.read(
            "train boiler 1 gas using temp for 2024", intent, Situation(Catalogue(), lexicon, date(2026, 1, 1))
        )
        assert understood.request.intent == intent


def test_an_intent_that_is_none_is_an_error(read: Read) -> None:
    with pytest.raises(KeyError):
        read("train", "make_coffee")
