"""Names and units are said in words that are understood again."""

from __future__ import annotations

import pytest
from plants import PLANTS
from talking import TODAY

from skill_enms.catalogue import EnergySource, Feature
from skill_enms.requests import TrainBaseline
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.spoken import spoken_energy_source, spoken_feature, spoken_unit
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("outdoor_temp_c", "outdoor temperature"),
        ("avg_pressure_bar", "average pressure"),
        ("max_power_kw", "maximum power"),
        ("heating_degree_days", "heating degree days"),
        ("electricity_kwh", "electricity"),
        ("avg_flow_rate_m3h", "average flow rate"),
        ("avg_enthalpy_kj_kg", "average enthalpy"),
        ("production_count", "production count"),
        ("dewpoint_c", "dew point"),
        ("weekend", "weekend"),
        ("c", "c"),
    ],
)
def test_a_feature_is_said_without_its_unit(name: str, said: str, lexicon: Lexicon) -> None:
    assert spoken_feature(Feature(name, "steam", "AVG"), lexicon) == said


@pytest.mark.parametrize(
    ("unit", "one", "many"),
    [
        ("kWh", "kilowatt hour", "kilowatt hours"),
        ("m³", "cubic metre", "cubic metres"),
        ("Nm³", "normal cubic metre", "normal cubic metres"),
        ("kg", "kilogram", "kilograms"),
        ("°C", "degree Celsius", "degrees Celsius"),
        ("furlong", "furlong", "furlong"),
        ("", "", ""),
    ],
)
def test_a_unit_is_said_in_words(unit: str, one: str, many: str, lexicon: Lexicon) -> None:
    assert (spoken_unit(unit, lexicon, plural=False), spoken_unit(unit, lexicon)) == (one, many)


def test_an_energy_source_is_said_in_its_words(lexicon: Lexicon) -> None:
    assert spoken_energy_source(EnergySource("1", "natural_gas", "m³"), lexicon) == "natural gas"
    assert spoken_energy_source(EnergySource("1", "ng", "m³", spoken_names=("mains gas",)), lexicon) == "mains gas"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Fernwärme", "Fernwärme"),
        ("fernwärme_netz", "fernwärme netz"),
        ("Vorlauf °C", "Vorlauf"),
        ("Énergie_récupérée", "Énergie récupérée"),
        ("COOLING_WATER", "cooling water"),
        ("BoilerHouse_02", "boiler house 2"),
    ],
)
def test_a_name_keeps_its_accents_and_the_capital_of_its_noun(name: str, said: str, lexicon: Lexicon) -> None:
    assert spoken_feature(Feature(name, "steam", "AVG"), lexicon) == said
    if "°" not in name:
        assert spoken_energy_source(EnergySource("1", name, "kWh"), lexicon) == said


@pytest.mark.parametrize("where", sorted(PLANTS))
def test_what_is_said_of_a_feature_is_understood_again(where: str, lexicon: Lexicon) -> None:
    catalogue = PLANTS[where]
    for seu in catalogue.seus[:20]:
        for feature in catalogue.features_of(seu.energy_source):
            source = seu.energy_source.replace("_", " ")
            said = f"train {seu.name}, {source}, using {spoken_feature(feature, lexicon)} for 2024"
            request = reading.read(said, "train_baseline", Situation(catalogue, lexicon, TODAY)).request
            assert isinstance(request, TrainBaseline)
            assert request.features == (feature.name,), said
