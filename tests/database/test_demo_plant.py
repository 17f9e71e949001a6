"""The demo plant in a real database: all of it, once, never in anybody's way, and true to its documentation."""

from __future__ import annotations

import threading
from datetime import date

import pandas as pd
import pytest
from builder import PlantBuilder

from skill_enms import demo
from skill_enms.analytics.ols import fit
from skill_enms.demo.loader import FIRST_END
from skill_enms.demo.meters import CONSUMPTION_AND_RATE, METER_TABLES
from skill_enms.demo.plant import COMPRESSED_AIR, MACHINES, SEUS, SIMULATED_MACHINES, STEEL_WORKS, DemoSeu
from skill_enms.demo.truth import TRUTHS, truth_of
from skill_enms.plant.database import Database
from skill_enms.plant.discovery import read_catalogue
from skill_enms.reasons import Refused

HOURS_OF_2024 = 366 * 24
ALL_TABLES = [*METER_TABLES.values(), "environmental_data", "production_data"]


@pytest.fixture(scope="module")
def told(module_plant_url: str) -> list[tuple[int, int]]:
    """What was told of the progress of loading the plant of 2024."""
    told: list[tuple[int, int]] = []
    with Database(module_plant_url) as database:
        summary = demo.load(database, until=FIRST_END, progress=lambda done, total: told.append((done, total)))
    assert not summary.was_loaded
    return told


@pytest.fixture(scope="module")
def loaded(module_plant_url: str, told: object) -> PlantBuilder:
    """The plant of 2024; read only."""
    return PlantBuilder(module_plant_url)


def counted(plant: PlantBuilder) -> dict[str, int]:
    return {table: plant.value(f"SELECT count(*) FROM {table}") for table in (*ALL_TABLES, "machines", "seus")}


def test_the_plant_has_its_machines_seus_and_time_zones(loaded: PlantBuilder) -> None:
    with Database(loaded.url) as database, database.reading() as connection:
        catalogue = read_catalogue(connection, "UTC")
    assert {machine.name for machine in catalogue.machines} == {machine.name for machine in MACHINES}
    found = {(seu.name, seu.energy_source): seu for seu in catalogue.seus}
    assert found.keys() == {(seu.name, seu.energy_source) for seu in SEUS}
    for seu in SEUS:
        row = found[seu.name, seu.energy_source]
        assert row.machine_ids == tuple(str(machine.id) for machine in seu.machines)
        assert row.time_zone == seu.machines[0].factory.time_zone
        assert set(seu.spoken_names) <= set(row.spoken_names)
    assert catalogue.problems == ()


def test_every_feature_of_the_truth_is_offered_for_its_energy_source(loaded: PlantBuilder) -> None:
    with Database(loaded.url) as database, database.reading() as connection:
        catalogue = read_catalogue(connection, "UTC")
    for meter, truth in TRUTHS.items():
        offered = {feature.name for feature in catalogue.features_of(meter.energy_source)}
        assert truth.coefficients.keys() <= offered


def test_every_simulated_machine_has_a_row_an_hour(loaded: PlantBuilder) -> None:
    rows = loaded.execute("SELECT machine_id, count(*) FROM environmental_data GROUP BY 1")
    assert dict(rows) == {machine.id: HOURS_OF_2024 for machine in SIMULATED_MACHINES}
    assert counted(loaded)["compressed_air_end_use_readings"] == HOURS_OF_2024


def test_the_steel_works_has_its_year_day_by_day(loaded: PlantBuilder) -> None:
    days = loaded.execute(
        "SELECT (time AT TIME ZONE 'Asia/Seoul')::date, count(*) FROM energy_readings WHERE machine_id = %s GROUP BY 1",
        STEEL_WORKS.id,
    )
    assert len(days) == 365
    assert {count for _, count in days} == {96}
    total = loaded.value("SELECT sum(energy_kwh)::text FROM energy_readings WHERE machine_id = %s", STEEL_WORKS.id)
    assert total == "959636.7100"


