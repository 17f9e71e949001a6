"""Continuous aggregates as the rollup's backend, on a server with the Community licence.

ENMS_TEST_COMMUNITY_URL is such a server's: `npm install && npm start` in tests/database/community prints one. It takes
a single connection, so everything here goes through one.
"""

import os
from contextlib import contextmanager
from datetime import date

import psycopg
import pytest

from skill_enms.plant.continuous import ContinuousRollup, view_of
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.doctor import diagnose
from skill_enms.plant.raw import RawReadings
from skill_enms.plant.readings import daily_series
from skill_enms.plant.rollup_choice import PlantRollup, open_reader
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.rollup_update import RollupUpdater, everything
from skill_enms.requests import Period

URL = os.environ.get("ENMS_TEST_COMMUNITY_URL")
pytestmark = pytest.mark.skipif(not URL, reason="ENMS_TEST_COMMUNITY_URL is not set")

CLEAN = """
    DROP MATERIALIZED VIEW IF EXISTS enms.rollup_public_heat_readings;
    DROP TABLE IF EXISTS machines, energy_sources, seus;
    DROP TABLE IF EXISTS heat_readings CASCADE;
    DROP SCHEMA IF EXISTS enms CASCADE
"""
PLANT = """
    CREATE SCHEMA enms;
    CREATE TABLE machines (id integer PRIMARY KEY, name text);
    CREATE TABLE energy_sources (id integer PRIMARY KEY, name text, unit text);
    CREATE TABLE seus (id integer PRIMARY KEY, name text, energy_source_id integer, machine_ids integer[]);
    CREATE TABLE heat_readings (time timestamptz NOT NULL, machine_id integer, consumption_mj numeric(12, 4),
        temperature_c double precision, data_source varchar(20));
    SELECT create_hypertable('heat_readings', 'time');
    INSERT INTO machines VALUES (1, 'A'), (2, 'B');
    INSERT INTO energy_sources VALUES (1, 'heat', 'MJ');
    INSERT INTO seus VALUES (1, 'Both', 1, '{1,2}');
    INSERT INTO heat_readings
        SELECT t, machine, 1 + machine * 0.5 + extract(minute FROM t) / 100, sin(extract(epoch FROM t) / 10000),
               CASE WHEN t < '2024-03-30' THEN 'backfill' WHEN t < '2024-04-01' THEN 'meter' END
        FROM generate_series('2024-03-29'::timestamptz, '2024-04-03', '1 minute') AS t,
             generate_series(1, 2) AS machine;
    UPDATE heat_readings SET temperature_c = 'NaN' WHERE time = '2024-04-01 05:00+00'
"""


class OneConnection:
    """A database whose connections are all the same one."""

    def __init__(self, connection):
        self._connection = connection

    @contextmanager
    def reading(self):
        yield self._connection

    dedicated = reading

    @property
    def store(self):
        return self


@pytest.fixture
def community():
    with psycopg.connect(URL, autocommit=True, prepare_threshold=None) as connection:
        connection.execute("SET timezone = 'UTC'")
        for statement in (*CLEAN.split(";\n"), *PLANT.split(";\n")):
            connection.execute(statement)
        yield OneConnection(connection)


@pytest.fixture
def catalogue(community):
    with community.reading() as connection:
        return read_catalogue(connection, "Europe/Berlin")


def test_the_rollup_is_a_continuous_aggregate_and_what_raw_readings_come_to(community, catalogue):
    updater = RollupUpdater(community, TableRollup(community))
    updater.update(catalogue)
    table = catalogue.energy_source("heat").meter.consumption.table
    assert ContinuousRollup(community).exists(table)
    for wanted in everything(catalogue):
        covered = PlantRollup(community).covered(wanted)
        assert covered is not None
        first, last = (int(date(2024, 3, day).strftime("%s")) for day in (29, 31))
        assert updater.differences(wanted, (first, last)) == 0
    (seu,) = catalogue.seus
    period = Period(date(2024, 3, 30), date(2024, 4, 3))
    names = ["temperature_c"]
    rolled = daily_series(community, catalogue, seu, names, period, reader=open_reader(community))
    raw = daily_series(community, catalogue, seu, names, period, reader=RawReadings(community, connections=1))
    assert rolled.frame.to_numpy() == pytest.approx(raw.frame.to_numpy(), rel=1e-12)
    assert rolled.days_dropped == raw.days_dropped
    assert rolled.data_sources == pytest.approx(raw.data_sources)
    assert {f.code: f.data for f in rolled.findings} == {f.code: f.data for f in raw.findings}


def test_the_doctor_sees_it(community, catalogue):
    def found():
        return {diagnosis.code: diagnosis for diagnosis in diagnose(community, "Europe/Berlin")}

    assert "no_rollup" in found()
    RollupUpdater(community, TableRollup(community)).update(catalogue)
    assert {"rollup", "rollup_agrees"} <= found().keys()
    with community.reading() as connection:
        connection.execute("UPDATE heat_readings SET consumption_mj = 99 WHERE time = '2024-04-02 22:05+00'")
        connection.execute("UPDATE heat_readings SET consumption_mj = 99 WHERE time = '2024-03-31 05:00+00'")
    assert found()["rollup_differs"].data["buckets"] == 2


def test_late_and_corrected_readings_are_found(community, catalogue):
    updater = RollupUpdater(community, TableRollup(community))
    updater.update(catalogue)
    with community.reading() as connection:
        connection.execute("UPDATE heat_readings SET consumption_mj = 99 WHERE time = '2024-03-30 05:00+00'")
        connection.execute("INSERT INTO heat_readings VALUES ('2024-03-29 05:00:30+00', 1, 7)")
    wanted = next(w for w in everything(catalogue) if w.owner == "1")
    span = (1_711_670_400, 1_711_929_600)
    assert updater.differences(wanted, span) > 0
    updater.correct(catalogue)
    assert updater.differences(wanted, span) == 0


def test_a_new_column_makes_it_anew(community, catalogue):
    updater = RollupUpdater(community, TableRollup(community))
    updater.update(catalogue)
    with community.reading() as connection:
        connection.execute("ALTER TABLE heat_readings ADD COLUMN flow real")
        connection.execute("UPDATE heat_readings SET flow = 2 WHERE machine_id = 1")
        changed = read_catalogue(connection, "Europe/Berlin")
    updater.update(changed)
    wanted = next(w for w in everything(changed) if w.owner == "1")
    assert "flow" in {column.name for column in wanted.columns}
    assert updater.differences(wanted, (1_711_670_400, 1_711_929_600)) == 0


def test_its_name_fits_whatever_the_tables_is(catalogue):
    table = catalogue.energy_source("heat").meter.consumption.table
    assert view_of(table).name == "rollup_public_heat_readings"
    long = type(table)("schema", "ä" * 60)
    assert len(view_of(long).name.encode()) <= 63
