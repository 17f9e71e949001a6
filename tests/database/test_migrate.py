"""Migrations make what is missing, once, and leave what a plant has as it is."""

from __future__ import annotations

import json
import threading

import psycopg
import pytest
from builder import PlantBuilder
from servers import Server

from skill_enms.plant.database import Database
from skill_enms.plant.definitions import SEED
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.migrate import MIGRATIONS, is_prepared, migrate
from skill_enms.reasons import Refused

NOT_MIGRATED = """
    CREATE TABLE machines (id integer PRIMARY KEY, name text);
    CREATE TABLE energy_sources (id integer PRIMARY KEY, name text, unit text, carbon_factor numeric);
    CREATE TABLE seus (id integer PRIMARY KEY, name text, energy_source_id integer, machine_id integer);
    CREATE TABLE meters (time timestamptz, machine_id integer, energy_type text, energy_kwh real, power_kw real,
        data_source varchar(20));
    CREATE TABLE environmental_data (time timestamptz PRIMARY KEY, outdoor_temp_c real, data_source varchar(20));
    INSERT INTO machines VALUES (1, 'Oven');
    INSERT INTO energy_sources VALUES (1, 'gas', 'kWh', 0.2);
    INSERT INTO seus VALUES (1, 'Oven', 1, 1);
    INSERT INTO meters VALUES ('2024-01-01', 1, 'gas', 1, 2), ('2024-01-01', 1, 'power', 1, 2);
    INSERT INTO environmental_data VALUES ('2024-01-01', 5)
"""
NAMES = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*_*.sql"))


def test_an_empty_database_gets_everything_once(bare_database: Database) -> None:
    assert not is_prepared(bare_database)
    assert migrate(bare_database) == NAMES
    assert is_prepared(bare_database)
    assert migrate(bare_database) == []


def test_energy_sources_have_their_units_costs_and_carbon(plant: PlantBuilder) -> None:
    rows = plant.execute(
        "SELECT id::text, name, unit, cost_per_unit::float, carbon_intensity::float, readings_table "
        "FROM energy_sources ORDER BY id"
    )
    assert rows == [
        ("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", "electricity", "kWh", 0.12, 0.45, "energy_readings"),
        ("bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb", "natural_gas", "m³", 0.5, 2.02, "natural_gas_readings"),
        ("cccccccc-cccc-cccc-cccc-cccccccccccc", "steam", "kg", 0.08, 0.15, "steam_readings"),
        (
            "dddddddd-dddd-dddd-dddd-dddddddddddd",
            "compressed_air",
            "Nm³",
            0.03,
            0.12,
            "compressed_air_end_use_readings",
        ),
    ]


def test_every_seeded_feature_reads_a_column_that_exists(plant: PlantBuilder) -> None:
    missing = plant.execute(
        "SELECT feature_name FROM energy_source_features AS f WHERE source_table IS NOT NULL AND NOT EXISTS ("
        "SELECT FROM information_schema.columns WHERE table_name = f.source_table AND column_name = f.source_column)"
    )
    assert missing == []
    of_gas = plant.execute(
        "SELECT feature_name FROM energy_source_features AS f JOIN energy_sources AS s ON s.id = energy_source_id "
        "WHERE s.name = 'natural_gas' ORDER BY 1"
    )
    assert [name for (name,) in of_gas] == [
        *("avg_flow_rate_m3h", "avg_pressure_bar", "consumption_m3", "cooling_degree_days", "heating_degree_days"),
        *("operating_hours", "outdoor_temp_c", "production_count", "weekend", "wind_speed"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        *("energy_readings", "natural_gas_readings", "steam_readings", "compressed_air_end_use_readings"),
        *("production_data", "environmental_data"),
    ],
)
def test_readings_are_keyed_indexed_and_say_where_they_are_from(
    plant: PlantBuilder, server: Server, table: str
) -> None:
    indexes = [row[0] for row in plant.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", table)]
    assert any(index.endswith('("time", machine_id)') and "UNIQUE" in index for index in indexes)
    assert any(index.endswith('(machine_id, "time" DESC)') for index in indexes)
    assert (
        plant.value(
            "SELECT character_maximum_length FROM information_schema.columns "
            "WHERE table_name = %s AND column_name = 'data_source'",
            table,
        )
        == 20
    )
    if server.name == "timescaledb":
        assert (
            plant.value("SELECT count(*) FROM timescaledb_information.hypertables WHERE hypertable_name = %s", table)
            == 1
        )


def test_sessions_that_migrate_at_once_do_it_once(bare_url: str) -> None:
    applied: list[list[str]] = []

    def run() -> None:
        with Database(bare_url) as database:
            applied.append(migrate(database))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(applied) == [[], [], [], NAMES]


def test_a_migration_that_fails_leaves_nothing_behind_and_is_not_recorded(
    bare_database: Database, bare: PlantBuilder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("migrations")
    (folder / "prepare.sql").write_bytes((MIGRATIONS / "prepare.sql").read_bytes())
    (folder / "001_good.sql").write_text("CREATE TABLE good ();")
    (folder / "002_bad.sql").write_text("CREATE TABLE half (); SELECT 1 / 0;")
    with pytest.raises(Refused):
        migrate(bare_database, folder)
    assert bare.execute("SELECT name FROM enms.migrations") == [("001_good",)]
    assert bare.value("SELECT to_regclass('half')") is None
    (folder / "002_bad.sql").write_text("CREATE TABLE half ();")
    assert migrate(bare_database, folder) == ["002_bad"]


def test_a_change_of_the_catalogue_is_notified(plant: PlantBuilder) -> None:
    with psycopg.connect(plant.url, autocommit=True) as listener:
        listener.execute("LISTEN enms_catalogue")
        machine = plant.machine("Press-1")
        plant.seu("Press-1", "electricity", machine)
        heard = {notice.payload for notice in listener.notifies(timeout=5, stop_after=2)}
    assert heard == {"machines", "seus"}


def test_what_is_known_without_our_tables_is_what_migrations_put_there(plant: PlantBuilder) -> None:
    def sorted_rows(rows: list[dict[str, object]]) -> list[str]:
        return sorted(str(sorted(row.items())) for row in rows)

    for table, rows in json.loads(SEED.read_text(encoding="utf-8")).items():
        there = plant.execute(f"SELECT to_jsonb(own) FROM enms.{table} AS own")
        assert sorted_rows(rows) == sorted_rows([row for (row,) in there]), table


def test_a_plant_that_may_only_be_read_is_understood_as_well_as_one_that_was_migrated(
    bare: PlantBuilder, bare_database: Database
) -> None:
    for statement in NOT_MIGRATED.split(";"):
        bare.execute(statement)

    def told() -> tuple[object, ...]:
        with bare_database.reading() as connection:
            catalogue = read_catalogue(connection, "UTC")
        return catalogue.energy_sources[0].carbon_intensity, catalogue.energy_sources[0].meter, catalogue.features

    before = told()
    assert before[0] == 0.2
    migrate(bare_database)
    assert told() == before