def test_readings_say_where_they_are_from(loaded: PlantBuilder) -> None:
    sources = dict(loaded.execute("SELECT data_source, count(*) FROM energy_readings GROUP BY 1"))
    assert sources["meter"] == 365 * 96
    assert sources["backfill"] == 8 * 7 * 24
    assert sources.keys() == {"meter", "simulator", "backfill"}


def daily(plant: PlantBuilder, seu: DemoSeu) -> pd.DataFrame:
    """Daily consumption, and every feature by name, of the SEU's real and complete days, by plain SQL."""
    column, _ = CONSUMPTION_AND_RATE[seu.energy_source]
    pressure = f"LEFT JOIN {METER_TABLES[COMPRESSED_AIR]} AS air USING (time, machine_id)"
    has_air = seu.energy_source == COMPRESSED_AIR
    rows = plant.execute(
        f"""
        SELECT sum(meter.{column})::float,
               sum(production.production_count)::float,
               sum(electricity.energy_kwh)::float,
               avg(weather.outdoor_temp_c), avg(weather.indoor_temp_c), avg(weather.wind_speed),
               avg(greatest(18 - weather.outdoor_temp_c, 0)), avg(greatest(weather.outdoor_temp_c - 18, 0)),
               (extract(isodow FROM (time AT TIME ZONE 'Europe/Berlin')::date) > 5)::int::float,
               {"avg(air.pressure_bar)" if has_air else "0.0"}
        FROM {METER_TABLES[seu.energy_source]} AS meter
        JOIN environmental_data AS weather USING (time, machine_id)
        JOIN production_data AS production USING (time, machine_id)
        LEFT JOIN energy_readings AS electricity USING (time, machine_id)
        {pressure if has_air else ""}
        WHERE machine_id = ANY(%s) AND meter.data_source <> 'backfill'
        GROUP BY (time AT TIME ZONE 'Europe/Berlin')::date
        HAVING count(*) >= 23 * %s
        """,
        [machine.id for machine in seu.machines],
        len(seu.machines),
    )
    names = ["consumption", "production_count", "electricity_kwh", "outdoor_temp_c", "ambient_temp_c", "wind_speed"]
    names += ["heating_degree_days", "cooling_degree_days", "weekend", "pressure_bar"]
    return pd.DataFrame(rows, columns=names)


@pytest.mark.parametrize(
    "seu", [seu for seu in SEUS if STEEL_WORKS not in seu.machines], ids=lambda seu: f"{seu.name} {seu.energy_source}"
)
def test_the_rows_give_the_truth_back(loaded: PlantBuilder, seu: DemoSeu) -> None:
    truth = truth_of(seu)
    model = fit(daily(loaded, seu), "consumption", list(truth.coefficients))
    assert model.n > 300
    for feature, coefficient in truth.coefficients.items():
        assert model.coefficients[feature] == pytest.approx(coefficient, abs=3 * model.std_errors[feature])
    assert model.intercept == pytest.approx(truth.intercept, abs=3 * (model.intercept_std_error or 0))


def test_loading_again_changes_nothing(loaded: PlantBuilder) -> None:
    before = counted(loaded)
    with Database(loaded.url) as database:
        assert demo.is_loaded(database)
        again = demo.load(database, until=FIRST_END)
    assert again.was_loaded
    assert again.rows_added == {}
    assert counted(loaded) == before


def test_days_that_have_passed_are_added_as_if_they_had_been_there(database: Database, plant: PlantBuilder) -> None:
    demo.load(database, until=FIRST_END)
    before = counted(plant)
    added = demo.load(database, until=date(2025, 2, 1))
    assert added.was_loaded
    assert added.rows_added["environmental_data"] == 31 * 24 * len(SIMULATED_MACHINES)
    assert {table: n - before[table] for table, n in counted(plant).items() if n > before[table]} == added.rows_added
    days = plant.execute(
        "SELECT (time AT TIME ZONE 'Europe/Berlin')::date, count(*), sum(consumption_m3)::text "
        "FROM natural_gas_readings WHERE time > '2024-12-30' GROUP BY 1 ORDER BY 1"
    )
    assert {count for _, count, _ in days[1:]} == {24}
    assert days[-1][0] == date(2025, 1, 31)
    assert demo.load(database, until=date(2024, 6, 1)).rows_added == {}


