"""A plant with 1-second readings to measure on: made in a database of its own, dropped afterwards."""

from __future__ import annotations

import math
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from skill_enms.plant import embedded
from skill_enms.plant.database import Database
from skill_enms.plant.migrate import migrate

ZONE = "Europe/Berlin"
START = date(2024, 1, 1)
MACHINES = 7
SEUS = {1: "Mill", MACHINES: "Foundry"}
"""Number of machines → the SEU that has the first so many."""

_READINGS = """
INSERT INTO energy_readings (time, machine_id, energy_kwh, power_kw, power_factor, data_source)
SELECT t, 'c0000000-0000-0000-0000-000000000001', (0.01 + (n %% 41) * 0.0001) * %(level)s,
       (36 + (n %% 97) * 0.1) * %(level)s, %(factor)s + (n %% 13) * 0.005, 'meter'
FROM generate_series(0, 86399) AS n, LATERAL (SELECT %(start)s + n * interval '1 second' AS t) AS instant
"""
_WEATHER = """
INSERT INTO environmental_data (time, machine_id, outdoor_temp_c, data_source)
SELECT %(start)s + n * interval '1 hour', 'c0000000-0000-0000-0000-000000000001', %(temperature)s + n %% 3, 'meter'
FROM generate_series(0, 23) AS n
"""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server on which databases can be made."""
    url = os.environ.get("ENMS_BENCH_URL") or os.environ.get("ENMS_TEST_TIMESCALEDB_URL")
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="enms-bench-") as folder, embedded.start(Path(folder)) as started:
        yield started.url


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """An empty database, dropped afterwards."""
    name = f"enms_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield make_conninfo("", **{**conninfo_to_dict(url), "dbname": name})
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def filled(url: str, days: int, keep: str | None) -> Iterator[str]:
    """A database with so many days of one machine's 1-second readings, dropped afterwards unless it is to be kept."""
    name = keep or f"enms_bench_{os.getpid()}"
    own = make_conninfo("", **{**conninfo_to_dict(url), "dbname": name})
    with psycopg.connect(url, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not there:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        if not there:
            fill(own, days)
        yield own
    finally:
        if not keep:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def fill(url: str, days: int) -> None:
    """Migrate, add seven machines, and give the first its readings: more on colder days, so that there is a model."""
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb'").fetchone():
            connection.execute("CREATE EXTENSION IF NOT EXISTS timescaledb")
    with Database(url) as database:
        migrate(database)
    with psycopg.connect(url, autocommit=True) as connection:
        add_plant(connection)
        first = datetime(START.year, START.month, START.day, tzinfo=ZoneInfo(ZONE)).astimezone(timezone.utc)
        started = time.perf_counter()
        for day in range(days):
            temperature = 9 - 9 * math.cos(day / 58) + 4 * math.sin(day * 2.3)
            own = {
                "start": first + timedelta(days=day),
                "temperature": temperature,
                "level": 1 + 0.03 * max(18 - temperature, 0) + 0.02 * math.sin(day * 1.7),
                "factor": 0.9 + 0.01 * math.sin(day * 0.9),
            }
            connection.execute(_READINGS, own)
            connection.execute(_WEATHER, own)
        print(f"{days * 86_400:,} rows in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        connection.execute("VACUUM ANALYZE energy_readings")


def add_plant(connection: psycopg.Connection) -> None:
    """The machines and SEUs."""
    connection.execute(
        "WITH works AS (INSERT INTO factories (name, timezone) VALUES ('Works', %s) RETURNING id)"
        " INSERT INTO machines (id, name, factory_id)"
        " SELECT ('c0000000-0000-0000-0000-00000000000' || n)::uuid, 'Machine ' || n, works.id"
        " FROM works, generate_series(1, %s) AS n",
        [ZONE, MACHINES],
    )
    for count, name in SEUS.items():
        connection.execute(
            "INSERT INTO seus (name, energy_source_id, machine_ids) SELECT %s, energy_sources.id,"
            " (SELECT array_agg(id ORDER BY name) FROM (SELECT * FROM machines ORDER BY name LIMIT %s) AS first)"
            " FROM energy_sources WHERE energy_sources.name = 'electricity'",
            [name, count],
        )
