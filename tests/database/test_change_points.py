"""Consumption that bends at a temperature: found, stored, told, predicted with, reported against and trained anew."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from spoken_plant import SpokenPlant, noise, production, seasons

DAYS = 366 + 365
BEND = "train a change point model for natural gas Boiler-7 using outdoor temperature for 2024"


@pytest.fixture
def works(plant_url: str) -> Iterator[SpokenPlant]:
    """Boiler-7 heats below 14 °C and does nothing above; Hall-1 heats below 12 and cools above 19."""
    made = SpokenPlant(plant_url)
    temperature = seasons(DAYS)
    gas = 50 + 12 * np.maximum(14 - temperature, 0) + noise(DAYS, 4)
    made.write(made.machine("Boiler-7", "natural_gas"), {"consumption_m3": gas, "outdoor_temp_c": temperature})
    power = 300 + 8 * np.maximum(12 - temperature, 0) + 20 * np.maximum(temperature - 19, 0) + noise(DAYS, 5)
    made.write(
        made.machine("Hall-1", "electricity"),
        {"energy_kwh": power, "outdoor_temp_c": temperature, "production_count": production(DAYS)},
    )
    yield made
    made.close()


def test_a_heating_model_is_found_stored_and_told(works):
    talk = works.talk()
    said = talk.ask(BEND, "train_baseline")
    result = talk.result
    assert result["ok"], result
    assert result["forms"][0]["model"] == "3PH"
    (driver,) = result["drivers"]
    parameters = result["definitions"][driver]["parameters"]
    assert (parameters["feature"], parameters["side"]) == ("outdoor_temp_c", "below")
    assert parameters["point"] == pytest.approx(14, abs=0.3)
    assert result["coefficients"][driver] == pytest.approx(12, rel=0.03)
    assert " times how far outdoor temperature is below 1" in said[0]
    assert said[1].startswith(
        "Of 4 forms over outdoor temperature I chose the three-parameter heating model with its change point at 1"
    )


def test_a_model_that_heats_and_cools_has_two_points(works):
    talk = works.talk()
    talk.ask("train a change point model for Hall-1 using outdoor temperature for 2024", "train_baseline")
    result = talk.result
    assert result["forms"][0]["model"] == "5P"
    assert result["forms"][0]["points"] == pytest.approx([12, 19], abs=0.7)
    assert list(result["coefficients"].values()) == pytest.approx([8, 20], rel=0.1)


@pytest.mark.parametrize(
    ("utterance", "model", "point"),
    [
        ("train a change point model for natural gas Boiler-7 using heating degree days for 2024", "3PH", 14),
        ("train a change point model for Store-1 using cooling degree days for 2024", "3PC", 17),
    ],
)
def test_degree_days_ask_for_their_own_form_over_the_temperature_itself(works, utterance, model, point):
    temperature = seasons(DAYS)
    cooling = 300 + 20 * np.maximum(temperature - 17, 0) + noise(DAYS, 5)
    works.write(works.machine("Store-1", "electricity"), {"energy_kwh": cooling, "outdoor_temp_c": temperature})
    talk = works.talk()
    said = talk.ask(utterance, "train_baseline")
    result = talk.result
    assert result["ok"], result
    assert [form["model"] for form in result["forms"]] == [model, "2P"]
    assert {form["driver"] for form in result["forms"]} == {"outdoor_temp_c"}
    assert result["forms"][0]["points"] == pytest.approx([point], abs=0.5)
    assert said[1].endswith("The runner-up is the straight line.")


def test_heating_and_cooling_degree_days_ask_for_two_points(works):
    talk = works.talk()
    asked = "train a change point model for Hall-1 using heating degree days and cooling degree days for 2024"
    talk.ask(asked, "train_baseline")
    assert talk.result["forms"][0]["model"] == "5P", talk.result
    assert talk.result["forms"][0]["points"] == pytest.approx([12, 19], abs=0.7)


def test_no_heating_is_found_where_nothing_heats(works):
    temperature = seasons(DAYS)
    cooling = 300 + 20 * np.maximum(temperature - 5, 0) + noise(DAYS, 5)
    works.write(works.machine("Store-1", "electricity"), {"energy_kwh": cooling, "outdoor_temp_c": temperature})
    talk = works.talk()
    talk.ask("train a change point model for Store-1 using heating degree days for 2024", "train_baseline")
    assert [form["model"] for form in talk.result["forms"]] == ["2P", "3PH"], talk.result


def test_what_does_not_bend_is_a_straight_line(works):
    machine = works.rows.value("SELECT id::text FROM machines WHERE name = 'Hall-1'")
    works.rows.execute("DELETE FROM energy_readings")
    works.write(machine, {"energy_kwh": 300 + 8 * seasons(DAYS) + noise(DAYS, 5)})
    talk = works.talk()
    talk.ask("train a change point model for Hall-1 using outdoor temperature for 2024", "train_baseline")
    assert talk.result["forms"][0]["model"] == "2P"
    assert talk.result["drivers"] == ["outdoor_temp_c"]


def test_it_predicts_from_the_temperature_itself(works):
    talk = works.talk()
    talk.ask(BEND, "train_baseline")
    talk.ask("what is the expected energy of natural gas Boiler-7 at 4 degrees", "predict_energy")
    assert talk.result["conditions"] == {"outdoor_temp_c": 4.0}
    assert talk.result["energy"] == pytest.approx(50 + 12 * 10, rel=0.03)
    talk.ask("what is the expected energy of natural gas Boiler-7 at 25 degrees", "predict_energy")
    assert talk.result["energy"] == pytest.approx(50, rel=0.05)
    assert talk.ask("what is the expected energy of natural gas Boiler-7", "predict_energy") == [
        "Which value shall I take for outdoor temperature?"
    ]


def test_a_period_is_reported_against_it_and_it_keeps_its_point_when_trained_anew(works):
    talk = works.talk()
    talk.ask(BEND, "train_baseline")
    trained = talk.result
    talk.ask("how did natural gas Boiler-7 do against its baseline in march 2025", "energy_performance")
    assert talk.result["within_uncertainty"], talk.result
    talk.ask("retrain all baselines for 2025", "retrain_all")
    (again,) = talk.result["trained"]
    assert again["definitions"] == trained["definitions"]
    assert again["coefficients"] == pytest.approx(trained["coefficients"], rel=0.03)


def test_several_drivers_cannot_bend_together(works):
    talk = works.talk()
    talk.ask(
        "train a change point model for Hall-1 using production count and outdoor temperature for 2024",
        "train_baseline",
    )
    assert talk.result["code"] == "one_driver_to_bend"
    assert works.rows.value("SELECT count(*) FROM enms.baselines") == 0


def test_with_the_choice_left_to_us_the_better_of_both_worlds_is_taken(works):
    talk = works.talk()
    talk.ask("train a change point model for Boiler-7 natural gas for 2024 and pick the best drivers", "train_baseline")
    assert talk.result["ok"], talk.result
    assert talk.result["r_squared"] > 0.98
