"""What goes wrong with baselines, each on a small plant that has it, and the sentence that tells it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from spoken_plant import SpokenPlant, noise, production, seasons

YEAR = 366
BOTH = "train baseline for electricity Press-1 using production count and outdoor temperature for 2024"
COUNT = "train baseline for electricity Press-1 using production count for 2024"


@pytest.fixture
def works(plant_url: str) -> Iterator[SpokenPlant]:
    made = SpokenPlant(plant_url)
    yield made
    made.close()


def pressed(works: SpokenPlant, n: int = YEAR, **changed) -> dict[str, np.ndarray]:
    """Press-1 with days of known physics, some of its columns changed."""
    count, temperature = production(n), seasons(n)
    days = {
        "energy_kwh": 200 + 0.04 * count + 5 * temperature + noise(n, 10),
        "production_count": count,
        "outdoor_temp_c": temperature,
        **changed,
    }
    works.write(works.machine("Press-1", "electricity"), days)
    return days


def heated(works: SpokenPlant, n: int = YEAR, base: float = 18.0) -> None:
    """Boiler-7, whose gas follows the cold below a base temperature."""
    temperature = seasons(n)
    gas = 50 + 12 * np.maximum(base - temperature, 0) + noise(n, 4)
    works.write(works.machine("Boiler-7", "natural_gas"), {"consumption_m3": gas, "outdoor_temp_c": temperature})


def refused(talk, utterance: str, code: str) -> str:
    """What is said to a request that is refused with a code, and of which nothing is stored."""
    said = talk.ask(utterance, "train_baseline")
    assert (talk.result["ok"], talk.result["code"]) == (False, code), talk.result
    with talk.plant.open().reading() as connection:
        assert connection.execute("SELECT count(*) FROM enms.baselines").fetchone() == (0,)
    return " ".join(said)


def trained(talk, utterance: str) -> str:
    """What is said to a request that is trained."""
    said = talk.ask(utterance, "train_baseline")
    assert talk.result["ok"], talk.result
    return " ".join(said)


def test_temperature_and_degree_days_over_a_year_are_trained_and_the_better_one_is_offered(works):
    heated(works)
    talk = works.talk()
    said = trained(
        talk, "train baseline for natural gas Boiler-7 using outdoor temperature and heating degree days for 2024"
    )
    assert "Outdoor temperature and heating degree days overlap, so each coefficient alone means little; " in said
    assert "with heating degree days alone, R-squared is 0.99" in said
    assert said.endswith("Use that instead?")
    talk.say("yes")
    assert talk.result["drivers"] == ["heating_degree_days"]
    assert talk.result["coefficients"]["heating_degree_days"] == pytest.approx(12, rel=0.02)
    again = "train baseline for natural gas Boiler-7 using outdoor temperature and heating degree days for 2024"
    assert "overlap, so each coefficient alone means little; " in trained(talk, again), "a driver too many is no worse"


def test_temperature_and_degree_days_of_a_winter_have_no_unique_answer(works):
    heated(works)
    talk = works.talk()
    said = refused(
        talk,
        "train baseline for natural gas Boiler-7 using outdoor temperature and heating degree days for january 2024",
        "collinear_drivers",
    )
    assert said == (
        "Outdoor temperature and heating degree days determine one another here, so there is no unique answer. "
        "With outdoor temperature there is one. Use that instead?"
    )


def test_temperature_with_both_degree_days_has_no_unique_answer(works):
    heated(works)
    said = refused(
        works.talk(),
        "train baseline for natural gas Boiler-7 using outdoor temperature, heating degree days and cooling degree days"
        " for 2024",
        "collinear_drivers",
    )
    assert "determine one another here, so there is no unique answer" in said


def test_a_constant_driver_is_named_and_left_out_on_request(works):
    pressed(works, humidity=np.full(YEAR, 40.0))
    talk = works.talk()
    said = refused(
        talk,
        "train baseline for electricity Press-1 using production count and humidity for 2024",
        "constant_driver",
    )
    assert said.startswith("Humidity is 40 on every day of that period, so it explains nothing.")
    talk.say("yes")
    assert talk.result["drivers"] == ["production_count"]


def test_a_copy_of_a_driver_is_named(works):
    count = production(YEAR)
    pressed(works, wind_speed=count / 100)
    said = refused(
        works.talk(),
        "train baseline for electricity Press-1 using production count and wind speed for 2024",
        "collinear_drivers",
    )
    assert said.startswith("Production count and wind speed determine one another here")


def test_too_few_days_are_counted(works):
    pressed(works)
    said = refused(
        works.talk(),
        "train baseline for electricity Press-1 using production count and outdoor temperature"
        " from 1 march 2024 to 9 march 2024",
        "too_few_days",
    )
    assert said == "I found 9 days for 2 drivers, and I need at least 10. Choose a longer period or fewer drivers."


def test_a_driver_that_is_the_meter_itself_is_trained_with_a_warning(works):
    pressed(works)
    works.rows.execute("UPDATE energy_readings SET power_kw = energy_kwh / 6")
    said = trained(works.talk(), "train baseline for electricity Press-1 using average power for 2024")
    assert "R-squared 0.999." in said or "R-squared 1." in said
    assert said.endswith(
        "Average power comes from the same meter, so it explains itself. "
        "Choose another driver for a baseline you can act on."
    )


def test_a_driver_that_is_the_meter_itself_is_never_chosen(works):
    pressed(works)
    works.rows.execute("UPDATE energy_readings SET power_kw = energy_kwh / 6, current_a = energy_kwh * 0.4")
    talk = works.talk()
    trained(talk, "train baseline for electricity Press-1 and pick the best drivers for 2024")
    assert set(talk.result["drivers"]) == {"production_count", "outdoor_temp_c"}
    assert talk.result["choice"]["excluded"]["current_a"] == "leaking"
    assert talk.result["choice"]["excluded"]["avg_power_kw"] == "leaking"


def test_a_fit_that_is_too_good_is_doubted(works):
    count = production(YEAR)
    pressed(works, energy_kwh=200 + 0.04 * count)
    said = trained(works.talk(), COUNT)
    assert "is too good to be true for a machine" in said


def test_a_consumption_that_never_changes_leaves_nothing_to_explain(works):
    pressed(works, energy_kwh=np.full(YEAR, 120.0))
    said = refused(works.talk(), COUNT, "constant_target")
    assert said == (
        "Press-1 electricity used 120 on every day of that period, so there is nothing to explain. "
        "Choose another period."
    )


def test_days_without_readings_are_counted_and_told_by_cause(works):
    pressed(works)
    works.rows.execute("DELETE FROM energy_readings WHERE time >= '2024-03-01' AND time < '2024-03-21'")
    works.rows.execute("DELETE FROM energy_readings WHERE time::date = '2024-05-01' AND extract(hour FROM time) > 0")
    works.rows.execute("DELETE FROM energy_readings WHERE time::date = '2024-06-01' AND extract(hour FROM time) = 18")
    works.rows.execute("DELETE FROM production_data WHERE time >= '2024-08-01' AND time < '2024-08-04'")
    talk = works.talk()
    said = trained(talk, BOTH)
    assert said.startswith("Press-1 electricity baseline trained on 342 days of 2024, 24 left out.")
    assert talk.result["days_dropped"] == {"no_readings": 20, "under_half_complete": 1, "no_driver_value": 3}
    details = " ".join(talk.say("give me the details"))
    assert (
        "It was trained on 342 of 366 days of 2024. It leaves out 20 days without readings, "
        "3 days on which a driver has no value and 1 day with less than half of the readings." in details
    )
    assert talk.result["coefficients"]["production_count"] == pytest.approx(0.04, rel=0.02), (
        "the day with three quarters of its readings is scaled"
    )


def test_days_are_the_plants_own_also_where_clocks_change(plant_url):
    works = SpokenPlant(plant_url, "America/New_York")
    pressed(works)
    talk = works.talk()
    said = trained(talk, BOTH)
    assert said.startswith("Press-1 electricity baseline trained on 366 days of 2024.")
    assert talk.result["coefficients"]["outdoor_temp_c"] == pytest.approx(5, rel=0.05)
    works.close()


def test_a_shutdown_is_kept(works):
    days = pressed(works)
    count, energy = days["production_count"].copy(), days["energy_kwh"].copy()
    count[200:214], energy[200:214] = 0, 0
    works.rows.execute("DELETE FROM energy_readings")
    works.rows.execute("DELETE FROM production_data")
    machine = works.rows.value("SELECT id::text FROM machines")
    works.write(machine, {"energy_kwh": energy, "production_count": count})
    talk = works.talk()
    said = trained(talk, COUNT)
    assert said.startswith("Press-1 electricity baseline trained on 366 days of 2024. ")
    assert talk.result["n_days"] == YEAR


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        ("energy_kwh = -5", "negative_readings", "I kept 1 reading below zero. Check the meter there."),
        ("energy_kwh = 9000", "spikes", "I kept 1 reading far above the usual. Check the meter there."),
    ],
)
def test_odd_readings_are_kept_counted_and_told(works, change, code, sentence):
    pressed(works)
    works.rows.execute(f"UPDATE energy_readings SET {change} WHERE time = '2024-07-01 06:00+00'")
    talk = works.talk()
    trained(talk, BOTH)
    assert code in talk.result["warnings"]
    assert talk.result["n_days"] == YEAR
    assert sentence in talk.say("give me the details")


def test_a_counter_that_was_never_reset_is_told_before_anything_else(works):
    pressed(works)
    works.rows.execute("DELETE FROM energy_readings")
    machine = works.rows.value("SELECT id::text FROM machines")
    works.rows.readings("energy_readings", machine, "2024-01-01", "2025-01-01", energy_kwh="1000 + 12 * h")
    said = trained(works.talk(), COUNT)
    assert "Its readings rise like a counter that is never reset" in said


def test_backfill_does_not_train_unless_it_is_asked_for_and_a_mix_is_told(works):
    pressed(works)
    works.rows.execute("UPDATE energy_readings SET data_source = 'backfill' WHERE time < '2024-04-01'")
    talk = works.talk()
    said = trained(talk, BOTH)
    assert said.startswith("Press-1 electricity baseline trained on 275 days of 2024, 91 left out.")
    assert talk.result["data_sources"] == {"meter": 1.0}
    said = trained(talk, f"{BOTH} including backfill")
    assert talk.result["n_days"] == YEAR
    assert talk.result["data_sources"]["backfill"] == pytest.approx(91 / 366)
    assert "Its readings are mixed: 75 percent meter and 25 percent backfill." in said


def test_of_several_machines_amounts_are_added_and_temperatures_averaged(works):
    count, temperature = production(YEAR), seasons(YEAR)
    presses = [works.machine(name) for name in ("Press-2", "Press-3")]
    for place, press in enumerate(presses):
        energy = 100 + 0.04 * count + 2.5 * temperature + noise(YEAR, 5, seed=place)
        works.write(press, {"energy_kwh": energy, "production_count": count, "outdoor_temp_c": temperature + place})
    works.rows.seu("Press Line", "electricity", *presses)
    talk = works.talk()
    said = trained(talk, "train baseline for Press Line using production count and outdoor temperature for 2024")
    assert said.startswith("Press Line electricity baseline trained on 366 days of 2024. R-squared 0.9")
    assert talk.result["coefficients"]["production_count"] == pytest.approx(0.04, rel=0.02)
    assert talk.result["coefficients"]["outdoor_temp_c"] == pytest.approx(5, rel=0.05)
    assert talk.result["intercept"] == pytest.approx(200 - 2.5, abs=12)


def test_a_machine_without_readings_is_named(works):
    pressed(works)
    working = works.rows.value("SELECT id::text FROM machines")
    silent = works.machine("Press-9")
    works.rows.seu("Press Pair", "electricity", working, silent)
    said = trained(works.talk(), "train baseline for Press Pair using outdoor temperature and weekend for 2024")
    assert "There are no readings of Press-9, so only the other machines count." in said


def test_an_expectation_beyond_what_was_trained_on_says_so(works):
    pressed(works)
    talk = works.talk()
    trained(talk, BOTH)
    said = talk.ask("what is the expected energy for Press-1 at 3000 units and 45 degrees", "predict_energy")
    assert talk.result["outside"] == ["outdoor_temp_c"]
    assert said[1].startswith("The baseline was trained with outdoor temperature from ")
    assert said[1].endswith(" only, so take that with care.")


def test_degree_days_follow_from_the_temperature_that_was_said_and_nothing_else_is_made_up(works):
    heated(works)
    talk = works.talk()
    trained(talk, "train baseline for natural gas Boiler-7 using heating degree days for 2024")
    said = talk.ask("what is the expected energy for natural gas Boiler-7 at minus 2 degrees", "predict_energy")
    assert talk.result["conditions"] == {"outdoor_temp_c": -2.0, "heating_degree_days": 20.0}
    assert talk.result["energy"] == pytest.approx(50 + 12 * 20, rel=0.02)
    assert said[0].startswith(
        "With outdoor temperature at minus 2 and heating degree days at 20, Boiler-7 natural gas "
    )
    talk.ask("what is the expected energy for natural gas Boiler-7 at 25 degrees", "predict_energy")
    assert talk.result["conditions"]["heating_degree_days"] == 0
    assert talk.ask("what is the expected energy for natural gas Boiler-7", "predict_energy") == [
        "Which value shall I take for heating degree days?"
    ]


def test_a_state_of_the_meter_is_no_leak(works):
    count = production(YEAR)
    press = works.machine("Press-1", "electricity")
    works.write(press, {"energy_kwh": 200 + 0.04 * count + noise(YEAR, 10), "production_count": count})
    works.rows.execute("UPDATE energy_readings SET power_factor = 0.9 - energy_kwh / 10000 + 0.02 * random()")
    talk = works.talk()
    said = trained(talk, "train baseline for electricity Press-1 using production count and power factor for 2024")
    assert "leaking_driver" not in talk.result["warnings"]
    assert "comes from the same meter" not in said


def test_a_sign_that_contradicts_physics_is_told(works):
    pressed(works)
    works.rows.execute(
        "UPDATE energy_source_features SET parameters = '{\"expected_sign\": -1}' "
        "WHERE feature_name = 'production_count'"
    )
    talk = works.talk()
    said = trained(talk, BOTH)
    assert said.endswith(
        "The effect of production count has the opposite sign of what is expected. "
        "Check its readings, or train without it."
    )


def test_a_day_that_alone_decides_is_named(works):
    humidity = np.full(YEAR, 40.0)
    humidity[100] = 90.0
    pressed(works, humidity=humidity)
    talk = works.talk()
    trained(
        talk, "train baseline for electricity Press-1 using production count, outdoor temperature and humidity for 2024"
    )
    assert "influential_days" in talk.result["warnings"]
    told = talk.say("give me the details")
    assert "Single days weigh heavily in it: April 10 2024. Check what happened then." in told


def test_noise_is_not_chosen_and_what_was_tried_is_told(works):
    pressed(works, humidity=noise(YEAR, 10, seed=21), wind_speed=noise(YEAR, 3, seed=22))
    talk = works.talk()
    said = trained(talk, "train baseline for electricity Press-1 and pick the best drivers for 2024")
    assert set(talk.result["drivers"]) == {"production_count", "outdoor_temp_c"}
    assert "The runner-up, " in said
    assert {"humidity", "wind_speed"} <= set(talk.result["choice"]["features_tried"])


def test_nothing_is_trained_where_nothing_explains_anything(works):
    works.write(
        works.machine("Press-1", "electricity"),
        {"energy_kwh": 500 + noise(YEAR, 50), "production_count": production(YEAR)},
    )
    said = refused(
        works.talk(), "train baseline for electricity Press-1 and pick the best drivers for 2024", "no_driver_found"
    )
    assert said.startswith("Of ")
    assert said.endswith("Name the drivers you want, or choose a longer period.")


def test_a_base_temperature_is_searched_stored_and_told(works):
    heated(works, base=13.0)
    talk = works.talk()
    said = trained(talk, "train baseline for natural gas Boiler-7 and pick the best drivers for 2024")
    assert talk.result["drivers"] == ["heating_degree_days"]
    assert talk.result["definitions"]["heating_degree_days"]["parameters"]["base"] == pytest.approx(13, abs=1)
    assert "heating degree days with a base of 13 degrees" in said
    assert talk.result["coefficients"]["heating_degree_days"] == pytest.approx(12, rel=0.03)


def test_coefficients_are_told_in_figures_that_can_be_heard(works):
    count = production(YEAR) * 1000
    pressed(works, production_count=count, energy_kwh=200 + 0.00004 * count + noise(YEAR, 10))
    said = trained(works.talk(), COUNT)
    assert " per thousand of production count" in said
    assert "0.000" not in said


def test_a_fault_of_the_readings_that_makes_a_baseline_fail_is_said_before_other_drivers_are_proposed(works):
    pressed(works)
    works.rows.execute("UPDATE energy_readings SET energy_kwh = 90000 WHERE time = '2024-07-01 06:00+00'")
    works.rows.execute("UPDATE energy_readings SET energy_kwh = -4000 WHERE time = '2024-09-12 06:00+00'")
    talk = works.talk()
    said = trained(talk, BOTH)
    assert talk.result["warnings"][:2] == ["failing_for_few_days", "rule_set_failed"]
    assert "But for July 1 2024 and September 12 2024 it would meet the SEP rules, with an R-squared of 0.9" in said
    assert said.endswith("Check what the meter did then. I kept 1 reading far above the usual. Check the meter there.")
    performed = talk.ask("how did Press-1 do against its baseline in july 2024", "energy_performance")
    assert performed[performed.index("Most of the deviation is from July 1 2024 alone.") + 1] == (
        "I kept 1 reading far above the usual. Check the meter there."
    )


def test_a_baseline_that_fails_by_its_drivers_blames_no_day(works):
    pressed(works, humidity=noise(YEAR, 10, seed=21))
    talk = works.talk()
    said = trained(talk, "train baseline for electricity Press-1 using humidity for 2024")
    assert talk.result["warnings"][0] == "rule_set_failed"
    assert said.endswith("Try other drivers, or say pick the best.")


def test_that_most_days_are_backfill_is_said_before_what_is_doubtful_of_the_others(works):
    pressed(works)
    works.rows.execute("UPDATE energy_readings SET data_source = 'backfill' WHERE time < '2024-10-01'")
    works.rows.execute("DELETE FROM energy_readings WHERE time >= '2024-12-01'")
    said = trained(works.talk(), COUNT)
    assert said.startswith("Press-1 electricity baseline trained on 61 days of 2024, 305 left out.")
    told = (
        "It leaves out 274 days of backfilled readings and 31 days without readings. "
        "Backfill counts only when you say including backfill."
    )
    assert told in said