def test_a_clock_that_stands_in_the_past_still_gives_a_whole_year(loaded: PlantBuilder) -> None:
    with Database(loaded.url) as database:
        assert demo.load(database, until=date(1970, 1, 1)).end == FIRST_END


def test_a_plant_of_somebody_elses_is_left_alone(database: Database, plant: PlantBuilder) -> None:
    machine = plant.machine("Kiln")
    plant.seu("Kiln", "electricity", machine)
    before = counted(plant)
    with pytest.raises(demo.PlantInTheWay) as refused:
        demo.load(database, until=FIRST_END)
    assert refused.value.names == ("Kiln",)
    assert counted(plant) == before
    assert not demo.is_loaded(database)


def test_it_goes_beside_another_plant_when_told_to(database: Database, plant: PlantBuilder) -> None:
    machine = plant.machine("Kiln")
    plant.readings("energy_readings", machine, "2024-01-01", "2024-01-02", energy_kwh="1")
    demo.load(database, until=FIRST_END, beside_others=True)
    assert plant.value("SELECT count(*) FROM machines") == len(MACHINES) + 1
    assert plant.value("SELECT sum(energy_kwh)::int FROM energy_readings WHERE machine_id = %s", machine) == 24


def test_a_name_of_its_own_that_is_taken_is_in_the_way_even_then(database: Database, plant: PlantBuilder) -> None:
    plant.machine("Kiln")
    plant.machine(MACHINES[0].name)
    with pytest.raises(demo.PlantInTheWay) as refused:
        demo.load(database, until=FIRST_END, beside_others=True)
    assert refused.value.names == (MACHINES[0].name,)


def test_what_was_interrupted_leaves_nothing(database: Database, plant: PlantBuilder) -> None:
    class Interrupted(Exception):
        pass

    def interrupt(done: int, total: int) -> None:
        if done > 2:
            raise Interrupted

    with pytest.raises(Interrupted):
        demo.load(database, until=FIRST_END, progress=interrupt)
    assert set(counted(plant).values()) == {0}
    assert not demo.is_loaded(database)


def test_progress_is_told_to_the_end(told: list[tuple[int, int]]) -> None:
    total = told[-1][1]
    assert told == [(done, total) for done in range(1, total + 1)]


def test_of_two_that_load_at_once_one_does(database: Database, plant: PlantBuilder) -> None:
    summaries: list[demo.DemoSummary] = []
    threads = [
        threading.Thread(target=lambda: summaries.append(demo.load(database, until=FIRST_END))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(summary.was_loaded for summary in summaries) == [False, True]
    assert plant.value("SELECT count(*) FROM steam_readings") == HOURS_OF_2024


def test_a_database_without_the_schema_is_refused(bare_database: Database) -> None:
    assert not demo.is_loaded(bare_database)
    with pytest.raises(Refused) as refused:
        demo.load(bare_database, until=FIRST_END)
    assert refused.value.reason.code == "database_not_prepared"


@pytest.mark.parametrize(
    "unlike",
    [
        "ALTER TABLE machines ADD COLUMN serial_number text NOT NULL",
        "ALTER TABLE environmental_data RENAME wind_speed TO gusts",
        "DROP TABLE steam_readings",
        "UPDATE energy_sources SET readings_table = 'meters' WHERE name = 'steam'",
        "DELETE FROM energy_source_features; DELETE FROM energy_sources WHERE name = 'steam'",
    ],
)
def test_a_schema_that_it_does_not_fit_is_refused_and_left_empty(
    database: Database, plant: PlantBuilder, unlike: str
) -> None:
    plant.execute(unlike)
    with pytest.raises(Refused) as refused:
        demo.load(database, until=FIRST_END)
    assert refused.value.reason.code == "database_not_prepared"
    assert plant.value("SELECT count(*) FROM machines") == 0
